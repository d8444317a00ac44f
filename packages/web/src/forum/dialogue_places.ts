// Where a dialogue, or the votes of an import, may lie: compartments that the seat writes in, by name.
import type { Compartment } from '@sulh/contract/session'
import type { Text } from '../messages/index.ts'

export function placesFor(compartments: readonly Compartment[]): readonly Compartment[] {
  return compartments.filter((c) => c.may_write && c.kind !== 'member')
}
/** The forum's plenary where there is one: a plenary that a forum member reads. */
export function usualPlace(compartments: readonly Compartment[]): Compartment | undefined {
  const open = placesFor(compartments)
  return (
    open.find((c) => c.kind === 'plenary' && c.readers.some((r) => r.kind === 'member')) ?? open[0]
  )
}
/** The narrowest place within which all readers read the dialogue: the secretariat's own. */
export function votesPlace(
  compartments: readonly Compartment[],
  dialogue_place: string,
): Compartment | undefined {
  return placesFor(compartments)
    .filter((c) => c.id === dialogue_place || c.wider.includes(dialogue_place))
    .filter((c) => ['mission', 'cell', 'plenary', 'public', 'process'].includes(c.kind))
    .toSorted((a, b) => a.readers.length - b.readers.length)[0]
}
export function optionsOf(compartments: readonly Compartment[], { pick }: Text) {
  return compartments.map((c) => ({ id: c.id, label: pick(c.name) }))
}
