// What each act on a decision writes, and when it may (decision_SPEC.md D1-D14). Pure functions of the
// decision as it stands and the input; whether a seat can write at all is the database's matter.
import {
  protocolHash,
  termsHash,
  type Course,
  type CourseStage,
  type Terms,
} from '@sulh/analysis/ballot/decision_course'
import type { CastBallot } from '@sulh/analysis/ballot/procedure'
import type { InputOf } from '@sulh/contract/endpoint'
import type { decisionActs } from '@sulh/contract/forum_decision'
import { Problem } from '@sulh/contract/problem'
import type { PlannedFact, Scene } from './decision_act.ts'
import { ballotsFault } from './decision_ballot_check.ts'
import {
  refuseFrozen,
  requireFrozen,
  requireNext,
  requireStage,
  requireSteward,
} from './decision_conditions.ts'
import { requireTerms } from './decision_terms_check.ts'

export type ActInput<N extends keyof typeof decisionActs> = InputOf<(typeof decisionActs)[N]>
type Planned = readonly PlannedFact[]

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
