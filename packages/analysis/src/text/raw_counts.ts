// Raw counts of brackets and options, as delegations quote them. They mislead (916 brackets closed in
// four days in Paris in 2015), so they stand beside the convergence and enter nothing.
import { standsIn, type Edition } from './acceptance.ts'
import { walk, type TextTree } from './tree.ts'

/** Open slots and the alternatives in them; inline brackets and whole-node options apart. */
export type RawCounts = {
  readonly inline_slots: number
  readonly inline_alternatives: number
  readonly option_slots: number
  readonly options: number
  readonly placeholders: number
}

/** Alternatives are counted as the edition sees them; a placeholder is a slot without a text. */
export function countsOf(tree: TextTree, edition: Edition): RawCounts {
  const counts = {
    inline_slots: 0,
    inline_alternatives: 0,
    option_slots: 0,
    options: 0,
    placeholders: 0,
  }
  for (const { node } of walk(tree.nodes))
    for (const slot of node.slots) {
      if (slot.status !== 'open') continue
      const texts = slot.alternatives.filter((alternative) => standsIn(alternative, edition)).length
      if (slot.scope === 'inline') {
        counts.inline_slots += 1
        counts.inline_alternatives += texts
      } else {
        counts.option_slots += 1
        counts.options += texts
      }
      if (slot.class === 'placeholder') counts.placeholders += 1
    }
  return counts
}
