// Documents of a negotiating text as they cross the wire: a text or a redline as DOCX, PDF, HTML or
// Akoma Ntoso, and a DOCX that is looked at and then taken over. What a document shows and what is
// refused is in the server's text/documents/SPEC.md.
import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { channels, confirmations, marks } from './facts.ts'
import { limits } from './limits.ts'
import { nodeKindNames, nodeStages, slotScopes } from './text_kinds.ts'
import { id, instant } from './wording.ts'

export const documentFormats = ['docx', 'pdf', 'html', 'akn'] as const
export type DocumentFormat = (typeof documentFormats)[number]
/** One language alone, or both side by side with the first named in front. */
export const documentLanguages = ['en,ar', 'ar,en', 'en', 'ar'] as const
export type DocumentLanguages = (typeof documentLanguages)[number]

/** Why a file is refused; the field of the problem is `file.` and this. */
export const documentRefusals = [
  'too_large',
  'not_a_docx',
  'too_many_parts',
  'inflates_too_much',
  'macros',
  'embedded_object',
  'outside_link',
  'document_type',
  'broken_xml',
  'nested_too_deep',
  'bidi_control',
  'stored_bracket',
  'pdf_failed',
] as const
export type DocumentRefusal = (typeof documentRefusals)[number]

/** What a reader of a DOCX lists with its place, because it could not make text of it. */
export const notUnderstoodKinds = [
  'picture',
  'table',
  'text_box',
  'footnote',
  'comment',
  'field',
  'formula',
  'symbol',
  'header_footer',
  'tracked_changes',
  'stray_bracket',
  'unclosed_bracket',
  'unknown_party',
  'languages_differ',
  'wrong_language',
  'stage_with_brackets',
  'stage_changed',
  'kind_changed',
  'title_changed',
  'words_taken_out',
  'slot_taken_out',
] as const
export type NotUnderstoodKind = (typeof notUnderstoodKinds)[number]

/** What an edit of a file given back amounts to. */
export const updateActs = [
  'clause_inserted',
  'clause_moved',
  'clause_numbered',
  'clause_withdrawn',
  'heading_changed',
  'clause_changed',
  'slot_opened',
  'alternative_proposed',
  'alternative_changed',
  'alternative_withdrawn',
  'party_joined',
  'party_left',
] as const
export type UpdateAct = (typeof updateActs)[number]

const readProblems = [
  'invalid-input',
  'no-seat',
  'not-found',
  'body-too-large',
  'busy',
  'internal',
] as const
const words = z.object({ en: z.string().optional(), ar: z.string().optional() })

/** A node of a draft in reading order; `words` shows a slot as `[1]`, counted from its own list. */
const draftNode = z.object({
  depth: z.int(),
  kind: z.enum(nodeKindNames),
  number: z.string(),
  heading: words,
  words,
  /** As the document says it and the clause can bear it. */
  stage: z.enum(nodeStages).optional(),
  slots: z.array(
    z.object({
      scope: z.enum(slotScopes),
      alternatives: z.array(
        z.object({
          label: z.string(),
          /** Parties of the text, by id. */
          proponents: z.array(z.string()),
          no_text: z.boolean(),
          words,
        }),
      ),
    }),
  ),
})
const notUnderstood = z.array(
  z.object({ what: z.enum(notUnderstoodKinds), where: z.string(), text: z.string() }),
)
const clause = { kind: z.enum(nodeKindNames), number: z.string(), heading: words }
const inBoth = z.object({ en: z.string(), ar: z.string() })
/** One edit of the file: where, what it says, and, where this seat cannot do it, why not. */
const updateAct = z.object({
  /** By which it is picked: it follows from what the edit says. */
  key: z.string(),
  what: z.enum(updateActs),
  ...clause,
  node_id: z.string().optional(),
  /** Words as exported and in the file; a slot is `[…]`, a new one its alternatives in brackets. */
  before: words.optional(),
  after: words.optional(),
  /** The wording in force, where it is no longer the exported one. */
  now: words.optional(),
  new_number: z.string().optional(),
  /** Clauses that come with an inserted one. */
  below: z.int().optional(),
  behind: z.object({ ...clause, below: z.boolean() }).optional(),
  label: z.string().optional(),
  proponents: z.array(z.string()).optional(),
  no_text: z.boolean().optional(),
  /** Brackets that it opens, each with its alternatives. */
  opens: z
    .array(
      z.array(
        z.object({
          label: z.string(),
          proponents: z.array(z.string()),
          no_text: z.boolean(),
          words,
        }),
      ),
    )
    .optional(),
  /** Keys of edits without which it cannot be done. */
  needs: z.array(z.string()),
  refused: z.object({ code: z.string(), detail: inBoth, fault: inBoth.optional() }).optional(),
})
const picked = /^[0-9a-f]{12}(?:,[0-9a-f]{12})*$/
const docx = {
  media_type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  bytes_max: limits.docx_upload_bytes,
} as const

