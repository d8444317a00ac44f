// One actor: its relations and events, who holds its offices, its delegations, whom it met, what it
// said and undertook.
import type { ReactNode } from 'react'
import { Page, PartyMark, RecordLink, Section } from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import { paths } from '../../paths.ts'
import { useProcess } from '../data.ts'
import layout from '../records/layout.module.css'
import { NotKnown } from '../records/not_known.tsx'
import { Listed } from '../records/listed.tsx'
import { Events, Passage, Sentence, Soft, When } from '../records/pieces.tsx'
import { byDays, daysOf } from '../records/reading.ts'
import { Members } from '../round/members.tsx'
import { membersOf } from '../round/selection.ts'
import { eventDays } from '../track/selection.ts'
import { leadOf, type State, valueOf } from '../view.ts'
import { Relations } from './relations.tsx'
import { meetingsWith, relations, sideOf } from './selection.ts'

export function Actor({ id }: { id: string }): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const actor = view.get(id)
  const value = valueOf(actor, 'actor', 'description')
  if (!actor || !value) {
    return (
      <NotKnown
        title={t('actors.list_title')}
        words={t('actors.not_found')}
        list={paths.actors()}
      />
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
  const days = (engagement: State) => {
    const when = view.period(engagement)
    return when ? span(when) : null
  }
  return (
    <>
      <Section title={t('actors.meetings')} count={meetings.length}>
        {meetings.length === 0 ? <Soft>{t('actors.no_meetings')}</Soft> : null}
        <Listed states={meetings} under={(meeting) => <When state={meeting} />} />
      </Section>
      {engagements.length > 0 ? (
        <Section title={t('actors.engagements')} count={engagements.length}>
          <Listed states={engagements} under={days} />
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
