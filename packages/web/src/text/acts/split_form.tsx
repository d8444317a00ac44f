// One clause becomes two, or several become one. Identities stay, slots go where their words go, and no
// slot is lost: the server says which one is missing.
import { walk, type TextNode } from '@sulh/analysis/text/tree'
import { useState, type ReactNode } from 'react'
import { Note } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { useActing } from '../acting.ts'
import { useOpenText } from '../open_text.ts'
import css from '../panel.module.css'
import { useProvenance } from '../provenance.tsx'
import { StandsNow, useBaseOf, useEditing } from '../standing_words.tsx'
import { TextForm } from '../text_form.tsx'
import { useClauseName, WordingInput } from '../wording_input.tsx'
import { nothingTyped, slotsOf, typedOf, wordingOf } from '../wording_text.ts'
import { usePlaces } from './node_places.ts'

export function SplitForm(props: {
  readonly node: TextNode
  readonly onDone: () => void
}): ReactNode {
  const { t } = useText()
  const { say, choose, nodes } = useOpenText()
  const now = nodes.get(props.node.id) ?? props.node
  const editing = useEditing(now.id, now.wording)
  const [rest, setRest] = useState(nothingTyped)
  const { placeAt } = usePlaces(undefined)
  const acting = useActing()
  const provenance = useProvenance()
  const submit = async () => {
    const new_node_id = acting.id('node')
    const input = {
      node_id: now.id,
      base: editing.base,
      keep: wordingOf(editing.typed, editing.slots),
      new_node_id,
      rank: placeAt(`after ${now.id}`).rank,
      rest: wordingOf(rest, editing.slots),
    }
    if (!(await acting.send('splitNode', { ...input, ...provenance.input() }))) return
    say({ sentence: t('text.done_split') })
    props.onDone()
    choose(new_node_id)
  }
  return (
    <TextForm
      title={t('text.act_split')}
      submit={t('text.submit_split')}
      acting={acting}
      provenance={provenance}
      onSubmit={submit}
      onCancel={props.onDone}
    >
      <Note>{t('text.split_help')}</Note>
      <StandsNow acting={acting} wording={now.wording} onRebase={editing.rebase} />
      <WordingInput
        label={t('text.split_keep')}
        value={editing.typed}
        onChange={editing.setTyped}
        slots={editing.slots}
        field="keep"
        faults={acting.refusal?.faults}
      />
      <WordingInput
        label={t('text.split_rest')}
        value={rest}
        onChange={setRest}
        field="rest"
        faults={acting.refusal?.faults}
      />
    </TextForm>
  )
}

export function MergeNodesForm(props: {
  readonly node: TextNode
  readonly onDone: () => void
}): ReactNode {
  const { t } = useText()
  const { say, tree, nodes } = useOpenText()
  const nameOf = useClauseName()
  const baseOf = useBaseOf()
  const now = nodes.get(props.node.id) ?? props.node
  const [base] = useState(() => baseOf(now.id))
  const [from, setFrom] = useState<readonly string[]>([])
  const others = [...walk(tree.nodes)]
    .map(({ node }) => node)
    .filter((n) => n.id !== now.id && n.children.length === 0)
    .filter((n) => n.wording.en !== undefined || n.wording.ar !== undefined)
  const chosen = [now, ...others.filter((n) => from.includes(n.id))]
  const slots = [...new Set(chosen.flatMap((n) => slotsOf(n.wording)))]
  const start = (nodesIn: readonly TextNode[]) => {
    const all = nodesIn.map((n) => typedOf(n.wording, slots))
    const join = (l: 'en' | 'ar') =>
      all
        .map((one) => one[l].trim())
        .join(' ')
        .trim()
    return { en: join('en'), ar: join('ar') }
  }
  const [typed, setTyped] = useState<{ en: string; ar: string }>()
  const value = typed ?? start(chosen)
  const acting = useActing()
  const provenance = useProvenance()
  const submit = async () => {
    const input = { node_id: now.id, base, from, wording: wordingOf(value, slots) }
    if (!(await acting.send('mergeNodes', { ...input, ...provenance.input() }))) return
    say({ sentence: t('text.done_merge_nodes', { name: nameOf(now.id) }) })
    props.onDone()
  }
  return (
    <TextForm
      title={t('text.act_merge_nodes')}
      submit={t('text.submit_merge_nodes')}
      acting={acting}
      provenance={provenance}
      isDisabled={from.length === 0}
      onSubmit={submit}
      onCancel={props.onDone}
    >
      <fieldset className={css['boxes']}>
        <legend>{t('text.merge_nodes_from')}</legend>
        {others.map((n) => (
          <label key={n.id} className={css['box']}>
            <input
              type="checkbox"
              checked={from.includes(n.id)}
              disabled={typed !== undefined}
              onChange={(event) =>
                setFrom(event.target.checked ? [...from, n.id] : from.filter((id) => id !== n.id))
              }
            />
            {nameOf(n.id)}
          </label>
        ))}
      </fieldset>
      <WordingInput
        value={value}
        onChange={(next) => setTyped({ ...next })}
        slots={slots}
        faults={acting.refusal?.faults}
      />
    </TextForm>
  )
}
