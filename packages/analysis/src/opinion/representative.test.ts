// What represents, unites and divides: against counting by hand, exact tests and planted statements.
import { describe, expect, test } from 'vitest'
import { planted } from '../../test/opinion_made.ts'
import { opinionAnswer } from './answer.ts'
import { blocConsensus, consensus, groupInformedConsensus } from './consensus.ts'
import { seeded } from './random.ts'
import { differenceTest, divisive, ratioOf, representatives } from './representative.ts'
import { voteMatrix, type VoteRow } from './votes_collector.ts'

const seed = 20_261_125

/** Counts by cell code from [agree, disagree, pass] for each statement. */
function counts(...tallies: readonly (readonly [number, number, number])[]): Uint32Array {
  return Uint32Array.from(tallies.flatMap(([agree, disagree, pass]) => [disagree, pass, agree, 0]))
}

describe('representative statements', () => {
  // Statement 0: the first group's; 1: everybody's; 2: the second's against; 3: two votes.
  const groups = [
    counts([45, 3, 2], [46, 2, 2], [20, 20, 10], [2, 0, 0]),
    counts([5, 40, 5], [45, 3, 2], [2, 44, 4], [0, 2, 0]),
  ]

  test('O55 the difference test and the ratio, worked out by hand', () => {
    // (46/52 - 6/52) / sqrt(46 * 6 / 52^3 + 6 * 46 / 52^3)
    const error = Math.sqrt((2 * 46 * 6) / 52 ** 3)
    expect(differenceTest(45, 50, 5, 50)).toBeCloseTo(40 / 52 / error, 12)
    const ratio = ratioOf(45, 50, 5, 50)
    expect(ratio.value).toBeCloseTo(46 / 6, 12)
    const spread = 1.6448536269514722 * Math.sqrt(6 / 52 / 46 + 46 / 52 / 6)
    expect(Math.log(ratio.high / ratio.value)).toBeCloseTo(spread, 12)
    expect(ratio.low * ratio.high).toBeCloseTo(ratio.value ** 2, 9)
  })

  test('O55 picks are those that a majority holds and the others do not', () => {
    const picks = representatives(groups, 4).map(
      ({ group, statement, direction }) => `${group} ${direction} ${statement}`,
    )
    expect(picks.toSorted()).toEqual(['0 agree 0', '1 disagree 0', '1 disagree 2'])
    expect(representatives(groups.slice(0, 1), 4)).toEqual([])
  })

  test('O55 without any difference false picks are rare over many trials', () => {
    const random = seeded(seed)
    let trials_with_picks = 0
    for (let trial = 0; trial < 200; trial++) {
      const one = () => {
        const all = { agree: 0, disagree: 0 }
        for (let i = 0; i < 60; i++) all[random() < 0.5 ? 'agree' : 'disagree']++
        return [all.agree, all.disagree, 0] as const
      }
      const made = [0, 1, 2].map(() => counts(...Array.from({ length: 30 }, one)))
      if (representatives(made, 30).length > 0) trials_with_picks++
    }
    // The rate bounds the share of trials with a false pick where every pick is false.
    expect(trials_with_picks).toBeLessThanOrEqual(0.1 * 200)
  })

  test('O55 planted statements of the groups are found in their direction', () => {
    const made = planted({ people: 150, texts: 40, groups: 3, fill: 0.8, strength: 0.9, seed })
    const { votes, groups: found, representative } = opinionAnswer(voteMatrix(made.rows).votes)
    expect(found.k).toBe(3)
    expect(representative.length).toBeGreaterThanOrEqual(9)
    for (const { statement, group, direction, votes: seen } of representative) {
      const own = made.rows.filter(
        (row) =>
          row.statement === votes.statements[statement] &&
          found.group_of[votes.participants.indexOf(row.participant)] === group,
      )
      expect(own.length).toBe(seen)
      const said = own.filter(({ vote }) => vote === (direction === 'agree' ? 1 : -1)).length
      expect(said / own.length).toBeGreaterThan(0.5)
    }
  })

  test('O58 divisive statements: the furthest groups first, an even split without groups', () => {
    expect(divisive(groups, 4).map(({ statement }) => statement)).toEqual([0, 2, 1])
    expect(divisive(groups, 4)[0]?.groups).toEqual([0, 1])
    const whole = [counts([10, 10, 0], [18, 2, 0], [5, 5, 10])]
    expect(divisive(whole, 3).map(({ statement, split }) => [statement, split])).toEqual([
      [0, 1],
      [2, 0.5],
      [1, 0.2],
    ])
  })
})

describe('consensus', () => {
  test('O56 value, floor on evidence, and no shrinking with the number of groups', () => {
    const group = counts([93, 5, 2], [8, 1, 0], [0, 0, 0])
    for (const number of [1, 2, 6]) {
      const all = groupInformedConsensus(
        Array.from({ length: number }, () => group),
        3,
      )
      expect(all[0]?.value).toBeGreaterThan(0.91)
      expect(all[0]?.value).toBeLessThan(94 / 102 + 1e-9)
      expect(all.map(({ evidence }) => evidence)).toEqual(['enough', 'not enough', 'not enough'])
      for (const { low, value, high } of all) {
        expect(low).toBeLessThan(value)
        expect(value).toBeLessThan(high)
      }
    }
    expect(groupInformedConsensus([group], 3)[2]?.value).toBeCloseTo(0.5, 12)
  })

  test('O57 lists hold what a majority holds, surest first', () => {
    const all = [counts([90, 5, 5], [50, 50, 0], [3, 90, 7], [60, 1, 0], [9, 0, 0], [45, 40, 15])]
    const { agree, disagree } = consensus(all, 6)
    expect(agree.map(({ statement }) => statement)).toEqual([3, 0])
    expect(disagree.map(({ statement }) => statement)).toEqual([2])
    expect(agree[1]?.probability.value).toBeCloseTo(91 / 102, 12)
  })

  test('O59 across given blocs the least bloc decides, and too few votes come last', () => {
    const rows: VoteRow[] = []
    const shares = [
      [28, 27, 29],
      [30, 30, 4],
      [25, 26, 24],
      [3, 3, 3],
    ]
    for (const [statement, own] of shares.entries()) {
      for (const [bloc, agreeing] of own.entries()) {
        const people = statement === 3 ? 3 : 30
        for (let i = 0; i < people; i++) {
          const vote = i < agreeing ? 1 : -1
          rows.push({ participant: String(100 * bloc + i), statement: String(statement), vote })
        }
      }
    }
    const { votes } = voteMatrix(rows)
    const bloc_of = votes.participants.map((id) => Math.floor(Number(id) / 100))
    const found = blocConsensus(votes, bloc_of, 3)
    expect(found.map(({ statement }) => statement)).toEqual([0, 2, 1, 3])
    expect(found[2]?.least.value).toBeCloseTo(5 / 32, 1)
    expect(found[2]?.blocs.map(({ value }) => value)).toEqual([31 / 32, 31 / 32, 5 / 32])
    expect(found.at(-1)?.evidence).toBe('not enough')
  })
})
