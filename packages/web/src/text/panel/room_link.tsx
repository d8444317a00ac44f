// The ways from a slot into live drafting rooms: of a draft where it lies, of a tabled alternative in
// the compartment of the text, and of a new proposal in each circle in which this seat writes.
import { letterIn } from '@sulh/analysis/text/labels'
import { standing, type Slot } from '@sulh/analysis/text/tree'
import type { ReactNode } from 'react'
import { Link } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { paths } from '../../paths.ts'
import { useProcess } from '../../process/data.ts'
import { useInstrument } from '../data.ts'
import css from '../panel.module.css'

export function RoomLink(props: {
  readonly instrument_id: string
  readonly slot: Slot
}): ReactNode {
  const { instrument_id, slot } = props
  const { t, lang, pick } = useText()
  const { session } = useProcess()
  const { instrument } = useInstrument(instrument_id)
  const home = instrument?.state?.compartment_id
  const open = session.compartments.filter(
    (c) => c.may_write && (c.id === home || (home !== undefined && c.wider.includes(home))),
  )
  const drafts = standing(slot).filter(
    (a) => !a.no_text && open.some((c) => c.id === a.compartment_id),
  )
  if (slot.status === 'closed' || open.length === 0) return null
  const name = (id: string) => pick(open.find((c) => c.id === id)?.name)
  return (
    <section className={css['rooms']} aria-label={t('room.title')}>
      <h3>{t('room.title')}</h3>
      <ul>
        {drafts.map((a) => (
          <li key={a.id}>
            <Link to={paths.room(instrument_id, a.compartment_id, a.id)}>
              {t('room.write_alternative', { label: letterIn(a.label, lang) })}
            </Link>{' '}
            · <bdi>{name(a.compartment_id)}</bdi>
          </li>
        ))}
        {open.map((c) => (
          <li key={c.id}>
            <Link to={paths.room(instrument_id, c.id, slot.id)}>{t('room.write_new')}</Link> ·{' '}
            <bdi>{pick(c.name)}</bdi>
          </li>
        ))}
      </ul>
    </section>
  )
}
