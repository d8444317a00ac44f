// The kinds of record of the text capability: an instrument, its nodes, slots, alternatives,
// positions, reservations and versions. Each is a record like any other, with facts, a compartment
// and a place in the ledger; analysis/text/instrument.ts makes the tree from them.
import * as z from 'zod'
import type { Facet, Kind } from './kinds.ts'
import { limits } from './limits.ts'
import { many, maybe, one } from './reference_rules.ts'
import { bilingual, bilingualLong, cleanText, id, instant, shortText } from './wording.ts'
import { bothWords } from './shape_words.ts'

export const textLanguages = ['en', 'ar'] as const
export const instrumentModes = ['mediator_text', 'bracketed_text'] as const
export const nodeKindNames = [
  'preamble',
  'chapter',
  'article',
  'chapeau',
  'paragraph',
  'subparagraph',
  'annex',
] as const
export const nodeStages = [
  'not_opened',
  'open',
  'clean',
  'agreed_in_commission',
  'agreed_ad_referendum',
  'agreed',
] as const
export const slotClasses = ['alternatives', 'optional', 'placeholder'] as const
export const slotScopes = ['inline', 'whole_node'] as const
export const slotStatuses = ['open', 'closed'] as const
export const closingReasonNames = [
  'consensus',
  'withdrawn',
  'merged',
  'mediators_text',
  'decision',
] as const
export const originNames = ['party', 'joint', 'mediator', 'streamlined'] as const
export const alternativeStatuses = ['proposed', 'tabled', 'withdrawn', 'merged'] as const
export const positionBasisNames = ['declared', 'told_in_caucus', 'estimated'] as const
export const reservationClasses = ['general', 'scrutiny', 'specific'] as const
/** Acts that the table of an instrument gives to the holder of the pen, to the parties, or both. */
export const tableActs = [
  'draft',
  'propose',
  'table',
  'merge',
  'close',
  'reopen',
  'freeze',
] as const
export type TableAct = (typeof tableActs)[number]
const who = z.array(z.enum(['holder', 'party'])).max(2)

/** Square brackets mean "not agreed" and are rendered from slots, so they are refused in words. */
const BRACKET = /[[\]]/u
export const wordsSchema = cleanText(z.string().min(1).max(limits.long_text_characters)).refine(
  (s) => !BRACKET.test(s),
  {
    error: (issue) => {
      const at = typeof issue.input === 'string' ? issue.input.search(BRACKET) : 0
      return bothWords(
        `has a square bracket at position ${at + 1}: open a slot instead, or write it without`,
        `فيه قوس معقوف في الموضع ${at + 1}: افتح أقواسًا بدلًا منه، أو اكتب من دونه`,
      )
    },
  },
)
export const contentSchema = z
  .array(z.union([z.strictObject({ text: wordsSchema }), z.strictObject({ slot: id })]))
  .max(limits.inline_parts_per_node_count)
/** `renders`: the fact of the other language that this one translates; else it is its own source. */
const wordingFacet = z.object({ content: contentSchema, renders: id.optional() })
const title = z.object({ en: shortText.optional(), ar: shortText.optional() })
const none = {}

