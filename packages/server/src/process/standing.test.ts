// The standing of a delegation acts by itself (SPEC R21-R27). What each standing leaves to a seat is
// written here by hand and tried under the seat's role; that database and contract agree on any
// history of standings is tried with random ones.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import type { NewFact } from '@sulh/contract/process'
import { Problem } from '@sulh/contract/problem'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { onEngines } from '../../test/engines.ts'
import {
  actor,
  both,
  documentOf,
  fact,
  makeDelegatedWorld,
  standing,
  type CompartmentName,
  type DelegatedWorld,
} from '../../test/factories.ts'
import { exportLedger } from '../ledger/export.ts'
import { restoreExport } from '../ledger/restore.ts'
import { compareRows } from '../ledger/rows.ts'
import { append } from '../platform/append.ts'
import { sqlState } from '../platform/database_problem.ts'
import type { Database } from '../platform/database.ts'
import { seatOfRole } from '../platform/roles.ts'
import { createRecord, recordFacts } from './commands.ts'
import { factRows } from './repeated.ts'

const seed = Number(process.env['SULH_SEED'] ?? Date.now() & 0x7fffffff)
const dayFrom = (days: number) =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

type Right = 'write' | 'read' | 'nothing'
const kept = { roomA: 'write', caucusA: 'write', process: 'read', public: 'read' } as const
const seated = { ...kept, plenary: 'write' } as const
const outside = { ...kept, plenary: 'nothing' } as const
const gone = { ...outside, roomA: 'read', caucusA: 'read' } as const

/** What side A may do, after each path of standings. */
const expected: readonly (readonly [readonly string[], Record<string, Right>])[] = [
  [[], seated],
  [['invited'], outside],
  [['invited', 'credentialed'], seated],
  [['credentialed', 'suspended'], outside],
  [['credentialed', 'walked_out'], { ...kept, plenary: 'read' }],
  [['credentialed', 'suspended', 'returned'], seated],
  [['credentialed', 'walked_out', 'returned'], seated],
  [['credentialed', 'walked_out', 'suspended'], outside],
  [['credentialed', 'ended'], gone],
]

class Actor {
  readonly db: Database
  readonly world: DelegatedWorld
  constructor(db: Database, world: DelegatedWorld) {
    this.db = db
    this.world = world
  }
  async state(...facts: NewFact[]): Promise<void> {
    const { world } = this
    const input = { id: world.delegation.sideA, facts }
    await recordFacts(this.db, world.context('mission'), input)
  }
  problem(work: Promise<unknown>): Promise<string> {
    return work.then(
      () => 'done',
      (error: unknown) => {
        if (error instanceof Problem) return `${error.code}: ${error.message}`
        throw error
      },
    )
  }
  write(name: CompartmentName, seat: 'sideA' | 'sideB' = 'sideA'): Promise<string> {
    const input = actor(this.world.compartment[name])
    return this.problem(createRecord(this.db, this.world.context(seat), input))
  }
  async rights(): Promise<Record<string, Right>> {
    const { world } = this
    const found: Record<string, Right> = {}
    for (const name of ['plenary', 'roomA', 'caucusA', 'process', 'public'] as const) {
      const rows = await this.db.asSeat(world.role('sideA'), (tx) =>
        tx
          .selectFrom('sulh.entry')
          .select('n')
          .where('compartment_id', '=', world.compartment[name])
          .execute(),
      )
      const done = (await this.write(name)) === 'done'
      found[name] = done ? 'write' : rows.length > 0 ? 'read' : 'nothing'
    }
    return found
  }
}

