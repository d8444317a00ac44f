// One track: its purpose, bodies, rounds, issues, actors, events, and what it waits for in other
// tracks, in sentences with sources.
import type { ReactNode } from 'react'
import { Bi, Button, DataTable, Page, Section, TrackMark } from '../../design/index.ts'
import { go } from '../../design/link.tsx'
import { useText, word } from '../../messages/index.ts'
import { paths } from '../../paths.ts'
import { keepFilter } from '../chronology/filter_memory.ts'
import { useProcess } from '../data.ts'
import layout from '../records/layout.module.css'
import { NotKnown } from '../records/not_known.tsx'
import { Listed } from '../records/listed.tsx'
import {
  Basis,
  Events,
  IssueStatus,
  Named,
  Names,
  Passage,
  Soft,
  When,
} from '../records/pieces.tsx'
import { allAt, at, byDays, heldOrPlanned } from '../records/reading.ts'
import { leadOf, type State, valueOf } from '../view.ts'
import { CrossSentence } from './cross_sentence.tsx'
import {
  actorsOf,
  bodiesOf,
  crossLinks,
  easesElsewhere,
  eventsOf,
  isComing,
  issuesOf,
  meetingsOf,
  roundsOf,
  waitsFor,
} from './selection.ts'

const LATEST_EVENTS = 8

export function Track({ id }: { id: string }): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const track = view.get(id)
  const value = valueOf(track, 'track', 'description')
  if (!track || !value) {
    return (
      <NotKnown title={t('track.list_title')} words={t('track.not_found')} list={paths.tracks()} />
    )
  }
  return (
    <Page
      title={pick(value.title)}
      kicker={<TrackMark family={value.family} />}
      lead={<Bi text={value.summary} />}
    >
      <div className={layout['split']}>
        <div>
          <Section title={t('track.purpose')}>
            <Passage text={value.purpose} fact={leadOf(track)} />
          </Section>
          <Gatherings track={track} />
          <Issues track={track} />
          <TrackEvents track={track} />
        </div>
        <div>
          <Waits track={track} />
          <Bodies track={track} />
          <Actors track={track} />
        </div>
      </div>
    </Page>
  )
}

function Gatherings({ track }: { track: State }): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const rows = [...roundsOf(view, track.id), ...meetingsOf(view, track.id)].toSorted((a, b) =>
    byDays(heldOrPlanned(a), heldOrPlanned(b)),
  )
  const place = (s: State) =>
    (valueOf(s, 'round', 'description') ?? valueOf(s, 'meeting', 'description'))?.place
  const kind = (s: State) => {
    const meeting = valueOf(s, 'meeting', 'description')
    return meeting ? t(word('meeting_class', meeting.class)) : t(word('kind', 'round'))
  }
  return (
    <Section title={t('track.rounds')} count={rows.length}>
      <DataTable
        label={t('track.rounds')}
        rows={rows}
        rowKey={(s) => s.id}
        empty={<Soft>{t('track.no_rounds')}</Soft>}
        columns={[
          { key: 'when', title: t('track.when'), render: (s) => <When state={s} /> },
          { key: 'what', title: t('track.what'), render: (s) => <Named state={s} /> },
          { key: 'kind', title: t('round.class'), render: kind },
          { key: 'place', title: t('track.place'), render: (s) => pick(place(s)) },
          {
            key: 'sources',
            title: t('records.sources'),
            render: (s) => <Basis fact={leadOf(s)} />,
          },
        ]}
      />
    </Section>
  )
}

function Issues({ track }: { track: State }): ReactNode {
  const { t, day } = useText()
  const { view } = useProcess()
  const rows = issuesOf(view, track.id)
  const since = (s: State) => {
    const fact = s.facets['status']?.lead
    return fact ? day((fact.held_from ?? fact.known_from).slice(0, 10)) : ''
  }
  return (
    <Section title={t('track.issues')} count={rows.length}>
      <DataTable
        label={t('track.issues')}
        rows={rows}
        rowKey={(s) => s.id}
        empty={<Soft>{t('track.no_issues')}</Soft>}
        columns={[
          { key: 'issue', title: t('track.issue'), render: (s) => <Named state={s} /> },
          {
            key: 'status',
            title: t('track.status'),
            brief: true,
            render: (s) => <IssueStatus issue={s} />,
          },
          { key: 'since', title: t('track.since'), render: since },
          {
            key: 'sources',
            title: t('records.sources'),
            render: (s) => <Basis fact={s.facets['status']?.lead ?? leadOf(s)} />,
          },
        ]}
      />
    </Section>
  )
}

function TrackEvents({ track }: { track: State }): ReactNode {
  const { t } = useText()
  const { view } = useProcess()
  const events = eventsOf(view, track.id)
  const coming = events.filter((e) => isComing(view, e)).toReversed()
  const past = events.filter((e) => !isComing(view, e)).slice(0, LATEST_EVENTS)
  const showAll = () => {
    keepFilter({ track: track.id })
    go(paths.chronology())
  }
  return (
    <>
      {coming.length > 0 ? (
        <Section title={t('track.coming')} count={coming.length}>
          <Events events={coming} />
        </Section>
      ) : null}
      <Section
        title={t('track.events')}
        actions={
          <Button variant="plain" onPress={showAll}>
            {t('track.all_events')}
          </Button>
        }
      >
        {past.length === 0 ? <Soft>{t('track.no_events')}</Soft> : <Events events={past} />}
      </Section>
    </>
  )
}

function Waits({ track }: { track: State }): ReactNode {
  const { t } = useText()
  const { view } = useProcess()
  const waits = waitsFor(view, track.id)
  const eases = easesElsewhere(view, track.id)
  const any = crossLinks(view, track.id).length > 0
  return (
    <>
      <Section title={t('track.blocked')} count={waits.length}>
        {waits.length === 0 ? <Soft>{t('track.not_blocked')}</Soft> : null}
        {waits.map((wait) => (
          <CrossSentence key={wait.link.id} link={wait} />
        ))}
      </Section>
      {any && eases.length > 0 ? (
        <Section title={t('track.helps')} count={eases.length}>
          {eases.map((ease) => (
            <CrossSentence key={ease.link.id} link={ease} />
          ))}
        </Section>
      ) : null}
    </>
  )
}

function Bodies({ track }: { track: State }): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const bodies = bodiesOf(view, track.id)
  const about = (body: State) => {
    const value = valueOf(body, 'body', 'description')
    const convener = at(view, body, 'convener')
    const parties = allAt(view, body, 'parties')
    return (
      <>
        {value ? t(word('body_class', value.class)) : null}
        {convener ? ` · ${t('track.convened_by', { name: pick(view.title(convener)) })}` : null}
        {parties.length > 0 ? (
          <div>
            <Names states={parties} />
          </div>
        ) : null}
      </>
    )
  }
  return (
    <Section title={t('track.bodies')} count={bodies.length}>
      {bodies.length === 0 ? <Soft>{t('track.no_bodies')}</Soft> : null}
      <Listed states={bodies} under={about} />
    </Section>
  )
}

function Actors({ track }: { track: State }): ReactNode {
  const { t } = useText()
  const { view } = useProcess()
  const actors = actorsOf(view, track.id)
  return (
    <Section title={t('track.actors')} count={actors.length}>
      {actors.length === 0 ? (
        <Soft>{t('track.no_actors')}</Soft>
      ) : (
        <p>
          <Names states={actors} />
        </p>
      )}
    </Section>
  )
}
