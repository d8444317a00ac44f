// What every act on a dialogue is made of: facts checked by the contract's table, entries whose id
// follows from the whole input, so that a repeated act is answered as the first time, and the retry
// where another act came in between.
import { Problem, type Said } from '@sulh/contract/problem'
import type { Kind, NewFact } from '@sulh/contract/process'
import { sql } from 'kysely'
import { append, type CommandContext, type LedgerRow, writtenIn } from '../platform/append.ts'
import type { Written } from '../platform/append.ts'
import type { Tx } from '../platform/database.ts'
import {
  checkFacts,
  checkTargets,
  entryIdOf,
  factRows,
  requireWritable,
  taken,
} from '../process/commands.ts'
import { recordsById } from '../process/queries.ts'

export type Committed<T> = { readonly record: T; readonly wrote: readonly Written[] }

export function newFact(
  context: Pick<CommandContext, 'now'>,
  id: string,
  given: Pick<NewFact, 'facet' | 'value'> & Partial<NewFact>,
): NewFact {
  return {
    id,
    act: 'state',
    references: [],
    known_from: context.now,
    certainty: 'confirmed',
    mark: 'none',
    channel: 'system',
    confirmation: 'unconfirmed',
    ...given,
  }
}

export type Planned = {
  readonly id: string
  readonly kind: Kind
  /** Facts of a record that is there already; absent: it is made. */
  readonly earlier?: Parameters<typeof checkFacts>[2]
  readonly facts: readonly NewFact[]
}

/** Rows of records and facts in one compartment, checked; references among them are not asked. */
export async function rowsOf(
  tx: Tx,
  context: CommandContext,
  of: { readonly compartment_id: string; readonly records: readonly Planned[] },
): Promise<LedgerRow[]> {
  const { compartment_id, records } = of
  await requireWritable(tx, compartment_id, false)
  const made = new Set(records.filter((r) => !r.earlier).map(({ id }) => id))
  const rows: LedgerRow[] = []
  let ordinal = 0
  for (const { id, kind, earlier, facts: given } of records) {
    const facts = checkFacts(kind, given, earlier ?? 'new-record')
    const outward = facts.map((f) => ({
      ...f,
      references: f.references.filter((r) => !made.has(r.id)),
    }))
    if (outward.some((f) => f.references.length > 0))
      await checkTargets(tx, kind, { compartment_id, facts: outward })
    if (!earlier) rows.push({ table: 'record', row: { id, kind } })
    for (const row of factRows({ record_id: id, facts, context }))
      rows.push(row.table === 'fact' ? { ...row, row: { ...row.row, ordinal: ordinal++ } } : row)
  }
  return rows
}

/** Whether this very act was done before; with other content its ids are refused. */
export async function doneBefore(
  tx: Tx,
  context: CommandContext,
  of: {
    readonly name: string
    readonly input: unknown
    readonly compartment_id: string
    /** A record or fact that the act would make. */
    readonly makes: { readonly record?: string; readonly fact?: string }
  },
): Promise<boolean> {
  const { rows } = await sql`select 1 from sulh.entry
    where compartment_id = ${of.compartment_id} and id = ${entryIdOf(context, of)}`.execute(tx)
  if (rows.length > 0) return true
  const { record, fact } = of.makes
  if (record !== undefined && (await recordsById(tx, record)).length > 0) throw taken()
  if (fact !== undefined) {
    const used = await sql`select 1 from sulh.compartment c
      join sulh.fact f on f.compartment_id = c.id and f.id = ${fact}`.execute(tx)
    if (used.rows.length > 0) throw taken()
  }
  return false
}

/** One entry a compartment; answers what was written. */
export async function writeAct(
  tx: Tx,
  context: CommandContext,
  of: {
    readonly name: string
    readonly input: unknown
    readonly writes: readonly {
      readonly compartment_id: string
      readonly rows: readonly LedgerRow[]
    }[]
  },
): Promise<readonly Written[]> {
  const { name, input } = of
  const writes = of.writes.map(({ compartment_id, rows }) => ({
    compartment_id,
    entry_id: entryIdOf(context, { name, input, compartment_id }),
    act: name,
    rows,
  }))
  return writtenIn(await append(tx, writes, context))
}

export function notPermitted(detail: Said): Problem {
  return new Problem('not-permitted', detail)
}