export const textKinds = {
  instrument: {
    description: {
      value: z.object({
        title: bilingual,
        summary: bilingualLong,
        mode: z.enum(instrumentModes),
        authentic: z.array(z.enum(textLanguages)).min(1).max(2),
        show_proponents: z.boolean(),
        /** Why the head was changed; absent in the first one. */
        reason: bilingualLong.optional(),
      }),
      references: {
        track: one('track'),
        body: maybe('body'),
        holder: one('actor', 'person', 'delegation'),
        parties: many('actor'),
        concerns: many('issue', 'round'),
      },
    },
    /** Who may do what: seats that hold the pen, seats that speak for a party, and their acts. */
    table: {
      value: z.object({
        holders: z.array(id).max(limits.references_per_fact_count),
        speakers: z.array(z.object({ seat: id, party: id })).max(limits.references_per_fact_count),
        may: z.object({
          draft: who,
          propose: who,
          table: who,
          merge: who,
          close: who,
          reopen: who,
          freeze: who,
        }),
        /** Who is shown the plenary's edition of convergence; absent: the mission alone. */
        convergence: z.enum(['mission', 'readers']).optional(),
      }),
      references: none,
    },
  },
  node: {
    description: {
      value: z.object({
        kind: z.enum(nodeKindNames),
        /** Share of the instrument's weight in convergence, relative to the other nodes. */
        weight: z.number().min(0).max(1000).default(1),
      }),
      references: { instrument: one('instrument') },
    },
    /** Rank is a key between its neighbours'; `number` overrides the counted one: 5 bis. */
    placement: {
      value: z.object({
        rank: z.string().regex(/^[0-9A-Za-z]{1,60}$/),
        number: shortText.optional(),
      }),
      references: { parent: maybe('node') },
    },
    heading: { value: title, references: none },
    english: { value: wordingFacet, references: none },
    arabic: { value: wordingFacet, references: none },
    stage: {
      value: z.object({ stage: z.enum(nodeStages), note: bilingualLong.optional() }),
      references: {
        agreed_by: many('actor'),
        occasion: maybe('round', 'meeting'),
        decision: maybe('decision'),
      },
    },
    /** Where a node comes from another: the words moved, the identities stay. */
    lineage: {
      value: z.object({ class: z.enum(['split', 'merge']) }),
      references: { from: many('node') },
    },
  },
  slot: {
    description: {
      value: z.object({
        class: z.enum(slotClasses),
        scope: z.enum(slotScopes),
        title: bilingual,
      }),
      references: {
        instrument: one('instrument'),
        node: one('node'),
        within: maybe('alternative'),
        issue: maybe('issue'),
        concerned: many('actor'),
      },
    },
    status: {
      value: z.object({
        status: z.enum(slotStatuses),
        reason: z.enum(closingReasonNames).optional(),
        note: bilingualLong.optional(),
      }),
      references: {
        chosen: maybe('alternative'),
        occasion: maybe('round', 'meeting'),
        /** What decided it, with the reason `decision`. */
        decision: maybe('decision'),
      },
    },
  },
  alternative: {
    description: {
      value: z.object({
        origin: z.enum(originNames),
        no_text: z.boolean(),
        /** Its place among the slot's alternatives in that compartment, from 0: its letter. */
        order: z.int().min(0).max(999).default(0),
        /** Why the mission drafted it, or whose idea it renders; for its own readers. */
        note: bilingualLong.optional(),
      }),
      references: {
        instrument: one('instrument'),
        slot: one('slot'),
        merged_from: many('alternative'),
      },
    },
    english: { value: wordingFacet, references: none },
    arabic: { value: wordingFacet, references: none },
    proponents: { value: z.object({}), references: { parties: many('actor') } },
    status: {
      value: z.object({
        status: z.enum(alternativeStatuses),
        note: bilingualLong.optional(),
      }),
      references: { into: maybe('alternative') },
    },
  },
  position: {
    stance: {
      value: z.object({ basis: z.enum(positionBasisNames), note: bilingualLong.optional() }),
      references: {
        instrument: one('instrument'),
        slot: one('slot'),
        party: one('actor'),
        accepts: many('alternative'),
        prefers: maybe('alternative'),
        rejects: many('alternative'),
      },
    },
  },
  reservation: {
    description: {
      value: z.object({ class: z.enum(reservationClasses), text: bilingualLong }),
      references: {
        instrument: one('instrument'),
        on: one('node', 'slot'),
        party: one('actor'),
      },
    },
  },
  version: {
    description: {
      value: z.object({
        title: bilingual,
        note: bilingualLong.optional(),
        /** The text as known at this instant, of entries up to `n` of the instrument's log. */
        as_of: instant,
        n: z.int().min(0),
        /** Revisions in it and the Merkle root over them, hex (analysis/text/version.ts). */
        revisions: z.int().min(0),
        root: z.string().regex(/^[0-9a-f]{64}$/),
      }),
      references: { instrument: one('instrument'), occasion: maybe('round', 'meeting') },
    },
  },
} as const satisfies Partial<Record<Kind, Record<string, Facet>>>

/** Kinds that are read by instrument and not with the history of the process. */
export const textBodyKinds = ['node', 'slot', 'alternative', 'position', 'reservation'] as const
export type TextBodyKind = (typeof textBodyKinds)[number]
