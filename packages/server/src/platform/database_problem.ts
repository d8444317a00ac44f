// What a database's refusal means to a person. Only the code is looked at: the texts name tables,
// columns and values, and none of that may reach a client. Opening is in open_error.ts.
import { Problem } from '@sulh/contract/problem'

/** The SQLSTATE of an error of either engine, or empty. */
export function sqlState(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : ''
}

/** Another transaction came between; the same command may succeed when it is run again. */
export function mayRetry(error: unknown): boolean {
  return ['23505', '40001', '40P01'].includes(sqlState(error))
}

/** The problem that an error stands for, or undefined where the fault is ours. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error
  const state = sqlState(error)
  if (state === '23503')
    return new Problem('bad-reference', 'A reference leads to no record that all readers may see.')
  if (state === '23505')
    return new Problem('id-taken', 'This id was used before with other content: take a new id.')
  if (state === '42501') return new Problem('not-found', 'There is no such record or compartment.')
  if (state === '40001' || state === '40P01')
    return new Problem('conflict', 'Another change came first: read again and repeat the act.')
  if (state.startsWith('22') || state === '23514')
    return new Problem('invalid-input', 'A value cannot be stored: check dates and numbers.')
  if (state === '53100')
    return new Problem(
      'disk-full',
      'The disk of the server is full, nothing was written: whoever runs it must make room.',
    )
  if (['57014', '55P03', '25P03'].includes(state) || /^(53|08|57P)/.test(state))
    return new Problem('busy', 'The database is busy: try again in a moment.')
  return undefined
}
