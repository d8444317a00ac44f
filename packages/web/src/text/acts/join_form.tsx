// A party joins a proposal or leaves it, or an alternative is withdrawn. Joining and leaving undo one
// another.
import { shortName } from '@sulh/analysis/text/labels'
import type { Alternative } from '@sulh/analysis/text/tree'
import { textActs } from '@sulh/contract/text'
import { useState, type ReactNode } from 'react'
import { Choice, Note, BothInput, given, isHalf, noWords } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { call } from '../../session/api.ts'
import { useActing } from '../acting.ts'
import { useOpenText } from '../open_text.ts'
import { useProvenance } from '../provenance.tsx'
import { TextForm } from '../text_form.tsx'
import { usePartyOptions, usePlaceOf } from './places.ts'

export function JoinForm(props: {
  readonly alternative: Alternative
  readonly joins: boolean
  readonly onDone: () => void
}): ReactNode {
  const { alternative, joins } = props
  const { t, lang } = useText()
  const { say, tree, instrument } = useOpenText()
  const placeOf = usePlaceOf()
  const options = usePartyOptions().filter((p) => alternative.proponents.includes(p.id) !== joins)
  const [party, setParty] = useState(options[0]?.id ?? '')
  const acting = useActing()
  const provenance = useProvenance()
  const submit = async () => {
    const input = { alternative_id: alternative.id, party: placeOf(party), joins }
    const said = provenance.input()
    if (!(await acting.send('joinProposal', { ...input, ...said }))) return
    const back = { ...input, joins: !joins, ...said, instrument_id: instrument.id }
    const values = { name: shortName(tree.parties, party, lang), label: alternative.label }
    say({
      sentence: t(joins ? 'text.done_join' : 'text.done_leave', values),
      undo: () => call(textActs.joinProposal, { ...back, act_id: crypto.randomUUID() }),
    })
    props.onDone()
  }
  const last = !joins && alternative.proponents.length === 1
  const values = { label: alternative.label }
  return (
    <TextForm
      title={t(joins ? 'text.act_join' : 'text.act_leave', values)}
      submit={t(joins ? 'text.submit_join' : 'text.submit_leave')}
      acting={acting}
      provenance={provenance}
      isDisabled={party === ''}
      onSubmit={submit}
      onCancel={props.onDone}
    >
      <Choice label={t('text.party')} value={party} onChange={setParty} options={options} />
      {last ? <Note>{t('text.leave_last')}</Note> : null}
    </TextForm>
  )
}

export function WithdrawAlternativeForm(props: {
  readonly alternative: Alternative
  readonly onDone: () => void
}): ReactNode {
  const { alternative } = props
  const { t } = useText()
  const { say } = useOpenText()
  const [note, setNote] = useState(noWords)
  const [asked, setAsked] = useState(false)
  const acting = useActing()
  const provenance = useProvenance()
  const submit = async () => {
    setAsked(true)
    if (isHalf(note)) return
    const input = { alternative_id: alternative.id, note: given(note), ...provenance.input() }
    if (!(await acting.send('withdrawAlternative', input))) return
    say({ sentence: t('text.done_withdraw_alternative', { label: alternative.label }) })
    props.onDone()
  }
  return (
    <TextForm
      title={t('text.act_withdraw_alternative', { label: alternative.label })}
      submit={t('forms.submit_withdraw')}
      acting={acting}
      provenance={provenance}
      onSubmit={submit}
      onCancel={props.onDone}
    >
      <Note>{t('text.withdraw_help')}</Note>
      <BothInput label={t('text.reason')} value={note} onChange={setNote} asked={asked} />
    </TextForm>
  )
}
