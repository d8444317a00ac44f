// Where an installation lies and how a command opens it: data folder, secret, keys, database.
// The order matters: the database takes the folder's lock, so nothing is written before but files
// that a second process would make just the same.
import { existsSync, mkdirSync, statfsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { openKeys, openSecret } from '../ledger/keys.ts'
import type { Keys } from '../ledger/keys.ts'
import type { Database } from '../platform/database.ts'
import { openDatabase } from '../platform/open.ts'
import { Failure, exit } from './failure.ts'
import type { Arguments } from './usage.ts'

export type Place = { readonly data_dir: string; readonly url: string | undefined }
export type Installation = {
  readonly place: Place
  readonly db: Database
  readonly keys: Keys
}

/** The limits of the embedded database, said wherever it is offered (architecture, materials). */
export const EMBEDDED_LIMITS =
  'Embedded database, without fsync: a killed process loses nothing, but power loss is not covered; ' +
  'and row security stops mistakes there, not injected SQL. Use PostgreSQL (--database) for a real mission.'

/** `--data` (default .sulh in the working folder) and `--database` or SULH_DATABASE. */
export function placeOf(args: Arguments): Place {
  const url = args.text['database'] ?? process.env['SULH_DATABASE']
  if (url !== undefined && !/^postgres(?:ql)?:\/\//.test(url)) {
    throw new Failure(
      exit.usage,
      '--database needs the address of a PostgreSQL database: postgres://user@host:5432/name.',
    )
  }
  return { data_dir: resolve(args.text['data'] ?? '.sulh'), url }
}

/** Whether the data folder holds an embedded database already. */
export function existsIn(data_dir: string): boolean {
  return existsSync(join(data_dir, 'pglite'))
}

/** What the embedded database needs to make itself, and to start again (a log segment is 16 MB). */
const ROOM_MB = { first: 128, again: 32 } as const

/** Short of room the embedded engine aborts midway without a reason, so it is asked before. */
function requireRoom(data_dir: string): void {
  mkdirSync(data_dir, { recursive: true })
  const { bavail, bsize } = statfsSync(data_dir)
  const free_mb = Math.floor((bavail * bsize) / 1_000_000)
  const needed_mb = existsIn(data_dir) ? ROOM_MB.again : ROOM_MB.first
  if (free_mb >= needed_mb) return
  throw new Failure(
    exit.unavailable,
    `The disk of ${data_dir} is full: ${free_mb} MB are left and ${needed_mb} MB are needed; make room, or choose another folder with --data.`,
  )
}

/** Opens, and where nothing is there yet, makes it. Throws errors that failureOf understands. */
export async function openOrMake(place: Place): Promise<Installation> {
  if (place.url === undefined) requireRoom(place.data_dir)
  const secret = openSecret(place.data_dir)
  const keys = openKeys(place.data_dir)
  const where = place.url === undefined ? { data_dir: place.data_dir } : { url: place.url }
  return { place, keys, db: await openDatabase({ ...where, secret }) }
}

/** For a command that must not make an installation by a misspelt folder. */
export async function openExisting(args: Arguments): Promise<Installation> {
  const place = placeOf(args)
  if (place.url === undefined && !existsIn(place.data_dir)) {
    throw new Failure(
      exit.unavailable,
      `There is no installation in ${place.data_dir}: name its folder with --data, or make one with sulh start.`,
    )
  }
  return openOrMake(place)
}

/** Runs work on an installation and closes it, whatever comes. */
export async function withInstallation<T>(
  installation: Installation,
  work: (installation: Installation) => Promise<T>,
): Promise<T> {
  try {
    return await work(installation)
  } finally {
    await installation.db.close()
  }
}
