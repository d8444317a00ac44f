// The live stream of a seat: which of its compartments grew, never what was written. A client that
// hears of an entry reads the compartment's history again, under the same rules as any reader.
import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { id } from './wording.ts'

/** First event of every stream, `heads`: entries so far in each of the seat's compartments. */
export const headsEventSchema = z.record(id, z.int())
export type HeadsEvent = z.output<typeof headsEventSchema>

/** Event `entry`, with the event id `<compartment_id>:<n>`. n has no gaps in one stream. */
export const entryEventSchema = z.object({ compartment_id: id, n: z.int().min(1) })
export type EntryEvent = z.output<typeof entryEventSchema>

export const liveEndpoints = {
  /**
   * Server-sent events, not JSON. A client resumes by comparing the new `heads` with those that it
   * knew. Comments (`:`) come at a fixed pace whether or not anything happened.
   */
  live: endpoint({
    name: 'live',
    summary: 'Events of my compartments: heads once, then one entry event a ledger entry.',
    method: 'GET',
    path: '/live',
    input: z.object({ seat: id.optional() }),
    output: z.string(),
    problems: ['invalid-input', 'no-seat', 'busy', 'internal'],
  }),
} as const
