// Components against the dense definition (fill with means, centre, multiply out) and against
// matrices whose eigenvalues are known in closed form.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LiveVotes } from './incremental.ts'
import { topPair } from './lanczos.ts'
import { pca, type Pca } from './pca.ts'
import { centred, gramTimes, gramTimesPair, scores } from './sparse.ts'
import { symmetricEigen } from './symmetric_eigen.ts'
import { statementOf, voteOf, type Vote, type VoteMatrix } from './votes.ts'
import { voteMatrix, type VoteRow } from './votes_collector.ts'

const seed = 20_261_125

const conversation = fc
  .record({ people: fc.integer({ min: 1, max: 14 }), texts: fc.integer({ min: 1, max: 9 }) })
  .chain(({ people, texts }) =>
    fc
      .array(fc.constantFrom(1, -1, 0, undefined), {
        minLength: people * texts,
        maxLength: people * texts,
      })
      .map((all): VoteRow[] =>
        all.flatMap((vote, at) =>
          vote === undefined
            ? []
            : [
                {
                  participant: String(at % people),
                  statement: String(Math.floor(at / people)),
                  vote,
                },
              ],
        ),
      ),
  )

/** Y'Y by the definition: a dense matrix, missing votes at the column's mean, centred. */
function denseGram(votes: VoteMatrix): number[][] {
  const dense = votes.participants.map((_, i) => {
    const row: (number | undefined)[] = votes.statements.map(() => undefined)
    for (const cell of votes.cells.subarray(votes.row_start[i], votes.row_start[i + 1])) {
      row[statementOf(cell)] = voteOf(cell)
    }
    return row
  })
  const mean = votes.statements.map((_, j) => {
    const cast = dense.flatMap((row) => row[j] ?? [])
    return cast.reduce((a, b) => a + b, 0) / Math.max(1, cast.length)
  })
  const filled = dense.map((row) => row.map((vote, j) => vote ?? mean[j] ?? 0))
  const centre = mean.map((_, j) => filled.reduce((s, row) => s + (row[j] ?? 0), 0) / filled.length)
  const y = filled.map((row) => row.map((x, j) => x - (centre[j] ?? 0)))
  return mean.map((_, j) =>
    mean.map((__, k) => y.reduce((s, row) => s + (row[j] ?? 0) * (row[k] ?? 0), 0)),
  )
}

function times(a: readonly (readonly number[])[], x: ArrayLike<number>): number[] {
  return a.map((row) => row.reduce((s, entry, k) => s + entry * (x[k] ?? 0), 0))
}

const length = (x: ArrayLike<number>) => Math.hypot(...Array.from(x))
const between = (x: ArrayLike<number>, y: ArrayLike<number>) =>
  Array.from(x).reduce((s, entry, j) => s + entry * (y[j] ?? 0), 0)

/** Whether both are eigenvectors of the dense matrix for its two largest values. */
function expectComponents(a: number[][], { components, certificate }: Pca): void {
  const largest = symmetricEigen(a.map((row) => Float64Array.from(row))).values
  const scale = Math.max(1e-300, largest[0] ?? 0)
  for (const [c, component] of components.entries()) {
    const value = certificate.values[c] ?? Number.NaN
    expect(Math.abs(value - Math.max(0, largest[c] ?? 0)) / scale).toBeLessThan(1e-12)
    const residual = times(a, component).map((entry, j) => entry - value * (component[j] ?? 0))
    expect(length(residual) / scale).toBeLessThan(1e-9)
    if (value > 0) expect(length(component)).toBeCloseTo(1, 12)
    else expect(length(component)).toBe(0)
  }
  expect(Math.abs(between(...components))).toBeLessThan(1e-10)
}

/** A conversation of two camps with some structure, large enough for several Lanczos steps. */
function camps(people: number, texts: number): VoteRow[] {
  const rows: VoteRow[] = []
  for (let i = 0; i < people; i++) {
    for (let j = 0; j < texts; j++) {
      const noise = (Math.imul(i * texts + j + 1, 0x9e3779b1) >>> 0) / 2 ** 32
      if (noise < 0.4) continue
      const side = i % 3 === 0 ? 1 : -1
      const lean =
        side * (j % 2 === 0 ? 1 : -1) + (j % 5 === 0 ? 2 * Math.sin(i) : 0) + 4 * (noise - 0.7)
      rows.push({
        participant: `p${i}`,
        statement: String(j),
        vote: lean > 0.4 ? 1 : lean < -0.4 ? -1 : 0,
      })
    }
  }
  return rows
}

