// The endpoints of dialogues: opening one, its statements and their moderation, votes, and what is
// published from them. The rule by which figures are published is packages/server/src/forum/
// dialogue_SPEC.md; the kinds of record are in forum_dialogue_kinds.ts.
import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import {
  dialogueRulesSchema,
  dialogueStatuses,
  moderationReasons,
  moderationStatuses,
  opinionFigures,
} from './forum_dialogue_kinds.ts'
import { limits } from './limits.ts'
import { bilingual, bilingualLong, id, longText, shortText } from './wording.ts'
import { bothWords } from './shape_words.ts'

export const voteValue = z.union([z.literal(1), z.literal(0), z.literal(-1)])
const place = z.object({ compartment_id: id, id })
export const readProblems = ['invalid-input', 'not-found', 'no-seat', 'busy', 'internal'] as const
export const actProblems = [
  ...readProblems,
  'malformed-request',
  'body-too-large',
  'not-permitted',
  'conflict',
  'id-taken',
  'bad-reference',
  'wrong-state',
  'disk-full',
] as const

const words = z.object({
  en: z.string().optional(),
  ar: z.string().optional(),
  original: z.string().optional(),
})
export const statementShown = z.object({
  id,
  compartment_id: id,
  wording: words,
  number: z.string().nullable(),
  /** `pending`: submitted, and not looked at by the secretariat. */
  status: z.enum(['pending', ...moderationStatuses]),
  reason: z.enum(moderationReasons).nullable(),
  note: z.string().nullable(),
  /** The statement that this one is a duplicate of. */
  into_id: z.string().nullable(),
  alternative_id: z.string().nullable(),
  /** Of a submitted one that was accepted: its copy in the dialogue. */
  copy_id: z.string().nullable(),
  submitted_by_me: z.boolean(),
})
export type StatementShown = z.output<typeof statementShown>

const summary = z.object({
  id,
  compartment_id: id,
  title: bilingual,
  question: bilingualLong,
  example: z.boolean(),
  status: z.enum(dialogueStatuses),
  opened_at: z.string(),
  slot: place.nullable(),
  statements: z.int(),
  /** When figures were last published; null where they never were. */
  published_at: z.string().nullable(),
})
export type DialogueSummary = z.output<typeof summary>

export const dialogueRead = z.object({
  dialogue: summary,
  rules: dialogueRulesSchema,
  intakes: z.array(
    z.object({ origin: z.enum(['polis', 'example']), participants: z.int(), votes: z.int() }),
  ),
  part: z.object({
    votes: z.boolean(),
    submits: z.boolean(),
    /** Whether a submitted statement stays between her and the secretariat until accepted. */
    submits_apart: z.boolean(),
    moderates: z.boolean(),
    bloc: z.string().nullable(),
    /** The name by which the next statement is drawn; her seat. */
    participant: id,
  }),
  statements: z.array(statementShown),
  my_votes: z.record(z.string(), voteValue),
  my_votes_count: z.int(),
})
export const opinionRead = z.object({
  result: z.object({ id, compartment_id: id, n: z.int(), figures: opinionFigures }).nullable(),
  published: z.array(z.object({ id, at: z.string() })),
})

