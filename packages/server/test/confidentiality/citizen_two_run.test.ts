// What anybody sees of citizens' votes (dialogue SPEC D51-D57): every row, answer and export, as a member,
// as the mission that made the links, as the public and as another citizen. Two histories differ in what
// citizens voted and in what one of them submitted elsewhere; every byte is the same.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exportLedger } from '../../src/ledger/export.ts'
import { openKeys } from '../../src/ledger/keys.ts'
import { restoreExport } from '../../src/ledger/restore.ts'
import { compareRows } from '../../src/ledger/rows.ts'
import type { Database } from '../../src/platform/database.ts'
import { markExample } from '../../src/platform/seats.ts'
import {
  citizenVote,
  compartment,
  invite,
  makeForum,
  openForumDialogue,
  publish,
} from '../dialogue_world.ts'
import { onEngines } from '../engines.ts'
import { observed, observedByCitizen } from './dialogue_observed.ts'
import { idOf } from './world.ts'
import { writeFile } from 'node:fs/promises'

type Vote = { citizen: string; statement: number; vote: 1 | 0 | -1; minute: number }
const watchers = ['west 1', 'secretariat', 'public', 'onlooker'] as const
const west = ['w1', 'w2', 'w3', 'w4', 'w5']
const folder = mkdtempSync(join(tmpdir(), 'sulh-citizens-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const keys = openKeys(folder)

async function played(db: Database, votes: readonly Vote[]): Promise<void> {
  await makeForum(db)
  await markExample(db, idOf('forum process'))
  await openForumDialogue(db, { compartment_id: compartment('public') })
  await invite(db, { batch: 'west', names: west, bloc: 'west' })
  for (const one of votes) await citizenVote(db, one)
  await publish(db, 60)
}
/** Five answers to a statement, given by the citizens in this order. */
const batch = (order: readonly number[], minute: number): Vote[] =>
  order.map((who, i) => ({
    citizen: west[who] ?? '',
    statement: 3,
    vote: ([1, 1, -1, 0, 1] as const)[i] ?? 0,
    minute: minute + i,
  }))

onEngines('two runs of citizens', (use) => {
  const runs = new Map<string, Database>()
  beforeAll(async () => {
    for (const [name, votes] of [
      ['nothing', []],
      ['few', batch([0, 1, 2, 3], 10)],
      ['batch', batch([0, 1, 2, 3, 4], 10)],
      ['the same batch by others', batch([4, 2, 0, 1, 3], 30)],
    ] as const) {
      const db = await use.fresh()
      await played(db, votes)
      runs.set(name, db)
    }
  }, 180_000)
  const run = (name: string) => {
    const db = runs.get(name)
    if (!db) throw new Error(`There is no run ${name}.`)
    return db
  }
  /** Roles bear the installation's random prefix, and nothing else of it is random. */
  const plain = (db: Database, seen: Map<string, string>) =>
    new Map([...seen].map(([key, value]) => [key, value.replaceAll(db.prefix, 'PREFIX')]))
  const seenBy = async (name: string, watcher: string) => {
    const db = run(name)
    return plain(
      db,
      watcher === 'citizen'
        ? await observedByCitizen(db, 'w1')
        : await observed(db, watcher, keys.known),
    )
  }

  test.each([...watchers, 'citizen'])('D51 D53 %s sees nothing of what is held back', async (w) => {
    const one = await seenBy('nothing', w)
    expect(one.size).toBeGreaterThan(10)
    expect(await seenBy('few', w)).toEqual(one)
  })

  test.each([...watchers, 'citizen'])('D24 D52 %s cannot tell whose a vote is', async (w) => {
    const one = await seenBy('batch', w)
    expect(await seenBy('the same batch by others', w)).toEqual(one)
  })

  test('D51 and what is published is seen, and a leak to the citizens’ role would be caught', async () => {
    expect((await seenBy('batch', 'citizen')).get('answer true')).toContain('"all":[3,1,1]')
    expect((await seenBy('few', 'citizen')).get('answer true')).toContain('"result":null')
    const leak = (db: Database, words: string) =>
      db.asService('owner', (tx) => sql.raw(words).execute(tx))
    for (const db of [run('nothing'), run('few')]) {
      const role = `${db.prefix}_citizen`
      await leak(db, `create policy leak on sulh.opinion_ballot for select to ${role} using (true)`)
      await leak(db, `grant select on sulh.opinion_ballot to ${role}`)
    }
    const [one, two] = [await seenBy('nothing', 'citizen'), await seenBy('few', 'citizen')]
    for (const db of [run('nothing'), run('few')]) {
      await leak(db, 'drop policy leak on sulh.opinion_ballot')
      await leak(db, `revoke select on sulh.opinion_ballot from ${db.prefix}_citizen`)
    }
    expect(two.get('rows of opinion_ballot')).not.toBe(one.get('rows of opinion_ballot'))
  })

  test('P15 links and votes of citizens are restored from an export, row by row', async () => {
    const db = run('batch')
    expect(await compareRows(db)).toBeNull()
    const path = join(folder, `${use.engine}.sulh`)
    let text = ''
    await exportLedger(db, {
      seat_id: null,
      keys: keys.known,
      write: async (part) => void (text += part),
    })
    await writeFile(path, text)
    const target = await use.fresh()
    await restoreExport(target, path)
    expect(await compareRows(target)).toBeNull()
    const answer = await observedByCitizen(target, 'w1')
    expect(answer.get('answer true')).toBe((await observedByCitizen(db, 'w1')).get('answer true'))
  })
})
