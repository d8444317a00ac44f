// Brackets: at a place within the wording of a clause or of an alternative, or around the whole of it.
// The words that stood there can become the first alternative; {n} marks the place of the new slot. A
// clause without words can be opened as text to come.
import { letterIn, slotClassLabels } from '@sulh/analysis/text/labels'
import { languages, type Alternative, type Slot, type TextNode } from '@sulh/analysis/text/tree'
import { useRef, useState, type ReactNode } from 'react'
import { Button, Choice, Note, BothInput, given, isHalf, noWords } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { useProcess } from '../../process/data.ts'
import { leadOf } from '../../process/view.ts'
import { useActing } from '../acting.ts'
import { useOpenText } from '../open_text.ts'
import css from '../panel.module.css'
import { useProvenance } from '../provenance.tsx'
import { StandsNow, useEditing, type Editing } from '../standing_words.tsx'
import { TextForm } from '../text_form.tsx'
import { WordingInput } from '../wording_input.tsx'
import { bracketed, tokenOf, wordingOf, type Typed } from '../wording_text.ts'
import { AlternativeDrafts, alternativesOf, useDrafts } from './alternative_drafts.tsx'
import { PartyBoxes } from './party_boxes.tsx'
import { usePlaceOf, usePlacesOf } from './places.ts'

const classes = ['alternatives', 'optional', 'placeholder'] as const satisfies Slot['class'][]

export function OpenSlotForm(props: {
  readonly node: TextNode
  /** The alternative within which the brackets are nested. */
  readonly within?: Alternative | undefined
  readonly onDone: () => void
}): ReactNode {
  const { t, pick, lang } = useText()
  const { view } = useProcess()
  const { say, choose, nodes, alternatives, tree, instrument } = useOpenText()
  const node = nodes.get(props.node.id) ?? props.node
  const within = props.within && (alternatives.get(props.within.id)?.of ?? props.within)
  const host = within ?? node
  const editing = useEditing(host.id, host.wording)
  const empty = editing.before.en === '' && editing.before.ar === ''
  const [cls, setClass] = useState<Slot['class']>(empty ? 'placeholder' : 'alternatives')
  const [scope, setScope] = useState<Slot['scope']>(empty ? 'whole_node' : 'inline')
  const [title, setTitle] = useState(noWords)
  const [concerned, setConcerned] = useState<readonly string[]>(tree.parties.map((p) => p.id))
  const [issue, setIssue] = useState('')
  const drafts = useDrafts(2)
  const [asked, setAsked] = useState(false)
  const placeOf = usePlaceOf()
  const placesOf = usePlacesOf()
  const acting = useActing()
  const provenance = useProvenance()
  const slot_id = acting.id('slot')
  const slots = [...editing.slots, slot_id]
  const token = tokenOf(slots.length)
  const whole = scope === 'whole_node'
  // The words that stood there would be lost with no alternative to hold them.
  const holdsWords = whole && !empty
  const offered: readonly Slot['class'][] = holdsWords
    ? classes.filter((c) => c !== 'placeholder')
    : classes
  const takes = offered.includes(cls) ? cls : 'alternatives'
  const only = (l: 'en' | 'ar') => (empty || editing.before[l] !== '' ? token : '')
  const wording = wordingOf(whole ? { en: only('en'), ar: only('ar') } : editing.typed, slots)
  const submit = async () => {
    setAsked(true)
    const words = given(title)
    if (!words || isHalf(title)) return
    const all = holdsWords
      ? drafts.all.map((one, i) => (i === 0 ? { ...one, typed: editing.before } : one))
      : drafts.all
    const made = alternativesOf(takes === 'placeholder' ? [] : all, {
      id: (nth) => acting.id(`alternative ${nth}`),
      placesOf,
      slots: editing.slots,
    })
    const input = {
      slot_id,
      node_id: node.id,
      ...(within ? { within_id: within.id } : {}),
      class: takes,
      // Within an alternative brackets are part of its sentence, however much of it they take.
      scope: within ? 'inline' : scope,
      title: words,
      issue: placeOf(issue),
      concerned: placesOf(concerned),
      base: editing.base,
      wording,
      alternatives: made,
    }
    if (!(await acting.send('openSlot', { ...input, ...provenance.input() }))) return
    say({ sentence: t('text.done_open_slot') })
    props.onDone()
    choose(slot_id)
  }
  const issues = view.refs(leadOf(instrument.state), 'concerns').filter((s) => s.kind === 'issue')
  const faults = acting.refusal?.faults
  // The whole of what has brackets already is not bracketed again; what has no words, only whole.
  const scopes = empty
    ? (['whole_node'] as const)
    : editing.slots.length > 0
      ? (['inline'] as const)
      : (['inline', 'whole_node'] as const)
  return (
    <TextForm
      title={
        within
          ? t('text.act_open_within', { label: letterIn(within.label, lang) })
          : t('text.act_open_slot')
      }
      submit={t('text.submit_open_slot')}
      acting={acting}
      provenance={provenance}
      onSubmit={submit}
      onCancel={props.onDone}
    >
      <StandsNow acting={acting} wording={host.wording} onRebase={editing.rebase} />
      <Choice
        label={t('text.slot_scope')}
        value={scope}
        onChange={(s) => setScope(s as Slot['scope'])}
        options={scopes.map((id) => ({
          id,
          label: t(within && id === 'whole_node' ? 'text.scope_whole_words' : `text.scope_${id}`),
        }))}
      />
      <Choice
        label={t('text.slot_class')}
        value={takes}
        onChange={(c) => setClass(c as Slot['class'])}
        options={offered.map((id) => ({ id, label: slotClassLabels[id][lang] }))}
        help={t(`text.slot_class_${takes}`)}
      />
      <BothInput
        label={t('text.slot_title')}
        value={title}
        onChange={setTitle}
        isRequired
        asked={asked}
      />
      {whole ? null : (
        <PlaceOfSlot
          editing={editing}
          slots={slots}
          name={title[lang] || t('text.new_slot')}
          faults={faults}
          onCut={takes === 'placeholder' ? undefined : (typed) => drafts.set(0, { typed })}
        />
      )}
      {takes === 'placeholder' ? null : (
        <AlternativeDrafts
          drafts={drafts}
          given={holdsWords ? editing.before : undefined}
          faults={faults}
        />
      )}
      <PartyBoxes
        label={t('text.concerned')}
        options={tree.parties.map((p) => p.id)}
        value={concerned}
        onChange={setConcerned}
      />
      {issues.length > 0 ? (
        <Choice
          label={t('text.issue')}
          value={issue}
          onChange={setIssue}
          options={issues.map((s) => ({ id: s.id, label: pick(view.title(s)) }))}
          allowEmpty
        />
      ) : null}
    </TextForm>
  )
}

