// How alike two wordings are, and who is paired with whom by it (D23). Pure.
import { tokensOf } from '@sulh/analysis/redline/words'
import { languages, type Content, type Wording } from '@sulh/analysis/text/tree'

/** The words of both languages, without spaces and signs; the place of a slot is no word. */
export function wordsIn(...wordings: readonly Wording[]): readonly string[] {
  return wordings.flatMap((wording) =>
    languages.flatMap((language) => wordsOf(wording[language] ?? [])),
  )
}
function wordsOf(content: Content): readonly string[] {
  return content.flatMap((inline) =>
    'text' in inline ? tokensOf(inline.text).filter((token) => /[\p{L}\p{N}]/u.test(token)) : [],
  )
}

/** Dice's coefficient over words with their counts: 0 nothing in common, 1 the same words. */
export function likeness(a: readonly string[], b: readonly string[]): number {
  if (a.length + b.length === 0) return 1
  const counts = new Map<string, number>()
  for (const word of a) counts.set(word, (counts.get(word) ?? 0) + 1)
  let common = 0
  for (const word of b) {
    const left = counts.get(word) ?? 0
    if (left === 0) continue
    common += 1
    counts.set(word, left - 1)
  }
  return (2 * common) / (a.length + b.length)
}

/** Pairs of indices by descending score, each index once; a score of 0 pairs nobody. */
export function bestPairs(
  rows: number,
  columns: number,
  score: (row: number, column: number) => number,
): readonly (readonly [number, number])[] {
  const all: { row: number; column: number; value: number }[] = []
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const value = score(row, column)
      if (value > 0) all.push({ row, column, value })
    }
  all.sort((a, b) => b.value - a.value || a.row - b.row || a.column - b.column)
  const [usedRows, usedColumns] = [new Set<number>(), new Set<number>()]
  return all.flatMap(({ row, column }) => {
    if (usedRows.has(row) || usedColumns.has(column)) return []
    usedRows.add(row)
    usedColumns.add(column)
    return [[row, column] as const]
  })
}
