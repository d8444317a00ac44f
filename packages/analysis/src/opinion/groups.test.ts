// Groups against planted ones, against the definition by dense matrices, and under every change of
// order and name; conversations that have none; bad input.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planted, shuffled, type Planted } from '../../test/opinion_made.ts'
import { opinionAnswer, type OpinionAnswer } from './answer.ts'
import { opinionResult } from './answer_result.ts'
import { chooseDivision, GROUP_DEFAULTS } from './groups.ts'
import { LivePlaces } from './groups_live.ts'
import { adjustedRand } from './identity.ts'
import { addMemberships, fitModel, positionsOf, rowSums, shrunkCentred } from './membership.ts'
import { pca } from './pca.ts'
import { seeded } from './random.ts'
import { voteMatrix, type VoteRow } from './votes_collector.ts'

const seed = 20_261_125

function answered(rows: readonly VoteRow[]): OpinionAnswer {
  return opinionAnswer(voteMatrix(rows).votes)
}

function byName({ votes, groups }: OpinionAnswer): Map<string, number> {
  return new Map(votes.participants.map((id, i) => [id, groups.group_of[i] as number]))
}

const conversation = fc.record({
  people: fc.integer({ min: 3, max: 60 }),
  texts: fc.integer({ min: 2, max: 25 }),
  groups: fc.integer({ min: 1, max: 4 }),
  fill: fc.double({ min: 0.3, max: 1, noNaN: true }),
  strength: fc.double({ min: 0, max: 1, noNaN: true }),
  seed: fc.nat(1e6),
})

describe('positions', () => {
  test('O40 are the ridge solution written out with matrices, and the covariance its inverse', () => {
    fc.assert(
      fc.property(conversation, (made) => {
        const { votes } = voteMatrix(planted(made as Planted).rows)
        const y = shrunkCentred(votes, 2)
        const [p, q] = pca(votes).components
        const noise = 0.7
        const spread = [3, 1.5] as const
        const found = positionsOf(rowSums(y, [p, q]), { plane: [p, q], noise, spread })
        for (let i = 0; i < votes.participants.length; i++) {
          const own = votes.cells.subarray(votes.row_start[i], votes.row_start[i + 1])
          const a = [
            [noise / spread[0], 0],
            [0, noise / spread[1]],
          ]
          const right = [0, 0]
          for (const cell of own) {
            const j = cell >>> 2
            const counts = [...votes.cells].filter((c) => c >>> 2 === j).map((c) => (c & 3) - 1)
            const mean = counts.reduce((s, v) => s + v, 0) / (counts.length + 2)
            const load = [p[j]!, q[j]!]
            for (const r of [0, 1]) {
              right[r]! += ((cell & 3) - 1 - mean) * load[r]!
              for (const c of [0, 1]) a[r]![c]! += load[r]! * load[c]!
            }
          }
          // A x = right, and A V = noise I: checked by multiplying back, not by inverting.
          const [x, v] = [found.xy.subarray(2 * i), found.covariance.subarray(3 * i)]
          for (const r of [0, 1]) {
            expect(a[r]![0]! * x[0]! + a[r]![1]! * x[1]!).toBeCloseTo(right[r]!, 9)
            expect(a[r]![0]! * v[0]! + a[r]![1]! * v[1]!).toBeCloseTo(r === 0 ? noise : 0, 9)
            expect(a[r]![0]! * v[1]! + a[r]![1]! * v[2]!).toBeCloseTo(r === 1 ? noise : 0, 9)
          }
        }
      }),
      { seed, numRuns: 15 },
    )
  })

  test('O40 the fit finds the noise and the spread that made the votes', () => {
    const random = seeded(seed)
    const bell = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    const [people, texts] = [3000, 40]
    const p = Float64Array.from({ length: texts }, (_, j) => (j % 2 === 0 ? 1 : 0) / Math.sqrt(20))
    const q = Float64Array.from({ length: texts }, (_, j) => (j % 2 === 1 ? 1 : 0) / Math.sqrt(20))
    const sums = new Float64Array(6 * people)
    for (let i = 0; i < people; i++) {
      const [x, y] = [2 * bell(), bell()]
      for (let j = 0; j < texts; j++) {
        const value = x * p[j]! + y * q[j]! + 0.5 * bell()
        const add = [
          value * p[j]!,
          value * q[j]!,
          p[j]! ** 2,
          p[j]! * q[j]!,
          q[j]! ** 2,
          value ** 2,
        ]
        for (const [at, term] of add.entries()) sums[6 * i + at]! += term
      }
    }
    const model = fitModel([p, q], sums, new Uint32Array(people).fill(texts))
    expect(model.noise).toBeCloseTo(0.25, 1)
    expect(model.spread[0] / 4).toBeCloseTo(1, 0.5)
    expect(model.spread[1]).toBeCloseTo(1, 0.5)
  })

  test('O44 a membership is what Bayes says', () => {
    const found = new Float64Array(2)
    const positions = {
      xy: Float64Array.of(0.3, -0.2),
      covariance: Float64Array.of(0.2, 0.05, 0.4),
    }
    const centres = Float64Array.of(-1, 0, 1, 0.5)
    addMemberships(
      positions,
      { centres, share: Float64Array.of(0.3, 0.7), within: 0.5 },
      found,
      [0, 1],
    )
    const density = (cx: number, cy: number) => {
      const [a, b, d] = [0.7, 0.05, 0.9]
      const [x, y] = [0.3 - cx, -0.2 - cy]
      return Math.exp(-(d * x * x - 2 * b * x * y + a * y * y) / (2 * (a * d - b * b)))
    }
    const [one, two] = [0.3 * density(-1, 0), 0.7 * density(1, 0.5)]
    expect(found[0]).toBeCloseTo(one / (one + two), 9)
    expect(found[0]! + found[1]!).toBeCloseTo(1, 12)
  })
})

