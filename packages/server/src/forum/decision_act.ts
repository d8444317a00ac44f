// The way of every act on a decision: read it as the seat does, let the plan decide, write facts and
// their entry, and look again with the head held; where another act came in between and the plan
// would now be another one, everything is rolled back and done again. Ballots are in decision_box.ts.
import { courseOf, type Course } from '@sulh/analysis/ballot/decision_course'
import type { DecisionActName } from '@sulh/contract/forum_decision'
import { Problem } from '@sulh/contract/problem'
import type { ProcessRecord } from '@sulh/contract/process'
import canonicalize from 'canonicalize'
import {
  append,
  type CommandContext,
  type LedgerRow,
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

export type Scene = {
  readonly record: ProcessRecord
  readonly course: Course
  readonly seat_id: string
  readonly now: string
}
export type { PlannedFact }
export type CommonInput = ActCommon & { readonly decision_id: string }
export type Done = {
  readonly record: { readonly record: ProcessRecord }
  readonly wrote: readonly Written[]
}
export type Act<I extends CommonInput> = {
  readonly name: DecisionActName
  readonly plan: (
    scene: Scene,
    input: I,
  ) => readonly PlannedFact[] | Promise<readonly PlannedFact[]>
}

export async function readDecisionIn(tx: Tx, decision_id: string): Promise<ProcessRecord> {
  const record = (await recordsById(tx, decision_id)).find((r) => r.kind === 'decision')
  if (!record)
    throw new Problem('not-found', { en: 'There is no such decision.', ar: 'لا وجود لقرار كهذا.' })
  return record
}

export async function sceneIn(
  tx: Tx,
  context: CommandContext,
  decision_id: string,
): Promise<Scene> {
  const record = await readDecisionIn(tx, decision_id)
  const { seat_id, now } = context
  return { record, course: courseOf(record.facts), seat_id, now }
}

export async function runAct<I extends CommonInput>(
  db: Database,
  context: CommandContext,
  of: { readonly act: Act<I>; readonly input: I },
): Promise<Done> {
  return retried(db, context, (tx) => actIn(tx, context, of))
}

const OVERTAKEN = {
  en: 'Another change came first: read the decision again.',
  ar: 'سبق تغيير آخر: اقرأ القرار من جديد.',
}

async function actIn<I extends CommonInput>(
  tx: Tx,
  context: CommandContext,
  { act, input }: { readonly act: Act<I>; readonly input: I },
): Promise<Done> {
  const { name } = act
  const earlier = await doneBefore(tx, context, { name, input })
  if (earlier) return earlier
  const scene = await sceneIn(tx, context, input.decision_id)
  const planned = await act.plan(scene, input)
  const { compartment_id } = scene.record
  const heads = await writeFacts(tx, context, { name, input, record: scene.record, planned })
  const n = heads.get(compartment_id) ?? 0
  const record = await readDecisionIn(tx, input.decision_id)
  const before = record.facts.filter((f) => f.n < n)
  const again = await act.plan({ ...scene, course: courseOf(before) }, input)
  if (canonicalize(again) !== canonicalize(planned)) throw new Overtaken(OVERTAKEN)
  return { record: { record }, wrote: writtenIn(heads) }
}

/** Facts of a record that is there; `made` where this act makes it. */
export async function writeFacts(
  tx: Tx,
  context: CommandContext,
  of: {
    readonly name: DecisionActName
    readonly input: CommonInput
    readonly record: Pick<ProcessRecord, 'id' | 'compartment_id' | 'facts'>
    readonly planned: readonly PlannedFact[]
    readonly made?: boolean
  },
): Promise<ReadonlyMap<string, number>> {
  const { name, input, record, planned, made = false } = of
  const { id, compartment_id } = record
  await requireWritable(tx, compartment_id, false)
  const facts = factsOfAct(planned, { input, context, ids: factIds(input.act_id) })
  const checked = checkFacts('decision', facts, made ? 'new-record' : record.facts)
  await checkTargets(tx, 'decision', { compartment_id, facts: checked })
  const rows: LedgerRow[] = [
    ...(made ? [{ table: 'record' as const, row: { id, kind: 'decision' } }] : []),
    ...factRows({ record_id: id, facts: checked, context }),
  ]
  const entry_id = entryIdOf(context, { name, input, compartment_id })
  return append(tx, [{ compartment_id, entry_id, act: name, rows }], context)
}

/** The answer of the first time, where this very act was done before. */
export async function doneBefore(
  tx: Tx,
  context: CommandContext,
  { name, input }: { readonly name: DecisionActName; readonly input: CommonInput },
): Promise<Done | undefined> {
  if (!(await visibleFact(tx, [{ id: input.act_id }]))) return undefined
  const record = (await recordsById(tx, input.decision_id)).find((r) => r.kind === 'decision')
  const first = record?.facts.find((f) => f.id === input.act_id)
  if (!record || !first) throw taken()
  const { compartment_id } = record
  const entry = await tx
    .selectFrom('sulh.entry')
    .select('id')
    .where('compartment_id', '=', compartment_id)
    .where('n', '=', first.n)
    .executeTakeFirst()
  if (entry?.id !== entryIdOf(context, { name, input, compartment_id })) throw taken()
  return {
    record: { record: { ...record, facts: record.facts.filter((f) => f.n <= first.n) } },
    wrote: [],
  }
}
