// Matching against every permutation, against a search over angles, and against the pair counts.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { adjustedRand, assignment, procrustes } from './identity.ts'

const seed = 20_261_125

function* permutations(of: readonly number[], length: number): Generator<number[]> {
  if (length === 0) yield []
  else {
    for (const first of of) {
      const rest = of.filter((x) => x !== first)
      for (const tail of permutations(rest, length - 1)) yield [first, ...tail]
    }
  }
}

describe('matching', () => {
  test('O49 the assignment is the best of all', () => {
    const matrix = fc
      .record({ rows: fc.integer({ min: 1, max: 4 }), more: fc.integer({ min: 0, max: 2 }) })
      .chain(({ rows, more }) =>
        fc.array(
          fc.array(fc.integer({ min: -9, max: 9 }), {
            minLength: rows + more,
            maxLength: rows + more,
          }),
          { minLength: rows, maxLength: rows },
        ),
      )
    const sum = (gain: number[][], columns: number[]) =>
      columns.reduce((total, c, r) => total + (gain[r]?.[c] ?? Number.NaN), 0)
    fc.assert(
      fc.property(matrix, (gain) => {
        const found = assignment(gain)
        expect(new Set(found).size).toBe(gain.length)
        const columns = gain[0]?.map((_, c) => c) ?? []
        const all = [...permutations(columns, gain.length)].map((each) => sum(gain, each))
        expect(sum(gain, found)).toBe(Math.max(...all))
      }),
      { seed, numRuns: 200 },
    )
    expect(() => assignment([[1], [2]])).toThrow(RangeError)
  })

  test('O49 the turn is the best of all turns and reflections', () => {
    const axes = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
      minLength: 8,
      maxLength: 8,
    })
    const distance = (fresh: number[], old: number[], [a, b, c, d]: readonly number[]) => {
      let total = 0
      for (let j = 0; j < fresh.length; j += 2) {
        const [x = 0, y = 0] = [fresh[j], fresh[j + 1]]
        total += (x * a! + y * c! - old[j]!) ** 2 + (x * b! + y * d! - old[j + 1]!) ** 2
      }
      return total
    }
    fc.assert(
      fc.property(axes, axes, (fresh, old) => {
        const found = procrustes(fresh, old)
        const [a, b, c, d] = found
        expect(a * a + b * b).toBeCloseTo(1, 10)
        expect(a * c + b * d).toBeCloseTo(0, 10)
        const reached = distance(fresh, old, found)
        for (let step = 0; step < 720; step++) {
          const [cos, sin] = [Math.cos((step * Math.PI) / 360), Math.sin((step * Math.PI) / 360)]
          for (const turn of [
            [cos, sin, -sin, cos],
            [cos, sin, sin, -cos],
          ]) {
            expect(reached).toBeLessThanOrEqual(distance(fresh, old, turn) + 1e-9)
          }
        }
      }),
      { seed, numRuns: 50 },
    )
    expect(procrustes([], [])).toEqual([1, 0, 0, 1])
  })

  test('O49 the adjusted Rand index is that of the pair counts', () => {
    const partition = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.nat(2)), {
      minLength: 2,
      maxLength: 15,
    })
    fc.assert(
      fc.property(partition, (items) => {
        let [both, first, second, neither] = [0, 0, 0, 0]
        for (const [i, [p, q]] of items.entries()) {
          for (const [r, s] of items.slice(0, i)) {
            if (p === r && q === s) both++
            else if (p === r) first++
            else if (q === s) second++
            else neither++
          }
        }
        const below = (both + first) * (first + neither) + (both + second) * (second + neither)
        const expected = below === 0 ? 1 : (2 * (both * neither - first * second)) / below
        const found = adjustedRand(
          items.map(([p]) => p),
          items.map(([, q]) => q),
        )
        expect(found).toBeCloseTo(expected, 10)
      }),
      { seed, numRuns: 300 },
    )
    expect(adjustedRand([0, 0, 1, 1, -1], [5, 5, 2, 2, 2])).toBe(1)
  })
})
