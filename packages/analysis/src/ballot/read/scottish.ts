// Reads a ward's file as Scotland's councils and its collections publish it: candidates and seats,
// a line a ranking with its count, then the candidates with name and party, then the ward.
import { ONE, ProfileBuilder, type Profile } from '../profile.ts'
import type { CsvRecord } from './csv_records.ts'
import { refused } from './lines.ts'

export function readScottishWard(records: readonly CsvRecord[]): Profile {
  const filled = records.map((record) => ({ ...record, cells: trimmed(record.cells) }))
  const [head, ...rest] = filled
  const [count, seats] = (head?.cells ?? []).map(Number)
  if (head?.cells.length !== 2 || !isCount(count) || !isCount(seats)) {
    throw refused(1, 'this is no ward file', 'begin with the numbers of candidates and of seats')
  }
  const names: string[] = Array.from({ length: count }, (_, i) => `Candidate ${i + 1}`)
  const ballots: CsvRecord[] = []
  let title: string | undefined
  for (const record of rest) {
    const number = /^Candidate (\d+)$/i.exec(record.cells[0] ?? '')?.[1]
    if (number !== undefined && Number(number) <= count) {
      names[Number(number) - 1] = record.cells[1] || `Candidate ${number}`
    } else if (record.cells.every((cell) => /^\d*$/.test(cell))) ballots.push(record)
    else title = record.cells.filter((cell) => cell !== '').join(', ')
  }
  const builder = new ProfileBuilder(distinct(names))
  for (const { cells, line, count: times } of ballots) {
    const ranks = cells.slice(1).flatMap((cell) => {
      if (cell === '') return []
      const candidate = Number(cell)
      if (candidate < 1 || candidate > count) {
        throw refused(line, `there is no candidate ${cell}`, `use 1 to ${count}`)
      }
      return [[candidate - 1]]
    })
    const papers = Number(cells[0]) * times
    if (papers > 0) builder.add(ranks, ONE, papers)
  }
  return builder.build(title === undefined ? { seats } : { seats, title })
}

function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isSafeInteger(value) && value >= 1 && value <= 10_000
}

/** Without the empty cells that a closing comma leaves. */
function trimmed(cells: readonly string[]): string[] {
  const last = cells.findLastIndex((cell) => cell !== '')
  return cells.slice(0, last + 1)
}

/** Two candidates of one name keep both: the later ones get their number. */
export function distinct(names: readonly string[]): string[] {
  return names.map((name, i) => (names.indexOf(name) === i ? name : `${name} (${i + 1})`))
}
