// Robustness against closed forms, against brute force over the same drawn models, and against the
// published centroid of rankings. Seeds are fixed: a run is repeatable.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Draws, parametersOf, type PartyEstimate } from './draws.ts'
import { satisfies } from './links.ts'
import { everyPackage, models } from './instances.test-support.ts'
import type { Model } from './model.ts'
import { robustnessOf } from './robustness.ts'
import { judgedSentences, nextSentences } from './robustness_sentences.ts'
import { gainsByHand } from './solutions_brute.test-support.ts'

const known: PartyEstimate = { weights: { kind: 'known' } }

const two: Model = {
  parties: ['North', 'South'],
  issues: [
    { name: 'Oil', options: ['joint', 'own'] },
    { name: 'Roads', options: ['open', 'closed'] },
  ],
  utilities: [
    [Float64Array.of(5000, 5000), Float64Array.of(0, 0)],
    [Float64Array.of(1000, 1000), Float64Array.of(0, 0)],
  ],
  disagreement: [0, 0],
  scale: [10_000, 10_000],
  constraints: [],
  bonuses: [],
}

test('D70 drawn weights lie between their bounds; drawn points and reservation values too', () => {
  const estimates: PartyEstimate[] = [
    {
      weights: {
        kind: 'intervals',
        factors: [
          { low: 0.5, high: 2 },
          { low: 1, high: 1 },
        ],
      },
      options: [undefined, [{ low: 100, high: 300 }, undefined]],
      disagreement: { low: -50, high: 50 },
    },
    known,
  ]
  expect(parametersOf(two, estimates)).toEqual([
    { party: 0, of: 'weight', issue: 0 },
    { party: 0, of: 'points', issue: 1, option: 0 },
    { party: 0, of: 'disagreement' },
  ])
  const draws = new Draws(two, estimates, 7)
  const seen = { low: Infinity, high: -Infinity }
  for (let n = 0; n < 500; n += 1) {
    const { model, values } = draws.next()
    const [weight = 0, points = 0, disagreement = 0] = values
    expect(model.utilities[0]?.[0]?.[0]).toBe(Math.round(5000 * weight))
    expect(model.utilities[0]?.[1]).toEqual(Float64Array.of(Math.round(points), 0))
    expect(model.disagreement[0]).toBe(Math.round(disagreement))
    expect(points >= 100 && points < 300 && disagreement >= -50 && disagreement < 50).toBe(true)
    seen.low = Math.min(seen.low, weight)
    seen.high = Math.max(seen.high, weight)
    expect(model.utilities[1]).toEqual(two.utilities[1])
  }
  expect(seen.low).toBeGreaterThanOrEqual(0.5)
  expect(seen.low).toBeLessThan(0.52)
  expect(seen.high).toBeLessThan(2)
  expect(seen.high).toBeGreaterThan(1.98)
})

test('D70 weights of a ranking have the rank-order centroid of Barron and Barrett as their mean', () => {
  const issues = ['a', 'b', 'c', 'd'].map((name) => ({ name, options: ['no', 'yes'] }))
  const model: Model = {
    ...two,
    issues,
    utilities: [0, 1].map(() => issues.map(() => Float64Array.of(0, 4))),
  }
  // Of four: 25/48, 13/48, 7/48, 3/48; here b is first, then a and d unordered, then c.
  const ranking: PartyEstimate = { weights: { kind: 'ranking', ranks: [2, 1, 9, 2] } }
  const draws = new Draws(model, [ranking, known], 11)
  const sums = [0, 0, 0, 0]
  const count = 20_000
  for (let n = 0; n < count; n += 1) {
    const { values, model: drawn } = draws.next()
    expect(values.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9)
    const [a = 0, b = 0, c = 0, d = 0] = values
    expect(b >= a && b >= d && a >= c && d >= c).toBe(true)
    expect(drawn.utilities[0]?.[1]?.[1]).toBe(Math.round(10_000 * b))
    values.forEach((value, i) => (sums[i] = (sums[i] ?? 0) + value / count))
  }
  // The standard error of each mean is below 0.001.
  ;[20 / 96, 25 / 48, 3 / 48, 20 / 96].forEach((mean, i) => expect(sums[i]).toBeCloseTo(mean, 2))
})

test('D71 D72 regrets and frequencies are those of brute force over the same draws', () => {
  let judged_count = 0
  fc.assert(
    fc.property(models({ links: true, issues_limit: 4 }), fc.nat(), (model, seed) => {
      const packages = everyPackage(model).filter((chosen) => satisfies(model, chosen))
      const given = packages[seed % Math.max(1, packages.length)]
      if (!given) return
      const estimates = model.parties.map((_, p): PartyEstimate => ({
        weights: {
          kind: 'intervals',
          factors: model.issues.map((_issue, i) => ({ low: 1, high: (p + i) % 3 === 0 ? 4 : 1 })),
        },
      }))
      const answer = robustnessOf(model, estimates, {
        seed,
        draws: 8,
        packages: [Uint16Array.from(given)],
      })
      const draws = new Draws(model, estimates, seed)
      const regrets: number[] = []
      let all_gain = 0
      for (let n = 0; n < 8; n += 1) {
        const drawn = draws.next().model
        const product = (chosen: readonly number[]) => {
          const gains = gainsByHand(drawn, chosen)
          return gains.some((gain) => gain < 0) ? 0 : gains.reduce((all, gain) => all * gain, 1)
        }
        const best = packages.reduce((most, chosen) => Math.max(most, product(chosen)), 0)
        if (best > 0) regrets.push(1 - product(given) / best)
        if (gainsByHand(drawn, given).every((gain) => gain >= 0)) all_gain += 1
      }
      expect(answer.zone).toBeCloseTo(regrets.length / 8, 12)
      const own = answer.judged.at(-1)
      expect(own?.package.join()).toBe(given.join())
      expect(own?.all_gain).toBeCloseTo(all_gain / 8, 12)
      if (regrets.length === 0) return
      judged_count += 1
      expect(own?.regret.mean).toBeCloseTo(regrets.reduce((a, b) => a + b, 0) / regrets.length, 9)
      const sorted = regrets.toSorted((a, b) => a - b)
      const middle = (sorted.length - 1) / 2
      const median = ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2
      expect(own?.regret.q50).toBeCloseTo(median, 9)
    }),
    { numRuns: 60 },
  )
  expect(judged_count).toBeGreaterThan(10)
})

