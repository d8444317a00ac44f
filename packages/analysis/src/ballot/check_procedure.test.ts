// Each contradiction and warning of a procedure by one example that has it and a neighbour that
// does not. The expected rules are worked out by hand.
import { expect, describe, test } from 'vitest'
import selectionJson from './examples/forum-selection.procedure.json' with { type: 'json' }
import { checkProcedure, type Rule } from './check_procedure.ts'
import { findingSentence } from './finding_sentences.ts'
import { readProcedure, type Procedure } from './procedure.ts'
import type { Json } from './schema.ts'

const majority = [{ base: 'valid', share: '1/2', comparison: '>' }]

function procedure(stages: readonly object[], rest: object = {}): Procedure {
  // Through JSON: an undefined field is one that is not there.
  const json: Json = JSON.parse(
    JSON.stringify({
      format: 'sulh-procedure/1',
      name: { en: 'P', ar: 'إ' },
      electorate: {
        members: 30,
        colleges: [
          { id: 'n', name: { en: 'North', ar: 'الشمال' }, members: 20 },
          { id: 's', name: { en: 'South', ar: 'الجنوب' }, members: 10 },
        ],
      },
      stages: stages.map((stage, i) => ({
        id: `s${i + 1}`,
        name: { en: `Stage ${i + 1}`, ar: `المرحلة ${i + 1}` },
        ballot: 'one-of',
        voters: 'all',
        requires: majority,
        ...stage,
      })),
      ...rest,
    }),
  )
  return readProcedure(json)
}

function rules(own: Procedure, severity = 'contradiction'): Rule[] {
  return checkProcedure(own)
    .filter((finding) => finding.severity === severity)
    .map(({ rule }) => rule)
}

const endorsed = (rest: object) => [
  { candidates: { from: 'endorsed', total: 3, per_member: 'several', ...rest } },
]
const top = (rest: object) => ({
  candidates: { from: 'top', k: 2, of: 's1', ties: 'all', ...rest },
})
const asked = (share: string, comparison = '>=') => [
  { requires: [{ base: 'valid', share, comparison }], ties: 'lot' },
]

