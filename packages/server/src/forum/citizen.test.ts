// Citizens of a public dialogue on both engines (dialogue_SPEC.md D50-D58): what their one role reads and
// writes, what a link opens, and what nobody can see of a vote. Figures are counted by hand.
import { Problem } from '@sulh/contract/problem'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import {
  citizenVote,
  compartment,
  context,
  dialogue_id,
  hashOf,
  identity,
  invite,
  makeForum,
  openForumDialogue,
  opening,
  publish,
  roleOf,
  statementIds,
  tokenOf,
  vote,
} from '../../test/dialogue_world.ts'
import { idOf } from '../../test/confidentiality/world.ts'
import { onEngines } from '../../test/engines.ts'
import type { Tx } from '../platform/database.ts'
import { castCitizenVotes, readCitizen, submitCitizenStatement } from './citizen_acts.ts'
import { listCitizens, revokeCitizens } from './citizen_invitations.ts'
import { makeCitizenPlaces } from './citizen_places.ts'
import { openDialogue, setDialogueStatus } from './dialogue_commands.ts'
import { moderateStatement } from './dialogue_statements.ts'
import { readOpinion } from './dialogue_queries.ts'

const codeOf = async (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  )
const west = ['w1', 'w2', 'w3', 'w4', 'w5']

onEngines('citizens', (use) => {
  beforeAll(async () => {
    await makeForum(use.db)
    await openForumDialogue(use.db, { compartment_id: compartment('public') })
    await invite(use.db, { batch: 'west', names: west, bloc: 'west' })
    await invite(use.db, { batch: 'others', names: ['o1', 'o2', 'o3'] })
  })
  const asCitizen = (work: (tx: Tx) => Promise<unknown>) =>
    use.db.asService('citizen', work).then(
      () => 'done',
      (error: unknown) => String(error),
    )

  test('D50 links are of a public dialogue, in the secretariat’s own compartment, by a moderator', async () => {
    const plenary = opening({ dialogue_id: idOf('a closed one'), statements: [] })
    await openDialogue(use.db, context('secretariat', 'open another', 0), plenary)
    const there = { batch: 'x', names: ['x1'] }
    expect(await codeOf(invite(use.db, { ...there, dialogue: idOf('a closed one') }))).toBe(
      'wrong-state',
    )
    expect(await codeOf(invite(use.db, { ...there, bloc: 'north' }))).toBe('invalid-input')
    expect(await codeOf(invite(use.db, { ...there, names: ['x1', 'x1'] }))).toBe('invalid-input')
    const { batches } = await listCitizens(use.db, identity(use.db, 'secretariat'), { dialogue_id })
    expect(
      batches.map(({ label, count, bloc, revoked }) => ({ label, count, bloc, revoked })),
    ).toEqual([
      { label: 'others', count: 3, bloc: null, revoked: [] },
      { label: 'west', count: 5, bloc: 'west', revoked: [] },
    ])
    expect(JSON.stringify(batches)).not.toContain(hashOf('w1'))
    const seen = await listCitizens(use.db, identity(use.db, 'public'), { dialogue_id })
    expect(seen).toEqual({ batches: [] })
  })

  test('D51 the role of all citizens reads what is public and writes through its doors alone', async () => {
    for (const table of [
      'opinion_ballot',
      'entry',
      'reader',
      'seat',
      'circle',
      'head',
      'session',
      'installation',
    ])
      expect(
        await asCitizen((tx) => sql`select 1 from ${sql.table(`sulh.${table}`)}`.execute(tx)),
      ).toMatch(/permission denied/)
    for (const table of ['opinion_ballot', 'entry', 'record', 'fact'])
      expect(
        await asCitizen((tx) =>
          sql`insert into ${sql.table(`sulh.${table}`)} default values`.execute(tx),
        ),
      ).toMatch(/permission denied/)
    const kinds = await use.db.asService('citizen', (tx) =>
      sql<{ kind: string; place: string }>`select distinct r.kind, c.kind as place
        from sulh.record r join sulh.compartment c on c.id = r.compartment_id order by 1`.execute(
        tx,
      ),
    )
    expect(kinds.rows).toEqual([
      { kind: 'dialogue', place: 'public' },
      { kind: 'opinion_statement', place: 'public' },
    ])
    const calls = ["citizen_of('\\x00'::bytea)", "dialogue_says(null, null, 'rules')"]
    for (const call of calls)
      expect(await asCitizen((tx) => sql`select sulh.${sql.raw(call)}`.execute(tx))).toMatch(
        /permission denied/,
      )
    // A seat does not reach the doors.
    const knocking = use.db.asSeat(roleOf(use.db, 'secretariat'), (tx) =>
      sql`select sulh.citizen_known('\\x00'::bytea)`.execute(tx),
    )
    await expect(knocking).rejects.toThrow(/permission denied/)
  })

  test('D51 a door takes the rows of its own link and no others', async () => {
    const at = context('public', 'forged', 3).now
    const forge = (change: Record<string, unknown>, more: Record<string, unknown> = {}) =>
      use.db.asService('citizen', async (tx) => {
        const { rows } = await sql<{
          known: Record<string, string>
        }>`select sulh.citizen_known(${Buffer.from(tokenOf('o1'), 'base64url')}) as known`.execute(
          tx,
        )
        const known = rows[0]?.known ?? {}
        const row = {
          id: idOf('forged'),
          ordinal: 0,
          dialogue_compartment_id: known['dialogue_compartment'],
          dialogue_id: known['dialogue'],
          participant: known['participant'],
          votes: { [statementIds[0] ?? '']: 1 },
          recorded_at: at,
          ...change,
        }
        const content = JSON.stringify({
          act: 'castCitizenVotes',
          id: idOf('forged entry'),
          compartment_id: known['place'],
          rows: { opinion_ballot: [row] },
          ...more,
        })
        await sql`select sulh.citizen_cast(${Buffer.from(tokenOf('o1'), 'base64url')},
          ${idOf('forged entry')}::uuid, ${at}::timestamptz, ${Buffer.alloc(32)}::bytea, ${content})`.execute(
          tx,
        )
      })
    for (const change of [
      { participant: idOf('another') },
      { dialogue_id: idOf('a closed one') },
      { bloc: 'west' },
      { import_id: idOf('an import') },
      { recorded_at: context('public', 'x', 9).now },
    ])
      await expect(forge(change), JSON.stringify(change)).rejects.toThrow(
        /not the votes of this link/,
      )
    await expect(forge({}, { compartment_id: compartment('mission') })).rejects.toThrow(
      /not the votes of this link/,
    )
    await expect(forge({ votes: { [statementIds[0] ?? '']: 2 } })).rejects.toThrow(/violates check/)
  })

  test('D54 D3 D4 votes count once, the last of a statement counts, and another content is refused', async () => {
    const votes = (id: string, value: 1 | 0 | -1) =>
      castCitizenVotes(use.db, context('public', `o1 ${id}`, 5), {
        token: tokenOf('o1'),
        votes: [{ id: idOf(id), statement_id: statementIds[0] ?? '', vote: value }],
      })
    await votes('first', 1)
    expect((await votes('first', 1)).wrote).toEqual([])
    expect(await codeOf(votes('first', -1))).toBe('id-taken')
    // Part of it again, with more beside it: what is there is left, the rest is taken.
    const both = await castCitizenVotes(use.db, context('public', 'o1 both', 6), {
      token: tokenOf('o1'),
      votes: [
        { id: idOf('first'), statement_id: statementIds[0] ?? '', vote: 1 },
        { id: idOf('second'), statement_id: statementIds[0] ?? '', vote: -1 },
      ],
    })
    expect(both.wrote).toHaveLength(1)
    // Another link with the same ids of its own is no repetition.
    await castCitizenVotes(use.db, context('public', 'o2 both', 6), {
      token: tokenOf('o2'),
      votes: [{ id: idOf('first'), statement_id: statementIds[0] ?? '', vote: -1 }],
    })
    const rows = await use.db.asService('backup', (tx) =>
      sql<{ votes: object; participant: string }>`select votes, participant from sulh.opinion_ballot
        where compartment_id = ${compartment('citizens')} order by n, ordinal`.execute(tx),
    )
    expect(rows.rows.map(({ votes: cast }) => Object.values(cast))).toEqual([[1], [-1], [-1]])
    expect(new Set(rows.rows.map(({ participant }) => participant)).size).toBe(2)
    const strange = castCitizenVotes(use.db, context('public', 'strange', 6), {
      token: tokenOf('o1'),
      votes: [{ id: idOf('third'), statement_id: idOf('no statement'), vote: 1 }],
    })
    expect(await codeOf(strange)).toBe('not-found')
  })

  test('D52 D53 no seat sees a citizen’s vote, and she is not told it back', async () => {
    for (const name of ['secretariat', 'west 1', 'public']) {
      const rows = await use.db.asSeat(roleOf(use.db, name), (tx) =>
        sql`select 1 from sulh.opinion_ballot b
          union all select 1 from sulh.entry where act = 'castCitizenVotes'`.execute(tx),
      )
      expect(rows.rows, name).toEqual([])
    }
    const { read } = await readCitizen(use.db, { token: tokenOf('o1') })
    expect(read.my_votes).toEqual({})
    expect(read.statements).toHaveLength(12)
    // The name of her votes is not the kept hash, nor any part of it.
    expect(hashOf('o1').startsWith(read.part.participant.slice(0, 8))).toBe(false)
  })

  test('D22 D54 figures count citizens by the bloc of their links, five and more', async () => {
    for (const [i, name] of west.entries())
      await citizenVote(use.db, {
        citizen: name,
        statement: 1,
        vote: i < 4 ? 1 : -1,
        minute: 10 + i,
      })
    for (const name of ['o1', 'o2', 'o3'])
      await citizenVote(use.db, { citizen: name, statement: 1, vote: 1, minute: 20 })
    // A member of the bloc counts with them: her votes lie in her own compartment.
    await vote(use.db, { member: 'west 1', statement: 1, vote: 1, minute: 21 })
    await publish(use.db, 60)
    const found = await readOpinion(use.db, identity(use.db, 'public'), { dialogue_id })
    const row = found.result?.figures.statements.find(({ id }) => id === statementIds[1])
    // West: 5 agree, 1 disagree; the three of no bloc are held back.
    expect(row?.blocs).toEqual([
      [5, 1, 0],
      [0, 0, 0],
      [0, 0, 0],
    ])
    const told = await readCitizen(use.db, { token: tokenOf('w1') })
    expect(told.opinion.result?.figures).toEqual(found.result?.figures)
    expect(told.read.part.bloc).toBe('west')
  })

  test('D55 a statement waits in the secretariat’s compartment without a name and is copied', async () => {
    const submit = (en: string) =>
      submitCitizenStatement(use.db, context('public', 'submit', 30), {
        token: tokenOf('w2'),
        statement_id: idOf('of a citizen'),
        en,
      })
    expect((await submit('Let us meet.')).wrote).toEqual([
      { compartment_id: compartment('mission'), n: expect.any(Number) as number },
    ])
    expect((await submit('Let us meet.')).wrote).toEqual([])
    expect(await codeOf(submit('Other words.'))).toBe('id-taken')
    const facts = await use.db.asSeat(roleOf(use.db, 'secretariat'), (tx) =>
      sql<{ recorded_by: string; content: string }>`select f.recorded_by, e.content
        from sulh.fact f join sulh.entry e on e.compartment_id = f.compartment_id and e.n = f.n
        where f.record_id = ${idOf('of a citizen')}`.execute(tx),
    )
    const { read } = await readCitizen(use.db, { token: tokenOf('w2') })
    const told = JSON.stringify(facts.rows)
    for (const secret of [tokenOf('w2'), hashOf('w2'), read.part.participant])
      expect(told).not.toContain(secret)
    expect(read.statements.map(({ id }) => id)).not.toContain(idOf('of a citizen'))
    await moderateStatement(use.db, context('secretariat', 'accept', 31), {
      dialogue_id,
      statement_id: idOf('of a citizen'),
      act_id: idOf('accepting'),
      decision: 'accepted',
      copy_id: idOf('its copy'),
      en: 'Let us meet.',
      ar: 'لنلتق.',
    })
    const after = await readCitizen(use.db, { token: tokenOf('w3') })
    expect(after.read.statements.map(({ id }) => id)).toContain(idOf('its copy'))
  })

  test('D56 D57 a revoked, an unknown and a foreign link have one answer; votes cast stay', async () => {
    const revoke = (numbers: number[]) =>
      revokeCitizens(use.db, context('secretariat', 'revoke', 40), {
        dialogue_id,
        batch_id: idOf('batch west'),
        act_id: idOf(`revoke ${numbers.join()}`),
        numbers,
      })
    expect(await codeOf(revoke([6]))).toBe('invalid-input')
    await revoke([2])
    expect(await codeOf(revoke([2]))).toBe('done')
    const answers = await Promise.all(
      ['w2', 'never given'].map((name) =>
        readCitizen(use.db, { token: tokenOf(name) }).catch((error: Error) => error.message),
      ),
    )
    expect(new Set(answers).size).toBe(1)
    expect(
      await codeOf(citizenVote(use.db, { citizen: 'w2', statement: 2, vote: 1, minute: 41 })),
    ).toBe('no-seat')
    expect(await codeOf(readCitizen(use.db, { token: tokenOf('w3') }))).toBe('done')
    const { batches } = await listCitizens(use.db, identity(use.db, 'secretariat'), { dialogue_id })
    expect(batches.map(({ revoked }) => revoked)).toEqual([[], [2]])
    const kept = await use.db.asService('backup', (tx) =>
      sql`select 1 from sulh.opinion_ballot where compartment_id = ${compartment('citizens')}
        and bloc = 'west'`.execute(tx),
    )
    expect(kept.rows).toHaveLength(5)
  })

  test('D5 a closed dialogue takes no vote of a citizen, and says so', async () => {
    await setDialogueStatus(use.db, context('secretariat', 'close', 50), {
      dialogue_id,
      act_id: idOf('closing'),
      status: 'closed',
    })
    expect(
      await codeOf(citizenVote(use.db, { citizen: 'w1', statement: 2, vote: 1, minute: 51 })),
    ).toBe('wrong-state')
    const { read } = await readCitizen(use.db, { token: tokenOf('w1') })
    expect(read.part).toMatchObject({ votes: false, submits: false })
  })

  test('D52 every process with something public gets one place for votes, once', async () => {
    expect(await makeCitizenPlaces(use.db)).toBe(0)
  })
})
