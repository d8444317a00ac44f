// The process capability as it crosses the wire: kinds of record, the facets of each, and the
// endpoints. A record is an identity; what is known of it are its facts, one facet each, appended
// and never changed. Screens, forms, the case loader and OpenAPI all read this one table.
import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { limits } from './limits.ts'
import { bilingual, bilingualLong, day, id, instant, period, shortText } from './text.ts'

export const certainties = ['confirmed', 'reported', 'disputed', 'unconfirmed'] as const
export const marks = ['none', 'derived', 'reconstruction', 'illustration'] as const
export const channels = [
  'public_source',
  'in_room',
  'in_writing',
  'telephone',
  'through_liaison',
  'system',
] as const
export const confirmations = [
  'unconfirmed',
  'read_back',
  'confirmed',
  'signed',
  'disowned',
] as const
export const acts = ['state', 'correct', 'differ', 'withdraw', 'confirm'] as const
export const modes = ['direct', 'proximity', 'virtual', 'hybrid', 'unknown'] as const
export const trackFamilies = ['security', 'political', 'economic', 'international'] as const
export const issueStatuses = [
  'open',
  'under_discussion',
  'provisionally_agreed',
  'agreed',
  'deferred',
] as const
export const issueRelations = ['requires', 'excludes', 'eases', 'in_conjunction_with'] as const
export const actorRelations = [
  'backs',
  'hosts',
  'guarantees',
  'leads',
  'convenes',
  'supports',
  'part_of',
  'allied_with',
  'co_chairs',
] as const
export const standings = [
  'invited',
  'credentialed',
  'suspended',
  'walked_out',
  'returned',
  'replaced',
  'split',
  'ended',
] as const
export const meetingClasses = [
  'plenary',
  'caucus',
  'consultation',
  'technical',
  'conference',
] as const
export const documentClasses = [
  'note_to_file',
  'record_of_discussion',
  'agreed_minutes',
  'communique',
  'non_paper',
  'terms_of_reference',
] as const
export const actorClasses = [
  'party',
  'state',
  'international_organisation',
  'national_institution',
  'mission',
  'organisation',
  'group',
] as const
export const bodyClasses = [
  'commission',
  'sub_committee',
  'forum',
  'working_group',
  'committee',
  'conference',
] as const

/** Which records a fact of a facet points at. `kinds` are the allowed kinds of the target. */
export type ReferenceRule = {
  readonly kinds: readonly Kind[]
  readonly many: boolean
  readonly required: boolean
}
export type Facet = {
  readonly value: z.ZodObject
  readonly references: Readonly<Record<string, ReferenceRule>>
}

export const kindNames = [
  'process',
  'source',
  'track',
  'actor',
  'person',
  'appointment',
  'body',
  'delegation',
  'relation',
  'round',
  'meeting',
  'agenda_item',
  'issue',
  'issue_link',
  'engagement',
  'event',
  'series',
  'observation',
  'document',
  'statement',
  'referral',
  'undertaking',
] as const
export type Kind = (typeof kindNames)[number]

const one = (...kinds: Kind[]): ReferenceRule => ({ kinds, many: false, required: true })
const maybe = (...kinds: Kind[]): ReferenceRule => ({ kinds, many: false, required: false })
const many = (...kinds: Kind[]): ReferenceRule => ({ kinds, many: true, required: false })
const text = bilingualLong
const none = {}

