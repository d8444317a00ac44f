// What follows from who was given what for good (`circle`): the rows of `reader`, and which
// compartments are wider than which. The time in which a delegation's seats read comes on top of it,
// from the standing of the delegation (migration 0004). Runs under the provisioner's role.
import { sql } from 'kysely'
import type { Tx } from './database.ts'

export type Circle = {
  readonly id: string
  readonly process_id: string
  readonly kind: string
  readonly readers: ReadonlySet<string>
}

/**
 * Adds every reader that is missing: those of the circles, and each seat of a process for what is
 * public in it. Then the seats of delegations get the times of their standing.
 */
export async function fillReaders(tx: Tx, prefix: string): Promise<void> {
  const role = (seat: string) =>
    sql`${prefix}::text || '_s_' || replace(${sql.ref(seat)}::text, '-', '')`
  await sql`insert into sulh.reader (role, compartment_id, may_write)
    select e.role::name, e.compartment_id, bool_or(e.may_write)
    from (
      select ${role('seat_id')} as role, compartment_id, may_write from sulh.circle
      union all
      select ${role('s.id')}, p.id, false
      from (select seat_id as id, compartment_id from sulh.circle
        union select id, compartment_id from sulh.seat) s
      join sulh.compartment c on c.id = s.compartment_id
      join sulh.compartment p on p.process_id = c.process_id and p.kind = 'public') e
    where not exists (select from sulh.reader r
      where r.role = e.role and r.compartment_id = e.compartment_id)
    group by e.role, e.compartment_id`.execute(tx)
  await sql`select sulh.standing_refresh(compartment_id, delegation_id)
    from (select distinct compartment_id, delegation_id from sulh.seat
      where delegation_id is not null) d`.execute(tx)
}

/**
 * Adds the pairs that are missing; answers those that no longer hold, because a seat joined a circle
 * and does not read what its other readers do.
 */
export async function fillOrder(
  tx: Tx,
): Promise<readonly { readonly narrow: string; readonly wide: string }[]> {
  const pairs = compartmentOrder(await allCircles(tx))
  await sql`insert into sulh.compartment_order (narrow, wide)
    select narrow, wide from jsonb_populate_recordset(
      null::sulh.compartment_order, ${JSON.stringify(pairs)}::jsonb)
    on conflict do nothing`.execute(tx)
  const holding = new Set(pairs.map(({ narrow, wide }) => `${narrow} ${wide}`))
  const all = await tx.selectFrom('sulh.compartment_order').select(['narrow', 'wide']).execute()
  return all.filter(({ narrow, wide }) => !holding.has(`${narrow} ${wide}`))
}

async function allCircles(tx: Tx): Promise<Circle[]> {
  const rows = await tx.selectFrom('sulh.circle').select(['seat_id', 'compartment_id']).execute()
  const readers = Map.groupBy(rows, (row) => row.compartment_id)
  const compartments = tx.selectFrom('sulh.compartment').select(['id', 'kind', 'process_id'])
  return (await compartments.execute()).map(({ id, kind, process_id }) => ({
    id,
    kind,
    process_id,
    readers: new Set((readers.get(id) ?? []).map(({ seat_id }) => seat_id)),
  }))
}

/**
 * Every (narrow, wide) where all readers of `narrow` read `wide`, each compartment with itself
 * included. Anyone reads `public`, seat or not, so nothing but public is as wide as that.
 */
export function compartmentOrder(
  circles: readonly Circle[],
): { readonly narrow: string; readonly wide: string }[] {
  const readBy = new Map<string, Set<string>>()
  for (const { id, readers } of circles)
    for (const seat of readers) {
      const list = readBy.get(seat) ?? new Set()
      readBy.set(seat, list.add(id))
    }
  const publics = Map.groupBy(
    circles.filter(({ kind }) => kind === 'public'),
    ({ process_id }) => process_id,
  )
  return circles.flatMap(({ id, kind, process_id, readers }) => {
    const open = (publics.get(process_id) ?? []).map((circle) => circle.id)
    const [first, ...others] = [...readers].map((seat) => readBy.get(seat) ?? new Set<string>())
    const shared = [...(first ?? [])].filter((wide) => others.every((list) => list.has(wide)))
    const wider = kind === 'public' ? open : [...shared, ...open]
    return [...new Set([id, ...wider])].map((wide) => ({ narrow: id, wide }))
  })
}
