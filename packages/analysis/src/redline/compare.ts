// Makes the redline of two versions: matches nodes by id, then their slots, alternatives, positions
// and words. It judges nothing and renders nothing.
import type {
  Alternative,
  Content,
  Language,
  PartyName,
  Position,
  Reservation,
  Slot,
  TextNode,
  TextTree,
  Title,
} from '../text/tree.ts'
import { languages, walk } from '../text/tree.ts'
import {
  alternativeFields,
  nodeFields,
  positionFields,
  RedlineError,
  reservationFields,
  slotFields,
  treeFields,
  type AlternativeChange,
  type NodeChange,
  type Place,
  type PositionChange,
  type Redline,
  type ReservationChange,
  type SlotChange,
} from './model.ts'
import {
  areChanged,
  arePlacesChanged,
  fieldsOf,
  isReservationChanged,
  isSlotChanged,
} from './fields.ts'
import { mergePlaces } from './places.ts'
import { plenaryEditions } from './plenary.ts'
import { summarise } from './summary.ts'
import { areChangedPassages, comparePassages } from './words.ts'

export type RedlineOptions = {
  /** Leave out what the plenary has not been shown: see L16. */
  readonly plenary?: boolean
}

/**
 * What became of the text from version `a` to version `b`. Throws RedlineError where an id occurs
 * twice in one version. Moves: longest increasing subsequence; words: Myers 1986 by `diff`.
 */
export function redline(a: TextTree, b: TextTree, options: RedlineOptions = {}): Redline {
  const [before, after] = options.plenary === true ? plenaryEditions(a, b) : [a, b]
  const nodes = compareNodes(before, after)
  const fields = fieldsOf(treeFields, before, after)
  return {
    changed: areChanged(fields) || arePlacesChanged(nodes, ({ changed_within }) => changed_within),
    fields,
    parties: bothParties(before.parties, after.parties),
    nodes,
    summary: summarise(before, after, nodes),
  }
}

function compareNodes(a: TextTree, b: TextTree): readonly Place<NodeChange>[] {
  const before = nodesById(a, 'old')
  const after = nodesById(b, 'new')
  const compare = (id: string): NodeChange => compareNode(before.get(id), after.get(id), places)
  const makers = {
    both: compare,
    added: compare,
    removed: compare,
    elsewhere: { before: (id: string) => before.has(id), after: (id: string) => after.has(id) },
  }
  const places = (x: readonly TextNode[], y: readonly TextNode[]): readonly Place<NodeChange>[] =>
    mergePlaces(
      x.map(({ id }) => id),
      y.map(({ id }) => id),
      makers,
    )
  return places(a.nodes, b.nodes)
}

function nodesById(tree: TextTree, which: string): ReadonlyMap<string, TextNode> {
  const byId = new Map<string, TextNode>()
  for (const { node } of walk(tree.nodes)) {
    if (byId.has(node.id)) throw twice('node', node.id, `the ${which} version`)
    byId.set(node.id, node)
  }
  return byId
}

function compareNode(
  a: TextNode | undefined,
  b: TextNode | undefined,
  placesOf: (x: readonly TextNode[], y: readonly TextNode[]) => readonly Place<NodeChange>[],
): NodeChange {
  const at = `node ${(a ?? b)?.id ?? ''}`
  const fields = fieldsOf(nodeFields, a, b)
  const heading = compareTitles(a?.heading, b?.heading)
  const wording = comparePassages(a?.wording, b?.wording)
  const slots = compareLists(a?.slots, b?.slots, compareSlot, `slot of ${at}`)
  const reservations = compareReservations(a?.reservations, b?.reservations, at)
  const children = placesOf(a?.children ?? [], b?.children ?? [])
  const changed =
    areChanged(fields) ||
    areChangedPassages(heading) ||
    areChangedPassages(wording) ||
    arePlacesChanged(slots, isSlotChanged) ||
    arePlacesChanged(reservations, isReservationChanged)
  return {
    id: (a ?? b)?.id ?? '',
    changed,
    changed_within: changed || arePlacesChanged(children, ({ changed_within }) => changed_within),
    fields,
    heading,
    wording,
    slots,
    reservations,
    children,
  }
}

function compareSlot(a: Slot | undefined, b: Slot | undefined): SlotChange {
  const id = (a ?? b)?.id ?? ''
  return {
    id,
    fields: fieldsOf(slotFields, a, b),
    alternatives: compareLists(
      a?.alternatives,
      b?.alternatives,
      compareAlternative,
      `alternative of slot ${id}`,
    ),
    positions: compareLists(a?.positions, b?.positions, comparePosition, `position on slot ${id}`),
    reservations: compareReservations(a?.reservations, b?.reservations, `slot ${id}`),
  }
}

function compareAlternative(
  a: Alternative | undefined,
  b: Alternative | undefined,
): AlternativeChange {
  return {
    id: (a ?? b)?.id ?? '',
    fields: fieldsOf(alternativeFields, a, b),
    wording: comparePassages(a?.wording, b?.wording),
  }
}

function comparePosition(a: Position | undefined, b: Position | undefined): PositionChange {
  return { id: (a ?? b)?.id ?? '', fields: fieldsOf(positionFields, a, b) }
}

function compareReservations(
  a: readonly Reservation[] | undefined,
  b: readonly Reservation[] | undefined,
  at: string,
): readonly Place<ReservationChange>[] {
  const compare = (x: Reservation | undefined, y: Reservation | undefined): ReservationChange => ({
    id: (x ?? y)?.id ?? '',
    fields: fieldsOf(reservationFields, x, y),
    text: compareTitles(x?.text, y?.text),
  })
  return compareLists(a, b, compare, `reservation on ${at}`)
}

function compareLists<T extends { readonly id: string }, C>(
  a: readonly T[] = [],
  b: readonly T[] = [],
  compare: (x: T | undefined, y: T | undefined) => C,
  what: string,
): readonly Place<C>[] {
  const before = byId(a, what)
  // Nearly always the two lists are the same things in the same order.
  if (a.length === b.length && a.every(({ id }, i) => b[i]?.id === id))
    return a.map((item, i) => ({ place: 'kept', item: compare(item, b[i]) }))
  const after = byId(b, what)
  const make = (id: string): C => compare(before.get(id), after.get(id))
  return mergePlaces([...before.keys()], [...after.keys()], {
    both: make,
    added: make,
    removed: make,
  })
}

function byId<T extends { readonly id: string }>(
  list: readonly T[],
  what: string,
): ReadonlyMap<string, T> {
  const map = new Map(list.map((item) => [item.id, item]))
  if (map.size === list.length) return map
  const double = list.find(({ id }, i) => list.findIndex((other) => other.id === id) !== i)
  throw twice(what, double?.id ?? '', 'one version')
}

function twice(what: string, id: string, where: string): RedlineError {
  return new RedlineError(`The ${what} with the id ${id} stands twice in ${where}: ids are unique.`)
}

function compareTitles(a: Title | undefined, b: Title | undefined): NodeChange['heading'] {
  return comparePassages(titleContent(a), titleContent(b))
}

function titleContent(title: Title | undefined): Partial<Record<Language, Content>> {
  const content: Partial<Record<Language, Content>> = {}
  for (const language of languages) {
    const text = title?.[language]
    if (text !== undefined) content[language] = [{ text }]
  }
  return content
}

function bothParties(a: readonly PartyName[], b: readonly PartyName[]): readonly PartyName[] {
  const newer = new Set(b.map(({ id }) => id))
  return [...b, ...a.filter(({ id }) => !newer.has(id))]
}
