// The picture: tracks as lanes on one line of time, rounds as bars (hatched while only planned),
// meetings as ticks, events as marks by certainty, the cursor across all. Time runs from the start
// of reading. Dragging and arrow keys move it; a table with the same content stands below it.
import { scaleUtc } from 'd3-scale'
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { Button, CertaintySign, useInspector } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import { daysBetween, itemsOf, lanesOf, placeOnRows, type Item, type Lane } from './lanes.ts'
import css from './overview.module.css'

const DAY_MS = 86_400_000
const spans = { month: 61, quarter: 150, year: 460, whole: 0 } as const
type Span = keyof typeof spans
const ROW = 24
const EVENT_ROW = 15

function add(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

function useWidth(): [React.RefObject<HTMLDivElement | null>, number] {
  const ref = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(1000)
  useEffect(() => {
    if (!ref.current) return undefined
    const watch = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width))
    watch.observe(ref.current)
    return () => watch.disconnect()
  }, [])
  return [ref, width]
}

type LaneLayout = {
  readonly lane: Lane
  readonly top: number
  readonly height: number
  readonly bars: readonly (Item & { row: number })[]
  readonly events: readonly (Item & { row: number })[]
  readonly barRows: number
}

/** Bars above, marks below, as many rows as needed; lanes follow each other. */
function layOut(lanes: readonly Lane[], items: readonly Item[], x: (day: string) => number, label: (item: Item) => string, width: number): LaneLayout[] {
  let top = 26
  return lanes.map((lane) => {
    const inView = items.filter((i) => {
      if (i.lane !== lane.id) return false
      const ends = [x(i.when.from), x(i.when.to ?? i.when.from)]
      return Math.max(...ends) >= 0 && Math.min(...ends) <= width
    })
    const extent = (item: Item): readonly [number, number] => {
      const ends = [x(item.when.from), x(add(item.when.to ?? item.when.from, 1))]
      const start = Math.min(...ends)
      return [start, Math.max(Math.max(...ends), start + 14 + label(item).length * 6.4)]
    }
    const bars = placeOnRows(inView.filter((i) => i.shape !== 'event'), extent, 8)
    const events = placeOnRows(
      inView.filter((i) => i.shape === 'event'),
      (i) => [x(i.when.from) - 6, x(i.when.from) + 6],
      1,
    )
    const barRows = Math.max(1, ...bars.map((b) => b.row + 1))
    const eventRows = Math.min(8, Math.max(1, ...events.map((e) => e.row + 1)))
    const height = 30 + barRows * ROW + eventRows * EVENT_ROW + 8
    const layout = { lane, top, height, bars, events, barRows }
    top += height + 6
    return layout
  })
}

