// Decisions by procedure against the published figures of the political forum of 2020-21, restated
// here from the case's facts, and small procedures whose outcome is worked out by hand.
import { expect, describe, test } from 'vitest'
import mechanismJson from './examples/forum-mechanism.procedure.json' with { type: 'json' }
import selectionJson from './examples/forum-selection.procedure.json' with { type: 'json' }
import strawJson from './examples/forum-straw-vote.procedure.json' with { type: 'json' }
import { decide } from './decide.ts'
import { decisionReport } from './decision_report.ts'
import { readBallots, readProcedure, type Ballots, type Procedure } from './procedure.ts'
import { realText, testWith } from './real_input.ts'
import type { Json } from './schema.ts'

type Published = {
  mechanismVote: { for: number; against: number; abstain: number }
  body: { votingMembersFeb2021: number; colleges: Record<string, number> }
  stage1: Record<
    'west' | 'east',
    { top: [string, number][]; impliedValid: number; candidates: number }
  > & {
    south: { votes: Record<string, number> }
  }
  stage2Lists: { admitted: string[] }
  round1: { votes: Record<string, number>; spoilt: number; valid: number; needed: number }
  round2: {
    votes: Record<string, number>
    valid: number
    needed: number
    elected: string
    abstainOrInvalid: number
  }
}

const mechanism = readProcedure(mechanismJson)
const selection = readProcedure(selectionJson)
const published = (): Published => JSON.parse(realText('lpdf-2021/lpdf.json')) as Published

function ballotsOf(value: Json): Ballots {
  return readBallots(value)
}

function counted(votes: Record<string, number>): { choice: string; count: number }[] {
  return Object.entries(votes).map(([choice, count]) => ({ choice, count }))
}

/** A college's votes: the published ones, and the cut rest spread over the candidates left. */
function college({ top, impliedValid, candidates }: Published['stage1']['west'], name: string) {
  const votes = Object.fromEntries(top)
  const cut = impliedValid - top.reduce((sum, [, count]) => sum + count, 0)
  const others = candidates - top.length
  for (let i = 0; i < others; i++) {
    votes[`${name} ${i + 1}`] = Math.floor((cut + i) / others)
  }
  return votes
}

function forumBallots(figures: Published): Ballots {
  const { stage1, round1, round2, stage2Lists } = figures
  const colleges = {
    west: college(stage1.west, 'west'),
    east: college(stage1.east, 'east'),
    south: stage1.south.votes,
  }
  const lists = stage2Lists.admitted
  return ballotsOf({
    format: 'sulh-ballots/1',
    candidates: [
      // The same person may stand in two colleges' published lists: ids are made apart.
      ...Object.entries(colleges).flatMap(([own, votes]) =>
        Object.keys(votes).map((name) => ({
          id: `${own}: ${name}`,
          college: own,
          stages: ['colleges'],
        })),
      ),
      ...lists.map((id) => ({
        id,
        name: { en: `List ${id}`, ar: `القائمة ${id}` },
        stages: ['lists'],
      })),
    ],
    endorsements: lists.flatMap((candidate) =>
      Object.entries({ west: 8, east: 6, south: 3 }).map(([own, count]) => ({
        candidate,
        college: own,
        count,
      })),
    ),
    stages: [
      {
        stage: 'colleges',
        ballots: Object.entries(colleges).flatMap(([own, votes]) =>
          counted(votes).map(({ choice, count }) => ({
            choice: `${own}: ${choice}`,
            count,
            college: own,
          })),
        ),
      },
      {
        stage: 'lists',
        ballots: [...counted(round1.votes), { spoilt: true, count: round1.spoilt }],
      },
      {
        stage: 'run-off',
        ballots: [...counted(round2.votes), { choice: 'abstain', count: round2.abstainOrInvalid }],
      },
    ],
  })
}

