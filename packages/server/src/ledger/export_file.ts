// The form of an export: newline-delimited JSON. A header, every log entry by entry, the heads, the
// checkpoints, the drafting rooms, and a closing line with counts and a digest, so that a cut file is noticed. It is
// independent of engine and role names; all tables are rebuilt from the entries' contents.
// Writing is in export.ts, reading into a database in restore.ts.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { checkpointSchema, entrySchema } from '@sulh/contract/ledger'
import type { Checkpoint, Entry } from '@sulh/contract/ledger'
import * as z from 'zod'
import { draftingLine, draftingStepLine, type WorkingPaper } from './working_paper.ts'

/** Raised when a reader of the old form could no longer understand the file. */
export const EXPORT_VERSION = 2
/** 1 had no working paper. */
const READABLE = [1, EXPORT_VERSION] as const

const hex = z.string().regex(/^[0-9a-f]*$/)
const headerSchema = z.strictObject({
  type: z.literal('header'),
  format: z.literal('sulh-export'),
  version: z.literal(READABLE),
  /** The seat whose view this is; null: everything, fit to be restored. */
  seat_id: z.string().nullable(),
  example_process_id: z.string().nullable(),
  keys: z.array(z.strictObject({ key_id: z.string(), public_key: hex })),
})
const countsSchema = z.strictObject({
  entry: z.int(),
  head: z.int(),
  checkpoint: z.int(),
  drafting: z.int().default(0),
  drafting_step: z.int().default(0),
})
const lineSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('entry'), ...entrySchema.shape }),
  z.strictObject({ type: z.literal('head'), compartment_id: z.string(), n: z.int() }),
  z.strictObject({ type: z.literal('checkpoint'), ...checkpointSchema.shape }),
  draftingLine,
  draftingStepLine,
  z.strictObject({ type: z.literal('end'), counts: countsSchema, sha256: hex }),
])

export type ExportHeader = z.output<typeof headerSchema>
export type Head = { readonly compartment_id: string; readonly n: number }
export type ExportLine =
  | ({ readonly type: 'entry' } & Entry)
  | ({ readonly type: 'head' } & Head)
  | ({ readonly type: 'checkpoint' } & Checkpoint)
  | WorkingPaper

const lineTypes = ['entry', 'head', 'checkpoint', 'drafting', 'drafting_step'] as const
function noLines() {
  return { entry: 0, head: 0, checkpoint: 0, drafting: 0, drafting_step: 0 }
}

/** A file that is no export, or a cut one, or one of a newer version; the message says what to do. */
export class ExportFault extends Error {
  override readonly name = 'ExportFault'
  readonly newer: boolean
  constructor(sentence: string, newer = false) {
    super(sentence)
    this.newer = newer
  }
}

/** Turns lines to text and counts and digests them on the way; `end` gives the closing line. */
export class ExportWriter {
  readonly #hash = createHash('sha256')
  readonly #counts = noLines()
  header(header: Omit<ExportHeader, 'type' | 'format' | 'version'>): string {
    const first = { type: 'header', format: 'sulh-export', version: EXPORT_VERSION }
    return this.#digested({ ...first, ...header })
  }
  line(line: ExportLine): string {
    this.#counts[line.type]++
    return this.#digested(line)
  }
  end(): string {
    const sha256 = this.#hash.digest('hex')
    return `${JSON.stringify({ type: 'end', counts: this.#counts, sha256 })}\n`
  }
  #digested(line: object): string {
    const text = `${JSON.stringify(line)}\n`
    this.#hash.update(text)
    return text
  }
}

/** What is left when a file is read to its end. */
export type Closing = { readonly digest_matches: boolean }

export type ExportReader = {
  readonly header: ExportHeader
  /** The lines between header and end; the generator returns the closing. Throws ExportFault. */
  readonly lines: AsyncGenerator<ExportLine, Closing>
}

/** Opens an export as a stream; the memory needed does not grow with the file. */
export async function readExport(path: string): Promise<ExportReader> {
  const input = createReadStream(path)
  const texts = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
  // A stream that cannot be opened fails the iteration below; readline alone would swallow it.
  const failed = new Promise<never>((_, reject) => input.once('error', reject))
  failed.catch(() => undefined)
  const iterator = texts[Symbol.asyncIterator]()
  const next = () => Promise.race([iterator.next(), failed])
  const first = await next()
  const hash = createHash('sha256')
  const header = parseHeader(path, first.done ? '' : first.value)
  hash.update(`${first.value as string}\n`)
  return { header, lines: linesOf({ path, next, hash }) }
}

async function* linesOf(of: {
  readonly path: string
  readonly next: () => Promise<IteratorResult<string>>
  readonly hash: ReturnType<typeof createHash>
}): AsyncGenerator<ExportLine, Closing> {
  const counts = noLines()
  for (let number = 2; ; number++) {
    const text = await of.next()
    if (text.done)
      throw new ExportFault(
        `${of.path} ends before its closing line: it was cut off, get the whole file.`,
      )
    const parsed = lineSchema.safeParse(json(text.value))
    if (!parsed.success) {
      throw new ExportFault(`${of.path}:${number} is not a line of an export: get the file again.`)
    }
    const line = parsed.data
    if (line.type !== 'end') {
      of.hash.update(`${text.value}\n`)
      counts[line.type]++
      yield line
      continue
    }
    const after = await of.next()
    if (!after.done)
      throw new ExportFault(
        `${of.path}:${number + 1} stands after the closing line: get the file again.`,
      )
    const counted = lineTypes.every((type) => line.counts[type] === counts[type])
    return { digest_matches: counted && of.hash.digest('hex') === line.sha256 }
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function parseHeader(path: string, text: string): ExportHeader {
  const value = json(text)
  const parsed = headerSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const loose = z
    .looseObject({ format: z.literal('sulh-export'), version: z.int() })
    .safeParse(value)
  if (loose.success && loose.data.version > EXPORT_VERSION) {
    throw new ExportFault(
      `${path} was written by a newer version of sulh (form ${loose.data.version}): use that version or a later one.`,
      true,
    )
  }
  throw new ExportFault(`${path} is not an export of sulh: name the file that sulh export wrote.`)
}
