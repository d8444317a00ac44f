// The small world of the confidentiality proof: a mission, two delegations, an observer and the
// public, and a compartment of every shape that matters between them. Every id, time and salt is
// made from a name, so that two runs differ in nothing but the history that is meant to differ.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../../src/platform/database.ts'
import { fillReaders } from '../../src/platform/circles.ts'
import { provision, type ProvisionPlan } from '../../src/platform/provision.ts'
import { seatRole } from '../../src/platform/roles.ts'
import type { CommandContext } from '../../src/platform/append.ts'
import { makeDelegations } from './standing_history.ts'

export const seatNames = ['mission', 'a', 'b', 'observer', 'public', 'analyst'] as const
export type SeatName = (typeof seatNames)[number]
const readers = {
  public: { mission: 'write', a: 'read', b: 'read', observer: 'read', public: 'read' },
  process: { mission: 'write', a: 'read', b: 'read', observer: 'read', analyst: 'read' },
  plenary: { mission: 'write', a: 'write', b: 'write', analyst: 'read' },
  caucus_a: { mission: 'write', a: 'write', analyst: 'read' },
  caucus_b: { mission: 'write', b: 'write', analyst: 'read' },
  room_a: { a: 'write' },
  room_b: { b: 'write' },
  mission: { mission: 'write' },
  cell: { mission: 'write', analyst: 'write' },
  /** The named analysts, whom the rest of the mission does not read. */
  analysts: { analyst: 'write' },
} as const satisfies Record<string, Partial<Record<SeatName, 'read' | 'write'>>>
export type Place = keyof typeof readers
export const places = Object.keys(readers) as Place[]
const kindOf: Record<Place, string> = {
  public: 'public',
  process: 'process',
  plenary: 'plenary',
  caucus_a: 'caucus',
  caucus_b: 'caucus',
  room_a: 'room',
  room_b: 'room',
  mission: 'mission',
  cell: 'cell',
  analysts: 'cell',
}
const seatKind: Record<SeatName, 'mission' | 'delegation' | 'observer' | 'public'> = {
  mission: 'mission',
  a: 'delegation',
  b: 'delegation',
  observer: 'observer',
  public: 'public',
  analyst: 'mission',
}

export function mayRead(seat: SeatName, place: Place): boolean {
  const of: Partial<Record<SeatName, string>> = readers[place]
  return of[seat] !== undefined
}
export function writersOf(place: Place): SeatName[] {
  const of: Partial<Record<SeatName, string>> = readers[place]
  return seatNames.filter((seat) => of[seat] === 'write')
}

/** SHA-256 of a name, in hex. */
export function digest(name: string): string {
  return createHash('sha256').update(name).digest('hex')
}
/** A UUIDv4-shaped id made of a name. */
export function idOf(name: string): string {
  const h = digest(`id ${name}`)
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-8${h.slice(17, 20)}-${h.slice(20, 32)}`
}
export const compartmentId = (place: Place) => idOf(`compartment ${place}`)
export const seatId = (seat: SeatName) => idOf(`seat ${seat}`)
/** The record of a side's delegation, in the reference data. */
export const delegationId = (side: 'a' | 'b') => idOf(`delegation ${side}`)
export const roleOf = (db: Database, seat: SeatName) => seatRole(db.prefix, seatId(seat))

/** Time, ids and salts that depend on the name of the act and on nothing else. */
export function contextOf(seat: SeatName, name: string, minute: number): CommandContext {
  let serial = 0
  return {
    seat_id: seatId(seat),
    now: new Date(Date.UTC(2020, 9, 19) + minute * 60_000).toISOString(),
    random_id: () => idOf(`${name} ${(serial += 1)}`),
    salt: () => Buffer.from(digest(`salt ${name} ${(serial += 1)}`), 'hex'),
  }
}

/** Before the first minute of any history. */
const MADE = contextOf('mission', 'world', -1).now

export async function makeWorld(db: Database): Promise<void> {
  const context = contextOf('mission', 'world', -1)
  const plan: ProvisionPlan = {
    process_id: idOf('process'),
    now: context.now,
    random_id: context.random_id,
    salt: context.salt,
    seats: seatNames.map((seat) => ({
      id: seatId(seat),
      kind: seatKind[seat],
      title: { en: `Seat ${seat}`, ar: `مقعد ${seat}` },
      compartment_id: compartmentId('process'),
      delegation_id: seat === 'a' || seat === 'b' ? delegationId(seat) : undefined,
    })),
    compartments: places.map((place) => ({
      id: compartmentId(place),
      kind: kindOf[place] as 'room',
      name: { en: `Compartment ${place}`, ar: `حيز ${place}` },
      readers: Object.entries(readers[place]).map(([seat, right]) => ({
        seat_id: seatId(seat as SeatName),
        may_write: right === 'write',
      })),
    })),
  }
  await provision(db, plan, makeDelegations)
}

/** Leads back to the world as it was made: what a fresh run starts from. Owner only. */
export async function resetWorld(db: Database): Promise<void> {
  await db.asService('owner', async (tx) => {
    const later = sql`(compartment_id, n) in
      (select compartment_id, n from sulh.entry where recorded_at > ${MADE})`
    for (const table of ['ballot', 'ballot_voter', 'ballot_box', 'drafting_step', 'drafting'])
      await sql`delete from ${sql.table(`sulh.${table}`)}`.execute(tx)
    for (const table of ['reference', 'fact', 'record'])
      await sql`delete from ${sql.table(`sulh.${table}`)} where ${later}`.execute(tx)
    for (const table of ['checkpoint', 'head'])
      await sql`delete from ${sql.table(`sulh.${table}`)}`.execute(tx)
    await sql`delete from sulh.entry where recorded_at > ${MADE}`.execute(tx)
    await fillReaders(tx, db.prefix)
    // The heads are made again from the leaves that are left, by the definition of RFC 6962.
    const entries = await tx
      .selectFrom('sulh.entry')
      .select(['compartment_id', 'n', 'leaf'])
      .orderBy('compartment_id')
      .orderBy('n')
      .execute()
    for (const [compartment_id, group] of Map.groupBy(entries, (e) => e.compartment_id)) {
      await tx
        .insertInto('sulh.head')
        .values({ compartment_id, n: group.length, peaks: peaksOf(group.map((e) => e.leaf)) })
        .execute()
    }
  })
}

function treeHash(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves
  if (leaves.length === 1 && first) return first
  const half = 2 ** Math.ceil(Math.log2(leaves.length) - 1)
  return createHash('sha256')
    .update(Uint8Array.of(1))
    .update(treeHash(leaves.slice(0, half)))
    .update(treeHash(leaves.slice(half)))
    .digest()
}
function peaksOf(leaves: readonly Uint8Array[]): Uint8Array[] {
  const peaks: Uint8Array[] = []
  let start = 0
  for (let bit = 2 ** 20; bit >= 1; bit /= 2) {
    if ((leaves.length & bit) === 0) continue
    peaks.push(treeHash(leaves.slice(start, start + bit)))
    start += bit
  }
  return peaks
}
