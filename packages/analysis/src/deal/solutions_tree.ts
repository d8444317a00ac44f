// A box tree over partial packages: each node knows the least loss and the highest sum in every
// dimension among its entries, so that pairs of nodes can be dropped together. Source: Bentley 1975.
import type { Half } from './solutions_list.ts'

export type BoxTree = {
  /** Per node: entries from..to of the reordered list, first child or -1 (the second is next to it). */
  readonly from: Int32Array
  readonly to: Int32Array
  readonly left: Int32Array
  readonly least: Float64Array
  readonly most: Float64Array
  readonly lowest: Float64Array
  /** The list in tree order, and where each entry was. */
  readonly loss: Float64Array
  readonly sums: Float64Array
  readonly order: Int32Array
}

const leaf_size = 16

/** `weights` make the dimensions comparable when a node is cut across its widest one. */
export function boxTree(half: Half, weights: Float64Array): BoxTree {
  const { size, width } = half
  const order = Int32Array.from({ length: size }, (_, k) => k)
  const capacity = 4 * Math.ceil(size / leaf_size) + 4
  const from = new Int32Array(capacity)
  const to = new Int32Array(capacity)
  const left = new Int32Array(capacity).fill(-1)
  const least = new Float64Array(capacity).fill(Infinity)
  const most = new Float64Array(capacity * width).fill(-Infinity)
  const lowest = new Float64Array(capacity * width).fill(Infinity)
  let nodes = 1
  to[0] = size
  for (let node = 0; node < nodes; node++) {
    const start = from[node] as number
    const end = to[node] as number
    if (end - start <= leaf_size) continue
    const widest = widestOf(half, order, start, end, weights)
    const middle = (start + end) >> 1
    select(order, half.sums, width, widest, start, end - 1, middle)
    left[node] = nodes
    from[nodes] = start
    to[nodes] = middle
    from[nodes + 1] = middle
    to[nodes + 1] = end
    nodes += 2
  }
  const loss = new Float64Array(size)
  const sums = new Float64Array(size * width)
  for (let k = 0; k < size; k++) {
    const at = order[k] as number
    loss[k] = half.loss[at] as number
    for (let i = 0; i < width; i++) sums[k * width + i] = half.sums[at * width + i] as number
  }
  // Children come after their parents: from the last node up every box is made of finished ones.
  for (let node = nodes - 1; node >= 0; node--) {
    const child = left[node] as number
    const here = node * width
    if (child < 0) {
      for (let k = from[node] as number; k < (to[node] as number); k++) {
        if ((loss[k] as number) < (least[node] as number)) least[node] = loss[k] as number
        for (let i = 0; i < width; i++) {
          const sum = sums[k * width + i] as number
          if (sum < (lowest[here + i] as number)) lowest[here + i] = sum
          if (sum > (most[here + i] as number)) most[here + i] = sum
        }
      }
      continue
    }
    least[node] = Math.min(least[child] as number, least[child + 1] as number)
    for (let i = 0; i < width; i++) {
      const [a, b] = [child * width + i, (child + 1) * width + i]
      lowest[here + i] = Math.min(lowest[a] as number, lowest[b] as number)
      most[here + i] = Math.max(most[a] as number, most[b] as number)
    }
  }
  return { from, to, left, least, most, lowest, loss, sums, order }
}

/** The dimension in which some of the entries lie furthest apart; all are not worth the look. */
function widestOf(
  { sums, width }: Half,
  order: Int32Array,
  start: number,
  end: number,
  weights: Float64Array,
): number {
  const step = Math.max(1, (end - start) >> 6)
  let widest = 0
  let reach = -1
  for (let i = 0; i < width; i++) {
    let [low, high] = [Infinity, -Infinity]
    for (let k = start; k < end; k += step) {
      const sum = sums[(order[k] as number) * width + i] as number
      if (sum < low) low = sum
      if (sum > high) high = sum
    }
    const span = (high - low) * (weights[i] as number)
    if (span > reach) {
      reach = span
      widest = i
    }
  }
  return widest
}

/** Hoare's quickselect on one dimension: entries below `middle` are no larger than those above. */
function select(
  order: Int32Array,
  sums: Float64Array,
  width: number,
  dimension: number,
  low: number,
  high: number,
  middle: number,
): void {
  const key = (k: number) => sums[(order[k] as number) * width + dimension] as number
  while (low < high) {
    const pivot = key((low + high) >> 1)
    let i = low
    let j = high
    while (i <= j) {
      while (key(i) < pivot) i++
      while (key(j) > pivot) j--
      if (i > j) break
      const swap = order[i] as number
      order[i] = order[j] as number
      order[j] = swap
      i++
      j--
    }
    if (middle <= j) high = j
    else if (middle >= i) low = i
    else return
  }
}
