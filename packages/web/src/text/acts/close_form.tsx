// A slot is settled on one of its tabled alternatives, with the reason; or a settled one is opened
// again, with the reason. Both are on record for who reads the text.
import { closingLabels, letterIn, titleText } from '@sulh/analysis/text/labels'
import { closingReasons, type Slot } from '@sulh/analysis/text/tree'
import { useState, type ReactNode } from 'react'
import { Choice, Note, BothInput, given, isHalf, noWords } from '../../design/index.ts'
import { useDecidedOptions } from '../../forum/decided.ts'
import { useText } from '../../messages/index.ts'
import { useActing } from '../acting.ts'
import { useOpenText } from '../open_text.ts'
import { useProvenance } from '../provenance.tsx'
import { TextForm } from '../text_form.tsx'
import { plainWords } from '../words_in_line.ts'
import { useOccasions, usePlaceOf } from './places.ts'

export function CloseForm(props: { readonly slot: Slot; readonly onDone: () => void }): ReactNode {
  const { slot } = props
  const { t, lang } = useText()
  const { say, home } = useOpenText()
  const placeOf = usePlaceOf()
  const occasions = useOccasions()
  const tabled = slot.alternatives.filter((a) => a.status === 'tabled')
  const [chosen_id, setChosen] = useState('')
  const [reason, setReason] = useState<string>('consensus')
  const decisions = useDecidedOptions(home)
  const [decision, setDecision] = useState('')
  const [occasion, setOccasion] = useState('')
  const [note, setNote] = useState(noWords)
  const [asked, setAsked] = useState(false)
  const acting = useActing()
  const provenance = useProvenance()
  const submit = async () => {
    setAsked(true)
    if (isHalf(note)) return
    const input = {
      slot_id: slot.id,
      chosen_id: chosen_id === '' ? undefined : chosen_id,
      reason,
      note: given(note),
      occasion: placeOf(occasion),
      decision: reason === 'decision' ? placeOf(decision) : undefined,
    }
    if (!(await acting.send('closeSlot', { ...input, ...provenance.input() }))) return
    say({ sentence: t('text.done_close', { title: titleText(slot.title, lang) }) })
    props.onDone()
  }
  return (
    <TextForm
      title={t('text.act_close')}
      submit={t('text.submit_close')}
      acting={acting}
      provenance={provenance}
      onSubmit={submit}
      onCancel={props.onDone}
    >
      {slot.positions.some((p) => p.rejects.includes(chosen_id)) ? (
        <Note tone="warning">{t('text.close_rejected')}</Note>
      ) : null}
      <Choice
        label={t('text.chosen')}
        value={chosen_id}
        onChange={setChosen}
        allowEmpty
        options={tabled.map((a) => ({
          id: a.id,
          label: `${letterIn(a.label, lang)}: ${plainWords(a, lang, t)}`,
        }))}
        error={acting.refusal?.faults['chosen_id']}
      />
      <Choice
        label={t('text.reason')}
        value={reason}
        onChange={setReason}
        options={closingReasons.map((id) => ({ id, label: closingLabels[id][lang] }))}
      />
      {reason === 'decision' ? (
        <Choice
          label={t('text.decision')}
          value={decision}
          onChange={setDecision}
          options={decisions}
          error={acting.refusal?.faults['decision']}
          {...(decisions.length === 0 ? { hint: t('text.decision_none') } : {})}
        />
      ) : null}
      <Choice
        label={t('text.occasion')}
        value={occasion}
        onChange={setOccasion}
        options={occasions}
        allowEmpty
      />
      <BothInput label={t('text.note')} value={note} onChange={setNote} asked={asked} />
    </TextForm>
  )
}

export function ReopenForm(props: { readonly slot: Slot; readonly onDone: () => void }): ReactNode {
  const { slot } = props
  const { t, lang } = useText()
  const { say, nodeOfSlot } = useOpenText()
  const placeOf = usePlaceOf()
  const occasions = useOccasions()
  const [note, setNote] = useState(noWords)
  const [occasion, setOccasion] = useState('')
  const [asked, setAsked] = useState(false)
  const acting = useActing()
  const provenance = useProvenance()
  const agreed = nodeOfSlot.get(slot.id)?.stage.startsWith('agreed')
  const submit = async () => {
    setAsked(true)
    const reason = given(note)
    if (!reason || isHalf(note)) return
    const input = { slot_id: slot.id, note: reason, occasion: placeOf(occasion) }
    if (!(await acting.send('reopenSlot', { ...input, ...provenance.input() }))) return
    say({ sentence: t('text.done_reopen', { title: titleText(slot.title, lang) }) })
    props.onDone()
  }
  return (
    <TextForm
      title={t('text.act_reopen')}
      submit={t('text.submit_reopen')}
      acting={acting}
      provenance={provenance}
      onSubmit={submit}
      onCancel={props.onDone}
    >
      {agreed ? <Note tone="warning">{t('text.reopen_falls_back')}</Note> : null}
      <BothInput
        label={t('text.reason_reopen')}
        value={note}
        onChange={setNote}
        isRequired
        asked={asked}
      />
      <Choice
        label={t('text.occasion')}
        value={occasion}
        onChange={setOccasion}
        options={occasions}
        allowEmpty
      />
    </TextForm>
  )
}
