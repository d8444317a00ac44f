// Pairwise comparisons of a profile and what follows from them alone: the majorities and the
// candidate who beats each other one. Schulze, ranked pairs and Borda build on it.
import type { Strength, Unranked } from './count.ts'
import { standing, type Profile } from './profile.ts'

export type Pairwise = readonly (readonly bigint[])[]

/** Digits of this size add up exactly in a Float64 for more ballots than a file can hold. */
const DIGIT_BITS = 26n

/**
 * pairwise[a][b] = weight of the ballots that place a before b. Unranked candidates stand equal in
 * the last place, or, with `explicit`, are compared with nobody (B20).
 */
export function pairwise(profile: Profile, unranked: Unranked): Pairwise {
  const n = profile.candidates.length
  const sums: bigint[] = Array.from({ length: n * n }, () => 0n)
  let weights = profile.ballots.map(({ weight }) => weight)
  for (let shift = 0n; weights.some((weight) => weight > 0n); shift += DIGIT_BITS) {
    const digits = weights.map((weight) => Number(BigInt.asUintN(Number(DIGIT_BITS), weight)))
    weights = weights.map((weight) => weight >> DIGIT_BITS)
    addDigits(profile, unranked, digits).forEach((sum, i) => {
      if (sum > 0) sums[i] = (sums[i] as bigint) + (BigInt(sum) << shift)
    })
  }
  return Array.from({ length: n }, (_, a) => sums.slice(a * n, (a + 1) * n))
}

function addDigits(profile: Profile, unranked: Unranked, digits: readonly number[]): Float64Array {
  const n = profile.candidates.length
  const sums = new Float64Array(n * n)
  const stands = standing(profile)
  const nowhere = unranked === 'last' ? n : -1
  const place = new Int32Array(n)
  profile.ballots.forEach(({ ranks }, i) => {
    const digit = digits[i] as number
    place.fill(nowhere)
    ranks.forEach((group, g) => {
      for (const candidate of group) place[candidate] = g
    })
    ranks.forEach((group, g) => {
      for (const a of group) {
        for (const b of stands) {
          if ((place[b] as number) > g) sums[a * n + b] = (sums[a * n + b] as number) + digit
        }
      }
    })
  })
  return sums
}

/** The candidate who beats each other one, if there is one. */
export function condorcetWinner(matrix: Pairwise, stands: readonly number[]): number | undefined {
  return stands.find((a) => stands.every((b) => a === b || at(matrix, a, b) > at(matrix, b, a)))
}

export function at(matrix: Pairwise, a: number, b: number): bigint {
  return matrix[a]?.[b] ?? 0n
}

/**
 * How strongly a beats b, 0 where it does not. With winning votes, equal ones are ordered by the
 * fewer votes against (Schulze 2011, section 2.1; Debian's constitution A.5): the value is then
 * for × (total + 1) + (total - against), whose order is what counts.
 */
export function majorityStrength(
  matrix: Pairwise,
  a: number,
  b: number,
  strength: Strength,
  total: bigint,
): bigint {
  const [forward, back] = [at(matrix, a, b), at(matrix, b, a)]
  if (forward <= back) return 0n
  return strength === 'margins' ? forward - back : forward * (total + 1n) + (total - back)
}

/** Levels of a strict partial order: again and again those whom nobody left beats (B24, B25). */
export function levels(
  candidates: readonly number[],
  beats: (a: number, b: number) => boolean,
): number[][] {
  const ranking: number[][] = []
  let left = [...candidates]
  while (left.length > 0) {
    const top = left.filter((b) => !left.some((a) => beats(a, b)))
    // A cycle cannot stand here; were there one, its members are equal rather than lost.
    const level = top.length > 0 ? top : left
    ranking.push(level)
    left = left.filter((candidate) => !level.includes(candidate))
  }
  return ranking
}
