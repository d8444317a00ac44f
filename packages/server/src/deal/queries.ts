// Reading a negotiation model as one seat: its records and what is in force of them. Row security
// decides what there is.
import { recordAsOf, type RecordState } from '@sulh/analysis/history/asof'
import type { DealKind } from '@sulh/contract/deal'
import type { Fact, Kind, ProcessRecord } from '@sulh/contract/process'
import { sql } from 'kysely'
import type { Tx } from '../platform/database.ts'
import { recordsById, recordsOf } from '../process/queries.ts'

/** A record and what is in force of its first facet. */
export type InForce = {
  readonly record: ProcessRecord
  readonly lead: Fact
}

/** The record of this id and kind in this compartment, unless it is withdrawn. */
export async function dealRecord(
  tx: Tx,
  kind: DealKind,
  at: { readonly compartment_id: string; readonly id: string },
): Promise<InForce | undefined> {
  const records = await recordsById(tx, at.id)
  const record = records.find((r) => r.compartment_id === at.compartment_id && r.kind === kind)
  return record ? inForce(record) : undefined
}

/** All records that belong to a model, by kind; withdrawn ones left out. */
export async function modelRecords(
  tx: Tx,
  at: { readonly compartment_id: string; readonly id: string },
): Promise<readonly InForce[]> {
  const records = await recordsOf(
    tx,
    sql`select distinct r.compartment_id, r.id, r.kind from sulh.reference x
      join sulh.fact f on f.compartment_id = x.compartment_id and f.id = x.fact_id
      join sulh.record r on r.compartment_id = f.compartment_id and r.id = f.record_id
      where x.compartment_id = ${at.compartment_id} and x.ref_compartment_id = ${at.compartment_id}
        and x.ref_id = ${at.id} and x.path = 'model'`,
  )
  return records.flatMap((record) => inForce(record) ?? [])
}

export function ofKind(records: readonly InForce[], kind: Kind): readonly InForce[] {
  return records.filter(({ record }) => record.kind === kind)
}

export function refOf(lead: Fact, path: string) {
  return lead.references.find((r) => r.path === path)
}

/** Estimates of a model that rest on what was told to the mediator only. */
export function mediatorOnly(records: readonly InForce[]): readonly InForce[] {
  return records.filter(
    ({ record, lead }) =>
      (record.kind === 'preference' || record.kind === 'fallback') &&
      lead.value['release'] === 'mediator_only',
  )
}

function inForce(record: ProcessRecord): InForce | undefined {
  // What is known from later than now was entered with a wrong clock; it still counts.
  const at = record.facts.reduce((last, f) => (f.known_from > last ? f.known_from : last), '')
  const state: RecordState<Fact> | undefined = recordAsOf(record, { at, basis: 'known' })
  const lead = state?.facets['description']?.lead
  return state && !state.withdrawn && lead ? { record, lead } : undefined
}
