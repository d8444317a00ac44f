// The two Condorcet methods, Schulze's and Tideman's ranked pairs, over one pairwise matrix. Each
// returns the structured steps that explain it; ties follow ties.ts.
import type { Count, CountOptions, CountStep } from './count.ts'
import {
  at,
  condorcetWinner,
  levels,
  majorityStrength,
  pairwise,
  type Pairwise,
} from './pairwise.ts'
import { standing, totalWeight, type Profile } from './profile.ts'
import { firstSteps, orderOf, outcomeOf } from './outcome.ts'

type Setting = {
  readonly profile: Profile
  readonly options: CountOptions
  readonly matrix: Pairwise
  readonly stands: readonly number[]
  readonly steps: CountStep[]
}

function setting(profile: Profile, options: CountOptions): Setting {
  const matrix = pairwise(profile, options.unranked)
  const steps = firstSteps(profile)
  const stands = withoutDropped(standing(profile), matrix, profile, options, steps)
  const best = condorcetWinner(matrix, stands)
  steps.push(best === undefined ? { step: 'no-condorcet' } : { step: 'condorcet', candidate: best })
  return { profile, options, matrix, stands, steps }
}

/**
 * Debian's constitution, A.5: an option stays only where at least `quorum` votes prefer it to the
 * default and more prefer it than prefer the default.
 */
function withoutDropped(
  stands: readonly number[],
  matrix: Pairwise,
  profile: Profile,
  { fallback }: CountOptions,
  steps: CountStep[],
): readonly number[] {
  if (fallback === undefined) return stands
  const needed = fallback.quorum * profile.unit
  return stands.filter((candidate) => {
    if (candidate === fallback.candidate) return true
    const forward = at(matrix, candidate, fallback.candidate)
    const back = at(matrix, fallback.candidate, candidate)
    const why = forward < needed ? 'quorum' : forward <= back ? 'majority' : undefined
    if (why !== undefined) steps.push({ step: 'dropped', candidate, why, forward, back, needed })
    return why === undefined
  })
}

/**
 * Schulze's method (M. Schulze, Social Choice and Welfare 36, 2011): a is before b where the
 * strongest path from a to b is stronger than the one back. Widest paths by Floyd and Warshall on
 * the ranks of the strengths, whose order is all that matters: O(n³) integer comparisons.
 */
export function schulze(profile: Profile, options: CountOptions): Count {
  const { matrix, stands, steps } = setting(profile, options)
  const n = profile.candidates.length
  const total = totalWeight(profile)
  const direct = Array.from({ length: n * n }, (_, i) =>
    majorityStrength(matrix, Math.floor(i / n), i % n, options.strength, total),
  )
  const sorted = [...new Set(direct)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const rankOf = new Map(sorted.map((value, rank) => [value, rank]))
  if (sorted[0] !== 0n) sorted.unshift(0n)
  const width = Int32Array.from(direct, (value) => rankOf.get(value) ?? 0)
  const via = new Int32Array(n * n).fill(-1)
  for (const k of stands) {
    for (const i of stands) {
      const toK = width[i * n + k] as number
      if (i === k || toK === 0) continue
      for (const j of stands) {
        const through = Math.min(toK, width[k * n + j] as number)
        if (j !== i && j !== k && through > (width[i * n + j] as number)) {
          width[i * n + j] = through
          via[i * n + j] = k
        }
      }
    }
  }
  const shown = (a: number, b: number) => {
    const value = sorted[width[a * n + b] as number] ?? 0n
    return options.strength === 'margins' ? value : value / (total + 1n)
  }
  const beats = (a: number, b: number) =>
    (width[a * n + b] as number) > (width[b * n + a] as number)
  const ranking = levels(stands, beats)
  for (const a of ranking[0] ?? []) {
    for (const b of stands) {
      if (!beats(a, b)) continue
      const path = pathOf(via, n, a, b)
      steps.push({ step: 'path', path, strength: shown(a, b), back: shown(b, a) })
    }
  }
  const strengths = profile.candidates.map((_, a) =>
    profile.candidates.map((__, b) => (a === b ? 0n : shown(a, b))),
  )
  return {
    method: 'schulze',
    ...outcomeOf(profile, options, ranking, steps),
    pairwise: matrix,
    strengths,
  }
}

function pathOf(via: Int32Array, n: number, a: number, b: number): number[] {
  const middle = via[a * n + b] as number
  if (middle < 0) return [a, b]
  return [...pathOf(via, n, a, middle), ...pathOf(via, n, middle, b).slice(1)]
}

/**
 * Ranked pairs (T. N. Tideman, Social Choice and Welfare 4, 1987). Majorities are locked from the
 * strongest down; equal ones by the fewer votes against, then by the tie order of the winner and
 * last of the loser (the later loser first), so that the result is one order of locks (B25).
 */
export function rankedPairs(profile: Profile, options: CountOptions): Count {
  const { matrix, stands, steps } = setting(profile, options)
  const total = totalWeight(profile)
  const order = tieOrder(profile, options)
  const place = new Map(order.map((candidate, i) => [candidate, i]))
  const majorities = stands
    .flatMap((winner) => stands.map((loser) => ({ winner, loser })))
    .map(({ winner, loser }) => ({
      winner,
      loser,
      forward: at(matrix, winner, loser),
      back: at(matrix, loser, winner),
      strength: majorityStrength(matrix, winner, loser, options.strength, total),
    }))
    .filter(({ strength }) => strength > 0n)
    .sort(
      (a, b) =>
        sign(b.strength - a.strength) ||
        sign(a.back - b.back) ||
        (place.get(a.winner) ?? 0) - (place.get(b.winner) ?? 0) ||
        (place.get(b.loser) ?? 0) - (place.get(a.loser) ?? 0),
    )
  const reaches = profile.candidates.map(() => new Set<number>())
  for (const { winner, loser, forward, back } of majorities) {
    const closesCycle = reaches[loser]?.has(winner) === true
    steps.push({ step: closesCycle ? 'passed-over' : 'locked', winner, loser, forward, back })
    if (closesCycle) continue
    const gained = [loser, ...(reaches[loser] ?? [])]
    reaches.forEach((set, a) => {
      if (a === winner || set.has(winner)) for (const b of gained) set.add(b)
    })
  }
  const ranking = levels(stands, (a, b) => reaches[a]?.has(b) === true)
  return {
    method: 'ranked-pairs',
    ...outcomeOf(profile, options, ranking, steps),
    pairwise: matrix,
  }
}

function sign(value: bigint): number {
  return value < 0n ? -1 : value > 0n ? 1 : 0
}

/** With ties left open, majorities of equal strength still need an order: the declared one. */
function tieOrder(profile: Profile, { ties }: CountOptions): readonly number[] {
  return orderOf(profile, ties) ?? orderOf(profile, { by: 'order' }) ?? []
}
