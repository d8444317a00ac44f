// The findings of checkProcedure as sentences in English and Arabic. Each names the rule's place in
// the procedure and what to change; nothing is decided here.
import { counted } from './counted.ts'
import type { Language } from '../ledger/sentences.ts'
import type { Finding } from './check_procedure.ts'
import type { Bilingual, Procedure } from './procedure.ts'

/** One sentence of a finding, with the stage and college by their names in the language. */
export function findingSentence(
  finding: Finding,
  procedure: Procedure,
  language: Language,
): string {
  const named = (all: readonly { id: string; name: Bilingual }[], id: string | undefined) =>
    all.find((each) => each.id === id)?.name[language] ?? id ?? ''
  const stage = named(procedure.stages, finding.stage)
  const college = named(procedure.electorate.colleges ?? [], finding.college)
  const of = finding.figures?.['of'] ?? finding.figures?.['by']
  const other = named(procedure.stages, typeof of === 'string' ? of : undefined)
  const place: Place = { stage, college, other, f: (key) => `${finding.figures?.[key] ?? ''}` }
  return language === 'en' ? inEnglish(finding, place) : inArabic(finding, place)
}

type Place = {
  readonly stage: string
  readonly college: string
  readonly other: string
  readonly f: (key: string) => string
}

function inEnglish(finding: Finding, { stage, college, other, f }: Place): string {
  const scope = college === '' ? '' : ` (${college})`
  switch (finding.rule) {
    case 'duplicate-id':
      return `The procedure uses the id ${f('id')} twice: give each stage and college its own.`
    case 'unknown-college':
      return `${stage}: the college ${college} is not of this electorate: name one that is.`
    case 'no-colleges':
      return `${stage}: each college votes, but the electorate has none: declare the colleges.`
    case 'colleges-do-not-sum':
      return `The colleges together have ${f('sum')} members and the electorate ${f('members')}: make them agree.`
    case 'quorum-above-electorate':
      return `${stage}: the quorum of ${f('quorum')} is above the ${f('members')} members who vote: it can never be met.`
    case 'threshold-unreachable':
      return `${stage}: a share ${f('comparison')} ${f('share')} can never be reached: lower it.`
    case 'base-not-of-ballot':
      return `${stage}: the base "for and against" belongs to yes-no ballots: use valid, present or members.`
    case 'threshold-on-ranked':
      return `${stage}: a ranked method has no threshold of votes: leave "requires" out.`
    case 'ranked-without-method':
      return `${stage}: ranked ballots need a method: declare one, such as schulze or irv.`
    case 'method-without-ranked':
      return `${stage}: a counting method belongs to ranked ballots alone: leave it out.`
    case 'candidates-of-yes-no':
      return `${stage}: a yes-no ballot has no candidates: leave them out.`
    case 'endorsement-minimum-above-college':
      return `${stage}: ${f('minimum')} endorsements of ${college} are asked, which has ${f('members')} members.`
    case 'endorsement-total-above-electorate':
      return `${stage}: ${f('total')} endorsements are asked of ${f('members')} members.`
    case 'endorsements-above-college':
      return `${stage}: ${f('lists')} lists need ${f('each')} endorsements of ${college} each, ${f('together')} in all, but it has ${f('members')} members who may sign one list only.`
    case 'endorsements-above-electorate':
      return `${stage}: ${f('lists')} lists need ${f('each')} endorsements each, ${f('together')} in all, but ${f('members')} members may sign one list only.`
    case 'run-off-of-unknown-stage':
      return `${stage}: the run-off is of ${f('of')}, which is no earlier stage: name one.`
    case 'run-off-of-unfit-stage':
      return `${stage}: a run-off needs an earlier stage in which all vote for candidates, and ${other} is none.`
    case 'run-off-of-one':
      return `${stage}: a run-off of the top ${f('k')} is none: take at least two.`
    case 'run-off-without-tie-rule':
      return `${stage}: no rule says who goes into the run-off when the last place is tied: declare one.`
    case 'tie-without-rule':
      return `${stage}: two candidates can tie and no rule settles it: declare one.`
    case 'stage-unreachable':
      return `${stage} can never be held: ${other} always decides before it.`
    case 'closes-before-opening':
      return `${stage} closes at ${f('closes')}, not after its opening at ${f('opens')}.`
    case 'stages-overlap':
      return `${stage} opens before ${other} has closed.`
    case 'more-witnesses-than-named':
      return `Certification needs ${counted(f('needed'), 'witness')} and names ${f('named')}.`
    case 'lists-bounded':
      return `${stage}: where a member signs one list only, at most ${counted(f('lists'), 'list')} can be admitted${scope}.`
    case 'total-without-effect':
      return `${stage}: the minima of the colleges add up to ${f('sum')}, so the total of ${f('total')} has no effect.`
    case 'rounded-fraction':
      return `${stage}${scope}: ${f('share')} is not ${f('fraction')}: of ${f('base')} it needs ${counted(f('needed'), 'vote')}, ${f('fraction')} would need ${f('other')}; write the fraction if it is meant.`
    case 'nearest-differs':
      return `${stage}${scope}: ${f('share')} of ${f('base')} is ${f('exact')}, so ${counted(f('needed'), 'vote')} ${f('needed') === '1' ? 'is' : 'are'} needed; rounded to the nearest it would be ${f('other')}. Here nothing is rounded.`
    case 'plus-one-reading':
      return `${stage}${scope}: ${f('share')} and one more, of ${f('base')}, is read as ${counted(f('needed'), 'vote')}, not ${f('other')}.`
  }
}

