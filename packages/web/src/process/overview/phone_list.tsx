// The picture on a phone: the same things in one list by time, the cursor between what was and what
// is planned.
import { Fragment, type ReactNode } from 'react'
import { RecordLink, Sources, TrackSign } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import { leadOf } from '../view.ts'
import { ItemSign } from './glyphs.tsx'
import { itemsOf, lanesOf } from './lanes.ts'
import css from './overview.module.css'

const BEFORE = 10

export function PhoneList(): ReactNode {
  const { view, day } = useProcess()
  const { t, span, day: long } = useText()
  const families = new Map(lanesOf(view).map((lane) => [lane.id, lane.family]))
  const items = itemsOf(view).filter((i) => families.has(i.lane))
  const past = items.filter((i) => i.when.from <= day)
  const shown = [...past.slice(-BEFORE), ...items.filter((i) => i.when.from > day)]
  const cut = Math.min(BEFORE, past.length)
  return (
    <ol className={css['phone']} aria-label={t('overview.picture')}>
      {shown.map((item, i) => {
        const family = families.get(item.lane)
        return (
          <Fragment key={item.state.id}>
            {i === cut ? <li className={css['phone_cursor']}>{long(day)}</li> : null}
            <li data-family={family} data-ahead={item.ahead ? true : undefined}>
              <span className={css['phone_sign']}>
                <ItemSign item={item} />
              </span>
              <span>
                <small>
                  {family ? <TrackSign family={family} size={9} /> : null} {span(item.when)}
                  {item.ahead ? ` · ${t('overview.planned')}` : ''}
                </small>
                <RecordLink state={item.state} />
              </span>
              <Sources fact={leadOf(item.state)} />
            </li>
          </Fragment>
        )
      })}
      {cut === shown.length ? <li className={css['phone_cursor']}>{long(day)}</li> : null}
    </ol>
  )
}
