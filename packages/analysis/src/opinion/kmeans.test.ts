// k-means against the best of every partition, and against what weights must mean.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { kMeans, lloyd, nearest, type WeightedPoints } from './kmeans.ts'
import { bestClustering, clusterable, gridded } from './kmeans_grid.ts'
import { seeded } from './random.ts'

const seed = 20_261_125

function points(xy: readonly number[], weight?: readonly number[]) {
  return {
    xy: Float64Array.from(xy),
    weight: Float64Array.from(weight ?? xy.slice(0, xy.length / 2).map(() => 1)),
  }
}

/** Least weighted sum of squares over all partitions into exactly k parts. */
function bestOfAll({ xy, weight }: ReturnType<typeof points>, k: number): number {
  const n = weight.length
  let best = Number.POSITIVE_INFINITY
  for (let code = 0; code < k ** n; code++) {
    const own = Array.from({ length: n }, (_, i) => Math.floor(code / k ** i) % k)
    if (new Set(own).size < k) continue
    let sum = 0
    for (let g = 0; g < k; g++) {
      const members = own.flatMap((h, i) => (h === g ? [i] : []))
      const w = members.reduce((s, i) => s + weight[i]!, 0)
      for (const axis of [0, 1]) {
        const mean = members.reduce((s, i) => s + weight[i]! * xy[2 * i + axis]!, 0) / w
        sum += members.reduce((s, i) => s + weight[i]! * (xy[2 * i + axis]! - mean) ** 2, 0)
      }
    }
    best = Math.min(best, sum)
  }
  return best
}

describe('k-means', () => {
  test('O42 on eight random points it reaches the optimum in three of four, and is never far from it or below it', () => {
    const random = seeded(seed)
    for (const k of [2, 3]) {
      let reached = 0
      for (let set = 0; set < 60; set++) {
        const all = points(
          Array.from({ length: 16 }, () => random()),
          Array.from({ length: 8 }, () => 0.2 + random()),
        )
        const best = bestOfAll(all, k)
        const found = kMeans(all, k)?.inertia ?? Number.POSITIVE_INFINITY
        expect(found).toBeGreaterThan(best * (1 - 1e-9))
        expect(found).toBeLessThan(best * 2)
        if (found <= best * (1 + 1e-9)) reached++
      }
      expect(reached, `of 60 with k = ${k}`).toBeGreaterThanOrEqual(45)
    }
  })

  test('O42 three clear clumps are found exactly', () => {
    const random = seeded(seed)
    const clumps = [0, 1, 2].flatMap((c) =>
      Array.from({ length: 2 }, () => [10 * c + random(), (c % 2) * 10 + random()]),
    )
    const all = points(clumps.flat())
    const found = kMeans(all, 3)
    expect(found?.inertia).toBeCloseTo(bestOfAll(all, 3), 9)
    expect([...nearest(all.xy, found!.centres)]).toEqual([0, 0, 1, 1, 2, 2])
  })

  test('O42 a point of weight two is two points', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 12, maxLength: 12 }),
        (xy) => {
          const start = Float64Array.of(-5, -5, 5, 5)
          const twice = lloyd(points([...xy, xy[0]!, xy[1]!]), start, 50)
          const heavy = lloyd(points(xy, [2, 1, 1, 1, 1, 1]), start, 50)
          expect(heavy.inertia).toBeCloseTo(twice.inertia, 8)
          for (const [at, c] of twice.centres.entries()) {
            expect(heavy.centres[at]).toBeCloseTo(c, 8)
          }
        },
      ),
      { seed, numRuns: 100 },
    )
  })

  test('O42 no cluster is lighter than asked', () => {
    const lone = points([0, 0, 0.1, 0, 0, 0.1, 0.1, 0.1, 50, 50])
    expect(kMeans(lone, 2)?.weights.toSorted()).toEqual(Float64Array.of(1, 4))
    expect(kMeans(lone, 2, { least_weight: 2 })?.weights.toSorted()[0] ?? 2).toBeGreaterThanOrEqual(
      2,
    )
  })

  test('O42 the grid keeps weight and centre', () => {
    const random = seeded(seed)
    const all = points(Array.from({ length: 4000 }, () => random() * 3 - 1))
    const cells = gridded(all, 40)
    const mean = ({ xy, weight }: WeightedPoints, axis: number) =>
      weight.reduce((s, w, i) => s + w * xy[2 * i + axis]!, 0)
    expect(cells.weight.reduce((s, w) => s + w, 0)).toBe(2000)
    for (const axis of [0, 1]) expect(mean(cells, axis)).toBeCloseTo(mean(all, axis), 6)
    expect(cells.weight.length).toBeLessThanOrEqual(1600)
  })

  test('O42 beyond 100,000 points the fine grid gives the centres of the points', () => {
    const random = seeded(seed)
    const middles = [0, 0, 3, 1, 1, 4]
    const bump = () => random() + random() + random() + random() - 2
    const all = points(
      Array.from({ length: 120_000 }, (_, i) => i % 3).flatMap((g) => [
        middles[2 * g]! + bump(),
        middles[2 * g + 1]! + bump(),
      ]),
    )
    const found = bestClustering(clusterable(all), 3, 0.01)!
    const exact = lloyd(all, found.centres, 100)
    // A 256th of the extent, about 0.03, is a cell; only points of cells on a border can be astray.
    for (const [at, value] of found.centres.entries()) {
      expect(Math.abs(value - exact.centres[at]!)).toBeLessThan(0.003)
    }
    expect(found.weights.reduce((sum, w) => sum + w, 0)).toBe(120_000)
  })
})
