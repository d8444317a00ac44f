// The steps of a ranked count as sentences in English and Arabic. Nothing is decided here; names of
// candidates stand as the ballots give them.
import { counted } from './counted.ts'
import type { Language } from '../ledger/sentences.ts'
import type { Count, CountStep } from './count.ts'
import { ratio, ratioText } from './ratio.ts'
import type { TieBreak } from './ties.ts'

/** An exact figure: digits, decimals where nine of them are exact, else a fraction. */
export function figure(value: bigint, scale: bigint): string {
  const exact = ratio(value, scale)
  if (1_000_000_000n % exact.den !== 0n) return ratioText(exact)
  const digits = `${exact.num * (1_000_000_000n / exact.den)}`.padStart(10, '0')
  return `${digits.slice(0, -9)}.${digits.slice(-9)}`.replace(/\.?0+$/, '')
}

type Words = {
  readonly name: (candidate: number) => string
  readonly names: (candidates: readonly number[]) => string
  readonly amount: (value: bigint) => string
}

/** One sentence of a step, in the language asked. */
export function countSentence(step: CountStep, count: Count, language: Language): string {
  const quoted = (candidate: number) => {
    const name = count.candidates[candidate] ?? `${candidate}`
    return language === 'en' ? name : `«${name}»`
  }
  const words: Words = {
    name: quoted,
    names: (candidates) => listed(candidates.map(quoted), language),
    amount: (value) => figure(value, count.scale),
  }
  return language === 'en' ? inEnglish(step, words) : inArabic(step, words)
}

export function listed(names: readonly string[], language: Language): string {
  if (names.length < 2) return names.join('')
  const [last, ...rest] = names.toReversed()
  const [comma, and] = language === 'en' ? [', ', ' and '] : ['، ', ' و']
  return `${rest.toReversed().join(comma)}${and}${last}`
}

function inEnglish(step: CountStep, { name, names, amount }: Words): string {
  switch (step.step) {
    case 'read':
      return `Ballots read: ${step.papers}, worth ${counted(String(figure(step.votes, step.unit)), 'vote')}, of which ${figure(step.blank, step.unit)} rank nobody.`
    case 'tally':
      return `Round ${step.round}: ${step.standing.map((s) => `${name(s.candidate)} ${amount(s.votes)}`).join(', ')}; exhausted ${amount(step.exhausted)}.`
    case 'quota':
      return `Of ${amount(step.valid)} valid ${amount(step.valid) === '1' ? 'vote' : 'votes'} for ${counted(step.seats, 'seat')}, the quota is ${amount(step.quota)}.`
    case 'majority':
      return `In round ${step.round}, ${name(step.candidate)} has ${amount(step.votes)} of ${amount(step.of)} continuing ${amount(step.of) === '1' ? 'vote' : 'votes'}: more than half.`
    case 'elected':
      return `In round ${step.round}, ${name(step.candidate)} is elected: ${counted(amount(step.votes), 'vote')} ${amount(step.votes) === '1' ? 'reaches' : 'reach'} the quota of ${amount(step.quota)}.`
    case 'remaining':
      return `${name(step.candidate)} is elected with ${counted(amount(step.votes), 'vote')}: as many candidates remain as seats.`
    case 'surplus':
      return `The surplus of ${name(step.candidate)}, ${amount(step.surplus)} of ${counted(amount(step.votes), 'vote')}, passes to the next ranks.`
    case 'excluded':
      return `${name(step.candidate)} is excluded with ${counted(amount(step.votes), 'vote')}, the fewest.`
    case 'tie':
      return `${names(step.tied)} are tied ${purposeInEnglish[step.purpose]}: ${step.how === undefined || step.chosen === undefined ? 'the rule leaves the tie open.' : `${name(step.chosen)}, ${howInEnglish(step.how)}.`}`
    case 'condorcet':
      return `${name(step.candidate)} beats every other candidate one to one.`
    case 'no-condorcet':
      return 'No candidate beats every other one to one.'
    case 'beats':
      return `${name(step.winner)} beats ${name(step.loser)} by ${amount(step.forward)} to ${amount(step.back)}.`
    case 'path':
      return `The strongest path ${step.path.map(name).join(' → ')} has strength ${amount(step.strength)}; the one back has ${amount(step.back)}.`
    case 'locked':
      return `${name(step.winner)} over ${name(step.loser)}, ${amount(step.forward)} to ${amount(step.back)}, is locked in.`
    case 'passed-over':
      return `${name(step.winner)} over ${name(step.loser)}, ${amount(step.forward)} to ${amount(step.back)}, is passed over: it would close a cycle.`
    case 'dropped':
      return step.why === 'quorum'
        ? `${name(step.candidate)} is dropped: ${counted(amount(step.forward), 'vote')} ${amount(step.forward) === '1' ? 'places' : 'place'} it above the default option, and the quorum is ${amount(step.needed)}.`
        : `${name(step.candidate)} is dropped: against the default option it has ${amount(step.forward)} to ${amount(step.back)}, no majority.`
    case 'points':
      return `${name(step.candidate)} has ${amount(step.points)} points.`
    case 'approvals':
      return `${name(step.candidate)} is approved by ${counted(amount(step.votes), 'vote')}.`
    case 'winner':
      return step.candidates.length === 1
        ? `${names(step.candidates)} wins.`
        : `${names(step.candidates)} are elected.`
    case 'nobody':
      return 'Nobody is elected.'
  }
}

