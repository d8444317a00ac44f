// Citizens of a dialogue: what a link opens, and the secretariat's batches of links. A citizen has no
// seat; every request bears the token of her link in its body, so that it stands in no address and no
// log (server forum/dialogue_SPEC.md D50-D58).
import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import {
  actProblems,
  dialogueRead,
  opinionRead,
  readProblems,
  voteValue,
} from './forum_dialogue.ts'
import { limits } from './limits.ts'
import { id, longText, shortText } from './wording.ts'
import { bothWords } from './shape_words.ts'

/** 32 random bytes in base64url. */
export const citizenToken = z.string().regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/, {
  error: bothWords(
    'is no token of a link: open the whole link as it was given to you',
    'ليس رمز رابط: افتح الرابط كاملًا كما أُعطي لك',
  ),
})
const hash = z.string().regex(/^[0-9a-f]{64}$/)
const number = z.int().min(1).max(limits.citizen_links_per_batch_count)

export const citizenBatch = z.object({
  id,
  compartment_id: id,
  label: z.string(),
  bloc: z.string().nullable(),
  count: z.int(),
  /** Numbers of the links that were revoked, ascending. */
  revoked: z.array(z.int()),
  made_at: z.string(),
})
export type CitizenBatch = z.output<typeof citizenBatch>

export const citizenEndpoints = {
  readCitizen: endpoint({
    name: 'readCitizen',
    summary: 'The dialogue of a link: its statements and what was published. Ask without a seat.',
    method: 'POST',
    path: '/citizen',
    input: z.object({ token: citizenToken }),
    output: z.object({ read: dialogueRead, opinion: opinionRead }),
    problems: ['malformed-request', ...readProblems],
  }),
  castCitizenVotes: endpoint({
    name: 'castCitizenVotes',
    summary: 'Votes of the holder of a link; of several on a statement the last counts.',
    method: 'POST',
    path: '/citizen/votes',
    input: z.object({
      token: citizenToken,
      votes: z
        .array(z.object({ id, statement_id: id, vote: voteValue }))
        .min(1)
        .max(limits.votes_per_command_count),
    }),
    output: z.object({ taken: z.boolean() }),
    problems: actProblems,
  }),
  submitCitizenStatement: endpoint({
    name: 'submitCitizenStatement',
    summary: 'A statement of the holder of a link; the secretariat looks at it first.',
    method: 'POST',
    path: '/citizen/statements',
    input: z
      .object({
        token: citizenToken,
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
    output: z.object({ taken: z.boolean() }),
    problems: actProblems,
  }),
  inviteCitizens: endpoint({
    name: 'inviteCitizens',
    summary: 'A batch of links. The tokens are made by who asks; the server is given their hashes.',
    method: 'POST',
    path: '/dialogues/{dialogue_id}/citizens',
    input: z.object({
      dialogue_id: id,
      batch_id: id,
      /** Where the batch lies, and where what these citizens submit waits. */
      compartment_id: id,
      label: shortText,
      bloc: z.string().max(20).optional(),
      hashes: z.array(hash).min(1).max(limits.citizen_links_per_batch_count),
    }),
    output: z.object({ id }),
    problems: actProblems,
  }),
  revokeCitizens: endpoint({
    name: 'revokeCitizens',
    summary: 'Links of a batch do nothing any more; what was cast with them stays.',
    method: 'POST',
    path: '/dialogues/{dialogue_id}/citizens/{batch_id}/revoke',
    input: z.object({
      dialogue_id: id,
      batch_id: id,
      act_id: id,
      numbers: z.array(number).min(1).max(limits.citizen_links_per_batch_count),
      note: longText.optional(),
    }),
    output: z.object({ id }),
    problems: actProblems,
  }),
  listCitizens: endpoint({
    name: 'listCitizens',
    summary: 'The batches of links of a dialogue that this seat can read; no link and no vote.',
    method: 'GET',
    path: '/dialogues/{dialogue_id}/citizens',
    input: z.object({ dialogue_id: id }),
    output: z.object({ batches: z.array(citizenBatch) }),
    problems: readProblems,
  }),
} as const
