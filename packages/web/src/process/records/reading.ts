// When things were, read from a record as of the date cursor: as held before as planned. Pure;
// shared by the screens that order by time.
import { leadOf, type Period, type State, valueOf, type View } from '../view.ts'

export type Days = { readonly from: string; readonly to: string }

export function daysOf(when: Period | undefined): Days | undefined {
  return when ? { from: when.from, to: when.to ?? when.from } : undefined
}

/** The civil day that the picture stands for. */
export function dayOf(view: View): string {
  return view.asOf.at.slice(0, 10)
}

export function periodOf(state: State, facet: 'actual' | 'planned'): Period | undefined {
  return (valueOf(state, 'round', facet) ?? valueOf(state, 'meeting', facet))?.when
}

/** When a round or meeting was held, or else is planned. */
export function heldOrPlanned(
  state: State,
): (Days & { readonly basis: 'held' | 'planned' }) | undefined {
  const held = daysOf(periodOf(state, 'actual'))
  if (held) return { ...held, basis: 'held' }
  const planned = daysOf(periodOf(state, 'planned'))
  return planned ? { ...planned, basis: 'planned' } : undefined
}

export function byDays(a: Days | undefined, b: Days | undefined): number {
  const x = `${a?.from ?? '9999'} ${a?.to ?? ''}`
  const y = `${b?.from ?? '9999'} ${b?.to ?? ''}`
  return x < y ? -1 : x > y ? 1 : 0
}

/** What a record's first facet points at by a path. */
export function at(view: View, state: State | undefined, path: string): State | undefined {
  return view.ref(leadOf(state), path)
}

export function allAt(view: View, state: State | undefined, path: string): readonly State[] {
  return view.refs(leadOf(state), path)
}
