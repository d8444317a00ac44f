// The server's log: what happened, never what was said. No body, no query, no header and no text of
// an error goes in, because a database puts rows into its messages; a fault is logged by its name,
// code and place under a random id, and that id is all that the client learns.
import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import type { DestinationStream, Logger } from 'pino'

export type Log = Logger

/** Belt to the braces above: should somebody log an object with these, they are dropped. */
const secret = [
  'authorization',
  'cookie',
  'token',
  'password',
  'secret',
  'content',
  'value',
  'body',
  'salt',
]
const redact = {
  paths: secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
  remove: true,
}

export function openLog(options: { level: string; destination?: DestinationStream }): Log {
  const settings = {
    level: options.level,
    redact,
    base: null,
    timestamp: () => `,"at":"${new Date().toISOString()}"`,
    serializers: { err: () => undefined, error: () => undefined },
  }
  return options.destination ? pino(settings, options.destination) : pino(settings)
}

function text(error: object, key: string): string | undefined {
  const found: unknown = Object.getOwnPropertyDescriptor(error, key)?.value
  return typeof found === 'string' ? found : undefined
}

/** SQLSTATE or Node's error code, wherever in the chain of causes it is. */
export function codeOf(error: unknown): string | undefined {
  for (let e = error, depth = 0; e instanceof Error && depth < 5; e = e.cause, depth += 1) {
    const code = text(e, 'code')
    if (code !== undefined && /^[A-Z0-9_]{3,40}$/.test(code)) return code
  }
  return undefined
}

/** Logs a fault without its message and returns the id of the log entry. */
export function logFault(log: Log, error: unknown, place: string): string {
  const entry_id = randomUUID()
  const stack = error instanceof Error && error.stack ? error.stack : ''
  const frames = stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) =>
      line.trim().replace(/\(?(?:file:\/\/)?\/[^)]*\/((?:packages|node_modules)\/)/, '$1'),
    )
  log.error(
    {
      entry_id,
      place,
      name: error instanceof Error ? error.constructor.name : typeof error,
      code: codeOf(error),
      constraint: error instanceof Error ? text(error, 'constraint') : undefined,
      frames,
    },
    'fault',
  )
  return entry_id
}
