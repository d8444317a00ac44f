// The way of every act on a text: read what is near, let the plan decide, write rows and entries,
// and look again with the heads held. Where another act came in between and the plan would now be
// another one, everything is rolled back and done again, so two acts at once cannot both pass (T16).
import canonicalize from 'canonicalize'
import type { InputOf } from '@sulh/contract/endpoint'
import type { Kind, NewFact, ProcessRecord } from '@sulh/contract/process'
import { Problem } from '@sulh/contract/problem'
import type { textActs, TextActName } from '@sulh/contract/text'
import { sql } from 'kysely'
import {
  append,
  type CommandContext,
  type LedgerRow,
  type Write,
  type Written,
  writtenIn,
} from '../platform/append.ts'
import type { Database, Tx } from '../platform/database.ts'
import {
  type ActCommon,
  checkFacts,
  checkTargets,
  entryIdOf,
  factIds,
  factRows,
  factsOfAct,
  Overtaken,
  type PlannedFact,
  requireWritable,
  retried,
  taken,
  visibleFact,
} from '../process/commands.ts'
import { recordsById } from '../process/queries.ts'
import { refusals } from './refusals.ts'
import { readScene, type Own, type Scene } from './scene.ts'

/** Acts by name: those of the contract's table, and the taking over of a room's words
 * or of a file, or of a file that was edited. */
export type ActName = TextActName | 'takeOverRoom' | 'importText' | 'updateText'
export type ActInput<N extends TextActName> = InputOf<(typeof textActs)[N]>
/** Facts of one record; `kind` where the record is made by this act. */
export type PlannedRecord = {
  readonly id: string
  readonly compartment_id: string
  readonly kind: Kind
  readonly made: boolean
  readonly facts: readonly PlannedFact[]
}
export type { PlannedFact }
export type Plan = readonly PlannedRecord[]
export type Done = {
  readonly record: { readonly records: ProcessRecord[] }
  readonly wrote: readonly Written[]
}
type CommonInput = ActCommon & { readonly instrument_id: string }
export type Act<I extends CommonInput> = {
  readonly name: ActName
  /** Ids whose surroundings the plan looks at. */
  readonly near: (input: I) => readonly string[]
  readonly whole?: boolean
  /** An instrument that is not there yet has no scene. */
  readonly plan: (scene: Scene, input: I, context: CommandContext) => Plan | Promise<Plan>
}

export async function runAct<I extends CommonInput>(
  db: Database,
  context: CommandContext,
  of: { readonly act: Act<I>; readonly input: I },
): Promise<Done> {
  return retried(db, context, (tx) => actIn(tx, context, of))
}

export async function actIn<I extends CommonInput>(
  tx: Tx,
  context: CommandContext,
  { act, input }: { readonly act: Act<I>; readonly input: I },
): Promise<Done> {
  const earlier = await doneBefore(tx, context, { name: act.name, input })
  if (earlier) return earlier
  const planned = async (own: Own) => {
    const scene = await readScene(tx, {
      instrument_id: input.instrument_id,
      ids: act.near(input),
      seat_id: context.seat_id,
      now: input.known_from ?? context.now,
      own,
      ...(act.whole ? { whole: true } : {}),
    })
    return act.plan(scene, input, context)
  }
  const plan = await planned(new Map())
  const heads = await write(tx, context, { name: act.name, input, plan })
  if (canonicalize(await planned(heads)) !== canonicalize(plan))
    throw new Overtaken(refusals.another_first)
  return { record: { records: await resultOf(tx, plan) }, wrote: writtenIn(heads) }
}

/** Checks the plan's facts by the contract's table and writes them, an entry a compartment. */
export async function write(
  tx: Tx,
  context: CommandContext,
  of: { readonly name: ActName; readonly input: CommonInput; readonly plan: Plan },
): Promise<ReadonlyMap<string, number>> {
  const { input, plan, name } = of
  const ids = factIds(input.act_id)
  const rows = new Map<string, LedgerRow[]>()
  for (const record of plan) {
    const { id, kind, compartment_id, made } = record
    await requireWritable(tx, compartment_id, false)
    if (made && (await recordsById(tx, id)).length > 0) throw taken()
    const facts = await checkedFacts(tx, record, factsOfAct(record.facts, { input, context, ids }))
    await checkTargets(tx, kind, { compartment_id, facts: facts.map((f) => outside(f, plan)) })
    const own = rows.get(compartment_id) ?? []
    if (made) own.push({ table: 'record', row: { id, kind } })
    own.push(...factRows({ record_id: id, facts, context }))
    rows.set(compartment_id, own)
  }
  const writes = [...rows].map(([compartment_id, own]): Write => ({
    compartment_id,
    entry_id: entryIdOf(context, { name, input, compartment_id }),
    act: name,
    rows: ordinals(own),
  }))
  return append(tx, writes, context)
}

/**
 * The same for many records that are all made in the compartment of the text: asks once for all of
 * them whether they may be, and answers conflict where another act on this text came in between.
 */
