// Weighted k-means in the plane from fixed, geometric starts: slabs and sectors in many directions, so
// that the answer depends on the points alone. How many groups there are is decided in stability.ts.

/** Points of the plane, interleaved (x, y), each with a weight. */
export type WeightedPoints = {
  readonly xy: Float64Array
  /** length points; a point of weight 0 is placed but moves nothing */
  readonly weight: Float64Array
}

export type Clustering = {
  /** k centres, interleaved; ordered by x, then y */
  readonly centres: Float64Array
  /** Weighted sum of squared distances to the nearest centre: what is minimised. */
  readonly inertia: number
  /** Total weight of each cluster. */
  readonly weights: Float64Array
}

export type KMeansOptions = {
  /** Directions in which the starts are laid; each gives a slab and a sector start. */
  readonly directions?: number
  readonly iterations?: number
  /** No cluster may weigh less than this, so an outlier makes no group of its own. */
  readonly least_weight?: number
  /** Further starts: centres, interleaved. */
  readonly starts?: readonly Float64Array[]
  /** `ordersOf` the same points and directions, where several k are tried on them. */
  readonly orders?: PointOrders
}

/** The points along each direction and around their middle: what starts are cut from. */
export type PointOrders = {
  readonly along: readonly Uint32Array[]
  readonly around: Uint32Array
  /** Of each point as seen from the middle, -pi to pi. */
  readonly angle: Float64Array
}

/**
 * The best of the local optima reached from the fixed starts (Lloyd's algorithm), or undefined if no
 * start leads to k clusters of the least weight. Ties go to the start that comes first.
 */
export function kMeans(
  points: WeightedPoints,
  k: number,
  options: KMeansOptions = {},
): Clustering | undefined {
  const { directions = 8, iterations = 50, least_weight = 0 } = options
  let best: Clustering | undefined
  for (const start of startsOf(points, k, directions, options)) {
    const found = lloyd(points, start, iterations)
    if (found.weights.some((w) => w <= 0 || w < least_weight)) continue
    // A hair's breadth is rounding, not a better answer: without it a tie would fall by summing order.
    if (best === undefined || found.inertia < best.inertia * (1 - 1e-9)) best = found
  }
  return best && inOrder(best)
}

/** Lloyd's iterations from given centres until nothing moves. */
export function lloyd(points: WeightedPoints, start: Float64Array, iterations: number): Clustering {
  const k = start.length / 2
  let centres = start.slice()
  let { sums, weights, inertia } = swept(points, centres)
  for (let t = 0; t < iterations; t++) {
    const next = centres.slice()
    for (let g = 0; g < k; g++) {
      const w = weights[g] as number
      if (w <= 0) continue
      next[2 * g] = (sums[2 * g] as number) / w
      next[2 * g + 1] = (sums[2 * g + 1] as number) / w
    }
    const moved = next.some((value, at) => value !== centres[at])
    if (!moved) break
    centres = next
    const before = inertia
    ;({ sums, weights, inertia } = swept(points, centres))
    if (before - inertia <= 1e-12 * before) break
  }
  return { centres, weights, inertia }
}

/** One pass: every point to its nearest centre (ties to the first). */
function swept({ xy, weight }: WeightedPoints, centres: Float64Array) {
  const k = centres.length / 2
  const sums = new Float64Array(2 * k)
  const weights = new Float64Array(k)
  let inertia = 0
  for (let i = 0; i < weight.length; i++) {
    const w = weight[i] as number
    if (w === 0) continue
    const x = xy[2 * i] as number
    const y = xy[2 * i + 1] as number
    let least = Number.POSITIVE_INFINITY
    let own = 0
    for (let g = 0; g < k; g++) {
      const dx = x - (centres[2 * g] as number)
      const dy = y - (centres[2 * g + 1] as number)
      const d = dx * dx + dy * dy
      if (d < least) {
        least = d
        own = g
      }
    }
    sums[2 * own]! += w * x
    sums[2 * own + 1]! += w * y
    weights[own]! += w
    inertia += w * least
  }
  return { sums, weights, inertia }
}

