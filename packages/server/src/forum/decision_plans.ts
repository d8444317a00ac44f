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
  type TermsFinding,
} from '@sulh/analysis/ballot/decision_course'
import { findingSentence } from '@sulh/analysis/ballot/finding_sentences'
import { readProcedure, type CastBallot, type Stage } from '@sulh/analysis/ballot/procedure'
import { BallotError } from '@sulh/analysis/ballot/profile'
import type { InputOf } from '@sulh/contract/endpoint'
import type { decisionActs, DecisionTerms } from '@sulh/contract/forum_decision'
import { Problem, type Said } from '@sulh/contract/problem'
import type { PlannedFact, Scene } from './decision_act.ts'

export type ActInput<N extends keyof typeof decisionActs> = InputOf<(typeof decisionActs)[N]>
type Planned = readonly PlannedFact[]

function refuse(field: string, expected: Said, action: Said): Problem {
  const detail = {
    en: `These terms contradict themselves: ${expected.en}`,
    ar: `تتناقض هذه القواعد: ${expected.ar}`,
  }
  return new Problem('invalid-input', detail, [{ field, expected, action }])
}

const faults: Readonly<Record<TermsFinding['rule'], string>> = {
  'form-of-no-stage': 'شكل اقتراع لمرحلة لا وجود لها',
  'stage-without-form': 'مرحلة بلا شكل اقتراع',
  'voter-twice': 'ناخب وارد مرتين',
  'voter-of-no-college': 'ناخب بلا مجمع',
  'more-voters-than-members': 'ناخبون أكثر من الأعضاء',
  'candidate-twice': 'مرشح وارد مرتين أو باسم محجوز',
  'nobody-stands': 'مرحلة لا يترشح فيها أحد',
  'floor-hides-run-off': 'حد أدنى للنشر يخفي من يبلغ جولة الحسم',
  'no-steward': 'لا أمانة للقرار',
}
const stages: Readonly<Record<CourseStage['status'], string>> = {
  waiting: 'لم تُفتح بعد',
  open: 'مفتوحة',
  closed: 'مغلقة',
  counted: 'مفروزة',
  not_needed: 'غير لازمة',
}

/** D1: a procedure that contradicts itself is refused, and the rule is named. */
export function requireTerms(given: DecisionTerms): void {
  let terms: Terms
  try {
    const procedure = readProcedure(given.procedure as Parameters<typeof readProcedure>[0])
    terms = { ...(given as unknown as Terms), procedure }
  } catch (error) {
    if (!(error instanceof BallotError)) throw error
    throw refuse(
      'terms.procedure',
      { en: error.message, ar: error.arabic ?? error.message },
      { en: 'Correct the procedure at this place.', ar: 'صحّح الإجراء في هذا الموضع.' },
    )
  }
  const { procedure, terms: own } = checkTerms(terms)
  const contradiction = procedure.find(({ severity }) => severity === 'contradiction')
  if (contradiction) {
    const field = `terms.procedure.${contradiction.stage ?? 'electorate'}`
    const said = (lang: 'en' | 'ar') => findingSentence(contradiction, terms.procedure, lang)
    throw refuse(
      field,
      { en: `${contradiction.rule}: ${said('en')}`, ar: said('ar') },
      { en: 'Change this rule of the procedure.', ar: 'غيّر هذه القاعدة في الإجراء.' },
    )
  }
  const [first] = own
  if (first) {
    const figures = Object.entries(first.figures ?? {}).map(([k, v]) => `${k} ${v}`)
    const sentence = [`${first.rule} (${first.at})`, ...figures].join(', ')
    const arabic = [`${faults[first.rule]} (${first.at})`, ...figures].join('، ')
    throw refuse(
      'terms',
      { en: sentence, ar: arabic },
      { en: 'Change this part of the terms.', ar: 'غيّر هذا الجزء من القواعد.' },
    )
  }
}

export function requireSteward({ course, seat_id }: Scene): void {
  if (!course.terms?.stewards.includes(seat_id))
    throw new Problem('not-permitted', {
      en: 'This act is the secretariat’s of this decision alone.',
      ar: 'هذا العمل لأمانة هذا القرار وحدها.',
    })
}

function requireFrozen({ course }: Scene): Terms {
  if (!course.terms || course.frozen === undefined)
    throw new Problem('wrong-state', {
      en: 'The terms are not frozen yet: let the body accept them first.',
      ar: 'لم تُثبَّت القواعد بعد: لتقبلها الهيئة أولًا.',
    })
  return course.terms
}

function refuseFrozen({ course }: Scene): void {
  if (course.frozen !== undefined)
    throw new Problem('wrong-state', {
      en: 'The terms are frozen: nothing about them can change now.',
      ar: 'ثُبّتت القواعد: لا يتغير فيها شيء الآن.',
    })
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
    throw new Problem('conflict', {
      en: 'The terms are others than these: read them again.',
      ar: 'القواعد غير هذه: اقرأها من جديد.',
    })
}

