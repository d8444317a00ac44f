// Who am I, what may I read, and signing in and out. The compartments come from the database under
// the seat's own role; only the list of seats to switch to, in the example, does not.
import { sessionEndpoints } from '@sulh/contract/session'
import type { Compartment, Seat } from '@sulh/contract/session'
import type { App, Services } from './context.ts'
import type { Tx } from './database.ts'
import { mount, mountOpen } from './mount.ts'
import type { SeatIdentity } from './seats.ts'
import { giveSession, maySwitch, takeSession } from './session.ts'

function seatOnly(seat: SeatIdentity): Seat {
  return { id: seat.id, kind: seat.kind, title: seat.title }
}

function group<T extends { compartment_id: string }>(rows: readonly T[]): Map<string, T[]> {
  return Map.groupBy(rows, (row) => row.compartment_id)
}

/** The seat's compartments, ordered by kind and name, with their readers by title. */
export async function listCompartments(tx: Tx): Promise<Compartment[]> {
  const rows = await tx
    .selectFrom('sulh.compartment as c')
    .innerJoin('sulh.reader as r', 'r.compartment_id', 'c.id')
    .leftJoin('sulh.head as h', 'h.compartment_id', 'c.id')
    .select(['c.id', 'c.kind', 'c.name_en', 'c.name_ar', 'r.may_write', 'h.n'])
    .orderBy('c.kind')
    .orderBy('c.id')
    .execute()
  const circle = group(
    await tx
      .selectFrom('sulh.circle')
      .select(['compartment_id', 'seat_id', 'kind', 'title_en', 'title_ar'])
      .orderBy('kind')
      .orderBy('seat_id')
      .execute(),
  )
  const order = group(
    await tx
      .selectFrom('sulh.compartment_order')
      .select(['narrow as compartment_id', 'wide'])
      .whereRef('narrow', '!=', 'wide')
      .orderBy('wide')
      .execute(),
  )
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as Compartment['kind'],
    name: { en: row.name_en, ar: row.name_ar },
    may_write: row.may_write,
    n: row.n ?? 0,
    readers: (circle.get(row.id) ?? []).map((reader) => ({
      id: reader.seat_id,
      kind: reader.kind as Seat['kind'],
      title: { en: reader.title_en, ar: reader.title_ar },
    })),
    wider: (order.get(row.id) ?? []).map((pair) => pair.wide),
  }))
}

export function mountSession(app: App, services: Services): void {
  mount(app, services, sessionEndpoints.getSession, async ({ seat, now, c }) => {
    const compartments = await services.db.asSeat(seat.role, listCompartments)
    const example = (await services.seats.example()) === seat.process_id
    const seats =
      example && maySwitch(c, services)
        ? (await services.seats.ofProcess(seat.process_id)).map(seatOnly)
        : undefined
    return {
      seat: seatOnly(seat),
      example,
      ...(seats ? { seats } : {}),
      compartments,
      today: now.toISOString().slice(0, 10),
      engine: services.db.engine,
    }
  })

  mountOpen(app, sessionEndpoints.redeemSession, async ({ input, c }) => {
    const opened = await services.seats.redeem(input.token, services.clock())
    giveSession(c, services, opened.token)
    return { seat: seatOnly(opened.seat) }
  })

  mountOpen(app, sessionEndpoints.endSession, async ({ c }) => {
    const token = takeSession(c, services)
    return { ended: token !== undefined && (await services.seats.end(token)) }
  })
}
