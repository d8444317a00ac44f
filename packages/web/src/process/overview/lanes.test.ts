// Which lane a record stands in, and what still lies ahead of the cursor.
import { expect, test } from 'vitest'
import { on, record, title } from '../../../test/process_records.ts'
import { daysBetween, itemsOf, relatedTo } from './lanes.ts'

const track = (id: string, order: number) =>
  record(id, 'track', { description: { title, family: 'security', order } })

test('a round stands in its body’s track; a scheduled event after the cursor lies ahead', () => {
  const view = on('2020-10-19', [
    track('s', 1),
    track('p', 2),
    record('jmc', 'body', { description: { title } }, { track: ['s'] }),
    record(
      'r4',
      'round',
      { description: { title }, planned: { when: { from: '2020-10-19', to: '2020-10-24' } } },
      { body: ['jmc'] },
    ),
    record(
      'e',
      'event',
      { account: { title, when: { from: '2020-11-09' }, scheduled: true } },
      { tracks: ['p', 's'], concerns: ['r4'] },
    ),
  ])
  const items = itemsOf(view)
  expect(items.map((i) => [i.state.id, i.lane, i.also, i.ahead])).toEqual([
    ['r4', 's', [], true],
    ['e', 'p', ['s'], true],
  ])
  const [round, event] = items
  if (!round || !event) throw new Error('both are placed')
  expect(relatedTo(view, event, items)).toEqual([round])
  expect(relatedTo(view, round, items)).toEqual([event])
})

test('a round that was held keeps its planned days beside the actual ones', () => {
  const view = on('2020-10-24', [
    track('s', 1),
    record('jmc', 'body', { description: { title } }, { track: ['s'] }),
    record(
      'r4',
      'round',
      {
        description: { title },
        planned: { when: { from: '2020-10-19', to: '2020-10-24' } },
        actual: { when: { from: '2020-10-19', to: '2020-10-23' } },
      },
      { body: ['jmc'] },
    ),
  ])
  const [round] = itemsOf(view)
  expect(round?.when.to).toBe('2020-10-23')
  expect(round?.planned?.to).toBe('2020-10-24')
  expect(round?.ahead).toBe(false)
})

test('days between two civil days do not mind the change to summer time', () => {
  expect(daysBetween('2020-03-28', '2020-03-30')).toBe(2)
  expect(daysBetween('2020-10-19', '2021-01-23')).toBe(96)
})