describe('principal components', () => {
  test('O12 products are those of the dense definition', () => {
    fc.assert(
      fc.property(conversation, (rows) => {
        const { votes } = voteMatrix(rows)
        const [y, a] = [centred(votes), denseGram(votes)]
        const x = Float64Array.from(votes.statements, (_, j) => Math.sin(j + 1))
        const z = Float64Array.from(votes.statements, (_, j) => Math.cos(3 * j))
        const both = gramTimesPair(y, x, z)
        for (const [found, expected] of [
          [gramTimes(y, x), times(a, x)],
          [both[0], times(a, x)],
          [both[1], times(a, z)],
        ] as const) {
          for (const [j, entry] of expected.entries()) expect(found[j]).toBeCloseTo(entry, 10)
        }
        expect(y.total).toBeCloseTo(
          a.reduce((s, row, j) => s + (row[j] ?? 0), 0),
          10,
        )
      }),
      { seed },
    )
  })

  test('O12 and O15 components are the largest eigenvectors of the dense definition', () => {
    fc.assert(
      fc.property(conversation, (rows) => {
        const { votes } = voteMatrix(rows)
        expectComponents(denseGram(votes), pca(votes))
      }),
      { seed, numRuns: 300 },
    )
  })

  test('O13 the certificate holds, with one product and from a basis folded several times', () => {
    const { votes } = voteMatrix(camps(300, 120))
    const found = pca(votes)
    expectComponents(denseGram(votes), found)
    for (const r of found.certificate.residual) expect(r).toBeLessThan(1e-10)
    // The path of n points has the eigenvalues 2 - 2 cos(k pi / n): the gaps are tiny.
    const n = 120
    const path = (x: Float64Array) =>
      x.map((entry, j) => {
        const [left, right] = [
          j > 0 ? entry - (x[j - 1] ?? 0) : 0,
          j < n - 1 ? entry - (x[j + 1] ?? 0) : 0,
        ]
        return left + right
      })
    const pair = topPair({ size: n, times: path }, { angle: 1e-8, most_products: 5000 })
    for (const [c, k] of [n - 1, n - 2].entries()) {
      expect(pair.values[c]).toBeCloseTo(2 - 2 * Math.cos((k * Math.PI) / n), 10)
    }
  })

  test('O14 the same votes in any order give the same bits, signed by their largest entry', () => {
    const rows = camps(60, 20)
    const one = pca(voteMatrix(rows).votes)
    expect(pca(voteMatrix(rows.toReversed()).votes)).toEqual(one)
    for (const component of one.components) {
      const largest = Math.max(...component.map(Math.abs))
      expect(Math.max(...component)).toBe(largest)
    }
  })

  test('O14 scores are the sums over the votes cast', () => {
    const { votes } = voteMatrix(camps(20, 8))
    const { components, mean } = pca(votes)
    const found = scores(centred(votes), ...components)
    for (let i = 0; i < votes.participants.length; i++) {
      const own = [...votes.cells.subarray(votes.row_start[i], votes.row_start[i + 1])]
      for (const [c, component] of components.entries()) {
        const sum = own.reduce(
          (s, cell) =>
            s +
            (voteOf(cell) - (mean[statementOf(cell)] ?? 0)) * (component[statementOf(cell)] ?? 0),
          0,
        )
        expect(found[2 * i + c]).toBeCloseTo(sum, 12)
      }
    }
  })

  test('O15 nothing, nobody against, one direction, and one direction twice', () => {
    const zero = (x: ArrayLike<number>) => Array.from(x).every((entry) => entry === 0)
    const both = (rows: VoteRow[]) => pca(voteMatrix(rows).votes)
    const vote = (participant: string, statement: string, value: Vote) => ({
      participant,
      statement,
      vote: value,
    })
    for (const rows of [
      [],
      [vote('a', 'x', 1)],
      [vote('a', 'x', 0), vote('b', 'x', 0)],
      [vote('a', 'x', 1), vote('b', 'x', 1), vote('a', 'y', -1), vote('b', 'y', -1)],
    ]) {
      expect(both(rows).components.every(zero)).toBe(true)
      expect(both(rows).certificate.values).toEqual([0, 0])
    }
    const rank_one = both([
      vote('a', 'x', 1),
      vote('b', 'x', -1),
      vote('a', 'y', 1),
      vote('b', 'y', -1),
    ])
    expect(rank_one.components.map(zero)).toEqual([false, true])
    expect(rank_one.certificate.explained[0]).toBeCloseTo(1, 14)
    // Two statements that have nothing to do with each other, equally divided.
    const twice = both([
      ...[1, -1].map((v, i) => vote(`a${i}`, 'x', v as Vote)),
      ...[1, -1].map((v, i) => vote(`b${i}`, 'y', v as Vote)),
    ])
    expect(twice.certificate.values[0]).toBeCloseTo(2, 14)
    expect(twice.certificate.values[1]).toBeCloseTo(2, 14)
    expect(Math.abs(between(...twice.components))).toBeLessThan(1e-14)
  })

  test('O16 vote by vote as from the start, bit for bit from scratch', () => {
    fc.assert(
      fc.property(conversation, conversation, (before, after) => {
        const live = new LiveVotes(voteMatrix(before).votes)
        for (const { participant, statement, vote } of after) {
          live.vote(participant, statement, vote as Vote)
        }
        const all = voteMatrix([...before, ...after]).votes
        expect(live.votes()).toEqual(all)
        expectComponents(denseGram(all), live.components())
        const scratch = live.components({ from_scratch: true })
        const other = new LiveVotes(all).components({ from_scratch: true })
        expect(scratch.components).toEqual(other.components)
      }),
      { seed },
    )
  })

  test('O16 says what a vote did, and follows a long conversation closely', () => {
    const rows = camps(80, 30)
    const live = new LiveVotes(voteMatrix(rows.slice(0, 200)).votes)
    for (const [at, { participant, statement, vote }] of rows.slice(200).entries()) {
      expect(live.vote(participant, statement, vote as Vote)).toBe('added')
      if (at % 25 === 0) live.components()
    }
    const { components } = live.components()
    for (const [c, expected] of pca(voteMatrix(rows).votes).components.entries()) {
      const found = components[c] ?? []
      for (const [j, entry] of expected.entries())
        expect(Math.abs((found[j] ?? 0) - entry)).toBeLessThan(1e-9)
    }
    const first = rows[0] as VoteRow
    expect(live.vote(first.participant, first.statement, first.vote as Vote)).toBe('unchanged')
    expect(live.vote(first.participant, first.statement, first.vote === 0 ? 1 : 0)).toBe('changed')
  })
})
