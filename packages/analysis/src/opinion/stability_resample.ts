// Resamples of a conversation's participants: for each, the plane of its two components and where
// everyone stands in it. Seeded by ballot keys, so nothing depends on order. What the resamples say
// about groups is in stability.ts.
import { ordersOf, type PointOrders, type WeightedPoints } from './kmeans.ts'
import {
  drawnIn,
  positionsOf,
  reliability,
  rowSums,
  shrunkCentred,
  type Plane,
  type PositionModel,
  type Positions,
} from './membership.ts'
import { mixTwo, resampleWeight } from './random.ts'
import type { CentredVotes } from './sparse.ts'

/** One resample: where the judged participants stand in it, and the points its groups come from. */
export type Replicate = {
  readonly positions: Positions
  readonly points: WeightedPoints & { readonly orders: PointOrders }
}

/** Directions in which the starts of a resample's groups are laid. */
const DIRECTIONS = 4

export type ResampleOptions = {
  readonly seed: number
  /** As in shrunkCentred. */
  readonly prior: number
  readonly replicates: number
  /** At most so many participants make the groups of a resample. */
  readonly resolution: number
  /** Find the plane anew in each resample, or keep it (where it is known well and costs most). */
  readonly new_plane: boolean
  /** Standard deviations beyond which positions are drawn in. */
  readonly reach: number
}

/** Participants who may be in a group, by row of the matrix, with their keys. */
export type Panel = {
  readonly rows: Uint32Array
  readonly keys: Uint32Array
}

/**
 * Resamples participants with Poisson weights of mean 1 (the bootstrap for sets of unknown size) and
 * finds plane and positions anew. Above `resolution` participants a part of that size, drawn by key,
 * makes the groups: a division counts as stable if so many people would find it again, since with
 * enough people any division is found again (Ben-David, von Luxburg and Pál 2006).
 */
export function resamples(
  y: CentredVotes,
  model: PositionModel,
  panel: Panel,
  keys: Uint32Array,
  options: ResampleOptions,
): Replicate[] {
  const placed = (centred: CentredVotes, plane: Plane) =>
    drawnIn(positionsOf(rowSums(centred, plane, panel.rows), model), model, options.reach)
  const fixed = options.new_plane ? undefined : placed(y, model.plane)
  return Array.from({ length: options.replicates }, (_, r) => {
    let positions = fixed
    if (positions === undefined) {
      const times = Float64Array.from(keys, (key) => resampleWeight(key, options.seed, r))
      const [resampled, plane] = resampledPlane(y, model.plane, times, options.prior)
      positions = placed(resampled, plane)
    }
    return { positions, points: pointsOf(positions, model, panel, r, options) }
  })
}

function pointsOf(
  positions: Positions,
  model: PositionModel,
  { keys }: Panel,
  replicate: number,
  { seed, resolution }: ResampleOptions,
): Replicate['points'] {
  const trust = reliability(positions, model)
  const drawn = drawnRows(keys, mixTwo(seed ^ 0x5bd1e995, replicate), resolution)
  const xy = new Float64Array(2 * drawn.length)
  const weight = new Float64Array(drawn.length)
  let at = 0
  for (let d = 0; d < drawn.length; d++) {
    const i = drawn[d] as number
    const times = resampleWeight(keys[i] as number, seed, replicate)
    if (times === 0) continue
    xy[2 * at] = positions.xy[2 * i] as number
    xy[2 * at + 1] = positions.xy[2 * i + 1] as number
    weight[at++] = times * (trust[i] as number)
  }
  const points = { xy: xy.slice(0, 2 * at), weight: weight.slice(0, at) }
  return { ...points, orders: ordersOf(points, DIRECTIONS) }
}

/** The `most` with the lowest lots, ascending by place; everybody where there are no more. */
function drawnRows(keys: Uint32Array, salt: number, most: number): Uint32Array {
  const everybody = keys.map((_, i) => i)
  if (keys.length <= most) return everybody
  const lots = keys.map((key) => mixTwo(key, salt))
  const limit = lots.toSorted()[most] as number
  return everybody.filter((i) => (lots[i] as number) < limit)
}

