// Efficient packages as points, two parties against each other; with three parties the pairs stand
// beside each other and share what is selected. Colour is never alone: named points carry letters,
// fallbacks are dashed and worded. The table behind it is in points_table.tsx.
import { scaleLinear } from 'd3-scale'
import { memo, useMemo, type KeyboardEvent, type ReactNode } from 'react'
import { useText } from '../messages/index.ts'
import css from './deal.module.css'
import type { DealAnswer } from './solve.ts'

const WIDTH = 640
const HEIGHT = 430
const PAD = { left: 62, right: 18, top: 18, bottom: 46 }

export type Marked = {
  readonly letter: string
  readonly name: string
  readonly worth: readonly number[]
  readonly kind: 'named' | 'table' | 'selected'
}
/** What each party gets with certain values of the estimates: a band around a point. */
export type Band = { readonly low: number; readonly high: number }

export function Scatters(props: {
  readonly answer: DealAnswer
  readonly parties: readonly string[]
  readonly marked: readonly Marked[]
  readonly selected: number | undefined
  readonly bands?: readonly Band[] | undefined
  readonly onSelect: (point: number) => void
}): ReactNode {
  const pairs = props.parties.flatMap((_, x) =>
    props.parties.flatMap((__, y) => (x < y && y < 4 ? [[x, y] as const] : [])),
  )
  return (
    <div className={css['scatters']} data-many={pairs.length > 1}>
      {pairs.map(([x, y]) => (
        <Scatter key={`${x} ${y}`} {...props} x={x} y={y} />
      ))}
    </div>
  )
}

function domainOf(own: Float64Array, others: readonly number[]): [number, number] {
  let [least, most] = [Infinity, -Infinity]
  for (const values of [own, others])
    for (const value of values) {
      if (value < least) least = value
      if (value > most) most = value
    }
  const room = Math.max(2, (most - least) * 0.06)
  return [Math.floor(least - room), Math.ceil(most + room)]
}

type ScatterProps = Parameters<typeof Scatters>[0] & { readonly x: number; readonly y: number }

function Scatter(props: ScatterProps): ReactNode {
  const { answer, parties, marked, selected, x, y } = props
  const { t, number } = useText()
  const { worth } = answer.points
  const [xs = new Float64Array(), ys = new Float64Array()] = [worth[x], worth[y]]
  const scales = useMemo(() => {
    const others = (p: number) => [answer.fallback[p] ?? 0, ...marked.map((m) => m.worth[p] ?? 0)]
    return {
      at_x: scaleLinear(domainOf(xs, others(x)), [PAD.left, WIDTH - PAD.right]),
      at_y: scaleLinear(domainOf(ys, others(y)), [HEIGHT - PAD.bottom, PAD.top]),
    }
  }, [answer, marked, x, y, xs, ys])
  const { at_x, at_y } = scales
  const label = t('deal.chart_label', {
    x: parties[x] ?? '',
    y: parties[y] ?? '',
    points: answer.points.count,
  })
  const press = (event: KeyboardEvent) => {
    const step =
      event.key === 'ArrowRight' || event.key === 'ArrowDown'
        ? 1
        : event.key === 'ArrowLeft' || event.key === 'ArrowUp'
          ? -1
          : 0
    if (step === 0) return
    event.preventDefault()
    // The list falls with the first party's utility: to the right is back in it.
    const next = (selected ?? -1) - step
    const last = answer.points.count - 1
    props.onSelect(next < 0 ? (selected === undefined ? last : 0) : Math.min(last, next))
  }
  const fallback_x = at_x(answer.fallback[x] ?? 0)
  const fallback_y = at_y(answer.fallback[y] ?? 0)
  return (
    <svg
      className={css['scatter']}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      direction="ltr"
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={1}
      aria-valuemax={answer.points.count}
      aria-valuenow={(selected ?? 0) + 1}
      aria-valuetext={spoken(props, t, number)}
      onKeyDown={press}
      onClick={(event) => {
        const box = event.currentTarget.getBoundingClientRect()
        const px = ((event.clientX - box.left) / box.width) * WIDTH
        const py = ((event.clientY - box.top) / box.height) * HEIGHT
        const near = nearest(xs, (k) => [at_x(xs[k] ?? 0) - px, at_y(ys[k] ?? 0) - py])
        if (near !== undefined) props.onSelect(near)
      }}
    >
      <rect
        className={css['zone']}
        x={fallback_x}
        y={PAD.top}
        width={Math.max(0, WIDTH - PAD.right - fallback_x)}
        height={Math.max(0, fallback_y - PAD.top)}
      />
      <Axes at_x={at_x} at_y={at_y} x={parties[x] ?? ''} y={parties[y] ?? ''} />
      <line
        className={css['fallback']}
        x1={fallback_x}
        x2={fallback_x}
        y1={PAD.top}
        y2={HEIGHT - PAD.bottom}
      />
      <line
        className={css['fallback']}
        x1={PAD.left}
        x2={WIDTH - PAD.right}
        y1={fallback_y}
        y2={fallback_y}
      />
      <text className={css['fallback_word']} x={fallback_x + 5} y={HEIGHT - PAD.bottom - 6}>
        {t('deal.fallback_line')}
      </text>
      <Dots xs={xs} ys={ys} at_x={at_x} at_y={at_y} />
      {marked.map((mark) => (
        <MarkedPoint
          key={mark.name}
          mark={mark}
          cx={at_x(mark.worth[x] ?? 0)}
          cy={at_y(mark.worth[y] ?? 0)}
          {...bandBox(props, at_x, at_y, mark)}
        />
      ))}
    </svg>
  )
}

