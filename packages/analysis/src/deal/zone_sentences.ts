// What `zoneOf` found, as sentences in English or Arabic that a mediator can read out. Nothing is
// computed here but the figures' wording.
import type { Language } from './fault_sentences.ts'
import { linkInArabic } from './fault_sentences.ts'
import type { Model } from './model.ts'
import type { Concession, Conflict, Zone } from './zone.ts'

/** How an amount of a party's utility is written; `units` are the model's. */
export type Amount = (units: number, party: number) => string

/** In ones, with four decimals at most. */
export function amountInOnes({ scale }: Model): Amount {
  return (units, party) => String(Number((units / (scale[party] ?? 1)).toFixed(4)))
}

/** The first sentence is the answer; the others are its reasons and ways out. */
export function zoneSentences(
  zone: Zone,
  model: Model,
  language: Language,
  amount: Amount = amountInOnes(model),
): string[] {
  const words = language === 'en' ? english : arabic
  const name = (party: number) => model.parties[party] ?? ''
  switch (zone.state) {
    case 'open':
      return [words.open]
    case 'no-package':
      return [words.noPackage(zone.links)]
    case 'unknown':
      return [zone.cancelled ? words.cancelled : words.unknown]
    case 'closed': {
      const { conflict, least, total, alone } = zone
      const paid = (of: Concession) => paidIn(of, model, amount, words)
      const slots = (of: Concession) => slotsOf(of, model, words)
      const shared = total !== undefined && total.gives.length > 1
      return [
        words.closed(conflict.parties.map(name)),
        ...(conflict.minimal && conflict.parties.length > 1 ? [words.minimal] : []),
        proofIn(conflict, name, words),
        ...(least === undefined
          ? alone.every(({ state }) => state === 'never')
            ? [words.nobodyAlone]
            : []
          : [words.least(paid(least), slots(least))]),
        ...alone.flatMap((one, party) => {
          if (one.state === 'unknown') return []
          if (one.state === 'never') return least === undefined ? [] : [words.notAlone(name(party))]
          return one.concession === least ? [] : [words.other(paid(one.concession))]
        }),
        ...(shared ? [words.total(paid(total), slots(total))] : []),
        ...(zone.least_proved && (!shared || total.certificate.status === 'exact')
          ? []
          : [words.unproved]),
      ]
    }
  }
}

function proofIn({ proof }: Conflict, name: (party: number) => string, words: Words): string {
  if (proof.kind === 'search') return words.searched
  const weighed = proof.weights.filter(({ weight }) => weight > 0)
  const most = String(Number((-proof.most).toFixed(4)) || Number((-proof.most).toPrecision(2)))
  return words.weighed(
    weighed.map(({ party, weight }) => ({ party: name(party), weight })),
    most,
  )
}

function paidIn({ gives }: Concession, model: Model, amount: Amount, words: Words): string {
  return words.list(
    gives.map(({ party, units }) => {
      const reservation = model.disagreement[party] ?? 0
      return words.below(
        model.parties[party] ?? '',
        amount(units, party),
        amount(reservation, party),
        amount(reservation - units, party),
      )
    }),
  )
}

function slotsOf({ over }: Concession, { issues }: Model, words: Words): string {
  return words.list(
    [...new Set(over.map(({ issue }) => issue))].map((issue) => {
      const option = over.find((of) => of.issue === issue)?.option ?? 0
      return words.slot(issues[issue]?.name ?? '', issues[issue]?.options[option] ?? '')
    }),
  )
}

type Words = typeof english

