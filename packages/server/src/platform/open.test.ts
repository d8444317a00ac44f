// Opening: what is refused with a sentence (P25), what a second opening finds, and the two sorts of
// owner that a PostgreSQL server may give us. Each seat logs in for itself there (P1).
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { newServerDatabase, onEngines, SECRET } from '../../test/engines.ts'
import { actor, makeWorld } from '../../test/factories.ts'
import { createRecord } from '../process/commands.ts'
import { getRecord } from '../process/queries.ts'
import { schemaFaults } from './gates.ts'
import { openDatabase } from './open.ts'
import { provision, ProvisionError } from './provision.ts'
import { rolePassword } from './roles.ts'

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'sulh-open-'))
  onTestFinished(() => rm(made, { recursive: true }))
  return made
}

test('P24 what was written to a folder is there when it is opened again', async () => {
  const data_dir = await folder()
  const first = await openDatabase({ data_dir, secret: SECRET })
  const world = await makeWorld(first)
  const { record } = await createRecord(
    first,
    world.context('sideA'),
    actor(world.compartment.roomA),
  )
  await expect(openDatabase({ data_dir, secret: SECRET })).rejects.toMatchObject({ code: 'locked' })
  await first.close()
  const second = await openDatabase({ data_dir, secret: SECRET })
  expect(second.prefix).toBe(first.prefix)
  expect(await getRecord(second, world.role('sideA'), record.id)).toEqual(record)
  await second.close()
})

test('P25 a database of a newer version is refused, and the folder is free again', async () => {
  const data_dir = await folder()
  const db = await openDatabase({ data_dir, secret: SECRET })
  await db.asService('owner', (tx) =>
    tx
      .insertInto('sulh.migration')
      .values({ number: 9999, name: '9999_later.sql', at: '2030-01-01T00:00:00.000Z' })
      .execute(),
  )
  await db.close()
  for (let attempt = 0; attempt < 2; attempt++)
    await expect(openDatabase({ data_dir, secret: SECRET })).rejects.toMatchObject({
      name: 'OpenError',
      code: 'newer-version',
      message: expect.stringContaining('newer version (9999)') as string,
    })
})

test('P25 a server that does not answer is named in a sentence', async () => {
  const url = 'postgres://nobody@127.0.0.1:1/nothing'
  await expect(openDatabase({ url, secret: SECRET })).rejects.toMatchObject({ code: 'unreachable' })
})

onEngines('P5 provisioning', (use) => {
  const names = { en: 'x', ar: 'x' }
  const plan = {
    now: '2026-01-01T00:00:00.000Z',
    random_id: () => crypto.randomUUID(),
    salt: () => crypto.getRandomValues(new Uint8Array(32)),
  }

  test('P5 nobody is added to a compartment that has a history', async () => {
    const world = await makeWorld(use.db)
    const id = crypto.randomUUID()
    const { process_id, compartment } = world
    const again = provision(use.db, {
      ...plan,
      process_id,
      seats: [{ id, kind: 'observer', title: names, compartment_id: compartment.process }],
      compartments: [
        {
          id: compartment.caucusA,
          kind: 'caucus',
          name: names,
          readers: [{ seat_id: id, may_write: false }],
        },
      ],
    })
    await expect(again).rejects.toThrow(ProvisionError)
    const left = await use.db.asService('owner', (tx) =>
      tx.selectFrom('sulh.seat').select('id').where('id', '=', id).execute(),
    )
    expect(left).toEqual([])
  })

  test('P6 a later compartment is ordered among the earlier ones', async () => {
    const world = await makeWorld(use.db)
    const [seat_id, id] = [crypto.randomUUID(), crypto.randomUUID()]
    const { process_id, compartment, seat } = world
    await provision(use.db, {
      ...plan,
      process_id,
      seats: [
        { id: seat_id, kind: 'delegation', title: names, compartment_id: compartment.process },
      ],
      compartments: [
        {
          id,
          kind: 'caucus',
          name: names,
          readers: [seat_id, seat.mission].map((s) => ({ seat_id: s, may_write: true })),
        },
      ],
    })
    const wide = await use.db.asService('owner', (tx) =>
      tx.selectFrom('sulh.compartment_order').select('wide').where('narrow', '=', id).execute(),
    )
    expect(wide.map((w) => w.wide).toSorted()).toEqual([id, compartment.public].toSorted())
    const narrow = await use.db.asService('owner', (tx) =>
      tx.selectFrom('sulh.compartment_order').select('narrow').where('wide', '=', id).execute(),
    )
    expect(narrow.map((n) => n.narrow).toSorted()).toEqual([id, compartment.mission].toSorted())
  })
})

