// The picture: tracks as lanes on one line of time, with the cursor across them. Time runs from the
// start of reading, so in Arabic from the right. Keys: arrows go from thing to thing, + and - change
// the scale, Page Up and Down move; the same content stands in a table below.
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { useInspector } from '../../design/inspector_state.ts'
import { TrackSign } from '../../design/marks.tsx'
import { useText } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import { addDays, along, marksOf, scaleNames, windowOf, type Scale } from './axis.ts'
import { HoverCard } from './hover_card.tsx'
import { itemsOf, lanesOf, relatedTo, type Item } from './lanes.ts'
import { Legend } from './legend.tsx'
import css from './overview.module.css'
import { PictureItem } from './picture_item.tsx'
import { AXIS_PX, useLayouts, type Spot } from './picture_layout.ts'
import { PictureTools } from './picture_tools.tsx'

/** What an A3 sheet leaves to the picture beside the sentences. */
const PRINT_WIDTH_PX = 1150

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

/** Fine arcs from a thing to those that it hangs together with. */
function Arcs(props: {
  readonly from: Spot
  readonly to: readonly Spot[]
  readonly mirror: (x: number) => number
}): ReactNode {
  const { from, to, mirror } = props
  const [x0, y0] = [mirror(from.x), from.y]
  return to.map((spot) => {
    const [x1, y1] = [mirror(spot.x), spot.y]
    const bow = Math.min(70, 18 + Math.abs(x1 - x0) * 0.12 + Math.abs(y1 - y0) * 0.1)
    const side = y1 === y0 ? -bow : 0
    const lean = y1 === y0 ? 0 : bow * (x1 >= x0 ? 1 : -1)
    const path = `M${x0} ${y0}C${x0 + lean} ${y0 + side + (y1 - y0) * 0.3} ${x1 - lean} ${y1 + side - (y1 - y0) * 0.3} ${x1} ${y1}`
    return <path key={spot.item.state.id} className={css['arc']} d={path} />
  })
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
  const press = usePictureKeys({ items, spots, base, move, days: window.days, scale, setScale, dir })
  const drag = useDrag({ perDay: width / window.days, dir, shift, setShift })
  const first = [...spots.values()].toSorted((a, b) => Math.abs(a.x - cursor) - Math.abs(b.x - cursor))[0]
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
            <Arcs
              from={spot}
              to={related.map((i) => spots.get(i.state.id)).filter((s) => s !== undefined)}
              mirror={mirror}
            />
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

function useDrag(props: {
  perDay: number
  dir: 'ltr' | 'rtl'
  shift: number
  setShift: (shift: number) => void
}) {
  const grip = useRef<{ x: number; shift: number } | undefined>(undefined)
  const sign = props.dir === 'rtl' ? -1 : 1
  return {
    onPointerDown: (e: React.PointerEvent) => {
      if (e.button === 0) grip.current = { x: e.clientX, shift: props.shift }
    },
    onPointerMove: (e: React.PointerEvent) => {
      if (!grip.current || e.buttons === 0) return
      const days = Math.round((sign * (e.clientX - grip.current.x)) / props.perDay)
      if (days !== 0) props.setShift(grip.current.shift - days)
    },
    onPointerUp: () => {
      grip.current = undefined
    },
  }
}

/** Arrows by time and by lane, from wherever the focus is; the scale by + and -. */
function usePictureKeys(props: {
  items: readonly Item[]
  spots: ReadonlyMap<string, Spot>
  base: string
  move: (days: number) => void
  days: number
  scale: Scale
  setScale: (scale: Scale) => void
  dir: 'ltr' | 'rtl'
}) {
  const { spots, base, move, days, scale, setScale, dir } = props
  return (event: KeyboardEvent) => {
    const zoom = event.key === '+' || event.key === '=' ? -1 : event.key === '-' ? 1 : 0
    if (zoom !== 0) {
      const next = scaleNames[scaleNames.indexOf(scale) + zoom]
      if (next) setScale(next)
      return
    }
    if (event.key === 'PageDown' || event.key === 'PageUp') {
      event.preventDefault()
      move((event.key === 'PageDown' ? 1 : -1) * days * 0.5)
      return
    }
    const forth = dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    const back = dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft'
    const here = [...spots.values()].find((s) => document.activeElement?.id === base + s.item.state.id)
    if (!here || ![forth, back, 'ArrowUp', 'ArrowDown'].includes(event.key)) return
    event.preventDefault()
    const rest = [...spots.values()].filter((s) => s !== here)
    const beside = rest.filter((s) => s.item.lane === here.item.lane)
    const across = rest.filter((s) => s.item.lane !== here.item.lane)
    const nearest = (list: Spot[], far: (s: Spot) => number) =>
      list.toSorted((a, b) => far(a) - far(b))[0]
    const next =
      event.key === forth
        ? nearest(beside.filter((s) => s.order > here.order), (s) => s.order)
        : event.key === back
          ? nearest(beside.filter((s) => s.order < here.order), (s) => -s.order)
          : nearest(
              across.filter((s) => (event.key === 'ArrowDown' ? s.y > here.y : s.y < here.y)),
              (s) => Math.abs(s.y - here.y) * 3 + Math.abs(s.x - here.x),
            )
    if (next) document.getElementById(base + next.item.state.id)?.focus()
  }
}
