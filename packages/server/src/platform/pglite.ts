// The embedded engine: one connection in a worker thread, one transaction at a time, each begun
// under its role in the same message as its first statement. `RESET ROLE` leads back to the
// superuser here, so row security stops mistakes and not injected SQL (confidentiality.md).
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely'
import type { Tx } from './database.ts'
import { DatabaseFault } from './pglite_protocol.ts'
import type { Answer, Rows, Statement } from './pglite_protocol.ts'
import type { Schema } from './schema.ts'

/** The thread and the one connection in it. */
export class Pglite {
  readonly #worker: Worker
  readonly #waiting = new Map<number, PromiseWithResolvers<readonly Rows[]>>()
  readonly #roles = new Map<string, Kysely<Schema>>()
  #next = 1
  #turn: Promise<void> = Promise.resolve()
  #ended: Error | undefined

  private constructor(data_dir: string, image: string | undefined) {
    this.#worker = new Worker(new URL('./pglite_worker.ts', import.meta.url), {
      workerData: { data_dir, image },
    })
    this.#worker.on('message', (answer: Answer) => this.#settle(answer))
    this.#worker.on('error', (error) => this.#end(error))
    this.#worker.on('exit', () => this.#end(new Error('The embedded database has ended.')))
  }

  static async open(data_dir: string, image?: string): Promise<Pglite> {
    const opening = Promise.withResolvers<readonly Rows[]>()
    const pglite = new Pglite(data_dir, image)
    pglite.#waiting.set(0, opening)
    await opening.promise
    return pglite
  }

  /** Runs statements in one message; rejects with the first one's error. */
  async send(statements: readonly Statement[]): Promise<readonly Rows[]> {
    if (this.#ended) throw this.#ended
    const id = this.#next++
    const answer = Promise.withResolvers<readonly Rows[]>()
    this.#waiting.set(id, answer)
    this.#worker.postMessage({ id, statements })
    return answer.promise
  }

  /** Waits until the connection is free; the holder calls what it gets to pass it on. */
  async turn(): Promise<() => void> {
    const before = this.#turn
    const mine = Promise.withResolvers<void>()
    this.#turn = mine.promise
    await before
    return mine.resolve
  }

  /** One transaction under a role; undefined is the owner. */
  async transaction<T>(role: string | undefined, work: (tx: Tx) => Promise<T>): Promise<T> {
    const key = role ?? ''
    let kysely = this.#roles.get(key)
    if (!kysely) this.#roles.set(key, (kysely = new Kysely({ dialect: dialectFor(this, role) })))
    return kysely.transaction().execute(work)
  }

  async close(): Promise<void> {
    const pass = await this.turn()
    if (!this.#ended) {
      const exit = once(this.#worker, 'exit')
      this.#worker.postMessage('close')
      await exit
    }
    pass()
  }

  #settle({ id, results, fault }: Answer): void {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (fault) waiting?.reject(new DatabaseFault(fault))
    else waiting?.resolve(results)
  }

  #end(error: Error): void {
    this.#ended ??= error
    for (const waiting of this.#waiting.values()) waiting.reject(this.#ended)
    this.#waiting.clear()
  }
}

function dialectFor(pglite: Pglite, role: string | undefined): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new RoleDriver(pglite, role),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}

class RoleConnection implements DatabaseConnection {
  readonly #pglite: Pglite
  readonly pass: () => void
  /** Sent before the first statement, in the same message. */
  opening: Statement | undefined
  begun = false
  failed: unknown

  constructor(pglite: Pglite, pass: () => void) {
    this.#pglite = pglite
    this.pass = pass
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const before = this.opening ? [this.opening] : []
    this.opening = undefined
    this.begun ||= before.length > 0
    try {
      const { sql, parameters } = query
      const result = (await this.#pglite.send([...before, { sql, parameters }])).at(-1)
      return {
        rows: (result?.rows ?? []) as R[],
        numAffectedRows: BigInt(result?.affected ?? 0),
      }
    } catch (error) {
      this.failed ??= error
      throw error
    }
  }

  async end(word: 'commit' | 'rollback'): Promise<void> {
    this.opening = undefined
    if (this.begun) await this.#pglite.send([{ sql: word, parameters: [] }])
  }

  // oxlint-disable-next-line require-yield -- the interface wants a generator, there is none
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('The embedded database does not stream: read page by page.')
  }
}

class RoleDriver implements Driver {
  readonly #pglite: Pglite
  readonly #role: string | undefined

  constructor(pglite: Pglite, role: string | undefined) {
    this.#pglite = pglite
    this.#role = role
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return new RoleConnection(this.#pglite, await this.#pglite.turn())
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const identity = this.#role === undefined ? '' : `; set local role "${this.#role}"`
    own(connection).opening = { sql: `begin${identity}`, parameters: [] }
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    const { failed } = own(connection)
    // COMMIT of a failed transaction rolls back without an error; that must not look like success.
    if (failed !== undefined) throw failed
    await own(connection).end('commit')
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await own(connection).end('rollback')
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    own(connection).pass()
  }

  async destroy(): Promise<void> {}
}

function own(connection: DatabaseConnection): RoleConnection {
  if (connection instanceof RoleConnection) return connection
  throw new Error('A connection of another driver.')
}
