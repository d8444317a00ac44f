// What each act on a decision writes, and when it may (decision_SPEC.md D1-D14). Pure functions of the
// decision as it stands and the input; whether a seat can write at all is the database's matter.
import { ballotsFault } from './decision_ballot_check.ts'
import {
  checkTerms,
  protocolHash,
  standingIn,
  termsHash,
  type Course,
  type CourseStage,
  type Terms,
} from '@sulh/analysis/ballot/decision_course'
import { findingSentence } from '@sulh/analysis/ballot/finding_sentences'
import { readProcedure, type CastBallot, type Stage } from '@sulh/analysis/ballot/procedure'
import { BallotError } from '@sulh/analysis/ballot/profile'
import type { InputOf } from '@sulh/contract/endpoint'
import type { decisionActs, DecisionTerms } from '@sulh/contract/forum_decision'
import { Problem } from '@sulh/contract/problem'
import type { PlannedFact, Scene } from './decision_act.ts'

export type ActInput<N extends keyof typeof decisionActs> = InputOf<(typeof decisionActs)[N]>
type Planned = readonly PlannedFact[]

function refuse(field: string, expected: string, action: string): Problem {
  return new Problem('invalid-input', `These terms contradict themselves: ${expected}`, [
    { field, expected, action },
  ])
}

/** D1: a procedure that contradicts itself is refused, and the rule is named. */
export function requireTerms(given: DecisionTerms): void {
  let terms: Terms
  try {
    const procedure = readProcedure(given.procedure as Parameters<typeof readProcedure>[0])
    terms = { ...(given as unknown as Terms), procedure }
  } catch (error) {
    if (!(error instanceof BallotError)) throw error
    throw refuse('terms.procedure', error.message, 'Correct the procedure at this place.')
  }
  const { procedure, terms: own } = checkTerms(terms)
  const contradiction = procedure.find(({ severity }) => severity === 'contradiction')
  if (contradiction) {
    const sentence = findingSentence(contradiction, terms.procedure, 'en')
    const field = `terms.procedure.${contradiction.stage ?? 'electorate'}`
    throw refuse(field, `${contradiction.rule}: ${sentence}`, 'Change this rule of the procedure.')
  }
  const [first] = own
  if (first) {
    const figures = Object.entries(first.figures ?? {}).map(([k, v]) => `${k} ${v}`)
    const sentence = [`${first.rule} (${first.at})`, ...figures].join(', ')
    throw refuse('terms', sentence, 'Change this part of the terms.')
  }
}

export function requireSteward({ course, seat_id }: Scene): void {
  if (!course.terms?.stewards.includes(seat_id))
    throw new Problem('not-permitted', 'This act is the secretariat’s of this decision alone.')
}

function requireFrozen({ course }: Scene): Terms {
  if (!course.terms || course.frozen === undefined)
    throw new Problem(
      'wrong-state',
      'The terms are not frozen yet: let the body accept them first.',
    )
  return course.terms
}

function refuseFrozen({ course }: Scene): void {
  if (course.frozen !== undefined)
    throw new Problem('wrong-state', 'The terms are frozen: nothing about them can change now.')
}

export function proposal(input: ActInput<'proposeDecision'>): Planned {
  requireTerms(input.terms)
  const at = (path: string, of: { compartment_id: string; id: string } | undefined) =>
    of ? [{ path, ...of }] : []
  const references = [
    ...at('body', input.body),
    ...at('track', input.track),
    ...input.concerns.flatMap((c) => at('concerns', c)),
  ]
  return [
    { facet: 'description', value: input.description, references },
    { facet: 'terms', value: input.terms },
  ]
}

export function amendTerms(scene: Scene, { terms }: ActInput<'amendTerms'>): Planned {
  requireSteward(scene)
  refuseFrozen(scene)
  requireTerms(terms)
  return [{ facet: 'terms', value: terms }]
}

/** D2: what is accepted is one text of the terms, named by its hash. */
export async function acceptTerms(scene: Scene, input: ActInput<'acceptTerms'>): Promise<Planned> {
  requireSteward(scene)
  refuseFrozen(scene)
  await requireHash(scene.course, input.hash)
  const references = [
    ...input.accepted_by.map((of) => ({ path: 'accepted_by', ...of })),
    ...(input.occasion ? [{ path: 'occasion', ...input.occasion }] : []),
  ]
  const { hash, on, how } = input
  return [{ facet: 'acceptance', value: { hash, on, how }, references }]
}

