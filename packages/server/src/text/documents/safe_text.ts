// Refuses words that would lie when rendered: bidi control characters, which reorder what is read, and
// square brackets, which mean "not agreed" and are never stored. It changes nothing.
import { latest, type NodeChange, type Passages } from '@sulh/analysis/redline/model'
import { kindLabels } from '@sulh/analysis/text/labels'
import type { Language } from '@sulh/analysis/text/tree'
import { DocumentError, type Both } from './errors.ts'

const bidiControl = /[\u202a-\u202e\u2066-\u2069]/u

/** Throws DocumentError with the node and the place of the first character that is refused. */
export function refuseUnsafe(node: NodeChange, language: Language): void {
  const kind = latest(node.fields.kind) ?? 'paragraph'
  const number = latest(node.fields.number) || node.id
  const where = { en: `${kind} ${number}`, ar: `${kindLabels[kind].ar} ${number}` }
  const of = (en: string, ar: string) => ({ en: `${en} of ${where.en}`, ar: `${ar} ${where.ar}` })
  refuse(node.heading, language, of('the heading', 'عنوان'))
  refuse(node.wording, language, where)
  for (const slot of node.slots) {
    if (slot.place === 'moved_from') continue
    for (const at of slot.item.alternatives) {
      if (at.place === 'moved_from') continue
      const label = latest(at.item.fields.label) ?? at.item.id
      refuse(at.item.wording, language, of(`alternative ${label}`, `البديل ${label} من`))
    }
  }
}

function refuse(passages: Passages, language: Language, where: Both): void {
  for (const piece of passages[language]?.pieces ?? []) {
    if (!('text' in piece)) continue
    const control = bidiControlIn(piece.text)
    if (control !== undefined)
      throw new DocumentError('bidi_control', {
        en: `${where.en} (${language}), ${control.en}`,
        ar: `${where.ar}، ${control.ar}`,
      })
    const bracket = piece.text.search(/[[\]]/u)
    if (bracket >= 0)
      throw new DocumentError('stored_bracket', {
        en: `${where.en} (${language}), ${around(piece.text, bracket)}`,
        ar: `${where.ar}، ${around(piece.text, bracket)}`,
      })
  }
}

/** Where a bidi control character stands, in words, or undefined. */
export function bidiControlIn(text: string): Both | undefined {
  const at = text.search(bidiControl)
  if (at < 0) return undefined
  const code = text.charCodeAt(at).toString(16).toUpperCase()
  const before = text.slice(Math.max(0, at - 20), at)
  return { en: `U+${code} after “${before}”`, ar: `U+${code} بعد «${before}»` }
}

function around(text: string, at: number): string {
  return `“${text.slice(Math.max(0, at - 20), at + 20)}”`
}
