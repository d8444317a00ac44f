// Decisions of the forum as they cross the wire. Acts are commands on one decision, each with an id
// of its own; what may follow what is in the server's forum/decision_SPEC.md. A secret ballot is
// handed in at an address that asks for no seat: what admits it is a voucher, signed blindly.
import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { channels, recordSchema } from './facts.ts'
import {
  ballotForms,
  candidateSchema,
  decisionKinds,
  slug,
  termsSchema,
} from './forum_decision_kinds.ts'
import { limits } from './limits.ts'
import { bilingual, bilingualLong, day, id, instant, period, shortText } from './wording.ts'

export * from './forum_decision_kinds.ts'

const place = z.object({ compartment_id: id, id })
const act = {
  decision_id: id,
  act_id: id,
  said_by: place.optional(),
  channel: z.enum(channels).default('in_writing'),
  known_from: instant.optional(),
}
const problems = [
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
  'disk-full',
  'busy',
  'internal',
] as const
const output = z.object({ record: recordSchema })
const hash = z.string().regex(/^[0-9a-f]{64}$/)
const hex512 = z.string().regex(/^[0-9a-f]{512}$/)

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
    path: `/decisions/{decision_id}/${path}`,
    input: z.object({ ...act, ...shape }),
    output,
    problems,
  })
}

const marked = decisionKinds.decision.count.value.shape.ballots.element
/** What a voter hands in: a choice in the form of the stage's ballot, or a spoilt ballot. */
export const ballotSchema = marked.pick({ choice: true, spoilt: true })

export const decisionActs = {
  proposeDecision: actEndpoint(
    'proposeDecision',
    'A decision with its procedure, put to a body; refused where the procedure contradicts itself.',
    'propose',
    {
      compartment_id: id,
      description: z.object({ title: bilingual, summary: bilingualLong, when: period.optional() }),
      body: place.optional(),
      track: place.optional(),
      concerns: z.array(place).max(limits.references_per_fact_count).default([]),
      terms: termsSchema,
    },
  ),
  amendTerms: actEndpoint('amendTerms', 'Other terms, before they are frozen.', 'amend', {
    terms: termsSchema,
  }),
  acceptTerms: actEndpoint('acceptTerms', 'The body has accepted these very terms.', 'accept', {
    hash,
    on: day,
    how: bilingualLong,
    accepted_by: z.array(place).max(limits.references_per_fact_count).default([]),
    occasion: place.optional(),
  }),
  freezeTerms: actEndpoint('freezeTerms', 'From now on nothing of the terms changes.', 'freeze', {
    hash,
  }),
  nominateCandidate: actEndpoint('nominateCandidate', 'A further candidate.', 'nominate', {
    candidate: candidateSchema,
  }),
  endorseCandidate: actEndpoint('endorseCandidate', 'My signature for a candidate.', 'endorse', {
    candidate: slug,
  }),
  withdrawEndorsement: actEndpoint(
    'withdrawEndorsement',
    'My signature for a candidate is withdrawn, before the stage opens.',
    'withdraw-endorsement',
    { candidate: slug },
  ),
  openStage: actEndpoint('openStage', 'Ballots of a stage are taken.', 'stages/{stage}/open', {
    stage: slug,
  }),
  castOpenBallot: endpoint({
    name: 'castOpenBallot',
    summary: 'My named ballot; it is shown after the close.',
    method: 'POST',
    path: '/decisions/{decision_id}/stages/{stage}/ballot',
    input: z.object({ decision_id: id, stage: slug, ballot: ballotSchema }),
    output: z.object({ taken: z.boolean() }),
    problems,
  }),
  closeStage: actEndpoint(
    'closeStage',
    'No more ballots; those that were taken are counted and published.',
    'stages/{stage}/close',
    { stage: slug },
  ),
  enterTally: actEndpoint(
    'enterTally',
    'What a count outside the system came to, of a stage on paper.',
    'stages/{stage}/tally',
    {
      stage: slug,
      ballots: z.array(marked.omit({ voter: true })).max(limits.candidates_per_decision_count * 20),
      present: z.int().min(0).max(1_000_000).optional(),
      note: bilingualLong.optional(),
    },
  ),
  certifyDecision: actEndpoint('certifyDecision', 'A witness certifies the protocol.', 'certify', {
    witness: shortText,
    on: day,
    hash,
  }),
  recordAdoption: actEndpoint(
    'recordAdoption',
    'The decision closed a slot or adopted a text.',
    'adopt',
    {
      effect: z.enum(['close_slot', 'adopt_text']),
      target: id,
      on: day,
      /** Where the text is read by all who read the decision: the way to it. */
      text: z.object({ compartment_id: id, instrument_id: id }).optional(),
    },
  ),
} as const
export type DecisionActName = keyof typeof decisionActs

export const decisionEndpoints = {
  ...decisionActs,
  takeVoucher: endpoint({
    name: 'takeVoucher',
    summary: 'The blind signature that admits one secret ballot. With it the seat has taken part.',
    method: 'POST',
    path: '/decisions/{decision_id}/stages/{stage}/voucher',
    input: z.object({ decision_id: id, stage: slug, blinded: hex512 }),
    output: z.object({ signature: hex512 }),
    problems,
  }),
  castSecretBallot: endpoint({
    name: 'castSecretBallot',
    summary: 'A secret ballot with its voucher. Ask without a seat and without cookies.',
    method: 'POST',
    path: '/ballots',
    input: z.object({
      decision_id: id,
      compartment_id: id,
      stage: slug,
      college: slug.nullable(),
      token: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{16}$/),
      signature: hex512,
      ballot: ballotSchema,
    }),
    output: z.object({ receipt: z.string() }),
    problems,
  }),
  readStage: endpoint({
    name: 'readStage',
    summary: 'Whether I have taken part in an open stage, and who else where the terms show it.',
    method: 'GET',
    path: '/decisions/{decision_id}/stages/{stage}',
    input: z.object({ decision_id: id, stage: slug }),
    output: z.object({
      form: z.enum(ballotForms),
      taken_part: z.boolean(),
      /** Null where the terms keep it until the close. */
      took_part: z.array(id).nullable(),
    }),
    problems: ['invalid-input', 'no-seat', 'not-found', 'wrong-state', 'busy', 'internal'],
  }),
} as const
