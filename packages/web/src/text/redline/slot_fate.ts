// What of a slot is rendered in a redline: its brackets, and each alternative that stands before, after
// or in both. Closing a slot thus strikes its brackets and the alternatives that did not stand. Pure.
import {
  valueIn,
  type AlternativeChange,
  type Fate,
  type Side,
  type SlotChange,
} from '@sulh/analysis/redline/model'

export type SlotFate = {
  /** Of the brackets themselves; undefined where the slot is open in neither version. */
  readonly brackets: Fate | undefined
  readonly block: boolean
  readonly alternatives: readonly { readonly of: AlternativeChange; readonly fate: Fate }[]
}

function fateOf(before: boolean, after: boolean): Fate | undefined {
  return before ? (after ? 'same' : 'removed') : after ? 'added' : undefined
}

function standsIn(slot: SlotChange, alternative: AlternativeChange, side: Side): boolean {
  const status = valueIn(slot.fields.status, side)
  if (status === undefined) return false
  if (status === 'closed') return valueIn(slot.fields.chosen, side) === alternative.id
  const own = valueIn(alternative.fields.status, side)
  return own === 'tabled' || own === 'proposed'
}

export function slotFate(slot: SlotChange): SlotFate {
  const open = (side: Side) => valueIn(slot.fields.status, side) === 'open'
  const scope = valueIn(slot.fields.scope, 'after') ?? valueIn(slot.fields.scope, 'before')
  return {
    brackets: fateOf(open('before'), open('after')),
    block: scope === 'whole_node',
    alternatives: slot.alternatives.flatMap((at) => {
      if (at.place === 'moved_from') return []
      const of = at.item
      const fate = fateOf(standsIn(slot, of, 'before'), standsIn(slot, of, 'after'))
      return fate ? [{ of, fate }] : []
    }),
  }
}