async function requireHash(course: Course, hash: string): Promise<void> {
  if ((await termsHash(course.given)) !== hash)
    throw new Problem('conflict', 'The terms are others than these: read them again.')
}

export async function freezeTerms(
  scene: Scene,
  { hash }: ActInput<'freezeTerms'>,
): Promise<Planned> {
  requireSteward(scene)
  refuseFrozen(scene)
  await requireHash(scene.course, hash)
  if (scene.course.acceptance?.hash !== hash)
    throw new Problem('wrong-state', 'The body has not accepted these terms: record that first.')
  return [{ facet: 'frozen', value: { hash } }]
}

export function nominateCandidate(
  scene: Scene,
  { candidate }: ActInput<'nominateCandidate'>,
): Planned {
  const terms = requireFrozen(scene)
  const voter = terms.voters.some(({ seat }) => seat === scene.seat_id)
  if (!voter && !terms.stewards.includes(scene.seat_id))
    throw new Problem('not-permitted', 'Members of the electorate and its secretariat nominate.')
  if (terms.nominations === 'closed')
    throw new Problem('wrong-state', 'These terms take no nominations: all who stand are in them.')
  if (scene.course.candidates.some(({ id }) => id === candidate.id) || candidate.id === 'abstain')
    throw new Problem('id-taken', `There is a candidate ${candidate.id} already: take another id.`)
  const { procedure } = terms
  const college = candidate.college
  if (college !== undefined && !procedure.electorate.colleges?.some(({ id }) => id === college))
    throw new Problem('invalid-input', `The electorate has no college ${college}.`)
  const ids = candidate.stages ?? procedure.stages.map(({ id }) => id)
  const strange = ids.find((id) => !procedure.stages.some((s) => s.id === id))
  if (strange) throw new Problem('invalid-input', `The procedure has no stage ${strange}.`)
  const begun = scene.course.stages.find((s) => ids.includes(s.stage.id) && s.status !== 'waiting')
  if (begun)
    throw new Problem('wrong-state', `Stage ${begun.stage.id} has opened: name later stages only.`)
  return [{ facet: 'nomination', value: candidate }]
}

/** The stage whose lists a candidate is to be admitted to, before it opens. */
function endorsedStage(scene: Scene, candidate: string): { terms: Terms; own: CourseStage } {
  const terms = requireFrozen(scene)
  const listed = scene.course.candidates.find(({ id }) => id === candidate)
  if (!listed) throw new Problem('not-found', 'There is no such candidate.')
  const own = scene.course.stages.find(
    ({ stage }) =>
      stage.candidates?.from === 'endorsed' && (listed.stages?.includes(stage.id) ?? true),
  )
  if (!own) throw new Problem('wrong-state', 'No stage of this procedure takes endorsements.')
  if (own.status !== 'waiting')
    throw new Problem('wrong-state', `Stage ${own.stage.id} has opened: signatures are counted.`)
  return { terms, own }
}

/** D4: a member signs once a list, and one list or several as the procedure says. */
export function endorseCandidate(
  scene: Scene,
  { candidate }: ActInput<'endorseCandidate'>,
): Planned {
  const { terms, own } = endorsedStage(scene, candidate)
  if (!terms.voters.some(({ seat }) => seat === scene.seat_id))
    throw new Problem('not-permitted', 'Only members of the electorate endorse.')
  const rule = own.stage.candidates
  const closes = rule?.from === 'endorsed' ? rule.closes : undefined
  if (closes !== undefined && Date.parse(scene.now) > Date.parse(closes))
    throw new Problem('wrong-state', `Endorsements closed at ${closes}.`)
  const mine = scene.course.endorsements.filter(
    (s) => s.seat === scene.seat_id && s.count === undefined,
  )
  if (mine.some((s) => s.candidate === candidate))
    throw new Problem('wrong-state', 'You have endorsed this list: one signature a list counts.')
  const only = rule?.from === 'endorsed' && rule.per_member === 'one' && rule.second !== 'neither'
  const [signed] = mine
  if (only && signed)
    throw new Problem(
      'wrong-state',
      `A member endorses one list, and you have endorsed ${signed.candidate}: withdraw that first.`,
    )
  return [{ facet: 'endorsement', value: { candidate } }]
}

