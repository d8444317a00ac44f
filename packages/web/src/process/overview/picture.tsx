// The picture: tracks as lanes on one line of time, with the cursor across them. Time runs from the
// start of reading, so in Arabic from the right. Keys: arrows go from thing to thing, + and - change
// the scale, Page Up and Down move; the same content stands in a table below.
import { useEffect, useId, useMemo, useRef, useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { useInspector } from '../../design/inspector_state.ts'
import { TrackSign } from '../../design/marks.tsx'
import { useText } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import { addDays, along, marksOf, windowOf, type Scale } from './axis.ts'
import { HoverCard } from './hover_card.tsx'
import { itemsOf, lanesOf, relatedTo, type Item } from './lanes.ts'
import { Legend } from './legend.tsx'
import css from './overview.module.css'
import { PictureItem } from './picture_item.tsx'
import { useDrag, usePictureKeys } from './picture_keys.ts'
import { useLayouts, type LaneLayout, type Spot } from './picture_layout.ts'
import { PictureTools } from './picture_tools.tsx'

/** What an A3 sheet leaves to the picture beside the sentences. */
const PRINT_WIDTH_PX = 1420

/** The width that the page gives; a sheet of paper when it is printed. */
function useWidth(): [React.RefObject<HTMLDivElement | null>, number] {
  const ref = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(960)
  useEffect(() => {
    const element = ref.current
    if (!element) return undefined
    const watch = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setWidth(Math.round(entry.contentRect.width))
    })
    watch.observe(element)
    const paper = () => flushSync(() => setWidth(PRINT_WIDTH_PX))
    const screen = () => setWidth(Math.round(element.getBoundingClientRect().width))
    addEventListener('beforeprint', paper)
    addEventListener('afterprint', screen)
    return () => {
      watch.disconnect()
      removeEventListener('beforeprint', paper)
      removeEventListener('afterprint', screen)
    }
  }, [])
  return [ref, width]
}

type Point = { readonly id: string; readonly x: number; readonly y: number }

/** Fine arcs from a thing to those in other lanes that it hangs together with, and to the lanes. */
function Arcs(props: {
  readonly from: Spot
  readonly to: readonly Point[]
  readonly mirror: (x: number) => number
}): ReactNode {
  const { from, to, mirror } = props
  const [x0, y0] = [mirror(from.x), from.y]
  return to.map((point) => {
    const [x1, y1] = [mirror(point.x), point.y]
    const bow = Math.min(56, 16 + Math.abs(x1 - x0) * 0.1 + Math.abs(y1 - y0) * 0.08)
    const lean = bow * (x1 > x0 ? 1 : -1)
    const path = `M${x0} ${y0}C${x0 + lean} ${y0 + (y1 - y0) * 0.3} ${x1 - lean} ${y1 - (y1 - y0) * 0.3} ${x1} ${y1}`
    return (
      <g key={point.id}>
        <path className={css['arc']} d={path} />
        <circle className={css['arc_end']} cx={x1} cy={y1} r="3" />
      </g>
    )
  })
}

/** Where the arcs of a thing end: related things of other lanes, and lanes that it also concerns. */
function endsOf(
  spot: Spot | undefined,
  related: readonly Item[],
  spots: ReadonlyMap<string, Spot>,
  layouts: readonly LaneLayout[],
): readonly Point[] {
  if (!spot) return []
  const things = related
    .filter((item) => item.lane !== spot.item.lane)
    .map((item) => spots.get(item.state.id))
    .filter((s) => s !== undefined)
    .map((s) => ({ id: s.item.state.id, x: s.x, y: s.y }))
  const lanes = layouts
    .filter(({ lane }) => spot.item.also.includes(lane.id))
    .map(({ lane, top }) => ({ id: lane.id, x: spot.x, y: top + 13 }))
  return [...things, ...lanes]
}

