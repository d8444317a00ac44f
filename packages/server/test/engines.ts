// Runs the same tests on both engines: an embedded database in memory and a new database on the
// throw-away PostgreSQL cluster. One migrated database a test file; `fresh` gives another.
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, inject } from 'vitest'
import type { Database, Engine } from '../src/platform/database.ts'
import { openDatabase } from '../src/platform/open.ts'
import { imageIn } from './embedded_setup.ts'
import './postgresql_setup.ts'

export type Use = {
  readonly engine: Engine
  /** The file's database; there only while tests run. */
  readonly db: Database
  /** A further empty database of the same engine, closed after the file. */
  fresh(): Promise<Database>
}
export const SECRET = 'the secret of the tests'

export type TestEngine = {
  readonly name: Engine
  /** A new, empty, migrated database, which is gone when it is closed. */
  open(): Promise<Database>
}

/** PostgreSQL only where it is installed; the set-up says so, and fails with CI=true. */
export const engines: readonly TestEngine[] = [
  { name: 'pglite', open: openInMemory },
  ...(inject('postgresql_url') ? [{ name: 'postgresql' as const, open: openOnServer }] : []),
]

/** An empty, migrated embedded database in memory. */
export function openInMemory(): Promise<Database> {
  return openDatabase({ data_dir: 'memory://', image: imageIn(inject('embedded')), secret: SECRET })
}

async function openOnServer(): Promise<Database> {
  const { url, drop } = await newServerDatabase()
  const db = await openDatabase({ url, secret: SECRET })
  const close = async () => {
    await db.close()
    await drop()
  }
  return { ...db, close }
}

export function onEngines(name: string, tests: (use: Use) => void): void {
  describe.each(engines)(`${name} ($name)`, (engine) => {
    const opened: Database[] = []
    const fresh = async () => {
      const db = await engine.open()
      opened.push(db)
      return db
    }
    beforeAll(fresh)
    afterAll(async () => {
      for (const db of opened) await db.close()
    })
    tests({
      engine: engine.name,
      fresh,
      get db() {
        const [db] = opened
        if (!db) throw new Error('The database is there only while tests run.')
        return db
      },
    })
  })
}

/** A new database on the cluster; `owner` without it is the cluster's superuser. */
export async function newServerDatabase(
  owner?: 'plain owner',
): Promise<{ readonly url: string; readonly drop: () => Promise<void> }> {
  const cluster = inject('postgresql_url')
  const name = `t_${randomBytes(6).toString('hex')}`
  const url = new URL(cluster)
  url.pathname = `/${name}`
  if (owner === undefined) await onCluster(cluster, `create database ${name}`)
  else {
    await onCluster(
      cluster,
      `create role ${name} login createrole nosuperuser password '${name}'`,
      `create database ${name} owner ${name}`,
    )
    url.username = name
    url.password = name
  }
  return { url: url.href, drop: () => onCluster(cluster, `drop database ${name} with (force)`) }
}

async function onCluster(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}
