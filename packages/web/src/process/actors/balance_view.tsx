// The balance of contacts on screen: both sides side by side, each figure open to the meetings that
// it counts. The caller shows it to mission seats alone.
import type { ReactNode } from 'react'
import { PartyMark, RecordLink, Section } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import layout from '../records/layout.module.css'
import { Basis, Soft, When } from '../records/pieces.tsx'
import { leadOf, type State } from '../view.ts'
import css from './actors.module.css'
import { contactBalance, type SideContacts } from './balance.ts'
import { contactMeetings, partiesOf, sideOf } from './selection.ts'
import { sideOrder } from './sides.ts'

export function Balance(): ReactNode {
  const { t, lang } = useText()
  const { view } = useProcess()
  const parties = partiesOf(view, lang)
  if (parties.length === 0) return null
  const balance = contactBalance(contactMeetings(view), sideOrder(lang))
  return (
    <Section title={t('actors.balance')}>
      <Soft>{t('actors.balance_hint')}</Soft>
      <div className={css['balance']}>
        {balance.map((contacts) => (
          <SideFigures
            key={contacts.side}
            contacts={contacts}
            party={parties.find((p) => sideOf(p) === contacts.side)}
          />
        ))}
      </div>
    </Section>
  )
}

function SideFigures(props: { contacts: SideContacts; party: State | undefined }): ReactNode {
  const { t, day } = useText()
  const { view } = useProcess()
  const { contacts, party } = props
  const untimed = contacts.count - contacts.timed_count
  return (
    <article>
      <h3>
        <PartyMark side={contacts.side} /> <RecordLink state={party} />
      </h3>
      <p className={css['figure']}>{t('actors.balance_count', { count: contacts.count })}</p>
      {contacts.timed_count > 0 ? (
        <p>{t('actors.balance_minutes', { minutes: contacts.minutes })}</p>
      ) : null}
      {untimed > 0 ? (
        <Soft>
          {contacts.timed_count === 0
            ? t('actors.balance_no_minutes')
            : t('actors.balance_untimed', { count: untimed })}
        </Soft>
      ) : null}
      {contacts.last ? <Soft>{t('actors.balance_last', { day: day(contacts.last) })}</Soft> : null}
      {contacts.count > 0 ? (
        <details>
          <summary>{t('actors.balance_open')}</summary>
          <Soft>{t('actors.balance_method')}</Soft>
          <ul className={layout['list']}>
            {contacts.meetings.map((meeting) => {
              const state = view.get(meeting.id)
              return state ? (
                <li key={meeting.id}>
                  <RecordLink state={state} /> <Basis fact={leadOf(state)} />
                  <div className={layout['soft']}>
                    <When state={state} />
                  </div>
                </li>
              ) : null
            })}
          </ul>
        </details>
      ) : null}
    </article>
  )
}
