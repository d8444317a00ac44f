// What a database's refusal means to a person: a full disk is named (P25) and is not called busy.
import { expect, test } from 'vitest'
import { problemOf } from './database_problem.ts'

const refusal = (code: string) => problemOf(Object.assign(new Error('of the database'), { code }))

test('P25 a full disk is told as one, and other shortages as busy', () => {
  expect(refusal('53100')?.code).toBe('disk-full')
  expect(refusal('53100')?.message).toContain('disk of the server is full')
  expect(refusal('53200')?.code).toBe('busy')
  expect(refusal('57014')?.code).toBe('busy')
})
