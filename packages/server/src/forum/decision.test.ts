// Decisions on both engines, from the proposal to the certified protocol (decision_SPEC.md D1-D14).
// Expected figures are worked out by hand in each test.
import { randomUUID } from 'node:crypto'
import { protocolHash, termsHash } from '@sulh/analysis/ballot/decision_course'
import { Problem, problemDetails } from '@sulh/contract/problem'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { onEngines } from '../../test/engines.ts'
import { both } from '../../test/factories.ts'
import {
  close,
  course,
  endorse,
  freeze,
  handIn,
  makeForum,
  open,
  propose,
  termsOf,
  vote,
  voucherOf,
  type Forum,
} from '../../test/forum_factories.ts'
import {
  castOpenBallot,
  decisionAct,
  proposeDecision,
  readStage,
  takeVoucher,
} from './decision_commands.ts'
import { readDecision } from './decision_reader.ts'

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'no problem',
    (error: unknown) => {
      if (error instanceof Problem) return `${problemDetails(error).code}: ${error.message}`
      throw error
    },
  )
const common = (decision_id: string) => ({
  decision_id,
  act_id: randomUUID() as string,
  channel: 'in_room' as const,
})
/** Lists of a forum of two colleges, admitted by endorsements, then a run-off of the top two. */
function listsTerms(forum: Forum, per_member: 'one' | 'several') {
  const half = Math.ceil(forum.members.length / 2)
  return termsOf(forum, {
    candidates: ['a', 'b', 'c'].map((id) => ({ id, name: both(`List ${id}`) })),
    forms: { lists: 'secret', 'run-off': 'open' },
    procedure: {
      format: 'sulh-procedure/1',
      name: both('Lists'),
      electorate: {
        members: forum.members.length,
        colleges: [
          { id: 'west', name: both('West'), members: half },
          { id: 'east', name: both('East'), members: forum.members.length - half },
        ],
      },
      stages: [
        {
          id: 'lists',
          name: both('Lists'),
          ballot: 'one-of',
          voters: 'all',
          candidates: { from: 'endorsed', total: 2, minima: { west: 1, east: 1 }, per_member },
          requires: [{ base: 'valid', share: '60/100', comparison: '>=' }],
        },
        {
          id: 'run-off',
          name: both('Run-off'),
          ballot: 'one-of',
          voters: 'all',
          candidates: { from: 'top', k: 2, of: 'lists', ties: 'declared-order' },
          requires: [{ base: 'valid', share: '1/2', comparison: 'floor+1' }],
        },
      ],
    },
  })
}

