// What takes longer than a slider may wait: trades from the text on the table, how far the chosen
// package can be trusted, and what a party gets from it when estimates are drawn anew. Pure; runs in
// a worker of its own.
import { disclosedBy, disclosureSentence } from '@sulh/analysis/deal/disclosure'
import { Draws, type PartyEstimate } from '@sulh/analysis/deal/draws'
import { utilitiesOf } from '@sulh/analysis/deal/gains'
import { satisfies } from '@sulh/analysis/deal/links'
import type { Model, Progress } from '@sulh/analysis/deal/model'
import { robustnessOf, spreadOf } from '@sulh/analysis/deal/robustness'
import { judgedSentences, nextSentences } from '@sulh/analysis/deal/robustness_sentences'
import { tradesOf } from '@sulh/analysis/deal/trades'
import { tradeSentences } from '@sulh/analysis/deal/trades_sentences'
import type { Band } from './scatter.tsx'
import { modelOf, solved, UNITS, type DealProblem, type SolvedPackage } from './solve.ts'

export type Interval = { readonly low: number; readonly high: number }
/** How sure the estimates are: weights as factors of the likely one, the rest in points. */
export type Intervals = {
  readonly weights: readonly (readonly Interval[])[]
  readonly scores: readonly (readonly (readonly Interval[])[])[]
  readonly fallback: readonly Interval[]
}
export type DeepQuestion = {
  readonly problem: DealProblem
  readonly intervals: Intervals
  readonly chosen: readonly number[] | undefined
  /** Packages that were proposed before. */
  readonly earlier: readonly (readonly number[])[]
  /** Names of the parties in both languages: what is disclosed is kept in both. */
  readonly names: readonly { readonly en: string; readonly ar: string }[]
}
/** What an onlooker could conclude of a party's fallback, and what share of the values is left. */
export type Disclosed = { readonly left: number; readonly en: string; readonly ar: string }
/** What is not worked out yet is absent: trades come first, then trust, then what is disclosed. */
export type DeepAnswer = {
  /** Of the chosen package after the earlier ones, per party; none where a link is broken. */
  readonly disclosed?: readonly Disclosed[]
  readonly trades?:
    | {
        readonly state: 'found'
        readonly best: readonly {
          readonly sentences: readonly string[]
          readonly package: SolvedPackage
        }[]
        readonly found: number
        readonly complete: boolean
      }
    | { readonly state: 'blocked' | 'no-table' }
  readonly trust?:
    | {
        readonly sentences: readonly string[]
        readonly next: readonly string[]
        readonly draws: number
        readonly seed: number
        readonly cancelled: boolean
        readonly bands: readonly (Band & { readonly likely: number })[]
      }
    | undefined
}

const TRADES_SHOWN = 6
/** The best ones are mostly sums of smaller trades: enough are kept to find those that are not. */
const TRADES_KEPT = 4000
const DRAWS = 300
const SEED = 20_201_019

/** `tell` is given each part as soon as it stands. */
export function deepen(
  question: DeepQuestion,
  progress: Progress = {},
  tell: (part: DeepAnswer) => void = () => undefined,
): Required<DeepAnswer> {
  const model = modelOf(question.problem)
  /** The share of the whole that one part is from and to. */
  const within = (from: number, to: number): Progress => ({
    ...progress,
    report: (share) => progress.report?.(from + share * (to - from)),
  })
  const trades = tradesIn(model, question, within(0, 0.3))
  tell({ trades })
  const trust = trustIn(model, question, within(0.3, 0.9))
  tell({ trust })
  return { trades, trust, disclosed: disclosedIn(model, question, within(0.9, 1)) }
}

/** For an onlooker who knows the preferences and that proposals are Nash packages: the worst case. */
function disclosedIn(
  model: Model,
  { chosen, earlier, names }: DeepQuestion,
  progress: Progress,
): Disclosed[] {
  const series = [...earlier, ...(chosen ? [chosen] : [])].map((o) => Uint16Array.from(o))
  if (!chosen || !series.every((one) => satisfies(model, one))) return []
  const prior = { low: 0, high: UNITS }
  const named = (lang: 'en' | 'ar') => ({ ...model, parties: names.map((name) => name[lang]) })
  return model.parties.map((_, party) => {
    const found = disclosedBy(model, party, series, { ...progress, rule: 'nash', prior })
    const said = (lang: 'en' | 'ar') => disclosureSentence(found, named(lang), party, lang, amount)
    return { left: found.range ? found.left : 1, en: said('en'), ar: said('ar') }
  })
}

