// The commands of the deal room: recording estimates within the analysts' circle and reading them
// from GENIUS files. Proposing a package is in propose.ts. Each is one transaction under the seat's
// role; the rows are the process's records, written by its own commands.
import type { InputOf } from '@sulh/contract/endpoint'
import { dealKindNames, type dealEndpoints, type DealKind } from '@sulh/contract/deal'
import { Problem } from '@sulh/contract/problem'
import type { ProcessRecord } from '@sulh/contract/process'
import type { CommandContext, Written } from '../platform/append.ts'
import type { Database, Tx } from '../platform/database.ts'
import { createRecordIn, recordFactsIn, retried } from '../process/commands.ts'
import { recordsById } from '../process/queries.ts'
import { geniusRecords } from './genius_records.ts'
import { modelRecords, refOf, type InForce } from './queries.ts'
import { refusals, remedies } from './refusals.ts'
import { dealFaults, danglingLinks } from './rules.ts'

export type DealDone = {
  readonly record: { readonly records: ProcessRecord[] }
  readonly wrote: readonly Written[]
}
type RecordInput = InputOf<typeof dealEndpoints.recordDeal>
type GeniusInput = InputOf<typeof dealEndpoints.importGenius>
const kinds: readonly DealKind[] = dealKindNames

export async function recordDeal(
  db: Database,
  context: CommandContext,
  input: RecordInput,
): Promise<DealDone> {
  return retried(db, context, (tx) => recordDealIn(tx, context, input))
}

export async function importGenius(
  db: Database,
  context: CommandContext,
  input: GeniusInput,
): Promise<DealDone> {
  const create = geniusRecords(input, context)
  const { compartment_id } = input
  return retried(db, context, (tx) =>
    recordDealIn(tx, context, { compartment_id, create, change: [] }),
  )
}

/** In a transaction of the caller. */
export async function recordDealIn(
  tx: Tx,
  context: CommandContext,
  { compartment_id, create, change }: RecordInput,
): Promise<DealDone> {
  await requireAnalysts(tx, compartment_id)
  const records: ProcessRecord[] = []
  const wrote: Written[] = []
  for (const { id, kind, facts } of create) {
    requireOwnModel(compartment_id, facts)
    requireDistinctParties(facts)
    const input = { id, compartment_id, kind, facts }
    const done = await createRecordIn(tx, context, input, { kinds })
    records.push(done.record)
    wrote.push(...done.wrote)
  }
  for (const { id, facts } of change) {
    requireOwnModel(compartment_id, facts)
    requireDistinctParties(facts)
    await requireDealRecord(tx, id, compartment_id)
    const done = await recordFactsIn(tx, context, { id, facts }, { kinds })
    records.push(done.record)
    wrote.push(...done.wrote)
  }
  await requireSense(tx, compartment_id, records)
  return { record: { records }, wrote: lastOf(wrote) }
}

/** One event a compartment: the streams count by the last entry. */
function lastOf(wrote: readonly Written[]): Written[] {
  return [...new Map(wrote.map((w) => [`${w.compartment_id} ${w.n}`, w])).values()]
}

/** The compartment is a cell of the mission's seats alone (DR1). */
async function requireAnalysts(tx: Tx, compartment_id: string): Promise<void> {
  const found = await tx
    .selectFrom('sulh.compartment')
    .select('kind')
    .where('id', '=', compartment_id)
    .executeTakeFirst()
  if (!found) throw new Problem('not-found', refusals.compartment)
  if (found.kind === 'cell' && (await missionAlone(tx, compartment_id))) return
  throw new Problem('not-permitted', refusals.analysts, [
    { field: 'compartment_id', ...remedies.cell },
  ])
}

export async function missionAlone(tx: Tx, compartment_id: string): Promise<boolean> {
  const readers = await tx
    .selectFrom('sulh.circle')
    .select('kind')
    .where('compartment_id', '=', compartment_id)
    .execute()
  return readers.length > 0 && readers.every(({ kind }) => kind === 'mission')
}

/** A model, and the package of a clearance, lie where the record lies (DR2). */
function requireOwnModel(
  compartment_id: string,
  facts: RecordInput['create'][number]['facts'],
): void {
  const foreign = facts
    .flatMap((f) => f.references)
    .some((r) => r.path === 'model' && r.compartment_id !== compartment_id)
  if (foreign)
    throw new Problem('bad-reference', refusals.reference, [
      { field: 'references', ...remedies.own_model },
    ])
}

/** A model is between different parties (DR4): one that stood twice would bargain with itself. */
function requireDistinctParties(facts: RecordInput['create'][number]['facts']): void {
  for (const { references } of facts) {
    const parties = references.filter((r) => r.path === 'parties').map((r) => r.id)
    if (new Set(parties).size < parties.length)
      throw new Problem('invalid-input', refusals.fields, [
        { field: 'references', ...remedies.parties_once },
      ])
  }
}

async function requireDealRecord(tx: Tx, id: string, compartment_id: string): Promise<void> {
  const found = (await recordsById(tx, id)).find((r) => r.compartment_id === compartment_id)
  if (!found) throw new Problem('not-found', refusals.record)
  if (!kinds.some((kind) => kind === found.kind && kind !== 'bridging_proposal'))
    throw new Problem('not-permitted', refusals.other_capability)
}

/** What stands after the command must make sense (DR4-DR6, DR12); a refusal rolls everything back. */
async function requireSense(
  tx: Tx,
  compartment_id: string,
  records: readonly ProcessRecord[],
): Promise<void> {
  const rows = await tx.selectFrom('sulh.compartment').select(['id', 'kind']).execute()
  const kindOf = new Map(rows.map(({ id, kind }) => [id, kind]))
  const models = new Map<string, readonly InForce[]>()
  const compartmentKind = (c: string) => kindOf.get(c)
  const errors = []
  for (const { id } of records) {
    const now = (await recordsById(tx, id)).find((r) => r.compartment_id === compartment_id)
    const model_id = now ? modelOf(now) : undefined
    if (!now || model_id === undefined) continue
    const model = models.get(model_id) ?? (await modelRecords(tx, { compartment_id, id: model_id }))
    models.set(model_id, model)
    const self = model.find(({ record }) => record.id === id)
    if (!self) continue
    const faults = dealFaults(self, { model, compartmentKind })
    errors.push(...faults.map((f) => ({ ...f, field: `${id}.${f.field}` })))
  }
  const own = new Set(records.map(({ id }) => id))
  for (const model of models.values()) {
    const others = danglingLinks({ model, compartmentKind })
    errors.push(...others.filter(({ field }) => !own.has(field.split('.')[0] ?? '')))
  }
  if (errors.length > 0) throw new Problem('invalid-input', refusals.fields, errors)
}

function modelOf(record: ProcessRecord): string | undefined {
  const fact = record.facts.findLast((f) => f.facet === 'description' && f.act !== 'withdraw')
  return fact ? refOf(fact, 'model')?.id : undefined
}
