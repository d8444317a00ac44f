// Runs the numbered SQL files of migrations/ that have not run yet, in one transaction of the owner,
// forward only. Roles are cluster-wide, so every installation has a prefix of its own, made here
// once. It changes tables and roles; seats and compartments are made in provision.ts.
import { randomBytes, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Tx } from './database.ts'
import { OpenError } from './open_error.ts'

const folder = new URL('../../migrations/', import.meta.url)

export type Migration = { readonly number: number; readonly name: string; readonly text: string }

export async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_\w+\.sql$/.test(name)).toSorted()
  return Promise.all(
    names.map(async (name) => ({
      number: Number(name.slice(0, 4)),
      name,
      text: await readFile(new URL(name, folder), 'utf8'),
    })),
  )
}

/** The prefix of this database's installation, or undefined where nothing has run yet. */
async function existingPrefix(tx: Tx): Promise<string | undefined> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('sulh.installation') is not null as there`.execute(tx)
  if (!rows[0]?.there) return undefined
  const row = await tx.selectFrom('sulh.installation').select('prefix').executeTakeFirst()
  if (row) return row.prefix
  throw new OpenError(
    'not-permitted',
    'This database holds an installation that this user may not read: use the user that made it.',
  )
}

export type MigrateOptions = { readonly prefix?: string | undefined; readonly now: string }

/** Brings the database to this program's version; answers its prefix and what ran. */
export async function migrate(
  tx: Tx,
  { prefix: wanted, now }: MigrateOptions,
): Promise<{ prefix: string; ran: readonly string[] }> {
  // Two servers may start at once on one database; the second waits here and finds all done.
  await sql`select pg_advisory_xact_lock(1937075304)`.execute(tx)
  const migrations = await readMigrations()
  const before = await existingPrefix(tx)
  const prefix = before ?? wanted ?? `sulh_${randomBytes(4).toString('hex')}`
  if (!/^[a-z][a-z0-9_]{0,20}$/.test(prefix)) throw new Error('The prefix is not a plain name.')
  const { rows } = await sql<{ name: string }>`
    select quote_ident(current_database()) as name`.execute(tx)
  const database = rows[0]?.name ?? ''
  const done = before === undefined ? 0 : await newest(tx)
  refuseNewer(done, migrations.at(-1)?.number ?? 0)
  const missing = migrations.filter((m) => m.number > done)
  for (const { text } of missing) {
    await sql
      .raw(text.replaceAll('{{prefix}}', prefix).replaceAll('{{database}}', database))
      .execute(tx)
  }
  if (before === undefined)
    await tx
      .insertInto('sulh.installation')
      .values({ id: randomUUID(), prefix, key_id: '', secret_mark: '', made_at: now })
      .execute()
  if (missing.length > 0)
    await tx
      .insertInto('sulh.migration')
      .values(missing.map(({ number, name }) => ({ number, name, at: now })))
      .execute()
  return { prefix, ran: missing.map((m) => m.name) }
}

async function newest(tx: Tx): Promise<number> {
  const row = await tx
    .selectFrom('sulh.migration')
    .select((e) => e.fn.max('number').as('number'))
    .executeTakeFirst()
  return row?.number ?? 0
}

function refuseNewer(database: number, program: number): void {
  if (database <= program) return
  throw new OpenError(
    'newer-version',
    `This database is of a newer version (${database}) than this program (${program}): ` +
      'install the newer program, or restore an export into an empty folder.',
  )
}
