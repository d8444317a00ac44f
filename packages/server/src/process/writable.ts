// May this seat write here? One question with three answers: unknown and hidden are the same one.
// The database refuses the write itself; this gives the refusal its name before anything is done.
import { Problem } from '@sulh/contract/problem'
import { sql } from 'kysely'
import type { Tx } from '../platform/database.ts'
import { refusalByStanding } from './standing.ts'

/** `trusted`: the case loader, which runs as the provisioner and is no reader. */
export async function requireWritable(
  tx: Tx,
  compartment_id: string,
  trusted: boolean,
): Promise<void> {
  const { rows } = await sql<{ may_write: boolean }>`
    select coalesce((select r.may_write from sulh.reader r
      where r.role = current_user and r.compartment_id = c.id), false) as may_write
    from sulh.compartment c where c.id = ${compartment_id}`.execute(tx)
  const [found] = rows
  if (!found)
    throw new Problem('not-found', {
      en: 'There is no such compartment.',
      ar: 'لا يوجد موضع كهذا.',
    })
  if (found.may_write || trusted) return
  throw new Problem(
    'not-permitted',
    (await refusalByStanding(tx, compartment_id)) ?? {
      en: 'This seat reads this compartment and does not write to it.',
      ar: 'يقرأ هذا المقعد ما في هذا الموضع ولا يكتب فيه.',
    },
  )
}
