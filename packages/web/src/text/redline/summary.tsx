// What changed between two versions, in sentences: one a line, nothing that is nought.
import type { Redline } from '@sulh/analysis/redline/model'
import type { ReactNode } from 'react'
import { useText } from '../../messages/index.ts'
import css from './redline.module.css'

const told = [
  'added',
  'removed',
  'moved',
  'changed',
  'brackets_opened',
  'brackets_closed',
  'alternatives_added',
  'alternatives_removed',
  'alternatives_changed',
  'stages',
  'proponents',
  'positions',
  'reservations',
] as const

export function Summary({ redline }: { readonly redline: Redline }): ReactNode {
  const { t } = useText()
  const lines = told.filter((key) => redline.summary[key] > 0)
  if (lines.length === 0) return <p>{t('versions.nothing_changed')}</p>
  return (
    <ul className={css['summary']}>
      {lines.map((key) => (
        <li key={key}>{t(`versions.sum_${key}`, { count: redline.summary[key] })}</li>
      ))}
    </ul>
  )
}
