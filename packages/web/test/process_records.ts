// Records as the server gives them, for tests of what screens select. Ids are words, so that an
// expected answer can be read; everything is said once and known from the first day of 2020.
import type { Kind, ProcessRecord } from '@sulh/contract/process'
import { endOfDay, viewOf, type View } from '../src/process/view.ts'

export const everyone = '00000000-0000-4000-8000-000000000000'
const FIRST = '2020-01-01T00:00:00.000Z'
let count = 0

export type FactInput = {
  readonly facet: string
  readonly value: Readonly<Record<string, unknown>>
  /** Ids by path. */
  readonly references?: Readonly<Record<string, readonly string[]>>
  readonly id?: string
  readonly act?: 'state' | 'correct' | 'differ' | 'withdraw' | 'confirm'
  readonly of_fact_id?: string
  /** A civil day. */
  readonly known_from?: string
  readonly held_from?: string
}

export function recordOf(
  id: string,
  kind: Kind,
  facts: readonly FactInput[],
  compartment_id: string = everyone,
): ProcessRecord {
  return {
    id,
    compartment_id,
    kind,
    facts: facts.map((f) => {
      const known_from = f.known_from ? `${f.known_from}T00:00:00.000Z` : FIRST
      return {
        id: f.id ?? `f${count++}`,
        record_id: id,
        compartment_id,
        n: 1,
        facet: f.facet,
        act: f.act ?? 'state',
        of_fact_id: f.of_fact_id ?? null,
        value: f.value,
        references: Object.entries(f.references ?? {}).flatMap(([path, ids]) =>
          ids.map((target) => ({ path, compartment_id, id: target })),
        ),
        known_from,
        held_from: f.held_from ?? null,
        held_to: null,
        certainty: 'confirmed',
        mark: 'none',
        channel: 'public_source',
        confirmation: 'unconfirmed',
        recorded_by: everyone,
        recorded_at: known_from,
      }
    }),
  }
}

/** A record of some facets, stated once each; the references are those of the first. */
export function record(
  id: string,
  kind: Kind,
  facets: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  references: Readonly<Record<string, readonly string[]>> = {},
): ProcessRecord {
  return recordOf(
    id,
    kind,
    Object.entries(facets).map(([facet, value], i) => ({
      facet,
      value,
      ...(i === 0 ? { references } : {}),
    })),
  )
}

/** The process as it was known by the end of a day. */
export function on(day: string, records: readonly ProcessRecord[]): View {
  return viewOf(records, { at: endOfDay(day), basis: 'known' })
}

export function ids(states: readonly ({ readonly id: string } | undefined)[]): readonly string[] {
  return states.map((s) => s?.id ?? '—')
}

export const title = { en: 'x', ar: 'س' }
