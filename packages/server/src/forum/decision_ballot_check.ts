// Whether ballots can be counted in a stage: the engine's own intake, asked before a ballot is taken
// or a tally is entered, so that nothing is refused after it was acknowledged.
import { standingIn, type Course, type CourseStage } from '@sulh/analysis/ballot/decision_course'
import { takeBallots } from '@sulh/analysis/ballot/intake'
import type { Candidate, CastBallot, Procedure } from '@sulh/analysis/ballot/procedure'
import { BallotError } from '@sulh/analysis/ballot/profile'
import type { Said } from '@sulh/contract/problem'

/** What a ballot is checked by while its stage is open; it lies in the box, as JSON. */
export type BallotRules = {
  readonly procedure: Procedure
  readonly stage: string
  readonly candidates: readonly Candidate[]
  readonly standing: readonly string[]
  /** Whether a voter's later ballot takes the place of her first. */
  readonly replaces: boolean
  readonly closes?: string
}

export function rulesOf(course: Course, { stage }: CourseStage): BallotRules {
  const { terms } = course
  if (!terms) throw new Error('A stage has its terms.')
  return {
    procedure: terms.procedure,
    stage: stage.id,
    candidates: course.candidates,
    standing: standingIn(course, stage),
    replaces: terms.procedure.second_ballot === 'last',
    ...(stage.closes === undefined ? {} : { closes: stage.closes }),
  }
}

/** Why one ballot cannot be counted, in a sentence. */
export function ballotFault(rules: BallotRules, ballot: CastBallot): Said | undefined {
  return intakeFault(rules, [ballot])
}

export function ballotsFault(
  course: Course,
  own: CourseStage,
  ballots: readonly CastBallot[],
  present: number | undefined,
): Said | undefined {
  return intakeFault(rulesOf(course, own), ballots, present)
}

function intakeFault(
  rules: BallotRules,
  ballots: readonly CastBallot[],
  present?: number,
): Said | undefined {
  const stage = rules.procedure.stages.find(({ id }) => id === rules.stage)
  if (!stage) return { en: 'There is no such stage.', ar: 'لا وجود لمرحلة كهذه.' }
  const cast = { stage: stage.id, ballots, ...(present === undefined ? {} : { present }) }
  const file = { format: 'sulh-ballots/1', candidates: rules.candidates, stages: [cast] } as const
  try {
    takeBallots(rules.procedure, stage, cast, file, rules.standing)
    return undefined
  } catch (error) {
    if (error instanceof BallotError)
      return { en: error.message, ar: error.arabic ?? error.message }
    throw error
  }
}
