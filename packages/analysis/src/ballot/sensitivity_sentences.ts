// The sensitivity views as sentences in English and Arabic: what another rule would have made of
// the same ballots, and how close it was.
import { counted, countedInArabic, HAD_VOTERS_CHANGED } from './counted.ts'
import {
  baseInArabic,
  baseInEnglish,
  reachedText,
  thresholdText,
  type Names,
} from './decision_sentences.ts'
import type { SensitivityView } from './sensitivity.ts'

/** One sentence of a view. */
export function sensitivitySentence(view: SensitivityView, names: Names): string {
  return names.language === 'en' ? inEnglish(view, names) : inArabic(view, names)
}

function inEnglish(view: SensitivityView, names: Names): string {
  const place =
    view.college === undefined
      ? names.stage(view.stage)
      : `${names.stage(view.stage)}, ${names.college(view.college)}`
  const who = names.candidate(view.candidate)
  const reached = reachedText(view.votes, view.of)
  const verdict = `${view.needed} needed, ${view.met ? `${view.spare} to spare` : `${-view.spare} short`}: the result would ${view.changes ? 'be another' : 'be the same'}`
  switch (view.view) {
    case 'margin':
      return view.met
        ? `${place}: ${who} has ${counted(view.spare, 'vote')} to spare; ${counted(view.switches, 'voter')} who ${view.switches === 1 ? 'changes' : 'change'} sides would turn it.`
        : `${place}: ${who} is ${counted(-view.spare, 'vote')} short.`
    case 'base':
      return `${place}: had ${view.base === 'valid' && view.abstentions === 'counted' ? 'abstentions counted among the valid votes' : `the base been ${baseInEnglish[view.base]}`}, ${who} would have ${reached}; ${verdict}.`
    case 'comparison':
      return `${place}: had the rule been ${thresholdText(view)}: ${verdict}.`
    case 'threshold':
      return `${place}: had ${thresholdText(view)} of ${baseInEnglish[view.base]} been asked, ${who} would have ${reached}; ${verdict}.`
    case 'rounding':
      return `${place}: had the votes needed been rounded to the nearest: ${verdict}.`
  }
}

function inArabic(view: SensitivityView, names: Names): string {
  const place =
    view.college === undefined
      ? `«${names.stage(view.stage)}»`
      : `«${names.stage(view.stage)}»، ${names.college(view.college)}`
  const who = `«${names.candidate(view.candidate)}»`
  const reached = reachedText(view.votes, view.of)
  const verdict = `المطلوب ${view.needed}، ${view.met ? `والزيادة ${view.spare}` : `والنقص ${-view.spare}`}: ${view.changes ? 'لتغيرت النتيجة' : 'لبقيت النتيجة نفسها'}`
  switch (view.view) {
    case 'margin':
      return view.met
        ? `${place}: زيادة ${who} على المطلوب ${view.spare}؛ ${countedInArabic(view.switches, HAD_VOTERS_CHANGED)} لانقلبت النتيجة.`
        : `${place}: ينقص ${who} من الأصوات ${-view.spare}.`
    case 'base':
      return `${place}: لو ${view.base === 'valid' && view.abstentions === 'counted' ? 'حُسب الممتنعون في الأصوات الصحيحة' : `كان الأساس ${baseInArabic[view.base]}`} لكانت حصة ${who} ${reached}؛ ${verdict}.`
    case 'comparison':
      return `${place}: لو كانت القاعدة ${thresholdText(view)}: ${verdict}.`
    case 'threshold':
      return `${place}: لو طُلب ${thresholdText(view)} من ${baseInArabic[view.base]} لكانت حصة ${who} ${reached}؛ ${verdict}.`
    case 'rounding':
      return `${place}: لو قُرّب المطلوب إلى الأقرب: ${verdict}.`
  }
}
