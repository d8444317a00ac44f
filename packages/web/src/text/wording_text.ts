// Wording as it is typed: running text in which {1} stands for the first slot, {2} for the second.
// Brackets cannot be typed (they are slots), so a place for a slot needs a sign of its own. Pure.
import type { Content, Inline, Language, Wording } from '@sulh/analysis/text/tree'
import { languages } from '@sulh/analysis/text/tree'

export type Typed = Readonly<Record<Language, string>>
export const nothingTyped: Typed = { en: '', ar: '' }

/** What stands for the nth slot, from 1, while typing. */
export function tokenOf(nth: number): string {
  return `{${nth}}`
}

/** The words between two places go out and the token stands there; blanks at their ends stay. */
export function bracketed(
  text: string,
  start: number,
  end: number,
  token: string,
): { readonly rest: string; readonly taken: string } {
  const chosen = text.slice(start, end)
  const taken = chosen.trim()
  if (taken === '') return { rest: text, taken: '' }
  const from = start + chosen.indexOf(taken)
  return { rest: `${text.slice(0, from)}${token}${text.slice(from + taken.length)}`, taken }
}

/** Slots of a wording in the order of their first place; their numbers while typing. */
export function slotsOf(wording: Wording): readonly string[] {
  const found = languages.flatMap((language) =>
    (wording[language] ?? []).flatMap((part) => ('slot' in part ? [part.slot] : [])),
  )
  return [...new Set(found)]
}

export function typedOf(wording: Wording, slots: readonly string[]): Typed {
  const one = (content: Content | undefined) =>
    (content ?? [])
      .map((part) => ('text' in part ? part.text : tokenOf(slots.indexOf(part.slot) + 1)))
      .join('')
  return { en: one(wording.en), ar: one(wording.ar) }
}

/** Parts of what was typed; a number that no slot has stays as it was typed. */
export function contentOf(text: string, slots: readonly string[]): Inline[] {
  const parts: Inline[] = []
  let at = 0
  for (const match of text.matchAll(/\{(\d{1,3})\}/gu)) {
    const slot = slots[Number(match[1]) - 1]
    if (slot === undefined) continue
    const before = text.slice(at, match.index)
    if (before !== '') parts.push({ text: before })
    parts.push({ slot })
    at = match.index + match[0].length
  }
  const rest = text.slice(at)
  if (rest !== '') parts.push({ text: rest })
  return parts
}

/** The languages that were written, as the contract takes them. */
export function wordingOf(typed: Typed, slots: readonly string[] = []) {
  const wording: Partial<Record<Language, Inline[]>> = {}
  for (const language of languages)
    if (typed[language].trim() !== '') wording[language] = contentOf(typed[language].trim(), slots)
  return wording
}

/** The languages that differ from what stood when the typing began. */
export function changedWording(typed: Typed, before: Typed, slots: readonly string[]) {
  const wording: Partial<Record<Language, Inline[]>> = {}
  for (const language of languages)
    if (typed[language] !== before[language])
      wording[language] = contentOf(typed[language].trim(), slots)
  return wording
}
