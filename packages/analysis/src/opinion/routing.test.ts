// Routing replayed from its seed and against inverses before and after; flags and influence on made
// ballots whose answer is known.
import { describe, expect, test } from 'vitest'
import { planted } from '../../test/opinion_made.ts'
import { opinionAnswer } from './answer.ts'
import { influence, leverage, withoutParticipants } from './influence.ts'
import { integrityFlags } from './integrity.ts'
import { nextStatement, type RoutingInput } from './routing.ts'
import { voteMatrix, type VoteRow } from './votes_collector.ts'

const seed = 20_261_125
const made = planted({ people: 80, texts: 20, groups: 2, fill: 0.7, strength: 0.8, seed })
const whole = voteMatrix(made.rows).votes
const answer = opinionAnswer(whole)

function input(changes: Partial<RoutingInput> = {}): RoutingInput {
  return {
    seed: 7,
    participant: 'someone',
    voted: new Set([0, 3]),
    open: Array.from({ length: 20 }, (_, j) => j).filter((j) => j !== 5),
    model: answer.groups.model,
    group_counts: answer.counts[0]!,
    exposure_floor: 0,
    ...changes,
  }
}

describe('routing', () => {
  test('O61 the same log gives the same choices, another seed or person others', () => {
    const log = (own: number, participant: string) => {
      const voted = new Set<number>()
      const chosen: number[] = []
      for (;;) {
        const choice = nextStatement(input({ seed: own, participant, voted }))
        if (!choice) return chosen
        chosen.push(choice.statement)
        voted.add(choice.statement)
      }
    }
    const first = log(7, 'someone')
    expect(first.toSorted((a, b) => a - b)).toEqual(input().open)
    expect(log(7, 'someone')).toEqual(first)
    expect(log(8, 'someone')).not.toEqual(first)
    expect(log(7, 'somebody')).not.toEqual(first)
  })

  test('O61 the gain in position is the trace of the inverse before less after', () => {
    const { model } = answer.groups
    const trace = (voted: Iterable<number>) => {
      let [xx, xy, yy] = [model.noise / model.spread[0], 0, model.noise / model.spread[1]]
      for (const j of voted) {
        const [a, b] = [model.plane[0][j]!, model.plane[1][j]!]
        xx += a * a
        xy += a * b
        yy += b * b
      }
      return (xx + yy) / (xx * yy - xy * xy)
    }
    for (let own = 0; own < 20; own++) {
      const { statement, position_gain } = nextStatement(input({ seed: own }))!
      const [before, after] = [trace([0, 3]), trace([0, 3, statement])]
      expect(position_gain).toBeCloseTo((before - after) / before, 10)
    }
  })

  test('O61 lots fall as often as their probability says', () => {
    const times = new Map<number, number>()
    const chance = new Map<number, number>()
    for (let own = 0; own < 4000; own++) {
      const { statement, probability } = nextStatement(input({ seed: own }))!
      times.set(statement, (times.get(statement) ?? 0) + 1)
      chance.set(statement, probability)
    }
    for (const [statement, count] of times) {
      expect(Math.abs(count / 4000 - chance.get(statement)!)).toBeLessThan(0.03)
    }
  })

  test('O61 statements short of the floor come first; moderated-out and voted ones never', () => {
    const counts = answer.counts[0]!.slice()
    for (const j of [5, 9]) counts.fill(0, 4 * j, 4 * j + 4)
    for (let own = 0; own < 50; own++) {
      const choice = nextStatement(input({ seed: own, group_counts: counts, exposure_floor: 3 }))
      expect(choice).toMatchObject({ statement: 9, reason: 'exposure floor', probability: 1 })
    }
    expect(nextStatement(input({ open: [0, 3] }))).toBeUndefined()
  })
})

describe('patterns of voting', () => {
  test('O63 agree-to-all and copied ballots are flagged, honest ones are not', () => {
    expect(integrityFlags(whole)).toEqual([])
    const rows: VoteRow[] = [...made.rows]
    for (let j = 0; j < 20; j++) {
      rows.push({ participant: 'yes', statement: String(j), vote: 1 })
      for (const copy of ['c1', 'c2', 'c3']) {
        rows.push({ participant: copy, statement: String(j), vote: (j % 3) - 1 })
      }
    }
    const { votes } = voteMatrix(rows)
    const flags = integrityFlags(votes)
    const named = flags.map(({ pattern, rows: found }) => [
      pattern,
      found.map((i) => votes.participants[i]),
    ])
    expect(named).toEqual([
      ['one answer', ['yes']],
      ['equal ballots', ['c1', 'c2', 'c3']],
    ])
    const chance = flags.map(({ log_chance }) => log_chance)
    expect(Math.max(...chance)).toBeLessThan(Math.log(0.01 / 84))
  })

  test('O63 where everybody agrees with everything, agreeing with everything is no flag', () => {
    const rows = Array.from({ length: 40 * 15 }, (_, at) => ({
      participant: String(Math.floor(at / 15)),
      statement: String(at % 15),
      vote: 1,
    }))
    expect(integrityFlags(voteMatrix(rows).votes)).toEqual([])
  })
})

describe('influence', () => {
  test('O62 without a block is the answer to the votes of the others', () => {
    const out = [0, 5, 17]
    const gone = new Set(out.map((i) => whole.participants[i]))
    const others = voteMatrix(made.rows.filter(({ participant }) => !gone.has(participant))).votes
    expect(withoutParticipants(whole, new Set(out))).toEqual(others)
    const found = influence(whole, answer, out)
    expect(found.without).toEqual(opinionAnswer(others))
    expect(found.block).toEqual([...gone])
    expect(influence(whole, answer, [])).toMatchObject({
      agreement: 1,
      representative: { lost: [], gained: [] },
    })
  })

  test('O62 a block that makes a consensus is seen to make it', () => {
    const rows: VoteRow[] = [...made.rows]
    for (let i = 0; i < 80; i++) {
      rows.push({ participant: String(i), statement: 'x', vote: i % 2 === 0 ? 1 : -1 })
    }
    const block = Array.from({ length: 60 }, (_, i) => `b${i}`)
    for (const participant of block) rows.push({ participant, statement: 'x', vote: 1 })
    const { votes } = voteMatrix(rows)
    const options = { consensus: { most: 100 } }
    const found = influence(
      votes,
      opinionAnswer(votes, options),
      block.map((id) => votes.participants.indexOf(id)),
      options,
    )
    expect(found.consensus_agree.lost).toEqual(['x'])
  })

  test('O62 leverage adds to 1', () => {
    expect(leverage(answer).reduce((s, x) => s + x, 0)).toBeCloseTo(1, 10)
  })
})
