// The sums over all votes by their definition, and both twins of each to the bit: an answer must not
// depend on whether the host has WebAssembly.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DenseMatrix } from './gram_kernel.ts'
import { seeded } from './random.ts'
import { voteKernels } from './vote_kernels.ts'
import { pairSums, SIX, sixSums } from './vote_sweeps.ts'
import { cellsFor } from './votes.ts'

const seed = 20_261_128

/** Rows of ascending statements of the given lengths, at most `statements` long. */
function rows(lengths: readonly number[], statements: number, salt: number) {
  const random = seeded(salt)
  const total = lengths.reduce((sum, length) => sum + length, 0)
  const row_start = new Uint32Array(lengths.length + 1)
  const cells = cellsFor(statements, total)
  let at = 0
  for (const [i, length] of lengths.entries()) {
    for (let k = 0; k < length; k++) {
      const j = Math.floor(((k + random()) * statements) / length)
      cells[at++] = (j << 2) | Math.floor(random() * 3)
    }
    row_start[i + 1] = at
  }
  return { row_start, cells }
}

function numbers(count: number, salt: number): Float64Array {
  const random = seeded(salt)
  return Float64Array.from({ length: count }, () => random() * 2 - 1)
}

/** Bits, so that 0 and -0 are told apart. */
const bits = (x: Float64Array) => [...new BigUint64Array(x.slice().buffer)]

const shape = fc.record({
  lengths: fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 40 }),
  statements: fc.constantFrom(30, 33, 2 ** 14, 2 ** 14 + 1),
  salt: fc.nat(1e6),
})

describe('sweeps over all votes', () => {
  test('O16a are the sums of the definition', () => {
    fc.assert(
      fc.property(shape, fc.constantFrom('wasm' as const, 'js' as const), (made, by) => {
        const votes = rows(made.lengths, made.statements, made.salt)
        const weighted = numbers(8 * made.statements, made.salt + 1)
        const table = numbers(4 * SIX * made.statements, made.salt + 2)
        const sums = pairSums(votes, weighted, by)
        const six = sixSums(votes, table, by)
        const expected = new Float64Array(weighted.length)
        for (let i = 0; i < made.lengths.length; i++) {
          const own = [...votes.cells.subarray(votes.row_start[i], votes.row_start[i + 1])]
          for (const c of [0, 1]) {
            const score = own.reduce((sum, cell) => sum + weighted[2 * cell + c]!, 0)
            for (const cell of own) expected[2 * cell + c]! += score
          }
          for (let c = 0; c < SIX; c++) {
            const sum = own.reduce((all, cell) => all + table[SIX * cell + c]!, 0)
            expect(six[SIX * i + c]).toBeCloseTo(sum, 12)
          }
        }
        const far = sums.reduce((most, sum, at) => Math.max(most, Math.abs(sum - expected[at]!)), 0)
        expect(far).toBeLessThan(1e-11)
      }),
      { seed, numRuns: 40 },
    )
  })

  test('O16a WebAssembly and JavaScript give the same bits, over several portions', () => {
    expect(voteKernels()).toBeDefined()
    for (const [statements, salt] of [
      [900, 1],
      [20_000, 2],
      [70_000, 3],
    ] as const) {
      // Empty rows, short ones, and one longer than a portion.
      const lengths = Array.from({ length: 600 }, (_, i) => (i * 37) % 300)
      lengths.push(statements === 70_000 ? 50_000 : 850, 0)
      const votes = rows(lengths, statements, salt)
      expect(votes.cells.length).toBeGreaterThan(2 ** 16)
      const weighted = numbers(8 * statements, salt + 1)
      const table = numbers(4 * SIX * statements, salt + 2)
      expect(bits(pairSums(votes, weighted, 'wasm'))).toEqual(bits(pairSums(votes, weighted, 'js')))
      expect(bits(sixSums(votes, table, 'wasm'))).toEqual(bits(sixSums(votes, table, 'js')))
    }
  })

  test('O16a a dense product is the same to the bit in both, at every size', () => {
    for (const size of [0, 1, 2, 3, 4, 5, 31, 97]) {
      const [mine, twin] = [new DenseMatrix(size), new DenseMatrix(size, 'js')]
      const entries = numbers(size * size, size + 1)
      const [x, y] = [numbers(size, 991), numbers(size, 992)]
      const put = (matrix: DenseMatrix) => {
        for (const [at, entry] of entries.entries()) {
          matrix.put(Math.floor(at / size), at % size, entry)
        }
      }
      put(mine)
      put(twin)
      for (let turn = 0; turn < 3; turn++) {
        const [found, other] = [mine.timesPair(x, y), twin.timesPair(x, y)]
        for (const c of [0, 1] as const) {
          expect(bits(found[c])).toEqual(bits(other[c]))
          for (let j = 0; j < size; j++) {
            const row = entries.subarray(size * j, size * j + size)
            const sum = row.reduce((all, entry, k) => all + entry * [x, y][c]![k]!, 0)
            expect(found[c][j]).toBeCloseTo(sum, 12)
          }
        }
        // Changed while the memory holds it, and while it holds another's.
        if (turn === 1) new DenseMatrix(7).timesPair(numbers(7, 1), numbers(7, 2))
        for (let j = 0; j < size; j++) entries[j * size + turn] = j + turn
        put(mine)
        put(twin)
      }
    }
  })
})
