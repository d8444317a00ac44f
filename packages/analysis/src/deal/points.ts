// The named solutions read off a complete frontier: Nash, egalitarian, Kalai-Smorodinsky and
// utilitarian, decided in exact rationals. Searches that do without a frontier are in solutions.ts;
// each is the other's test.
import { packageOf } from './frontier.ts'
import type { Frontier } from './frontier.ts'
import type { Certificate, Model, Package } from './model.ts'
import { lcm, toNumber } from './rational.ts'

export type Objective = 'nash' | 'egalitarian' | 'kalai-smorodinsky' | 'utilitarian'

export type NamedPoint = {
  /** Its place in the frontier. */
  readonly point: number
  /** In the parties' units. */
  readonly utilities: number[]
  readonly package: Package
  readonly certificate: Certificate
}

/**
 * The solution that a frontier contains. Undefined for Nash where no point gives every party at
 * least its disagreement, and for Kalai-Smorodinsky where a party's ideal is below it. Of equals,
 * the one with the better egalitarian vector, then the first.
 *
 * Sources: Nash 1950 (product of gains), Rawls 1971 and Sen 1970 (leximin), Kalai and Smorodinsky
 * 1975 in its leximin form for discrete sets (Imai 1983), utilitarian sum.
 * The frontier is complete; one that is not proves nothing about the best package.
 */
export function pointFromFrontier(
  frontier: Frontier,
  objective: Objective,
): NamedPoint | undefined {
  const { set } = frontier
  const terms = new Terms(frontier)
  let best: { point: number; keys: readonly bigint[] } | undefined
  for (const point of terms.contenders(objective)) {
    const gains = terms.gains(point)
    if (!terms.counts(objective, gains)) continue
    const keys = terms.keys(objective, gains)
    if (!best || isBetter(keys, best.keys)) best = { point, keys }
  }
  if (!best) return undefined
  const value = terms.value(objective, terms.gains(best.point))
  return {
    point: best.point,
    utilities: set.columns.map((column) => column[best.point] as number),
    package: packageOf(frontier, best.point),
    certificate: {
      status: 'exact',
      method: 'complete-frontier',
      value,
      bound: value,
      gap: 0,
      nodes: set.size,
    },
  }
}

function isBetter(a: readonly bigint[], b: readonly bigint[]): boolean {
  for (const [k, key] of a.entries()) {
    const other = b[k] ?? 0n
    if (key !== other) return key > other
  }
  return false
}

/** Integers over common denominators, so that comparisons are exact. */
class Terms {
  readonly #frontier: Frontier
  readonly #denominators: readonly bigint[]
  readonly #disagreement: readonly bigint[]
  /** factor[party]: from the party's denominator to the common one. */
  readonly #factors: readonly bigint[]
  readonly #common: bigint
  /** ideal - disagreement. */
  readonly #ranges: readonly bigint[]
  constructor(frontier: Frontier) {
    const { model, set } = frontier
    this.#frontier = frontier
    this.#denominators = denominatorsOf(model)
    this.#disagreement = model.exact?.disagreement ?? model.disagreement.map(BigInt)
    this.#common = this.#denominators.reduce(lcm, 1n)
    this.#factors = this.#denominators.map((denominator) => this.#common / denominator)
    const ideal = model.parties.map((_, p) => {
      const column = set.columns[p] ?? new Float64Array(0)
      const most = column.reduce((a, b) => Math.max(a, b), -Infinity)
      // Roundings that lie this close to the greatest are compared exactly.
      const near = 2 * (model.exact?.error[p] ?? 0) * (model.scale[p] ?? 1) + 1
      let exact: bigint | undefined
      column.forEach((rounded, k) => {
        if (rounded < most - near || (exact !== undefined && !model.exact)) return
        if (!model.exact && rounded < most) return
        const utility = exactUtility(frontier, p, k)
        if (exact === undefined || utility > exact) exact = utility
      })
      return exact ?? 0n
    })
    this.#ranges = ideal.map((most, p) => most - (this.#disagreement[p] ?? 0n))
  }

  gains(point: number): bigint[] {
    return this.#disagreement.map((d, p) => exactUtility(this.#frontier, p, point) - d)
  }

