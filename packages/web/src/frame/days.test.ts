// The date cursor's line of time spans what the process spans.
import { expect, test } from 'vitest'
import { addDays, fromSerial, lineOf, placeOn, serial } from './days.ts'

test('a day back and forth crosses months and leap days', () => {
  expect(addDays('2020-03-01', -1)).toBe('2020-02-29')
  expect(addDays('2020-12-31', 1)).toBe('2021-01-01')
  expect(fromSerial(serial('2020-10-19'))).toBe('2020-10-19')
})

test('the line spans whole years from the first round to what was learned last', () => {
  const line = lineOf(['2020-10-19', '2020-01-19'], ['2011-02-15', '2021-11-12'], '2026-01-01')
  expect(line).toEqual({ from: '2020-01-01', to: '2021-12-31' })
})

test('an empty process has the line of the present year', () => {
  expect(lineOf([], [], '2026-05-04')).toEqual({ from: '2026-01-01', to: '2026-12-31' })
})

test('a day beyond the line stands at its end', () => {
  const line = { from: '2020-01-01', to: '2020-12-31' }
  expect(placeOn(line, '2011-01-01')).toBe(0)
  expect(placeOn(line, '2026-01-01')).toBe(100)
  expect(placeOn(line, '2020-07-01')).toBeCloseTo((182 / 365) * 100)
})
