// What the overview's picture shows, as data: a lane for each track, in each the rounds, meetings
// and events as of the cursor, placed on rows so that bars do not overlap. Pure.
import type { Period, State, View } from '../view.ts'
import { leadOf, valueOf } from '../view.ts'

export type Lane = { readonly id: string; readonly family: string; readonly state: State | undefined }
export type Item = {
  readonly state: State
  readonly lane: string
  readonly shape: 'round' | 'meeting' | 'event'
  readonly when: Period
  /** Planned and not held as of the cursor. */
  readonly planned: boolean
  readonly certainty: string
  /** The row within the lane, from 0. */
  readonly row: number
}

export const families = ['security', 'political', 'economic', 'international'] as const

export function lanesOf(view: View): readonly Lane[] {
  return view
    .of('track')
    .toSorted((a, b) => Number(view.value(a)['order']) - Number(view.value(b)['order']))
    .map((state) => ({
      id: state.id,
      family: valueOf(state, 'track', 'description')?.family ?? 'international',
      state,
    }))
}

/** The track a record belongs to: by itself, by its body, or by its round's body. */
export function trackOf(view: View, state: State): State | undefined {
  const fact = leadOf(state)
  const own = view.ref(fact, 'track') ?? view.ref(fact, 'tracks')
  if (own) return own
  const body = view.ref(fact, 'body')
  if (body) return view.ref(leadOf(body), 'track')
  const round = view.ref(fact, 'round')
  return round ? trackOf(view, round) : undefined
}

/** Planned or scheduled, and not known to have been held by the cursor's day. */
export function isAhead(view: View, state: State): boolean {
  const day = view.asOf.at.slice(0, 10)
  const when = view.period(state)
  if (!when) return false
  if (state.facets['actual']) return false
  if (state.facets['planned']) return (when.to ?? when.from) >= day
  return when.from > day
}

export function itemsOf(view: View): readonly Item[] {
  const items: Item[] = []
  for (const shape of ['round', 'meeting', 'event'] as const) {
    for (const state of view.of(shape)) {
      const when = view.period(state)
      if (!when) continue
      const lane = trackOf(view, state)?.id ?? ''
      const planned = shape !== 'event' ? !state.facets['actual'] : isAhead(view, state)
      const certainty = leadOf(state)?.certainty ?? 'confirmed'
      items.push({ state, lane, shape, when, planned, certainty, row: 0 })
    }
  }
  return items
}

const DAY_MS = 86_400_000
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)
}

export type Placed<T> = T & { readonly row: number }
/**
 * Gives each item the lowest row on which it does not overlap an earlier one. `extent` gives start
 * and end on the line in pixels. Linear in items times rows.
 */
export function placeOnRows<T>(items: readonly T[], extent: (item: T) => readonly [number, number], gap: number): readonly Placed<T>[] {
  const ends: number[] = []
  return items
    .map((item) => ({ item, extent: extent(item) }))
    .toSorted((a, b) => a.extent[0] - b.extent[0])
    .map(({ item, extent: [start, end] }) => {
      let row = ends.findIndex((e) => e + gap <= start)
      if (row < 0) row = ends.length
      ends[row] = end
      return { ...item, row }
    })
}
