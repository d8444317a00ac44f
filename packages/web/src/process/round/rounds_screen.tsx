// The rounds of every body in their order, with the dates planned and the dates as held.
import type { ReactNode } from 'react'
import { DataTable, Page, StatusChip } from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import { Named, Soft } from '../records/pieces.tsx'
import { at } from '../records/reading.ts'
import { type State, valueOf } from '../view.ts'
import { Dates } from './dates.tsx'
import { isUnderWay, roundsInOrder } from './selection.ts'

export function Rounds(): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const value = (s: State) => valueOf(s, 'round', 'description')
  return (
    <Page title={t('round.list_title')} lead={t('round.list_intro')}>
      <DataTable
        label={t('round.list_title')}
        rows={roundsInOrder(view)}
        rowKey={(s) => s.id}
        empty={<Soft>{t('round.empty')}</Soft>}
        columns={[
          { key: 'round', title: t('round.round'), render: (s) => <Named state={s} /> },
          {
            key: 'body',
            title: t('round.body'),
            render: (s) => pick(valueOf(at(view, s, 'body'), 'body', 'description')?.short_name),
          },
          {
            key: 'planned',
            title: t('round.planned'),
            render: (s) => <Dates state={s} facet="planned" />,
          },
          {
            key: 'held',
            title: t('round.held'),
            render: (s) => <Dates state={s} facet="actual" />,
          },
          { key: 'place', title: t('round.place'), render: (s) => pick(value(s)?.place) },
          {
            key: 'mode',
            title: t('round.mode'),
            render: (s) => t(word('mode', value(s)?.mode ?? 'unknown')),
          },
          { key: 'outcome', title: t('round.result'), render: (s) => <Result round={s} /> },
        ]}
      />
    </Page>
  )
}

function Result({ round }: { round: State }): ReactNode {
  const { t } = useText()
  const { view } = useProcess()
  const outcome = valueOf(round, 'round', 'outcome')
  if (outcome) return <StatusChip>{t(word('result', outcome.result))}</StatusChip>
  return isUnderWay(view, round) ? t('round.under_way') : '—'
}
