// Records as they stand in lists and tables: the name, what its first fact rests on, and what is
// said of it below. Shared by the screens that list meetings, documents, bodies and statements.
import type { Bilingual } from '@sulh/contract/wording'
import type { ReactNode } from 'react'
import { Bi, Readers, RecordLink } from '../../design/index.ts'
import { leadOf, type State } from '../view.ts'
import layout from './layout.module.css'
import { Basis } from './pieces.tsx'
import css from './records.module.css'

/** A record by name with the sources of its first fact, and its words below where they are given. */
export function Cited(props: { state: State; text?: Bilingual | undefined }): ReactNode {
  const { state, text } = props
  return (
    <>
      <RecordLink state={state} /> <Basis fact={leadOf(state)} />
      {text ? (
        <p className={css['text']}>
          <Bi text={text} />
        </p>
      ) : null}
    </>
  )
}

export function Listed(props: {
  states: readonly State[]
  /** A further line, in soft ink; none where it gives nothing. */
  under?: (state: State) => ReactNode
}): ReactNode {
  return (
    <ul className={layout['list']}>
      {props.states.map((state) => {
        const under = props.under?.(state)
        return (
          <li key={state.id}>
            <Cited state={state} />
            {under ? <div className={layout['soft']}>{under}</div> : null}
          </li>
        )
      })}
    </ul>
  )
}

/** The column that says at one glance who can read each row. */
export function readersColumn(title: string) {
  return {
    key: 'readers',
    title,
    render: (state: State) => <Readers compartment_id={state.compartment_id} />,
  }
}
