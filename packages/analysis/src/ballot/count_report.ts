// A ranked count as plain JSON values with names instead of positions: what the command line prints
// and a screen shows. Figures are numbers where a number is exact, else fractions as text.
import { countSentence, figure } from './count_sentences.ts'
import type { Count, CountRound, Method } from './count.ts'

export type Figure = number | string

export type RoundReport = {
  readonly round: number
  readonly tally: Readonly<Record<string, Figure>>
  readonly exhausted: Figure
  readonly lost?: Figure
  readonly elected: readonly string[]
  readonly excluded: readonly string[]
  readonly surplusOf?: string
}

export type CountReport = {
  readonly method: Method
  readonly winner: string | null
  readonly winners: readonly string[]
  /** Best first; candidates who are tied stand together in an inner list. */
  readonly ranking: readonly (string | readonly string[])[]
  /** The same as text: `A > B = C`. */
  readonly order: string
  readonly rounds: readonly RoundReport[]
  readonly quota?: Figure
  readonly points?: Readonly<Record<string, Figure>>
  readonly pairwise?: Readonly<Record<string, Readonly<Record<string, Figure>>>>
  readonly strengths?: Readonly<Record<string, Readonly<Record<string, Figure>>>>
  readonly trace: readonly string[]
  readonly traceArabic: readonly string[]
}

/** A number where 15 digits hold it exactly, else the text. */
export function exactFigure(value: bigint, scale: bigint): Figure {
  const text = figure(value, scale)
  return text.length <= 15 && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
}

export function countReport(count: Count): CountReport {
  const name = (candidate: number) => count.candidates[candidate] ?? `${candidate}`
  const { pairwise, points, strengths, quota } = count
  const ranked = count.ranking.map((level) => level.map(name))
  const pairScale = count.method === 'borda' ? count.scale / 2n : count.scale
  const listedOnce = count.ranking.flat()
  return {
    method: count.method,
    winner: count.winner === null ? null : name(count.winner),
    winners: count.winners.map(name),
    ranking: ranked.map((level) => (level.length === 1 ? (level[0] as string) : level)),
    order: ranked.map((level) => level.join(' = ')).join(' > '),
    rounds: count.rounds.map((round) => roundReport(round, count, name)),
    ...(quota === undefined ? {} : { quota: exactFigure(quota, count.scale) }),
    ...(points === undefined
      ? {}
      : {
          points: Object.fromEntries(
            listedOnce.map((c) => [name(c), exactFigure(points[c] ?? 0n, count.scale)]),
          ),
        }),
    ...(pairwise === undefined ? {} : { pairwise: matrix(pairwise, listedOnce, name, pairScale) }),
    ...(strengths === undefined
      ? {}
      : { strengths: matrix(strengths, listedOnce, name, count.scale) }),
    trace: count.steps.map((step) => countSentence(step, count, 'en')),
    traceArabic: count.steps.map((step) => countSentence(step, count, 'ar')),
  }
}

function roundReport(
  round: CountRound,
  { scale, method }: Count,
  name: (candidate: number) => string,
): RoundReport {
  const { surplusOf } = round
  return {
    round: round.round,
    tally: Object.fromEntries([...round.tally].map(([c, v]) => [name(c), exactFigure(v, scale)])),
    exhausted: exactFigure(round.exhausted, scale),
    ...(method === 'stv' ? { lost: exactFigure(round.lost, scale) } : {}),
    elected: round.elected.map(name),
    excluded: round.excluded.map(name),
    ...(surplusOf === undefined ? {} : { surplusOf: name(surplusOf) }),
  }
}

function matrix(
  values: readonly (readonly bigint[])[],
  candidates: readonly number[],
  name: (candidate: number) => string,
  scale: bigint,
): Record<string, Record<string, Figure>> {
  return Object.fromEntries(
    candidates.map((a) => [
      name(a),
      Object.fromEntries(
        candidates
          .filter((b) => b !== a)
          .map((b) => [name(b), exactFigure(values[a]?.[b] ?? 0n, scale)]),
      ),
    ]),
  )
}
