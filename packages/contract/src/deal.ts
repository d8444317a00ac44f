// The deal capability as it crosses the wire. What is estimated is written and read as records like
// any other; here are only the acts that know the rules of the deal room: recording estimates within
// the analysts' circle, reading them from GENIUS files, and proposing a package to the mission.
import * as z from 'zod'
import { dealRecordKinds } from './deal_kinds.ts'
import { endpoint } from './endpoint.ts'
import { newFactSchema, recordSchema } from './facts.ts'
import { limits } from './limits.ts'
import { id, instant, shortText } from './wording.ts'

export * from './deal_kinds.ts'

const problems = [
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
const place = z.object({ compartment_id: id, id })
const output = z.object({ records: z.array(recordSchema) })
const facts = z.array(newFactSchema).min(1).max(limits.facts_per_command_count)

export const dealEndpoints = {
  recordDeal: endpoint({
    name: 'recordDeal',
    summary:
      'New records of a negotiation model, or further facts of them, in the analysts’ circle.',
    method: 'POST',
    path: '/deal/records',
    input: z.object({
      compartment_id: id,
      create: z
        .array(z.object({ id, kind: z.enum(dealRecordKinds), facts }))
        .max(limits.deal_records_per_command_count)
        .default([]),
      change: z
        .array(z.object({ id, facts }))
        .max(limits.deal_records_per_command_count)
        .default([]),
    }),
    output,
    problems,
  }),
  importGenius: endpoint({
    name: 'importGenius',
    summary:
      'Issues, options and preferences of a GENIUS domain with its profiles, as a new model.',
    method: 'POST',
    path: '/deal/genius',
    input: z.object({
      compartment_id: id,
      model_id: id,
      title: shortText,
      /** From when the model is known; from now where it is not said. */
      known_from: instant.optional(),
      files: z
        .array(z.object({ name: shortText, text: z.string() }))
        .min(1)
        .max(12),
      /** Which party each profile stands for, by the profile's file name. */
      profiles: z
        .array(z.object({ name: shortText, party: place }))
        .min(2)
        .max(8),
    }),
    output,
    problems,
  }),
  proposePackage: endpoint({
    name: 'proposePackage',
    summary:
      'A package becomes the mission’s bridging proposal: an alternative in every slot of it.',
    method: 'POST',
    path: '/deal/packages/{package_id}/propose',
    input: z.object({
      package_id: id,
      /** The compartment of the mission where the proposals lie until they are tabled. */
      compartment_id: id,
      proposal_id: id,
      act_id: id,
      clearance_id: id.optional(),
      /** The package and its clearance where they are new: all is recorded, or nothing. */
      recorded: z
        .object({
          compartment_id: id,
          create: z
            .array(z.object({ id, kind: z.enum(['deal_package', 'clearance']), facts }))
            .max(2),
        })
        .optional(),
      known_from: instant,
    }),
    output,
    problems,
  }),
} as const
