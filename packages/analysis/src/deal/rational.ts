// Exact rational numbers, as far as models need them: decimals as they stand in files, sums and
// products of a few, a common denominator, and the nearest Float64 of a result.

/** numerator / denominator; the denominator is positive and the two have no common divisor. */
export type Rational = { readonly numerator: bigint; readonly denominator: bigint }

export const zero: Rational = { numerator: 0n, denominator: 1n }
export const one: Rational = { numerator: 1n, denominator: 1n }

/** More digits than any real file has, few enough that arithmetic stays quick. */
const DIGITS_LIMIT = 400

/** The exact value of a decimal such as 0.25, -3 or 1.5e-3; undefined for anything else. */
export function decimal(text: string): Rational | undefined {
  const found = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,4}))?$/.exec(text.trim())
  if (!found) return undefined
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = found
  const digits = whole + fraction
  const shift = Number(exponent) - fraction.length
  if (digits === '' || digits.length > DIGITS_LIMIT || Math.abs(shift) > DIGITS_LIMIT) {
    return undefined
  }
  const value = BigInt(digits) * (sign === '-' ? -1n : 1n)
  return shift >= 0
    ? rational(value * 10n ** BigInt(shift), 1n)
    : rational(value, 10n ** BigInt(-shift))
}

/** The exact value of a Float64 as JSON prints it. */
export const ofNumber = (value: number): Rational | undefined =>
  Number.isFinite(value) ? decimal(String(value)) : undefined

export function rational(numerator: bigint, denominator: bigint): Rational {
  const sign = denominator < 0n ? -1n : 1n
  const divisor = sign * (gcd(numerator, denominator) || 1n)
  return { numerator: numerator / divisor, denominator: denominator / divisor }
}

export function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

export const lcm = (a: bigint, b: bigint): bigint => (a / gcd(a, b)) * b

export const times = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.numerator, a.denominator * b.denominator)

/** a / b; b is not zero. */
export const over = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.denominator, a.denominator * b.numerator)

export const plus = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)

/** Negative, zero or positive as a is less than, equal to or greater than b. */
export function compare(a: Rational, b: Rational): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

const SAFE = BigInt(Number.MAX_SAFE_INTEGER)

/** The Float64 next to numerator / denominator, good to the last digit but one. */
export function toNumber(numerator: bigint, denominator: bigint): number {
  const magnitude = numerator < 0n ? -numerator : numerator
  if (magnitude <= SAFE && denominator <= SAFE) return Number(numerator) / Number(denominator)
  // A quotient of 64 bits at least, moved back by a power of two that Float64 holds exactly.
  const shift = 64 + bits(denominator) - bits(magnitude)
  if (shift <= 0) return Number(numerator / denominator)
  const quotient = (magnitude << BigInt(shift)) / denominator
  const value = Number(quotient) * 2 ** -Math.min(shift, 1000)
  return (numerator < 0n ? -value : value) * 2 ** -Math.max(0, shift - 1000)
}

const bits = (value: bigint): number => value.toString(2).length
