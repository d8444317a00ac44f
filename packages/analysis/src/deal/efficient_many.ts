// Three columns and more: the efficient points of shifted sorted sets. Candidates are brought into
// descending lexicographic order by merging; then each is tested against those kept before it.
import { DominanceTree } from './dominance_tree.ts'
import { exactOf } from './efficient.ts'
import type { Comparison, Stream, Union } from './efficient.ts'

/** All points of all streams, one after the other. */
type Candidates = {
  readonly streams: readonly Stream[]
  readonly size: number
  /** starts[stream]: its first candidate. */
  readonly starts: Int32Array
  /** What is summed. */
  readonly values: readonly Float64Array[]
  /** What is compared: the values, or their ranks where the values are roundings. */
  readonly keys: readonly Float64Array[]
}

export function efficientOfMany(
  streams: readonly Stream[],
  columns_count: number,
  by: Comparison,
): Union {
  const candidates = candidatesOf(streams, columns_count, by)
  const order = sorted(candidates)
  return unionOf(candidates, sweep(candidates, order, by.parties_count), by)
}

function candidatesOf(
  streams: readonly Stream[],
  columns_count: number,
  by: Comparison,
): Candidates {
  const starts = new Int32Array(streams.length + 1)
  streams.forEach(({ set }, s) => (starts[s + 1] = (starts[s] as number) + set.size))
  const size = starts[streams.length] as number
  const values = Array.from({ length: columns_count }, (_, c) => {
    const column = new Float64Array(size)
    streams.forEach(({ set, shift }, s) => {
      const from = set.columns[c] as Float64Array
      const by_much = shift[c] as number
      const start = starts[s] as number
      for (let i = 0; i < set.size; i += 1) column[start + i] = (from[i] as number) + by_much
    })
    return column
  })
  const candidates = { streams, size, starts, values, keys: values }
  const { slack } = by
  if (!slack) return candidates
  const keys = values.map((column, c) =>
    c < by.parties_count ? ranks(candidates, column, c, slack[c] ?? 0) : column,
  )
  return { ...candidates, keys }
}

/** The rank of each candidate's exact value: roundings decide unless they lie within the slack. */
function ranks(
  candidates: Candidates,
  column: Float64Array,
  party: number,
  slack: number,
): Float64Array {
  const { size } = candidates
  const order = Int32Array.from({ length: size }, (_, i) => i)
  order.sort((a, b) => (column[a] as number) - (column[b] as number))
  const rank = new Float64Array(size)
  let next = 0
  for (let start = 0; start < size;) {
    let end = start + 1
    // Neighbours within the slack form a chain that only exact sums can put in order.
    while (end < size && column[order[end]!]! - column[order[end - 1]!]! <= slack) end += 1
    const chain = Array.from(order.subarray(start, end), (id) => ({
      id,
      exact: end - start > 1 ? exactOfCandidate(candidates, party, id) : 0n,
    }))
    chain.sort((a, b) => (a.exact < b.exact ? -1 : a.exact > b.exact ? 1 : 0))
    chain.forEach(({ id, exact }, k) => {
      if (k === 0 || exact !== chain[k - 1]?.exact) next += 1
      rank[id] = next
    })
    start = end
  }
  return rank
}

function streamOf({ starts }: Candidates, id: number): number {
  let low = 0
  let high = starts.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((starts[middle] as number) <= id) low = middle
    else high = middle
  }
  return low
}

function exactOfCandidate(candidates: Candidates, party: number, id: number): bigint {
  const s = streamOf(candidates, id)
  const start = candidates.starts[s] as number
  return exactOf(candidates.streams[s] as Stream, party, id - start)
}

/** Candidates in descending lexicographic order, by merging the streams, which are sorted. */
function sorted({ keys, size, starts }: Candidates): Int32Array {
  let from = Int32Array.from({ length: size }, (_, i) => i)
  let into = new Int32Array(size)
  let bounds = Array.from(new Set(starts))
  const first = keys[0] as Float64Array
  const before = (a: number, b: number): boolean => {
    const difference = (first[a] as number) - (first[b] as number)
    if (difference !== 0) return difference > 0
    for (let c = 1; c < keys.length; c += 1) {
      const d = (keys[c] as Float64Array)[a]! - (keys[c] as Float64Array)[b]!
      if (d !== 0) return d > 0
    }
    return true
  }
  while (bounds.length > 2) {
    const next = [0]
    for (let b = 0; b + 1 < bounds.length; b += 2) {
      const start = bounds[b] as number
      const middle = bounds[b + 1] as number
      const end = bounds[b + 2] ?? middle
      let i = start
      let j = middle
      for (let k = start; k < end; k += 1) {
        const left = j >= end || (i < middle && before(from[i] as number, from[j] as number))
        into[k] = (left ? from[i++] : from[j++]) as number
      }
      next.push(end)
    }
    ;[from, into] = [into, from]
    bounds = next
  }
  return from
}