function inArabic(finding: Finding, { stage, college, other, f }: Place): string {
  const scope = college === '' ? '' : ` (${college})`
  switch (finding.rule) {
    case 'duplicate-id':
      return `يستعمل الإجراء المعرّف ${f('id')} مرتين: أعطِ كل مرحلة وكل دائرة معرّفها.`
    case 'unknown-college':
      return `${stage}: الدائرة «${college}» ليست من هذه الهيئة الناخبة: سمِّ دائرة منها.`
    case 'no-colleges':
      return `${stage}: التصويت في كل دائرة، ولا دوائر للهيئة الناخبة: أعلن الدوائر.`
    case 'colleges-do-not-sum':
      return `مجموع أعضاء الدوائر ${f('sum')} وأعضاء الهيئة الناخبة ${f('members')}: وفّق بينهما.`
    case 'quorum-above-electorate':
      return `${stage}: النصاب ${f('quorum')} أكبر من عدد الأعضاء المصوّتين ${f('members')}، فلا يمكن بلوغه.`
    case 'threshold-unreachable':
      return `${stage}: لا يمكن بلوغ حصة ${f('comparison')} ${f('share')}: اخفضها.`
    case 'base-not-of-ballot':
      return `${stage}: أساس «المؤيدون والمعارضون» خاص ببطاقات نعم ولا: استعمل الصحيحة أو الحضور أو الأعضاء.`
    case 'threshold-on-ranked':
      return `${stage}: لا عتبة أصوات لطريقة ترتيبية: احذف requires.`
    case 'ranked-without-method':
      return `${stage}: تحتاج بطاقات الترتيب إلى طريقة عدّ: أعلنها، مثل schulze أو irv.`
    case 'method-without-ranked':
      return `${stage}: طريقة العدّ خاصة ببطاقات الترتيب: احذفها.`
    case 'candidates-of-yes-no':
      return `${stage}: لا مرشحين في بطاقة نعم ولا: احذفهم.`
    case 'endorsement-minimum-above-college':
      return `${stage}: المطلوب ${f('minimum')} من التزكيات من «${college}»، وعدد أعضائها ${f('members')}.`
    case 'endorsement-total-above-electorate':
      return `${stage}: المطلوب ${f('total')} من التزكيات، وعدد الأعضاء ${f('members')}.`
    case 'endorsements-above-college':
      return `${stage}: عدد القوائم ${f('lists')} ولكل منها ${f('each')} من تزكيات «${college}»، والمجموع ${f('together')}، وعدد أعضائها ${f('members')} ولا يزكّي العضو إلا قائمة واحدة.`
    case 'endorsements-above-electorate':
      return `${stage}: عدد القوائم ${f('lists')} ولكل منها ${f('each')} من التزكيات، والمجموع ${f('together')}، وعدد الأعضاء ${f('members')} ولا يزكّي العضو إلا قائمة واحدة.`
    case 'run-off-of-unknown-stage':
      return `${stage}: جولة الحسم من ${f('of')}، وليست مرحلة سابقة: سمِّ مرحلة سابقة.`
    case 'run-off-of-unfit-stage':
      return `${stage}: تحتاج جولة الحسم إلى مرحلة سابقة يصوّت فيها الجميع لمرشحين، وليست «${other}» كذلك.`
    case 'run-off-of-one':
      return `${stage}: لا جولة حسم بين الأوائل وعددهم ${f('k')}: خذ اثنين على الأقل.`
    case 'run-off-without-tie-rule':
      return `${stage}: لا قاعدة تحدد من يدخل جولة الحسم عند تعادل المرتبة الأخيرة: أعلن قاعدة.`
    case 'tie-without-rule':
      return `${stage}: قد يتعادل مرشحان ولا قاعدة تحسم التعادل: أعلن قاعدة.`
    case 'stage-unreachable':
      return `لا يمكن أن تُعقد «${stage}»، لأن «${other}» تحسم قبلها دائما.`
    case 'closes-before-opening':
      return `تُغلق «${stage}» في ${f('closes')}، وليس بعد افتتاحها في ${f('opens')}.`
    case 'stages-overlap':
      return `تُفتتح «${stage}» قبل إغلاق «${other}».`
    case 'more-witnesses-than-named':
      return `يحتاج التصديق إلى ${f('needed')} من الشهود، وعدد المسمّين ${f('named')}.`
    case 'lists-bounded':
      return `${stage}: حين لا يزكّي العضو إلا قائمة واحدة، أقصى عدد يمكن قبوله من القوائم ${f('lists')}${scope}.`
    case 'total-without-effect':
      return `${stage}: مجموع الحدود الدنيا للدوائر ${f('sum')}، فلا أثر للمجموع ${f('total')}.`
    case 'rounded-fraction':
      return `${stage}${scope}: ليست ${f('share')} هي ${f('fraction')}: من ${f('base')} تحتاج إلى ${f('needed')} من الأصوات، ويحتاج الكسر إلى ${f('other')}؛ اكتب الكسر إن كان هو المقصود.`
    case 'nearest-differs':
      return `${stage}${scope}: حصة ${f('share')} من ${f('base')} هي ${f('exact')}، فالمطلوب ${f('needed')}، وبالتقريب إلى الأقرب ${f('other')}. لا تقريب هنا.`
    case 'plus-one-reading':
      return `${stage}${scope}: حصة ${f('share')} زائد واحد من ${f('base')} تُقرأ ${f('needed')} من الأصوات، لا ${f('other')}.`
  }
}
