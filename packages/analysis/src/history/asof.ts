// What was known of a record at an instant. A pure function of append-only facts: the date cursor,
// the exports and the acceptance view all rest on it, in the browser and on the server alike.
// Time is three-fold: when it held (in the value and held_from/held_to), from when it was known
// (known_from), when it was recorded here (recorded_at).

export type HistoryFact = {
  readonly id: string
  readonly n: number
  readonly facet: string
  readonly act: 'state' | 'correct' | 'differ' | 'withdraw' | 'confirm'
  readonly of_fact_id: string | null
  /** Instants in UTC, ISO 8601 with milliseconds, so that they compare as strings. */
  readonly known_from: string
  readonly recorded_at: string
  /** Civil days; null where the value itself says when it held, or it holds always. */
  readonly held_from: string | null
  readonly confirmation: string
}
export type HistoryRecord<F extends HistoryFact> = {
  readonly id: string
  /** In the order in which they were recorded. */
  readonly facts: readonly F[]
}

/**
 * `known`: what was known at the instant. `hindsight`: what is known now about things that held by
 * that day. `recorded`: what this installation had recorded by the instant, for audit.
 */
export type Basis = 'known' | 'hindsight' | 'recorded'
export type AsOf = { readonly at: string; readonly basis: Basis }

/** One facet as of an instant. */
export type FacetState<F extends HistoryFact> = {
  /** The account in force. */
  readonly lead: F
  /** Other accounts of the same, kept beside it because sources disagree. */
  readonly others: readonly F[]
  /** Earlier and corrected facts of the facet, oldest first. */
  readonly earlier: readonly F[]
  /** The last confirmation of the lead, its own or by a later `confirm`. */
  readonly confirmation: string
}
export type RecordState<F extends HistoryFact> = {
  readonly id: string
  readonly withdrawn: boolean
  readonly facets: Readonly<Record<string, FacetState<F>>>
}

function seen<F extends HistoryFact>(fact: F, asOf: AsOf): boolean {
  switch (asOf.basis) {
    case 'known':
      return fact.known_from <= asOf.at
    case 'hindsight':
      return fact.held_from === null
        ? fact.known_from <= asOf.at || fact.act !== 'state'
        : fact.held_from <= asOf.at.slice(0, 10)
    case 'recorded':
      return fact.recorded_at <= asOf.at
  }
}

/**
 * The state of a record as of an instant, or undefined where nothing of it was known yet.
 * A later `state` follows an earlier one; `correct` replaces the fact it names; `differ` stands
 * beside it; `withdraw` ends it, and what stood before it stands again; `confirm` marks it.
 * An act on a fact that was not yet known does nothing. Cost: linear in the facts.
 */
export function recordAsOf<F extends HistoryFact>(
  record: HistoryRecord<F>,
  asOf: AsOf,
): RecordState<F> | undefined {
  const facets: Record<string, FacetState<F>> = {}
  for (const [facet, facts] of byFacet(inOrder(record.facts, asOf))) {
    const state = facetState(facts)
    if (state) facets[facet] = state
  }
  if (Object.keys(facets).length === 0) return undefined
  return { id: record.id, withdrawn: facets['withdrawal'] !== undefined, facets }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** What was seen, by when it was known; of the same instant, as it was recorded. */
function inOrder<F extends HistoryFact>(facts: readonly F[], asOf: AsOf): readonly F[] {
  const visible = facts.filter((f) => seen(f, asOf))
  // Nearly always facts were recorded in the order in which they became known; a sort keeps ties.
  const ordered = visible.every(
    (f, i) => i === 0 || (visible[i - 1]?.known_from ?? '') <= f.known_from,
  )
  return ordered ? visible : visible.toSorted((a, b) => compare(a.known_from, b.known_from))
}

function byFacet<F extends HistoryFact>(facts: readonly F[]): ReadonlyMap<string, F[]> {
  const groups = new Map<string, F[]>()
  for (const fact of facts) {
    const group = groups.get(fact.facet)
    if (group) group.push(fact)
    else groups.set(fact.facet, [fact])
  }
  return groups
}

function facetState<F extends HistoryFact>(facts: readonly F[]): FacetState<F> | undefined {
  // Most facets of a text were stated once: a text of 3,600 records takes half the time so.
  const [only] = facts
  if (only && facts.length === 1)
    return only.act === 'state'
      ? { lead: only, others: [], earlier: [], confirmation: only.confirmation }
      : undefined
  const byId = new Map(facts.map((f) => [f.id, f]))
  const ended = new Set<string>()
  const correctedBy = new Map<string, F>()
  const confirmation = new Map<string, string>()
  for (const f of facts) {
    const target = f.of_fact_id === null ? undefined : byId.get(f.of_fact_id)
    if (!target) continue
    if (f.act === 'withdraw') ended.add(target.id)
    if (f.act === 'correct') correctedBy.set(target.id, f)
    if (f.act === 'confirm') confirmation.set(target.id, f.confirmation)
  }
  /** The last correction of a fact that is not withdrawn, or undefined where none is left. */
  const standing = (f: F): F | undefined => {
    const next = correctedBy.get(f.id)
    return (next && next !== f ? standing(next) : undefined) ?? (ended.has(f.id) ? undefined : f)
  }
  /** The first fact of a chain of corrections. */
  const origin = (f: F): F => {
    const before = f.act === 'correct' && f.of_fact_id !== null ? byId.get(f.of_fact_id) : undefined
    return before ? origin(before) : f
  }
  const lead = facts
    .filter((f) => f.act === 'state')
    .map(standing)
    .findLast((f) => f !== undefined)
  if (!lead) return undefined
  const root = origin(lead)
  const others = facts
    .filter((f) => {
      const target = f.of_fact_id === null ? undefined : byId.get(f.of_fact_id)
      return f.act === 'differ' && target !== undefined && origin(target) === root
    })
    .map(standing)
    .filter((f) => f !== undefined)
  const shown = new Set<F>([lead, ...others])
  const earlier = facts.filter(
    (f) => !shown.has(f) && (f.act === 'state' || f.act === 'correct' || f.act === 'differ'),
  )
  return { lead, others, earlier, confirmation: confirmation.get(lead.id) ?? lead.confirmation }
}
