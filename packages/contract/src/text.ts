// The text capability as it crosses the wire. Acts are commands on one instrument: each says who
// said it and by which channel, takes ids from the client and is answered as the first time when it
// is repeated. What may follow what is in the server's text/SPEC.md.
import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { channels, confirmations, marks, recordSchema } from './facts.ts'
import { limits } from './limits.ts'
import {
  alternativeStatuses,
  closingReasonNames,
  contentSchema,
  nodeKindNames,
  nodeStages,
  originNames,
  positionBasisNames,
  reservationClasses,
  slotClasses,
  slotScopes,
  textKinds,
} from './text_kinds.ts'
import { bilingual, bilingualLong, id, instant, shortText } from './wording.ts'

export * from './text_kinds.ts'
export { alternativeStatuses }

/** A record that the act refers to and that lies outside the instrument. */
const place = z.object({ compartment_id: id, id })
const actor = place
const wording = z.object({ en: contentSchema.optional(), ar: contentSchema.optional() })
/** Facts on which an edit stands: where another revision came first, the edit is refused. */
const base = z.object({ en: id.nullable(), ar: id.nullable() })
const rank = textKinds.node.placement.value.shape.rank

/** What every act carries: an id of its own, whose word it is, and from when it is known. */
const act = {
  instrument_id: id,
  act_id: id,
  said_by: place.optional(),
  channel: z.enum(channels).default('in_writing'),
  confirmation: z.enum(confirmations).default('unconfirmed'),
  mark: z.enum(marks).default('none'),
  /** Absent: now. A mission that enters later what was said earlier gives the instant. */
  known_from: instant.optional(),
}
const newAlternative = z.object({
  id,
  origin: z.enum(originNames),
  no_text: z.boolean().default(false),
  wording: wording.default({}),
  proponents: z.array(actor).max(limits.references_per_fact_count).default([]),
})
const actProblems = [
  'invalid-input',
  'malformed-request',
  'body-too-large',
  'no-seat',
  'not-found',
  'not-permitted',
  'conflict',
  'id-taken',
  'bad-reference',
  'wrong-state',
  'not-released',
  'disk-full',
  'busy',
  'internal',
] as const
const readProblems = ['invalid-input', 'no-seat', 'not-found', 'busy', 'internal'] as const
/** The records that the act made or changed, as they stood after it. */
const output = z.object({ records: z.array(recordSchema) })

function actEndpoint<N extends string, S extends z.ZodRawShape>(
  name: N,
  summary: string,
  path: string,
  shape: S,
) {
  return endpoint({
    name,
    summary,
    method: 'POST',
    path: `/text/instruments/{instrument_id}/${path}`,
    input: z.object({ ...act, ...shape }),
    output,
    problems: actProblems,
  })
}

