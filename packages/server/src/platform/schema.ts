// The tables as Kysely sees them; the truth is in migrations/. All tables live in the schema
// `sulh`. Both engines are set to give instants as ISO strings in UTC with milliseconds, days as
// `YYYY-MM-DD` strings, bytea as Uint8Array, jsonb parsed and integers as numbers.

import type { Generated } from 'kysely'

type Fixed = { compartment_id: string; n: number }

export type Schema = {
  'sulh.installation': {
    id: string
    prefix: string
    key_id: string
    secret_mark: string
    made_at: string
    example_process_id: string | null
  }
  'sulh.migration': { number: number; name: string; at: string }
  'sulh.session': {
    token_hash: Uint8Array
    purpose: 'invitation' | 'session'
    seat_id: string
    role: string
    expires_at: string
  }
  'sulh.compartment': {
    id: string
    process_id: string
    kind: string
    name_en: string
    name_ar: string
    made_at: string
  }
  'sulh.reader': {
    role: string
    compartment_id: string
    may_write: boolean
    /** Instants, or `-infinity` and `infinity`. */
    begins: Generated<string>
    ends: Generated<string>
  }
  'sulh.compartment_order': { narrow: string; wide: string }
  'sulh.head': { compartment_id: string; n: number; peaks: Uint8Array[] }
  'sulh.entry': Fixed & {
    id: string
    act: string
    recorded_at: string
    salt: Uint8Array
    content: string
    leaf: Uint8Array
  }
  'sulh.checkpoint': Fixed & { at: string; root: Uint8Array; key_id: string; signature: Uint8Array }
  'sulh.seat': Fixed & {
    id: string
    role: string
    kind: string
    title_en: string
    title_ar: string
    /** The record of the delegation whose seat this is, in the same compartment. */
    delegation_id: string | null
  }
  'sulh.circle': Fixed & {
    seat_id: string
    kind: string
    title_en: string
    title_ar: string
    may_write: boolean
  }
  'sulh.record': Fixed & { id: string; kind: string }
  'sulh.fact': Fixed & {
    id: string
    record_id: string
    ordinal: number
    facet: string
    act: string
    of_fact_id: string | null
    value: Record<string, unknown>
    known_from: string
    held_from: string | null
    held_to: string | null
    certainty: string
    mark: string
    channel: string
    confirmation: string
    recorded_by: string
    recorded_at: string
  }
  'sulh.opinion_ballot': Fixed & {
    id: string
    ordinal: number
    dialogue_compartment_id: string
    dialogue_id: string
    participant: string
    import_id: string | null
    bloc: string | null
    votes: Record<string, number>
    recorded_at: string
  }
  'sulh.ballot_box': {
    compartment_id: string
    decision_id: string
    stage: string
    form: 'open' | 'secret'
    rules: unknown
    keys: unknown
    closed: Generated<boolean>
  }
  'sulh.ballot_voter': {
    compartment_id: string
    decision_id: string
    stage: string
    seat_id: string
    role: Generated<string>
    shown: boolean
    asked: Uint8Array
  }
  'sulh.ballot': {
    compartment_id: string
    decision_id: string
    stage: string
    mark: string
    college: string | null
    choice: unknown
    signature: string
  }
  'sulh.reference': Fixed & {
    fact_id: string
    path: string
    ordinal: number
    ref_compartment_id: string
    ref_id: string
  }
  'sulh.drafting': {
    compartment_id: string
    subject_id: string
    subject_compartment_id: string
    instrument_id: string
    subject: 'alternative' | 'slot' | 'node'
    base_en: string | null
    base_ar: string | null
    english: unknown
    arabic: unknown
    opened_by: string
    opened_at: string
  }
  'sulh.drafting_step': {
    compartment_id: string
    subject_id: string
    language: 'en' | 'ar'
    version: number
    client: string
    seat_id: string
    at: string
    step: unknown
    content: unknown
  }
}
