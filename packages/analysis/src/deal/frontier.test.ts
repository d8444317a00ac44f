// The frontier against brute force on small instances, and its promises about packages, limits and
// cancelling. Published frontiers are in known.test.ts.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DealError } from './fault.ts'
import { allPackagesOf, comparisonOf, frontierOf, packageCounts, packageOf } from './frontier.ts'
import type { Frontier } from './frontier.ts'
import { utilitiesOf } from './gains.ts'
import { bruteFrontier, everyPackage, models } from './instances.test-support.ts'
import { components, linksOf, satisfies } from './links.ts'
import { linkedPart } from './linked.ts'
import type { Model } from './model.ts'
import { countsOf } from './part.ts'
import { rational } from './rational.ts'
import { modelOf } from './rounded.ts'

const pointsOf = ({ set }: Frontier) =>
  Array.from({ length: set.size }, (_, k) => set.columns.map((column) => column[k]))

/** Undefined where no package satisfies the links. */
function searched(model: Model): Frontier | undefined {
  try {
    return frontierOf(model)
  } catch (error) {
    if (error instanceof DealError && error.fault.code === 'links-contradict') return undefined
    throw error
  }
}

test('D9 the frontier without links is that of brute force, for 2 to 5 parties', () => {
  fc.assert(
    fc.property(models({ links: false }), (model) => {
      const found = frontierOf(model)
      expect(found.complete).toBe(true)
      expect(pointsOf(found)).toEqual(bruteFrontier(model).map(({ utilities }) => utilities))
    }),
    { numRuns: 300 },
  )
})

test('D10 D13 D14 with links, points and all packages on them are those of brute force', () => {
  let searched_count = 0
  fc.assert(
    fc.property(models({ links: true }), (model) => {
      const expected = bruteFrontier(model)
      const found = searched(model)
      if (!found) {
        expect(expected).toEqual([])
        return
      }
      searched_count += 1
      expect(pointsOf(found)).toEqual(expected.map(({ utilities }) => utilities))
      expect(packageCounts(found)).toEqual(expected.map(({ packages }) => packages.length))
      for (const [k, { packages }] of expected.entries()) {
        const all = [...allPackagesOf(found, k)].map((chosen) => chosen.join())
        expect(all.toSorted()).toEqual(packages.map((chosen) => chosen.join()).toSorted())
        expect(all).toContain(packageOf(found, k).join())
      }
    }),
    { numRuns: 600 },
  )
  expect(searched_count).toBeGreaterThan(100)
})

test('D15 pruning between groups of linked issues loses no point and no package', () => {
  fc.assert(
    fc.property(models({ links: true, parties: 2, issues_limit: 6 }), (drawn) => {
      const model = {
        ...drawn,
        constraints: drawn.constraints.filter(({ kind }) => kind !== 'budget'),
      }
      const links = linksOf(model)
      for (const issues of components(model.issues.length, links)) {
        const search = (prune_above: number) =>
          linkedPart(model, issues, links, comparisonOf(model), () => undefined, prune_above)
        const [pruned, full] = [search(0), search(Infinity)]
        expect(pruned.set.columns).toEqual(full.set.columns)
        expect(countsOf(pruned)).toEqual(countsOf(full))
      }
    }),
    { numRuns: 300 },
  )
})

test('D16 the order of the issues changes neither points nor numbers of packages', () => {
  fc.assert(
    fc.property(models({ links: false, parties: 3 }), (model) => {
      const reversed = {
        ...model,
        issues: model.issues.toReversed(),
        utilities: model.utilities.map((of_party) => of_party.toReversed()),
      }
      const [a, b] = [frontierOf(model), frontierOf(reversed)]
      expect(pointsOf(a)).toEqual(pointsOf(b))
      expect(packageCounts(a)).toEqual(packageCounts(b))
    }),
  )
})

