// The ledger on both engines: checkpoints, the whole and a seat's export, what the verifier says of
// a tampered file or table, and the rehearsed restore from one engine to the other.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nextCheckpointAt, signCheckpoints } from '../src/ledger/checkpoints.ts'
import { exportLedger } from '../src/ledger/export.ts'
import { ExportFault, ExportWriter } from '../src/ledger/export_file.ts'
import { openKeys } from '../src/ledger/keys.ts'
import { NotEmpty, restoreExport } from '../src/ledger/restore.ts'
import { verifyDatabase, verifyExport } from '../src/ledger/verify.ts'
import { commandContext } from '../src/platform/append.ts'
import type { Database } from '../src/platform/database.ts'
import { openDatabase } from '../src/platform/open.ts'
import { createRecord, discloseRecord, recordFacts } from '../src/process/commands.ts'
import { compartmentId, makeWorld, places as all_places, seatId } from './confidentiality/world.ts'
import type { Place, SeatName } from './confidentiality/world.ts'
import { openInMemory } from './engines.ts'
import { postgresBin, startCluster } from './postgres_cluster.ts'
import type { Cluster } from './postgres_cluster.ts'

const folder = mkdtempSync(join(tmpdir(), 'sulh-ledger-'))
const secret = 'a secret of this test'
const keys = openKeys(folder)
const engines = postgresBin() ? (['pglite', 'postgresql'] as const) : (['pglite'] as const)
let cluster: Cluster | undefined
const opened: Database[] = []

async function fresh(engine: (typeof engines)[number]): Promise<Database> {
  const db =
    engine === 'pglite'
      ? await openInMemory()
      : await openDatabase({ url: await cluster!.createDatabase(), secret })
  opened.push(db)
  return db
}

