// Instant-runoff voting: the weakest candidate is excluded, round by round, until two are left.
// Votes are conserved exactly; a vote shared by equal ranks is divided exactly.
import type { Count, CountOptions, CountRound, CountStep } from './count.ts'
import { firstSteps, orderOf } from './outcome.ts'
import { BallotError, standing, totalWeight, type Profile, type Ranks } from './profile.ts'
import { lcm } from './ratio.ts'
import { breakTie } from './ties.ts'

/** Votes of one ballot that lie with one candidate; groups before `group` hold nobody standing. */
type Parcel = { readonly ranks: Ranks; readonly group: number; readonly votes: bigint }

/** Beyond this, the exact shares of equal ranks are larger than any ballot paper. */
const MOST_EQUAL = 60

/**
 * Successive divisions among a shrinking group of s divide by distinct integers up to s, so that
 * multiples of s! stay integers throughout; over a ballot, the product over its groups.
 */
function sharing(profile: Profile): bigint {
  let scale = 1n
  for (const { ranks } of profile.ballots) {
    let own = 1n
    for (const { length } of ranks) {
      if (length > MOST_EQUAL) {
        throw new BallotError(
          `A ballot ranks ${length} candidates equal: IRV shares a vote among at most ${MOST_EQUAL}; use schulze.`,
        )
      }
      for (let factor = 2; factor <= length; factor++) own *= BigInt(factor)
    }
    if (own > 1n) scale = lcm(scale, own)
  }
  return scale
}

/**
 * Instant-runoff voting (B21). It goes on to two candidates even where one has a majority before, so
 * that the last comparison is seen; who has the majority of continuing votes keeps it.
 * `rounds[i].tally` + `exhausted` = all votes, in 1/scale.
 */
export function irv(profile: Profile, options: CountOptions): Count {
  const share = sharing(profile)
  const scale = profile.unit * share
  const steps = firstSteps(profile)
  const order = orderOf(profile, options.ties)
  const continuing = new Set(standing(profile))
  const piles = profile.candidates.map((): Parcel[] => [])
  const votes = profile.candidates.map(() => 0n)
  const give = (ranks: Ranks, from: number, amount: bigint): bigint => {
    for (let group = from; group < ranks.length; group++) {
      const heirs = (ranks[group] ?? []).filter((candidate) => continuing.has(candidate))
      if (heirs.length === 0) continue
      const part = amount / BigInt(heirs.length)
      for (const heir of heirs) {
        piles[heir]?.push({ ranks, group, votes: part })
        votes[heir] = (votes[heir] as bigint) + part
      }
      return 0n
    }
    return amount
  }
  let exhausted = 0n
  for (const { ranks, weight } of profile.ballots) exhausted += give(ranks, 0, weight * share)
  const rounds: CountRound[] = []
  const history: bigint[][] = []
  const gone: number[] = []
  let majority = false
  for (;;) {
    const round = rounds.length + 1
    const tally = new Map([...continuing].map((c) => [c, votes[c] as bigint]))
    steps.push(tallyStep(round, tally, exhausted))
    const active = totalWeight(profile) * share - exhausted
    const leader = [...tally].find(([, v]) => 2n * v > active)
    if (leader !== undefined && !majority) {
      majority = true
      steps.push({ step: 'majority', round, candidate: leader[0], votes: leader[1], of: active })
    }
    const over = continuing.size <= 2 || active === 0n
    const weakest = over ? undefined : lowest(tally, history, options, order, steps)
    const excluded = weakest?.chosen === undefined ? [] : [weakest.chosen]
    rounds.push({ round, tally, exhausted, lost: 0n, elected: [], excluded })
    if (over) break
    if (weakest === undefined || weakest.chosen === undefined) {
      return stopped(profile, steps, rounds, scale, tally, gone)
    }
    history.push([...votes])
    const out = weakest.chosen
    steps.push({ step: 'excluded', round, candidate: out, votes: votes[out] as bigint })
    continuing.delete(out)
    gone.unshift(out)
    const pile = piles[out] ?? []
    piles[out] = []
    votes[out] = 0n
    for (const parcel of pile) exhausted += give(parcel.ranks, parcel.group, parcel.votes)
  }
  return last(profile, options, { steps, rounds, scale, history, gone })
}

