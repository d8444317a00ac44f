// Sums over the votes of every participant at once: what products with Y'Y and positions are made of.
// Each sweep exists twice, in WebAssembly (vote_kernels.ts) and here in JavaScript, which add the same
// numbers in the same order, so that an answer does not depend on where it was computed.
import { voteKernels, type VoteKernels } from './vote_kernels.ts'
import type { VoteMatrix } from './votes.ts'

type Rows = Pick<VoteMatrix, 'row_start' | 'cells'>

/** Which of the twins runs; `auto` takes WebAssembly where there is any and enough votes. */
export type SweepBy = 'auto' | 'wasm' | 'js'

/** Votes below which carrying them over costs as much as it saves. */
const WORTH_IT = 20_000
/** Codes whose tables fit into the kernels' memory beside everything else. */
const MOST_CODES = 2 ** 23
/** Cells carried over at a time: few enough to lie in the cache for the second sweep. */
const PORTION = 2 ** 15

function kernelsFor({ cells }: Rows, codes: number, by: SweepBy): VoteKernels | undefined {
  if (by === 'js' || (by === 'auto' && cells.length < WORTH_IT) || codes > MOST_CODES) {
    return undefined
  }
  return voteKernels()
}

/**
 * For each code of a cell the sum, over participants who cast it, of their own sums of `weighted`.
 * @param weighted two numbers to a code, interleaved; so is the answer
 */
export function pairSums(votes: Rows, weighted: Float64Array, by: SweepBy = 'auto'): Float64Array {
  const kernels = kernelsFor(votes, weighted.length / 2, by)
  if (!kernels) return pairSumsInJs(votes, weighted)
  const sums = new Float64Array(weighted.length)
  const sweep = votes.cells.BYTES_PER_ELEMENT === 2 ? kernels.pair.narrow : kernels.pair.wide
  const { table, out } = laidOut(kernels, votes, weighted, weighted.length)
  const first = out >>> 3
  new Float64Array(kernels.memory.buffer, out, sums.length).fill(0)
  carried(kernels, votes, out + 8 * sums.length, (rows, starts, base) => {
    sweep(rows, starts, base, table, out)
  })
  sums.set(new Float64Array(kernels.memory.buffer).subarray(first, first + sums.length))
  return sums
}

/** Numbers to a row of sixSums. */
export const SIX = 6

/** Each participant's sums of six numbers to a code. */
export function sixSums(votes: Rows, table: Float64Array, by: SweepBy = 'auto'): Float64Array {
  const kernels = kernelsFor(votes, table.length, by)
  if (!kernels) return sixSumsInJs(votes, table)
  const sums = new Float64Array(SIX * (votes.row_start.length - 1))
  const sweep = votes.cells.BYTES_PER_ELEMENT === 2 ? kernels.six.narrow : kernels.six.wide
  const place = laidOut(kernels, votes, table, SIX * PORTION)
  carried(kernels, votes, place.out + 8 * SIX * PORTION, (rows, starts, base, row) => {
    sweep(rows, starts, base, place.table, place.out)
    const found = new Float64Array(kernels.memory.buffer, place.out, SIX * rows)
    sums.set(found, SIX * row)
  })
  return sums
}

/** Puts the table into the kernels' memory, grown to hold a portion too; says what lies where. */
function laidOut(
  { memory }: VoteKernels,
  { row_start, cells }: Rows,
  table: Float64Array,
  results: number,
): { readonly table: number; readonly out: number } {
  let longest = PORTION
  for (let i = 1; i < row_start.length; i++) {
    longest = Math.max(longest, (row_start[i] as number) - (row_start[i - 1] as number))
  }
  const bytes = 8 * (table.length + results) + 4 * (PORTION + 1) + longest * cells.BYTES_PER_ELEMENT
  const missing = bytes - memory.buffer.byteLength
  if (missing > 0) memory.grow(Math.ceil(missing / 2 ** 16))
  new Float64Array(memory.buffer).set(table)
  return { table: 0, out: 8 * table.length }
}

