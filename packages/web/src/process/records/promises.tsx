// What was taken to a principal and what was answered, and what guarantors undertook.
import type { ReactNode } from 'react'
import { Bi, DataTable, RecordLink, Section, StatusChip } from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import { leadOf, type State, valueOf } from '../view.ts'
import { Cited, readersColumn } from './listed.tsx'
import { Basis, Names, Soft } from './pieces.tsx'
import { allAt, at, dayOf } from './reading.ts'
import css from './records.module.css'

export function Referrals(): ReactNode {
  const { t, day } = useText()
  const { view } = useProcess()
  const rows = view.of('referral')
  const value = (s: State) => valueOf(s, 'referral', 'description')
  const due = (s: State) => {
    const date = value(s)?.due
    return date ? day(date) : ''
  }
  return (
    <Section title={t('records.referrals')} count={rows.length}>
      <DataTable
        label={t('records.referrals')}
        rows={rows}
        rowKey={(s) => s.id}
        empty={<Soft>{t('records.no_referrals')}</Soft>}
        columns={[
          {
            key: 'matter',
            title: t('records.matter'),
            render: (s) => <Cited state={s} />,
          },
          {
            key: 'delegation',
            title: t('records.delegation'),
            render: (s) => <RecordLink state={at(view, s, 'delegation')} />,
          },
          {
            key: 'principal',
            title: t('records.principal'),
            render: (s) => <RecordLink state={at(view, s, 'principal')} />,
          },
          { key: 'due', title: t('records.due'), render: due },
          { key: 'reply', title: t('records.reply'), render: (s) => <Reply referral={s} /> },
          readersColumn(t('forms.who_reads')),
        ]}
      />
    </Section>
  )
}

function Reply({ referral }: { referral: State }): ReactNode {
  const { t, day } = useText()
  const { view } = useProcess()
  const reply = valueOf(referral, 'referral', 'reply')
  if (reply) {
    return (
      <>
        <StatusChip>{t(word('answer', reply.answer))}</StatusChip> {day(reply.on)}{' '}
        <Basis fact={leadOf(referral, 'reply')} />
        {reply.conditions ? (
          <p className={css['text']}>
            <Bi text={reply.conditions} />
          </p>
        ) : null}
      </>
    )
  }
  const due = valueOf(referral, 'referral', 'description')?.due
  const late = due ? Math.round((Date.parse(dayOf(view)) - Date.parse(due)) / 86_400_000) : 0
  return (
    <>
      {t('records.no_reply')}
      {late > 0 ? (
        <>
          {' '}
          <StatusChip tone="accent">{t('records.overdue', { days: late })}</StatusChip>
        </>
      ) : null}
    </>
  )
}

export function Undertakings(): ReactNode {
  const { t, day } = useText()
  const { view } = useProcess()
  const rows = view.of('undertaking')
  const value = (s: State) => valueOf(s, 'undertaking', 'description')
  const date = (iso: string | undefined) => (iso ? day(iso) : '')
  return (
    <Section title={t('records.undertakings')} count={rows.length}>
      <DataTable
        label={t('records.undertakings')}
        rows={rows}
        rowKey={(s) => s.id}
        empty={<Soft>{t('records.no_undertakings')}</Soft>}
        columns={[
          {
            key: 'text',
            title: t('records.undertaking'),
            render: (s) => <Cited state={s} />,
          },
          {
            key: 'guarantor',
            title: t('records.guarantor'),
            render: (s) => <RecordLink state={at(view, s, 'guarantor')} />,
          },
          { key: 'from', title: t('records.from'), render: (s) => date(value(s)?.from) },
          { key: 'to', title: t('records.to'), render: (s) => date(value(s)?.to) },
          {
            key: 'concerns',
            title: t('records.concerns'),
            render: (s) => <Names states={allAt(view, s, 'concerns')} />,
          },
        ]}
      />
    </Section>
  )
}
