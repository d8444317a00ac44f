// A form says so where its act will not show on the page.
import { expect, test } from 'vitest'
import { appearsOn } from './appears.ts'

const known = (day: string) => ({ known_from: day, recorded: '2026-11-25' })

test('R6 what is known from a later day is not on an earlier page', () => {
  expect(appearsOn({ day: '2020-10-19', basis: 'known' }, known('2026-11-25'))).toBe(false)
  expect(appearsOn({ day: '2020-10-19', basis: 'known' }, known('2020-10-19'))).toBe(true)
  expect(appearsOn({ day: '2020-10-19', basis: 'known' }, known('2020-10-20'))).toBe(false)
})
test('R7 as recorded here, it is on the page from the day of recording only', () => {
  expect(appearsOn({ day: '2026-11-24', basis: 'recorded' }, known('2020-10-19'))).toBe(false)
  expect(appearsOn({ day: '2026-11-25', basis: 'recorded' }, known('2020-10-19'))).toBe(true)
})
test('R7 in hindsight every page shows it', () => {
  expect(appearsOn({ day: '2020-10-19', basis: 'hindsight' }, known('2026-11-25'))).toBe(true)
})
