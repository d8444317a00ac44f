// One round: planned against held, agenda, meetings, delegations with their members, outcome,
// documents and what happened before, during and after it.
import type { ReactNode } from 'react'
import {
  Bi,
  DataTable,
  Note,
  Page,
  PartyMark,
  RecordLink,
  Section,
  StatusChip,
} from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import { paths } from '../../paths.ts'
import { sideOf } from '../actors/selection.ts'
import { useProcess } from '../data.ts'
import layout from '../records/layout.module.css'
import { NotKnown } from '../records/not_known.tsx'
import { Cited, Listed } from '../records/listed.tsx'
import { Basis, Events, Named, Names, Passage, Soft, When } from '../records/pieces.tsx'
import { allAt, at } from '../records/reading.ts'
import { leadOf, type State, valueOf } from '../view.ts'
import { Dates } from './dates.tsx'
import { Members } from './members.tsx'
import {
  agendaOf,
  delegationsOfBody,
  documentsOf,
  endedAgainstPlan,
  eventsAround,
  isUnderWay,
  meetingsOfRound,
} from './selection.ts'
import { quorumOn } from './standing.ts'

export function Round({ id }: { id: string }): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const round = view.get(id)
  const value = valueOf(round, 'round', 'description')
  if (!round || !value) {
    return (
      <NotKnown title={t('round.list_title')} words={t('round.not_found')} list={paths.rounds()} />
    )
  }
  const body = at(view, round, 'body')
  return (
    <Page
      title={pick(value.title)}
      kicker={body ? <RecordLink state={body} /> : undefined}
      lead={value.summary ? <Bi text={value.summary} /> : undefined}
    >
      {isUnderWay(view, round) ? <Note>{t('round.under_way')}</Note> : null}
      <div className={layout['split']}>
        <div>
          <Facts round={round} body={body} />
          <Outcome round={round} />
          <Agenda round={round} />
          <Meetings round={round} />
          <During round={round} />
        </div>
        <div>
          {body ? <Delegations body={body} /> : null}
          <Documents round={round} />
        </div>
      </div>
    </Page>
  )
}

function Facts({ round, body }: { round: State; body: State | undefined }): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const value = valueOf(round, 'round', 'description')
  const host = at(view, round, 'host')
  const days = endedAgainstPlan(round)
  return (
    <dl className={layout['facts']}>
      <dt>{t('round.number')}</dt>
      <dd>
        {value?.number} <Basis fact={leadOf(round)} />
      </dd>
      <dt>{t('round.planned')}</dt>
      <dd>
        <Dates state={round} facet="planned" />
      </dd>
      <dt>{t('round.held')}</dt>
      <dd>
        <Dates state={round} facet="actual" />
        {days !== undefined && days !== 0 ? (
          <div className={layout['soft']}>
            {t(days < 0 ? 'round.ended_early' : 'round.ended_late', { days: Math.abs(days) })}
          </div>
        ) : null}
      </dd>
      <dt>{t('round.place')}</dt>
      <dd>{pick(value?.place)}</dd>
      <dt>{t('round.mode')}</dt>
      <dd>{t(word('mode', value?.mode ?? 'unknown'))}</dd>
      {body ? (
        <>
          <dt>{t('round.body')}</dt>
          <dd>
            <RecordLink state={body} />
          </dd>
        </>
      ) : null}
      {host ? (
        <>
          <dt>{t('round.host')}</dt>
          <dd>
            <RecordLink state={host} />
          </dd>
        </>
      ) : null}
    </dl>
  )
}

function Outcome({ round }: { round: State }): ReactNode {
  const { t } = useText()
  const outcome = round.facets['outcome']
  const value = valueOf(round, 'round', 'outcome')
  return (
    <Section title={t('round.outcome')}>
      {value && outcome ? (
        <>
          <p>
            <StatusChip>{t(word('result', value.result))}</StatusChip>
          </p>
          <Passage text={value.text} fact={outcome.lead} />
          {outcome.others.map((fact) => (
            <Passage key={fact.id} text={fact.value['text'] as typeof value.text} fact={fact} />
          ))}
        </>
      ) : (
        <Soft>{t('round.no_outcome')}</Soft>
      )}
    </Section>
  )
}

