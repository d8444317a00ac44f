// The compatible mode against what Polis's own mathematics answered for real conversations, against
// what its production site served, and against figures worked out by hand.
import { describe, expect, test } from 'vitest'
import { absent, bytesOf, jsonOf, setsIn } from '../../test/opinion_sets.ts'
import { polisAnswer, polisStatements, type PolisAnswer } from './polis.ts'
import { meanSilhouette } from './polis_clusters.ts'
import { polisResult } from './polis_result.ts'
import {
  groupAwareConsensus,
  priority,
  proportionTest,
  representative,
  twoProportionTest,
  type Representative,
  type Support,
} from './polis_statements.ts'
import { readVotes } from './read.ts'
import { moderatedOut } from './read_statements.ts'
import { voteMatrix } from './votes_collector.ts'

type Shown = Record<string, number | string | boolean>
type Answered = {
  pca: { center: number[]; comps: number[][]; 'comment-extremity': number[] }
  proj: number[][]
  'proj-ids': number[]
  tids: number[]
  'in-conv-pids': number[]
  'base-clusters': { id: number; members: number[] }[]
  'group-clusters': { id: number; members: number[] }[]
  silhouettes: Record<string, number>
  repness: Record<string, Shown[]>
  consensus: { agree: Shown[]; disagree: Shown[] }
  'group-aware-consensus': Record<string, number>
}
type Expected = { cold: Answered; warm2: { 'comment-priorities': Record<string, number> } }

const FOLDER = 'polis-clojure-expected'
const sets = setsIn(FOLDER, '.expected.json.gz')

function answered(name: string): { answer: PolisAnswer; expected: Expected } {
  const intake = readVotes(bytesOf(FOLDER, `${name}.input.csv.gz`))
  const out = moderatedOut(bytesOf(FOLDER, `${name}.modout.txt`))
  return {
    answer: polisAnswer(intake, out),
    expected: jsonOf(FOLDER, `${name}.expected.json.gz`) as Expected,
  }
}

/** Largest difference; `sign` -1 where Polis's own sign is the opposite. */
function apart(found: ArrayLike<number>, expected: readonly number[], sign = 1): number {
  expect(found.length).toBe(expected.length)
  return Math.max(0, ...expected.map((x, i) => Math.abs(x - sign * (found[i] ?? Number.NaN))))
}

function supports(each: Support | Representative, tids: readonly string[]): unknown[] {
  const common = [Number(tids[each.statement]), each.n_success, each.n_trials]
  return 'repness' in each ? [...common, each.direction, each.best_agree ?? null] : common
}

function expectRepresentative(
  found: readonly Representative[],
  expected: Shown[],
  tids: readonly string[],
): void {
  expect(found.map((each) => supports(each, tids))).toEqual(
    expected.map((e) => [
      e['tid'],
      e['n-success'],
      e['n-trials'],
      e['repful-for'],
      e['n-agree'] ?? null,
    ]),
  )
  for (const [k, each] of found.entries()) {
    expect(each.repness).toBeCloseTo(Number(expected[k]?.['repness']), 9)
    expect(each.repness_test).toBeCloseTo(Number(expected[k]?.['repness-test']), 4)
    expect(each.p_success).toBeCloseTo(Number(expected[k]?.['p-success']), 12)
    expect(each.p_test).toBeCloseTo(Number(expected[k]?.['p-test']), 9)
  }
}

