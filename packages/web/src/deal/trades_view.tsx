// Trades in sentences, and how far the chosen package can be trusted: both come from the slower
// worker, say so while it is under way, can be stopped, and are marked where they are not whole.
import { memo, type ReactNode } from 'react'
import { Button, Note, PartyMark, Skeleton } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { points } from './amounts.ts'
import type { DealCase } from './case.ts'
import css from './deal.module.css'
import type { Deepening } from './deep_solver.ts'
import type { Chosen } from './named_list.tsx'

/** How far the slower worker is, with the way to stop it; and that what stands is of earlier values. */
function UnderWay({ deep }: { readonly deep: Deepening }): ReactNode {
  const { t, number } = useText()
  if (deep.stopped) return <Note tone="warning">{t('deal.deep_stopped')}</Note>
  if (deep.share !== undefined)
    return (
      <p role="status">
        <progress value={deep.share} max={1} aria-label={t('deal.solving')} />{' '}
        {t('deal.solving_share', { share: number(Math.round(deep.share * 100)) })}{' '}
        <Button onPress={deep.cancel}>{t('deal.stop')}</Button>
      </p>
    )
  return null
}

export const Trades = memo(function Trades(props: {
  readonly deep: Deepening
  readonly onChoose: (chosen: Chosen) => void
}): ReactNode {
  const { t, number } = useText()
  const { deep } = props
  const { trades } = deep.answer
  if (!trades) return deep.stopped ? <UnderWay deep={deep} /> : <Skeleton lines={3} />
  if (trades.state === 'no-table') return <p>{t('deal.trades_no_table')}</p>
  if (trades.state !== 'found') return <p>{t('deal.trades_blocked')}</p>
  if (trades.best.length === 0)
    return <p>{t(trades.complete ? 'deal.trades_none' : 'deal.trades_none_partial')}</p>
  return (
    <div className={css['deep']} data-stale={deep.stale} aria-busy={deep.stale}>
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
    </div>
  )
})

export const Trust = memo(function Trust(props: {
  readonly deep: Deepening
  readonly deal: DealCase
}): ReactNode {
  const text = useText()
  const { t, number, pick } = text
  const { deep, deal } = props
  const { trust } = deep.answer
  return (
    <>
      <p className={css['soft']}>{t('deal.robustness_help')}</p>
      <UnderWay deep={deep} />
      {trust ? (
        <div className={css['deep']} data-stale={deep.stale} aria-busy={deep.stale}>
          {trust.cancelled ? <Note tone="warning">{t('deal.partial_draws')}</Note> : null}
          <ul className={css['bare']}>
            {trust.bands.map((band, p) => {
              const party = deal.parties[p]
              return (
                <li key={party?.id} className={css['band_row']}>
                  <span>
                    <PartyMark side={party?.side} />{' '}
                    {t('deal.band', {
                      party: pick(party?.short),
                      low: points(text, band.low),
                      likely: points(text, band.likely),
                      high: points(text, band.high),
                    })}
                  </span>
                  <BandBar {...band} />
                </li>
              )
            })}
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
        </div>
      ) : deep.stopped ? null : (
        <Skeleton lines={3} />
      )}
    </>
  )
})

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
