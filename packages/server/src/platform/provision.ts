// Makes seats and compartments: roles, circles, and each compartment's opening entry, which lists its
// readers. What follows from the circles is in circles.ts. Runs as the owner, never in a request. Nobody is added to a compartment that
// has a history (decisions 4): a wider circle is a new compartment.
import { sql } from 'kysely'
import { appendEntry, type LedgerRow } from './append.ts'
import { fillOrder, fillReaders } from './circles.ts'
import type { Database, Tx } from './database.ts'
import { seatRole, serviceRole } from './roles.ts'

type Names = { readonly en: string; readonly ar: string }
export type NewSeat = {
  readonly id: string
  readonly kind: string
  readonly title: Names
  /** The compartment whose readers may know of this seat. */
  readonly compartment_id: string
  /** The delegation whose seat it is: a record in that compartment, there when this commits. */
  readonly delegation_id?: string | undefined
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
  /**
   * New seats that join the reference data of their process, which has a history: the one exception
   * to P5, for the template `process` alone (ADR 0002). They read it and do not write.
   */
  readonly joins?: readonly { readonly seat_id: string; readonly compartment_id: string }[]
}

/** A plan that cannot be carried out; the message says what to change. Nothing was written. */
export class ProvisionError extends Error {
  constructor(sentence: string) {
    super(sentence)
    this.name = 'ProvisionError'
  }
}

type Known = { readonly id: string; readonly kind: string; readonly title: Names }
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
    await insertCompartments(tx, plan)
    await openCompartments(tx, plan, seats)
    await placeSeats(tx, db.prefix, plan)
    await joinReference(tx, plan)
    await fillReaders(tx, db.prefix)
    refuseLostOrder(await fillOrder(tx))
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

async function insertCompartments(tx: Tx, plan: ProvisionPlan): Promise<void> {
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
    const rows = seats.map(({ id, kind, title, delegation_id }) => ({
      id,
      kind,
      title_en: title.en,
      title_ar: title.ar,
      ...(delegation_id === undefined ? {} : { delegation_id }),
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

/** A further row of the circle of what every seat reads; an entry there, as for a new seat. */
async function joinReference(tx: Tx, plan: ProvisionPlan): Promise<void> {
  const author = { seat_id: null, now: plan.now, salt: () => plan.salt() }
  for (const { seat_id, compartment_id } of plan.joins ?? []) {
    const place = await tx
      .selectFrom('sulh.compartment')
      .select(['kind', 'process_id'])
      .where('id', '=', compartment_id)
      .executeTakeFirst()
    const seat = plan.seats.find(({ id }) => id === seat_id)
    if (!seat || place?.kind !== 'process' || place.process_id !== plan.process_id)
      throw new ProvisionError(
        `Seat ${seat_id} cannot join compartment ${compartment_id}: only a new seat joins, and only ` +
          'the reference data of its process.',
      )
    const row = {
      seat_id,
      kind: seat.kind,
      title_en: seat.title.en,
      title_ar: seat.title.ar,
      may_write: false,
    }
    const rows: LedgerRow[] = [{ table: 'circle', row }]
    const write = { compartment_id, entry_id: plan.random_id(), act: 'addReader', rows }
    const n = await appendEntry(tx, write, author)
    await tx
      .insertInto('sulh.circle')
      .values({ ...row, compartment_id, n })
      .execute()
  }
}

/** A reference that was open to all readers must stay so: else one of them would see a hidden id. */
function refuseLostOrder(
  lost: readonly { readonly narrow: string; readonly wide: string }[],
): void {
  const [first] = lost
  if (first)
    throw new ProvisionError(
      `Compartment ${first.narrow} refers to ${first.wide}, which a joining seat would not read: ` +
        'let it read that too, or make a new compartment.',
    )
}
