// How many pages of 20 records a seat reads a second under row security, on both engines, for seats
// that may see much, some and nothing. The read of the interface is what is judged; a plain select
// beside it tells what row security and the assembly of facts each cost.
import { join } from 'node:path'
import { listHistory } from '../packages/server/src/process/queries.ts'
import type { Database, SeatRole } from '../packages/server/src/platform/database.ts'
import { openDatabase } from '../packages/server/src/platform/open.ts'
import { postgresBin, startCluster } from '../packages/server/test/postgres_cluster.ts'
import { makeBigProcess, size } from './big_process.ts'
import { atLeast, comparison, notRun, type Figure } from './table.ts'

const WARM_UP_MS = 500
const MEASURED_MS = 1_000
/** The seats take turns, so that a slow spell of the machine falls on all of them. */
const TURNS_COUNT = 3
const PAGE = 20
const asked = { pglite: 400, postgresql: 1_500 } as const

type Read = (role: SeatRole) => Promise<number>

function pageOf(db: Database): Read {
  return async (role) =>
    (await listHistory(db, role, { limit: PAGE, kind: 'event' })).records.length
}

function plain(db: Database): Read {
  return (role) =>
    db.asSeat(role, async (tx) => {
      const rows = await tx
        .selectFrom('sulh.record')
        .select(['compartment_id', 'id', 'kind', 'n'])
        .where('kind', '=', 'event')
        .orderBy('compartment_id')
        .orderBy('id')
        .limit(PAGE)
        .execute()
      return rows.length
    })
}

/** Reads within `ms` by `width` readers at once, as a number a second. */
async function rate(read: () => Promise<number>, width: number, ms: number): Promise<number> {
  const begun = performance.now()
  let count = 0
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (performance.now() - begun < ms) {
        await read()
        count += 1
      }
    }),
  )
  return (count / (performance.now() - begun)) * 1000
}

type Rates = { readonly mission: number; readonly member: number; readonly nobody: number }

async function ratesOf(
  read: Read,
  roles: Readonly<Record<keyof Rates, SeatRole>>,
  width: number,
): Promise<Rates> {
  const sums = { mission: 0, member: 0, nobody: 0 }
  const names = ['member', 'mission', 'nobody'] as const
  for (const name of names) {
    // A read that finds nothing where there is something would be fast and wrong.
    const found = await read(roles[name])
    const expected = name === 'nobody' ? 0 : PAGE
    if (found !== expected) throw new Error(`${name} read ${found} records, not ${expected}.`)
    await rate(() => read(roles[name]), width, WARM_UP_MS)
  }
  for (let turn = 0; turn < TURNS_COUNT; turn += 1)
    for (const name of names)
      sums[name] += (await rate(() => read(roles[name]), width, MEASURED_MS)) / TURNS_COUNT
  return sums
}

function figuresOf(title: string, rates: Rates, bound: number | undefined): Figure[] {
  const names = {
    member: `${title}: seat with ${size.read_by_each}`,
    mission: `${title}: mission with ${size.compartments}`,
    nobody: `${title}: seat with none`,
  }
  if (bound === undefined)
    return (['member', 'mission', 'nobody'] as const).map((name) =>
      comparison(names[name], rates[name], '/s'),
    )
  const { member, mission, nobody } = rates
  return [
    atLeast(names.member, member, bound, '/s'),
    comparison(names.mission, mission, '/s'),
    comparison(names.nobody, nobody, '/s'),
    atLeast(`${title}: mission, as a share of the seat with 20`, mission / member, 0.5, '×'),
    atLeast(
      `${title}: seat with none, as a share of the faster of the two`,
      nobody / Math.max(member, mission),
      1,
      '×',
    ),
  ]
}

async function measure(db: Database): Promise<Figure[]> {
  const roles = await makeBigProcess(db)
  const figures: Figure[] = []
  for (const width of [1, 8]) {
    const title = (what: string) => `${db.engine}, ${width} at once, ${what}`
    const pages = await ratesOf(pageOf(db), roles, width)
    figures.push(...figuresOf(title('page of 20'), pages, asked[db.engine]))
    const selects = await ratesOf(plain(db), roles, width)
    figures.push(...figuresOf(title('plain select'), selects, undefined))
  }
  return figures
}

async function opened(db: Database): Promise<Figure[]> {
  try {
    return await measure(db)
  } finally {
    await db.close()
  }
}

const SECRET = 'the secret of the bench'

export async function embeddedReads(folder: string): Promise<Figure[]> {
  return opened(await openDatabase({ data_dir: join(folder, 'reads'), secret: SECRET }))
}

export async function serverReads(): Promise<Figure[]> {
  if (!postgresBin())
    return [notRun('postgresql, page of 20', `≥ ${asked.postgresql} /s`, 'it is not installed')]
  const cluster = await startCluster()
  try {
    return await opened(await openDatabase({ url: await cluster.createDatabase(), secret: SECRET }))
  } finally {
    await cluster.stop()
  }
}
