// Search finds a word however it is spelt in either script.
import { expect, test } from 'vitest'
import { matches, normalise } from './normalise.ts'

test.each([
  ['Kubiš', 'kubis'],
  ['لَجْنَة', 'لجنه'],
  ['إطلاق سراح الأسرى', 'اطلاق سراح الاسري'],
  ['الليبيـــة', 'الليبيه'],
  ['  Ceasefire,  23-October ', 'ceasefire 23 october'],
])('%s is read as %s', (text, expected) => {
  expect(normalise(text)).toBe(expected)
})

test('a word is found from its beginning, behind the article too, and not in its middle', () => {
  expect(matches(normalise('وقف إطلاق النار'), normalise('نار'))).toBe(true)
  expect(matches(normalise('The ceasefire of Geneva'), normalise('gen cease'))).toBe(true)
  expect(matches(normalise('The ceasefire of Geneva'), normalise('fire'))).toBe(false)
})
