// Reads votes from CSV in any of the forms that occur: one vote a line, with or without a header, or
// one participant a line with a column for each statement (Polis's participants-votes.csv). It takes
// bytes in chunks and knows nothing of files.
import { CsvScanner, type CsvRecord } from './csv.ts'
import { IdIndex, textOf } from './read_ids.ts'
import { VoteError, type Vote } from './votes.ts'
import { assumedArrival, VoteCollector, type VoteIntake } from './votes_collector.ts'

type Role = 'participant' | 'statement' | 'vote' | 'time'

/** Header names without case and punctuation. */
const ROLES: Readonly<Record<string, Role>> = {
  participant: 'participant',
  participantid: 'participant',
  voter: 'participant',
  voterid: 'participant',
  pid: 'participant',
  statement: 'statement',
  statementid: 'statement',
  comment: 'statement',
  commentid: 'statement',
  tid: 'statement',
  vote: 'vote',
  timestamp: 'time',
  time: 'time',
  created: 'time',
  modified: 'time',
}

/** Columns of Polis's participants-votes.csv that are no statements. */
const BESIDES: ReadonlySet<string> = new Set([
  'xid',
  'groupid',
  'ncomments',
  'nvotes',
  'nagree',
  'ndisagree',
])

type Layout =
  | {
      readonly kind: 'long'
      readonly participant: number
      readonly statement: number
      readonly vote: number
      /** -1: no such column. */
      readonly time: number
      readonly width: number
    }
  | {
      readonly kind: 'wide'
      readonly participant: number
      /** Column of each statement, and its index. */
      readonly columns: readonly { readonly column: number; readonly id: string }[]
    }

const MINUS = 45
const PLUS = 43
const ZERO = 48
const ONE = 49
const HEADER_ADVICE =
  'name the columns participant, statement, vote (and timestamp), or leave the header out and keep that order'

/** Takes a votes file chunk by chunk; `finish` settles it. Throws VoteError naming the line. */
export class VotesReader {
  readonly #collector = new VoteCollector()
  readonly #participants = new IdIndex()
  readonly #statements = new IdIndex()
  readonly #scanner: CsvScanner
  #layout: Layout | undefined

  constructor() {
    this.#scanner = new CsvScanner((record) => this.#take(record))
  }

  push(chunk: Uint8Array): void {
    this.#scanner.push(chunk)
  }

  finish(): VoteIntake {
    this.#scanner.finish()
    const intake = this.#collector.finish(this.#participants.names, this.#statements.names)
    return this.#layout?.kind === 'wide'
      ? { ...intake, arrival: assumedArrival(intake.votes) }
      : intake
  }

  #take(record: CsvRecord): void {
    const layout = this.#layout
    if (layout === undefined) {
      const { layout: found, is_header } = layoutOf(record)
      this.#layout = found
      if (!is_header) this.#take(record)
    } else if (layout.kind === 'long') this.#takeVote(record, layout)
    else this.#takeRow(record, layout)
  }

  #takeVote(record: CsvRecord, layout: Layout & { kind: 'long' }): void {
    const { bytes, starts, ends, count, line } = record
    if (count < layout.width) {
      throw new VoteError(
        `Line ${line} has ${count} fields where ${layout.width} are needed.`,
        `في السطر ${line} من الحقول ${count} والمطلوب ${layout.width}.`,
      )
    }
    const { participant: p, statement: s, vote: v, time: t } = layout
    const vote = voteIn(bytes, starts[v] as number, ends[v] as number)
    if (vote === undefined) throw badVote(record, v)
    const participant = this.#participants.at(bytes, starts[p] as number, ends[p] as number)
    const statement = this.#statements.at(bytes, starts[s] as number, ends[s] as number)
    if (participant < 0 || statement < 0) {
      const what = participant < 0 ? 'participant' : 'statement'
      throw new VoteError(
        `Line ${line} names no ${what}: every vote needs one.`,
        `السطر ${line} لا يذكر ${participant < 0 ? 'مشاركًا' : 'عبارة'}: يلزم ذلك لكل صوت.`,
      )
    }
    const time = t >= 0 && t < count ? timeIn(record, t) : undefined
    this.#collector.add(participant, statement, vote, time)
  }

  #takeRow(record: CsvRecord, layout: Layout & { kind: 'wide' }): void {
    const { bytes, starts, ends, count, line } = record
    let participant: number | undefined
    for (const { column, id } of layout.columns) {
      if (column >= count) break
      const [begin, end] = [starts[column] as number, ends[column] as number]
      if (begin === end) continue
      const vote = voteIn(bytes, begin, end)
      if (vote === undefined) throw badVote(record, column)
      participant ??= this.#participants.at(
        bytes,
        starts[layout.participant] as number,
        ends[layout.participant] as number,
      )
      if (participant < 0)
        throw new VoteError(`Line ${line} names no participant.`, `السطر ${line} لا يذكر مشاركًا.`)
      this.#collector.add(participant, this.#statements.of(id), vote)
    }
  }
}

