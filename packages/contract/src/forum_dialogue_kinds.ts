// The kinds of record of a dialogue: the dialogue with its rules, statements with their moderation, and
// the figures that are published from votes. Votes themselves are no records: they lie in a table of
// their own (migration 0008), each member's in her own compartment.
import * as z from 'zod'
import type { Facet, Kind } from './kinds.ts'
import { limits } from './limits.ts'
import { maybe, one } from './reference_rules.ts'
import { bilingual, bilingualLong, id, instant, longText, shortText } from './wording.ts'
import { bothWords } from './shape_words.ts'

export const dialogueStatuses = ['open', 'closed'] as const
export const moderationStatuses = ['accepted', 'rejected', 'merged'] as const
/** Why a statement was not taken, in words of both languages; `other` needs a note. */
export const moderationReasons = [
  'duplicate',
  'off_topic',
  'several_ideas',
  'unclear',
  'insult',
  'personal',
  'other',
] as const
export type ModerationReason = (typeof moderationReasons)[number]

export const blocSchema = z.object({
  key: z.string().regex(/^[a-z0-9]{1,20}$/),
  name: bilingual,
  seats: z.array(id).max(limits.seats_per_bloc_count),
})
/** What nobody changes once a dialogue is open: how votes are counted, and who moderates. */
export const dialogueRulesSchema = z.object({
  moderators: z.array(id).min(1).max(limits.references_per_fact_count),
  blocs: z.array(blocSchema).max(limits.blocs_per_dialogue_count),
  /** People whose votes on a statement, in a bloc, are new or changed before its figure moves. */
  batch_people: z.int().min(limits.privacy_floor_people).max(1_000),
  /** Figures are published at multiples of this time on the clock, if anything may move. */
  publish_minutes: z.int().min(1).max(10_080),
  seed: z.int().min(0).max(999_999_999),
  /** Votes that a statement should have before others come first. */
  exposure_floor: z.int().min(0).max(1_000),
  submissions: z.boolean(),
})
export type DialogueRules = z.output<typeof dialogueRulesSchema>

/** `original` is of an import, in whatever language it was written. */
export const statementWording = z
  .object({
    en: shortText.optional(),
    ar: shortText.optional(),
    original: longText.optional(),
  })
  .refine((w) => w.en !== undefined || w.ar !== undefined || w.original !== undefined, {
    error: bothWords(
      'has no words: write it in one of the languages',
      'بلا كلمات: اكتبه بإحدى اللغتين',
    ),
  })

const figure = z.number()
const interval = z.object({ value: figure, low: figure, high: figure })
const evidence = z.enum(['enough', 'not enough'])
/** Agreements, disagreements, passes; each triple is of nobody or of five people at least. */
const counts = z.tuple([z.int(), z.int(), z.int()])

export const statementFigures = z.object({
  id,
  all: counts,
  /** Of each bloc in the order of the rules, those in no bloc last where there are any. */
  blocs: z.array(counts),
  /** Of each group; null where one of them, or those in none, has fewer than five votes on it. */
  groups: z.array(counts).nullable(),
  /** Mean of votes from -1 to 1 and loadings: what a position is worked out from. */
  mean: figure,
  loading: z.tuple([figure, figure]),
  unites: z.object({ ...interval.shape, evidence, fewest_votes: z.int() }).nullable(),
  across_blocs: z
    .object({ least: interval, mean: interval, blocs: z.array(interval), evidence })
    .nullable(),
  bridging: z.object({
    intercept: figure,
    low: figure,
    high: figure,
    factor: figure,
    status: z.enum(['bridges', 'rejected', 'undecided']),
  }),
})
export type StatementFigures = z.output<typeof statementFigures>