const purposeInEnglish = {
  exclude: 'for the fewest votes',
  elect: 'for the most votes',
  surplus: 'for the largest surplus',
  win: 'for the first place',
} as const

function howInEnglish(how: TieBreak): string {
  switch (how.by) {
    case 'earlier':
      return `by their votes in round ${how.round}`
    case 'order':
      return 'by the declared order'
    case 'lot':
      return `by the lot of seed ${how.seed}`
  }
}

function inArabic(step: CountStep, { name, names, amount }: Words): string {
  switch (step.step) {
    case 'read':
      return `عدد أوراق الاقتراع المقروءة ${step.papers}، وعدد أصواتها ${figure(step.votes, step.unit)}، منها ${figure(step.blank, step.unit)} بلا أي ترتيب.`
    case 'tally':
      return `الجولة ${step.round}: ${step.standing.map((s) => `${name(s.candidate)} ${amount(s.votes)}`).join('، ')}؛ المستنفدة ${amount(step.exhausted)}.`
    case 'quota':
      return `عدد الأصوات الصحيحة ${amount(step.valid)} وعدد المقاعد ${step.seats}، فالنصاب ${amount(step.quota)}.`
    case 'majority':
      return `في الجولة ${step.round} نال ${name(step.candidate)} عدد ${amount(step.votes)} من ${amount(step.of)} من الأصوات الباقية، أي أكثر من النصف.`
    case 'elected':
      return `في الجولة ${step.round} انتُخب ${name(step.candidate)}: أصواته ${amount(step.votes)} بلغت النصاب ${amount(step.quota)}.`
    case 'remaining':
      return `انتُخب ${name(step.candidate)} بعدد ${amount(step.votes)} من الأصوات، إذ بقي من المرشحين بعدد المقاعد.`
    case 'surplus':
      return `ينتقل فائض ${name(step.candidate)}، وهو ${amount(step.surplus)} من ${amount(step.votes)}، إلى الرتب التالية.`
    case 'excluded':
      return `استُبعد ${name(step.candidate)} بعدد ${amount(step.votes)} من الأصوات، وهو الأقل.`
    case 'tie':
      return `تعادل ${names(step.tied)} ${purposeInArabic[step.purpose]}: ${step.how === undefined || step.chosen === undefined ? 'والقاعدة تترك التعادل بلا حسم.' : `${name(step.chosen)}، ${howInArabic(step.how)}.`}`
    case 'condorcet':
      return `يتفوق ${name(step.candidate)} على كل مرشح آخر في المقارنة الثنائية.`
    case 'no-condorcet':
      return 'لا مرشح يتفوق على جميع الآخرين في المقارنات الثنائية.'
    case 'beats':
      return `يتفوق ${name(step.winner)} على ${name(step.loser)}: ${amount(step.forward)} مقابل ${amount(step.back)}.`
    case 'path':
      return `قوة أقوى مسار ${step.path.map(name).join(' ← ')} هي ${amount(step.strength)}، وقوة المسار المعاكس ${amount(step.back)}.`
    case 'locked':
      return `ثُبّت تفوق ${name(step.winner)} على ${name(step.loser)}: ${amount(step.forward)} مقابل ${amount(step.back)}.`
    case 'passed-over':
      return `تُجووز تفوق ${name(step.winner)} على ${name(step.loser)}، ${amount(step.forward)} مقابل ${amount(step.back)}، لأنه يغلق دورة.`
    case 'dropped':
      return step.why === 'quorum'
        ? `أُسقط ${name(step.candidate)}: تفضّله ${amount(step.forward)} من الأصوات على الخيار الافتراضي، والنصاب ${amount(step.needed)}.`
        : `أُسقط ${name(step.candidate)}: نتيجته أمام الخيار الافتراضي ${amount(step.forward)} مقابل ${amount(step.back)}، فلا أغلبية.`
    case 'points':
      return `نقاط ${name(step.candidate)}: ${amount(step.points)}.`
    case 'approvals':
      return `عدد الأصوات التي توافق على ${name(step.candidate)}: ${amount(step.votes)}.`
    case 'winner':
      return step.candidates.length === 1
        ? `الفائز: ${names(step.candidates)}.`
        : `المنتخبون: ${names(step.candidates)}.`
    case 'nobody':
      return 'لم يُنتخب أحد.'
  }
}

const purposeInArabic = {
  exclude: 'في أقل الأصوات',
  elect: 'في أكثر الأصوات',
  surplus: 'في أكبر فائض',
  win: 'في المرتبة الأولى',
} as const

function howInArabic(how: TieBreak): string {
  switch (how.by) {
    case 'earlier':
      return `بحسب أصواتهم في الجولة ${how.round}`
    case 'order':
      return 'بحسب الترتيب المعلن'
    case 'lot':
      return `بالقرعة ذات البذرة ${how.seed}`
  }
}
