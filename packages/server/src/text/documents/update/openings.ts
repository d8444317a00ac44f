// Brackets that a file opens: an act for each new slot of a wording, outer before inner, so that every
// step is a whole wording with the slots that are there by then (T8, T33).
import { languages, type Content, type Language } from '@sulh/analysis/text/tree'
import { limits } from '@sulh/contract/limits'
import { classOf, joined, slotsOf, type DraftSlot } from '../draft.ts'
import type { Words } from './clause_edits.ts'
import {
  baseOf,
  newAlternative,
  newId,
  wordsNow,
  type Maker,
  type Standpoint,
} from './standpoint.ts'

type Opening = {
  readonly ref: string
  readonly words: Words
  /** New slots of these words by their name in the file, in their order. */
  readonly opens: readonly string[]
  readonly slots: readonly DraftSlot[]
  readonly node: () => string
  /** Whose wording holds the slots: the node, or an alternative. */
  readonly host: () => string
  readonly alternative?: string
}

export function openings(opening: Opening, on: Standpoint): readonly Maker[] {
  const { ref, opens, slots, node, host, words, alternative } = opening
  return opens.flatMap((name, i): readonly Maker[] => {
    const slot = slots.find(({ id }) => id === name)
    if (slot === undefined) return []
    const id = (one: string): string => newId(on, `${ref} slot ${one}`)
    const alternativeId = (nth: number): string => newId(on, `${ref} slot ${name} ${nth}`)
    const there = opens.slice(0, i + 1)
    const maker: Maker = (scene) => {
      const written = languages.filter((l) => wordsNow(scene, host(), words, l) !== undefined)
      const speaking = languages.filter((l) => slot.alternatives.some((one) => one.wording[l]))
      const all = [written, speaking, on.languages].find((some) => some.length > 0) ?? languages
      const content = (language: Language): Content => {
        const now = wordsNow(scene, host(), words, language) ?? []
        const kept = now.flatMap((one): Content => {
          if (!('slot' in one) || !opens.includes(one.slot)) return [one]
          return there.includes(one.slot) ? [{ slot: id(one.slot) }] : []
        })
        const has = new Set(slotsOf(kept))
        const missing = there.map(id).filter((one) => !has.has(one))
        return joined([...kept, ...missing.map((one) => ({ slot: one }))])
      }
      return {
        name: 'openSlot',
        input: {
          slot_id: id(name),
          node_id: node(),
          ...(alternative === undefined ? {} : { within_id: alternative }),
          class: classOf(slot.alternatives.length),
          scope: slot.scope,
          title: titleOf(slot),
          concerned: [],
          base: baseOf(scene, on, host()),
          wording: Object.fromEntries(all.map((language) => [language, content(language)])),
          alternatives: slot.alternatives.map((one, nth) =>
            newAlternative(scene, alternativeId(nth), one),
          ),
        },
      }
    }
    const inner = slot.alternatives.flatMap((one, nth) => {
      const within = [...new Set(Object.values(one.wording).flatMap(slotsOf))]
      if (within.length === 0) return []
      return openings(
        {
          ref: `${ref} ${name} ${nth}`,
          words: one.wording,
          opens: within,
          slots,
          node,
          host: () => alternativeId(nth),
          alternative: alternativeId(nth),
        },
        on,
      )
    })
    return [maker, ...inner]
  })
}

/** Its first words, by which it is told from others until somebody names it. */
function titleOf(slot: DraftSlot): Record<Language, string> {
  const first = (language: Language): string => {
    const words = slot.alternatives
      .map((one) => plain(one.wording[language] ?? []))
      .find((text) => text !== '')
    return (words ?? phrase[language]).slice(0, limits.short_text_characters)
  }
  return { en: first('en'), ar: first('ar') }
}
const phrase = { en: 'Brackets', ar: 'أقواس' } as const

function plain(content: Content): string {
  return content
    .map((one) => ('text' in one ? one.text : ''))
    .join('')
    .trim()
}
