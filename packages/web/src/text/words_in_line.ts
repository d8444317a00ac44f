// The words of an alternative as one line of plain text, for lists of choices and for names.
import type { Alternative, Content, Language } from '@sulh/analysis/text/tree'
import type { Text } from '../messages/index.ts'

export function contentLine(content: Content | undefined): string {
  return (content ?? []).map((part) => ('text' in part ? part.text : '[…]')).join('')
}

export function plainWords(
  { no_text, wording }: Alternative,
  language: Language,
  t: Text['t'],
): string {
  if (no_text) return t('text.no_text')
  const other = language === 'en' ? 'ar' : 'en'
  const line = contentLine(wording[language] ?? wording[other])
  return line.length > 90 ? `${line.slice(0, 89)}…` : line
}
