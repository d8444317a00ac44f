// Puts a case into a database: seats and compartments, then every record through the commands that
// the screens use, in one transaction. Either the whole case is there afterwards, or nothing of it.
import { Problem } from '@sulh/contract/problem'
import type { Database, Tx } from '../platform/database.ts'
import type { CommandContext } from '../platform/append.ts'
import { problemOf } from '../platform/database_problem.ts'
import { provision } from '../platform/provision.ts'
import type { Case, CaseRecord } from './case.ts'
import { CaseError, derivedId } from './case_files.ts'
import { createRecordIn, discloseRecordIn } from './commands.ts'

export type Loading = {
  /** When it is recorded, ISO 8601 in UTC. */
  readonly now: string
  readonly salt: () => Uint8Array
  readonly random_id: () => string
}
export type Loaded = { readonly records: number; readonly disclosed: number }

/** Whether this case is in the database already. */
export async function isLoaded(db: Database, found: Case): Promise<boolean> {
  const row = await db.asService('provisioner', (tx) =>
    tx
      .selectFrom('sulh.compartment')
      .select('id')
      .where('process_id', '=', found.process_id)
      .executeTakeFirst(),
  )
  return row !== undefined
}

/** Loads a case that readCase has checked. Refuses one that is there already. */
export async function loadCase(db: Database, found: Case, loading: Loading): Promise<Loaded> {
  if (await isLoaded(db, found))
    throw new Problem(
      'conflict',
      `The case ${found.name} is in this database already: open it, or load it into another folder.`,
    )
  const loaded = await provision(db, planOf(found, loading), async (tx) => {
    const disclosed = await loadRecords(tx, found, loading)
    // In the same transaction, so that a case is never there without its seat switcher.
    if (found.example)
      await tx
        .updateTable('sulh.installation')
        .set({ example_process_id: found.process_id })
        .execute()
    return { records: found.records.length, disclosed }
  })
  return loaded ?? { records: 0, disclosed: 0 }
}

function planOf(found: Case, loading: Loading): Parameters<typeof provision>[1] {
  const seatId = new Map(found.seats.map((s) => [s.key, s.id]))
  const compartmentId = compartmentIds(found)
  return {
    process_id: found.process_id,
    ...loading,
    seats: found.seats.map(({ id, kind, title, compartment }) => ({
      id,
      kind,
      title,
      compartment_id: at(compartmentId, compartment),
    })),
    compartments: found.compartments.map(({ id, kind, name, readers }) => ({
      id,
      kind,
      name,
      readers: [...readers].map(([seat, may]) => ({
        seat_id: at(seatId, seat),
        may_write: may === 'write',
      })),
    })),
  }
}

async function loadRecords(tx: Tx, found: Case, loading: Loading): Promise<number> {
  const compartment = compartmentIds(found)
  const home = new Map(found.records.map((r) => [r.key, r]))
  const author = authors(found)
  const publicId = compartment.get('public')
  let disclosed = 0
  for (const record of found.records) {
    const context: CommandContext = { ...loading, seat_id: at(author, record.compartment) }
    try {
      await createRecordIn(tx, context, commandOf(record, home, compartment), { trusted: true })
      if (!record.public || publicId === undefined) continue
      await discloseRecordIn(
        tx,
        context,
        {
          id: record.id,
          copy_id: derivedId(`${found.name}/${record.key}@public`),
          compartment_id: publicId,
          attribution: 'mediator',
          known_from: firstKnown(record),
        },
        { trusted: true, keep_history: true },
      )
      disclosed++
    } catch (error) {
      const problem = error instanceof Problem ? error : problemOf(error)
      if (!problem) throw error
      const { file, line } = record.place
      throw new CaseError(found.name, [
        `${file}:${line}: ${record.key} was refused: ${problem.message}`,
        ...(problem.errors ?? []).map((e) => `${file}:${line}: ${e.field}: ${e.expected}. ${e.action}`),
      ])
    }
  }
  return disclosed
}

function commandOf(
  record: CaseRecord,
  home: ReadonlyMap<string, CaseRecord>,
  compartment: ReadonlyMap<string, string>,
): Parameters<typeof createRecordIn>[2] {
  return {
    id: record.id,
    compartment_id: at(compartment, record.compartment),
    kind: record.kind,
    facts: record.facts.map((fact) => ({
      ...fact,
      references: fact.references.map(({ path, key }) => {
        const target = at(home, key)
        return { path, id: target.id, compartment_id: at(compartment, target.compartment) }
      }),
    })),
  }
}

/** The first reader of each compartment that may write enters what the case has there. */
function authors(found: Case): ReadonlyMap<string, string> {
  const seatId = new Map(found.seats.map((s) => [s.key, s.id]))
  return new Map(
    found.compartments.map(({ key, readers }) => {
      const writer = [...readers].find(([, may]) => may === 'write')
      return [key, at(seatId, writer?.[0] ?? '')]
    }),
  )
}

function compartmentIds(found: Case): ReadonlyMap<string, string> {
  return new Map(found.compartments.map((c) => [c.key, c.id]))
}

function firstKnown(record: CaseRecord): string {
  return record.facts.reduce((a, f) => (f.known_from < a ? f.known_from : a), '9999')
}

/** A key that readCase has checked is there. */
function at<V>(map: ReadonlyMap<string, V>, key: string): V {
  const value = map.get(key)
  if (value === undefined) throw new Error(`readCase let pass a key that is not there: ${key}`)
  return value
}
