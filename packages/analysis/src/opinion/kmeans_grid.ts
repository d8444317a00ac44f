// k-means over very many points: the best division of a grid's cells, then settled on the points
// themselves. With few points the points alone are used; the rules of kmeans.ts hold for both.
import { kMeans, lloyd, type Clustering, type WeightedPoints } from './kmeans.ts'

/** Points up to which no grid is used. */
const EXACT = 1024
const SIDE = 40

/** The best clustering into k whose clusters each have the least share of all weight, if there is one. */
export function bestClustering(
  points: WeightedPoints,
  k: number,
  least_share: number,
): Clustering | undefined {
  const total = points.weight.reduce((sum, w) => sum + w, 0)
  const least_weight = least_share * total
  if (points.weight.length <= EXACT) return kMeans(points, k, { least_weight })
  const rough = kMeans(gridded(points), k, { least_weight })
  if (!rough) return undefined
  const exact = lloyd(points, rough.centres, 20)
  return exact.weights.every((w) => w >= least_weight) ? exact : undefined
}

/** The points summed by cell of a grid over their extent: centroid and weight of each cell in use. */
export function gridded({ xy, weight }: WeightedPoints): WeightedPoints {
  const x = extent(xy, 0)
  const y = extent(xy, 1)
  const sums = new Float64Array(3 * SIDE * SIDE)
  for (let i = 0; i < weight.length; i++) {
    const w = weight[i] as number
    const px = xy[2 * i] as number
    const py = xy[2 * i + 1] as number
    const at = 3 * (cellAt(px, x) * SIDE + cellAt(py, y))
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

type Extent = { readonly low: number; readonly size: number }

function extent(xy: Float64Array, axis: 0 | 1): Extent {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let a = axis; a < xy.length; a += 2) {
    const value = xy[a] as number
    if (value < low) low = value
    if (value > high) high = value
  }
  return { low, size: high - low || 1 }
}

function cellAt(value: number, { low, size }: Extent): number {
  return Math.min(SIDE - 1, Math.floor(((value - low) / size) * SIDE))
}
