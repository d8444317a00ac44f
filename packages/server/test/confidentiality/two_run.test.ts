// P26: what a seat can observe is a function of its compartments alone. Random histories of several
// seats are played twice, the second time with everything outside the watcher's compartments
// replaced; every granted row, error, answer and header must be the same. Then each seeded leak has
// to be caught, else the proof proves nothing.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../src/platform/database.ts'
import { onEngines } from '../engines.ts'
import { signCheckpoints } from '../../src/ledger/checkpoints.ts'
import { openKeys } from '../../src/ledger/keys.ts'
import { openWorld, serve, type Server } from '../http_harness.ts'
import { play, twoHistories, type TwoHistories } from './history.ts'
import { channelLeaks, exportOf, listen, type ChannelLeak } from './channels.ts'
import { leaks } from './leaks.ts'
import { roomIn, sitInRoom, tellOf } from './room_history.ts'
import { difference, observe, type Ask, type Observation } from './observe.ts'
import {
  compartmentId,
  contextOf,
  idOf,
  resetWorld,
  roleOf,
  seatId,
  type Place,
  type SeatName,
} from './world.ts'

const seed = Number(process.env['SULH_SEED'] ?? Date.now() & 0x7fffffff)
console.log(`two-run test: seed ${seed}`)

const folder = mkdtempSync(join(tmpdir(), 'sulh-keys-'))
const keys = openKeys(folder)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Headers that name a moment of the connection and not of the record. */
const declaredRandom = new Set(['date'])

function asking(server: Server, watcher: SeatName): Ask {
  return async (method, path, body) => {
    const answer =
      method === 'GET'
        ? await server.get(watcher, path)
        : body instanceof Uint8Array
          ? await server.send(watcher, path, body)
          : await server.post(watcher, path, body)
    const headers = [...answer.headers].filter(([name]) => !declaredRandom.has(name)).toSorted()
    return JSON.stringify([answer.status, headers, await answer.text()])
  }
}

async function run(
  db: Database,
  histories: TwoHistories,
  which: 0 | 1,
  watcher: SeatName,
  of: { readonly withHttp: boolean; readonly leak?: ChannelLeak },
): Promise<Observation> {
  const { withHttp, leak } = of
  await resetWorld(db)
  let serial = 0
  const commandContext = (seat_id: string) => ({
    ...contextOf(watcher, `request ${(serial += 1)}`, 7000),
    seat_id,
  })
  const server = await serve(
    db,
    { commandContext },
    (real) => leak?.dispatcher?.(real, roleOf(db, 'a')) ?? real,
  )
  const stream = await listen(server, watcher)
  try {
    const { dispatcher } = server.services
    let room: Awaited<ReturnType<typeof sitInRoom>> | undefined
    const last = await play(db, histories, which, (wrote) => dispatcher.nudge(wrote), {
      tell: tellOf(server.rooms, leak?.room ? roomIn('plenary') : undefined),
      opened: async () => {
        room = await sitInRoom(server, watcher)
      },
    })
    const typed = await room?.all()
    await room?.close()
    // As where several processes write to one database: nothing is told twice.
    await dispatcher.catchUp()
    const live = await stream.upTo(last)
    await signCheckpoints(db, keys.current, '2020-10-31T00:00:00.000Z')
    const exported = await exportOf(db, watcher, { keys, leak })
    const seen = await observe(db, watcher, withHttp ? asking(server, watcher) : undefined)
    return new Map([
      ...seen,
      ['live stream', live],
      ['export', exported],
      ['room stream', typed ?? ''],
    ])
  } finally {
    await stream.close()
    await server.close()
  }
}

/** Two runs that differ as much as they can: one hidden act against many. */
const starkest: TwoHistories = {
  seen: [
    {
      name: 'seen 0',
      place: 'plenary',
      by: 1,
      minute: 10,
      more: ['correct'],
      refers: false,
      text: 'x',
    },
  ],
  hidden: [
    [
      {
        name: 'hidden one 0',
        place: 'room_a',
        by: 0,
        minute: 9,
        more: ['differ'],
        refers: true,
        text: 'y',
      },
      {
        name: 'hidden one 1',
        place: 'caucus_a',
        by: 0,
        minute: 12,
        more: [],
        refers: false,
        text: 'z',
      },
    ],
    [],
  ],
  mix: [[false, true], [true]],
}