function Agenda({ round }: { round: State }): ReactNode {
  const { t } = useText()
  const { view } = useProcess()
  const items = agendaOf(view, round.id)
  return (
    <Section title={t('round.agenda')} count={items.length}>
      {items.length === 0 ? <Soft>{t('round.no_agenda')}</Soft> : null}
      <ol className={layout['list']}>
        {items.map((item) => {
          const issues = allAt(view, item, 'issues')
          return (
            <li key={item.id}>
              <Cited state={item} />
              {issues.length > 0 ? (
                <div className={layout['soft']}>
                  <Names states={issues} />
                </div>
              ) : null}
            </li>
          )
        })}
      </ol>
    </Section>
  )
}

function Meetings({ round }: { round: State }): ReactNode {
  const { t } = useText()
  const { view } = useProcess()
  const rows = meetingsOfRound(view, round.id)
  const minutes = (s: State) => {
    const length = valueOf(s, 'meeting', 'actual')?.minutes
    return length === undefined
      ? t('round.minutes_unknown')
      : t('round.minutes_value', { minutes: length })
  }
  const kind = (s: State) =>
    t(word('meeting_class', valueOf(s, 'meeting', 'description')?.class ?? ''))
  return (
    <Section title={t('round.meetings')} count={rows.length}>
      <DataTable
        label={t('round.meetings')}
        rows={rows}
        rowKey={(s) => s.id}
        empty={<Soft>{t('round.no_meetings')}</Soft>}
        columns={[
          { key: 'when', title: t('track.when'), render: (s) => <When state={s} /> },
          { key: 'what', title: t('track.what'), render: (s) => <Named state={s} /> },
          { key: 'class', title: t('round.class'), render: kind },
          {
            key: 'who',
            title: t('round.who'),
            render: (s) => <Names states={allAt(view, s, 'participants')} />,
          },
          { key: 'minutes', title: t('round.minutes'), render: minutes },
        ]}
      />
    </Section>
  )
}

function Delegations({ body }: { body: State }): ReactNode {
  const { t, lang } = useText()
  const { view } = useProcess()
  const all = delegationsOfBody(view, body.id)
  const quorum = quorumOn(view, body)
  const party = (d: State) => at(view, d, 'party')
  const sorted = all.toSorted((a, b) =>
    (sideOf(party(a)) ?? 'Z') < (sideOf(party(b)) ?? 'Z') ? -1 : 1,
  )
  const ordered = lang === 'en' ? sorted : sorted.toReversed()
  return (
    <Section title={t('round.delegations')} count={all.length}>
      {all.length === 0 ? <Soft>{t('round.no_delegations')}</Soft> : null}
      {quorum ? (
        <p>
          {t(quorum.reached ? 'round.quorum_reached' : 'round.quorum_missed', {
            present: quorum.present,
            counted: quorum.counted,
            needed: quorum.needed,
          })}
        </p>
      ) : null}
      {ordered.map((delegation) => {
        const side = sideOf(party(delegation))
        return (
          <article key={delegation.id}>
            <h3>
              {side ? <PartyMark side={side} /> : null} <RecordLink state={delegation} />
            </h3>
            <Members of={delegation} />
          </article>
        )
      })}
    </Section>
  )
}

function Documents({ round }: { round: State }): ReactNode {
  const { t, day } = useText()
  const { view } = useProcess()
  const documents = documentsOf(view, round.id)
  const about = (document: State) => {
    const value = valueOf(document, 'document', 'description')
    return value ? `${t(word('document_class', value.class))} · ${day(value.when)}` : null
  }
  return (
    <Section title={t('round.documents')} count={documents.length}>
      {documents.length === 0 ? <Soft>{t('round.no_documents')}</Soft> : null}
      <Listed states={documents} under={about} />
    </Section>
  )
}

function During({ round }: { round: State }): ReactNode {
  const { t } = useText()
  const { view } = useProcess()
  const { before, during, after } = eventsAround(view, round)
  return (
    <>
      {before.length > 0 ? (
        <Section title={t('round.events_before')} count={before.length}>
          <Events events={before} />
        </Section>
      ) : null}
      <Section title={t('round.events')} count={during.length}>
        {during.length === 0 ? <Soft>{t('round.no_events')}</Soft> : <Events events={during} />}
      </Section>
      {after.length > 0 ? (
        <Section title={t('round.events_after')} count={after.length}>
          <Events events={after} />
        </Section>
      ) : null}
    </>
  )
}
