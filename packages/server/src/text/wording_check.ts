// Are these words fit for this place? Language, slots and the revision that an edit stands on (text
// SPEC T7, T8, T14). Pure. Brackets and bidi controls are refused by the contract's schema.
import { type Fault, Problem } from '@sulh/contract/problem'
import { refusals } from './refusals.ts'
import { remedies } from './remedies.ts'
import { lead, type Found } from './scene.ts'

export type Part = { readonly text: string } | { readonly slot: string }
export type Words = {
  readonly en?: readonly Part[] | undefined
  readonly ar?: readonly Part[] | undefined
}
export const languages = ['en', 'ar'] as const
export type Language = (typeof languages)[number]
export const facetOf = { en: 'english', ar: 'arabic' } as const

const ARABIC = /\p{Script=Arabic}/gu
const LATIN = /\p{Script=Latin}/gu
const TOKEN = /[\p{L}\p{M}\p{N}]+/gu

/** Refuses text of one language in the other's place; a name or a number may be foreign. */
export function requireLanguages(words: Words, field: string): void {
  const errors: Fault[] = []
  for (const language of languages) {
    const letters = (pattern: RegExp) =>
      (words[language] ?? []).reduce(
        (sum, p) => sum + ('text' in p ? (p.text.match(pattern)?.length ?? 0) : 0),
        0,
      )
    const [own, other] = language === 'en' ? [LATIN, ARABIC] : [ARABIC, LATIN]
    if (letters(other) <= letters(own)) continue
    const at = (words[language] ?? []).findIndex((p) => 'text' in p && p.text.search(other) >= 0)
    errors.push({
      field: `${field}.${language}.${at}.text`,
      ...remedies.own_language(language),
    })
  }
  if (errors.length > 0) throw new Problem('invalid-input', refusals.wrong_language, errors)
}

/** Every one of these slots once in each language given, and no others (T8). */
export function requireSlots(words: Words, slots: readonly string[], field: string): void {
  const errors: Fault[] = []
  for (const language of languages) {
    const content = words[language]
    if (!content) continue
    const there = content.flatMap((p) => ('slot' in p ? [p.slot] : []))
    for (const [i, part] of content.entries()) {
      if (!('slot' in part)) continue
      const at = `${field}.${language}.${i}.slot`
      if (!slots.includes(part.slot)) errors.push({ field: at, ...remedies.unknown_slot })
      else if (there.indexOf(part.slot) !== there.lastIndexOf(part.slot))
        errors.push({ field: at, ...remedies.slot_once })
    }
    for (const slot of slots)
      if (!there.includes(slot))
        errors.push({
          field: `${field}.${language}`,
          ...remedies.slot_missing(slot),
        })
  }
  if (errors.length > 0) throw new Problem('invalid-input', refusals.slots_and_words, errors)
}

/** The edit stands on the revisions in force, or it is refused with what stands now (T7). */
export function requireBase(
  found: Found,
  base: { readonly en: string | null; readonly ar: string | null },
  words: Words,
): void {
  const errors = languages.flatMap((language): Fault[] => {
    if (words[language] === undefined) return []
    const now = lead(found, facetOf[language])
    if ((now?.id ?? null) === base[language]) return []
    return [
      {
        field: `base.${language}`,
        ...remedies.in_force(now && plain(now.value['content'] as Part[])),
      },
    ]
  })
  if (errors.length > 0) throw new Problem('conflict', refusals.another_revision, errors)
}

export function plain(content: readonly Part[]): string {
  return content.map((p) => ('text' in p ? p.text : '[…]')).join('')
}

export function slotsIn(words: Words): string[] {
  return [
    ...new Set(
      [...(words.en ?? []), ...(words.ar ?? [])].flatMap((p) => ('slot' in p ? [p.slot] : [])),
    ),
  ]
}

/** Words of `parts` that are in none of `in_`; a word counts once. */
export function lostWords(
  parts: readonly (readonly Part[])[],
  into: readonly Part[],
): readonly string[] {
  const tokens = (content: readonly Part[]) =>
    content.flatMap((p) => ('text' in p ? (p.text.match(TOKEN) ?? []) : [p.slot]))
  const kept = new Set(tokens(into).map((t) => t.toLocaleLowerCase('en')))
  return [...new Set(parts.flatMap(tokens))].filter((t) => !kept.has(t.toLocaleLowerCase('en')))
}

/** Facts of the languages given; `translates`: the other language's fact that they render. */
export function wordingFacts(
  words: Words,
  {
    found,
    translates,
  }: { readonly found?: Found; readonly translates?: Language | undefined } = {},
) {
  return languages.flatMap((language) => {
    const content = words[language]
    if (content === undefined) return []
    const other = language === 'en' ? 'ar' : 'en'
    const source = translates === language ? lead(found, facetOf[other]) : undefined
    return [
      {
        facet: facetOf[language],
        value: { content, ...(source ? { renders: source.id } : {}) },
      },
    ]
  })
}
