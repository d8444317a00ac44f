// The issues of all tracks and how they hang together.
import { issueStatuses } from '@sulh/contract/process'
import { type ReactNode, useState } from 'react'
import { Choice, DataTable, Empty, Page, Section } from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import layout from '../records/layout.module.css'
import { Basis, IssueStatus, Named } from '../records/pieces.tsx'
import { tracksInOrder } from '../track/selection.ts'
import { type State, valueOf } from '../view.ts'
import { IssueGraph } from './issue_graph.tsx'
import { LinksInWords } from './links_in_words.tsx'
import { TrackOf } from './track_of.tsx'
import { linksAt, linksOf, statusSteps, trackOf } from './selection.ts'

const ALL = 'all'

export function Issues(): ReactNode {
  const { t, pick, number } = useText()
  const { view } = useProcess()
  const [track, setTrack] = useState(ALL)
  const [status, setStatus] = useState(ALL)
  const tracks = tracksInOrder(view)
  const order = new Map(tracks.map((s, i) => [s.id, i]))
  const rows = view
    .of('issue')
    .filter((i) => track === ALL || trackOf(view, i)?.id === track)
    .filter((i) => status === ALL || valueOf(i, 'issue', 'status')?.status === status)
    .toSorted((a, b) => rank(a) - rank(b))
  function rank(i: State) {
    return order.get(trackOf(view, i)?.id ?? '') ?? 99
  }
  const all = (options: { id: string; label: string }[]) => [
    { id: ALL, label: t('issue.all') },
    ...options,
  ]
  return (
    <Page title={t('issue.list_title')} lead={t('issue.list_intro')}>
      <div className={layout['strip']}>
        <Choice
          label={t('issue.filter_track')}
          value={track}
          onChange={setTrack}
          options={all(tracks.map((s) => ({ id: s.id, label: pick(view.title(s)) })))}
        />
        <Choice
          label={t('issue.filter_status')}
          value={status}
          onChange={setStatus}
          options={all(issueStatuses.map((s) => ({ id: s, label: t(word('issue_status', s)) })))}
        />
      </div>
      <Section title={t('issue.list_title')} count={rows.length}>
        <DataTable
          label={t('issue.list_title')}
          rows={rows}
          rowKey={(s) => s.id}
          empty={<Empty title={t('issue.empty')} />}
          columns={[
            { key: 'issue', title: t('issue.issue'), render: (s) => <Named state={s} /> },
            {
              key: 'track',
              title: t('issue.track'),
              brief: true,
              render: (s) => <TrackOf issue={s} />,
            },
            {
              key: 'status',
              title: t('issue.status'),
              brief: true,
              render: (s) => <IssueStatus issue={s} />,
            },
            { key: 'since', title: t('issue.since'), render: (s) => <Since issue={s} /> },
            {
              key: 'links',
              title: t('issue.links'),
              align: 'end',
              render: (s) => number(linksAt(view, s).length),
            },
          ]}
        />
      </Section>
      <Section title={t('issue.graph_all')}>
        <IssueGraph />
      </Section>
      <LinksInWords links={linksOf(view)} />
    </Page>
  )
}

function Since({ issue }: { issue: State }): ReactNode {
  const { day } = useText()
  const step = statusSteps(issue).at(-1)
  if (!step) return '—'
  return (
    <>
      {day(step.day)} <Basis fact={step.fact} />
    </>
  )
}
