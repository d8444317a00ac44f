// Puts a case into a database: seats and compartments, then every record as the commands of the
// screens write it, in one transaction. Either the whole case is there afterwards, or nothing of it.
import { Problem } from '@sulh/contract/problem'
import type { Database } from '../platform/database.ts'
import { provision } from '../platform/provision.ts'
import type { ProvisionPlan } from '../platform/provision.ts'
import { freezeCaseVersionsIn } from '../text/commands.ts'
import type { Case } from './case.ts'
import { appendAll } from './case_append.ts'
import { ballotWrites } from './case_ballots.ts'
import { at, compartmentIds, versionsOf, writesOf } from './case_writes.ts'
import type { Loading } from './case_writes.ts'

/** How many records there are, and how many of them also in public. */
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
    throw new Problem('conflict', {
      en: `The case ${found.name} is in this database already: open it, or load it into another folder.`,
      ar: `القضية ${found.name} في قاعدة البيانات هذه من قبل: افتحها، أو حمّلها في مجلد آخر.`,
    })
  const writes = writesOf(found, loading)
  await provision(db, planOf(found, loading), async (tx) => {
    await appendAll(tx, [...writes, ...ballotWrites(found, loading)], loading)
    await freezeCaseVersionsIn(tx, versionsOf(found), loading)
    // In the same transaction, so that a case is never there without its seat switcher.
    if (found.example)
      await tx
        .updateTable('sulh.installation')
        .set({ example_process_id: found.process_id })
        .execute()
  })
  return {
    records: found.records.length,
    disclosed: found.records.filter((r) => r.public).length,
  }
}

export function planOf(found: Case, loading: Loading): ProvisionPlan {
  const seatId = new Map(found.seats.map((s) => [s.key, s.id]))
  const compartmentId = compartmentIds(found)
  return {
    process_id: found.process_id,
    ...loading,
    seats: found.seats.map(({ id, kind, title, compartment, delegation_id }) => ({
      id,
      kind,
      title,
      compartment_id: at(compartmentId, compartment),
      delegation_id,
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
