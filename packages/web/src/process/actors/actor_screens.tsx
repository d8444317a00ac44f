// The actors, parties first, with who backs, hosts, guarantees and talks to whom; and one actor.
// The two parties stand side by side with equal weight, in the order of the viewer's language.
import type { ReactNode } from 'react'
import { DataTable, Empty, Page, PartyMark, RecordLink, Section } from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import layout from '../records/layout.module.css'
import { Basis, Events, Named, Names, Passage, Sentence, Soft, When } from '../records/pieces.tsx'
import { at, byDays, daysOf } from '../records/reading.ts'
import { Members } from '../round/members.tsx'
import { membersOf } from '../round/selection.ts'
import { eventDays } from '../track/selection.ts'
import { leadOf, type State, valueOf } from '../view.ts'
import css from './actors.module.css'
import { Balance } from './balance_view.tsx'
import { Relations } from './relations.tsx'
import { meetingsWith, partiesOf, relations, sideOf } from './selection.ts'
import { Talks } from './talks.tsx'

export function Actors(): ReactNode {
  const { t } = useText()
  const { view, session } = useProcess()
  const all = view.of('actor')
  return (
    <Page title={t('actors.list_title')} lead={t('actors.list_intro')}>
      {all.length === 0 ? <Empty title={t('actors.empty')} /> : null}
      <Parties />
      {session.seat.kind === 'mission' ? <Balance /> : null}
      <Others />
      <Relations relations={relations(view)} />
      <Talks />
      <Persons />
    </Page>
  )
}

function Parties(): ReactNode {
  const { t, lang } = useText()
  const { view } = useProcess()
  const parties = partiesOf(view, lang)
  if (parties.length === 0) return null
  return (
    <Section title={t('actors.parties')}>
      <div className={css['parties']}>
        {parties.map((party) => (
          <Party key={party.id} party={party} />
        ))}
      </div>
    </Section>
  )
}

function Party({ party }: { party: State }): ReactNode {
  const { t } = useText()
  const { view } = useProcess()
  const value = valueOf(party, 'actor', 'description')
  const side = sideOf(party)
  const about = relations(view)
  const leaders = about.filter((r) => r.relation === 'leads' && r.object === party)
  const backers = about.filter((r) => r.relation === 'backs' && r.object === party)
  const delegations = view.back(party.id, 'delegation', 'party')
  return (
    <article className={css['party']} data-side={side}>
      <h3 className={css['party_name']}>
        {side ? <PartyMark side={side} /> : null} <RecordLink state={party} />
      </h3>
      <Passage text={value?.summary} fact={leadOf(party)} />
      <dl className={layout['facts']}>
        {leaders.length > 0 ? (
          <>
            <dt>{t('actors.led_by')}</dt>
            <dd>
              <Names states={leaders.map((r) => r.subject)} />
            </dd>
          </>
        ) : null}
        <dt>{t('actors.backed_by')}</dt>
        <dd>
          {backers.length === 0 ? t('actors.nobody_backs') : null}
          {backers.map((r) => (
            <div key={r.link.id}>
              <RecordLink state={r.subject} /> <Basis fact={leadOf(r.link)} />
            </div>
          ))}
        </dd>
        {delegations.length > 0 ? (
          <>
            <dt>{t('actors.delegations')}</dt>
            <dd>
              <Names states={delegations} />
            </dd>
          </>
        ) : null}
      </dl>
    </article>
  )
}

const classOrder = [
  'party',
  'mission',
  'national_institution',
  'international_organisation',
  'state',
  'organisation',
  'group',
]

function Others(): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const actorClass = (s: State) => valueOf(s, 'actor', 'description')?.class ?? 'group'
  const rows = view
    .of('actor')
    .filter((s) => sideOf(s) === undefined)
    .toSorted((a, b) => classOrder.indexOf(actorClass(a)) - classOrder.indexOf(actorClass(b)))
  return (
    <Section title={t('actors.others')} count={rows.length}>
      <DataTable
        label={t('actors.others')}
        rows={rows}
        rowKey={(s) => s.id}
        columns={[
          { key: 'name', title: t('actors.name'), render: (s) => <Named state={s} /> },
          {
            key: 'class',
            title: t('actors.class'),
            brief: true,
            render: (s) => t(word('actor_class', actorClass(s))),
          },
          {
            key: 'summary',
            title: t('actors.roles'),
            render: (s) => (
              <>
                {pick(valueOf(s, 'actor', 'description')?.summary)} <Basis fact={leadOf(s)} />
              </>
            ),
          },
        ]}
      />
    </Section>
  )
}

function Persons(): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const rows = view.of('appointment').filter((a) => at(view, a, 'in')?.kind === 'actor')
  const office = (s: State) => valueOf(s, 'appointment', 'description')
  return (
    <Section title={t('actors.persons')} count={rows.length}>
      <DataTable
        label={t('actors.persons')}
        rows={rows}
        rowKey={(s) => s.id}
        empty={<Soft>{t('actors.no_persons')}</Soft>}
        columns={[
          {
            key: 'person',
            title: t('actors.person'),
            render: (s) => <Named state={at(view, s, 'person')} />,
          },
          {
            key: 'role',
            title: t('actors.role'),
            render: (s) => (
              <>
                {pick(office(s)?.title)} <Basis fact={leadOf(s)} />
              </>
            ),
          },
          {
            key: 'in',
            title: t('actors.where'),
            render: (s) => <RecordLink state={at(view, s, 'in')} />,
          },
        ]}
      />
    </Section>
  )
}

