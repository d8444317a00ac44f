// The trace of a decision as sentences in English and Arabic, with the names that procedure and
// ballots declare. Nothing is decided here; sensitivity views are in sensitivity_sentences.ts.
import { counted } from './counted.ts'
import type { Language } from '../ledger/sentences.ts'
import { listed } from './count_sentences.ts'
import type { DecisionStep, Outcome, Tally } from './decision.ts'
import { findingSentence } from './finding_sentences.ts'
import type { Ballots, Base, Bilingual, Procedure, Threshold } from './procedure.ts'
import { percentText, ratio, ratioText } from './ratio.ts'
import { shareOf } from './procedure.ts'

/** The names of a decision's stages, colleges and candidates in one language. */
export type Names = {
  readonly language: Language
  readonly stage: (id: string) => string
  readonly college: (id: string) => string
  readonly candidate: (id: string) => string
  readonly procedure: Procedure
}

export function namesOf(procedure: Procedure, ballots: Ballots, language: Language): Names {
  const named =
    (all: readonly { readonly id: string; readonly name?: Bilingual }[]) =>
    (id: string): string =>
      all.find((each) => each.id === id)?.name?.[language] ?? id
  const motion: readonly { id: string; name: Bilingual }[] = [
    { id: 'yes', name: { en: 'yes', ar: 'نعم' } },
    { id: 'no', name: { en: 'no', ar: 'لا' } },
  ]
  return {
    language,
    stage: named(procedure.stages),
    college: named(procedure.electorate.colleges ?? []),
    candidate: named([...(ballots.candidates ?? []), ...motion]),
    procedure,
  }
}

/** One sentence of a step. */
export function decisionSentence(step: DecisionStep, names: Names): string {
  return names.language === 'en' ? inEnglish(step, names) : inArabic(step, names)
}

/** `51/70 = 72.86 %`: the exact share, and in percent for reading alone. */
export function reachedText(votes: number, base: number): string {
  if (base === 0) return `${votes}/0`
  return `${votes}/${base} = ${percentText(ratio(BigInt(votes), BigInt(base)))} %`
}

export const baseInEnglish: Readonly<Record<Base, string>> = {
  members: 'all members',
  present: 'those present',
  valid: 'the valid votes',
  'for-and-against': 'the votes for and against',
}
export const baseInArabic: Readonly<Record<Base, string>> = {
  members: 'جميع الأعضاء',
  present: 'الحضور',
  valid: 'الأصوات الصحيحة',
  'for-and-against': 'المؤيدين والمعارضين',
}

export function thresholdText({
  comparison,
  share,
}: Pick<Threshold, 'comparison' | 'share'>): string {
  const exact = ratioText(shareOf({ share }))
  return comparison === 'floor+1' ? `${exact} + 1` : `${comparison === '>=' ? '≥' : '>'} ${exact}`
}

function tallyText({ choices, abstained, spoilt }: Tally, names: Names): string {
  const [comma, abstention, spoiled] =
    names.language === 'en' ? [', ', 'abstentions', 'spoilt'] : ['، ', 'الممتنعون', 'الباطلة']
  const votes = [...choices]
    .sort((a, b) => b[1] - a[1])
    .map(([id, count]) => `${names.candidate(id)}: ${count}`)
  return [...votes, `${abstention}: ${abstained}`, `${spoiled}: ${spoilt}`].join(comma)
}