onEngines('standing of a delegation', (use) => {
  const begin = async () => new Actor(use.db, await makeDelegatedWorld(use.db))

  describe('R21, R23 what each standing leaves', () => {
    test.each(expected)('R23 after %j', async (path, rights) => {
      const a = await begin()
      for (const [i, state] of path.entries()) await a.state(standing(state, `2026-01-1${i}`))
      expect(await a.rights()).toEqual(rights)
      expect(await a.write('plenary', 'sideB'), 'the other side is as before').toBe('done')
      expect(await compareRows(use.db)).toBeNull()
    })

    test('R13, R23 replaced: the old seats keep what is theirs, and write nothing', async () => {
      const a = await begin()
      await a.state(standing('credentialed', '2026-01-10'))
      const { compartment, delegation } = a.world
      const successors = {
        path: 'successors',
        compartment_id: compartment.process,
        id: delegation.sideB,
      }
      await a.state(standing('replaced', '2026-01-11', {}, { references: [successors] }))
      expect(await a.rights()).toEqual(gone)
    })
  })

  describe('R22 a standing holds on its days', () => {
    let a: Actor
    beforeAll(async () => {
      a = await begin()
    })
    const ends = async () => {
      const { rows } = await use.db.asService('backup', (tx) =>
        sql<{ begins: string; ends: string }>`select begins, ends from sulh.reader
          where role = ${a.world.role('sideA')}
            and compartment_id = ${a.world.compartment.plenary} order by begins`.execute(tx),
      )
      return rows
    }

    test('R22 before its first day a delegation is as invited', async () => {
      await a.state(
        standing('credentialed', dayFrom(1), {}, { known_from: '2026-01-01T00:00:00.000Z' }),
      )
      expect(await a.rights()).toEqual(outside)
      expect(await ends()).toEqual([{ begins: `${dayFrom(1)}T00:00:00.000Z`, ends: 'infinity' }])
    })

    test('R22 credentials lapse by themselves after their last day', async () => {
      const renewed = (until: string) =>
        standing('credentialed', '2026-01-02', { until }, { known_from: new Date().toISOString() })
      await a.state(renewed(dayFrom(-1)))
      expect((await a.rights())['plenary']).toBe('nothing')
      await a.state(renewed(dayFrom(0)))
      expect((await a.rights())['plenary']).toBe('write')
      expect((await ends()).at(-1)?.ends).toBe(`${dayFrom(1)}T00:00:00.000Z`)
    })

    test('R22 what is only known later has no effect before', async () => {
      const known_from = `${dayFrom(2)}T12:00:00.000Z`
      await a.state(standing('suspended', '2026-02-01', {}, { known_from }))
      expect((await a.rights())['plenary']).toBe('write')
      expect((await ends()).some((row) => row.begins < known_from)).toBe(true)
    })

    test('R22 a withdrawn standing leaves the one before, a corrected one its correction', async () => {
      const b = await begin()
      const suspended = standing('suspended', '2026-01-11')
      await b.state(standing('credentialed', '2026-01-10'), suspended)
      expect((await b.rights())['plenary']).toBe('nothing')
      const about = { of_fact_id: suspended.id } as const
      const correction = standing('walked_out', '2026-01-11', {}, { act: 'correct', ...about })
      await b.state(correction)
      expect((await b.rights())['plenary']).toBe('read')
      await b.state(
        fact({ facet: 'standing', act: 'withdraw', of_fact_id: correction.id, value: {} }),
        fact({ facet: 'standing', act: 'withdraw', ...about, value: {} }),
      )
      expect((await b.rights())['plenary']).toBe('write')
    })
  })

  test('R21 another effect than the rules has its reason, and then it is what follows', async () => {
    const a = await begin()
    await a.state(standing('credentialed', '2026-01-10'))
    const bare = standing('suspended', '2026-01-11', { access: 'read_only' })
    expect(await a.problem(a.state(bare))).toBe(
      'wrong-state: An effect that differs from the rules states its reason.',
    )
    const reason = both('The commission asked that it may follow.')
    await a.state(standing('suspended', '2026-01-11', { access: 'read_only', reason }))
    expect((await a.rights())['plenary']).toBe('read')
  })

  test('R22 only credentials have a last day, and it is not before the first', async () => {
    const a = await begin()
    const late = standing('credentialed', '2026-01-10', { until: '2026-01-09' })
    expect(await a.problem(a.state(late))).toContain('is not before their first')
    const timed = standing('invited', '2026-01-10', { until: '2026-01-11' })
    expect(await a.problem(a.state(timed))).toContain('Credentials have a last day')
  })

  test('R25 who reads and may not write hears why; what it may not read is not there', async () => {
    const a = await begin()
    await a.state(standing('credentialed', '2026-01-10'), standing('walked_out', '2026-01-11'))
    expect(await a.write('plenary')).toBe(
      'not-permitted: The delegation of this seat is walked out since 2026-01-11: it may not write here.',
    )
    expect(await a.write('process')).toContain('This seat reads this compartment')
    await a.state(standing('suspended', '2026-01-12'))
    const hidden = await a.write('plenary')
    const never = actor(randomUUID())
    const context = a.world.context('sideA')
    expect(hidden).toBe(await a.problem(createRecord(use.db, context, never)))
  })

  test('R24 a standing that has effects is the mission’s, even to who may write there', async () => {
    const a = await begin()
    const { world } = a
    await use.db.asService('owner', (tx) =>
      sql`update sulh.reader set may_write = true
        where compartment_id = ${world.compartment.process}`.execute(tx),
    )
    const context = world.context('sideB')
    const write = {
      compartment_id: world.compartment.process,
      entry_id: randomUUID(),
      act: 'recordFacts',
      rows: factRows({
        record_id: world.delegation.sideA,
        facts: [standing('suspended', '2026-01-10')],
        context,
      }),
    }
    const work = use.db.asSeat(world.role('sideB'), (tx) => append(tx, [write], context))
    await expect(work.catch((error: unknown) => sqlState(error))).resolves.toBe('42501')
    expect((await a.rights())['plenary']).toBe('write')
  })

  test('R24 a delegation record that no seat belongs to has a standing without effects', async () => {
    const a = await begin()
    const { compartment, delegation } = a.world
    // The other side's private record of the first one's delegation.
    const references = [
      { path: 'party', compartment_id: compartment.roomB, id: '' },
      { path: 'body', compartment_id: compartment.process, id: a.world.body },
    ]
    const party = actor(compartment.roomB)
    await createRecord(use.db, a.world.context('sideB'), party)
    const id = randomUUID()
    await createRecord(use.db, a.world.context('sideB'), {
      id,
      compartment_id: compartment.roomB,
      kind: 'delegation',
      facts: [
        fact({
          facet: 'description',
          value: { title: both('Ours of them') },
          references: references.map((r) => (r.path === 'party' ? { ...r, id: party.id } : r)),
        }),
        standing('suspended', '2026-01-10'),
      ],
    })
    expect(await a.rights()).toEqual(seated)
    expect(delegation.sideA).not.toBe(id)
  })

  test('R27 while acts rest, no referral is answered and no document approved', async () => {
    const a = await begin()
    const { compartment, delegation } = a.world
    const place = { compartment_id: compartment.process, id: delegation.sideA }
    await a.state(standing('credentialed', '2026-01-10'), standing('walked_out', '2026-01-20'))
    const paper = documentOf(compartment.process, 'agreed_minutes')
    const mission = a.world.context('mission')
    await createRecord(use.db, mission, paper)
    const approval = (on: string) => {
      const references = [{ path: 'approved_by', ...place }]
      const given = fact({ facet: 'approval', value: { on }, references })
      return a.problem(recordFacts(use.db, mission, { id: paper.id, facts: [given] }))
    }
    expect(await approval('2026-01-20')).toBe(
      'wrong-state: A delegation named here is walked out since 2026-01-20: its acts rest.',
    )
    expect(await approval('2026-01-19')).toBe('done')
    const principal = actor(compartment.process)
    await createRecord(use.db, mission, principal)
    const referral = {
      id: randomUUID(),
      compartment_id: compartment.process,
      kind: 'referral' as const,
      facts: [
        fact({
          facet: 'description',
          value: { matter: both('Whether to agree') },
          references: [
            { path: 'delegation', ...place },
            { path: 'principal', compartment_id: compartment.process, id: principal.id },
          ],
        }),
      ],
    }
    await createRecord(use.db, mission, referral)
    const reply = (on: string) => {
      const given = fact({ facet: 'reply', value: { answer: 'yes', on } })
      return a.problem(recordFacts(use.db, mission, { id: referral.id, facts: [given] }))
    }
    expect(await reply('2026-01-21')).toContain('its acts rest')
    await a.state(standing('ended', '2026-01-22'))
    expect(await reply('2026-01-22')).toContain('its acts are void')
    expect(await reply('2026-01-19')).toBe('done')
  })

  test('P15, R23 a restored installation has the same readers with the same days', async () => {
    const [db, other] = [await use.fresh(), await use.fresh()]
    const a = new Actor(db, await makeDelegatedWorld(db))
    const suspended = standing('suspended', '2026-01-11')
    await a.state(standing('credentialed', '2026-01-10', { until: dayFrom(3) }), suspended)
    const withdraw = { act: 'withdraw', of_fact_id: suspended.id, value: {} } as const
    await a.state(fact({ facet: 'standing', ...withdraw }))
    await a.state(standing('walked_out', dayFrom(1)))
    const folder = mkdtempSync(join(tmpdir(), 'sulh-standing-'))
    try {
      const path = join(folder, 'export')
      let text = ''
      const write = async (line: string) => void (text += line)
      await exportLedger(db, { seat_id: null, keys: [], write })
      writeFileSync(path, text)
      await restoreExport(other, path)
    } finally {
      rmSync(folder, { recursive: true })
    }
    const readers = async (of: Database) => {
      const rows = await of.asService('backup', (tx) =>
        tx.selectFrom('sulh.reader').selectAll().execute(),
      )
      return rows.map((r) => JSON.stringify({ ...r, role: seatOfRole(of.prefix, r.role) })).sort()
    }
    expect(await compareRows(other)).toBeNull()
    expect(await readers(other)).toEqual(await readers(db))
    expect((await readers(db)).join()).toContain(`"ends":"${dayFrom(1)}T00:00:00.000Z"`)
  })

  test('R22 database and contract agree on every history of standings', async () => {
    const db = await use.fresh()
    const day = fc.integer({ min: -6, max: 6 }).map(dayFrom)
    const states = ['invited', 'credentialed', 'suspended', 'walked_out', 'returned', 'ended']
    const one = fc.record({
      act: fc.constantFrom('state', 'state', 'correct', 'withdraw'),
      of: fc.nat(20),
      state: fc.constantFrom(...states, 'replaced', 'split'),
      from: day,
      known: day,
      until: fc.option(day, { nil: undefined }),
      access: fc.option(fc.constantFrom('full', 'read_only', 'own_only', 'closed'), {
        nil: undefined,
      }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 8 }), async (list) => {
        const a = new Actor(db, await makeDelegatedWorld(db))
        const facts: NewFact[] = []
        for (const { act, of, state, from, known, until, access } of list) {
          const target = facts.filter((f) => f.act !== 'withdraw')[of % 8]
          const given = {
            ...(until === undefined ? {} : { until }),
            ...(access === undefined ? {} : { access }),
          }
          const known_from = `${known}T00:00:00.000Z`
          if (act === 'state' || !target) facts.push(standing(state, from, given, { known_from }))
          else if (act === 'correct')
            facts.push(standing(state, from, given, { known_from, act, of_fact_id: target.id }))
          else
            facts.push(
              fact({ facet: 'standing', act: 'withdraw', of_fact_id: target.id, value: {} }),
            )
        }
        // Past the commands, which would refuse most paths: the database alone is asked.
        const context = a.world.context('mission')
        const write = {
          compartment_id: a.world.compartment.process,
          entry_id: randomUUID(),
          act: 'recordFacts',
          rows: factRows({ record_id: a.world.delegation.sideA, facts, context }),
        }
        await db.asSeat(a.world.role('mission'), (tx) => append(tx, [write], context))
        expect(await compareRows(db)).toBeNull()
      }),
      { seed, numRuns: 25, endOnFailure: true },
    )
  }, 120_000)
})
