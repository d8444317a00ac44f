// What an act on a text looks at: the instrument and the records near those that the act names, as
// of now, under the seat's role. Row security decides what there is.
import { recordAsOf, type RecordState } from '@sulh/analysis/history/asof'
import type { Fact, Kind, ProcessRecord } from '@sulh/contract/process'
import { Problem } from '@sulh/contract/problem'
import type { TableAct } from '@sulh/contract/text'
import { sql } from 'kysely'
import type { Tx } from '../platform/database.ts'
import { recordsOf } from '../process/queries.ts'
import { refusals } from './refusals.ts'

export type Found = RecordState<Fact> & {
  readonly kind: Kind
  readonly compartment_id: string
  readonly record: ProcessRecord
}
export type Scene = {
  readonly instrument: Found
  readonly seat_id: string
  readonly now: string
  /** Everything near, as records. */
  readonly records: readonly ProcessRecord[]
  /** Everything near, by id; withdrawn records too, which tell it of themselves. */
  get(id: string): Found | undefined
  /** Records of a kind whose fact in force of `facet` refers to `id` by `path`. */
  of(
    kind: Kind,
    at: { readonly facet: string; readonly path: string; readonly id: string },
  ): Found[]
  /** Kind of a compartment that the seat reads. */
  compartmentKind(id: string): string | undefined
  /** The same text with these records as they are here, for an act that follows on another. */
  with(records: readonly ProcessRecord[]): Scene
}
/** Entries that the act itself wrote: what it looks at the second time is without them. */
export type Own = ReadonlyMap<string, number>

export function lead(found: Found | undefined, facet: string): Fact | undefined {
  return found?.facets[facet]?.lead
}
export function refsOf(fact: Fact | undefined, path: string): string[] {
  return (fact?.references ?? []).filter((r) => r.path === path).map((r) => r.id)
}

type Reading = {
  readonly instrument_id: string
  readonly ids: readonly string[]
  readonly seat_id: string
  readonly now: string
  readonly own: Own
  /** All records of the instrument, for a version. */
  readonly whole?: boolean
}

export async function readScene(tx: Tx, reading: Reading): Promise<Scene> {
  const records = reading.whole
    ? await instrumentRecords(tx, reading.instrument_id)
    : await nearRecords(tx, [reading.instrument_id, ...reading.ids])
  const found = foundOf(records, reading)
  const instrument = found.get(reading.instrument_id)
  if (instrument?.kind !== 'instrument' || instrument.withdrawn)
    throw new Problem('not-found', refusals.no_text_here)
  return sceneOf(found, { ...reading, kinds: await compartmentKinds(tx) })
}

function sceneOf(
  found: ReadonlyMap<string, Found>,
  of: Reading & { readonly kinds: ReadonlyMap<string, string> },
): Scene {
  const instrument = found.get(of.instrument_id)
  if (instrument === undefined) throw new Problem('not-found', refusals.no_text_here)
  return {
    instrument,
    seat_id: of.seat_id,
    now: of.now,
    records: [...found.values()].map((f) => f.record),
    get: (id) => found.get(id),
    of: (kind, { facet, path, id }) =>
      [...found.values()].filter(
        (f) => f.kind === kind && !f.withdrawn && refsOf(lead(f, facet), path).includes(id),
      ),
    compartmentKind: (id) => of.kinds.get(id),
    with: (records) =>
      sceneOf(new Map([...found, ...foundOf(records, { now: of.now, own: new Map() })]), of),
  }
}

function foundOf(
  records: readonly ProcessRecord[],
  { now, own }: Pick<Reading, 'now' | 'own'>,
): Map<string, Found> {
  const found = new Map<string, Found>()
  for (const record of records) {
    const mine = own.get(record.compartment_id)
    const facts = mine === undefined ? record.facts : record.facts.filter((f) => f.n < mine)
    if (facts.length === 0) continue
    // What is known from later than now was entered with a wrong clock; it still counts.
    const at = facts.reduce((last, f) => (f.known_from > last ? f.known_from : last), now)
    const state = recordAsOf({ ...record, facts }, { at, basis: 'known' })
    if (!state) continue
    const { kind, compartment_id } = record
    found.set(record.id, { ...state, kind, compartment_id, record: { ...record, facts } })
  }
  return found
}

async function compartmentKinds(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.selectFrom('sulh.compartment').select(['id', 'kind']).execute()
  return new Map(rows.map(({ id, kind }) => [id, kind]))
}

