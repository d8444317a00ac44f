// Compares records field by field, and tells whether a compared record differs at all. Words are
// compared in words.ts, order in places.ts.
import type {
  AlternativeChange,
  Field,
  Place,
  PositionChange,
  ReservationChange,
  SlotChange,
} from './model.ts'
import { areChangedPassages } from './words.ts'

/** The named fields of two records, each with what became of it; absent where neither has it. */
export function fieldsOf<T extends object, K extends keyof T>(
  keys: readonly K[],
  a: T | undefined,
  b: T | undefined,
): { readonly [P in K]?: Field<Exclude<T[P], undefined>> } {
  const fields: { [P in K]?: Field<Exclude<T[P], undefined>> } = {}
  for (const key of keys) {
    const field = fieldOf<Exclude<T[K], undefined>>(defined(a?.[key]), defined(b?.[key]))
    if (field !== undefined) fields[key] = field
  }
  return fields
}

function defined<V>(value: V | undefined): Exclude<V, undefined> | undefined {
  return value as Exclude<V, undefined> | undefined
}

function fieldOf<V>(a: V | undefined, b: V | undefined): Field<V> | undefined {
  if (a === undefined) return b === undefined ? undefined : { change: 'added', value: b }
  if (b === undefined) return { change: 'removed', value: a }
  return same(a, b) ? { change: 'same', value: a } : { change: 'changed', before: a, after: b }
}

/** Equality of plain JSON, where the order of an object's keys says nothing. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const x = Object.entries(a).filter(([, value]) => value !== undefined)
  const y = new Map(Object.entries(b).filter(([, value]) => value !== undefined))
  return x.length === y.size && x.every(([key, value]) => y.has(key) && same(value, y.get(key)))
}

type AnyFields = Readonly<Record<string, Field<unknown> | undefined>>

export function areChanged(fields: AnyFields): boolean {
  return Object.values(fields).some((field) => field !== undefined && field.change !== 'same')
}

export function arePlacesChanged<T>(
  places: readonly Place<T>[],
  isChanged: (item: T) => boolean,
): boolean {
  return places.some((at) => at.place !== 'kept' || isChanged(at.item))
}

export function isAlternativeChanged({ fields, wording }: AlternativeChange): boolean {
  return areChanged(fields) || areChangedPassages(wording)
}
export function isReservationChanged({ fields, text }: ReservationChange): boolean {
  return areChanged(fields) || areChangedPassages(text)
}
export function isPositionChanged({ fields }: PositionChange): boolean {
  return areChanged(fields)
}
export function isSlotChanged(slot: SlotChange): boolean {
  return (
    areChanged(slot.fields) ||
    arePlacesChanged(slot.alternatives, isAlternativeChanged) ||
    arePlacesChanged(slot.positions, isPositionChanged) ||
    arePlacesChanged(slot.reservations, isReservationChanged)
  )
}
