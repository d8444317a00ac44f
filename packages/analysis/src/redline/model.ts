// The redline tree: one tree that holds two versions of a text and what became of each part. All
// renderers read it. It holds no judgement about a change and is plain JSON.
import type {
  Alternative,
  Language,
  PartyName,
  Position,
  Reservation,
  Slot,
  TextNode,
  TextTree,
} from '../text/tree.ts'

/** One value in the two versions; `added` and `removed` where the other version has none. */
export type Field<T> =
  | { readonly change: 'same'; readonly value: T }
  | { readonly change: 'changed'; readonly before: T; readonly after: T }
  | { readonly change: 'added'; readonly value: T }
  | { readonly change: 'removed'; readonly value: T }

export type Fate = 'same' | 'added' | 'removed'

/** A run of words, or the place of a slot, that is in both versions or in one. */
export type Piece =
  | { readonly change: Fate; readonly text: string }
  | { readonly change: Fate; readonly slot: string }

/** One language of one text. `change` tells of the language as a whole. */
export type Passage = { readonly change: Fate; readonly pieces: readonly Piece[] }
export type Passages = Readonly<Partial<Record<Language, Passage>>>

/**
 * Where one of an ordered list stands. `moved_to` bears it in full at its new place; `moved_from` is
 * the trace at its old place. The two may be in lists of different parents.
 */
export type Place<T> =
  | { readonly place: 'kept' | 'moved_to' | 'added' | 'removed'; readonly item: T }
  | { readonly place: 'moved_from'; readonly id: string }

type Fields<T, K extends keyof T> = {
  readonly [P in K]?: Field<Exclude<T[P], undefined>>
}

export const alternativeFields = [
  'label',
  'origin',
  'no_text',
  'stale',
  'proponents',
  'status',
  'compartment_id',
] as const satisfies readonly (keyof Alternative)[]

export const positionFields = [
  'party',
  'basis',
  'accepts',
  'prefers',
  'rejects',
  'note',
  'compartment_id',
] as const satisfies readonly (keyof Position)[]

export const reservationFields = [
  'party',
  'class',
] as const satisfies readonly (keyof Reservation)[]

export const slotFields = [
  'scope',
  'class',
  'title',
  'issue',
  'concerned',
  'status',
  'chosen',
  'reason',
  'reopened',
  'opened_at',
  'closed_at',
] as const satisfies readonly (keyof Slot)[]

export const nodeFields = [
  'kind',
  'number',
  'stale',
  'stage',
  'agreed_by',
  'fallen_from',
  'mark',
  'weight',
] as const satisfies readonly (keyof TextNode)[]

export const treeFields = [
  'id',
  'title',
  'mode',
  'authentic',
  'show_proponents',
  'parties',
] as const satisfies readonly (keyof TextTree)[]

export type AlternativeChange = {
  readonly id: string
  readonly fields: Fields<Alternative, (typeof alternativeFields)[number]>
  readonly wording: Passages
}
export type PositionChange = {
  readonly id: string
  readonly fields: Fields<Position, (typeof positionFields)[number]>
}
export type ReservationChange = {
  readonly id: string
  readonly fields: Fields<Reservation, (typeof reservationFields)[number]>
  readonly text: Passages
}
export type SlotChange = {
  readonly id: string
  readonly fields: Fields<Slot, (typeof slotFields)[number]>
  readonly alternatives: readonly Place<AlternativeChange>[]
  readonly positions: readonly Place<PositionChange>[]
  readonly reservations: readonly Place<ReservationChange>[]
}
export type NodeChange = {
  readonly id: string
  /** Something of the node itself differs; its place and its children do not count. */
  readonly changed: boolean
  /** The node, its place or anything below it differs: a screen folds what has it false. */
  readonly changed_within: boolean
  readonly fields: Fields<TextNode, (typeof nodeFields)[number]>
  readonly heading: Passages
  readonly wording: Passages
  readonly slots: readonly Place<SlotChange>[]
  readonly reservations: readonly Place<ReservationChange>[]
  readonly children: readonly Place<NodeChange>[]
}

export type Summary = {
  readonly moved: number
  readonly added: number
  readonly removed: number
  readonly changed: number
  readonly brackets_opened: number
  readonly brackets_closed: number
  readonly alternatives_added: number
  readonly alternatives_removed: number
  readonly alternatives_changed: number
  readonly stages: number
  readonly proponents: number
  readonly positions: number
  readonly reservations: number
}

export type Redline = {
  readonly changed: boolean
  readonly fields: Fields<TextTree, (typeof treeFields)[number]>
  /** Parties of both versions, the new name first: what ids of proponents are looked up in. */
  readonly parties: readonly PartyName[]
  readonly nodes: readonly Place<NodeChange>[]
  readonly summary: Summary
}

export type Side = 'before' | 'after'

export class RedlineError extends Error {
  override readonly name = 'RedlineError'
}

/** The value of a field in one version; undefined where that version has none. */
export function valueIn<T>(field: Field<T> | undefined, side: Side): T | undefined {
  switch (field?.change) {
    case undefined:
      return undefined
    case 'same':
      return field.value
    case 'changed':
      return field[side]
    case 'added':
      return side === 'after' ? field.value : undefined
    case 'removed':
      return side === 'before' ? field.value : undefined
  }
}

/** The newest value of a field: that of the new version, else of the old. */
export function latest<T>(field: Field<T> | undefined): T | undefined {
  return valueIn(field, 'after') ?? valueIn(field, 'before')
}

export function isIn(change: Fate, side: Side): boolean {
  return change === 'same' || change === (side === 'after' ? 'added' : 'removed')
}

/** All node changes in the order of the redline, with where each stands and its new parent. */
export function* walkChanges(
  places: readonly Place<NodeChange>[],
): Generator<{ readonly place: 'kept' | 'moved_to' | 'added' | 'removed'; node: NodeChange }> {
  for (const at of places) {
    if (at.place === 'moved_from') continue
    yield { place: at.place, node: at.item }
    yield* walkChanges(at.item.children)
  }
}
