// R28 and P5: a successor, two of a split, and a delegation that joins get seats and compartments of
// their own; what was before stays closed to them but for reference data. The server has no part.
import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { onEngines } from '../../test/engines.ts'
import {
  actor,
  delegationOf,
  both,
  makeDelegatedWorld,
  standing,
  type DelegatedWorld,
} from '../../test/factories.ts'
import { compareRows } from '../ledger/rows.ts'
import { schemaFaults } from '../platform/gates.ts'
import { provision, ProvisionError } from '../platform/provision.ts'
import { seatRole } from '../platform/roles.ts'
import type { Database } from '../platform/database.ts'
import { createRecord, recordFacts } from './commands.ts'
import { makeSeats, seatlessDelegations } from './successors.ts'

const by = () => ({
  now: '2026-03-01T00:00:00.000Z',
  random_id: () => randomUUID() as string,
  salt: () => new Uint8Array(randomBytes(32)),
})

/** Compartments of a seat, by kind, with how many entries it reads in each. */
async function reads(db: Database, seat: string): Promise<Record<string, string>> {
  const rows = await db.asSeat(seatRole(db.prefix, seat), (tx) =>
    sql<{ kind: string; name: string; n: number }>`
      select c.kind, c.name_en as name, (select count(*) from sulh.entry e
        where e.compartment_id = c.id) as n
      from sulh.compartment c order by c.kind, c.name_en`.execute(tx),
  )
  return Object.fromEntries(
    rows.rows.map((r) => [`${r.kind}: ${r.name}`, r.n > 1 ? 'history' : 'new']),
  )
}

async function successor(db: Database, world: DelegatedWorld, title: string): Promise<string> {
  const place = { compartment_id: world.compartment.process }
  const party = actor(place.compartment_id, title)
  const context = world.context('mission')
  await createRecord(db, context, party)
  const made = delegationOf(party, { ...place, id: world.body }, title)
  await createRecord(db, context, made)
  return made.id
}

async function end(db: Database, world: DelegatedWorld, state: string, ids: readonly string[]) {
  const references = ids.map((id) => ({
    path: 'successors',
    compartment_id: world.compartment.process,
    id,
  }))
  await recordFacts(db, world.context('mission'), {
    id: world.delegation.sideA,
    facts: [
      standing('credentialed', '2026-01-10'),
      standing(state, '2026-02-01', {}, { references }),
    ],
  })
}