function inEnglish(step: DecisionStep, names: Names): string {
  const at = (stage: string, college: string | undefined) =>
    college === undefined ? names.stage(stage) : `${names.stage(stage)}, ${names.college(college)}`
  const people = (ids: readonly string[]) => listed(ids.map(names.candidate), 'en')
  switch (step.step) {
    case 'procedure':
      return `${names.procedure.name.en}: ${counted(step.members, 'member')}, ${counted(step.stages, 'stage')}.`
    case 'finding':
      return `Note: ${findingSentence(step.finding, names.procedure, 'en')}`
    case 'stage':
      return step.candidates.length === 0
        ? `${names.stage(step.stage)}: nobody stands.`
        : `${names.stage(step.stage)}: the choice is between ${people(step.candidates)}.`
    case 'aside':
      return `${names.stage(step.aside.stage)}: ${counted(step.count, step.aside.what)} set aside, ${asideInEnglish[step.aside.reason]}${step.aside.voter === undefined ? '' : ` (first of them: ${step.aside.voter})`}.`
    case 'endorsed': {
      const parts = step.colleges.map(
        (c) => `${names.college(c.college)} ${c.count} of ${c.needed}`,
      )
      const by = parts.length === 0 ? '' : ` (${parts.join(', ')})`
      return `${names.candidate(step.candidate)} has ${step.total} of ${counted(step.needed, 'endorsement')}${by}: ${step.admitted ? 'admitted' : 'not admitted'}.`
    }
    case 'tally':
      return `${at(step.stage, step.college)}: ${counted(step.tally.cast, 'ballot')} of ${counted(step.tally.members, 'member')}; ${tallyText(step.tally, names)}.`
    case 'quorum':
      return `${at(step.stage, step.college)}: ${step.present} ${step.present === 1 ? 'is' : 'are'} present and the quorum is ${step.needed}: ${step.met ? 'met' : 'not met'}.`
    case 'requirement':
      return `${at(step.stage, step.college ?? step.vote)}: ${names.candidate(step.candidate)} has ${reachedText(step.votes, step.base)} of ${baseInEnglish[step.threshold.base]}; ${thresholdText(step.threshold)} needs ${step.needed}: ${step.met ? `met, ${step.votes - step.needed} to spare` : `${step.needed - step.votes} short`}.`
    case 'tie':
      return `${names.stage(step.stage)}: ${people(step.tied)} are tied ${step.purpose === 'win' ? 'for the first place' : 'for the run-off'}: ${howInEnglish(step, people)}.`
    case 'vote':
      return step.winner === null
        ? `${at(step.stage, step.college)}: no decision, ${whyInEnglish[step.why]}.`
        : `${at(step.stage, step.college)}: ${names.candidate(step.winner)} has it.`
    case 'run-off':
      return `${people(step.candidates)} go into the run-off, the first of ${names.stage(step.of)}.`
    case 'falls-through':
      return `${names.stage(step.stage)} did not decide: ${names.stage(step.next)} follows.`
    case 'not-held':
      return `${names.stage(step.stage)} has not been held: there are no ballots of it.`
    case 'not-needed':
      return `${names.stage(step.stage)} was not needed; its ballots (${step.ballots} ${step.ballots === 1 ? 'entry' : 'entries'}) stand uncounted.`
    case 'decided':
      return outcomeInEnglish(step.outcome, people(step.winners), names.stage(step.stage))
    case 'certified':
      return `${step.witnesses.length} of ${counted(step.needed, 'witness')} needed ${step.witnesses.length === 1 ? 'has' : 'have'} signed: ${step.met ? 'the result is certified' : 'the result is not certified'}.`
  }
}

const asideInEnglish = {
  late: 'for coming after the close',
  early: 'for coming before the opening',
  second: 'from a voter who had signed or voted already',
} as const
const whyInEnglish = {
  elected: 'decided',
  'no-quorum': 'because the quorum is not met',
  short: 'because nobody meets the requirements',
  tie: 'because a tie stays open',
  'no-votes': 'because nobody has a vote',
} as const

function howInEnglish(
  { how, chosen, seed }: DecisionStep & { readonly step: 'tie' },
  people: (ids: readonly string[]) => string,
): string {
  switch (how) {
    case 'declared-order':
      return `${people(chosen)} by the declared order`
    case 'draw':
      return `${people(chosen)} by the recorded draw`
    case 'seed':
      return `${people(chosen)} by the lot of seed ${seed ?? ''}`
    case 'all':
      return 'all of them go through'
    case 'open':
      return 'the procedure leaves the tie open'
    case 'draw-missing':
      return 'a lot has to be drawn and none is recorded'
  }
}

function outcomeInEnglish(outcome: Outcome, winners: string, stage: string): string {
  switch (outcome) {
    case 'elected':
      return `Elected: ${winners}, in ${stage}.`
    case 'adopted':
      return `Adopted, in ${stage}.`
    case 'rejected':
      return `Rejected, in ${stage}.`
    case 'undecided':
      return 'No stage decided: there is no decision.'
    case 'pending':
      return 'The decision is open until the next stage is held.'
  }
}