test('D7 D16 utilities that Float64 cannot hold give the frontier of the same rationals', () => {
  const huge = 10n ** 30n + 57n
  fc.assert(
    fc.property(models({ links: true }), (model) => {
      // Differences of one unit in 10^30: roundings alone would make most points equal.
      const scaled = (value: number) => rational(huge + BigInt(value), huge * 7n)
      const exact = modelOf({
        ...model,
        utilities: model.utilities.map((of_party) => of_party.map((of) => Array.from(of, scaled))),
        disagreement: model.disagreement.map((value) => rational(BigInt(value), huge * 7n)),
        bonuses: model.bonuses.map(({ all, utilities }) => ({
          all,
          utilities: utilities.map((value) => rational(BigInt(value), huge * 7n)),
        })),
      })
      // Where every value is 0 the rationals are all one seventh, which needs no rounding.
      fc.pre(exact.exact !== undefined)
      const [plain, fine] = [searched(model), searched(exact)]
      expect(fine === undefined).toBe(plain === undefined)
      if (!plain || !fine) return
      expect(fine.set.size).toBe(plain.set.size)
      expect(packageCounts(fine)).toEqual(packageCounts(plain))
      const whole = BigInt(model.issues.length) * huge
      plain.set.columns.forEach((column, p) => {
        // A party whose values are all alike has a smaller denominator.
        const unit = (huge * 7n) / (exact.exact?.scale[p] ?? 1n)
        const values = fine.set.exact?.[p]?.map((value) => Number(value * unit - whole))
        expect(values).toEqual([...column])
      })
    }),
    { numRuns: 200 },
  )
})

test('D10 more packages than 2^53 on a point are counted exactly', () => {
  const issues = Array.from({ length: 60 }, (_, i) => ({ name: `${i}`, options: ['a', 'b', 'c'] }))
  const model: Model = {
    parties: ['x', 'y'],
    issues,
    utilities: [0, 1].map(() => issues.map(() => Float64Array.of(1, 1, 0))),
    disagreement: [0, 0],
    scale: [1, 1],
    constraints: [],
    bonuses: [],
  }
  const found = frontierOf(model)
  expect(pointsOf(found)).toEqual([[60, 60]])
  expect(packageCounts(found)).toEqual([2n ** 60n])
})

test('D11 beyond its limit the frontier says what it lost, and keeps that promise', () => {
  let thinned = 0
  fc.assert(
    fc.property(models({ links: false, issues_limit: 6 }), (model) => {
      const found = frontierOf(model, { max_candidates: 12 })
      if (found.complete) return
      thinned += 1
      const points = pointsOf(found) as number[][]
      points.forEach((point, k) => {
        expect(utilitiesOf(model, packageOf(found, k))).toEqual(point)
      })
      for (const chosen of everyPackage(model)) {
        const utilities = utilitiesOf(model, chosen)
        const matched = points.some((point) =>
          utilities.every((u, p) => u - (point[p] ?? 0) <= (found.epsilon?.[p] ?? 0)),
        )
        expect(matched).toBe(true)
      }
    }),
  )
  expect(thinned).toBeGreaterThan(10)
})

test('D12 a cancelled search says so and gives feasible packages alone', () => {
  fc.assert(
    fc.property(models({ links: true }), fc.nat(4), (model, after) => {
      let asked = 0
      const found = (() => {
        try {
          return frontierOf(model, { cancelled: () => (asked += 1) > after })
        } catch (error) {
          expect(error).toBeInstanceOf(DealError)
          return undefined
        }
      })()
      if (!found || asked <= after) return
      expect(found.cancelled).toBe(true)
      expect(found.complete).toBe(false)
      pointsOf(found).forEach((point, k) => {
        const chosen = packageOf(found, k)
        expect(satisfies(model, chosen)).toBe(true)
        expect(utilitiesOf(model, chosen)).toEqual(point)
      })
    }),
  )
})

test('D12 progress rises to one', () => {
  const [model] = fc.sample(models({ links: false, parties: 3 }), { numRuns: 1, seed: 7 })
  const shares: number[] = []
  frontierOf(model as Model, { report: (share) => shares.push(share) })
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  expect(shares.at(-1)).toBe(1)
})
