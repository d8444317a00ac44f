// From exact rational utilities to a model: over a common denominator where the sums stay within
// 2^53, else rounded to integers with a certified error and the exact ones kept beside them.
import { compare, lcm, plus, toNumber, zero } from './rational.ts'
import type { Rational } from './rational.ts'
import type { AnyOf, Constraint, Issue, Model } from './model.ts'

export type RationalModel = {
  readonly parties: readonly string[]
  readonly issues: readonly Issue[]
  /** utilities[party][issue][option], of any sign. */
  readonly utilities: readonly (readonly (readonly Rational[])[])[]
  readonly disagreement: readonly Rational[]
  readonly constraints: readonly Constraint[]
  readonly bonuses: readonly {
    readonly all: readonly AnyOf[]
    readonly utilities: readonly Rational[]
  }[]
}

const LIMIT = BigInt(Number.MAX_SAFE_INTEGER)
/** Roundings use this much of 2^53, so that sums of them and slack fit. */
const ROUNDED_BITS = 50

/** The model in integers. Its `scale` says per party how many units are one. */
export function modelOf(rational: RationalModel): Model {
  const { parties, issues, constraints, bonuses } = rational
  const integers = parties.map((_, party) => integersOf(rational, party))
  const base = { parties, issues, constraints }
  if (integers.every(({ total, denominator }) => total <= LIMIT && denominator <= LIMIT)) {
    return {
      ...base,
      utilities: integers.map(({ utilities }) =>
        utilities.map((of_issue) => Float64Array.from(of_issue, Number)),
      ),
      disagreement: integers.map(({ disagreement }) => Number(disagreement)),
      scale: integers.map(({ denominator }) => Number(denominator)),
      bonuses: bonuses.map(({ all }, b) => ({
        all,
        utilities: integers.map((party) => Number(party.bonuses[b])),
      })),
    }
  }
  const rounded = integers.map(roundedOf)
  return {
    ...base,
    utilities: rounded.map(({ utilities }) => utilities),
    disagreement: rounded.map(({ disagreement }) => disagreement),
    scale: rounded.map(({ scale }) => scale),
    bonuses: bonuses.map(({ all }, b) => ({
      all,
      utilities: rounded.map((party) => party.bonuses[b] ?? 0),
    })),
    exact: {
      utilities: integers.map(({ utilities }) => utilities),
      bonuses: bonuses.map((_, b) => integers.map((party) => party.bonuses[b] ?? 0n)),
      disagreement: integers.map(({ disagreement }) => disagreement),
      scale: integers.map(({ denominator }) => denominator),
      // Every summand is off by half a unit at most.
      error: rounded.map(({ scale }) => (issues.length + bonuses.length + 1) / 2 / scale),
    },
  }
}

/** One party's utilities over their common denominator. */
type Integers = {
  readonly utilities: readonly (readonly bigint[])[]
  readonly bonuses: readonly bigint[]
  readonly disagreement: bigint
  readonly denominator: bigint
  /** No package reaches more in absolute value. */
  readonly total: bigint
}

function integersOf(rational: RationalModel, party: number): Integers {
  const of_party = rational.utilities[party] ?? []
  const of_bonuses = rational.bonuses.map(({ utilities }) => utilities[party] ?? zero)
  const disagreement = rational.disagreement[party] ?? zero
  const denominator = [...of_party.flat(), ...of_bonuses, disagreement].reduce(
    (common, value) => lcm(common, value.denominator),
    1n,
  )
  const scaled = (value: Rational) => value.numerator * (denominator / value.denominator)
  const utilities = of_party.map((of_issue) => of_issue.map(scaled))
  const bonuses = of_bonuses.map(scaled)
  const size = (value: bigint) => (value < 0n ? -value : value)
  const largest = utilities.map((of_issue) =>
    of_issue.reduce((most, value) => (size(value) > most ? size(value) : most), 0n),
  )
  const total = [...largest, ...bonuses.map(size), size(scaled(disagreement))].reduce(
    (sum, value) => sum + value,
    0n,
  )
  return { utilities, bonuses, disagreement: scaled(disagreement), denominator, total }
}

function roundedOf({ utilities, bonuses, disagreement, denominator, total }: Integers) {
  // A power of two, so that the scale is exact: about 2^50 units for the greatest sum.
  const whole = toNumber(total, denominator)
  const exponent = whole > 0 ? ROUNDED_BITS - Math.ceil(Math.log2(whole)) : 0
  const shift = BigInt(Math.abs(exponent))
  const round = (value: bigint): number => {
    const [top, below] =
      exponent >= 0 ? [value << shift, denominator] : [value, denominator << shift]
    const twice = 2n * top + below
    const quotient = twice / (2n * below)
    return Number(twice < 0n && quotient * 2n * below !== twice ? quotient - 1n : quotient)
  }
  return {
    utilities: utilities.map((of_issue) => Float64Array.from(of_issue, round)),
    bonuses: bonuses.map(round),
    disagreement: round(disagreement),
    scale: 2 ** exponent,
  }
}

/** Whether weights add up to one, within what printing to 10 digits loses. */
export function addUpToOne(weights: readonly Rational[]): boolean {
  const { numerator, denominator } = weights.reduce(plus, zero)
  const off = numerator - denominator
  return (
    compare(
      { numerator: off < 0n ? -off : off, denominator },
      { numerator: 1n, denominator: 10n ** 9n },
    ) <= 0
  )
}
