// What is typed becomes parts and back; the words come back as they went in.
import { expect, test } from 'vitest'
import {
  bracketed,
  changedWording,
  contentOf,
  slotsOf,
  typedOf,
  wordingOf,
} from './wording_text.ts'

const [a, b] = ['slot-a', 'slot-b']
const wording = {
  en: [{ text: 'Within ' }, { slot: a }, { text: ' days, ' }, { slot: b }],
  ar: [{ slot: b }, { text: ' خلال ' }, { slot: a }],
}

test('T8 a slot is typed as its number, in both languages the same one', () => {
  const slots = slotsOf(wording)
  expect(slots).toEqual([a, b])
  expect(typedOf(wording, slots)).toEqual({ en: 'Within {1} days, {2}', ar: '{2} خلال {1}' })
  expect(wordingOf(typedOf(wording, slots), slots)).toEqual(wording)
})

test('T8 braces that are no slot are words', () => {
  expect(contentOf('as in {3} or {x}', [a])).toEqual([{ text: 'as in {3} or {x}' }])
  expect(contentOf('{1}{1}', [a])).toEqual([{ slot: a }, { slot: a }])
})

test('T7 only the language that was changed is sent', () => {
  const before = { en: 'Forces withdraw.', ar: 'تنسحب القوات.' }
  const sent = changedWording({ ...before, ar: 'تنسحب القوات كلها.' }, before, [])
  expect(sent).toEqual({ ar: [{ text: 'تنسحب القوات كلها.' }] })
})

test('T8 a language left empty is not written', () => {
  expect(wordingOf({ en: ' ', ar: 'نص' })).toEqual({ ar: [{ text: 'نص' }] })
})

test('T10 bracketing takes the selected words out and leaves the blanks around them', () => {
  const text = 'within 90 days of signature'
  const at = text.indexOf(' 90 days ')
  expect(bracketed(text, at, at + ' 90 days '.length, '{2}')).toEqual({
    rest: 'within {2} of signature',
    taken: '90 days',
  })
  expect(bracketed(text, 6, 7, '{2}')).toEqual({ rest: text, taken: '' })
})
