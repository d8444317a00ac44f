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
  for (let point = 0; point < set.size; point += 1) {
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
      let most: bigint | undefined
      for (let k = 0; k < set.size; k += 1) {
        const utility = exactUtility(frontier, p, k)
        if (most === undefined || utility > most) most = utility
      }
      return most ?? 0n
    })
    this.#ranges = ideal.map((most, p) => most - (this.#disagreement[p] ?? 0n))
  }

  gains(point: number): bigint[] {
    return this.#disagreement.map((d, p) => exactUtility(this.#frontier, p, point) - d)
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