/** Where in the words the brackets stand: typed as a number, or around the words that are selected. */
function PlaceOfSlot(props: {
  readonly editing: Editing
  readonly slots: readonly string[]
  readonly name: string
  readonly faults: Readonly<Record<string, string>> | undefined
  /** The words that were taken out; absent where nothing is to hold them. */
  readonly onCut: ((typed: Typed) => void) | undefined
}): ReactNode {
  const { t } = useText()
  const { editing, slots, onCut } = props
  const box = useRef<HTMLDivElement>(null)
  const [missed, setMissed] = useState(false)
  const token = tokenOf(slots.length)
  const cut = () => {
    const typed = { ...editing.typed }
    const taken = { en: '', ar: '' }
    for (const l of languages) {
      const area = box.current?.querySelector<HTMLTextAreaElement>(`textarea[lang="${l}"]`)
      if (!area || area.selectionStart === area.selectionEnd || typed[l].includes(token)) continue
      const of = bracketed(typed[l], area.selectionStart, area.selectionEnd, token)
      typed[l] = of.rest
      taken[l] = of.taken
    }
    const none = taken.en === '' && taken.ar === ''
    setMissed(none)
    if (none) return
    editing.setTyped(typed)
    onCut?.(taken)
  }
  return (
    <>
      <Note>{t(onCut ? 'text.open_slot_cut' : 'text.open_slot_help', { token })}</Note>
      <div ref={box} className={css['fields']}>
        <WordingInput
          value={editing.typed}
          onChange={editing.setTyped}
          slots={slots}
          titles={{ [slots.at(-1) ?? '']: props.name }}
          faults={props.faults}
        />
      </div>
      {onCut ? (
        <div>
          <Button onPress={cut}>{t('text.bracket_selected')}</Button>
          {missed ? <p role="status">{t('text.bracket_missed')}</p> : null}
        </div>
      ) : null}
    </>
  )
}
