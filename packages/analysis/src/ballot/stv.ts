// The single transferable vote by Scotland's rules: quota, weighted inclusive transfers truncated to
// five decimals, one surplus or one exclusion a stage. Meek's rules are in meek.ts.
import type { Count, CountOptions, CountRound, CountStep } from './count.ts'
import { tallyStep } from './irv.ts'
import { firstSteps, orderOf } from './outcome.ts'
import { standing, totalWeight, type Profile, type Ranks } from './profile.ts'
import { breakTie } from './ties.ts'

/** Values of papers are integers in units of 0.00001 of a vote. */
export const VALUE_UNITS = 100_000n

/** `papers` ballots of one ranking, each worth `value`; groups before `group` hold nobody left. */
type Parcel = {
  readonly ranks: Ranks
  readonly group: number
  readonly papers: bigint
  readonly value: bigint
}

type Stage = {
  readonly profile: Profile
  readonly options: CountOptions
  readonly order: readonly number[] | undefined
  readonly quota: bigint
  readonly seats: number
  readonly steps: CountStep[]
  readonly rounds: CountRound[]
  /** Votes of every candidate at the end of each stage so far. */
  readonly history: bigint[][]
  readonly continuing: Set<number>
  readonly elected: number[]
  readonly excluded: number[]
  /** Elected, with a surplus that is not yet transferred. */
  readonly pending: Set<number>
  readonly piles: Parcel[][]
  readonly votes: bigint[]
  exhausted: bigint
  lost: bigint
}

/**
 * STV as in the Scottish Local Government Elections Order 2007 (SSI 2007/42), rules 45 to 52:
 * quota = ⌊valid papers / (seats + 1)⌋ + 1; the largest surplus first; a paper's new value is
 * surplus × value / votes, truncated to five decimals; then the fewest votes are excluded; those
 * who are as many as the vacancies are elected. Where the order draws lots, the tie rule decides.
 * Equal ranks, which that order does not know, share a paper's value equally, truncated alike.
 * Votes in the result are in 1/(100000 × profile.unit).
 */
export function stv(profile: Profile, options: CountOptions): Count {
  const stage = opened(profile, options)
  const { steps, quota, seats } = stage
  const papers = totalWeight(profile) - blankWeight(profile)
  steps.push({ step: 'quota', quota, valid: papers * VALUE_UNITS, seats })
  for (const { ranks, weight } of profile.ballots) {
    give(stage, { ranks, group: 0, papers: weight, value: VALUE_UNITS })
  }
  const before: Pick<CountRound, 'excluded' | 'surplusOf'> = { excluded: [] }
  for (let moved = before; ;) {
    closeStage(stage, moved)
    if (stage.elected.length >= seats) break
    if (stage.continuing.size <= seats - stage.elected.length) {
      electRemaining(stage)
      break
    }
    const next = stage.pending.size > 0 ? transferSurplus(stage) : exclude(stage)
    if (next === undefined) return result(stage, false)
    moved = next
  }
  return result(stage, true)
}

function blankWeight({ ballots }: Profile): bigint {
  return ballots.find(({ ranks }) => ranks.length === 0)?.weight ?? 0n
}

function opened(profile: Profile, options: CountOptions): Stage {
  const seats = options.seats ?? profile.seats ?? 1
  const valid = (totalWeight(profile) - blankWeight(profile)) / profile.unit
  return {
    profile,
    options,
    order: orderOf(profile, options.ties),
    quota: (valid / BigInt(seats + 1) + 1n) * profile.unit * VALUE_UNITS,
    seats,
    steps: firstSteps(profile),
    rounds: [],
    history: [],
    continuing: new Set(standing(profile)),
    elected: [],
    excluded: [],
    pending: new Set(),
    piles: profile.candidates.map(() => []),
    votes: profile.candidates.map(() => 0n),
    exhausted: 0n,
    lost: 0n,
  }
}

function give(stage: Stage, { ranks, group: from, papers, value }: Parcel): void {
  for (let group = from; group < ranks.length; group++) {
    const heirs = (ranks[group] ?? []).filter((candidate) => stage.continuing.has(candidate))
    if (heirs.length === 0) continue
    const part = value / BigInt(heirs.length)
    stage.lost += papers * (value - part * BigInt(heirs.length))
    for (const heir of heirs) {
      stage.piles[heir]?.push({ ranks, group, papers, value: part })
      stage.votes[heir] = (stage.votes[heir] as bigint) + papers * part
    }
    return
  }
  stage.exhausted += papers * value
}