describe('the forum of 2020-21', () => {
  test('B4 the straw vote of December: the most of three options', () => {
    const procedure = readProcedure(strawJson as Json)
    const decision = decide(procedure, {
      format: 'sulh-ballots/1',
      candidates: [{ id: '2' }, { id: '3' }, { id: '10' }],
      stages: [{ stage: 'straw', ballots: counted({ 10: 8, 2: 39, 3: 24 }) }],
    })
    expect(decision.winner).toBe('2')
    expect(decision.votes[0]?.tally).toMatchObject({ cast: 71, members: 75 })
    expect(decision.ranking).toEqual([['2'], ['3'], ['10']])
    // Neither threshold that was on the table in December: 50 and 45 of 75 were needed.
    const thresholds = decision.sensitivity.filter(({ view }) => view === 'threshold')
    expect(thresholds.map(({ share, needed, met }) => [share, needed, met])).toEqual([
      ['2/3', 50, false],
      ['60/100', 45, false],
    ])
  })

  testWith(
    ['lpdf-2021/lpdf.json'],
    'B2 B15 the mechanism vote passes at 51/70 against 63/100',
    () => {
      const figures = published().mechanismVote
      const cast = { yes: figures.for, no: figures.against, abstain: figures.abstain }
      const decision = decide(mechanism, {
        format: 'sulh-ballots/1',
        stages: [{ stage: 'mechanism', ballots: counted(cast) }],
      })
      expect(decision).toMatchObject({ outcome: 'adopted', winner: 'yes' })
      const [asked] = decision.votes[0]?.requirements ?? []
      // ⌈70 × 63/100⌉ = ⌈44.1⌉ = 45.
      expect(asked).toMatchObject({ votes: 51, base: 70, needed: 45, met: true })
      const views = decision.sensitivity
      const present = views.find(({ view, base }) => view === 'base' && base === 'present')
      expect(present).toMatchObject({ of: 72, needed: 46, met: true, changes: false })
      const sentences = decisionReport(decision, mechanism, {
        format: 'sulh-ballots/1',
        stages: [],
      })
      expect(sentences.sensitivity.map(({ sentence }) => sentence).join('\n')).toContain(
        '51/72 = 70.83 %',
      )
      expect(sentences.trace.join('\n')).toContain('51/70 = 72.86 %')
      // Two thirds of 74 members are 49.33: 50 of them are needed and 51 voted for it.
      const other = views.find(({ view, share }) => view === 'threshold' && share === '2/3')
      expect(other).toMatchObject({ of: 74, needed: 50, met: true, spare: 1 })
    },
  )

  testWith(
    ['lpdf-2021/lpdf.json'],
    'B4 B5 B6 B7 the selection of 2 to 5 February 2021, end to end',
    () => {
      const figures = published()
      const ballots = forumBallots(figures)
      const decision = decide(selection, ballots)
      const [west, east, south, round1, round2] = decision.votes
      expect([west, east, south].map((vote) => vote?.winner)).toEqual([null, null, null])
      // 70 % of 36, 23 and 14: 25.2, 16.1 and 9.8.
      expect([west, east, south].map((vote) => vote?.requirements[0]?.needed)).toEqual([26, 17, 10])
      const admitted = decision.trace.flatMap((s) =>
        s.step === 'endorsed' && s.admitted ? [s.candidate] : [],
      )
      expect(admitted).toEqual(figures.stage2Lists.admitted)
      expect(Object.fromEntries(round1?.tally.choices ?? [])).toEqual({
        1: 13,
        2: 15,
        3: 20,
        4: 25,
      })
      expect(round1?.requirements[0]).toMatchObject({
        candidate: '4',
        votes: 25,
        base: figures.round1.valid,
        needed: figures.round1.needed,
        met: false,
      })
      expect(round2?.standing).toEqual(['3', '4'])
      expect(round2?.requirements[0]).toMatchObject({
        candidate: figures.round2.elected,
        votes: 39,
        base: figures.round2.valid,
        needed: figures.round2.needed,
        met: true,
      })
      expect(decision).toMatchObject({ outcome: 'elected', winner: '3', stage: 'run-off' })
      expect(decision.ranking).toEqual([['3'], ['4'], ['2'], ['1']])
    },
  )

  testWith(
    ['lpdf-2021/lpdf.json'],
    'B6 with one list a member, 24 eastern signatures are refused',
    () => {
      const one = withEndorsement({ per_member: 'one' })
      expect(() => decide(one, forumBallots(published()))).toThrow(
        'There are 24 endorsements for all lists by 23 members of college east, who may sign one list each: correct them.',
      )
    },
  )

  test('B10 four lists of six eastern signatures cannot be had of 23 members', () => {
    expect(() =>
      decide(withEndorsement({ per_member: 'one', expected: 4 }), {
        format: 'sulh-ballots/1',
        stages: [{ stage: 'colleges', ballots: [] }],
      }),
    ).toThrow(
      'Lists, first round: 4 lists need 6 endorsements of East each, 24 in all, but it has 23 members who may sign one list only.',
    )
  })
})

function withEndorsement(change: Record<string, string | number>): Procedure {
  const json = structuredClone(selectionJson) as {
    stages: { candidates?: Record<string, unknown> }[]
  }
  const stage = json.stages[1]
  if (stage?.candidates !== undefined) Object.assign(stage.candidates, change)
  return readProcedure(json as Json)
}

