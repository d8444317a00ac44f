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
] as const
export type NotUnderstoodKind = (typeof notUnderstoodKinds)[number]

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
      not_understood: z.array(
        z.object({ what: z.enum(notUnderstoodKinds), where: z.string(), text: z.string() }),
      ),
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
} as const
