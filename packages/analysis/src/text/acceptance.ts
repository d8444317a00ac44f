// Which alternatives a party accepts, in the two editions: from what was declared in plenary, and with
// what was told in caucus and what the mission estimates. It weighs nothing.
import type { Alternative, Position, PositionBasis, Slot, TextTree } from './tree.ts'

/** `plenary`: declared positions on tabled texts. `mission`: all that the mission knows. */
export type Edition = 'plenary' | 'mission'

// What a party told the mission is nearer to its mind than a guess, and a guess of what it would
// accept is made because its declared position does not tell.
const bases: Readonly<Record<Edition, readonly PositionBasis[]>> = {
  plenary: ['declared'],
  mission: ['told_in_caucus', 'estimated', 'declared'],
}

/** Parties whose agreement the slot needs: those named, else all of the text. */
export function concernedBy(slot: Slot, tree: Pick<TextTree, 'parties'>): readonly string[] {
  return slot.concerned.length > 0 ? slot.concerned : tree.parties.map(({ id }) => id)
}

/** A proposal that was not tabled is no text before the plenary. */
export function standsIn({ status }: Alternative, edition: Edition): boolean {
  return status === 'tabled' || (status === 'proposed' && edition === 'mission')
}

/**
 * Whether a party accepts an alternative of the slot: by the first basis on which its positions
 * speak to that alternative. Accepting wins over rejecting within one basis.
 */
export function acceptances(
  slot: Slot,
  edition: Edition,
): (party: string, alternative: string) => boolean {
  const spoken = bases[edition].map((basis) =>
    slot.positions.filter((position) => position.basis === basis),
  )
  return (party, alternative) => {
    for (const positions of spoken) {
      const own = positions.filter((position) => position.party === party)
      if (own.some((position) => accepts(position, alternative))) return true
      if (own.some(({ rejects }) => rejects.includes(alternative))) return false
    }
    return false
  }
}

function accepts({ accepts: accepted, prefers }: Position, alternative: string): boolean {
  return prefers === alternative || accepted.includes(alternative)
}
