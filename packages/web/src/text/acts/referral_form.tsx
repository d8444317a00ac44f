// A delegation takes a clause or slot home: to which principal, by when; and the reply when it comes,
// yes, no or on conditions with their words. A referral is a record of the process like any other.
import { processEndpoints } from '@sulh/contract/process'
import { useState, type ReactNode } from 'react'
import { Choice, DayInput, BothInput, given, isHalf, noWords } from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import { today, useProcess } from '../../process/data.ts'
import { ReadersList } from '../../process/forms/readers_list.tsx'
import type { State } from '../../process/view.ts'
import { call } from '../../session/api.ts'
import { useActing } from '../acting.ts'
import { useOpenText } from '../open_text.ts'
import { placesFor } from '../permitted.ts'
import { useProvenance, type Provenance } from '../provenance.tsx'
import { useSeat } from '../seat.ts'
import { TextForm } from '../text_form.tsx'
import { usePlaceOf } from './places.ts'

function aboutOf(provenance: Provenance) {
  const { said_by, known_from, ...rest } = provenance.input() as {
    said_by?: { compartment_id: string; id: string }
    known_from?: string
    channel: string
    confirmation: string
  }
  return {
    about: { ...rest, known_from: known_from ?? new Date().toISOString() },
    said: said_by ? [{ path: 'said_by', ...said_by }] : [],
  }
}

export function ReferForm(props: {
  readonly on_id: string
  readonly onDone: () => void
}): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const { say, home, instrument, tree } = useOpenText()
  const seat = useSeat()
  const places = placesFor(seat)
  const placeOf = usePlaceOf()
  const [compartment_id, setCompartment] = useState(
    (places.find((c) => c.id === home) ?? places[0])?.id ?? '',
  )
  const own = instrument.part.holder ? undefined : instrument.part.speaks_for
  const delegations = [
    ...view.of('delegation').map((s) => ({ id: s.id, label: pick(view.title(s)) })),
    ...tree.parties
      .filter((p) => own === undefined || own.includes(p.id))
      .map((p) => ({ id: p.id, label: pick(view.title(view.get(p.id))) })),
  ]
  const principals = [...view.of('person'), ...view.of('actor')].map((s) => ({
    id: s.id,
    label: pick(view.title(s)),
  }))
  const [delegation, setDelegation] = useState(delegations.at(-1)?.id ?? '')
  const [principal, setPrincipal] = useState('')
  const [due, setDue] = useState('')
  const [matter, setMatter] = useState(noWords)
  const [asked, setAsked] = useState(false)
  const acting = useActing()
  const provenance = useProvenance()
  const submit = async () => {
    setAsked(true)
    const words = given(matter)
    const [from, to] = [placeOf(delegation), placeOf(principal)]
    if (!words || isHalf(matter) || !from || !to) return
    const { about, said } = aboutOf(provenance)
    const references = [
      { path: 'delegation', ...from },
      { path: 'principal', ...to },
      { path: 'concerns', compartment_id: home, id: props.on_id },
      ...said,
    ]
    const value = { matter: words, ...(due === '' ? {} : { due }) }
    const fact = { id: acting.id('fact'), facet: 'description', value, references, ...about }
    const record = { id: acting.id('record'), compartment_id, kind: 'referral', facts: [fact] }
    const made = await acting.run(() => call(processEndpoints.createRecord, record))
    if (!made) return
    say({ sentence: t('text.done_refer') })
    props.onDone()
  }
  return (
    <TextForm
      title={t('text.act_refer')}
      submit={t('text.submit_refer')}
      acting={acting}
      provenance={provenance}
      onSubmit={submit}
      onCancel={props.onDone}
    >
      <Choice
        label={t('text.refer_from')}
        value={delegation}
        onChange={setDelegation}
        options={delegations}
        isRequired
      />
      <Choice
        label={t('text.refer_to')}
        value={principal}
        onChange={setPrincipal}
        options={principals}
        isRequired
        error={asked && principal === '' ? t('forms.fault_reference') : undefined}
      />
      <DayInput label={t('text.refer_due')} value={due} onChange={setDue} />
      <BothInput
        label={t('text.refer_matter')}
        value={matter}
        onChange={setMatter}
        isRequired
        asked={asked}
      />
      <Choice
        label={t('text.where')}
        value={compartment_id}
        onChange={setCompartment}
        options={places.map((c) => ({ id: c.id, label: pick(c.name) }))}
      />
      <ReadersList compartment_id={compartment_id} />
    </TextForm>
  )
}

const answers = ['yes', 'no', 'conditional'] as const

export function ReplyForm(props: {
  readonly referral: State
  readonly onDone: () => void
}): ReactNode {
  const { t } = useText()
  const { say } = useOpenText()
  const [answer, setAnswer] = useState<string>('yes')
  const [on, setOn] = useState(today())
  const [conditions, setConditions] = useState(noWords)
  const [asked, setAsked] = useState(false)
  const acting = useActing()
  const provenance = useProvenance()
  const submit = async () => {
    setAsked(true)
    const words = given(conditions)
    if (isHalf(conditions) || (answer === 'conditional' && !words)) return
    const { about, said } = aboutOf(provenance)
    const value = { answer, on, ...(answer === 'conditional' ? { conditions: words } : {}) }
    const fact = { id: acting.id('fact'), facet: 'reply', value, references: said, ...about }
    const facts = { id: props.referral.id, facts: [fact] }
    const done = await acting.run(() => call(processEndpoints.recordFacts, facts))
    if (!done) return
    say({ sentence: t('text.done_reply') })
    props.onDone()
  }
  return (
    <TextForm
      title={t('text.act_reply')}
      submit={t('text.submit_reply')}
      acting={acting}
      provenance={provenance}
      onSubmit={submit}
      onCancel={props.onDone}
    >
      <Choice
        label={t('forms.field_answer')}
        value={answer}
        onChange={setAnswer}
        options={answers.map((id) => ({ id, label: t(word('answer', id)) }))}
      />
      {answer === 'conditional' ? (
        <BothInput
          label={t('forms.field_conditions')}
          value={conditions}
          onChange={setConditions}
          isRequired
          asked={asked}
        />
      ) : null}
      <DayInput label={t('text.reply_on')} value={on} onChange={setOn} />
    </TextForm>
  )
}
