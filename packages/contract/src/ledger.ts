// The ledger as a seat sees it: the logs of its own compartments, their checkpoints, and an export
// that a small program verifies offline (`sulh verify`). Hashes and signatures are lower-case hex.
import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { limits } from './limits.ts'
import { id } from './wording.ts'

const hex = z.string().regex(/^[0-9a-f]*$/)
export const checkpointSchema = z.object({
  compartment_id: id,
  at: z.string(),
  n: z.int(),
  root: hex,
  key_id: z.string(),
  /** Ed25519 over the canonical JSON (RFC 8785) of the five fields above. */
  signature: hex,
})
export type Checkpoint = z.output<typeof checkpointSchema>
export const entrySchema = z.object({
  compartment_id: id,
  n: z.int(),
  id,
  act: z.string(),
  recorded_at: z.string(),
  salt: hex,
  content: z.string(),
  leaf: hex,
})
export type Entry = z.output<typeof entrySchema>

const page = {
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(limits.list_page_records).default(200),
}

export const ledgerEndpoints = {
  listCheckpoints: endpoint({
    name: 'listCheckpoints',
    summary: 'Signed checkpoints of one of my compartments, newest first.',
    method: 'GET',
    path: '/ledger/{compartment_id}/checkpoints',
    input: z.object({ compartment_id: id, ...page }),
    output: z.object({ checkpoints: z.array(checkpointSchema), next: z.string().nullable() }),
    problems: ['invalid-input', 'no-seat', 'not-found', 'busy', 'internal'],
  }),
  listEntries: endpoint({
    name: 'listEntries',
    summary: 'Entries of one of my compartments in their order.',
    method: 'GET',
    path: '/ledger/{compartment_id}/entries',
    input: z.object({ compartment_id: id, ...page }),
    output: z.object({ entries: z.array(entrySchema), next: z.string().nullable() }),
    problems: ['invalid-input', 'no-seat', 'not-found', 'busy', 'internal'],
  }),
  getKeys: endpoint({
    name: 'getKeys',
    summary: 'The public keys that sign checkpoints.',
    method: 'GET',
    path: '/ledger/keys',
    input: z.object({}),
    output: z.object({
      keys: z.array(z.object({ key_id: z.string(), public_key: hex })),
    }),
    problems: ['no-seat', 'internal'],
  }),
} as const