export async function freezeTerms(
  scene: Scene,
  { hash }: ActInput<'freezeTerms'>,
): Promise<Planned> {
  requireSteward(scene)
  refuseFrozen(scene)
  await requireHash(scene.course, hash)
  if (scene.course.acceptance?.hash !== hash)
    throw new Problem('wrong-state', {
      en: 'The body has not accepted these terms: record that first.',
      ar: 'لم تقبل الهيئة هذه القواعد: سجّل قبولها أولًا.',
    })
  return [{ facet: 'frozen', value: { hash } }]
}

export function nominateCandidate(
  scene: Scene,
  { candidate }: ActInput<'nominateCandidate'>,
): Planned {
  const terms = requireFrozen(scene)
  const voter = terms.voters.some(({ seat }) => seat === scene.seat_id)
  if (!voter && !terms.stewards.includes(scene.seat_id))
    throw new Problem('not-permitted', {
      en: 'Members of the electorate and its secretariat nominate.',
      ar: 'يرشّح أعضاء هيئة الناخبين وأمانتها.',
    })
  if (terms.nominations === 'closed')
    throw new Problem('wrong-state', {
      en: 'These terms take no nominations: all who stand are in them.',
      ar: 'لا تقبل هذه القواعد ترشيحات: كل المترشحين مذكورون فيها.',
    })
  if (scene.course.candidates.some(({ id }) => id === candidate.id) || candidate.id === 'abstain')
    throw new Problem('id-taken', {
      en: `There is a candidate ${candidate.id} already: take another id.`,
      ar: `يوجد مرشح بالمعرّف ${candidate.id} من قبل: خذ معرّفًا آخر.`,
    })
  const { procedure } = terms
  const college = candidate.college
  if (college !== undefined && !procedure.electorate.colleges?.some(({ id }) => id === college))
    throw new Problem('invalid-input', {
      en: `The electorate has no college ${college}.`,
      ar: `ليس في هيئة الناخبين مجمع ${college}.`,
    })
  const ids = candidate.stages ?? procedure.stages.map(({ id }) => id)
  const strange = ids.find((id) => !procedure.stages.some((s) => s.id === id))
  if (strange)
    throw new Problem('invalid-input', {
      en: `The procedure has no stage ${strange}.`,
      ar: `ليس في الإجراء مرحلة ${strange}.`,
    })
  const begun = scene.course.stages.find((s) => ids.includes(s.stage.id) && s.status !== 'waiting')
  if (begun)
    throw new Problem('wrong-state', {
      en: `Stage ${begun.stage.id} has opened: name later stages only.`,
      ar: `فُتحت المرحلة ${begun.stage.id}: لا تذكر إلا مراحل لاحقة.`,
    })
  return [{ facet: 'nomination', value: candidate }]
}

/** The stage whose lists a candidate is to be admitted to, before it opens. */
function endorsedStage(scene: Scene, candidate: string): { terms: Terms; own: CourseStage } {
  const terms = requireFrozen(scene)
  const listed = scene.course.candidates.find(({ id }) => id === candidate)
  if (!listed)
    throw new Problem('not-found', { en: 'There is no such candidate.', ar: 'لا وجود لمرشح كهذا.' })
  const own = scene.course.stages.find(
    ({ stage }) =>
      stage.candidates?.from === 'endorsed' && (listed.stages?.includes(stage.id) ?? true),
  )
  if (!own)
    throw new Problem('wrong-state', {
      en: 'No stage of this procedure takes endorsements.',
      ar: 'لا تقبل أي مرحلة من هذا الإجراء تزكيات.',
    })
  if (own.status !== 'waiting')
    throw new Problem('wrong-state', {
      en: `Stage ${own.stage.id} has opened: signatures are counted.`,
      ar: `فُتحت المرحلة ${own.stage.id}: عُدّت التواقيع.`,
    })
  return { terms, own }
}

/** D4: a member signs once a list, and one list or several as the procedure says. */
export function endorseCandidate(
  scene: Scene,
  { candidate }: ActInput<'endorseCandidate'>,
): Planned {
  const { terms, own } = endorsedStage(scene, candidate)
  if (!terms.voters.some(({ seat }) => seat === scene.seat_id))
    throw new Problem('not-permitted', {
      en: 'Only members of the electorate endorse.',
      ar: 'لا يزكّي إلا أعضاء هيئة الناخبين.',
    })
  const rule = own.stage.candidates
  const closes = rule?.from === 'endorsed' ? rule.closes : undefined
  if (closes !== undefined && Date.parse(scene.now) > Date.parse(closes))
    throw new Problem('wrong-state', {
      en: `Endorsements closed at ${closes}.`,
      ar: `أُغلق باب التزكية في ${closes}.`,
    })
  const mine = scene.course.endorsements.filter(
    (s) => s.seat === scene.seat_id && s.count === undefined,
  )
  if (mine.some((s) => s.candidate === candidate))
    throw new Problem('wrong-state', {
      en: 'You have endorsed this list: one signature a list counts.',
      ar: 'لقد زكّيت هذه القائمة: لا يُحسب للقائمة إلا توقيع واحد منك.',
    })
  const only = rule?.from === 'endorsed' && rule.per_member === 'one' && rule.second !== 'neither'
  const [signed] = mine
  if (only && signed)
    throw new Problem('wrong-state', {
      en: `A member endorses one list, and you have endorsed ${signed.candidate}: withdraw that first.`,
      ar: `يزكّي العضو قائمة واحدة، وقد زكّيت ${signed.candidate}: اسحب تزكيتها أولًا.`,
    })
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
  if (!mine)
    throw new Problem('wrong-state', {
      en: 'You have not endorsed this list.',
      ar: 'لم تزكِّ هذه القائمة.',
    })
  return [{ facet: 'endorsement', act: 'withdraw', of_fact_id: mine.fact_id, value: {} }]
}

