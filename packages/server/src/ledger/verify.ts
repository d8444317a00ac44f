// Verification as the server and the command line do it: of an export, streamed from its file, and
// of an installation, where the tables are compared with the ledger as well. The judgement itself
// is @sulh/analysis/ledger/verify, which needs no server.
import type { Checkpoint, PublicKey } from '@sulh/analysis/ledger/checkpoint'
import { type Entry, type Report, verifyLog } from '@sulh/analysis/ledger/verify'
import { sql } from 'kysely'
import * as z from 'zod'
import type { Database } from '../platform/database.ts'
import { checkpointLines, entryLines } from './export.ts'
import { readExport } from './export_file.ts'
import type { Closing, ExportHeader, ExportLine } from './export_file.ts'
import { compareRows } from './rows.ts'
import type { RowFinding } from './rows.ts'

export type Names = ReadonlyMap<string, { readonly en: string; readonly ar: string }>
export type Verdict = { readonly report: Report; readonly names: Names }

/** Collects what verifyLog asks for once the entries have passed by. */
class Gathered {
  readonly heads = new Map<string, number>()
  readonly checkpoints: Checkpoint[] = []
  readonly names = new Map<string, { en: string; ar: string }>()
  closing: Closing | undefined

  async *entries(lines: AsyncGenerator<ExportLine, Closing | void>): AsyncGenerator<Entry> {
    for (;;) {
      const next = await lines.next()
      if (next.done) {
        if (next.value) this.closing = next.value
        return
      }
      const line = next.value
      if (line.type === 'head') this.heads.set(line.compartment_id, line.n)
      else if (line.type === 'checkpoint') this.checkpoints.push(line)
      else if (line.type === 'entry') {
        if (line.n === 1) this.#name(line)
        yield line
      }
    }
  }

  /** A compartment's name stands in its first entry; a log that lacks it is called by its id. */
  #name(entry: Entry): void {
    const parsed = opening.safeParse(json(entry.content))
    const made = parsed.data?.rows.compartment[0]
    if (made) this.names.set(entry.compartment_id, { en: made.name_en, ar: made.name_ar })
  }
}
const opening = z.object({
  rows: z.object({ compartment: z.array(z.object({ name_en: z.string(), name_ar: z.string() })) }),
})

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Throws ExportFault where the file is no whole export. */
export async function verifyExport(
  path: string,
  kept: readonly Checkpoint[] = [],
): Promise<Verdict & { readonly header: ExportHeader; readonly digest_matches: boolean }> {
  const { header, lines } = await readExport(path)
  const gathered = new Gathered()
  const report = await verifyLog({
    entries: gathered.entries(lines),
    checkpoints: () => gathered.checkpoints,
    keys: () => header.keys,
    heads: () => gathered.heads,
    kept,
  })
  const digest_matches = gathered.closing?.digest_matches ?? false
  return { report, names: gathered.names, header, digest_matches }
}

/** The ledger of a database, and whether its tables still say what the ledger says. */
export async function verifyDatabase(
  db: Database,
  keys: readonly PublicKey[],
  kept: readonly Checkpoint[] = [],
): Promise<Verdict & { readonly row: RowFinding | null }> {
  const gathered = new Gathered()
  const report = await db.asService('backup', async (tx) => {
    await sql`set transaction isolation level repeatable read`.execute(tx)
    const heads = await tx.selectFrom('sulh.head').select(['compartment_id', 'n']).execute()
    for await (const checkpoint of checkpointLines(tx)) gathered.checkpoints.push(checkpoint)
    return verifyLog({
      entries: gathered.entries(entryLines(tx)),
      checkpoints: () => gathered.checkpoints,
      keys: () => keys,
      heads: () => new Map(heads.map((h) => [h.compartment_id, h.n])),
      kept,
    })
  })
  return { report, names: gathered.names, row: report.ok ? await compareRows(db) : null }
}
