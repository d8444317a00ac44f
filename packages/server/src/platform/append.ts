// One ledger entry for each compartment that a command writes, and the rows with it, in one
// transaction (decisions 7). The database gives n and makes the leaf; here is only what an entry
// says. Whether the act is allowed is the command's business and row security's.
import { randomBytes, randomUUID } from 'node:crypto'
import canonicalize from 'canonicalize'
import { sql } from 'kysely'
import type { Tx } from './database.ts'

/** Everything of a command that is not its input: who, when, and the source of randomness. */
export type CommandContext = {
  readonly seat_id: string
  /** ISO 8601 in UTC with milliseconds. */
  readonly now: string
  random_id(): string
  /** 32 bytes that nobody can guess; they keep a leaf from telling what was written. */
  salt(): Uint8Array
}

export function commandContext(seat_id: string): CommandContext {
  return {
    seat_id,
    now: new Date().toISOString(),
    random_id: () => randomUUID(),
    salt: () => new Uint8Array(randomBytes(32)),
  }
}

/** In the order in which the tables' keys need them. */
const tables = [
  'compartment',
  'seat',
  'circle',
  'record',
  'fact',
  'reference',
  'opinion_ballot',
] as const
export type LedgerTable = (typeof tables)[number]
export type LedgerRow = {
  readonly table: LedgerTable
  /** Columns but `n` and `compartment_id`, which are the entry's. */
  readonly row: Readonly<Record<string, unknown>>
}
export type Write = {
  readonly compartment_id: string
  readonly entry_id: string
  /** The command's name. */
  readonly act: string
  readonly rows: readonly LedgerRow[]
}

/** An entry by its place in the ledger: all that an event tells (decisions 7). */
export type Written = { readonly compartment_id: string; readonly n: number }

type Author = Pick<CommandContext, 'now' | 'salt'> & { readonly seat_id: string | null }

/** Canonical JSON (RFC 8785) of an entry; the rows of all other tables can be rebuilt from it. */
export function entryContent(write: Write, author: Omit<Author, 'salt'>): string {
  const rows = Object.fromEntries(
    tables.flatMap((table) => {
      const own = write.rows.filter((r) => r.table === table).map((r) => r.row)
      return own.length > 0 ? [[table, own]] : []
    }),
  )
  const content = canonicalize({
    v: 1,
    compartment_id: write.compartment_id,
    id: write.entry_id,
    act: write.act,
    recorded_at: author.now,
    by: author.seat_id,
    rows,
  })
  if (content === undefined) throw new Error('An entry has no JSON form.')
  return content
}

/**
 * Takes the next n of each compartment, in the order of their ids, and writes rows of record, fact,
 * reference and opinion_ballot. Call it late: from here on other writers of these compartments wait.
 */
export async function append(
  tx: Tx,
  writes: readonly Write[],
  context: CommandContext,
): Promise<ReadonlyMap<string, number>> {
  const sorted = writes.toSorted((a, b) => (a.compartment_id < b.compartment_id ? -1 : 1))
  const heads = new Map<string, number>()
  for (const write of sorted) heads.set(write.compartment_id, await appendEntry(tx, write, context))
  for (const write of sorted) {
    const { compartment_id } = write
    await insertRows(tx, { write, compartment_id, n: heads.get(compartment_id) ?? 0 })
  }
  return heads
}

/** The entries that a command made, for those who tell of them after its commit. */
export function writtenIn(heads: ReadonlyMap<string, number>): Written[] {
  return [...heads].map(([compartment_id, n]) => ({ compartment_id, n }))
}

/** The entry alone; answers its n. */
export async function appendEntry(tx: Tx, write: Write, author: Author): Promise<number> {
  const content = entryContent(write, author)
  const { rows } = await sql<{ n: number }>`
    insert into sulh.entry (compartment_id, id, act, recorded_at, salt, content)
    values (${write.compartment_id}, ${write.entry_id}, ${write.act}, ${author.now},
      ${author.salt()}, ${content})
    returning n`.execute(tx)
  return rows[0]?.n ?? 0
}

async function insertRows(
  tx: Tx,
  { write, compartment_id, n }: { write: Write; compartment_id: string; n: number },
): Promise<void> {
  for (const table of ['record', 'fact', 'reference', 'opinion_ballot'] as const) {
    const rows = write.rows
      .filter((r) => r.table === table)
      .map(({ row }) => ({ ...row, compartment_id, n }))
    if (rows.length === 0) continue
    // One JSON parameter instead of one a column: a command may write thousands of values, and the
    // statement stays the same whatever their number.
    const into = sql.table(`sulh.${table}`)
    await sql`insert into ${into} select * from
      jsonb_populate_recordset(null::${into}, ${JSON.stringify(rows)}::jsonb)`.execute(tx)
  }
}