/** Nearest centre of each point; ties to the first. */
export function nearest(xy: Float64Array, centres: Float64Array): Int32Array {
  const own = new Int32Array(xy.length / 2)
  for (let i = 0; i < own.length; i++) {
    let least = Number.POSITIVE_INFINITY
    for (let g = 0; g < centres.length / 2; g++) {
      const dx = (xy[2 * i] as number) - (centres[2 * g] as number)
      const dy = (xy[2 * i + 1] as number) - (centres[2 * g + 1] as number)
      const d = dx * dx + dy * dy
      if (d < least) {
        least = d
        own[i] = g
      }
    }
  }
  return own
}

function* startsOf(
  points: WeightedPoints,
  k: number,
  directions: number,
  { starts = [], orders = ordersOf(points, directions) }: KMeansOptions,
): Generator<Float64Array> {
  for (const start of starts) if (start.length === 2 * k) yield start
  if (k === 1) {
    yield new Float64Array(2)
    return
  }
  for (const [d, along] of orders.along.entries()) {
    yield cut(points, along, k)
    if (k === 2) continue // two sectors are the two slabs again
    yield cut(points, turnedBy((2 * Math.PI * d) / directions / k, orders), k)
  }
}

/** Sorts the points once for every k and every start. */
export function ordersOf(points: WeightedPoints, directions: number): PointOrders {
  const { xy, weight } = points
  const n = weight.length
  const at = new Float64Array(n)
  const along = Array.from({ length: directions }, (_, d) => {
    const angle = (Math.PI * d) / directions
    const [c, s] = [Math.cos(angle), Math.sin(angle)]
    for (let i = 0; i < n; i++) at[i] = c * (xy[2 * i] as number) + s * (xy[2 * i + 1] as number)
    return sortedBy(at)
  })
  const [cx, cy] = centroid(points)
  for (let i = 0; i < n; i++) {
    at[i] = Math.atan2((xy[2 * i + 1] as number) - cy, (xy[2 * i] as number) - cx)
  }
  return { along, around: sortedBy(at), angle: at }
}

function sortedBy(at: Float64Array): Uint32Array {
  const order = new Uint32Array(at.length)
  for (let i = 0; i < order.length; i++) order[i] = i
  return order.sort((a, b) => (at[a] as number) - (at[b] as number) || a - b)
}

/** The points around their middle from this angle beyond -pi on. */
function turnedBy(turn: number, { around, angle }: PointOrders): Uint32Array {
  let first = 0
  while (first < around.length && (angle[around[first] as number] as number) < turn - Math.PI) {
    first++
  }
  const order = new Uint32Array(around.length)
  order.set(around.subarray(first))
  order.set(around.subarray(0, first), around.length - first)
  return order
}

function centroid({ xy, weight }: WeightedPoints): [number, number] {
  let [x, y, total] = [0, 0, 0]
  for (let i = 0; i < weight.length; i++) {
    const w = weight[i] as number
    x += w * (xy[2 * i] as number)
    y += w * (xy[2 * i + 1] as number)
    total += w
  }
  return total === 0 ? [0, 0] : [x / total, y / total]
}

/** Means of k consecutive parts of equal weight. */
function cut({ xy, weight }: WeightedPoints, order: Uint32Array, k: number): Float64Array {
  const centres = new Float64Array(2 * k)
  const weights = new Float64Array(k)
  let total = 0
  for (let i = 0; i < weight.length; i++) total += weight[i] as number
  let before = 0
  for (let o = 0; o < order.length; o++) {
    const i = order[o] as number
    const w = weight[i] as number
    const g = Math.min(k - 1, Math.floor(((before + w / 2) / total) * k))
    before += w
    weights[g]! += w
    centres[2 * g]! += w * (xy[2 * i] as number)
    centres[2 * g + 1]! += w * (xy[2 * i + 1] as number)
  }
  for (let g = 0; g < k; g++) {
    const w = weights[g] as number
    if (w === 0) continue
    centres[2 * g]! /= w
    centres[2 * g + 1]! /= w
  }
  return centres
}

function inOrder({ centres, weights, inertia }: Clustering): Clustering {
  const at = (g: number, axis: number) => centres[2 * g + axis] as number
  const order = Array.from(weights, (_, g) => g)
  order.sort((a, b) => at(a, 0) - at(b, 0) || at(a, 1) - at(b, 1))
  return {
    centres: Float64Array.from(order.flatMap((g) => [at(g, 0), at(g, 1)])),
    weights: Float64Array.from(order, (g) => weights[g] as number),
    inertia,
  }
}