export const textDocumentEndpoints = {
  exportText: endpoint({
    name: 'exportText',
    summary: 'A text as this seat knows it, or what changed between two versions, as a document.',
    method: 'GET',
    path: '/text/instruments/{instrument_id}/document',
    input: z.object({
      instrument_id: id,
      format: z.enum(documentFormats),
      languages: z.enum(documentLanguages).default('en,ar'),
      /** `plenary`: nothing that lies outside the compartment of the text. */
      reach: z.enum(['seat', 'plenary']).default('seat'),
      /** A frozen version; absent: as known at `as_of`, or now. */
      version_id: id.optional(),
      as_of: instant.optional(),
      /** The older version of a redline; absent: the text without changes. */
      since_version_id: id.optional(),
    }),
    output: z.object({
      files: z.array(
        z.object({ name: z.string(), media_type: z.string(), content_base64: z.string() }),
      ),
    }),
    problems: readProblems,
  }),
  previewImport: endpoint({
    name: 'previewImport',
    summary: 'What a DOCX would become in this text, and what in it is not understood.',
    method: 'POST',
    path: '/text/instruments/{instrument_id}/import/preview',
    input: z.object({ instrument_id: id }),
    upload: docx,
    output: z.object({
      title: words,
      nodes: z.array(draftNode),
      not_understood: notUnderstood,
      slots: z.int(),
      alternatives: z.int(),
    }),
    problems: readProblems,
  }),
  importText: endpoint({
    name: 'importText',
    summary: 'Takes a DOCX over into a text that has no clauses yet, all of it or nothing.',
    method: 'POST',
    path: '/text/instruments/{instrument_id}/import',
    input: z.object({
      instrument_id: id,
      act_id: id,
      channel: z.enum(channels).default('in_writing'),
      confirmation: z.enum(confirmations).default('unconfirmed'),
      mark: z.enum(marks).default('none'),
    }),
    upload: docx,
    output: z.object({ nodes: z.int(), slots: z.int(), alternatives: z.int() }),
    problems: [
      ...readProblems,
      'not-permitted',
      'conflict',
      'id-taken',
      'wrong-state',
      'disk-full',
    ],
  }),
  previewUpdate: endpoint({
    name: 'previewUpdate',
    summary:
      'What an edited DOCX would change in this text, act by act, and what this seat may do.',
    method: 'POST',
    path: '/text/instruments/{instrument_id}/update/preview',
    input: z.object({ instrument_id: id }),
    upload: docx,
    output: z.object({
      /** Of when the file is; absent where it does not say so in a way that this seat can follow. */
      as_of: z.string().optional(),
      languages: z.array(z.enum(['en', 'ar'])),
      acts: z.array(updateAct),
      /** Edits that the text has already. */
      already: z.int(),
      /** What changed in the text since the file was exported. */
      since: z.array(
        z.object({
          what: z.enum(['changed', 'inserted', 'withdrawn']),
          node_id: z.string(),
          ...clause,
        }),
      ),
      not_understood: notUnderstood,
    }),
    problems: [...readProblems, 'wrong-state'],
  }),
  updateText: endpoint({
    name: 'updateText',
    summary: 'Does the picked edits of a DOCX as one act, all of them or none.',
    method: 'POST',
    path: '/text/instruments/{instrument_id}/update',
    input: z.object({
      instrument_id: id,
      act_id: id,
      /** Keys of the preview, with commas between. */
      picked: z.string().max(limits.picked_edits_characters).regex(picked),
      channel: z.enum(channels).default('in_writing'),
      confirmation: z.enum(confirmations).default('unconfirmed'),
      mark: z.enum(marks).default('none'),
    }),
    upload: docx,
    output: z.object({ acts: z.int() }),
    problems: [
      ...readProblems,
      'not-permitted',
      'conflict',
      'id-taken',
      'bad-reference',
      'wrong-state',
      'not-released',
      'disk-full',
    ],
  }),
} as const
