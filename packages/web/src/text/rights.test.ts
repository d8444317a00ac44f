// The table of a text as a form changes it.
import { tableActs } from '@sulh/contract/text'
import { expect, test } from 'vitest'
import { editionsFor, mayIn, type Rights, sameMay, unspoken, withMay, withPart } from './rights.ts'

const bare: Rights = { holders: ['m'], speakers: [], may: mayIn('mediator_text') }

test('T1 in the mediator’s text the parties react; in the bracketed text they propose and table', () => {
  const given = (mode: 'mediator_text' | 'bracketed_text') =>
    tableActs.filter((act) => mayIn(mode)[act].includes('party'))
  expect(given('mediator_text')).toEqual([])
  expect(given('bracketed_text')).toEqual(['propose', 'table'])
  for (const act of tableActs) expect(mayIn('bracketed_text')[act]).toContain('holder')
})

test('T1 a seat can hold the pen and speak for several parties; each is taken back alone', () => {
  const held = withPart(bare, { seat: 'x', part: 'holder', on: true })
  const both = ['a', 'b'].reduce((r, part) => withPart(r, { seat: 'x', part, on: true }), held)
  expect(both.holders).toEqual(['m', 'x'])
  expect(both.speakers).toEqual([
    { seat: 'x', party: 'a' },
    { seat: 'x', party: 'b' },
  ])
  const less = withPart(both, { seat: 'x', part: 'a', on: false })
  expect(less.holders).toEqual(['m', 'x'])
  expect(less.speakers).toEqual([{ seat: 'x', party: 'b' }])
})

test('T1 a right given twice stands once, and taken back leaves the table as it was', () => {
  const give = { act: 'close', who: 'party', on: true } as const
  const twice = withMay(withMay(bare, give), give)
  expect(twice.may.close).toEqual(['holder', 'party'])
  expect(sameMay(withMay(twice, { ...give, on: false }).may, bare.may)).toBe(true)
  expect(sameMay(twice.may, bare.may)).toBe(false)
})

test('T2 a party for which no seat speaks is named', () => {
  const rights = withPart(bare, { seat: 'x', part: 'a', on: true })
  expect(unspoken(rights, ['a', 'b'])).toEqual(['b'])
})

test('T29 the plenary edition is shown to others once it is disclosed, the mission’s never', () => {
  expect(editionsFor('mission', undefined)).toBe('both')
  expect(editionsFor('mission', { convergence: 'readers' })).toBe('both')
  for (const kind of ['delegation', 'observer', 'public']) {
    expect(editionsFor(kind, undefined)).toBe('none')
    expect(editionsFor(kind, { convergence: 'mission' })).toBe('none')
    expect(editionsFor(kind, { convergence: 'readers' })).toBe('plenary')
  }
})
