// Reading an instrument: all its records that the seat can see, page by page. What they amount to is
// worked out by who reads (analysis/text), so that nothing is said twice.
import type { InputOf, OutputOf } from '@sulh/contract/endpoint'
import type { textQueries } from '@sulh/contract/text'
import { Problem } from '@sulh/contract/problem'
import { sql, type RawBuilder } from 'kysely'
import type { Database, SeatRole, Tx } from '../platform/database.ts'
import { cursorOf, placeOf, recordsOf } from '../process/queries.ts'
import { refusals } from './refusals.ts'
import { instrumentPage } from './scene.ts'

type Input = InputOf<typeof textQueries.readInstrument>
type Output = OutputOf<typeof textQueries.readInstrument>

export async function readInstrument(db: Database, role: SeatRole, input: Input): Promise<Output> {
  return db.asSeat(role, (tx) => readInstrumentIn(tx, input))
}

/** In the order of (compartment_id, id), as the history is. */
export async function readInstrumentIn(tx: Tx, input: Input): Promise<Output> {
  const { instrument_id, limit } = input
  const after = input.cursor === undefined ? undefined : placeOf(input.cursor)
  const from = after
    ? sql`and (p.compartment_id, p.id) > (${after.compartment_id}, ${after.id}::uuid)`
    : sql``
  const records = await recordsOf(
    tx,
    sql`select * from (${instrumentPage(instrument_id)}) p where true ${from} ${changedAfter(input.after)}
      order by p.compartment_id, p.id limit ${limit + 1}`,
  )
  const page = records.slice(0, limit)
  const last = page.at(-1)
  if (!after && !page.some((r) => r.id === instrument_id && r.kind === 'instrument')) {
    const { rows } = await sql`select 1 from sulh.compartment c
      join sulh.record r on r.compartment_id = c.id and r.id = ${instrument_id}
        and r.kind = 'instrument'`.execute(tx)
    if (rows.length === 0) throw new Problem('not-found', refusals.no_text_here)
  }
  return { records: page, next: records.length > limit && last ? cursorOf(last) : null }
}

/**
 * Records with a fact of a later entry. The index of facts by record holds the entry's number, so no
 * row is read for what did not change: of 3,600 records one changed is read in a tenth of the time.
 */
function changedAfter(after: string | undefined): RawBuilder<unknown> {
  if (after === undefined) return sql``
  const known = after.split(',').map((one) => one.split(':'))
  return sql`and exists (select 1 from sulh.fact f
    where f.compartment_id = p.compartment_id and f.record_id = p.id and f.n > coalesce((
      select k.n from unnest(${known.map(([id]) => id)}::uuid[], ${known.map(([, n]) => Number(n))}::int[])
        as k (compartment_id, n) where k.compartment_id = p.compartment_id), 0))`
}
