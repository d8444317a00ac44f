// Reservations on what is in hand, each with its words and, where the table allows it, the way to lift it.
import { reservationLabels, shortName } from '@sulh/analysis/text/labels'
import type { Reservation } from '@sulh/analysis/text/tree'
import type { ReactNode } from 'react'
import { Bi, Button } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { useOpenText } from '../open_text.ts'
import css from '../panel.module.css'

export function Reservations(props: {
  readonly of: readonly Reservation[]
  readonly onLift: (reservation: Reservation) => void
}): ReactNode {
  const { t, lang } = useText()
  const { tree, instrument, isToday } = useOpenText()
  const { holder, speaks_for } = instrument.part
  if (props.of.length === 0) return null
  return (
    <section className={css['part']}>
      <h3>{t('text.reservations')}</h3>
      {props.of.map((one) => (
        <div key={one.id} className={css['alternative']}>
          <strong>
            {shortName(tree.parties, one.party, lang)}: {reservationLabels[one.class][lang]}
          </strong>
          <p>
            <Bi text={{ en: one.text.en ?? '', ar: one.text.ar ?? '' }} />
          </p>
          {isToday && (holder || speaks_for.includes(one.party)) ? (
            <Button onPress={() => props.onLift(one)}>{t('text.act_lift')}</Button>
          ) : null}
        </div>
      ))}
    </section>
  )
}