/** Declares who reached the quota, and writes the stage down. */
function closeStage(stage: Stage, moved: Pick<CountRound, 'excluded' | 'surplusOf'>): void {
  const { continuing, votes, quota, rounds, steps } = stage
  const round = rounds.length + 1
  const tally = new Map(standing(stage.profile).map((c) => [c, votes[c] as bigint]))
  for (const out of stage.excluded) tally.delete(out)
  steps.push(tallyStep(round, tally, stage.exhausted))
  const reached = byVotes(
    stage,
    [...continuing].filter((c) => (votes[c] as bigint) >= quota),
  )
  for (const candidate of reached) {
    elect(stage, candidate)
    const own = votes[candidate] as bigint
    if (own > quota) stage.pending.add(candidate)
    steps.push({ step: 'elected', round, candidate, votes: own, quota })
  }
  const { exhausted, lost } = stage
  rounds.push({ round, tally, exhausted, lost, elected: reached, ...moved })
  stage.history.push([...votes])
}

function elect(stage: Stage, candidate: number): void {
  stage.continuing.delete(candidate)
  stage.elected.push(candidate)
}

/** Most votes first; equal ones by the stages before, then by the tie rule or declared order. */
function byVotes(stage: Stage, candidates: readonly number[]): number[] {
  const sorted: number[] = []
  let left = [...candidates]
  while (left.length > 0) {
    const most = left.map((c) => stage.votes[c] as bigint).reduce((a, b) => (b > a ? b : a))
    const tied = left.filter((c) => stage.votes[c] === most)
    const rule = stage.options.ties
    const broken = tied.length > 1 && breakTie(tied, 'most', stage.history, rule, stage.order)
    const next = broken ? broken.chosen : (tied[0] as number)
    sorted.push(next)
    left = left.filter((c) => c !== next)
  }
  return sorted
}

function settle(
  stage: Stage,
  among: readonly number[],
  wanted: 'most' | 'fewest',
  purpose: 'surplus' | 'exclude',
): number | undefined {
  const votes = among.map((c) => stage.votes[c] as bigint)
  const extreme = votes.reduce((a, b) => ((wanted === 'most' ? b > a : b < a) ? b : a))
  const tied = among.filter((_, i) => votes[i] === extreme)
  if (tied.length === 1) return tied[0]
  // The last stage is the one in which they are equal: earlier ones decide.
  const broken = breakTie(tied, wanted, stage.history, stage.options.ties, stage.order)
  const settled = broken === undefined ? {} : { chosen: broken.chosen, how: broken.how }
  stage.steps.push({ step: 'tie', purpose, tied, ...settled })
  return broken?.chosen
}

function transferSurplus(stage: Stage): Pick<CountRound, 'excluded' | 'surplusOf'> | undefined {
  const candidate = settle(stage, [...stage.pending], 'most', 'surplus')
  if (candidate === undefined) return undefined
  stage.pending.delete(candidate)
  const total = stage.votes[candidate] as bigint
  const surplus = total - stage.quota
  const round = stage.rounds.length + 1
  stage.steps.push({ step: 'surplus', round, candidate, surplus, votes: total })
  const pile = stage.piles[candidate] ?? []
  stage.piles[candidate] = []
  stage.votes[candidate] = stage.quota
  let passed = 0n
  for (const { ranks, group, papers, value } of pile) {
    const reduced = (value * surplus) / total
    passed += papers * reduced
    give(stage, { ranks, group, papers, value: reduced })
  }
  stage.lost += surplus - passed
  return { excluded: [], surplusOf: candidate }
}

function exclude(stage: Stage): Pick<CountRound, 'excluded' | 'surplusOf'> | undefined {
  const out = settle(stage, [...stage.continuing], 'fewest', 'exclude')
  if (out === undefined) return undefined
  const round = stage.rounds.length + 1
  stage.steps.push({ step: 'excluded', round, candidate: out, votes: stage.votes[out] as bigint })
  stage.continuing.delete(out)
  stage.excluded.unshift(out)
  const pile = stage.piles[out] ?? []
  stage.piles[out] = []
  stage.votes[out] = 0n
  for (const parcel of pile) give(stage, parcel)
  return { excluded: [out] }
}

function electRemaining(stage: Stage): void {
  const round = stage.rounds.length
  const remaining = byVotes(stage, [...stage.continuing])
  for (const candidate of remaining) {
    elect(stage, candidate)
    const votes = stage.votes[candidate] as bigint
    stage.steps.push({ step: 'remaining', round, candidate, votes })
  }
  const closing = stage.rounds.at(-1)
  if (closing === undefined) return
  const elected = [...closing.elected, ...remaining]
  stage.rounds[stage.rounds.length - 1] = { ...closing, elected }
}

function result(stage: Stage, complete: boolean): Count {
  const { elected, steps, rounds, quota, profile } = stage
  const left = byVotes(stage, [...stage.continuing])
  const winners = complete ? elected : []
  steps.push(winners.length === 0 ? { step: 'nobody' } : { step: 'winner', candidates: winners })
  return {
    method: 'stv',
    candidates: profile.candidates,
    winner: winners[0] ?? null,
    winners,
    ranking: [...elected, ...left, ...stage.excluded].map((candidate) => [candidate]),
    rounds,
    steps,
    scale: VALUE_UNITS * profile.unit,
    quota,
  }
}
