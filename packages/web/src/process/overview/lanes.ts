// What the overview's picture shows, as data: which record stands in which track's lane, as round,
// meeting or event, and whether it still lies ahead of the cursor. Pure; takes a view.
import type { certainties, meetingClasses } from '@sulh/contract/process'
import { leadOf, type Period, type State, valueOf, type View } from '../view.ts'

export type Family = 'security' | 'political' | 'economic' | 'international'
export type Lane = { readonly id: string; readonly family: Family; readonly state: State }
export type Shape = 'round' | 'meeting' | 'event'
export type Item = {
  readonly state: State
  /** The track in whose lane it stands. */
  readonly lane: string
  /** Further tracks that it concerns. */
  readonly also: readonly string[]
  readonly shape: Shape
  readonly when: Period
  /** The planned period of a round that was held otherwise, or is not held yet. */
  readonly planned: Period | undefined
  readonly ahead: boolean
  readonly certainty: (typeof certainties)[number]
  readonly meeting: (typeof meetingClasses)[number] | undefined
}

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

/** The tracks of a record: its own, its body's, or those of its round's body. */
export function tracksOf(view: View, state: State | undefined): readonly State[] {
  const fact = leadOf(state)
  const own = [...view.refs(fact, 'track'), ...view.refs(fact, 'tracks')]
  if (own.length > 0) return own
  const body = view.ref(fact, 'body')
  if (body) return view.refs(leadOf(body), 'track')
  const round = view.ref(fact, 'round') ?? view.ref(fact, 'occasion')
  return round && round !== state ? tracksOf(view, round) : []
}
export function trackOf(view: View, state: State | undefined): State | undefined {
  return tracksOf(view, state)[0]
}

/** Planned or scheduled, and not known to have been held by the cursor's day. */
export function isAhead(view: View, state: State): boolean {
  const day = view.asOf.at.slice(0, 10)
  const when = view.period(state)
  if (!when || state.facets['actual']) return false
  if (state.facets['planned']) return (when.to ?? when.from) >= day
  return when.from > day
}

export function itemsOf(view: View): readonly Item[] {
  const items: Item[] = []
  for (const shape of ['round', 'meeting', 'event'] as const) {
    for (const state of view.of(shape)) {
      const when = view.period(state)
      if (!when) continue
      const [lane, ...also] = tracksOf(view, state)
      const planned = (valueOf(state, 'round', 'planned') ?? valueOf(state, 'meeting', 'planned'))
        ?.when
      items.push({
        state,
        lane: lane?.id ?? '',
        also: also.map((s) => s.id),
        shape,
        when,
        planned,
        ahead: isAhead(view, state) || (shape !== 'event' && !state.facets['actual']),
        certainty: leadOf(state)?.certainty ?? 'confirmed',
        meeting: valueOf(state, 'meeting', 'description')?.class,
      })
    }
  }
  return items.toSorted((a, b) => compare(a.when.from, b.when.from))
}

/** Items that a record of the picture refers to, or that refer to it. */
export function relatedTo(view: View, item: Item, items: readonly Item[]): readonly Item[] {
  const near = new Set(view.back(item.state.id).map((s) => s.id))
  for (const { lead } of Object.values(item.state.facets)) {
    for (const { id } of lead.references) {
      const target = view.get(id)
      if (!target) continue
      near.add(target.id)
      // Two that concern the same issue belong together; two that name the same actor need not.
      if (target.kind === 'issue') for (const s of view.back(target.id)) near.add(s.id)
    }
  }
  return items.filter((other) => other !== item && near.has(other.state.id))
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

const DAY_MS = 86_400_000
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)
}
