// The methods that add points: Borda and approval. Both read ranked ballots; how approval reads a
// ranking is stated at `approvals`.
import type { Count, CountOptions } from './count.ts'
import { firstSteps, outcomeOf } from './outcome.ts'
import { at, pairwise } from './pairwise.ts'
import { standing, type Profile, type Ranks } from './profile.ts'

/**
 * Borda's count in its symmetric form: a point for each candidate placed below and half a point for
 * each placed equal (B26). On complete strict ballots of n candidates this is n-1, n-2, … 0.
 * With unranked candidates `explicit`, they neither get nor give points.
 */
export function borda(profile: Profile, options: CountOptions): Count {
  const matrix = pairwise(profile, options.unranked)
  const stands = standing(profile)
  const compared = comparedWeights(profile, options)
  const points = profile.candidates.map((_, a) =>
    stands.reduce((sum, b) => {
      if (a === b || !stands.includes(a)) return sum
      const equal = compared(a, b) - at(matrix, a, b) - at(matrix, b, a)
      return sum + 2n * at(matrix, a, b) + equal
    }, 0n),
  )
  const counted = count(profile, options, points, 'points')
  return { method: 'borda', ...counted, scale: profile.unit * 2n, points, pairwise: matrix }
}

/** Weight of the ballots that compare a with b at all. */
function comparedWeights(
  profile: Profile,
  { unranked }: CountOptions,
): (a: number, b: number) => bigint {
  const n = profile.candidates.length
  const weights = Array.from({ length: n * n }, () => 0n)
  let total = 0n
  for (const { ranks, weight } of profile.ballots) {
    total += weight
    if (unranked === 'last') continue
    const ranked = ranks.flat()
    for (const a of ranked) {
      for (const b of ranked) weights[a * n + b] = (weights[a * n + b] as bigint) + weight
    }
  }
  return (a, b) => (unranked === 'last' ? total : (weights[a * n + b] as bigint))
}

/** Approval voting (Brams and Fishburn 1978): the candidate approved by most ballots wins. */
export function approval(profile: Profile, options: CountOptions): Count {
  const stands = standing(profile)
  const votes = profile.candidates.map(() => 0n)
  for (const { ranks, weight } of profile.ballots) {
    for (const candidate of approvals(ranks, stands.length)) {
      votes[candidate] = (votes[candidate] as bigint) + weight
    }
  }
  const counted = count(profile, options, votes, 'approvals')
  return { method: 'approval', ...counted, points: votes }
}

/**
 * Whom a ranking approves: all whom it names, save that a ballot which ranks every candidate does
 * not approve the group in its last place (it would say nothing otherwise).
 */
export function approvals(ranks: Ranks, candidates: number): readonly number[] {
  const named = ranks.flat()
  return named.length === candidates && ranks.length > 1 ? ranks.slice(0, -1).flat() : named
}

function count(
  profile: Profile,
  options: CountOptions,
  points: readonly bigint[],
  kind: 'points' | 'approvals',
): Omit<Count, 'method'> {
  const steps = firstSteps(profile)
  const stands = standing(profile)
  const values = [...new Set(stands.map((c) => points[c] as bigint))]
  const ranking = values
    .sort((a, b) => (a < b ? 1 : a > b ? -1 : 0))
    .map((value) => stands.filter((candidate) => points[candidate] === value))
  for (const candidate of ranking.flat()) {
    const value = points[candidate] as bigint
    if (kind === 'points') steps.push({ step: 'points', candidate, points: value })
    else steps.push({ step: 'approvals', candidate, votes: value })
  }
  const outcome = outcomeOf(profile, options, ranking, steps)
  const tally = new Map(stands.map((c) => [c, points[c] as bigint]))
  const round = { round: 1, tally, exhausted: 0n, lost: 0n, elected: outcome.winners, excluded: [] }
  return { ...outcome, rounds: [round] }
}
