// A small process for tests: a mission, two sides, an observer and the public, with the compartments
// that the rules are about. Ids are random unless a random source is given; nothing of the case.
import { randomBytes, randomUUID } from 'node:crypto'
import type { InputOf } from '@sulh/contract/endpoint'
import type { NewFact, processEndpoints } from '@sulh/contract/process'
import { commandContext, type CommandContext } from '../src/platform/append.ts'
import type { Database, SeatRole } from '../src/platform/database.ts'
import { provision, type NewCompartment, type NewSeat } from '../src/platform/provision.ts'
import { seatRole } from '../src/platform/roles.ts'

const seatNames = ['mission', 'sideA', 'sideB', 'observer', 'public'] as const
const circles = {
  public: ['mission'],
  process: ['mission', 'sideA', 'sideB', 'observer'],
  plenary: ['mission', 'sideA', 'sideB'],
  caucusA: ['mission', 'sideA'],
  caucusB: ['mission', 'sideB'],
  roomA: ['sideA'],
  roomB: ['sideB'],
  mission: ['mission'],
} as const
export type SeatName = (typeof seatNames)[number]
export type CompartmentName = keyof typeof circles
const kindOf = (name: string) => name.replace(/[AB]$/, '')

export type World = {
  readonly process_id: string
  readonly seat: Readonly<Record<SeatName, string>>
  readonly compartment: Readonly<Record<CompartmentName, string>>
  readonly role: (name: SeatName) => SeatRole
  readonly context: (name: SeatName) => CommandContext
}

/** Sides and mission write wherever they read, but only the mission writes to `process`. */
export async function makeWorld(db: Database, random_id = () => randomUUID()): Promise<World> {
  const ids = <K extends string>(names: readonly K[]) =>
    Object.fromEntries(names.map((name) => [name, random_id()])) as Record<K, string>
  const process_id = random_id()
  const seat = ids(seatNames)
  const compartment = ids(Object.keys(circles) as CompartmentName[])
  const kinds = { mission: 'mission', observer: 'observer', public: 'public' } as const
  const seats = seatNames.map((name): NewSeat => ({
    id: seat[name],
    kind: name === 'sideA' || name === 'sideB' ? 'delegation' : kinds[name],
    title: both(name),
    compartment_id: compartment[name === 'public' ? 'public' : 'process'],
  }))
  const compartments = Object.entries(circles).map(([name, readers]): NewCompartment => ({
    id: compartment[name as CompartmentName],
    kind: kindOf(name),
    name: both(name),
    readers: readers.map((reader: SeatName) => ({
      seat_id: seat[reader],
      may_write: reader !== 'observer' && (name !== 'process' || reader === 'mission'),
    })),
  }))
  await provision(db, {
    process_id,
    now: '2026-01-01T00:00:00.000Z',
    random_id,
    salt: () => new Uint8Array(randomBytes(32)),
    seats,
    compartments,
  })
  return {
    process_id,
    seat,
    compartment,
    role: (name) => seatRole(db.prefix, seat[name]),
    context: (name) => commandContext(seat[name]),
  }
}

export function both(text: string): { en: string; ar: string } {
  return { en: text, ar: text }
}

export function fact(given: Pick<NewFact, 'facet' | 'value'> & Partial<NewFact>): NewFact {
  return {
    id: randomUUID(),
    act: 'state',
    references: [],
    known_from: '2020-01-01T00:00:00.000Z',
    certainty: 'confirmed',
    mark: 'none',
    channel: 'in_writing',
    confirmation: 'unconfirmed',
    ...given,
  }
}

type Create = InputOf<typeof processEndpoints.createRecord>

export function actor(compartment_id: string, name = 'An actor'): Create {
  const value = { name: both(name), short_name: both(name), class: 'party', summary: both(name) }
  const facts = [fact({ facet: 'description', value })]
  return { id: randomUUID(), compartment_id, kind: 'actor', facts }
}

export function track(compartment_id: string, title = 'A track'): Create {
  const value = {
    title: both(title),
    summary: both(title),
    purpose: both(title),
    family: 'security',
    order: 1,
  }
  const facts = [fact({ facet: 'description', value })]
  return { id: randomUUID(), compartment_id, kind: 'track', facts }
}

/** An issue of a track, with its first status where one is given. */
export function issue(
  compartment_id: string,
  of: Pick<Create, 'compartment_id' | 'id'>,
  status?: string,
): Create {
  const references = [{ path: 'track', compartment_id: of.compartment_id, id: of.id }]
  const value = { title: both('An issue'), question: both('Which?') }
  const facts = [fact({ facet: 'description', value, references })]
  if (status !== undefined) facts.push(fact({ facet: 'status', value: { status } }))
  return { id: randomUUID(), compartment_id, kind: 'issue', facts }
}

export function documentOf(compartment_id: string, of_class: string): Create {
  const value = {
    title: both('A paper'),
    class: of_class,
    text: both('Its text'),
    when: '2020-01-01',
  }
  const facts = [fact({ facet: 'description', value })]
  return { id: randomUUID(), compartment_id, kind: 'document', facts }
}