describe.skipIf(!inject('postgresql_url'))('on PostgreSQL', () => {
  test('P1 an owner that is no superuser serves as well', async () => {
    const { url, drop } = await newServerDatabase('plain owner')
    const db = await openDatabase({ url, secret: SECRET })
    const world = await makeWorld(db)
    const { record } = await createRecord(
      db,
      world.context('sideA'),
      actor(world.compartment.roomA),
    )
    await expect(getRecord(db, world.role('sideB'), record.id)).rejects.toMatchObject({
      code: 'not-found',
    })
    expect(await schemaFaults(db)).toEqual([])
    await db.close()
    const again = await openDatabase({ url, secret: SECRET })
    expect(await getRecord(again, world.role('sideA'), record.id)).toEqual(record)
    await again.close()
    await drop()
  })

  test('P1 a seat is a login of its own and cannot become another', async () => {
    const { url, drop } = await newServerDatabase()
    const db = await openDatabase({ url, secret: SECRET })
    const world = await makeWorld(db)
    const become = (role: string) =>
      db.asSeat(world.role('sideA'), (tx) => sql`set local role ${sql.id(role)}`.execute(tx))
    await expect(become(world.role('sideB'))).rejects.toMatchObject({ code: '42501' })
    await expect(become(`${db.prefix}_backup`)).rejects.toMatchObject({ code: '42501' })
    const who = await db.asSeat(world.role('sideA'), (tx) =>
      sql<{ who: string }>`reset role; `
        .execute(tx)
        .then(() => sql<{ who: string }>`select current_user as who`.execute(tx)),
    )
    expect(who.rows).toEqual([{ who: world.role('sideA') }])
    await db.close()
    await drop()
  })

  test('P1 with a new secret the old passwords end', async () => {
    const { url, drop } = await newServerDatabase()
    const first = await openDatabase({ url, secret: SECRET })
    const world = await makeWorld(first)
    await first.close()
    const db = await openDatabase({ url, secret: 'another secret' })
    await createRecord(db, world.context('sideA'), actor(world.compartment.roomA))
    const old = new URL(url)
    old.username = world.role('sideA')
    old.password = rolePassword(SECRET, world.role('sideA'))
    const client = new pg.Client({ connectionString: old.href })
    await expect(client.connect()).rejects.toMatchObject({ code: '28P01' })
    await db.close()
    await drop()
  })

  test('P9 more seats than pools work side by side', async () => {
    const { url, drop } = await newServerDatabase()
    const db = await openDatabase({ url, secret: SECRET })
    const worlds = []
    for (let i = 0; i < 8; i++) worlds.push(await makeWorld(db))
    const work = worlds.flatMap((world) =>
      (['mission', 'sideA', 'sideB', 'observer', 'public'] as const).map((name) =>
        db.asSeat(world.role(name), (tx) =>
          sql<{ who: string }>`select current_user as who, pg_sleep(0.01)`.execute(tx),
        ),
      ),
    )
    const whos = (await Promise.all(work)).map(({ rows }) => rows[0]?.who)
    expect(new Set(whos).size).toBe(40)
    await db.close()
    await drop()
  })
})
