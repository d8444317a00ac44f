// Freezes the text as it stands: a title, on which occasion, and from then on a root that anyone who
// reads the text can compute again.
import { useState, type ReactNode } from 'react'
import { Choice, Note, BothInput, given, isHalf, noWords } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { useActing } from '../acting.ts'
import { useOpenText } from '../open_text.ts'
import { useProvenance } from '../provenance.tsx'
import { TextForm } from '../text_form.tsx'
import { useOccasions, usePlaceOf } from './places.ts'

export function FreezeForm({ onDone }: { readonly onDone: () => void }): ReactNode {
  const { t, lang } = useText()
  const { say } = useOpenText()
  const placeOf = usePlaceOf()
  const occasions = useOccasions()
  const [title, setTitle] = useState(noWords)
  const [note, setNote] = useState(noWords)
  const [occasion, setOccasion] = useState('')
  const [asked, setAsked] = useState(false)
  const acting = useActing()
  const provenance = useProvenance()
  const submit = async () => {
    setAsked(true)
    const name = given(title)
    if (!name || isHalf(title) || isHalf(note)) return
    const of = { version_id: acting.id('version'), title: name, note: given(note) }
    const input = { ...of, occasion: placeOf(occasion), ...provenance.input() }
    if (!(await acting.send('freezeVersion', input))) return
    say({ sentence: t('text.done_freeze', { title: name[lang] }) })
    onDone()
  }
  return (
    <TextForm
      title={t('text.act_freeze')}
      submit={t('text.submit_freeze')}
      acting={acting}
      provenance={provenance}
      onSubmit={submit}
      onCancel={onDone}
    >
      <Note>{t('text.freeze_help')}</Note>
      <BothInput
        label={t('text.version_title')}
        value={title}
        onChange={setTitle}
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
      <BothInput label={t('text.note')} value={note} onChange={setNote} asked={asked} />
    </TextForm>
  )
}
