// Parts a text into stretches of the two scripts, so that each is set in its own direction. It reorders
// and drops nothing.
import type { Language } from '@sulh/analysis/text/tree'

const latin = /\p{Script=Latin}(?:[\p{Script=Latin}\p{N} .,'’/-]*[\p{Script=Latin}\p{N}])?/gu
const arabic =
  /\p{Script=Arabic}(?:[\p{Script=Arabic}\p{M}\p{N} .،؛-]*[\p{Script=Arabic}\p{M}\p{N}])?/gu

/** The stretches of the other script apart, so that each is set in its own direction. */
export function scripts(
  text: string,
  language: Language,
): readonly { readonly text: string; readonly arabic: boolean }[] {
  const own = language === 'ar'
  const parts: { text: string; arabic: boolean }[] = []
  let at = 0
  for (const found of text.matchAll(own ? latin : arabic)) {
    if (found.index > at) parts.push({ text: text.slice(at, found.index), arabic: own })
    parts.push({ text: found[0], arabic: !own })
    at = found.index + found[0].length
  }
  if (at < text.length) parts.push({ text: text.slice(at), arabic: own })
  return parts
}
