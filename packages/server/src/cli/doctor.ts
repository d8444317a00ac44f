// `sulh doctor`: what runs here and whether its foundations hold. It changes nothing; where another
// process has the folder it says so and tells what can be told without the database.
import { existsSync, readFileSync, statfsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { limits } from '@sulh/contract/limits'
import { sql } from 'kysely'
import { knownKeys } from '../ledger/keys.ts'
import { catalogueFaults } from '../platform/gates.ts'
import { OpenError } from '../platform/open_error.ts'
import { exit } from './failure.ts'
import type { ExitCode } from './failure.ts'
import { EMBEDDED_LIMITS, openExisting, placeOf } from './installation.ts'
import type { Installation } from './installation.ts'
import type { Run } from './main.ts'
import { version } from './usage.ts'

function say(name: string, value: string): void {
  console.log(`${name.padEnd(16)}${value}`)
}

export const run: Run = async (args) => {
  const { data_dir, url } = placeOf(args)
  say('sulh', version())
  say('Node', process.versions.node)
  say('data folder', data_dir)
  if (existsSync(data_dir)) say('free disk', freeDisk(data_dir))
  say('keys', keysIn(data_dir))
  if (url === undefined) say('lock', lockOf(data_dir))
  let installation: Installation
  try {
    installation = await openExisting(args)
  } catch (error) {
    if (!(error instanceof OpenError) || error.code !== 'locked') throw error
    say('database', `${error.message} The rest can be told when it has ended.`)
    return exit.unavailable
  }
  try {
    return await examine(installation)
  } finally {
    await installation.db.close()
  }
}

async function examine({ db }: Installation): Promise<ExitCode> {
  const facts = await db.asService('owner', async (tx) => {
    const { rows } = await sql<{ version: string }>`select version() as version`.execute(tx)
    return rows[0]?.version ?? 'unknown'
  })
  say('engine', db.engine === 'pglite' ? `PGlite, embedded (${facts})` : facts)
  if (db.engine === 'pglite') say('', EMBEDDED_LIMITS)
  const heads = await db.asService('checkpoint', (tx) =>
    tx.selectFrom('sulh.head').select(['compartment_id', 'n']).orderBy('compartment_id').execute(),
  )
  const checkpoints = await db.asService('checkpoint', (tx) =>
    tx
      .selectFrom('sulh.checkpoint')
      .select((e) => [e.fn.countAll<number>().as('count'), e.fn.max('at').as('last')])
      .executeTakeFirst(),
  )
  say('compartments', String(heads.length))
  for (const { compartment_id, n } of heads) say('', `${compartment_id}  ${n} entries`)
  say('checkpoints', `${checkpoints?.count ?? 0}, the last ${checkpoints?.last ?? 'never'}`)
  say('', `signed every ${limits.checkpoint_interval_minutes} minutes while the server runs`)
  const faults = await db.asService('owner', (tx) => catalogueFaults(tx, db.prefix))
  say(
    'row security',
    faults.length === 0 ? 'every gate is shut' : `${faults.length} gates stand open`,
  )
  for (const fault of faults) say('', fault)
  return faults.length === 0 ? exit.ok : exit.check_failed
}

function freeDisk(folder: string): string {
  const { bavail, bsize } = statfsSync(folder)
  const free_mb = Math.floor((bavail * bsize) / 1_000_000)
  return free_mb < 500 ? `${free_mb} MB: make room soon` : `${free_mb} MB`
}

function keysIn(data_dir: string): string {
  if (!existsSync(join(data_dir, 'keys'))) return 'none yet'
  return (
    knownKeys(data_dir)
      .map((k) => k.key_id)
      .join(', ') || 'none yet'
  )
}

function lockOf(data_dir: string): string {
  const path = join(data_dir, 'lock')
  if (!existsSync(path)) return 'free'
  try {
    const { pid } = JSON.parse(readFileSync(path, 'utf8')) as { pid?: unknown }
    return `named for process ${String(pid)}`
  } catch {
    return `damaged: make sure that nothing runs on ${dirname(path)}, then delete ${path}`
  }
}
