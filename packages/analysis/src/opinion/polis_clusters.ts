// Polis's two rounds of k-means on a cold start: base clusters of participants, then groups of base
// clusters with K by silhouette. Both begin with the first distinct points, so they depend on the
// order in which participants first voted: a fault of Polis's that is kept here on purpose.
// Source: compdemocracy/polis, math/src/polismath/math/clusters.clj and conversation.clj (2024).

/** Members are indices of points; the centre is their (weighted) mean. */
export type Cluster = {
  readonly id: number
  readonly members: readonly number[]
  readonly center: readonly [number, number]
}

/** Points in the plane, interleaved x, y. */
type Points = Float64Array

export const BASE_CLUSTERS = 100
const BASE_ITERATIONS = 100
/** The number meant is 100, but Polis passes it under a name that nothing reads. */
const GROUP_ITERATIONS = 20
const MOST_GROUPS = 5
const STILL = 0.01

export type PolisGroups = {
  readonly base: readonly Cluster[]
  /** Members are positions in `base`. */
  readonly groups: readonly Cluster[]
  /** Mean silhouette over base clusters by K. */
  readonly silhouettes: ReadonlyMap<number, number>
}

/** Groups of these points; base cluster members are indices of points. */
export function polisGroups(points: Points): PolisGroups {
  const base = kMeans(points, BASE_CLUSTERS, BASE_ITERATIONS)
  const centers = Float64Array.from(base.flatMap(({ center }) => center))
  const weights = Float64Array.from(base, ({ members }) => members.length)
  const most = Math.min(MOST_GROUPS, 2 + Math.floor(base.length / 12))
  const silhouettes = new Map<number, number>()
  let groups: readonly Cluster[] = []
  let best = Number.NEGATIVE_INFINITY
  for (let k = 2; k <= most; k++) {
    const clusters = kMeans(centers, k, GROUP_ITERATIONS, weights)
    const silhouette = meanSilhouette(centers, clusters)
    silhouettes.set(k, silhouette)
    if (silhouette >= best) {
      best = silhouette
      groups = clusters
    }
  }
  return { base, groups, silhouettes }
}

/** Lloyd's iterations from the first k distinct points; clusters that lose all members vanish. */
function kMeans(points: Points, k: number, iterations: number, weights?: Float64Array): Cluster[] {
  let clusters = firstDistinct(points, k)
  const nearest = new Int32Array(points.length / 2)
  for (let left = iterations; ; left--) {
    assign(points, clusters, nearest)
    const moved = recentred(points, clusters, nearest, weights)
    const still = left === 0 || isStill(clusters, moved)
    clusters = moved
    if (still) return clusters.toSorted((a, b) => a.id - b.id)
  }
}

function firstDistinct(points: Points, k: number): Cluster[] {
  const seen = new Set<string>()
  const clusters: Cluster[] = []
  for (let i = 0; 2 * i < points.length && clusters.length < k; i++) {
    const center: [number, number] = [points[2 * i] as number, points[2 * i + 1] as number]
    const key = center.join()
    if (seen.has(key)) continue
    seen.add(key)
    clusters.push({ id: clusters.length, members: [], center })
  }
  return clusters
}

/**
 * Puts the position of the nearest centre, of equally near ones the last, into `nearest`; what stood
 * there is only where the search begins. Centres are tried from the nearest to that one outwards, and
 * none is nearer to the point that lies more than twice as far from it (triangle inequality).
 */
function assign(points: Points, clusters: readonly Cluster[], nearest: Int32Array): void {
  const k = clusters.length
  const x = Float64Array.from(clusters, ({ center }) => center[0])
  const y = Float64Array.from(clusters, ({ center }) => center[1])
  const { order, apart } = neighbours(x, y)
  for (let i = 0; i < nearest.length; i++) {
    const px = points[2 * i] as number
    const py = points[2 * i + 1] as number
    const begin = (nearest[i] as number) < k ? (nearest[i] as number) : 0
    let best = begin
    let least = square(px - (x[begin] as number), py - (y[begin] as number))
    // A little more than the bound, for what rounding may take off the squares.
    const reach = 4 * least * (1 + 1e-9)
    for (let at = begin * k + 1; at < (begin + 1) * k; at++) {
      if ((apart[at] as number) > reach) break
      const c = order[at] as number
      const distance = square(px - (x[c] as number), py - (y[c] as number))
      if (distance < least || (distance === least && c > best)) {
        least = distance
        best = c
      }
    }
    nearest[i] = best
  }
}

