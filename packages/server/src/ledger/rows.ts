// The rows that an entry's content holds, and whether the tables still say the same. The ledger is
// the truth: every row of these tables stands in exactly one entry, and can be rebuilt from it.
import canonicalize from 'canonicalize'
import { sql } from 'kysely'
import * as z from 'zod'
import type { Database, Tx } from '../platform/database.ts'
import { entryLines } from './export.ts'
import { ExportFault } from './export_file.ts'
import { expectedReaders, type ExpectedReader } from './readers.ts'

/** Columns of each table as the content has them: without n, compartment_id and role. */
export const ledgerColumns = {
  compartment: ['id', 'process_id', 'kind', 'name_en', 'name_ar', 'made_at'],
  seat: ['id', 'kind', 'title_en', 'title_ar', 'delegation_id'],
  circle: ['seat_id', 'kind', 'title_en', 'title_ar', 'may_write'],
  record: ['id', 'kind'],
  fact: [
    'id',
    'record_id',
    'ordinal',
    'facet',
    'act',
    'of_fact_id',
    'value',
    'known_from',
    'held_from',
    'held_to',
    'certainty',
    'mark',
    'channel',
    'confirmation',
    'recorded_by',
    'recorded_at',
  ],
  reference: ['fact_id', 'path', 'ordinal', 'ref_compartment_id', 'ref_id'],
  opinion_ballot: [
    'id',
    'ordinal',
    'dialogue_compartment_id',
    'dialogue_id',
    'participant',
    'import_id',
    'bloc',
    'votes',
    'recorded_at',
  ],
} as const
export type LedgerTable = keyof typeof ledgerColumns
export const ledgerTables = Object.keys(ledgerColumns) as LedgerTable[]

const row = z.record(z.string(), z.unknown())
const contentSchema = z.object({
  v: z.literal(1),
  rows: z.strictObject({
    compartment: z.array(row).optional(),
    seat: z.array(row).optional(),
    circle: z.array(row).optional(),
    record: z.array(row).optional(),
    fact: z.array(row).optional(),
    reference: z.array(row).optional(),
    opinion_ballot: z.array(row).optional(),
  }),
})
export type ContentRow = Readonly<Record<string, unknown>>
export type ContentRows = Readonly<Partial<Record<LedgerTable, readonly ContentRow[]>>>

/** The rows in an entry's content. Throws ExportFault where it is of a form not known here. */
export function contentRows(content: string, where: string): ContentRows {
  const parsed = contentSchema.safeParse(JSON.parse(content))
  if (parsed.success) {
    const { rows } = parsed.data
    return Object.fromEntries(
      ledgerTables.flatMap((table) => (rows[table] ? [[table, rows[table]]] : [])),
    )
  }
  throw new ExportFault(
    `${where} holds rows that this version does not know: use a newer sulh.`,
    true,
  )
}

/** A table that no longer says what the ledger says; n is 0 where no entry can be named. */
export type RowFinding = {
  readonly compartment_id: string
  readonly n: number
  readonly table: LedgerTable | 'reader'
}

/** The first row that differs from the ledger, or null. Reads everything once, page by page. */
export async function compareRows(db: Database): Promise<RowFinding | null> {
  return db.asService('backup', async (tx) => {
    await sql`set transaction isolation level repeatable read`.execute(tx)
    const compartments = new Map(
      (await tx.selectFrom('sulh.compartment').selectAll().execute()).map((c) => [c.id, c]),
    )
    const opened = new Set<string>()
    const batch = { entries: [] as { compartment_id: string; n: number; rows: ContentRows }[] }
    for await (const { compartment_id, n, content } of entryLines(tx)) {
      const rows = contentRows(content, `Entry ${n} of compartment ${compartment_id}`)
      for (const made of rows.compartment ?? []) {
        const stands = compartments.get(compartment_id)
        if (!stands || text('compartment', stands) !== bare(made)) {
          return { compartment_id, n, table: 'compartment' }
        }
        opened.add(compartment_id)
      }
      batch.entries.push({ compartment_id, n, rows })
      if (batch.entries.length < PAGE_ENTRIES) continue
      const finding = await compareEntries(tx, batch.entries.splice(0))
      if (finding) return finding
    }
    const finding = await compareEntries(tx, batch.entries)
    if (finding) return finding
    const stray = [...compartments.keys()].find((id) => !opened.has(id))
    if (stray) return { compartment_id: stray, n: 0, table: 'compartment' }
    return compareReaders(tx, db.prefix)
  })
}
const PAGE_ENTRIES = 200

type Listed = { readonly compartment_id: string; readonly n: number; readonly rows: ContentRows }

async function compareEntries(tx: Tx, entries: readonly Listed[]): Promise<RowFinding | null> {
  const [first, last] = [entries[0], entries.at(-1)]
  if (!first || !last) return null
  const standing = new Map<string, string[]>()
  for (const table of ledgerTables) {
    if (table === 'compartment') continue
    // The tables share these two columns; the type of a joined union would say no more.
    const rows = await sql<{ compartment_id: string; n: number }>`
      select * from ${sql.table(`sulh.${table}`)}
      where (compartment_id, n) >= (${first.compartment_id}::uuid, ${first.n}::integer)
        and (compartment_id, n) <= (${last.compartment_id}::uuid, ${last.n}::integer)`.execute(tx)
    for (const stands of rows.rows) {
      const key = `${stands.compartment_id} ${stands.n} ${table}`
      const list = standing.get(key)
      if (list) list.push(text(table, stands))
      else standing.set(key, [text(table, stands)])
    }
  }
  for (const { compartment_id, n, rows } of entries) {
    for (const table of ledgerTables) {
      if (table === 'compartment') continue
      const stands = (standing.get(`${compartment_id} ${n} ${table}`) ?? []).sort()
      const written = (rows[table] ?? []).map(bare).sort()
      if (stands.join('\n') !== written.join('\n')) return { compartment_id, n, table }
    }
  }
  return null
}

/** The readers must be exactly those that the ledger tells of. */
async function compareReaders(tx: Tx, prefix: string): Promise<RowFinding | null> {
  const readers = await tx.selectFrom('sulh.reader').selectAll().execute()
  const expected = new Map(
    (await expectedReaders(tx, prefix)).map((reader) => [readerKey(reader), reader]),
  )
  for (const reader of readers) {
    if (expected.delete(readerKey(reader))) continue
    return { compartment_id: reader.compartment_id, n: 0, table: 'reader' }
  }
  const [missing] = expected.values()
  return missing ? { compartment_id: missing.compartment_id, n: 0, table: 'reader' } : null
}

function readerKey({ compartment_id, role, may_write, begins, ends }: ExpectedReader): string {
  return [compartment_id, role, may_write, begins, ends].join(' ')
}

function text(table: LedgerTable, stands: object): string {
  return bare(Object.fromEntries(ledgerColumns[table].map((c) => [c, Reflect.get(stands, c)])))
}

/** Canonical, and the same whether an empty column was written as null or left out. */
function bare(written: ContentRow): string {
  return (
    canonicalize(Object.fromEntries(Object.entries(written).filter(([, v]) => v !== null))) ?? ''
  )
}
