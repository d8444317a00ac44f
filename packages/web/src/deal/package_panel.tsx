// A package point by point: the option taken, what each party gets of what it could, and where a
// party gives up most. Any option can be changed here; the package is then one's own.
import { satisfies } from '@sulh/analysis/deal/links'
import { memo, useMemo, type ReactNode } from 'react'
import { DataTable, Note, PartyMark, StatusChip } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { points } from './amounts.ts'
import type { DealCase, OpenPoint } from './case.ts'
import css from './deal.module.css'
import { linkWords } from './link_words.ts'
import type { Chosen } from './named_list.tsx'
import { modelOf, solved, UNITS, type DealAnswer, type DealProblem } from './solve.ts'

/** Per party, the points where the package costs it most against its own best option. */
const BINDING = 3
/** Less than this, in points, binds nobody. */
const NOTICEABLE = 0.5

type Row = {
  readonly point: OpenPoint
  readonly at: number
  readonly gets: readonly { readonly worth: number; readonly most: number }[]
  readonly binds: readonly number[]
}

export function rowsOf(deal: DealCase, problem: DealProblem, options: readonly number[]): Row[] {
  const { utilities } = modelOf(problem)
  const inPoints = (units: number) => (units * 100) / UNITS
  const gets = deal.points.map((_, i) =>
    deal.parties.map((__, p) => {
      const own = utilities[p]?.[i] ?? new Float64Array()
      return { worth: inPoints(own[options[i] ?? 0] ?? 0), most: inPoints(Math.max(0, ...own)) }
    }),
  )
  const lossOf = (p: number, i: number) => (gets[i]?.[p]?.most ?? 0) - (gets[i]?.[p]?.worth ?? 0)
  const binding = deal.parties.map((_, p) =>
    deal.points
      .map((__, i) => i)
      .filter((i) => lossOf(p, i) >= NOTICEABLE)
      .toSorted((a, b) => lossOf(p, b) - lossOf(p, a))
      .slice(0, BINDING),
  )
  return deal.points.map((point, i) => ({
    point,
    at: options[i] ?? 0,
    gets: gets[i] ?? [],
    binds: deal.parties.flatMap((_, p) => (binding[p]?.includes(i) ? [p] : [])),
  }))
}

export const PackagePanel = memo(function PackagePanel(props: {
  readonly deal: DealCase
  readonly problem: DealProblem
  readonly answer: DealAnswer
  readonly chosen: Chosen
  readonly onChoose: (chosen: Chosen) => void
}): ReactNode {
  const { deal, problem, chosen, answer } = props
  const text = useText()
  const { t, pick } = text
  const rows = useMemo(() => rowsOf(deal, problem, chosen.options), [deal, problem, chosen])
  const whole = useMemo(() => solved(modelOf(problem), chosen.options), [problem, chosen])
  const change = (i: number, option: number) => {
    const options = chosen.options.map((o, k) => (k === i ? option : o))
    props.onChoose({ options, worth: solved(modelOf(problem), options).worth })
  }
  const broken = brokenLinks(deal, problem, chosen.options)
  const efficient =
    answer.complete &&
    answer.points.packages.some((_, k) =>
      whole.worth.every((w, p) => Math.abs((answer.points.worth[p]?.[k] ?? 0) - w) < 1e-9),
    )
  return (
    <>
      <p className={css['figures']}>
        {deal.parties.map((party, p) => {
          const gain = whole.gains[p] ?? 0
          return (
            <span key={party.id}>
              <PartyMark side={party.side} /> {pick(party.short)}{' '}
              <b>{points(text, whole.worth[p] ?? 0)}</b>,{' '}
              {t(gain < 0 ? 'deal.loss' : 'deal.gain', { amount: points(text, Math.abs(gain)) })}
            </span>
          )
        })}
      </p>
      {broken.length > 0 ? (
        <Note tone="warning">
          {t('deal.breaks_links', {
            links: broken
              .map((l) => linkWords(deal, l, text))
              .join(text.lang === 'ar' ? '؛ ' : '; '),
          })}
        </Note>
      ) : answer.complete ? (
        <p className={css['soft']}>{t(efficient ? 'deal.efficient' : 'deal.inefficient')}</p>
      ) : null}
      <p className={css['soft']}>{t('deal.binding_help')}</p>
      <DataTable
        label={t('deal.package')}
        rows={rows}
        rowKey={(row) => row.point.id}
        columns={[
          {
            key: 'point',
            title: t('deal.point'),
            render: ({ point, binds }) => (
              <>
                {pick(point.title)}{' '}
                {binds.map((p) => (
                  <StatusChip key={p} tone="accent">
                    {t('deal.binding', { party: pick(deal.parties[p]?.short) })}
                  </StatusChip>
                ))}
              </>
            ),
          },
          {
            key: 'option',
            title: t('deal.option'),
            render: ({ point, at }) => (
              <select
                className={css['select']}
                aria-label={`${t('deal.option')}: ${pick(point.title)}`}
                value={at}
                onChange={(event) => change(deal.points.indexOf(point), Number(event.target.value))}
              >
                {point.options.map((option, o) => (
                  <option key={option.key} value={o}>
                    {pick(option.title)}
                    {option.key === point.table ? ` (${t('deal.table_now')})` : ''}
                  </option>
                ))}
              </select>
            ),
          },
          ...deal.parties.map((party, p) => ({
            key: party.id,
            title: t('deal.gets', { party: pick(party.short) }),
            render: ({ gets }: Row) => {
              const { worth = 0, most = 0 } = gets[p] ?? {}
              return (
                <span className={css['bar']}>
                  <Share share={most === 0 ? 0 : worth / most} side={party.side} />
                  {t('deal.of_most', { worth: points(text, worth), most: points(text, most) })}
                </span>
              )
            },
          })),
        ]}
      />
    </>
  )
})

/** A length and no colour alone: the figure stands beside it. */
function Share(props: { readonly share: number; readonly side: 'A' | 'B' | undefined }): ReactNode {
  const WIDTH = 64
  return (
    <svg width={WIDTH} height={8} aria-hidden className={css['share']} data-side={props.side}>
      <rect width={WIDTH} height={8} />
      <rect data-part="got" width={Math.max(0, props.share) * WIDTH} height={8} />
    </svg>
  )
}

export function brokenLinks(deal: DealCase, problem: DealProblem, options: readonly number[]) {
  const model = modelOf(problem)
  const hard = deal.links.filter((link) => link.class !== 'bonus')
  return hard.filter((_, i) => {
    const constraint = model.constraints[i]
    return constraint && !satisfies({ ...model, constraints: [constraint] }, options)
  })
}