export function tallyStep(
  round: number,
  tally: ReadonlyMap<number, bigint>,
  exhausted: bigint,
): CountStep {
  const shown = [...tally].map(([candidate, votes]) => ({ candidate, votes }))
  shown.sort((a, b) => (a.votes < b.votes ? 1 : a.votes > b.votes ? -1 : 0))
  return { step: 'tally', round, standing: shown, exhausted }
}

function lowest(
  tally: ReadonlyMap<number, bigint>,
  history: readonly (readonly bigint[])[],
  { ties }: CountOptions,
  order: readonly number[] | undefined,
  steps: CountStep[],
): { readonly chosen?: number } {
  const fewest = [...tally.values()].reduce((a, b) => (b < a ? b : a))
  const tied = [...tally].filter(([, v]) => v === fewest).map(([c]) => c)
  if (tied.length === 1) return { chosen: tied[0] as number }
  const broken = breakTie(tied, 'fewest', history, ties, order)
  const settled = broken === undefined ? {} : { chosen: broken.chosen, how: broken.how }
  steps.push({ step: 'tie', purpose: 'exclude', tied, ...settled })
  return broken === undefined ? {} : { chosen: broken.chosen }
}

type Counted = {
  readonly steps: CountStep[]
  readonly rounds: CountRound[]
  readonly scale: bigint
  readonly history: readonly (readonly bigint[])[]
  readonly gone: readonly number[]
}

/** The last round: two candidates or one, or nobody with a vote. */
function last(profile: Profile, options: CountOptions, counted: Counted): Count {
  const { steps, rounds, history, gone } = counted
  const tally = rounds.at(-1)?.tally ?? new Map<number, bigint>()
  const most = [...tally.values()].reduce((a, b) => (b > a ? b : a), 0n)
  const first = [...tally].filter(([, v]) => v === most).map(([c]) => c)
  let winner: number | null = first.length === 1 && most > 0n ? (first[0] as number) : null
  if (first.length > 1 && most > 0n) {
    const order = orderOf(profile, options.ties)
    const broken = breakTie(first, 'most', history, options.ties, order)
    winner = broken?.chosen ?? null
    const settled = broken === undefined ? {} : { chosen: broken.chosen, how: broken.how }
    steps.push({ step: 'tie', purpose: 'win', tied: first, ...settled })
  }
  const rest = [...tally.keys()].filter((c) => !first.includes(c))
  const levels = [first, rest].filter((level) => level.length > 0)
  return finished(profile, winner, [...levels, ...gone.map((c) => [c])], counted)
}

function stopped(
  profile: Profile,
  steps: CountStep[],
  rounds: CountRound[],
  scale: bigint,
  tally: ReadonlyMap<number, bigint>,
  gone: readonly number[],
): Count {
  const values = [...new Set(tally.values())].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0))
  const levels = values.map((value) => [...tally].filter(([, v]) => v === value).map(([c]) => c))
  const counted = { steps, rounds, scale, history: [], gone }
  return finished(profile, null, [...levels, ...gone.map((c) => [c])], counted)
}

function finished(
  profile: Profile,
  winner: number | null,
  ranking: readonly (readonly number[])[],
  { steps, rounds, scale }: Counted,
): Count {
  steps.push(winner === null ? { step: 'nobody' } : { step: 'winner', candidates: [winner] })
  const winners = winner === null ? [] : [winner]
  const closing = rounds.at(-1)
  if (closing !== undefined) rounds[rounds.length - 1] = { ...closing, elected: winners }
  return {
    method: 'irv',
    candidates: profile.candidates,
    winner,
    winners,
    ranking,
    rounds,
    steps,
    scale,
  }
}
