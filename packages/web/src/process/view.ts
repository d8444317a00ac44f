// The process as of an instant, ready for screens: states of all records, who refers to whom, and
// titles. Pure; the date cursor calls it on every move, so it is one pass over the facts.
import { recordAsOf, type AsOf, type RecordState } from '@sulh/analysis/history/asof'
import { firstFacet } from '@sulh/contract/addresses'
import type { Fact, Kind, kinds, ProcessRecord } from '@sulh/contract/process'
import type { Bilingual } from '@sulh/contract/wording'
import type { output } from 'zod/v4/core'

export type State = RecordState<Fact> & {
  readonly kind: Kind
  readonly compartment_id: string
  readonly record: ProcessRecord
}
export type Period = { readonly from: string; readonly to?: string | undefined }
type Value = Readonly<Record<string, unknown>>

export type View = {
  readonly asOf: AsOf
  readonly all: readonly State[]
  get(id: string | undefined): State | undefined
  of(kind: Kind): readonly State[]
  ref(fact: Fact | undefined, path: string): State | undefined
  refs(fact: Fact | undefined, path: string): readonly State[]
  /** States whose facts in force refer to the record, by kind and path if given. */
  back(id: string, kind?: Kind, path?: string): readonly State[]
  title(state: State | undefined): Bilingual
  value(state: State | undefined, facet?: string): Value
  period(state: State | undefined): Period | undefined
}

type FacetName<K extends Kind> = Extract<keyof (typeof kinds)[K], string>
type FacetValue<K extends Kind, F extends FacetName<K>> = (typeof kinds)[K][F] extends {
  value: infer V extends Parameters<typeof keepType>[0]
}
  ? output<V>
  : never
declare function keepType(schema: import('zod/v4/core').$ZodType): void

export function leadOf(state: State | undefined, facet?: string): Fact | undefined {
  return state?.facets[facet ?? firstFacet(state.kind)]?.lead
}
/** The value in force of a facet, typed by the contract; undefined where nothing is known. */
export function valueOf<K extends Kind, F extends FacetName<K>>(
  state: State | undefined,
  kind: K,
  facet: F,
): FacetValue<K, F> | undefined {
  if (state?.kind !== kind) return undefined
  return state.facets[facet]?.lead.value as FacetValue<K, F> | undefined
}

const unknownTitle: Bilingual = { en: '—', ar: '—' }

function titleOf(state: State | undefined): Bilingual {
  const value = leadOf(state)?.value
  const title = value?.['title'] ?? value?.['name']
  if (title) return title as Bilingual
  const code = value?.['code'] ?? value?.['period']
  if (typeof code === 'string') return { en: code, ar: code }
  const text = (value?.['text'] ?? value?.['matter'] ?? value?.['reason'] ?? value?.['note']) as
    | Bilingual
    | undefined
  return text ? { en: clip(text.en), ar: clip(text.ar) } : unknownTitle
}
function clip(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

/** When it was or will be: actual before planned before what its description says. */
function periodOf(state: State | undefined): Period | undefined {
  for (const facet of ['actual', 'planned', undefined]) {
    const value = facet === undefined ? leadOf(state)?.value : state?.facets[facet]?.lead.value
    const when = value?.['when']
    if (typeof when === 'string') return { from: when }
    if (when) return when as Period
  }
  return undefined
}

/** Copies whose source is in sight are shown once, as the source (process SPEC R9). */
export function copiesInSight(records: readonly ProcessRecord[]): ReadonlyMap<string, string> {
  const sources = new Map<string, string>()
  for (const record of records) {
    for (const fact of record.facts) {
      if (fact.facet !== 'disclosure') continue
      const copy_id = fact.value['copy_id']
      if (typeof copy_id === 'string') sources.set(copy_id, record.id)
    }
  }
  return sources
}

export function viewOf(records: readonly ProcessRecord[], asOf: AsOf): View {
  const sourceOf = copiesInSight(records)
  const states = new Map<string, State>()
  for (const record of records) {
    if (sourceOf.has(record.id)) continue
    const state = recordAsOf(record, asOf)
    if (!state || state.withdrawn || !state.facets[firstFacet(record.kind)]) continue
    const { kind, compartment_id } = record
    states.set(record.id, { ...state, kind, compartment_id, record })
  }
  const byKind = Map.groupBy(states.values(), (state) => state.kind)
  const backlinks = new Map<string, { state: State; path: string }[]>()
  const get = (id: string | undefined) => {
    if (id === undefined) return undefined
    return states.get(sourceOf.get(id) ?? id)
  }
  for (const state of states.values()) {
    for (const { lead } of Object.values(state.facets)) {
      for (const { path, id } of lead.references) {
        const target = sourceOf.get(id) ?? id
        const list = backlinks.get(target) ?? []
        list.push({ state, path })
        backlinks.set(target, list)
      }
    }
  }
  const refs = (fact: Fact | undefined, path: string) =>
    (fact?.references ?? [])
      .filter((r) => r.path === path)
      .map((r) => get(r.id))
      .filter((s) => s !== undefined)
  return {
    asOf,
    all: [...states.values()],
    get,
    of: (kind) => byKind.get(kind) ?? [],
    refs,
    ref: (fact, path) => refs(fact, path)[0],
    back: (id, kind, path) => [
      ...new Set(
        (backlinks.get(id) ?? [])
          .filter((b) => (!kind || b.state.kind === kind) && (!path || b.path === path))
          .map((b) => b.state),
      ),
    ],
    title: titleOf,
    value: (state, facet) => leadOf(state, facet)?.value ?? {},
    period: periodOf,
  }
}

/** The instant that the date cursor stands for: the end of its day, in UTC. */
export function endOfDay(day: string): string {
  return `${day}T23:59:59.999Z`
}
