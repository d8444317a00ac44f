// The kinds of record of the deal capability: a negotiation model with its issues and links, what
// each party is thought to want, the packages that were looked at, and who cleared a proposal. They
// live with the named analysts alone (server's deal/SPEC.md); text and disclosure never carry them.
import * as z from 'zod'
import type { Facet, Kind } from './kinds.ts'
import { limits } from './limits.ts'
import { many, maybe, one, some } from './reference_rules.ts'
import { bilingual, bilingualLong, id } from './wording.ts'
import { bothWords } from './shape_words.ts'

/** How far what an estimate rests on may be used outside the circle of the analysts. */
export const evidenceReleases = ['mediator_only', 'unattributed', 'conveyed', 'open'] as const
export type EvidenceRelease = (typeof evidenceReleases)[number]
export const dealLinkClasses = [
  'requires',
  'excludes',
  'together',
  'at_most',
  'budget',
  'bonus',
] as const
export const estimateMethods = ['weights', 'ranks'] as const

/** An option's key within its issue: short, never shown. */
export const optionKey = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60)
const points = z.number().min(0).max(100)
/** An estimate with what it may be at least and at most, in points of 0 to 100. */
export const range = z
  .object({ low: points, likely: points, high: points })
  .refine((r) => r.low <= r.likely && r.likely <= r.high, {
    error: bothWords(
      'is out of order: low, likely and high go up',
      'غير مرتب: الأدنى ثم الأرجح ثم الأعلى',
    ),
  })
export type Range = z.output<typeof range>
const choice = z.object({ issue: id, option: optionKey })
const choices = z.array(choice).max(limits.deal_issues_count)
const release = z.enum(evidenceReleases)

const evidence = many(
  'statement',
  'position',
  'document',
  'meeting',
  'event',
  'engagement',
  'undertaking',
  'source',
)

export const dealKinds = {
  deal_model: {
    description: {
      value: z.object({ title: bilingual, note: bilingualLong.optional() }),
      references: { parties: some('actor'), instruments: many('instrument') },
    },
  },
  /** What is open: a slot with its alternatives, or an issue of any track with its options. */
  deal_issue: {
    description: {
      value: z.object({
        title: bilingual,
        order: z.int().min(0).max(9999),
        options: z
          .array(
            z.object({
              key: optionKey,
              title: bilingual,
              /** The alternative of the slot that this option is. */
              alternative: id.optional(),
              /** Of a slot's option that nobody has proposed yet: the words of a bridge. */
              wording: bilingualLong.optional(),
            }),
          )
          .min(1)
          .max(limits.alternatives_per_slot_count),
        /** The option that the text on the table, or things as they are, amount to. */
        on_the_table: optionKey.optional(),
      }),
      references: {
        model: one('deal_model'),
        track: maybe('track'),
        issue: maybe('issue'),
        instrument: maybe('instrument'),
        slot: maybe('slot'),
        alternatives: many('alternative'),
      },
    },
  },
  deal_link: {
    description: {
      value: z.object({
        class: z.enum(dealLinkClasses),
        /** requires: who takes all of these; else the choices that the link is about. */
        choices: choices.min(1),
        /** requires: must take all of these. */
        then: choices.optional(),
        /** at_most: this many of the choices. */
        k: z.int().min(0).max(limits.deal_issues_count).optional(),
        /** budget: what each choice costs, in their order, and how much all may cost together. */
        costs: z.array(z.int().min(0).max(limits.deal_cost)).optional(),
        limit: z.int().min(0).max(limits.deal_cost).optional(),
        /** bonus: what the combination is worth to a party, in points of 0 to 100 of the whole. */
        points: z.array(z.object({ party: id, points: z.number().min(-100).max(100) })).optional(),
        reason: bilingualLong,
      }),
      references: { model: one('deal_model'), issues: some('deal_issue') },
    },
  },
  /** What one issue is worth to one party, and each of its options. */
  preference: {
    description: {
      value: z.object({
        weight: range,
        scores: z
          .array(z.object({ option: optionKey, score: range }))
          .min(1)
          .max(limits.alternatives_per_slot_count),
        method: z.enum(estimateMethods),
        release,
        note: bilingualLong.optional(),
      }),
      references: {
        model: one('deal_model'),
        party: one('actor'),
        issue: one('deal_issue'),
        evidence,
        estimated_by: maybe('person'),
      },
    },
  },
  /** What a party has without a deal, in points of 0 to 100 of what all it wants would be worth. */
  fallback: {
    description: {
      value: z.object({ worth: range, release, note: bilingualLong.optional() }),
      references: {
        model: one('deal_model'),
        party: one('actor'),
        evidence,
        estimated_by: maybe('person'),
      },
    },
  },
  deal_package: {
    description: {
      value: z.object({
        title: bilingual,
        choices: choices.min(1),
        reasons: bilingualLong,
      }),
      references: { model: one('deal_model') },
    },
  },
  /** A named person lets a package leave the analysts' circle, having seen what it may reveal. */
  clearance: {
    description: {
      value: z.object({
        reason: bilingualLong,
        /** The estimates resting on "mediator only" evidence that were shown: ids of their facts. */
        shown: z.array(id).max(limits.deal_estimates_count),
        /** What the proposal may reveal, in the words that were shown. */
        may_reveal: z.array(bilingualLong).max(64),
      }),
      references: { package: one('deal_package'), cleared_by: one('person') },
    },
  },
  /** What became of a package: the alternatives that were proposed with it. */
  bridging_proposal: {
    description: {
      value: z.object({ rests_on_mediator_only: z.boolean(), to: id }),
      references: {
        package: one('deal_package'),
        clearance: maybe('clearance'),
        alternatives: some('alternative'),
      },
    },
  },
} as const satisfies Partial<Record<Kind, Record<string, Facet>>>

export const dealKindNames = [
  'deal_model',
  'deal_issue',
  'deal_link',
  'preference',
  'fallback',
  'deal_package',
  'clearance',
  'bridging_proposal',
] as const
export type DealKind = (typeof dealKindNames)[number]
/** Kinds that recordDeal writes; a proposal is written by proposePackage alone. */
export const dealRecordKinds = [
  'deal_model',
  'deal_issue',
  'deal_link',
  'preference',
  'fallback',
  'deal_package',
  'clearance',
] as const
