// Statements with who said and who recorded them, by which channel, and how far they are confirmed.
import type { ReactNode } from 'react'
import { DataTable, RecordLink, Section } from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import { leadOf, type State, valueOf } from '../view.ts'
import { Cited, readersColumn } from './listed.tsx'
import { Soft } from './pieces.tsx'
import { at } from './reading.ts'

export function Statements(): ReactNode {
  const { t, day } = useText()
  const { view } = useProcess()
  const rows = view.of('statement')
  const value = (s: State) => valueOf(s, 'statement', 'account')
  const speaker = (s: State) => view.ref(leadOf(s), 'said_by') ?? at(view, s, 'speaker')
  return (
    <Section title={t('records.statements')} count={rows.length}>
      <DataTable
        label={t('records.statements')}
        rows={rows}
        rowKey={(s) => s.id}
        empty={<Soft>{t('records.no_statements')}</Soft>}
        columns={[
          {
            key: 'statement',
            title: t('records.statement'),
            render: (s) => <Cited state={s} text={value(s)?.text} />,
          },
          { key: 'date', title: t('records.date'), render: (s) => day(value(s)?.when ?? '') },
          {
            key: 'said_by',
            title: t('records.said_by'),
            render: (s) => <RecordLink state={speaker(s)} />,
          },
          {
            key: 'recorded_by',
            title: t('records.recorded_by'),
            render: (s) => <RecordedBy state={s} />,
          },
          {
            key: 'channel',
            title: t('records.channel'),
            render: (s) => t(word('channel', leadOf(s)?.channel ?? 'system')),
          },
          {
            key: 'confirmation',
            title: t('records.confirmation'),
            render: (s) =>
              t(word('confirmation', s.facets['account']?.confirmation ?? 'unconfirmed')),
          },
          readersColumn(t('forms.who_reads')),
        ]}
      />
    </Section>
  )
}

function RecordedBy({ state }: { state: State }): ReactNode {
  const { t, pick } = useText()
  const { session } = useProcess()
  const id = leadOf(state)?.recorded_by
  if (id === session.seat.id) return t('records.you')
  const seats = [...session.compartments.flatMap((c) => c.readers), ...(session.seats ?? [])]
  const seat = seats.find((s) => s.id === id)
  return seat ? pick(seat.title) : t('records.unknown_seat')
}
