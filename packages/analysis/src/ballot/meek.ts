// The single transferable vote by Meek's rules: every ballot is counted anew with keep values until
// those elected hold the quota. Fixed nine decimals, so the result is the same on every machine.
import type { Count, CountOptions, CountRound, CountStep } from './count.ts'
import { tallyStep } from './irv.ts'
import { firstSteps, orderOf } from './outcome.ts'
import { BallotError, standing, type Profile } from './profile.ts'
import { breakTie } from './ties.ts'

const ONE = 1_000_000_000n
/** A total surplus below this is as good as none (10^-6 of a vote). */
const SMALL = 1_000n
const MOST_ITERATIONS = 20_000

/** a × b / c, away from zero: the published algorithm rounds against the keeper. */
function timesUp(a: bigint, b: bigint, c: bigint): bigint {
  return (a * b + c - 1n) / c
}

type Meek = {
  readonly profile: Profile
  readonly seats: number
  readonly keep: bigint[]
  readonly continuing: Set<number>
  readonly elected: number[]
  votes: bigint[]
  quota: bigint
  /** Votes that no candidate keeps. */
  excess: bigint
}

/**
 * Meek's method (B. L. Meek 1969; Hill, Wichmann, Woodall, The Computer Journal 30, 1987) in the
 * nine-decimal arithmetic of the Proportional Representation Foundation's reference rule. A defeat
 * follows when the surplus is below 10^-6 or no longer shrinks. Votes in 1/(10^9 × profile.unit).
 */
export function meek(profile: Profile, options: CountOptions): Count {
  for (const { ranks } of profile.ballots) {
    if (ranks.some(({ length }) => length > 1)) {
      throw new BallotError('A ballot ranks candidates equal, which Meek does not take: use stv.')
    }
  }
  const seats = options.seats ?? profile.seats ?? 1
  const steps = firstSteps(profile)
  const state: Meek = {
    profile,
    seats,
    keep: profile.candidates.map(() => ONE),
    continuing: new Set(standing(profile)),
    elected: [],
    votes: profile.candidates.map(() => 0n),
    quota: 0n,
    excess: 0n,
  }
  for (const gone of profile.withdrawn) state.keep[gone] = 0n
  const rounds: CountRound[] = []
  const history: bigint[][] = []
  const excluded: number[] = []
  const order = orderOf(profile, options.ties)
  let complete = true
  while (state.elected.length < seats && state.continuing.size > seats - state.elected.length) {
    const fresh = iterate(state)
    const round = rounds.length + 1
    const tally = tallyOf(state, excluded)
    steps.push(tallyStep(round, tally, state.excess))
    for (const candidate of fresh) {
      const votes = state.votes[candidate] as bigint
      steps.push({ step: 'elected', round, candidate, votes, quota: state.quota })
    }
    let out: number[] = []
    if (fresh.length === 0) {
      const weakest = lowest(state, options, history, order, steps)
      complete = weakest !== undefined
      if (weakest !== undefined) out = [weakest]
    }
    rounds.push({ round, tally, exhausted: state.excess, lost: 0n, elected: fresh, excluded: out })
    history.push([...state.votes])
    if (!complete) break
    for (const candidate of out) {
      const votes = state.votes[candidate] as bigint
      steps.push({ step: 'excluded', round, candidate, votes })
      state.continuing.delete(candidate)
      state.keep[candidate] = 0n
      excluded.unshift(candidate)
    }
  }
  const left = [...state.continuing].sort((a, b) => compare(state.votes, b, a) || a - b)
  const winners = [...state.elected]
  if (complete && winners.length < seats) {
    for (const candidate of left.splice(0)) {
      winners.push(candidate)
      const votes = state.votes[candidate] as bigint
      steps.push({ step: 'remaining', round: rounds.length, candidate, votes })
    }
  }
  const elected = complete ? winners : []
  steps.push(elected.length === 0 ? { step: 'nobody' } : { step: 'winner', candidates: elected })
  return {
    method: 'meek',
    candidates: profile.candidates,
    winner: elected[0] ?? null,
    winners: elected,
    ranking: [...winners, ...left, ...excluded].map((candidate) => [candidate]),
    rounds,
    steps,
    scale: ONE * profile.unit,
    quota: state.quota,
  }
}

function compare(votes: readonly bigint[], a: number, b: number): number {
  const difference = (votes[a] ?? 0n) - (votes[b] ?? 0n)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

function tallyOf({ votes, profile }: Meek, excluded: readonly number[]): Map<number, bigint> {
  return new Map(
    standing(profile)
      .filter((c) => !excluded.includes(c))
      .map((c) => [c, votes[c] as bigint]),
  )
}

/** Iterates the keep values until somebody is newly elected or the surplus is spent. */
function iterate(state: Meek): number[] {
  let before: bigint | undefined
  for (let i = 0; i < MOST_ITERATIONS; i++) {
    distribute(state)
    const kept = state.votes.reduce((a, b) => a + b, 0n)
    state.quota = kept / BigInt(state.seats + 1) + state.profile.unit
    const fresh = [...state.continuing].filter((c) => (state.votes[c] as bigint) >= state.quota)
    fresh.sort((a, b) => compare(state.votes, b, a) || a - b)
    for (const candidate of fresh) {
      state.continuing.delete(candidate)
      state.elected.push(candidate)
    }
    if (fresh.length > 0) return fresh
    const surplus = state.elected.reduce(
      (sum, c) => sum + (state.votes[c] as bigint) - state.quota,
      0n,
    )
    if (surplus < SMALL * state.profile.unit || (before !== undefined && surplus >= before))
      return []
    before = surplus
    for (const c of state.elected) {
      state.keep[c] = timesUp(state.keep[c] as bigint, state.quota, state.votes[c] as bigint)
    }
  }
  throw new BallotError('Meek’s iteration does not end on these ballots: use stv.')
}

function distribute(state: Meek): void {
  state.votes = state.votes.map(() => 0n)
  state.excess = 0n
  for (const { ranks, weight } of state.profile.ballots) {
    let rest = ONE
    for (const group of ranks) {
      const candidate = group[0] as number
      const keep = state.keep[candidate] as bigint
      if (keep === 0n || rest === 0n) continue
      const part = timesUp(rest, keep, ONE)
      state.votes[candidate] = (state.votes[candidate] as bigint) + part * weight
      rest -= part
    }
    state.excess += rest * weight
  }
}

function lowest(
  state: Meek,
  { ties }: CountOptions,
  history: readonly (readonly bigint[])[],
  order: readonly number[] | undefined,
  steps: CountStep[],
): number | undefined {
  const fewest = [...state.continuing]
    .map((c) => state.votes[c] as bigint)
    .reduce((a, b) => (b < a ? b : a))
  const tied = [...state.continuing].filter((c) => state.votes[c] === fewest)
  if (tied.length === 1) return tied[0]
  const broken = breakTie(tied, 'fewest', history, ties, order)
  const settled = broken === undefined ? {} : { chosen: broken.chosen, how: broken.how }
  steps.push({ step: 'tie', purpose: 'exclude', tied, ...settled })
  return broken?.chosen
}