  /** The points whose first key is clearly below no other's: floating point rules the rest out. */
  contenders(objective: Objective): number[] {
    const { model, set } = this.#frontier
    // A party that cannot hope for anything rules points out that would be best for the others.
    if (objective === 'kalai-smorodinsky' && this.#ranges.some((range) => range <= 0n)) {
      return Array.from({ length: set.size }, (_, k) => k)
    }
    const scales = this.#denominators.map(Number)
    const disagreement = this.#disagreement.map((d, p) => toNumber(d, this.#denominators[p] ?? 1n))
    const ranges = this.#ranges.map((range, p) => Number(range) / (scales[p] ?? 1))
    const error = Math.max(0, ...(model.exact?.error ?? []))
    const gains = new Float64Array(model.parties.length)
    const keys = new Float64Array(set.size)
    let most = -Infinity
    let largest = 0
    for (let k = 0; k < set.size; k += 1) {
      for (let p = 0; p < gains.length; p += 1) {
        const utility = (set.columns[p]?.[k] ?? 0) / (model.scale[p] ?? 1)
        gains[p] = utility - (disagreement[p] ?? 0)
        largest = Math.max(largest, Math.abs(utility), Math.abs(disagreement[p] ?? 0))
      }
      keys[k] = roughKey(objective, gains, ranges)
      if ((keys[k] as number) > most) most = keys[k] as number
    }
    // Far wider than what roundings of gains, sums, shares or products of them can be off.
    const narrowest = Math.min(1, ...ranges.filter((range) => range > 0))
    const size =
      objective === 'nash'
        ? Math.max(1, largest) ** gains.length
        : gains.length * Math.max(1, largest)
    const near = ((1e-9 + error) * size) / narrowest
    const result: number[] = []
    for (let k = 0; k < set.size; k += 1) if ((keys[k] as number) >= most - near) result.push(k)
    return result
  }

  /** Whether a package with these gains can be the solution at all. */
  counts(objective: Objective, gains: readonly bigint[]): boolean {
    switch (objective) {
      case 'nash':
        return gains.every((gain) => gain >= 0n)
      case 'kalai-smorodinsky':
        // Who can hope for no more than the disagreement must get it, and is not compared.
        return gains.every((gain, p) => (this.#ranges[p] ?? 0n) > 0n || gain >= 0n)
      case 'egalitarian':
      case 'utilitarian':
        return true
    }
  }

  #shares(gains: readonly bigint[]): bigint[] {
    const others = (party: number) =>
      this.#ranges.reduce((all, range, p) => (p === party || range <= 0n ? all : all * range), 1n)
    return gains.flatMap((gain, p) => ((this.#ranges[p] ?? 0n) > 0n ? [gain * others(p)] : []))
  }

  /** What is maximised, first key first. */
  keys(objective: Objective, gains: readonly bigint[]): bigint[] {
    const leximin = ascending(gains.map((gain, p) => gain * (this.#factors[p] ?? 1n)))
    switch (objective) {
      case 'nash':
        return [gains.reduce((product, gain) => product * gain, 1n), ...leximin]
      case 'egalitarian':
        return leximin
      case 'kalai-smorodinsky':
        return [...ascending(this.#shares(gains)), ...leximin]
      case 'utilitarian':
        return [leximin.reduce((sum, gain) => sum + gain, 0n), ...leximin]
    }
  }

  /** The first key as a number in the objective's unit (gains in ones). */
  value(objective: Objective, gains: readonly bigint[]): number {
    const plain = gains.map((gain, p) => toNumber(gain, this.#denominators[p] ?? 1n))
    switch (objective) {
      case 'nash':
        return plain.reduce((product, gain) => product * gain, 1)
      case 'egalitarian':
        return Math.min(...plain)
      case 'kalai-smorodinsky':
        return gains.reduce((least, gain, p) => {
          const range = this.#ranges[p] ?? 0n
          return range > 0n ? Math.min(least, toNumber(gain, range)) : least
        }, Infinity)
      case 'utilitarian':
        return plain.reduce((sum, gain) => sum + gain, 0)
    }
  }
}

/** The first key of an objective in floating point; what cannot count is left to the exact check. */
function roughKey(objective: Objective, gains: Float64Array, ranges: readonly number[]): number {
  let [least, sum, product] = [Infinity, 0, 1]
  for (let p = 0; p < gains.length; p += 1) {
    const gain = gains[p] as number
    sum += gain
    product *= Math.max(0, gain)
    if (objective !== 'kalai-smorodinsky') least = Math.min(least, gain)
    else if ((ranges[p] ?? 0) > 0) least = Math.min(least, gain / (ranges[p] as number))
  }
  switch (objective) {
    case 'nash':
      return product
    case 'egalitarian':
    case 'kalai-smorodinsky':
      return least
    case 'utilitarian':
      return sum
  }
}

const ascending = (values: readonly bigint[]) =>
  values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))

/** Per party: what exact utilities are divided by to be in ones. */
export function denominatorsOf(model: Model): readonly bigint[] {
  return model.exact?.scale ?? model.scale.map((scale) => BigInt(scale))
}

/** A point's exact utility over the party's denominator. */
export function exactUtility({ set }: Frontier, party: number, point: number): bigint {
  return set.exact?.[party]?.[point] ?? BigInt(set.columns[party]?.[point] ?? 0)
}

/** A point's utilities in ones, each the Float64 next to the exact value. */
export function pointInOnes(frontier: Frontier, point: number): number[] {
  const { model } = frontier
  return inOnes(
    model,
    model.parties.map((_, p) => exactUtility(frontier, p, point)),
  )
}

/** Exact utilities over the parties' denominators, in ones. */
export function inOnes(model: Model, utilities: readonly bigint[]): number[] {
  return denominatorsOf(model).map((d, p) => toNumber(utilities[p] ?? 0n, d))
}
