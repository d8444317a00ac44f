// The zone of agreement against brute force: existence, minimal conflicts, least concessions.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Model } from './model.ts'
import {
  allPackages,
  gainsByHand,
  randomModel,
  type Shape,
} from './solutions_brute.test-support.ts'
import { zoneOf } from './zone.ts'
import { zoneSentences } from './zone_sentences.ts'

const shapes = fc.record<Shape>({
  seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  parties: fc.integer({ min: 1, max: 5 }),
  issues: fc.integer({ min: 1, max: 6 }),
  options: fc.integer({ min: 1, max: 3 }),
  links: fc.integer({ min: 0, max: 5 }),
  top: fc.constantFrom(1, 3, 100, 10_000),
  reservation: fc.constantFrom(0.3, 0.6, 0.8, 0.9, 1),
})

test('D50 D51 D52 existence, minimal conflict and least concessions are those of all packages', () => {
  fc.assert(
    fc.property(shapes, (shape) => {
      const model = randomModel(shape)
      const gains = allPackages(model).map((options) => gainsByHand(model, options))
      const met = (parties: readonly number[]) =>
        gains.some((of) => parties.every((p) => (of[p] ?? 0) >= 0))
      const everyone = model.parties.map((_, p) => p)
      const zone = zoneOf(model)
      const expected = gains.length === 0 ? 'no-package' : met(everyone) ? 'open' : 'closed'
      expect(zone.state).toBe(expected)
      if (zone.state === 'open')
        expect(gainsByHand(model, [...zone.package]).every((gain) => gain >= 0)).toBe(true)
      if (zone.state !== 'closed') return
      const { parties, minimal } = zone.conflict
      expect(minimal).toBe(true)
      expect(met(parties)).toBe(false)
      for (const left_out of parties)
        expect(met(parties.filter((party) => party !== left_out))).toBe(true)
      zone.alone.forEach((concession, party) => {
        const others = everyone.filter((p) => p !== party)
        const open = gains.filter((of) => others.every((p) => (of[p] ?? 0) >= 0))
        const least =
          open.length === 0 ? undefined : Math.min(...open.map((of) => -(of[party] ?? 0)))
        if (least === undefined) expect(concession).toEqual({ state: 'never' })
        else
          expect(concession).toMatchObject({
            state: 'opens',
            concession: { gives: [{ party, units: least }], certificate: { status: 'exact' } },
          })
      })
      const sum = (of: readonly number[]) => of.reduce((all, g) => all + Math.max(0, -g), 0)
      const total = zone.total?.gives.reduce((all, { units }) => all + units, 0)
      expect(total).toBe(Math.min(...gains.map(sum)))
      expect(zone.total?.certificate.status).toBe('exact')
    }),
    { numRuns: 300 },
  )
})

test('D51 weights that prove a conflict hold for every package', () => {
  fc.assert(
    fc.property(shapes, (shape) => {
      const model = randomModel(shape)
      const zone = zoneOf(model)
      if (zone.state !== 'closed' || zone.conflict.proof.kind !== 'weights') return
      const { weights, most } = zone.conflict.proof
      expect(most).toBeLessThan(0)
      expect(weights.every(({ weight }) => Number.isSafeInteger(weight) && weight >= 0)).toBe(true)
      const sums = allPackages(model).map((options) => {
        const gains = gainsByHand(model, options)
        return weights.reduce(
          (all, { party, weight }) => all + (weight * (gains[party] ?? 0)) / 1e4,
          0,
        )
      })
      expect(Math.max(...sums)).toBeLessThanOrEqual(
        most + 1e-12 * Math.max(...weights.map(({ weight }) => weight)),
      )
    }),
    { numRuns: 200 },
  )
})

const closed: Model = {
  parties: ['North', 'South'],
  issues: [
    { name: 'Oil', options: ['joint', 'own'] },
    { name: 'Roads', options: ['open', 'closed'] },
  ],
  utilities: [
    [Float64Array.of(3000, 6000), Float64Array.of(1000, 0)],
    [Float64Array.of(5000, 1000), Float64Array.of(2000, 0)],
  ],
  disagreement: [6500, 6000],
  scale: [10_000, 10_000],
  constraints: [],
  bonuses: [],
}

test('D51 D52 D53 a closed zone in words: by hand, North (4000, 7000), (7000, 3000) are the best', () => {
  // Own and open: 7000 / 3000. Joint and open: 4000 / 7000. South concedes 3000, North 2500.
  const zone = zoneOf(closed)
  expect(zone).toMatchObject({
    state: 'closed',
    conflict: { parties: [0, 1], minimal: true, proof: { kind: 'weights' } },
    least: { gives: [{ party: 0, units: 2500 }], package: Uint16Array.of(0, 0) },
    least_proved: true,
    total: { gives: [{ party: 0, units: 2500 }] },
  })
  const english = zoneSentences(zone, closed, 'en')
  expect(english[0]).toBe(
    'There is no zone of agreement: whatever is traded, the reservation values of North and South cannot all be met.',
  )
  expect(english[3]).toBe(
    'The least concession of one party that opens a zone: North would accept 0.25 less (0.4 instead of 0.65); it would be paid above all on Oil (joint).',
  )
  const arabic = zoneSentences(zone, closed, 'ar')
  expect(arabic).toHaveLength(english.length)
  for (const sentence of arabic) expect(sentence).toMatch(/^[\u0600-\u06ff]/u)
})

test('D50 D53 an open zone, contradictory links and a stopped search each have their sentence', () => {
  const one = zoneSentences(zoneOf({ ...closed, disagreement: [4000, 7000] }), closed, 'en')
  expect(one[0]).toMatch(/^There is a zone of agreement/u)
  const contradictory: Model = {
    ...closed,
    constraints: [
      { kind: 'excludes', all: [{ issue: 0, option: 0 }] },
      { kind: 'excludes', all: [{ issue: 0, option: 1 }] },
    ],
  }
  expect(zoneSentences(zoneOf(contradictory), contradictory, 'en')[0]).toContain(
    'link 1 (excludes) and link 2 (excludes)',
  )
  // A bound just above 0 and no time to look: unknown, never a wrong "exact".
  const tight = randomModel({
    seed: 3,
    parties: 5,
    issues: 40,
    options: 5,
    links: 0,
    top: 10_000,
    reservation: 0.74,
  })
  const stopped = zoneOf(tight, { progress: { cancelled: () => true } })
  expect(stopped.state === 'open' || stopped.state === 'unknown').toBe(true)
})
