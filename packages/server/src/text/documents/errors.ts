// Why a document is refused, as one sentence that says where; the screens have it in both languages. What
// is merely not understood is no error: it is listed by the reader.
import type { DocumentRefusal } from '@sulh/contract/text_documents'

const sentences: Readonly<Record<DocumentRefusal, string>> = {
  too_large: 'The file is larger than 50 MB: take pictures out and try again.',
  not_a_docx: 'This is not a DOCX file, or it is torn: save it anew as DOCX.',
  too_many_parts: 'The file holds too many parts for a text: save the words alone as DOCX.',
  inflates_too_much: 'A part of the file unpacks to far more than its size and was not opened.',
  macros: 'The file holds macros: save it as DOCX without macros.',
  embedded_object: 'The file holds an embedded object: take it out and try again.',
  outside_link: 'The file links to something outside itself: remove the link and try again.',
  document_type:
    'A part of the file declares a document type, which no DOCX needs: it was not read.',
  broken_xml: 'A part of the file is broken: save it anew as DOCX.',
  nested_too_deep: 'A part of the file is nested too deep to be a text.',
  bidi_control:
    'The text holds a hidden character that changes the direction of reading: remove it.',
  stored_bracket: 'The words hold a square bracket, which means “not agreed”: make it a slot.',
  pdf_failed: 'The PDF could not be set.',
}

/** `where` names the part, paragraph or node; it is in the message and for the screen apart. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError'
  readonly refusal: DocumentRefusal
  readonly where: string
  /** The sentence without its place. */
  readonly sentence: string

  constructor(refusal: DocumentRefusal, where: string) {
    super(`${sentences[refusal]} (${where})`)
    this.refusal = refusal
    this.where = where
    this.sentence = sentences[refusal]
  }
}