export const dialogueEndpoints = {
  listDialogues: endpoint({
    name: 'listDialogues',
    summary: 'The dialogues that the seat can read.',
    method: 'GET',
    path: '/dialogues',
    input: z.object({}),
    output: z.object({ dialogues: z.array(summary) }),
    problems: readProblems,
  }),
  readDialogue: endpoint({
    name: 'readDialogue',
    summary: 'A dialogue with its rules and statements, what the seat may do, and her own votes.',
    method: 'GET',
    path: '/dialogues/{dialogue_id}',
    input: z.object({ dialogue_id: id }),
    output: dialogueRead,
    problems: readProblems,
  }),
  readOpinion: endpoint({
    name: 'readOpinion',
    summary: 'The figures of a dialogue as last published, and when figures were published before.',
    method: 'GET',
    path: '/dialogues/{dialogue_id}/opinion',
    input: z.object({ dialogue_id: id, result_id: id.optional() }),
    output: opinionRead,
    problems: readProblems,
  }),
  openDialogue: endpoint({
    name: 'openDialogue',
    summary: 'A dialogue is opened with its rules and its first statements.',
    method: 'POST',
    path: '/dialogues',
    input: z.object({
      dialogue_id: id,
      compartment_id: id,
      title: bilingual,
      question: bilingualLong,
      rules: dialogueRulesSchema,
      slot: place.optional(),
      body: place.optional(),
      statements: z
        .array(z.object({ id, en: shortText, ar: shortText, alternative: place.optional() }))
        .max(limits.statements_per_opening_count),
    }),
    output: z.object({ id }),
    problems: actProblems,
  }),
  setDialogueStatus: endpoint({
    name: 'setDialogueStatus',
    summary: 'A dialogue is closed, or opened again.',
    method: 'POST',
    path: '/dialogues/{dialogue_id}/status',
    input: z.object({
      dialogue_id: id,
      act_id: id,
      status: z.enum(dialogueStatuses),
      note: longText.optional(),
    }),
    output: z.object({ id }),
    problems: actProblems,
  }),
  castVotes: endpoint({
    name: 'castVotes',
    summary:
      'Votes of a member, into her own compartment; of several on a statement the last counts.',
    method: 'POST',
    path: '/dialogues/{dialogue_id}/votes',
    input: z.object({
      dialogue_id: id,
      votes: z
        .array(z.object({ id, statement_id: id, vote: voteValue }))
        .min(1)
        .max(limits.votes_per_command_count),
    }),
    output: z.object({
      my_votes: z.record(z.string(), voteValue),
      my_votes_count: z.int(),
      /** Of the given: how many took the place of an earlier vote on the same statement. */
      replaced: z.int(),
    }),
    problems: actProblems,
  }),
  submitStatement: endpoint({
    name: 'submitStatement',
    summary: 'A statement is submitted; the secretariat looks at it before anybody votes on it.',
    method: 'POST',
    path: '/dialogues/{dialogue_id}/statements',
    input: z
      .object({
        dialogue_id: id,
        statement_id: id,
        en: shortText.optional(),
        ar: shortText.optional(),
      })
      .refine((s) => s.en !== undefined || s.ar !== undefined, {
        error: bothWords(
          'has no words: write it in one of the languages',
          'بلا كلمات: اكتبه بإحدى اللغتين',
        ),
        path: ['en'],
      }),
    output: z.object({ statement: statementShown }),
    problems: actProblems,
  }),
  moderateStatement: endpoint({
    name: 'moderateStatement',
    summary: 'A statement is accepted in both languages, rejected with a reason, or merged.',
    method: 'POST',
    path: '/dialogues/{dialogue_id}/statements/{statement_id}/moderate',
    input: z.object({
      dialogue_id: id,
      statement_id: id,
      act_id: id,
      decision: z.enum(moderationStatuses),
      reason: z.enum(moderationReasons).optional(),
      note: longText.optional(),
      /** With `accepted` of a submitted one: the id of its copy, and its words in both languages. */
      copy_id: id.optional(),
      en: shortText.optional(),
      ar: shortText.optional(),
      into_id: id.optional(),
    }),
    output: z.object({ id }),
    problems: actProblems,
  }),
  publishOpinion: endpoint({
    name: 'publishOpinion',
    summary: 'Figures are published now instead of at the next time, by the same rule.',
    method: 'POST',
    path: '/dialogues/{dialogue_id}/publish',
    input: z.object({ dialogue_id: id }),
    output: z.object({ published: z.boolean() }),
    problems: actProblems,
  }),
  importPolis: endpoint({
    name: 'importPolis',
    summary: 'A Polis export becomes a closed dialogue: its statements and its votes, or nothing.',
    method: 'POST',
    path: '/dialogues/import',
    input: z.object({
      dialogue_id: id,
      /** Where the dialogue and its published figures lie, and where its votes do. */
      compartment_id: id,
      votes_compartment_id: id,
      title: bilingual,
      question: bilingualLong,
      files: z
        .array(z.object({ name: shortText, base64: z.base64() }))
        .min(1)
        .max(20),
    }),
    output: z.object({
      id,
      participants: z.int(),
      statements: z.int(),
      votes: z.int(),
      replaced: z.int(),
      moderated_out: z.int(),
      /** Votes on statements of which the export has no words: they are counted, and said. */
      without_words: z.int(),
    }),
    problems: actProblems,
    body_bytes: limits.import_body_bytes,
  }),
} as const
