// Two parties: the efficient points of shifted sorted sets by repeated merging, largest first
// utility first, under a running maximum of the second. The hot path of the deal room.
import { exactOf } from './efficient.ts'
import type { Comparison, Stream, Union } from './efficient.ts'

/** Points under merging: utilities, where they came from, and the head of their list of ties. */
class Entries {
  readonly u: Float64Array
  readonly v: Float64Array
  readonly stream: Int32Array
  readonly index: Int32Array
  readonly tie: Int32Array
  size = 0
  constructor(capacity: number) {
    this.u = new Float64Array(capacity)
    this.v = new Float64Array(capacity)
    this.stream = new Int32Array(capacity)
    this.index = new Int32Array(capacity)
    this.tie = new Int32Array(capacity)
  }
}

/** Linked lists of further origins. */
class TiePool {
  readonly stream: number[] = []
  readonly index: number[] = []
  readonly next: number[] = []
  add(stream: number, index: number, next: number): number {
    this.stream.push(stream)
    this.index.push(index)
    this.next.push(next)
    return this.next.length - 1
  }
}

/** Arrays of earlier merges, taken again: searches over linked issues merge very many small sets. */
const spares: Entries[] = []

function entriesFor(capacity: number): Entries {
  const last = spares.at(-1)
  if (last && last.u.length >= capacity) {
    spares.pop()
    last.size = 0
    return last
  }
  return new Entries(Math.max(capacity, 64))
}

function giveBack(entries: Entries): void {
  if (spares.length < 4) spares.push(entries)
}

type Work = {
  readonly streams: readonly Stream[]
  readonly ties: TiePool
  readonly rounded: boolean
  /** Sign of a - b in one utility; the difference of the roundings is at hand. */
  readonly compare: (
    party: 0 | 1,
    difference: number,
    a_stream: number,
    a: number,
    b_stream: number,
    b: number,
  ) => number
}

function workOf(streams: readonly Stream[], by: Comparison): Work {
  const ties = new TiePool()
  const { slack } = by
  if (!slack) return { streams, ties, rounded: false, compare: (_, difference) => difference }
  return {
    streams,
    ties,
    rounded: true,
    compare: (party, difference, a_stream, a, b_stream, b) => {
      const within = slack[party] ?? 0
      if (difference > within || difference < -within) return difference
      const exact =
        exactOf(streams[a_stream] as Stream, party, a) -
        exactOf(streams[b_stream] as Stream, party, b)
      return exact > 0n ? 1 : exact < 0n ? -1 : 0
    },
  }
}

export function efficientOfTwo(streams: readonly Stream[], by: Comparison): Union {
  const work = workOf(streams, by)
  const total = streams.reduce((sum, { set }) => sum + set.size, 0)
  const merged = mergeAll(work, 0, streams.length, total)
  const union = unionOf(merged, work, by)
  giveBack(merged)
  return union
}

/** Few streams are folded one by one: what survives is hardly longer than one of them. */
const FOLDED_COUNT = 12

function mergeAll(work: Work, first: number, end: number, total: number): Entries {
  if (end - first > FOLDED_COUNT) {
    const middle = (first + end) >> 1
    let left = 0
    for (let s = first; s < middle; s += 1) left += work.streams[s]?.set.size ?? 0
    const a = mergeAll(work, first, middle, left)
    const b = mergeAll(work, middle, end, total - left)
    const into = entriesFor(a.size + b.size)
    mergeEntries(work, a, b, into)
    giveBack(a)
    giveBack(b)
    return into
  }
  let done = entriesFor(total)
  let spare = end - first > 1 ? entriesFor(total) : done
  for (let s = first; s < end; s += 1) {
    const stream = work.streams[s] as Stream
    if (stream.set.size === 0) continue
    if (done.size === 0) copyStream(stream, s, done)
    else {
      if (!work.rounded) mergeIntegers(work, done, stream, s, spare)
      else {
        const moved = entriesFor(stream.set.size)
        copyStream(stream, s, moved)
        mergeEntries(work, done, moved, spare)
        giveBack(moved)
      }
      ;[done, spare] = [spare, done]
    }
  }
  if (spare !== done) giveBack(spare)
  return done
}

function copyStream({ set, shift }: Stream, number: number, into: Entries): void {
  const [u, v] = set.columns as [Float64Array, Float64Array]
  const du = shift[0] as number
  const dv = shift[1] as number
  for (let i = 0; i < set.size; i += 1) {
    into.u[i] = (u[i] as number) + du
    into.v[i] = (v[i] as number) + dv
    into.index[i] = i
  }
  into.stream.fill(number, 0, set.size)
  into.tie.fill(-1, 0, set.size)
  into.size = set.size
}

