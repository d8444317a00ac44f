// Numbers and titles as people type them at the beginning of a paragraph, in both languages. It knows
// patterns alone and decides nothing.
import type { NodeKind } from '@sulh/analysis/text/tree'

export const kindWords: readonly (readonly [NodeKind, RegExp])[] = [
  ['preamble', /^(?:preamble|(?:ال)?ديباجة)(?=\s|[:：]|$)/iu],
  ['chapter', /^(?:chapter|part|section|الباب|الفصل|القسم)(?=\s)/iu],
  ['article', /^(?:article|المادة|مادة)(?=\s)/iu],
  ['annex', /^(?:annex|appendix|الملحق|المرفق)(?=\s|$)/iu],
]
export const afterKind =
  /^\s*\(?((?:\d+|[٠-٩]+|[IVXLC]+|[A-Z])(?:\s+(?:bis|ter|quater|quinquies|مكرر(?:\s+(?:ثانيًا|ثالثًا|رابعًا))?))?)?(?![\p{L}\p{N}])\)?\s*[:.\-–—]?\s*/u
export const typedNumber =
  /^\s*((?:\d+|[٠-٩]+)(?:\.(?:\d+|[٠-٩]+))*(?:\s+(?:bis|ter|quater|مكرر))?)\s*[.)\-–]\s+/u
export const typedLetter =
  /^\s*(\((?:[a-z]{1,4}|\p{Script=Arabic}ـ?|\d{1,2})\)|(?:[a-z]|[ivx]{1,4})\))\s+/u

/** The number that stands before words, and the words; no number where none is typed. */
export function typedApart(words: string): { readonly number: string; readonly rest: string } {
  const typed = typedNumber.exec(words) ?? typedLetter.exec(words)
  if (typed === null) return { number: '', rest: words }
  return { number: typed[1] ?? '', rest: words.slice(typed[0].length) }
}

/** `Article 7 bis: Routes` as number and heading; the words are the heading where no kind is named. */
export function titleApart(words: string): { readonly number: string; readonly heading: string } {
  const text = words.trim()
  const word = kindWords.map(([, one]) => one.exec(text)?.[0]).find((one) => one !== undefined)
  const rest = text.slice(word?.length ?? 0)
  const number = word === undefined ? null : afterKind.exec(rest)
  return { number: number?.[1] ?? '', heading: rest.slice(number?.[0].length ?? 0).trim() }
}
