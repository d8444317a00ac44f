// Writes many entries with their rows in a few statements, in the order given: append.ts for a
// whole case. The database gives each its n and its leaf as for a single one.
import { sql } from 'kysely'
import { entryContent } from '../platform/append.ts'
import type { Tx } from '../platform/database.ts'
import type { Authored, Loading } from './case_writes.ts'

/** Rows of one statement; a JSON parameter of a few hundred kB each. */
const CHUNK_ROWS = 500

export async function appendAll(
  tx: Tx,
  writes: readonly Authored[],
  loading: Loading,
): Promise<void> {
  const n = new Map<string, number>()
  for (const part of chunks(writes)) {
    const entries = part.map(({ write, seat_id }, place) => ({
      place,
      compartment_id: write.compartment_id,
      id: write.entry_id,
      act: write.act,
      recorded_at: loading.now,
      // bytea in its text form.
      salt: `\\x${Buffer.from(loading.salt()).toString('hex')}`,
      content: entryContent(write, { now: loading.now, seat_id }),
    }))
    const { rows } = await sql<{ id: string; n: number }>`
      insert into sulh.entry (compartment_id, id, act, recorded_at, salt, content)
      select compartment_id, id, act, recorded_at, salt, content
      from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as x (place integer,
        compartment_id uuid, id uuid, act text, recorded_at timestamptz, salt bytea, content text)
      order by place
      returning id, n`.execute(tx)
    for (const row of rows) n.set(row.id, row.n)
  }
  for (const table of ['record', 'fact', 'reference', 'opinion_ballot'] as const) {
    const rows = writes.flatMap(({ write }) =>
      write.rows
        .filter((r) => r.table === table)
        .map(({ row }) => ({
          ...row,
          compartment_id: write.compartment_id,
          n: n.get(write.entry_id) ?? 0,
        })),
    )
    const into = sql.table(`sulh.${table}`)
    for (const part of chunks(rows))
      await sql`insert into ${into} select * from
        jsonb_populate_recordset(null::${into}, ${JSON.stringify(part)}::jsonb)`.execute(tx)
  }
}

function* chunks<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += CHUNK_ROWS) yield all.slice(from, from + CHUNK_ROWS)
}