/** [what, the procedure that has the fault, the rule, a neighbour without it] */
const cases: readonly (readonly [string, Procedure, Rule, Procedure])[] = [
  [
    'a quorum above the electorate',
    procedure([{ quorum: { count: 31 } }]),
    'quorum-above-electorate',
    procedure([{ quorum: { count: 30 } }]),
  ],
  [
    'a quorum above the smallest college',
    procedure([{ quorum: { count: 11 }, voters: 'each-college' }]),
    'quorum-above-electorate',
    procedure([{ quorum: { count: 10 }, voters: 'each-college' }]),
  ],
  ['a share above one', procedure(asked('3/2')), 'threshold-unreachable', procedure(asked('1'))],
  [
    'more than all',
    procedure(asked('100%', '>')),
    'threshold-unreachable',
    procedure(asked('99%', '>')),
  ],
  [
    'a minimum above its college',
    procedure(endorsed({ total: 12, minima: { s: 11 } })),
    'endorsement-minimum-above-college',
    procedure(endorsed({ total: 12, minima: { s: 10 } })),
  ],
  [
    'minima beyond the electorate',
    procedure(endorsed({ total: 31 })),
    'endorsement-total-above-electorate',
    procedure(endorsed({ total: 30 })),
  ],
  [
    'more lists than a college can sign',
    procedure(endorsed({ minima: { s: 3 }, per_member: 'one', expected: 4 })),
    'endorsements-above-college',
    procedure(endorsed({ minima: { s: 3 }, per_member: 'one', expected: 3 })),
  ],
  [
    'more lists than the electorate can sign',
    procedure(endorsed({ per_member: 'one', expected: 11 })),
    'endorsements-above-electorate',
    procedure(endorsed({ per_member: 'one', expected: 10 })),
  ],
  [
    'an unknown college',
    procedure(endorsed({ minima: { west: 1 } })),
    'unknown-college',
    procedure(endorsed({ minima: { n: 1 } })),
  ],
  [
    'a run-off without tie rule',
    procedure([{}, top({ ties: undefined })]),
    'run-off-without-tie-rule',
    procedure([{}, top({})]),
  ],
  ['a run-off of one', procedure([{}, top({ k: 1 })]), 'run-off-of-one', procedure([{}, top({})])],
  [
    'a run-off of a later stage',
    procedure([top({ of: 's2' }), {}]),
    'run-off-of-unknown-stage',
    procedure([{}, top({})]),
  ],
  [
    'a run-off of a motion',
    procedure([{ ballot: 'yes-no' }, top({})]),
    'run-off-of-unfit-stage',
    procedure([{}, top({})]),
  ],
  [
    'a stage after one that always decides',
    procedure([{ requires: [], ties: 'lot' }, {}]),
    'stage-unreachable',
    procedure([{ requires: [], ties: 'no-decision' }, {}]),
  ],
  [
    'a stage after a run-off of two at half',
    procedure([
      {},
      {
        ...top({ ties: 'lot' }),
        ties: 'lot',
        requires: [{ base: 'valid', share: '1/2', comparison: '>=' }],
      },
      {},
    ]),
    'stage-unreachable',
    procedure([{}, top({}), {}]),
  ],
  [
    'a tie that no rule settles',
    procedure([{ requires: [] }]),
    'tie-without-rule',
    procedure([{ requires: [], ties: 'lot' }]),
  ],
  [
    'a base that the ballot has not',
    procedure([
      { requires: [{ base: 'for-and-against', share: '1/2', comparison: '>' }], ties: 'lot' },
    ]),
    'base-not-of-ballot',
    procedure([
      { ballot: 'yes-no', requires: [{ base: 'for-and-against', share: '1/2', comparison: '>' }] },
    ]),
  ],
  [
    'a threshold on a ranked method',
    procedure([{ ballot: 'ranked', method: 'irv', ties: 'lot' }]),
    'threshold-on-ranked',
    procedure([{ ballot: 'ranked', method: 'irv', ties: 'lot', requires: [] }]),
  ],
  [
    'ranked ballots without a method',
    procedure([{ ballot: 'ranked', ties: 'lot', requires: [] }]),
    'ranked-without-method',
    procedure([{ ballot: 'ranked', method: 'irv', ties: 'lot', requires: [] }]),
  ],
  [
    'a method without ranks',
    procedure([{ method: 'irv' }]),
    'method-without-ranked',
    procedure([{}]),
  ],
  [
    'candidates of a motion',
    procedure([{ ballot: 'yes-no', candidates: { from: 'listed' } }]),
    'candidates-of-yes-no',
    procedure([{ ballot: 'yes-no' }]),
  ],
  [
    'a close before the opening',
    procedure([{ opens: '2021-02-05T10:00:00Z', closes: '2021-02-05T10:00:00+02:00' }]),
    'closes-before-opening',
    procedure([{ opens: '2021-02-05T10:00:00Z', closes: '2021-02-05T12:30:00+02:00' }]),
  ],
  [
    'stages that overlap',
    procedure([{ closes: '2021-02-05T10:00:00Z' }, { opens: '2021-02-05T09:00:00Z' }]),
    'stages-overlap',
    procedure([{ closes: '2021-02-05T10:00:00Z' }, { opens: '2021-02-05T10:00:00Z' }]),
  ],
  [
    'more witnesses than named',
    procedure([{}], { certification: { witnesses: ['a', 'a'], needed: 2 } }),
    'more-witnesses-than-named',
    procedure([{}], { certification: { witnesses: ['a', 'b'], needed: 2 } }),
  ],
  [
    'colleges that do not add up',
    procedure([{}], {
      electorate: { members: 5, colleges: [{ id: 'n', name: { en: 'N', ar: 'ش' }, members: 4 }] },
    }),
    'colleges-do-not-sum',
    procedure([{}], {
      electorate: { members: 4, colleges: [{ id: 'n', name: { en: 'N', ar: 'ش' }, members: 4 }] },
    }),
  ],
  [
    'colleges that are not there',
    procedure([{ voters: 'each-college' }], { electorate: { members: 5 } }),
    'no-colleges',
    procedure([{ voters: 'each-college' }]),
  ],
  ['one id twice', procedure([{}, { id: 's1' }]), 'duplicate-id', procedure([{}, {}])],
]

