// Opens a database of either engine, brings it to this program's version and hands out the one door
// of database.ts. Where data lie and with which secret is the caller's to say.
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Database, SeatRole, Service, Tx } from './database.ts'
import { takeLock } from './data_lock.ts'
import { migrate } from './migrate.ts'
import { OpenError, openErrorOf } from './open_error.ts'
import { Pglite } from './pglite.ts'
import { allowLogin, closeCatalogue, Postgresql, renewPasswords } from './postgresql.ts'
import { serviceRole } from './roles.ts'

export { OpenError } from './open_error.ts'

export type OpenOptions = {
  /** Folder of the embedded database, or `memory://`. */
  readonly data_dir?: string | undefined
  /** A file with an empty data folder of the engine, as `dumpDataDir` writes it: spares a new database
   * the seconds that the engine takes to make its own. For tests, which open many. */
  readonly image?: string | undefined
  /** A PostgreSQL server instead; its user owns the database and may create roles. */
  readonly url?: string | undefined
  /** The server's secret; the passwords of the roles are made from it (PostgreSQL). */
  readonly secret: string
  /** Prefix of a new installation's roles; random where it is not given. */
  readonly prefix?: string | undefined
}

/** Rejects with an OpenError, whose message is a sentence for the person who starts it. */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const { data_dir, url } = options
  if ((data_dir === undefined) === (url === undefined))
    throw new OpenError('failed', 'Give either a data folder or the address of a database.')
  return url === undefined ? openEmbedded(data_dir ?? '', options) : openServer(url, options)
}

async function openEmbedded(data_dir: string, options: OpenOptions): Promise<Database> {
  const inMemory = data_dir.startsWith('memory://')
  let unlock = async () => {}
  try {
    if (!inMemory) unlock = await takeLock(data_dir)
    const pglite = await Pglite.open(inMemory ? data_dir : join(data_dir, 'pglite'), options.image)
    const close = async () => {
      await pglite.close()
      await unlock()
    }
    try {
      const now = new Date().toISOString()
      const { prefix } = await pglite.transaction(undefined, async (tx) => {
        const migrated = await migrate(tx, { prefix: options.prefix, now })
        await closeCatalogue(tx)
        return migrated
      })
      return door('pglite', prefix, {
        run: (role, work) => pglite.transaction(role, work),
        makeSeat: (tx, role) => makeRole(tx, prefix, role),
        close,
      })
    } catch (error) {
      await close()
      throw error
    }
  } catch (error) {
    await unlock()
    throw openErrorOf(error, inMemory ? 'The database in memory' : `The folder ${data_dir}`)
  }
}

async function openServer(url: string, options: OpenOptions): Promise<Database> {
  const server = new Postgresql(url, options.secret)
  try {
    const now = new Date().toISOString()
    const { prefix } = await server.asOwner(async (tx) => {
      const migrated = await migrate(tx, { prefix: options.prefix, now })
      if (migrated.ran.length > 0) await closeCatalogue(tx)
      await renewPasswords(tx, migrated.prefix, options.secret)
      return migrated
    })
    return door('postgresql', prefix, {
      run: (role, work) =>
        role === undefined ? server.asOwner(work) : server.transaction(role, work),
      makeSeat: async (tx, role) => {
        await makeRole(tx, prefix, role)
        await allowLogin(tx, role, options.secret)
      },
      close: () => server.close(),
    })
  } catch (error) {
    await server.close()
    throw openErrorOf(error, 'The database server')
  }
}

type Under = {
  readonly run: <T>(role: string | undefined, work: (tx: Tx) => Promise<T>) => Promise<T>
  readonly makeSeat: Database['makeSeat']
  readonly close: () => Promise<void>
}

function door(engine: Database['engine'], prefix: string, under: Under): Database {
  return {
    engine,
    prefix,
    asSeat: (role: SeatRole, work) => under.run(role, work),
    asService: (service: Service, work) =>
      under.run(service === 'owner' ? undefined : serviceRole(prefix, service), work),
    makeSeat: under.makeSeat,
    close: under.close,
  }
}

/** A role that can own nothing and pass nothing on; its rights are those of the seats' group. */
async function makeRole(tx: Tx, prefix: string, role: string): Promise<void> {
  await sql`create role ${sql.id(role)} in role ${sql.id(`${prefix}_seats`)}`.execute(tx)
}
