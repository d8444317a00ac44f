// Which lane a record stands in, and what still lies ahead of the cursor.
import type { Kind, ProcessRecord } from '@sulh/contract/process'
import { expect, test } from 'vitest'
import { endOfDay, viewOf } from '../view.ts'
import { daysBetween, itemsOf, relatedTo } from './lanes.ts'

const compartment_id = '00000000-0000-4000-8000-000000000000'
let count = 0
function record(
  id: string,
  kind: Kind,
  facets: Record<string, Record<string, unknown>>,
  references: Record<string, readonly string[]> = {},
  known_from = '2020-01-01T00:00:00.000Z',
): ProcessRecord {
  const facts = Object.entries(facets).map(([facet, value], i) => ({
    id: `f${count++}`,
    record_id: id,
    compartment_id,
    n: 1,
    facet,
    act: 'state' as const,
    of_fact_id: null,
    value,
    references:
      i > 0
        ? []
        : Object.entries(references).flatMap(([path, ids]) =>
            ids.map((target) => ({ path, compartment_id, id: target })),
          ),
    known_from,
    held_from: null,
    held_to: null,
    certainty: 'confirmed' as const,
    mark: 'none' as const,
    channel: 'public_source' as const,
    confirmation: 'unconfirmed' as const,
    recorded_by: compartment_id,
    recorded_at: known_from,
  }))
  return { id, compartment_id, kind, facts }
}
const title = { en: 'x', ar: 'س' }
const track = (id: string, order: number) =>
  record(id, 'track', { description: { title, family: 'security', order } })

test('a round stands in its body’s track; a scheduled event after the cursor lies ahead', () => {
  const view = viewOf(
    [
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
    ],
    { at: endOfDay('2020-10-19'), basis: 'known' },
  )
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
  const view = viewOf(
    [
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
    ],
    { at: endOfDay('2020-10-24'), basis: 'known' },
  )
  const [round] = itemsOf(view)
  expect(round?.when.to).toBe('2020-10-23')
  expect(round?.planned?.to).toBe('2020-10-24')
  expect(round?.ahead).toBe(false)
})

test('days between two civil days do not mind the change to summer time', () => {
  expect(daysBetween('2020-03-28', '2020-03-30')).toBe(2)
  expect(daysBetween('2020-10-19', '2021-01-23')).toBe(96)
})
