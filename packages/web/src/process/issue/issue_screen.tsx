// One issue: its question, the history of its status, its links as a graph, as sentences and as a
// table, and what concerns it.
import type { ReactNode } from 'react'
import { Bi, OpenRecord, Page, RecordLink, Section, StatusChip } from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import { paths } from '../../paths.ts'
import { TextsOfIssue } from '../../text/links.tsx'
import { useProcess } from '../data.ts'
import layout from '../records/layout.module.css'
import { NotKnown } from '../records/not_known.tsx'
import { Listed } from '../records/listed.tsx'
import { Basis, Events, IssueStatus, Names, Passage, Sentence, Soft } from '../records/pieces.tsx'
import { at } from '../records/reading.ts'
import { leadOf, type State, valueOf } from '../view.ts'
import { IssueGraph } from './issue_graph.tsx'
import { LinksInWords } from './links_in_words.tsx'
import { TrackOf } from './track_of.tsx'
import { agendasWith, concerning, type Link, linksAt, statusSteps } from './selection.ts'

export function Issue({ id }: { id: string }): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const issue = view.get(id)
  const value = valueOf(issue, 'issue', 'description')
  if (!issue || !value) {
    return (
      <NotKnown title={t('issue.list_title')} words={t('issue.not_found')} list={paths.issues()} />
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
          <TextsOfIssue issue={issue} />
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
      <Listed states={others} under={(s) => t(word('kind', s.kind))} />
      <Events events={events} />
    </Section>
  )
}