export async function writeMade(
  tx: Tx,
  context: CommandContext,
  of: {
    readonly name: ActName
    readonly input: CommonInput
    readonly plan: Plan
    readonly scene: Scene
  },
): Promise<ReadonlyMap<string, number>> {
  const { input, plan, name, scene } = of
  const { compartment_id, id: instrument_id } = scene.instrument
  await requireWritable(tx, compartment_id, false)
  const used = await tx
    .selectFrom('sulh.record')
    .select('id')
    .where('compartment_id', '=', compartment_id)
    .where(
      'id',
      'in',
      plan.map(({ id }) => id),
    )
    .limit(1)
    .execute()
  if (used.length > 0) throw taken()
  const ids = factIds(input.act_id)
  const made = new Set(plan.map(({ id }) => id))
  const rows: LedgerRow[] = []
  const outsideBy = new Map<Kind, NewFact[]>()
  for (const record of plan) {
    const facts = checkFacts(
      record.kind,
      factsOfAct(record.facts, { input, context, ids }),
      'new-record',
    )
    rows.push({ table: 'record', row: { id: record.id, kind: record.kind } })
    rows.push(...factRows({ record_id: record.id, facts, context }))
    const known = outsideBy.get(record.kind) ?? []
    for (const fact of facts)
      known.push({ ...fact, references: fact.references.filter(({ id }) => !made.has(id)) })
    outsideBy.set(record.kind, known)
  }
  for (const [kind, facts] of outsideBy) await checkTargets(tx, kind, { compartment_id, facts })
  const entry_id = entryIdOf(context, { name, input, compartment_id })
  const write: Write = { compartment_id, entry_id, act: name, rows: ordinals(rows) }
  const heads = await append(tx, [write], context)
  const seen = scene.records
    .filter((r) => r.compartment_id === compartment_id)
    .flatMap((r) => r.facts)
    .reduce((last, f) => Math.max(last, f.n), 0)
  const { rows: between } = await sql`
    select 1 from sulh.reference x
    where x.compartment_id = ${compartment_id} and x.ref_id = ${instrument_id}
      and x.path = 'instrument' and x.n > ${seen}
      and x.n < ${heads.get(compartment_id) ?? 0} limit 1`.execute(tx)
  if (between.length > 0) throw new Problem('conflict', refusals.another_first)
  return heads
}

/** The link that tabling leaves at the source is the system's own and no facet of a form. */
async function checkedFacts(
  tx: Tx,
  record: PlannedRecord,
  facts: readonly NewFact[],
): Promise<NewFact[]> {
  const links = facts.filter((f) => f.facet === 'disclosure')
  const own = facts.filter((f) => f.facet !== 'disclosure')
  const earlier = record.made ? 'new-record' : await earlierFacts(tx, record)
  return [...(own.length > 0 ? checkFacts(record.kind, own, earlier) : []), ...links]
}

async function earlierFacts(tx: Tx, { id, compartment_id }: PlannedRecord) {
  const found = (await recordsById(tx, id)).find((r) => r.compartment_id === compartment_id)
  return found?.facts ?? []
}

/** Without its references to records that the same act makes: they are not there yet. */
function outside(fact: NewFact, plan: Plan): NewFact {
  const made = new Set(plan.filter((r) => r.made).map((r) => r.id))
  return { ...fact, references: fact.references.filter(({ id }) => !made.has(id)) }
}

/** Facts of several records in one entry are numbered through, so that their order is kept. */
function ordinals(rows: readonly LedgerRow[]): LedgerRow[] {
  let next = 0
  return rows.map((r) => (r.table === 'fact' ? { ...r, row: { ...r.row, ordinal: next++ } } : r))
}

/** The answer of the first time, where this very act was done before (T25). */
export async function doneBefore(
  tx: Tx,
  context: CommandContext,
  { name, input }: { readonly name: ActName; readonly input: CommonInput },
): Promise<Done | undefined> {
  const used = await visibleFact(tx, [{ id: input.act_id }])
  if (!used) return undefined
  const compartments = await tx.selectFrom('sulh.compartment').select('id').execute()
  const ids = compartments.map((c) => entryIdOf(context, { name, input, compartment_id: c.id }))
  const { rows } = await sql<{ id: string; compartment_id: string; n: number }>`
    select distinct f.record_id as id, e.compartment_id, e.n
    from sulh.compartment c
    join sulh.entry e on e.compartment_id = c.id and e.id = any (${ids}::uuid[])
    join sulh.fact f on f.compartment_id = e.compartment_id and f.n = e.n`.execute(tx)
  if (rows.length === 0) throw taken()
  const records = await Promise.all(
    rows.map(async ({ id, compartment_id, n }) => {
      const found = (await recordsById(tx, id)).find((r) => r.compartment_id === compartment_id)
      return found ? [{ ...found, facts: found.facts.filter((f) => f.n <= n) }] : []
    }),
  )
  return { record: { records: records.flat() }, wrote: [] }
}

async function resultOf(tx: Tx, plan: Plan): Promise<ProcessRecord[]> {
  const records: ProcessRecord[] = []
  for (const { id, compartment_id } of plan) {
    const found = (await recordsById(tx, id)).find((r) => r.compartment_id === compartment_id)
    if (found) records.push(found)
  }
  return records
}
