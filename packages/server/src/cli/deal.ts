// `sulh deal`: the command line of deal analysis. Reads files, asks the library, prints; loads no
// database, so that it answers at once.
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { DealAnswer } from '@sulh/analysis/deal/answer'
import { readCase } from '@sulh/analysis/deal/case'
import { checkModel } from '@sulh/analysis/deal/check'
import { DealError } from '@sulh/analysis/deal/fault'
import { readGenius } from '@sulh/analysis/deal/genius'
import type { Model } from '@sulh/analysis/deal/model'
import { noteSentence } from '@sulh/analysis/deal/notes'
import type { Note } from '@sulh/analysis/deal/notes'
import { frontierSvg } from '@sulh/analysis/deal/svg'
import { decodeXml } from '@sulh/analysis/deal/xml'
import { answerTo } from './deal_answer.ts'
import { dealReport } from './deal_report.ts'
import type { Asked, Told } from './deal_thread.ts'
import { Failure, exit } from './failure.ts'
import type { Run } from './main.ts'
import type { Arguments } from './usage.ts'

type Input = { readonly model: Model; readonly notes: readonly Note[] }

export const run: Run = async (args) => {
  try {
    const { model, notes } = inputOf(args)
    checkModel(model)
    const seconds = secondsOf(args.text['seconds'])
    const { answer, interrupted } = await searched(model, seconds)
    for (const note of notes) console.error(noteSentence(note, 'en'))
    const svg = args.text['svg']
    if (svg !== undefined) writeFileSync(svg, frontierSvg(answer))
    console.log(args.flags.has('json') ? JSON.stringify(answer) : dealReport(answer))
    if (!isPartial(answer)) return exit.ok
    console.error(
      interrupted
        ? 'The search was stopped by Ctrl-C: what is printed may not be best.'
        : `The search was stopped after ${seconds} seconds: what is printed may not be best; allow more.`,
    )
    return exit.usage
  } catch (error) {
    if (error instanceof DealError) throw new Failure(exit.usage, error.message)
    throw error
  }
}

type Searched = { readonly answer: DealAnswer; readonly interrupted: boolean }

/** So few packages are gone through before anybody can press a key: no thread is begun for them. */
const FEW_PACKAGES = 100_000

async function searched(model: Model, seconds: number): Promise<Searched> {
  const packages = model.issues.reduce((all, { options }) => all * options.length, 1)
  if (packages <= FEW_PACKAGES) {
    const end_ms = performance.now() + seconds * 1000
    const answer = await answerTo(model, () => performance.now() >= end_ms)
    return { answer, interrupted: false }
  }
  const stop = new SharedArrayBuffer(4)
  const flag = new Int32Array(stop)
  const workerData: Asked = { model, seconds, stop }
  const thread = new Worker(new URL('./deal_thread.ts', import.meta.url), { workerData })
  let first_ms = Infinity
  // The launcher may send it on a second time at once; whoever presses it again ends the program.
  const interrupt = () => {
    if (performance.now() - first_ms > 500) process.exit(exit.usage)
    first_ms = Math.min(first_ms, performance.now())
    Atomics.store(flag, 0, 1)
  }
  process.on('SIGINT', interrupt)
  console.error('Searching; Ctrl-C ends the search and prints what was found.')
  try {
    const [told] = (await once(thread, 'message')) as [Told]
    if ('fault' in told) throw new DealError(told.fault)
    return { answer: told.answer, interrupted: Atomics.load(flag, 0) !== 0 }
  } finally {
    process.off('SIGINT', interrupt)
    await thread.terminate()
  }
}

function secondsOf(text: string | undefined): number {
  if (text === undefined) return Infinity
  const seconds = Number(text)
  if (text.trim() !== '' && seconds >= 0) return seconds
  throw new Failure(exit.usage, '--seconds takes a number of 0 or more: correct it.')
}

function isPartial({ frontier, ...solutions }: DealAnswer): boolean {
  const { nash, egalitarian, kalaiSmorodinsky, utilitarian } = solutions
  const found = [nash, egalitarian, kalaiSmorodinsky, utilitarian]
  // An epsilon says that the frontier was thinned out for its size and not stopped.
  const stopped = !frontier.complete && frontier.epsilon === undefined
  return stopped || found.some((one) => one?.certificate.status === 'cancelled')
}

function inputOf(args: Arguments): Input {
  const { genius, case: file, profiles } = args.text
  if ((genius === undefined) === (file === undefined)) {
    throw new Failure(
      exit.usage,
      'Name a folder with --genius or a file with --case, one of the two.',
    )
  }
  if (file !== undefined) {
    if (profiles !== undefined || args.flags.has('reservation')) {
      throw new Failure(
        exit.usage,
        '--profiles and --reservation go with --genius: leave them out.',
      )
    }
    return readCase(readText(file, readFileSync))
  }
  return readGenius(folder(genius ?? ''), {
    profiles: profiles?.split(',').filter((name) => name.trim() !== ''),
    reservation: args.flags.has('reservation'),
  })
}

function readText(path: string, read: (path: string) => Uint8Array): string {
  try {
    return decodeXml(read(path))
  } catch (error) {
    throw unreadable(path, error)
  }
}

function unreadable(path: string, error: unknown): Failure {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return new Failure(exit.usage, `There is no ${path}: check the name.`)
  if (code === 'EISDIR')
    return new Failure(exit.usage, `${path} is a folder where a file is needed.`)
  if (code === 'ENOTDIR')
    return new Failure(exit.usage, `${path} is a file where a folder is needed.`)
  return new Failure(exit.usage, `${path} cannot be read: check the name and the rights.`)
}

/** The XML files of a folder, by name; other files are none of a domain's. */
function folder(path: string): { name: string; text: string }[] {
  let names: string[]
  try {
    names = readdirSync(path).filter((name) => /\.xml$/i.test(name))
  } catch (error) {
    throw unreadable(path, error)
  }
  return names
    .map((name) => ({ name, path: join(path, name) }))
    .filter((file) => statSync(file.path).isFile())
    .map((file) => ({ name: file.name, text: readText(file.path, readFileSync) }))
}
