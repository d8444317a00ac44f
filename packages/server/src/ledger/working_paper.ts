// Drafting rooms in an export: working paper that stands beside the ledger (ADR 0006). It is carried
// along so that a restore loses no typed word; no checkpoint covers it and `sulh verify` says nothing
// of it. What was taken over is in the entries.
import { sql } from 'kysely'
import * as z from 'zod'
import type { Tx } from '../platform/database.ts'

const id = z.string()
export const draftingLine = z.strictObject({
  type: z.literal('drafting'),
  compartment_id: id,
  subject_id: id,
  subject_compartment_id: id,
  instrument_id: id,
  subject: z.string(),
  base_en: id.nullable(),
  base_ar: id.nullable(),
  english: z.unknown(),
  arabic: z.unknown(),
  opened_by: id,
  opened_at: z.string(),
})
export const draftingStepLine = z.strictObject({
  type: z.literal('drafting_step'),
  compartment_id: id,
  subject_id: id,
  language: z.string(),
  version: z.int(),
  client: id,
  seat_id: id,
  at: z.string(),
  step: z.unknown(),
  content: z.unknown(),
})
export type WorkingPaper = z.output<typeof draftingLine> | z.output<typeof draftingStepLine>

const PAGE_ROWS = 500
const columns = {
  drafting: Object.keys(draftingLine.shape).filter((name) => name !== 'type'),
  drafting_step: Object.keys(draftingStepLine.shape).filter((name) => name !== 'type'),
}
const keys = {
  drafting: ['compartment_id', 'subject_id'],
  drafting_step: ['compartment_id', 'subject_id', 'language', 'version'],
}
/** Sorts before every random UUID. */
const NOWHERE = '00000000-0000-0000-0000-000000000000'
const first = {
  drafting: [NOWHERE, NOWHERE],
  drafting_step: [NOWHERE, NOWHERE, '', 0],
}

/** Rooms, then their steps in order, as far as the role can read them. */
export async function* workingPaperLines(tx: Tx): AsyncGenerator<WorkingPaper> {
  for (const table of ['drafting', 'drafting_step'] as const) {
    const key = keys[table]
    const list = sql.join(key.map((name) => sql.ref(name)))
    let after: readonly unknown[] = first[table]
    for (;;) {
      const { rows } = await sql<Record<string, unknown>>`
        select ${sql.join(columns[table].map((name) => sql.ref(name)))}
        from ${sql.table(`sulh.${table}`)}
        where (${list}) > (${sql.join(after)}) order by ${list} limit ${PAGE_ROWS}`.execute(tx)
      for (const row of rows) {
        const line = { type: table, ...row }
        yield table === 'drafting' ? draftingLine.parse(line) : draftingStepLine.parse(line)
      }
      const last = rows.at(-1)
      if (!last || rows.length < PAGE_ROWS) break
      after = key.map((name) => last[name])
    }
  }
}

export async function restoreWorkingPaper(
  tx: Tx,
  table: 'drafting' | 'drafting_step',
  page: readonly WorkingPaper[],
): Promise<void> {
  const into = sql.table(`sulh.${table}`)
  const list = sql.join(columns[table].map((name) => sql.ref(name)))
  await sql`insert into ${into} (${list}) select ${list}
    from jsonb_populate_recordset(null::${into}, ${JSON.stringify(page)}::jsonb)`.execute(tx)
}
