// What taking over would refuse, said while it is written: slots that are missing or stand twice, and
// words of one language on the other's sheet (text SPEC T8). The server decides; this only tells.
import type { Part } from '@sulh/analysis/drafting/sheet'
import type { RoomLanguage } from '@sulh/contract/room'

export type SheetFault =
  | { readonly is: 'missing' | 'twice'; readonly slot: string }
  | { readonly is: 'language' }

const LETTERS = { en: /\p{Script=Latin}/gu, ar: /\p{Script=Arabic}/gu }

export function faultsOf(
  words: readonly Part[],
  of: { readonly language: RoomLanguage; readonly slots: readonly string[] },
): SheetFault[] {
  // A sheet that is empty is not taken over.
  if (words.length === 0) return []
  const there = words.flatMap((part) => ('slot' in part ? [part.slot] : []))
  const text = words.map((part) => ('text' in part ? part.text : '')).join('')
  const count = (language: RoomLanguage) => text.match(LETTERS[language])?.length ?? 0
  const other = of.language === 'en' ? 'ar' : 'en'
  return [
    ...of.slots
      .filter((slot) => !there.includes(slot))
      .map((slot) => ({ is: 'missing' as const, slot })),
    ...of.slots
      .filter((slot) => there.indexOf(slot) !== there.lastIndexOf(slot))
      .map((slot) => ({ is: 'twice' as const, slot })),
    ...(count(other) > count(of.language) ? [{ is: 'language' as const }] : []),
  ]
}
