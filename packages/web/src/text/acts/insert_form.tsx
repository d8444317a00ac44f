// A new clause after the one in hand, or below it; and the same clause at another place. Numbers follow
// by themselves; one of its own (5 bis) can be given.
import { nextOwnNumber, numberIn } from '@sulh/analysis/text/numbers'
import { nodeKinds, type TextNode } from '@sulh/analysis/text/tree'
import { textActs } from '@sulh/contract/text'
import { useState, type ReactNode } from 'react'
import { Button, Choice, TextInput } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { call } from '../../session/api.ts'
import { useActing } from '../acting.ts'
import { useOpenText } from '../open_text.ts'
import { useProvenance } from '../provenance.tsx'
import { TextForm } from '../text_form.tsx'
import { useClauseName, WordingInput } from '../wording_input.tsx'
import { nothingTyped, wordingOf } from '../wording_text.ts'
import { usePlaces } from './node_places.ts'
import { HeadingInput, written } from './revise_form.tsx'

export function InsertForm(props: {
  /** The clause after which it is offered; absent where the text has none. */
  readonly node?: TextNode
  readonly onDone: () => void
}): ReactNode {
  const { t, lang } = useText()
  const { say, choose, nodes } = useOpenText()
  const { options, placeAt } = usePlaces(undefined)
  const [place, setPlace] = useState(props.node ? `after ${props.node.id}` : 'first')
  const [kind, setKind] = useState<string>(props.node?.kind ?? 'article')
  const [number, setNumber] = useState('')
  const [heading, setHeading] = useState({})
  const [typed, setTyped] = useState(nothingTyped)
  const acting = useActing()
  const provenance = useProvenance()
  const before = nodes.get(place.startsWith('after ') ? place.slice('after '.length) : '')
  const offered = before?.kind === kind ? nextOwnNumber(before.number) : undefined
  const submit = async () => {
    const node_id = acting.id('node')
    const head = written(heading)
    const input = {
      node_id,
      kind,
      ...placeAt(place),
      ...(number.trim() === '' ? {} : { number: number.trim() }),
      ...(Object.keys(head).length > 0 ? { heading: head } : {}),
      wording: wordingOf(typed),
    }
    if (!(await acting.send('insertNode', { ...input, ...provenance.input() }))) return
    say({ sentence: t('text.done_insert') })
    props.onDone()
    choose(node_id)
  }
  return (
    <TextForm
      title={t('text.act_insert')}
      submit={t('text.submit_insert')}
      acting={acting}
      provenance={provenance}
      onSubmit={submit}
      onCancel={props.onDone}
    >
      <Choice label={t('text.place')} value={place} onChange={setPlace} options={options} />
      <Choice
        label={t('text.kind')}
        value={kind}
        onChange={setKind}
        options={nodeKinds.map((id) => ({ id, label: t(`text.kind_${id}`) }))}
      />
      <TextInput
        label={t('text.own_number')}
        help={t('text.own_number_help')}
        value={number}
        onChange={setNumber}
      />
      {offered !== undefined && number !== offered ? (
        <div>
          <Button onPress={() => setNumber(offered)}>
            {t('text.number_it', { number: numberIn(offered, lang) })}
          </Button>
        </div>
      ) : null}
      <HeadingInput value={heading} onChange={setHeading} />
      <WordingInput value={typed} onChange={setTyped} faults={acting.refusal?.faults} />
    </TextForm>
  )
}

export function MoveForm(props: {
  readonly node: TextNode
  readonly onDone: () => void
}): ReactNode {
  const { node } = props
  const { t } = useText()
  const { say, instrument } = useOpenText()
  const nameOf = useClauseName()
  const { options, placeAt, placeOf } = usePlaces(node.id)
  const [place, setPlace] = useState('')
  const before = placeOf(node.id)
  const [number, setNumber] = useState(before.number ?? '')
  const acting = useActing()
  const provenance = useProvenance()
  const submit = async () => {
    const own = number.trim() === '' ? {} : { number: number.trim() }
    const to = place === '' ? before : placeAt(place)
    const input = { node_id: node.id, parent_id: to.parent_id, rank: to.rank, ...own }
    const said = provenance.input()
    if (!(await acting.send('moveNode', { ...input, ...said }))) return
    const back = { instrument_id: instrument.id, node_id: node.id, ...before, ...said }
    say({
      sentence: t('text.done_move', { name: nameOf(node.id) }),
      undo: () => call(textActs.moveNode, { ...back, act_id: crypto.randomUUID() }),
    })
    props.onDone()
  }
  return (
    <TextForm
      title={t('text.act_move')}
      submit={t('text.submit_move')}
      acting={acting}
      provenance={provenance}
      isDisabled={place === '' && number.trim() === (before.number ?? '')}
      onSubmit={submit}
      onCancel={props.onDone}
    >
      <Choice
        label={t('text.place')}
        value={place}
        onChange={setPlace}
        options={options}
        allowEmpty
      />
      <TextInput
        label={t('text.own_number')}
        help={t('text.own_number_help')}
        value={number}
        onChange={setNumber}
      />
    </TextForm>
  )
}
