// Every refusal in one form: problem details (RFC 9457). Errors of the database become the problem
// that the contract names for them, with a text of ours, because the database's own text may hold
// rows of others; what is left is a fault of ours and says nothing but the number of its log entry.
import { Problem, problemDetails } from '@sulh/contract/problem'
import type { ProblemCode } from '@sulh/contract/problem'
import { codeOf, logFault } from './log.ts'
import type { Log } from './log.ts'

/** SQLSTATE (five characters) or its class (two) -> problem. */
const fromDatabase: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  '42501': ['not-permitted', 'This is not open to your seat.'],
  '23503': ['bad-reference', 'A reference leads to a record that is not there for every reader.'],
  '23505': ['id-taken', 'This id is in use already: repeat with a new one.'],
  '23514': ['invalid-input', 'A value is outside of what the record allows.'],
  '23502': ['invalid-input', 'A value is missing.'],
  '22': ['invalid-input', 'A value has the wrong form.'],
  '40': ['conflict', 'Another change came first: read again and repeat.'],
  '55P03': ['busy', 'The record is being written by somebody else: try again.'],
  '57014': ['busy', 'The answer took too long and was stopped: ask for less, or try again.'],
  '53': ['busy', 'The database has no room for one more request: try again.'],
  '08': ['busy', 'The database cannot be reached: try again.'],
}

export function problemOf(error: unknown, log: Log, place: string): Problem {
  if (error instanceof Problem) return error
  const code = codeOf(error)
  const known = code?.length === 5 ? (fromDatabase[code] ?? fromDatabase[code.slice(0, 2)]) : undefined
  if (known) return new Problem(known[0], known[1])
  const entry_id = logFault(log, error, place)
  return new Problem('internal', `A fault on our side, nothing was written. Log entry ${entry_id}.`)
}

export function problemResponse(problem: Problem): Response {
  const details = problemDetails(problem)
  return new Response(JSON.stringify(details), {
    status: details.status,
    headers: { 'content-type': 'application/problem+json' },
  })
}
