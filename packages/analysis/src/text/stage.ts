// How far a node is agreed: what was stated, and whether a later change threw it back (text SPEC
// T19, T20). Pure; it compares when things were known, and by entry where that was the same.
import type { Stage } from './tree.ts'

export type Place = { readonly known_from: string; readonly n: number }

/** The last of these changes, or undefined where nothing was ever written. */
export function nodeChange(changes: readonly Place[]): Place | undefined {
  return changes.reduce<Place | undefined>(
    (last, change) => (last === undefined || after(change, last) ? change : last),
    undefined,
  )
}

function after(a: Place, b: Place): boolean {
  return a.known_from > b.known_from || (a.known_from === b.known_from && a.n > b.n)
}

/** The stage in force, and the one that a later change took away. */
export function agreementOf(of: {
  readonly stated: { readonly stage: Stage; readonly at: Place } | undefined
  readonly changed: Place | undefined
  /** Whether the node has open slots now. */
  readonly open: boolean
}): { readonly stage: Stage; readonly fallen_from?: Stage } {
  const { stated, changed, open } = of
  if (!stated) return { stage: open ? 'open' : 'not_opened' }
  switch (stated.stage) {
    case 'not_opened':
      return { stage: open ? 'open' : 'not_opened' }
    case 'open':
      return { stage: open ? 'open' : 'clean' }
    case 'clean':
      // A change of a clean node leaves it clean unless brackets were opened.
      return open ? { stage: 'open', fallen_from: 'clean' } : { stage: 'clean' }
    case 'agreed_in_commission':
    case 'agreed_ad_referendum':
    case 'agreed': {
      const fell = open || (changed !== undefined && after(changed, stated.at))
      if (!fell) return { stage: stated.stage }
      return { stage: open ? 'open' : 'clean', fallen_from: stated.stage }
    }
  }
}
