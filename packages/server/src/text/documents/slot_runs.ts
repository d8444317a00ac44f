// The brackets of a slot as marked runs: which alternatives stand in which version, with label and
// proponents. Where brackets closed, the words that stay are the same and the brackets are removed.
import {
  isIn,
  valueIn,
  type AlternativeChange,
  type Fate,
  type Field,
  type NodeChange,
  type Piece,
  type Side,
  type SlotChange,
} from '@sulh/analysis/redline/model'
import { letterIn, shortName } from '@sulh/analysis/text/labels'
import type { Language, PartyName } from '@sulh/analysis/text/tree'
import { narrowed, run, type Role, type Run } from './runs.ts'
import { phrases } from './words.ts'

export type SlotContext = {
  readonly language: Language
  readonly slots: ReadonlyMap<string, SlotChange>
  readonly parties: readonly PartyName[]
  readonly names: Field<boolean> | undefined
  /** Slots whose brackets are open here: a slot cannot stand within itself. */
  readonly within: ReadonlySet<string>
}

const sides: readonly Side[] = ['before', 'after']

type SlotPiece = Extract<Piece, { readonly slot: string }>
type Scope = 'inline' | 'whole_node'

/**
 * A node's wording with every slot in its place: whole-node slots below the words, slots without a
 * place in this language at their end (D2, D4).
 */
export function placedPieces(
  node: NodeChange,
  context: SlotContext,
): { readonly words: readonly Piece[]; readonly options: readonly SlotPiece[] } {
  const passage = node.wording[context.language]
  const isWhole = (id: string, side: Side): boolean =>
    valueIn(context.slots.get(id)?.fields.scope, side) === 'whole_node'
  const words = (passage?.pieces ?? []).flatMap((piece): Piece[] => {
    if (!('slot' in piece)) return [piece]
    const [before, after] = sides.map(
      (side) => isIn(piece.change, side) && !isWhole(piece.slot, side),
    )
    const change = fateOf(before === true, after === true)
    return change === undefined ? [] : [{ change, slot: piece.slot }]
  })
  const options: SlotPiece[] = []
  const placed = { before: new Set<string>(), after: new Set<string>() }
  for (const side of sides)
    for (const piece of words)
      if (isIn(piece.change, side)) place(piece, side, context, placed[side])
  for (const whole of [false, true])
    for (const at of node.slots) {
      const slot = context.slots.get(at.place === 'moved_from' ? at.id : at.item.id)
      if (slot === undefined) continue
      const missing = sides.filter((side) => {
        if (at.place === (side === 'before' ? 'moved_to' : 'moved_from')) return false
        if (valueIn(slot.fields.status, side) === undefined) return false
        if (placed[side].has(slot.id) || isWhole(slot.id, side) !== whole) return false
        const speaks = passage !== undefined && isIn(passage.change, side)
        return speaks || speaksIn(slot, context.language, side)
      })
      const change = fateOf(missing.includes('before'), missing.includes('after'))
      if (change === undefined) continue
      const piece = { change, slot: slot.id }
      if (whole) options.push(piece)
      else words.push(piece)
      for (const side of missing) place(piece, side, context, placed[side])
    }
  return { words, options }
}

function place(piece: Piece, side: Side, context: SlotContext, placed: Set<string>): void {
  if (!('slot' in piece) || placed.has(piece.slot)) return
  placed.add(piece.slot)
  const slot = context.slots.get(piece.slot)
  for (const at of slot?.alternatives ?? []) {
    if (slot === undefined || at.place === 'moved_from' || !stands(at.item, slot, side)) continue
    if (valueIn(at.item.fields.no_text, side) === true) continue
    for (const inner of at.item.wording[context.language]?.pieces ?? [])
      if (isIn(inner.change, side)) place(inner, side, context, placed)
  }
}

function speaksIn(slot: SlotChange, language: Language, side: Side): boolean {
  return slot.alternatives.some((at) => {
    if (at.place === 'moved_from') return false
    const passage = at.item.wording[language]
    return passage !== undefined && isIn(passage.change, side)
  })
}

function fateOf(before: boolean, after: boolean): Fate | undefined {
  if (before && after) return 'same'
  if (after) return 'added'
  return before ? 'removed' : undefined
}

/** The runs of one slot; `change` is that of its place in the words around it. */
export function runsOfSlot(
  id: string,
  change: Fate,
  context: SlotContext,
  scope: Scope,
): readonly Run[] {
  const slot = context.slots.get(id)
  if (slot === undefined || context.within.has(id)) return []
  const inner = { ...context, within: new Set([...context.within, id]) }
  // One mark before all brackets of a sentence; of a whole node each paragraph bears its own.
  const open = sides.filter((side) => valueIn(slot.fields.status, side) === 'open')
  const within = fateOf(open.includes('before'), open.includes('after'))
  const bound = scope === 'inline' && within !== undefined
  const runs: Run[] = bound ? [...placeMark(open, id), { change: within, opens: { slot: id } }] : []
  const bracketed = { before: false, after: false }
  for (const at of slot.alternatives) {
    const [alternative, only] =
      at.place === 'moved_from'
        ? [movedAlternative(slot, at.id), 'before' as const]
        : [at.item, at.place === 'moved_to' ? ('after' as const) : undefined]
    if (alternative === undefined) continue
    runs.push(...alternativeRuns(alternative, slot, only, inner, scope, bracketed))
  }
  runs.push(...toCome(slot, scope, bracketed, context))
  if (bound) runs.push({ change: within, closes: true })
  if (change === 'same') return runs
  return narrowed(runs, change === 'added' ? 'after' : 'before')
}

function movedAlternative(slot: SlotChange, id: string): AlternativeChange | undefined {
  const found = slot.alternatives.find((at) => at.place === 'moved_to' && at.item.id === id)
  return found?.place === 'moved_to' ? found.item : undefined
}

