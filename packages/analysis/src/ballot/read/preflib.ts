// Reads PrefLib's ordinal files: soc, soi, toc and toi (and cat, whose categories are ranks), with
// the header of commented lines in use since 2022 and with the older one of counts and names.
import { ONE, ProfileBuilder, type Profile } from '../profile.ts'
import { ratio, readRatio } from '../ratio.ts'
import { linesOf, refused, type Line } from './lines.ts'

type Header = { readonly names: string[]; readonly title?: string; readonly orders: Line[] }

export function readPreflib(text: string): Profile {
  const lines = linesOf(text)
  const { names, title, orders } = lines.some(({ text: t }) => t.startsWith('#'))
    ? commentedHeader(lines)
    : olderHeader(lines)
  const builder = new ProfileBuilder(names)
  for (const line of orders) readOrder(line, names.length, builder)
  return builder.build(title === undefined ? {} : { title })
}

function commentedHeader(lines: readonly Line[]): Header {
  const names: string[] = []
  let title: string | undefined
  let alternatives = 0
  const orders: Line[] = []
  for (const line of lines) {
    if (!line.text.startsWith('#')) {
      orders.push(line)
      continue
    }
    const [, key = '', value = ''] = /^#\s*([^:]+?)\s*:\s*(.*)$/.exec(line.text) ?? []
    const number = /^ALTERNATIVE NAME (\d+)$/i.exec(key)?.[1]
    if (number !== undefined) names[Number(number) - 1] = value.trim()
    else if (/^NUMBER ALTERNATIVES$/i.test(key)) alternatives = Number(value)
    else if (/^TITLE$/i.test(key) && value !== '') title = value
  }
  const count = Math.max(names.length, Number.isSafeInteger(alternatives) ? alternatives : 0)
  if (count === 0) throw refused(1, 'the header names no alternatives', 'give NUMBER ALTERNATIVES')
  const all = Array.from({ length: count }, (_, i) => names[i] ?? `Alternative ${i + 1}`)
  return title === undefined ? { names: all, orders } : { names: all, title, orders }
}

/** The number of candidates, a line `number,name` each, a line of three totals, then the orders. */
function olderHeader(lines: readonly Line[]): Header {
  const [first, ...rest] = lines
  const count = Number(first?.text)
  if (first === undefined || !Number.isSafeInteger(count) || count < 1) {
    throw refused(
      first?.number ?? 1,
      'this is no PrefLib header',
      'begin with "# NUMBER ALTERNATIVES: n" or with the number of candidates',
    )
  }
  const names = rest.slice(0, count).map(({ text, number }, i) => {
    const name = /^(\d+)\s*,\s*(.*)$/.exec(text)
    if (name === null || Number(name[1]) !== i + 1) {
      throw refused(number, `candidate ${i + 1} is missing`, 'write its number, a comma, its name')
    }
    return name[2] as string
  })
  const totals = rest[count]
  const hasTotals = totals !== undefined && /^\d+\s*,\s*\d+\s*,\s*\d+$/.test(totals.text)
  return { names, orders: rest.slice(hasTotals ? count + 1 : count) }
}

const COUNT = /^(\d+(?:\.\d+)?)\s*[:,]\s*(.*)$/

/** `count: 3,{1,2},4`: braces hold equal candidates; `{}` is an empty category. */
function readOrder({ text, number }: Line, candidates: number, builder: ProfileBuilder): void {
  const match = COUNT.exec(text)
  const weight = readRatio(match?.[1] ?? '')
  const order = match?.[2]
  if (order === undefined || weight === undefined) {
    throw refused(number, 'this is no order', 'write a count, a colon and the candidates')
  }
  const seen = new Set<number>()
  const groups = (order.match(/\{[^{}]*\}|[^,{}\s][^,{}]*/g) ?? []).map((group) =>
    group
      .replace(/[{}]/g, '')
      .split(',')
      .filter((mark) => mark.trim() !== '')
      .map((mark) => {
        const candidate = Number(mark)
        if (!Number.isSafeInteger(candidate) || candidate < 1 || candidate > candidates) {
          throw refused(number, `there is no candidate ${mark.trim()}`, `use 1 to ${candidates}`)
        }
        if (seen.has(candidate)) {
          throw refused(number, `candidate ${candidate} stands twice`, 'name each once')
        }
        seen.add(candidate)
        return candidate - 1
      }),
  )
  if (weight.den === 1n && weight.num <= BigInt(Number.MAX_SAFE_INTEGER)) {
    builder.add(groups, ONE, Number(weight.num))
  } else builder.add(groups, ratio(weight.num, weight.den))
}
