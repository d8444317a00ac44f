// Do the thresholds of labels over time hold on conversations that they were not chosen on? Each real
// set of polis-stability in turn is left out, the thresholds are chosen anew on the others, and the set
// left out is replayed with them (needs SULH_DATA). `node bench/opinion_labels.ts` prints the table.
import { opinionAnswer, type OpinionAnswer } from '@sulh/analysis/opinion/answer'
import {
  LABEL_RULE,
  nextEvents,
  NO_HISTORY,
  recorded,
  type BatchSummary,
  type LabelRule,
} from '@sulh/analysis/opinion/membership_history'
import { readVotes } from '@sulh/analysis/opinion/read'
import { moderatedOut } from '@sulh/analysis/opinion/read_statements'
import { bytesOf, jsonOf, setsIn } from '../packages/analysis/test/opinion_sets.ts'

const BATCHES = 40

/** The batch answers of a real conversation that arrives in equal batches. */
export function batchAnswers(set: string): OpinionAnswer[] {
  const bytes = bytesOf('polis-clojure-expected', `${set}.input.csv.gz`)
  const lines = new TextDecoder().decode(bytes).trim().split('\n')
  const moderated_out = moderatedOut(bytesOf('polis-clojure-expected', `${set}.modout.txt`))
  const size = Math.ceil(lines.length / BATCHES)
  return Array.from({ length: BATCHES }, (_, b) => {
    const text = lines.slice(0, (b + 1) * size).join('\n')
    const { votes } = readVotes(new TextEncoder().encode(text))
    return opinionAnswer(votes, { moderated_out })
  })
}

export function summariesOf(answers: readonly OpinionAnswer[], rule = LABEL_RULE): BatchSummary[] {
  let state = NO_HISTORY
  return answers.map((answer) => {
    const events = nextEvents(state, answer, rule)
    state = recorded(state, events)
    return events.at(-1) as BatchSummary
  })
}

export type Outcome = {
  /** Shares of the holders relabelled in a batch. */
  readonly mean: number
  readonly worst: number
  /** Over batches with groups: least agreement of what is held, mean share with a published label. */
  readonly held: number
  readonly labelled: number
  readonly divided: number
}

export function outcomeOf(summaries: readonly BatchSummary[]): Outcome {
  const shares = summaries.slice(1).map(({ relabelled }) => relabelled)
  const divided = summaries.filter(({ k }) => k > 1)
  return {
    mean: meanOf(shares),
    worst: Math.max(...shares),
    held: Math.min(1, ...divided.map((each) => each.agreement_of_held)),
    labelled: meanOf(divided.map((each) => each.labelled / each.placed)),
    divided: divided.length,
  }
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}

type Bound = { readonly mean: number; readonly worst: number }

type Tick = { readonly g: Readonly<Record<string, number>> }

/** A quarter of the shares that Polis itself relabelled, groups as published. */
export function boundOf(set: string): Bound {
  const ticks = jsonOf('polis-stability', `replay40-${set}.json.gz`) as Tick[]
  const shares = ticks.slice(1).map(({ g: now }, at) => {
    const before = ticks[at]?.g ?? {}
    const both = Object.keys(now).filter((id) => id in before)
    return both.filter((id) => now[id] !== before[id]).length / Math.max(1, both.length)
  })
  return { mean: meanOf(shares) / 4, worst: Math.max(...shares) / 4 }
}

/** The share of its bounds that an outcome takes; above 1 it misses one of them. */
function strain({ mean, worst, held }: Outcome, bound: Bound): number {
  const agreement = held < LABEL_RULE.agreement ? 1 + LABEL_RULE.agreement - held : 0
  return Math.max(mean / bound.mean, worst / bound.worst, agreement)
}

const GRID: readonly LabelRule[] = [0.5, 0.6, 0.7, 0.85].flatMap((first_at) =>
  [0.8, 0.9, 0.95, 0.99].flatMap((change_at) =>
    [0.02, 0.05, 0.1].map((most_changes) => ({
      first_at,
      change_at,
      most_changes,
      agreement: LABEL_RULE.agreement,
    })),
  ),
)

/** Chosen so that every set meets its bounds and most people have a label; else by least strain. */
function chosenOn(sets: readonly string[], of: (set: string, rule: LabelRule) => Outcome) {
  let best: { rule: LabelRule; meets: boolean; value: number } | undefined
  for (const rule of GRID) {
    const outcomes = sets.map((set) => ({ set, outcome: of(set, rule) }))
    const most = Math.max(...outcomes.map(({ set, outcome }) => strain(outcome, boundOf(set))))
    const meets = most < 1
    const value = meets ? meanOf(outcomes.map(({ outcome }) => outcome.labelled)) : -most
    const better = !best || (meets !== best.meets ? meets : value > best.value + 1e-9)
    if (better) best = { rule, meets, value }
  }
  return best?.rule ?? LABEL_RULE
}

function printed(): void {
  const known = setsIn('polis-stability', '.json.gz')
  const sets = known.flatMap((n) =>
    n.startsWith('replay40-') ? [n.slice('replay40-'.length)] : [],
  )
  const answers = new Map(sets.map((set) => [set, batchAnswers(set)]))
  const memo = new Map<string, Outcome>()
  const of = (set: string, rule: LabelRule) => {
    const key = JSON.stringify([set, rule])
    const found = memo.get(key) ?? outcomeOf(summariesOf(answers.get(set) ?? [], rule))
    memo.set(key, found)
    return found
  }
  console.log('left out | first, change, most | mean of bound | worst of bound | held | labelled')
  for (const set of sets) {
    const others = sets.filter((other) => other !== set)
    const rule = chosenOn(others, of)
    const outcome = of(set, rule)
    const bound = boundOf(set)
    const figures = [outcome.mean / bound.mean, outcome.worst / bound.worst, outcome.held]
    const shown = [...figures, outcome.labelled].map((x) => x.toFixed(2)).join(' | ')
    console.log(`${set} | ${rule.first_at}, ${rule.change_at}, ${rule.most_changes} | ${shown}`)
  }
  console.log('never chosen on | mean | worst | held | labelled | batches with groups')
  for (const set of setsIn('polis-clojure-expected', '.input.csv.gz')) {
    if (sets.includes(set)) continue
    const { mean, worst, held, labelled, divided } = outcomeOf(summariesOf(batchAnswers(set)))
    const shown = [100 * mean, 100 * worst, held, labelled].map((x) => x.toFixed(2)).join(' | ')
    console.log(`${set} | ${shown} | ${divided}`)
  }
}

if (import.meta.main) printed()
