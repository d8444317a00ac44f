// What was taken home: to whom, by when, and the reply, which is a fact of its own and moves no stage by
// itself.
import type { ReactNode } from 'react'
import { Bi, Button, OpenRecord, Readers, RecordLink } from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import { useProcess } from '../../process/data.ts'
import { leadOf, valueOf, type State } from '../../process/view.ts'
import { useOpenText } from '../open_text.ts'
import css from '../panel.module.css'

export function Referrals(props: {
  readonly on: string
  readonly onReply: (referral: State) => void
}): ReactNode {
  const { t } = useText()
  const { view } = useProcess()
  const referrals = view.back(props.on, 'referral', 'concerns')
  if (referrals.length === 0) return null
  return (
    <section className={css['part']}>
      <h3>{t('text.referrals')}</h3>
      {referrals.map((referral) => (
        <One key={referral.id} referral={referral} onReply={() => props.onReply(referral)} />
      ))}
    </section>
  )
}

function One(props: { readonly referral: State; readonly onReply: () => void }): ReactNode {
  const { referral } = props
  const { t, day } = useText()
  const { view, session } = useProcess()
  const { isToday } = useOpenText()
  const value = valueOf(referral, 'referral', 'description')
  const reply = valueOf(referral, 'referral', 'reply')
  const lead = leadOf(referral)
  const writes = session.compartments.some((c) => c.id === referral.compartment_id && c.may_write)
  return (
    <div className={css['alternative']}>
      <p>
        <RecordLink state={view.ref(lead, 'delegation')} /> {t('text.refers_to')}{' '}
        <RecordLink state={view.ref(lead, 'principal')} />
        {value?.due ? ` · ${t('text.due', { day: day(value.due) })}` : null}
      </p>
      <p>
        <Bi text={value?.matter} />
      </p>
      {reply ? (
        <p>
          <strong>{t('text.replied', { answer: t(word('answer', reply.answer)) })}</strong>{' '}
          {day(reply.on)} <Bi text={reply.conditions} />
        </p>
      ) : (
        <p className={css['soft']}>{t('text.no_reply')}</p>
      )}
      <div className={css['acts']}>
        <Readers compartment_id={referral.compartment_id} />
        <OpenRecord id={referral.id}>{t('text.open_record')}</OpenRecord>
        {isToday && writes ? <Button onPress={props.onReply}>{t('text.act_reply')}</Button> : null}
      </div>
    </div>
  )
}
