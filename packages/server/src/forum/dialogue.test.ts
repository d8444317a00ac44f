// Dialogues on both engines: who may vote, submit and judge, what is repeated, and what the figures
// hold and hold back. Expected figures are counted by hand here.
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { Problem } from '@sulh/contract/problem'
import { onEngines } from '../../test/engines.ts'
import {
  compartment,
  context,
  dialogue_id,
  identity,
  makeForum,
  members,
  openForumDialogue,
  opening,
  publish,
  roleOf,
  rules,
  seatOf,
  statementIds,
  time,
  vote,
} from '../../test/dialogue_world.ts'
import { idOf } from '../../test/confidentiality/world.ts'
import { openDialogue, setDialogueStatus } from './dialogue_commands.ts'
import { castVotes } from './dialogue_votes.ts'
import { moderateStatement, submitStatement } from './dialogue_statements.ts'
import { readDialogue, readOpinion } from './dialogue_queries.ts'

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'ok'
  } catch (error) {
    if (error instanceof Problem) return error.code
    throw error
  }
}
const west = members.slice(0, 5)
const other = idOf('another dialogue')

onEngines('dialogue', (use) => {
  beforeAll(async () => {
    await makeForum(use.db)
    await openForumDialogue(use.db)
  })
  const read = (name: string, of = dialogue_id) =>
    readDialogue(use.db, identity(use.db, name), { dialogue_id: of })
  const opinion = async (name: string, of = dialogue_id) =>
    (await readOpinion(use.db, identity(use.db, name), { dialogue_id: of })).result?.figures

  test('D1 its readers read it, and to others it is as one that never was', async () => {
    const seen = await read('west 1')
    expect(seen.statements.map(({ id }) => id).toSorted()).toEqual(statementIds.toSorted())
    expect(await codeOf(read('onlooker'))).toBe('not-found')
    expect(await codeOf(read('west 1', idOf('never')))).toBe('not-found')
  })

  test('P20 the same opening again changes nothing; another with its id is refused', async () => {
    expect((await openForumDialogue(use.db)).wrote).toEqual([])
    const again = openDialogue(
      use.db,
      context('secretariat', 'open', 1),
      opening({ rules: { ...rules, seed: 8 } }),
    )
    expect(await codeOf(again)).toBe('id-taken')
  })

  test('D15 a seat stands in one bloc', async () => {
    const [one, two] = rules.blocs
    const doubled = [one, { ...two, seats: one?.seats }] as typeof rules.blocs
    const work = openForumDialogue(use.db, {
      dialogue_id: other,
      rules: { ...rules, blocs: doubled },
    })
    expect(await codeOf(work)).toBe('invalid-input')
  })

  test('D2 votes lie where the member alone reads them; who has no such place does not vote', async () => {
    await vote(use.db, { member: 'west 1', statement: 0, vote: 1, minute: 1 })
    const rowsFor = (name: string) =>
      use.db.asSeat(roleOf(use.db, name), (tx) =>
        tx.selectFrom('sulh.opinion_ballot').select('votes').execute(),
      )
    expect(await rowsFor('west 1')).toEqual([{ votes: { [statementIds[0] ?? '']: 1 } }])
    for (const name of ['west 2', 'secretariat', 'public']) expect(await rowsFor(name)).toEqual([])
    const work = vote(use.db, { member: 'secretariat', statement: 0, vote: 1, minute: 1 })
    expect(await codeOf(work)).toBe('not-permitted')
  })

  test('D3 the last vote counts, and how many it replaced is said', async () => {
    const first = await vote(use.db, { member: 'west 2', statement: 1, vote: 1, minute: 1 })
    expect(first.record.replaced).toBe(0)
    const second = await vote(use.db, { member: 'west 2', statement: 1, vote: -1, minute: 2 })
    expect(second.record).toMatchObject({ replaced: 1, my_votes_count: 1 })
    expect((await read('west 2')).my_votes).toEqual({ [statementIds[1] ?? '']: -1 })
  })

  test('D3 the database refuses a vote out of range, a word and a list', async () => {
    for (const bad of ['{"a": 2}', '{"a": "1"}', '[1]', '{"a": null}']) {
      const work = use.db.asService('owner', (tx) =>
        sql`select check_it from (select jsonb_typeof(v) = 'object' and not jsonb_path_exists(v,
          '$.* ? (@.type() != "number" || (@ != 1 && @ != 0 && @ != -1))') as check_it
          from (select ${bad}::jsonb as v) x) y`.execute(tx),
      )
      expect((await work).rows).toEqual([{ check_it: false }])
    }
    const { rows } = await use.db.asService('owner', (tx) =>
      sql<{ def: string }>`select pg_get_constraintdef(oid) as def from pg_constraint
        where conrelid = 'sulh.opinion_ballot'::regclass and contype = 'c'`.execute(tx),
    )
    expect(rows.map(({ def }) => def).join()).toContain('jsonb_path_exists')
  })

  test('D4 a repeated vote is answered as the first time; its id with another vote is refused', async () => {
    const id = idOf('a vote')
    const cast = (value: 1 | -1) =>
      castVotes(use.db, context('west 3', 'again', 3), {
        dialogue_id,
        votes: [{ id, statement_id: statementIds[2] ?? '', vote: value }],
      })
    expect((await cast(1)).wrote).toHaveLength(1)
    const again = await cast(1)
    expect(again.wrote).toEqual([])
    expect(again.record.my_votes_count).toBe(1)
    expect(await codeOf(cast(-1))).toBe('id-taken')
  })

  test('D3 a vote on what is no statement of the dialogue is refused, and nothing is half-written', async () => {
    const work = castVotes(use.db, context('west 4', 'bad', 3), {
      dialogue_id,
      votes: [
        { id: idOf('good one'), statement_id: statementIds[2] ?? '', vote: 1 },
        { id: idOf('bad one'), statement_id: idOf('nothing'), vote: 1 },
      ],
    })
    expect(await codeOf(work)).toBe('not-found')
    expect((await read('west 4')).my_votes_count).toBe(0)
  })

  test('D11 D12 a submitted statement waits apart and is accepted as a copy without a name', async () => {
    const statement_id = idOf('submitted')
    const input = { dialogue_id, statement_id, en: 'Words of a member' }
    await submitStatement(use.db, context('east 1', 'submit', 4), input)
    const ids = async (name: string) => (await read(name)).statements.map(({ id }) => id)
    expect(await ids('east 1')).toContain(statement_id)
    expect(await ids('secretariat')).toContain(statement_id)
    expect(await ids('east 2')).not.toContain(statement_id)
    const judge = (given: object) =>
      moderateStatement(use.db, context('secretariat', 'judge', 5), {
        dialogue_id,
        statement_id,
        act_id: idOf('judged'),
        decision: 'accepted' as const,
        copy_id: idOf('copy'),
        ...given,
      })
    expect(await codeOf(judge({ en: 'Words of a member' }))).toBe('invalid-input')
    await judge({ en: 'Words of a member', ar: 'كلام عضو' })
    const copy = (await read('east 2')).statements.find(({ id }) => id === idOf('copy'))
    expect(copy).toMatchObject({ status: 'accepted', submitted_by_me: false })
    const mine = (await read('east 1')).statements.find(({ id }) => id === statement_id)
    expect(mine).toMatchObject({ status: 'accepted', copy_id: idOf('copy') })
    expect(await codeOf(judge({ act_id: idOf('judged again'), en: 'x', ar: 'س' }))).toBe(
      'wrong-state',
    )
  })

  test('D13 D15 rejecting needs a reason, merging an accepted statement, and both a moderator', async () => {
    const statement_id = idOf('to reject')
    const input = { dialogue_id, statement_id, ar: 'كلام آخر' }
    await submitStatement(use.db, context('south 1', 'submit', 4), input)
    const judge = (seat: string, given: object) =>
      moderateStatement(use.db, context(seat, `judge ${JSON.stringify(given)}`, 5), {
        dialogue_id,
        statement_id,
        act_id: idOf(`judged ${JSON.stringify(given)}`),
        decision: 'rejected' as const,
        ...given,
      })
    expect(await codeOf(judge('secretariat', {}))).toBe('invalid-input')
    expect(await codeOf(judge('secretariat', { reason: 'other' }))).toBe('invalid-input')
    expect(await codeOf(judge('south 1', { reason: 'unclear' }))).toBe('not-permitted')
    const merged = { decision: 'merged', into_id: idOf('nothing') }
    expect(await codeOf(judge('secretariat', merged))).toBe('bad-reference')
    await judge('secretariat', { decision: 'merged', into_id: statementIds[3] })
    const mine = (await read('south 1')).statements.find(({ id }) => id === statement_id)
    expect(mine).toMatchObject({ status: 'merged', into_id: statementIds[3], reason: 'duplicate' })
  })

  test('D22 fewer than five of a bloc on a statement are in no figure; the fifth brings all five in', async () => {
    for (const member of west.slice(0, 4))
      await vote(use.db, { member, statement: 5, vote: 1, minute: 6 })
    expect(await publish(use.db, 7)).toEqual([])
    // Four of another bloc make eight people on the statement, and still no five of one bloc.
    for (const member of members.slice(5, 9))
      await vote(use.db, { member, statement: 5, vote: -1, minute: 8 })
    expect(await publish(use.db, 9)).toEqual([])
    expect(await opinion('west 1')).toBeUndefined()
    await vote(use.db, { member: 'west 5', statement: 5, vote: 0, minute: 10 })
    expect(await publish(use.db, 11)).toHaveLength(1)
    const figures = await opinion('secretariat')
    expect(figures?.participants).toBe(5)
    expect(figures?.statements.map(({ id, all, blocs }) => ({ id, all, blocs }))).toEqual([
      {
        id: statementIds[5],
        all: [4, 0, 1],
        blocs: [
          [4, 0, 1],
          [0, 0, 0],
          [0, 0, 0],
        ],
      },
    ])
  })

  test('D22 a changed vote moves nothing until five have changed, and one who turns back has not', async () => {
    for (const member of west.slice(0, 4))
      await vote(use.db, { member, statement: 5, vote: -1, minute: 12 })
    await vote(use.db, { member: 'west 5', statement: 5, vote: 1, minute: 12 })
    await vote(use.db, { member: 'west 5', statement: 5, vote: 0, minute: 13 })
    expect(await publish(use.db, 14)).toEqual([])
    await vote(use.db, { member: 'west 5', statement: 5, vote: -1, minute: 15 })
    expect(await publish(use.db, 16)).toHaveLength(1)
    expect((await opinion('west 1'))?.statements[0]?.all).toEqual([0, 5, 0])
  })

  test('D21 nothing is written where nothing may move', async () => {
    expect(await publish(use.db, 17)).toEqual([])
  })

  test('D14 a statement moderated out is in no figure, and returns with its votes', async () => {
    for (const member of west) await vote(use.db, { member, statement: 6, vote: 1, minute: 18 })
    await publish(use.db, 19)
    const shown = async () => (await opinion('west 1'))?.statements.map(({ id }) => id)
    expect(await shown()).toContain(statementIds[6])
    const judge = (decision: 'rejected' | 'accepted', minute: number) =>
      moderateStatement(use.db, context('secretariat', `${decision} 6`, minute), {
        dialogue_id,
        statement_id: statementIds[6] ?? '',
        act_id: idOf(`${decision} 6`),
        decision,
        ...(decision === 'rejected' ? { reason: 'unclear' as const } : {}),
      })
    await judge('rejected', 20)
    await publish(use.db, 21)
    expect(await shown()).not.toContain(statementIds[6])
    await judge('accepted', 22)
    await publish(use.db, 23)
    expect(await shown()).toContain(statementIds[6])
  })

  test('D5 a closed dialogue takes no vote and no statement', async () => {
    const status = (to: 'open' | 'closed', minute: number) =>
      setDialogueStatus(use.db, context('secretariat', to, minute), {
        dialogue_id,
        act_id: idOf(`${to} ${minute}`),
        status: to,
      })
    const early = status('open', 24)
    expect(await codeOf(early)).toBe('wrong-state')
    await status('closed', 25)
    const late = vote(use.db, { member: 'east 4', statement: 0, vote: 1, minute: 26 })
    expect(await codeOf(late)).toBe('wrong-state')
    const work = submitStatement(use.db, context('east 4', 'late', 26), {
      dialogue_id,
      statement_id: idOf('late'),
      en: 'Late',
    })
    expect(await codeOf(work)).toBe('wrong-state')
    await status('open', 27)
    expect((await read('west 1')).dialogue.status).toBe('open')
  })

  test('D20 no seat writes figures, and the service writes nothing else', async () => {
    const insert = (kind: string) =>
      use.db.asService('opinion', (tx) =>
        sql`insert into sulh.entry (compartment_id, id, act, recorded_at, salt, content)
          values (${compartment('mission')}, ${idOf(kind)}, ${kind}, ${time(30)},
            ${Buffer.alloc(32)}, '{}')`.execute(tx),
      )
    await expect(insert('publishOpinion')).rejects.toThrow(/row-level security/)
    await expect(insert('anything')).rejects.toThrow(/row-level security/)
    const seen = await use.db.asService('opinion', (tx) =>
      sql<{ kind: string }>`select distinct kind from sulh.record order by kind`.execute(tx),
    )
    expect(seen.rows.map(({ kind }) => kind)).toEqual([
      'dialogue',
      'opinion_result',
      'opinion_statement',
    ])
    const hidden = use.db.asService('opinion', (tx) => sql`select 1 from sulh.circle`.execute(tx))
    await expect(hidden).rejects.toThrow(/permission denied/)
    expect(seatOf('west 1')).not.toBe(seatOf('west 2'))
  })
})
