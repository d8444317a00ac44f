// The kernel of every frontier: the efficient points of a union of shifted sets. Plain numbers in
// and out; what a point stands for (options, issues, links) is known to the callers alone.
//
// Dominance is decided exactly. Where Float64 columns are roundings of exact integers, two values
// that lie within `slack` are compared by their exact sums, all others by their roundings.
import { efficientOfTwo } from './efficient2.ts'
import type { Entries } from './efficient2_entries.ts'
import { efficientOfMany } from './efficient_many.ts'

/** Points, mutually efficient, in descending lexicographic order of their columns. */
export type PointSet = {
  readonly size: number
  /** columns[d][point]: integers, more is better; the first ones are the parties' utilities. */
  readonly columns: readonly Float64Array[]
  /** exact[party][point], where the columns are roundings. */
  readonly exact?: readonly (readonly bigint[])[] | undefined
}

/** A set moved by a vector. `base` and `choice` come back with the points that survive. */
export type Stream = {
  readonly set: PointSet
  readonly shift: ArrayLike<number>
  readonly exact?: readonly bigint[] | undefined
  readonly base: number
  readonly choice: number
}

export type Comparison = {
  /** The number of leading columns that are utilities; the others are resources (a budget). */
  readonly parties_count: number
  /** slack[party]: roundings further apart than this decide; absent where columns are exact. */
  readonly slack?: readonly number[] | undefined
  /** Columns may be lent: whoever asks gives them back, or copies what is to stay. */
  readonly lend?: boolean | undefined
}

/** Numbers of choices; bytes where that holds them. */
export type Choices = Int32Array | Uint8Array

/** The efficient points of a union, and where each came from. */
export type Union = PointSet & {
  /** base of the stream + position in its set. */
  readonly from: Int32Array
  readonly choice: Choices
  readonly ties: Ties
  /** The columns are views into these, and good until they are given back. */
  readonly lent?: Entries | undefined
}
/** Further origins of points, in the order of the points. */
export type Ties = {
  readonly point: Int32Array
  readonly from: Int32Array
  readonly choice: Int32Array
}

/**
 * The efficient points among all points of the streams.
 *
 * A point is dropped when another has at least as much in every column and more utility for some
 * party; points that are equal in all columns become one with several origins. Points that differ
 * in resources alone are all kept: both lead to packages with the same utilities.
 * Two columns: merge with a running maximum (Nemhauser and Ullmann 1969); three: sweep with a
 * staircase (Kung, Luccio and Preparata 1975); more: sweep with a blocked archive.
 */
export function efficientUnion(streams: readonly Stream[], by: Comparison): Union {
  const columns_count = streams[0]?.set.columns.length ?? by.parties_count
  if (columns_count === 2 && by.parties_count === 2) return efficientOfTwo(streams, by)
  return efficientOfMany(streams, columns_count, by)
}

export const origin = (columns_count: number, exact_parties_count?: number): PointSet => ({
  size: 1,
  columns: Array.from({ length: columns_count }, () => new Float64Array(1)),
  exact:
    exact_parties_count === undefined
      ? undefined
      : Array.from({ length: exact_parties_count }, () => [0n]),
})

/** Exact value of a stream's point; only asked where columns are roundings. */
export function exactOf(stream: Stream, party: number, index: number): bigint {
  return (stream.set.exact?.[party]?.[index] ?? 0n) + (stream.exact?.[party] ?? 0n)
}
