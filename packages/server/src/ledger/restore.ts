// Restores an export into an empty installation of either engine: every table is rebuilt from the
// entries' contents, and drafting rooms from their own lines, in one transaction, so all of it stands
// or nothing does. The leaves are hashed anew by the database and must come out as they were. The file
// is verified first, by the caller.
import { fromHex, toHex } from '@sulh/analysis/ledger/merkle'
import { sql } from 'kysely'
import type { Database, Tx } from '../platform/database.ts'
import { fillOrder, fillReaders } from '../platform/circles.ts'
import { createSeatRole, provisioning } from '../platform/provision.ts'
import { seatRole } from '../platform/roles.ts'
import { ExportFault, readExport } from './export_file.ts'
import type { ExportHeader, ExportLine } from './export_file.ts'
import { contentRows, ledgerColumns } from './rows.ts'
import type { ContentRow, LedgerTable } from './rows.ts'
import { restoreWorkingPaper } from './working_paper.ts'

const PAGE_ENTRIES = 200
const PAGE_ROWS = 500
export type Restored = { readonly compartments: number; readonly entries: number }
type EntryLine = ExportLine & { type: 'entry' }
type CheckpointLine = ExportLine & { type: 'checkpoint' }
type Placed = ContentRow & { readonly compartment_id: string; readonly n: number }

/** The target holds something already; nothing was changed. */
export class NotEmpty extends Error {
  override readonly name = 'NotEmpty'
}

/** Throws NotEmpty, ExportFault, or the database's error; then nothing is restored. */
export async function restoreExport(db: Database, path: string): Promise<Restored> {
  const { header } = await readExport(path)
  if (header.seat_id !== null) {
    throw new ExportFault(
      `${path} holds what one seat can read: restoring needs a whole export, made without --seat.`,
    )
  }
  return provisioning(db, async (tx) => {
    const there = await tx.selectFrom('sulh.compartment').select('id').limit(1).execute()
    if (there.length > 0) throw new NotEmpty('The target is not empty.')
    for (const seat of await seatsIn(path)) await createSeatRole(tx, db, seat)
    const restored = await restoreLog(tx, db.prefix, path)
    await restoreReaders(tx, db.prefix)
    await restoreReferences(tx, path)
    await restoreCheckpoints(tx, path)
    for (const table of ['drafting', 'drafting_step'] as const) {
      for await (const page of pages(path, table, PAGE_ROWS)) {
        await restoreWorkingPaper(tx, table, page)
      }
    }
    await restoreExample(tx, header)
    return restored
  })
}

async function seatsIn(path: string): Promise<ReadonlySet<string>> {
  const seats = new Set<string>()
  for await (const page of pages(path, 'entry', PAGE_ENTRIES)) {
    for (const entry of page) {
      const { seat = [], circle = [] } = rowsOf(entry)
      for (const row of [...seat, ...circle]) seats.add(seatOf(row))
    }
  }
  return seats
}

async function restoreLog(tx: Tx, prefix: string, path: string): Promise<Restored> {
  const restored = { compartments: 0, entries: 0 }
  for await (const page of pages(path, 'entry', PAGE_ENTRIES)) {
    const listed = page.map((entry) => ({ entry, rows: rowsOf(entry) }))
    const made = listed.flatMap(({ rows }) => rows.compartment ?? [])
    await insertAll(tx, 'compartment', made)
    for (const { id } of made) {
      await sql`insert into sulh.head (compartment_id) values (${id})`.execute(tx)
    }
    await restoreEntries(tx, page)
    restored.compartments += made.length
    restored.entries += page.length
    for (const table of ['seat', 'circle', 'record', 'fact'] as const) {
      const rows = listed.flatMap(({ entry, rows: of }) => placed(entry, of[table] ?? []))
      const roled = rows.map((row) => ({ ...row, role: seatRole(prefix, seatOf(row)) }))
      await insertAll(tx, table, table === 'seat' ? roled : rows)
    }
  }
  return restored
}

/** Who reads what follows from the circles and standings, and what is wider from the circles. */
async function restoreReaders(tx: Tx, prefix: string): Promise<void> {
  // Facts of standing have rewritten rows while their circles were still incomplete.
  await tx.deleteFrom('sulh.reader').execute()
  await fillReaders(tx, prefix)
  await fillOrder(tx)
}

