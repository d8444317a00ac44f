// Refuses words that would lie when rendered: bidi control characters, which reorder what is read, and
// square brackets, which mean "not agreed" and are never stored. It changes nothing.
import { latest, type NodeChange, type Passages } from '@sulh/analysis/redline/model'
import type { Language } from '@sulh/analysis/text/tree'
import { DocumentError } from './errors.ts'

const bidiControl = /[\u202a-\u202e\u2066-\u2069]/u

/** Throws DocumentError with the node and the place of the first character that is refused. */
export function refuseUnsafe(node: NodeChange, language: Language): void {
  const where = `${latest(node.fields.kind) ?? 'node'} ${latest(node.fields.number) || node.id}`
  refuse(node.heading, language, `the heading of ${where}`)
  refuse(node.wording, language, where)
  for (const slot of node.slots) {
    if (slot.place === 'moved_from') continue
    for (const at of slot.item.alternatives)
      if (at.place !== 'moved_from')
        refuse(
          at.item.wording,
          language,
          `alternative ${latest(at.item.fields.label) ?? at.item.id} of ${where}`,
        )
  }
}

function refuse(passages: Passages, language: Language, where: string): void {
  for (const piece of passages[language]?.pieces ?? []) {
    if (!('text' in piece)) continue
    const control = bidiControlIn(piece.text)
    if (control !== undefined)
      throw new DocumentError('bidi_control', `${where} (${language}), ${control}`)
    const bracket = piece.text.search(/[[\]]/u)
    if (bracket >= 0)
      throw new DocumentError(
        'stored_bracket',
        `${where} (${language}), ${around(piece.text, bracket)}`,
      )
  }
}

/** Where a bidi control character stands, in words, or undefined. */
export function bidiControlIn(text: string): string | undefined {
  const at = text.search(bidiControl)
  if (at < 0) return undefined
  const code = text.charCodeAt(at).toString(16).toUpperCase()
  return `U+${code} after “${text.slice(Math.max(0, at - 20), at)}”`
}

function around(text: string, at: number): string {
  return `“${text.slice(Math.max(0, at - 20), at + 20)}”`
}
