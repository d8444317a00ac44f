// The table behind the graph of issues: every link with its reason and what it rests on.
import type { ReactNode } from 'react'
import { DataTable, OpenRecord, Section } from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import layout from '../records/layout.module.css'
import { Basis, Named, Soft } from '../records/pieces.tsx'
import { leadOf, valueOf } from '../view.ts'
import { type Link, trackOf } from './selection.ts'

/** The table behind the graph: every link with its reason and what it rests on. */
export function LinksInWords({ links }: { links: readonly Link[] }): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const across = (l: Link) => trackOf(view, l.subject) !== trackOf(view, l.object)
  return (
    <Section title={t('issue.in_words')} count={links.length}>
      <DataTable
        label={t('issue.in_words')}
        rows={links}
        rowKey={(l) => l.link.id}
        empty={<Soft>{t('issue.graph_none_all')}</Soft>}
        columns={[
          { key: 'from', title: t('issue.from'), render: (l) => <Named state={l.subject} /> },
          {
            key: 'relation',
            title: t('issue.relation'),
            render: (l) => (
              <>
                <OpenRecord id={l.link.id}>{t(word('issue_relation', l.relation))}</OpenRecord>
                {across(l) ? <div className={layout['soft']}>{t('issue.across')}</div> : null}
              </>
            ),
          },
          { key: 'to', title: t('issue.to'), render: (l) => <Named state={l.object} /> },
          {
            key: 'reason',
            title: t('issue.reason'),
            render: (l) => (
              <>
                {pick(valueOf(l.link, 'issue_link', 'description')?.reason)}{' '}
                <Basis fact={leadOf(l.link)} />
              </>
            ),
          },
        ]}
      />
    </Section>
  )
}
