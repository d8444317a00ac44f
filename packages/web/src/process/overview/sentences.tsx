// The picture in sentences: what is in hand, what comes next, what hangs on what across tracks.
// Every sentence leads to its record and names its sources.
import type { ReactNode } from 'react'
import type { Bilingual } from '@sulh/contract/wording'
import {
  Bi,
  Certainty,
  Mark,
  RecordLink,
  Sources,
  StatusChip,
  TrackMark,
} from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import { leadOf, type State, valueOf } from '../view.ts'
import { daysBetween, trackOf } from './lanes.ts'
import { across, inHand, latest, next, type CrossLink } from './selection.ts'
import css from './overview.module.css'

function Family({ state }: { readonly state: State | undefined }): ReactNode {
  const { view } = useProcess()
  const family = valueOf(trackOf(view, state), 'track', 'description')?.family
  return family ? <TrackMark family={family} /> : null
}

function Foot({
  state,
  track = true,
}: {
  readonly state: State
  readonly track?: boolean
}): ReactNode {
  const fact = leadOf(state)
  return (
    <span className={css['foot']}>
      {track ? <Family state={state} /> : null}
      {fact && fact.certainty !== 'confirmed' ? <Certainty value={fact.certainty} /> : null}
      {fact ? <Mark value={fact.mark} /> : null}
      <Sources fact={fact} />
    </span>
  )
}

/** Rounds under way on the cursor's day with what is said of them, else the last one held. */
export function InHand(): ReactNode {
  const { view, day } = useProcess()
  const { t } = useText()
  const rounds = inHand(view, day)
  if (rounds.length === 0) return <p className={css['soft']}>{t('overview.no_now')}</p>
  return rounds.map((round) => <Round key={round.id} round={round} />)
}

const STATEMENTS_SHOWN = 3
function Round({ round }: { readonly round: State }): ReactNode {
  const { view, day } = useProcess()
  const { t, span } = useText()
  const value = valueOf(round, 'round', 'description')
  const outcome = valueOf(round, 'round', 'outcome')
  const when = view.period(round)
  const days = when ? daysBetween(when.from, when.to ?? when.from) + 1 : 1
  const planned = !round.facets['actual']
  return (
    <div className={css['now']}>
      <h3>
        <RecordLink state={round} />
      </h3>
      <p className={css['facts']}>
        {when ? <span>{span(when)}</span> : null}
        <Bi text={value?.place} />
        {value ? <span>{t(word('mode', value.mode))}</span> : null}
        {when && planned && when.from <= day ? (
          <StatusChip tone="accent">
            {t('overview.day_of', { day: daysBetween(when.from, day) + 1, days })}
          </StatusChip>
        ) : null}
      </p>
      {value?.summary ? <Bi as="p" text={value.summary} /> : null}
      {outcome ? (
        <p>
          <Bi text={outcome.text} /> <Sources fact={round.facets['outcome']?.lead} />
        </p>
      ) : null}
      <Foot state={round} />
      {view
        .back(round.id, 'statement')
        .slice(0, STATEMENTS_SHOWN)
        .map((statement) => (
          <blockquote key={statement.id} className={css['said']}>
            <Bi text={valueOf(statement, 'statement', 'account')?.text} />
            <footer>
              <RecordLink state={view.ref(leadOf(statement), 'speaker')} />
              <Sources fact={leadOf(statement)} />
            </footer>
          </blockquote>
        ))}
    </div>
  )
}

function textOf(state: State): Bilingual | undefined {
  const value = leadOf(state)?.value
  return (value?.['text'] ?? value?.['summary']) as Bilingual | undefined
}

function Dated(props: {
  readonly state: State
  readonly when: ReactNode
  readonly brief?: boolean
}): ReactNode {
  const { state, brief } = props
  return (
    <li className={css['entry']}>
      <span className={css['when']}>{props.when}</span>
      <div>
        <RecordLink state={state} />
        {brief ? null : <Bi as="p" text={textOf(state)} />}
        <Foot state={state} />
      </div>
    </li>
  )
}

const NEXT_SHOWN = 7
export function Next(): ReactNode {
  const { view, day } = useProcess()
  const { t, span } = useText()
  const coming = next(view, day).slice(0, NEXT_SHOWN)
  if (coming.length === 0) return <p className={css['soft']}>{t('overview.no_next')}</p>
  return (
    <ol className={css['list']}>
      {coming.map((state) => {
        const when = view.period(state)
        if (!when) return null
        const days = daysBetween(day, when.from)
        return (
          <Dated
            key={state.id}
            state={state}
            when={
              <>
                {span(when)}
                {days > 0 ? <small>{t('overview.in_days', { days })}</small> : null}
              </>
            }
          />
        )
      })}
    </ol>
  )
}

function Link({ cross }: { readonly cross: CrossLink }): ReactNode {
  const { t } = useText()
  const status = valueOf(cross.object, 'issue', 'status')?.status ?? 'open'
  return (
    <li className={css['sentence']}>
      <p>
        <RecordLink state={cross.subject} />{' '}
        <strong>{t(word('issue_relation', cross.relation))}</strong>{' '}
        <RecordLink state={cross.object} />
      </p>
      <p className={css['reason']}>
        <Bi text={cross.reason} />
      </p>
      <span className={css['foot']}>
        <span className={css['pair']}>
          <Family state={cross.subject} />
          <span aria-hidden className={css['arrow']} />
          <Family state={cross.object} />
        </span>
        <StatusChip tone={status}>{t(word('issue_status', status))}</StatusChip>
        <Sources fact={leadOf(cross.link)} />
      </span>
    </li>
  )
}

const LINKS_SHOWN = 7
export function Across(): ReactNode {
  const { view } = useProcess()
  const { t } = useText()
  const links = across(view)
  if (links.length === 0) return <p className={css['soft']}>{t('overview.no_blocked')}</p>
  return (
    <ul className={css['list']}>
      {links.slice(0, LINKS_SHOWN).map((cross) => (
        <Link key={cross.link.id} cross={cross} />
      ))}
    </ul>
  )
}

const LATEST_SHOWN = 9
export function Latest(): ReactNode {
  const { view } = useProcess()
  const { t, day } = useText()
  const learned = latest(view).slice(0, LATEST_SHOWN)
  if (learned.length === 0) return <p className={css['soft']}>{t('overview.no_latest')}</p>
  return (
    <ol className={css['list']}>
      {learned.map(({ state, known_from }) => (
        <Dated key={state.id} state={state} when={day(known_from)} />
      ))}
    </ol>
  )
}

/** What happened before the process began, in short, from the beginning. */
export function Background(): ReactNode {
  const { view } = useProcess()
  const { span } = useText()
  const start = view.period(view.of('meeting')[0])
  const events = view
    .of('event')
    .filter((e) => (view.period(e)?.from ?? '9') < '2020')
    .toSorted((a, b) => ((view.period(a)?.from ?? '') < (view.period(b)?.from ?? '') ? -1 : 1))
  if (!start || events.length === 0) return null
  return (
    <ol className={`${css['list']} ${css['columns']}`}>
      {events.map((state) => {
        const when = view.period(state)
        const year = valueOf(state, 'event', 'account')?.precision === 'year'
        return (
          <Dated
            key={state.id}
            state={state}
            when={when ? (year ? when.from.slice(0, 4) : span(when)) : null}
          />
        )
      })}
    </ol>
  )
}