describe('groups', () => {
  test('O43 order changes no bit and names of people no group', () => {
    fc.assert(
      fc.property(conversation, fc.nat(1e6), (made, order) => {
        const { rows } = planted(made as Planted)
        const first = answered(rows)
        const again = answered(shuffled(rows, order))
        expect(again.groups).toEqual(first.groups)
        const renamed = shuffled(rows, order + 1).map((row) => ({
          ...row,
          participant: `p${(Number(row.participant) * 7919 + order) % 10_007}`,
        }))
        const other = byName(answered(renamed))
        const pairs = [...byName(first)].map(([id, g]): [number, number] => [
          g,
          other.get(`p${(Number(id) * 7919 + order) % 10_007}`) as number,
        ])
        expect(
          adjustedRand(
            pairs.map(([g]) => g),
            pairs.map(([, g]) => g),
          ),
        ).toBe(1)
      }),
      { seed, numRuns: 60 },
    )
  })

  test('O43 a repeated vote, or one that was replaced, changes nothing', () => {
    const { rows } = planted({ people: 40, texts: 20, groups: 2, fill: 0.8, strength: 0.8, seed })
    const noisy = rows.flatMap((row) => [{ ...row, vote: -row.vote || 0 }, row, row])
    expect(answered(noisy).groups).toEqual(answered(rows).groups)
  })

  test('O45 planted groups are found', () => {
    for (const [groups, people] of [
      [2, 60],
      [3, 120],
      [3, 3000],
    ] as const) {
      const made = planted({ people, texts: 60, groups, fill: 0.7, strength: 0.9, seed })
      const answer = answered(made.rows)
      const truth = answer.votes.participants.map((id) => made.group_of.get(id) as number)
      expect(answer.groups.k).toBe(groups)
      expect(adjustedRand(answer.groups.group_of, truth)).toBeGreaterThan(0.95)
    }
  })

  test('O45 votes without structure give one group', () => {
    for (const people of [12, 20, 30, 45, 75, 400, 1500]) {
      for (const own of people < 100 ? [1, 2, 3, 4, 5, 6, 7, 8] : [1, 2, 3]) {
        const made = { people, texts: 40, groups: 0, fill: 0.5, strength: 0, seed: own }
        expect(answered(planted(made).rows).groups.k, `${people} people, seed ${own}`).toBe(1)
      }
    }
  })

  test('O46 five times as many people of the same kind are divided alike', () => {
    for (const groups of [0, 2, 3]) {
      const made = { texts: 30, groups, fill: 0.6, strength: groups === 0 ? 0 : 0.8, seed }
      const [few, many] = [1200, 6000].map((people) => answered(planted({ ...made, people }).rows))
      expect(many!.groups.k).toBe(few!.groups.k)
      expect(many!.groups.k).toBe(Math.max(1, groups))
    }
  })

  test('O45 the rule, case by case', () => {
    const tried = (...certainty: number[]) =>
      certainty.map((c, at) => ({ k: at + 2, stability: 0, certainty: c }))
    const rule = (placed: number, ...certainty: number[]) =>
      chooseDivision(tried(...certainty), placed, GROUP_DEFAULTS)
    expect(rule(1000)).toBe(1)
    expect(rule(1000, 0.3, 0.3)).toBe(1)
    expect(rule(1000, 0.54, 0.5)).toBe(2)
    expect(rule(1000, 0.5, 0.54)).toBe(3)
    expect(rule(1000, 0.54, 0.54)).toBe(2)
    expect(rule(74, 0.65, 0.8)).toBe(2)
    expect(rule(75, 0.65, 0.8)).toBe(3)
    expect(rule(40, 0.99, 0.95, 0.4)).toBe(3)
    expect(rule(1000, 0.6, 0.7, 0.7)).toBe(3)
    // 0.36 + 2 / sqrt(100) = 0.56.
    expect(rule(100, 0.55)).toBe(1)
    expect(rule(100, 0.57)).toBe(2)
  })

  test('O42 no group is much below its least members', () => {
    fc.assert(
      fc.property(conversation, (made) => {
        const { groups } = answered(planted(made as Planted).rows)
        const sizes = Array.from(
          { length: groups.k },
          (_, g) => groups.group_of.filter((h) => h === g).length,
        )
        if (groups.k > 1) expect(Math.min(...sizes)).toBeGreaterThanOrEqual(3)
      }),
      { seed, numRuns: 40 },
    )
  })

  test('O41 who voted on fewer than 7 of 20 statements is not placed', () => {
    const { rows } = planted({ people: 30, texts: 20, groups: 2, fill: 1, strength: 0.9, seed })
    const few = rows.filter((row) => row.participant !== '3' || Number(row.statement) < 6)
    const enough = rows.filter((row) => row.participant !== '3' || Number(row.statement) < 7)
    expect(byName(answered(few)).get('3')).toBe(-1)
    expect(byName(answered(enough)).get('3')).toBeGreaterThanOrEqual(0)
  })

  test('O48 a moderated-out statement is one nobody voted on', () => {
    const { rows } = planted({ people: 60, texts: 30, groups: 2, fill: 0.7, strength: 0.8, seed })
    const out = new Set(['3', '17'])
    const { votes } = voteMatrix(rows)
    const { groups } = opinionAnswer(votes, { moderated_out: out })
    expect(groups).toEqual(answered(rows.filter(({ statement }) => !out.has(statement))).groups)
  })

  test('O44 another seed changes probabilities by little', () => {
    const { rows } = planted({ people: 200, texts: 40, groups: 3, fill: 0.6, strength: 0.9, seed })
    const { votes } = voteMatrix(rows)
    const [a, b] = [1, 2].map((own) => opinionAnswer(votes, { groups: { seed: own } }).groups)
    expect(adjustedRand(a!.group_of, b!.group_of)).toBeGreaterThan(0.95)
    expect(a!.membership).not.toEqual(b!.membership)
  })
})

