// The kind of record that a decision of the forum is: its procedure as data, the acts by which the
// body accepts and freezes it, nominations and endorsements, the course of its stages, what was
// counted, and who certifies it. The ballots themselves are no facts (server forum/decision_SPEC).
import * as z from 'zod'
import type { Facet, Kind } from './kinds.ts'
import { limits } from './limits.ts'
import { many, maybe } from './reference_rules.ts'
import { bilingual, bilingualLong, day, id, instant, period, shortText } from './wording.ts'
import { bothWords } from './shape_words.ts'

/** How a stage is voted: by named ballots, by secret ones, or on paper outside the system. */
export const ballotForms = ['open', 'secret', 'paper'] as const
/** Who may know, while a stage is open, who took part: everyone who reads it, or nobody yet. */
export const participations = ['named', 'after_close'] as const
/** Ids of stages, colleges and candidates, as the procedure's own schema has them. */
export const slug = z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9_-]{0,62}[A-Za-z0-9])?$/, {
  error: bothWords(
    'is no short id: write letters, digits and hyphens, like list-1',
    'ليس معرّفًا قصيرًا: اكتب أحرفًا لاتينية وأرقامًا وشرطات مثل list-1',
  ),
})
const hex = z.string().regex(/^[0-9a-f]+$/)
const hash = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.int().min(0).max(1_000_000)

export const candidateSchema = z.object({
  id: slug,
  name: bilingual,
  college: slug.optional(),
  stages: z.array(slug).max(20).optional(),
})

/** Everything that is frozen: the hash is of this value in canonical JSON (RFC 8785). */
export const termsSchema = z.object({
  /** In the language of analysis/ballot/procedure.schema.json, which is checked beside this. */
  procedure: z.record(z.string(), z.unknown()),
  candidates: z.array(candidateSchema).max(limits.candidates_per_decision_count),
  /** Whether members of the electorate may nominate further candidates. */
  nominations: z.enum(['closed', 'open']),
  /** The form of each stage's ballot, by the stage's id. */
  forms: z.record(slug, z.enum(ballotForms)),
  participation: z.enum(participations),
  /** Where fewer ballots than this are counted together, the outcome alone is published; 0: never. */
  floor: z.int().min(0).max(1000),
  /** Seats that vote, each with its college where the procedure has colleges. */
  voters: z
    .array(z.object({ seat: id, college: slug.optional() }))
    .max(limits.voters_per_decision_count),
  /** Seats that hold the acts of the secretariat: accept, freeze, open, close, certify. */
  stewards: z.array(id).max(limits.references_per_fact_count),
})
export type DecisionTerms = z.output<typeof termsSchema>

const choice = z.union([
  shortText,
  z.array(z.union([shortText, z.array(shortText).max(100)])).max(200),
])
/** One ballot, or `count` equal ones; `voter` is a seat and stands in open ballots alone. */
export const castBallotSchema = z.object({
  voter: id.optional(),
  college: slug.optional(),
  count: count.optional(),
  spoilt: z.boolean().optional(),
  choice: choice.optional(),
})
export const voucherKeySchema = z.object({
  /** Null: all voters have one key. */
  college: slug.nullable(),
  /** RSA modulus in hex; the public exponent is 65537. */
  n: hex,
})

export const decisionKinds = {
  decision: {
    description: {
      value: z.object({ title: bilingual, summary: bilingualLong, when: period.optional() }),
      references: {
        body: maybe('body'),
        track: maybe('track'),
        concerns: many('issue', 'round', 'meeting', 'instrument', 'event', 'document'),
      },
    },
    terms: { value: termsSchema, references: {} },
    acceptance: {
      value: z.object({ hash, on: day, how: bilingualLong }),
      references: {
        accepted_by: many('body', 'delegation', 'actor', 'person'),
        occasion: maybe('round', 'meeting'),
      },
    },
    frozen: { value: z.object({ hash }), references: {} },
    nomination: { value: candidateSchema, references: {} },
    /** Of the seat that recorded it; with `count`, signatures that a source tells of. */
    endorsement: {
      value: z.object({ candidate: slug, college: slug.optional(), count: count.optional() }),
      references: {},
    },
    opening: {
      value: z.object({
        stage: slug,
        at: instant,
        keys: z.array(voucherKeySchema).max(20),
        /** Settles a tie by lot where the procedure says so; known before the first ballot. */
        seed: hex,
      }),
      references: {},
    },
    closing: { value: z.object({ stage: slug, at: instant }), references: {} },
    /** What a stage came to. `all`: every ballot; `outcome`: passed or not, below the floor. */
    count: {
      value: z.object({
        stage: slug,
        form: z.enum(ballotForms),
        published: z.enum(['all', 'outcome']),
        ballots: z.array(castBallotSchema).max(limits.voters_per_decision_count),
        /** Of secret ballots: the receipt and the voucher's signature, in the order of `ballots`. */
        receipts: z
          .array(z.object({ receipt: shortText, signature: hex }))
          .max(limits.voters_per_decision_count),
        /** Seats, in the order of their ids. */
        took_part: z.array(id).max(limits.voters_per_decision_count),
        present: count.optional(),
        outcome: z
          .array(
            z.object({
              college: slug.optional(),
              winner: slug.nullable(),
              why: z.string().max(40),
            }),
          )
          .max(20),
        note: bilingualLong.optional(),
      }),
      references: {},
    },
    certification: {
      value: z.object({ witness: shortText, on: day, hash }),
      references: {},
    },
    adoption: {
      value: z.object({ act: z.enum(['close_slot', 'adopt_text']), target: id, on: day }),
      /** Where every reader of the decision reads the text too. */
      references: { instrument: maybe('instrument'), target: maybe('slot', 'node') },
    },
  },
} as const satisfies Partial<Record<Kind, Record<string, Facet>>>
