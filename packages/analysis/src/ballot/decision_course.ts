// Where a decision stands: from its facts, in order, to its terms, candidates, stages, ballots and
// result. The server asks it what may follow, the screens what to show, the verifier what must come
// out. Pure; it knows neither seats nor compartments, and decides nothing that decide.ts does not.
import canonicalize from 'canonicalize'
import { sha256, toHex } from '../ledger/merkle.ts'
import { checkProcedure, type Finding } from './check_procedure.ts'
import { decide } from './decide.ts'
import type { Decision, Outcome } from './decision.ts'
import { admitLists } from './endorse.ts'
import {
  readProcedure,
  type Ballots,
  type Candidate,
  type CastBallot,
  type CastEndorsement,
  type Procedure,
  type Stage,
} from './procedure.ts'
import { BallotError } from './profile.ts'
import { topOf } from './run_off.ts'
import type { Json } from './schema.ts'

export type BallotForm = 'open' | 'secret' | 'paper'
export type Terms = {
  readonly procedure: Procedure
  readonly candidates: readonly Candidate[]
  readonly nominations: 'closed' | 'open'
  readonly forms: Readonly<Record<string, BallotForm>>
  readonly participation: 'named' | 'after_close'
  readonly floor: number
  readonly voters: readonly { readonly seat: string; readonly college?: string }[]
  readonly stewards: readonly string[]
}
export type CourseFact = {
  readonly id: string
  readonly facet: string
  readonly act: string
  readonly of_fact_id: string | null
  readonly value: Readonly<Record<string, unknown>>
  readonly recorded_by: string
  readonly known_from: string
}
export type VoucherKey = { readonly college: string | null; readonly n: string }
export type CountValue = {
  readonly stage: string
  readonly form: BallotForm
  readonly published: 'all' | 'outcome'
  readonly ballots: readonly CastBallot[]
  readonly receipts: readonly { readonly receipt: string; readonly signature: string }[]
  readonly took_part: readonly string[]
  readonly present?: number
  readonly outcome: readonly {
    readonly college?: string
    readonly winner: string | null
    readonly why: string
  }[]
}
export type CourseStage = {
  readonly stage: Stage
  readonly form: BallotForm
  readonly status: 'waiting' | 'open' | 'closed' | 'counted' | 'not_needed'
  readonly opening?: {
    readonly at: string
    readonly keys: readonly VoucherKey[]
    readonly seed: string
  }
  readonly closing?: { readonly at: string }
  readonly count?: CountValue
}
export type Signature = {
  readonly fact_id: string
  readonly candidate: string
  readonly college?: string
  readonly count?: number
  readonly seat: string
}
export type Acceptance = { readonly hash: string; readonly on: string; readonly fact_id: string }
export type Course = {
  readonly terms: Terms | undefined
  /** The terms as they were recorded: what the hash is of. */
  readonly given: CourseFact['value'] | undefined
  /** Why terms that are there cannot be used; a sentence. */
  readonly fault: string | undefined
  readonly acceptance: Acceptance | undefined
  readonly frozen: string | undefined
  readonly candidates: readonly Candidate[]
  readonly endorsements: readonly Signature[]
  readonly stages: readonly CourseStage[]
  readonly ballots: Ballots
  /** Of the stages that were counted in full; undefined before the first, or without a ballot. */
  readonly decision: Decision | undefined
  readonly outcome: Outcome | undefined
  readonly winners: readonly string[]
  /** The stage that is open, or comes next; undefined where none does. */
  readonly next: CourseStage | undefined
  readonly certifications: readonly {
    readonly witness: string
    readonly on: string
    readonly hash: string
  }[]
}

/** The hash that a body accepts and that freezes its terms: SHA-256 of their canonical JSON, hex. */
export async function termsHash(terms: unknown): Promise<string> {
  return toHex(await sha256(new TextEncoder().encode(canonicalize(terms) ?? '')))
}

