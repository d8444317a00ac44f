// A sheet: the wording of one language as the editor and the server share it, a flat line of text and
// slots. Steps are flat replacements and nothing else, so that what a step adds and takes away can
// be read off it. No marks, no blocks; which characters are refused is the contract's to say.
import { Fragment, Schema, Slice } from 'prosemirror-model'
import type { Node } from 'prosemirror-model'
import { ReplaceStep, type Step } from 'prosemirror-transform'

export type Part = { readonly text: string } | { readonly slot: string }

/** The document is one line of text and slots; a line feed in it is a character like any other. */
export const sheetSchema = new Schema({
  nodes: {
    doc: { content: 'inline*', whitespace: 'pre' },
    text: { group: 'inline' },
    slot: {
      group: 'inline',
      inline: true,
      atom: true,
      attrs: { id: { validate: 'string' } },
      leafText: () => '\uFFFC',
      toDOM: (node) => ['span', { 'data-slot': String(node.attrs['id']) }],
      parseDOM: [
        {
          tag: 'span[data-slot]',
          getAttrs: (dom) => ({ id: dom.getAttribute('data-slot') ?? '' }),
        },
      ],
    },
  },
})

export function contentOf(parts: readonly Part[]): Fragment {
  return Fragment.from(
    parts.flatMap((part) =>
      'text' in part
        ? part.text === ''
          ? []
          : [sheetSchema.text(part.text)]
        : [sheetSchema.node('slot', { id: part.slot })],
    ),
  )
}
export function sheetOf(parts: readonly Part[]): Node {
  return sheetSchema.node('doc', null, contentOf(parts))
}

/** Text beside text is one part, as a wording is stored. */
export function partsOf(content: Fragment): Part[] {
  const parts: Part[] = []
  content.forEach((node) => {
    const last = parts.at(-1)
    if (!node.isText) parts.push({ slot: String(node.attrs['id']) })
    else if (last && 'text' in last)
      parts[parts.length - 1] = { text: last.text + (node.text ?? '') }
    else parts.push({ text: node.text ?? '' })
  })
  return parts
}
export function wordsOf(sheet: Node): Part[] {
  return partsOf(sheet.content)
}

export type FlatStep = {
  readonly from: number
  readonly to: number
  readonly insert: readonly Part[]
}

export function stepOf({ from, to, insert }: FlatStep): ReplaceStep {
  return new ReplaceStep(from, to, new Slice(contentOf(insert), 0, 0))
}
/** The step as data, or undefined where it is not a flat replacement. */
export function flatOf(step: Step): FlatStep | undefined {
  if (!(step instanceof ReplaceStep)) return undefined
  const { from, to, slice } = step
  if (slice.openStart !== 0 || slice.openEnd !== 0) return undefined
  return { from, to, insert: partsOf(slice.content) }
}

export type SheetRules = {
  /** Slots that the wording had when the room was opened: no other may stand in it. */
  readonly slots: ReadonlySet<string>
  readonly characters: number
  readonly parts: number
}
export type StepFault = 'out_of_place' | 'foreign_slot' | 'half_character' | 'too_long'

/** The sheet after the step, or why it is refused. Throws never. */
export function applied(
  sheet: Node,
  step: FlatStep,
  rules: SheetRules,
): { readonly sheet: Node } | { readonly fault: StepFault } {
  const { from, to, insert } = step
  if (from > to || to > sheet.content.size) return { fault: 'out_of_place' }
  if (insert.some((part) => 'slot' in part && !rules.slots.has(part.slot)))
    return { fault: 'foreign_slot' }
  const after = stepOf(step).apply(sheet).doc
  if (!after) return { fault: 'out_of_place' }
  if (after.content.size > rules.characters || after.childCount > rules.parts)
    return { fault: 'too_long' }
  return after.textContent.isWellFormed() ? { sheet: after } : { fault: 'half_character' }
}
