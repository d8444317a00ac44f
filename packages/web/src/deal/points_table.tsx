// The table behind the picture: every efficient point with what each party gets and how many
// packages lie on it.
import { useState, type ReactNode } from 'react'
import { Button, DataTable } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { points } from './amounts.ts'
import css from './deal.module.css'
import type { Chosen } from './named_list.tsx'
import { optionsAt, type DealAnswer } from './solve.ts'

const SHOWN = 25

export function PointsTable(props: {
  readonly answer: DealAnswer
  readonly parties: readonly string[]
  readonly onChoose: (chosen: Chosen) => void
}): ReactNode {
  const text = useText()
  const { t, number } = text
  const [open, setOpen] = useState(false)
  const [shown, setShown] = useState(SHOWN)
  const { points: all } = props.answer
  const { packages, worth, count } = all
  const rows = Array.from({ length: Math.min(shown, count) }, (_, k) => k)
  const title = t('deal.table_behind')
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={css['summary']}>{title}</summary>
      {open ? (
        <>
          <DataTable
            label={title}
            rows={rows}
            rowKey={(k) => String(k)}
            columns={[
              {
                key: 'choose',
                title: t('deal.packages'),
                render: (k) => (
                  <Button
                    variant="plain"
                    label={t('deal.choose_of', { name: String(k + 1) })}
                    onPress={() => props.onChoose({ options: optionsAt(all, k) })}
                  >
                    {number(k + 1)}
                  </Button>
                ),
              },
              ...props.parties.map((party, p) => ({
                key: party,
                title: t('deal.axis', { party }),
                align: 'end' as const,
                render: (k: number) => points(text, worth[p]?.[k] ?? 0),
              })),
              {
                key: 'count',
                title: t('deal.packages'),
                align: 'end',
                render: (k) => packages[k] ?? '',
              },
            ]}
          />
          {shown < count ? (
            <Button variant="plain" onPress={() => setShown((n) => n + 100)}>
              {t('deal.more_rows')}
            </Button>
          ) : null}
        </>
      ) : null}
    </details>
  )
}
