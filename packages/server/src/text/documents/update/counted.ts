// Numbers as a text would count them with the clauses of a file: a typed number that is the counted one
// is no number of its own. Pure.
import { numbered } from '@sulh/analysis/text/numbering'
import { uncounted } from '../draft_numbers.ts'
import type { Placed } from './counterparts.ts'

/** By place; numbers of one's own are kept and not counted. */
export function countedNumbers(
  places: readonly Placed[],
  own: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const below = (parent: string | undefined): ReturnType<typeof uncounted>[] =>
    places
      .filter((place) => place.parent === parent)
      .map(({ ref, draft }) => ({
        ...uncounted({ ...draft, children: [] }),
        id: ref,
        number: own.get(ref) ?? '',
        children: below(ref),
      }))
  const numbers = new Map<string, string>()
  const note = (nodes: readonly ReturnType<typeof uncounted>[]): void => {
    for (const { id, number, children } of nodes) {
      numbers.set(id, number)
      note(children)
    }
  }
  note(numbered(below(undefined)))
  return numbers
}
