// Y'Y of a conversation kept as integers, so that one vote changes one row of it exactly and nothing
// drifts: whatever order the votes came in, the same votes give the same bits. Memory is statements
// squared times 20 bytes (16 MB at 896), so beyond LIMIT the votes themselves are cheaper (sparse.ts).
import { DenseMatrix } from './gram_kernel.ts'
import type { SymmetricOperator } from './lanczos.ts'
import { cellsOfRow, type Vote, type VoteMatrix } from './votes.ts'

/** Statements up to which one vote is reflected faster through the matrix than through the votes. */
export const GRAM_LIMIT = 3000

/**
 * With V the votes (0 where missing) and M the mask of who voted on what: A = V'V, B = V'M, C = M'M,
 * and Y'Y = A - B D - D B' + D C D for D = diag(mean).
 */
export class VoteGram implements SymmetricOperator {
  readonly size: number
  readonly #a: Int32Array
  readonly #b: Int32Array
  readonly #c: Int32Array
  readonly #gram: DenseMatrix
  readonly mean: Float64Array
  /** Rows of Y'Y that lag behind the integers. */
  readonly #stale = new Set<number>()

  constructor(size: number) {
    this.size = size
    this.#a = new Int32Array(size * size)
    this.#b = new Int32Array(size * size)
    this.#c = new Int32Array(size * size)
    this.#gram = new DenseMatrix(size)
    this.mean = new Float64Array(size)
  }

  static of(votes: VoteMatrix): VoteGram {
    const gram = new VoteGram(votes.statements.length)
    for (let i = 0; i < votes.participants.length; i++) gram.#addRow(cellsOfRow(votes, i))
    for (let j = 0; j < gram.size; j++) gram.#stale.add(j)
    return gram
  }

  /** All pairs of votes of one participant; her cells ascend, so k never precedes j. */
  #addRow(cells: ArrayLike<number>): void {
    const n = cells.length
    for (let x = 0; x < n; x++) {
      const j = (cells[x] as number) >>> 2
      const v = ((cells[x] as number) & 3) - 1
      this.#pair(j, j, v * v, v, v, 1)
      for (let y = x + 1; y < n; y++) {
        const w = ((cells[y] as number) & 3) - 1
        this.#pair(j, (cells[y] as number) >>> 2, v * w, v, w, 1)
      }
    }
  }

  /** Adds to the entries (j, k) and (k, j); b_jk goes with j's vote, b_kj with k's. */
  #pair(j: number, k: number, a: number, b_jk: number, b_kj: number, c: number): void {
    const at = j * this.size + k
    this.#a[at]! += a
    this.#b[at]! += b_jk
    this.#c[at]! += c
    if (j === k) return
    const mirrored = k * this.size + j
    this.#a[mirrored]! += a
    this.#b[mirrored]! += b_kj
    this.#c[mirrored]! += c
  }

  /** A vote on statement j by somebody whose other votes are these cells (j not among them). */
  add(j: number, vote: Vote, others: Iterable<number>): void {
    for (const cell of others) {
      const other = (cell & 3) - 1
      this.#pair(j, cell >>> 2, vote * other, vote, other, 1)
    }
    this.#pair(j, j, vote * vote, vote, vote, 1)
    this.#stale.add(j)
  }

  /** The same person's vote on j turns from one into another. */
  change(j: number, from: Vote, to: Vote, others: Iterable<number>): void {
    const by = to - from
    for (const cell of others) {
      const other = (cell & 3) - 1
      this.#pair(j, cell >>> 2, by * other, by, 0, 0)
    }
    this.#pair(j, j, to * to - from * from, by, by, 0)
    this.#stale.add(j)
  }

  /** The same integers with an empty statement put in at this place. */
  widened(place: number): VoteGram {
    const wide = new VoteGram(this.size + 1)
    const moved = (j: number) => (j < place ? j : j + 1)
    for (let j = 0; j < this.size; j++) {
      for (const [from, to] of [
        [this.#a, wide.#a],
        [this.#b, wide.#b],
        [this.#c, wide.#c],
      ] as const) {
        const row = from.subarray(j * this.size, (j + 1) * this.size)
        to.set(row.subarray(0, place), moved(j) * wide.size)
        to.set(row.subarray(place), moved(j) * wide.size + place + 1)
      }
      for (let k = 0; k < this.size; k++) wide.#gram.put(moved(j), moved(k), this.#gram.at(j, k))
      wide.mean[moved(j)] = this.mean[j] as number
      if (this.#stale.has(j)) wide.#stale.add(moved(j))
    }
    return wide
  }

  /** Brings Y'Y up to date: first every changed mean, then the rows and columns that they touch. */
  #refresh(): void {
    const n = this.size
    for (const j of this.#stale) {
      const voted = this.#c[j * n + j] as number
      this.mean[j] = voted === 0 ? 0 : (this.#b[j * n + j] as number) / voted
    }
    for (const j of this.#stale) for (let k = 0; k < n; k++) this.#refreshEntry(j, k)
    this.#stale.clear()
  }

  #refreshEntry(j: number, k: number): void {
    const n = this.size
    // By the smaller index first, so that both halves agree to the last bit.
    const p = j <= k ? j : k
    const q = j <= k ? k : j
    const mu_p = this.mean[p] as number
    const mu_q = this.mean[q] as number
    const at = p * n + q
    const mirrored = q * n + p
    const value =
      (this.#a[at] as number) -
      (this.#b[at] as number) * mu_q -
      (this.#b[mirrored] as number) * mu_p +
      mu_p * mu_q * (this.#c[at] as number)
    this.#gram.put(p, q, value)
    this.#gram.put(q, p, value)
  }

  /** Sum of squares of Y. */
  total(): number {
    this.#refresh()
    let sum = 0
    for (let j = 0; j < this.size; j++) sum += this.#gram.at(j, j)
    return sum
  }

  times(x: Float64Array): Float64Array {
    return this.timesPair(x, x)[0]
  }

  timesPair(x: Float64Array, y: Float64Array): [Float64Array, Float64Array] {
    this.#refresh()
    return this.#gram.timesPair(x, y)
  }
}
