// The parts of a page: its head, sections, tables, and the states in which there is nothing to show.
import { Fragment, type ReactNode } from 'react'
import { useText } from '../messages/index.ts'
import { ProblemError } from '../session/api.ts'
import { Button } from './controls.tsx'
import css from './design.module.css'

export function Page(props: {
  title: ReactNode
  lead?: ReactNode
  kicker?: ReactNode
  actions?: ReactNode
  children: ReactNode
}): ReactNode {
  return (
    <div className={css['page']}>
      <header className={css['pageHead']}>
        <div>
          {props.kicker ? <div className={css['kicker']}>{props.kicker}</div> : null}
          <h1 className={css['pageTitle']}>{props.title}</h1>
          {props.lead ? <p className={css['lead']}>{props.lead}</p> : null}
        </div>
        {props.actions ? <div className={css['actions']}>{props.actions}</div> : null}
      </header>
      {props.children}
    </div>
  )
}

export function Section(props: {
  title: ReactNode
  count?: number | undefined
  actions?: ReactNode
  children: ReactNode
  id?: string
}): ReactNode {
  const { number } = useText()
  return (
    <section className={css['section']} id={props.id}>
      <div className={css['sectionHead']}>
        <h2 className={css['sectionTitle']}>{props.title}</h2>
        {props.count === undefined ? null : <span className={css['count']}>{number(props.count)}</span>}
        {props.actions ? <div className={css['actions']}>{props.actions}</div> : null}
      </div>
      {props.children}
    </section>
  )
}

export type Column<Row> = {
  readonly key: string
  readonly title: string
  readonly render: (row: Row) => ReactNode
  readonly align?: 'start' | 'end' | undefined
}

export function DataTable<Row>(props: {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  empty?: ReactNode
}): ReactNode {
  if (props.rows.length === 0) return <Fragment>{props.empty ?? null}</Fragment>
  return (
    <div className={css['tableWrap']} tabIndex={0} role="region" aria-label={props.label}>
      <table className={css['table']}>
        <caption className="visually-hidden">{props.label}</caption>
        <thead>
          <tr>
            {props.columns.map((c) => (
              <th key={c.key} scope="col" className={c.align === 'end' ? css['end'] : undefined}>
                {c.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={props.rowKey(row)}>
              {props.columns.map((c) => (
                <td key={c.key} className={c.align === 'end' ? css['end'] : undefined}>
                  {c.render(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export function Empty(props: { title: ReactNode; children?: ReactNode }): ReactNode {
  return (
    <div className={css['empty']}>
      <p className={css['emptyTitle']}>{props.title}</p>
      {props.children}
    </div>
  )
}

export function Skeleton(props: { lines?: number }): ReactNode {
  const { t } = useText()
  return (
    <div className={css['skeleton']} role="status" aria-label={t('frame.loading')}>
      {Array.from({ length: props.lines ?? 8 }, (_, i) => (
        <div key={i} className={css['skeletonLine']} style={{ inlineSize: `${92 - ((i * 37) % 50)}%` }} />
      ))}
    </div>
  )
}

export function Failure(props: { error: unknown; retry?: () => void }): ReactNode {
  const { t } = useText()
  const error = props.error
  const seatless = error instanceof ProblemError && error.details.code === 'no-seat'
  return (
    <div className={css['page']} role="alert">
      <Empty title={seatless ? t('frame.no_seat') : t('frame.failed')}>
        <p>{seatless ? t('frame.no_seat_help') : error instanceof Error ? error.message : ''}</p>
        {props.retry && !seatless ? <Button onPress={props.retry}>{t('frame.retry')}</Button> : null}
      </Empty>
    </div>
  )
}

export function Note(props: { tone?: 'plain' | 'warning'; children: ReactNode }): ReactNode {
  return (
    <div className={`${css['note']} ${props.tone === 'warning' ? css['noteWarning'] : ''}`}>
      {props.children}
    </div>
  )
}
