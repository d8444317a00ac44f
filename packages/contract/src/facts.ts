// A fact as it crosses the wire: one append-only assertion about a record, who said it, from when it
// was known and how firm it is. The same for the kinds of every capability.
import * as z from 'zod'
import { kindNames } from './kinds.ts'
import { limits } from './limits.ts'
import { day, id, instant, shortText } from './wording.ts'

export const certainties = ['confirmed', 'reported', 'disputed', 'unconfirmed'] as const
export const marks = ['none', 'derived', 'reconstruction', 'illustration'] as const
export const channels = [
  'public_source',
  'in_room',
  'in_writing',
  'telephone',
  'through_liaison',
  'system',
] as const
export const confirmations = [
  'unconfirmed',
  'read_back',
  'confirmed',
  'signed',
  'disowned',
] as const
export const acts = ['state', 'correct', 'differ', 'withdraw', 'confirm'] as const
export const referenceSchema = z.object({
  path: shortText,
  compartment_id: id,
  id,
})
export const newFactSchema = z.object({
  id,
  facet: shortText,
  act: z.enum(acts).default('state'),
  /** The fact that is corrected, differed from, withdrawn or confirmed. Absent with `state`. */
  of_fact_id: id.optional(),
  value: z.record(z.string(), z.unknown()),
  references: z.array(referenceSchema).max(limits.references_per_fact_count).default([]),
  known_from: instant,
  held_from: day.optional(),
  held_to: day.optional(),
  certainty: z.enum(certainties).default('confirmed'),
  mark: z.enum(marks).default('none'),
  channel: z.enum(channels).default('in_writing'),
  confirmation: z.enum(confirmations).default('unconfirmed'),
})
export type NewFact = z.output<typeof newFactSchema>

export const factSchema = z.object({
  id,
  record_id: id,
  compartment_id: id,
  n: z.int(),
  facet: z.string(),
  act: z.enum(acts),
  of_fact_id: id.nullable(),
  value: z.record(z.string(), z.unknown()),
  references: z.array(referenceSchema),
  known_from: z.string(),
  held_from: z.string().nullable(),
  held_to: z.string().nullable(),
  certainty: z.enum(certainties),
  mark: z.enum(marks),
  channel: z.enum(channels),
  confirmation: z.enum(confirmations),
  /** The seat that recorded it. */
  recorded_by: id,
  recorded_at: z.string(),
})
export type Fact = z.output<typeof factSchema>

export const recordSchema = z.object({
  id,
  compartment_id: id,
  kind: z.enum(kindNames),
  /** In the order in which they were recorded. */
  facts: z.array(factSchema),
})
export type ProcessRecord = z.output<typeof recordSchema>
