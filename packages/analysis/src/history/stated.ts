// The facts of a facet that stand now, each with its last correction: the whole path of a status or
// a standing, where asof.ts gives its state at one instant. Pure; it knows no kinds.
import type { HistoryFact } from './asof.ts'

type PathFact = Pick<HistoryFact, 'id' | 'facet' | 'of_fact_id' | 'known_from'> & {
  readonly act: string
}
export type Stated<F> = {
  /** From when the first of its chain of corrections was known; the order of the path. */
  readonly known_from: string
  /** What stands of it. */
  readonly fact: F
}

/**
 * In the order from when they were known, then in the order given, which is that of recording. What
 * was withdrawn is left out; what was corrected is replaced by its last correction that stands.
 */
export function statedFacts<F extends PathFact>(facts: readonly F[], facet: string): Stated<F>[] {
  const own = facts.filter((f) => f.facet === facet)
  const ended = new Set(own.filter((f) => f.act === 'withdraw').map((f) => f.of_fact_id))
  const latest = (f: F): F | undefined => {
    const next = own.findLast((c) => c.act === 'correct' && c.of_fact_id === f.id)
    return (next && latest(next)) ?? (ended.has(f.id) ? undefined : f)
  }
  return own
    .filter((f) => f.act === 'state')
    .toSorted((a, b) => (a.known_from < b.known_from ? -1 : a.known_from > b.known_from ? 1 : 0))
    .flatMap((root) => {
      const fact = latest(root)
      return fact ? [{ known_from: root.known_from, fact }] : []
    })
}
