// Rows of a command, and whether the same command was carried out before: with the same id and
// content it is answered as the first time, with other content it is refused (platform SPEC P20).
import canonicalize from 'canonicalize'
import { Problem } from '@sulh/contract/problem'
import type { NewFact, ProcessRecord } from '@sulh/contract/process'
import { sql } from 'kysely'
import {
  type CommandContext,
  entryContent,
  type LedgerRow,
  type Write,
} from '../platform/append.ts'
import type { Tx } from '../platform/database.ts'

/** Rows of `fact` and `reference`, in the order of the command. */
export function factRows(of: {
  readonly record_id: string
  readonly facts: readonly NewFact[]
  readonly context: CommandContext
}): LedgerRow[] {
  const { seat_id: recorded_by, now: recorded_at } = of.context
  return of.facts.flatMap((fact, ordinal): LedgerRow[] => {
    const { references, of_fact_id = null, held_from = null, held_to = null, ...rest } = fact
    const row = {
      ...rest,
      record_id: of.record_id,
      ordinal,
      of_fact_id,
      held_from,
      held_to,
      recorded_by,
      recorded_at,
    }
    const counts = new Map<string, number>()
    const leads = references.map(({ path, compartment_id, id }): LedgerRow => {
      const place = counts.get(path) ?? 0
      counts.set(path, place + 1)
      const lead = { ref_compartment_id: compartment_id, ref_id: id }
      return { table: 'reference', row: { fact_id: fact.id, path, ordinal: place, ...lead } }
    })
    return [{ table: 'fact', row }, ...leads]
  })
}

export function taken(): Problem {
  return new Problem('id-taken', {
    en: 'This id was used before with other content: take a new id.',
    ar: 'استُعمل هذا المعرّف من قبل لمحتوى آخر: خذ معرّفًا جديدًا.',
  })
}

/** Was entry n of the record's compartment written by this very command, by this very seat? */
export async function sameCommand(
  tx: Tx,
  at: { readonly record: ProcessRecord; readonly n: number },
  write: Write,
  context: CommandContext,
): Promise<boolean> {
  if (at.record.compartment_id !== write.compartment_id) return false
  const entry = await tx
    .selectFrom('sulh.entry')
    .select('content')
    .where('compartment_id', '=', write.compartment_id)
    .where('n', '=', at.n)
    .executeTakeFirst()
  return entry !== undefined && essence(entry.content) === essence(entryContent(write, context))
}

/** An entry without what is made anew each time: its id and when it was recorded. */
function essence(content: string): string | undefined {
  const { id: _, recorded_at: __, ...entry } = JSON.parse(content) as Record<string, unknown>
  const rows = entry['rows'] as { fact?: Record<string, unknown>[] }
  const fact = rows.fact?.map(({ recorded_at: ___, ...row }) => row)
  return canonicalize({ ...entry, rows: { ...rows, fact } })
}

/** The record as it was answered when entry n was written. */
export function recordUpTo(record: ProcessRecord, n: number): ProcessRecord {
  return { ...record, facts: record.facts.filter((f) => f.n <= n) }
}

/** Does one of these ids name a fact that the seat can read? */
export async function visibleFact(tx: Tx, facts: readonly { id: string }[]): Promise<boolean> {
  const { rows } = await sql`
    select 1 from sulh.compartment c
    join sulh.fact f on f.compartment_id = c.id
      and f.id = any (${facts.map(({ id }) => id)}::uuid[]) limit 1`.execute(tx)
  return rows.length > 0
}