export const kinds = {
  process: {
    description: { value: z.object({ title: bilingual, summary: text }), references: none },
    setting: {
      value: z.object({
        mode: z.enum(['mission_only', 'open']),
        example: z.boolean(),
        time_zone: shortText,
      }),
      references: none,
    },
  },
  source: {
    description: {
      value: z.object({ code: shortText, title: shortText, address: shortText.optional() }),
      references: none,
    },
  },
  track: {
    description: {
      value: z.object({
        title: bilingual,
        summary: text,
        purpose: text,
        family: z.enum(trackFamilies),
        order: z.int().min(1).max(99),
      }),
      references: none,
    },
  },
  actor: {
    description: {
      value: z.object({
        name: bilingual,
        short_name: bilingual,
        class: z.enum(actorClasses),
        summary: text,
        /** The parties of the process are its sides; letters and patterns follow this. */
        side: z.enum(['A', 'B']).optional(),
      }),
      references: none,
    },
  },
  person: {
    description: {
      value: z.object({ name: bilingual, summary: text.optional() }),
      references: none,
    },
  },
  appointment: {
    description: {
      value: z.object({
        title: bilingual,
        rank: bilingual.optional(),
        from: day.optional(),
        to: day.optional(),
        note: text.optional(),
      }),
      references: { person: one('person'), in: one('actor', 'body', 'delegation') },
    },
  },
  body: {
    description: {
      value: z.object({
        title: bilingual,
        short_name: bilingual,
        class: z.enum(bodyClasses),
        summary: text,
        composition: text,
      }),
      references: { track: maybe('track'), convener: maybe('actor'), parties: many('actor') },
    },
    mandate: {
      value: z.object({ text, from: day.optional(), expires: day.optional() }),
      references: { reports_to: maybe('body', 'actor') },
    },
  },
  delegation: {
    description: {
      value: z.object({ title: bilingual, summary: text.optional() }),
      references: { party: one('actor'), body: one('body') },
    },
    standing: {
      value: z.object({
        state: z.enum(standings),
        from: day,
        reason: text.optional(),
        /** What the rules say follows: access, quorum, pending acts, consent. */
        effect: text,
      }),
      references: { successors: many('delegation') },
    },
  },
  relation: {
    description: {
      value: z.object({
        relation: z.enum(actorRelations),
        from: day.optional(),
        to: day.optional(),
        note: text.optional(),
      }),
      references: {
        subject: one('actor', 'person'),
        object: one('actor', 'body', 'round', 'meeting', 'track'),
      },
    },
  },
  round: {
    description: {
      value: z.object({
        number: shortText,
        title: bilingual,
        place: bilingual,
        mode: z.enum(modes),
        summary: text.optional(),
      }),
      references: { body: one('body'), host: maybe('actor') },
    },
    planned: { value: z.object({ when: period }), references: none },
    actual: { value: z.object({ when: period }), references: none },
    outcome: {
      value: z.object({ text, result: z.enum(['agreement', 'partial', 'none', 'draft']) }),
      references: none,
    },
  },
  meeting: {
    description: {
      value: z.object({
        title: bilingual,
        class: z.enum(meetingClasses),
        place: bilingual,
        mode: z.enum(modes),
        time_zone: shortText,
        summary: text.optional(),
      }),
      references: {
        round: maybe('round'),
        body: maybe('body'),
        tracks: many('track'),
        participants: many('actor', 'person', 'delegation', 'body'),
      },
    },
    planned: { value: z.object({ when: period }), references: none },
    actual: {
      value: z.object({ when: period, minutes: z.int().min(1).max(10_000).optional() }),
      references: none,
    },
    outcome: { value: z.object({ text }), references: none },
  },
  agenda_item: {
    description: {
      value: z.object({ title: bilingual, order: z.int().min(1).max(999) }),
      references: { of: one('round', 'meeting'), issues: many('issue') },
    },
  },
  issue: {
    description: {
      value: z.object({ title: bilingual, question: text }),
      references: { track: one('track'), body: maybe('body') },
    },
    status: {
      value: z.object({ status: z.enum(issueStatuses), reason: text.optional() }),
      references: { occasion: maybe('round', 'meeting', 'event') },
    },
  },
  issue_link: {
    description: {
      value: z.object({ relation: z.enum(issueRelations), reason: text }),
      references: { subject: one('issue'), object: one('issue') },
    },
  },
  engagement: {
    description: {
      value: z.object({ title: bilingual, text, when: period }),
      references: {
        actor: one('actor'),
        tracks: many('track'),
        with: many('actor', 'person', 'body'),
      },
    },
  },
  event: {
    account: {
      value: z.object({
        title: bilingual,
        text,
        when: period,
        precision: z.enum(['day', 'month', 'year', 'about']),
        /** Scheduled events are announced first and may happen otherwise. */
        scheduled: z.boolean().optional(),
      }),
      references: {
        tracks: many('track'),
        actors: many('actor', 'person', 'body', 'delegation'),
        concerns: many('issue', 'round', 'meeting', 'document'),
      },
    },
  },
  series: {
    description: {
      value: z.object({ title: bilingual, unit: bilingual, note: text }),
      references: { track: maybe('track') },
    },
  },
  observation: {
    value: {
      value: z.object({ period: shortText, amount: z.number(), note: text.optional() }),
      references: { series: one('series') },
    },
  },
  document: {
    description: {
      value: z.object({ title: bilingual, class: z.enum(documentClasses), text, when: day }),
      references: { occasion: maybe('round', 'meeting'), tracks: many('track') },
    },
    approval: {
      value: z.object({ on: day, note: text.optional() }),
      references: { approved_by: many('delegation', 'actor', 'person') },
    },
  },
  statement: {
    account: {
      value: z.object({ title: bilingual, text, when: day }),
      references: {
        speaker: one('person', 'actor', 'delegation'),
        occasion: maybe('round', 'meeting', 'event'),
        tracks: many('track'),
      },
    },
  },
  referral: {
    description: {
      value: z.object({ matter: text, due: day.optional() }),
      references: {
        delegation: one('delegation', 'actor'),
        principal: one('person', 'actor'),
        concerns: many('issue', 'round', 'document'),
      },
    },
    reply: {
      value: z.object({
        answer: z.enum(['yes', 'no', 'conditional']),
        conditions: text.optional(),
        on: day,
      }),
      references: none,
    },
  },
  undertaking: {
    description: {
      value: z.object({ text, from: day.optional(), to: day.optional() }),
      references: { guarantor: one('actor'), concerns: many('issue', 'round', 'document', 'body') },
    },
  },
} as const satisfies Record<Kind, Record<string, Facet>>

