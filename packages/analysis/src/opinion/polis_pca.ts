// Principal components, projections and extremities as Polis computes them, its stopping rule and its
// treatment of moderated statements included. For certification against Polis; our own components
// (pca.ts) are exact where these may be unfinished.
// Source: compdemocracy/polis, math/src/polismath/math/pca.clj and conversation.clj (2024).
import { centred, gramTimes, scores, type CentredVotes } from './sparse.ts'
import { withoutStatements, type VoteMatrix } from './votes.ts'

export type PolisPca = {
  /** By statement, +1 agree; 0 for moderated-out statements. */
  readonly center: Float64Array
  readonly components: readonly [Float64Array, Float64Array]
  /** |Y'Y c - value c| / value of each: Polis stops after 101 products, converged or not. */
  readonly residuals: readonly [number, number]
  /** Interleaved x, y by participant, in conversation or not. */
  readonly projection: Float64Array
  /** Distance from the origin of somebody who only agrees with this statement. */
  readonly extremity: Float64Array
}

/** Products of one power iteration at most. */
const PRODUCTS = 101

export function polisPca(votes: VoteMatrix, moderated_out: ReadonlySet<string>): PolisPca {
  const live = withoutStatements(votes, moderated_out)
  const y = centred(live)
  const first = powerIteration(y, undefined)
  const second = powerIteration(y, first)
  const kept = livePositions(votes, moderated_out)
  const components = [first, second].map((c) => spread(c, kept, votes.statements.length))
  const center = spread(y.mean, kept, votes.statements.length)
  const [one, two] = components as [Float64Array, Float64Array]
  return {
    center,
    components: [one, two],
    residuals: [residual(y, first), residual(y, second)],
    projection: polisProjection(y, first, second, votes.statements.length),
    extremity: extremities(center, one, two),
  }
}

function livePositions(votes: VoteMatrix, out: ReadonlySet<string>): number[] {
  return [...votes.statements.keys()].filter((j) => !out.has(votes.statements[j] as string))
}

function spread(from: Float64Array, to: readonly number[], length: number): Float64Array {
  const all = new Float64Array(length)
  for (const [i, j] of to.entries()) all[j] = from[i] as number
  return all
}

/**
 * x <- X'X x / |X'X x| from a vector of ones, until the norm repeats to the last bit or the products
 * are used up; `deflated` is taken out of the rows of X before.
 */
function powerIteration(y: CentredVotes, deflated: Float64Array | undefined): Float64Array {
  let x = new Float64Array(y.mean.length).fill(1)
  let last = 0
  for (let n = 0; n < PRODUCTS; n++) {
    if (deflated) takeOut(x, deflated)
    const product = gramTimes(y, x)
    if (deflated) takeOut(product, deflated)
    const norm = Math.sqrt(dot(product, product))
    // Rank 0 or 1: there is no such direction, and rounding is none.
    if (norm <= 1e-13 * y.total) return new Float64Array(x.length)
    x = product.map((entry) => entry / norm)
    if (norm === last) break
    last = norm
  }
  return x
}

function takeOut(x: Float64Array, direction: Float64Array): void {
  const along = dot(x, direction)
  for (let j = 0; j < x.length; j++) x[j]! -= along * (direction[j] as number)
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0
  for (let j = 0; j < x.length; j++) sum += (x[j] as number) * (y[j] as number)
  return sum
}

function residual(y: CentredVotes, component: Float64Array): number {
  const product = gramTimes(y, component)
  const value = dot(product, component)
  if (value === 0) return 0
  takeOut(product, component)
  return Math.sqrt(dot(product, product)) / value
}

/**
 * sqrt(M / n) times the sum over the votes cast, where a moderated-out statement counts into M and
 * into everybody's n: Polis writes zeros into its column for voters and non-voters alike.
 */
function polisProjection(
  y: CentredVotes,
  first: Float64Array,
  second: Float64Array,
  statements: number,
): Float64Array {
  const { row_start } = y.votes
  const projection = scores(y, first, second)
  const moderated = statements - y.mean.length
  for (let i = 0; i + 1 < row_start.length; i++) {
    const cast = (row_start[i + 1] as number) - (row_start[i] as number) + moderated
    const scale = Math.sqrt(statements / Math.max(1, cast))
    projection[2 * i]! *= scale
    projection[2 * i + 1]! *= scale
  }
  return projection
}

function extremities(center: Float64Array, x: Float64Array, y: Float64Array): Float64Array {
  const scale = Math.sqrt(center.length)
  return center.map(
    (mu, j) => scale * Math.abs(1 - mu) * Math.hypot(x[j] as number, y[j] as number),
  )
}
