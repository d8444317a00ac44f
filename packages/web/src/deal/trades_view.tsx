// Trades in sentences, and how far the chosen package can be trusted: both come from the slower
// worker and say so while it is under way.
import type { ReactNode } from 'react'
import { Button, Note, Skeleton } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { points } from './amounts.ts'
import type { DealCase } from './case.ts'
import css from './deal.module.css'
import type { Deepening } from './deep_solver.ts'
import type { Chosen } from './named_list.tsx'

export function Trades(props: {
  readonly deep: Deepening
  readonly deal: DealCase
  readonly onChoose: (chosen: Chosen) => void
}): ReactNode {
  const { t, number } = useText()
  const trades = props.deep.answer?.trades
  if (!trades) return <Skeleton lines={3} />
  if (trades.state !== 'found') return <p>{t('deal.trades_blocked')}</p>
  if (trades.best.length === 0) return <p>{t('deal.trades_none')}</p>
  return (
    <>
      <ol className={css['list']}>
        {trades.best.map(({ sentences, package: traded }, i) => (
          <li key={sentences.join()}>
            {sentences.join(' ')}{' '}
            <Button
              variant="plain"
              label={t('deal.choose_of', { name: String(i + 1) })}
              onPress={() => props.onChoose({ options: traded.options, worth: traded.worth })}
            >
              {t('deal.take')}
            </Button>
          </li>
        ))}
      </ol>
      <p className={css['soft']}>
        {t('deal.trades_found', { count: number(trades.found) })}{' '}
        {trades.complete ? null : t('deal.trades_partial')}
      </p>
    </>
  )
}

export function Trust(props: {
  readonly deep: Deepening
  readonly parties: readonly string[]
}): ReactNode {
  const text = useText()
  const { t, number } = text
  const { answer, share } = props.deep
  const trust = answer?.trust
  return (
    <>
      <p className={css['soft']}>{t('deal.robustness_help')}</p>
      {share === undefined ? null : (
        <p role="status">
          <progress value={share} max={1} aria-label={t('deal.solving')} />{' '}
          {t('deal.solving_share', { share: number(Math.round(share * 100)) })}
        </p>
      )}
      {trust ? (
        <>
          {trust.cancelled ? <Note tone="warning">{t('deal.partial_list')}</Note> : null}
          <ul className={css['list']}>
            {trust.bands.map((band, p) => (
              <li key={props.parties[p]}>
                {t('deal.band', {
                  party: props.parties[p] ?? '',
                  low: points(text, band.low),
                  likely: points(text, band.likely),
                  high: points(text, band.high),
                })}
                <BandBar {...band} />
              </li>
            ))}
          </ul>
          {trust.sentences.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          <ul className={css['list']}>
            {trust.next.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <p className={css['soft']}>
            {t('deal.draws', { count: number(trust.draws), seed: String(trust.seed) })}
          </p>
        </>
      ) : share === undefined && !answer ? (
        <Skeleton lines={3} />
      ) : null}
    </>
  )
}

function BandBar(props: {
  readonly low: number
  readonly likely: number
  readonly high: number
}): ReactNode {
  return (
    <svg className={css['band_bar']} viewBox="0 0 400 14" aria-hidden direction="ltr">
      <line x1={0} x2={400} y1={7} y2={7} />
      <rect x={props.low * 4} y={2} width={Math.max(2, (props.high - props.low) * 4)} height={10} />
      <line data-part="likely" x1={props.likely * 4} x2={props.likely * 4} y1={0} y2={14} />
    </svg>
  )
}
