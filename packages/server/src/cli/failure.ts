// How the command line says no: one sentence that says what to do, and an exit code that a script
// can act on. Faults of the machine (a full disk, a folder that cannot be written) get theirs here,
// so that every command says the same.

/** The exit codes, as `sulh --help` documents them. */
export const exit = {
  ok: 0,
  check_failed: 1,
  usage: 2,
  unavailable: 3,
  newer_version: 4,
} as const
export type ExitCode = (typeof exit)[keyof typeof exit]

export class Failure extends Error {
  override readonly name = 'Failure'
  readonly exit_code: ExitCode
  constructor(exit_code: ExitCode, sentence: string) {
    super(sentence)
    this.exit_code = exit_code
  }
}

/** Errors whose own message is already the sentence for the person, and their exit code. */
function spoken(error: Error): ExitCode | undefined {
  switch (error.name) {
    case 'OpenError':
      return property(error, 'code') === 'newer-version' ? exit.newer_version : exit.unavailable
    case 'ExportFault':
      return property(error, 'newer') === true ? exit.newer_version : exit.usage
    case 'KeyFault':
      return exit.unavailable
    case 'CaseError':
    case 'ProvisionError':
    case 'Problem':
      return exit.usage
    default:
      return undefined
  }
}

function property(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined
}

/** The innermost cause that bears a code, because drivers wrap what the machine said. */
function code(error: unknown): string {
  const own = property(error, 'code')
  if (typeof own === 'string') return own
  const cause = property(error, 'cause')
  return cause === undefined ? '' : code(cause)
}

/** Turns whatever was thrown into a sentence and an exit code; undefined: a fault of ours. */
export function failureOf(error: unknown): Failure | undefined {
  if (error instanceof Failure) return error
  const code_of_sentence = error instanceof Error ? spoken(error) : undefined
  if (error instanceof Error && code_of_sentence !== undefined) {
    return new Failure(code_of_sentence, error.message)
  }
  const message = error instanceof Error ? error.message : String(error)
  const path = property(error, 'path')
  const where = typeof path === 'string' ? path : 'the data folder'
  const unavailable = (sentence: string) => new Failure(exit.unavailable, sentence)
  switch (code(error)) {
    case 'ENOSPC':
    case '53100':
      return unavailable(
        'The disk is full: make room and start again; what was acknowledged is kept.',
      )
    case 'EDQUOT':
      return unavailable('The disk quota is used up: make room and start again.')
    case 'ENOENT':
      return new Failure(exit.usage, `There is no ${where}: check the name.`)
    case 'EISDIR':
      return new Failure(exit.usage, `${where} is a folder where a file is needed: check the name.`)
    case 'EACCES':
    case 'EPERM':
      return unavailable(
        `${where} may not be written or read: give this user the right, or choose another folder with --data.`,
      )
    case 'EROFS':
      return unavailable(`${where} lies on a read-only disk: choose another folder with --data.`)
    case 'ENOTDIR':
    case 'EEXIST':
      return unavailable(`${where} is a file where a folder is needed: choose another with --data.`)
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'ETIMEDOUT':
    case 'ECONNRESET':
    case '57P03':
      return unavailable(
        `The database does not answer (${message}): check that PostgreSQL runs and that --database names it.`,
      )
    case '28P01':
    case '28000':
      return unavailable(
        `The database refused the user or the password (${message}): check --database.`,
      )
    case '3D000':
      return unavailable(
        `There is no such database (${message}): make it with createdb, or check --database.`,
      )
    case '42501':
      return unavailable(
        `The database user lacks a right (${message}): it must own the database and be allowed to create roles.`,
      )
    case '53300':
      return unavailable(
        'The database takes no more connections: raise max_connections or end other clients.',
      )
    default:
      return undefined
  }
}
