// A clause leaves the text with a reason, and can come back: the one undoes the other.
import type { TextNode } from '@sulh/analysis/text/tree'
import { textActs } from '@sulh/contract/text'
import { useState, type ReactNode } from 'react'
import { Note, BothInput, given, isHalf, noWords } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { call } from '../../session/api.ts'
import { useActing } from '../acting.ts'
import { useOpenText } from '../open_text.ts'
import { useProvenance } from '../provenance.tsx'
import { TextForm } from '../text_form.tsx'
import { useClauseName } from '../wording_input.tsx'

export function WithdrawNodeForm(props: {
  readonly node: TextNode
  readonly onDone: () => void
}): ReactNode {
  const { node } = props
  const { t } = useText()
  const { say, choose, instrument } = useOpenText()
  const nameOf = useClauseName()
  const [reason, setReason] = useState(noWords)
  const [asked, setAsked] = useState(false)
  const acting = useActing()
  const provenance = useProvenance()
  const submit = async () => {
    setAsked(true)
    const words = given(reason)
    if (!words || isHalf(reason)) return
    const name = nameOf(node.id)
    const input = { node_id: node.id, reason: words, ...provenance.input() }
    if (!(await acting.send('withdrawNode', input))) return
    const back = { instrument_id: instrument.id, node_id: node.id }
    say({
      sentence: t('text.done_withdraw', { name }),
      undo: () => call(textActs.restoreNode, { ...back, act_id: crypto.randomUUID() }),
    })
    props.onDone()
    choose(undefined)
  }
  return (
    <TextForm
      title={t('text.act_withdraw')}
      submit={t('forms.submit_withdraw')}
      acting={acting}
      provenance={provenance}
      onSubmit={submit}
      onCancel={props.onDone}
    >
      {node.children.length > 0 ? <Note tone="warning">{t('text.withdraw_below')}</Note> : null}
      <BothInput
        label={t('text.reason')}
        value={reason}
        onChange={setReason}
        isRequired
        asked={asked}
      />
    </TextForm>
  )
}
