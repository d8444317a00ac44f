// The Beta distribution and what rests on it: tails, quantiles, moments, binomial tails. Plain numerical
// methods, each to about 1e-12; which counts stand behind a distribution is decided by those who call.

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
]

/** Logarithm of the gamma function for x > 0 (Lanczos 1964, g = 7, n = 9). */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const z = x - 1
  let sum = LANCZOS[0] as number
  for (let i = 1; i < LANCZOS.length; i++) sum += (LANCZOS[i] as number) / (z + i)
  const t = z + 7.5
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum)
}

/**
 * P(X <= x) for X of Beta(a, b): the regularised incomplete beta function by its continued fraction
 * (Lentz's method; Abramowitz and Stegun 26.5.8).
 */
export function betaTail(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  return tailOf(x, a, b, frontOf(x, a, b, normOf(a, b)))
}

/** Logarithm of 1 / B(a, b). */
function normOf(a: number, b: number): number {
  return logGamma(a + b) - logGamma(a) - logGamma(b)
}

/** x^a (1 - x)^b / B(a, b): the density times x (1 - x). */
function frontOf(x: number, a: number, b: number, norm: number): number {
  return Math.exp(norm + a * Math.log(x) + b * Math.log1p(-x))
}

function tailOf(x: number, a: number, b: number, front: number): number {
  return x > (a + 1) / (a + b + 2)
    ? 1 - (front * betaFraction(1 - x, b, a)) / b
    : (front * betaFraction(x, a, b)) / a
}

const TINY = 1e-300

function betaFraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let h = d
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    h *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    const step = d * c
    h *= step
    if (Math.abs(step - 1) < 1e-15) break
  }
  return h
}

function away(value: number): number {
  return Math.abs(value) < TINY ? TINY : value
}

/**
 * The x with P(X <= x) = p for X of Beta(a, b): Halley's steps within a shrinking bracket, from the
 * normal approximation of Abramowitz and Stegun 26.5.22.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (p <= 0) return 0
  if (p >= 1) return 1
  const norm = normOf(a, b)
  let [low, high] = [0, 1]
  let x = nearQuantile(p, a, b)
  for (let step = 0; step < 200; step++) {
    const front = frontOf(x, a, b, norm)
    const miss = tailOf(x, a, b, front) - p
    if (miss === 0) return x
    if (miss > 0) high = x
    else low = x
    const newton = (miss * x * (1 - x)) / front
    const bend = (a - 1) / x - (b - 1) / (1 - x)
    const halley = newton / Math.max(0.5, Math.min(1.5, 1 - (newton * bend) / 2))
    const inside = x - halley > low && x - halley < high
    const next = inside ? x - halley : (low + high) / 2
    // What is left after a step of Halley's goes with the cube of the step.
    if (high - low <= 1e-15 || (inside && Math.abs(halley) <= 1e-7 * Math.min(x, 1 - x))) {
      return next
    }
    x = next
  }
  return x
}

function nearQuantile(p: number, a: number, b: number): number {
  const mean = a / (a + b)
  if (a < 1 || b < 1) return mean
  const t = Math.sqrt(-2 * Math.log(Math.min(p, 1 - p)))
  const upper = t - (2.30753 + 0.27061 * t) / (1 + t * (0.99229 + 0.04481 * t))
  const y = p < 0.5 ? upper : -upper
  const [s, u] = [1 / (2 * a - 1), 1 / (2 * b - 1)]
  const lambda = (y * y - 3) / 6
  const h = 2 / (s + u)
  if (h + lambda <= 0) return mean
  const w = (y * Math.sqrt(h + lambda)) / h - (u - s) * (lambda + 5 / 6 - 2 / (3 * h))
  const near = a / (a + b * Math.exp(2 * w))
  return near > 0 && near < 1 ? near : mean
}

/** P(X >= successes) for a binomial X with chance one half: the exact one-sided test of a majority. */
export function majorityTail(successes: number, trials: number): number {
  if (successes <= 0) return 1
  return betaTail(0.5, successes, trials - successes + 1)
}

