// An edit as the room takes it. Flat steps with clean text pass as they are; anything else (a paste of
// brackets, a step of several paragraphs) becomes one flat step to the same words without what is
// refused, so that nothing which the server would refuse ever leaves the window.
import { flatOf, sheetOf, stepOf, wordsOf, type Part } from '@sulh/analysis/drafting/sheet'
import { limits } from '@sulh/contract/limits'
import { REFUSED } from '@sulh/contract/wording'
import type { Node } from 'prosemirror-model'
import { Selection, TextSelection, type EditorState, type Transaction } from 'prosemirror-state'

/** Why an edit is not as it was typed. */
export type Notice = 'characters' | 'too_long'
export type Edit = { readonly tr: Transaction | undefined; readonly notice: Notice | undefined }

const BRACKETS = /[[\]]/gu
const REFUSED_ALL = new RegExp(REFUSED.source, 'gu')

export function cleanWords(text: string): string {
  return text
    .replaceAll(/\r\n?/gu, '\n')
    .replaceAll(REFUSED_ALL, '')
    .replaceAll(BRACKETS, '')
    .toWellFormed()
    .normalize('NFC')
}

export function cleanEdit(state: EditorState, tr: Transaction, slots: ReadonlySet<string>): Edit {
  if (!tr.docChanged) return { tr, notice: undefined }
  if (tooLong(tr.doc)) return { tr: undefined, notice: 'too_long' }
  const fits = (part: Part) =>
    'text' in part ? cleanWords(part.text) === part.text : slots.has(part.slot)
  const flat = tr.steps.map(flatOf)
  if (flat.every((step) => step !== undefined && step.insert.every(fits)))
    return { tr, notice: undefined }
  const words = wordsOf(tr.doc).flatMap((part): Part[] => {
    if ('slot' in part) return slots.has(part.slot) ? [part] : []
    const text = cleanWords(part.text)
    return text === '' ? [] : [{ text }]
  })
  const changed = flat.some((step) => step && !step.insert.every(fits))
  return { tr: flatEdit(state, sheetOf(words)), notice: changed ? 'characters' : undefined }
}

function tooLong({ content, childCount }: Node): boolean {
  return (
    content.size > limits.long_text_characters || childCount > limits.inline_parts_per_node_count
  )
}

/** From the words that stand to those wanted, by one flat step between where they begin to differ. */
function flatEdit(state: EditorState, wanted: Node): Transaction {
  const { doc, tr } = state
  const from = doc.content.findDiffStart(wanted.content)
  const end = doc.content.findDiffEnd(wanted.content)
  // Typed and cleaned away: the window shows again what stands.
  if (from === null || !end) return tr.setSelection(Selection.atEnd(doc))
  const overlap = Math.max(0, from - Math.min(end.a, end.b))
  const [to, upto] = [end.a + overlap, end.b + overlap]
  tr.step(stepOf({ from, to, insert: wordsOf(wanted.cut(from, upto)) }))
  return tr.setSelection(TextSelection.create(tr.doc, upto))
}
