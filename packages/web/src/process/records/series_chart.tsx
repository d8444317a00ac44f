// A small bar chart of a series with the table behind it. A figure as a source gives it is filled, a
// derived one hatched, another source's outlined; each bar opens its record.
import { scaleBand, scaleLinear } from 'd3-scale'
import { type ReactNode, useId } from 'react'
import { DataTable, Mark, OpenRecord, useInspector } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import { leadOf, type State, valueOf } from '../view.ts'
import layout from './layout.module.css'
import { Basis, monthOf, Passage, Soft } from './pieces.tsx'
import css from './series.module.css'
import { type Figure, figuresOf, periodsOf } from './series.ts'

const HEIGHT_PX = 240
const BAR_PX = 56
const AXIS_PX = 64
const FOOT_PX = 44

export function Series({ series }: { series: State }): ReactNode {
  const { t, pick, number } = useText()
  const { view } = useProcess()
  const value = valueOf(series, 'series', 'description')
  const figures = figuresOf(view, series)
  return (
    <article>
      <h3>
        <OpenRecord id={series.id}>{pick(value?.title)}</OpenRecord>
      </h3>
      <p className={layout['soft']}>{t('records.unit', { unit: pick(value?.unit) })}</p>
      <Passage text={value?.note} fact={leadOf(series)} />
      {figures.length === 0 ? <Soft>{t('records.no_figures')}</Soft> : null}
      {figures.length > 1 ? <Chart series={series} figures={figures} /> : null}
      {figures.length > 0 ? (
        <details open={figures.length === 1}>
          <summary>{t('records.table_behind')}</summary>
          <DataTable
            label={t('records.table_behind')}
            rows={figures}
            rowKey={(f) => f.fact.id}
            columns={[
              {
                key: 'period',
                title: t('records.period'),
                render: (f) => <Period period={f.period} />,
              },
              {
                key: 'amount',
                title: t('records.amount'),
                align: 'end',
                render: (f) => <OpenRecord id={f.record.id}>{number(f.amount)}</OpenRecord>,
              },
              {
                key: 'mark',
                title: t('records.mark'),
                render: (f) => <Mark value={f.fact.mark} />,
              },
              {
                key: 'note',
                title: t('records.note'),
                render: (f) => pick(f.fact.value['note'] as { en: string; ar: string } | undefined),
              },
              {
                key: 'sources',
                title: t('records.sources'),
                render: (f) => <Basis fact={f.fact} />,
              },
            ]}
          />
        </details>
      ) : null}
    </article>
  )
}

function Period({ period }: { period: string }): ReactNode {
  const { lang } = useText()
  return /^\d{4}-\d{2}/.test(period) ? monthOf(period, lang) : period
}

function Chart({ series, figures }: { series: State; figures: readonly Figure[] }): ReactNode {
  const { t, pick, number, dir, lang } = useText()
  const inspector = useInspector()
  const hatch = useId()
  const value = valueOf(series, 'series', 'description')
  const periods = periodsOf(figures)
  const width = AXIS_PX + periods.length * BAR_PX
  const places = dir === 'ltr' ? [AXIS_PX, width] : [width - AXIS_PX, 0]
  const x = scaleBand(periods, places as [number, number]).padding(0.25)
  const top = Math.max(...figures.map((f) => f.amount))
  const y = scaleLinear([0, top], [HEIGHT_PX - FOOT_PX, 12]).nice()
  const ticks = y.ticks(4)
  const edge = dir === 'ltr' ? AXIS_PX - 8 : width - AXIS_PX + 8
  const words = {
    title: pick(value?.title),
    unit: pick(value?.unit),
    count: figures.length,
    first: periods[0] ?? '',
    last: periods.at(-1) ?? '',
  }
  const kinds = [
    figures.some((f) => !f.derived && !f.differing) ? t('records.stated_key') : '',
    figures.some((f) => f.derived) ? t('records.derived_key') : '',
    figures.some((f) => f.differing) ? t('records.differing_key') : '',
  ].filter((s) => s !== '')
  return (
    <figure className={css['figure']}>
      <div className={css['scroll']}>
        <svg
          width={width}
          height={HEIGHT_PX}
          viewBox={`0 0 ${width} ${HEIGHT_PX}`}
          role="group"
          aria-label={t('records.chart_label', words)}
        >
          <defs>
            <pattern
              id={hatch}
              width="6"
              height="6"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <rect width="6" height="6" className={css['hatch_ground']} />
              <line x1="0" y1="0" x2="0" y2="6" className={css['hatch']} />
            </pattern>
          </defs>
          {ticks.map((tick) => (
            <g key={tick}>
              <line
                x1={dir === 'ltr' ? AXIS_PX : 0}
                x2={dir === 'ltr' ? width : width - AXIS_PX}
                y1={y(tick)}
                y2={y(tick)}
                className={css['rule']}
              />
              <text
                x={edge}
                y={y(tick) + 4}
                className={css['tick']}
                textAnchor={dir === 'ltr' ? 'end' : 'start'}
                direction="ltr"
              >
                {number(tick)}
              </text>
            </g>
          ))}
          {figures.map((f) => (
            <Bar
              key={f.fact.id}
              figure={f}
              x={x(f.period) ?? 0}
              width={x.bandwidth()}
              y={y(f.amount)}
              base={y(0)}
              hatch={hatch}
              label={`${monthOf(f.period, lang)}: ${number(f.amount)}`}
              onOpen={() => inspector.open(f.record.id)}
            />
          ))}
          {periods.map((period) => (
            <text
              key={period}
              x={(x(period) ?? 0) + x.bandwidth() / 2}
              y={HEIGHT_PX - FOOT_PX + 18}
              className={css['period']}
            >
              <PeriodLines period={period} x={(x(period) ?? 0) + x.bandwidth() / 2} />
            </text>
          ))}
        </svg>
      </div>
      <figcaption className={layout['soft']}>{kinds.join(' · ')}</figcaption>
    </figure>
  )
}

/** The month above its year, so that twelve bars fit a phone's scroll. */
function PeriodLines({ period, x }: { period: string; x: number }): ReactNode {
  const { lang } = useText()
  if (!/^\d{4}-\d{2}/.test(period)) return period
  const month = new Intl.DateTimeFormat(lang === 'ar' ? 'ar-LY-u-nu-latn' : 'en-GB', {
    month: lang === 'ar' ? 'long' : 'short',
    timeZone: 'UTC',
  }).format(new Date(`${period.slice(0, 7)}-01T00:00:00Z`))
  return (
    <>
      <tspan x={x}>{month}</tspan>
      <tspan x={x} dy="15">
        {period.slice(0, 4)}
      </tspan>
    </>
  )
}

function Bar(props: {
  figure: Figure
  x: number
  width: number
  y: number
  base: number
  hatch: string
  label: string
  onOpen: () => void
}): ReactNode {
  const { figure, x, width, y, base } = props
  const look = figure.differing ? 'outlined' : 'filled'
  return (
    <g
      role="button"
      tabIndex={0}
      aria-label={props.label}
      className={css['bar']}
      onClick={props.onOpen}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault()
          props.onOpen()
        }
      }}
    >
      <title>{props.label}</title>
      <rect
        x={x}
        y={y}
        width={width}
        height={Math.max(1, base - y)}
        className={css[look]}
        {...(figure.derived && !figure.differing
          ? { style: { fill: `url(#${props.hatch})` } }
          : {})}
      />
    </g>
  )
}