export const textActs = {
  createInstrument: actEndpoint(
    'createInstrument',
    'A new negotiating text with its holder, its languages and the table of who may do what.',
    'create',
    {
      compartment_id: id,
      description: textKinds.instrument.description.value.omit({ reason: true }),
      table: textKinds.instrument.table.value,
      track: place,
      body: place.optional(),
      holder: place,
      parties: z.array(actor).max(limits.references_per_fact_count),
      concerns: z.array(place).max(limits.references_per_fact_count).default([]),
    },
  ),
  changeTable: actEndpoint('changeTable', 'Who may do what, from now on.', 'table', {
    table: textKinds.instrument.table.value,
  }),
  changeHead: actEndpoint(
    'changeHead',
    'Another title, mode, holder or authentic languages, or proponents shown or not, from now on.',
    'head',
    {
      /** The fact that holds the head as it was read; another head first, and this is refused. */
      base: id,
      description: textKinds.instrument.description.value.required({ reason: true }),
      holder: place,
    },
  ),
  insertNode: actEndpoint('insertNode', 'A new node at a place of the text.', 'nodes', {
    node_id: id,
    kind: z.enum(nodeKindNames),
    parent_id: id.optional(),
    rank,
    number: shortText.optional(),
    weight: z.number().min(0).max(1000).default(1),
    heading: z.object({ en: shortText.optional(), ar: shortText.optional() }).optional(),
    wording: wording.default({}),
  }),
  moveNode: actEndpoint('moveNode', 'The same node at another place.', 'nodes/{node_id}/move', {
    node_id: id,
    parent_id: id.optional(),
    rank,
    number: shortText.optional(),
  }),
  reviseNode: actEndpoint(
    'reviseNode',
    'New wording of a node; refused where another revision came first.',
    'nodes/{node_id}/revise',
    {
      node_id: id,
      base,
      wording,
      heading: z.object({ en: shortText.optional(), ar: shortText.optional() }).optional(),
      /** Languages whose new wording translates the other's present one. */
      translates: z.enum(['en', 'ar']).optional(),
    },
  ),
  splitNode: actEndpoint('splitNode', 'One node becomes two.', 'nodes/{node_id}/split', {
    node_id: id,
    base,
    keep: wording,
    new_node_id: id,
    rank,
    rest: wording,
  }),
  mergeNodes: actEndpoint('mergeNodes', 'Nodes become one of them.', 'nodes/{node_id}/merge', {
    node_id: id,
    base,
    from: z.array(id).min(1).max(20),
    wording,
  }),
  withdrawNode: actEndpoint('withdrawNode', 'A node leaves the text.', 'nodes/{node_id}/withdraw', {
    node_id: id,
    reason: bilingualLong,
  }),
  restoreNode: actEndpoint('restoreNode', 'A node returns.', 'nodes/{node_id}/restore', {
    node_id: id,
  }),
  setStage: actEndpoint(
    'setStage',
    'How far a node is agreed, and by whom.',
    'nodes/{node_id}/stage',
    {
      node_id: id,
      stage: z.enum(nodeStages),
      agreed_by: z.array(actor).max(limits.references_per_fact_count).default([]),
      occasion: place.optional(),
      /** The decision of the body by which it is agreed, in place of every party's own word. */
      decision: place.optional(),
      note: bilingualLong.optional(),
    },
  ),
  openSlot: actEndpoint(
    'openSlot',
    'Brackets: a place of a node, or the whole of it, with its first alternatives.',
    'slots',
    {
      slot_id: id,
      node_id: id,
      within_id: id.optional(),
      class: z.enum(slotClasses),
      scope: z.enum(slotScopes),
      title: bilingual,
      issue: place.optional(),
      concerned: z.array(actor).max(limits.references_per_fact_count),
      base,
      /** The node's wording with the slot in its place; for `whole_node` its content is the slot. */
      wording,
      alternatives: z.array(newAlternative).max(limits.alternatives_per_slot_count),
    },
  ),
  proposeAlternative: actEndpoint(
    'proposeAlternative',
    'An alternative, in the plenary or in a narrower compartment until it is tabled.',
    'slots/{slot_id}/alternatives',
    {
      slot_id: id,
      compartment_id: id,
      alternative: newAlternative,
      note: bilingualLong.optional(),
    },
  ),
  reviseAlternative: actEndpoint(
    'reviseAlternative',
    'New wording of an alternative; refused where another revision came first.',
    'alternatives/{alternative_id}/revise',
    { alternative_id: id, base, wording, translates: z.enum(['en', 'ar']).optional() },
  ),
  joinProposal: actEndpoint(
    'joinProposal',
    'A party becomes a proponent of an alternative, or ceases to be one.',
    'alternatives/{alternative_id}/join',
    { alternative_id: id, party: actor, joins: z.boolean() },
  ),
  withdrawAlternative: actEndpoint(
    'withdrawAlternative',
    'An alternative is no longer proposed; it can be proposed again.',
    'alternatives/{alternative_id}/withdraw',
    { alternative_id: id, note: bilingualLong.optional() },
  ),
  tableAlternative: actEndpoint(
    'tableAlternative',
    'Tabling: a copy of a proposal goes into the compartment of the text.',
    'alternatives/{alternative_id}/table',
    {
      alternative_id: id,
      copy_id: id,
      attribution: z.enum(['party', 'mediator', 'unattributed']),
    },
  ),
  mergeAlternatives: actEndpoint(
    'mergeAlternatives',
    'Streamlining: alternatives become one that holds all their words and proponents.',
    'slots/{slot_id}/merge',
    { slot_id: id, from: z.array(id).min(2).max(20), into_id: id, wording },
  ),
  undoMerge: actEndpoint(
    'undoMerge',
    'The streamlined alternatives stand again.',
    'alternatives/{alternative_id}/undo-merge',
    { alternative_id: id },
  ),
  closeSlot: actEndpoint(
    'closeSlot',
    'A slot is settled, with the reason.',
    'slots/{slot_id}/close',
    {
      slot_id: id,
      chosen_id: id.optional(),
      reason: z.enum(closingReasonNames),
      note: bilingualLong.optional(),
      occasion: place.optional(),
      /** With the reason `decision`: which one. */
      decision: place.optional(),
    },
  ),
  reopenSlot: actEndpoint('reopenSlot', 'A settled slot is open again.', 'slots/{slot_id}/reopen', {
    slot_id: id,
    note: bilingualLong,
    occasion: place.optional(),
  }),
  recordPosition: actEndpoint(
    'recordPosition',
    'Where a party stands on a slot: declared, told in caucus, or estimated.',
    'slots/{slot_id}/positions',
    {
      slot_id: id,
      /** Of the same party, basis and compartment as before: a new stance of that position. */
      position_id: id,
      compartment_id: id,
      party: actor,
      basis: z.enum(positionBasisNames),
      accepts: z.array(id).max(limits.alternatives_per_slot_count),
      prefers: id.optional(),
      rejects: z.array(id).max(limits.alternatives_per_slot_count),
      note: bilingualLong.optional(),
    },
  ),
  makeReservation: actEndpoint(
    'makeReservation',
    'A party reserves its agreement on a node or a slot.',
    'reservations',
    {
      reservation_id: id,
      on_id: id,
      party: actor,
      class: z.enum(reservationClasses),
      text: bilingualLong,
    },
  ),
  liftReservation: actEndpoint(
    'liftReservation',
    'A reservation is lifted.',
    'reservations/{reservation_id}/lift',
    { reservation_id: id, reason: bilingualLong },
  ),
  freezeVersion: actEndpoint(
    'freezeVersion',
    'A version of the text as it stands now, with its Merkle root.',
    'versions',
    {
      version_id: id,
      title: bilingual,
      note: bilingualLong.optional(),
      occasion: place.optional(),
    },
  ),
} as const
export type TextActName = keyof typeof textActs

const afterEntries = /^[0-9a-f-]{36}:\d{1,9}(?:,[0-9a-f-]{36}:\d{1,9})*$/

export const textQueries = {
  readInstrument: endpoint({
    name: 'readInstrument',
    summary: 'The records of an instrument that the seat can read, with all their facts.',
    method: 'GET',
    path: '/text/instruments/{instrument_id}',
    input: z.object({
      instrument_id: id,
      /**
       * Only records that changed after these entries, as `compartment_id:n` with commas between;
       * all records of a compartment that is not named. What a reader holds already stays out.
       */
      after: z.string().regex(afterEntries).max(4_000).optional(),
      cursor: z.string().max(200).optional(),
      limit: z.coerce
        .number()
        .int()
        .min(1)
        .max(limits.instrument_page_records)
        .default(limits.instrument_page_records),
    }),
    output: z.object({ records: z.array(recordSchema), next: z.string().nullable() }),
    problems: readProblems,
  }),
} as const

export const textEndpoints = { ...textQueries, ...textActs } as const
