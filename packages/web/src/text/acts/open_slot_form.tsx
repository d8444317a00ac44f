// Brackets: at a place within the wording, or around the whole clause. The words that stood there can
// become the first alternative; {n} marks the place of the new slot.
import { slotClassLabels } from '@sulh/analysis/text/labels'
import type { Slot, TextNode } from '@sulh/analysis/text/tree'
import { useState, type ReactNode } from 'react'
import { Choice, Note } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { useProcess } from '../../process/data.ts'
import { leadOf } from '../../process/view.ts'
import { useActing } from '../acting.ts'
import { useOpenText } from '../open_text.ts'
import { useProvenance } from '../provenance.tsx'
import { StandsNow, useEditing } from '../standing_words.tsx'
import { BothInput, given, isHalf, noWords, TextForm } from '../text_form.tsx'
import { WordingInput } from '../wording_input.tsx'
import { nothingTyped, wordingOf, type Typed } from '../wording_text.ts'
import { PartyBoxes } from './party_boxes.tsx'
import { usePlaceOf, usePlacesOf } from './places.ts'

const classes = ['alternatives', 'optional', 'placeholder'] as const satisfies Slot['class'][]

export function OpenSlotForm(props: {
  readonly node: TextNode
  readonly onDone: () => void
}): ReactNode {
  const { t, pick, lang } = useText()
  const { view } = useProcess()
  const { say, choose, nodes, tree, instrument } = useOpenText()
  const now = nodes.get(props.node.id) ?? props.node
  const editing = useEditing(now.id, now.wording)
  const [cls, setClass] = useState<Slot['class']>('alternatives')
  const [scope, setScope] = useState<Slot['scope']>('inline')
  const [title, setTitle] = useState(noWords)
  const [concerned, setConcerned] = useState<readonly string[]>(tree.parties.map((p) => p.id))
  const [issue, setIssue] = useState('')
  const [first, setFirst] = useState(nothingTyped)
  const [second, setSecond] = useState(nothingTyped)
  const [firstBy, setFirstBy] = useState<readonly string[]>([])
  const [secondBy, setSecondBy] = useState<readonly string[]>([])
  const [asked, setAsked] = useState(false)
  const placeOf = usePlaceOf()
  const placesOf = usePlacesOf()
  const acting = useActing()
  const provenance = useProvenance()
  const slot_id = acting.id('slot')
  const slots = [...editing.slots, slot_id]
  const whole = scope === 'whole_node'
  const wording = whole
    ? wordingOf(
        {
          en: editing.before.en && `{${slots.length}}`,
          ar: editing.before.ar && `{${slots.length}}`,
        },
        slots,
      )
    : wordingOf(editing.typed, slots)
  const issues = view.refs(leadOf(instrument.state), 'concerns').filter((s) => s.kind === 'issue')
  const made = (nth: number, typed: Typed, by: readonly string[]) => ({
    id: acting.id(`alternative ${nth}`),
    origin: by.length === 0 ? 'mediator' : by.length > 1 ? 'joint' : 'party',
    no_text: false,
    wording: wordingOf(typed),
    proponents: placesOf(by),
  })
  const submit = async () => {
    setAsked(true)
    const words = given(title)
    if (!words || isHalf(title)) return
    const typed = [
      { words: whole ? editing.before : first, by: firstBy },
      { words: second, by: secondBy },
    ].filter(({ words: w }) => w.en.trim() !== '' || w.ar.trim() !== '')
    const input = {
      slot_id,
      node_id: now.id,
      class: cls,
      scope,
      title: words,
      issue: placeOf(issue),
      concerned: placesOf(concerned),
      base: editing.base,
      wording,
      alternatives: cls === 'placeholder' ? [] : typed.map(({ words: w, by }, i) => made(i, w, by)),
    }
    if (!(await acting.send('openSlot', { ...input, ...provenance.input() }))) return
    say({ sentence: t('text.done_open_slot') })
    props.onDone()
    choose(slot_id)
  }
  const parties = tree.parties.map((p) => p.id)
  const faults = acting.refusal?.faults
  return (
    <TextForm
      title={t('text.act_open_slot')}
      submit={t('text.submit_open_slot')}
      acting={acting}
      provenance={provenance}
      onSubmit={submit}
      onCancel={props.onDone}
    >
      <StandsNow acting={acting} wording={now.wording} onRebase={editing.rebase} />
      <Choice
        label={t('text.slot_scope')}
        value={scope}
        onChange={(s) => setScope(s as Slot['scope'])}
        options={
          // The whole of a clause that has brackets already is not bracketed again.
          (editing.slots.length > 0
            ? (['inline'] as const)
            : (['inline', 'whole_node'] as const)
          ).map((id) => ({ id, label: t(`text.scope_${id}`) }))
        }
      />
      <Choice
        label={t('text.slot_class')}
        value={cls}
        onChange={(c) => setClass(c as Slot['class'])}
        options={classes.map((id) => ({ id, label: slotClassLabels[id][lang] }))}
      />
      <BothInput
        label={t('text.slot_title')}
        value={title}
        onChange={setTitle}
        isRequired
        asked={asked}
      />
      {whole ? (
        <Note>{t('text.open_slot_whole')}</Note>
      ) : (
        <>
          <Note>{t('text.open_slot_help', { token: `{${slots.length}}` })}</Note>
          <WordingInput
            value={editing.typed}
            onChange={editing.setTyped}
            slots={slots}
            titles={{ [slot_id]: title[lang] || t('text.new_slot') }}
            faults={faults}
          />
        </>
      )}
      {cls === 'placeholder' ? null : (
        <>
          {whole ? null : (
            <WordingInput
              label={t('text.first_alternative')}
              value={first}
              onChange={setFirst}
              field="alternatives.0.wording"
              faults={faults}
            />
          )}
          <PartyBoxes
            label={t('text.proponents_of', { label: 'a' })}
            options={parties}
            value={firstBy}
            onChange={setFirstBy}
          />
          <WordingInput
            label={t('text.second_alternative')}
            value={second}
            onChange={setSecond}
            field="alternatives.1.wording"
            faults={faults}
          />
          <PartyBoxes
            label={t('text.proponents_of', { label: 'b' })}
            options={parties}
            value={secondBy}
            onChange={setSecondBy}
          />
        </>
      )}
      <PartyBoxes
        label={t('text.concerned')}
        options={parties}
        value={concerned}
        onChange={setConcerned}
      />
      <Choice
        label={t('text.issue')}
        value={issue}
        onChange={setIssue}
        options={issues.map((s) => ({ id: s.id, label: pick(view.title(s)) }))}
        allowEmpty
      />
    </TextForm>
  )
}
