// The balance of contacts: what counts as a separate meeting, and that the other side's record is
// never inferred. Figures are added by hand.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contactBalance, type ContactMeeting } from './balance.ts'

const meeting = (over: Partial<ContactMeeting> & { id: string }): ContactMeeting => ({
  class: 'caucus',
  from: '2020-10-17',
  to: '2020-10-17',
  minutes: undefined,
  sides: ['A'],
  ...over,
})

describe('balance of contacts', () => {
  test('counts and minutes by side; a meeting without a recorded length counts but adds none', () => {
    const balance = contactBalance([
      meeting({ id: '1', minutes: 90 }),
      meeting({ id: '2', from: '2020-10-18', to: '2020-10-18' }),
      meeting({ id: '3', class: 'consultation', minutes: 45, sides: ['B'] }),
    ])
    expect(balance).toMatchObject([
      { side: 'A', count: 2, minutes: 90, timed_count: 1, last: '2020-10-18' },
      { side: 'B', count: 1, minutes: 45, timed_count: 1, last: '2020-10-17' },
    ])
  })

  test('plenaries, meetings with both sides and meetings with neither are not separate', () => {
    const balance = contactBalance([
      meeting({ id: '1', class: 'plenary', minutes: 60 }),
      meeting({ id: '2', sides: ['A', 'B'], minutes: 60 }),
      meeting({ id: '3', class: 'consultation', sides: [], minutes: 60 }),
    ])
    expect(balance.map((b) => [b.count, b.minutes, b.last])).toEqual([
      [0, 0, undefined],
      [0, 0, undefined],
    ])
  })

  test('the order of the sides is the viewer’s', () => {
    expect(contactBalance([], ['B', 'A']).map((b) => b.side)).toEqual(['B', 'A'])
  })

  test('meetings with one side never change the other side’s column', () => {
    const seed = 20201019
    const minutes = fc.option(fc.integer({ min: 1, max: 600 }), { nil: undefined })
    const side = fc.constantFrom<'A' | 'B'>('A', 'B')
    const held = fc.array(fc.record({ minutes, side }), { maxLength: 30 })
    fc.assert(
      fc.property(held, (list) => {
        const all = list.map((m, i) => meeting({ id: `${i}`, minutes: m.minutes, sides: [m.side] }))
        const alone = all.filter((m) => m.sides[0] === 'B')
        expect(contactBalance(all)[1]).toEqual(contactBalance(alone)[1])
      }),
      { seed },
    )
  })
})
