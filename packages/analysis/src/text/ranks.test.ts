// Ranks lie strictly between their neighbours, however often one inserts at the same place.
import { expect, test } from 'vitest'
import { rankBetween } from './ranks.ts'

test('T5 a rank is between its neighbours', () => {
  for (const [low, high] of [
    ['a0', 'a1'],
    ['a', 'a1'],
    ['a9', 'b'],
    [undefined, 'a0'],
    ['z', undefined],
    [undefined, undefined],
    ['a', 'a01'],
    ['az', 'b0'],
    ['Az', 'a'],
  ] as const) {
    const rank = rankBetween(low, high)
    expect(rank).toMatch(/^[0-9A-Za-z]{1,60}$/)
    if (low !== undefined) expect(rank > low, `${rank} > ${low}`).toBe(true)
    if (high !== undefined) expect(rank < high, `${rank} < ${high}`).toBe(true)
  }
})

test('T5 a hundred insertions at one place keep their order and stay short', () => {
  let low: string | undefined = 'a0'
  for (let i = 0; i < 100; i++) {
    const rank: string = rankBetween(low, 'a1')
    expect(rank > (low ?? '') && rank < 'a1').toBe(true)
    low = rank
  }
  expect(low?.length).toBeLessThanOrEqual(60)
})
