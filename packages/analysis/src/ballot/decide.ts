// Decides by a declared procedure: stage after stage until one decides, with every step written
// down. Pure: the same procedure and ballots give the same decision.
import { checkProcedure, type Finding } from './check_procedure.ts'
import type { Aside, Decision, DecisionStep, Outcome, Vote } from './decision.ts'
import { admitLists } from './endorse.ts'
import { takeBallots } from './intake.ts'
import type { Ballots, CastStage, Procedure, Stage } from './procedure.ts'
import { findingSentence } from './finding_sentences.ts'
import { BallotError } from './profile.ts'
import { topOf } from './run_off.ts'
import { sensitivityOf, type SensitivityView } from './sensitivity.ts'
import { holdVote } from './vote.ts'

/** A procedure that contradicts itself; `findings` says where. */
export class ProcedureError extends Error {
  override readonly name = 'ProcedureError'
  readonly findings: readonly Finding[]
  constructor(findings: readonly Finding[], sentence: string) {
    super(sentence)
    this.findings = findings
  }
}

type Course = {
  readonly procedure: Procedure
  readonly ballots: Ballots
  readonly trace: DecisionStep[]
  readonly aside: Aside[]
  readonly votes: Vote[]
  readonly sensitivity: SensitivityView[]
}

type Settled = { readonly outcome: Outcome; readonly votes: readonly Vote[] }

/**
 * The decision of a procedure on its ballots, with trace and sensitivity view. Throws
 * ProcedureError where the procedure contradicts itself, BallotError where ballots cannot be used.
 */
export function decide(procedure: Procedure, ballots: Ballots): Decision {
  const findings = checkProcedure(procedure)
  const contradiction = findings.find(({ severity }) => severity === 'contradiction')
  if (contradiction !== undefined) {
    throw new ProcedureError(findings, findingSentence(contradiction, procedure, 'en'))
  }
  const cast = castStages(procedure, ballots)
  const { members } = procedure.electorate
  const trace: DecisionStep[] = [{ step: 'procedure', members, stages: procedure.stages.length }]
  for (const finding of findings) trace.push({ step: 'finding', finding })
  const course: Course = { procedure, ballots, trace, aside: [], votes: [], sensitivity: [] }
  let settled: Settled = { outcome: 'undecided', votes: [] }
  let decidedAt: string | null = null
  for (const [i, stage] of procedure.stages.entries()) {
    const held = cast.get(stage.id)
    if (settled.outcome !== 'undecided') {
      const count = held?.ballots.length ?? 0
      if (held !== undefined) trace.push({ step: 'not-needed', stage: stage.id, ballots: count })
      continue
    }
    if (held === undefined) {
      trace.push({ step: 'not-held', stage: stage.id })
      settled = { outcome: 'pending', votes: [] }
      continue
    }
    const next = procedure.stages[i + 1]
    settled = holdStage(course, stage, held, next === undefined)
    if (settled.outcome !== 'undecided') decidedAt = stage.id
    else if (next !== undefined) {
      trace.push({ step: 'falls-through', stage: stage.id, next: next.id })
    }
  }
  return close(course, settled, decidedAt, findings)
}

function castStages({ stages }: Procedure, ballots: Ballots): ReadonlyMap<string, CastStage> {
  const cast = new Map<string, CastStage>()
  for (const own of ballots.stages) {
    if (!stages.some(({ id }) => id === own.stage)) {
      throw new BallotError(
        `There are ballots of stage ${own.stage}, which the procedure does not have: use one of ${stages.map(({ id }) => id).join(', ')}.`,
      )
    }
    if (cast.has(own.stage)) {
      throw new BallotError(`Stage ${own.stage} stands twice in the ballots: put them together.`)
    }
    cast.set(own.stage, own)
  }
  const all = ballots.stages.every((own) => own.ballots.length === 0)
  if (all)
    throw new BallotError('There is no ballot in the file: give one with at least one ballot.')
  const ids = (ballots.candidates ?? []).map(({ id }) => id)
  const twice = ids.find((id, i) => ids.indexOf(id) !== i || id === 'abstain')
  if (twice !== undefined) {
    throw new BallotError(`The candidate ${twice} stands twice or is a reserved word: rename it.`)
  }
  return cast
}

