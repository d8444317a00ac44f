// A small process for tests: a mission, two sides, an observer and the public, with the compartments
// that the rules are about. Ids are random unless a random source is given; nothing of the case.
import { randomBytes, randomUUID } from 'node:crypto'
import type { InputOf } from '@sulh/contract/endpoint'
import type { NewFact, processEndpoints } from '@sulh/contract/process'
import { commandContext, type CommandContext } from '../src/platform/append.ts'
import type { Database, SeatRole, Tx } from '../src/platform/database.ts'
import { provision, type NewCompartment, type NewSeat } from '../src/platform/provision.ts'
import { seatRole } from '../src/platform/roles.ts'
import { createRecordIn } from '../src/process/commands.ts'

const seatNames = ['mission', 'analyst', 'sideA', 'sideB', 'observer', 'public'] as const
const circles = {
  public: ['mission'],
  process: ['mission', 'analyst', 'sideA', 'sideB', 'observer'],
  plenary: ['mission', 'analyst', 'sideA', 'sideB'],
  caucusA: ['mission', 'analyst', 'sideA'],
  caucusB: ['mission', 'analyst', 'sideB'],
  roomA: ['sideA'],
  roomB: ['sideB'],
  mission: ['mission'],
  cell: ['mission', 'analyst'],
  /** The named analysts: a cell that the rest of the mission does not read. */
  cellA: ['analyst'],
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
export async function makeWorld(
  db: Database,
  random_id: () => string = () => randomUUID(),
  /** The records of the two sides' delegations, which `work` makes, in the same transaction. */
  sides: Partial<Record<'sideA' | 'sideB', string>> = {},
  work?: (tx: Tx, world: World) => Promise<unknown>,
): Promise<World> {
  const ids = <K extends string>(names: readonly K[]) =>
    Object.fromEntries(names.map((name) => [name, random_id()])) as Record<K, string>
  const process_id = random_id()
  const seat = ids(seatNames)
  const compartment = ids(Object.keys(circles) as CompartmentName[])
  const kinds = {
    mission: 'mission',
    analyst: 'mission',
    observer: 'observer',
    public: 'public',
  } as const
  const seats = seatNames.map((name): NewSeat => ({
    id: seat[name],
    kind: name === 'sideA' || name === 'sideB' ? 'delegation' : kinds[name],
    title: both(name),
    compartment_id: compartment[name === 'public' ? 'public' : 'process'],
    delegation_id: name === 'sideA' || name === 'sideB' ? sides[name] : undefined,
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
  const world: World = {
    process_id,
    seat,
    compartment,
    role: (name) => seatRole(db.prefix, seat[name]),
    context: (name) => commandContext(seat[name]),
  }
  const plan = {
    process_id,
    now: '2026-01-01T00:00:00.000Z',
    random_id,
    salt: () => new Uint8Array(randomBytes(32)),
    seats,
    compartments,
  }
  await provision(db, plan, work && ((tx) => work(tx, world)))
  return world
}

export type DelegatedWorld = World & {
  readonly body: string
  readonly delegation: Readonly<Record<'sideA' | 'sideB', string>>
}

/** The same, where each side's seat is that of a delegation in one body; no standing is stated. */
export async function makeDelegatedWorld(db: Database): Promise<DelegatedWorld> {
  const delegation = { sideA: randomUUID() as string, sideB: randomUUID() as string }
  const ids = { body: '' }
  const world = await makeWorld(db, undefined, delegation, async (tx, { compartment, context }) => {
    const put = (input: Create) => createRecordIn(tx, context('mission'), input, { trusted: true })
    const parties = [actor(compartment.process, 'A'), actor(compartment.process, 'B')] as const
    const body = bodyOf(compartment.process)
    ids.body = body.id
    for (const input of [...parties, body]) await put(input)
    const made = [
      delegationOf(parties[0], body, 'A', delegation.sideA),
      delegationOf(parties[1], body, 'B', delegation.sideB),
    ]
    for (const input of made) await put(input)
  })
  return { ...world, body: ids.body, delegation }
}

export function bodyOf(compartment_id: string): Create {
  const value = {
    title: both('A commission'),
    short_name: both('C'),
    class: 'commission',
    summary: both('A commission.'),
    composition: both('Two delegations.'),
  }
  const facts = [fact({ facet: 'description', value })]
  return { id: randomUUID(), compartment_id, kind: 'body', facts }
}

export function delegationOf(
  party: Pick<Create, 'compartment_id' | 'id'>,
  body: Pick<Create, 'compartment_id' | 'id'>,
  title: string,
  id: string = randomUUID(),
): Create {
  const references = [
    { path: 'party', compartment_id: party.compartment_id, id: party.id },
    { path: 'body', compartment_id: body.compartment_id, id: body.id },
  ]
  const facts = [fact({ facet: 'description', value: { title: both(title) }, references })]
  return { id, compartment_id: body.compartment_id, kind: 'delegation', facts }
}

/** A fact of standing; its day is also from when it is known, unless told otherwise. */
export function standing(
  state: string,
  from: string,
  given: Record<string, unknown> = {},
  about: Partial<NewFact> = {},
): NewFact {
  const value = { state, from, effect: both('As the rules say.'), ...given }
  return fact({ facet: 'standing', known_from: `${from}T00:00:00.000Z`, value, ...about })
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