export function Picture(): ReactNode {
  const { view, day } = useProcess()

  const text = useText()
  const { t, dir, pick, day: long } = text
  const inspector = useInspector()
  const [ref, width] = useWidth()
  const [span, setSpan] = useState<Span>('quarter')
  const [shift, setShift] = useState(0)
  useEffect(() => setShift(0), [day])
  const lanes = useMemo(() => lanesOf(view), [view])
  const items = useMemo(() => itemsOf(view), [view])
  const range = useMemo(() => {
    const all = items.map((i) => i.when.from).filter((d) => d >= '2019-01-01').toSorted()
    const days = span === 'whole' ? daysBetween(all[0] ?? day, all.at(-1) ?? day) + 60 : spans[span]
    const from = span === 'whole' ? add(all[0] ?? day, -20) : add(day, shift - Math.round(days * 0.62))
    return { from, to: add(from, days), days }
  }, [items, span, shift, day])
  const scale = scaleUtc(
    [new Date(range.from), new Date(range.to)],
    dir === 'rtl' ? [width, 0] : [0, width],
  )
  const x = (d: string) => scale(new Date(d))
  const label = (item: Item) => {
    const title = pick(view.title(item.state))
    return title.length > 34 ? `${title.slice(0, 33)}…` : title
  }
  const layouts = layOut(lanes, items, x, label, width)
  const height = (layouts.at(-1)?.top ?? 26) + (layouts.at(-1)?.height ?? 80) + 4
  const perDay = width / range.days
  const drag = useRef<{ at: number; shift: number } | undefined>(undefined)
  const sign = dir === 'rtl' ? -1 : 1
  const months = scale.ticks(Math.max(3, Math.round(width / 90)))
  return (
    <div className={css['hero']}>
      <div className={css['tools']}>
        <span className={css['toolsTitle']}>{t('overview.picture')}</span>
        <Button variant="plain" label={t('overview.earlier')} onPress={() => setShift(shift - Math.round(range.days / 4))}>
          {dir === 'rtl' ? '→' : '←'} {t('overview.earlier')}
        </Button>
        {(Object.keys(spans) as Span[]).map((s) => (
          <Button key={s} variant={s === span ? 'primary' : 'quiet'} onPress={() => { setSpan(s); setShift(0) }}>
            {t(`overview.${s}`)}
          </Button>
        ))}
        <Button variant="plain" label={t('overview.later')} onPress={() => setShift(shift + Math.round(range.days / 4))}>
          {t('overview.later')} {dir === 'rtl' ? '←' : '→'}
        </Button>
      </div>
      <div
        ref={ref}
        className={css['picture']}
        role="group"
        aria-label={t('overview.picture_label')}
        tabIndex={0}
        onKeyDown={(e) => {
          if (e.key === 'ArrowLeft') setShift(shift - sign * 7)
          if (e.key === 'ArrowRight') setShift(shift + sign * 7)
        }}
        onPointerDown={(e) => { drag.current = { at: e.clientX, shift } }}
        onPointerUp={() => { drag.current = undefined }}
        onPointerLeave={() => { drag.current = undefined }}
        onPointerMove={(e) => {
          if (drag.current && span !== 'whole') {
            setShift(drag.current.shift - sign * Math.round((e.clientX - drag.current.at) / perDay))
          }
        }}
      >
        <svg viewBox={`0 0 ${width} ${height}`} height={height} direction={dir}>
          <defs>
            <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect width="6" height="6" fill="var(--paper-raised)" />
              <line x1="0" x2="0" y1="0" y2="6" stroke="var(--hairline-strong)" strokeWidth="2" />
            </pattern>
          </defs>
          {months.map((m) => (
            <g key={m.getTime()}>
              <line x1={scale(m)} x2={scale(m)} y1="20" y2={height} stroke="var(--hairline)" strokeDasharray="1 4" />
              <text className={css['axis']} x={scale(m)} y="14" textAnchor="middle">
                {monthName(m, text.lang, range.days)}
              </text>
            </g>
          ))}
          {layouts.map(({ lane, top, height: h, bars, events, barRows }) => (
            <g key={lane.id} style={{ ['--c' as string]: `var(--track-${lane.family})` }}>
              <rect x="0" y={top} width={width} height={h} rx="4" fill={`var(--track-${lane.family}-soft)`} opacity="0.55" />
              <rect x={dir === 'rtl' ? width - 4 : 0} y={top} width="4" height={h} rx="2" fill="var(--c)" />
              <text className={css['laneName']} x={dir === 'rtl' ? width - 14 : 14} y={top + 19} fill="var(--c)">
                {pick(view.title(lane.state))}
              </text>
              {bars.map((item) => (
                <Bar key={item.state.id} item={item} y={top + 28 + item.row * ROW} x={x} rtl={dir === 'rtl'} label={label(item)} open={inspector.open} text={`${pick(view.title(item.state))}, ${text.span(item.when)}${item.planned ? `, ${t('overview.planned')}` : ''}`} />
              ))}
              {events.map((item) => (
                <EventMark key={item.state.id} item={item} cx={x(item.when.from)} cy={top + 36 + barRows * ROW + (item.row % 8) * EVENT_ROW} open={inspector.open} text={`${pick(view.title(item.state))}, ${text.span(item.when)}`} />
              ))}
            </g>
          ))}
          <g pointerEvents="none">
            <line x1={x(add(day, 1))} x2={x(add(day, 1))} y1="18" y2={height} stroke="var(--accent)" strokeWidth="2" />
            <text className={css['label']} x={x(add(day, 1)) + (dir === 'rtl' ? 5 : -5)} y={height - 6} textAnchor="end" style={{ fill: 'var(--accent)', fontWeight: 600 }}>
              {long(day)}
            </text>
          </g>
        </svg>
      </div>
      <Legend />
      <span className={css['spoken']} aria-live="polite">{t('frame.as_of', { day: long(day) })}</span>
    </div>
  )
}

