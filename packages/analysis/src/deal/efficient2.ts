// Two parties: the efficient points of shifted sorted sets by repeated merging, largest first
// utility first, under a running maximum of the second. The hot path of the deal room.
import { exactOf } from './efficient.ts'
import type { Choices, Comparison, Stream, Union } from './efficient.ts'
import { Entries, TiePool, entriesFor, giveBack } from './efficient2_entries.ts'
import { mergeRuns } from './efficient2_runs.ts'

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
  if (!by.slack && streams.length <= FOLDED_COUNT) return unionOfFew(streams, by.lend ?? false)
  const work = workOf(streams, by)
  const merged = mergeAll(work, 0, streams.length, totalOf(streams))
  const union = unionOf(merged, work, by)
  giveBack(merged)
  return union
}

/** The hot path: a few streams of exact integers. */
function unionOfFew(streams: readonly Stream[], lend: boolean): Union {
  const merged = entriesFor(totalOf(streams))
  const found = mergeRuns(streams, merged)
  const { size, near } = merged
  const from = merged.index.slice(0, size)
  if (streams.some(({ base }) => base !== 0)) {
    const bases = Int32Array.from(streams, ({ base }) => base)
    for (let k = 0; k < size; k += 1) from[k] = (from[k] as number) + bases[near[k] as number]!
  }
  const cut = (column: Float64Array) => (lend ? column.subarray(0, size) : column.slice(0, size))
  const union: Union = {
    size,
    columns: [cut(merged.u), cut(merged.v)],
    from,
    lent: lend ? merged : undefined,
    choice: choicesOf(streams, near, size),
    ties: {
      point: Int32Array.from(found, ({ point }) => point),
      from: Int32Array.from(found, ({ near: s, index }) => (streams[s]?.base ?? 0) + index),
      choice: Int32Array.from(found, ({ near: s }) => streams[s]?.choice ?? -1),
    },
  }
  if (!lend) giveBack(merged)
  return union
}

function choicesOf(streams: readonly Stream[], near: Uint8Array, size: number): Choices {
  if (streams.every(({ choice }, k) => choice === k)) return near.slice(0, size)
  const fits = streams.every(({ choice }) => choice >= 0 && choice <= 255)
  const choice = fits ? new Uint8Array(size) : new Int32Array(size)
  for (let k = 0; k < size; k += 1) choice[k] = streams[near[k] as number]!.choice
  return choice
}

function totalOf(streams: readonly Stream[]): number {
  return streams.reduce((sum, { set }) => sum + set.size, 0)
}

/** So few streams are merged together, or folded one by one where roundings are compared. */
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
  if (!work.rounded) {
    runsOf(work, first, end, done)
    return done
  }
  let spare = end - first > 1 ? entriesFor(total) : done
  for (let s = first; s < end; s += 1) {
    const stream = work.streams[s] as Stream
    if (stream.set.size === 0) continue
    if (done.size === 0) copyStream(stream, s, done)
    else {
      const moved = entriesFor(stream.set.size)
      copyStream(stream, s, moved)
      mergeEntries(work, done, moved, spare)
      giveBack(moved)
      ;[done, spare] = [spare, done]
    }
  }
  if (spare !== done) giveBack(spare)
  return done
}

/** Streams first..end - 1, with the streams and ties that a further merge asks for. */
function runsOf({ streams, ties }: Work, first: number, end: number, into: Entries): void {
  const found = mergeRuns(streams.slice(first, end), into)
  into.tie.fill(-1, 0, into.size)
  for (let k = 0; k < into.size; k += 1) into.stream[k] = first + (into.near[k] as number)
  for (const { point, near, index } of found) {
    into.tie[point] = ties.add(first + near, index, into.tie[point] as number)
  }
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
  const bases = Int32Array.from(streams, ({ base }) => base)
  const choices = Int32Array.from(streams, (stream) => stream.choice)
  const from = entries.index.slice(0, size)
  if (bases.some((base) => base !== 0)) {
    for (let k = 0; k < size; k += 1) {
      from[k] = (from[k] as number) + (bases[entries.stream[k] as number] as number)
    }
  }
  const choice = entries.stream.slice(0, size)
  for (let k = 0; k < size; k += 1) choice[k] = choices[choice[k] as number] as number
  const tied: [number[], number[], number[]] = [[], [], []]
  for (let k = 0; ties.next.length > 0 && k < size; k += 1) {
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
