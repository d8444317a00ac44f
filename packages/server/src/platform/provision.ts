// Makes seats and compartments: roles, who reads what, and each compartment's opening entry, which
// lists its readers. Runs as the owner, never in a request. Nobody is added to a compartment that
// has a history (decisions 4): a wider circle is a new compartment.
import { sql } from 'kysely'
import { appendEntry, type LedgerRow } from './append.ts'
import type { Database, Tx } from './database.ts'
import { seatOfRole, seatRole, serviceRole } from './roles.ts'

type Names = { readonly en: string; readonly ar: string }
export type NewSeat = {
  readonly id: string
  readonly kind: string
  readonly title: Names
  /** The compartment whose readers may know of this seat. */
  readonly compartment_id: string
}
export type NewCompartment = {
  readonly id: string
  readonly kind: string
  readonly name: Names
  readonly readers: readonly { readonly seat_id: string; readonly may_write: boolean }[]
}
export type ProvisionPlan = {
  readonly process_id: string
  readonly now: string
  random_id(): string
  salt(): Uint8Array
  readonly seats: readonly NewSeat[]
  readonly compartments: readonly NewCompartment[]
}

/** A plan that cannot be carried out; the message says what to change. Nothing was written. */
export class ProvisionError extends Error {
  constructor(sentence: string) {
    super(sentence)
    this.name = 'ProvisionError'
  }
}

type Known = { readonly id: string; readonly kind: string; readonly title: Names }
type Circle = {
  readonly id: string
  readonly process_id: string
  readonly kind: string
  readonly readers: ReadonlySet<string>
}

/**
 * Carries out a plan in one transaction. `work` runs in the same transaction under the
 * provisioner's role, so that a case is loaded whole or not at all.
 */
export async function provision<T = undefined>(
  db: Database,
  plan: ProvisionPlan,
  work?: (tx: Tx) => Promise<T>,
): Promise<T | undefined> {
  return provisioning(db, async (tx) => {
    for (const seat of plan.seats) await createSeatRole(tx, db, seat.id)
    const seats = await knownSeats(tx, plan)
    await refuseHistory(tx, plan)
    await insertCircles(tx, db.prefix, plan)
    await fillOrder(tx, db.prefix, plan)
    await openCompartments(tx, plan, seats)
    await placeSeats(tx, db.prefix, plan)
    return work?.(tx)
  })
}

/** One transaction of the owner under the provisioner's role; for this file and for a restore. */
export async function provisioning<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.asService('owner', async (tx) => {
    // One at a time: the order of compartments is computed from all that there are.
    await sql`select pg_advisory_xact_lock(1937075305)`.execute(tx)
    await becomeProvisioner(tx, db)
    return work(tx)
  })
}

async function becomeProvisioner(tx: Tx, db: Database): Promise<void> {
  await sql`set local role ${sql.id(serviceRole(db.prefix, 'provisioner'))}`.execute(tx)
}

/** Makes a seat's database role, within `provisioning`: only the owner may, so it steps back. */
export async function createSeatRole(tx: Tx, db: Database, seat_id: string): Promise<void> {
  await sql`set local role none`.execute(tx)
  await db.makeSeat(tx, seatRole(db.prefix, seat_id))
  await becomeProvisioner(tx, db)
}

async function knownSeats(tx: Tx, plan: ProvisionPlan): Promise<ReadonlyMap<string, Known>> {
  const before = await tx
    .selectFrom('sulh.seat')
    .select(['id', 'kind', 'title_en', 'title_ar'])
    .execute()
  const seats = new Map<string, Known>(
    before.map((s) => [
      s.id,
      { id: s.id, kind: s.kind, title: { en: s.title_en, ar: s.title_ar } },
    ]),
  )
  for (const seat of plan.seats) {
    if (seats.has(seat.id)) throw new ProvisionError(`There is already a seat ${seat.id}.`)
    seats.set(seat.id, seat)
  }
  for (const { id, readers } of plan.compartments)
    for (const { seat_id } of readers)
      if (!seats.has(seat_id))
        throw new ProvisionError(`Compartment ${id} is to be read by ${seat_id}: make that seat.`)
  return seats
}

async function refuseHistory(tx: Tx, plan: ProvisionPlan): Promise<void> {
  const ids = plan.compartments.map(({ id }) => id)
  if (ids.length === 0) return
  const old = await tx
    .selectFrom('sulh.compartment')
    .select('id')
    .where('id', 'in', ids)
    .executeTakeFirst()
  if (old)
    throw new ProvisionError(
      `Compartment ${old.id} has a history, so its readers are fixed: make a new compartment and ` +
        'disclose into it what the new readers may see.',
    )
}

async function insertCircles(tx: Tx, prefix: string, plan: ProvisionPlan): Promise<void> {
  const { compartments, process_id, now } = plan
  if (compartments.length > 0)
    await tx
      .insertInto('sulh.compartment')
      .values(
        compartments.map(({ id, kind, name }) => ({
          id,
          process_id,
          kind,
          name_en: name.en,
          name_ar: name.ar,
          made_at: now,
        })),
      )
      .execute()
  const readers = compartments.flatMap(({ id, readers: own }) =>
    own.map(({ seat_id, may_write }) => ({
      role: seatRole(prefix, seat_id),
      compartment_id: id,
      may_write,
    })),
  )
  await insertReaders(tx, readers)
}

