// Which records a fact in a compartment may point at: those that every reader of it can see. Where
// a record itself lies too narrow, the copy that was disclosed into a wide enough compartment
// stands for it. Pure; the database refuses the rest in any case.
import { commonFacets, type ReferenceRule } from '@sulh/contract/process'
import type { State, View } from '../view.ts'

export type Reference = {
  readonly path: string
  readonly compartment_id: string
  readonly id: string
}
type Place = { readonly compartment_id: string; readonly id: string }

/** Compartments that a record of this one may refer to: itself and the wider ones. */
export function openTo(compartment: { readonly id: string; readonly wider: readonly string[] }) {
  return new Set([compartment.id, ...compartment.wider])
}

/** The record, or its copy, in one of the open compartments; undefined where neither is. */
export function placeOf(state: State, open: ReadonlySet<string>): Place | undefined {
  const { id, compartment_id } = state
  if (open.has(compartment_id)) return { id, compartment_id }
  for (const fact of state.record.facts) {
    if (fact.facet !== 'disclosure') continue
    const copy = commonFacets.disclosure.value.safeParse(fact.value)
    if (copy.success && open.has(copy.data.compartment_id)) {
      return { id: copy.data.copy_id, compartment_id: copy.data.compartment_id }
    }
  }
  return undefined
}

export function candidates(
  view: View,
  rule: ReferenceRule,
  open: ReadonlySet<string>,
): readonly State[] {
  return rule.kinds.flatMap((kind) => view.of(kind)).filter((s) => placeOf(s, open) !== undefined)
}

/** Chosen records as the references to send; one that lies too narrow is sent as it is, and the
    server says so at its place. */
export function referencesFor(
  view: View,
  choices: Readonly<Record<string, readonly string[]>>,
  open: ReadonlySet<string>,
): readonly Reference[] {
  return Object.entries(choices).flatMap(([path, ids]) =>
    ids.flatMap((id) => {
      const state = view.get(id)
      if (!state) return []
      return [{ path, ...(placeOf(state, open) ?? { id, compartment_id: state.compartment_id }) }]
    }),
  )
}
