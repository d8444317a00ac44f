// Reading records as of the date cursor with their types: what a facet says, whom it points at, who
// points back. Pure and shared by every screen; it fetches nothing and decides nothing about access.
import type { Fact, Kind, kinds, ProcessRecord } from '@sulh/contract/process'
import type { FacetState, RecordState } from '@sulh/analysis/history/asof'
import type { output } from 'zod/v4/core'

type Kinds = typeof kinds
export type FacetName<K extends Kind> = keyof Kinds[K] & string
export type FacetValue<K extends Kind, F extends FacetName<K>> = Kinds[K][F] extends {
  readonly value: infer V
}
  ? output<V>
  : never

export type Known = {
  readonly record: ProcessRecord
  readonly state: RecordState<Fact>
}
export type Picture = {
  /** The civil day of the date cursor. */
  readonly day: string
  readonly all: readonly Known[]
  /** By the record's id or the id of a copy of it that was disclosed wider. */
  readonly get: (id: string) => Known | undefined
  readonly ofKind: (kind: Kind) => readonly Known[]
  /** Records with a standing reference to this one, whatever the path. */
  readonly referring: (id: string) => readonly Known[]
}

/**
 * A record and its disclosed copy tell the same; where a seat reads both, the copy is left out and
 * its id leads to the record that it was copied from. Withdrawn records are left out.
 * Cost: linear in facts and references.
 */
export function pictureOf(day: string, known: readonly Known[]): Picture {
  const alias = new Map<string, string>()
  const here = new Set(known.map((k) => k.record.id))
  for (const { record } of known) {
    for (const fact of record.facts) {
      const copy = fact.facet === 'disclosure' ? fact.value['copy_id'] : undefined
      if (typeof copy === 'string' && here.has(copy)) alias.set(copy, record.id)
    }
  }
  const all = known.filter((k) => !alias.has(k.record.id) && !k.state.withdrawn)
  const byId = new Map(all.map((k) => [k.record.id, k]))
  /** Copies of copies lead to the first; the steps are bounded by the number of aliases. */
  const origin = (id: string): string => {
    let at = id
    for (let step = 0; step <= alias.size; step++) {
      const next = alias.get(at)
      if (next === undefined) return at
      at = next
    }
    return at
  }
  const kindGroups = Map.groupBy(all, (k) => k.record.kind)
  const referring = new Map<string, Known[]>()
  for (const k of all) {
    const targets = new Set(leads(k).flatMap((f) => f.references.map((r) => origin(r.id))))
    for (const target of targets) {
      const before = referring.get(target)
      if (before) before.push(k)
      else referring.set(target, [k])
    }
  }
  return {
    day,
    all,
    get: (id) => byId.get(origin(id)),
    ofKind: (kind) => kindGroups.get(kind) ?? [],
    referring: (id) => referring.get(origin(id)) ?? [],
  }
}

function leads(known: Known): readonly Fact[] {
  return Object.values(known.state.facets).map((f) => f.lead)
}

/** The facet of a record as of the cursor, or undefined where nothing of it is known yet. */
export function facetOf(known: Known | undefined, facet: string): FacetState<Fact> | undefined {
  return known?.state.facets[facet]
}

/** What a facet says. The server holds facts to the contract's schema, so the cast is its promise. */
export function said<K extends Kind, F extends FacetName<K>>(
  known: Known | undefined,
  kind: K,
  facet: F,
): FacetValue<K, F> | undefined {
  if (known?.record.kind !== kind) return undefined
  return known.state.facets[facet]?.lead.value as FacetValue<K, F> | undefined
}

/** Ids at the end of a path of a fact, in the order of recording. */
export function pointedAt(fact: Fact | undefined, path: string): readonly string[] {
  return (fact?.references ?? []).filter((r) => r.path === path).map((r) => r.id)
}

/** Records at the end of a path of a facet; those not known to the seat as of the day are left out. */
export function targets(
  picture: Picture,
  known: Known | undefined,
  facet: string,
  path: string,
): readonly Known[] {
  return pointedAt(facetOf(known, facet)?.lead, path)
    .map((id) => picture.get(id))
    .filter((k) => k !== undefined)
}

export function target(
  picture: Picture,
  known: Known | undefined,
  facet: string,
  path: string,
): Known | undefined {
  return targets(picture, known, facet, path)[0]
}

/** Records of a kind whose facet points here by this path. */
export function referringBy(
  picture: Picture,
  id: string,
  by: { readonly kind: Kind; readonly facet: string; readonly path: string },
): readonly Known[] {
  const self = picture.get(id)
  return picture
    .referring(id)
    .filter(
      (k) =>
        k.record.kind === by.kind &&
        self !== undefined &&
        targets(picture, k, by.facet, by.path).includes(self),
    )
}

export type Days = { readonly from: string; readonly to: string }

/** First and last day of a contract period. */
export function daysOf(when: { from: string; to?: string | undefined } | undefined) {
  return when ? { from: when.from, to: when.to ?? when.from } : undefined
}

/** When a round or meeting was held, or else is planned. */
export function heldOrPlanned(
  known: Known,
): (Days & { readonly basis: 'held' | 'planned' }) | undefined {
  const held = daysOf(periodOf(known, 'actual'))
  if (held) return { ...held, basis: 'held' }
  const planned = daysOf(periodOf(known, 'planned'))
  return planned ? { ...planned, basis: 'planned' } : undefined
}

export function periodOf(known: Known, facet: 'actual' | 'planned') {
  const kind = known.record.kind
  return kind === 'round' || kind === 'meeting'
    ? (said(known, 'round', facet) ?? said(known, 'meeting', facet))?.when
    : undefined
}

export function byDays(a: Days | undefined, b: Days | undefined): number {
  const x = a?.from ?? '9999'
  const y = b?.from ?? '9999'
  return x < y ? -1 : x > y ? 1 : (a?.to ?? '') < (b?.to ?? '') ? -1 : 0
}