describe('compatible with Polis', () => {
  if (sets.length === 0)
    test.skip(absent('O17 components, groups and statements of polis-clojure-expected'))
  for (const name of sets) {
    test(`O17 ${name}`, () => {
      const { answer, expected } = answered(name)
      const { cold } = expected
      const { statements: tids, participants: pids } = answer.votes
      expect(tids.map(Number)).toEqual(cold.tids)
      expect(pids.map(Number)).toEqual(cold['proj-ids'])
      expect(apart(answer.pca.center, cold.pca.center, -1)).toBeLessThan(1e-12)
      for (const [c, component] of answer.pca.components.entries()) {
        expect(apart(component, cold.pca.comps[c] ?? [])).toBeLessThan(1e-7)
      }
      expect(apart(answer.pca.projection, cold.proj.flat(), -1)).toBeLessThan(1e-6)
      expect(apart(answer.pca.extremity, cold.pca['comment-extremity'])).toBeLessThan(1e-6)
      const pid = (i: number) => Number(pids[i])
      const numbers = (a: readonly number[]) => a.toSorted((x, y) => x - y)
      expect(numbers(answer.in_conversation.map(pid))).toEqual(numbers(cold['in-conv-pids']))
      expect(
        answer.clusters.base.map(({ id, members }) => ({
          id,
          members: members.map((at) => pid(answer.in_conversation[at] ?? -1)),
        })),
      ).toEqual(cold['base-clusters'].map(({ id, members }) => ({ id, members })))
      expect(
        answer.groups.map(({ id, base }) => ({
          id,
          members: base.map((b) => answer.clusters.base[b]?.id),
        })),
      ).toEqual(cold['group-clusters'].map(({ id, members }) => ({ id, members })))
      for (const [k, silhouette] of answer.clusters.silhouettes) {
        expect(silhouette).toBeCloseTo(cold.silhouettes[k] ?? Number.NaN, 7)
      }
      for (const group of answer.groups) {
        expectRepresentative(group.representative, cold.repness[group.id] ?? [], tids)
      }
      for (const direction of ['agree', 'disagree'] as const) {
        expect(answer.consensus[direction].map((each) => supports(each, tids))).toEqual(
          cold.consensus[direction].map((e) => [e['tid'], e['n-success'], e['n-trials']]),
        )
      }
      for (const [j, { value }] of answer.group_aware_consensus.entries()) {
        expect(
          Math.abs(value - (cold['group-aware-consensus'][tids[j] ?? ''] ?? Number.NaN)),
        ).toBeLessThan(1e-12)
      }
      // The tick that answers these has moved its components a little on.
      for (const [j, found] of answer.priorities.entries()) {
        const theirs = expected.warm2['comment-priorities'][tids[j] ?? ''] ?? Number.NaN
        expect(Math.abs(found - theirs) / found).toBeLessThan(2e-3)
      }
    })
  }

  const production = setsIn('reddwarf-fixtures')
  if (production.length === 0) test.skip(absent('O17 statements that the production site served'))
  for (const name of production) {
    test(`O17 statements of ${name}, given the groups that the site served`, () => {
      const folder = `reddwarf-fixtures/${name}`
      const raw = jsonOf(folder, 'votes.json.gz') as Record<string, number>[]
      // Two wordings of the same.
      const rows = raw.map(({ pid, tid, vote = Number.NaN, participant_id, statement_id }) =>
        pid === undefined ? [participant_id, statement_id, vote] : [pid, tid, vote],
      )
      const served = jsonOf(folder, 'math-pca2.json.gz') as {
        tids: number[]
        'mod-out': number[]
        'base-clusters': { id: number[]; members: number[][] }
        'group-clusters': { id: number; members: number[] }[]
        repness: Answered['repness']
        consensus: Answered['consensus']
        'group-aware-consensus': Record<string, number>
      }
      const place = new Map(served.tids.map((tid, j) => [tid, j]))
      // Columns as served, since their order settles ties.
      const { votes } = voteMatrix(
        rows.flatMap(([participant, tid = -1, vote = Number.NaN]) => {
          const column = place.get(tid)
          if (column === undefined) return []
          return [{ participant: String(participant), statement: String(column), vote }]
        }),
      )
      const base = new Map(
        served['base-clusters'].id.map((id, b) => [id, served['base-clusters'].members[b] ?? []]),
      )
      const person = new Map(votes.participants.map((id, i) => [Number(id), i]))
      const groups = served['group-clusters'].map(({ members }) =>
        members.flatMap((b) => base.get(b) ?? []).map((pid) => person.get(pid) ?? -1),
      )
      const out = new Set(served['mod-out'].map((tid) => String(place.get(tid))))
      const found = polisStatements(votes, groups, out)
      const tids = votes.statements.map((j) => String(served.tids[Number(j)]))
      for (const [g, { id }] of served['group-clusters'].entries()) {
        expectRepresentative(found.representative[g] ?? [], served.repness[id] ?? [], tids)
      }
      for (const direction of ['agree', 'disagree'] as const) {
        expect(found.consensus[direction].map((each) => supports(each, tids))).toEqual(
          served.consensus[direction].map((e) => [e['tid'], e['n-success'], e['n-trials']]),
        )
      }
      for (const [j, { value }] of found.group_aware_consensus.entries()) {
        const theirs = served['group-aware-consensus'][tids[j] ?? '']
        if (theirs !== undefined) expect(value).toBeCloseTo(theirs, 12)
      }
    })
  }

  test('O17 the tests of proportions, by hand', () => {
    expect(proportionTest(3, 3)).toBe(2)
    expect(proportionTest(0, 0)).toBe(1)
    // (2/4 - 1/4) / sqrt(3/8 * 5/8 * 1/2)
    expect(twoProportionTest(1, 0, 3, 3)).toBeCloseTo(0.25 / Math.sqrt(15 / 128), 14)
    expect(twoProportionTest(4, 4, 4, 4)).toBe(0)
    expect(priority({ agree: 0, disagree: 0, seen: 0 }, 3)).toBe((0.5 * 4 * 0.5 * 9) ** 2)
    expect(priority({ agree: 1, disagree: 1, seen: 5 }, 0)).toBeCloseTo(
      ((3 / 7) * (2 / 7) * 5) ** 2,
      14,
    )
  })

  test('O17 silhouettes by hand: two pairs, and somebody alone', () => {
    const points = Float64Array.from([0, 0, 1, 0, 10, 0, 11, 0, 50, 0])
    const cluster = (id: number, members: number[]) => ({ id, members, center: [0, 0] as const })
    const pairs = [cluster(0, [0, 1]), cluster(1, [2, 3])]
    // Outer points are 10.5 from the other pair on average, inner ones 9.5.
    expect(meanSilhouette(points, pairs)).toBeCloseTo((9.5 / 10.5 + 8.5 / 9.5) / 2, 14)
    expect(meanSilhouette(points, [cluster(0, [0]), cluster(1, [4])])).toBe(0)
  })

  test('O17 no statement that nobody took a side on represents a group', () => {
    const tally = (agree: number, disagree: number, seen: number) => ({ agree, disagree, seen })
    const none = representative(
      [0],
      () => tally(0, 0, 6),
      () => tally(0, 0, 6),
    )
    expect(none.map(({ best_agree }) => best_agree)).toEqual([undefined])
    expect(
      representative(
        [],
        () => tally(0, 0, 0),
        () => tally(0, 0, 0),
      ),
    ).toEqual([])
    const [first] = representative(
      [0, 1],
      (j) => tally(9 * j, 0, 9),
      () => tally(0, 9, 9),
    )
    expect(first).toMatchObject({ statement: 1, direction: 'agree', n_success: 9, best_agree: 9 })
  })

  test('O20 the interval holds the value, narrows with votes and stays within 0 and 1', () => {
    const widths = [1, 10, 100, 1000].map((n) => {
      const { value, low, high } = groupAwareConsensus([
        { agree: n, disagree: 0, seen: 2 * n },
        { agree: n, disagree: 0, seen: n },
      ])
      expect(value).toBeCloseTo(((n + 1) / (2 * n + 2)) * ((n + 1) / (n + 2)), 14)
      expect(low).toBeLessThan(value)
      expect(high).toBeGreaterThan(value)
      expect(high).toBeLessThanOrEqual(1)
      return high - low
    })
    expect(widths).toEqual(widths.toSorted((a, b) => b - a))
    // One group of 400 agrees in 800: nearly normal, p +- 1.6449 sqrt(p q / 802).
    const one = groupAwareConsensus([{ agree: 400, disagree: 400, seen: 800 }])
    expect(one.high - one.low).toBeCloseTo(2 * 1.6449 * Math.sqrt(0.25 / 803), 3)
  })

  test('O17 and O15 conversations with little in them have an answer', () => {
    const rows = [
      '',
      '1,1,0\n2,1,0\n',
      '1,1,1\n',
      '1,1,1\n1,2,-1\n1,3,0\n',
      '1,1,1\n2,1,-1\n3,1,1\n',
      '1,1,1\n1,2,1\n2,1,-1\n2,2,-1\n3,1,1\n3,2,1\n',
    ]
    for (const csv of rows) {
      const intake = readVotes(csv)
      for (const out of [new Set<string>(), new Set(['1']), new Set(['1', '2', '3'])]) {
        const text = JSON.stringify(polisResult(intake, out))
        expect(text).not.toContain('null')
        expect(JSON.stringify(polisResult(readVotes(csv), out))).toBe(text)
      }
    }
  })

  test('O18 the groups follow from the order of arrival, not of the file', () => {
    const rows = Array.from({ length: 200 }, (_, k) => {
      const [i, j] = [k % 20, Math.floor(k / 20)]
      const vote = ((i * 7 + j * i) % 5) - 1
      return { participant: `${19 - i}`, statement: `${j}`, vote: vote > 1 ? 0 : vote, time: k }
    })
    expect(polisResult(voteMatrix(rows.toReversed()))).toEqual(polisResult(voteMatrix(rows)))
  })

  test("O19 and O21 +1 is agree in all that comes out, and ids are the conversation's own", () => {
    const all = Array.from({ length: 12 }, (_, i) => `p${i},7,1\np${i},x,${i % 2 === 0 ? 1 : -1}\n`)
    const result = polisResult(readVotes(all.join('')))
    expect(Object.keys(result).join(' ')).toBe(
      'participants statements votes tids pca projection groups k representative consensus groupInformedConsensus certificate',
    )
    expect(result.tids).toEqual([7, 'x'])
    expect(result.pca.center).toEqual([1, 0])
    expect(result.consensus.agree.map(({ statement }) => statement)).toEqual([7])
    const [component = []] = result.pca.components
    expect(Math.sign(result.projection['p0']?.[0] ?? 0)).toBe(Math.sign(component[1] ?? 0))
    expect(result.groups.map(({ members }) => Object.keys(members).length).toSorted()).toEqual([
      6, 6,
    ])
  })
})
