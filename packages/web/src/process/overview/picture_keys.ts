// How a hand moves through the picture: dragging its ground, and the keys. It draws nothing.
import { useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { scaleNames, type Scale } from './axis.ts'
import type { Spot } from './picture_layout.ts'

/** Dragging the ground moves the line of time; pressing a thing opens it. */
export function useDrag(props: {
  perDay: number
  dir: 'ltr' | 'rtl'
  shift: number
  setShift: (shift: number) => void
}) {
  const grip = useRef<{ x: number; shift: number } | undefined>(undefined)
  const sign = props.dir === 'rtl' ? -1 : 1
  return {
    onPointerDown: (e: PointerEvent) => {
      if (e.button === 0) grip.current = { x: e.clientX, shift: props.shift }
    },
    onPointerMove: (e: PointerEvent) => {
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
export function usePictureKeys(props: {
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
    const here = [...spots.values()].find(
      (s) => document.activeElement?.id === base + s.item.state.id,
    )
    if (!here || ![forth, back, 'ArrowUp', 'ArrowDown'].includes(event.key)) return
    event.preventDefault()
    const rest = [...spots.values()].filter((s) => s !== here)
    const beside = rest.filter((s) => s.item.lane === here.item.lane)
    const across = rest.filter((s) => s.item.lane !== here.item.lane)
    const nearest = (list: Spot[], far: (s: Spot) => number) =>
      list.toSorted((a, b) => far(a) - far(b))[0]
    const next =
      event.key === forth
        ? nearest(
            beside.filter((s) => s.order > here.order),
            (s) => s.order,
          )
        : event.key === back
          ? nearest(
              beside.filter((s) => s.order < here.order),
              (s) => -s.order,
            )
          : nearest(
              across.filter((s) => (event.key === 'ArrowDown' ? s.y > here.y : s.y < here.y)),
              (s) => Math.abs(s.y - here.y) * 3 + Math.abs(s.x - here.x),
            )
    if (next) document.getElementById(base + next.item.state.id)?.focus()
  }
}