/** The database takes the next n and hashes the leaf itself; both must be those of the file. */
async function restoreEntries(tx: Tx, page: readonly EntryLine[]): Promise<void> {
  const made = await tx
    .insertInto('sulh.entry')
    .values(
      page.map((entry) => ({
        compartment_id: entry.compartment_id,
        id: entry.id,
        act: entry.act,
        recorded_at: entry.recorded_at,
        salt: fromHex(entry.salt),
        content: entry.content,
        // The trigger sets both; the columns have no default, so the type asks for them.
        n: entry.n,
        leaf: fromHex(entry.leaf),
      })),
    )
    .returning(['compartment_id', 'n', 'leaf'])
    .execute()
  const leaves = new Map(made.map((m) => [`${m.compartment_id} ${m.n}`, toHex(m.leaf)]))
  for (const { compartment_id, n, leaf } of page) {
    if (leaves.get(`${compartment_id} ${n}`) !== leaf) {
      throw new ExportFault(
        `Entry ${n} of compartment ${compartment_id} does not restore to itself: run sulh verify on the file.`,
      )
    }
  }
}

/** Rows that lead into other compartments, whose records must be there first. */
async function restoreReferences(tx: Tx, path: string): Promise<void> {
  for await (const page of pages(path, 'entry', PAGE_ENTRIES)) {
    for (const table of ['reference', 'opinion_ballot'] as const)
      await insertAll(
        tx,
        table,
        page.flatMap((entry) => placed(entry, rowsOf(entry)[table] ?? [])),
      )
  }
}

async function restoreCheckpoints(tx: Tx, path: string): Promise<void> {
  for await (const page of pages(path, 'checkpoint', PAGE_ROWS)) {
    await tx
      .insertInto('sulh.checkpoint')
      .values(
        page.map(({ compartment_id, at, n, root, key_id, signature }: CheckpointLine) => ({
          compartment_id,
          at,
          n,
          key_id,
          root: fromHex(root),
          signature: fromHex(signature),
        })),
      )
      .execute()
  }
}

async function restoreExample(tx: Tx, header: ExportHeader): Promise<void> {
  const { example_process_id } = header
  await tx.updateTable('sulh.installation').set({ example_process_id }).execute()
}

/** Lines of one type, some hundred at a time. Throws where the file changed since it was verified. */
async function* pages<T extends ExportLine['type']>(
  path: string,
  type: T,
  size: number,
): AsyncGenerator<Extract<ExportLine, { type: T }>[]> {
  const { lines } = await readExport(path)
  let page: Extract<ExportLine, { type: T }>[] = []
  for (;;) {
    const next = await lines.next()
    if (next.done) {
      if (page.length > 0) yield page
      if (next.value.digest_matches) return
      throw new ExportFault(`${path} changed while it was read: run sulh verify on it.`)
    }
    if (!isOf(next.value, type)) continue
    page.push(next.value)
    if (page.length === size) {
      yield page
      page = []
    }
  }
}

function isOf<T extends ExportLine['type']>(
  line: ExportLine,
  type: T,
): line is Extract<ExportLine, { type: T }> {
  return line.type === type
}

function rowsOf(entry: EntryLine) {
  return contentRows(entry.content, `Entry ${entry.n} of compartment ${entry.compartment_id}`)
}

function placed({ compartment_id, n }: EntryLine, rows: readonly ContentRow[]): Placed[] {
  return rows.map((row) => ({ ...row, compartment_id, n }))
}

function seatOf(row: ContentRow): string {
  const id = row['seat_id'] ?? row['id']
  return typeof id === 'string' ? id : ''
}

/**
 * Rows as the content has them, in one parameter; only columns that we know are taken, whatever
 * else a file may name.
 */
async function insertAll(tx: Tx, table: LedgerTable, rows: readonly ContentRow[]): Promise<void> {
  const names = ['compartment_id', 'n', 'role', ...ledgerColumns[table]]
  for (let i = 0; i < rows.length; i += PAGE_ROWS) {
    const page = rows
      .slice(i, i + PAGE_ROWS)
      .map((row) => Object.fromEntries(names.flatMap((c) => (c in row ? [[c, row[c]]] : []))))
    const into = sql.table(`sulh.${table}`)
    await sql`insert into ${into} select * from
      jsonb_populate_recordset(null::${into}, ${JSON.stringify(page)}::jsonb)`.execute(tx)
  }
}
