// Streamlining: alternatives become one that holds all their words and proponents. It begins with the
// words of those that were ticked, one after the other; what is lost is named by the server.
import { letterIn } from '@sulh/analysis/text/labels'
import type { Alternative, Slot } from '@sulh/analysis/text/tree'
import { textActs } from '@sulh/contract/text'
import { useState, type ReactNode } from 'react'
import { Note } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { call } from '../../session/api.ts'
import { useActing } from '../acting.ts'
import { useOpenText } from '../open_text.ts'
import css from '../panel.module.css'
import { useProvenance } from '../provenance.tsx'
import { TextForm } from '../text_form.tsx'
import { WordingInput } from '../wording_input.tsx'
import { slotsOf, typedOf, wordingOf, type Typed } from '../wording_text.ts'

function together(chosen: readonly Alternative[], slots: readonly string[]): Typed {
  const typed = chosen.map((a) => typedOf(a.wording, slots))
  const join = (l: 'en' | 'ar') =>
    typed
      .map((one) => one[l])
      .filter((s) => s !== '')
      .join(' ')
  return { en: join('en'), ar: join('ar') }
}

export function MergeForm(props: { readonly slot: Slot; readonly onDone: () => void }): ReactNode {
  const { t, lang } = useText()
  const { say, instrument } = useOpenText()
  const tabled = props.slot.alternatives.filter((a) => a.status === 'tabled' && !a.no_text)
  const slots = [...new Set(tabled.flatMap((a) => slotsOf(a.wording)))]
  const [from, setFrom] = useState<readonly string[]>(tabled.slice(0, 2).map((a) => a.id))
  const chosenOf = (ids: readonly string[]) => tabled.filter((a) => ids.includes(a.id))
  const [typed, setTyped] = useState(() => together(chosenOf(from), slots))
  const acting = useActing()
  const provenance = useProvenance()
  const tick = (id: string, on: boolean) => {
    const ids = on ? [...from, id] : from.filter((other) => other !== id)
    const untouched = together(chosenOf(from), slots)
    setFrom(ids)
    // What was typed by hand is kept.
    if (typed.en === untouched.en && typed.ar === untouched.ar)
      setTyped(together(chosenOf(ids), slots))
  }
  const submit = async () => {
    const into_id = acting.id('into')
    const input = { slot_id: props.slot.id, from, into_id, wording: wordingOf(typed, slots) }
    if (!(await acting.send('mergeAlternatives', { ...input, ...provenance.input() }))) return
    const undo = { instrument_id: instrument.id, alternative_id: into_id }
    say({
      sentence: t('text.done_merge'),
      undo: () => call(textActs.undoMerge, { ...undo, act_id: crypto.randomUUID() }),
    })
    props.onDone()
  }
  return (
    <TextForm
      title={t('text.act_merge')}
      submit={t('text.submit_merge')}
      acting={acting}
      provenance={provenance}
      isDisabled={from.length < 2}
      onSubmit={submit}
      onCancel={props.onDone}
    >
      <Note>{t('text.merge_help')}</Note>
      <fieldset className={css['boxes']}>
        <legend>{t('text.merge_from')}</legend>
        {tabled.map((a) => (
          <label key={a.id} className={css['box']}>
            <input
              type="checkbox"
              checked={from.includes(a.id)}
              onChange={(event) => tick(a.id, event.target.checked)}
            />
            {t('text.alternative', { label: letterIn(a.label, lang) })}
          </label>
        ))}
      </fieldset>
      <WordingInput
        value={typed}
        onChange={setTyped}
        slots={slots}
        faults={acting.refusal?.faults}
      />
    </TextForm>
  )
}
