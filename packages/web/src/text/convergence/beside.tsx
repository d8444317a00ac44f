// What stands beside the reckoning: why brackets were settled, whether both languages keep up, and the
// raw counts that are quoted outside and mislead.
import type { Convergence } from '@sulh/analysis/text/convergence'
import { closingLabels } from '@sulh/analysis/text/labels'
import { closingReasons } from '@sulh/analysis/text/tree'
import type { ReactNode } from 'react'
import { Section } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import css from './convergence.module.css'

const counted = [
  'inline_slots',
  'inline_alternatives',
  'option_slots',
  'options',
  'placeholders',
] as const

export function Beside({ of }: { readonly of: Convergence }): ReactNode {
  const { t, number, lang } = useText()
  const { closed, parity, counts } = of
  const reasons = closingReasons.filter((r) => closed[r] > 0)
  return (
    <div className={css['columns']}>
      <Section title={t('versions.closed_reasons')}>
        <ul className={css['list']}>
          {reasons.map((r) => (
            <li key={r}>
              {closingLabels[r][lang]}: {number(closed[r])}
            </li>
          ))}
          {closed.unstated > 0 ? (
            <li>
              {t('versions.unstated')}: {number(closed.unstated)}
            </li>
          ) : null}
          {reasons.length === 0 && closed.unstated === 0 ? <li>–</li> : null}
        </ul>
      </Section>
      <Section title={t('versions.parity')}>
        <ul className={css['list']}>
          <li>
            {t('versions.parity_complete', { complete: parity.complete, texts: parity.texts })}
          </li>
          {(['en', 'ar'] as const).flatMap((l) => [
            parity.missing[l] > 0 ? (
              <li key={`missing ${l}`}>
                {t(`versions.parity_missing_${l}`, { count: parity.missing[l] })}
              </li>
            ) : null,
            parity.stale[l] > 0 ? (
              <li key={`stale ${l}`}>
                {t(`versions.parity_stale_${l}`, { count: parity.stale[l] })}
              </li>
            ) : null,
          ])}
        </ul>
      </Section>
      <Section title={t('versions.counts')}>
        <p className={css['soft']}>{t('versions.counts_help')}</p>
        <ul className={css['list']}>
          {counted.map((key) => (
            <li key={key}>
              {t(`versions.count_${key}`)}: {number(counts[key])}
            </li>
          ))}
        </ul>
      </Section>
    </div>
  )
}