describe('contradictions', () => {
  for (const [what, faulty, rule, sound] of cases) {
    test(`B10 ${what}: ${rule}`, () => {
      expect(rules(faulty)).toContain(rule)
      expect(rules(sound)).not.toContain(rule)
      for (const finding of checkProcedure(faulty)) {
        expect(findingSentence(finding, faulty, 'en')).toMatch(/^[A-Z].*\.$/)
        expect(findingSentence(finding, faulty, 'ar')).toMatch(/[\u0600-\u06FF].*\.$/)
      }
    })
  }

  test('B10 the selection of 2021 has none, and its warnings tell the readings of 50 % + 1', () => {
    const own = readProcedure(selectionJson)
    expect(rules(own)).toEqual([])
    const readings = checkProcedure(own).filter(({ rule }) => rule === 'plus-one-reading')
    expect(readings.map(({ figures }) => figures)).toEqual([
      { share: '1/2', base: 73, needed: 37, other: 38 },
    ])
  })
})

describe('figures that two readers read differently', () => {
  const warned = (share: string, rule: Rule) =>
    checkProcedure(procedure(asked(share))).find((finding) => finding.rule === rule)?.figures

  test('B10 a decimal that stands for a fraction', () => {
    // 66.67 % of 30 is 20.001, two thirds are 20.
    expect(warned('66.67%', 'rounded-fraction')).toMatchObject({
      fraction: '2/3',
      base: 30,
      needed: 21,
      other: 20,
    })
    expect(warned('2/3', 'rounded-fraction')).toBeUndefined()
    expect(warned('63%', 'rounded-fraction')).toBeUndefined()
  })

  test('B10 a count that rounding to the nearest would lower', () => {
    // 63 % of 30 is 18.9, of 29 it is 18.27: 19 votes, or 18 where rounded.
    expect(warned('63%', 'nearest-differs')).toMatchObject({
      base: 29,
      exact: '1827/100',
      needed: 19,
      other: 18,
    })
    // Half of an odd number lies midway and rounds up.
    expect(warned('1/2', 'nearest-differs')).toBeUndefined()
  })
})

describe('the shape of a procedure', () => {
  test('B1 what does not fit is refused with its path', () => {
    const broken = (change: (json: { stages: Record<string, unknown>[] }) => void) => () => {
      const json = structuredClone(selectionJson) as unknown as {
        stages: Record<string, unknown>[]
      }
      change(json)
      return readProcedure(json as unknown as Json)
    }
    const [first] = [0]
    expect(broken((json) => delete json.stages[first]?.['ballot'])).toThrow(
      'stages[0].ballot has to be given',
    )
    expect(broken((json) => Object.assign(json.stages[1] ?? {}, { quorom: 3 }))).toThrow(
      'stages[1].quorom has to be one of the fields',
    )
    expect(
      broken((json) =>
        Object.assign(json.stages[2] ?? {}, { candidates: { from: 'top', k: 'two', of: 'lists' } }),
      ),
    ).toThrow('stages[2].candidates.k has to be a whole number')
    expect(
      broken((json) =>
        Object.assign(json.stages[2] ?? {}, {
          requires: [{ base: 'valid', share: 'half', comparison: '>' }],
        }),
      ),
    ).toThrow('half is no share')
    expect(broken((json) => Object.assign(json.stages[2] ?? {}, { opens: 'Friday' }))).toThrow(
      'cannot be read',
    )
  })
})
