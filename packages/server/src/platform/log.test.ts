// SPEC P18: a fault leaves its place and code in the log, and no content.
import { expect, test } from 'vitest'
import { logFault, openLog } from './log.ts'
import { problemOf } from './problem_response.ts'

function memory(): { lines: string[]; log: ReturnType<typeof openLog> } {
  const lines: string[] = []
  const log = openLog({ level: 'debug', destination: { write: (line) => void lines.push(line) } })
  return { lines, log }
}

test('P18 the text of an error and its rows never reach the log', () => {
  const { lines, log } = memory()
  const error = Object.assign(new TypeError('the secret concession'), {
    code: 'XX000',
    detail: 'Key (value)=(the secret concession)',
    parameters: ['the secret concession'],
  })
  const entry_id = logFault(log, error, 'createRecord')
  const written = lines.join('')
  expect(written).not.toContain('concession')
  expect(JSON.parse(written)).toMatchObject({
    entry_id,
    place: 'createRecord',
    name: 'TypeError',
    code: 'XX000',
  })
})

test('P18 secrets are dropped even where somebody logs them', () => {
  const { lines, log } = memory()
  log.info({ headers: { cookie: 'c00kie', authorization: 'b3arer' }, token: 't0ken' }, 'x')
  log.info({ err: new Error('s3cret') }, 'y')
  expect(lines.join('')).not.toMatch(/c00kie|b3arer|t0ken|s3cret/)
})

test('P18 an unknown error becomes `internal` with the id of its log entry alone', () => {
  const { lines, log } = memory()
  const problem = problemOf(new Error('relation "sulh.secret" is broken'), log, 'getRecord')
  expect(problem.code).toBe('internal')
  expect(problem.message).not.toContain('secret')
  const logged = JSON.parse(lines[0] ?? '{}') as { entry_id: string }
  expect(problem.message).toContain(logged.entry_id)
})

test('P18 errors of the database become problems without its text', () => {
  const { log } = memory()
  const fault = (code: string) => Object.assign(new Error('row (1, hidden)'), { code })
  const expected = {
    '23503': 'bad-reference',
    '22P02': 'invalid-input',
    '40001': 'conflict',
    '57014': 'busy',
    '53300': 'busy',
  }
  for (const [code, problem] of Object.entries(expected)) {
    const found = problemOf(new Error('wrapped', { cause: fault(code) }), log, 'x')
    expect(found.code).toBe(problem)
    expect(found.message).not.toContain('hidden')
  }
})
