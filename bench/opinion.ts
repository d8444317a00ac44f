// Figures of opinion groups in our own mode: speed on made conversations, one more vote, and how many
// people 40 batches of real ones relabel against Polis's own mathematics (needs SULH_DATA).
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { opinionAnswer } from '@sulh/analysis/opinion/answer'
import { LivePlaces } from '@sulh/analysis/opinion/groups_live'
import { LiveVotes } from '@sulh/analysis/opinion/incremental'
import { nextEvents, NO_HISTORY, recorded } from '@sulh/analysis/opinion/membership_history'
import type { BatchSummary } from '@sulh/analysis/opinion/membership_history'
import { readVotes } from '@sulh/analysis/opinion/read'
import { moderatedOut } from '@sulh/analysis/opinion/read_statements'
import { cellsOfRow } from '@sulh/analysis/opinion/votes'
import { bytesOf, jsonOf, setsIn } from '../packages/analysis/test/opinion_sets.ts'
import { madeConversation, type OpinionSize } from './opinion_size.ts'
import { atLeast, atMost, comparison, notRun, type Figure } from './table.ts'

export async function opinions(): Promise<Figure[]> {
  return [...(await speed()), ...oneMoreVote(), ...replays()]
}

const SIZES = [
  { name: '225,000 votes (2,031 x 896)', shape: [2031, 896, 111], bound_ms: 300 },
  { name: '2 million votes', shape: [20_000, 1000, 100], bound_ms: 1000 },
  { name: '10 million votes', shape: [100_000, 1000, 100], bound_ms: 2000 },
  { name: '100 million votes (10^6 x 1,000)', shape: [1e6, 1000, 100], bound_ms: 10_000 },
] as const

/** Each size in a process of its own, so that its memory is its own. */
async function speed(): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const { name, shape, bound_ms } of SIZES) {
    const { first_ms, best_ms, read_ms, peak_mb } = await measuredApart(shape)
    figures.push(
      atMost(`opinion groups, ${name}`, best_ms, bound_ms, 'ms'),
      comparison(`the same, first in a new process`, first_ms, 'ms'),
      atMost(`the same, peak memory of the process`, peak_mb, 1000, 'MB'),
    )
    if (read_ms !== undefined) figures.push(comparison(`the same, reading its CSV`, read_ms, 'ms'))
  }
  return figures
}

async function measuredApart(shape: readonly number[]): Promise<OpinionSize> {
  const script = fileURLToPath(new URL('opinion_size.ts', import.meta.url))
  const args = [script, ...shape.map(String)]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return JSON.parse(stdout) as OpinionSize
}

function oneMoreVote(): Figure[] {
  const votes = madeConversation(2031, 896, 111)
  const live = new LiveVotes(votes)
  live.vote('7', '3', -1)
  live.components()
  const places = new LivePlaces(opinionAnswer(votes))
  const cells = cellsOfRow(votes, 7)
  let least_ms = Number.POSITIVE_INFINITY
  for (let run = 0; run < 9; run++) {
    const start = performance.now()
    // Never unchanged: she turns round every time.
    live.vote('7', '3', run % 2 === 0 ? 1 : -1)
    live.components()
    places.of(cells)
    least_ms = Math.min(least_ms, performance.now() - start)
  }
  return [atMost('opinion groups, one more vote at 896 statements', least_ms, 20, 'ms')]
}

type Tick = { readonly g: Readonly<Record<string, number>> }

function replays(): Figure[] {
  const names = setsIn('polis-stability', '.json.gz').filter((name) => name.startsWith('replay40-'))
  if (names.length === 0) {
    return [notRun('people relabelled in 40 batches', 'a quarter of Polis', 'no SULH_DATA')]
  }
  return names.flatMap((name) => {
    const set = name.slice('replay40-'.length)
    const ours = replayed(set)
    const theirs = polisRelabelled(jsonOf('polis-stability', `${name}.json.gz`) as Tick[])
    const percent = (share: number) => 100 * share
    const shares = ours.map(({ relabelled }) => relabelled)
    const divided = ours.filter(({ k }) => k > 1)
    const published = Math.min(...ours.map((each) => each.agreement))
    const held = Math.min(...divided.map((each) => each.agreement_of_held))
    const labelled = mean(divided.map((each) => each.labelled / each.placed))
    const withdrawn = mean(ours.map((each) => each.withdrawn))
    const bound = { mean: percent(mean(theirs)) / 4, worst: percent(Math.max(...theirs)) / 4 }
    return [
      atMost(`${set}: relabelled a batch, mean`, percent(mean(shares)), bound.mean, '%'),
      atMost(`${set}: relabelled, worst batch`, percent(Math.max(...shares)), bound.worst, '%'),
      atLeast(`${set}: published labels against the batch answer, least`, published, 0.9, 'ARI'),
      comparison(`${set}: all labels held against it, least where there are groups`, held, 'ARI'),
      comparison(`${set}: batches with groups`, divided.length, 'of 39'),
      comparison(`${set}: people with a published label there`, percent(labelled), '%'),
      comparison(`${set}: labels withdrawn a batch, mean`, percent(withdrawn), '%'),
    ]
  })
}

function replayed(set: string): BatchSummary[] {
  const bytes = bytesOf('polis-clojure-expected', `${set}.input.csv.gz`)
  const lines = new TextDecoder().decode(bytes).trim().split('\n')
  const out = moderatedOut(bytesOf('polis-clojure-expected', `${set}.modout.txt`))
  const size = Math.ceil(lines.length / 40)
  let state = NO_HISTORY
  return Array.from({ length: 40 }, (_, b) => {
    const text = lines.slice(0, (b + 1) * size).join('\n')
    const { votes } = readVotes(new TextEncoder().encode(text))
    const events = nextEvents(state, opinionAnswer(votes, { moderated_out: out }))
    state = recorded(state, events)
    return events.at(-1) as BatchSummary
  }).slice(1)
}

/** Share of people in two ticks whose published group number changed. */
function polisRelabelled(ticks: readonly Tick[]): number[] {
  return ticks.slice(1).map(({ g: now }, at) => {
    const before = ticks[at]?.g ?? {}
    const both = Object.keys(now).filter((id) => id in before)
    return both.filter((id) => now[id] !== before[id]).length / Math.max(1, both.length)
  })
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
