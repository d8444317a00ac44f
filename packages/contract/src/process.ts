// The process capability as it crosses the wire: its endpoints. A record is an identity; what is
// known of it are its facts, one facet each, appended and never changed. The tables of kinds and the
// shape of facts are beside this file and are given on here, because who reads one reads all.
import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { newFactSchema, recordSchema } from './facts.ts'
import { kindNames } from './kinds.ts'
import { limits } from './limits.ts'
import { id, instant } from './wording.ts'

export { firstFacet } from './addresses.ts'
export * from './facts.ts'
export * from './kinds.ts'
export * from './process_kinds.ts'

const readProblems = ['invalid-input', 'no-seat', 'not-found', 'busy', 'internal'] as const
const writeProblems = [
  'invalid-input',
  'malformed-request',
  'body-too-large',
  'no-seat',
  'not-found',
  'not-permitted',
  'conflict',
  'id-taken',
  'bad-reference',
  'wrong-state',
  'not-released',
  'disk-full',
  'busy',
  'internal',
] as const

export const processEndpoints = {
  listHistory: endpoint({
    name: 'listHistory',
    summary: 'All records that the seat can read, with all their facts, page by page.',
    method: 'GET',
    path: '/process/history',
    input: z.object({
      cursor: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(limits.list_page_records).default(200),
      kind: z.enum(kindNames).optional(),
      compartment_id: id.optional(),
      /** With `compartment_id`: only its records with a fact after this entry, each whole. */
      after_n: z.coerce.number().int().min(0).optional(),
    }),
    output: z.object({ records: z.array(recordSchema), next: z.string().nullable() }),
    problems: readProblems,
  }),
  getRecord: endpoint({
    name: 'getRecord',
    summary: 'One record with its whole history.',
    method: 'GET',
    path: '/process/records/{id}',
    input: z.object({ id }),
    output: recordSchema,
    problems: readProblems,
  }),
  createRecord: endpoint({
    name: 'createRecord',
    summary: 'A new record with its first facts, in one compartment.',
    method: 'POST',
    path: '/process/records',
    input: z.object({
      id,
      compartment_id: id,
      kind: z.enum(kindNames),
      facts: z.array(newFactSchema).min(1).max(limits.facts_per_command_count),
    }),
    output: recordSchema,
    problems: writeProblems,
  }),
  recordFacts: endpoint({
    name: 'recordFacts',
    summary: 'Further facts of a record: state, correct, differ, withdraw or confirm.',
    method: 'POST',
    path: '/process/records/{id}/facts',
    input: z.object({
      id,
      facts: z.array(newFactSchema).min(1).max(limits.facts_per_command_count),
    }),
    output: recordSchema,
    problems: writeProblems,
  }),
  discloseRecord: endpoint({
    name: 'discloseRecord',
    summary: 'Copies what is now known of a record into a wider compartment, as a new record.',
    method: 'POST',
    path: '/process/records/{id}/disclosures',
    input: z.object({
      id,
      copy_id: id,
      compartment_id: id,
      attribution: z.enum(['party', 'mediator', 'unattributed']),
      known_from: instant,
    }),
    output: recordSchema,
    problems: writeProblems,
  }),
} as const