const amount = (units: number) => String(Math.round(units / (UNITS / 1000)) / 10)

function tradesIn(
  model: Model,
  { problem: { table, lang } }: DeepQuestion,
  progress: Progress,
): Required<DeepAnswer>['trades'] {
  if (!table) return { state: 'no-table' }
  const package_ = Uint16Array.from(table)
  if (!satisfies(model, package_)) return { state: 'blocked' }
  const { trades, found, complete } = tradesOf(model, package_, { ...progress, kept: TRADES_KEPT })
  // One idea each: what no part of is a trade by itself, exchanges before mere improvements.
  const minimal = trades.filter((trade) => trade.minimal)
  const exchanges = minimal.filter((t) => t.exchanges.filter(({ gives }) => gives > 0).length > 1)
  const others = minimal.filter((trade) => !exchanges.includes(trade))
  const best = [...exchanges, ...others, ...trades].slice(0, TRADES_SHOWN)
  return {
    state: 'found',
    best: best.map((trade) => ({
      sentences: tradeSentences(trade, model, lang, amount),
      package: solved(model, trade.package),
    })),
    found,
    complete,
  }
}

function trustIn(
  model: Model,
  { problem, intervals, chosen }: DeepQuestion,
  progress: Progress,
): Required<DeepAnswer>['trust'] {
  const package_ = chosen ? Uint16Array.from(chosen) : undefined
  if (!package_ || !satisfies(model, package_)) return undefined
  const estimates = estimatesOf(model, problem, intervals)
  const robustness = robustnessOf(model, estimates, {
    ...progress,
    seed: SEED,
    draws: DRAWS,
    packages: [package_],
  })
  const judged = robustness.judged.find((j) => j.origin === 'given') ?? robustness.judged[0]
  return {
    sentences: judged ? judgedSentences(judged, robustness.draws, problem.lang) : [],
    next: nextSentences(robustness, model, problem.lang),
    draws: robustness.draws,
    seed: SEED,
    cancelled: robustness.status === 'cancelled',
    bands: bandsOf(model, estimates, package_),
  }
}

function estimatesOf(model: Model, problem: DealProblem, intervals: Intervals): PartyEstimate[] {
  return problem.parties.map((_, p): PartyEstimate => {
    const weights = problem.weights[p] ?? []
    const whole = weights.reduce((sum, w) => sum + w, 0)
    const unit = (issue: number, score: number) =>
      whole === 0 ? 0 : (UNITS * (weights[issue] ?? 0) * score) / whole / 100
    return {
      weights: { kind: 'intervals', factors: [...(intervals.weights[p] ?? [])] },
      options: model.issues.map((issue, i) =>
        issue.options.map((__, o) => {
          const interval = intervals.scores[p]?.[i]?.[o]
          return interval ? { low: unit(i, interval.low), high: unit(i, interval.high) } : undefined
        }),
      ),
      disagreement: {
        low: ((intervals.fallback[p]?.low ?? 0) * UNITS) / 100,
        high: ((intervals.fallback[p]?.high ?? 0) * UNITS) / 100,
      },
    }
  })
}

/** Nine draws of ten lie within. A draw is measured in shares of what all would be worth in it. */
function bandsOf(model: Model, estimates: readonly PartyEstimate[], chosen: Uint16Array) {
  const draws = new Draws(model, estimates, SEED)
  const worth = model.parties.map(() => new Float64Array(DRAWS))
  for (let n = 0; n < DRAWS; n += 1) {
    const { model: drawn } = draws.next()
    utilitiesOf(drawn, chosen).forEach((units, p) => {
      const list = worth[p]
      if (list) list[n] = (units * 100) / UNITS
    })
  }
  return worth.map((values) => {
    const { q05, q50, q95 } = spreadOf(values)
    return { low: q05, likely: q50, high: q95 }
  })
}