onEngines('decisions', (use) => {
  let forum: Forum
  beforeAll(async () => {
    forum = await makeForum(use.db, 6)
  })
  const now = async (decision_id: string, seat = forum.mission) =>
    course(await readDecision(use.db, forum.context(seat), decision_id))
  const at = async (decision_id: string, stage: string) => ({
    decision_id,
    stage,
    course: await now(decision_id),
  })

  test('D1 a procedure with a contradiction is refused, and the rule is named', async () => {
    const terms = listsTerms(forum, 'several')
    const stages = (terms.procedure['stages'] as Record<string, unknown>[]).map((s, i) =>
      i === 0
        ? {
            ...s,
            candidates: { from: 'endorsed', total: 2, minima: { east: 4 }, per_member: 'one' },
          }
        : s,
    )
    const bad = { ...terms, procedure: { ...terms.procedure, stages } }
    expect(await refusal(propose(forum, bad))).toContain('endorsement-minimum-above-college')
    const strange = { ...terms, procedure: { ...terms.procedure, stages: 'none' } }
    expect(await refusal(propose(forum, strange))).toMatch(/^invalid-input: .*stages/)
    const double = { ...terms, voters: [...terms.voters, ...terms.voters.slice(0, 1)] }
    expect(await refusal(propose(forum, double))).toContain('voter-twice')
    expect(await refusal(propose(forum, { ...terms, floor: 5 }))).toContain('floor-hides-run-off')
  })

  test('D2 what is frozen is what was accepted, and nothing changes it any more', async () => {
    const terms = termsOf(forum)
    const decision_id = await propose(forum, terms)
    const hash = await termsHash(terms)
    const mission = forum.context(forum.mission)
    const act = (name: 'freezeTerms', of = hash) =>
      decisionAct(use.db, mission, { name, input: { ...common(decision_id), hash: of } })
    expect(await refusal(act('freezeTerms'))).toMatch(/^wrong-state: The body has not accepted/)
    expect(await refusal(open(forum, decision_id, 'vote'))).toMatch(
      /^wrong-state: The terms are not/,
    )
    const accept = (of: string, seat = forum.mission) =>
      decisionAct(use.db, forum.context(seat), {
        name: 'acceptTerms',
        input: {
          ...common(decision_id),
          hash: of,
          on: '2026-01-02',
          how: both('By a show of hands.'),
          accepted_by: [],
        },
      })
    expect(await refusal(accept('0'.repeat(64)))).toMatch(/^conflict/)
    expect(await refusal(accept(hash, forum.members[0]))).toMatch(/^not-permitted/)
    await accept(hash)
    const amend = (changed: typeof terms) =>
      decisionAct(use.db, mission, {
        name: 'amendTerms',
        input: { ...common(decision_id), terms: changed },
      })
    await amend({ ...terms, participation: 'named' })
    // The acceptance was of other terms.
    const amended = await termsHash({ ...terms, participation: 'named' })
    expect(await refusal(act('freezeTerms', amended))).toMatch(/^wrong-state: The body has not/)
    await accept(amended)
    await act('freezeTerms', amended)
    expect(await refusal(amend(terms))).toMatch(/^wrong-state: The terms are frozen/)
    const raw = use.db.asSeat(forum.role(forum.mission), async (tx) => {
      const row = { id: randomUUID(), record_id: decision_id, facet: 'terms' }
      await sql`insert into sulh.fact (compartment_id, id, record_id, n, ordinal, facet, act, value,
        known_from, certainty, mark, channel, confirmation, recorded_by, recorded_at)
        values (${forum.plenary}, ${row.id}, ${row.record_id}, 1, 0, 'terms', 'state', '{}', now(),
        'confirmed', 'none', 'system', 'confirmed', ${forum.mission}, now())`.execute(tx)
    })
    await expect(raw).rejects.toThrow('these terms are frozen')
  })

  test('D3 an act is answered as the first time, and an id is not used for another', async () => {
    const terms = termsOf(forum)
    const input = {
      ...common(randomUUID()),
      compartment_id: forum.plenary,
      description: { title: both('Twice'), summary: both('Twice.') },
      concerns: [],
      terms,
    }
    const context = forum.context(forum.mission)
    const first = await proposeDecision(use.db, context, input)
    const again = await proposeDecision(use.db, context, input)
    expect(again.record).toEqual(first.record)
    expect(again.wrote).toEqual([])
    const other = { ...input, description: { ...input.description, title: both('Other') } }
    expect(await refusal(proposeDecision(use.db, context, other))).toMatch(/^id-taken/)
    const outsider = forum.context(forum.outsider)
    expect(await refusal(readDecision(use.db, outsider, input.decision_id))).toMatch(/^not-found/)
  })

  test('D4 a member signs several lists or one, as declared, and each list once', async () => {
    const [west, , , east] = forum.members as [string, string, string, string]
    const several = await freeze(forum, listsTerms(forum, 'several'))
    await endorse(forum, several, west, 'a')
    await endorse(forum, several, west, 'b')
    expect(await refusal(endorse(forum, several, west, 'a'))).toMatch(/one signature a list/)
    expect(await refusal(endorse(forum, several, west, 'z'))).toMatch(/^not-found/)
    expect(await refusal(endorse(forum, several, forum.mission, 'a'))).toMatch(/^not-permitted/)
    const one = await freeze(forum, listsTerms(forum, 'one'))
    await endorse(forum, one, east, 'a')
    expect(await refusal(endorse(forum, one, east, 'b'))).toMatch(/withdraw that first/)
    await decisionAct(use.db, forum.context(east), {
      name: 'withdrawEndorsement',
      input: { ...common(one), candidate: 'a' },
    })
    await endorse(forum, one, east, 'b')
    expect((await now(one)).endorsements.map((s) => s.candidate)).toEqual(['b'])
    // Nobody has the total of two with one of each college, so nobody stands.
    expect(await refusal(open(forum, one, 'lists'))).toMatch(/no list is admitted/)
  })

  test('D5 secret lists, then an open run-off in which the first-round leader loses', async () => {
    const [w1, w2, w3, e1, e2, e3] = forum.members as [
      string,
      string,
      string,
      string,
      string,
      string,
    ]
    const decision_id = await freeze(forum, listsTerms(forum, 'several'))
    for (const list of ['a', 'b', 'c'])
      for (const seat of [w1, e1]) await endorse(forum, decision_id, seat, list)
    expect(await refusal(open(forum, decision_id, 'run-off'))).toMatch(/lists comes first/)
    await open(forum, decision_id, 'lists')
    const of = await at(decision_id, 'lists')
    expect(await refusal(endorse(forum, decision_id, w2, 'a'))).toMatch(/has opened/)
    const cast = [
      [w1, 'a'],
      [w2, 'a'],
      [w3, 'b'],
      [e1, 'b'],
      [e2, 'a'],
      [e3, 'c'],
    ] as const
    const receipts = []
    for (const [seat, choice] of cast) receipts.push(await vote(forum, of, seat, choice))
    await close(forum, decision_id, 'lists')
    const after = await now(decision_id)
    const count = after.stages[0]?.count
    // 3 of 6 for a: 60 % of 6 valid ballots are 3.6, so 4 are needed; b has 2, c has 1.
    expect(after.outcome).toBe('pending')
    expect(after.decision?.votes[0]?.requirements[0]).toMatchObject({
      votes: 3,
      needed: 4,
      met: false,
    })
    expect(count?.took_part).toEqual(forum.members.toSorted())
    expect(count?.receipts.map((r) => r.receipt).toSorted()).toEqual(
      receipts.map((r) => r.token).toSorted(),
    )
    for (const [i, { token }] of receipts.entries()) {
      const place = count?.receipts.findIndex((r) => r.receipt === token) ?? -1
      expect(count?.ballots[place]).toEqual({ choice: cast[i]?.[1] })
    }
    await open(forum, decision_id, 'run-off')
    const ballots = ['a', 'b', 'b', 'b', 'b', 'a']
    for (const [i, seat] of forum.members.entries())
      await castOpenBallot(use.db, forum.context(seat), {
        decision_id,
        stage: 'run-off',
        ballot: { choice: ballots[i] as string },
      })
    const c = castOpenBallot(use.db, forum.context(w1), {
      decision_id,
      stage: 'run-off',
      ballot: { choice: 'c' },
    })
    expect(await refusal(c)).toMatch(/^invalid-input: .*does not stand/)
    expect((await now(decision_id)).stages[1]?.count).toBeUndefined()
    await close(forum, decision_id, 'run-off')
    const end = await now(decision_id)
    expect([end.outcome, end.winners]).toEqual(['elected', ['b']])
    const roll = end.stages[1]?.count?.ballots.map(({ voter, choice }) => [voter, choice])
    expect(roll?.toSorted()).toEqual(forum.members.map((m, i) => [m, ballots[i]]).toSorted())
    expect(end.next).toBeUndefined()
  })

  test('D7 a voucher is one a voter: the same question has the same answer, another has none', async () => {
    const decision_id = await freeze(forum, termsOf(forum))
    await open(forum, decision_id, 'vote')
    const of = await at(decision_id, 'vote')
    const [seat = '', other = ''] = forum.members
    const voucher = await voucherOf(forum, of, seat)
    const ask = (blinded: string, by = seat) =>
      takeVoucher(use.db, forum.context(by), { decision_id, stage: 'vote', blinded })
    const again = await ask(voucher.blinded)
    expect(again).toEqual(await ask(voucher.blinded))
    expect(await refusal(voucherOf(forum, of, seat))).toMatch(/each member has one/)
    expect(await refusal(ask('f'.repeat(512), other))).toMatch(/^invalid-input/)
    expect(await refusal(voucherOf(forum, of, forum.mission))).toMatch(/^not-permitted/)
    const stage = await readStage(use.db, forum.context(seat), { decision_id, stage: 'vote' })
    expect(stage).toEqual({ form: 'secret', taken_part: true, took_part: null })
  })

  test('D8 a ballot counts once, in the form of its stage, while the box is open', async () => {
    const decision_id = await freeze(forum, termsOf(forum))
    await open(forum, decision_id, 'vote')
    const of = await at(decision_id, 'vote')
    const [seat = '', late = ''] = forum.members
    const voucher = await voucherOf(forum, of, seat)
    expect(await refusal(handIn(forum, of, voucher, { choice: 'maybe' }))).toMatch(
      /whom nobody knows/,
    )
    await handIn(forum, of, voucher, { choice: 'yes' })
    await handIn(forum, of, voucher, { choice: 'yes' })
    expect(await refusal(handIn(forum, of, voucher, { choice: 'no' }))).toMatch(/first one counts/)
    const forged = { ...voucher, token: '0123456789ABCDEF' }
    expect(await refusal(handIn(forum, of, forged, { choice: 'no' }))).toMatch(/No open ballot box/)
    const elsewhere = { ...of, stage: 'other' }
    expect(await refusal(handIn(forum, elsewhere, voucher, { choice: 'no' }))).toMatch(
      /No open ballot/,
    )
    const unused = await voucherOf(forum, of, late)
    await close(forum, decision_id, 'vote')
    expect(await refusal(handIn(forum, of, unused, { choice: 'no' }))).toMatch(/may be closed/)
    expect(await refusal(voucherOf(forum, of, forum.members[2] ?? ''))).toMatch(/It closed at/)
    const { stages, outcome } = await now(decision_id)
    expect(stages[0]?.count).toMatchObject({ ballots: [{ choice: 'yes' }], present: 2 })
    expect(outcome).toBe('adopted')
  })

  test('D8 where the last ballot counts, a voter may change hers until the close', async () => {
    const terms = termsOf(forum)
    const procedure = { ...terms.procedure, second_ballot: 'last' }
    const decision_id = await freeze(forum, { ...terms, procedure })
    await open(forum, decision_id, 'vote')
    const of = await at(decision_id, 'vote')
    const voucher = await vote(forum, of, forum.members[0] ?? '', 'yes')
    await handIn(forum, of, voucher, { choice: 'no' })
    await close(forum, decision_id, 'vote')
    expect((await now(decision_id)).stages[0]?.count?.ballots).toEqual([{ choice: 'no' }])
  })

  test('D10 a close is repeated without harm, and an empty box is said', async () => {
    const decision_id = await freeze(forum, termsOf(forum))
    await open(forum, decision_id, 'vote')
    await close(forum, decision_id, 'vote')
    expect(await refusal(close(forum, decision_id, 'vote'))).toMatch(/is counted, not open/)
    const after = await now(decision_id)
    expect(after.stages[0]?.count?.ballots).toEqual([])
    expect(after.outcome).toBeUndefined()
    for (const table of ['ballot_box', 'ballot_voter', 'ballot']) {
      const left = await use.db.asService('owner', (tx) =>
        sql`select 1 from ${sql.table(`sulh.${table}`)} where decision_id = ${decision_id}`.execute(
          tx,
        ),
      )
      expect(left.rows).toEqual([])
    }
  })

  test('D11 below the floor the outcome alone is published, and receipts without choices', async () => {
    const decision_id = await freeze(forum, termsOf(forum, { floor: 5 }))
    await open(forum, decision_id, 'vote')
    const of = await at(decision_id, 'vote')
    const choices = ['yes', 'yes', 'no']
    const tokens = []
    for (const [i, choice] of choices.entries())
      tokens.push((await vote(forum, of, forum.members[i] ?? '', choice)).token)
    await close(forum, decision_id, 'vote')
    const after = await now(decision_id)
    expect(after.stages[0]?.count).toMatchObject({
      published: 'outcome',
      ballots: [],
      outcome: [{ winner: 'yes', why: 'elected' }],
    })
    expect(after.stages[0]?.count?.receipts.map((r) => r.receipt)).toEqual(tokens.toSorted())
    expect([after.outcome, after.winners]).toEqual(['adopted', ['yes']])
  })

  test('D12 a motion with as many for as against is short of its threshold', async () => {
    const decision_id = await freeze(forum, termsOf(forum))
    await open(forum, decision_id, 'vote')
    const of = await at(decision_id, 'vote')
    for (const [i, choice] of ['yes', 'no'].entries())
      await vote(forum, of, forum.members[i] ?? '', choice)
    await close(forum, decision_id, 'vote')
    expect((await now(decision_id)).outcome).toBe('rejected')
  })

  test('D13 a paper count is refused where there are more ballots than members', async () => {
    const decision_id = await freeze(forum, termsOf(forum, { forms: { vote: 'paper' } }))
    const enter = (yes: number, seat = forum.mission) =>
      decisionAct(use.db, forum.context(seat), {
        name: 'enterTally',
        input: {
          ...common(decision_id),
          stage: 'vote',
          ballots: [
            { choice: 'yes', count: yes },
            { choice: 'no', count: 2 },
          ],
        },
      })
    expect(await refusal(open(forum, decision_id, 'vote'))).toMatch(/voted on paper/)
    expect(await refusal(enter(5))).toMatch(/7 ballots of 6 members/)
    expect(await refusal(enter(4, forum.members[0]))).toMatch(/^not-permitted/)
    await enter(4)
    expect((await now(decision_id)).outcome).toBe('adopted')
    expect(await refusal(enter(1))).toMatch(/^wrong-state/)
  })

  test('D14 a decision is certified by its named witnesses, each on the protocol that stands', async () => {
    const terms = termsOf(forum, { forms: { vote: 'paper' } })
    const certification = { witnesses: ['The first', 'The second'], needed: 2 }
    const decision_id = await freeze(forum, {
      ...terms,
      procedure: { ...terms.procedure, certification },
    })
    const certify = (witness: string, hash: string) =>
      decisionAct(use.db, forum.context(forum.mission), {
        name: 'certifyDecision',
        input: { ...common(decision_id), witness, hash, on: '2026-01-05' },
      })
    expect(await refusal(certify('The first', '0'.repeat(64)))).toMatch(/no result/)
    await decisionAct(use.db, forum.context(forum.mission), {
      name: 'enterTally',
      input: { ...common(decision_id), stage: 'vote', ballots: [{ choice: 'yes', count: 4 }] },
    })
    const hash = await protocolHash(await now(decision_id))
    expect(await refusal(certify('A stranger', hash))).toMatch(/names no witness/)
    await certify('The first', hash)
    expect((await now(decision_id)).decision?.certified).toBe(false)
    expect(await refusal(certify('The first', hash))).toMatch(/already/)
    await certify('The second', hash)
    expect((await now(decision_id)).decision?.certified).toBe(true)
  })
})
