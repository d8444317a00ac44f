// The merge of a few sorted sets of two columns that are exact integers: runs of points of one set
// are taken over as they are, and runs that are outdone are leapt over without being looked at. In
// most places of a frontier one or two options compete, so that little but the result is touched.
import type { Stream } from './efficient.ts'
import type { Entries } from './efficient2_entries.ts'

/** Further origins of points, in the order of the points. */
export type RunTie = { readonly point: number; readonly near: number; readonly index: number }

/**
 * The efficient points of at most 255 streams, descending by the first column, and their further
 * origins. `into` has room for all points; their streams are in `near`, and neither `stream` nor
 * `tie` is written: a long frontier takes as long as the bytes it writes.
 * Source: Bentley and Yao 1976 for the leaps (doubling, then halving).
 */
export function mergeRuns(streams: readonly Stream[], into: Entries): RunTie[] {
  const { u: cu, v: cv, near: cs, index: ci } = into
  const ties: RunTie[] = []
  const heads = streams.map(headOf)
  const count = heads.length
  /** The first column of each head, -Infinity where a stream has ended. */
  const tops = Float64Array.from(heads, ({ u, du, end: size }) =>
    size > 0 ? u[0]! + du : -Infinity,
  )
  let best = -Infinity
  let size = 0
  for (;;) {
    let top = -Infinity
    let rival = -Infinity
    let at = -1
    for (let k = 0; k < count; k += 1) {
      const value = tops[k] as number
      if (value > top) {
        rival = top
        top = value
        at = k
      } else if (value > rival) rival = value
    }
    if (at < 0) break
    if (top === rival) at = highest(heads, tops, top)
    const head = heads[at] as Head
    const { u, v, du, dv, end: last } = head
    let i = head.at
    if (v[i]! + dv <= best) {
      // The point itself once more, reached in another way.
      if (v[i]! + dv === best && top === cu[size - 1]) {
        ties.push({ point: size - 1, near: at, index: i })
      }
      i = leap(v, i, last, best - dv)
    } else {
      let value = top
      do {
        cu[size] = value
        cv[size] = v[i]! + dv
        cs[size] = at
        ci[size] = i
        size += 1
        i += 1
        value = i < last ? u[i]! + du : -Infinity
      } while (value > rival)
      best = cv[size - 1] as number
    }
    head.at = i
    tops[at] = i < last ? u[i]! + du : -Infinity
  }
  into.size = size
  return ties
}

type Head = {
  readonly u: Float64Array
  readonly v: Float64Array
  readonly du: number
  readonly dv: number
  readonly end: number
  at: number
}

function headOf({ set, shift }: Stream): Head {
  const [u, v] = set.columns as [Float64Array, Float64Array]
  return { u, v, du: shift[0] as number, dv: shift[1] as number, end: set.size, at: 0 }
}

/** Of the heads with this first column, the first with the greatest second. */
function highest(heads: readonly Head[], tops: Float64Array, top: number): number {
  let at = -1
  let most = -Infinity
  for (const [k, { v, dv, at: i }] of heads.entries()) {
    if (tops[k] !== top || v[i]! + dv <= most) continue
    most = v[i]! + dv
    at = k
  }
  return at
}

/** The first place after `from` where ascending values exceed the level. */
function leap(values: Float64Array, from: number, end: number, level: number): number {
  let low = from
  let step = 1
  let high = from + 1
  while (high < end && values[high]! <= level) {
    low = high
    step *= 2
    high = low + step
  }
  if (high > end) high = end
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (values[middle]! <= level) low = middle
    else high = middle
  }
  return high
}