/** All dots as one path of round ends; dots that would cover each other are drawn once. */
const Dots = memo(function Dots(props: {
  readonly xs: Float64Array
  readonly ys: Float64Array
  readonly at_x: Scale
  readonly at_y: Scale
}): ReactNode {
  const { xs, ys, at_x, at_y } = props
  const drawn = new Set<number>()
  let path = ''
  for (let k = 0; k < xs.length; k += 1) {
    const x = Math.round(at_x(xs[k] ?? 0) * 2)
    const y = Math.round(at_y(ys[k] ?? 0) * 2)
    const place = x * 4096 + y
    if (drawn.has(place)) continue
    drawn.add(place)
    path += `M${x / 2} ${y / 2}h0`
  }
  return <path className={css['dots']} d={path} data-count={xs.length} />
})

function spoken(
  { answer, parties, selected }: ScatterProps,
  t: ReturnType<typeof useText>['t'],
  number: (n: number) => string,
): string {
  if (selected === undefined) return t('deal.chart_help')
  const worth = parties.map(
    (party, p) =>
      `${party} ${number(Math.round((answer.points.worth[p]?.[selected] ?? 0) * 10) / 10)}`,
  )
  const place = t('deal.point_of', { at: selected + 1, all: answer.points.count })
  return `${place}: ${worth.join(', ')}`
}

type Scale = (value: number) => number

/** Half widths of the band around the selected point, in the picture's units. */
function bandBox({ bands, x, y }: ScatterProps, at_x: Scale, at_y: Scale, mark: Marked) {
  const [of_x, of_y] = [bands?.[x], bands?.[y]]
  if (mark.kind !== 'selected' || !of_x || !of_y) return {}
  return {
    band: {
      x: at_x(of_x.low),
      y: at_y(of_y.high),
      width: at_x(of_x.high) - at_x(of_x.low),
      height: at_y(of_y.low) - at_y(of_y.high),
    },
  }
}

function nearest(
  list: Float64Array,
  away: (k: number) => readonly [number, number],
): number | undefined {
  let best: { k: number; distance: number } | undefined
  for (let k = 0; k < list.length; k += 1) {
    const [dx, dy] = away(k)
    const distance = dx * dx + dy * dy
    if (!best || distance < best.distance) best = { k, distance }
  }
  return best?.k
}

function MarkedPoint(props: {
  readonly mark: Marked
  readonly cx: number
  readonly cy: number
  readonly band?: { x: number; y: number; width: number; height: number }
}): ReactNode {
  const { mark, cx, cy, band } = props
  return (
    <g className={css['marked']} data-kind={mark.kind}>
      <title>{mark.name}</title>
      {band ? <rect className={css['band']} {...band} /> : null}
      {mark.kind === 'selected' ? (
        <circle className={css['ring']} cx={cx} cy={cy} r={11} />
      ) : mark.kind === 'table' ? (
        <rect x={cx - 8} y={cy - 8} width={16} height={16} />
      ) : (
        <circle cx={cx} cy={cy} r={9} />
      )}
      {mark.kind === 'selected' ? null : (
        <text x={cx} y={cy + 4} textAnchor="middle">
          {mark.letter}
        </text>
      )}
    </g>
  )
}

function Axes(props: {
  readonly at_x: ReturnType<typeof scaleLinear<number>>
  readonly at_y: ReturnType<typeof scaleLinear<number>>
  readonly x: string
  readonly y: string
}): ReactNode {
  const { at_x, at_y } = props
  const { t, number } = useText()
  return (
    <g className={css['axes']} aria-hidden>
      {at_x.ticks(6).map((tick) => (
        <g key={tick} transform={`translate(${at_x(tick)} ${HEIGHT - PAD.bottom})`}>
          <line y2={5} />
          <text y={19} textAnchor="middle">
            {number(tick)}
          </text>
        </g>
      ))}
      {at_y.ticks(6).map((tick) => (
        <g key={tick} transform={`translate(${PAD.left} ${at_y(tick)})`}>
          <line x2={-5} />
          <text x={-9} y={4} textAnchor="end">
            {number(tick)}
          </text>
        </g>
      ))}
      <path d={`M${PAD.left} ${PAD.top}V${HEIGHT - PAD.bottom}H${WIDTH - PAD.right}`} />
      <text className={css['axis_name']} x={WIDTH - PAD.right} y={HEIGHT - 8} textAnchor="end">
        {t('deal.axis', { party: props.x })}
      </text>
      <text
        className={css['axis_name']}
        transform={`translate(14 ${PAD.top}) rotate(-90)`}
        textAnchor="end"
      >
        {t('deal.axis', { party: props.y })}
      </text>
    </g>
  )
}