/** The merge where columns are exact integers: no calls inside the loop. */
function mergeIntegers(work: Work, a: Entries, stream: Stream, b: number, into: Entries): void {
  const { u: au, v: av, stream: as, index: ai, tie: at, size: an } = a
  const { u: cu, v: cv, stream: cs, index: ci, tie: ct } = into
  const [bu, bv] = stream.set.columns as [Float64Array, Float64Array]
  const bn = stream.set.size
  const du = stream.shift[0] as number
  const dv = stream.shift[1] as number
  let best = -Infinity
  let size = 0
  let i = 0
  let j = 0
  let pu = au[0] as number
  let pv = av[0] as number
  let qu = (bu[0] as number) + du
  let qv = (bv[0] as number) + dv
  while (i < an || j < bn) {
    if (pu > qu || (pu === qu && pv >= qv)) {
      if (pv > best) {
        cu[size] = pu
        cv[size] = best = pv
        cs[size] = as[i] as number
        ci[size] = ai[i] as number
        ct[size] = at[i] as number
        size += 1
        if (pu === qu && pv === qv) {
          ct[size - 1] = work.ties.add(b, j, ct[size - 1] as number)
        }
      }
      i += 1
      pu = i < an ? (au[i] as number) : -Infinity
      pv = i < an ? (av[i] as number) : -Infinity
    } else {
      if (qv > best) {
        cu[size] = qu
        cv[size] = best = qv
        cs[size] = b
        ci[size] = j
        ct[size] = -1
        size += 1
      }
      j += 1
      qu = j < bn ? (bu[j] as number) + du : -Infinity
      qv = j < bn ? (bv[j] as number) + dv : -Infinity
    }
  }
  into.size = size
}

/** The general merge; a's and b's points are compared exactly where roundings lie close. */
function mergeEntries(work: Work, a: Entries, b: Entries, into: Entries): void {
  let i = 0
  let j = 0
  into.size = 0
  while (i < a.size || j < b.size) {
    const first = j >= b.size ? 1 : i >= a.size ? -1 : order(work, a, i, b, j)
    if (first === 0) {
      // One point with the origins of both.
      if (push(work, a, i, into)) joinTies(work, b, j, into)
      i += 1
      j += 1
    } else if (first > 0) {
      push(work, a, i, into)
      i += 1
    } else {
      push(work, b, j, into)
      j += 1
    }
  }
}

function order(work: Work, a: Entries, i: number, b: Entries, j: number): number {
  const as = a.stream[i] as number
  const ai = a.index[i] as number
  const bs = b.stream[j] as number
  const bi = b.index[j] as number
  const du = (a.u[i] as number) - (b.u[j] as number)
  const by_u = work.compare(0, du, as, ai, bs, bi)
  if (by_u !== 0) return by_u
  return work.compare(1, (a.v[i] as number) - (b.v[j] as number), as, ai, bs, bi)
}

function push(work: Work, a: Entries, i: number, into: Entries): boolean {
  const last = into.size - 1
  const stream = a.stream[i] as number
  const index = a.index[i] as number
  if (last >= 0) {
    const over = (a.v[i] as number) - (into.v[last] as number)
    const ls = into.stream[last] as number
    if (work.compare(1, over, stream, index, ls, into.index[last] as number) <= 0) return false
  }
  into.u[into.size] = a.u[i] as number
  into.v[into.size] = a.v[i] as number
  into.stream[into.size] = stream
  into.index[into.size] = index
  into.tie[into.size] = a.tie[i] as number
  into.size += 1
  return true
}

function joinTies({ ties }: Work, b: Entries, j: number, into: Entries): void {
  const last = into.size - 1
  let head = ties.add(b.stream[j] as number, b.index[j] as number, into.tie[last] as number)
  for (let t = b.tie[j] as number; t >= 0; t = ties.next[t] as number) {
    head = ties.add(ties.stream[t] as number, ties.index[t] as number, head)
  }
  into.tie[last] = head
}

const NONE = new Int32Array(0)

function unionOf(entries: Entries, { streams, ties }: Work, by: Comparison): Union {
  const { size } = entries
  const from = new Int32Array(size)
  const choice = new Int32Array(size)
  const tied: [number[], number[], number[]] = [[], [], []]
  for (let k = 0; k < size; k += 1) {
    const stream = streams[entries.stream[k] as number] as Stream
    from[k] = stream.base + (entries.index[k] as number)
    choice[k] = stream.choice
    for (let t = entries.tie[k] as number; t >= 0; t = ties.next[t] as number) {
      const other = streams[ties.stream[t] as number] as Stream
      tied[0].push(k)
      tied[1].push(other.base + (ties.index[t] as number))
      tied[2].push(other.choice)
    }
  }
  const exact = by.slack
    ? [0, 1].map((party) =>
        Array.from({ length: size }, (_, k) =>
          exactOf(
            streams[entries.stream[k] as number] as Stream,
            party,
            entries.index[k] as number,
          ),
        ),
      )
    : undefined
  const [point, tie_from, tie_choice] = tied.map((list) =>
    list.length === 0 ? NONE : Int32Array.from(list),
  ) as [Int32Array, Int32Array, Int32Array]
  return {
    size,
    columns: [entries.u.slice(0, size), entries.v.slice(0, size)],
    exact,
    from,
    choice,
    ties: { point, from: tie_from, choice: tie_choice },
  }
}