onEngines('two runs', (use) => {
  beforeAll(() => openWorld(use.db, { example: true }))
  afterAll(() => resetWorld(use.db))

  test.each(['b', 'mission', 'observer', 'public'] as const)(
    'P26 %s sees nothing of what is hidden from it',
    async (watcher) => {
      await fc.assert(
        fc.asyncProperty(twoHistories(watcher), async (histories) => {
          const one = await run(use.db, histories, 0, watcher, { withHttp: true })
          const two = await run(use.db, histories, 1, watcher, { withHttp: true })
          expect(one.size).toBeGreaterThan(20)
          expect(difference(one, two)).toBeUndefined()
        }),
        { seed, numRuns: use.engine === 'pglite' ? 8 : 4, endOnFailure: true },
      )
    },
    300_000,
  )

  test('P26 the watcher does see what it should: the seen act and both disclosures', async () => {
    const seen = await run(use.db, starkest, 0, 'b', { withHttp: true })
    const rows = seen.get('rows of record') ?? ''
    expect(rows).toContain(idOf('record seen 0'))
    expect(rows).toContain(idOf('copy of caucus_a'))
    expect(rows).toContain(idOf('record source caucus_b'))
    expect(rows).not.toContain(idOf('record source caucus_a'))
    expect(rows).not.toContain(idOf('record hidden one 0'))
    const exported = seen.get('export') ?? ''
    expect(exported).toContain(idOf('record seen 0'))
    expect(exported).toContain(idOf('copy of caucus_a'))
    expect(exported).not.toContain(idOf('record source caucus_a'))
    const typed = seen.get('room stream') ?? ''
    expect(typed).toContain(seatId('b'))
    expect(typed).toContain('the last words')
    // One event each: the citation, the seen act and its correction, the caucus's source with its
    // link, both copies, the last act; and of the text: two parties and a track, the instrument with
    // its node and slot, what was done on it beside the seen act and the source, the tabling and
    // another head. The person who clears what the analysts propose is in the reference data. Of the
    // decision: its proposal, acceptance, freezing and opening, and no ballot.
    const heard = JSON.parse(seen.get('live stream') ?? '[]') as unknown[]
    const of = (place: Place) =>
      heard.filter(
        (block) => typeof block === 'string' && block.includes(`id: ${compartmentId(place)}:`),
      )
    expect(
      ['process', 'plenary', 'caucus_b', 'public', 'caucus_a'].map((p) => of(p as Place).length),
    ).toEqual([5, 14, 3, 1, 0])
  })

  test.each(channelLeaks)('P26 is caught in its own channel: $name', async (leak) => {
    const one = await run(use.db, starkest, 0, 'b', { withHttp: false, leak })
    const two = await run(use.db, starkest, 1, 'b', { withHttp: false, leak })
    const channel = leak.channel === 'export' ? 'export' : `${leak.channel} stream`
    expect(one.get(channel)).not.toBe(two.get(channel))
    const differing = [...one.keys()].filter((key) => one.get(key) !== two.get(key))
    expect(differing).toEqual([channel])
  })

  test('P26 every seeded leak is caught', async () => {
    await resetWorld(use.db)
    const missed: string[] = []
    const planted = leaks(use.db.prefix)
    for (const leak of planted) {
      const apply = (script: string) =>
        use.db.asService('owner', async (tx) => {
          for (const statement of statements(script)) await sql.raw(statement).execute(tx)
        })
      await apply(leak.up)
      const one = await run(use.db, starkest, 0, 'b', { withHttp: false })
      const two = await run(use.db, starkest, 1, 'b', { withHttp: false })
      if (difference(one, two) === undefined) missed.push(leak.name)
      await resetWorld(use.db)
      await apply(leak.down)
    }
    console.log(`${planted.length - missed.length} of ${planted.length} seeded leaks caught`)
    expect(missed).toEqual([])
    const one = await run(use.db, starkest, 0, 'b', { withHttp: false })
    const two = await run(use.db, starkest, 1, 'b', { withHttp: false })
    expect(difference(one, two)).toBeUndefined()
  }, 300_000)
})

/** Splits a script at the semicolons that are not inside a dollar-quoted or quoted body. */
function statements(script: string): string[] {
  const parts: string[] = []
  let rest = ''
  let inside = false
  for (const piece of script.split(/(\$\$|'|;)/)) {
    if (piece === '$$' || piece === "'") inside = !inside
    if (piece === ';' && !inside) {
      if (rest.trim()) parts.push(rest)
      rest = ''
    } else rest += piece
  }
  if (rest.trim()) parts.push(rest)
  return parts
}
