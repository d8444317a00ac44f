// A page and its parts: head with title, lead and acts; sections under a rule; tables.
import type { ReactNode } from 'react'
import css from './page.module.css'

export function Page(props: {
  readonly title: ReactNode
  readonly lead?: ReactNode
  readonly kicker?: ReactNode
  readonly actions?: ReactNode
  readonly children?: ReactNode
}): ReactNode {
  return (
    <article className={css['page']}>
      {typeof props.title === 'string' ? <title>{`${props.title} · Sulh`}</title> : null}
      <header className={css['head']}>
        <div className={css['head_text']}>
          {props.kicker ? <div className={css['kicker']}>{props.kicker}</div> : null}
          <h1 className={css['title']}>{props.title}</h1>
          {props.lead ? <div className={css['lead']}>{props.lead}</div> : null}
        </div>
        {props.actions ? <div className={css['actions']}>{props.actions}</div> : null}
      </header>
      {props.children}
    </article>
  )
}

export function Section(props: {
  readonly title: ReactNode
  readonly count?: number | undefined
  readonly actions?: ReactNode
  readonly children?: ReactNode
  readonly id?: string
}): ReactNode {
  return (
    <section className={css['section']} {...(props.id ? { id: props.id } : {})}>
      <header className={css['section_head']}>
        <h2 className={css['section_title']}>{props.title}</h2>
        {props.count === undefined ? null : <span className={css['count']}>{props.count}</span>}
        {props.actions ? <div className={css['section_actions']}>{props.actions}</div> : null}
      </header>
      {props.children}
    </section>
  )
}

export type Column<Row> = {
  readonly key: string
  readonly title: ReactNode
  readonly render: (row: Row) => ReactNode
  readonly align?: 'start' | 'end'
}

/**
 * A table with a caption for readers. A row can be opened by pressing anywhere in it; the first
 * cell should hold a link or button that does the same, for the keyboard.
 */
export function DataTable<Row>(props: {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly onOpen?: (row: Row) => void
  readonly empty?: ReactNode
}): ReactNode {
  const { columns, rows, onOpen } = props
  if (rows.length === 0) return <div className={css['empty']}>{props.empty}</div>
  return (
    <div className={css['scroll']}>
      <table className={css['table']}>
        <caption>{props.label}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={column.align === 'end' ? css['end'] : ''}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={props.rowKey(row)}
              {...(onOpen
                ? {
                    className: css['open_row'] ?? '',
                    onClick: (event) => {
                      if (!(event.target as Element).closest('a, button')) onOpen(row)
                    },
                  }
                : {})}
            >
              {columns.map((column) => (
                <td key={column.key} className={column.align === 'end' ? css['end'] : ''}>
                  {column.render(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