export function Picture(): ReactNode {
  const { view, day } = useProcess()
  const text = useText()
  const { t, dir, day: long, pick } = text
  const inspector = useInspector()
  const [ref, width] = useWidth()
  const [scale, setScale] = useState<Scale>('quarter')
  const [shift, setShift] = useState(0)
  const [inHand, setInHand] = useState<string | undefined>()
  const base = useId()
  useEffect(() => setShift(0), [day, scale])

  const lanes = useMemo(() => lanesOf(view), [view])
  const items = useMemo(() => itemsOf(view), [view])
  const window = useMemo(() => {
    const days = items.map((i) => i.when.from)
    const last = days.at(-1) ?? day
    const anchor = addDays(last, 60) < day ? addDays(last, 30) : day
    return windowOf(scale, anchor, shift, days)
  }, [items, scale, shift, day])
  const { layouts, spots, height } = useLayouts({ lanes, items, window, width, day })

  const marks = marksOf(window, text.lang === 'ar' ? 'ar-LY-u-nu-latn' : 'en-GB')
  const mirror = (x: number) => (dir === 'rtl' ? width - x : x)
  const place = (d: string) => along(window, d) * width
  const cursor = place(addDays(day, 1))
  const spot = inHand === undefined ? undefined : spots.get(inHand)
  const related = useMemo(() => {
    const item = items.find((i) => i.state.id === inHand)
    return item ? relatedTo(view, item, items) : []
  }, [view, items, inHand])
  const lit = new Set([inHand, ...related.map((i) => i.state.id)])
  const move = (days: number) => setShift((s) => s + Math.round(days))
  const press = usePictureKeys({ spots, base, move, days: window.days, scale, setScale, dir })
  const drag = useDrag({ perDay: width / window.days, dir, shift, setShift })
  const first = [...spots.values()].toSorted(
    (a, b) => Math.abs(a.x - cursor) - Math.abs(b.x - cursor),
  )[0]
  const tabStop = spot ? inHand : first?.item.state.id

  return (
    <section className={css['picture']} aria-label={t('overview.picture')}>
      <PictureTools scale={scale} setScale={setScale} move={move} days={window.days} />
      <div
        ref={ref}
        className={css['canvas']}
        style={{ blockSize: height }}
        role="group"
        aria-label={t('overview.picture_label')}
        onKeyDown={press}
        {...drag}
      >
        <div className={css['ahead']} style={{ insetInlineStart: Math.max(0, cursor) }} />
        {marks.map((mark) => (
          <span
            key={`${mark.day}${mark.label}`}
            className={css['axis']}
            data-major={mark.major ? true : undefined}
            style={{ insetInlineStart: place(mark.day) }}
          >
            {mark.label}
          </span>
        ))}
        {layouts.map(({ lane, top, height: h, empty }) => (
          <div
            key={lane.id}
            className={css['lane']}
            data-family={lane.family}
            style={{ insetBlockStart: top, blockSize: h }}
          >
            <h3 className={css['lane_name']}>
              <TrackSign family={lane.family} size={11} />
              <bdi>{pick(view.title(lane.state))}</bdi>
              {empty ? <small>{t('overview.lane_empty')}</small> : null}
            </h3>
          </div>
        ))}
        <svg className={css['lines']} width={width} height={height} aria-hidden>
          {spot ? (
            <Arcs from={spot} to={endsOf(spot, related, spots, layouts)} mirror={mirror} />
          ) : null}
        </svg>
        {[...spots.values()].map((s) => (
          <PictureItem
            key={s.item.state.id}
            id={`${base}${s.item.state.id}`}
            spot={s}
            place={place}
            isTabStop={s.item.state.id === tabStop}
            isFaded={spot !== undefined && related.length > 0 && !lit.has(s.item.state.id)}
            onLook={setInHand}
            onOpen={inspector.open}
          />
        ))}
        {cursor >= 0 && cursor <= width ? (
          <div className={css['cursor']} style={{ insetInlineStart: cursor }}>
            <span>{long(day)}</span>
          </div>
        ) : null}
        {spot ? <HoverCard spot={spot} width={width} /> : null}
      </div>
      <Legend />
    </section>
  )
}
