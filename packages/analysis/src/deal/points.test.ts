// The named solutions read off a frontier, against their definitions on every package in whole
// numbers. All parties have the same unit here; other units are in the published scenarios.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { frontierOf } from './frontier.ts'
import { everyPackage, models } from './instances.test-support.ts'
import { satisfies } from './links.ts'
import { pointFromFrontier, type Objective } from './points.ts'
import { gainsByHand } from './solutions_brute.test-support.ts'

const objectives: readonly Objective[] = ['nash', 'egalitarian', 'kalai-smorodinsky', 'utilitarian']

const ascending = (values: readonly bigint[]) =>
  values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))

/** Whether `a` stands before `b`: the first difference decides. */
function isBetter(a: readonly bigint[], b: readonly bigint[]): boolean {
  const at = a.findIndex((value, k) => value !== b[k])
  return at >= 0 && (a[at] ?? 0n) > (b[at] ?? 0n)
}

test.each(objectives)('D17 D18 D19 %s: no package is better by the definition', (objective) => {
  let found_count = 0
  fc.assert(
    fc.property(models({ links: true }), (model) => {
      const all = everyPackage(model)
        .filter((chosen) => satisfies(model, chosen))
        .map((chosen) => gainsByHand(model, chosen).map(BigInt))
      if (all.length === 0) return
      const ideal = model.parties.map((_, p) =>
        all.reduce((most, of) => ((of[p] ?? 0n) > most ? (of[p] ?? 0n) : most), all[0]?.[p] ?? 0n),
      )
      const keyOf = (gains: readonly bigint[]): bigint[] | undefined => {
        switch (objective) {
          case 'nash':
            if (gains.some((gain) => gain < 0n)) return undefined
            return [gains.reduce((product, gain) => product * gain, 1n), ...ascending(gains)]
          case 'egalitarian':
            return ascending(gains)
          case 'utilitarian':
            return [gains.reduce((sum, gain) => sum + gain, 0n), ...ascending(gains)]
          case 'kalai-smorodinsky': {
            if (gains.some((gain, p) => (ideal[p] ?? 0n) <= 0n && gain < 0n)) return undefined
            const hopeful = ideal.filter((most) => most > 0n)
            const whole = hopeful.reduce((product, most) => product * most, 1n)
            const shares = gains.flatMap((gain, p) => {
              const most = ideal[p] ?? 0n
              return most > 0n ? [(gain * whole) / most] : []
            })
            return [...ascending(shares), ...ascending(gains)]
          }
        }
      }
      const valued = all.flatMap((gains) => {
        const key = keyOf(gains)
        return key ? [{ gains, key }] : []
      })
      const best = valued.reduce<(typeof valued)[number] | undefined>(
        (top, one) => (!top || isBetter(one.key, top.key) ? one : top),
        undefined,
      )
      const found = pointFromFrontier(frontierOf(model), objective)
      expect(found === undefined).toBe(best === undefined)
      if (!found || !best) return
      found_count += 1
      const gains = gainsByHand(model, [...found.package]).map(BigInt)
      expect(keyOf(gains)).toEqual(best.key)
    }),
    { numRuns: 300 },
  )
  expect(found_count).toBeGreaterThan(50)
})
