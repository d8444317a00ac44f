// What the chronology was last filtered by, kept while the page is open, so that a track can lead
// to its events and a reader who comes back finds the filters as they were left.
import type { Filter } from './filter.ts'

let last: Filter = {}

export function lastFilter(): Filter {
  return last
}

export function keepFilter(filter: Filter): void {
  last = filter
}
