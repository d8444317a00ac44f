// What a clause between two is numbered with, so that those after it keep their numbers.
import { expect, test } from 'vitest'
import { nextOwnNumber } from './numbers.ts'

test('T4 after 5 comes 5 bis, then 5 ter, and after the last ordinal nothing is offered', () => {
  const row = ['5', '5 bis', '5 ter', '5 quater', '5 quinquies']
  expect(row.map(nextOwnNumber)).toEqual([...row.slice(1), undefined])
  expect(nextOwnNumber('(a)')).toBe('(a) bis')
  expect(nextOwnNumber('')).toBeUndefined()
  expect(nextOwnNumber('5 sexies')).toBeUndefined()
})
