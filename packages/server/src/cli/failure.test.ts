// Faults of the machine that a test cannot easily bring about, such as a full disk: each is one
// sentence that says what to do, whichever layer wrapped it, and a fault of ours is none of them.
import { expect, test } from 'vitest'
import { Failure, exit, failureOf } from './failure.ts'

const withCode = (code: string, more: object = {}) =>
  Object.assign(new Error('low level'), { code, ...more })

test.each([
  ['ENOSPC', /disk is full: make room/],
  ['53100', /disk is full: make room/],
  ['EACCES', /\/somewhere may not be written or read: give this user the right/],
  ['EROFS', /\/somewhere lies on a read-only disk: choose another folder/],
  ['ENOTDIR', /\/somewhere is a file where a folder is needed/],
  ['ECONNREFUSED', /database does not answer.*check that PostgreSQL runs/],
  ['28P01', /refused the user or the password.*check --database/],
  ['3D000', /no such database.*createdb/],
  ['42501', /lacks a right.*create roles/],
])('P25 %s is a sentence, also within another error', (code, sentence) => {
  const error = withCode(code, { path: '/somewhere' })
  for (const thrown of [error, new Error('wrapped', { cause: error })]) {
    const failure = failureOf(thrown)
    expect(failure?.exit_code).toBe(exit.unavailable)
    expect(failure?.message.replace('the data folder', '/somewhere')).toMatch(sentence)
    expect(failure?.message.split('\n')).toHaveLength(1)
  }
})

test('P25 a sentence stays as it is; a fault of the program is not dressed up', () => {
  const failure = new Failure(exit.usage, 'Name the file.')
  expect(failureOf(failure)).toBe(failure)
  expect(failureOf(new TypeError('x is not a function'))).toBeUndefined()
})
