// One edition of the reckoning: its score, always beside the weakest clause, the open brackets and what
// was opened again.
import type { Convergence } from '@sulh/analysis/text/convergence'
import { stageLabels } from '@sulh/analysis/text/labels'
import type { ReactNode } from 'react'
import { useText } from '../../messages/index.ts'
import { useClauseName } from '../wording_input.tsx'
import { PlaceLink } from '../place_link.tsx'
import css from './convergence.module.css'
import { useSlotName } from './slot_name.ts'

export function Edition(props: { readonly title: string; readonly of: Convergence }): ReactNode {
  const { of } = props
  const { t, number, lang } = useText()
  const nameOf = useClauseName()
  const slotName = useSlotName()
  const { weakest } = of
  return (
    <section className={css['edition']}>
      <h3>{props.title}</h3>
      <p className={css['score']}>{of.score.toFixed(2)}</p>
      <div className={css['soft']}>{t('versions.scale')}</div>
      <dl>
        <dt>{t('versions.weakest')}</dt>
        <dd>
          {weakest ? (
            <>
              <PlaceLink id={weakest.node}>{nameOf(weakest.node)}</PlaceLink>{' '}
              <span className={css['soft']}>
                {weakest.score.toFixed(2)} · {stageLabels[weakest.stage][lang]}
              </span>
            </>
          ) : (
            '–'
          )}
        </dd>
        <dt>{t('versions.open_slots')}</dt>
        <dd>{number(of.open.length)}</dd>
        <dt>{t('versions.oldest')}</dt>
        <dd>
          {of.open.length > 0 ? t('versions.days', { count: Math.floor(of.oldest_days) }) : '–'}
        </dd>
        <dt>{t('versions.reopened')}</dt>
        <dd>
          {of.reopened.length === 0
            ? '–'
            : of.reopened.map(({ slot, times }) => (
                <div key={slot}>
                  <PlaceLink id={slot}>{slotName(slot)}</PlaceLink>{' '}
                  {t('versions.times', { count: times })}
                </div>
              ))}
        </dd>
      </dl>
    </section>
  )
}
