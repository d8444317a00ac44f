// Which acts a seat is offered on a text, from the table of the instrument and from where the seat may
// write. Pure; it mirrors the server's rules so that no hand is led to a refusal, and the server decides.
import type { Alternative, Slot, TextNode } from '@sulh/analysis/text/tree'
import type { Compartment } from '@sulh/contract/session'
import type { Part } from './data.ts'

export type Seat = {
  readonly part: Part
  readonly compartments: readonly Compartment[]
  readonly home: string
}
export type SlotAct = 'propose' | 'close' | 'reopen' | 'merge' | 'position' | 'reserve' | 'refer'
export type AlternativeAct =
  | 'revise'
  | 'join'
  | 'leave'
  | 'withdraw'
  | 'table'
  | 'open_within'
  | 'undo_merge'
export type NodeAct =
  | 'revise'
  | 'stage'
  | 'open_slot'
  | 'insert'
  | 'move'
  | 'split'
  | 'merge'
  | 'withdraw'
  | 'reserve'
  | 'refer'

/** Compartments where something about this text can be written: its own and those within it. */
export function placesFor({ compartments, home }: Seat): readonly Compartment[] {
  return compartments.filter((c) => c.may_write && (c.id === home || c.wider.includes(home)))
}
function writesHome({ compartments, home }: Seat): boolean {
  return compartments.some((c) => c.id === home && c.may_write)
}
/** Holds the pen, or speaks for a party. */
function hasPart({ part }: Seat): boolean {
  return part.holder || part.speaks_for.length > 0
}

/** Where an alternative can be proposed: the plenary by its table, narrower ones by writing there. */
export function placesToPropose(seat: Seat): readonly Compartment[] {
  return placesFor(seat).filter((c) => c.id !== seat.home || seat.part.may('propose'))
}

/** Bases on which this seat can record a position, each with where it then lies. */
export function basesFor(seat: Seat): {
  readonly declared: readonly Compartment[]
  readonly told_in_caucus: readonly Compartment[]
  readonly estimated: readonly Compartment[]
} {
  const places = placesFor(seat)
  return {
    declared: hasPart(seat) ? places.filter((c) => c.id === seat.home) : [],
    told_in_caucus: places.filter((c) => c.kind === 'caucus'),
    estimated: places.filter((c) => c.kind === 'cell' || c.kind === 'mission'),
  }
}

export function slotActs(seat: Seat, slot: Slot): readonly SlotAct[] {
  const { part } = seat
  const home = writesHome(seat)
  const tabled = slot.alternatives.filter((a) => a.status === 'tabled')
  const acts: SlotAct[] = []
  if (slot.status === 'open') {
    if (placesToPropose(seat).length > 0) acts.push('propose')
    if (home && part.may('merge') && tabled.length > 1) acts.push('merge')
    if (home && part.may('close')) acts.push('close')
  } else if (home && part.may('reopen')) acts.push('reopen')
  if (Object.values(basesFor(seat)).some((places) => places.length > 0)) acts.push('position')
  if (home && hasPart(seat)) acts.push('reserve')
  if (placesFor(seat).length > 0 && hasPart(seat)) acts.push('refer')
  return acts
}

export function alternativeActs(
  seat: Seat,
  { slot, alternative }: { readonly slot: Slot; readonly alternative: Alternative },
): readonly AlternativeAct[] {
  const { part, home } = seat
  if (slot.status === 'closed' || alternative.status === 'merged') return []
  const isHome = alternative.compartment_id === home
  const writes = seat.compartments.some((c) => c.id === alternative.compartment_id && c.may_write)
  if (!writes) return []
  const stands = alternative.status === 'tabled' || alternative.status === 'proposed'
  const mine =
    part.holder ||
    (alternative.proponents.length > 0 &&
      alternative.proponents.every((p) => part.speaks_for.includes(p)))
  const changes = stands && (!isHome || (part.may('propose') && mine))
  const parties = part.holder || !isHome ? undefined : part.speaks_for
  const acts: AlternativeAct[] = []
  if (changes && !alternative.no_text) acts.push('revise')
  if (!isHome && stands && part.may('table') && writesHome(seat)) acts.push('table')
  if (hasPart(seat)) {
    if (parties === undefined || parties.some((p) => !alternative.proponents.includes(p)))
      acts.push('join')
    const may = alternative.proponents.filter((p) => parties === undefined || parties.includes(p))
    if (stands && may.length > 0) acts.push('leave')
  }
  if (changes) acts.push('withdraw')
  const worded = alternative.wording.en !== undefined || alternative.wording.ar !== undefined
  if (isHome && stands && worded && part.may('draft')) acts.push('open_within')
  if (isHome && stands && alternative.origin === 'streamlined' && part.may('merge'))
    acts.push('undo_merge')
  return acts
}

export function nodeActs(seat: Seat, node: TextNode): readonly NodeAct[] {
  const { part } = seat
  const acts: NodeAct[] = []
  const written = node.wording.en !== undefined || node.wording.ar !== undefined
  if (writesHome(seat)) {
    if (part.may('close') && written) acts.push('stage')
    if (part.may('draft')) {
      acts.push('revise', 'open_slot', 'insert', 'move')
      if (written) acts.push('split', 'merge')
      acts.push('withdraw')
    }
    if (hasPart(seat)) acts.push('reserve')
  }
  if (placesFor(seat).length > 0 && hasPart(seat)) acts.push('refer')
  return acts
}
