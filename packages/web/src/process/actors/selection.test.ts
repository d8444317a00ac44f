// Who the actors are to each other on a day: parties, relations in force, who met whom.
import { expect, test } from 'vitest'
import { ids, on, record, title } from '../../../test/process_records.ts'
import {
  actorBehind,
  contactMeetings,
  meetingsWith,
  partiesOf,
  relations,
  talks,
} from './selection.ts'

const actor = (id: string, side?: 'A' | 'B') =>
  record(id, 'actor', { description: { name: title, class: 'party', ...(side ? { side } : {}) } })
const person = (id: string) => record(id, 'person', { description: { name: title } })
const office = (id: string, who: string, where: string, days: { from?: string; to?: string }) =>
  record(id, 'appointment', { description: { title, ...days } }, { person: [who], in: [where] })
const delegation = (id: string, party: string) =>
  record(id, 'delegation', { description: { title } }, { party: [party] })
const meeting = (id: string, kind: string, from: string, participants: string[], held = true) =>
  record(
    id,
    'meeting',
    {
      description: { title, class: kind },
      [held ? 'actual' : 'planned']: { when: { from } },
    },
    { participants },
  )

test('the parties stand in the order of the language, the other way round in Arabic', () => {
  const view = on('2020-10-19', [actor('lna', 'B'), actor('un'), actor('gna', 'A')])
  expect(ids(partiesOf(view, 'en'))).toEqual(['gna', 'lna'])
  expect(ids(partiesOf(view, 'ar'))).toEqual(['lna', 'gna'])
})

test('a person stands for whom she held an office on the day of the meeting', () => {
  const view = on('2020-10-19', [
    actor('gna', 'A'),
    actor('un'),
    delegation('five', 'gna'),
    person('officer'),
    person('envoy'),
    office('o1', 'officer', 'five', {}),
    office('o2', 'envoy', 'un', { from: '2020-03-01', to: '2020-03-31' }),
  ])
  const behind = (id: string, day: string) => {
    const state = view.get(id)
    return state && actorBehind(view, state, day)?.id
  }
  // Through the delegation to its party.
  expect(behind('officer', '2020-10-19')).toBe('gna')
  expect(behind('five', '2020-10-19')).toBe('gna')
  expect(behind('envoy', '2020-03-31')).toBe('un')
  expect(behind('envoy', '2020-04-01')).toBeUndefined()
})

test('relations hold from their first day to their last', () => {
  const records = [
    actor('a'),
    actor('b'),
    record(
      'l',
      'relation',
      { description: { relation: 'backs', from: '2020-02-01', to: '2020-02-29' } },
      { subject: ['a'], object: ['b'] },
    ),
    record('to_nothing', 'relation', { description: { relation: 'backs' } }, { subject: ['a'] }),
  ]
  const held = (day: string) => relations(on(day, records)).map((r) => r.link.id)
  expect(['2020-01-31', '2020-02-01', '2020-02-29', '2020-03-01'].map(held)).toEqual([
    [],
    ['l'],
    ['l'],
    [],
  ])
})

test('R20 only meetings that were held count, each side once', () => {
  const view = on('2020-10-19', [
    actor('gna', 'A'),
    actor('un'),
    delegation('five', 'gna'),
    person('officer'),
    office('o', 'officer', 'five', {}),
    meeting('held', 'caucus', '2020-10-17', ['five', 'officer', 'un']),
    meeting('planned', 'caucus', '2020-10-18', ['five', 'un'], false),
  ])
  expect(contactMeetings(view)).toEqual([
    {
      id: 'held',
      class: 'caucus',
      from: '2020-10-17',
      to: '2020-10-17',
      minutes: undefined,
      sides: ['A'],
    },
  ])
})

test('who talked to whom: pairs by meeting and by engagement, however they were present', () => {
  const view = on('2020-10-19', [
    actor('gna', 'A'),
    actor('lna', 'B'),
    actor('un'),
    delegation('five', 'gna'),
    meeting('m1', 'plenary', '2020-10-01', ['five', 'lna', 'un']),
    meeting('m2', 'caucus', '2020-10-02', ['gna', 'un']),
    meeting('alone', 'technical', '2020-10-03', ['gna', 'five']),
    record(
      'visit',
      'engagement',
      { description: { title, when: { from: '2020-10-04' } } },
      {
        actor: ['un'],
        with: ['lna'],
      },
    ),
  ])
  const pairs = new Map(
    talks(view).map((x) => [[x.a.id, x.b.id].sort().join(' '), ids(x.occasions)]),
  )
  expect(pairs).toEqual(
    new Map([
      ['gna lna', ['m1']],
      ['gna un', ['m1', 'm2']],
      ['lna un', ['m1', 'visit']],
    ]),
  )
  expect(ids(meetingsWith(view, 'gna'))).toEqual(['m1', 'm2', 'alone'])
  expect(ids(meetingsWith(view, 'lna'))).toEqual(['m1'])
})
