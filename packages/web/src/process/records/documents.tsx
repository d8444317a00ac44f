// Documents by kind, each with its approval: what a kind commits whom to stands above it.
import { documentClasses } from '@sulh/contract/process'
import type { ReactNode } from 'react'
import { DataTable, OpenRecord, RecordLink, Section, StatusChip } from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import { leadOf, type State, valueOf } from '../view.ts'
import { Cited, readersColumn } from './listed.tsx'
import { Basis, Soft } from './pieces.tsx'
import { at } from './reading.ts'
import css from './records.module.css'

export function Documents(): ReactNode {
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
          render: (s) => <Cited state={s} text={value(s)?.text} />,
        },
        { key: 'date', title: t('records.date'), render: (s) => day(value(s)?.when ?? '') },
        {
          key: 'occasion',
          title: t('records.occasion'),
          render: (s) => <RecordLink state={at(view, s, 'occasion')} />,
        },
        { key: 'approval', title: t('records.approval'), render: (s) => <Approval document={s} /> },
        readersColumn(t('forms.who_reads')),
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