type Swept = {
  /** Candidates that are kept, in order. */
  readonly kept: Int32Array
  /** Pairs: position in `kept`, and a candidate equal to it. */
  readonly tied_point: number[]
  readonly tied: number[]
}

/** What the sweep asks of the points kept so far; the first column decreases along the sweep. */
type Archive = { covers(id: number): boolean; insert(id: number): void }

function sweep({ keys, size }: Candidates, order: Int32Array, parties_count: number): Swept {
  const archive: Archive =
    keys.length === 3 ? new Staircase(keys, size) : new DominanceTree(keys.slice(1))
  const kept = new Int32Array(size)
  const tied_point: number[] = []
  const tied: number[] = []
  let count = 0
  let previous = -1
  /** The first kept of those with the utilities at hand: it covers only what has other ones. */
  let pending = -1
  let group_kept = false
  for (const id of order) {
    if (previous < 0 || !equal(keys, previous, id, 0, parties_count)) {
      if (pending >= 0) archive.insert(pending)
      pending = -1
      group_kept = false
    }
    previous = id
    const last = count > 0 ? (kept[count - 1] as number) : -1
    if (group_kept && equal(keys, last, id, parties_count, keys.length)) {
      tied_point.push(count - 1)
      tied.push(id)
      continue
    }
    if (archive.covers(id)) continue
    kept[count] = id
    count += 1
    group_kept = true
    if (pending < 0) pending = id
  }
  return { kept: kept.subarray(0, count), tied_point, tied }
}

function equal(
  keys: readonly Float64Array[],
  a: number,
  b: number,
  first: number,
  end: number,
): boolean {
  for (let c = first; c < end; c += 1) {
    const column = keys[c] as Float64Array
    if (column[a] !== column[b]) return false
  }
  return true
}

/** The maxima of the second and third column: second ascending, third descending. */
class Staircase implements Archive {
  readonly #second: Float64Array
  readonly #third: Float64Array
  #v: Float64Array
  #w: Float64Array
  #size = 0
  constructor(keys: readonly Float64Array[], size: number) {
    this.#second = keys[1] as Float64Array
    this.#third = keys[2] as Float64Array
    this.#v = new Float64Array(Math.min(size, 1024))
    this.#w = new Float64Array(Math.min(size, 1024))
  }

  covers(id: number): boolean {
    const at = this.#lowerBound(this.#second[id] as number)
    return at < this.#size && (this.#w[at] as number) >= (this.#third[id] as number)
  }

  /** The point is not covered. */
  insert(id: number): void {
    const v = this.#second[id] as number
    const w = this.#third[id] as number
    const at = this.#lowerBound(v)
    const end = at < this.#size && this.#v[at] === v ? at + 1 : at
    let start = at
    while (start > 0 && (this.#w[start - 1] as number) <= w) start -= 1
    const moved = start + 1 - end
    if (this.#size + moved > this.#v.length) this.#grow()
    if (moved !== 0 && end < this.#size) {
      this.#v.copyWithin(start + 1, end, this.#size)
      this.#w.copyWithin(start + 1, end, this.#size)
    }
    this.#v[start] = v
    this.#w[start] = w
    this.#size += moved
  }

  #lowerBound(v: number): number {
    const values = this.#v
    let low = 0
    let high = this.#size
    while (low < high) {
      const middle = (low + high) >> 1
      if ((values[middle] as number) < v) low = middle + 1
      else high = middle
    }
    return low
  }

  #grow(): void {
    const wider = (old: Float64Array) => {
      const grown = new Float64Array(2 * old.length + 1)
      grown.set(old)
      return grown
    }
    this.#v = wider(this.#v)
    this.#w = wider(this.#w)
  }
}

function unionOf(candidates: Candidates, { kept, tied_point, tied }: Swept, by: Comparison): Union {
  const origins = (ids: ArrayLike<number>) => {
    const from = new Int32Array(ids.length)
    const choice = new Int32Array(ids.length)
    for (let k = 0; k < ids.length; k += 1) {
      const s = streamOf(candidates, ids[k] as number)
      const { base, choice: chosen } = candidates.streams[s] as Stream
      from[k] = base + (ids[k] as number) - (candidates.starts[s] as number)
      choice[k] = chosen
    }
    return { from, choice }
  }
  const columns = candidates.values.map((column) =>
    Float64Array.from(kept, (id) => column[id] as number),
  )
  const exact = by.slack?.map((_, party) =>
    Array.from(kept, (id) => exactOfCandidate(candidates, party, id)),
  )
  return {
    size: kept.length,
    columns,
    exact,
    ...origins(kept),
    ties: { point: Int32Array.from(tied_point), ...origins(tied) },
  }
}
