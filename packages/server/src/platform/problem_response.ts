// Every refusal in one form: problem details (RFC 9457). What the database refuses has its problem
// in database_problem.ts; what is left is a fault of ours and says nothing but the number of its
// log entry.
import { Problem, problemDetails } from '@sulh/contract/problem'
import { problemOf as databaseProblemOf } from './database_problem.ts'
import { logFault } from './log.ts'
import type { Log } from './log.ts'

/** Drivers and worker threads wrap errors; the refusal is somewhere in the chain of causes. */
function knownProblem(error: unknown): Problem | undefined {
  for (let e = error, depth = 0; e instanceof Error && depth < 5; e = e.cause, depth += 1) {
    const problem = databaseProblemOf(e)
    if (problem) return problem
  }
  return undefined
}

export function problemOf(error: unknown, log: Log, place: string): Problem {
  const known = knownProblem(error)
  if (known) return known
  const entry_id = logFault(log, error, place)
  return new Problem('internal', {
    en: `A fault on our side, nothing was written. Log entry ${entry_id}.`,
    ar: `خلل من جانبنا، ولم يُكتب شيء. قيد السجل ${entry_id}.`,
  })
}

export function problemResponse(problem: Problem): Response {
  const details = problemDetails(problem)
  return new Response(JSON.stringify(details), {
    status: details.status,
    headers: { 'content-type': 'application/problem+json' },
  })
}
