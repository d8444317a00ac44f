// The commands of the process: each is one transaction under the seat's role that checks, takes the
// ledger's heads and writes rows and entries together. Who may see what is row security's alone;
// what may follow what is in workflow.ts. Repeated with the same content, each answers as before.
import type { InputOf } from '@sulh/contract/endpoint'
import {
  type Kind,
  type NewFact,
  processKindNames,
  type ProcessRecord,
  type processEndpoints,
} from '@sulh/contract/process'
import { Problem } from '@sulh/contract/problem'
import {
  append,
  type CommandContext,
  type LedgerRow,
  type Write,
  type Written,
  writtenIn,
} from '../platform/append.ts'
import type { Database, Tx } from '../platform/database.ts'
import { retried } from './act.ts'
import { discloseRecordIn } from './disclosure.ts'
import { checkFacts, checkTargets } from './fact_check.ts'
import { recordsById } from './queries.ts'
import { factRows, recordUpTo, sameCommand, taken, visibleFact } from './repeated.ts'
import { refuseResting } from './standing.ts'
import { workflowFault } from './workflow.ts'
import { requireWritable } from './writable.ts'

export { discloseRecordIn } from './disclosure.ts'
// What the commands of other capabilities are made of, where their kinds are records too.
export {
  type ActCommon,
  derivedUuid,
  entryIdOf,
  factIds,
  factsOfAct,
  Overtaken,
  type PlannedFact,
  retried,
} from './act.ts'
export { checkFacts, checkTargets } from './fact_check.ts'
export { factRows, taken, visibleFact } from './repeated.ts'
export { requireWritable } from './writable.ts'

export type Done = {
  readonly record: ProcessRecord
  /** The entries it made; none where the command was a repetition. */
  readonly wrote: readonly Written[]
}
/** For the case loader alone: it runs as the provisioner, whose right to write is not a reader's. */
export type Trust = {
  readonly trusted?: boolean
  /** Kinds that another capability writes by its own commands, which call this one. */
  readonly kinds?: readonly Kind[]
}
type CreateInput = InputOf<typeof processEndpoints.createRecord>
type FactsInput = InputOf<typeof processEndpoints.recordFacts>
type DiscloseInput = InputOf<typeof processEndpoints.discloseRecord>

export async function createRecord(
  db: Database,
  context: CommandContext,
  input: CreateInput,
): Promise<Done> {
  return retried(db, context, (tx) => createRecordIn(tx, context, input))
}

export async function recordFacts(
  db: Database,
  context: CommandContext,
  input: FactsInput,
): Promise<Done> {
  return retried(db, context, (tx) => recordFactsIn(tx, context, input))
}

export async function discloseRecord(
  db: Database,
  context: CommandContext,
  input: DiscloseInput,
): Promise<Done> {
  return retried(db, context, (tx) => discloseRecordIn(tx, context, input))
}

/** In a transaction of the caller; throws Problems and, unlike createRecord, database errors. */
export async function createRecordIn(
  tx: Tx,
  context: CommandContext,
  input: CreateInput,
  { trusted = false, kinds = processKindNames }: Trust = {},
): Promise<Done> {
  const { id, compartment_id, kind } = input
  if (!trusted) refuseForeignKind(kind, kinds)
  await requireWritable(tx, compartment_id, trusted)
  const facts = checkFacts(kind, input.facts, 'new-record')
  const rows: LedgerRow[] = [
    { table: 'record', row: { id, kind } },
    ...factRows({ record_id: id, facts, context }),
  ]
  const write: Write = { compartment_id, entry_id: context.random_id(), act: 'createRecord', rows }
  // Asked before the record: a twin that commits in between is then seen whole, and not in part.
  const used = await visibleFact(tx, facts)
  const existing = await recordsById(tx, id)
  for (const record of existing) {
    const n = record.facts[0]?.n ?? 0
    if (!(await sameCommand(tx, { record, n }, write, context))) throw taken()
    return { record: recordUpTo(record, n), wrote: [] }
  }
  if (used) throw taken()
  await checkTargets(tx, kind, { compartment_id, facts })
  return finish(tx, { context, write, id })
}

/** In a transaction of the caller; throws Problems and, unlike recordFacts, database errors. */
export async function recordFactsIn(
  tx: Tx,
  context: CommandContext,
  input: FactsInput,
  { trusted = false, kinds = processKindNames }: Trust = {},
): Promise<Done> {
  const { id } = input
  const used = await visibleFact(tx, input.facts)
  const [record] = await recordsById(tx, id)
  if (!record)
    throw new Problem('not-found', { en: 'There is no such record.', ar: 'لا وجود لهذا السجل.' })
  const { compartment_id, kind } = record
  if (!trusted) refuseForeignKind(kind, kinds)
  await requireWritable(tx, compartment_id, trusted)
  const before = firstOf(record, input.facts)
  const earlier = before ? record.facts.filter((f) => f.n < before.n) : record.facts
  const facts = checkFacts(kind, input.facts, earlier)
  const rows = factRows({ record_id: id, facts, context })
  const write: Write = { compartment_id, entry_id: context.random_id(), act: 'recordFacts', rows }
  if (before) {
    const { n } = before
    if (!(await sameCommand(tx, { record, n }, write, context))) throw taken()
    return { record: recordUpTo(record, n), wrote: [] }
  }
  if (used) throw taken()
  refuseWithdrawn(record, facts)
  await checkTargets(tx, kind, { compartment_id, facts })
  return finish(tx, { context, write, id })
}

/** Kinds of another capability change by its own commands, which know its rules. */
function refuseForeignKind(kind: Kind, kinds: readonly Kind[]): void {
  if (!kinds.includes(kind))
    throw new Problem('not-permitted', {
      en: 'This record changes by the commands of its own capability.',
      ar: 'لا يتغير هذا السجل إلا بالأعمال الخاصة به.',
    })
}

function firstOf(record: ProcessRecord, facts: readonly NewFact[]) {
  return record.facts.find((f) => facts.some(({ id }) => id === f.id))
}

function refuseWithdrawn(record: ProcessRecord, facts: readonly NewFact[]): void {
  const ended = new Set(record.facts.filter((f) => f.act === 'withdraw').map((f) => f.of_fact_id))
  const withdrawn = record.facts.some(
    (f) => f.facet === 'withdrawal' && f.act === 'state' && !ended.has(f.id),
  )
  if (withdrawn && facts.some((f) => f.facet !== 'withdrawal'))
    throw new Problem('wrong-state', {
      en: 'This record is withdrawn: take back its withdrawal first.',
      ar: 'سُحب هذا السجل: تراجع عن سحبه أولًا.',
    })
}

/**
 * Writes, then asks whether the history that stands now can be. The heads are held from the write
 * on, so nobody else can change it in between; a refusal rolls everything back.
 */
async function finish(
  tx: Tx,
  { context, write, id }: { context: CommandContext; write: Write; id: string },
): Promise<Done> {
  const heads = await append(tx, [write], context)
  const records = await recordsById(tx, id)
  const record = records.find((r) => r.compartment_id === write.compartment_id)
  if (!record) throw new Error('A record that was just written cannot be read.')
  const fault = workflowFault(record.kind, record.facts)
  if (fault) throw new Problem('wrong-state', fault)
  const n = heads.get(write.compartment_id)
  await refuseResting(
    tx,
    record,
    record.facts.filter((f) => f.n === n),
  )
  return { record, wrote: writtenIn(heads) }
}