/** Reads votes that lie in memory. */
export function readVotes(csv: string | Uint8Array): VoteIntake {
  const reader = new VotesReader()
  reader.push(typeof csv === 'string' ? new TextEncoder().encode(csv) : csv)
  return reader.finish()
}

function badVote({ bytes, starts, ends, line }: CsvRecord, column: number): VoteError {
  const text = textOf(bytes, starts[column] as number, ends[column] as number)
  return new VoteError(
    `Line ${line} has the vote "${text}": a vote is 1 (agree), -1 (disagree) or 0 (pass).`,
    `في السطر ${line} الصوت «${text}»: الصوت 1 (موافق) أو -1 (غير موافق) أو 0 (تجاوز).`,
  )
}

/** What stands in bytes[begin, end), or undefined if it is no vote. */
function voteIn(bytes: Uint8Array, begin: number, end: number): Vote | undefined {
  const length = end - begin
  const first = bytes[begin]
  if (length === 1) return first === ONE ? 1 : first === ZERO ? 0 : undefined
  if (length === 2 && first === MINUS && bytes[begin + 1] === ONE) return -1
  if (length === 2 && first === PLUS && bytes[begin + 1] === ONE) return 1
  const text = textOf(bytes, begin, end)
  if (!/^[+-]?\d+(?:\.\d*)?$/.test(text)) return undefined
  const value = Number(text)
  return value === 1 || value === -1 ? value : value === 0 ? 0 : undefined
}

/** Seconds, milliseconds or a date, whichever the file uses; undefined where it is left out. */
function timeIn({ bytes, starts, ends, line }: CsvRecord, column: number): number | undefined {
  const [begin, end] = [starts[column] as number, ends[column] as number]
  let value = 0
  for (let k = begin; k < end; k++) {
    const digit = (bytes[k] as number) - ZERO
    if (digit < 0 || digit > 9 || end - begin > 15) return slowTime(textOf(bytes, begin, end), line)
    value = value * 10 + digit
  }
  return begin === end ? undefined : value
}

function slowTime(text: string, line: number): number | undefined {
  if (text === '') return undefined
  const value = Number(text)
  const time = Number.isFinite(value) ? value : Date.parse(text)
  if (Number.isNaN(time)) {
    throw new VoteError(
      `Line ${line} has the timestamp "${text}": write a number or an ISO date.`,
      `في السطر ${line} الوقت «${text}»: اكتب عددًا أو تاريخًا مثل 2020-10-19.`,
    )
  }
  return time
}

function layoutOf(first: CsvRecord): { layout: Layout; is_header: boolean } {
  const { bytes, starts, ends, count, line } = first
  const names = Array.from({ length: count }, (_, k) =>
    textOf(bytes, starts[k] as number, ends[k] as number),
  )
  const plain = names.map((name) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''))
  const roles = plain.map((name) => (Object.hasOwn(ROLES, name) ? ROLES[name] : undefined))
  const column = (role: Role) => roles.indexOf(role)
  const [participant, statement, vote] = [
    column('participant'),
    column('statement'),
    column('vote'),
  ]
  const time = column('time')
  if (participant >= 0 && statement >= 0 && vote >= 0) {
    const width = 1 + Math.max(participant, statement, vote)
    return { layout: { kind: 'long', participant, statement, vote, time, width }, is_header: true }
  }
  if (participant >= 0 && statement < 0 && vote < 0 && count > 1) {
    const columns = names.flatMap((id, k) =>
      k === participant || BESIDES.has(plain[k] as string) ? [] : [{ column: k, id }],
    )
    return { layout: { kind: 'wide', participant, columns }, is_header: true }
  }
  const headless = count >= 3 && roles.every((role) => role === undefined)
  if (headless && !looksLikeHeader(names)) {
    const layout = {
      kind: 'long',
      participant: 0,
      statement: 1,
      vote: 2,
      time: 3,
      width: 3,
    } as const
    return { layout, is_header: false }
  }
  throw new VoteError(
    `Line ${line} does not say where participant, statement and vote stand: ${HEADER_ADVICE}.`,
    `السطر ${line} لا يبيّن موضع المشارك والعبارة والصوت: سمِّ الأعمدة participant وstatement وvote، أو احذف العناوين وأبقِ هذا الترتيب.`,
  )
}

/** Without a known name, a first line whose third field is no number is a header we cannot read. */
function looksLikeHeader(names: readonly string[]): boolean {
  return Number.isNaN(Number(names[2])) || names[2] === ''
}