test('D71 estimates that are certain: the Nash package never regrets anything', () => {
  const answer = robustnessOf(two, [known, known], { seed: 1, draws: 20 })
  expect(answer).toMatchObject({ status: 'sampled', zone: 1, value_of_knowing_all: 0 })
  expect(answer.judged[0]).toMatchObject({ origin: 'nash', all_gain: 1, first: 1 })
  expect(answer.judged[0]?.regret).toEqual({ mean: 0, q05: 0, q25: 0, q50: 0, q75: 0, q95: 0 })
  expect(answer.influences).toEqual([])
})

test('D73 the value of knowing is that of the closed form, and 0 for what changes nothing', () => {
  // South gets the same from both options. North: joint 5,000, own anything from 0 to 10,000.
  const estimates: PartyEstimate[] = [
    {
      weights: { kind: 'known' },
      options: [
        [undefined, { low: 0, high: 10_000 }],
        [{ low: 0, high: 1 }, undefined],
      ],
    },
    {
      weights: {
        kind: 'intervals',
        factors: [
          { low: 1, high: 3 },
          { low: 1, high: 1 },
        ],
      },
    },
  ]
  const answer = robustnessOf(two, estimates, {
    seed: 5,
    draws: 4000,
    packages: [Uint16Array.of(0, 0), Uint16Array.of(1, 0)],
  })
  // Kept by joint: 1 below a half, then 1/(2b): (1 + ln 2)/2 = 0.8466. By own: 0.75.
  const value = 1 - (1 + Math.log(2)) / 2
  expect(answer.value_of_knowing_all).toBeCloseTo(value, 2)
  const [first, ...others] = answer.influences
  expect(first).toMatchObject({ party: 0, of: 'points', issue: 0, option: 1 })
  expect(first?.value_of_knowing).toBeCloseTo(value, 2)
  // It alone decides; slices of a twentieth lose a little of the curve within them.
  expect(first?.variance_share).toBeGreaterThan(0.98)
  for (const other of others) {
    expect(other.value_of_knowing).toBeLessThan(0.01)
    expect(other.variance_share).toBeLessThan(0.02)
  }
  expect(nextSentences(answer, two, 'en')[0]).toMatch(
    /^Find out what own \(Oil\) is worth to North: knowing it would spare 1[45]/u,
  )
  expect(nextSentences(answer, two, 'ar')[0]).toMatch(/^اسأل عن/u)
  const [judged] = answer.judged
  if (judged) expect(judgedSentences(judged, answer.draws, 'en')[0]).toContain('4000 draws')
})

test('D70 D74 the same seed gives the same answer, another one another', () => {
  const estimates: PartyEstimate[] = [
    { weights: { kind: 'ranking', ranks: [1, 2] } },
    { weights: { kind: 'ranking', ranks: [2, 1] } },
  ]
  const [up, down] = [Float64Array.of(0, 10), Float64Array.of(10, 3)]
  const model = {
    ...two,
    utilities: [
      [up, down],
      [down, up],
    ],
  }
  const at = (seed: number) =>
    robustnessOf(model, estimates, { seed, draws: 50, packages: [Uint16Array.of(0, 0)] })
  expect(at(3)).toEqual(at(3))
  expect(at(3).judged).not.toEqual(at(4).judged)
})

test('D74 a stopped search says how many draws it did', () => {
  let asked = 0
  const answer = robustnessOf(two, [known, known], {
    seed: 1,
    draws: 100,
    cancelled: () => (asked += 1) > 10,
  })
  expect(answer).toMatchObject({ status: 'cancelled', draws: 10 })
})

test('D75 estimates that do not fit are refused by the place', () => {
  const wrong = (estimate: PartyEstimate) => () =>
    robustnessOf(two, [known, estimate], { seed: 1, draws: 1 })
  expect(() => robustnessOf(two, [known], { seed: 1 })).toThrow(/per party/u)
  expect(wrong({ weights: { kind: 'ranking', ranks: [1] } })).toThrow(/South: one rank per issue/u)
  expect(wrong({ ...known, options: [[{ low: 2, high: 1 }]] })).toThrow(/South, Oil/u)
  const factors = [
    { low: -1, high: 1 },
    { low: 1, high: 1 },
  ]
  expect(wrong({ weights: { kind: 'intervals', factors } })).toThrow(/South, weights/u)
})
