// What a thing of the picture is, while it is looked at: when, how sure, where, from which sources.
// The inspector says the rest.
import type { ReactNode } from 'react'
import { Certainty, TrackMark } from '../../design/marks.tsx'
import { useText, word } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import { leadOf, valueOf } from '../view.ts'
import css from './overview.module.css'
import type { Spot } from './picture_layout.ts'

const CARD_PX = 320

export function HoverCard(props: { readonly spot: Spot; readonly width: number }): ReactNode {
  const { spot, width } = props
  const { item } = spot
  const { view } = useProcess()
  const { t, pick, span } = useText()
  const described =
    valueOf(item.state, 'round', 'description') ?? valueOf(item.state, 'meeting', 'description')
  const codes = view.refs(leadOf(item.state), 'source').map((s) => String(view.value(s)['code']))
  const tracks = [item.lane, ...item.also].map(
    (id) => valueOf(view.get(id), 'track', 'description')?.family,
  )
  return (
    <div
      className={css['card']}
      aria-hidden
      style={{
        insetInlineStart: Math.max(4, Math.min(width - CARD_PX - 4, spot.x - 24)),
        insetBlockStart: spot.y + 17,
      }}
    >
      <strong>{pick(view.title(item.state))}</strong>
      <span>
        {span(item.when)} ·{' '}
        {item.meeting ? t(word('meeting_class', item.meeting)) : t(word('kind', item.shape))}
        {item.ahead ? ` · ${t('overview.planned')}` : ''}
      </span>
      {described ? (
        <span>
          {pick(described.place)} · {t(word('mode', described.mode))}
        </span>
      ) : null}
      <span className={css['card_foot']}>
        <Certainty value={item.certainty} />
        {item.also.length > 0
          ? tracks.filter((f) => f !== undefined).map((f) => <TrackMark key={f} family={f} />)
          : null}
        {codes.length > 0 ? <bdi>{codes.join(' · ')}</bdi> : null}
      </span>
    </div>
  )
}
