// The parts of the brief: what each party gains, what is settled and how, the reasons, how far it can be
// trusted and what it rests on.
import type { ReactNode } from 'react'
import { useText } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'
import { leadOf, valueOf, type State } from '../process/view.ts'
import { certificateWords, points } from './amounts.ts'
import type { DealCase } from './case.ts'
import css from './deal.module.css'
import type { DeepAnswer } from './deep.ts'
import type { Chosen } from './named_list.tsx'
import { extentWords } from './picture.tsx'
import { reasonsOf } from './reasons.ts'
import { modelOf, solved, type DealAnswer, type DealProblem } from './solve.ts'

export type BriefOf = {
  readonly deal: DealCase
  readonly problem: DealProblem
  readonly answer: DealAnswer
  readonly chosen: Chosen
  readonly recorded: State | undefined
  readonly deep: DeepAnswer | undefined
}

export function amountsOf(
  deal: DealCase,
  worth: readonly number[],
  text: ReturnType<typeof useText>,
): string {
  return text.list(
    deal.parties.map((party, p) => `${text.pick(party.short)} ${points(text, worth[p] ?? 0)}`),
  )
}

export function Gains({ deal, problem, chosen }: BriefOf): ReactNode {
  const text = useText()
  const { t, pick } = text
  const { worth, gains } = solved(modelOf(problem), chosen.options)
  return (
    <ul className={css['list']}>
      {deal.parties.map((party, p) => (
        <li key={party.id}>
          {t('deal.brief_gain', {
            party: pick(party.short),
            worth: points(text, worth[p] ?? 0),
            gain: points(text, gains[p] ?? 0),
          })}
        </li>
      ))}
    </ul>
  )
}

/** What changes against the table, row by row; what stays in one sentence. */
export function Settled({ deal, chosen }: BriefOf): ReactNode {
  const { t, pick, lang } = useText()
  const rows = deal.points.map((point, i) => ({
    point,
    before: point.options.find((o) => o.key === point.table),
    after: point.options[chosen.options[i] ?? 0],
  }))
  const stays = rows.filter(({ before, after }) => before === after)
  return (
    <>
      <table className={css['brief_table']}>
        <thead>
          <tr>
            <th scope="col">{t('deal.point')}</th>
            <th scope="col">{t('deal.table_now')}</th>
            <th scope="col">{t('deal.proposed_now')}</th>
          </tr>
        </thead>
        <tbody>
          {rows
            .filter((row) => !stays.includes(row))
            .map(({ point, before, after }) => (
              <tr key={point.id}>
                <td>{pick(point.title)}</td>
                <td>{pick(before?.title)}</td>
                <td>
                  <b>{pick(after?.title)}</b>
                </td>
              </tr>
            ))}
        </tbody>
      </table>
      {stays.length > 0 ? (
        <p className={css['soft']}>
          {t('deal.brief_stays')}{' '}
          {stays
            .map(({ point, after }) => `${pick(point.title)} (${pick(after?.title)})`)
            .join(lang === 'ar' ? '؛ ' : '; ')}
        </p>
      ) : null}
    </>
  )
}

const TRADES_TOLD = 2

export function Reasons(props: BriefOf): ReactNode {
  const { recorded, deep } = props
  const { pick, lang } = useText()
  const given = recorded ? valueOf(recorded, 'deal_package', 'description')?.reasons : undefined
  const reasons = given ?? reasonsOf(props)
  const trades = deep?.trades?.state === 'found' ? deep.trades.best.slice(0, TRADES_TOLD) : []
  return (
    <>
      <p lang={lang}>{pick(reasons)}</p>
      <ul className={css['list']}>
        {trades.map(({ sentences }) => (
          <li key={sentences.join()}>{sentences.join(' ')}</li>
        ))}
      </ul>
    </>
  )
}

export function TrustWords({ answer, chosen, deep, deal }: BriefOf): ReactNode {
  const text = useText()
  const { t, pick } = text
  const named =
    chosen.objective === undefined || chosen.objective === 'table'
      ? undefined
      : answer.named[chosen.objective]
  return (
    <>
      <p>
        {extentWords(answer, text)}{' '}
        {named ? `${t('deal.certificate')}: ${certificateWords(text, named.certificate)}.` : null}
      </p>
      {deep?.trust ? (
        <ul className={css['list']}>
          {deep.trust.bands.map((band, p) => (
            <li key={deal.parties[p]?.id}>
              {t('deal.band', {
                party: pick(deal.parties[p]?.short),
                low: points(text, band.low),
                likely: points(text, band.likely),
                high: points(text, band.high),
              })}
            </li>
          ))}
          {[...deep.trust.sentences, ...deep.trust.next].map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      ) : null}
    </>
  )
}

export function Basis({ deal }: { readonly deal: DealCase }): ReactNode {
  const { t, pick, number } = useText()
  const { view } = useProcess()
  return (
    <ul className={css['list']}>
      {deal.parties.map((party) => {
        const estimates = deal.points.flatMap((p) => deal.estimate(party.id, p.id) ?? [])
        const told = deal.confidences.filter(
          ({ state }) => view.ref(leadOf(state), 'party')?.id === party.id,
        )
        return (
          <li key={party.id}>
            {t('deal.brief_sources', {
              party: pick(party.short),
              count: number(estimates.length + (deal.fallback(party.id) ? 1 : 0)),
              told: number(told.length),
            })}
          </li>
        )
      })}
    </ul>
  )
}
