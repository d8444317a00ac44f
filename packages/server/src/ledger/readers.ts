// Who reads what and when, by the ledger alone: circles, seats and the standings of delegations. It
// is worked out here a second time and not asked of the database, which is what is being verified.
import { rightUnder, type StandingPeriod } from '@sulh/contract/standing'
import type { Tx } from '../platform/database.ts'
import { seatRole } from '../platform/roles.ts'
import { recordPeriods } from '../process/queries.ts'

export type ExpectedReader = {
  readonly role: string
  readonly compartment_id: string
  readonly may_write: boolean
  /** Instants, or `-infinity` and `infinity`. */
  readonly begins: string
  readonly ends: string
}
const always = { begins: '-infinity', ends: 'infinity' } as const

/** Asked as the backup role, which reads everything. */
export async function expectedReaders(tx: Tx, prefix: string): Promise<ExpectedReader[]> {
  const compartments = await tx
    .selectFrom('sulh.compartment')
    .select(['id', 'process_id', 'kind'])
    .execute()
  const place = new Map(compartments.map((c) => [c.id, c]))
  const circles = await tx
    .selectFrom('sulh.circle')
    .select(['seat_id', 'compartment_id', 'may_write'])
    .execute()
  const seats = await tx
    .selectFrom('sulh.seat')
    .select(['id', 'compartment_id', 'delegation_id'])
    .execute()
  const periods = new Map<string, readonly StandingPeriod[]>()
  for (const { id, compartment_id, delegation_id } of seats)
    if (delegation_id !== null)
      periods.set(id, await recordPeriods(tx, { compartment_id, id: delegation_id }))
  const given = circles.flatMap(({ seat_id, compartment_id, may_write }) => {
    const kind = place.get(compartment_id)?.kind ?? ''
    const held = { role: seatRole(prefix, seat_id), compartment_id }
    const own = periods.get(seat_id) ?? []
    if (own.length === 0) return [{ ...held, may_write, ...always }]
    return own.flatMap(({ access, begins, ends }) => {
      const right = rightUnder(access, kind, may_write)
      const during = { begins: begins ?? '-infinity', ends: ends ?? 'infinity' }
      return right ? [{ ...held, ...right, ...during }] : []
    })
  })
  const listed = new Set(circles.map((c) => `${c.compartment_id} ${c.seat_id}`))
  const everyone = [
    ...seats.map(({ id, compartment_id }) => ({ seat_id: id, compartment_id })),
    ...circles,
  ]
  const open = everyone.flatMap(({ seat_id, compartment_id }) =>
    compartments
      .filter((c) => c.kind === 'public' && c.process_id === place.get(compartment_id)?.process_id)
      .map(({ id }) => ({ seat_id, compartment_id: id }))
      .filter((c) => !listed.has(`${c.compartment_id} ${c.seat_id}`)),
  )
  const public_only = new Map(
    open.map(({ seat_id, compartment_id }) => [
      `${compartment_id} ${seat_id}`,
      { role: seatRole(prefix, seat_id), compartment_id, may_write: false, ...always },
    ]),
  )
  return [...given, ...public_only.values()]
}
