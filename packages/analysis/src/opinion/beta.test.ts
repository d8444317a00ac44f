// The Beta distribution against numeric integration, exact sums and a published table.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  betaQuantile,
  betaTail,
  falseDiscovery,
  geometricMean,
  leastOf,
  logGamma,
  majorityTail,
  normalTail,
  posterior,
} from './beta.ts'

const seed = 20_261_125

/** Simpson's rule. */
function integral(f: (x: number) => number, from: number, to: number, steps = 20_000): number {
  const h = (to - from) / steps
  let sum = f(from) + f(to)
  for (let i = 1; i < steps; i++) sum += f(from + i * h) * (i % 2 === 1 ? 4 : 2)
  return (sum * h) / 3
}

/** Beta densities of whole parameters, normed by factorials and so not by logGamma. */
function density(a: number, b: number): (x: number) => number {
  let norm = 1
  for (let i = 1; i < b; i++) norm *= (a + i - 1) / i
  norm *= a + b - 1
  return (x) => norm * x ** (a - 1) * (1 - x) ** (b - 1)
}

const whole = fc.integer({ min: 1, max: 40 })

describe('the Beta distribution', () => {
  test('O54 the tail is the integral of the density', () => {
    fc.assert(
      fc.property(whole, whole, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (a, b, x) => {
        expect(Math.abs(betaTail(x, a, b) - integral(density(a, b), 0, x))).toBeLessThan(1e-9)
      }),
      { seed, numRuns: 100 },
    )
  })

  test('O54 the quantile is where the integral reaches the probability', () => {
    fc.assert(
      fc.property(whole, whole, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (a, b, p) => {
        const reached = integral(density(a, b), 0, betaQuantile(p, a, b))
        expect(Math.abs(reached - p)).toBeLessThan(1e-9)
      }),
      { seed, numRuns: 100 },
    )
    expect(betaQuantile(0.3, 1, 1)).toBeCloseTo(0.3, 13)
    expect(betaQuantile(0.25, 2, 1)).toBeCloseTo(0.5, 13)
  })

  test('O54 large counts stay within bounds', () => {
    for (const [a, b] of [
      [1, 1_000_000],
      [1_000_000, 1],
      [500_000, 500_000],
    ] as const) {
      const [low, high] = [betaQuantile(0.05, a, b), betaQuantile(0.95, a, b)]
      expect(low).toBeGreaterThan(0)
      expect(high).toBeLessThanOrEqual(1)
      expect(low).toBeLessThan(high)
    }
    // P(X <= x) of Beta(1, n) is 1 - (1 - x)^n.
    expect(betaQuantile(0.95, 1, 1_000_000)).toBeCloseTo(1 - 0.05 ** 1e-6, 14)
  })

  test('O54 logGamma agrees with factorials and with the half', () => {
    let factorial = 1
    for (let n = 1; n < 20; n++) {
      expect(logGamma(n)).toBeCloseTo(Math.log(factorial), 10)
      factorial *= n
    }
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 12)
  })

  test('O54 the majority tail is the exact binomial sum', () => {
    for (const [s, n] of [
      [0, 5],
      [3, 5],
      [5, 5],
      [30, 45],
      [70, 100],
    ] as const) {
      let ways = 1n
      let sum = 0n
      for (let i = 0; i <= n; i++) {
        if (i >= s) sum += ways
        ways = (ways * BigInt(n - i)) / BigInt(i + 1)
      }
      expect(majorityTail(s, n)).toBeCloseTo(Number(sum) / 2 ** n, 12)
    }
  })

  test('O54 the normal tail is the integral of its density', () => {
    for (const z of [-4, -1.2, 0, 0.5, 1.6448536269514722, 2.9, 3.1, 6]) {
      const bell = (x: number) => Math.exp(-(x * x) / 2) / Math.sqrt(2 * Math.PI)
      expect(normalTail(z)).toBeCloseTo(integral(bell, z, 40, 200_000), 11)
    }
  })
})

describe('figures of several groups', () => {
  test('O56 the geometric mean has the moments of the product, and its quantiles are near', () => {
    const [p, q] = [posterior(7, 12), posterior(25, 30)]
    const [f, g] = [density(p.a, p.b), density(q.a, q.b)]
    const joint = (h: (x: number, y: number) => number) =>
      integral((x) => f(x) * integral((y) => g(y) * h(x, y), 0, 1, 400), 0, 1, 400)
    const { value, low, high } = geometricMean([p, q])
    expect(value).toBeCloseTo(
      joint((x, y) => Math.sqrt(x * y)),
      6,
    )
    expect(joint((x, y) => (x * y < low * low ? 1 : 0))).toBeCloseTo(0.05, 1.9)
    expect(joint((x, y) => (x * y > high * high ? 1 : 0))).toBeCloseTo(0.05, 1.9)
  })

  test('O56 of equal groups it is as high for many as for one', () => {
    const one = geometricMean([posterior(90, 100)])
    const six = geometricMean(Array.from({ length: 6 }, () => posterior(90, 100)))
    expect(one.value).toBeCloseTo(91 / 102, 12)
    expect(Math.abs(six.value - one.value)).toBeLessThan(0.002)
    expect(six.high - six.low).toBeLessThan(one.high - one.low)
  })

  test('O59 the least of several has the distribution of a minimum', () => {
    const parts = [posterior(7, 12), posterior(9, 12), posterior(3, 4)]
    const { low, value, high } = leastOf(parts)
    for (const [x, p] of [
      [low, 0.05],
      [value, 0.5],
      [high, 0.95],
    ] as const) {
      let above = 1
      for (const { a, b } of parts) above *= integral(density(a, b), x, 1)
      expect(1 - above).toBeCloseTo(p, 8)
    }
  })

  test('O55 false discoveries: the fifteen p-values of Benjamini and Hochberg (1995)', () => {
    const p = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719,
      0.6528, 0.759, 1,
    ]
    const q = falseDiscovery(p)
    expect([...q].map((x) => x <= 0.05)).toEqual(p.map((_, i) => i < 4))
    const turned = falseDiscovery(p.toReversed())
    expect([...turned].toReversed()).toEqual([...q])
  })
})