export function Actor({ id }: { id: string }): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const actor = view.get(id)
  const value = valueOf(actor, 'actor', 'description')
  if (!actor || !value) {
    return (
      <Page title={t('actors.list_title')}>
        <Empty title={t('actors.not_found')} />
      </Page>
    )
  }
  const side = sideOf(actor)
  const own = relations(view).filter((r) => r.subject === actor || r.object === actor)
  return (
    <Page
      title={pick(value.name)}
      kicker={
        <>
          {side ? <PartyMark side={side} /> : null} {t(word('actor_class', value.class))}
        </>
      }
    >
      <div className={layout['split']}>
        <div>
          <Passage text={value.summary} fact={leadOf(actor)} />
          <Relations relations={own} />
          <ActorEvents actor={actor} />
        </div>
        <div>
          <Holders actor={actor} />
          <Delegations actor={actor} />
          <Contacts actor={actor} />
          <Said actor={actor} />
        </div>
      </div>
    </Page>
  )
}

function Holders({ actor }: { actor: State }): ReactNode {
  const { t } = useText()
  const { view } = useProcess()
  if (membersOf(view, actor.id).length === 0) return null
  return (
    <Section title={t('actors.persons')}>
      <Members of={actor} />
    </Section>
  )
}

function Delegations({ actor }: { actor: State }): ReactNode {
  const { t } = useText()
  const { view } = useProcess()
  const delegations = view.back(actor.id, 'delegation', 'party')
  if (delegations.length === 0) return null
  return (
    <Section title={t('actors.delegations')} count={delegations.length}>
      {delegations.map((delegation) => (
        <article key={delegation.id}>
          <h3>
            <RecordLink state={delegation} />
          </h3>
          <Members of={delegation} />
        </article>
      ))}
    </Section>
  )
}

function Contacts({ actor }: { actor: State }): ReactNode {
  const { t, span } = useText()
  const { view } = useProcess()
  const meetings = meetingsWith(view, actor.id)
  const engagements = [
    ...new Set([
      ...view.back(actor.id, 'engagement', 'actor'),
      ...view.back(actor.id, 'engagement', 'with'),
    ]),
  ].toSorted((a, b) => byDays(daysOf(view.period(a)), daysOf(view.period(b))))
  return (
    <>
      <Section title={t('actors.meetings')} count={meetings.length}>
        {meetings.length === 0 ? <Soft>{t('actors.no_meetings')}</Soft> : null}
        <ul className={layout['list']}>
          {meetings.map((meeting) => (
            <li key={meeting.id}>
              <RecordLink state={meeting} /> <Basis fact={leadOf(meeting)} />
              <div className={layout['soft']}>
                <When state={meeting} />
              </div>
            </li>
          ))}
        </ul>
      </Section>
      {engagements.length > 0 ? (
        <Section title={t('actors.engagements')} count={engagements.length}>
          <ul className={layout['list']}>
            {engagements.map((engagement) => {
              const when = view.period(engagement)
              return (
                <li key={engagement.id}>
                  <RecordLink state={engagement} /> <Basis fact={leadOf(engagement)} />
                  <div className={layout['soft']}>{when ? span(when) : null}</div>
                </li>
              )
            })}
          </ul>
        </Section>
      ) : null}
    </>
  )
}

function Said({ actor }: { actor: State }): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const statements = view.back(actor.id, 'statement', 'speaker')
  const undertakings = view.back(actor.id, 'undertaking', 'guarantor')
  return (
    <>
      {statements.length > 0 ? (
        <Section title={t('actors.statements')} count={statements.length}>
          {statements.map((s) => (
            <Sentence key={s.id} id={s.id} fact={leadOf(s)}>
              {pick(view.title(s))}
            </Sentence>
          ))}
        </Section>
      ) : null}
      {undertakings.length > 0 ? (
        <Section title={t('actors.undertakings')} count={undertakings.length}>
          {undertakings.map((s) => (
            <Sentence key={s.id} id={s.id} fact={leadOf(s)}>
              {pick(valueOf(s, 'undertaking', 'description')?.text)}
            </Sentence>
          ))}
        </Section>
      ) : null}
    </>
  )
}

function ActorEvents({ actor }: { actor: State }): ReactNode {
  const { t } = useText()
  const { view } = useProcess()
  const events = view
    .back(actor.id, 'event', 'actors')
    .toSorted((a, b) => -byDays(eventDays(a), eventDays(b)))
  return (
    <Section title={t('actors.events')} count={events.length}>
      {events.length === 0 ? <Soft>{t('actors.no_events')}</Soft> : <Events events={events} />}
    </Section>
  )
}