const listed = (names: readonly string[], and: string) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${and}${names.at(-1)}`

const english = {
  list: (names: readonly string[]) => listed(names, 'and '),
  open: 'There is a zone of agreement: a package gives every party at least its reservation value.',
  noPackage: (links: readonly string[]) =>
    `No package satisfies these links together: ${listed(links, 'and ')}; so there is no zone of agreement.`,
  unknown: 'Whether there is a zone of agreement was not settled within the limit of the search.',
  cancelled: 'The search was stopped before it was settled whether there is a zone of agreement.',
  closed: (parties: readonly string[]) =>
    parties.length === 1
      ? `There is no zone of agreement: no package gives ${parties[0]} its reservation value.`
      : `There is no zone of agreement: whatever is traded, the reservation values of ${listed(parties, 'and ')} cannot all be met.`,
  minimal: 'If any one of them were dropped, the others could be met.',
  searched: 'Every package that could meet them was looked at, and none does.',
  weighed: (of: readonly { party: string; weight: number }[], most: string) =>
    `Proof: count each gain of ${listed(
      of.map(({ party, weight }) => (weight === 1 ? `${party} once` : `${party} ${weight} times`)),
      'and ',
    )}; every package then adds up to ${most} below zero or worse, and a package that meets them would reach zero.`,
  below: (party: string, units: string, from: string, to: string) =>
    `${party} would accept ${units} less (${to} instead of ${from})`,
  slot: (issue: string, option: string) => `${issue} (${option})`,
  least: (paid: string, slots: string) =>
    `The least concession of one party that opens a zone: ${paid}${slots === '' ? '' : `; it would be paid above all on ${slots}`}.`,
  other: (paid: string) => `The same alone: ${paid}.`,
  notAlone: (party: string) => `${party} alone cannot open a zone, whatever it concedes.`,
  nobodyAlone: 'No party can open a zone by conceding alone.',
  total: (paid: string, slots: string) =>
    `The least sum of concessions, shared: ${paid}${slots === '' ? '' : `; above all on ${slots}`}.`,
  unproved: 'That no smaller concession suffices is not proved: the search ended at its limit.',
}

const times = (weight: number): string =>
  weight === 1
    ? 'مرة واحدة'
    : weight === 2
      ? 'مرتين'
      : weight <= 10
        ? `${weight} مرات`
        : `${weight} مرة`

const arabic: Words = {
  list: (names) => listed(names, 'و'),
  open: 'توجد منطقة اتفاق: ثمة حزمة تمنح كل طرف قيمة تحفظه على الأقل.',
  noPackage: (links) =>
    `لا توجد حزمة تحقق هذه الروابط معًا: ${listed(links.map(linkInArabic), 'و')}؛ فلا منطقة اتفاق.`,
  unknown: 'لم يُحسم ضمن حدود البحث هل توجد منطقة اتفاق.',
  cancelled: 'أُوقف البحث قبل أن يُحسم هل توجد منطقة اتفاق.',
  closed: (parties) =>
    parties.length === 1
      ? `لا توجد منطقة اتفاق: ما من حزمة تمنح ${parties[0]} قيمة تحفظه.`
      : `لا توجد منطقة اتفاق: مهما كانت المقايضات لا يمكن استيفاء قيم تحفظ ${listed(parties, 'و')} كلها.`,
  minimal: 'ولو أُسقط أي منها لأمكن استيفاء البقية.',
  searched: 'نُظر في كل حزمة يمكن أن تستوفيها ولم تستوفها واحدة.',
  weighed: (of, most) =>
    `البرهان: احسب مكسب ${listed(
      of.map(({ party, weight }) => `${party} ${times(weight)}`),
      'و',
    )}؛ عندئذ يكون مجموع كل حزمة أدنى من الصفر بمقدار ${most} على الأقل، بينما يجب أن تبلغ الحزمة المستوفية الصفر.`,
  below: (party, units, from, to) => `أن يقبل ${party} أقل بمقدار ${units} (${to} بدلًا من ${from})`,
  slot: (issue, option) => `«${issue}» (${option})`,
  least: (paid, slots) =>
    `أصغر تنازل من طرف واحد يفتح منطقة اتفاق: ${paid}${slots === '' ? '' : `، ويُدفع خصوصًا في ${slots}`}.`,
  other: (paid) => `ومثله منفردًا: ${paid}.`,
  notAlone: (party) => `لا يستطيع ${party} وحده أن يفتح منطقة اتفاق مهما تنازل.`,
  nobodyAlone: 'لا يستطيع أي طرف أن يفتح منطقة اتفاق بتنازله وحده.',
  total: (paid, slots) =>
    `أصغر مجموع للتنازلات إذا تقاسمتها الأطراف: ${paid}${slots === '' ? '' : `، خصوصًا في ${slots}`}.`,
  unproved: 'ولم يثبت أن تنازلًا أصغر لا يكفي: انتهى البحث عند حدّه.',
}