/** Facets that every kind has. */
export const commonFacets = {
  /** The record itself is withdrawn: it was made in error, or its matter lapsed. */
  withdrawal: { value: z.object({ reason: text }), references: none },
  /** Kept in the source's compartment: a copy of this record went to a wider compartment. */
  disclosure: {
    value: z.object({
      compartment_id: id,
      copy_id: id,
      attribution: z.enum(['party', 'mediator', 'unattributed']),
    }),
    references: none,
  },
} as const satisfies Record<string, Facet>

export { firstFacet } from './addresses.ts'
/** The rule of one facet, or undefined where the kind has none of that name. */
export function facetOf(kind: Kind, facet: string): Facet | undefined {
  const own: Record<string, Facet> = kinds[kind]
  const common: Record<string, Facet> = commonFacets
  return Object.hasOwn(own, facet)
    ? own[facet]
    : Object.hasOwn(common, facet)
      ? common[facet]
      : undefined
}
/** References that every fact may carry: its sources, and who said it. */
export const commonReferences = {
  source: { kinds: ['source'], many: true, required: false },
  said_by: { kinds: ['person', 'actor', 'delegation'], many: false, required: false },
} as const satisfies Record<string, ReferenceRule>

export const referenceSchema = z.object({
  path: shortText,
  compartment_id: id,
  id,
})
export const newFactSchema = z.object({
  id,
  facet: shortText,
  act: z.enum(acts).default('state'),
  /** The fact that is corrected, differed from, withdrawn or confirmed. Absent with `state`. */
  of_fact_id: id.optional(),
  value: z.record(z.string(), z.unknown()),
  references: z.array(referenceSchema).max(limits.references_per_fact_count).default([]),
  known_from: instant,
  held_from: day.optional(),
  held_to: day.optional(),
  certainty: z.enum(certainties).default('confirmed'),
  mark: z.enum(marks).default('none'),
  channel: z.enum(channels).default('in_writing'),
  confirmation: z.enum(confirmations).default('unconfirmed'),
})
export type NewFact = z.output<typeof newFactSchema>

export const factSchema = z.object({
  id,
  record_id: id,
  compartment_id: id,
  n: z.int(),
  facet: z.string(),
  act: z.enum(acts),
  of_fact_id: id.nullable(),
  value: z.record(z.string(), z.unknown()),
  references: z.array(referenceSchema),
  known_from: z.string(),
  held_from: z.string().nullable(),
  held_to: z.string().nullable(),
  certainty: z.enum(certainties),
  mark: z.enum(marks),
  channel: z.enum(channels),
  confirmation: z.enum(confirmations),
  /** The seat that recorded it. */
  recorded_by: id,
  recorded_at: z.string(),
})
export type Fact = z.output<typeof factSchema>

export const recordSchema = z.object({
  id,
  compartment_id: id,
  kind: z.enum(kindNames),
  /** In the order in which they were recorded. */
  facts: z.array(factSchema),
})
export type ProcessRecord = z.output<typeof recordSchema>

const readProblems = ['invalid-input', 'no-seat', 'not-found', 'busy', 'internal'] as const
const writeProblems = [
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
  'busy',
  'internal',
] as const

export const processEndpoints = {
  listHistory: endpoint({
    name: 'listHistory',
    summary: 'All records that the seat can read, with all their facts, page by page.',
    method: 'GET',
    path: '/process/history',
    input: z.object({
      cursor: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(limits.list_page_records).default(200),
      kind: z.enum(kindNames).optional(),
      compartment_id: id.optional(),
    }),
    output: z.object({ records: z.array(recordSchema), next: z.string().nullable() }),
    problems: readProblems,
  }),
  getRecord: endpoint({
    name: 'getRecord',
    summary: 'One record with its whole history.',
    method: 'GET',
    path: '/process/records/{id}',
    input: z.object({ id }),
    output: recordSchema,
    problems: readProblems,
  }),
  createRecord: endpoint({
    name: 'createRecord',
    summary: 'A new record with its first facts, in one compartment.',
    method: 'POST',
    path: '/process/records',
    input: z.object({
      id,
      compartment_id: id,
      kind: z.enum(kindNames),
      facts: z.array(newFactSchema).min(1).max(limits.facts_per_command_count),
    }),
    output: recordSchema,
    problems: writeProblems,
  }),
  recordFacts: endpoint({
    name: 'recordFacts',
    summary: 'Further facts of a record: state, correct, differ, withdraw or confirm.',
    method: 'POST',
    path: '/process/records/{id}/facts',
    input: z.object({
      id,
      facts: z.array(newFactSchema).min(1).max(limits.facts_per_command_count),
    }),
    output: recordSchema,
    problems: writeProblems,
  }),
  discloseRecord: endpoint({
    name: 'discloseRecord',
    summary: 'Copies what is now known of a record into a wider compartment, as a new record.',
    method: 'POST',
    path: '/process/records/{id}/disclosures',
    input: z.object({
      id,
      copy_id: id,
      compartment_id: id,
      attribution: z.enum(['party', 'mediator', 'unattributed']),
      known_from: instant,
    }),
    output: recordSchema,
    problems: writeProblems,
  }),
} as const
