// Who is in the room, as the server says, and how the connection stands, in words.
import type { ReactNode } from 'react'
import { useText, type MessageKey } from '../../messages/index.ts'
import { useProcess } from '../../process/data.ts'
import type { Snapshot } from './room.ts'
import css from './room.module.css'

/** The title of a seat of this compartment. */
export function useSeatTitle(compartment_id: string): (id: string) => string {
  const { pick } = useText()
  const { session } = useProcess()
  const readers = session.compartments.find((c) => c.id === compartment_id)?.readers ?? []
  return (id) => pick(readers.find((reader) => reader.id === id)?.title)
}

export function Here(props: {
  readonly here: readonly string[]
  readonly title: (seat: string) => string
}): ReactNode {
  const { t } = useText()
  const { session } = useProcess()
  const me = session.seat.id
  const { here, title } = props
  if (here.length === 0) return null
  return (
    <div className={css['here']}>
      <span className={css['soft']}>{t('room.here')}</span>
      <ul aria-label={t('room.here')}>
        {here.map((seat) => (
          <li key={seat} data-me={seat === me || undefined}>
            <bdi>{title(seat)}</bdi>
            {seat === me ? ` · ${t(here.length === 1 ? 'room.here_alone' : 'room.you')}` : null}
          </li>
        ))}
      </ul>
    </div>
  )
}

export function ConnectionLine({ now }: { readonly now: Snapshot }): ReactNode {
  const { t } = useText()
  const { connection, pending } = now
  const words: Record<Snapshot['connection'], MessageKey> = {
    entering: 'room.entering',
    live: 'room.live',
    offline: pending > 0 ? 'room.offline_pending' : 'room.offline',
    refused: 'room.refused',
    closed: pending > 0 ? 'room.closed_pending' : 'room.closed',
  }
  return (
    <p
      className={css['connection']}
      role="status"
      data-connection={connection}
      data-pending={pending}
    >
      {t(words[connection], { count: pending })}
    </p>
  )
}
