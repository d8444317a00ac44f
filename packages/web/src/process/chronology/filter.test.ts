// What the chronology shows: filters, both languages, grouping, the table for a spreadsheet.
import { describe, expect, test } from 'vitest'
import { byMonth, certaintyOf, type Chronicled, csv, filtered } from './filter.ts'

const plain = (text: string) => text.toLowerCase()
const event = (over: Partial<Chronicled> & { id: string }): Chronicled => ({
  title: { en: 'An event', ar: 'حدث' },
  text: { en: '', ar: '' },
  from: '2020-10-19',
  to: '2020-10-19',
  precision: 'day',
  scheduled: false,
  certainty: 'confirmed',
  differing: [],
  tracks: [],
  actors: [],
  about: '',
  ...over,
})
const ids = (events: readonly Chronicled[]) => events.map((e) => e.id)

describe('filters', () => {
  const events = [
    event({ id: 'round', title: { en: 'Fourth round opens', ar: 'افتتاح الجولة الرابعة' } }),
    event({ id: 'moscow', from: '2020-10-16', to: '2020-10-16', about: 'Russia روسيا' }),
    event({ id: 'war', from: '2019-04-04', to: '2020-06-30', tracks: ['security'] }),
    event({
      id: 'swap',
      from: '2021-01-06',
      to: '2021-01-06',
      certainty: 'reported',
      actors: ['lna'],
      differing: [{ title: { en: 'A swap of 28', ar: 'تبادل 28' }, text: { en: '', ar: '' } }],
    }),
  ]

  test('come in the order of their days', () => {
    expect(ids(filtered(events, {}, plain))).toEqual(['war', 'moscow', 'round', 'swap'])
  })

  test('words are found in either language, in names and in differing accounts', () => {
    expect(ids(filtered(events, { text: 'FOURTH opens' }, plain))).toEqual(['round'])
    expect(ids(filtered(events, { text: 'الرابعة' }, plain))).toEqual(['round'])
    expect(ids(filtered(events, { text: 'russia' }, plain))).toEqual(['moscow'])
    expect(ids(filtered(events, { text: '28' }, plain))).toEqual(['swap'])
    expect(ids(filtered(events, { text: 'fourth nowhere' }, plain))).toEqual([])
  })

  test('a span is shown where any day of it lies within the days asked for', () => {
    const span = { from: '2020-01-01', to: '2020-10-16' }
    expect(ids(filtered(events, span, plain))).toEqual(['war', 'moscow'])
  })

  test('track, actor and certainty narrow together', () => {
    expect(ids(filtered(events, { track: 'security' }, plain))).toEqual(['war'])
    expect(ids(filtered(events, { actor: 'lna', certainty: 'disputed' }, plain))).toEqual(['swap'])
    expect(ids(filtered(events, { actor: 'lna', track: 'security' }, plain))).toEqual([])
  })

  test('an event whose sources disagree is disputed', () => {
    expect(certaintyOf(events[3] as Chronicled)).toBe('disputed')
  })
})

test('groups are months; what is known to its year alone stands under the year', () => {
  const groups = byMonth([
    event({ id: 'fall', from: '2011-01-01', to: '2011-12-31', precision: 'year' }),
    event({ id: 'uprising', from: '2011-02-15', to: '2011-02-15' }),
    event({ id: 'a', from: '2020-10-16' }),
    event({ id: 'b', from: '2020-10-19' }),
  ])
  expect(groups.map((g) => [g.period, ids(g.events)])).toEqual([
    ['2011', ['fall']],
    ['2011-02', ['uprising']],
    ['2020-10', ['a', 'b']],
  ])
})

test('the table for a spreadsheet quotes what must be quoted and runs nothing', () => {
  expect(
    csv(
      ['a', 'b'],
      [
        ['say "yes", now', '=1+1'],
        ['نعم', ''],
      ],
    ),
  ).toBe('\uFEFFa,b\r\n"say ""yes"", now",\'=1+1\r\nنعم,\r\n')
})
