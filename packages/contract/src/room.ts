// The drafting room as it crosses the wire: several people write the wording of one alternative, of a
// new proposal in a slot, or of a node, together and at once, within one compartment. The server's
// order of steps is the only one; who made a step is the server's to say. Rules: text/room/SPEC.md.
import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { channels, confirmations, marks, recordSchema } from './facts.ts'
import { limits } from './limits.ts'
import { contentSchema, originNames, textLanguages, wordsSchema } from './text_kinds.ts'
import { id } from './wording.ts'
import { bothWords } from './shape_words.ts'

export const roomSubjects = ['alternative', 'slot', 'node'] as const
export type RoomSubject = (typeof roomSubjects)[number]
export type RoomLanguage = (typeof textLanguages)[number]

const place = { instrument_id: id, compartment_id: id, subject_id: id }
const path = '/text/instruments/{instrument_id}/rooms/{compartment_id}/{subject_id}'
const version = z.int().min(0)

/** Refused and not repaired: a repaired step would stand at other places than its author's. */
const typed = z
  .string()
  .refine((s) => s.normalize('NFC') === s, {
    error: bothWords(
      'is not in the normal form of Unicode (NFC): normalise it before it is sent',
      'ليس بالصيغة المعيارية للنص: حوّله إليها قبل إرساله',
    ),
  })
  .pipe(wordsSchema)
const position = z.int().min(0).max(limits.long_text_characters)
/** A flat replacement: what stands from `from` up to `to` gives way to `insert`. */
export const roomStepSchema = z.strictObject({
  from: position,
  to: position,
  insert: z
    .array(z.union([z.strictObject({ text: typed }), z.strictObject({ slot: id })]))
    .max(limits.inline_parts_per_node_count),
})
export type RoomStep = z.output<typeof roomStepSchema>

/** A step in its place of the room's order, with the seat that the server found behind it. */
export const madeStepSchema = z.object({
  version: z.int().min(1),
  step: roomStepSchema,
  client: id,
  seat_id: id,
  at: z.string(),
})
export type MadeStep = z.output<typeof madeStepSchema>

const sheetSchema = z.object({ version, content: contentSchema })
const base = z.object({ en: id.nullable(), ar: id.nullable() })
export const roomSchema = z.object({
  subject: z.enum(roomSubjects),
  may_write: z.boolean(),
  /** Revisions on which the room's words stand: those it began from, or took over last. */
  base,
  /** Slots that its words may hold. */
  slots: z.array(id),
  en: sheetSchema,
  ar: sheetSchema,
})
export type Room = z.output<typeof roomSchema>

/** First event of a room's stream, and again whenever somebody comes or goes. */
export const presentEventSchema = z.object({
  here: z.array(id),
  en: version,
  ar: version,
})
export type PresentEvent = z.output<typeof presentEventSchema>
/** Event `steps`: they follow on the one before; where one is missing, it is read. */
export const stepsEventSchema = z.object({
  language: z.enum(textLanguages),
  steps: z.array(madeStepSchema),
})
export type StepsEvent = z.output<typeof stepsEventSchema>

/** Event `caret`: where a window's caret stands; `at` is null where it left this sheet. */
const caret = {
  language: z.enum(textLanguages),
  /** The version that the place is counted in. */
  version: z.int().min(0).max(2_147_483_647),
  client: id,
  at: position.nullable(),
}
export const caretEventSchema = z.object({ ...caret, seat_id: id })
export type CaretEvent = z.output<typeof caretEventSchema>

const writeProblems = [
  'invalid-input',
  'malformed-request',
  'body-too-large',
  'no-seat',
  'not-found',
  'not-permitted',
  'conflict',
  'bad-reference',
  'wrong-state',
  'disk-full',
  'busy',
  'internal',
] as const

export const roomEndpoints = {
  enterRoom: endpoint({
    name: 'enterRoom',
    summary: 'The room of this wording in this compartment; it is opened by who may write there.',
    method: 'POST',
    path: `${path}/enter`,
    input: z.object(place),
    output: roomSchema,
    problems: writeProblems,
  }),
  readSteps: endpoint({
    name: 'readSteps',
    summary: 'Steps of one language of a room after a version, in their order.',
    method: 'GET',
    path: `${path}/steps`,
    input: z.object({
      ...place,
      language: z.enum(textLanguages),
      after: z.coerce.number().int().min(0).max(2_147_483_647),
    }),
    output: z.object({ version, steps: z.array(madeStepSchema) }),
    problems: ['invalid-input', 'no-seat', 'not-found', 'busy', 'internal'],
  }),
  sendSteps: endpoint({
    name: 'sendSteps',
    summary: 'Steps made at a version; where others came first, theirs are answered instead.',
    method: 'POST',
    path: `${path}/steps`,
    input: z.object({
      ...place,
      language: z.enum(textLanguages),
      version: z.int().min(0).max(2_147_483_647),
      /** The window that they were typed in: a random id of its own. */
      client: id,
      steps: z.array(roomStepSchema).min(1).max(limits.room_steps_per_request_count),
    }),
    /** Not accepted: nothing was written, and `steps` are those that came after `version`. */
    output: z.object({ accepted: z.boolean(), version, steps: z.array(madeStepSchema) }),
    problems: writeProblems,
  }),
  pointCaret: endpoint({
    name: 'pointCaret',
    summary: 'Where the caret of a window stands, told to those in the room and kept nowhere.',
    method: 'POST',
    path: `${path}/caret`,
    input: z.object({ ...place, ...caret }),
    output: z.object({}),
    problems: writeProblems,
  }),
  takeOverRoom: endpoint({
    name: 'takeOverRoom',
    summary: 'The words of the room become a revision, or a proposal, on the revisions named.',
    method: 'POST',
    path: `${path}/take-over`,
    input: z.object({
      ...place,
      act_id: id,
      /** What the room's words were when this was decided; where they went on, it is refused. */
      versions: z.object({ en: version, ar: version }),
      base,
      translates: z.enum(textLanguages).optional(),
      /** A new proposal, where the room is that of a slot. */
      proposal: z
        .object({
          id,
          origin: z.enum(originNames),
          proponents: z
            .array(z.object({ compartment_id: id, id }))
            .max(limits.references_per_fact_count)
            .default([]),
        })
        .optional(),
      said_by: z.object({ compartment_id: id, id }).optional(),
      channel: z.enum(channels).default('in_writing'),
      confirmation: z.enum(confirmations).default('unconfirmed'),
      mark: z.enum(marks).default('none'),
    }),
    output: z.object({ records: z.array(recordSchema) }),
    problems: [...writeProblems, 'id-taken', 'not-released'],
  }),
} as const

export const roomStreamEndpoints = {
  /** Server-sent events: `present` first, then `steps`, `caret` and `present` as they happen. */
  roomStream: endpoint({
    name: 'roomStream',
    summary: 'What happens in a room: who is here, and each step.',
    method: 'GET',
    path: `${path}/stream`,
    input: z.object({ ...place, seat: id.optional() }),
    output: z.string(),
    problems: ['invalid-input', 'no-seat', 'not-found', 'busy', 'internal'],
  }),
} as const
