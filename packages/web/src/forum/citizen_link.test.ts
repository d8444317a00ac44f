// Numbers of links as the secretariat types them (dialogue_SPEC.md D56).
import { expect, test } from 'vitest'
import { numbersIn } from './citizen_link.ts'

test.each([
  ['3', [3]],
  ['3, 7-9', [3, 7, 8, 9]],
  ['9–7', undefined],
  ['٣', undefined],
  ['8, 8 2', [2, 8]],
  ['5، 6', [5, 6]],
  ['0', undefined],
  ['11', undefined],
  ['3-', undefined],
  ['', undefined],
])('D56 “%s” of ten links', (text, numbers) => {
  expect(numbersIn(text, 10)).toEqual(numbers)
})
