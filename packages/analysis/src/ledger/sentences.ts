// What the verifier found, as one sentence in English or Arabic for the person who must act on it.
// The structured finding is in verify.ts; nothing is decided here.
import type { CompartmentReport, Finding } from './verify.ts'

export type Language = 'en' | 'ar'

/** `name` is what the reader calls the compartment: its title, or its id where that is unknown. */
export function findingSentence(finding: Finding, name: string, language: Language): string {
  return language === 'en' ? inEnglish(finding, name) : inArabic(finding, name)
}

function inEnglish(finding: Finding, name: string): string {
  const log = `In the log of ${name}`
  switch (finding.problem) {
    case 'leaf':
      return `${log}, entry ${finding.n} was altered: its content is not what its leaf commits to.`
    case 'content':
      return `${log}, entry ${finding.n} was altered: its content is not canonical JSON.`
    case 'column':
      return `${log}, entry ${finding.n} was altered: its ${finding.column} is not the one in its content.`
    case 'missing':
      return `${log}, entry ${finding.n} is missing.`
    case 'extra':
      return `${log}, entry ${finding.n} was slipped in: the head of the log does not know of it.`
    case 'duplicated':
      return `${log}, entry ${finding.found} stands a second time where entry ${finding.n} should be.`
    case 'reordered':
      return `${log}, entry ${finding.found} stands where entry ${finding.n} should be.`
    case 'unsigned':
      return `${log}, the checkpoint of ${finding.at} over ${finding.n} entries is not signed by a known key (it names ${finding.key_id}).`
    case 'shrunk':
      return `${log}, the checkpoint of ${finding.at} covers ${finding.n} entries, but an earlier one covers ${finding.before}.`
    case 'interval':
      return `${log}, something between entries ${finding.good_n + 1} and ${finding.bad_n} was rewritten and hashed again: ${since(finding.good_at, finding.good_n)}, and the checkpoint of ${finding.bad_at} does not.`
    case 'forked':
      return `${log}, two signed checkpoints over ${finding.n} entries differ: two histories were shown. They part after entry ${finding.good_n} (${since(finding.good_at, finding.good_n)}) and by entry ${finding.bad_n}.`
  }
}

function since(good_at: string | null, good_n: number): string {
  return good_at === null
    ? 'no earlier checkpoint covers them'
    : `the checkpoint of ${good_at} over ${good_n} entries matches`
}

const columnInArabic = {
  compartment_id: 'معرّف الحيّز',
  id: 'معرّف القيد',
  act: 'نوع الفعل',
  recorded_at: 'وقت التسجيل',
} as const

function inArabic(finding: Finding, name: string): string {
  const log = `في سجل «${name}»`
  switch (finding.problem) {
    case 'leaf':
      return `${log}: عُدّل القيد ${finding.n}، فمحتواه لا يطابق البصمة التي تلتزم به.`
    case 'content':
      return `${log}: عُدّل القيد ${finding.n}، فمحتواه ليس بصيغة JSON القانونية.`
    case 'column':
      return `${log}: عُدّل القيد ${finding.n}، إذ لا يطابق ${columnInArabic[finding.column]} ما في محتواه.`
    case 'missing':
      return `${log}: القيد ${finding.n} مفقود.`
    case 'extra':
      return `${log}: دُسّ القيد ${finding.n}، فرأس السجل لا يعرفه.`
    case 'duplicated':
      return `${log}: تكرّر القيد ${finding.found} في موضع القيد ${finding.n}.`
    case 'reordered':
      return `${log}: يقف القيد ${finding.found} في موضع القيد ${finding.n}.`
    case 'unsigned':
      return `${log}: نقطة التحقق المؤرخة ${finding.at} على ${finding.n} من القيود لا تحمل توقيع مفتاح معروف (تذكر المفتاح ${finding.key_id}).`
    case 'shrunk':
      return `${log}: تغطي نقطة التحقق المؤرخة ${finding.at} عدد ${finding.n} من القيود، بينما تغطي نقطة أسبق منها ${finding.before}.`
    case 'interval':
      return `${log}: أُعيدت كتابة شيء بين القيدين ${finding.good_n + 1} و${finding.bad_n} وحُسبت بصماته من جديد: ${sinceInArabic(finding.good_at, finding.good_n)}، ولا تطابقه نقطة ${finding.bad_at}.`
    case 'forked':
      return `${log}: نقطتا تحقق موقّعتان على ${finding.n} من القيود مختلفتان، أي عُرض تاريخان. يفترقان بعد القيد ${finding.good_n} (${sinceInArabic(finding.good_at, finding.good_n)}) وقبل نهاية القيد ${finding.bad_n}.`
  }
}

function sinceInArabic(good_at: string | null, good_n: number): string {
  return good_at === null
    ? 'لا تغطيها نقطة تحقق أسبق'
    : `نقطة التحقق المؤرخة ${good_at} على ${good_n} من القيود مطابقة`
}

/** The sentence of a compartment in which nothing is wrong, with how far the signatures reach. */
export function soundSentence(report: CompartmentReport, name: string, language: Language): string {
  const { n, covered_n } = report
  if (language === 'en') {
    const rest = n === covered_n ? 'all of them' : `the first ${covered_n}`
    return `The log of ${name} is sound: ${n} entries, signed checkpoints cover ${rest}.`
  }
  const rest = n === covered_n ? 'جميعها' : `أول ${covered_n} منها`
  return `سجل «${name}» سليم: عدد القيود ${n}، وتغطي نقاط التحقق الموقّعة ${rest}.`
}
