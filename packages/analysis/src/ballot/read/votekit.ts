// Reads a rank profile as VoteKit writes it: candidates with their short prefixes, then rankings in
// columns of sets, each with a weight. Voter sets behind the weight are passed over.
import { ONE, ProfileBuilder, type Profile } from '../profile.ts'
import { readRatio } from '../ratio.ts'
import type { CsvRecord } from './csv_records.ts'
import { refused } from './lines.ts'

export function readRankProfile(records: readonly CsvRecord[]): Profile {
  const line = records.find(({ cells }) => /^\(.*:.*\)$/.test(cells[0] ?? ''))
  const named = (line?.cells ?? []).flatMap((cell) => {
    const [, name, prefix] = /^\((.*):([^:]*)\)$/.exec(cell) ?? []
    return name === undefined || prefix === undefined ? [] : [{ name, prefix }]
  })
  const head = records.findIndex(({ cells }) => /^Ranking_1$/i.test(cells[0] ?? ''))
  const columns = records[head]?.cells ?? []
  const weight = columns.findIndex((cell) => /^weight$/i.test(cell))
  if (named.length === 0 || head < 0 || weight < 0) {
    throw refused(1, 'this profile lacks candidates or columns', 'write it again with VoteKit')
  }
  const ranked = columns.map((_, i) => i).filter((i) => /^Ranking_\d+$/i.test(columns[i] ?? ''))
  const position = new Map(named.map(({ prefix }, i) => [prefix, i]))
  const builder = new ProfileBuilder(named.map(({ name }) => name))
  for (const record of records.slice(head + 1)) {
    const cells = joinSets(record.cells)
    const value = readRatio(cells[weight] ?? '')
    if (value === undefined) throw refused(record.line, 'the weight is missing', 'add it')
    const ranks = ranked.map((i) =>
      prefixesOf(cells[i] ?? '').map((prefix) => {
        const candidate = position.get(prefix)
        if (candidate !== undefined) return candidate
        throw refused(record.line, `there is no candidate ${prefix}`, 'use the prefixes above')
      }),
    )
    if (value.den === 1n && value.num < 1_000_000_000n) {
      builder.add(ranks, ONE, Number(value.num) * record.count)
    } else builder.add(ranks, value, record.count)
  }
  return builder.build()
}

/** A set of several candidates holds commas, which the split has cut. */
function joinSets(cells: readonly string[]): string[] {
  const joined: string[] = []
  let open: string | undefined
  for (const cell of cells) {
    const text = open === undefined ? cell : `${open},${cell}`
    open = text.startsWith('{') && !text.endsWith('}') ? text : undefined
    if (open === undefined) joined.push(text)
  }
  return joined
}

/** `{'JOH', 'NIC'}`; `~` is a rank that was skipped. */
function prefixesOf(cell: string): string[] {
  return cell
    .replace(/^\{|\}$/g, '')
    .split(',')
    .map((prefix) => prefix.trim().replace(/^(['"])(.*)\1$/, '$2'))
    .filter((prefix) => prefix !== '' && prefix !== '~')
}