function inArabic(step: DecisionStep, names: Names): string {
  const stageOf = (id: string) => `«${names.stage(id)}»`
  const at = (stage: string, college: string | undefined) =>
    college === undefined ? stageOf(stage) : `${stageOf(stage)}، ${names.college(college)}`
  const person = (id: string) => `«${names.candidate(id)}»`
  const people = (ids: readonly string[]) => listed(ids.map(person), 'ar')
  switch (step.step) {
    case 'procedure':
      return `${names.procedure.name.ar}: عدد الأعضاء ${step.members}، وعدد المراحل ${step.stages}.`
    case 'finding':
      return `ملاحظة: ${findingSentence(step.finding, names.procedure, 'ar')}`
    case 'stage':
      return step.candidates.length === 0
        ? `${stageOf(step.stage)}: لا مرشح.`
        : `${stageOf(step.stage)}: الاختيار بين ${people(step.candidates)}.`
    case 'aside':
      return `${stageOf(step.aside.stage)}: نُحّيت ${step.aside.what === 'ballot' ? 'أوراق' : 'تزكيات'} عددها ${step.count}، ${asideInArabic[step.aside.reason]}${step.aside.voter === undefined ? '' : ` (أولها: ${step.aside.voter})`}.`
    case 'endorsed': {
      const parts = step.colleges.map(
        (c) => `${names.college(c.college)} ${c.count} من ${c.needed}`,
      )
      const by = parts.length === 0 ? '' : ` (${parts.join('، ')})`
      return `تزكيات ${person(step.candidate)} هي ${step.total} من ${step.needed}${by}: ${step.admitted ? 'قُبلت القائمة' : 'لم تُقبل القائمة'}.`
    }
    case 'tally':
      return `${at(step.stage, step.college)}: عدد الأوراق ${step.tally.cast} وعدد الأعضاء ${step.tally.members}؛ ${tallyText(step.tally, names)}.`
    case 'quorum':
      return `${at(step.stage, step.college)}: عدد الحضور ${step.present} والنصاب ${step.needed}: ${step.met ? 'اكتمل' : 'لم يكتمل'}.`
    case 'requirement':
      return `${at(step.stage, step.college ?? step.vote)}: نال ${person(step.candidate)} ${reachedText(step.votes, step.base)} من ${baseInArabic[step.threshold.base]}؛ والعتبة ${thresholdText(step.threshold)} تحتاج إلى ${step.needed}: ${step.met ? `تحققت بزيادة ${step.votes - step.needed}` : `لم تتحقق، والنقص ${step.needed - step.votes}`}.`
    case 'tie':
      return `${stageOf(step.stage)}: تعادل ${people(step.tied)} ${step.purpose === 'win' ? 'في المرتبة الأولى' : 'في دخول جولة الحسم'}: ${howInArabic(step, people)}.`
    case 'vote':
      return step.winner === null
        ? `${at(step.stage, step.college)}: لا قرار، ${whyInArabic[step.why]}.`
        : `${at(step.stage, step.college)}: النتيجة لصالح ${person(step.winner)}.`
    case 'run-off':
      return `يدخل ${people(step.candidates)} جولة الحسم، وهم الأوائل في ${stageOf(step.of)}.`
    case 'falls-through':
      return `لم تحسم ${stageOf(step.stage)}: تليها ${stageOf(step.next)}.`
    case 'not-held':
      return `لم تُعقد ${stageOf(step.stage)}: لا أوراق اقتراع لها.`
    case 'not-needed':
      return `لم تكن ${stageOf(step.stage)} لازمة؛ وتبقى أوراقها (${step.ballots}) دون عدّ.`
    case 'decided':
      return outcomeInArabic(step.outcome, people(step.winners), stageOf(step.stage))
    case 'certified':
      return `وقّع من الشهود ${step.witnesses.length} والمطلوب ${step.needed}: ${step.met ? 'النتيجة مصدّقة' : 'النتيجة غير مصدّقة'}.`
  }
}

const asideInArabic = {
  late: 'لأنها جاءت بعد الإغلاق',
  early: 'لأنها جاءت قبل الافتتاح',
  second: 'لأن صاحبها سبق أن صوّت أو زكّى',
} as const
const whyInArabic = {
  elected: 'حُسمت',
  'no-quorum': 'لأن النصاب لم يكتمل',
  short: 'لأن أحدا لم يحقق الشروط',
  tie: 'لأن التعادل باقٍ بلا حسم',
  'no-votes': 'لأن أحدا لم ينل صوتا',
} as const

function howInArabic(
  { how, chosen, seed }: DecisionStep & { readonly step: 'tie' },
  people: (ids: readonly string[]) => string,
): string {
  switch (how) {
    case 'declared-order':
      return `${people(chosen)} بحسب الترتيب المعلن`
    case 'draw':
      return `${people(chosen)} بحسب القرعة المسجلة`
    case 'seed':
      return `${people(chosen)} بالقرعة ذات البذرة ${seed ?? ''}`
    case 'all':
      return 'يدخل جميعهم'
    case 'open':
      return 'يترك الإجراء التعادل بلا حسم'
    case 'draw-missing':
      return 'تلزم قرعة ولم تُسجّل قرعة'
  }
}

function outcomeInArabic(outcome: Outcome, winners: string, stage: string): string {
  switch (outcome) {
    case 'elected':
      return `انتُخب: ${winners}، في ${stage}.`
    case 'adopted':
      return `اعتُمد المقترح، في ${stage}.`
    case 'rejected':
      return `رُفض المقترح، في ${stage}.`
    case 'undecided':
      return 'لم تحسم أي مرحلة: لا قرار.'
    case 'pending':
      return 'يبقى القرار مفتوحا إلى أن تُعقد المرحلة التالية.'
  }
}