onEngines('seats made later', (use) => {
  test('R28 a successor has its own of everything, and sees nothing earlier', async () => {
    const db = await use.fresh()
    const world = await makeDelegatedWorld(db)
    for (const name of ['plenary', 'caucusA', 'roomA'] as const)
      await createRecord(db, world.context('sideA'), actor(world.compartment[name]))
    const id = await successor(db, world, 'A2')
    await end(db, world, 'replaced', [id])
    expect(await seatlessDelegations(db)).toEqual([{ id, title: both('A2'), succeeds: both('A') }])
    const made = await makeSeats(db, { delegation_id: id, by: by() })
    expect(await seatlessDelegations(db)).toEqual([])
    const [seat] = made.seats
    expect(await reads(db, seat?.id ?? '')).toEqual({
      'caucus: Caucus: A2': 'new',
      'plenary: plenary, from 2026-03-01': 'new',
      'process: process': 'history',
      'public: public': 'history',
      'room: Own room: A2': 'new',
    })
    // The other side and the mission share the new plenary; the predecessor is not in it.
    const plenary = made.compartments.find(({ kind }) => kind === 'plenary')?.id ?? ''
    const plan = actor(plenary)
    await createRecord(db, world.context('sideB'), plan)
    for (const [role, count] of [
      [world.role('mission'), 1],
      [seatRole(db.prefix, seat?.id ?? ''), 1],
      [world.role('sideA'), 0],
      [world.role('observer'), 0],
    ] as const) {
      const found = await db.asSeat(role, (tx) =>
        tx.selectFrom('sulh.record').select('id').where('id', '=', plan.id).execute(),
      )
      expect(found.length).toBe(count)
    }
    expect(await compareRows(db)).toBeNull()
    expect(await schemaFaults(db)).toEqual([])
  })

  test('R28 both of a split share one plenary, and each has its own room', async () => {
    const db = await use.fresh()
    const world = await makeDelegatedWorld(db)
    const ids = [await successor(db, world, 'A2'), await successor(db, world, 'A3')] as const
    await end(db, world, 'split', ids)
    const made = await makeSeats(db, { delegation_id: ids[0], by: by() })
    expect(made.seats.map(({ title }) => title.en)).toEqual(['A2', 'A3'])
    expect(made.compartments.map(({ kind }) => kind).toSorted()).toEqual([
      'caucus',
      'caucus',
      'plenary',
      'room',
      'room',
    ])
    await expect(makeSeats(db, { delegation_id: ids[1], by: by() })).rejects.toThrow(ProvisionError)
    // Replaced again, it is the new plenary that is followed, and not the first one.
    const next = await successor(db, world, 'A4')
    const references = [{ path: 'successors', compartment_id: world.compartment.process, id: next }]
    await recordFacts(db, world.context('mission'), {
      id: ids[0],
      facts: [
        standing('credentialed', '2026-02-02'),
        standing('replaced', '2026-02-03', {}, { references }),
      ],
    })
    const again = await makeSeats(db, { delegation_id: next, by: by() })
    expect(again.compartments.map(({ kind }) => kind).toSorted()).toEqual([
      'caucus',
      'plenary',
      'room',
    ])
    expect(await compareRows(db)).toBeNull()
  })

  test('R28 a third delegation joins beside another, which stays', async () => {
    const db = await use.fresh()
    const world = await makeDelegatedWorld(db)
    const id = await successor(db, world, 'C')
    await expect(makeSeats(db, { delegation_id: id, by: by() })).rejects.toThrow('--beside')
    const beside = world.delegation.sideB
    const made = await makeSeats(db, { delegation_id: id, beside, by: by() })
    const plenary = made.compartments.find(({ kind }) => kind === 'plenary')?.id ?? ''
    for (const seat of ['mission', 'sideA', 'sideB'] as const) {
      const done = createRecord(db, world.context(seat), actor(plenary))
      await expect(done.then(({ record }) => record.kind)).resolves.toBe('actor')
    }
    // Reference data is read by the newcomer, and references go there from its compartments.
    const room = made.compartments.find(({ kind }) => kind === 'room')?.id ?? ''
    const wide = await db.asSeat(seatRole(db.prefix, made.seats[0]?.id ?? ''), (tx) =>
      tx.selectFrom('sulh.compartment_order').select('wide').where('narrow', '=', room).execute(),
    )
    expect(wide.map((row) => row.wide)).toContain(world.compartment.process)
    expect(await compareRows(db)).toBeNull()
  })

  test('P5 nobody else is added: no old seat, no other template, no wider reference', async () => {
    const db = await use.fresh()
    const world = await makeDelegatedWorld(db)
    const plan = (seat_id: string, compartment_id: string, seats: readonly object[] = []) =>
      provision(db, {
        process_id: world.process_id,
        ...by(),
        seats: seats as never,
        compartments: [],
        joins: [{ seat_id, compartment_id }],
      })
    const { compartment, seat } = world
    await expect(plan(seat.observer, compartment.process)).rejects.toThrow('only a new seat joins')
    const id = randomUUID()
    const newcomer = {
      id,
      kind: 'observer',
      title: both('New'),
      compartment_id: compartment.process,
    }
    await expect(plan(id, compartment.plenary, [newcomer])).rejects.toThrow(
      'only the reference data',
    )
    const rows = await db.asService('backup', (tx) =>
      tx.selectFrom('sulh.seat').select('id').where('id', '=', id).execute(),
    )
    expect(rows).toEqual([])
    // A room that all readers of the reference data share: what refers to it would be a hidden id.
    await provision(db, {
      process_id: world.process_id,
      ...by(),
      seats: [],
      compartments: [
        {
          id: randomUUID(),
          kind: 'plenary',
          name: both('All'),
          readers: (['mission', 'analyst', 'sideA', 'sideB', 'observer'] as const).map((name) => ({
            seat_id: seat[name],
            may_write: true,
          })),
        },
      ],
    })
    await expect(plan(id, compartment.process, [newcomer])).rejects.toThrow('would not read')
  })

  test('R24 a seat names a delegation of its own compartment', async () => {
    const db = await use.fresh()
    const world = await makeDelegatedWorld(db)
    const seat = {
      id: randomUUID(),
      kind: 'delegation',
      title: both('Lost'),
      compartment_id: world.compartment.plenary,
      delegation_id: world.delegation.sideA,
    }
    const work = provision(db, {
      process_id: world.process_id,
      ...by(),
      seats: [seat],
      compartments: [],
    })
    await expect(work).rejects.toThrow(/foreign key/)
  })
})
