// Labels of the picture never cover each other, whatever stands in a lane.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placeInLane, type Box, type Placed } from './layout.ts'

const room = { width: 1000, rows: 4, gap: 6 }
const box = (id: string, start: number, rank = 1): Box => ({
  id,
  start,
  length: 10,
  label: 90,
  rank,
})

test('two that would overlap stand in two rows, two that do not in one', () => {
  const placed = placeInLane([box('a', 0), box('b', 50), box('c', 200)], room)
  expect(placed.map((p) => p.row)).toEqual([0, 1, 0])
})

test('a label that would pass the end stands before its mark', () => {
  expect(placeInLane([box('a', 980)], room)[0]?.label).toBe('before')
})

test('a crowd at one time stands on both sides of its marks', () => {
  const placed = placeInLane([box('a', 300), box('b', 312)], { ...room, rows: 1 })
  expect(placed.map((p) => p.label)).toEqual(['after', 'none'])
  const wide = placeInLane([box('a', 300, 0), box('b', 280, 1)], { ...room, rows: 1 })
  expect(wide.map((p) => p.label)).toEqual(['after', 'before'])
})

test('where there is no room the lower rank keeps its label and the mark of the other stays', () => {
  const crowd = Array.from({ length: 6 }, (_, i) => box(`x${i}`, 40 + i * 12, i === 5 ? 0 : 1))
  const placed = placeInLane(crowd, { ...room, rows: 2 })
  expect(placed.find((p) => p.id === 'x5')?.label).toBe('after')
  expect(placed.filter((p) => p.label === 'none')).toHaveLength(4)
})

test('a label is as long as its words where its row has room, and no longer than its neighbour lets it', () => {
  const long = (id: string, start: number): Box => ({ ...box(id, start), whole: 300 })
  const alone = placeInLane([long('a', 100)], room)
  expect(alone[0]).toMatchObject({ label: 'after', label_px: 300 })
  // 100 + 10 to 400, less the gap of 6.
  const beside = placeInLane([long('a', 100), box('b', 400)], { ...room, rows: 1 })
  expect(beside.map((p) => p.label_px)).toEqual([284, 90])
  // From 506, where the one before it ends, to 960 there is more room than its words ask.
  const last = placeInLane([box('b', 400), { ...long('a', 960), label: 90 }], { ...room, rows: 1 })
  expect(last[1]).toMatchObject({ label: 'before', label_px: 300 })
})

test('no two labelled boxes of a row overlap (property)', () => {
  const boxes = fc.array(
    fc.record({
      start: fc.integer({ min: -50, max: 1000 }),
      length: fc.integer({ min: 4, max: 200 }),
      label: fc.integer({ min: 10, max: 220 }),
      whole: fc.integer({ min: 10, max: 600 }),
      rank: fc.integer({ min: 0, max: 3 }),
    }),
    { maxLength: 60 },
  )
  const seed = Date.now() & 0x7fffffff
  console.log(`seed ${seed}`)
  fc.assert(
    fc.property(boxes, (shapes) => {
      const all = shapes.map((s, i) => ({ ...s, id: String(i) }))
      const placed = new Map(placeInLane(all, room).map((p) => [p.id, p]))
      const span = (b: Box, p: Placed): [number, number] =>
        p.label === 'before'
          ? [b.start - p.label_px, b.start + b.length]
          : [b.start, b.start + b.length + p.label_px]
      for (const a of all) {
        for (const b of all) {
          const [pa, pb] = [placed.get(a.id), placed.get(b.id)]
          if (!pa || !pb || a.id >= b.id || pa.row !== pb.row) continue
          if (pa.label === 'none' || pb.label === 'none') continue
          const [[a0, a1], [b0, b1]] = [span(a, pa), span(b, pb)]
          if (a0 < b1 && b0 < a1) return false
        }
      }
      return placed.size === all.length
    }),
    { seed },
  )
})