beforeAll(async () => {
  if (postgresBin()) cluster = await startCluster()
})
afterAll(async () => {
  for (const db of opened) await db.close()
  await cluster?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const account = (title: string) => ({
  id: randomUUID(),
  facet: 'account' as const,
  value: {
    title: { en: title, ar: `${title} بالعربية` },
    text: { en: `${title}.`, ar: `${title} بالعربية.` },
    when: { from: '2020-10-19' },
    precision: 'day',
  },
  known_from: '2020-10-19T05:00:00.000Z',
})

/** An event by the seat, later corrected; its id. */
async function write(db: Database, seat: SeatName, place: Place, title: string): Promise<string> {
  const id = randomUUID()
  const context = () => commandContext(seatId(seat))
  const first = account(title)
  const compartment_id = compartmentId(place)
  const created = { id, compartment_id, kind: 'event' as const, facts: [newFact(first)] }
  await createRecord(db, context(), created)
  const correction = {
    ...account(`${title}, corrected`),
    act: 'correct' as const,
    of_fact_id: first.id,
  }
  await recordFacts(db, context(), { id, facts: [newFact(correction)] })
  return id
}

function newFact<F extends object>(fact: F) {
  return {
    act: 'state' as const,
    references: [],
    certainty: 'confirmed' as const,
    mark: 'none' as const,
    channel: 'in_room' as const,
    confirmation: 'unconfirmed' as const,
    ...fact,
  }
}

/** The world with a history in several compartments and three checkpoints, the last covering all. */
async function populated(engine: (typeof engines)[number]): Promise<Database> {
  const db = await fresh(engine)
  await makeWorld(db)
  await signCheckpoints(db, keys.current, '2026-01-01T00:00:00.000Z')
  await write(db, 'mission', 'process', 'A meeting')
  await write(db, 'a', 'room_a', 'A note of A')
  await signCheckpoints(db, keys.current, '2026-01-01T01:00:00.000Z')
  const id = await write(db, 'mission', 'caucus_a', 'A confidence')
  await discloseRecord(db, commandContext(seatId('mission')), {
    id,
    copy_id: randomUUID(),
    compartment_id: compartmentId('process'),
    attribution: 'unattributed',
    known_from: '2020-10-20T05:00:00.000Z',
  })
  await write(db, 'b', 'plenary', 'A statement of B')
  await signCheckpoints(db, keys.current, '2026-01-01T02:00:00.000Z')
  return db
}

async function exported(db: Database, seat_id: string | null = null): Promise<string> {
  const path = join(folder, `${randomUUID()}.jsonl`)
  let text = ''
  await exportLedger(db, {
    seat_id,
    keys: keys.known,
    write: async (line) => {
      text += line
    },
  })
  writeFileSync(path, text)
  return path
}

/** The lines of an export with something changed, closed with a digest that is right again. */
function rewritten(path: string, change: (lines: Line[]) => Line[]): string {
  const lines = readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((l) => JSON.parse(l) as Line)
  const { type: _, format: __, version: ___, ...header } = lines[0] as unknown as Header
  const writer = new ExportWriter()
  let text = writer.header(header)
  for (const line of change(lines.slice(1, -1))) text += writer.line(line as never)
  const out = join(folder, `${randomUUID()}.jsonl`)
  writeFileSync(out, text + writer.end())
  return out
}
type Line = {
  type: string
  compartment_id: string
  n: number
  content: string
  [key: string]: unknown
}
type Header = Parameters<ExportWriter['header']>[0] & {
  type: string
  format: string
  version: number
}

describe.each(engines)('on %s', (engine) => {
  let db: Database
  let path: string
  beforeAll(async () => {
    db = await populated(engine)
    path = await exported(db)
  })

  test('P13 every compartment is signed for at each time, busy or not, once', async () => {
    expect(await signCheckpoints(db, keys.current, '2026-01-01T02:00:00.000Z')).toBe(
      all_places.length,
    )
    const rows = await db.asService('backup', (tx) =>
      tx.selectFrom('sulh.checkpoint').select(['compartment_id', 'at']).execute(),
    )
    expect(rows).toHaveLength(all_places.length * 3)
    expect(new Set(rows.map((r) => r.compartment_id)).size).toBe(all_places.length)
  })

  test('P14 an export and its installation verify', async () => {
    const verdict = await verifyExport(path)
    expect(verdict.digest_matches).toBe(true)
    expect(verdict.report.compartments.map((c) => c.finding)).toEqual(
      Array(all_places.length).fill(null),
    )
    expect(verdict.report.compartments.every((c) => c.n === c.covered_n)).toBe(true)
    expect(verdict.names.get(compartmentId('room_a'))).toEqual({
      en: 'Compartment room_a',
      ar: 'حيز room_a',
    })
    expect(await verifyDatabase(db, keys.known)).toMatchObject({ report: { ok: true }, row: null })
  })

  test('P14 a seat exports what it can read, and that verifies alone', async () => {
    const verdict = await verifyExport(await exported(db, seatId('b')))
    expect(verdict.report.ok).toBe(true)
    const places: Place[] = ['public', 'process', 'plenary', 'caucus_b', 'room_b']
    const seen = verdict.report.compartments.map((c) => c.compartment_id)
    expect(seen).toEqual(places.map(compartmentId).toSorted())
  })

  test('P14 a dropped, altered or moved entry of a file is named', async () => {
    const entries = readFileSync(path, 'utf8')
      .split('\n')
      .filter((l) => l.includes('"type":"entry"'))
    await fc.assert(
      fc.asyncProperty(
        fc.nat(entries.length - 1),
        fc.constantFrom('drop', 'alter', 'twice'),
        async (i, how) => {
          const target = JSON.parse(entries[i]!) as Line
          const file = rewritten(path, (lines) => {
            const at = lines.findIndex((l) => l['leaf'] === target['leaf'])
            const line = lines[at]!
            if (how === 'drop') return lines.toSpliced(at, 1)
            if (how === 'twice') return lines.toSpliced(at, 0, line)
            return lines.with(at, { ...line, content: line.content.replace('"v":1', '"v":2') })
          })
          const { report, digest_matches } = await verifyExport(file)
          expect(digest_matches).toBe(true)
          const bad = report.compartments.filter((c) => c.finding)
          const n = how === 'twice' ? target.n + 1 : target.n
          const problem = { drop: 'missing', alter: 'leaf', twice: 'duplicated' }[how]
          expect(bad.map((c) => c.finding)).toMatchObject([
            { compartment_id: target.compartment_id, problem, n },
          ])
        },
      ),
      { numRuns: 40 },
    )
  })

  test('P15 restored into either engine it verifies and exports the same again', async () => {
    for (const target of engines) {
      const copy = await fresh(target)
      const restored = await restoreExport(copy, path)
      expect(restored.compartments).toBe(all_places.length)
      expect(await verifyDatabase(copy, keys.known)).toMatchObject({
        report: { ok: true },
        row: null,
      })
      expect(readFileSync(await exported(copy), 'utf8')).toBe(readFileSync(path, 'utf8'))
      // Rights come back too: B reads what it read, and writes on in its own room alone.
      const seen = readFileSync(await exported(copy, seatId('b')), 'utf8')
      expect(seen).toBe(readFileSync(await exported(db, seatId('b')), 'utf8'))
      await write(copy, 'b', 'room_b', 'After the restore')
      await expect(write(copy, 'b', 'room_a', 'Not for B')).rejects.toThrow()
      const order = (d: Database) =>
        d.asService('backup', (tx) =>
          tx
            .selectFrom('sulh.compartment_order')
            .selectAll()
            .orderBy('narrow')
            .orderBy('wide')
            .execute(),
        )
      expect(await order(copy)).toEqual(await order(db))
    }
  })

  test('P15 nothing is restored over something, from a seat, or from a file that is cut', async () => {
    await expect(restoreExport(db, path)).rejects.toBeInstanceOf(NotEmpty)
    const empty = await fresh(engine)
    const ofSeat = await exported(db, seatId('b'))
    await expect(restoreExport(empty, ofSeat)).rejects.toBeInstanceOf(ExportFault)
    const cut = join(folder, 'cut.jsonl')
    writeFileSync(cut, readFileSync(path, 'utf8').split('\n').slice(0, -3).join('\n'))
    await expect(restoreExport(empty, cut)).rejects.toBeInstanceOf(ExportFault)
    await expect(verifyExport(cut)).rejects.toThrow(/ends before its closing line/)
    const left = await empty.asService('backup', (tx) =>
      tx.selectFrom('sulh.entry').select('n').execute(),
    )
    expect(left).toEqual([])
  })
})

describe.each(engines)('a table altered behind the ledger, on %s', (engine) => {
  test('P14 the entry is named', async () => {
    const db = await populated(engine)
    const verdict = () => verifyDatabase(db, keys.known)
    const alter = (statement: string) =>
      db.asService('owner', async (tx) => {
        // As an operator could: the owner, past row security and triggers.
        for (const line of statement.split(';')) await sql.raw(line).execute(tx)
      })
    const fact = await db.asService('backup', (tx) =>
      tx
        .selectFrom('sulh.fact')
        .selectAll()
        .where('facet', '=', 'account')
        .executeTakeFirstOrThrow(),
    )
    await alter(`alter table sulh.fact no force row level security;
      update sulh.fact set certainty = 'disputed' where id = '${fact.id}'`)
    const { compartment_id, n } = fact
    expect(await verdict()).toMatchObject({ row: { compartment_id, n, table: 'fact' } })
    await alter(`update sulh.fact set certainty = '${fact.certainty}' where id = '${fact.id}'`)
    expect(await verdict()).toMatchObject({ report: { ok: true }, row: null })

    await alter(`alter table sulh.reader no force row level security;
      update sulh.reader set may_write = true
        where compartment_id = '${compartmentId('process')}' and not may_write`)
    expect(await verdict()).toMatchObject({
      row: { compartment_id: compartmentId('process'), table: 'reader' },
    })
  })
})

test('P13 checkpoints are due at fixed times of the clock', () => {
  const next = (now: string) => nextCheckpointAt(new Date(now), 60).toISOString()
  expect(next('2020-10-19T05:00:00.000Z')).toBe('2020-10-19T06:00:00.000Z')
  expect(next('2020-10-19T05:59:59.999Z')).toBe('2020-10-19T06:00:00.000Z')
})

test('P13 a key is made once, kept, and refused where it was altered', () => {
  expect(openKeys(folder).current.key_id).toBe(keys.current.key_id)
  const other = mkdtempSync(join(folder, 'other-'))
  openKeys(other)
  writeFileSync(join(other, 'keys', 'checkpoint.pem'), 'not a key')
  expect(() => openKeys(other)).toThrow(/is not an Ed25519 key/)
})
