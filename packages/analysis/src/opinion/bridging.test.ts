// Community Notes' factorisation against the conditions of its own minimum, and on planted statements.
import { describe, expect, test } from 'vitest'
import { bridging, BRIDGING_DEFAULTS, type Bridging } from './bridging.ts'
import { pca } from './pca.ts'
import { seeded } from './random.ts'
import type { VoteMatrix } from './votes.ts'
import { voteMatrix, type VoteRow } from './votes_collector.ts'

const seed = 20_261_125

/** Two camps; statements 0..3 divide them, 4 is liked by both, 5 by neither, 6 has two votes. */
function twoCamps(): VoteMatrix {
  const random = seeded(seed)
  const rows: VoteRow[] = []
  for (let i = 0; i < 60; i++) {
    const camp = i % 2 === 0 ? 1 : -1
    for (let j = 0; j < 7; j++) {
      if (j === 6 && i > 1) continue
      const chance = j < 4 ? (camp * (j % 2 === 0 ? 1 : -1) > 0 ? 0.9 : 0.1) : j === 5 ? 0.08 : 0.95
      rows.push({
        participant: String(i),
        statement: String(j),
        vote: random() < chance ? 1 : -1,
      })
    }
  }
  return voteMatrix(rows).votes
}

/** The loss written out from its definition: means, times the number of votes. */
function loss(votes: VoteMatrix, found: Bridging): number {
  const notes = found.statements.toSorted((a, b) => a.statement - b.statement)
  let squares = 0
  let all = 0
  for (let i = 0; i < votes.participants.length; i++) {
    for (let k = votes.row_start[i]!; k < votes.row_start[i + 1]!; k++) {
      const { intercept, factor } = notes[votes.cells[k]! >>> 2]!
      const rating = (votes.cells[k]! & 3) / 2
      const own = found.mean + found.rater_intercept[i]! + intercept
      squares += (rating - own - found.rater_factor[i]! * factor) ** 2
      all++
    }
  }
  const mean = (values: Iterable<number>) => {
    const squared = [...values].map((x) => x * x)
    return squared.reduce((s, x) => s + x, 0) / squared.length
  }
  const intercepts = mean(found.rater_intercept) + mean(notes.map(({ intercept }) => intercept))
  const factors = mean(found.rater_factor) + mean(notes.map(({ factor }) => factor))
  return squares + all * (0.15 * (intercepts + found.mean ** 2) + 0.03 * factors)
}

describe('bridging', () => {
  const votes = twoCamps()
  const start = pca(votes).components[0]
  const exact = { ...BRIDGING_DEFAULTS, tolerance: 1e-15, most_sweeps: 5000 }

  test('O60 the loss is the one defined, and no sweep raises it', () => {
    let before = Number.POSITIVE_INFINITY
    for (let sweeps = 1; sweeps <= 12; sweeps++) {
      const found = bridging(votes, start, { ...exact, most_sweeps: sweeps })
      expect(found.loss).toBeCloseTo(loss(votes, found), 8)
      expect(found.loss).toBeLessThanOrEqual(before + 1e-9)
      before = found.loss
    }
  })

  test('O60 at the end no single change of any unknown lowers the loss', () => {
    const found = bridging(votes, start, exact)
    const at = loss(votes, found)
    for (const step of [1e-3, -1e-3]) {
      const tries: Bridging[] = [{ ...found, mean: found.mean + step }]
      for (const i of [0, 7, 31]) {
        for (const key of ['rater_intercept', 'rater_factor'] as const) {
          const moved = found[key].slice()
          moved[i]! += step
          tries.push({ ...found, [key]: moved })
        }
      }
      for (const j of found.statements.keys()) {
        for (const key of ['intercept', 'factor'] as const) {
          const statements = found.statements.map((each, row) =>
            row === j ? { ...each, [key]: each[key] + step } : each,
          )
          tries.push({ ...found, statements })
        }
      }
      for (const moved of tries) expect(loss(votes, moved)).toBeGreaterThan(at)
    }
  })

  test('O60 what both camps like comes first, what neither likes last; two votes bridge nothing', () => {
    const { statements } = bridging(votes, start)
    expect(statements[0]).toMatchObject({ statement: 4, status: 'bridges' })
    expect(statements.at(-1)).toMatchObject({ statement: 5, status: 'rejected' })
    const others = statements.filter(({ statement }) => ![4, 5].includes(statement))
    expect(others.map(({ status }) => status)).not.toContain('bridges')
    for (const { intercept, low, high } of statements) {
      expect(low).toBeLessThanOrEqual(intercept)
      expect(high).toBeGreaterThanOrEqual(intercept)
    }
    const width = (j: number) => {
      const { low, high } = statements.find(({ statement }) => statement === j)!
      return high - low
    }
    expect(width(6)).toBeGreaterThan(width(4))
  })

  test('O60 the same votes give the same bits, and no votes give no error', () => {
    expect(bridging(twoCamps(), start)).toEqual(bridging(votes, start))
    const empty = voteMatrix([]).votes
    expect(bridging(empty, []).statements).toEqual([])
  })
})
