// Plurality, and Bucklin's method, which adds the next ranks until somebody has a majority. Both
// count ranks as they stand on the ballot; candidates of equal rank share a vote exactly.
import type { Count, CountOptions, CountRound } from './count.ts'
import { tallyStep } from './irv.ts'
import { firstSteps, outcomeOf } from './outcome.ts'
import { standing, totalWeight, type Profile } from './profile.ts'
import { lcm } from './ratio.ts'

/** The first ranks alone: most votes win. */
export function plurality(profile: Profile, options: CountOptions): Count {
  return { method: 'plurality', ...counted(profile, options, 1) }
}

/**
 * Bucklin's method (Hoag and Hallett, Proportional Representation, 1926): ranks are added until
 * somebody has more than half of all votes cast; then, or when no rank is left, most votes win.
 */
export function bucklin(profile: Profile, options: CountOptions): Count {
  const deepest = Math.max(1, ...profile.ballots.map(({ ranks }) => ranks.length))
  return { method: 'bucklin', ...counted(profile, options, deepest) }
}

function counted(profile: Profile, options: CountOptions, deepest: number): Omit<Count, 'method'> {
  const share = profile.ballots.reduce(
    (scale, { ranks }) => ranks.reduce((own, { length }) => lcm(own, BigInt(length)), scale),
    1n,
  )
  const stands = standing(profile)
  const steps = firstSteps(profile)
  const total = totalWeight(profile) * share
  const votes = profile.candidates.map(() => 0n)
  const rounds: CountRound[] = []
  for (let rank = 0; rank < deepest; rank++) {
    let given = 0n
    for (const { ranks, weight } of profile.ballots) {
      const group = ranks[rank] ?? []
      if (group.length > 0) given += weight * share
      for (const candidate of group) {
        votes[candidate] = (votes[candidate] as bigint) + (weight * share) / BigInt(group.length)
      }
    }
    const tally = new Map(stands.map((c) => [c, votes[c] as bigint]))
    const round = rank + 1
    const rest = { lost: 0n, elected: [], excluded: [] }
    rounds.push({ round, tally, exhausted: total - given, ...rest })
    steps.push(tallyStep(round, tally, total - given))
    const leader = stands.find((c) => 2n * (votes[c] as bigint) > total)
    if (leader === undefined) continue
    const own = votes[leader] as bigint
    steps.push({ step: 'majority', round, candidate: leader, votes: own, of: total })
    break
  }
  const values = [...new Set(stands.map((c) => votes[c] as bigint))]
  const ranking = values
    .sort((a, b) => (a < b ? 1 : a > b ? -1 : 0))
    .map((value) => stands.filter((c) => votes[c] === value))
  return { ...outcomeOf(profile, options, ranking, steps), rounds, scale: profile.unit * share }
}
