// One thing of the picture: a button with its mark and, where there is room, its label.
import type { ReactNode } from 'react'
import { useText, word } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import { valueOf } from '../view.ts'
import { addDays } from './axis.ts'
import { ItemSign } from './glyphs.tsx'
import type { Item } from './lanes.ts'
import css from './overview.module.css'
import type { Spot } from './picture_layout.ts'

const BAR_MIN_PX = 12

export function useItemLabel(): (item: Item) => string {
  const { t, span, pick, list } = useText()
  const { view } = useProcess()
  return (item) =>
    list([
      pick(view.title(item.state)),
      item.meeting ? t(word('meeting_class', item.meeting)) : t(word('kind', item.shape)),
      span(item.when),
      item.ahead ? t('overview.planned') : t(word('certainty', item.certainty)),
    ])
}

function Bar({ spot, place }: { readonly spot: Spot; readonly place: (day: string) => number }) {
  const { item } = spot
  const start = place(
    item.planned && item.planned.from < item.when.from ? item.planned.from : item.when.from,
  )
  const part = (from: string, to: string) => ({
    insetInlineStart: place(from) - start,
    inlineSize: Math.max(BAR_MIN_PX, place(addDays(to, 1)) - place(from)),
  })
  const { planned, when } = item
  return (
    <span className={css['bars']} style={{ inlineSize: spot.length }}>
      {planned ? <i data-planned style={part(planned.from, planned.to ?? planned.from)} /> : null}
      {item.state.facets['actual'] ? <i style={part(when.from, when.to ?? when.from)} /> : null}
    </span>
  )
}

export function PictureItem(props: {
  readonly id: string
  readonly spot: Spot
  readonly place: (day: string) => number
  readonly isTabStop: boolean
  readonly isFaded: boolean
  readonly onLook: (id: string | undefined) => void
  readonly onOpen: (id: string) => void
}): ReactNode {
  const { spot, onLook, onOpen } = props
  const { item } = spot
  const { view } = useProcess()
  const { pick } = useText()
  const labelOf = useItemLabel()
  const id = item.state.id
  const track = view.get(item.lane)
  const family = valueOf(track, 'track', 'description')?.family
  const isRound = item.shape === 'round'
  const start = spot.x - Math.min(spot.length, 12) / 2
  return (
    <button
      id={props.id}
      type="button"
      className={css['item']}
      data-family={family}
      data-shape={item.shape}
      data-label={spot.label}
      data-ahead={item.ahead ? true : undefined}
      data-faded={props.isFaded ? true : undefined}
      tabIndex={props.isTabStop ? 0 : -1}
      aria-label={labelOf(item)}
      style={{
        insetInlineStart: spot.label === 'before' ? start - spot.labelWidth - 5 : start,
        insetBlockStart: spot.y - 11,
        // A label before its mark must not push the mark off its day, however wide it is drawn.
        inlineSize: spot.label === 'before' ? spot.labelWidth + 5 + spot.length : undefined,
      }}
      onPointerEnter={() => onLook(id)}
      onPointerLeave={() => onLook(undefined)}
      onFocus={() => onLook(id)}
      onBlur={() => onLook(undefined)}
      onClick={() => onOpen(id)}
    >
      {isRound ? <Bar spot={spot} place={props.place} /> : <ItemSign item={item} />}
      {spot.label === 'none' ? null : (
        <bdi className={css['label']} style={{ maxInlineSize: spot.labelWidth }}>
          {pick(view.title(item.state))}
        </bdi>
      )}
    </button>
  )
}
