// The picture of the deal room with its marks, its legend and the figures behind it.
import { memo, useMemo, type ReactNode } from 'react'
import { useText } from '../messages/index.ts'
import { points as inPoints } from './amounts.ts'
import type { DealCase } from './case.ts'
import css from './deal.module.css'
import { objectiveName, type Chosen } from './named_list.tsx'
import { PointsTable } from './points_table.tsx'
import { Scatters, type Marked } from './scatter.tsx'
import { objectives, optionsAt, pointOf, type DealAnswer } from './solve.ts'

type Props = {
  readonly deal: DealCase
  readonly answer: DealAnswer
  readonly chosen: Chosen | undefined
  readonly bands: readonly { readonly low: number; readonly high: number }[] | undefined
  readonly onChoose: (chosen: Chosen) => void
}

export const Picture = memo(function Picture(props: Props): ReactNode {
  const { deal, answer, chosen, onChoose } = props
  const text = useText()
  const { t, pick, number } = text
  const names = useMemo(() => deal.parties.map((p) => pick(p.short)), [deal, pick])
  const place = chosen ? pointOf(answer.points, chosen.options) : -1
  const marked = useMemo(() => marksOf({ deal, answer, chosen }, t), [deal, answer, chosen, t])
  return (
    <>
      <p className={css['soft']}>{t('deal.chart_help')}</p>
      <Scatters
        answer={answer}
        parties={names}
        marked={marked}
        bands={props.bands}
        selected={place < 0 ? undefined : place}
        onSelect={(point) => onChoose({ options: optionsAt(answer.points, point) })}
      />
      <ul className={css['legend']}>
        {marked.map((mark) => (
          <li key={mark.name}>
            <span className={css['letter']} data-kind={mark.kind} aria-hidden>
              {mark.kind === 'selected' ? '○' : mark.letter}
            </span>
            {mark.name}
          </li>
        ))}
      </ul>
      <p className={css['soft']} data-partial={answer.cancelled}>
        {extentWords(answer, text)} {t('deal.took', { ms: number(Math.round(answer.took_ms)) })}
      </p>
      <PointsTable answer={answer} parties={names} onChoose={onChoose} />
    </>
  )
})

function marksOf(
  { deal, answer, chosen }: Pick<Props, 'deal' | 'answer' | 'chosen'>,
  t: ReturnType<typeof useText>['t'],
): Marked[] {
  const named = objectives.flatMap((objective): Marked[] => {
    const found = answer.named[objective]
    if (!found) return []
    const name = objectiveName(objective, t, 'short')
    return [
      { letter: objective.slice(0, 1).toUpperCase(), name, worth: found.worth, kind: 'named' },
    ]
  })
  const table = answer.table
    ? [{ letter: 'T', name: t('deal.on_table'), worth: answer.table.worth, kind: 'table' as const }]
    : []
  const worth = chosen && worthIn(deal, answer, chosen)
  return [
    ...table,
    ...named,
    ...(worth ? [{ letter: '', name: t('deal.selected'), worth, kind: 'selected' as const }] : []),
  ]
}

function worthIn(
  deal: DealCase,
  answer: DealAnswer,
  chosen: Chosen,
): readonly number[] | undefined {
  const same = (options: ArrayLike<number>) => chosen.options.every((o, i) => o === options[i])
  const named = objectives.map((o) => answer.named[o]).find((n) => n && same(n.options))
  if (named) return named.worth
  if (answer.table && same(answer.table.options)) return answer.table.worth
  const place = pointOf(answer.points, chosen.options)
  if (place >= 0) return deal.parties.map((_, p) => answer.points.worth[p]?.[place] ?? 0)
  return chosen.worth
}

export function extentWords(answer: DealAnswer, text: ReturnType<typeof useText>): string {
  const { t, number } = text
  if (answer.cancelled) return t('deal.partial_list')
  if (answer.epsilon)
    return t('deal.epsilon_list', {
      amounts: text.list(answer.epsilon.map((e) => inPoints(text, e))),
    })
  return t('deal.complete_list', {
    points: number(answer.points.count),
    combinations: number(Number(answer.combinations)),
  })
}
