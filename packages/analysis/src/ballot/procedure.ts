// A declared procedure and its ballots as typed values, read from JSON against the two schema files.
// Whether a procedure makes sense is asked in check_procedure.ts; deciding is in decide.ts.
import ballotsSchema from './ballots.schema.json' with { type: 'json' }
import type { Method } from './count.ts'
import procedureSchema from './procedure.schema.json' with { type: 'json' }
import { BallotError } from './profile.ts'
import { ceil, floor, readRatio, times, type Ratio } from './ratio.ts'
import { schemaFault, type Json } from './schema.ts'

export type Bilingual = { readonly en: string; readonly ar: string }
export type Base = 'members' | 'present' | 'valid' | 'for-and-against'
export type Comparison = '>' | '>=' | 'floor+1'

/** `share` of `base`, overall or, with `in`, in each college named (B2, B3). */
export type Threshold = {
  readonly base: Base
  readonly share: string
  readonly comparison: Comparison
  readonly in?: readonly string[]
}
export type StageTies = 'declared-order' | 'lot' | 'no-decision'

export type Endorsement = {
  readonly from: 'endorsed'
  readonly total: number
  readonly minima?: Readonly<Record<string, number>>
  readonly per_member: 'one' | 'several'
  /** Which signature counts where a member signs a second list; `first` where absent. */
  readonly second?: 'first' | 'neither'
  /** How many lists the body means to admit. */
  readonly expected?: number
  readonly closes?: string
}
export type RunOff = {
  readonly from: 'top'
  readonly k: number
  readonly of: string
  readonly ties?: StageTies | 'all'
}
export type Quorum = {
  readonly count?: number
  readonly share?: string
  readonly comparison?: Comparison
}

export type Stage = {
  readonly id: string
  readonly name: Bilingual
  readonly ballot: 'yes-no' | 'one-of' | 'approval' | 'ranked'
  /** Of ranked ballots alone. */
  readonly method?: Method
  /** Of stv and meek; 1 where absent. */
  readonly seats?: number
  readonly voters: 'all' | 'each-college'
  /** Absent: those whom the ballots file lists. */
  readonly candidates?: { readonly from: 'listed' } | Endorsement | RunOff
  /** All must be met; none: the most votes win. */
  readonly requires?: readonly Threshold[]
  /** Other thresholds that were on the table, for the sensitivity view. */
  readonly compare?: readonly Threshold[]
  /** Whether abstentions count in the base `valid`; `not-counted` where absent. */
  readonly abstentions?: 'counted' | 'not-counted'
  /** Of those present, as a number or as a share of the members. */
  readonly quorum?: Quorum
  readonly ties?: StageTies
  readonly opens?: string
  readonly closes?: string
}

export type College = { readonly id: string; readonly name: Bilingual; readonly members: number }

export type Procedure = {
  readonly format: 'sulh-procedure/1'
  readonly name: Bilingual
  readonly electorate: { readonly members: number; readonly colleges?: readonly College[] }
  /** Which of a voter's ballots of one stage counts; `first` where absent. */
  readonly second_ballot?: 'first' | 'last' | 'neither'
  readonly stages: readonly Stage[]
  readonly certification?: { readonly witnesses: readonly string[]; readonly needed: number }
}

/** One ballot, or `count` equal ones of voters who are not named. */
export type CastBallot = {
  readonly voter?: string
  readonly college?: string
  readonly at?: string
  readonly count?: number
  readonly spoilt?: boolean
  readonly choice?: string | readonly (string | readonly string[])[]
}
export type CastEndorsement = {
  readonly candidate: string
  readonly voter?: string
  readonly college?: string
  readonly count?: number
  readonly at?: string
}
export type Candidate = {
  readonly id: string
  readonly name?: Bilingual
  readonly college?: string
  readonly stages?: readonly string[]
}
export type CastStage = {
  readonly stage: string
  readonly present?: number
  readonly ballots: readonly CastBallot[]
  /** The order in which a lot drew the candidates. */
  readonly draw?: readonly string[]
  readonly seed?: string
}
export type Ballots = {
  readonly format: 'sulh-ballots/1'
  readonly roll?: readonly { readonly id: string; readonly college?: string }[]
  readonly candidates?: readonly Candidate[]
  readonly endorsements?: readonly CastEndorsement[]
  readonly stages: readonly CastStage[]
  readonly certification?: readonly { readonly witness: string; readonly at?: string }[]
}

/** Reads a procedure of JSON; throws BallotError with the path of the first fault (B1). */
export function readProcedure(value: Json): Procedure {
  fits(procedureSchema, value, 'procedure')
  const procedure = value as Procedure
  for (const stage of procedure.stages) {
    const shares = [...(stage.requires ?? []), ...(stage.compare ?? [])].map(({ share }) => share)
    if (stage.quorum?.share !== undefined) shares.push(stage.quorum.share)
    for (const share of shares) exactShare(share, stage.id)
    for (const time of [stage.opens, stage.closes]) instant(time, `stage ${stage.id}`)
    if (stage.candidates?.from === 'endorsed') {
      instant(stage.candidates.closes, `the endorsements of stage ${stage.id}`)
    }
  }
  return procedure
}

/** Reads ballots of JSON; what they say is checked when they are counted. */
export function readBallots(value: Json): Ballots {
  fits(ballotsSchema, value, 'ballots file')
  return value as Ballots
}

function fits(schema: Json, value: Json, what: string): void {
  const fault = schemaFault(schema, value)
  if (fault === undefined) return
  throw new BallotError(
    `The ${what} cannot be used: ${fault.path} has to be ${fault.expected}.`,
    `تعذر استعمال الملف: القيمة في ${fault.path} ليست كما ينبغي (${fault.expected}).`,
  )
}

function exactShare(text: string, stage: string): Ratio {
  const share = readRatio(text)
  if (share !== undefined) return share
  throw new BallotError(
    `Stage ${stage} of the procedure: ${text} is no share: write it exactly, as 63/100, 63% or 0.63.`,
    `المرحلة ${stage} من الإجراء: ${text} ليست نسبة: اكتبها كاملة، مثل 63/100 أو 63% أو 0.63.`,
  )
}

/** A declared share; `readProcedure` has seen that it is one. */
export function shareOf({ share }: { readonly share: string }): Ratio {
  return readRatio(share) ?? { num: 0n, den: 1n }
}

/** Votes needed of a base: see B2. At least one, so that nobody passes with none. */
export function needed(share: Ratio, comparison: Comparison, base: number): number {
  const exact = times(share, BigInt(base))
  const votes = comparison === '>=' ? ceil(exact) : floor(exact) + 1n
  return Math.max(1, Number(votes))
}

/** Members who must be present, or 0 where the stage has no quorum. */
export function quorumOf(quorum: Quorum | undefined, members: number): number {
  if (quorum === undefined) return 0
  const { share, comparison = '>=' } = quorum
  const shared = share === undefined ? 0 : needed(shareOf({ share }), comparison, members)
  return Math.max(quorum.count ?? 0, shared)
}

/** Milliseconds since 1970 of an ISO 8601 time with its offset; undefined where none is given. */
export function instant(text: string | undefined, where: string | Bilingual): number | undefined {
  if (text === undefined) return undefined
  const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/
  const time = form.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(time)) {
    const [en, ar] = typeof where === 'string' ? [where, where] : [where.en, where.ar]
    throw new BallotError(
      `The time ${text} of ${en} cannot be read: write it as 2021-02-05T10:00:00Z.`,
      `تعذرت قراءة الوقت ${text} في ${ar}: اكتبه مثل 2021-02-05T10:00:00Z.`,
    )
  }
  return time
}
