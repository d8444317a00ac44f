// What belongs to a track, and what it waits for elsewhere. Expected answers are written by hand.
import type { ProcessRecord } from '@sulh/contract/process'
import { describe, expect, test } from 'vitest'
import { ids, on, record, title } from '../../../test/process_records.ts'
import {
  actorsOf,
  crossLinks,
  easesElsewhere,
  eventsOf,
  isComing,
  meetingsOf,
  roundsOf,
  tracksInOrder,
  waitsFor,
} from './selection.ts'

const track = (id: string, order: number) =>
  record(id, 'track', { description: { title, family: 'security', order } })
const issue = (id: string, of: string, status?: string) =>
  record(
    id,
    'issue',
    { description: { title }, ...(status ? { status: { status } } : {}) },
    { track: [of] },
  )
const link = (relation: string, subject: string, object: string) =>
  record(
    `${subject}-${relation}-${object}`,
    'issue_link',
    { description: { relation, reason: title } },
    { subject: [subject], object: [object] },
  )

describe('what belongs to a track', () => {
  const view = on('2020-10-19', [
    track('political', 2),
    track('security', 1),
    record(
      'jmc',
      'body',
      { description: { title } },
      {
        track: ['security'],
        parties: ['gna'],
        convener: ['un'],
      },
    ),
    record('gna', 'actor', { description: { name: title, class: 'party', side: 'A' } }),
    record('un', 'actor', { description: { name: title, class: 'mission' } }),
    record('swiss', 'actor', { description: { name: title, class: 'state' } }),
    record('idle', 'actor', { description: { name: title, class: 'state' } }),
    record(
      'r2',
      'round',
      {
        description: { title },
        planned: { when: { from: '2020-02-01' } },
        // Held later than planned: after the round that follows it in the plan.
        actual: { when: { from: '2020-04-01' } },
      },
      { body: ['jmc'], host: ['swiss'] },
    ),
    record(
      'r3',
      'round',
      { description: { title }, planned: { when: { from: '2020-03-01' } } },
      {
        body: ['jmc'],
      },
    ),
    record(
      'by_track',
      'meeting',
      { description: { title }, actual: { when: { from: '2020-05-01' } } },
      {
        tracks: ['security'],
      },
    ),
    record(
      'by_body',
      'meeting',
      { description: { title }, actual: { when: { from: '2020-01-02' } } },
      {
        body: ['jmc'],
      },
    ),
    record('by_round', 'meeting', { description: { title } }, { round: ['r3'] }),
    record('elsewhere', 'meeting', { description: { title } }, { tracks: ['political'] }),
    record(
      'past',
      'event',
      { account: { title, text: title, when: { from: '2020-10-01' } } },
      {
        tracks: ['security'],
      },
    ),
    record(
      'ahead',
      'event',
      { account: { title, text: title, when: { from: '2020-10-24' }, scheduled: true } },
      { tracks: ['security'] },
    ),
    record(
      'due_today',
      'event',
      { account: { title, text: title, when: { from: '2020-10-19' }, scheduled: true } },
      { tracks: ['security'] },
    ),
  ])

  test('tracks stand in their order, rounds in that of their days as held', () => {
    expect(ids(tracksInOrder(view))).toEqual(['security', 'political'])
    expect(ids(roundsOf(view, 'security'))).toEqual(['r3', 'r2'])
    expect(roundsOf(view, 'political')).toEqual([])
  })
  test('meetings come by track, body or round; those without a day come last', () => {
    expect(ids(meetingsOf(view, 'security'))).toEqual(['by_body', 'by_track', 'by_round'])
  })
  test('the latest event stands first, and only one after the day is still to come', () => {
    const events = eventsOf(view, 'security')
    expect(ids(events)).toEqual(['ahead', 'due_today', 'past'])
    expect(ids(events.filter((e) => isComing(view, e)))).toEqual(['ahead'])
  })
  test('who takes part are parties, conveners and hosts, each once', () => {
    expect([...ids(actorsOf(view, 'security'))].sort()).toEqual(['gna', 'swiss', 'un'])
  })
})

describe('what a track waits for', () => {
  const waiting = (links: readonly ProcessRecord[], own?: string, other?: string) => {
    const view = on('2020-10-19', [
      track('s', 1),
      track('p', 2),
      issue('own', 's', own),
      issue('near', 's'),
      issue('other', 'p', other),
      ...links,
    ])
    return {
      waits: ids(waitsFor(view, 's').map((w) => w.link)),
      eases: ids(easesElsewhere(view, 's').map((e) => e.link)),
      crosses: crossLinks(view, 's').map((c) => [c.own.id, c.other.id, c.otherTrack.id]),
    }
  }

  test('the issue that requires waits, the one required does not', () => {
    expect(waiting([link('requires', 'own', 'other')]).waits).toEqual(['own-requires-other'])
    expect(waiting([link('requires', 'other', 'own')]).waits).toEqual([])
  })
  test('exclusion and conjunction bind both ways', () => {
    for (const relation of ['excludes', 'in_conjunction_with']) {
      expect(waiting([link(relation, 'own', 'other')]).waits).toHaveLength(1)
      expect(waiting([link(relation, 'other', 'own')]).waits).toHaveLength(1)
    }
  })
  test('nothing waits once either end is agreed; provisional agreement does not end it', () => {
    const requires = [link('requires', 'own', 'other')]
    expect(waiting(requires, 'agreed', 'open').waits).toEqual([])
    expect(waiting(requires, 'open', 'agreed').waits).toEqual([])
    expect(waiting(requires, 'provisionally_agreed', 'provisionally_agreed').waits).toHaveLength(1)
  })
  test('what eases is no wait; it is said by the track that eases, while it would help', () => {
    const eases = [link('eases', 'own', 'other')]
    expect(waiting(eases)).toMatchObject({ waits: [], eases: ['own-eases-other'] })
    expect(waiting([link('eases', 'other', 'own')]).eases).toEqual([])
    expect(waiting(eases, 'open', 'agreed').eases).toEqual([])
  })
  test('links within the track are not across', () => {
    expect(waiting([link('requires', 'own', 'near')]).crosses).toEqual([])
    expect(waiting([link('requires', 'other', 'own')]).crosses).toEqual([['own', 'other', 'p']])
  })
})
