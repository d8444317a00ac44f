// A party reserves its agreement on a clause or a slot, or lifts what it reserved.
import { reservationLabels, shortName } from '@sulh/analysis/text/labels'
import type { Reservation } from '@sulh/analysis/text/tree'
import { reservationClasses } from '@sulh/contract/text'
import { useState, type ReactNode } from 'react'
import { Choice, BothInput, given, isHalf, noWords } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { useActing } from '../acting.ts'
import { useOpenText } from '../open_text.ts'
import { useProvenance } from '../provenance.tsx'
import { TextForm } from '../text_form.tsx'
import { usePartyOptions, usePlaceOf } from './places.ts'

export function ReserveForm(props: {
  readonly on_id: string
  readonly onDone: () => void
}): ReactNode {
  const { t, lang } = useText()
  const { say, tree } = useOpenText()
  const placeOf = usePlaceOf()
  const options = usePartyOptions()
  const [party, setParty] = useState(options[0]?.id ?? '')
  const [cls, setClass] = useState<string>('general')
  const [text, setText] = useState(noWords)
  const [asked, setAsked] = useState(false)
  const acting = useActing()
  const provenance = useProvenance()
  const submit = async () => {
    setAsked(true)
    const words = given(text)
    if (!words || isHalf(text)) return
    const of = { reservation_id: acting.id('reservation'), on_id: props.on_id }
    const input = { ...of, party: placeOf(party), class: cls, text: words }
    if (!(await acting.send('makeReservation', { ...input, ...provenance.input() }))) return
    say({ sentence: t('text.done_reserve', { name: shortName(tree.parties, party, lang) }) })
    props.onDone()
  }
  return (
    <TextForm
      title={t('text.act_reserve')}
      submit={t('text.submit_reserve')}
      acting={acting}
      provenance={provenance}
      onSubmit={submit}
      onCancel={props.onDone}
    >
      <Choice label={t('text.party')} value={party} onChange={setParty} options={options} />
      <Choice
        label={t('text.reservation_class')}
        value={cls}
        onChange={setClass}
        options={reservationClasses.map((id) => ({ id, label: reservationLabels[id][lang] }))}
      />
      <BothInput
        label={t('text.reservation_text')}
        value={text}
        onChange={setText}
        isRequired
        asked={asked}
      />
    </TextForm>
  )
}

export function LiftForm(props: {
  readonly reservation: Reservation
  readonly onDone: () => void
}): ReactNode {
  const { t } = useText()
  const { say } = useOpenText()
  const [reason, setReason] = useState(noWords)
  const [asked, setAsked] = useState(false)
  const acting = useActing()
  const provenance = useProvenance()
  const submit = async () => {
    setAsked(true)
    const words = given(reason)
    if (!words || isHalf(reason)) return
    const input = { reservation_id: props.reservation.id, reason: words, ...provenance.input() }
    if (!(await acting.send('liftReservation', input))) return
    say({ sentence: t('text.done_lift') })
    props.onDone()
  }
  return (
    <TextForm
      title={t('text.act_lift')}
      submit={t('text.submit_lift')}
      acting={acting}
      provenance={provenance}
      onSubmit={submit}
      onCancel={props.onDone}
    >
      <BothInput
        label={t('text.reason')}
        value={reason}
        onChange={setReason}
        isRequired
        asked={asked}
      />
    </TextForm>
  )
}
