// The tracks side by side, each in short: what it is for, what is under way, what comes, what it
// waits for in other tracks.
import type { ReactNode } from 'react'
import { Empty, Page, RecordLink, TrackSign } from '../../design/index.ts'
import { Link } from '../../design/link.tsx'
import { useText } from '../../messages/index.ts'
import { paths } from '../../paths.ts'
import { useProcess } from '../data.ts'
import layout from '../records/layout.module.css'
import { Basis, Passage } from '../records/pieces.tsx'
import { isUnderWay } from '../round/selection.ts'
import { leadOf, type State, valueOf } from '../view.ts'
import { CrossSentence } from './cross_sentence.tsx'
import {
  eventsOf,
  isAgreed,
  isComing,
  issuesOf,
  roundsOf,
  tracksInOrder,
  waitsFor,
} from './selection.ts'
import css from './track.module.css'

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
