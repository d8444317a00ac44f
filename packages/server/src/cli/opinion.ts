// `sulh opinion`: opinion groups of a conversation from a file of votes, or from the folder of a Polis
// export. It reads files and prints; whatever is computed lies in packages/analysis/src/opinion.
import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createGunzip, gunzipSync } from 'node:zlib'
import { opinionAnswer } from '@sulh/analysis/opinion/answer'
import { opinionResult } from '@sulh/analysis/opinion/answer_result'
import { polisResult } from '@sulh/analysis/opinion/polis_result'
import { VotesReader } from '@sulh/analysis/opinion/read'
import { moderatedOut, statementTexts } from '@sulh/analysis/opinion/read_statements'
import { printedId, type OpinionResult } from '@sulh/analysis/opinion/result'
import type { VoteIntake } from '@sulh/analysis/opinion/votes_collector'
import { Failure, exit } from './failure.ts'
import type { Run } from './main.ts'
import { opinionReport } from './opinion_report.ts'

type Source = { readonly votes: string; readonly comments?: string }

export const run: Run = async ({ text, flags }) => {
  const { votes: path, compatible, 'moderated-out': out_path } = text
  if (path === undefined) {
    throw new Failure(
      exit.usage,
      'sulh opinion needs votes: --votes FILE.csv, FILE.csv.gz or a folder.',
    )
  }
  if (compatible !== undefined && compatible !== 'polis') {
    throw new Failure(exit.usage, `There is no mode ${compatible}: write --compatible polis.`)
  }
  const seed = seedOf(text['seed'])
  const source = await sourceOf(path)
  const comments = source.comments === undefined ? undefined : await whole(source.comments)
  const listed = out_path === undefined ? comments : await whole(out_path)
  const result = await asked(async () => {
    const moderated_out = listed === undefined ? new Set<string>() : moderatedOut(listed)
    const intake = await votesFrom(source.votes)
    return compatible === 'polis'
      ? polisResult(intake, moderated_out)
      : own(intake, moderated_out, seed)
  })
  if (flags.has('json')) console.log(JSON.stringify(result))
  else console.log(opinionReport(result, comments ? statementTexts(comments) : new Map()))
  return exit.ok
}

function own(intake: VoteIntake, moderated_out: ReadonlySet<string>, seed: number): OpinionResult {
  const result = opinionResult(opinionAnswer(intake.votes, { moderated_out, groups: { seed } }))
  const out = intake.votes.statements.filter((id) => moderated_out.has(id))
  return {
    ...result,
    certificate: {
      ...result.certificate,
      sign: '+1 agree',
      seed,
      replacedVotes: intake.replaced,
      moderatedOut: out.map(printedId),
    },
  }
}

function seedOf(text: string | undefined): number {
  if (text === undefined) return 1
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new Failure(exit.usage, `${text} is no seed: write a whole number from 0 to 999999999.`)
}

/** What the votes themselves are to blame for becomes a sentence and an exit code. */
async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const spoken = error instanceof Error && ['VoteError', 'CsvError'].includes(error.name)
    if (spoken) throw new Failure(exit.usage, error.message)
    throw error
  }
}

/** A file of votes, or those of a Polis export folder: votes.csv, else participants-votes.csv. */
async function sourceOf(path: string): Promise<Source> {
  if (!(await stat(path)).isDirectory()) return { votes: path }
  const names = (await readdir(path)).toSorted()
  const named = (pattern: RegExp) => names.find((name) => pattern.test(name))
  const votes =
    named(/^(?:.*-)?(?<!participants?-)votes\.csv(?:\.gz)?$/) ??
    named(/^(?:.*-)?participants?-votes\.csv(?:\.gz)?$/)
  if (votes === undefined) {
    throw new Failure(
      exit.usage,
      `${path} is no Polis export: it has neither votes.csv nor participants-votes.csv.`,
    )
  }
  const comments = named(/^(?:.*-)?comments\.csv(?:\.gz)?$/)
  return { votes: join(path, votes), ...(comments && { comments: join(path, comments) }) }
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

async function whole(path: string): Promise<Uint8Array> {
  const bytes = await readFile(path)
  return isGzip(bytes) ? unpacked(path, () => gunzipSync(bytes)) : bytes
}

/** A damaged archive is the file's fault, not the program's. */
function unpacked<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch {
    throw new Failure(exit.usage, `${path} is a damaged gzip file: fetch or pack it again.`)
  }
}

async function votesFrom(path: string): Promise<VoteIntake> {
  const reader = new VotesReader()
  const file = createReadStream(path, { highWaterMark: 2 ** 20 })
  const packed = await startsAsGzip(path)
  const stream = packed ? file.pipe(createGunzip({ chunkSize: 2 ** 18 })) : file
  file.on('error', (error) => stream.destroy(error))
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) reader.push(chunk)
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
    if (typeof code === 'string' && code.startsWith('Z_')) {
      throw new Failure(exit.usage, `${path} is a damaged gzip file: fetch or pack it again.`)
    }
    throw error
  }
  return reader.finish()
}

async function startsAsGzip(path: string): Promise<boolean> {
  for await (const chunk of createReadStream(path, { end: 1 }) as AsyncIterable<Uint8Array>) {
    return isGzip(chunk)
  }
  return false
}