function square(dx: number, dy: number): number {
  return dx * dx + dy * dy
}

/** For each centre all centres from the nearest (itself) on, row by row, and their squared distances. */
function neighbours(x: Float64Array, y: Float64Array): { order: Int32Array; apart: Float64Array } {
  const k = x.length
  const order = new Int32Array(k * k)
  const apart = new Float64Array(k * k)
  for (let c = 0; c < k; c++) {
    const from = Float64Array.from(x, (_, d) =>
      square((x[d] as number) - (x[c] as number), (y[d] as number) - (y[c] as number)),
    )
    from[c] = -1
    const row = Int32Array.from(from.keys()).sort(
      (a, b) => (from[a] as number) - (from[b] as number),
    )
    order.set(row, c * k)
    for (const [at, d] of row.entries()) apart[c * k + at] = from[d] as number
  }
  return { order, apart }
}

function recentred(
  points: Points,
  clusters: readonly Cluster[],
  nearest: Int32Array,
  weights?: Float64Array,
): Cluster[] {
  const members = clusters.map((): number[] => [])
  const sums = new Float64Array(3 * clusters.length)
  for (let i = 0; i < nearest.length; i++) {
    const c = nearest[i] as number
    const weight = weights?.[i] ?? 1
    members[c]?.push(i)
    sums[3 * c]! += weight * (points[2 * i] as number)
    sums[3 * c + 1]! += weight * (points[2 * i + 1] as number)
    sums[3 * c + 2]! += weight
  }
  return clusters.flatMap(({ id }, c) => {
    const own = members[c] ?? []
    const total = sums[3 * c + 2] as number
    const center: [number, number] = [
      (sums[3 * c] as number) / total,
      (sums[3 * c + 1] as number) / total,
    ]
    return own.length === 0 ? [] : [{ id, members: own, center }]
  })
}

/** Every centre, in lexicographic order, nearer than 0.01 to its counterpart of the step before. */
function isStill(before: readonly Cluster[], after: readonly Cluster[]): boolean {
  const [a, b] = [sortedCenters(before), sortedCenters(after)]
  return b.every(([x, y], i) => {
    const [u, v] = a[i] as readonly [number, number]
    return Math.hypot(x - u, y - v) < STILL
  })
}

function sortedCenters(clusters: readonly Cluster[]): (readonly [number, number])[] {
  return clusters.map(({ center }) => center).toSorted((a, b) => a[0] - b[0] || a[1] - b[1])
}

/** Unweighted mean of (b - a) / max(a, b); 0 for whoever is alone, and where all distances are 0. */
export function meanSilhouette(points: Points, clusters: readonly Cluster[]): number {
  let sum = 0
  let count = 0
  for (const own of clusters) {
    for (const i of own.members) {
      count++
      if (own.members.length === 1) continue
      const inside = meanDistance(points, i, own)
      const outside = Math.min(
        ...clusters.filter((c) => c !== own).map((c) => meanDistance(points, i, c)),
      )
      const larger = Math.max(inside, outside)
      if (Number.isFinite(larger) && larger > 0) sum += (outside - inside) / larger
    }
  }
  return count === 0 ? 0 : sum / count
}

function meanDistance(points: Points, i: number, { members }: Cluster): number {
  let sum = 0
  let others = 0
  for (const j of members) {
    if (j === i) continue
    const dx = (points[2 * i] as number) - (points[2 * j] as number)
    const dy = (points[2 * i + 1] as number) - (points[2 * j + 1] as number)
    sum += Math.sqrt(dx * dx + dy * dy)
    others++
  }
  return sum / others
}