/** Steps of subspace iteration from the whole set's plane; a resample moves it little. */
const STEPS = 6

function resampledPlane(
  y: CentredVotes,
  start: Plane,
  times: Float64Array,
  prior: number,
): [CentredVotes, Plane] {
  const resampled = weightedCentred(y, times, prior)
  let plane: Plane = start
  for (let step = 0; step < STEPS; step++) {
    const [a, b] = weightedGramPair(resampled, plane, times)
    plane = step === STEPS - 1 ? ritz(plane, [a, b]) : orthonormalPair(a, b)
  }
  return [resampled, plane]
}

function weightedCentred(y: CentredVotes, times: Float64Array, prior: number): CentredVotes {
  const { row_start, cells } = y.votes
  const counts = new Float64Array(y.deviation.length)
  for (let i = 0; i < times.length; i++) {
    const w = times[i] as number
    if (w === 0) continue
    const end = row_start[i + 1] as number
    for (let k = row_start[i] as number; k < end; k++) counts[cells[k] as number]! += w
  }
  return shrunkCentred(y.votes, prior, counts)
}

function weightedGramPair(
  { votes, deviation }: CentredVotes,
  [p, q]: Plane,
  times: Float64Array,
): [Float64Array, Float64Array] {
  const { row_start, cells } = votes
  const weighted = new Float64Array(2 * deviation.length)
  for (let c = 0; c < deviation.length; c++) {
    const d = deviation[c] as number
    weighted[2 * c] = d * (p[c >>> 2] as number)
    weighted[2 * c + 1] = d * (q[c >>> 2] as number)
  }
  const sums = new Float64Array(2 * deviation.length)
  for (let i = 0; i < times.length; i++) {
    const w = times[i] as number
    if (w === 0) continue
    const begin = row_start[i] as number
    const end = row_start[i + 1] as number
    let a = 0
    let b = 0
    for (let k = begin; k < end; k++) {
      const c = 2 * (cells[k] as number)
      a += weighted[c] as number
      b += weighted[c + 1] as number
    }
    a *= w
    b *= w
    for (let k = begin; k < end; k++) {
      const c = 2 * (cells[k] as number)
      sums[c]! += a
      sums[c + 1]! += b
    }
  }
  const out: [Float64Array, Float64Array] = [new Float64Array(p.length), new Float64Array(p.length)]
  for (let c = 0; c < deviation.length; c++) {
    const d = deviation[c] as number
    out[0][c >>> 2]! += d * (sums[2 * c] as number)
    out[1][c >>> 2]! += d * (sums[2 * c + 1] as number)
  }
  return out
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}

function combined(a: Float64Array, s: number, b: Float64Array, t: number): Float64Array {
  return a.map((value, i) => s * value + t * (b[i] as number))
}

function unit(a: Float64Array): Float64Array {
  const length = Math.sqrt(dot(a, a))
  return length <= 1e-150 ? a.map(() => 0) : a.map((value) => value / length)
}

function orthonormalPair(a: Float64Array, b: Float64Array): Plane {
  const first = unit(a)
  return [first, unit(combined(b, 1, first, -dot(first, b)))]
}

/** The principal axes within the plane: eigenvectors of the 2 x 2 matrix plane' A plane. */
function ritz(plane: Plane, [a, b]: Plane): Plane {
  const xx = dot(plane[0], a)
  const cross = (dot(plane[0], b) + dot(plane[1], a)) / 2
  const yy = dot(plane[1], b)
  const angle = Math.atan2(2 * cross, xx - yy) / 2
  const [c, s] = [Math.cos(angle), Math.sin(angle)]
  // The products of the turned plane are the products of the plane, turned alike.
  return orthonormalPair(combined(a, c, b, s), combined(a, -s, b, c))
}