describe('endorsements', () => {
  const rules = (rest: object): Procedure =>
    readProcedure({
      format: 'sulh-procedure/1',
      name: { en: 'Lists', ar: 'قوائم' },
      electorate: {
        members: 4,
        colleges: [
          { id: 'n', name: { en: 'North', ar: 'الشمال' }, members: 2 },
          { id: 's', name: { en: 'South', ar: 'الجنوب' }, members: 2 },
        ],
      },
      stages: [
        {
          id: 'v',
          name: { en: 'Vote', ar: 'التصويت' },
          ballot: 'one-of',
          voters: 'all',
          ties: 'declared-order',
          candidates: { from: 'endorsed', total: 2, minima: { n: 1, s: 1 }, ...rest },
        },
      ],
    } as Json)
  const roll = ['n1', 'n2', 's1', 's2'].map((id) => ({ id, college: id.slice(0, 1) }))
  const sign = (pairs: readonly string[]) =>
    pairs.map((pair, i) => {
      const [voter = '', candidate = ''] = pair.split(' ')
      return { voter, candidate, at: `2021-02-04T10:0${i}:00Z` }
    })
  const admitted = (rest: object, pairs: readonly string[]) => {
    const decision = decide(rules(rest), {
      format: 'sulh-ballots/1',
      roll,
      candidates: [{ id: 'A' }, { id: 'B' }],
      endorsements: sign(pairs),
      stages: [{ stage: 'v', ballots: [{ voter: 'n1', choice: 'A' }] }],
    })
    const names = decision.trace.flatMap((s) =>
      s.step === 'endorsed' && s.admitted ? s.candidate : [],
    )
    return { names, aside: decision.aside.length }
  }
  const both = ['n1 A', 's1 A', 'n1 B', 's2 B']
  test('B6 several lists a member: both are admitted', () => {
    expect(admitted({ per_member: 'several' }, both)).toEqual({ names: ['A', 'B'], aside: 0 })
  })
  test('B6 one list a member: the first signature counts', () => {
    expect(admitted({ per_member: 'one' }, both)).toEqual({ names: ['A'], aside: 1 })
  })
  test('B6 one list a member, neither counts', () => {
    const decision = () => admitted({ per_member: 'one', second: 'neither' }, [...both, 'n2 A'])
    expect(decision()).toEqual({ names: ['A'], aside: 2 })
  })
  test('B6 a second signature of one list is no second endorsement', () => {
    expect(() => admitted({ per_member: 'several' }, ['n1 A', 'n1 A', 's1 B'])).toThrow(
      'names A, who does not stand in this stage',
    )
  })
  test('B11 an endorsement after the close stands aside', () => {
    const rest = { per_member: 'several', closes: '2021-02-04T10:01:00Z' }
    expect(admitted(rest, ['n1 A', 's1 A', 's2 A'])).toEqual({ names: ['A'], aside: 1 })
  })
  test('B12 an endorsement of nobody known, or by nobody known, is refused', () => {
    expect(() => admitted({ per_member: 'one' }, ['n1 C'])).toThrow('Endorsement 1 is of C')
    expect(() => admitted({ per_member: 'one' }, ['x9 A'])).toThrow('x9 is not on the roll')
  })
})

