// A trade in sentences, English or Arabic: what moves, what each party gives and receives by it, and
// why both gain. Figures come from the trade; nothing is computed here.
import type { Language } from './fault_sentences.ts'
import type { Model } from './model.ts'
import type { Trade } from './trades.ts'
import { amountInOnes, type Amount } from './zone_sentences.ts'

/** One sentence for each issue that moves, one for each party, one for the whole. */
export function tradeSentences(
  trade: Trade,
  model: Model,
  language: Language,
  amount: Amount = amountInOnes(model),
): string[] {
  const words = language === 'en' ? english : arabic
  const { issues, parties } = model
  const moves = trade.moves.map(({ issue, from, to }) =>
    words.move(
      issues[issue]?.name ?? '',
      issues[issue]?.options[from] ?? '',
      issues[issue]?.options[to] ?? '',
    ),
  )
  const exchanges = trade.exchanges.map(({ gives, receives, ratio }, p) => {
    const party = parties[p] ?? ''
    const on = (sign: number) =>
      words.list(
        trade.moves.flatMap(({ issue, effects }) =>
          sign * (effects[p] ?? 0) > 0 ? [issues[issue]?.name ?? ''] : [],
        ),
      )
    const by_links = trade.by_links[p] ?? 0
    const links = by_links === 0 ? '' : words.links(amount(Math.abs(by_links), p), by_links > 0)
    if (ratio !== undefined && receives > 0) {
      const times = String(Number(ratio.toPrecision(2)))
      return (
        words.exchanges(party, amount(gives, p), on(-1), amount(receives, p), on(1), times) + links
      )
    }
    if (receives > 0) return words.receives(party, amount(receives, p), on(1)) + links
    if (gives > 0) return words.gives(party, amount(gives, p), on(-1)) + links
    return words.untouched(party) + links
  })
  const gainers = trade.gains.flatMap((gain, p) =>
    gain > 0 ? [words.gain(parties[p] ?? '', amount(gain, p))] : [],
  )
  const whole = trade.gains.every((gain) => gain > 0)
    ? words.allGain(words.list(gainers))
    : words.someGain(words.list(gainers))
  return [...moves, ...exchanges.map((sentence) => `${sentence}.`), whole]
}

const listed = (names: readonly string[], and: string) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${and}${names.at(-1)}`

const english = {
  list: (names: readonly string[]) => listed(names, 'and '),
  move: (issue: string, from: string, to: string) => `${issue}: ${to} instead of ${from}.`,
  exchanges: (
    party: string,
    gives: string,
    on: string,
    receives: string,
    by: string,
    times: string,
  ) => `${party} gives ${gives} on ${on} and receives ${receives} on ${by}, ${times} times as much`,
  receives: (party: string, receives: string, by: string) =>
    `${party} receives ${receives} on ${by} and gives nothing`,
  gives: (party: string, gives: string, on: string) => `${party} gives ${gives} on ${on}`,
  untouched: (party: string) => `${party} neither gives nor receives on these issues`,
  links: (worth: string, plus: boolean) =>
    plus
      ? `, and ${worth} more by links between issues`
      : `, and loses ${worth} by links between issues`,
  gain: (party: string, worth: string) => `${party} by ${worth}`,
  allGain: (gains: string) => `All gain: ${gains}.`,
  someGain: (gains: string) => `Nobody loses; better off: ${gains}.`,
}

const arabic: typeof english = {
  list: (names) => listed(names, 'و'),
  move: (issue, from, to) => `«${issue}»: ${to} بدلًا من ${from}.`,
  exchanges: (party, gives, on, receives, by, times) =>
    `يعطي ${party} ${gives} في ${on} ويأخذ ${receives} في ${by}، أي ${times} أضعاف ما يعطي`,
  receives: (party, receives, by) => `يأخذ ${party} ${receives} في ${by} ولا يعطي شيئًا`,
  gives: (party, gives, on) => `يعطي ${party} ${gives} في ${on}`,
  untouched: (party) => `لا يعطي ${party} ولا يأخذ في هذه المسائل`,
  links: (worth, plus) =>
    plus
      ? `، ويزيد ${worth} بفعل الروابط بين المسائل`
      : `، ويخسر ${worth} بفعل الروابط بين المسائل`,
  gain: (party, worth) => `${party} بمقدار ${worth}`,
  allGain: (gains) => `الجميع رابح: ${gains}.`,
  someGain: (gains) => `لا يخسر أحد، والرابح: ${gains}.`,
}
