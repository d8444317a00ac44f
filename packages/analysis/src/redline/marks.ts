// What changed about a node besides its words, as structured marks in the order in which they are
// told. Sentences are in sentences.ts; colours and places are the renderer's.
import type { ClosingReason, Language, PositionBasis, Reservation, Stage } from '../text/tree.ts'
import { languages } from '../text/tree.ts'
import { isReservationChanged } from './fields.ts'
import {
  latest,
  valueIn,
  walkChanges,
  type AlternativeChange,
  type Field,
  type NodeChange,
  type Place,
  type PositionChange,
  type Redline,
  type ReservationChange,
  type Side,
  type SlotChange,
} from './model.ts'
import { isChangedPassage } from './words.ts'

/** Alternatives by their labels. */
export type Stance = {
  readonly accepts: readonly string[]
  readonly prefers?: string
  readonly rejects: readonly string[]
}

export type Mark =
  | { readonly mark: 'added' | 'removed' | 'moved' }
  | { readonly mark: 'renumbered'; readonly before: string; readonly after: string }
  | { readonly mark: 'stage'; readonly before: Stage; readonly after: Stage }
  | { readonly mark: 'fell_back'; readonly from: Stage }
  | { readonly mark: 'agreed_by'; readonly joined: readonly string[]; left: readonly string[] }
  | {
      readonly mark: 'language'
      readonly language: Language
      readonly now: 'added' | 'removed' | 'stale' | 'current'
    }
  | { readonly mark: 'bracket_opened' | 'bracket_reopened'; readonly slot: string }
  | {
      readonly mark: 'bracket_closed'
      readonly slot: string
      readonly reason?: ClosingReason
      readonly chosen?: string
    }
  | {
      readonly mark:
        | 'alternative_added'
        | 'alternative_removed'
        | 'alternative_reworded'
        | 'alternative_tabled'
        | 'alternative_withdrawn'
        | 'alternative_merged'
      readonly slot: string
      readonly label: string
      readonly proponents: readonly string[]
    }
  | {
      readonly mark: 'proponents'
      readonly slot: string
      readonly label: string
      readonly joined: readonly string[]
      readonly left: readonly string[]
    }
  | {
      readonly mark: 'position'
      readonly slot: string
      readonly party: string
      readonly basis: PositionBasis
      readonly before?: Stance
      readonly after?: Stance
    }
  | {
      readonly mark: 'reservation'
      readonly now: 'entered' | 'lifted' | 'changed'
      readonly party: string
      readonly class: Reservation['class']
    }

/** The marks of every node that has some, by node id. */
export function marksOf(redline: Redline): ReadonlyMap<string, readonly Mark[]> {
  const open = { before: openSlots(redline, 'before'), after: openSlots(redline, 'after') }
  const marks = new Map<string, readonly Mark[]>()
  for (const { place, node } of walkChanges(redline.nodes)) {
    const own = [...placeMarks(place), ...nodeMarks(node, place)]
    for (const at of node.slots)
      if (at.place !== 'moved_from') own.push(...slotMarks(at.item, open, place))
    if (own.length > 0) marks.set(node.id, own)
  }
  return marks
}

type Standing = 'kept' | 'moved_to' | 'added' | 'removed'

function openSlots(redline: Redline, side: Side): ReadonlySet<string> {
  const open = new Set<string>()
  for (const { node } of walkChanges(redline.nodes))
    for (const at of node.slots)
      if (at.place !== 'moved_from' && valueIn(at.item.fields.status, side) === 'open')
        open.add(at.item.id)
  return open
}

function placeMarks(place: Standing): Mark[] {
  switch (place) {
    case 'kept':
      return []
    case 'moved_to':
      return [{ mark: 'moved' }]
    case 'added':
    case 'removed':
      return [{ mark: place }]
  }
}

function nodeMarks({ fields, wording, reservations }: NodeChange, place: Standing): Mark[] {
  const marks: Mark[] = []
  const { number, stage, fallen_from, agreed_by } = fields
  if (number?.change === 'changed')
    marks.push({ mark: 'renumbered', before: number.before, after: number.after })
  if (stage?.change === 'changed')
    marks.push({ mark: 'stage', before: stage.before, after: stage.after })
  const from = valueIn(fallen_from, 'after')
  if (from !== undefined && fallen_from?.change !== 'same') marks.push({ mark: 'fell_back', from })
  if (agreed_by?.change === 'changed') marks.push({ mark: 'agreed_by', ...difference(agreed_by) })
  if (place === 'kept' || place === 'moved_to')
    for (const language of languages) {
      const passage = wording[language]
      if (passage !== undefined && passage.change !== 'same')
        marks.push({ mark: 'language', language, now: passage.change })
      else if (fields.stale?.change === 'changed') {
        const [was, is] = [fields.stale.before, fields.stale.after].map((l) => l.includes(language))
        if (was !== is) marks.push({ mark: 'language', language, now: is ? 'stale' : 'current' })
      }
    }
  return [...marks, ...reservations.flatMap(reservationMarks)]
}

