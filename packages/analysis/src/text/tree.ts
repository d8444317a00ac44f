// A negotiating text as of one moment, as a tree: nodes with their wording in both languages, slots
// with bracketed alternatives, positions and stages. Redlines, documents, convergence and screens
// all read this one shape; text/instrument.ts makes it from records. It is plain JSON.

export type Language = 'en' | 'ar'
export const languages: readonly Language[] = ['en', 'ar']

/** Running text with places for slots. Brackets are rendered, never stored. */
export type Inline = { readonly text: string } | { readonly slot: string }
export type Content = readonly Inline[]
/** A language that has not been written yet is absent. */
export type Wording = Readonly<Partial<Record<Language, Content>>>
export type Title = Readonly<Partial<Record<Language, string>>>

export const nodeKinds = [
  'preamble',
  'chapter',
  'article',
  'chapeau',
  'paragraph',
  'subparagraph',
  'annex',
] as const
export type NodeKind = (typeof nodeKinds)[number]

export const stages = [
  'not_opened',
  'open',
  'clean',
  'agreed_in_commission',
  'agreed_ad_referendum',
  'agreed',
] as const
export type Stage = (typeof stages)[number]

export const origins = ['party', 'joint', 'mediator', 'streamlined'] as const
export type Origin = (typeof origins)[number]

export const closingReasons = [
  'consensus',
  'withdrawn',
  'merged',
  'mediators_text',
  'decision',
] as const
export type ClosingReason = (typeof closingReasons)[number]

/** A party of the text: `A` or `B` where it is a side, as colours and patterns follow it. */
export type PartyName = {
  readonly id: string
  readonly name: Title
  readonly short: Title
  readonly side?: 'A' | 'B'
}

export type Alternative = {
  readonly id: string
  /** As people say it: a, b, c … in the order of tabling; numerals are the renderer's. */
  readonly label: string
  readonly origin: Origin
  /** "No text" is an alternative: its wording is empty in every language. */
  readonly no_text: boolean
  readonly wording: Wording
  /** The language whose text is older than what it renders, or that is missing. */
  readonly stale: readonly Language[]
  /** Parties by id; empty where proponents are not shown. */
  readonly proponents: readonly string[]
  readonly status: 'proposed' | 'tabled' | 'withdrawn' | 'merged'
  /** Where it may be read: a proposal that is not tabled lies in a narrower compartment. */
  readonly compartment_id: string
}

export const positionBases = ['declared', 'told_in_caucus', 'estimated'] as const
export type PositionBasis = (typeof positionBases)[number]
export type Position = {
  readonly id: string
  readonly party: string
  readonly basis: PositionBasis
  readonly accepts: readonly string[]
  readonly prefers?: string
  readonly rejects: readonly string[]
  readonly note?: Title
  readonly compartment_id: string
}

export type Reservation = {
  readonly id: string
  readonly party: string
  readonly class: 'general' | 'scrutiny' | 'specific'
  readonly text: Title
}

export type Slot = {
  readonly id: string
  /** `inline` brackets stand inside a sentence; `whole_node` is an option of a whole node. */
  readonly scope: 'inline' | 'whole_node'
  /** `placeholder`: text to come. `optional`: the text or none. */
  readonly class: 'alternatives' | 'optional' | 'placeholder'
  readonly title: Title
  readonly issue?: string
  /** Parties whose agreement it needs. */
  readonly concerned: readonly string[]
  readonly status: 'open' | 'closed'
  /** The alternative that stands, where closed and not withdrawn altogether. */
  readonly chosen?: string
  readonly reason?: ClosingReason
  /** The decision that closed it, where one did. */
  readonly decision?: string
  readonly reopened: number
  /** Instants; when the slot was opened and, where closed, when. */
  readonly opened_at: string
  readonly closed_at?: string
  /** In the order of their labels. Withdrawn and merged ones are last and are not rendered. */
  readonly alternatives: readonly Alternative[]
  readonly positions: readonly Position[]
  readonly reservations: readonly Reservation[]
}

export type TextNode = {
  readonly id: string
  readonly kind: NodeKind
  /** As shown, never an identity: 5, 5 bis, (a); empty for preamble and chapeau. */
  readonly number: string
  readonly heading: Title
  readonly wording: Wording
  readonly stale: readonly Language[]
  readonly slots: readonly Slot[]
  readonly stage: Stage
  /** Who agreed, as party ids. */
  readonly agreed_by: readonly string[]
  /** The stage it had before a later change, where a change threw it back. */
  readonly fallen_from?: Stage
  readonly reservations: readonly Reservation[]
  /** How firm the record is: the example marks what is reconstruction. */
  readonly mark: 'none' | 'derived' | 'reconstruction' | 'illustration'
  readonly weight: number
  readonly children: readonly TextNode[]
}

/** An instrument as of a moment. Withdrawn nodes are not in it. */
export type TextTree = {
  readonly id: string
  readonly title: Title
  readonly mode: 'mediator_text' | 'bracketed_text'
  readonly authentic: readonly Language[]
  readonly show_proponents: boolean
  readonly parties: readonly PartyName[]
  readonly nodes: readonly TextNode[]
}

/** All nodes in reading order, each with its parent's id. */
export function walk(
  nodes: readonly TextNode[],
  parent?: string,
): readonly { readonly node: TextNode; readonly parent: string | undefined }[] {
  const all: { readonly node: TextNode; readonly parent: string | undefined }[] = []
  const add = (siblings: readonly TextNode[], above: string | undefined): void => {
    for (const node of siblings) {
      all.push({ node, parent: above })
      add(node.children, node.id)
    }
  }
  add(nodes, parent)
  return all
}

/** Alternatives that are rendered: the chosen one of a closed slot, else all that stand. */
export function standing(slot: Slot): readonly Alternative[] {
  if (slot.status === 'closed') return slot.alternatives.filter((a) => a.id === slot.chosen)
  return slot.alternatives.filter((a) => a.status === 'proposed' || a.status === 'tabled')
}
