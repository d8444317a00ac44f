// Brings English and Arabic text to a form in which the same word is the same string, for search:
// no case, no Latin accents, no Arabic vowel signs or stretching, one alef, one ya, one ta.

export function normalise(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f\u064b-\u065f\u0670\u0640]/gu, '')
    .replaceAll(/[أإآٱ]/gu, 'ا')
    .replaceAll('ى', 'ي')
    .replaceAll('ئ', 'ي')
    .replaceAll('ؤ', 'و')
    .replaceAll('ة', 'ه')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** True where every word of the query begins somewhere in the text; both normalised. */
export function matches(text: string, query: string): boolean {
  const padded = ` ${text}`
  return query
    .split(' ')
    .every((part) => padded.includes(` ${part}`) || padded.includes(` ال${part}`))
}
