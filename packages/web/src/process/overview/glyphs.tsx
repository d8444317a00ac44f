// The signs of the picture: meetings as ticks by class, events as marks by certainty. Drawn in the
// lane's colour; what lies ahead is drawn open.
import type { ReactNode } from 'react'
import { CertaintySign } from '../../design/marks.tsx'
import type { Item } from './lanes.ts'
import css from './overview.module.css'

type MeetingClass = NonNullable<Item['meeting']>

/** One stroke is a plenary; a pair is a conference; other classes are strokes with a sign. */
const strokes: Readonly<Record<MeetingClass, ReactNode>> = {
  plenary: <rect x="4.2" y="0.8" width="3.6" height="12.4" />,
  conference: (
    <>
      <rect x="2.2" y="0.8" width="2.6" height="12.4" />
      <rect x="7.2" y="0.8" width="2.6" height="12.4" />
    </>
  ),
  consultation: (
    <>
      <rect x="4.2" y="0.8" width="3.6" height="5" />
      <rect x="4.2" y="8.2" width="3.6" height="5" />
    </>
  ),
  caucus: (
    <>
      <rect x="3.2" y="0.8" width="2.4" height="12.4" />
      <rect x="7.6" y="5" width="2.4" height="4" />
    </>
  ),
  technical: (
    <>
      <rect x="4.8" y="0.8" width="2.4" height="12.4" />
      <rect x="1.6" y="5.8" width="8.8" height="2.4" />
    </>
  ),
}

export function MeetingSign(props: {
  readonly value: MeetingClass | undefined
  readonly ahead?: boolean
}): ReactNode {
  return (
    <svg
      className={css['tick']}
      width="12"
      height="14"
      viewBox="0 0 12 14"
      aria-hidden
      focusable="false"
      data-ahead={props.ahead ? true : undefined}
    >
      {strokes[props.value ?? 'plenary']}
    </svg>
  )
}

export function ItemSign({ item }: { readonly item: Item }): ReactNode {
  if (item.shape === 'meeting') return <MeetingSign value={item.meeting} ahead={item.ahead} />
  if (item.shape === 'round') {
    return <span className={css['bar_sign']} data-ahead={item.ahead ? true : undefined} />
  }
  if (item.ahead) return <span className={css['ring']} />
  return <CertaintySign value={item.certainty} size={12} />
}
