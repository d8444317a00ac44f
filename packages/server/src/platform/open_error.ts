// Why a database could not be opened, as one sentence for the person who starts the program. What
// goes wrong later, within a request, is in database_problem.ts.

export type OpenErrorCode =
  | 'newer-version'
  | 'locked'
  | 'corrupt-lock'
  | 'unreachable'
  | 'not-permitted'
  | 'disk-full'
  | 'failed'

export class OpenError extends Error {
  readonly code: OpenErrorCode
  constructor(code: OpenErrorCode, sentence: string, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause })
    this.name = 'OpenError'
    this.code = code
  }
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : ''
}

/** Any error of opening as an OpenError; `where` is the folder or the server's name. */
export function openErrorOf(error: unknown, where: string): OpenError {
  if (error instanceof OpenError) return error
  const code = codeOf(error)
  const text = error instanceof Error ? error.message : String(error)
  if (code === 'ENOSPC' || code === '53100' || /no space left/i.test(text))
    return new OpenError(
      'disk-full',
      `${where} lies on a full disk: free some space, then start again.`,
      error,
    )
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
    return new OpenError(
      'not-permitted',
      `${where} cannot be written: give this user the right to it, or choose another folder with --data.`,
      error,
    )
  if (code === '28P01' || code === '28000')
    return new OpenError(
      'not-permitted',
      `${where} refuses this user: correct the name or the password in --database.`,
      error,
    )
  if (code === '42501')
    return new OpenError(
      'not-permitted',
      `The user of ${where} may not do this (${text}): it must own the database and have the right to create roles.`,
      error,
    )
  if (
    /^(ECONN|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|EAI_|ENOENT)/.test(code) ||
    code === '3D000' ||
    code.startsWith('08') ||
    code === '57P03'
  )
    return new OpenError(
      'unreachable',
      `${where} does not answer (${text}): start the server or correct --database.`,
      error,
    )
  return new OpenError('failed', `${where} could not be opened: ${text}`, error)
}