type Reader = {
  readonly role: string
  readonly compartment_id: string
  readonly may_write: boolean
}

async function insertReaders(tx: Tx, readers: readonly Reader[]): Promise<void> {
  if (readers.length === 0) return
  await sql`insert into sulh.reader (role, compartment_id, may_write)
    select role, compartment_id, may_write from
      jsonb_populate_recordset(null::sulh.reader, ${JSON.stringify(readers)}::jsonb)`.execute(tx)
}

/**
 * What follows from who reads what: every seat of a process reads what is public in it, and
 * references go from a compartment to those that all of its readers read. Adds what is missing;
 * `plan` names new seats that have no row yet.
 */
export async function fillOrder(
  tx: Tx,
  prefix: string,
  plan?: Pick<ProvisionPlan, 'process_id' | 'seats'>,
): Promise<void> {
  const fresh = (plan?.seats ?? []).map(({ id }) => ({ role: seatRole(prefix, id) }))
  await sql`insert into sulh.reader (role, compartment_id, may_write)
    select r.role, c.id, false
    from sulh.compartment c join (
      select r.role, c.process_id from sulh.reader r
        join sulh.compartment c on c.id = r.compartment_id
      union select s.role, c.process_id from sulh.seat s
        join sulh.compartment c on c.id = s.compartment_id
      union select role, ${plan?.process_id ?? null}::uuid from jsonb_populate_recordset(
        null::sulh.reader, ${JSON.stringify(fresh)}::jsonb)) r using (process_id)
    where c.kind = 'public'
    on conflict do nothing`.execute(tx)
  const pairs = compartmentOrder(await allCircles(tx, prefix))
  await sql`insert into sulh.compartment_order (narrow, wide)
    select narrow, wide from jsonb_populate_recordset(
      null::sulh.compartment_order, ${JSON.stringify(pairs)}::jsonb)
    on conflict do nothing`.execute(tx)
}

async function allCircles(tx: Tx, prefix: string): Promise<Circle[]> {
  const rows = await tx.selectFrom('sulh.reader').select(['role', 'compartment_id']).execute()
  const readers = Map.groupBy(rows, (row) => row.compartment_id)
  const compartments = tx.selectFrom('sulh.compartment').select(['id', 'kind', 'process_id'])
  return (await compartments.execute()).map(({ id, kind, process_id }) => ({
    id,
    kind,
    process_id,
    readers: new Set((readers.get(id) ?? []).flatMap(({ role }) => seatOfRole(prefix, role) ?? [])),
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

/** The first entry of each new compartment, with itself and its circle. */
async function openCompartments(
  tx: Tx,
  plan: ProvisionPlan,
  seats: ReadonlyMap<string, Known>,
): Promise<void> {
  const author = { seat_id: null, now: plan.now, salt: () => plan.salt() }
  for (const { id, kind, name, readers } of plan.compartments) {
    await tx
      .insertInto('sulh.head')
      .values({ compartment_id: id, n: 0, peaks: sql`'{}'` })
      .execute()
    const circle = readers
      .map(({ seat_id, may_write }) => {
        const seat = seats.get(seat_id)
        if (!seat) throw new ProvisionError(`There is no seat ${seat_id}.`)
        return {
          seat_id,
          kind: seat.kind,
          title_en: seat.title.en,
          title_ar: seat.title.ar,
          may_write,
        }
      })
      .toSorted((a, b) => (a.seat_id < b.seat_id ? -1 : 1))
    const compartment = {
      id,
      process_id: plan.process_id,
      kind,
      name_en: name.en,
      name_ar: name.ar,
      made_at: plan.now,
    }
    const rows: LedgerRow[] = [
      { table: 'compartment', row: compartment },
      ...circle.map((row): LedgerRow => ({ table: 'circle', row })),
    ]
    const write = { compartment_id: id, entry_id: plan.random_id(), act: 'openCompartment', rows }
    const n = await appendEntry(tx, write, author)
    const values = circle.map((row) => ({ ...row, compartment_id: id, n }))
    if (values.length > 0) await tx.insertInto('sulh.circle').values(values).execute()
  }
}

/** Each new seat's own row, told to the readers of the compartment that may know of it. */
async function placeSeats(tx: Tx, prefix: string, plan: ProvisionPlan): Promise<void> {
  const author = { seat_id: null, now: plan.now, salt: () => plan.salt() }
  const groups = Map.groupBy(plan.seats, (seat) => seat.compartment_id)
  for (const [compartment_id, seats] of [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const rows = seats.map(({ id, kind, title }) => ({
      id,
      kind,
      title_en: title.en,
      title_ar: title.ar,
    }))
    const write = {
      compartment_id,
      entry_id: plan.random_id(),
      act: 'addSeat',
      rows: rows.map((row): LedgerRow => ({ table: 'seat', row })),
    }
    const n = await appendEntry(tx, write, author)
    const values = rows.map((r) => ({ ...r, role: seatRole(prefix, r.id), compartment_id, n }))
    await tx.insertInto('sulh.seat').values(values).execute()
  }
}
