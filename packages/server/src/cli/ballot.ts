// `sulh ballot`: counts a file of ballots by a declared procedure or by a ranked method, and prints
// the result as JSON or as a report that people read. It reads files and writes to stdout, no more.
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { countReport, type CountReport } from '@sulh/analysis/ballot/count_report'
import { countProfile } from '@sulh/analysis/ballot/count_profile'
import { methods, type CountOptions, type Method } from '@sulh/analysis/ballot/count'
import { decide } from '@sulh/analysis/ballot/decide'
import { decisionReport, type DecisionReport } from '@sulh/analysis/ballot/decision_report'
import { readBallots, readProcedure } from '@sulh/analysis/ballot/procedure'
import type { Profile } from '@sulh/analysis/ballot/profile'
import { formats, readProfile, type Format } from '@sulh/analysis/ballot/read/read'
import type { Json } from '@sulh/analysis/ballot/schema'
import type { TieRule } from '@sulh/analysis/ballot/ties'
import { Failure, exit } from './failure.ts'
import type { Run } from './main.ts'
import type { Arguments } from './usage.ts'

/** Of methods alone: a procedure states its own. */
const METHOD_OPTIONS = 'format seats unranked strength ties seed default-option quorum'.split(' ')

export const run: Run = async (args) => {
  const { procedure, ballots, method } = args.text
  const language = oneOf(args, 'language', ['en', 'ar'] as const) ?? 'en'
  if (ballots === undefined) throw usage('Name the ballots: --ballots FILE.')
  if ((procedure === undefined) === (method === undefined)) {
    throw usage('Count by a procedure or by a method: give --procedure FILE or --method NAME.')
  }
  const report = await inOneSentence(async () =>
    procedure === undefined ? byMethod(args, ballots) : byProcedure(args, procedure, ballots),
  )
  if (args.flags.has('json')) console.log(JSON.stringify(report, null, 2))
  else console.log(linesOf(report, language).join('\n'))
  return exit.ok
}

function usage(sentence: string): Failure {
  return new Failure(exit.usage, sentence)
}

/** What the library refuses is an input that cannot be used; its message is the sentence. */
async function inOneSentence<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Error && ['BallotError', 'ProcedureError'].includes(error.name)) {
      throw usage(error.message)
    }
    throw error
  }
}

function oneOf<T extends string>(
  args: Arguments,
  option: string,
  values: readonly T[],
): T | undefined {
  const text = args.text[option]
  if (text === undefined) return undefined
  const value = values.find((each) => each === text)
  if (value === undefined)
    throw usage(`--${option} ${text} is not known: use ${values.join(', ')}.`)
  return value
}

async function byProcedure(
  args: Arguments,
  procedurePath: string,
  ballotsPath: string,
): Promise<DecisionReport> {
  const foreign = METHOD_OPTIONS.find((option) => args.text[option] !== undefined)
  if (foreign !== undefined) {
    throw usage(`--${foreign} belongs to --method: a procedure states its own rules.`)
  }
  const procedure = readProcedure(await readJson(procedurePath))
  const ballots = readBallots(await readJson(ballotsPath))
  return decisionReport(decide(procedure, ballots), procedure, ballots)
}

async function byMethod(args: Arguments, path: string): Promise<CountReport> {
  const method = oneOf(args, 'method', methods) as Method
  const unranked = oneOf(args, 'unranked', ['last', 'explicit'] as const)
  const strength = oneOf(args, 'strength', ['margins', 'winning-votes'] as const)
  const ties = tieRule(args)
  const seats = whole(args, 'seats', 1)
  const profile = readProfile(formatOf(args, path), await readText(path))
  const fallback = fallbackOf(args, profile)
  const options: Partial<CountOptions> = {
    ties,
    ...(unranked === undefined ? {} : { unranked }),
    ...(strength === undefined ? {} : { strength }),
    ...(seats === undefined ? {} : { seats }),
    ...(fallback === undefined ? {} : { fallback }),
  }
  return countReport(countProfile(method, profile, options))
}

function tieRule(args: Arguments): TieRule {
  const by = oneOf(args, 'ties', ['order', 'lot', 'none'] as const) ?? 'order'
  const seed = args.text['seed']
  if (by !== 'lot') {
    if (seed !== undefined)
      throw usage('--seed belongs to --ties lot: add it, or leave --seed out.')
    return { by }
  }
  if (seed === undefined) throw usage('--ties lot needs the seed that was recorded: --seed TEXT.')
  return { by, seed }
}

function whole(args: Arguments, option: string, least: number): number | undefined {
  const text = args.text[option]
  if (text === undefined) return undefined
  const value = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least) {
    throw usage(`--${option} ${text} is not a whole number from ${least}.`)
  }
  return value
}

function fallbackOf(args: Arguments, profile: Profile): CountOptions['fallback'] {
  const name = args.text['default-option']
  const quorum = whole(args, 'quorum', 0)
  if (name === undefined) {
    if (quorum !== undefined) throw usage('--quorum counts against --default-option: name it.')
    return undefined
  }
  const candidate = profile.candidates.findIndex((c) => c.toLowerCase() === name.toLowerCase())
  if (candidate < 0) {
    throw usage(`There is no option ${name}: use one of ${profile.candidates.join(', ')}.`)
  }
  return { candidate, quorum: BigInt(quorum ?? 0) }
}

const BY_NAME: Readonly<Record<string, Format>> = {
  '.blt': 'blt',
  '.csv': 'csv',
  '.soc': 'preflib',
  '.soi': 'preflib',
  '.toc': 'preflib',
  '.toi': 'preflib',
  '.cat': 'preflib',
}

function formatOf(args: Arguments, path: string): Format {
  const named = oneOf(args, 'format', formats)
  if (named !== undefined) return named
  const plain = path.replace(/\.gz$/i, '')
  const found = /tally[^/]*\.txt$/i.test(plain) ? 'debian' : BY_NAME[extname(plain).toLowerCase()]
  if (found !== undefined) return found
  throw usage(`The format of ${path} is not known by its name: give --format.`)
}

/** Text of a file, unzipped where it is gzip; UTF-8, or Latin-1 where it is no UTF-8. */
async function readText(path: string): Promise<string> {
  const stored = await readFile(path)
  let bytes: Buffer = stored
  if (stored[0] === 0x1f && stored[1] === 0x8b) {
    try {
      bytes = gunzipSync(stored)
    } catch {
      throw usage(`${path} is a damaged gzip file: fetch it again.`)
    }
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

async function readJson(path: string): Promise<Json> {
  const text = await readText(path)
  try {
    const value: Json = JSON.parse(text)
    return value
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw usage(`${path} is not JSON (${why}): correct it.`)
  }
}

function linesOf(report: CountReport | DecisionReport, language: 'en' | 'ar'): readonly string[] {
  const trace = language === 'en' ? report.trace : report.traceArabic
  if (!('sensitivity' in report)) return trace
  const views = report.sensitivity.map((view) =>
    language === 'en' ? view.sentence : view.sentenceArabic,
  )
  const heading = language === 'en' ? 'Had the rule been another:' : 'لو كانت القاعدة غيرها:'
  return views.length === 0 ? trace : [...trace, '', heading, ...views]
}
