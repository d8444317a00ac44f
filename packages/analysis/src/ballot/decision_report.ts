// A decision as plain JSON values: what the command line prints and a screen shows. Every sentence
// stands in both languages; figures are integers.
import { countReport, type CountReport } from './count_report.ts'
import type { Aside, Decision, Outcome, Requirement, Tally, Vote } from './decision.ts'
import { decisionSentence, namesOf } from './decision_sentences.ts'
import { findingSentence } from './finding_sentences.ts'
import type { Ballots, Procedure } from './procedure.ts'
import { ratioText } from './ratio.ts'
import type { SensitivityView } from './sensitivity.ts'
import { sensitivitySentence } from './sensitivity_sentences.ts'

/** `of` is the base in figures, of which `needed` votes are needed. */
type RequirementReport = Requirement['threshold'] &
  Omit<Requirement, 'threshold' | 'base'> & { readonly of: number }

export type VoteReport = {
  readonly stage: string
  readonly college?: string
  readonly tally: Readonly<Record<string, number>>
  readonly abstained: number
  readonly spoilt: number
  readonly cast: number
  readonly present: number
  readonly members: number
  readonly quorum: Vote['quorum']
  readonly requirements: readonly RequirementReport[]
  readonly winner: string | null
  readonly why: Vote['why']
  readonly count?: CountReport
}

export type DecisionReport = {
  readonly outcome: Outcome
  readonly winner: string | null
  readonly winners: readonly string[]
  readonly elected: Decision['elected']
  readonly stage: string | null
  readonly ranking: readonly (string | readonly string[])[]
  readonly rounds: readonly VoteReport[]
  readonly certified: boolean | null
  readonly aside: readonly Aside[]
  readonly trace: readonly string[]
  readonly traceArabic: readonly string[]
  readonly sensitivity: readonly (Omit<SensitivityView, 'reached'> & {
    readonly reached: string
    readonly sentence: string
    readonly sentenceArabic: string
  })[]
  readonly warnings: readonly string[]
  readonly warningsArabic: readonly string[]
}

export function decisionReport(
  decision: Decision,
  procedure: Procedure,
  ballots: Ballots,
): DecisionReport {
  const [en, ar] = [namesOf(procedure, ballots, 'en'), namesOf(procedure, ballots, 'ar')]
  const { outcome, winner, winners, elected, stage, certified, aside, findings } = decision
  return {
    outcome,
    winner,
    winners,
    elected,
    stage,
    ranking: decision.ranking.map((level) => (level.length === 1 ? (level[0] as string) : level)),
    rounds: decision.votes.map(voteReport),
    certified,
    aside,
    trace: decision.trace.map((step) => decisionSentence(step, en)),
    traceArabic: decision.trace.map((step) => decisionSentence(step, ar)),
    sensitivity: decision.sensitivity.map((view) => ({
      ...view,
      reached: ratioText(view.reached),
      sentence: sensitivitySentence(view, en),
      sentenceArabic: sensitivitySentence(view, ar),
    })),
    warnings: findings.map((finding) => findingSentence(finding, procedure, 'en')),
    warningsArabic: findings.map((finding) => findingSentence(finding, procedure, 'ar')),
  }
}

function voteReport(vote: Vote): VoteReport {
  const { stage, college, tally, quorum, requirements, winner, why, count } = vote
  return {
    stage,
    ...(college === undefined ? {} : { college }),
    ...tallyReport(tally),
    quorum,
    requirements: requirements.map(({ threshold, base, ...rest }) => ({
      ...threshold,
      ...rest,
      of: base,
    })),
    winner,
    why,
    ...(count === undefined ? {} : { count: countReport(count) }),
  }
}

function tallyReport({ choices, abstained, spoilt, cast, present, members }: Tally) {
  return { tally: Object.fromEntries(choices), abstained, spoilt, cast, present, members }
}
