// k-means over very many points: the best division of a grid's cells, then settled on the points
// themselves. With few points the points alone are used; the rules of kmeans.ts hold for both.
import {
  kMeans,
  lloyd,
  ordersOf,
  type Clustering,
  type PointOrders,
  type WeightedPoints,
} from './kmeans.ts'

/** Points up to which no grid is used. */
const EXACT = 1024
/** Points up to which they themselves settle the centres; beyond, the cells of a fine grid do. */
const SETTLED = 100_000
const COARSE = 40
const FINE = 256
/** Directions in which starts are laid. */
const DIRECTIONS = 8

/** Points made ready for any number of clusters. */
export type Clusterable = {
  readonly total: number
  /** What every start is tried on. */
  readonly rough: WeightedPoints
  readonly orders: PointOrders
  /** What the best is settled on; undefined where it is the same. */
  readonly settled: WeightedPoints | undefined
}

export function clusterable(points: WeightedPoints): Clusterable {
  const { weight } = points
  let total = 0
  for (let i = 0; i < weight.length; i++) total += weight[i] as number
  const few = weight.length <= EXACT
  const settled = few || weight.length <= SETTLED ? points : gridded(points, FINE)
  const rough = few ? points : gridded(settled, COARSE)
  const orders = ordersOf(rough, DIRECTIONS)
  return { total, rough, orders, settled: few ? undefined : settled }
}

/** The best clustering into k whose clusters each have the least share of all weight, if there is one. */
export function bestClustering(
  { total, rough, orders, settled }: Clusterable,
  k: number,
  least_share: number,
): Clustering | undefined {
  const least_weight = least_share * total
  const found = kMeans(rough, k, { directions: DIRECTIONS, least_weight, orders })
  if (!found || !settled) return found
  const exact = lloyd(settled, found.centres, 20)
  return exact.weights.every((w) => w >= least_weight) ? exact : undefined
}

/** The points summed by cell of a grid over their extent: centroid and weight of each cell in use. */
export function gridded({ xy, weight }: WeightedPoints, side: number): WeightedPoints {
  const x = extent(xy, 0, side)
  const y = extent(xy, 1, side)
  const sums = new Float64Array(3 * side * side)
  for (let i = 0; i < weight.length; i++) {
    const w = weight[i] as number
    const px = xy[2 * i] as number
    const py = xy[2 * i + 1] as number
    const at = 3 * (cellAt(px, x) * side + cellAt(py, y))
    sums[at]! += w
    sums[at + 1]! += w * px
    sums[at + 2]! += w * py
  }
  const out_xy: number[] = []
  const out_weight: number[] = []
  for (let at = 0; at < sums.length; at += 3) {
    const w = sums[at] as number
    if (w === 0) continue
    out_xy.push((sums[at + 1] as number) / w, (sums[at + 2] as number) / w)
    out_weight.push(w)
  }
  return { xy: Float64Array.from(out_xy), weight: Float64Array.from(out_weight) }
}

type Extent = { readonly low: number; readonly scale: number; readonly last: number }

function extent(xy: Float64Array, axis: 0 | 1, side: number): Extent {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (let a = axis; a < xy.length; a += 2) {
    const value = xy[a] as number
    if (value < low) low = value
    if (value > high) high = value
  }
  return { low, scale: side / (high - low || 1), last: side - 1 }
}

function cellAt(value: number, { low, scale, last }: Extent): number {
  return Math.min(last, Math.floor((value - low) * scale))
}
