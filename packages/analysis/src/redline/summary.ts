// Counts of a redline for a heading or a table. They say how much changed, never how good it is.
import type { TextTree } from '../text/tree.ts'
import { walk } from '../text/tree.ts'
import { isAlternativeChanged, isPositionChanged, isReservationChanged } from './fields.ts'
import { walkChanges, type Field, type NodeChange, type Place, type Summary } from './model.ts'

/** L17. The versions are those that the redline was made from. */
export function summarise(a: TextTree, b: TextTree, nodes: readonly Place<NodeChange>[]): Summary {
  const all = [...walkChanges(nodes)]
  const slots = all.flatMap(({ node }) => items(node.slots).map(({ item }) => item))
  const alternatives = slots.flatMap((slot) => items(slot.alternatives))
  const open = { before: openSlots(a), after: openSlots(b) }
  const placed = (place: string): number => all.filter((at) => at.place === place).length
  return {
    moved: placed('moved_to'),
    added: placed('added'),
    removed: placed('removed'),
    changed: all.filter(
      ({ place, node }) => (place === 'kept' || place === 'moved_to') && node.changed,
    ).length,
    brackets_opened: without(open.after, open.before),
    brackets_closed: without(open.before, open.after),
    alternatives_added: alternatives.filter(({ place }) => place === 'added').length,
    alternatives_removed: alternatives.filter(({ place }) => place === 'removed').length,
    alternatives_changed: alternatives.filter(
      ({ place, item }) => stays(place) && isAlternativeChanged(item),
    ).length,
    stages: all.filter(({ node }) => isReplaced(node.fields.stage)).length,
    proponents: alternatives.filter(({ item }) => isReplaced(item.fields.proponents)).length,
    positions: count(slots, ({ positions }) => positions, isPositionChanged),
    reservations:
      count(slots, ({ reservations }) => reservations, isReservationChanged) +
      count(
        all.map(({ node }) => node),
        ({ reservations }) => reservations,
        isReservationChanged,
      ),
  }
}

function openSlots(tree: TextTree): ReadonlySet<string> {
  const open = new Set<string>()
  for (const { node } of walk(tree.nodes))
    for (const { id, status } of node.slots) if (status === 'open') open.add(id)
  return open
}

function without(these: ReadonlySet<string>, those: ReadonlySet<string>): number {
  return [...these].filter((id) => !those.has(id)).length
}

function isReplaced(field: Field<unknown> | undefined): boolean {
  return field?.change === 'changed'
}

function stays(place: string): boolean {
  return place === 'kept' || place === 'moved_to'
}

type Standing<T> = Exclude<Place<T>, { place: 'moved_from' }>

function items<T>(places: readonly Place<T>[]): Standing<T>[] {
  return places.filter((at): at is Standing<T> => at.place !== 'moved_from')
}

function count<O, T>(
  owners: readonly O[],
  places: (owner: O) => readonly Place<T>[],
  isChanged: (item: T) => boolean,
): number {
  return owners
    .flatMap((owner) => items(places(owner)))
    .filter(({ place, item }) => !stays(place) || isChanged(item)).length
}
