// Reads the old and the new version back out of a redline, from the same pieces that are rendered.
// It is how accepting and rejecting are defined.
import type {
  Alternative,
  Content,
  Language,
  Position,
  Reservation,
  Slot,
  TextNode,
  TextTree,
  Title,
  Wording,
} from '../text/tree.ts'
import { languages } from '../text/tree.ts'
import { same } from './fields.ts'
import {
  RedlineError,
  valueIn,
  walkChanges,
  type AlternativeChange,
  type Field,
  type NodeChange,
  type Passages,
  type Place,
  type PositionChange,
  type Redline,
  type ReservationChange,
  type Side,
  type SlotChange,
} from './model.ts'
import { canonicalContent, contentIn } from './words.ts'

/** The new version, with contents in canonical form (L2). */
export function acceptAll(redline: Redline): TextTree {
  return treeIn(redline, 'after')
}

/** The old version, with contents in canonical form (L2). */
export function rejectAll(redline: Redline): TextTree {
  return treeIn(redline, 'before')
}

/** The new version of `a`. Throws RedlineError where the redline was made from another text. */
export function applyRedline(a: TextTree, redline: Redline): TextTree {
  if (!same(rejectAll(redline), canonicalTree(a)))
    throw new RedlineError(
      `This redline was made from another version of ${a.id}: make it anew from this one.`,
    )
  return acceptAll(redline)
}

/** The tree with every content in canonical form: adjacent runs joined, empty runs dropped. */
export function canonicalTree(tree: TextTree): TextTree {
  return { ...tree, nodes: tree.nodes.map(canonicalNode) }
}

function canonicalNode(node: TextNode): TextNode {
  return {
    ...node,
    wording: canonicalWording(node.wording),
    slots: node.slots.map((slot) => ({
      ...slot,
      alternatives: slot.alternatives.map((alternative) => ({
        ...alternative,
        wording: canonicalWording(alternative.wording),
      })),
    })),
    children: node.children.map(canonicalNode),
  }
}

function canonicalWording(wording: Wording): Wording {
  const canonical: Partial<Record<Language, Content>> = {}
  for (const language of languages) {
    const content = wording[language]
    if (content !== undefined) canonical[language] = canonicalContent(content)
  }
  return canonical
}

function treeIn(redline: Redline, side: Side): TextTree {
  const moved = new Map<string, NodeChange>()
  for (const { place, node } of walkChanges(redline.nodes))
    if (place === 'moved_to') moved.set(node.id, node)

  const nodesIn = (places: readonly Place<NodeChange>[]): TextNode[] =>
    listIn(places, side, moved).map((node) => ({
      id: node.id,
      ...valuesIn<Omit<TextNode, 'id'>>(node.fields, side),
      heading: titleIn(node.heading, side),
      wording: wordingIn(node.wording, side),
      slots: listIn(node.slots, side).map((slot) => slotIn(slot, side)),
      reservations: reservationsIn(node.reservations, side),
      children: nodesIn(node.children),
    }))
  return { ...valuesIn<TextTree>(redline.fields, side), nodes: nodesIn(redline.nodes) }
}

function slotIn(slot: SlotChange, side: Side): Slot {
  return {
    id: slot.id,
    ...valuesIn<Omit<Slot, 'id'>>(slot.fields, side),
    alternatives: listIn(slot.alternatives, side).map((a) => alternativeIn(a, side)),
    positions: listIn(slot.positions, side).map((p) => positionIn(p, side)),
    reservations: reservationsIn(slot.reservations, side),
  }
}

function alternativeIn(alternative: AlternativeChange, side: Side): Alternative {
  return {
    id: alternative.id,
    ...valuesIn<Omit<Alternative, 'id'>>(alternative.fields, side),
    wording: wordingIn(alternative.wording, side),
  }
}

function positionIn(position: PositionChange, side: Side): Position {
  return { id: position.id, ...valuesIn<Omit<Position, 'id'>>(position.fields, side) }
}

function reservationsIn(places: readonly Place<ReservationChange>[], side: Side): Reservation[] {
  return listIn(places, side).map((reservation) => ({
    id: reservation.id,
    ...valuesIn<Omit<Reservation, 'id'>>(reservation.fields, side),
    text: titleIn(reservation.text, side),
  }))
}

/** The items of one version in its order; a trace of a move is looked up where it went. */
export function listIn<T extends { readonly id: string }>(
  places: readonly Place<T>[],
  side: Side,
  elsewhere?: ReadonlyMap<string, T>,
): T[] {
  const here = new Map<string, T>()
  for (const at of places) if (at.place === 'moved_to') here.set(at.item.id, at.item)
  return places.flatMap((at) => {
    switch (at.place) {
      case 'kept':
        return [at.item]
      case 'added':
      case 'moved_to':
        return side === 'after' ? [at.item] : []
      case 'removed':
        return side === 'before' ? [at.item] : []
      case 'moved_from': {
        if (side === 'after') return []
        const item = here.get(at.id) ?? elsewhere?.get(at.id)
        if (item === undefined)
          throw new RedlineError(
            `The redline is torn: ${at.id} moved, but its new place is missing.`,
          )
        return [item]
      }
    }
  })
}

function titleIn(passages: Passages, side: Side): Title {
  const title: Partial<Record<Language, string>> = {}
  for (const language of languages) {
    const passage = passages[language]
    const content = passage && contentIn(passage, side)
    if (content !== undefined)
      title[language] = content.map((inline) => ('text' in inline ? inline.text : '')).join('')
  }
  return title
}

function wordingIn(passages: Passages, side: Side): Wording {
  const wording: Partial<Record<Language, Content>> = {}
  for (const language of languages) {
    const passage = passages[language]
    const content = passage && contentIn(passage, side)
    if (content !== undefined) wording[language] = content
  }
  return wording
}

/** The record of one version; its type is that of the record the fields were taken from. */
function valuesIn<T>(fields: object, side: Side): Plain<T> {
  const values: Record<string, unknown> = {}
  for (const [key, field] of Object.entries(fields as Record<string, Field<unknown>>)) {
    const value = valueIn(field, side)
    if (value !== undefined) values[key] = value
  }
  return values as Plain<T>
}

// What is compared piece by piece is put in beside these.
type Plain<T> = Omit<
  T,
  | 'heading'
  | 'wording'
  | 'slots'
  | 'reservations'
  | 'children'
  | 'alternatives'
  | 'positions'
  | 'text'
  | 'nodes'
>