/** Facts of a facet that stand: neither withdrawn nor corrected away; a correction in its place. */
function standing(facts: readonly CourseFact[], facet: string): CourseFact[] {
  const own = facts.filter((f) => f.facet === facet)
  const ended = new Set(own.filter((f) => f.act === 'withdraw').map((f) => f.of_fact_id))
  const latest = (f: CourseFact): CourseFact => {
    const next = own.findLast((c) => c.act === 'correct' && c.of_fact_id === f.id)
    return next ? latest(next) : f
  }
  return own.filter((f) => f.act === 'state' && !ended.has(f.id)).map(latest)
}

export function courseOf(facts: readonly CourseFact[]): Course {
  const given = standing(facts, 'terms').at(-1)?.value
  const { terms, fault } = readTerms(given)
  const [accepted] = standing(facts, 'acceptance').slice(-1)
  const acceptance = accepted && {
    hash: String(accepted.value['hash']),
    on: String(accepted.value['on']),
    fact_id: accepted.id,
  }
  const frozen = standing(facts, 'frozen').at(-1)?.value['hash']
  const certifications = standing(facts, 'certification').map(({ value }) => ({
    witness: String(value['witness']),
    on: String(value['on']),
    hash: String(value['hash']),
  }))
  const base = {
    terms,
    given,
    acceptance,
    frozen: typeof frozen === 'string' ? frozen : undefined,
    certifications,
  }
  if (!terms) return { ...base, fault, ...nothing }
  const nominated = standing(facts, 'nomination').map(({ value }) => value as unknown as Candidate)
  const candidates = [...terms.candidates, ...nominated]
  const endorsements = standing(facts, 'endorsement').map((f) => signatureOf(f, terms))
  const ballots: Omit<Ballots, 'stages'> = {
    format: 'sulh-ballots/1',
    candidates,
    endorsements: endorsements.map(castEndorsement),
    certification: certifications.map(({ witness }) => ({ witness })),
    ...(terms.voters.length === 0
      ? {}
      : {
          roll: terms.voters.map(({ seat, college }) => ({
            id: seat,
            ...(college === undefined ? {} : { college }),
          })),
        }),
  }
  return { ...base, candidates, endorsements, ...progress(facts, terms, ballots) }
}

const nothing = {
  candidates: [],
  endorsements: [],
  stages: [],
  ballots: { format: 'sulh-ballots/1', stages: [] },
  decision: undefined,
  outcome: undefined,
  winners: [],
  next: undefined,
} as const

function readTerms(value: CourseFact['value'] | undefined): {
  terms: Terms | undefined
  fault: string | undefined
} {
  if (value === undefined) return { terms: undefined, fault: undefined }
  try {
    const procedure = readProcedure(value['procedure'] as Json)
    return { terms: { ...(value as unknown as Terms), procedure }, fault: undefined }
  } catch (error) {
    if (error instanceof BallotError) return { terms: undefined, fault: error.message }
    throw error
  }
}

function signatureOf(fact: CourseFact, terms: Terms): Signature {
  const { candidate, college, count } = fact.value
  const own = terms.voters.find((v) => v.seat === fact.recorded_by)?.college
  const of = typeof college === 'string' ? college : own
  return {
    fact_id: fact.id,
    candidate: String(candidate),
    seat: fact.recorded_by,
    ...(of === undefined ? {} : { college: of }),
    ...(typeof count === 'number' ? { count } : {}),
  }
}

/** A signature of a seat counts once a member; figures of a source have no voter. */
function castEndorsement({ candidate, college, count, seat }: Signature): CastEndorsement {
  return {
    candidate,
    ...(college === undefined ? {} : { college }),
    ...(count === undefined ? { voter: seat } : { count }),
  }
}

type Progress = Pick<
  Course,
  'stages' | 'ballots' | 'decision' | 'outcome' | 'winners' | 'next' | 'fault'
>

