// The issues, how they hang together, and one issue: its question, the history of its status, its
// links as a graph, as sentences and as a table.
import { issueStatuses } from '@sulh/contract/process'
import { type ReactNode, useState } from 'react'
import {
  Bi,
  Choice,
  DataTable,
  Empty,
  OpenRecord,
  Page,
  RecordLink,
  Section,
  StatusChip,
  TrackMark,
} from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import layout from '../records/layout.module.css'
import {
  Basis,
  Events,
  IssueStatus,
  Named,
  Names,
  Passage,
  Sentence,
  Soft,
} from '../records/pieces.tsx'
import { at } from '../records/reading.ts'
import { tracksInOrder } from '../track/selection.ts'
import { leadOf, type State, valueOf } from '../view.ts'
import { IssueGraph } from './issue_graph.tsx'
import {
  agendasWith,
  concerning,
  type Link,
  linksAt,
  linksOf,
  statusSteps,
  trackOf,
} from './selection.ts'

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

function TrackOf({ issue }: { issue: State }): ReactNode {
  const { view } = useProcess()
  const track = trackOf(view, issue)
  const family = valueOf(track, 'track', 'description')?.family
  return family ? <TrackMark family={family} /> : <RecordLink state={track} />
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

/** The table behind the graph: every link with its reason and what it rests on. */
function LinksInWords({ links }: { links: readonly Link[] }): ReactNode {
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

export function Issue({ id }: { id: string }): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const issue = view.get(id)
  const value = valueOf(issue, 'issue', 'description')
  if (!issue || !value) {
    return (
      <Page title={t('issue.list_title')}>
        <Empty title={t('issue.not_found')} />
      </Page>
    )
  }
  const links = linksAt(view, issue)
  return (
    <Page
      title={pick(value.title)}
      kicker={<TrackOf issue={issue} />}
      actions={<IssueStatus issue={issue} />}
    >
      <div className={layout['split']}>
        <div>
          <Section title={t('issue.question')}>
            <Passage text={value.question} fact={leadOf(issue)} />
            <InBody issue={issue} />
          </Section>
          <Section title={t('issue.graph')} count={links.length}>
            {links.length === 0 ? (
              <Soft>{t('issue.graph_none')}</Soft>
            ) : (
              links.map((link) => <LinkSentence key={link.link.id} link={link} />)
            )}
          </Section>
        </div>
        <div>
          <StatusHistory issue={issue} />
        </div>
      </div>
      {links.length > 0 ? (
        <>
          <Section title={t('issue.graph_of')}>
            <IssueGraph focus={issue} />
          </Section>
          <LinksInWords links={links} />
        </>
      ) : null}
      <Concerned issue={issue} />
    </Page>
  )
}

function InBody({ issue }: { issue: State }): ReactNode {
  const { t } = useText()
  const { view } = useProcess()
  const body = at(view, issue, 'body')
  const agendas = agendasWith(view, issue)
  if (!body && agendas.length === 0) return null
  return (
    <dl className={layout['facts']}>
      {body ? (
        <>
          <dt>{t('track.body')}</dt>
          <dd>
            <RecordLink state={body} />
          </dd>
        </>
      ) : null}
      {agendas.length > 0 ? (
        <>
          <dt>{t('issue.agenda')}</dt>
          <dd>
            <Names states={agendas} />
          </dd>
        </>
      ) : null}
    </dl>
  )
}

function LinkSentence({ link }: { link: Link }): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const names = {
    subject: pick(view.title(link.subject)),
    object: pick(view.title(link.object)),
  }
  return (
    <Sentence id={link.link.id} fact={undefined}>
      {t(`issue.sentence_${link.relation}`, names)}
    </Sentence>
  )
}

function StatusHistory({ issue }: { issue: State }): ReactNode {
  const { t, day, pick } = useText()
  const { view } = useProcess()
  const steps = statusSteps(issue)
  return (
    <Section title={t('issue.history')} count={steps.length}>
      {steps.length === 0 ? <Soft>{t('issue.no_status')}</Soft> : null}
      <ol className={layout['list']}>
        {steps.map((step) => {
          const occasion = view.ref(step.fact, 'occasion')
          const reason = step.fact.value['reason'] as { en: string; ar: string } | undefined
          return (
            <li key={step.fact.id} aria-current={step.stands ? 'step' : undefined}>
              <div>
                <StatusChip tone={step.stands ? 'accent' : 'plain'}>
                  {t(word('issue_status', step.status))}
                </StatusChip>{' '}
                <time dateTime={step.day}>{day(step.day)}</time> <Basis fact={step.fact} />
              </div>
              {reason ? (
                <p>
                  <Bi text={reason} />
                </p>
              ) : null}
              {occasion ? (
                <div className={layout['soft']}>
                  <OpenRecord id={occasion.id}>
                    {t('issue.occasion', { name: pick(view.title(occasion)) })}
                  </OpenRecord>
                </div>
              ) : null}
            </li>
          )
        })}
      </ol>
    </Section>
  )
}

function Concerned({ issue }: { issue: State }): ReactNode {
  const { t } = useText()
  const { view } = useProcess()
  const all = concerning(view, issue)
  const events = all.filter((s) => s.kind === 'event')
  const others = all.filter((s) => s.kind !== 'event')
  return (
    <Section title={t('issue.concerned')} count={all.length}>
      {all.length === 0 ? <Soft>{t('issue.no_concerned')}</Soft> : null}
      <ul className={layout['list']}>
        {others.map((s) => (
          <li key={s.id}>
            <RecordLink state={s} /> <Basis fact={leadOf(s)} />
            <div className={layout['soft']}>{t(word('kind', s.kind))}</div>
          </li>
        ))}
      </ul>
      <Events events={events} />
    </Section>
  )
}
