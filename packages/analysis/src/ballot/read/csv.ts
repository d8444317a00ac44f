// Reads ranked ballots from csv: which of the five layouts a file has is found from its header and
// first cells (docs/methods/ballot.md states them). Skipped ranks follow B31.
import { BallotError, ONE, ProfileBuilder, type Profile } from '../profile.ts'
import { ratio, readRatio, type Ratio } from '../ratio.ts'
import { recordsOf, type CsvRecord } from './csv_records.ts'
import { refused } from './lines.ts'
import { readScottishWard } from './scottish.ts'
import { readRankProfile } from './votekit.ts'

const ORDINALS = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
]
const WEIGHT =
  /^(?:weight|count|counts|ballots?|number of ballots|votes?|num|frequency|freq|times|poids|العدد)$/i
const ORDER = /^(?:ballot|order|ranking|preferences?|vote|ranked)$/i

/** The rank that a header cell names: `rank1`, `Choice 2`, `3rd choice - Mayor`, `4`. */
function rankOfHeader(cell: string): number | undefined {
  const named = /(?:rank(?:ing)?|choice|pref(?:erence)?|vote)[\s_.#:-]*(\d+)/i.exec(cell)
  const ordinal = /\b(\d+)\s*(?:st|nd|rd|th)\b/i.exec(cell)
  const digits = named?.[1] ?? ordinal?.[1] ?? /^(\d+)$/.exec(cell)?.[1]
  if (digits !== undefined) return Number(digits)
  const word = /\b([a-z]+)[\s_-]*(?:choice|rank|pref(?:erence)?)\b/i.exec(cell)?.[1]?.toLowerCase()
  const place = word === undefined ? -1 : ORDINALS.indexOf(word)
  return place < 0 ? undefined : place + 1
}

export function readCsv(text: string): Profile {
  const records = recordsOf(text)
  const [head, ...body] = records
  if (head === undefined) {
    throw new BallotError('The file is empty: give a header and one ballot a line.')
  }
  if (records.some(({ cells }) => /^VoteKit RankProfile/i.test(cells[0] ?? ''))) {
    return readRankProfile(records)
  }
  if (records.some(({ cells }) => /^Candidate \d+$/i.test(cells[0] ?? '') && cells.length > 1)) {
    return readScottishWard(records)
  }
  if (records.some(({ cells }) => cells.some((cell) => /[^\s>]\s*>\s*[^\s>]/.test(cell)))) {
    return readOrders(records)
  }
  const ranks = head.cells.map(rankOfHeader)
  if (isChoiceHeader(head.cells, body)) {
    if (body.length === 0) throw noBallot()
    return readChoices(body, choiceColumns(head.cells, ranks), weightColumn(head.cells))
  }
  const numbered = columnsOfRanks(head, body)
  if (numbered !== undefined) return readNumbered(head, body, numbered)
  const weight = body.length > 0 && countsFirst(records) ? 0 : undefined
  const columns = head.cells.map((_, i) => i).filter((i) => i !== weight)
  return readChoices(records, columns, weight)
}

/** Named ranks are a header; bare numbers are one only above names and beside nothing else. */
function isChoiceHeader(cells: readonly string[], body: readonly CsvRecord[]): boolean {
  const ranked = cells.map((cell) => rankOfHeader(cell) !== undefined)
  if (cells.some((cell, i) => ranked[i] === true && !/^\d+$/.test(cell))) return true
  const known = cells.every(
    (cell, i) => ranked[i] === true || WEIGHT.test(cell) || ASIDE.test(cell),
  )
  const names = body.some((record) =>
    record.cells.some((cell, i) => ranked[i] === true && !/^[\d\s.]*$/.test(cell)),
  )
  return known && names && ranked.includes(true)
}

function noBallot(): BallotError {
  return new BallotError('There is no ballot below the header: give one ballot a line.')
}

function weightColumn(cells: readonly string[]): number | undefined {
  const column = cells.findIndex((cell) => WEIGHT.test(cell))
  return column < 0 ? undefined : column
}

/** Columns that hold choices, the first choice first, wherever they stand. */
function choiceColumns(cells: readonly string[], ranks: readonly (number | undefined)[]): number[] {
  return cells
    .map((_, i) => i)
    .filter((i) => ranks[i] !== undefined)
    .sort((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0) || a - b)
}

/** Numbers in front are counts, unless they are candidates' numbers that stand in other ranks too. */
function countsFirst(records: readonly CsvRecord[]): boolean {
  const rest = new Set(records.flatMap(({ cells }) => cells.slice(1)))
  return (
    records.every(({ cells }) => /^\d+(?:\.\d+)?$/.test(cells[0] ?? '') && cells.length > 1) &&
    !records.every(({ cells }) => rest.has(cells[0] ?? ''))
  )
}

function weightOf({ cells, line }: CsvRecord, column: number | undefined): Ratio {
  if (column === undefined) return ONE
  const weight = readRatio(cells[column] ?? '')
  if (weight === undefined) {
    throw refused(line, `${cells[column] ?? ''} is no weight`, 'write a number or a fraction')
  }
  return weight
}

function addWeighted(
  builder: ProfileBuilder,
  ranks: number[][],
  weight: Ratio,
  count: number,
): void {
  const whole = weight.den === 1n && weight.num < 1_000_000_000n ? Number(weight.num) : undefined
  if (whole === undefined) builder.add(ranks, ratio(weight.num, weight.den), count)
  else if (whole > 0) builder.add(ranks, ONE, whole * count)
}

const UNDERVOTE = /^(?:under\s*-?_?vote[sd]?|skipped|skip|blank|none|no vote|no mark|n\/?a|-|~|)$/i
const OVERVOTE = /^over\s*-?_?vote[sd]?$/i

/**
 * A column a rank, a candidate's name a cell. Undervotes, overvotes and repeats are passed over.
 * Candidates stand in alphabetical order, so that no order of the ballots decides a tie (B13).
 */
function readChoices(
  records: readonly CsvRecord[],
  columns: readonly number[],
  weight: number | undefined,
): Profile {
  const names = new Set<string>()
  for (const { cells } of records) {
    for (const i of columns) {
      const cell = cells[i] ?? ''
      if (!UNDERVOTE.test(cell) && !OVERVOTE.test(cell)) names.add(cell)
    }
  }
  const candidates = [...names].sort()
  if (candidates.length === 0) throw new BallotError('No ballot names a candidate: check the file.')
  const position = new Map(candidates.map((name, i) => [name, i]))
  const builder = new ProfileBuilder(candidates)
  for (const record of records) {
    const ranks: number[][] = []
    for (const i of columns) {
      const cell = record.cells[i] ?? ''
      const candidate = position.get(cell)
      if (candidate !== undefined) ranks.push([candidate])
      else builder.note(OVERVOTE.test(cell) ? 'overvotes' : 'undervotes', record.count)
    }
    addWeighted(builder, ranks, weightOf(record, weight), record.count)
  }
  return builder.build()
}

const ASIDE =
  /^(?:|#|id|no\.?|date|time|timestamp|(?:voter|ballot|paper|precinct|ward|batch|tabulator|record|cvr|member|row|college|region|district)(?:[\s_.-]*(?:id|no|number|name|code))?)$/i

/**
 * Columns named for candidates, with ranks in their cells. Undefined where a cell is no rank, or
 * where only the header could be a number.
 */
function columnsOfRanks(head: CsvRecord, body: readonly CsvRecord[]): number[] | undefined {
  const columns = head.cells
    .map((_, i) => i)
    .filter((i) => !WEIGHT.test(head.cells[i] ?? '') && !ASIDE.test(head.cells[i] ?? ''))
  const ranks = body.every(({ cells }) =>
    columns.every(
      (i) => /^(?:\d{1,4}(?:\.0+)?|-|)$/.test(cells[i] ?? '') || UNDERVOTE.test(cells[i] ?? ''),
    ),
  )
  const named = columns.every((i) => !/^\d+$/.test(head.cells[i] ?? ''))
  return body.length > 0 && columns.length > 0 && named && ranks ? columns : undefined
}

function readNumbered(
  head: CsvRecord,
  body: readonly CsvRecord[],
  columns: readonly number[],
): Profile {
  const builder = new ProfileBuilder(columns.map((i) => head.cells[i] ?? ''))
  const weight = weightColumn(head.cells)
  for (const record of body) {
    const groups = new Map<number, number[]>()
    columns.forEach((i, candidate) => {
      const rank = Number(record.cells[i] || Number.NaN)
      // 0 is how approvals and some exports write "not chosen".
      if (!Number.isFinite(rank) || rank === 0) return
      groups.set(rank, [...(groups.get(rank) ?? []), candidate])
    })
    const ranks = [...groups].sort(([a], [b]) => a - b).map(([, group]) => group)
    addWeighted(builder, ranks, weightOf(record, weight), record.count)
  }
  return builder.build()
}

/** One cell `A > B = C` a ballot, with or without a header, a count before or behind it. */
function readOrders(records: readonly CsvRecord[]): Profile {
  const [head] = records
  const hasHead =
    head !== undefined && head.cells.some((cell) => ORDER.test(cell) || WEIGHT.test(cell))
  const body = hasHead ? records.slice(1) : records
  const first = body[0]?.cells ?? []
  const named = hasHead ? weightColumn(head.cells) : undefined
  const found = first.findIndex((cell) => /^\d+(?:[./]\d+)?$/.test(cell))
  const weight = named ?? (found < 0 ? undefined : found)
  const column = body[0] === undefined ? 0 : orderColumn(body, weight)
  const split = (cell: string) =>
    cell
      .split('>')
      .map((group) =>
        group
          .split('=')
          .map((name) => name.trim())
          .filter((name) => name !== ''),
      )
      .filter((group) => group.length > 0)
  const orders = body.map((record) => ({ record, groups: split(record.cells[column] ?? '') }))
  const candidates = [...new Set(orders.flatMap(({ groups }) => groups.flat()))].sort()
  const position = new Map(candidates.map((name, i) => [name, i]))
  const builder = new ProfileBuilder(candidates)
  for (const { record, groups } of orders) {
    const ranks = groups.map((group) => group.map((name) => position.get(name) ?? 0))
    addWeighted(builder, ranks, weightOf(record, weight), record.count)
  }
  return builder.build()
}

function orderColumn(body: readonly CsvRecord[], weight: number | undefined): number {
  const found = body.flatMap(({ cells }) => cells.findIndex((cell) => cell.includes('>')))
  return found.find((column) => column >= 0 && column !== weight) ?? 0
}
