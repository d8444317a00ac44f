// The plenary's edition of two versions: what was tabled and declared before all. It leaves out and
// never blurs; who may read the whole is decided by the database, not here.
import type { Alternative, Position, Slot, TextNode, TextTree } from '../text/tree.ts'
import { walk } from '../text/tree.ts'

/** Both versions without what the plenary has not been shown (L16). */
export function plenaryEditions(a: TextTree, b: TextTree): readonly [TextTree, TextTree] {
  const shown = new Map<string, string>()
  for (const tree of [a, b])
    for (const { node } of walk(tree.nodes))
      for (const slot of node.slots)
        for (const { id, status, compartment_id } of slot.alternatives)
          if (status === 'tabled') shown.set(id, compartment_id)
  const isPublic = ({ id, status, compartment_id }: Alternative): boolean =>
    status === 'tabled' || (status !== 'proposed' && shown.get(id) === compartment_id)
  return [edition(a, isPublic), edition(b, isPublic)]
}

function edition(tree: TextTree, isPublic: (alternative: Alternative) => boolean): TextTree {
  const node = (whole: TextNode): TextNode => ({
    ...whole,
    slots: whole.slots.map((slot) => slotEdition(slot, isPublic)),
    children: whole.children.map(node),
  })
  return { ...tree, nodes: tree.nodes.map(node) }
}

function slotEdition(slot: Slot, isPublic: (alternative: Alternative) => boolean): Slot {
  const alternatives = slot.alternatives.filter(isPublic)
  const ids = new Set(alternatives.map(({ id }) => id))
  const { chosen, ...rest } = slot
  return {
    ...rest,
    ...(chosen !== undefined && ids.has(chosen) ? { chosen } : {}),
    alternatives,
    positions: slot.positions
      .filter(({ basis }) => basis === 'declared')
      .map((position) => positionEdition(position, ids)),
  }
}

function positionEdition(position: Position, ids: ReadonlySet<string>): Position {
  const { prefers, ...rest } = position
  return {
    ...rest,
    ...(prefers !== undefined && ids.has(prefers) ? { prefers } : {}),
    accepts: position.accepts.filter((id) => ids.has(id)),
    rejects: position.rejects.filter((id) => ids.has(id)),
  }
}
