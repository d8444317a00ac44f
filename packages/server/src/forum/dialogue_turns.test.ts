// One publication of a dialogue at a time, and of those that wait the latest (dialogue_SPEC.md D21).
import { expect, test } from 'vitest'
import { LatestTurns } from './dialogue_turns.ts'

test('D21 of three asked while one runs, the latest alone is made, and all get what it came to', async () => {
  const turns = new LatestTurns<string>()
  const made: string[] = []
  const first = Promise.withResolvers<void>()
  const work = (name: string) => async () => {
    made.push(name)
    if (name === 'one') await first.promise
    return name
  }
  const one = turns.take('d', '01', work('one'))
  const others = [
    turns.take('d', '02', work('two')),
    turns.take('d', '04', work('four')),
    turns.take('d', '03', work('three')),
  ]
  expect(await turns.take('another', '01', work('another'))).toBe('another')
  expect(made).toEqual(['one', 'another'])
  first.resolve()
  expect(await one).toBe('one')
  expect(await Promise.all(others)).toEqual(['four', 'four', 'four'])
  expect(await turns.take('d', '05', work('five'))).toBe('five')
  expect(made).toEqual(['one', 'another', 'four', 'five'])
})

test('D21 one that fails is told to who asked, and the next is made', async () => {
  const turns = new LatestTurns<string>()
  const failing = turns.take('d', '01', () => Promise.reject(new Error('broken')))
  const next = turns.take('d', '02', () => Promise.resolve('made'))
  await expect(failing).rejects.toThrow('broken')
  expect(await next).toBe('made')
})