function stands({ id, fields }: AlternativeChange, slot: SlotChange, side: Side): boolean {
  const status = valueIn(slot.fields.status, side)
  if (status === 'closed') return valueIn(slot.fields.chosen, side) === id
  const own = valueIn(fields.status, side)
  return status === 'open' && (own === 'proposed' || own === 'tabled')
}

function alternativeRuns(
  alternative: AlternativeChange,
  slot: SlotChange,
  only: Side | undefined,
  context: SlotContext,
  scope: Scope,
  bracketed: Record<Side, boolean>,
): Run[] {
  const standing = sides.filter(
    (side) => (only ?? side) === side && stands(alternative, slot, side),
  )
  if (standing.length === 0) return []
  const open = standing.filter((side) => valueIn(slot.fields.status, side) === 'open')
  // One space parts two brackets on a side; the words around a slot are not its own.
  const later = open.filter((side) => bracketed[side])
  for (const side of open) bracketed[side] = true
  const both = fateOf(standing.includes('before'), standing.includes('after')) ?? 'same'
  const within = fateOf(open.includes('before'), open.includes('after'))
  const side = open.includes('after') ? 'after' : 'before'
  const bound = {
    slot: slot.id,
    alternative: alternative.id,
    proponents:
      valueIn(context.names, side) === true
        ? (valueIn(alternative.fields.proponents, side) ?? [])
        : [],
  }
  return [
    ...(scope === 'inline' ? runOn(later, 'bracket', ' ') : []),
    ...(scope === 'inline' ? [] : placeMark(standing, slot.id)),
    ...(within === undefined ? [] : [{ change: within, opens: bound }]),
    ...runOn(open, 'bracket', '['),
    ...changing(open, 'by', (side) => prefix(alternative, side, context, scope)),
    ...narrowed(
      wordingRuns(alternative, standing, open, context),
      both === 'same' ? undefined : both === 'added' ? 'after' : 'before',
    ),
    ...runOn(open, 'bracket', ']'),
    ...(within === undefined ? [] : [{ change: within, closes: true as const }]),
  ]
}

function placeMark(on: readonly Side[], slot: string): Run[] {
  const change = fateOf(on.includes('before'), on.includes('after'))
  return change === undefined ? [] : [{ change, slot }]
}

function runOn(on: readonly Side[], role: Role, text: string): Run[] {
  const change = fateOf(on.includes('before'), on.includes('after'))
  return change === undefined ? [] : [{ change, role, text }]
}

/** One run where both versions say the same, else the old one and the new one. */
function changing(on: readonly Side[], role: Role, say: (side: Side) => string): Run[] {
  const [before, after] = sides.map((side) => (on.includes(side) ? say(side) : ''))
  if (before === after) return before ? [{ change: 'same', role, text: before }] : []
  return [
    ...(before ? [{ change: 'removed' as const, role, text: before }] : []),
    ...(after ? [{ change: 'added' as const, role, text: after }] : []),
  ]
}

function prefix(
  { fields }: AlternativeChange,
  side: Side,
  { language, names, parties }: SlotContext,
  scope: Scope,
): string {
  const shown = valueIn(names, side) === true ? (valueIn(fields.proponents, side) ?? []) : []
  const by = shown
    .map((id) => shortName(parties, id, language))
    .join(language === 'en' ? ', ' : '، ')
  const option = scope === 'whole_node' ? `${phrases[language].option} ` : ''
  const label = `(${letterIn(valueIn(fields.label, side) ?? '', language)})`
  return `${option}${label}${by === '' ? '' : ` ${by}`}: `
}

function wordingRuns(
  { fields, wording }: AlternativeChange,
  standing: readonly Side[],
  open: readonly Side[],
  context: SlotContext,
): Run[] {
  const { language } = context
  const passage = wording[language]
  const has = (side: Side): boolean =>
    passage !== undefined && isIn(passage.change, side) && !isNoText(side)
  const isNoText = (side: Side): boolean => valueIn(fields.no_text, side) === true
  // A phrase for the side that has no words; a closed slot without a text leaves nothing behind.
  const phrase = (side: Side): string => {
    if (!standing.includes(side)) return ''
    if (isNoText(side)) return open.includes(side) ? phrases[language].no_text : ''
    return has(side) ? '' : phrases[language].untranslated
  }
  const words = (passage?.pieces ?? [])
    .filter((piece) => sides.some((side) => isIn(piece.change, side) && has(side)))
    .flatMap((piece) => pieceRuns(piece, context))
    .flatMap((one) => {
      const change = fateOf(
        isIn(one.change, 'before') && has('before'),
        isIn(one.change, 'after') && has('after'),
      )
      return change === undefined ? [] : [{ ...one, change }]
    })
  return [...changing(standing, 'phrase', phrase), ...words]
}

function toCome(
  slot: SlotChange,
  scope: Scope,
  bracketed: Readonly<Record<Side, boolean>>,
  { language }: SlotContext,
): Run[] {
  const empty = sides.filter(
    (side) => valueIn(slot.fields.status, side) === 'open' && !bracketed[side],
  )
  return [
    ...(scope === 'inline' ? [] : placeMark(empty, slot.id)),
    ...runOn(empty, 'bracket', '['),
    ...runOn(empty, 'phrase', phrases[language].to_come),
    ...runOn(empty, 'bracket', ']'),
  ]
}

/** The runs of a piece of wording: its words, or the brackets of its slot. */
export function pieceRuns(piece: Piece, context: SlotContext): readonly Run[] {
  return 'text' in piece
    ? run(piece.change, 'words', piece.text)
    : runsOfSlot(piece.slot, piece.change, context, 'inline')
}
