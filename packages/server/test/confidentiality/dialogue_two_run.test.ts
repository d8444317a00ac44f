// What a seat can observe of a dialogue is a function of what is published: every row, answer, event
// and export, as another member, as the mission and as the public. Two histories are played that differ
// in hidden votes; where both lead to the same figures, every byte is the same (dialogue SPEC D20-D24).
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
import { submitStatement } from '../../src/forum/dialogue_statements.ts'
import {
  context,
  dialogue_id,
  makeForum,
  members,
  openForumDialogue,
  publish,
  statementIds,
  vote,
} from '../dialogue_world.ts'
import { onEngines } from '../engines.ts'
import { observed } from './dialogue_observed.ts'
import { idOf } from './world.ts'
import { writeFile } from 'node:fs/promises'

type Vote = { member: string; statement: number; vote: 1 | 0 | -1; minute: number }
const watchers = ['west 1', 'secretariat', 'public', 'onlooker'] as const
const folder = mkdtempSync(join(tmpdir(), 'sulh-dialogue-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const keys = openKeys(folder)

async function played(db: Database, hidden: readonly Vote[], submitted: number): Promise<void> {
  await makeForum(db)
  await markExample(db, idOf('forum process'))
  await openForumDialogue(db)
  await vote(db, { member: 'west 1', statement: 0, vote: 1, minute: 2 })
  for (const one of hidden) await vote(db, one)
  for (let i = 0; i < submitted; i++)
    await submitStatement(db, context('east 2', `submission ${i}`, 5), {
      dialogue_id,
      statement_id: idOf(`submission ${i}`),
      en: `Words ${i}`,
    })
  await publish(db, 60)
}

const east = members.slice(5, 10)
/** Five votes of a bloc on a statement, cast by its members in this order. */
const batch = (order: readonly number[], minute: number): Vote[] =>
  order.map((who, i) => ({
    member: east[who] ?? '',
    statement: 3,
    vote: ([1, 1, -1, 0, 1] as const)[i] ?? 0,
    minute: minute + i,
  }))
const few: Vote[] = [
  { member: 'east 1', statement: 1, vote: 1, minute: 4 },
  { member: 'east 2', statement: 1, vote: -1, minute: 5 },
  { member: 'west 2', statement: 0, vote: 0, minute: 6 },
]

onEngines('two runs of a dialogue', (use) => {
  const runs = new Map<string, Database>()
  beforeAll(async () => {
    for (const [name, hidden, submitted] of [
      ['nothing', [], 0],
      ['few', few, 0],
      ['batch', batch([0, 1, 2, 3, 4], 10), 0],
      ['the same batch by others', batch([4, 2, 0, 1, 3], 30), 0],
    ] as const) {
      const db = await use.fresh()
      await played(db, hidden, submitted)
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

  test.each(watchers)('P26 %s sees nothing of votes that are held back', async (watcher) => {
    const [none, some] = [run('nothing'), run('few')]
    const one = plain(none, await observed(none, watcher, keys.known))
    expect(one.size).toBeGreaterThan(15)
    expect(plain(some, await observed(some, watcher, keys.known))).toEqual(one)
  })

  test.each(watchers)('P26 D24 %s cannot tell who cast what is published', async (watcher) => {
    const [these, others] = [run('batch'), run('the same batch by others')]
    const one = plain(these, await observed(these, watcher, keys.known))
    expect(plain(others, await observed(others, watcher, keys.known))).toEqual(one)
  })

  test('P26 and the published figures are there to be seen, by its readers alone', async () => {
    const [without, published] = [run('few'), run('batch')]
    const path = `/api/dialogues/${dialogue_id}/opinion`
    const seen = (await observed(published, 'secretariat', keys.known)).get(path) ?? ''
    expect(seen).toContain(statementIds[3])
    expect((await observed(without, 'secretariat', keys.known)).get(path)).toContain(
      '"result":null',
    )
    expect((await observed(published, 'onlooker', keys.known)).get(path)).toContain('not-found')
  })

  test('P26 a leak of ballots would be caught here', async () => {
    const [none, some] = [run('nothing'), run('few')]
    const leak = (db: Database, up: boolean) =>
      db.asService('owner', (tx) =>
        sql
          .raw(
            up
              ? `create policy leak on sulh.opinion_ballot for select to ${db.prefix}_seats using (true)`
              : `drop policy leak on sulh.opinion_ballot`,
          )
          .execute(tx),
      )
    for (const db of [none, some]) await leak(db, true)
    const [one, two] = [
      await observed(none, 'west 1', keys.known),
      await observed(some, 'west 1', keys.known),
    ]
    for (const db of [none, some]) await leak(db, false)
    expect(two.get('rows of opinion_ballot')).not.toBe(one.get('rows of opinion_ballot'))
  })

  test('D6 P15 ballots and figures are restored from an export, row by row', async () => {
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
    const rows = (of: Database) =>
      of.asService('backup', (tx) =>
        tx.selectFrom('sulh.opinion_ballot').selectAll().orderBy('id').execute(),
      )
    expect(await rows(target)).toEqual(await rows(db))
    expect(await rows(target)).toHaveLength(6)
  })
})
