// D17, D18: a closed decision is exported from one engine, verified from the file alone, restored on
// the other and still the same; and a sheet that somebody changed is found out, with the place.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { courseOf, type CourseFact } from '@sulh/analysis/ballot/decision_course'
import { findReceipt, verifyDecision } from '@sulh/analysis/ballot/verify_decision'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { engines } from '../../test/engines.ts'
import {
  close,
  course,
  freeze,
  makeForum,
  open,
  termsOf,
  vote,
  type Forum,
} from '../../test/forum_factories.ts'
import { decisionsIn } from '../cli/decisions.ts'
import { exportLedger } from '../ledger/export.ts'
import { restoreExport } from '../ledger/restore.ts'
import { verifyDatabase } from '../ledger/verify.ts'
import type { Database } from '../platform/database.ts'
import { readDecision } from './decision_reader.ts'

const folder = mkdtempSync(join(tmpdir(), 'sulh-decision-'))
const opened: Database[] = []
let forum: Forum
let decision_id: string
let receipts: string[]

beforeAll(async () => {
  const [engine] = engines
  if (!engine) throw new Error('There is an engine.')
  const db = await engine.open()
  opened.push(db)
  forum = await makeForum(db, 5)
  decision_id = await freeze(forum, termsOf(forum))
  await open(forum, decision_id, 'vote')
  const record = await readDecision(db, forum.context(forum.mission), decision_id)
  const of = { decision_id, stage: 'vote', course: course(record) }
  receipts = []
  for (const [i, seat] of forum.members.entries())
    receipts.push((await vote(forum, of, seat, i < 3 ? 'yes' : 'no')).token)
  await close(forum, decision_id, 'vote')
})
afterAll(async () => {
  for (const db of opened) await db.close()
  rmSync(folder, { recursive: true, force: true })
})

async function exported(db: Database, name: string): Promise<string> {
  const path = join(folder, name)
  let text = ''
  const write = async (line: string) => void (text += line)
  await exportLedger(db, { seat_id: null, keys: [], write })
  writeFileSync(path, text)
  return path
}

// Two databases are opened here, which takes its time on a busy machine.
const OPENING_MS = 240_000
test.each(engines)(
  'D17 a closed decision is restored on $name, and its ledger is sound',
  async (engine) => {
    const path = await exported(forum.db, `${engine.name}.sulh`)
    const db = await engine.open()
    opened.push(db)
    await restoreExport(db, path)
    const verdict = await verifyDatabase(db, [])
    expect([verdict.report.ok, verdict.row]).toEqual([true, null])
    const facts = (await decisionsIn(await exported(db, `${engine.name}-again.sulh`))).get(
      decision_id,
    )
    const found = await verifyDecision(decision_id, facts ?? [])
    // 3 of 5 for and against, more than half.
    expect(found).toEqual({
      decision_id,
      outcome: 'adopted',
      winners: ['yes'],
      faults: [],
      taken_on_trust: [],
    })
  },
  OPENING_MS,
)

test('D18 a receipt leads to its ballot, however it was typed, and another to none', async () => {
  const facts =
    (await decisionsIn(await exported(forum.db, 'receipts.sulh'))).get(decision_id) ?? []
  for (const [i, receipt] of receipts.entries()) {
    const typed = `${receipt.slice(0, 4).toLowerCase()} ${receipt.slice(4, 8)}-${receipt.slice(8)}`
    const ballot = { choice: i < 3 ? 'yes' : 'no' }
    expect(findReceipt(courseOf(facts), typed)).toEqual({ stage: 'vote', ballot })
  }
  expect(findReceipt(courseOf(facts), '0000-0000-0000-0000')).toBeUndefined()
})

test('D18 each change of a sheet is found', async () => {
  const facts = (await decisionsIn(await exported(forum.db, 'changed.sulh'))).get(decision_id) ?? []
  type Sheet = {
    ballots: object[]
    receipts: { receipt: string; signature: string }[]
    took_part: string[]
  }
  const changed = async (change: (sheet: Sheet) => void) => {
    const copy = structuredClone(facts) as CourseFact[]
    const sheet = copy.find((f) => f.facet === 'count')?.value as unknown as Sheet
    change(sheet)
    return (await verifyDecision(decision_id, copy)).faults.map(({ fault }) => fault)
  }
  const [first] = receipts
  const stuffed = (s: Sheet) => {
    s.ballots.push({ choice: 'no' })
    s.receipts.push({ receipt: '0123456789ABCDEF', signature: '00' })
  }
  expect(await changed(stuffed)).toEqual([
    'more-ballots-than-voters',
    'receipt-without-voucher',
    // 6 ballots, and 5 were present.
    'cannot-be-decided',
  ])
  expect(await changed((s) => void s.ballots.pop())).toEqual(['sheet-incomplete'])
  expect(await changed((s) => void s.took_part.pop())).toEqual(['more-ballots-than-voters'])
  const twice = (s: Sheet) => void (s.receipts[0] = s.receipts[1]!)
  expect(await changed(twice)).toEqual(['receipt-twice'])
  const foreign = (s: Sheet) => void (s.took_part[0] = first ?? '')
  expect(await changed(foreign)).toEqual(['stranger-took-part'])
  const terms = structuredClone(facts) as CourseFact[]
  const own = terms.find((f) => f.facet === 'terms')?.value as { participation: string }
  own.participation = 'named'
  const verdict = await verifyDecision(decision_id, terms)
  expect(verdict.faults.map(({ fault }) => fault)).toEqual(['terms-changed'])
})
