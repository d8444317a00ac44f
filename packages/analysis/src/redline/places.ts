// Puts two ordered lists into one: what kept its order, what moved, what came and what went. It knows
// ids and their order only.
import type { Place } from './model.ts'

/**
 * Indices of a longest increasing subsequence of distinct numbers, ascending. Source: patience
 * sorting with back pointers (Fredman 1975), n log n.
 */
export function longestIncreasing(numbers: readonly number[]): readonly number[] {
  const tails: number[] = []
  const previous: number[] = []
  numbers.forEach((value, i) => {
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      const tail = tails[middle]
      if (tail !== undefined && (numbers[tail] ?? 0) < value) low = middle + 1
      else high = middle
    }
    previous[i] = low > 0 ? (tails[low - 1] ?? -1) : -1
    tails[low] = i
  })
  const kept: number[] = []
  for (let i = tails.at(-1) ?? -1; i >= 0; i = previous[i] ?? -1) kept.push(i)
  return kept.reverse()
}

/** What to make of an id; `elsewhere` tells of an id that the other version has in another list. */
export type Makers<T> = {
  readonly both: (id: string) => T
  readonly added: (id: string) => T
  readonly removed: (id: string) => T
  readonly elsewhere?: { readonly before: (id: string) => boolean; after: (id: string) => boolean }
}

/** The two lists as one, in an order in which either side reads rightly once the other is dropped. */
export function mergePlaces<T>(
  before: readonly string[],
  after: readonly string[],
  make: Makers<T>,
): readonly Place<T>[] {
  const oldIndex = new Map(before.map((id, i) => [id, i]))
  const common = after.filter((id) => oldIndex.has(id))
  const order = common.map((id) => oldIndex.get(id) ?? 0)
  const kept = longestIncreasing(order).flatMap((i) => common[i] ?? [])
  const isCommon = new Set(common)

  const gone = (id: string): Place<T> =>
    isCommon.has(id) || make.elsewhere?.after(id) === true
      ? { place: 'moved_from', id }
      : { place: 'removed', item: make.removed(id) }
  const come = (id: string): Place<T> =>
    isCommon.has(id) || make.elsewhere?.before(id) === true
      ? { place: 'moved_to', item: make.both(id) }
      : { place: 'added', item: make.added(id) }

  const places: Place<T>[] = []
  let i = 0
  let j = 0
  const upTo = (anchor: string | undefined): void => {
    for (; i < before.length && before[i] !== anchor; i++) places.push(gone(before[i] ?? ''))
    for (; j < after.length && after[j] !== anchor; j++) places.push(come(after[j] ?? ''))
  }
  for (const id of kept) {
    upTo(id)
    places.push({ place: 'kept', item: make.both(id) })
    i++
    j++
  }
  upTo(undefined)
  return places
}
