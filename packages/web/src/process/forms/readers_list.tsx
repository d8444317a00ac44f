// Who can read this, by name: the answer before the act.
import type { ReactNode } from 'react'
import { Bi, Section } from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import css from './forms.module.css'

export function ReadersList(props: {
  readonly compartment_id: string
  /** Readers of the narrower compartment; others are marked as new. */
  readonly before?: readonly string[]
}): ReactNode {
  const { t } = useText()
  const { session } = useProcess()
  const readers = session.compartments.find((c) => c.id === props.compartment_id)?.readers ?? []
  return (
    <Section title={t('forms.who_reads')} count={readers.length}>
      <ul className={css['readers']}>
        {readers.map((reader) => (
          <li key={reader.id}>
            <Bi text={reader.title} />{' '}
            <span className={css['soft']}>
              {t(word('seat_kind', reader.kind))}
              {props.before && !props.before.includes(reader.id)
                ? ` · ${t('forms.disclose_new_readers')}`
                : null}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
