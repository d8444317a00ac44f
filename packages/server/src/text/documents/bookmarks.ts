// Names of bookmarks that carry ids through a word processor: at most 40 letters, digits and low lines.
// They carry identity alone.
import type { Language } from '@sulh/analysis/text/tree'

const uuid = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$/u

function encoded(id: string): string {
  if (uuid.test(id)) return `u${id.replaceAll('-', '')}`
  const escaped = Array.from(id, (character) =>
    /[A-Za-z0-9]/u.test(character)
      ? character
      : `_${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  ).join('')
  return `i${escaped}`
}

function decoded(name: string): string {
  if (/^u[0-9a-f]{32}$/u.test(name))
    return name.slice(1).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5')
  return name
    .slice(1)
    .replaceAll(/_([0-9a-f]{4})/gu, (_, hex: string) =>
      String.fromCodePoint(Number.parseInt(hex, 16)),
    )
}

export function bookmarkName(node: string): string {
  return `n_${encoded(node)}`
}

export function slotBookmark(slot: string, language: Language): string {
  return `${language === 'en' ? 'e' : 'a'}_${encoded(slot)}`
}

/** What a bookmark stands for; undefined for one that is not ours. */
export function bookmarkOf(
  name: string,
): { readonly node: string } | { readonly slot: string; readonly language: Language } | undefined {
  const found =
    /^([nea])_((?:u[0-9a-f]{32})|(?:i(?:[A-Za-z0-9]|_[0-9a-f]{4})*))(?:_\d{1,3})?$/u.exec(name)
  const [, kind, id] = found ?? []
  if (kind === undefined || id === undefined) return undefined
  return kind === 'n'
    ? { node: decoded(id) }
    : { slot: decoded(id), language: kind === 'e' ? 'en' : 'ar' }
}
