// Quorum and periods by hand (process SPEC R22, R26). What the database makes of the same standings is
// tested on both engines in the server.
import { expect, test } from 'vitest'
import { standings } from './process_kinds.ts'
import { quorumOf, standingAt, standingPeriods, standingRules } from './standing.ts'

const stated = (
  state: string,
  from: string,
  given: object = {},
  known_from = `${from}T00:00:00.000Z`,
) => ({
  known_from,
  value: { state, from, ...given },
})
const member = (id: string, state: keyof typeof standingRules) => ({
  id,
  effects: standingRules[state],
})

test('R21 every standing that can be stated has its rule', () => {
  expect(Object.keys(standingRules).toSorted()).toEqual([...standings, 'lapsed'].toSorted())
})

test('R26 two sides: one that walks out leaves a commission of all without quorum', () => {
  expect(quorumOf('all', [member('a', 'credentialed'), member('b', 'returned')])).toEqual({
    counted: 2,
    needed: 2,
    present: 2,
    reached: true,
    absent: [],
    not_counted: [],
    consent_of: ['a', 'b'],
  })
  const left = quorumOf('all', [member('a', 'credentialed'), member('b', 'walked_out')])
  expect(left).toMatchObject({ counted: 2, needed: 2, present: 1, reached: false })
  expect(left.absent).toEqual(['b'])
  expect(left.consent_of).toEqual(['a', 'b'])
})

test('R26 who is suspended is not counted, and its consent is not asked', () => {
  const rest = quorumOf('all', [member('a', 'credentialed'), member('b', 'suspended')])
  expect(rest).toMatchObject({ counted: 1, needed: 1, present: 1, reached: true })
  expect([rest.not_counted, rest.consent_of]).toEqual([['b'], ['a']])
})

test.each([
  ['majority', 2, 2],
  ['majority', 3, 2],
  ['majority', 4, 3],
  ['two_thirds', 3, 2],
  ['two_thirds', 4, 3],
  ['two_thirds', 6, 4],
  ['all', 4, 4],
] as const)('R26 %s of %i counted needs %i', (required, count, needed) => {
  const members = Array.from({ length: count }, (_, i) => member(`${i}`, 'credentialed'))
  expect(quorumOf(required, members).needed).toBe(needed)
  const short = members.map((m, i) => (i < needed - 1 ? m : member(m.id, 'walked_out')))
  expect(quorumOf(required, short).reached).toBe(false)
})

test('R26 a body of which nobody counts has no quorum', () => {
  expect(quorumOf('majority', [member('a', 'ended')]).reached).toBe(false)
  expect(quorumOf('all', []).reached).toBe(false)
})

test('R22 the last to be known that holds on the day is in force', () => {
  const periods = standingPeriods([
    stated('credentialed', '2020-10-01', { until: '2020-10-20' }),
    stated('walked_out', '2020-10-10'),
    stated('returned', '2020-10-12', {}, '2020-10-13T09:00:00.000Z'),
  ])
  const on = (at: string) => standingAt(periods, at)?.state
  expect(on('2020-09-30T23:59:59.999Z')).toBe('invited')
  expect(on('2020-10-01T00:00:00.000Z')).toBe('credentialed')
  expect(on('2020-10-10T00:00:00.000Z')).toBe('walked_out')
  expect(on('2020-10-13T08:59:59.999Z')).toBe('walked_out')
  expect(on('2020-10-13T09:00:00.000Z')).toBe('returned')
  // The first credentials ended with the walk-out, so their last day lapses nothing any more.
  expect(on('2020-10-21T00:00:00.000Z')).toBe('returned')
})

test('R22 credentials lapse after their last day; none stated, nothing follows', () => {
  const periods = standingPeriods([stated('credentialed', '2020-10-01', { until: '2020-10-20' })])
  expect(standingAt(periods, '2020-10-20T23:59:59.999Z')?.state).toBe('credentialed')
  expect(standingAt(periods, '2020-10-21T00:00:00.000Z')).toMatchObject({
    state: 'lapsed',
    access: 'own_only',
  })
  expect(standingPeriods([])).toEqual([])
})

test('R21 a fact’s own effect goes before the rule, for as long as it holds', () => {
  const periods = standingPeriods([
    stated('suspended', '2020-10-01', { quorum: 'counted_as_absent' }),
  ])
  expect(standingAt(periods, '2020-10-02T00:00:00.000Z')).toMatchObject({
    quorum: 'counted_as_absent',
    access: 'own_only',
  })
})
