// Reads .blt files (Hill, Wichmann, Woodall 1987, and what OpenSTV, OpaVote and Droop added): seats,
// withdrawn candidates, weights, equal and skipped ranks, identifiers, bracketed options, comments.
import { ProfileBuilder, type Profile, type Ranks } from '../profile.ts'
import { readRatio } from '../ratio.ts'
import { refused } from './lines.ts'

type Token = { readonly text: string; readonly line: number; readonly quoted: boolean }

/** A quoted name ("" and \" are quotes within), a bracketed option, an identifier, or a word. */
const TOKEN = /"(?:[^"\\]|\\.|"")*"|\[[^\]]*\]|\([^)]*\)|#[^\n]*|[^\s#"]+|\n/g

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let line = 1
  for (const [found] of text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .matchAll(TOKEN)) {
    if (found === '\n') line++
    else if (found.startsWith('"')) {
      const name = found
        .slice(1, -1)
        .replace(/""|\\(.)/g, (pair, c: string | undefined) => c ?? pair[0] ?? '')
      tokens.push({ text: name.trim(), line, quoted: true })
    } else if (!found.startsWith('#') && !found.startsWith('(')) {
      tokens.push({ text: found, line, quoted: false })
    }
  }
  return tokens
}

class Reader {
  readonly #tokens: readonly Token[]
  #at = 0
  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }
  get next(): Token | undefined {
    return this.#tokens[this.#at]
  }
  take(what: string): Token {
    const token = this.next
    if (token === undefined) {
      throw refused(this.#tokens.at(-1)?.line ?? 1, `the file ends before ${what}`, 'complete it')
    }
    this.#at++
    return token
  }
}

export function readBlt(text: string): Profile {
  const reader = new Reader(tokensOf(text))
  const count = wholeOf(reader.take('the number of candidates'), 'the number of candidates')
  const seats = wholeOf(reader.take('the number of seats'), 'the number of seats')
  const options = readOptions(reader, count)
  const ballots: { ranks: Ranks; weight: string; line: number }[] = []
  for (;;) {
    const start = reader.take('the 0 that ends the ballots')
    if (start.text === '0') break
    ballots.push({
      weight: start.text,
      line: start.line,
      ranks: readRanks(reader, count, options.nicks),
    })
  }
  const names: string[] = []
  while (names.length < count && reader.next !== undefined) names.push(reader.take('a name').text)
  const title = reader.next?.text
  const nicked = names.length === 0 ? options.nicks : names
  const all = Array.from({ length: count }, (_, i) => nicked[i] || `Candidate ${i + 1}`)
  const builder = new ProfileBuilder(all, options.withdrawn)
  for (const { ranks, weight, line } of ballots) {
    const value = readRatio(weight)
    if (value === undefined) throw refused(line, `${weight} is no weight`, 'write 1, 2.5 or 3/2')
    const papers = value.den === 1n && value.num < 1_000_000_000n ? Number(value.num) : undefined
    if (papers === undefined) builder.add(ranks, value)
    else if (papers > 0) builder.add(ranks, { num: 1n, den: 1n }, papers)
  }
  const tie = options.tie.length > 0 ? { tieOrder: options.tie } : {}
  return builder.build({ seats, ...tie, ...(title ? { title } : {}) })
}

function wholeOf({ text, line }: Token, what: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < 1 || value > 100_000) {
    throw refused(line, `${text} is not ${what}`, 'a blt file begins with candidates and seats')
  }
  return value
}

type Options = { withdrawn: number[]; tie: number[]; nicks: string[] }

/** `-2` or `[withdrawn 2]`, `[tie 3 1 2]`, `[nick a b c]`; other brackets are passed over. */
function readOptions(reader: Reader, count: number): Options {
  const options: Options = { withdrawn: [], tie: [], nicks: [] }
  for (let next = reader.next; next !== undefined; next = reader.next) {
    const { text, line } = next
    const [name, ...values] = text
      .replace(/^\[|\]$/g, '')
      .trim()
      .split(/\s+/)
    const positions = () =>
      values.map((value) => candidateOf(value.replace(/^-/, ''), count, line, options.nicks))
    if (/^-\d+$/.test(text)) options.withdrawn.push(candidateOf(text.slice(1), count, line, []))
    else if (!text.startsWith('[')) return options
    else if (name === 'withdrawn') options.withdrawn.push(...positions())
    else if (name === 'tie') options.tie.push(...positions())
    else if (name === 'nick') options.nicks.push(...values)
    reader.take('an option')
  }
  return options
}

function candidateOf(text: string, count: number, line: number, nicks: readonly string[]): number {
  const nick = nicks.indexOf(text)
  if (nick >= 0) return nick
  const candidate = Number(text)
  if (!/^\d+$/.test(text) || candidate < 1 || candidate > count) {
    throw refused(line, `there is no candidate ${text}`, `use 1 to ${count}`)
  }
  return candidate - 1
}

/** `3 1=2 - 4 0`: equal candidates are joined by "=", "-" is a rank left empty. */
function readRanks(reader: Reader, count: number, nicks: readonly string[]): number[][] {
  const ranks: number[][] = []
  for (;;) {
    const { text, line } = reader.take('the 0 that ends the ballot')
    if (text === '0') return ranks
    if (text === '-' || text === '=') continue
    ranks.push(text.split('=').map((mark) => candidateOf(mark, count, line, nicks)))
  }
}
