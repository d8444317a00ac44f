// The records of the process by what they are: documents by kind, statements with who said and who
// recorded them, referrals, undertakings, and series of figures.
import { documentClasses } from '@sulh/contract/process'
import type { ReactNode } from 'react'
import {
  Bi,
  DataTable,
  OpenRecord,
  Page,
  Readers,
  RecordLink,
  Section,
  StatusChip,
} from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import { leadOf, type State, valueOf } from '../view.ts'
import { Basis, Names, Soft } from './pieces.tsx'
import { allAt, at, dayOf } from './reading.ts'
import { Series } from './series_chart.tsx'
import css from './records.module.css'

export function Records(): ReactNode {
  const { t } = useText()
  return (
    <Page title={t('records.title')} lead={t('records.intro')}>
      <Documents />
      <Statements />
      <Referrals />
      <Undertakings />
      <AllSeries />
    </Page>
  )
}

function Documents(): ReactNode {
  const { t } = useText()
  const { view } = useProcess()
  const all = view.of('document')
  const value = (s: State) => valueOf(s, 'document', 'description')
  return (
    <Section title={t('records.documents')} count={all.length}>
      {all.length === 0 ? <Soft>{t('records.no_documents')}</Soft> : null}
      {documentClasses.map((name) => {
        const rows = all.filter((s) => value(s)?.class === name)
        if (rows.length === 0) return null
        return (
          <div key={name} className={css['kind']}>
            <h3>{t(word('document_class', name))}</h3>
            <Soft>{t(`records.kind_${name}`)}</Soft>
            <DocumentTable label={t(word('document_class', name))} rows={rows} />
          </div>
        )
      })}
    </Section>
  )
}

function DocumentTable({ label, rows }: { label: string; rows: readonly State[] }): ReactNode {
  const { t, day } = useText()
  const { view } = useProcess()
  const value = (s: State) => valueOf(s, 'document', 'description')
  return (
    <DataTable
      label={label}
      rows={rows}
      rowKey={(s) => s.id}
      columns={[
        {
          key: 'document',
          title: t('records.document'),
          render: (s) => (
            <>
              <RecordLink state={s} /> <Basis fact={leadOf(s)} />
              <p className={css['text']}>
                <Bi text={value(s)?.text} />
              </p>
            </>
          ),
        },
        { key: 'date', title: t('records.date'), render: (s) => day(value(s)?.when ?? '') },
        {
          key: 'occasion',
          title: t('records.occasion'),
          render: (s) => <RecordLink state={at(view, s, 'occasion')} />,
        },
        { key: 'approval', title: t('records.approval'), render: (s) => <Approval document={s} /> },
        {
          key: 'readers',
          title: t('forms.who_reads'),
          render: (s) => <Readers compartment_id={s.compartment_id} />,
        },
      ]}
    />
  )
}

/** Approvers named in a table; all of them stand in the record itself. */
const NAMED = 2

/** Only agreed minutes and terms of reference wait for approval; for the others it says nothing. */
function Approval({ document }: { document: State }): ReactNode {
  const { t, day, pick, lang } = useText()
  const { view } = useProcess()
  const approval = valueOf(document, 'document', 'approval')
  const kind = valueOf(document, 'document', 'description')?.class
  if (!approval) {
    const waits = kind === 'agreed_minutes' || kind === 'terms_of_reference'
    return waits ? <StatusChip>{t('records.not_approved')}</StatusChip> : '—'
  }
  const fact = leadOf(document, 'approval')
  const by = view.refs(fact, 'approved_by')
  const names = by.slice(0, NAMED).map((s) => pick(view.title(s)))
  if (by.length > NAMED) names.push(t('records.more_names', { count: by.length - NAMED }))
  return (
    <>
      <OpenRecord id={document.id}>
        {names.length > 0
          ? t('records.approved', {
              day: day(approval.on),
              names: names.join(lang === 'ar' ? '، ' : ', '),
            })
          : t('records.approved_nobody', { day: day(approval.on) })}
      </OpenRecord>{' '}
      <Basis fact={fact} />
    </>
  )
}

function Statements(): ReactNode {
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
            render: (s) => (
              <>
                <RecordLink state={s} /> <Basis fact={leadOf(s)} />
                <p className={css['text']}>
                  <Bi text={value(s)?.text} />
                </p>
              </>
            ),
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
          {
            key: 'readers',
            title: t('forms.who_reads'),
            render: (s) => <Readers compartment_id={s.compartment_id} />,
          },
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

function Referrals(): ReactNode {
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
            render: (s) => (
              <>
                <RecordLink state={s} /> <Basis fact={leadOf(s)} />
              </>
            ),
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
          {
            key: 'readers',
            title: t('forms.who_reads'),
            render: (s) => <Readers compartment_id={s.compartment_id} />,
          },
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

function Undertakings(): ReactNode {
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
            render: (s) => (
              <>
                <RecordLink state={s} /> <Basis fact={leadOf(s)} />
              </>
            ),
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

function AllSeries(): ReactNode {
  const { t } = useText()
  const { view } = useProcess()
  const all = view.of('series')
  return (
    <Section title={t('records.series')} count={all.length}>
      {all.length === 0 ? <Soft>{t('records.no_series')}</Soft> : null}
      {all.map((series) => (
        <Series key={series.id} series={series} />
      ))}
    </Section>
  )
}
