// The line of time names years, months or weeks by how much of it is in sight.
import { expect, test } from 'vitest'
import { along, marksOf, windowOf } from './axis.ts'

test('a quarter names its months and counts their weeks', () => {
  const marks = marksOf({ from: '2020-09-20', days: 60 }, 'en-GB')
  expect(marks.map((m) => m.label)).toEqual([
    '22',
    'October 2020',
    '8',
    '15',
    '22',
    'November 2020',
    '8',
    '15',
  ])
})

test('a year names its months, and January by its year', () => {
  const marks = marksOf({ from: '2020-11-10', days: 400 }, 'en-GB')
  expect(marks.slice(0, 3)).toEqual([
    { day: '2020-12-01', label: 'Dec', major: false },
    { day: '2021-01-01', label: '2021', major: true },
    { day: '2021-02-01', label: 'Feb', major: false },
  ])
})

test('the whole is counted in years', () => {
  const window = windowOf('whole', '2020-10-19', 0, ['2011-02-15', '2020-10-19'])
  expect(window.from < '2011-02-15').toBe(true)
  expect(marksOf(window, 'en-GB').map((m) => m.label)).toEqual([
    '2011',
    '2012',
    '2013',
    '2014',
    '2015',
    '2016',
    '2017',
    '2018',
    '2019',
    '2020',
    '2021',
  ])
})

test('the cursor stands at about two thirds of a window', () => {
  expect(along(windowOf('quarter', '2020-10-19', 0, []), '2020-10-19')).toBeCloseTo(0.64, 2)
})
