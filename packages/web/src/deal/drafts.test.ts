// Drafts of estimates: weights of a ranking against the published centroid, undo, and what is sound.
import { expect, test } from 'vitest'
import {
  isInOrder,
  noDrafts,
  redone,
  undone,
  weightsOfRanks,
  written,
  type Draft,
} from './drafts.ts'

const draft = (likely: number): Draft => ({
  weight: { low: likely, likely, high: likely },
  scores: {},
  method: 'weights',
  release: 'open',
  evidence: [],
  note_en: '',
  note_ar: '',
})

test('DR4 weights of a ranking are the rank-order centroid of Barron and Barrett', () => {
  // Published for three attributes: 0.6111, 0.2778, 0.1111; here in points of the heaviest.
  const weights = weightsOfRanks(3).map((w) => w.likely)
  expect(weights).toEqual([100, 45.5, 18.2])
  expect(weightsOfRanks(3).every(isInOrder)).toBe(true)
  expect(weightsOfRanks(1)).toEqual([{ low: 0, likely: 100, high: 100 }])
})

test('DR4 undo leads back and redo forth; a new change ends what could be redone', () => {
  const one = written(noDrafts, [['a', draft(1)]])
  const two = written(one, [['a', draft(2)]])
  expect(undone(two).now.get('a')?.weight.likely).toBe(1)
  expect(redone(undone(two)).now.get('a')?.weight.likely).toBe(2)
  expect(undone(undone(two)).now.size).toBe(0)
  expect(undone(noDrafts)).toEqual(noDrafts)
  const other = written(undone(two), [['b', draft(3)]])
  expect(redone(other)).toEqual(other)
})

test('DR4 an interval goes up, from 0 to 100', () => {
  expect(isInOrder({ low: 0, likely: 50, high: 100 })).toBe(true)
  expect(isInOrder({ low: 60, likely: 50, high: 100 })).toBe(false)
  expect(isInOrder({ low: 0, likely: 50, high: 101 })).toBe(false)
  expect(isInOrder({ low: Number.NaN, likely: 50, high: 60 })).toBe(false)
})