function slotMarks(
  slot: SlotChange,
  open: { readonly before: ReadonlySet<string>; readonly after: ReadonlySet<string> },
  place: Standing,
): Mark[] {
  const [was, is] = [open.before.has(slot.id), open.after.has(slot.id)]
  const marks: Mark[] = []
  const name = slot.id
  if (is && !was) {
    const again = slot.fields.status?.change === 'changed'
    marks.push({ mark: again ? 'bracket_reopened' : 'bracket_opened', slot: name })
  }
  if (was && !is) marks.push({ mark: 'bracket_closed', slot: name, ...closing(slot) })
  // In a node that came or went, its alternatives came or went with it.
  if (place === 'added' || place === 'removed') return marks
  return [
    ...marks,
    ...slot.alternatives.flatMap((at) => alternativeMarks(at, name)),
    ...slot.positions.flatMap((at) => positionMarks(at, slot)),
    ...slot.reservations.flatMap(reservationMarks),
  ]
}

function closing(slot: SlotChange): { reason?: ClosingReason; chosen?: string } {
  const reason = valueIn(slot.fields.reason, 'after')
  const chosen = valueIn(slot.fields.chosen, 'after')
  const label = chosen === undefined ? undefined : labelOf(slot, chosen)
  return {
    ...(reason === undefined ? {} : { reason }),
    ...(label === undefined ? {} : { chosen: label }),
  }
}

function alternativeMarks(at: Place<AlternativeChange>, slot: string): Mark[] {
  if (at.place === 'moved_from') return []
  const { fields, wording } = at.item
  const label = latest(fields.label) ?? ''
  const of = { slot, label, proponents: latest(fields.proponents) ?? [] }
  if (at.place === 'added') return [{ mark: 'alternative_added', ...of }]
  if (at.place === 'removed') return [{ mark: 'alternative_removed', ...of }]
  const marks: Mark[] = []
  const status = fields.status?.change === 'changed' ? fields.status.after : undefined
  if (status !== undefined && status !== 'proposed')
    marks.push({ mark: `alternative_${status}`, ...of })
  if (Object.values(wording).some(isChangedPassage))
    marks.push({ mark: 'alternative_reworded', ...of })
  const { proponents } = fields
  if (proponents?.change === 'changed')
    marks.push({ mark: 'proponents', slot, label, ...difference(proponents) })
  return marks
}

function positionMarks(at: Place<PositionChange>, slot: SlotChange): Mark[] {
  if (at.place === 'moved_from') return []
  const { fields } = at.item
  const [before, after] = [stance(at.item, 'before', slot), stance(at.item, 'after', slot)]
  const told = [fields.accepts, fields.prefers, fields.rejects, fields.basis, fields.party]
  if (at.place !== 'added' && at.place !== 'removed' && told.every(isSame)) return []
  return [
    {
      mark: 'position',
      slot: slot.id,
      party: latest(fields.party) ?? '',
      basis: latest(fields.basis) ?? 'declared',
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    },
  ]
}

function isSame(field: Field<unknown> | undefined): boolean {
  return field === undefined || field.change === 'same'
}

function stance({ fields }: PositionChange, side: Side, slot: SlotChange): Stance | undefined {
  const accepts = valueIn(fields.accepts, side)
  const rejects = valueIn(fields.rejects, side)
  if (accepts === undefined || rejects === undefined) return undefined
  // An alternative that is not in this edition has no label, and its id is not for readers.
  const labels = (ids: readonly string[]) => ids.flatMap((id) => labelOf(slot, id) ?? [])
  const preferred = valueIn(fields.prefers, side)
  const prefers = preferred === undefined ? undefined : labelOf(slot, preferred)
  return {
    accepts: labels(accepts),
    ...(prefers === undefined ? {} : { prefers }),
    rejects: labels(rejects),
  }
}

function labelOf(slot: SlotChange, id: string): string | undefined {
  for (const at of slot.alternatives)
    if (at.place !== 'moved_from' && at.item.id === id) return latest(at.item.fields.label)
  return undefined
}

function reservationMarks(at: Place<ReservationChange>): Mark[] {
  if (at.place === 'moved_from') return []
  const now = at.place === 'added' ? 'entered' : at.place === 'removed' ? 'lifted' : 'changed'
  if (now === 'changed' && !isReservationChanged(at.item)) return []
  const { fields } = at.item
  return [
    {
      mark: 'reservation',
      now,
      party: latest(fields.party) ?? '',
      class: latest(fields.class) ?? 'general',
    },
  ]
}

function difference(field: {
  readonly before: readonly string[]
  readonly after: readonly string[]
}): { joined: readonly string[]; left: readonly string[] } {
  return {
    joined: field.after.filter((id) => !field.before.includes(id)),
    left: field.before.filter((id) => !field.after.includes(id)),
  }
}
