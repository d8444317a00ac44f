// A round as of a day: against its plan, who sits in it, and what happened around it.
import { describe, expect, test } from 'vitest'
import { ids, on, record, title } from '../../../test/process_records.ts'
import {
  agendaOf,
  endedAgainstPlan,
  eventsAround,
  isUnderWay,
  membersOf,
  meetingsOfRound,
  roundsInOrder,
} from './selection.ts'

const planned = { when: { from: '2020-10-19', to: '2020-10-24' } }
const round = (id: string, actual?: { from: string; to?: string }, plan = true) =>
  record(
    id,
    'round',
    {
      description: { title },
      ...(plan ? { planned } : {}),
      ...(actual ? { actual: { when: actual } } : {}),
    },
    { body: ['jmc'] },
  )
const event = (
  id: string,
  from: string,
  more: { to?: string; precision?: string; concerns?: string[]; tracks?: string[] } = {},
) =>
  record(
    id,
    'event',
    {
      account: {
        title,
        text: title,
        precision: more.precision ?? 'day',
        when: { from, ...(more.to ? { to: more.to } : {}) },
      },
    },
    { tracks: more.tracks ?? ['s'], concerns: more.concerns ?? [] },
  )
const frame = [
  record('s', 'track', { description: { title, family: 'security', order: 1 } }),
  record('jmc', 'body', { description: { title } }, { track: ['s'] }),
]
const only = (day: string, actual?: { from: string; to?: string }, plan = true) => {
  const view = on(day, [...frame, round('r', actual, plan)])
  const state = view.get('r')
  if (!state) throw new Error('the round is known')
  return { view, state }
}

describe('a round against its plan', () => {
  test('it ended days before or after what was planned; unknown without either', () => {
    const ended = (actual?: { from: string; to?: string }, plan = true) =>
      endedAgainstPlan(only('2020-10-30', actual, plan).state)
    expect(ended({ from: '2020-10-19', to: '2020-10-23' })).toBe(-1)
    expect(ended({ from: '2020-10-19', to: '2020-10-26' })).toBe(2)
    // One day alone ends on the day on which it began.
    expect(ended({ from: '2020-10-19' })).toBe(-5)
    expect(ended()).toBeUndefined()
    expect(ended({ from: '2020-10-19' }, false)).toBeUndefined()
  })
  test('it is under way from its first day to its last, as held before as planned', () => {
    const under = (day: string, actual?: { from: string; to?: string }) => {
      const { view, state } = only(day, actual)
      return isUnderWay(view, state)
    }
    expect(['2020-10-18', '2020-10-19', '2020-10-24', '2020-10-25'].map((d) => under(d))).toEqual([
      false,
      true,
      true,
      false,
    ])
    expect(under('2020-10-24', { from: '2020-10-19', to: '2020-10-23' })).toBe(false)
  })
})

test('rounds and meetings stand by their days, agenda items by their order', () => {
  const item = (id: string, order: number) =>
    record(id, 'agenda_item', { description: { title, order } }, { of: ['b'] })
  const view = on('2020-10-30', [
    ...frame,
    round('b', { from: '2020-10-19' }),
    round('a', { from: '2020-02-03' }),
    item('second', 2),
    item('first', 1),
    record(
      'late',
      'meeting',
      { description: { title }, actual: { when: { from: '2020-10-21' } } },
      {
        round: ['b'],
      },
    ),
    record(
      'soon',
      'meeting',
      { description: { title }, planned: { when: { from: '2020-10-20' } } },
      {
        round: ['b'],
      },
    ),
  ])
  expect(ids(roundsInOrder(view))).toEqual(['a', 'b'])
  expect(ids(agendaOf(view, 'b'))).toEqual(['first', 'second'])
  expect(ids(meetingsOfRound(view, 'b'))).toEqual(['soon', 'late'])
})

test('who holds an office on the day, on its first and its last as well', () => {
  const office = (id: string, days: { from?: string; to?: string }) =>
    record(
      id,
      'appointment',
      { description: { title, ...days } },
      {
        person: [`${id}_person`],
        in: ['delegation'],
      },
    )
  const records = [
    record('delegation', 'delegation', { description: { title } }),
    ...['always', 'until', 'since'].map((id) =>
      record(`${id}_person`, 'person', { description: { name: title } }),
    ),
    office('always', {}),
    office('until', { to: '2020-03-31' }),
    office('since', { from: '2020-04-01' }),
  ]
  const members = (day: string) =>
    ids(membersOf(on(day, records), 'delegation').map((m) => m.person))
  expect(members('2020-03-31')).toEqual(['always_person', 'until_person'])
  expect(members('2020-04-01')).toEqual(['always_person', 'since_person'])
})

test('events before, during and after it: of its days and track, or that concern it', () => {
  const view = on('2020-11-30', [
    ...frame,
    record('p', 'track', { description: { title, family: 'political', order: 2 } }),
    round('r', { from: '2020-10-19', to: '2020-10-23' }),
    event('eve', '2020-10-18', { concerns: ['r'] }),
    event('eve_else', '2020-10-18'),
    event('first', '2020-10-19'),
    event('last', '2020-10-23'),
    event('across', '2020-10-10', { to: '2020-10-19' }),
    event('whole_month', '2020-10-20', { precision: 'month' }),
    event('other_track', '2020-10-20', { tracks: ['p'] }),
    event('named', '2020-10-21', { tracks: ['p'], concerns: ['r'] }),
    event('signed', '2020-10-24', { concerns: ['r'] }),
  ])
  const state = view.get('r')
  if (!state) throw new Error('the round is known')
  const { before, during, after } = eventsAround(view, state)
  expect(ids(before)).toEqual(['eve'])
  expect(ids(during)).toEqual(['across', 'first', 'named', 'last'])
  expect(ids(after)).toEqual(['signed'])
})
