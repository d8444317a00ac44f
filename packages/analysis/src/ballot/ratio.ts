// Exact fractions of big integers, as thresholds and shared votes need them. Fractions are kept in
// lowest terms; nothing here knows of ballots.

/** numerator / denominator in lowest terms; the denominator is positive. */
export type Ratio = { readonly num: bigint; readonly den: bigint }

export function ratio(num: bigint, den: bigint = 1n): Ratio {
  if (den === 0n) throw new RangeError('a fraction over zero')
  const divisor = gcd(num, den) * (den < 0n ? -1n : 1n)
  return { num: num / divisor, den: den / divisor }
}

export function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

export function lcm(a: bigint, b: bigint): bigint {
  return (a / gcd(a, b)) * b
}

export function compareRatio(a: Ratio, b: Ratio): number {
  const difference = a.num * b.den - b.num * a.den
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** Greatest integer not above the fraction. */
export function floor({ num, den }: Ratio): bigint {
  const quotient = num / den
  return num < 0n && quotient * den !== num ? quotient - 1n : quotient
}

/** Least integer not below the fraction. */
export function ceil({ num, den }: Ratio): bigint {
  return -floor({ num: -num, den })
}

/** Halves go up. */
export function nearest({ num, den }: Ratio): bigint {
  return floor(ratio(2n * num + den, 2n * den))
}

export function times(a: Ratio, factor: bigint): Ratio {
  return ratio(a.num * factor, a.den)
}

/** Reads `63/100`, `63%`, `66.7 %`, `0.63` or `17` exactly; undefined for anything else. */
export function readRatio(text: string): Ratio | undefined {
  const [, whole, part = '', over, percent] =
    /^\s*(\d{1,60})(?:\.(\d{1,60}))?\s*(?:\/\s*(\d{1,60})|(%))?\s*$/.exec(text) ?? []
  if (whole === undefined || (over !== undefined && BigInt(over) === 0n)) return undefined
  const den = 10n ** BigInt(part.length) * BigInt(over ?? 1) * (percent === undefined ? 1n : 100n)
  return ratio(BigInt(whole + part), den)
}

export function ratioText({ num, den }: Ratio): string {
  return den === 1n ? `${num}` : `${num}/${den}`
}

/** A share in percent with `decimals` digits, for readers only: it is rounded to the nearest. */
export function percentText(share: Ratio, decimals = 2): string {
  const scale = 10n ** BigInt(decimals)
  const scaled = nearest(times(share, 100n * scale))
  const digits = `${scaled % scale}`.padStart(decimals, '0').replace(/0+$/, '')
  return `${scaled / scale}${digits === '' ? '' : `.${digits}`}`
}