describe('stages and ties', () => {
  const procedure = (stages: readonly object[], rest: object = {}): Procedure =>
    readProcedure({
      format: 'sulh-procedure/1',
      name: { en: 'P', ar: 'إ' },
      electorate: { members: 10 },
      stages: stages.map((stage, i) => ({
        id: `s${i + 1}`,
        name: { en: `Stage ${i + 1}`, ar: `المرحلة ${i + 1}` },
        ballot: 'one-of',
        voters: 'all',
        ...stage,
      })),
      ...rest,
    } as Json)
  const run = (
    own: Procedure,
    cast: readonly (Record<string, number> | Json)[],
    more: object = {},
  ) =>
    decide(
      own,
      readBallots({
        format: 'sulh-ballots/1',
        candidates: ['A', 'B', 'C'].map((id) => ({ id })),
        stages: cast.map((votes, i) => ({
          stage: `s${i + 1}`,
          ballots: Array.isArray(votes) ? votes : counted(votes as Record<string, number>),
          ...more,
        })),
      } as Json),
    )
  const majority = { requires: [{ base: 'valid', share: '1/2', comparison: '>' }] }
  const most = { ties: 'no-decision' }

  test('B8 ties go by declared order, recorded draw, recorded seed, or stay open', () => {
    const tied = { B: 3, A: 3, C: 2 }
    const winner = (ties: string, more: object) => run(procedure([{ ties }]), [tied], more).winner
    expect(winner('declared-order', {})).toBe('A')
    expect(winner('lot', { draw: ['C', 'B', 'A'] })).toBe('B')
    expect(['A', 'B']).toContain(winner('lot', { seed: 'five' }))
    expect(winner('lot', { seed: 'five' })).toBe(winner('lot', { seed: 'five' }))
    expect(winner('lot', {})).toBeNull()
    expect(winner('no-decision', {})).toBeNull()
    expect(() => winner('lot', { draw: ['B'] })).toThrow('lacks A')
  })

  test('B4 a stage without decision falls through; what was not needed stands uncounted', () => {
    const two = procedure([majority, most])
    expect(
      run(two, [
        { A: 4, B: 3, C: 3 },
        { B: 5, A: 4 },
      ]),
    ).toMatchObject({ winner: 'B', stage: 's2' })
    const first = run(two, [
      { A: 6, B: 3 },
      { B: 5, A: 4 },
    ])
    expect(first).toMatchObject({ winner: 'A', stage: 's1' })
    expect(first.trace).toContainEqual({ step: 'not-needed', stage: 's2', ballots: 2 })
    expect(run(two, [{ A: 4, B: 3, C: 3 }])).toMatchObject({ winner: null, outcome: 'pending' })
  })

  test('B4 without its quorum a stage decides nothing', () => {
    const own = procedure([{ ...most, quorum: { share: '2/3' } }])
    expect(run(own, [{ A: 6 }])).toMatchObject({ winner: null, outcome: 'undecided' })
    expect(run(own, [{ A: 6, abstain: 1 }])).toMatchObject({ winner: 'A' })
  })

  test('B7 a tie at the last place of a run-off goes by its rule', () => {
    const own = (ties: string) =>
      procedure([majority, { ...most, candidates: { from: 'top', k: 2, of: 's1', ties } }])
    const standing = (ties: string, cast: readonly Record<string, number>[]) =>
      run(own(ties), cast).votes[1]?.standing
    const first = { A: 4, B: 3, C: 3 }
    expect(standing('declared-order', [first, { A: 1 }])).toEqual(['A', 'B'])
    expect(standing('all', [first, { C: 1 }])).toEqual(['A', 'B', 'C'])
    expect(run(own('no-decision'), [first, {}])).toMatchObject({ winner: null })
  })

  test('B4 a motion that falls short is rejected, without quorum it is open', () => {
    const own = procedure([{ ballot: 'yes-no', ...majority, quorum: { count: 5 } }])
    expect(run(own, [{ yes: 2, no: 3 }])).toMatchObject({ outcome: 'rejected', winner: 'no' })
    expect(run(own, [{ yes: 2, no: 2 }])).toMatchObject({ outcome: 'undecided', winner: null })
  })

  test('B3 abstentions count in the base valid only where the stage says so', () => {
    const own = (abstentions: string) => procedure([{ ballot: 'yes-no', ...majority, abstentions }])
    const cast = { yes: 3, no: 2, abstain: 2 }
    expect(run(own('not-counted'), [cast])).toMatchObject({ outcome: 'adopted' })
    expect(run(own('counted'), [cast])).toMatchObject({ outcome: 'rejected' })
    const view = run(own('not-counted'), [cast]).sensitivity.find(
      ({ base, abstentions }) => base === 'valid' && abstentions === 'counted',
    )
    expect(view).toMatchObject({ of: 7, needed: 4, met: false, changes: true })
  })

  test('B4 a requirement may be asked of each college', () => {
    const own = readProcedure({
      format: 'sulh-procedure/1',
      name: { en: 'P', ar: 'إ' },
      electorate: {
        members: 10,
        colleges: ['e', 'w'].map((id) => ({ id, name: { en: id, ar: id }, members: 5 })),
      },
      stages: [
        {
          id: 's1',
          name: { en: 'S', ar: 'م' },
          ballot: 'yes-no',
          voters: 'all',
          requires: [
            { base: 'members', share: '60%', comparison: '>=' },
            { base: 'members', share: '1/2', comparison: '>', in: ['e', 'w'] },
          ],
        },
      ],
    })
    const cast = (e: number, w: number): Json => [
      { choice: 'yes', college: 'e', count: e },
      { choice: 'yes', college: 'w', count: w },
    ]
    expect(run(own, [cast(3, 3)])).toMatchObject({ outcome: 'adopted' })
    expect(run(own, [cast(5, 2)])).toMatchObject({ outcome: 'rejected' })
  })

  test('B9 certified by the named witnesses alone', () => {
    const own = procedure([most], { certification: { witnesses: ['Amal', 'Karim'], needed: 2 } })
    const base = {
      format: 'sulh-ballots/1',
      candidates: [{ id: 'A' }],
      stages: [{ stage: 's1', ballots: [{ choice: 'A' }] }],
    }
    const certified = (names: readonly string[]) =>
      decide(own, readBallots({ ...base, certification: names.map((witness) => ({ witness })) }))
        .certified
    expect(certified(['Amal', 'Karim'])).toBe(true)
    expect(certified(['Amal', 'Amal', 'Nobody'])).toBe(false)
  })

  test('B11 late ballots and second ballots stand aside with their reason', () => {
    const times = { opens: '2021-02-05T09:00:00Z', closes: '2021-02-05T10:00:00Z' }
    const at = (minute: string) => `2021-02-05T${minute}:00Z`
    const cast: Json = [
      { voter: 'm1', choice: 'A', at: at('10:01') },
      { voter: 'm2', choice: 'B', at: at('10:00') },
      { voter: 'm3', choice: 'A', at: at('09:30') },
      { voter: 'm3', choice: 'C', at: at('09:20') },
      { voter: 'm4', choice: 'A', at: at('08:59') },
    ]
    const tally = (second_ballot: string) => {
      const decision = run(procedure([{ ...most, ...times }], { second_ballot }), [cast])
      expect(
        decision.aside.filter(({ reason }) => reason === 'late').map(({ voter }) => voter),
      ).toEqual(['m1'])
      expect(
        decision.aside.filter(({ reason }) => reason === 'early').map(({ voter }) => voter),
      ).toEqual(['m4'])
      return Object.fromEntries(decision.votes[0]?.tally.choices ?? [])
    }
    expect(tally('first')).toEqual({ A: 0, B: 1, C: 1 })
    expect(tally('last')).toEqual({ A: 1, B: 1, C: 0 })
    expect(tally('neither')).toEqual({ A: 0, B: 1, C: 0 })
  })

  test('B12 what cannot be counted is refused with its place', () => {
    const own = procedure([most])
    expect(() => run(own, [{ A: 1, D: 1 }])).toThrow(
      'Ballot 2 of stage s1 names D, whom nobody knows',
    )
    expect(() => run(own, [{ A: 11 }])).toThrow('11 ballots of 10 members')
    expect(() => run(own, [[]])).toThrow('There is no ballot in the file')
    expect(() => run(own, [[{ choice: ['A'] }]])).toThrow(
      'give as choice one candidate or "abstain"',
    )
    expect(() => run(own, [{ A: 1 }], { present: 0 })).toThrow('correct the presence')
    expect(() =>
      readBallots({
        format: 'sulh-ballots/1',
        stages: [{ stage: 's1', ballots: [{ count: 1.5 }] }],
      }),
    ).toThrow('stages[0].ballots[0].count has to be a whole number')
    expect(() => run(own, [[{ choice: 'A', at: '5 February' }]])).toThrow('cannot be read')
  })

  test('B4 ranked ballots in a stage are counted by its method', () => {
    const own = procedure([{ ballot: 'ranked', method: 'irv', ties: 'declared-order' }])
    const cast: Json = [
      { choice: ['A', 'B'], count: 4 },
      { choice: ['B', 'C'], count: 3 },
      { choice: ['C', 'B'], count: 2 },
      { choice: [], count: 1 },
    ]
    expect(run(own, [cast])).toMatchObject({ winner: 'B', ranking: [['B'], ['A'], ['C']] })
  })

  test('B14 every sentence stands in both languages', () => {
    const own = procedure([
      { ...majority, quorum: { count: 2 } },
      { ...most, candidates: { from: 'top', k: 2, of: 's1', ties: 'all' } },
    ])
    const ballots = readBallots({
      format: 'sulh-ballots/1',
      candidates: ['A', 'B', 'C'].map((id) => ({ id })),
      stages: [
        { stage: 's1', ballots: counted({ A: 3, B: 3, C: 3 }) },
        { stage: 's2', ballots: counted({ A: 3, B: 4 }) },
      ],
    })
    const report = decisionReport(decide(own, ballots), own, ballots)
    expect(report.traceArabic).toHaveLength(report.trace.length)
    for (const sentence of report.traceArabic) expect(sentence).toMatch(/[\u0600-\u06FF]/)
    for (const sentence of report.trace) expect(sentence).toMatch(/^[A-Z].*\.$/)
    for (const view of report.sensitivity) expect(view.sentenceArabic).toMatch(/[\u0600-\u06FF]/)
  })
})
