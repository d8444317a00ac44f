// The server engine: a login role and a small pool for each seat and service, opened when first
// used and closed when long unused, so that no connection ever changes its role. The owner's
// connection migrates and provisions and serves no request.
import { limits } from '@sulh/contract/limits'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Tx } from './database.ts'
import { rolePassword, scramVerifier, secretMark, seatOfRole, serviceRole } from './roles.ts'
import type { Schema } from './schema.ts'
import { wireTypes } from './wire_types.ts'

type Open = {
  readonly kysely: Kysely<Schema>
  /** Transactions that run or wait. */
  busy: number
}
const services = [
  'provisioner',
  'dispatcher',
  'checkpoint',
  'session',
  'opinion',
  'backup',
  'ballot',
  'tally',
  'citizen',
] as const

export class Postgresql {
  readonly #url: string
  readonly #secret: string
  readonly #owner: Kysely<Schema>
  /** Least recently used first. */
  readonly #open = new Map<string, Open>()
  readonly #room: (() => void)[] = []
  #closed = false

  constructor(url: string, secret: string) {
    this.#url = url
    this.#secret = secret
    this.#owner = new Kysely({
      dialect: new PostgresDialect({
        pool: poolFor({ ...placeOf(url), connectionString: url, max: 2 }),
      }),
    })
  }

  /** One transaction as the user of the URL. */
  async asOwner<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#owner.transaction().execute(work)
  }

  /** One transaction on a connection that logged in as this role. */
  async transaction<T>(role: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const open = await this.#enter(role)
    try {
      return await open.kysely.transaction().execute(work)
    } finally {
      open.busy -= 1
      if (open.busy === 0) this.#room.shift()?.()
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    const open = [...this.#open.values()]
    this.#open.clear()
    await Promise.all(open.map(({ kysely }) => kysely.destroy()))
    await this.#owner.destroy()
  }

  async #enter(role: string): Promise<Open> {
    for (;;) {
      if (this.#closed) throw new Error('The database is closed.')
      const found = this.#open.get(role)
      if (found) {
        this.#open.delete(role)
        this.#open.set(role, found)
        found.busy += 1
        return found
      }
      if (this.#open.size < limits.seat_pools_open_count) break
      const idle = [...this.#open].find(([, { busy }]) => busy === 0)
      if (idle) {
        this.#open.delete(idle[0])
        await idle[1].kysely.destroy()
      } else {
        const room = Promise.withResolvers<void>()
        this.#room.push(room.resolve)
        await room.promise
      }
    }
    const pool = poolFor({
      ...placeOf(this.#url),
      user: role,
      password: rolePassword(this.#secret, role),
      max: limits.seat_pool_connections_count,
      idleTimeoutMillis: limits.seat_pool_idle_ms,
      statement_timeout: limits.statement_timeout_ms,
      idle_in_transaction_session_timeout: limits.statement_timeout_ms,
    })
    const open = { kysely: new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }), busy: 1 }
    this.#open.set(role, open)
    return open
  }
}

function placeOf(url: string): pg.PoolConfig {
  const { host, port, database, ssl } = new pg.Client({ connectionString: url })
  return { host, port, ...(database === undefined ? {} : { database }), ...(ssl ? { ssl } : {}) }
}

/** Statements with parameters are prepared once a connection: planning is half of a short read. */
class PreparingClient extends pg.Client {
  readonly #names = new Map<string, string>()

  // The driver's own signature is a list of overloads; only this form of a call is changed.
  override query(...call: unknown[]): never {
    const [text, values, ...rest] = call
    const plain = typeof text !== 'string' || !Array.isArray(values) || values.length === 0
    const asked = plain ? call : [{ name: this.#nameOf(text), text, values }, ...rest]
    // oxlint-disable-next-line typescript/unbound-method -- applied to `this` in the same expression
    return Reflect.apply(super.query, this, asked) as never
  }

  #nameOf(text: string): string | undefined {
    const known = this.#names.get(text)
    if (known !== undefined || this.#names.size >= PREPARED_STATEMENTS_COUNT) return known
    const name = `s${this.#names.size}`
    this.#names.set(text, name)
    return name
  }
}
/** A connection; what comes later is planned each time. */
const PREPARED_STATEMENTS_COUNT = 100

function poolFor(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({
    ...config,
    Client: PreparingClient,
    connectionTimeoutMillis: limits.statement_timeout_ms,
    options: '-c timezone=UTC -c datestyle=ISO',
    types: {
      getTypeParser: (oid, format) => wireTypes[oid] ?? pg.types.getTypeParser(oid, format),
    },
  })
  // An idle connection that the server cuts is replaced at the next use; it must not end us.
  pool.on('error', () => undefined)
  // The same for one in use: its statement fails by itself, and an `error` event that nobody hears
  // would end the process.
  pool.on('connect', (client) => void client.on('error', () => undefined))
  return pool
}

/**
 * Lets services and seats log in: once after the installation was made, and again whenever the
 * server's secret has changed. New seats get theirs in provision.ts.
 */
export async function renewPasswords(tx: Tx, prefix: string, secret: string): Promise<void> {
  const mark = secretMark(secret)
  const row = await tx.selectFrom('sulh.installation').select('secret_mark').executeTakeFirst()
  const first = row?.secret_mark !== mark
  const { rows } = await sql<{ rolname: string; rolcanlogin: boolean }>`
    select rolname, rolcanlogin from pg_roles
    where starts_with(rolname, ${`${prefix}_`})`.execute(tx)
  const known = new Set<string>(services.map((service) => serviceRole(prefix, service)))
  for (const { rolname, rolcanlogin } of rows) {
    if (!known.has(rolname) && seatOfRole(prefix, rolname) === undefined) continue
    if (rolcanlogin && !first) continue
    await allowLogin(tx, rolname, secret)
  }
  if (first) await tx.updateTable('sulh.installation').set({ secret_mark: mark }).execute()
}

export async function allowLogin(tx: Tx, role: string, secret: string): Promise<void> {
  const verifier = scramVerifier(secret, role)
  await sql`alter role ${sql.id(role)} login password ${sql.lit(verifier)}`.execute(tx)
}

/**
 * Takes from everyone what tells of others' activity: lock and activity views, role names, sizes
 * (decisions 10). Only a superuser may; where the owner is none, these stay published exclusions.
 */
export async function closeCatalogue(tx: Tx): Promise<void> {
  const { rows } = await sql<{ rolsuper: boolean }>`
    select rolsuper from pg_roles where rolname = current_user`.execute(tx)
  if (!rows[0]?.rolsuper) return
  await sql
    .raw(
      `do $$
declare o record;
begin
  for o in select c.oid::regclass as name from pg_class c
    where c.relnamespace = 'pg_catalog'::regnamespace and c.relkind = 'v'
      and (c.relname like 'pg\\_stat%' or c.relname like 'pg\\_replication%'
        or c.relname in ('pg_locks', 'pg_roles', 'pg_user', 'pg_group', 'pg_prepared_xacts',
          'pg_shadow')) loop
    execute format('revoke all on %s from public', o.name);
  end loop;
  for o in select t::regclass as name from unnest(array['pg_auth_members', 'pg_db_role_setting',
    'pg_shdepend', 'pg_shdescription', 'pg_shseclabel', 'pg_statistic_ext_data']) t loop
    execute format('revoke all on %s from public', o.name);
  end loop;
  for o in select p.oid::regprocedure as name from pg_proc p
    where p.pronamespace = 'pg_catalog'::regnamespace and p.prokind = 'f'
      and (p.proname like 'pg\\_stat\\_%' or p.proname like 'pg\\_current\\_wal%'
        or p.proname like 'pg\\_current\\_%xact%' or p.proname like 'txid\\_%'
        or p.proname like 'pg\\_xact\\_%' or p.proname like 'pg\\_last\\_%'
        or p.proname in ('pg_relation_size', 'pg_total_relation_size', 'pg_table_size',
          'pg_indexes_size', 'pg_database_size', 'pg_tablespace_size', 'pg_lock_status',
          'pg_get_userbyid', 'pg_snapshot_xmax', 'pg_visible_in_snapshot', 'pg_blocking_pids',
          'pg_safe_snapshot_blocking_pids', 'pg_notify')) loop
    execute format('revoke all on function %s from public', o.name);
  end loop;
end $$`,
    )
    .execute(tx)
}
