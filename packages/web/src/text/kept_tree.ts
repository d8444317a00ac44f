// The trees of a text, each made once: several parts of a page and the next page ask for the same one,
// and a text of 400 clauses takes 50 ms and more to put together. A new answer of the server or a new
// view of the process begins anew, and the old ones go with what they were made from.
import { treeOf, type TextRecord, type Viewing } from '@sulh/analysis/text/instrument'
import type { TextTree } from '@sulh/analysis/text/tree'

type Trees = Map<string, TextTree | undefined>
const kept = new WeakMap<object, WeakMap<object, Trees>>()

/** `names`: what the viewing's names of parties come from; another one gives another tree. */
export function keptTree(
  records: readonly TextRecord[],
  names: object,
  viewing: Viewing,
): TextTree | undefined {
  const byNames = kept.get(records) ?? new WeakMap<object, Trees>()
  kept.set(records, byNames)
  const trees = byNames.get(names) ?? new Map<string, TextTree | undefined>()
  byNames.set(names, trees)
  const { instrument_id, asOf, plenary = false, upto_n = '' } = viewing
  const key = [instrument_id, asOf.at, asOf.basis, plenary, upto_n].join(' ')
  if (!trees.has(key)) trees.set(key, treeOf(records, viewing))
  return trees.get(key)
}
