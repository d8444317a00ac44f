// Writes an installation, or what one seat can read of it, as an export (export_file.ts). It reads
// in one snapshot and streams; row security alone decides what a seat's export holds.
import type { PublicKey } from '@sulh/analysis/ledger/checkpoint'
import { toHex } from '@sulh/analysis/ledger/merkle'
import { sql } from 'kysely'
import type { Database, Tx } from '../platform/database.ts'
import { seatRole } from '../platform/roles.ts'
import { ExportWriter } from './export_file.ts'
import type { ExportLine } from './export_file.ts'
import { workingPaperLines } from './working_paper.ts'

const PAGE_ROWS = 500
type Write = (text: string) => Promise<void>
export type ExportCounts = { readonly entries: number; readonly checkpoints: number }

/** Writes the whole export through `write`. Two exports of the same state are the same bytes. */
export async function exportLedger(
  db: Database,
  of: {
    readonly seat_id: string | null
    readonly keys: readonly PublicKey[]
    readonly write: Write
  },
): Promise<ExportCounts> {
  const { seat_id, keys, write } = of
  // What the installation is, not even the backup role may read; a seat's export does not tell it.
  const example_process_id =
    seat_id === null
      ? await db.asService('provisioner', async (tx) => {
          const row = await tx
            .selectFrom('sulh.installation')
            .select('example_process_id')
            .executeTakeFirst()
          return row?.example_process_id ?? null
        })
      : null
  const work = async (tx: Tx): Promise<ExportCounts> => {
    await sql`set transaction isolation level repeatable read`.execute(tx)
    const file = new ExportWriter()
    const counts = { entries: 0, checkpoints: 0 }
    await write(file.header({ seat_id, example_process_id, keys: [...keys] }))
    for await (const line of lines(tx)) {
      if (line.type === 'entry') counts.entries++
      if (line.type === 'checkpoint') counts.checkpoints++
      await write(file.line(line))
    }
    await write(file.end())
    return counts
  }
  return seat_id === null
    ? db.asService('backup', work)
    : db.asSeat(seatRole(db.prefix, seat_id), work)
}

async function* lines(tx: Tx): AsyncGenerator<ExportLine> {
  for await (const entry of entryLines(tx)) yield entry
  const heads = await tx
    .selectFrom('sulh.head')
    .select(['compartment_id', 'n'])
    .orderBy('compartment_id')
    .execute()
  for (const { compartment_id, n } of heads) yield { type: 'head', compartment_id, n }
  for await (const checkpoint of checkpointLines(tx)) yield checkpoint
  for await (const paper of workingPaperLines(tx)) yield paper
}

/** Every entry that the role can read, by compartment and n. */
export async function* entryLines(tx: Tx): AsyncGenerator<ExportLine & { type: 'entry' }> {
  let after = { compartment_id: NOWHERE, n: 0 }
  for (;;) {
    const page = await tx
      .selectFrom('sulh.entry')
      .selectAll()
      .where(
        sql<boolean>`(compartment_id, n) > (${after.compartment_id}::uuid, ${after.n}::integer)`,
      )
      .orderBy('compartment_id')
      .orderBy('n')
      .limit(PAGE_ROWS)
      .execute()
    for (const row of page) {
      const { compartment_id, n, id, act, recorded_at, content } = row
      const [salt, leaf] = [toHex(row.salt), toHex(row.leaf)]
      yield { type: 'entry', compartment_id, n, id, act, recorded_at, salt, content, leaf }
    }
    const last = page.at(-1)
    if (!last || page.length < PAGE_ROWS) return
    after = last
  }
}

export async function* checkpointLines(
  tx: Tx,
): AsyncGenerator<ExportLine & { type: 'checkpoint' }> {
  let after = { compartment_id: NOWHERE, at: '-infinity' }
  for (;;) {
    const page = await tx
      .selectFrom('sulh.checkpoint')
      .selectAll()
      .where(
        sql<boolean>`(compartment_id, at) > (${after.compartment_id}::uuid, ${after.at}::timestamptz)`,
      )
      .orderBy('compartment_id')
      .orderBy('at')
      .limit(PAGE_ROWS)
      .execute()
    for (const row of page) {
      const { compartment_id, at, n, key_id } = row
      const [root, signature] = [toHex(row.root), toHex(row.signature)]
      yield { type: 'checkpoint', compartment_id, at, n, root, key_id, signature }
    }
    const last = page.at(-1)
    if (!last || page.length < PAGE_ROWS) return
    after = last
  }
}

/** Sorts before every random UUID. */
const NOWHERE = '00000000-0000-0000-0000-000000000000'