/** P(Z >= z) for a standard normal Z, to 1e-14 (Marsaglia 2004 near 0, continued fraction beyond). */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z)
  if (z < 3) return 0.5 - Math.exp(-(z * z) / 2 - 0.9189385332046728) * oddSeries(z)
  let fraction = z
  for (let k = 60; k >= 1; k--) fraction = z + k / fraction
  return Math.exp(-(z * z) / 2 - 0.9189385332046728) / fraction
}

function oddSeries(z: number): number {
  let [sum, term] = [z, z]
  for (let k = 3; Math.abs(term) > 1e-17 * sum; k += 2) {
    term *= (z * z) / k
    sum += term
  }
  return sum
}

export type BetaPosterior = { readonly a: number; readonly b: number }

/** Posterior of a probability after so many successes among trials, from a uniform prior. */
export function posterior(successes: number, trials: number): BetaPosterior {
  return { a: successes + 1, b: trials - successes + 1 }
}

export type Interval = { readonly value: number; readonly low: number; readonly high: number }

/** Mean with the 5 % and 95 % quantiles. */
export function interval({ a, b }: BetaPosterior): Interval {
  return { value: a / (a + b), low: betaQuantile(0.05, a, b), high: betaQuantile(0.95, a, b) }
}

/**
 * The geometric mean of independent Beta variables: its exact mean (product of the moments of order
 * 1 / number), and 5 % and 95 % quantiles of the Beta with the same first two moments. Of one
 * variable it is that variable, exactly.
 */
export function geometricMean(parts: readonly BetaPosterior[]): Interval {
  const [only] = parts
  if (only === undefined) return { value: 0, low: 0, high: 1 }
  if (parts.length === 1) return interval(only)
  let [first, second] = [0, 0]
  for (const part of parts) {
    first += logMoment(part, 1 / parts.length)
    second += logMoment(part, 2 / parts.length)
  }
  const mean = Math.exp(first)
  const variance = Math.max(Math.exp(second) - mean * mean, 1e-15)
  const total = Math.max((mean * (1 - mean)) / variance - 1, 1e-3)
  const [a, b] = [mean * total, (1 - mean) * total]
  return { value: mean, low: betaQuantile(0.05, a, b), high: betaQuantile(0.95, a, b) }
}

/** Logarithm of E[X^order] for X of Beta(a, b). */
function logMoment({ a, b }: BetaPosterior, order: number): number {
  return logGamma(a + order) - logGamma(a) + logGamma(a + b) - logGamma(a + b + order)
}

/** The least of independent Beta variables: median, 5 % and 95 % quantile of its exact distribution. */
export function leastOf(parts: readonly BetaPosterior[]): Interval {
  const quantile = (p: number) => {
    let [low, high] = [0, 1]
    for (let step = 0; step < 60; step++) {
      const x = (low + high) / 2
      let above = 1
      for (const { a, b } of parts) above *= betaTail(1 - x, b, a)
      if (1 - above < p) low = x
      else high = x
    }
    return (low + high) / 2
  }
  if (parts.length === 0) return { value: 0, low: 0, high: 1 }
  return { value: quantile(0.5), low: quantile(0.05), high: quantile(0.95) }
}

/**
 * Which of these p-values are discoveries at this false discovery rate, as adjusted values q:
 * discoveries are those with q <= rate (Benjamini and Hochberg 1995).
 */
export function falseDiscovery(p: ArrayLike<number>): Float64Array {
  const n = p.length
  const order = Uint32Array.from({ length: n }, (_, i) => i)
  order.sort((a, b) => (p[a] as number) - (p[b] as number) || a - b)
  const q = new Float64Array(n)
  let least = 1
  for (let rank = n; rank >= 1; rank--) {
    const i = order[rank - 1] as number
    least = Math.min(least, ((p[i] as number) * n) / rank)
    q[i] = least
  }
  return q
}
