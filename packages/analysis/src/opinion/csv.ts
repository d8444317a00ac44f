// Comma-separated values in bytes, fed in chunks: finds records and fields (quotes, doubled quotes,
// line ends within quotes, CR, byte order mark) and hands over their positions. What the fields mean
// is decided in read.ts and comments.ts.

/** Called for each record that is not empty; fields are bytes[starts[k], ends[k]) for k < count. */
export type OnRecord = (record: CsvRecord) => void

export type CsvRecord = {
  readonly bytes: Uint8Array
  readonly starts: readonly number[] | Int32Array
  readonly ends: readonly number[] | Int32Array
  count: number
  /** The line on which it begins, from 1. */
  line: number
}

const [LF, CR, QUOTE, COMMA, SEMICOLON, TAB] = [10, 13, 34, 44, 59, 9] as const
const MOST_FIELDS = 2 ** 15

/** A file that does not keep to the rules of CSV; the message names the line, in both languages. */
export class CsvError extends Error {
  override readonly name = 'CsvError'
  readonly arabic: string
  constructor(english: string, arabic: string) {
    super(english)
    this.arabic = arabic
  }
}

export class CsvScanner {
  readonly #on_record: OnRecord
  readonly #starts = new Int32Array(MOST_FIELDS)
  readonly #ends = new Int32Array(MOST_FIELDS)
  #rest: Uint8Array = new Uint8Array(0)
  #line = 1
  #delimiter = 0
  #begun = false

  constructor(on_record: OnRecord) {
    this.#on_record = on_record
  }

  push(chunk: Uint8Array): void {
    const bytes = this.#rest.length === 0 ? chunk : joined(this.#rest, chunk)
    this.#rest = bytes.subarray(this.#scan(bytes, false))
  }

  /** The last record may lack its line end. */
  finish(): void {
    if (this.#rest.length > 0) this.#scan(this.#rest, true)
    this.#rest = new Uint8Array(0)
  }

  /** Scans whole records; returns where the first unfinished one begins. */
  #scan(bytes: Uint8Array, last: boolean): number {
    let at = this.#afterMark(bytes, last)
    let quote = bytes.indexOf(QUOTE, at)
    while (at < bytes.length) {
      let end = bytes.indexOf(LF, at)
      if (quote !== -1 && quote < at) quote = bytes.indexOf(QUOTE, at)
      const quoted = quote !== -1 && (end === -1 || quote < end)
      if (quoted) end = recordEnd(bytes, at)
      if (end === -1 && !last) return at
      if (quoted && end === -1 && isOpen(bytes, at)) {
        throw new CsvError(
          `Line ${this.#line} opens a quote that is never closed: close or remove it.`,
          `السطر ${this.#line} يفتح علامة اقتباس لا تُغلق: أغلقها أو احذفها.`,
        )
      }
      const stop = end === -1 ? bytes.length : end
      this.#record(bytes, at, stop, quoted)
      at = stop + 1
    }
    return Math.min(at, bytes.length)
  }

  #afterMark(bytes: Uint8Array, last: boolean): number {
    if (this.#begun || (bytes.length < 3 && !last)) return 0
    this.#begun = true
    return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  }

  #record(bytes: Uint8Array, begin: number, stop: number, quoted: boolean): void {
    const line = this.#line++
    const end = stop > begin && bytes[stop - 1] === CR ? stop - 1 : stop
    if (quoted) for (let k = begin; k < stop; k++) if (bytes[k] === LF) this.#line++
    if (end === begin) return
    if (this.#delimiter === 0) this.#delimiter = delimiterOf(bytes, begin, end)
    const record = quoted
      ? unquoted(bytes.subarray(begin, end), this.#delimiter)
      : this.#plain(bytes, begin, end, line)
    record.line = line
    this.#on_record(record)
  }

  #plain(bytes: Uint8Array, begin: number, end: number, line: number): CsvRecord {
    const starts = this.#starts
    const ends = this.#ends
    const delimiter = this.#delimiter
    let count = 0
    starts[0] = begin
    for (let k = begin; k < end; k++) {
      if (bytes[k] === delimiter) {
        ends[count++] = k
        starts[count] = k + 1
      }
    }
    ends[count++] = end
    if (count >= MOST_FIELDS)
      throw new CsvError(
        `Line ${line} has more than ${MOST_FIELDS} fields.`,
        `في السطر ${line} أكثر من ${MOST_FIELDS} حقلًا.`,
      )
    return { bytes, starts, ends, count, line }
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

/** Where the record ends whose quotes may hold line ends; -1 if not within these bytes. */
function recordEnd(bytes: Uint8Array, begin: number): number {
  let inside = false
  for (let k = begin; k < bytes.length; k++) {
    if (bytes[k] === QUOTE) inside = !inside
    else if (bytes[k] === LF && !inside) return k
  }
  return -1
}

function isOpen(bytes: Uint8Array, begin: number): boolean {
  let quotes = 0
  for (let k = begin; k < bytes.length; k++) if (bytes[k] === QUOTE) quotes++
  return quotes % 2 === 1
}

function delimiterOf(bytes: Uint8Array, begin: number, end: number): number {
  const line = bytes.subarray(begin, end)
  return [COMMA, TAB, SEMICOLON].find((each) => line.includes(each)) ?? COMMA
}

/** The fields of a record with quotes, laid out anew without them. */
function unquoted(from: Uint8Array, delimiter: number): CsvRecord {
  const bytes = new Uint8Array(from.length)
  const [starts, ends]: [number[], number[]] = [[0], []]
  let at = 0
  let inside = false
  let opened = false
  for (let k = 0; k < from.length; k++) {
    const byte = from[k] as number
    if (byte === QUOTE) {
      // Within quotes a doubled quote is one; the first of the two has closed, so this reopens.
      if (!inside && opened && from[k - 1] === QUOTE) bytes[at++] = QUOTE
      inside = !inside
      opened = true
    } else if (byte === delimiter && !inside) {
      ends.push(at)
      starts.push(at)
      opened = false
    } else bytes[at++] = byte
  }
  ends.push(at)
  return { bytes, starts, ends, count: ends.length, line: 0 }
}
