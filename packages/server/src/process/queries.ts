// Reading records with their facts, as one seat. Row security decides what there is; nothing here
// filters. A record is read in one statement with its facts and references.
import type { InputOf, OutputOf } from '@sulh/contract/endpoint'
import type { Fact, Kind, ProcessRecord, processEndpoints } from '@sulh/contract/process'
import { dialogueBodyKinds } from '@sulh/contract/forum_dialogue_kinds'
import { textBodyKinds } from '@sulh/contract/text'
import { Problem } from '@sulh/contract/problem'
import { sql, type RawBuilder } from 'kysely'
import type { Database, SeatRole, Tx } from '../platform/database.ts'

export { recordPeriods } from './standing.ts'

type FactRow = Fact & { readonly kind: Kind }

function factOf(row: FactRow): Fact {
  const { kind: _, ...fact } = row
  return fact
}

/**
 * Records of a page with all their facts; `page` selects compartment_id, id and kind. The ordered
 * lateral keeps it at one index scan a record: as a plain join, without statistics, which the
 * embedded engine never gathers, all facts were read (measured: 20 ms instead of 0.6).
 */
export async function recordsOf(tx: Tx, page: RawBuilder<unknown>): Promise<ProcessRecord[]> {
  const { rows } = await sql<FactRow>`
    with page as materialized (${page})
    select p.kind, f.id, f.record_id, f.compartment_id, f.n, f.facet, f.act, f.of_fact_id, f.value,
      f.known_from, f.held_from, f.held_to, f.certainty, f.mark, f.channel, f.confirmation,
      f.recorded_by, f.recorded_at,
      coalesce((select json_agg(json_build_object('path', x.path,
          'compartment_id', x.ref_compartment_id, 'id', x.ref_id) order by x.path, x.ordinal)
        from sulh.reference x
        where x.compartment_id = f.compartment_id and x.fact_id = f.id), '[]') as references
    from page p
    cross join lateral (select * from sulh.fact f
      where f.compartment_id = p.compartment_id and f.record_id = p.id order by f.n, f.ordinal) f
    order by p.compartment_id, p.id, f.n, f.ordinal`.execute(tx)
  const groups = Map.groupBy(rows, (row) => `${row.compartment_id} ${row.record_id}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const { record_id: id, compartment_id, kind } = first
    return [{ id, compartment_id, kind, facts: group.map(factOf) }]
  })
}

/**
 * Every record of this id that can be read here. `compartment` under row security is the list of
 * what the seat reads, and drives the look-up: an index entry each, whatever lies in the rest.
 */
export async function recordsById(tx: Tx, id: string): Promise<ProcessRecord[]> {
  return recordsOf(
    tx,
    sql`select r.compartment_id, r.id, r.kind from sulh.compartment c
      join sulh.record r on r.compartment_id = c.id and r.id = ${id}`,
  )
}

/** Every record of a kind in the reference data of a process, in the order of their ids. */
export async function referenceRecords(tx: Tx, kind: Kind): Promise<ProcessRecord[]> {
  return recordsOf(
    tx,
    sql`select r.compartment_id, r.id, r.kind from sulh.compartment c
      join sulh.record r on r.compartment_id = c.id and r.kind = ${kind}
      where c.kind = 'process'`,
  )
}

export async function getRecordIn(tx: Tx, id: string): Promise<ProcessRecord> {
  const [record] = await recordsById(tx, id)
  if (!record)
    throw new Problem('not-found', { en: 'There is no such record.', ar: 'لا وجود لهذا السجل.' })
  return record
}

export async function getRecord(db: Database, role: SeatRole, id: string): Promise<ProcessRecord> {
  return db.asSeat(role, (tx) => getRecordIn(tx, id))
}

type ListInput = InputOf<typeof processEndpoints.listHistory>
type ListOutput = OutputOf<typeof processEndpoints.listHistory>
type Place = { readonly compartment_id: string; readonly id: string }
const START = '00000000-0000-0000-0000-000000000000'

export async function listHistory(
  db: Database,
  role: SeatRole,
  input: ListInput,
): Promise<ListOutput> {
  return db.asSeat(role, (tx) => listHistoryIn(tx, input))
}

/** A page in the order of (compartment_id, id); both are random, so the order tells nothing. */
export async function listHistoryIn(tx: Tx, input: ListInput): Promise<ListOutput> {
  const { limit, kind, compartment_id } = input
  if (compartment_id !== undefined) await refuseUnknown(tx, compartment_id)
  const after = input.cursor === undefined ? undefined : placeOf(input.cursor)
  const from = after ?? { compartment_id: START, id: START }
  // The parts of a text are read by instrument: hundreds of them would slow every first page.
  const ofKind =
    kind === undefined
      ? sql`and r.kind <> all (${[...textBodyKinds, ...dialogueBodyKinds]}::text[])`
      : sql`and r.kind = ${kind}`
  const only = compartment_id === undefined ? sql`` : sql`and id = ${compartment_id}`
  // What a window lacks after a live event: a few records of thousands. The index of facts by record
  // holds their entry's number, so that no table is read for those that did not change.
  const changed =
    compartment_id === undefined || input.after_n === undefined
      ? sql``
      : sql`and r.id in (select f.record_id from sulh.fact f
          where f.compartment_id = ${compartment_id} and f.n > ${input.after_n})`
  // One index scan a compartment, begun only while the page is not full.
  const records = await recordsOf(
    tx,
    sql`select r.compartment_id, r.id, r.kind
      from (select id from sulh.compartment
        where id >= ${from.compartment_id} ${only} order by id) c
      cross join lateral (
        select r.compartment_id, r.id, r.kind from sulh.record r
        where r.compartment_id = c.id ${ofKind} ${changed}
          and r.id > case when c.id = ${from.compartment_id} then ${from.id}::uuid
            else ${START}::uuid end
        order by r.id limit ${limit + 1}) r
      order by c.id, r.id limit ${limit + 1}`,
  )
  const page = records.slice(0, limit)
  const last = page.at(-1)
  return { records: page, next: records.length > limit && last ? cursorOf(last) : null }
}

async function refuseUnknown(tx: Tx, compartment_id: string): Promise<void> {
  const found = await tx
    .selectFrom('sulh.compartment')
    .select('id')
    .where('id', '=', compartment_id)
    .executeTakeFirst()
  if (!found)
    throw new Problem('not-found', {
      en: 'There is no such compartment.',
      ar: 'لا وجود لهذا الحيز.',
    })
}

export function cursorOf({ compartment_id, id }: Place): string {
  return Buffer.from((compartment_id + id).replaceAll('-', ''), 'hex').toString('base64url')
}

export function placeOf(cursor: string): Place {
  const hex = Buffer.from(cursor, 'base64url').toString('hex')
  const field = 'cursor'
  if (hex.length !== 64)
    throw new Problem(
      'invalid-input',
      { en: 'This cursor is none of ours.', ar: 'هذا المؤشر ليس من مؤشراتنا.' },
      [
        {
          field,
          expected: { en: 'the `next` of an earlier page', ar: 'قيمة `next` من صفحة سابقة' },
          action: { en: 'Begin without a cursor.', ar: 'ابدأ من دون مؤشر.' },
        },
      ],
    )
  return { compartment_id: hex.slice(0, 32), id: hex.slice(32) }
}