/** Paths by which records of a text hang on one another. */
const PATHS = ['slot', 'node', 'within', 'on', 'parent']

/**
 * The records of these ids, what they hang on, and what hangs on either: an alternative brings its
 * slot, the slot's other alternatives and positions, and the node with its slots. Two steps each
 * way are enough for every act, and are a few index scans however long the text is.
 */
async function nearRecords(tx: Tx, ids: readonly string[]): Promise<ProcessRecord[]> {
  let near = new Set(ids)
  for (let step = 0; step < 2; step++) near = new Set([...near, ...(await targets(tx, [...near]))])
  near = new Set([...near, ...(await referrers(tx, [...near]))])
  return recordsOf(
    tx,
    sql`select r.compartment_id, r.id, r.kind from sulh.compartment c
      join sulh.record r on r.compartment_id = c.id and r.id = any (${[...near]}::uuid[])`,
  )
}

async function targets(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct x.ref_id as id from sulh.compartment c
    join sulh.fact f on f.compartment_id = c.id and f.record_id = any (${ids}::uuid[])
    join sulh.reference x on x.compartment_id = f.compartment_id and x.fact_id = f.id
    where x.path = any (${PATHS})`.execute(tx)
  return rows.map(({ id }) => id)
}

async function referrers(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct f.record_id as id
    from sulh.compartment c
    join sulh.compartment w on true
    join sulh.reference x on x.compartment_id = c.id and x.ref_compartment_id = w.id
      and x.ref_id = any (${ids}::uuid[]) and x.path = any (${PATHS})
    join sulh.fact f on f.compartment_id = x.compartment_id and f.id = x.fact_id`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Every record of an instrument that can be read here, the instrument itself included. */
export async function instrumentRecords(tx: Tx, instrument_id: string): Promise<ProcessRecord[]> {
  return recordsOf(tx, instrumentPage(instrument_id))
}
export function instrumentPage(instrument_id: string) {
  return sql`select r.compartment_id, r.id, r.kind from (
      select i.compartment_id, i.id from sulh.compartment c
      join sulh.record i on i.compartment_id = c.id and i.id = ${instrument_id}
      union
      select f.compartment_id, f.record_id
      from sulh.compartment c
      join sulh.compartment w on true
      join sulh.reference x on x.compartment_id = c.id and x.ref_compartment_id = w.id
        and x.ref_id = ${instrument_id} and x.path = 'instrument'
      join sulh.fact f on f.compartment_id = x.compartment_id and f.id = x.fact_id) k
    join sulh.record r on r.compartment_id = k.compartment_id and r.id = k.id`
}

/** What the seat is in this text: a holder of the pen, a speaker of parties, or neither. */
export type Standing = { readonly holder: boolean; readonly speaks_for: readonly string[] }
type Table = {
  readonly holders: readonly string[]
  readonly speakers: readonly { readonly seat: string; readonly party: string }[]
  readonly may: Readonly<Record<TableAct, readonly ('holder' | 'party')[]>>
}

export function standingIn(scene: Scene): Standing {
  const table = lead(scene.instrument, 'table')?.value as Table | undefined
  return {
    holder: table?.holders.includes(scene.seat_id) ?? false,
    speaks_for: (table?.speakers ?? []).filter((s) => s.seat === scene.seat_id).map((s) => s.party),
  }
}

/** Whether the table gives this act to the seat. */
export function mayDo(scene: Scene, act: TableAct): boolean {
  const standing = standingIn(scene)
  const table = lead(scene.instrument, 'table')?.value as Table | undefined
  const to = table?.may[act] ?? []
  return (
    (standing.holder && to.includes('holder')) ||
    (standing.speaks_for.length > 0 && to.includes('party'))
  )
}

/** Throws not-permitted unless the table gives this act to the seat (T2). */
export function requireTable(scene: Scene, act: TableAct): Standing {
  if (!mayDo(scene, act)) throw new Problem('not-permitted', refusals.table(act))
  return standingIn(scene)
}

/** A speaker acts for its own party; a holder records for any. */
export function requireParties(standing: Standing, parties: readonly string[]): void {
  if (standing.holder) return
  const foreign = parties.filter((p) => !standing.speaks_for.includes(p))
  if (foreign.length > 0) throw new Problem('not-permitted', refusals.own_party)
}
