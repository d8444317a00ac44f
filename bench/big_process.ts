// A generated process for measuring reads under row security: 50,000 records in 150 compartments and
// 2,000 persons with a seat each, who read 20 compartments. Seats and compartments are made as always;
// the records come from one statement, with keys and policies on. Nothing in it means anything.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Database, SeatRole } from '../packages/server/src/platform/database.ts'
import { provision } from '../packages/server/src/platform/provision.ts'
import { seatRole } from '../packages/server/src/platform/roles.ts'

export const size = {
  records: 50_000,
  persons: 2_000,
  compartments: 150,
  read_by_each: 20,
} as const

export type Readers = {
  readonly mission: SeatRole
  readonly member: SeatRole
  readonly nobody: SeatRole
}

function idOf(name: string): string {
  const h = createHash('sha256').update(name).digest('hex')
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-8${h.slice(17, 20)}-${h.slice(20, 32)}`
}
const seatId = (name: string | number) => idOf(`seat ${name}`)
const compartmentId = (i: number) => idOf(`compartment ${i}`)
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i)

export async function makeBigProcess(db: Database): Promise<Readers> {
  await makeSeats(db)
  await fill(db)
  const role = (name: string | number) => seatRole(db.prefix, seatId(name))
  return { mission: role('mission'), member: role(0), nobody: role('nobody') }
}

async function makeSeats(db: Database): Promise<void> {
  // The mission and the seat that reads nothing are the last two of the persons.
  const members = size.persons - 2
  const readers = new Map<number, number[]>(upTo(size.compartments).map((i) => [i, []]))
  for (const person of upTo(members))
    // 7 and 150 have no common divisor, so that a person's 20 are 20 different ones.
    for (const k of upTo(size.read_by_each))
      readers.get((person * 11 + k * 7) % size.compartments)?.push(person)
  const seats = [
    { name: 'mission', kind: 'mission' },
    { name: 'nobody', kind: 'observer' },
    ...upTo(members).map((name) => ({ name, kind: 'delegation' })),
  ]
  await provision(db, {
    process_id: idOf('process'),
    now: new Date().toISOString(),
    random_id: () => randomUUID(),
    salt: () => new Uint8Array(randomBytes(32)),
    seats: seats.map(({ name, kind }) => ({
      id: seatId(name),
      kind,
      title: { en: `Seat ${name}`, ar: `مقعد ${name}` },
      compartment_id: compartmentId(0),
    })),
    compartments: [...readers].map(([i, persons]) => ({
      id: compartmentId(i),
      kind: 'room',
      name: { en: `Room ${i}`, ar: `غرفة ${i}` },
      readers: [
        { seat_id: seatId('mission'), may_write: true },
        ...persons.map((person) => ({ seat_id: seatId(person), may_write: true })),
      ],
    })),
  })
}

/** The rows come from one statement and stand in no entry: that check alone is off meanwhile. */
async function fill(db: Database): Promise<void> {
  await namedRows(db, 'disable')
  await db.asService('provisioner', async (tx) => {
    await sql`insert into sulh.entry (compartment_id, id, act, recorded_at, salt, content)
      select id, gen_random_uuid(), 'bench', now(), sha256(id::text::bytea), '{}'
      from sulh.compartment`.execute(tx)
    const spread = sql`(select c.id as compartment_id, c.n, i, md5('record ' || i)::uuid as id,
        md5('fact ' || i)::uuid as fact_id,
        md5('record ' || i % ${size.compartments})::uuid as first_id
      from generate_series(0, ${size.records - 1}::integer) i
      join (select h.compartment_id as id, h.n, row_number() over (order by h.compartment_id) - 1 as k
        from sulh.head h) c on c.k = i % ${size.compartments}) s`
    await sql`insert into sulh.record (compartment_id, id, kind, n)
      select compartment_id, id, case when i < ${size.persons} then 'person' else 'event' end, n
      from ${spread}`.execute(tx)
    await sql`insert into sulh.fact (compartment_id, id, record_id, n, ordinal, facet, act, value,
        known_from, certainty, mark, channel, confirmation, recorded_by, recorded_at)
      select compartment_id, fact_id, id, n, 0, 'account', 'state',
        jsonb_build_object('title', jsonb_build_object('en', 'Event ' || i, 'ar', 'حدث ' || i),
          'text', jsonb_build_object('en', repeat('An example entry. ', 10),
            'ar', repeat('قيد تمثيلي. ', 10)),
          'when', jsonb_build_object('from', '2020-10-19'), 'precision', 'day'),
        now(), 'confirmed', 'illustration', 'system', 'confirmed', ${seatId('mission')}, now()
      from ${spread}`.execute(tx)
    await sql`insert into sulh.reference (compartment_id, fact_id, path, ordinal,
        ref_compartment_id, ref_id, n)
      select compartment_id, fact_id, 'persons', 0, compartment_id, first_id, n
      from ${spread}`.execute(tx)
  })
  await namedRows(db, 'enable')
  // A server gathers statistics by itself within the minute; the embedded engine never does.
  if (db.engine === 'postgresql') await db.asService('owner', (tx) => sql`analyze`.execute(tx))
}

function namedRows(db: Database, turn: 'enable' | 'disable'): Promise<void> {
  return db.asService('owner', async (tx) => {
    for (const table of ['record', 'fact', 'reference'])
      await sql`alter table ${sql.table(`sulh.${table}`)} ${sql.raw(turn)} trigger c_named`.execute(
        tx,
      )
  })
}
