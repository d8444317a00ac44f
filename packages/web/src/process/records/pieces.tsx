// Small views that several screens share: what a fact rests on, names in a row, when something was,
// events with their differing accounts. They show records; they select and fetch nothing.
import type { Fact } from '@sulh/contract/process'
import type { Bilingual } from '@sulh/contract/wording'
import { Fragment, type ReactNode } from 'react'
import {
  Bi,
  Certainty,
  Mark,
  OpenRecord,
  RecordLink,
  Sources,
  StatusChip,
} from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import { leadOf, type Period, type State, valueOf } from '../view.ts'
import { heldOrPlanned } from './reading.ts'
import css from './pieces.module.css'

/** What a sentence or figure rests on: certainty where it is not plain, mark, sources. */
export function Basis({ fact }: { fact: Fact | undefined }): ReactNode {
  if (!fact) return null
  return (
    <span className={css['basis']}>
      {fact.certainty === 'confirmed' ? null : <Certainty value={fact.certainty} />}
      {fact.mark === 'none' ? null : <Mark value={fact.mark} />}
      <Sources fact={fact} />
    </span>
  )
}

/** Records by name, each a link, separated as the language does. */
export function Names({ states }: { states: readonly State[] }): ReactNode {
  const { lang } = useText()
  return states.map((state, i) => (
    <Fragment key={state.id}>
      {i > 0 ? (lang === 'ar' ? '، ' : ', ') : null}
      <RecordLink state={state} />
    </Fragment>
  ))
}

/** A record by name in a table, never squeezed to a word a line. */
export function Named({ state }: { state: State | undefined }): ReactNode {
  return (
    <span className={css['name']}>
      <RecordLink state={state} />
    </span>
  )
}

/** Days of a round or meeting; a plan is said to be one. */
export function When({ state }: { state: State }): ReactNode {
  const { t, span } = useText()
  const days = heldOrPlanned(state)
  if (!days) return <span className={css['soft']}>{t('round.not_planned')}</span>
  const { basis, ...period } = days
  return (
    <span>
      <bdi className={css['figures']}>{span(periodOfDays(period))}</bdi>
      {basis === 'planned' ? <span className={css['soft']}> ({t('track.planned')})</span> : null}
    </span>
  )
}

function periodOfDays(days: { from: string; to: string }): Period {
  return days.from === days.to ? { from: days.from } : days
}

export function IssueStatus({ issue }: { issue: State | undefined }): ReactNode {
  const { t } = useText()
  const status = valueOf(issue, 'issue', 'status')?.status
  if (!status) return <span className={css['soft']}>—</span>
  return <StatusChip tone={status}>{t(word('issue_status', status))}</StatusChip>
}

/** A sentence that opens the record that it is taken from, with what it rests on. */
export function Sentence(props: {
  id: string
  fact: Fact | undefined
  children: ReactNode
}): ReactNode {
  return (
    <p className={css['sentence']}>
      <OpenRecord id={props.id}>{props.children}</OpenRecord> <Basis fact={props.fact} />
    </p>
  )
}

/** Running text of a record with what it rests on. */
export function Passage(props: { text: Bilingual | undefined; fact: Fact | undefined }): ReactNode {
  if (!props.text) return null
  return (
    <p className={css['passage']}>
      <Bi text={props.text} /> <Basis fact={props.fact} />
    </p>
  )
}

export function Soft({ children }: { children: ReactNode }): ReactNode {
  return <p className={css['soft']}>{children}</p>
}

/** The days of an event with the precision at which they are known. */
function EventDay({ fact }: { fact: Fact }): ReactNode {
  const { t, span, lang } = useText()
  const when = fact.value['when'] as Period
  const precision = fact.value['precision']
  if (precision === 'month') return <time dateTime={when.from}>{monthOf(when.from, lang)}</time>
  if (precision === 'year') return <time dateTime={when.from}>{when.from.slice(0, 4)}</time>
  return (
    <span>
      <time dateTime={when.from}>{span(when)}</time>
      {precision === 'about' ? (
        <span className={css['soft']}> {t('chronology.precision_about')}</span>
      ) : null}
    </span>
  )
}

/** `2020-10…` as a month in words; `2011` stays a year. */
export function monthOf(day: string, lang: 'en' | 'ar'): string {
  if (day.length < 7) return day
  return new Intl.DateTimeFormat(lang === 'ar' ? 'ar-LY-u-nu-latn' : 'en-GB', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${day.slice(0, 7)}-01T00:00:00Z`))
}

/** Events in the order given. Where sources differ the accounts stand side by side. */
export function Events(props: { events: readonly State[]; brief?: boolean }): ReactNode {
  return (
    <ol className={css['events']}>
      {props.events.map((event) => (
        <EventRow key={event.id} event={event} brief={props.brief === true} />
      ))}
    </ol>
  )
}

function EventRow({ event, brief }: { event: State; brief: boolean }): ReactNode {
  const { t, pick } = useText()
  const { day } = useProcess()
  const state = event.facets['account']
  if (!state) return null
  const { lead, others } = state
  const account = lead.value as {
    title: Bilingual
    text: Bilingual
    scheduled?: boolean
    when: Period
  }
  const coming = account.scheduled === true && account.when.from > day
  return (
    <li className={css['event']}>
      <div className={css['event_day']}>
        <EventDay fact={lead} />
        {coming ? <StatusChip>{t('chronology.scheduled')}</StatusChip> : null}
      </div>
      <div className={css['event_body']}>
        <h3 className={css['event_title']}>
          <OpenRecord id={event.id}>{pick(account.title)}</OpenRecord>
        </h3>
        {others.length === 0 ? (
          brief ? null : (
            <p>
              <Bi text={account.text} />
            </p>
          )
        ) : (
          <section className={css['accounts']}>
            <p className={css['accounts_head']}>
              <Certainty value="disputed" />{' '}
              {t('chronology.accounts', { count: others.length + 1 })}
            </p>
            {[lead, ...others].map((fact, i) => (
              <div key={fact.id} className={css['account']}>
                <p className={css['soft']}>{t('chronology.account', { n: i + 1 })}</p>
                {i === 0 ? null : (
                  <p className={css['account_title']}>{pick(fact.value['title'] as Bilingual)}</p>
                )}
                <p>
                  <Bi text={fact.value['text'] as Bilingual} />
                </p>
                <p className={css['soft']}>
                  <EventDay fact={fact} />
                </p>
                <Basis fact={fact} />
              </div>
            ))}
          </section>
        )}
      </div>
      <div className={css['event_aside']}>
        {others.length === 0 ? <Basis fact={lead} /> : null}
        {brief ? null : <EventAbout event={event} />}
      </div>
    </li>
  )
}

function EventAbout({ event }: { event: State }): ReactNode {
  const { view } = useProcess()
  const about = view.refs(leadOf(event), 'actors')
  if (about.length === 0) return null
  return (
    <p className={css['about']}>
      <Names states={about} />
    </p>
  )
}
