// Words of documents of a text: downloads, and the taking over of a DOCX. Refusals and what is not
// understood are by the contract's own lists.
import type { DocumentRefusal, NotUnderstoodKind } from '@sulh/contract/text_documents'

const refused: Readonly<Record<`refused_${DocumentRefusal}`, string>> = {
  refused_too_large: 'The file is larger than 50 MB: take pictures out and try again.',
  refused_not_a_docx: 'This is not a DOCX file, or it is torn: save it anew as DOCX.',
  refused_too_many_parts: 'The file holds too many parts for a text: save the words alone as DOCX.',
  refused_inflates_too_much:
    'A part of the file unpacks to far more than its size and was not opened.',
  refused_macros: 'The file holds macros: save it as DOCX without macros.',
  refused_embedded_object: 'The file holds an embedded object: take it out and try again.',
  refused_outside_link:
    'The file links to something outside itself: remove the link and try again.',
  refused_document_type:
    'A part of the file declares a document type, which no DOCX needs: it was not read.',
  refused_broken_xml: 'A part of the file is broken: save it anew as DOCX.',
  refused_nested_too_deep: 'A part of the file is nested too deep to be a text.',
  refused_bidi_control:
    'The text holds a hidden character that changes the direction of reading: remove it.',
  refused_stored_bracket:
    'The words hold a square bracket, which means “not agreed”: make it a slot.',
  refused_pdf_failed: 'The PDF could not be set.',
}
const told: Readonly<Record<`told_${NotUnderstoodKind}`, string>> = {
  told_picture: 'A picture was left out.',
  told_table: 'A table was read cell by cell as paragraphs.',
  told_text_box: 'The words of a text box were put into the paragraph.',
  told_footnote: 'A footnote was left out.',
  told_comment: 'A comment was left out.',
  told_field: 'A field was read as the words it showed.',
  told_formula: 'A formula was read as plain words.',
  told_symbol: 'A symbol of a special font was left out.',
  told_header_footer: 'A header or footer was left out.',
  told_tracked_changes: 'Tracked changes were read as accepted.',
  told_stray_bracket: 'A closing bracket has no opening one; the words were kept without it.',
  told_unclosed_bracket: 'An opening bracket is never closed; the words were kept without it.',
  told_unknown_party:
    'A bracket names a party that this text does not know; the name was kept in the words.',
  told_languages_differ: 'The two languages do not have the same parts here.',
  told_wrong_language: 'These words are not in the language of their column.',
  told_stage_with_brackets:
    'This stage stands beside open brackets: the clause is taken over as open.',
  told_stage_changed: 'The file names another stage. Stages are set in the text, with who agreed.',
  told_kind_changed: 'The paragraph has the style of another kind of clause; the kind stays.',
  told_title_changed: 'The title of the text is another one in the file; it stays.',
  told_words_taken_out:
    'The file has no words of this clause in one language. They stay: withdraw the clause, or change its words.',
  told_slot_taken_out: 'Brackets are missing in the file. They stay open: close them in the text.',
}

export const documents = {
  ...refused,
  ...told,
  download: 'Download',
  download_text: 'Download this text',
  download_redline: 'Download this redline',
  format: 'Format',
  format_docx: 'DOCX, for a word processor',
  format_docx_redline: 'DOCX with tracked changes',
  format_pdf: 'PDF, for print',
  format_html: 'HTML, one page',
  format_akn: 'Akoma Ntoso, one file a language',
  languages: 'Languages',
  both_en: 'English and Arabic side by side',
  both_ar: 'Arabic and English side by side',
  only_en: 'English',
  only_ar: 'Arabic',
  plenary_only: 'Only what is tabled',
  plenary_help:
    'Without this, the document also holds drafts that this seat reads, and says for whose eyes it is.',
  making: 'The document is being made …',
  made: 'Saved: {names}',
  import: 'Take over a draft',
  import_title: 'Take over a draft from a DOCX',
  import_lead:
    'Headings, numbers and square brackets become clauses and slots. Nothing is written before you have looked at it.',
  choose_file: 'Choose a DOCX file',
  other_file: 'Choose another file',
  no_file: 'No file chosen yet',
  no_file_help:
    'Up to 50 MB. Brackets with a party’s name and a colon become its alternatives: [Party: words].',
  reading: 'The file is being read …',
  found:
    '{clauses, plural, one {# clause} other {# clauses}}, {slots, plural, one {# slot} other {# slots}}, {alternatives, plural, one {# alternative} other {# alternatives}}',
  not_understood: 'Not understood',
  not_understood_lead: 'Look at these places: what stands there is not taken over as it was.',
  all_understood: 'Everything in the file was understood.',
  where: 'Where',
  what: 'What',
  words: 'Words',
  preview: 'What becomes of it',
  stages_left:
    'Stages are not taken over: every clause begins as open, with its alternatives tabled.',
  take_over: 'Take it over',
  taking: 'The clauses are being written …',
  taken: 'The text now has {clauses, plural, one {# clause} other {# clauses}}.',
  taken_today: 'They stand from today on: with an earlier date the text is as it was then.',
  paragraph: 'paragraph {number}',
  after: 'after “{words}”',
  the_title: 'the title',
  to_text: 'To the text',
  not_empty: 'This text has clauses already. A file can be taken over into a text that has none.',
  not_holder: 'The table of this text does not give this seat the right to draft.',
  failed: 'The file was not taken',
  place: 'Place: {where}',
  to_come: 'text to come',
} as const
