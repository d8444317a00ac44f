// Reads the files of a Polis export, sent together or as an archive: which file is which, statements
// with their words and moderation, and the votes. A fault is one sentence with file and line; nothing
// is repaired but line ends. It writes nothing (dialogue_import.ts does).
import { createHash } from 'node:crypto'
import { CsvScanner } from '@sulh/analysis/opinion/csv'
import { VotesReader } from '@sulh/analysis/opinion/read'
import { textOf } from '@sulh/analysis/opinion/read_ids'
import type { VoteMatrix } from '@sulh/analysis/opinion/votes'
import { limits } from '@sulh/contract/limits'
import { Problem } from '@sulh/contract/problem'
import { REFUSED } from '@sulh/contract/wording'
import { gunzipSync, unzipSync } from 'fflate'

export type GivenFile = { readonly name: string; readonly bytes: Uint8Array }
export type PolisStatement = {
  readonly number: string
  readonly text: string | undefined
  readonly moderated_out: boolean
}
export type PolisExport = {
  readonly votes: VoteMatrix
  readonly replaced: number
  readonly statements: readonly PolisStatement[]
  /** SHA-256 of names and contents, hex. */
  readonly digest: string
}

function fault(file: string, sentence: string, action: string): Problem {
  return new Problem('invalid-input', `${file}: ${sentence}`, [
    { field: file, expected: sentence, action },
  ])
}

/** Throws one Problem that names the file and, where there is one, the line. */
export function readPolis(given: readonly GivenFile[]): PolisExport {
  const files = given.flatMap(unpacked)
  const named = (pattern: RegExp) => files.find(({ name }) => pattern.test(name.toLowerCase()))
  const votes_file =
    named(/^(?:.*-)?(?<!participants?-)votes\.csv$/) ?? named(/^(?:.*-)?participants?-votes\.csv$/)
  const comments_file = named(/^(?:.*-)?comments\.csv$/)
  const listed = files.map((f) => f.name).join(', ') || 'none'
  if (!votes_file || !comments_file)
    throw fault(
      votes_file ? 'comments.csv' : 'votes.csv',
      `this file is missing; there ${files.length === 1 ? 'is' : 'are'}: ${listed}`,
      'Give the files of the export together: votes.csv (or participants-votes.csv) and comments.csv.',
    )
  const { votes, replaced } = votesIn(votes_file)
  const comments = commentsIn(comments_file)
  refuseTooMany(votes, votes_file.name)
  const known = new Set(comments.map(({ number }) => number))
  const wordless = votes.statements
    .filter((number) => !known.has(number))
    .map((number) => ({ number, text: undefined, moderated_out: false }))
  const hash = createHash('sha256')
  for (const { name, bytes } of [votes_file, comments_file]) hash.update(`${name}\n`).update(bytes)
  return { votes, replaced, statements: [...comments, ...wordless], digest: hash.digest('hex') }
}

function refuseTooMany(votes: VoteMatrix, file: string): void {
  const over = (what: string, count: number, most: number) => {
    if (count > most)
      throw fault(
        file,
        `${count} ${what}, at most ${most} are taken`,
        'Use sulh opinion on the file.',
      )
  }
  over('participants', votes.participants.length, limits.import_participants_count)
  over('statements', votes.statements.length, limits.statements_per_dialogue_count)
  over('votes', votes.cells.length, limits.import_votes_count)
}

/** A file, what an archive holds, or what was gzipped; without folders. */
function unpacked({ name, bytes }: GivenFile): GivenFile[] {
  const bare = name.split(/[/\\]/).at(-1) ?? name
  try {
    if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
      let total = 0
      const entries = unzipSync(bytes, {
        filter: (entry) => {
          total += entry.originalSize
          if (total > limits.import_unpacked_bytes) throw new RangeError('too large')
          return /\.csv(\.gz)?$/i.test(entry.name) && !/(^|\/)(\.|__MACOSX)/.test(entry.name)
        },
      })
      return Object.entries(entries).flatMap(([inner, content]) =>
        unpacked({ name: inner, bytes: content }),
      )
    }
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
      const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 4, true)
      if (size > limits.import_unpacked_bytes) throw new RangeError('too large')
      return [{ name: bare.replace(/\.gz$/i, ''), bytes: gunzipSync(bytes) }]
    }
  } catch (error) {
    throw error instanceof RangeError && error.message === 'too large'
      ? fault(bare, 'it is too large once unpacked', 'Use sulh opinion on the files.')
      : fault(bare, 'the archive is damaged', 'Fetch or pack it again.')
  }
  return [{ name: bare, bytes }]
}

function spoken<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof Error && ['VoteError', 'CsvError'].includes(error.name)) {
      const [said = '', ...rest] = error.message.split(': ')
      throw fault(file, said.replace(/\.$/, ''), sentence(rest.join(': ')))
    }
    throw error
  }
}
function sentence(text: string): string {
  return text === '' ? 'Correct the line and try again.' : text
}

function votesIn({ name, bytes }: GivenFile) {
  return spoken(name, () => {
    const reader = new VotesReader()
    reader.push(bytes)
    return reader.finish()
  })
}

const NUMBER = ['comment-id', 'statement-id', 'comment', 'statement', 'tid']
const WORDS = ['comment-body', 'comment-text', 'text', 'body', 'txt']

function commentsIn({ name, bytes }: GivenFile): PolisStatement[] {
  const statements = new Map<string, PolisStatement>()
  let columns: { number: number; words: number; moderated: number } | undefined
  const scanner = new CsvScanner(({ bytes: all, starts, ends, count, line }) => {
    const field = (k: number) =>
      k >= 0 && k < count ? textOf(all, starts[k] as number, ends[k] as number) : ''
    const wrong = (said: string, action: string) => fault(name, `line ${line} ${said}`, action)
    if (!columns) {
      const names = Array.from({ length: count }, (_, k) =>
        field(k).trim().toLowerCase().replaceAll('_', '-'),
      )
      const find = (wanted: readonly string[]) => names.findIndex((n) => wanted.includes(n))
      columns = { number: find(NUMBER), words: find(WORDS), moderated: find(['moderated']) }
      if (columns.number < 0 || columns.words < 0)
        throw wrong(
          `does not say where id and words stand: it has ${names.join(', ')}`,
          'Name the columns comment-id and comment-body.',
        )
      return
    }
    const number = field(columns.number).trim()
    if (number === '') throw wrong('names no statement', 'Give the id of the statement.')
    if (statements.has(number))
      throw wrong(`has the statement ${number} again`, 'Keep one line for each statement.')
    const text = field(columns.words).replaceAll('\r\n', '\n').replaceAll('\r', '\n').trim()
    const at = text.search(REFUSED)
    if (at >= 0)
      throw wrong(
        `has a control character at position ${at + 1} of the words`,
        'Remove it and try again.',
      )
    if (text.length > limits.long_text_characters)
      throw wrong(`has ${text.length} characters`, `Keep to ${limits.long_text_characters}.`)
    const mark = field(columns.moderated)
    statements.set(number, {
      number,
      text: text === '' ? undefined : text.normalize('NFC'),
      moderated_out: Number(mark === '' ? 0 : mark) === -1,
    })
  })
  return spoken(name, () => {
    scanner.push(bytes)
    scanner.finish()
    return [...statements.values()]
  })
}