const pick = z.object({
  statement_id: id,
  direction: z.enum(['agree', 'disagree']),
  votes: z.int(),
  probability: interval,
  q: figure,
})
export const opinionFigures = z.object({
  form: z.literal(1),
  /** Votes recorded up to then were looked at; those that the rule holds back are not counted. */
  at: instant,
  participants: z.int(),
  votes: z.int(),
  placed: z.int(),
  groups: z.array(
    z.object({
      name: z.int(),
      people: z.int(),
      centre: z.tuple([figure, figure]),
      /** Mean probability of its people to belong to it. */
      certainty: figure,
      share: figure,
    }),
  ),
  /** The name that the next new group gets: names are never used again. */
  next_name: z.int(),
  /** Turns positions so that the map lies as the last one did: (x, y) -> (x a + y c, x b + y d). */
  turn: z.tuple([figure, figure, figure, figure]),
  /** Variance of positions about their group's centre. */
  within: figure,
  /** Each dot is the mean of five to nine neighbours, with their mean probabilities of the groups. */
  dots: z.array(
    z.object({
      at: z.tuple([figure, figure]),
      people: z.int(),
      membership: z.array(figure),
    }),
  ),
  statements: z.array(statementFigures),
  consensus: z.object({ agree: z.array(pick), disagree: z.array(pick) }),
  representative: z.array(
    z.object({
      statement_id: id,
      group: z.int(),
      direction: z.enum(['agree', 'disagree']),
      votes: z.int(),
      within: interval,
      others: interval,
      ratio: interval,
      q: figure,
    }),
  ),
  divisive: z.array(
    z.object({
      statement_id: id,
      groups: z.tuple([z.int(), z.int()]).nullable(),
      difference: interval,
      split: figure,
    }),
  ),
  certificate: z.object({
    method: z.string(),
    seed: z.int(),
    batch_people: z.int(),
    noise: figure,
    spread: z.tuple([figure, figure]),
    tried: z.array(z.object({ k: z.int(), stability: figure, certainty: figure })),
    pca: z.record(z.string(), z.unknown()),
    bridging_sweeps: z.int(),
  }),
})
export type OpinionFigures = z.output<typeof opinionFigures>
const none = {}

export const dialogueKinds = {
  dialogue: {
    description: {
      value: z.object({
        title: bilingual,
        question: bilingualLong,
        /** Made up for the example: said wherever it is shown. */
        example: z.boolean().default(false),
      }),
      references: {
        body: maybe('body'),
        track: maybe('track'),
        issue: maybe('issue'),
        slot: maybe('slot'),
      },
    },
    rules: { value: dialogueRulesSchema, references: none },
    status: {
      value: z.object({ status: z.enum(dialogueStatuses), note: longText.optional() }),
      references: none,
    },
    /** A batch of ballots that was brought in; rows that name no intake are not counted. */
    intake: {
      value: z.object({
        import_id: id,
        origin: z.enum(['polis', 'example']),
        participants: z.int(),
        votes: z.int(),
        replaced: z.int(),
        /** SHA-256 of the files, hex. */
        digest: z.string(),
      }),
      references: none,
    },
  },
  opinion_statement: {
    description: {
      value: z.object({
        wording: statementWording,
        /** The number it bore where it was imported from. */
        number: z.string().max(40).optional(),
      }),
      references: { dialogue: one('dialogue'), alternative: maybe('alternative') },
    },
    moderation: {
      value: z.object({
        status: z.enum(moderationStatuses),
        reason: z.enum(moderationReasons).optional(),
        note: longText.optional(),
        /** The copy of a submitted statement in the dialogue. */
        copy_id: id.optional(),
      }),
      references: { into: maybe('opinion_statement') },
    },
  },
  opinion_result: {
    description: { value: opinionFigures, references: { dialogue: one('dialogue') } },
  },
  /** A batch of links for citizens of one bloc or none. */
  citizen_invitation: {
    description: {
      value: z.object({
        label: shortText,
        bloc: z.string().max(20).optional(),
        count: z.int().min(1).max(limits.citizen_links_per_batch_count),
      }),
      references: { dialogue: one('dialogue') },
    },
    /** SHA-256 of each link's token, hex; a link's number is its place here, from 1. */
    links: {
      value: z.object({
        hashes: z
          .array(z.string().regex(/^[0-9a-f]{64}$/))
          .min(1)
          .max(limits.citizen_links_per_batch_count),
      }),
      references: none,
    },
    revocation: {
      value: z.object({
        numbers: z
          .array(z.int().min(1).max(limits.citizen_links_per_batch_count))
          .min(1)
          .max(limits.citizen_links_per_batch_count),
        note: longText.optional(),
      }),
      references: none,
    },
  },
} as const satisfies Partial<Record<Kind, Record<string, Facet>>>

/** Kinds that are read with their dialogue and not with the history of the process. */
export const dialogueBodyKinds = [
  'opinion_statement',
  'opinion_result',
  'citizen_invitation',
] as const
