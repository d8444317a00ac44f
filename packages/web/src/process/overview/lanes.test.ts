// Rows of the overview's lanes: no two items on one row overlap, and no row is wasted.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysBetween, placeOnRows } from './lanes.ts'

test('days between two civil days do not mind the change to summer time', () => {
  expect(daysBetween('2020-03-28', '2020-03-30')).toBe(2)
  expect(daysBetween('2020-10-19', '2021-01-23')).toBe(96)
})

test('items on one row never overlap and rows are no more than the deepest overlap', () => {
  const seed = Date.now() & 0x7fffffff
  console.log(`seed ${seed}`)
  const item = fc.record({ from: fc.nat(60), length: fc.integer({ min: 1, max: 12 }) })
  fc.assert(
    fc.property(fc.array(item, { maxLength: 30 }), (items) => {
      const placed = placeOnRows(items, (i) => [i.from, i.from + i.length], 0)
      for (const a of placed) {
        for (const b of placed) {
          if (a === b || a.row !== b.row) continue
          expect(a.from + a.length <= b.from || b.from + b.length <= a.from).toBe(true)
        }
      }
      const depth = Math.max(0, ...Array.from({ length: 73 }, (_, day) =>
        items.filter((i) => i.from <= day && day < i.from + i.length).length))
      expect(new Set(placed.map((p) => p.row)).size).toBe(depth)
    }),
    { seed },
  )
})
