// The measures of a statement as they are drawn: shares as a bar with its number, an interval, the
// groups one by one, and whether there is evidence enough.
import type { StatementShown } from '@sulh/contract/forum_dialogue'
import type { OpinionFigures, StatementFigures } from '@sulh/contract/forum_dialogue_kinds'
import type { ReactNode } from 'react'
import { StatusChip } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import css from './dialogue.module.css'
import { letterOf } from './dialogue_data.ts'
import { percent } from './dialogue_map.tsx'

type Counts = readonly [number, number, number]
export type Row = StatementFigures & { readonly statement: StatementShown }
type Interval = { readonly value: number; readonly low: number; readonly high: number }

export const sum = ([a, d, p]: Counts) => a + d + p
export const round2 = (value: number) => Math.round(value * 100) / 100

export function Groups({
  row,
  figures,
}: {
  readonly row: Row
  readonly figures: OpinionFigures
}): ReactNode {
  const { t, lang } = useText()
  if (row.groups === null) return <span className={css['soft']}>{t('dialogue.held_back')}</span>
  return (
    <div className={css['bars']}>
      {row.groups.map((counts, g) => (
        <div key={figures.groups[g]?.name ?? g} className={css['part']}>
          <span className={css['letter']} data-group={g}>
            {letterOf(figures.groups[g]?.name ?? 1, lang)}
          </span>
          <Bar counts={counts} />
        </div>
      ))}
    </div>
  )
}

/** Agree, pass, disagree as shares of a bar, and in words for who does not see it. */
export function Bar({ counts }: { readonly counts: Counts }): ReactNode {
  const { t } = useText()
  const all = sum(counts)
  if (all === 0) return <span className={css['soft']}>{t('dialogue.nobody')}</span>
  const [agree, disagree, pass] = counts
  const label = t('dialogue.bar', {
    agree: percent(agree / all),
    disagree: percent(disagree / all),
    people: all,
  })
  return (
    <span className={css['bar_line']}>
      <span className={css['bar']} role="img" aria-label={label} title={label}>
        <i data-part="agree" style={{ inlineSize: `${(100 * agree) / all}%` }} />
        <i data-part="pass" style={{ inlineSize: `${(100 * pass) / all}%` }} />
        <i data-part="disagree" style={{ inlineSize: `${(100 * disagree) / all}%` }} />
      </span>
      <span className={css['bar_text']} aria-hidden>
        {percent(agree / all)} %
      </span>
    </span>
  )
}

/** A probability with its interval, as a mark on a line and in figures. */
export function Range({ interval }: { readonly interval: Interval }): ReactNode {
  const { t } = useText()
  const { value, low, high } = interval
  const at = (share: number) => `${Math.max(0, Math.min(1, share)) * 100}%`
  return (
    <span className={css['range_line']}>
      <span className={css['range']} aria-hidden>
        <i style={{ insetInlineStart: at(low), inlineSize: at(high - low) }} />
        <b style={{ insetInlineStart: at(value) }} />
      </span>
      <span className={css['bar_text']}>
        {t('dialogue.interval', {
          value: percent(value),
          low: percent(low),
          high: percent(high),
        })}
      </span>
    </span>
  )
}

export function Evidence({ enough }: { readonly enough: boolean }): ReactNode {
  const { t } = useText()
  return enough ? null : <StatusChip>{t('dialogue.little_evidence')}</StatusChip>
}