function progress(
  facts: readonly CourseFact[],
  terms: Terms,
  ballots: Omit<Ballots, 'stages'>,
): Progress {
  const events = (facet: string, stage: string) =>
    standing(facts, facet).findLast((f) => f.value['stage'] === stage)?.value
  const held = terms.procedure.stages.map((stage): CourseStage => {
    const opening = events('opening', stage.id) as unknown as CourseStage['opening']
    const closing = events('closing', stage.id) as unknown as CourseStage['closing']
    const count = events('count', stage.id) as unknown as CountValue | undefined
    const status = count ? 'counted' : closing ? 'closed' : opening ? 'open' : 'waiting'
    return {
      stage,
      form: terms.forms[stage.id] ?? 'paper',
      status,
      ...(opening ? { opening } : {}),
      ...(closing ? { closing } : {}),
      ...(count ? { count } : {}),
    }
  })
  const whole: Ballots = { ...ballots, stages: castStages(held) }
  const sealed = held.find((s) => s.count?.published === 'outcome' && sealedWinners(s.count))
  const { decision, fault } = decideOn(terms, held, whole)
  const outcome: Outcome | undefined = sealed
    ? sealed.stage.ballot === 'yes-no'
      ? sealedWinners(sealed.count)?.[0] === 'no'
        ? 'rejected'
        : 'adopted'
      : 'elected'
    : decision?.outcome
  const over = outcome !== undefined && outcome !== 'pending' && outcome !== 'undecided'
  const stages = held.map((s): CourseStage =>
    over && s.status === 'waiting' ? { ...s, status: 'not_needed' } : s,
  )
  const next = stages.find((s) => s.status !== 'counted' && s.status !== 'not_needed')
  const winners = sealed ? (sealedWinners(sealed.count) ?? []) : (decision?.winners ?? [])
  return { stages, ballots: whole, decision, outcome, winners, next, fault }
}

/** Of a count below the floor, where every scope has its winner. */
function sealedWinners(count: CountValue | undefined): readonly string[] | undefined {
  const winners = (count?.outcome ?? []).map(({ winner }) => winner)
  if (winners.length === 0 || winners.some((winner) => winner === null)) return undefined
  return winners.filter((winner) => winner !== null)
}

function castStages(held: readonly CourseStage[]): Ballots['stages'] {
  return held.flatMap(({ stage, count, opening }) =>
    count?.published === 'all'
      ? [
          {
            stage: stage.id,
            ballots: count.ballots,
            ...(count.present === undefined ? {} : { present: count.present }),
            ...(opening ? { seed: opening.seed } : {}),
          },
        ]
      : [],
  )
}

/** A stage below the floor that decided nothing is passed over: it fell through. */
function decideOn(
  terms: Terms,
  held: readonly CourseStage[],
  ballots: Ballots,
): { readonly decision: Decision | undefined; readonly fault: string | undefined } {
  if (ballots.stages.every((s) => s.ballots.length === 0)) {
    return { decision: undefined, fault: undefined }
  }
  const hidden = new Set(
    held.filter((s) => s.count?.published === 'outcome').map(({ stage }) => stage.id),
  )
  const stages = terms.procedure.stages.filter(({ id }) => !hidden.has(id))
  try {
    return { decision: decide({ ...terms.procedure, stages }, ballots), fault: undefined }
  } catch (error) {
    if (error instanceof Error) return { decision: undefined, fault: error.message }
    throw error
  }
}

/** Ids of those who stand in a stage, in declared order; `yes` and `no` of a motion. */
export function standingIn(course: Course, stage: Stage): readonly string[] {
  const { terms } = course
  if (!terms || stage.ballot === 'yes-no') return ['yes', 'no']
  const listed = course.candidates
    .filter(({ stages }) => stages === undefined || stages.includes(stage.id))
    .map(({ id }) => id)
  const rule = stage.candidates ?? { from: 'listed' }
  if (rule.from === 'listed') return listed
  if (rule.from === 'endorsed') {
    return admitLists(terms.procedure, stage, rule, course.ballots, listed).admitted
  }
  const source = course.decision?.votes.findLast((vote) => vote.stage === rule.of)
  const own = course.stages.find((s) => s.stage.id === stage.id)
  const seed = own?.opening ? { seed: own.opening.seed } : {}
  return topOf(stage, rule, source, { stage: stage.id, ballots: [], ...seed }).candidates
}

