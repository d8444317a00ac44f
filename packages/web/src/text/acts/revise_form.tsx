// New wording of a clause or of an alternative. It stands on the revision that was read: where another
// came first the words typed stay, and those in force are shown beside them.
import type { Alternative, TextNode, Title } from '@sulh/analysis/text/tree'
import { languages } from '@sulh/analysis/text/tree'
import { useState, type ReactNode } from 'react'
import { Note, TextInput, Toggle } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { useActing } from '../acting.ts'
import { useOpenText } from '../open_text.ts'
import { useProvenance } from '../provenance.tsx'
import { StandsNow, useEditing } from '../standing_words.tsx'
import { TextForm } from '../text_form.tsx'
import { useClauseName, WordingInput } from '../wording_input.tsx'
import { changedWording } from '../wording_text.ts'

/** `translates` is offered where one language alone was changed and the other has words. */
function Translates(props: {
  readonly changed: readonly ('en' | 'ar')[]
  readonly isSelected: boolean
  readonly onChange: (on: boolean) => void
}): ReactNode {
  const { t } = useText()
  const [one, more] = props.changed
  if (one === undefined || more !== undefined) return null
  return (
    <Toggle
      label={t(`text.translates_${one}`)}
      isSelected={props.isSelected}
      onChange={props.onChange}
    />
  )
}

export function ReviseAlternativeForm(props: {
  readonly alternative: Alternative
  readonly onDone: () => void
}): ReactNode {
  const { t } = useText()
  const { say, alternatives } = useOpenText()
  const now = alternatives.get(props.alternative.id)?.of ?? props.alternative
  const editing = useEditing(now.id, now.wording)
  const [renders, setRenders] = useState(false)
  const acting = useActing()
  const provenance = useProvenance()
  const wording = changedWording(editing.typed, editing.before, editing.slots)
  const changed = languages.filter((l) => wording[l] !== undefined)
  const submit = async () => {
    const translates = renders && changed.length === 1 ? changed[0] : undefined
    const input = { alternative_id: now.id, base: editing.base, wording, translates }
    if (!(await acting.send('reviseAlternative', { ...input, ...provenance.input() }))) return
    say({ sentence: t('text.done_revised', { label: now.label }) })
    props.onDone()
  }
  return (
    <TextForm
      title={t('text.act_revise_alternative', { label: now.label })}
      submit={t('text.submit_revise')}
      acting={acting}
      provenance={provenance}
      isDisabled={changed.length === 0}
      onSubmit={submit}
      onCancel={props.onDone}
    >
      <StandsNow acting={acting} wording={now.wording} onRebase={editing.rebase} />
      <WordingInput
        value={editing.typed}
        onChange={editing.setTyped}
        slots={editing.slots}
        faults={acting.refusal?.faults}
      />
      <Translates changed={changed} isSelected={renders} onChange={setRenders} />
    </TextForm>
  )
}

export function ReviseNodeForm(props: {
  readonly node: TextNode
  readonly onDone: () => void
}): ReactNode {
  const { t } = useText()
  const { say, nodes } = useOpenText()
  const nameOf = useClauseName()
  const now = nodes.get(props.node.id) ?? props.node
  const editing = useEditing(now.id, now.wording)
  const [heading, setHeading] = useState(now.heading)
  const [renders, setRenders] = useState(false)
  const acting = useActing()
  const provenance = useProvenance()
  const wording = changedWording(editing.typed, editing.before, editing.slots)
  const changed = languages.filter((l) => wording[l] !== undefined)
  const headed = languages.some((l) => (heading[l] ?? '') !== (now.heading[l] ?? ''))
  const submit = async () => {
    const input = {
      node_id: now.id,
      base: editing.base,
      wording,
      heading: headed ? written(heading) : undefined,
      translates: renders && changed.length === 1 ? changed[0] : undefined,
    }
    if (!(await acting.send('reviseNode', { ...input, ...provenance.input() }))) return
    say({ sentence: t('text.done_revised_clause', { name: nameOf(now.id) }) })
    props.onDone()
  }
  return (
    <TextForm
      title={t('text.act_revise')}
      submit={t('text.submit_revise')}
      acting={acting}
      provenance={provenance}
      isDisabled={changed.length === 0 && !headed}
      onSubmit={submit}
      onCancel={props.onDone}
    >
      {now.stage.startsWith('agreed') ? (
        <Note tone="warning">{t('text.revise_falls_back')}</Note>
      ) : null}
      <StandsNow acting={acting} wording={now.wording} onRebase={editing.rebase} />
      <HeadingInput value={heading} onChange={setHeading} />
      <WordingInput
        value={editing.typed}
        onChange={editing.setTyped}
        slots={editing.slots}
        faults={acting.refusal?.faults}
      />
      <Translates changed={changed} isSelected={renders} onChange={setRenders} />
    </TextForm>
  )
}

export function written(title: Title): Title {
  return Object.fromEntries(
    Object.entries(title)
      .map(([l, words]) => [l, words.trim()])
      .filter(([, words]) => words !== ''),
  ) as Title
}

export function HeadingInput(props: {
  readonly value: Title
  readonly onChange: (value: Title) => void
}): ReactNode {
  const { t } = useText()
  return languages.map((l) => (
    <TextInput
      key={l}
      lang={l}
      label={`${t('text.heading')} · ${t(`forms.language_${l}`)}`}
      value={props.value[l] ?? ''}
      onChange={(text) => props.onChange({ ...props.value, [l]: text })}
    />
  ))
}