function holdStage(course: Course, stage: Stage, cast: CastStage, last: boolean): Settled {
  const { procedure, ballots, trace, aside } = course
  const candidates = candidatesOf(course, stage, cast)
  trace.push({ step: 'stage', stage: stage.id, candidates })
  const taken = takeBallots(procedure, stage, cast, ballots, candidates)
  for (const reason of ['early', 'late', 'second'] as const) {
    const own = taken.aside.filter((a) => a.reason === reason)
    const [first] = own
    if (first !== undefined) trace.push({ step: 'aside', aside: first, count: own.length })
  }
  aside.push(...taken.aside)
  const scopes =
    stage.voters === 'all' ? [undefined] : (procedure.electorate.colleges ?? []).map(({ id }) => id)
  const held = scopes.map((college) => {
    const own = ownCandidates(ballots, candidates, college)
    const { vote, steps } = holdVote(stage, cast, taken, own, college)
    trace.push(...steps)
    course.sensitivity.push(...sensitivityOf(stage, vote))
    return vote
  })
  course.votes.push(...held)
  if (held.length > 0 && held.every(({ winner }) => winner !== null)) {
    return { outcome: stage.ballot === 'yes-no' ? 'adopted' : 'elected', votes: held }
  }
  // A motion that falls short at the last stage is rejected, not open; without quorum it is open.
  const rejected = stage.ballot === 'yes-no' && last && held.every(({ why }) => why === 'short')
  return { outcome: rejected ? 'rejected' : 'undecided', votes: held }
}

function ownCandidates(
  { candidates = [] }: Ballots,
  standing: readonly string[],
  college: string | undefined,
): readonly string[] {
  if (college === undefined) return standing
  const foreign = new Set(
    candidates.filter((c) => c.college !== undefined && c.college !== college).map(({ id }) => id),
  )
  return standing.filter((id) => !foreign.has(id))
}

/** Those who stand in a stage, in declared order. */
function candidatesOf(course: Course, stage: Stage, cast: CastStage): readonly string[] {
  if (stage.ballot === 'yes-no') return ['yes', 'no']
  const listed = (course.ballots.candidates ?? [])
    .filter(({ stages }) => stages === undefined || stages.includes(stage.id))
    .map(({ id }) => id)
  const rule = stage.candidates ?? { from: 'listed' }
  switch (rule.from) {
    case 'listed':
      if (listed.length === 0) {
        throw new BallotError(`Nobody stands in stage ${stage.id}: list the candidates.`)
      }
      return listed
    case 'endorsed': {
      const admission = admitLists(course.procedure, stage, rule, course.ballots, listed)
      course.trace.push(...admission.steps)
      for (const aside of admission.aside) course.trace.push({ step: 'aside', aside, count: 1 })
      course.aside.push(...admission.aside)
      return admission.admitted
    }
    case 'top': {
      const source = course.votes.findLast((vote) => vote.stage === rule.of)
      const top = topOf(stage, rule, source, cast)
      course.trace.push(...top.steps)
      return top.candidates
    }
  }
}

function close(
  course: Course,
  settled: Settled,
  stage: string | null,
  findings: readonly Finding[],
): Decision {
  const { procedure, ballots, trace, votes, aside, sensitivity } = course
  const { outcome } = settled
  const rejected = outcome === 'rejected'
  const winners = rejected ? ['no'] : stage === null ? [] : settled.votes.flatMap((v) => v.winners)
  const elected = settled.votes.flatMap(({ college, winner }) =>
    college === undefined || winner === null ? [] : [{ college, winner }],
  )
  const decided = stage !== null
  if (decided) trace.push({ step: 'decided', stage, outcome, winners })
  else trace.push({ step: 'decided', stage: '', outcome, winners: [] })
  const { certification } = procedure
  let certified: boolean | null = null
  if (certification !== undefined) {
    const signed = new Set((ballots.certification ?? []).map(({ witness }) => witness))
    const witnesses = [...new Set(certification.witnesses)].filter((w) => signed.has(w))
    const { needed } = certification
    certified = decided && witnesses.length >= needed
    trace.push({ step: 'certified', witnesses, needed, met: certified })
  }
  return {
    outcome,
    winner: elected.length > 1 ? null : (winners[0] ?? null),
    winners,
    elected: decided ? elected : [],
    ranking: rejected ? [['no'], ['yes']] : rankingOf(course, settled.votes.at(-1) ?? votes.at(-1)),
    stage,
    votes,
    aside,
    certified,
    trace,
    sensitivity,
    findings,
  }
}

/** The levels of the last vote, then of the stage that its run-off came from. */
function rankingOf(
  { votes, procedure }: Course,
  vote: Vote | undefined,
): readonly (readonly string[])[] {
  if (vote === undefined || vote.college !== undefined) return []
  const rule = procedure.stages.find(({ id }) => id === vote.stage)?.candidates
  const source = rule?.from === 'top' ? votes.findLast(({ stage }) => stage === rule.of) : undefined
  const rest = (source?.levels ?? []).map((level) =>
    level.filter((c) => !vote.standing.includes(c)),
  )
  return [...vote.levels, ...rest].filter((level) => level.length > 0)
}
