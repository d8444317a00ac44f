// The tracks side by side, and one track: its purpose, bodies, rounds, issues, actors, events, and
// what it waits for in other tracks, in sentences with sources.
import type { ReactNode } from 'react'
import {
  Bi,
  Button,
  DataTable,
  Empty,
  Page,
  RecordLink,
  Section,
  TrackMark,
  TrackSign,
} from '../../design/index.ts'
import { go, Link } from '../../design/link.tsx'
import { useText, word } from '../../messages/index.ts'
import { paths } from '../../paths.ts'
import { keepFilter } from '../chronology/filter_memory.ts'
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
  When,
} from '../records/pieces.tsx'
import { allAt, at, byDays, heldOrPlanned } from '../records/reading.ts'
import { isUnderWay } from '../round/selection.ts'
import { leadOf, type State, valueOf } from '../view.ts'
import {
  actorsOf,
  bodiesOf,
  type CrossLink,
  crossLinks,
  easesElsewhere,
  eventsOf,
  isAgreed,
  isComing,
  issuesOf,
  meetingsOf,
  roundsOf,
  tracksInOrder,
  waitsFor,
} from './selection.ts'
import css from './track.module.css'

const LATEST_EVENTS = 8
const IN_SHORT = 2

export function Tracks(): ReactNode {
  const { t } = useText()
  const { view } = useProcess()
  const tracks = tracksInOrder(view)
  return (
    <Page title={t('track.list_title')} lead={t('track.list_intro')}>
      {tracks.length === 0 ? <Empty title={t('track.empty')} /> : null}
      <div className={css['tracks']}>
        {tracks.map((track) => (
          <TrackInShort key={track.id} track={track} />
        ))}
      </div>
    </Page>
  )
}

function TrackInShort({ track }: { track: State }): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const value = valueOf(track, 'track', 'description')
  const issues = issuesOf(view, track.id)
  const counts = {
    rounds: roundsOf(view, track.id).length,
    issues: issues.length,
    open: issues.filter((i) => !isAgreed(i)).length,
  }
  const waits = waitsFor(view, track.id)
  const events = eventsOf(view, track.id)
  const coming = events
    .filter((e) => isComing(view, e))
    .toReversed()
    .slice(0, IN_SHORT)
  const latest = events.filter((e) => !isComing(view, e)).slice(0, IN_SHORT)
  const under = roundsOf(view, track.id).filter((r) => isUnderWay(view, r))
  return (
    <article className={css['track']}>
      <h2 className={css['track_title']}>
        {value ? (
          <span className={css['sign']} style={{ color: `var(--track-${value.family})` }}>
            <TrackSign family={value.family} size={16} />
          </span>
        ) : null}{' '}
        <Link to={paths.track(track.id)}>{pick(value?.title)}</Link>
      </h2>
      <Passage text={value?.summary} fact={leadOf(track)} />
      <p className={layout['soft']}>{t('track.counts', counts)}</p>
      <InShort title={t('track.now')} states={under} />
      <InShort title={t('track.coming')} states={coming} />
      <InShort title={t('track.latest')} states={latest} />
      {waits.length > 0 ? <h3 className={css['minor']}>{t('track.blocked')}</h3> : null}
      {waits.map((wait) => (
        <CrossSentence key={wait.link.id} link={wait} />
      ))}
    </article>
  )
}

function InShort({ title, states }: { title: string; states: readonly State[] }): ReactNode {
  const { span } = useText()
  const { view } = useProcess()
  if (states.length === 0) return null
  return (
    <>
      <h3 className={css['minor']}>{title}</h3>
      <ul className={css['short']}>
        {states.map((state) => {
          const when = view.period(state)
          return (
            <li key={state.id}>
              <span className={layout['soft']}>{when ? span(when) : null}</span>{' '}
              <RecordLink state={state} /> <Basis fact={leadOf(state)} />
            </li>
          )
        })}
      </ul>
    </>
  )
}

/** One link across tracks as a sentence that says how the other end stands. */
export function CrossSentence({ link }: { link: CrossLink }): ReactNode {
  const { t, pick, lang } = useText()
  const { view } = useProcess()
  const status = valueOf(link.other, 'issue', 'status')?.status
  const family = valueOf(link.otherTrack, 'track', 'description')?.family
  const words = {
    subject: pick(view.title(link.subject)),
    object: pick(view.title(link.object)),
    track: family ? t(word('family', family)) : pick(view.title(link.otherTrack)),
    status: status ? t(word('issue_status', status)).toLocaleLowerCase(lang) : '—',
  }
  const key = {
    requires: 'track.waits',
    excludes: 'track.excluded',
    in_conjunction_with: 'track.conjoined',
    eases: 'track.eases',
  } as const
  return (
    <Sentence id={link.link.id} fact={leadOf(link.link)}>
      {t(key[link.relation], words)}
    </Sentence>
  )
}

export function Track({ id }: { id: string }): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const track = view.get(id)
  const value = valueOf(track, 'track', 'description')
  if (!track || !value) {
    return (
      <Page title={t('track.list_title')}>
        <Empty title={t('track.not_found')} />
      </Page>
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
  return (
    <Section title={t('track.bodies')} count={bodies.length}>
      {bodies.length === 0 ? <Soft>{t('track.no_bodies')}</Soft> : null}
      <ul className={layout['list']}>
        {bodies.map((body) => {
          const value = valueOf(body, 'body', 'description')
          const convener = at(view, body, 'convener')
          const parties = allAt(view, body, 'parties')
          return (
            <li key={body.id}>
              <RecordLink state={body} /> <Basis fact={leadOf(body)} />
              <div className={layout['soft']}>
                {value ? t(word('body_class', value.class)) : null}
                {convener
                  ? ` · ${t('track.convened_by', { name: pick(view.title(convener)) })}`
                  : null}
              </div>
              {parties.length > 0 ? (
                <div className={layout['soft']}>
                  <Names states={parties} />
                </div>
              ) : null}
            </li>
          )
        })}
      </ul>
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
