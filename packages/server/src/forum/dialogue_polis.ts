// Reads the files of a Polis export, sent together or as an archive: which file is which, statements
// with their words and moderation, and the votes. A fault is one sentence with file and line; nothing
// is repaired but line ends. It writes nothing (dialogue_import.ts does).
import { createHash } from 'node:crypto'
import { CsvError, CsvScanner } from '@sulh/analysis/opinion/csv'
import { VotesReader } from '@sulh/analysis/opinion/read'
import { textOf } from '@sulh/analysis/opinion/read_ids'
import { VoteError, type VoteMatrix } from '@sulh/analysis/opinion/votes'
import { limits } from '@sulh/contract/limits'
import { Problem, type Said } from '@sulh/contract/problem'
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

function fault(file: string, said: Said, action: Said): Problem {
  const detail = { en: `${file}: ${said.en}`, ar: `${file}: ${said.ar}` }
  return new Problem('invalid-input', detail, [{ field: file, expected: said, action }])
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
      {
        en: `this file is missing; there ${files.length === 1 ? 'is' : 'are'}: ${listed}`,
        ar: `هذا الملف ناقص؛ الموجود: ${listed}`,
      },
      {
        en: 'Give the files of the export together: votes.csv (or participants-votes.csv) and comments.csv.',
        ar: 'قدّم ملفات التصدير معًا: votes.csv (أو participants-votes.csv) وcomments.csv.',
      },
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
  const over = (what: Said, count: number, most: number) => {
    if (count > most)
      throw fault(
        file,
        {
          en: `${count} ${what.en}, at most ${most} are taken`,
          ar: `${what.ar}: ${count}، والمقبول ${most} على الأكثر`,
        },
        { en: 'Use sulh opinion on the file.', ar: 'استعمل الأمر sulh opinion على الملف.' },
      )
  }
  over(
    { en: 'participants', ar: 'المشاركون' },
    votes.participants.length,
    limits.import_participants_count,
  )
  over(
    { en: 'statements', ar: 'العبارات' },
    votes.statements.length,
    limits.statements_per_dialogue_count,
  )
  over({ en: 'votes', ar: 'الأصوات' }, votes.cells.length, limits.import_votes_count)
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
      ? fault(
          bare,
          { en: 'it is too large once unpacked', ar: 'حجمه بعد فك الضغط أكبر من اللازم' },
          { en: 'Use sulh opinion on the files.', ar: 'استعمل الأمر sulh opinion على الملفات.' },
        )
      : fault(
          bare,
          { en: 'the archive is damaged', ar: 'الأرشيف تالف' },
          { en: 'Fetch or pack it again.', ar: 'اجلبه أو احزمه من جديد.' },
        )
  }
  return [{ name: bare, bytes }]
}

/** The readers' own sentence: what is wrong up to the colon, and what to do after it. */
function spoken<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof VoteError || error instanceof CsvError)) throw error
    const english = parted(error.message)
    const arabic = parted(error.arabic ?? error.message)
    throw fault(
      file,
      { en: english.said, ar: arabic.said },
      {
        en: english.action || 'Correct the line and try again.',
        ar: arabic.action || 'صحّح السطر وأعد المحاولة.',
      },
    )
  }
}
function parted(sentence: string): { readonly said: string; readonly action: string } {
  const [said = '', ...rest] = sentence.split(': ')
  return { said: said.replace(/\.$/, ''), action: rest.join(': ') }
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
    const wrong = (said: Said, action: Said) =>
      fault(name, { en: `line ${line} ${said.en}`, ar: `السطر ${line} ${said.ar}` }, action)
    if (!columns) {
      const names = Array.from({ length: count }, (_, k) =>
        field(k).trim().toLowerCase().replaceAll('_', '-'),
      )
      const find = (wanted: readonly string[]) => names.findIndex((n) => wanted.includes(n))
      columns = { number: find(NUMBER), words: find(WORDS), moderated: find(['moderated']) }
      if (columns.number < 0 || columns.words < 0)
        throw wrong(
          {
            en: `does not say where id and words stand: it has ${names.join(', ')}`,
            ar: `لا يبيّن موضع المعرّف والكلمات، وفيه: ${names.join('، ')}`,
          },
          {
            en: 'Name the columns comment-id and comment-body.',
            ar: 'سمِّ العمودين comment-id وcomment-body.',
          },
        )
      return
    }
    const number = field(columns.number).trim()
    if (number === '')
      throw wrong(
        { en: 'names no statement', ar: 'لا يذكر عبارة' },
        { en: 'Give the id of the statement.', ar: 'اكتب معرّف العبارة.' },
      )
    if (statements.has(number))
      throw wrong(
        { en: `has the statement ${number} again`, ar: `يكرر العبارة ${number}` },
        { en: 'Keep one line for each statement.', ar: 'أبقِ لكل عبارة سطرًا واحدًا.' },
      )
    const text = field(columns.words).replaceAll('\r\n', '\n').replaceAll('\r', '\n').trim()
    const at = text.search(REFUSED)
    if (at >= 0)
      throw wrong(
        {
          en: `has a control character at position ${at + 1} of the words`,
          ar: `فيه حرف تحكم في الموضع ${at + 1} من الكلمات`,
        },
        { en: 'Remove it and try again.', ar: 'احذفه وأعد المحاولة.' },
      )
    if (text.length > limits.long_text_characters)
      throw wrong(
        { en: `has ${text.length} characters`, ar: `فيه ${text.length} حرفًا` },
        {
          en: `Keep to ${limits.long_text_characters}.`,
          ar: `لا تتجاوز ${limits.long_text_characters}.`,
        },
      )
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
