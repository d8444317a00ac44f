// Figures of opinion groups in our own mode: speed on made conversations, one more vote, and how many
// people 40 batches of real ones relabel against Polis's own mathematics (needs SULH_DATA).
import { opinionAnswer } from '@sulh/analysis/opinion/answer'
import { LivePlaces } from '@sulh/analysis/opinion/groups_live'
import { LiveVotes } from '@sulh/analysis/opinion/incremental'
import { nextEvents, NO_HISTORY, recorded } from '@sulh/analysis/opinion/membership_history'
import type { BatchSummary } from '@sulh/analysis/opinion/membership_history'
import { seeded } from '@sulh/analysis/opinion/random'
import { readVotes } from '@sulh/analysis/opinion/read'
import { moderatedOut } from '@sulh/analysis/opinion/read_statements'
import { cellsOfRow, type VoteMatrix } from '@sulh/analysis/opinion/votes'
import { bytesOf, jsonOf, setsIn } from '../packages/analysis/test/opinion_sets.ts'
import { atMost, comparison, notRun, type Figure } from './table.ts'

export async function opinions(): Promise<Figure[]> {
  return [...speed(), ...oneMoreVote(), ...replays()]
}

/** Three groups with noise: `votes_each` votes of each person, spread over all statements. */
export function made(people: number, texts: number, votes_each: number): VoteMatrix {
  const random = seeded(5)
  const profiles = [0, 1, 2].map(() => Array.from({ length: texts }, () => random() * 2 - 1))
  const row_start = new Uint32Array(people + 1)
  const cells = new Uint16Array(people * votes_each)
  const stride = texts / votes_each
  let at = 0
  for (let i = 0; i < people; i++) {
    const profile = profiles[Math.floor(random() * 3)] ?? []
    for (let k = 0; k < votes_each; k++) {
      const j = Math.min(texts - 1, Math.floor((k + random()) * stride))
      if (at > (row_start[i] as number) && (cells[at - 1] as number) >>> 2 === j) continue
      const leaning = 0.6 * (profile[j] ?? 0)
      const code = random() < 0.1 ? 1 : random() * 2 - 1 < leaning ? 2 : 0
      cells[at++] = (j << 2) | code
    }
    row_start[i + 1] = at
  }
  const ids = (n: number) => Array.from({ length: n }, (_, i) => String(i))
  return { participants: ids(people), statements: ids(texts), row_start, cells: cells.slice(0, at) }
}

function speed(): Figure[] {
  const sizes = [
    { name: '225,000 votes (2,031 x 896)', people: 2031, texts: 896, each: 111, bound: 300 },
    { name: '2 million votes', people: 20_000, texts: 1000, each: 100, bound: 1000 },
    { name: '10 million votes', people: 100_000, texts: 1000, each: 100, bound: 2000 },
    {
      name: '100 million votes (10^6 x 1,000)',
      people: 1e6,
      texts: 1000,
      each: 100,
      bound: 10_000,
    },
  ]
  const figures = sizes.map(({ name, people, texts, each, bound }) => {
    const votes = made(people, texts, each)
    const runs = people > 200_000 ? 1 : 5
    return atMost(
      `opinion groups, ${name}`,
      best(runs, () => opinionAnswer(votes)),
      bound,
      'ms',
    )
  })
  const peak = process.resourceUsage().maxRSS / 1024
  return [...figures, comparison('opinion groups, peak memory of all sizes', peak, 'MB')]
}

function oneMoreVote(): Figure[] {
  const votes = made(2031, 896, 111)
  const live = new LiveVotes(votes)
  live.components()
  const places = new LivePlaces(opinionAnswer(votes))
  const cells = cellsOfRow(votes, 7)
  const taken = best(9, (run) => {
    live.vote('7', String(run), run % 2 === 0 ? 1 : -1)
    live.components()
    places.of(cells)
  })
  return [atMost('opinion groups, one more vote at 896 statements', taken, 20, 'ms')]
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
    const last = ours.at(-1)
    const agreement = Math.min(...ours.map((each) => each.agreement))
    return [
      atMost(
        `${set}: relabelled a batch, mean`,
        percent(mean(shares)),
        percent(mean(theirs)) / 4,
        '%',
      ),
      atMost(
        `${set}: relabelled, worst batch`,
        percent(Math.max(...shares)),
        percent(Math.max(...theirs)) / 4,
        '%',
      ),
      comparison(`${set}: least agreement of labels with the batch answer`, agreement, 'ARI'),
      comparison(
        `${set}: the same for all who ever held one, at the end`,
        last?.agreement_of_held ?? 0,
        'ARI',
      ),
      comparison(
        `${set}: labelled, mean from the tenth batch on`,
        percent(mean(ours.slice(9).map(({ labelled, placed }) => labelled / placed))),
        '%',
      ),
      comparison(
        `${set}: labels withdrawn a batch, mean`,
        percent(mean(ours.map(({ withdrawn }) => withdrawn))),
        '%',
      ),
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

function best(runs: number, work: (run: number) => unknown): number {
  let least = Number.POSITIVE_INFINITY
  for (let run = 0; run < runs; run++) {
    const start = performance.now()
    work(run)
    least = Math.min(least, performance.now() - start)
  }
  return least
}