export function withdrawEndorsement(
  scene: Scene,
  { candidate }: ActInput<'withdrawEndorsement'>,
): Planned {
  endorsedStage(scene, candidate)
  const mine = scene.course.endorsements.find(
    (s) => s.seat === scene.seat_id && s.candidate === candidate && s.count === undefined,
  )
  if (!mine) throw new Problem('wrong-state', 'You have not endorsed this list.')
  return [{ facet: 'endorsement', act: 'withdraw', of_fact_id: mine.fact_id, value: {} }]
}

/** The stage of this id, in this state. */
export function requireStage(scene: Scene, id: string, status: CourseStage['status']): CourseStage {
  requireFrozen(scene)
  const own = scene.course.stages.find(({ stage }) => stage.id === id)
  if (!own) throw new Problem('not-found', 'There is no such stage.')
  if (own.status === status) return own
  const closed = own.closing ? ` It closed at ${own.closing.at}.` : ''
  throw new Problem(
    'wrong-state',
    `Stage ${id} is ${own.status.replaceAll('_', ' ')}, not ${status}.${closed}`,
  )
}

export function requireNext(scene: Scene, id: string): void {
  if (scene.course.next?.stage.id === id) return
  const next = scene.course.next?.stage.id
  throw new Problem(
    'wrong-state',
    next === undefined ? 'The decision is made: no stage follows.' : `Stage ${next} comes first.`,
  )
}

/** A stage opens for somebody: without a candidate there is nothing to choose. */
export function requireStanding({ course }: Scene, stage: Stage): void {
  if (standingIn(course, stage).length === 0)
    throw new Problem('wrong-state', `Nobody stands in stage ${stage.id}: no list is admitted.`)
}

/** D13: a count on paper, under the same checks as ballots of the system. */
export function enterTally(scene: Scene, input: ActInput<'enterTally'>): Planned {
  requireSteward(scene)
  requireNext(scene, input.stage)
  const own = requireStage(scene, input.stage, 'waiting')
  if (own.form !== 'paper')
    throw new Problem('wrong-state', 'Ballots of this stage are cast in the system.')
  const fault = ballotsFault(scene.course, own, input.ballots as CastBallot[], input.present)
  if (fault !== undefined)
    throw new Problem('invalid-input', fault, [
      { field: 'ballots', expected: 'what the count came to', action: fault },
    ])
  const { stage, ballots, present, note } = input
  return [
    {
      facet: 'count',
      value: {
        stage,
        form: 'paper',
        published: 'all',
        ballots,
        receipts: [],
        took_part: [],
        outcome: [],
        ...(present === undefined ? {} : { present }),
        ...(note === undefined ? {} : { note }),
      },
    },
  ]
}

export async function certifyDecision(
  scene: Scene,
  { witness, on, hash }: ActInput<'certifyDecision'>,
): Promise<Planned> {
  requireSteward(scene)
  const { procedure } = requireFrozen(scene)
  const { outcome, certifications } = scene.course
  if (outcome === undefined || outcome === 'pending')
    throw new Problem('wrong-state', 'There is no result to certify yet.')
  if ((await protocolHash(scene.course)) !== hash)
    throw new Problem('conflict', 'The protocol is another one than this: read it again.')
  if (!procedure.certification?.witnesses.includes(witness))
    throw new Problem('invalid-input', `The procedure names no witness ${witness}.`)
  if (certifications.some((c) => c.witness === witness && c.hash === hash))
    throw new Problem('wrong-state', `${witness} has certified this protocol already.`)
  return [{ facet: 'certification', value: { witness, on, hash } }]
}

export function recordAdoption(
  scene: Scene,
  { effect, target, on, text }: ActInput<'recordAdoption'>,
): Planned {
  requireSteward(scene)
  const { outcome } = scene.course
  if (outcome !== 'adopted' && outcome !== 'elected')
    throw new Problem('wrong-state', 'Nothing was adopted by this decision.')
  const references = text
    ? [
        { path: 'instrument', compartment_id: text.compartment_id, id: text.instrument_id },
        { path: 'target', compartment_id: text.compartment_id, id: target },
      ]
    : []
  return [{ facet: 'adoption', value: { act: effect, target, on }, references }]
}
