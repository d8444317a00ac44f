// Splits delimited text into records of cells (RFC 4180, with `;` and tab as well). Equal lines are
// given once with their number of times, because cast vote records repeat themselves.
import { BallotError } from '../profile.ts'

export type CsvRecord = {
  readonly cells: readonly string[]
  /** Line of its first appearance, from 1. */
  readonly line: number
  readonly count: number
}

/** Distinct records in the order of their first appearance; empty lines are left out. */
export function recordsOf(text: string): CsvRecord[] {
  const source = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const lines = new Map<string, { line: number; count: number }>()
  let number = 0
  for (let at = 0; at < source.length;) {
    const end = recordEnd(source, at)
    const line = source.slice(at, end)
    const known = lines.get(line)
    if (known !== undefined) known.count++
    else if (line.trim() !== '') lines.set(line, { line: number + 1, count: 1 })
    number += line.includes('\n') ? line.split('\n').length : 1
    at = end + 1
  }
  const separator = separatorOf(lines.keys().next().value ?? '')
  return [...lines].map(([line, place]) => ({
    cells: cellsOf(line, separator, place.line),
    ...place,
  }))
}

/** Where the record ends that begins at `at`: line ends within quotes belong to it. */
function recordEnd(source: string, at: number): number {
  let from = at
  for (;;) {
    const end = source.indexOf('\n', from)
    if (end < 0) return source.length
    const quotes = source.slice(at, end).split('"').length - 1
    if (quotes % 2 === 0) return end
    from = end + 1
  }
}

function separatorOf(first: string): string {
  const bare = first.replace(/"(?:[^"]|"")*"/g, '')
  const counted = [',', ';', '\t'].map((mark) => ({ mark, times: bare.split(mark).length }))
  return counted.reduce((a, b) => (b.times > a.times ? b : a)).mark
}

function cellsOf(line: string, separator: string, number: number): string[] {
  if (!line.includes('"')) return line.split(separator).map((cell) => cell.trim())
  const cells: string[] = []
  let at = 0
  for (;;) {
    const rest = line.slice(at)
    const quoted = /^\s*"((?:[^"]|"")*)"\s*/.exec(rest)
    if (quoted !== null) {
      cells.push((quoted[1] as string).replaceAll('""', '"').trim())
      at += quoted[0].length
      if (at < line.length && line[at] !== separator) {
        throw new BallotError(`Line ${number}: text follows a closing quote: quote the whole cell.`)
      }
    } else {
      const end = rest.indexOf(separator)
      const cell = end < 0 ? rest : rest.slice(0, end)
      cells.push(cell.trim())
      at += cell.length
    }
    if (at >= line.length) return cells
    at += 1
    if (at === line.length) return [...cells, '']
  }
}
