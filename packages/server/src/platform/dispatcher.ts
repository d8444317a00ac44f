// One dispatcher a process: hears which ledger entries were committed and tells the streams of the
// roles that read them. It knows (compartment, n) and readers, never content (decisions 7).
// What a stream hears, and in which order, follows from commits in its own compartments alone:
// nudges carry their n and go out in the order of their arrival, never regrouped by others' work.
import { limits } from '@sulh/contract/limits'
import type { Written } from './append.ts'
import type { Database } from './database.ts'
import { logFault } from './log.ts'
import type { Log } from './log.ts'

/** Called with the entry and its encoded event, made once for all streams. */
export type Listener = (entry: Written, encoded: string) => void

export interface Dispatcher {
  /** After a commit, what it wrote. Returns at once. */
  nudge(written: readonly Written[]): void
  subscribe(role: string, listener: Listener): () => void
  /** Reads all heads and tells what was missed: other processes' commits. */
  catchUp(): Promise<void>
  /** Resolves when all that was nudged so far is out. */
  settled(): Promise<void>
  close(): Promise<void>
}

export function encodeEntry(entry: Written): string {
  const json = JSON.stringify({ compartment_id: entry.compartment_id, n: entry.n })
  return `event: entry\nid: ${entry.compartment_id}:${entry.n}\ndata: ${json}\n\n`
}

type Readers = ReadonlyMap<string, readonly string[]>

async function readersOf(db: Database, compartments: readonly string[]): Promise<Readers> {
  const rows = await db.asService('dispatcher', (tx) =>
    tx
      .selectFrom('sulh.reader')
      .select(['compartment_id', 'role'])
      .where('compartment_id', 'in', [...compartments])
      .execute(),
  )
  const readers = new Map<string, string[]>()
  for (const row of rows) {
    const roles = readers.get(row.compartment_id)
    if (roles) roles.push(row.role)
    else readers.set(row.compartment_id, [row.role])
  }
  return readers
}

function readHeads(db: Database): Promise<Written[]> {
  return db.asService('dispatcher', (tx) =>
    tx.selectFrom('sulh.head').select(['compartment_id', 'n']).execute(),
  )
}

class Streams {
  readonly #byRole = new Map<string, Set<Listener>>()
  /** Last n told, by compartment. */
  readonly #told: Map<string, number>
  constructor(heads: readonly Written[]) {
    this.#told = new Map(heads.map((head) => [head.compartment_id, head.n]))
  }

  subscribe(role: string, listener: Listener): () => void {
    const listeners = this.#byRole.get(role) ?? new Set()
    this.#byRole.set(role, listeners)
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0 && this.#byRole.get(role) === listeners) this.#byRole.delete(role)
    }
  }

  isNews(written: Written): boolean {
    return written.n > (this.#told.get(written.compartment_id) ?? 0)
  }

  tell(written: Written, readers: Readers): void {
    const { compartment_id } = written
    for (let n = (this.#told.get(compartment_id) ?? 0) + 1; n <= written.n; n += 1) {
      const entry = { compartment_id, n }
      const encoded = encodeEntry(entry)
      for (const role of readers.get(compartment_id) ?? []) {
        for (const listener of this.#byRole.get(role) ?? []) listener(entry, encoded)
      }
      this.#told.set(compartment_id, n)
    }
  }
}

/**
 * @param options.poll whether other processes write to the same database. Polling goes by the clock
 *   (limits.dispatcher_poll_ms) and not by anybody's activity.
 */
export async function startDispatcher(options: {
  db: Database
  log: Log
  poll: boolean
}): Promise<Dispatcher> {
  const { db, log } = options
  const streams = new Streams(await readHeads(db))
  const waiting: Written[] = []
  let running: Promise<void> | undefined
  let polling: Promise<void> | undefined
  let closed = false

  async function deliver(batch: readonly Written[]): Promise<void> {
    const news = batch.filter((written) => streams.isNews(written))
    if (news.length === 0) return
    const readers = await readersOf(db, [...new Set(news.map((w) => w.compartment_id))])
    for (const written of news) streams.tell(written, readers)
  }

  async function run(): Promise<void> {
    // The first await lets a caller store the promise before anything runs.
    await Promise.resolve()
    while (waiting.length > 0 && !closed) {
      try {
        await deliver(waiting.splice(0))
      } catch (error) {
        logFault(log, error, 'dispatcher')
      }
    }
    running = undefined
  }

  function nudge(written: readonly Written[]): void {
    const sorted = [...written].sort((a, b) => (a.compartment_id < b.compartment_id ? -1 : 1))
    waiting.push(...sorted)
    if (waiting.length > 0 && !closed) running ??= run()
  }

  async function catchUp(): Promise<void> {
    const heads = await readHeads(db)
    nudge(heads.filter((head) => streams.isNews(head)))
    await running
  }

  const timer = options.poll
    ? setInterval(() => {
        polling ??= catchUp()
          .catch((error: unknown) => void logFault(log, error, 'dispatcher'))
          .finally(() => {
            polling = undefined
          })
      }, limits.dispatcher_poll_ms)
    : undefined

  return {
    nudge,
    subscribe: (role, listener) => streams.subscribe(role, listener),
    catchUp,
    settled: async () => {
      await running
    },
    async close() {
      closed = true
      clearInterval(timer)
      await polling
      await running
    },
  }
}
