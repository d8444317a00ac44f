// The overview: the picture an envoy would pin to the wall, and in sentences what is in hand, what
// comes next, what hangs on what across the tracks, what was learned last and how it came to this.
import { type ReactNode } from 'react'
import {
  Bi, Button, Certainty, DataTable, Empty, OpenRecord, Page, RecordLink, Section, Sources, StatusChip, TrackMark,
} from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import { leadOf, valueOf, type State } from '../view.ts'
import { daysBetween, isAhead, itemsOf, trackOf } from './lanes.ts'
import css from './overview.module.css'
import { Picture } from './picture.tsx'

function Family(props: { state: State }): ReactNode {
  const { view } = useProcess()
  const track = trackOf(view, props.state)
  const family = valueOf(track, 'track', 'description')?.family
  return family ? <TrackMark family={family} /> : null
}

/** When, as exactly as it is known: a month or a year is not shown as its first day. */
function useWhen(): (state: State) => string {
  const { view } = useProcess()
  const { span, lang } = useText()
  return (state) => {
    const when = view.period(state)
    if (!when) return ''
    const precision = view.value(state)['precision']
    const locale = lang === 'ar' ? 'ar-LY-u-nu-latn' : 'en-GB'
    const month = when.from.slice(0, 7) === (when.to ?? when.from).slice(0, 7)
    const whole = when.from.endsWith('-01') && (when.to === undefined || daysBetween(when.from, when.to) >= 27)
    const date = new Date(`${when.from}T00:00:00Z`)
    if ((precision === 'month' || whole) && month && (precision === 'month' || when.to !== undefined)) {
      return date.toLocaleDateString(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' })
    }
    if (precision === 'year' && when.from.slice(0, 4) === (when.to ?? when.from).slice(0, 4)) {
      return when.from.slice(0, 4)
    }
    return span(when)
  }
}

function Entry(props: { state: State; text?: boolean }): ReactNode {
  const { view } = useProcess()
  const when_text = useWhen()
  const { state } = props
  const when = view.period(state)
  const value = view.value(state)
  const text = (value['text'] ?? value['summary']) as { en: string; ar: string } | undefined
  const fact = leadOf(state)
  return (
    <li className={css['entry']}>
      <span className={css['when']}>{when ? when_text(state) : ''}</span>
      <span className={css['body']}>
        <OpenRecord id={state.id}>
          <Bi text={view.title(state)} />
        </OpenRecord>
        <Family state={state} />
        {fact && fact.certainty !== 'confirmed' ? <Certainty value={fact.certainty} /> : null}
        <Sources fact={fact} />
      </span>
      {props.text && text ? (
        <p className={css['text']}>
          <Bi text={text} />
        </p>
      ) : null}
    </li>
  )
}

/** Rounds and meetings under way on the cursor's day. */
function InHand(): ReactNode {
  const { view, day } = useProcess()
  const { t, span } = useText()
  const rounds = view.of('round').filter((r) => {
    const when = view.period(r)
    return when && when.from <= day && (when.to ?? when.from) >= day
  })
  if (rounds.length === 0) return <p className={css['reason']}>{t('overview.no_now')}</p>
  return rounds.map((round) => {
    const fact = leadOf(round)
    const value = valueOf(round, 'round', 'description')
    const when = view.period(round)
    const days = when ? daysBetween(when.from, when.to ?? when.from) + 1 : 1
    const statements = view.back(round.id, 'statement')
    return (
      <div key={round.id} className={css['now']}>
        <span className={css['body']}>
          <span className={css['nowTitle']}>
            <RecordLink state={round} />
          </span>
          <Family state={round} />
          <Sources fact={fact} />
        </span>
        <span className={css['body']}>
          <Bi text={value?.place} /> · {value ? t(word('mode', value.mode)) : null} ·{' '}
          {when ? span(when) : null}
          {when ? <StatusChip tone="accent">{t('overview.day_of', { day: daysBetween(when.from, day) + 1, days })}</StatusChip> : null}
        </span>
        {value?.summary ? (
          <p>
            <Bi text={value.summary} />
          </p>
        ) : null}
        {statements.map((s) => (
          <p key={s.id} className={css['reason']}>
            <Bi text={valueOf(s, 'statement', 'account')?.text} /> <Sources fact={leadOf(s)} />
          </p>
        ))}
      </div>
    )
  })
}

function Blocked(): ReactNode {
  const { view } = useProcess()
  const { t } = useText()
  const links = view
    .of('issue_link')
    .map((link) => {
      const fact = leadOf(link)
      const subject = view.ref(fact, 'subject')
      const object = view.ref(fact, 'object')
      const value = valueOf(link, 'issue_link', 'description')
      return { link, fact, subject, object, value }
    })
    .filter(({ value, subject, object }) => {
      const settled = valueOf(object, 'issue', 'status')?.status === 'agreed'
      return value && subject && object && value.relation !== 'excludes' && !settled
    })
  const across = links.filter(
    ({ subject, object }) =>
      subject && object && trackOf(view, subject)?.id !== trackOf(view, object)?.id,
  )
  const shown = (across.length > 0 ? across : links).slice(0, 8)
  if (shown.length === 0) return <p className={css['reason']}>{t('overview.no_blocked')}</p>
  return (
    <ul className={css['list']}>
      {shown.map(({ link, subject, object, value, fact }) => (
        <li key={link.id} className={css['sentence']}>
          <span className={css['body']}>
            <RecordLink state={subject} />
            <strong>{value ? t(word('issue_relation', value.relation)) : null}</strong>
            <RecordLink state={object} />
            <Sources fact={fact} />
          </span>
          <span className={css['reason']}>
            <Bi text={value?.reason} />
          </span>
        </li>
      ))}
    </ul>
  )
}

function Learned(props: { states: readonly State[]; none: string; text?: boolean }): ReactNode {
  if (props.states.length === 0) return <p className={css['reason']}>{props.none}</p>
  return (
    <ul className={css['list']}>
      {props.states.map((state) => (
        <Entry key={state.id} state={state} text={props.text ?? false} />
      ))}
    </ul>
  )
}

function PictureTable(): ReactNode {
  const { view } = useProcess()
  const { t, span } = useText()
  const rows = itemsOf(view).toSorted((a, b) => (a.when.from < b.when.from ? 1 : -1))
  return (
    <details className={css['table']}>
      <summary>{t('frame.table')}</summary>
      <DataTable
        label={t('overview.picture_label')}
        rows={rows}
        rowKey={(r) => r.state.id}
        columns={[
          { key: 'when', title: t('overview.when'), render: (r) => span(r.when) },
          { key: 'what', title: t('overview.what'), render: (r) => <RecordLink state={r.state} /> },
          { key: 'kind', title: t('overview.kind'), render: (r) => t(word('kind', r.state.kind)) },
          { key: 'track', title: t('overview.track'), render: (r) => <Family state={r.state} /> },
        ]}
      />
    </details>
  )
}

const LATEST_DAYS = 30

export default function Overview(): ReactNode {
  const { view, day, session } = useProcess()
  const { t, pick, day: long } = useText()
  const process = view.of('process')[0]
  if (view.of('track').length === 0) {
    return (
      <Page title={t('overview.picture')}>
        <Empty title={t('frame.empty_process')}>{t('overview.no_process')}</Empty>
      </Page>
    )
  }
  const at = (s: State) => view.period(s)?.from ?? ''
  const dated = [...view.of('event'), ...view.of('meeting'), ...view.of('round')]
  const next = dated.filter((s) => isAhead(view, s) && at(s) > day).toSorted((a, b) => at(a).localeCompare(at(b)))
  const latest = dated
    .filter((s) => !isAhead(view, s) && at(s) <= day && daysBetween(at(s), day) <= LATEST_DAYS)
    .toSorted((a, b) => at(b).localeCompare(at(a)))
  const background = view
    .of('event')
    .filter((s) => at(s) < '2020-01-01')
    .toSorted((a, b) => at(a).localeCompare(at(b)))
  return (
    <Page
      title={process ? <Bi text={view.title(process)} /> : t('overview.picture')}
      lead={t('overview.lead', { day: long(day), seat: pick(session.seat.title) })}
      actions={<Button onPress={() => print()}>{t('frame.print')}</Button>}
    >
      <Picture />
      <PictureTable />
      <InHand />
      <div className={css['grid']}>
        <Section title={t('overview.next')}>
          <Learned states={next.slice(0, 8)} none={t('overview.no_next')} text />
        </Section>
        <Section title={t('overview.blocked')}>
          <Blocked />
        </Section>
        <Section title={t('overview.latest')}>
          <Learned states={latest.slice(0, 10)} none={t('overview.no_latest')} />
        </Section>
      </div>
      {background.length > 0 ? (
        <Section title={t('overview.background')}>
          <Learned states={background} none="" text />
        </Section>
      ) : null}
    </Page>
  )
}
