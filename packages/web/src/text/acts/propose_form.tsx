// A new alternative: where it lies decides who can read it, so that is asked first and its readers are
// named. In the plenary it is on the table at once; elsewhere it stays a draft until it is tabled.
import type { Slot } from '@sulh/analysis/text/tree'
import { titleText } from '@sulh/analysis/text/labels'
import { useState, type ReactNode } from 'react'
import { Choice, Note, Toggle, BothInput, given, isHalf, noWords } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { useProcess } from '../../process/data.ts'
import { ReadersList } from '../../process/forms/readers_list.tsx'
import { useActing } from '../acting.ts'
import { useOpenText } from '../open_text.ts'
import { placesToPropose } from '../permitted.ts'
import { useProvenance } from '../provenance.tsx'
import { useSeat } from '../seat.ts'
import { TextForm } from '../text_form.tsx'
import { WordingInput } from '../wording_input.tsx'
import { nothingTyped, wordingOf } from '../wording_text.ts'
import { originOf } from './alternative_drafts.tsx'
import { PartyBoxes } from './party_boxes.tsx'
import { usePartyOptions, usePlacesOf } from './places.ts'

export function ProposeForm(props: {
  readonly slot: Slot
  readonly onDone: () => void
}): ReactNode {
  const { t, pick, lang } = useText()
  const { session } = useProcess()
  const { say, home, instrument } = useOpenText()
  const places = placesToPropose(useSeat())
  const own = places.find((c) => c.kind === 'room') ?? places.find((c) => c.id !== home)
  const [compartment_id, setCompartment] = useState((own ?? places[0])?.id ?? '')
  const parties = usePartyOptions()
  const placesOf = usePlacesOf()
  const { holder, speaks_for } = instrument.part
  const [proponents, setProponents] = useState<readonly string[]>(holder ? [] : speaks_for)
  const [no_text, setNoText] = useState(false)
  const [typed, setTyped] = useState(nothingTyped)
  const [note, setNote] = useState(noWords)
  const [asked, setAsked] = useState(false)
  const acting = useActing()
  const provenance = useProvenance()
  const tabled = compartment_id === home
  const submit = async () => {
    setAsked(true)
    if (isHalf(note)) return
    const alternative = {
      id: acting.id('alternative'),
      origin: originOf(proponents),
      no_text,
      wording: no_text ? {} : wordingOf(typed),
      proponents: placesOf(proponents),
    }
    const input = { slot_id: props.slot.id, compartment_id, alternative }
    const more = { note: tabled ? undefined : given(note), ...provenance.input() }
    if (!(await acting.send('proposeAlternative', { ...input, ...more }))) return
    const title = titleText(props.slot.title, lang)
    const name = pick(session.compartments.find((c) => c.id === compartment_id)?.name)
    say({ sentence: t(tabled ? 'text.done_tabled' : 'text.done_proposed', { title, name }) })
    props.onDone()
  }
  return (
    <TextForm
      title={t('text.act_propose')}
      submit={t(tabled ? 'text.submit_propose_tabled' : 'text.submit_propose')}
      acting={acting}
      provenance={provenance}
      onSubmit={submit}
      onCancel={props.onDone}
    >
      <Choice
        label={t('text.where')}
        value={compartment_id}
        onChange={setCompartment}
        options={places.map((c) => ({ id: c.id, label: pick(c.name) }))}
        help={t(tabled ? 'text.where_plenary' : 'text.where_narrow')}
      />
      <ReadersList compartment_id={compartment_id} />
      <Toggle label={t('text.no_text_long')} isSelected={no_text} onChange={setNoText} />
      {no_text ? (
        <Note>{t('text.no_text_help')}</Note>
      ) : (
        <WordingInput
          value={typed}
          onChange={setTyped}
          field="alternative.wording"
          faults={acting.refusal?.faults}
        />
      )}
      <PartyBoxes
        label={t('text.proponents')}
        options={parties.map((p) => p.id)}
        value={proponents}
        onChange={setProponents}
      />
      {holder && proponents.length === 0 ? <Note>{t('text.no_proponent')}</Note> : null}
      {tabled ? null : (
        <BothInput
          label={t('text.note_for_readers')}
          value={note}
          onChange={setNote}
          asked={asked}
        />
      )}
    </TextForm>
  )
}
