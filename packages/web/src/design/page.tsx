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
  readonly title: string
  readonly render: (row: Row) => ReactNode
  readonly align?: 'start' | 'end'
  /** Says by itself what it is: on a phone it needs no name and no line of its own. */
  readonly brief?: boolean
}

/**
 * A table with a caption for readers. A row can be opened by pressing anywhere in it; the first
 * cell should hold a link or button that does the same, for the keyboard. On a phone each row
 * stands by itself, its cells below each other under their columns' names: the roles are said
 * because a browser forgets them where a table is not laid out as one.
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
      <table className={css['table']} role="table">
        <caption>{props.label}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th
                key={column.key}
                role="columnheader"
                scope="col"
                className={column.align === 'end' ? css['end'] : ''}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr
              key={props.rowKey(row)}
              role="row"
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
                <td
                  key={column.key}
                  role="cell"
                  className={column.align === 'end' ? css['end'] : ''}
                  data-column={column.title}
                  data-brief={column.brief}
                >
                  <div className={css['cell']}>{column.render(row)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
