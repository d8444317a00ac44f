// Where a form asks from when to when a fact holds: where the value itself names no day.
import { expect, test } from 'vitest'
import { fieldsOf, holdsForPeriod } from './fields.ts'

test('R3 a status or a track may hold for a period, an event or an office says its days itself', () => {
  expect(holdsForPeriod(fieldsOf('issue', 'status'))).toBe(true)
  expect(holdsForPeriod(fieldsOf('track', 'description'))).toBe(true)
  expect(holdsForPeriod(fieldsOf('event', 'account'))).toBe(false)
  expect(holdsForPeriod(fieldsOf('appointment', 'description'))).toBe(false)
})
