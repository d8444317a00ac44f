// The centred vote matrix Y without ever forming it. Filling a missing vote with its column's mean and
// centring leaves 0 there, so Y holds (vote - mean) where someone voted and nothing else, and every
// product costs one pass over the votes. Eigenvectors are found in lanczos.ts.
import { pairSums } from './vote_sweeps.ts'
import { voteCounts, type VoteMatrix } from './votes.ts'

export type CentredVotes = {
  readonly votes: VoteMatrix
  /** Mean vote of each statement, 0 where nobody voted. */
  readonly mean: Float64Array
  /** vote - mean by cell code (`statement * 4 + vote + 1`). */
  readonly deviation: Float64Array
  /** Sum of squares of Y, the trace of Y'Y. */
  readonly total: number
}

/** Centres the columns; `counts` may be given if voteCounts(votes) is known already. */
export function centred(votes: VoteMatrix, counts = voteCounts(votes)): CentredVotes {
  const m = votes.statements.length
  const mean = new Float64Array(m)
  const deviation = new Float64Array(4 * m)
  let total = 0
  for (let j = 0; j < m; j++) {
    const [disagree, pass, agree] = [
      at(counts, 4 * j),
      at(counts, 4 * j + 1),
      at(counts, 4 * j + 2),
    ]
    const n = disagree + pass + agree
    const mu = n === 0 ? 0 : (agree - disagree) / n
    mean[j] = mu
    for (let code = 0; code < 3; code++) deviation[4 * j + code] = code - 1 - mu
    // Not n * variance from sums of squares: this form has no cancellation.
    total += disagree * (1 + mu) ** 2 + pass * mu ** 2 + agree * (1 - mu) ** 2
  }
  return { votes, mean, deviation, total }
}

function at(array: ArrayLike<number>, index: number): number {
  return array[index] as number
}

/**
 * Y'Y x for one vector x of length statements: two sweeps over each participant's votes. Sums run in
 * several strands, because one alone waits for each addition before the next (2.5 times slower).
 */
export function gramTimes({ votes, deviation }: CentredVotes, x: Float64Array): Float64Array {
  const { row_start, cells } = votes
  const codes = deviation.length
  const weighted = new Float64Array(codes)
  for (let c = 0; c < codes; c++) weighted[c] = at(deviation, c) * at(x, c >>> 2)
  const sums = new Float64Array(codes)
  const rows = row_start.length - 1
  let k = 0
  for (let i = 0; i < rows; i++) {
    const begin = k
    const end = row_start[i + 1] as number
    // Not destructured: in this loop that costs more than the arithmetic.
    let a = 0
    let b = 0
    let c = 0
    let d = 0
    for (; k < end - 3; k += 4) {
      a += weighted[cells[k] as number] as number
      b += weighted[cells[k + 1] as number] as number
      c += weighted[cells[k + 2] as number] as number
      d += weighted[cells[k + 3] as number] as number
    }
    for (; k < end; k++) a += weighted[cells[k] as number] as number
    const score = a + b + (c + d)
    for (k = begin; k < end; k++) sums[cells[k] as number]! += score
  }
  const out = new Float64Array(x.length)
  for (let c = 0; c < codes; c++) out[c >>> 2]! += at(deviation, c) * at(sums, c)
  return out
}

/** Y'Y x and Y'Y y in the same two sweeps. */
export function gramTimesPair(
  { votes, deviation }: CentredVotes,
  x: Float64Array,
  y: Float64Array,
): [Float64Array, Float64Array] {
  const codes = deviation.length
  // Interleaved, so that both values of a code share a cache line.
  const weighted = new Float64Array(2 * codes)
  for (let c = 0; c < codes; c++) {
    weighted[2 * c] = at(deviation, c) * at(x, c >>> 2)
    weighted[2 * c + 1] = at(deviation, c) * at(y, c >>> 2)
  }
  const sums = pairSums(votes, weighted)
  const out: [Float64Array, Float64Array] = [new Float64Array(x.length), new Float64Array(x.length)]
  for (let c = 0; c < codes; c++) {
    out[0][c >>> 2]! += at(deviation, c) * at(sums, 2 * c)
    out[1][c >>> 2]! += at(deviation, c) * at(sums, 2 * c + 1)
  }
  return out
}

/** Y x and Y y, interleaved: entry 2i and 2i + 1 are participant i's sums over her own votes. */
export function scores(
  { votes, deviation }: CentredVotes,
  x: Float64Array,
  y: Float64Array,
): Float64Array {
  const { row_start, cells } = votes
  const rows = row_start.length - 1
  const out = new Float64Array(2 * rows)
  for (let i = 0; i < rows; i++) {
    let x_score = 0
    let y_score = 0
    const end = at(row_start, i + 1)
    for (let k = at(row_start, i); k < end; k++) {
      const cell = at(cells, k)
      const d = at(deviation, cell)
      x_score += d * at(x, cell >>> 2)
      y_score += d * at(y, cell >>> 2)
    }
    out[2 * i] = x_score
    out[2 * i + 1] = y_score
  }
  return out
}