describe('bad input', () => {
  const people = (n: number, vote: (i: number, j: number) => number): VoteRow[] =>
    Array.from({ length: n * 9 }, (_, at) => ({
      participant: String(Math.floor(at / 9)),
      statement: String(at % 9),
      vote: vote(Math.floor(at / 9), at % 9),
    }))
  test.each([
    ['nothing', [], 0],
    ['all passes', people(30, () => 0), 30],
    ['everybody alike', people(30, (_, j) => (j % 2 === 0 ? 1 : -1)), 30],
    ['one-sided', people(30, () => 1), 30],
    ['one participant', people(1, (_, j) => (j % 3) - 1), 1],
    ['four people', people(4, (i, j) => ((i + j) % 3) - 1), 4],
    ['one vote', [{ participant: 'a', statement: 'b', vote: 1 }], 1],
  ] as const)('O47 %s: one group, every figure finite', (_, rows, placed) => {
    const answer = answered(rows)
    expect(answer.groups.k).toBe(1)
    expect(answer.groups.placed.length).toBe(placed)
    const text = JSON.stringify(opinionResult(answer), (_key, value: unknown) =>
      typeof value === 'number' && !Number.isFinite(value) ? 'NOT FINITE' : value,
    )
    expect(text).not.toContain('NOT FINITE')
  })
})

test('O48a one voter between two answers stands where the last answer put her, and moves by her vote', () => {
  const { rows } = planted({ people: 80, texts: 30, groups: 2, fill: 0.8, strength: 0.9, seed })
  const answer = answered(rows)
  const places = new LivePlaces(answer)
  const { votes, groups } = answer
  for (let i = 0; i < votes.participants.length; i++) {
    const own = votes.cells.subarray(votes.row_start[i], votes.row_start[i + 1])
    const { position, membership } = places.of(own)
    expect(position[0]).toBeCloseTo(groups.positions.xy[2 * i]!, 12)
    expect(position[1]).toBeCloseTo(groups.positions.xy[2 * i + 1]!, 12)
    expect(membership.reduce((s, p) => s + p, 0)).toBeCloseTo(1, 12)
    const turned = places.of(own.map((cell) => cell ^ ((cell & 1) === 0 ? 2 : 0)))
    const group = groups.group_of[i]!
    expect(turned.membership[group]).toBeLessThan(membership[group]!)
  }
})
