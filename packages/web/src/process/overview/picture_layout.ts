// Measures labels and places every lane's things; gives where each stands in the picture.
import { useEffect, useMemo, useState } from 'react'
import { useText } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import { addDays, along, dayNumber, type Window } from './axis.ts'
import type { Item, Lane } from './lanes.ts'
import { placeInLane, type Placed } from './layout.ts'

const AXIS_PX = 44
const LANE_HEAD_PX = 26
const ROW_PX = 22
const LANE_FOOT_PX = 10
const MARK_PX = 12
/** What a label is sure of; where its row has room it is as long as its words. */
const LABEL_MAX_PX = 232
const ROUND_LABEL_MAX_PX = 300
const LABEL_GAP_PX = 5
const ROWS_MAX = 12

export type Spot = {
  readonly item: Item
  /** Centre of its mark, or of a bar's start, from the start of reading and from the top. */
  readonly x: number
  readonly y: number
  readonly length: number
  readonly labelWidth: number
  readonly label: Placed['label']
  /** Order in time over all lanes. */
  readonly order: number
}
export type LaneLayout = {
  readonly lane: Lane
  readonly top: number
  readonly height: number
  readonly empty: boolean
}

/** Width of a label as the browser will draw it; again once the fonts are there. */
function useMeasure(): (text: string, bold: boolean) => number {
  const { lang } = useText()
  const [fonts, setFonts] = useState(0)
  useEffect(() => {
    void document.fonts.ready.then(() => setFonts((n) => n + 1))
  }, [])
  return useMemo(() => {
    const canvas = document.createElement('canvas').getContext('2d')
    const family = getComputedStyle(document.body).fontFamily
    const size = lang === 'ar' ? 13.5 : 12.5
    const known = new Map<string, number>()
    return (text: string, bold: boolean) => {
      const key = `${fonts}${bold}${text}`
      const found = known.get(key)
      if (found !== undefined) return found
      if (canvas) canvas.font = `${bold ? 600 : 400} ${size}px ${family}`
      const width = Math.ceil(canvas?.measureText(text).width ?? text.length * 6.5) + 8
      known.set(key, width)
      return width
    }
  }, [lang, fonts])
}

const weight = { round: 0, meeting: 40, event: 50 } as const

export function useLayouts(input: {
  readonly lanes: readonly Lane[]
  readonly items: readonly Item[]
  readonly window: Window
  readonly width: number
  readonly day: string
}) {
  const { lanes, items, window, width, day } = input
  const { view } = useProcess()
  const { pick } = useText()
  const measure = useMeasure()
  return useMemo(() => {
    const spots = new Map<string, Spot>()
    const layouts: LaneLayout[] = []
    const today = dayNumber(day)
    const order = new Map(items.map((item, i) => [item, i]))
    let top = AXIS_PX
    for (const lane of lanes) {
      const here = items
        .filter((item) => item.lane === lane.id)
        .map((item) => box(item, window, width))
        .filter(({ start, length }) => start + length > 0 && start < width)
      const placed = placeInLane(
        here.map(({ item, start, length }) => {
          const round = item.shape === 'round'
          const whole = LABEL_GAP_PX + measure(pick(view.title(item.state)), round)
          return {
            id: item.state.id,
            start,
            length,
            label: Math.min(whole, LABEL_GAP_PX + (round ? ROUND_LABEL_MAX_PX : LABEL_MAX_PX)),
            whole,
            rank:
              weight[item.shape] + Math.abs(dayNumber(item.when.from) - today) * (40 / window.days),
          }
        }),
        { width, rows: ROWS_MAX, gap: 10 },
      )
      here.forEach(({ item, start, length }, i) => {
        const p = placed[i]
        if (!p) return
        spots.set(item.state.id, {
          item,
          x: start + Math.min(length, MARK_PX) / 2,
          y: top + LANE_HEAD_PX + p.row * ROW_PX + ROW_PX / 2,
          length,
          labelWidth: Math.max(0, p.label_px - LABEL_GAP_PX),
          label: p.label,
          order: order.get(item) ?? 0,
        })
      })
      const rows = Math.max(1, ...placed.map((p) => p.row + 1))
      const height = LANE_HEAD_PX + rows * ROW_PX + LANE_FOOT_PX
      layouts.push({ lane, top, height, empty: here.length === 0 })
      top += height
    }
    return { layouts, spots, height: top + 2 }
  }, [lanes, items, window, width, day, view, pick, measure])
}

/** A round is as long as it lasted; a meeting or event is a mark, however long it lasted. */
function box(item: Item, window: Window, width: number) {
  const place = (d: string) => along(window, d) * width
  if (item.shape !== 'round') {
    const perDay = width / window.days
    const start = place(item.when.from) + Math.max(0, (perDay - MARK_PX) / 2)
    return { item, start, length: MARK_PX }
  }
  const from =
    item.planned && item.planned.from < item.when.from ? item.planned.from : item.when.from
  const ends = [item.when.to ?? item.when.from, item.planned?.to ?? item.when.from]
  const to = ends.toSorted().at(-1) ?? item.when.from
  const start = place(from)
  return { item, start, length: Math.max(MARK_PX, place(addDays(to, 1)) - start) }
}
