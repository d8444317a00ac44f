// The ends that all ranked methods share: what was read, who wins a level shared by several, and
// those who took no part in the comparison placed last.
import type { Count, CountOptions, CountStep } from './count.ts'
import { standing, totalWeight, type Profile } from './profile.ts'
import { breakTie, favoured, type TieRule } from './ties.ts'

export function firstSteps(profile: Profile): CountStep[] {
  const blank = profile.ballots.find(({ ranks }) => ranks.length === 0)?.weight ?? 0n
  return [
    {
      step: 'read',
      papers: profile.papers,
      unit: profile.unit,
      votes: totalWeight(profile),
      blank,
    },
  ]
}

/** Positions in the order in which ties favour them; undefined where ties stay open. */
export function orderOf(profile: Profile, rule: TieRule): readonly number[] | undefined {
  return favoured(profile.candidates, rule, profile.tieOrder)
}

/** The one winner of a ranking by the tie rule, with the steps that say so (B28). */
export function settleWinner(
  profile: Profile,
  { ties }: CountOptions,
  ranking: readonly (readonly number[])[],
  steps: CountStep[],
): number | null {
  const first = ranking[0] ?? []
  let winner = first[0] ?? null
  if (first.length > 1) {
    const broken = breakTie(first, 'most', [], ties, orderOf(profile, ties))
    winner = broken?.chosen ?? null
    const settled = broken === undefined ? {} : { chosen: broken.chosen, how: broken.how }
    steps.push({ step: 'tie', purpose: 'win', tied: first, ...settled })
  }
  steps.push(winner === null ? { step: 'nobody' } : { step: 'winner', candidates: [winner] })
  return winner
}

/** The fields of a count that a ranking alone settles. */
export function outcomeOf(
  profile: Profile,
  options: CountOptions,
  ranking: readonly (readonly number[])[],
  steps: CountStep[],
): Omit<Count, 'method'> {
  const winner = settleWinner(profile, options, ranking, steps)
  return {
    candidates: profile.candidates,
    winner,
    winners: winner === null ? [] : [winner],
    ranking,
    rounds: [],
    steps,
    scale: profile.unit,
  }
}

/** Blank ballots elect nobody: all stand equal, and no tie rule is asked. */
export function withoutVotes(profile: Profile): Omit<Count, 'method'> {
  const stands = standing(profile)
  const steps = firstSteps(profile)
  const tally = new Map(stands.map((c) => [c, 0n]))
  const exhausted = totalWeight(profile)
  steps.push({ step: 'nobody' })
  return {
    candidates: profile.candidates,
    winner: null,
    winners: [],
    ranking: [stands],
    rounds: [{ round: 1, tally, exhausted, lost: 0n, elected: [], excluded: [] }],
    steps,
    scale: profile.unit,
  }
}