/** Carries the rows over in portions, from byte `free` on, and calls the sweep for each. */
function carried(
  { memory }: VoteKernels,
  { row_start, cells }: Rows,
  free: number,
  sweep: (rows: number, starts: number, base: number, row: number) => void,
): void {
  const starts = new Uint32Array(memory.buffer)
  const narrow = cells.BYTES_PER_ELEMENT === 2
  const copies = narrow ? new Uint16Array(memory.buffer) : new Uint32Array(memory.buffer)
  const width = cells.BYTES_PER_ELEMENT
  const cells_at = free + 4 * (PORTION + 1)
  const rows = row_start.length - 1
  for (let row = 0; row < rows;) {
    const first = row_start[row] as number
    let end = row + 1
    while (end < rows && end - row < PORTION && (row_start[end + 1] as number) - first <= PORTION) {
      end++
    }
    starts.set(row_start.subarray(row, end + 1), free / 4)
    copies.set(cells.subarray(first, row_start[end]), cells_at / width)
    // The kernel counts cells from the first of all, so the base lies that much lower (modulo 2^32).
    sweep(end - row, free, (cells_at - width * first) | 0, row)
    row = end
  }
}

function pairSumsInJs({ row_start, cells }: Rows, weighted: Float64Array): Float64Array {
  const sums = new Float64Array(weighted.length)
  const rows = row_start.length - 1
  let k = 0
  for (let i = 0; i < rows; i++) {
    const begin = k
    const end = row_start[i + 1] as number
    // Not destructured, and in several strands: see sparse.ts.
    let xa = 0
    let xb = 0
    let xc = 0
    let xd = 0
    let ya = 0
    let yb = 0
    let yc = 0
    let yd = 0
    for (; k < end - 3; k += 4) {
      const p = (cells[k] as number) << 1
      const q = (cells[k + 1] as number) << 1
      const r = (cells[k + 2] as number) << 1
      const s = (cells[k + 3] as number) << 1
      xa += weighted[p] as number
      ya += weighted[p + 1] as number
      xb += weighted[q] as number
      yb += weighted[q + 1] as number
      xc += weighted[r] as number
      yc += weighted[r + 1] as number
      xd += weighted[s] as number
      yd += weighted[s + 1] as number
    }
    for (; k < end; k++) {
      const p = (cells[k] as number) << 1
      xa += weighted[p] as number
      ya += weighted[p + 1] as number
    }
    const x = xa + xb + (xc + xd)
    const y = ya + yb + (yc + yd)
    for (k = begin; k < end; k++) {
      const p = (cells[k] as number) << 1
      sums[p]! += x
      sums[p + 1]! += y
    }
  }
  return sums
}

function sixSumsInJs({ row_start, cells }: Rows, table: Float64Array): Float64Array {
  const rows = row_start.length - 1
  const out = new Float64Array(SIX * rows)
  for (let i = 0; i < rows; i++) sixOfRow(cells, row_start, i, table, out, SIX * i)
  return out
}

/** The six sums of one participant, written from `at` on. */
export function sixOfRow(
  cells: ArrayLike<number>,
  row_start: ArrayLike<number>,
  row: number,
  table: Float64Array,
  out: Float64Array,
  at: number,
): void {
  const end = row_start[row + 1] as number
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let e = 0
  let f = 0
  for (let k = row_start[row] as number; k < end; k++) {
    const t = SIX * (cells[k] as number)
    a += table[t] as number
    b += table[t + 1] as number
    c += table[t + 2] as number
    d += table[t + 3] as number
    e += table[t + 4] as number
    f += table[t + 5] as number
  }
  out[at] = a
  out[at + 1] = b
  out[at + 2] = c
  out[at + 3] = d
  out[at + 4] = e
  out[at + 5] = f
}