/** The stage of this id, in this state. */
export function requireStage(scene: Scene, id: string, status: CourseStage['status']): CourseStage {
  requireFrozen(scene)
  const own = scene.course.stages.find(({ stage }) => stage.id === id)
  if (!own)
    throw new Problem('not-found', { en: 'There is no such stage.', ar: 'لا وجود لمرحلة كهذه.' })
  if (own.status === status) return own
  const closed = own.closing ? ` It closed at ${own.closing.at}.` : ''
  const closed_ar = own.closing ? ` أُغلقت في ${own.closing.at}.` : ''
  throw new Problem('wrong-state', {
    en: `Stage ${id} is ${own.status.replaceAll('_', ' ')}, not ${status}.${closed}`,
    ar: `المرحلة ${id} ${stages[own.status]} لا ${stages[status]}.${closed_ar}`,
  })
}

export function requireNext(scene: Scene, id: string): void {
  if (scene.course.next?.stage.id === id) return
  const next = scene.course.next?.stage.id
  throw new Problem(
    'wrong-state',
    next === undefined
      ? { en: 'The decision is made: no stage follows.', ar: 'اتُخذ القرار: لا مرحلة بعده.' }
      : { en: `Stage ${next} comes first.`, ar: `تسبق ذلك المرحلة ${next}.` },
  )
}

/** A stage opens for somebody: without a candidate there is nothing to choose. */
export function requireStanding({ course }: Scene, stage: Stage): void {
  if (standingIn(course, stage).length === 0)
    throw new Problem('wrong-state', {
      en: `Nobody stands in stage ${stage.id}: no list is admitted.`,
      ar: `لا مترشح في المرحلة ${stage.id}: لم تُقبل أي قائمة.`,
    })
}

/** D13: a count on paper, under the same checks as ballots of the system. */
export function enterTally(scene: Scene, input: ActInput<'enterTally'>): Planned {
  requireSteward(scene)
  requireNext(scene, input.stage)
  const own = requireStage(scene, input.stage, 'waiting')
  if (own.form !== 'paper')
    throw new Problem('wrong-state', {
      en: 'Ballots of this stage are cast in the system.',
      ar: 'يُدلى بأصوات هذه المرحلة في النظام.',
    })
  const fault = ballotsFault(scene.course, own, input.ballots as CastBallot[], input.present)
  if (fault !== undefined)
    throw new Problem('invalid-input', fault, [
      {
        field: 'ballots',
        expected: { en: 'what the count came to', ar: 'نتيجة الفرز' },
        action: fault,
      },
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
    throw new Problem('wrong-state', {
      en: 'There is no result to certify yet.',
      ar: 'لا نتيجة للتصديق عليها بعد.',
    })
  if ((await protocolHash(scene.course)) !== hash)
    throw new Problem('conflict', {
      en: 'The protocol is another one than this: read it again.',
      ar: 'المحضر غير هذا: اقرأه من جديد.',
    })
  if (!procedure.certification?.witnesses.includes(witness))
    throw new Problem('invalid-input', {
      en: `The procedure names no witness ${witness}.`,
      ar: `لا يذكر الإجراء شاهدًا باسم ${witness}.`,
    })
  if (certifications.some((c) => c.witness === witness && c.hash === hash))
    throw new Problem('wrong-state', {
      en: `${witness} has certified this protocol already.`,
      ar: `صدّق ${witness} على هذا المحضر من قبل.`,
    })
  return [{ facet: 'certification', value: { witness, on, hash } }]
}

export function recordAdoption(
  scene: Scene,
  { effect, target, on, text }: ActInput<'recordAdoption'>,
): Planned {
  requireSteward(scene)
  const { outcome } = scene.course
  if (outcome !== 'adopted' && outcome !== 'elected')
    throw new Problem('wrong-state', {
      en: 'Nothing was adopted by this decision.',
      ar: 'لم يُعتمد شيء بهذا القرار.',
    })
  const references = text
    ? [
        { path: 'instrument', compartment_id: text.compartment_id, id: text.instrument_id },
        { path: 'target', compartment_id: text.compartment_id, id: target },
      ]
    : []
  return [{ facet: 'adoption', value: { act: effect, target, on }, references }]
}