function monthName(date: Date, lang: 'en' | 'ar', days: number): string {
  const locale = lang === 'ar' ? 'ar-LY-u-nu-latn' : 'en-GB'
  const shape: Intl.DateTimeFormatOptions = days > 200
    ? { month: 'short', year: '2-digit' }
    : { day: 'numeric', month: 'short' }
  return date.toLocaleDateString(locale, { timeZone: 'UTC', ...shape })
}

type MarkProps = { item: Item; open: (id: string) => void; text: string }
function pressable(props: MarkProps) {
  return {
    className: css['item'],
    tabIndex: 0,
    role: 'button',
    'aria-label': props.text,
    onClick: () => props.open(props.item.state.id),
    onKeyDown: (e: { key: string; preventDefault(): void }) => {
      if (e.key !== 'Enter' && e.key !== ' ') return
      e.preventDefault()
      props.open(props.item.state.id)
    },
  }
}

function Bar(props: MarkProps & { x: (d: string) => number; y: number; rtl: boolean; label: string }): ReactNode {
  const { item, x, y, rtl } = props
  const ends = [x(item.when.from), x(add(item.when.to ?? item.when.from, 1))]
  const start = Math.min(...ends)
  const length = Math.max(Math.max(...ends) - start, item.shape === 'round' ? 10 : 4)
  const round = item.shape === 'round'
  const textX = rtl ? start - 5 : start + length + 5
  return (
    <g {...pressable(props)}>
      <title>{props.text}</title>
      <rect className={css['shape']} x={start} y={round ? y : y + 3} width={length} height={round ? 16 : 10} rx={round ? 3 : 1} fill={item.planned ? 'url(#hatch)' : 'var(--c)'} stroke="var(--c)" strokeWidth="1.2" />
      <text className={round ? css['roundLabel'] : css['label']} x={textX} y={y + 12}>
        {props.label}
      </text>
    </g>
  )
}

function EventMark(props: MarkProps & { cx: number; cy: number }): ReactNode {
  const { item, cx, cy } = props
  const v = item.certainty
  return (
    <g {...pressable(props)} transform={`translate(${cx} ${cy})`}>
      <title>{props.text}</title>
      <circle r="9" fill="transparent" />
      <circle className={css['shape']} r="4.6" fill={v === 'confirmed' && !item.planned ? 'var(--c)' : 'var(--paper-raised)'} stroke="var(--c)" strokeWidth="1.4" strokeDasharray={item.planned || v === 'unconfirmed' ? '2 1.6' : undefined} />
      {v === 'reported' ? <path d="M0 -4.6 A4.6 4.6 0 0 1 0 4.6 Z" fill="var(--c)" /> : null}
      {v === 'disputed' ? <path d="M-3.3 3.3 L3.3 -3.3" stroke="var(--c)" strokeWidth="1.6" /> : null}
    </g>
  )
}

function Legend(): ReactNode {
  const { t } = useText()
  const bar = (fill: string, h: number, w: number) => (
    <svg width={w + 2} height="14" aria-hidden="true">
      <rect x="1" y={(14 - h) / 2} width={w} height={h} rx="2" fill={fill} stroke="var(--ink-soft)" />
    </svg>
  )
  return (
    <div className={css['legend']}>
      <span>{bar('var(--ink-soft)', 11, 24)} {t('overview.round_held')}</span>
      <span>{bar('url(#hatch)', 11, 24)} {t('overview.round_planned')}</span>
      <span>{bar('var(--ink-soft)', 8, 5)} {t('overview.meeting')}</span>
      {(['confirmed', 'reported', 'disputed', 'unconfirmed'] as const).map((c) => (
        <span key={c}><CertaintySign value={c} /> {t('overview.event')}: {t(`words.certainty_${c}`)}</span>
      ))}
    </div>
  )
}