/** What contradicts what in terms, beside the findings of the procedure itself. */
export type TermsFinding = {
  readonly rule:
    | 'form-of-no-stage'
    | 'stage-without-form'
    | 'voter-twice'
    | 'voter-of-no-college'
    | 'more-voters-than-members'
    | 'candidate-twice'
    | 'nobody-stands'
    | 'floor-hides-run-off'
    | 'no-steward'
  readonly at: string
  readonly figures?: Readonly<Record<string, number>>
}

export function checkTerms(terms: Terms): {
  readonly procedure: readonly Finding[]
  readonly terms: readonly TermsFinding[]
} {
  const { procedure, voters, forms, candidates } = terms
  const found: TermsFinding[] = []
  const ids = procedure.stages.map(({ id }) => id)
  for (const id of Object.keys(forms)) {
    if (!ids.includes(id)) found.push({ rule: 'form-of-no-stage', at: id })
  }
  for (const id of ids) if (!forms[id]) found.push({ rule: 'stage-without-form', at: id })
  const seats = voters.map(({ seat }) => seat)
  if (new Set(seats).size < seats.length) found.push({ rule: 'voter-twice', at: 'voters' })
  if (terms.stewards.length === 0) found.push({ rule: 'no-steward', at: 'stewards' })
  found.push(...rollFindings(procedure, voters))
  const names = candidates.map(({ id }) => id)
  const twice = names.find((id, i) => names.indexOf(id) !== i || id === 'abstain')
  if (twice !== undefined) found.push({ rule: 'candidate-twice', at: twice })
  for (const stage of procedure.stages) {
    const from = stage.candidates?.from ?? 'listed'
    const stands = candidates.some((c) => c.stages?.includes(stage.id) ?? true)
    if (stage.ballot !== 'yes-no' && from !== 'top' && !stands && terms.nominations === 'closed') {
      found.push({ rule: 'nobody-stands', at: stage.id })
    }
    if (terms.floor > 0 && stage.candidates?.from === 'top') {
      found.push({ rule: 'floor-hides-run-off', at: stage.id, figures: { floor: terms.floor } })
    }
  }
  return { procedure: checkProcedure(procedure), terms: found }
}

function rollFindings({ electorate }: Procedure, voters: Terms['voters']): readonly TermsFinding[] {
  const { members, colleges = [] } = electorate
  const found: TermsFinding[] = []
  if (voters.length > members) {
    const figures = { voters: voters.length, members }
    found.push({ rule: 'more-voters-than-members', at: 'voters', figures })
  }
  for (const { seat, college } of voters) {
    if (colleges.length > 0 && !colleges.some(({ id }) => id === college)) {
      found.push({ rule: 'voter-of-no-college', at: seat })
    }
  }
  for (const { id, members: size } of colleges) {
    const own = voters.filter((v) => v.college === id).length
    if (own > size) {
      const figures = { voters: own, members: size }
      found.push({ rule: 'more-voters-than-members', at: id, figures })
    }
  }
  return found
}

/** What witnesses sign: the frozen terms and what each stage came to. Hex of SHA-256. */
export async function protocolHash(course: Course): Promise<string> {
  const { frozen, stages, outcome, winners } = course
  const counts = stages.flatMap(({ count }) => (count ? [count] : []))
  return termsHash({ frozen: frozen ?? null, counts, outcome: outcome ?? null, winners })
}

/** Whether ballots of a stage carry their college: where it counts by college, and nowhere else. */
export function countsByCollege(stage: Stage): boolean {
  return stage.voters === 'each-college' || (stage.requires ?? []).some((t) => t.in !== undefined)
}
