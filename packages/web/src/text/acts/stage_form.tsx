// How far a clause is agreed, and by whom. What the stages ask for is said before the act, so that a
// refusal is no surprise.
import { stageLabels } from '@sulh/analysis/text/labels'
import { stages, type TextNode } from '@sulh/analysis/text/tree'
import { useState, type ReactNode } from 'react'
import { Choice, Note, BothInput, given, isHalf, noWords } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { useActing } from '../acting.ts'
import { useOpenText } from '../open_text.ts'
import { useProvenance } from '../provenance.tsx'
import { TextForm } from '../text_form.tsx'
import { useClauseName } from '../wording_input.tsx'
import { PartyBoxes } from './party_boxes.tsx'
import { useOccasions, usePlaceOf, usePlacesOf } from './places.ts'

export function StageForm(props: {
  readonly node: TextNode
  readonly onDone: () => void
}): ReactNode {
  const { node } = props
  const { t, lang } = useText()
  const { say, tree } = useOpenText()
  const nameOf = useClauseName()
  const placeOf = usePlaceOf()
  const placesOf = usePlacesOf()
  const occasions = useOccasions()
  const [stage, setStage] = useState<string>(node.stage)
  const [agreed_by, setAgreedBy] = useState<readonly string[]>(node.agreed_by)
  const [occasion, setOccasion] = useState('')
  const [note, setNote] = useState(noWords)
  const [asked, setAsked] = useState(false)
  const acting = useActing()
  const provenance = useProvenance()
  const agreed = stage.startsWith('agreed')
  const open = node.slots.filter((s) => s.status === 'open').length
  const submit = async () => {
    setAsked(true)
    if (isHalf(note)) return
    const by = agreed ? placesOf(agreed_by) : []
    const input = { node_id: node.id, stage, agreed_by: by, occasion: placeOf(occasion) }
    const more = { note: given(note), ...provenance.input() }
    if (!(await acting.send('setStage', { ...input, ...more }))) return
    const label = stageLabels[stage as TextNode['stage']][lang]
    say({ sentence: t('text.done_stage', { name: nameOf(node.id), stage: label }) })
    props.onDone()
  }
  return (
    <TextForm
      title={t('text.act_stage')}
      submit={t('text.submit_stage')}
      acting={acting}
      provenance={provenance}
      onSubmit={submit}
      onCancel={props.onDone}
    >
      <Choice
        label={t('text.stage')}
        value={stage}
        onChange={setStage}
        options={stages.map((id) => ({ id, label: stageLabels[id][lang] }))}
        error={acting.refusal?.faults['stage']}
      />
      {open > 0 && stage !== 'open' && stage !== 'not_opened' ? (
        <Note>{t('text.stage_open_slots', { open })}</Note>
      ) : null}
      {agreed ? (
        <PartyBoxes
          label={t('text.agreed_by')}
          options={tree.parties.map((p) => p.id)}
          value={agreed_by}
          onChange={setAgreedBy}
          error={acting.refusal?.faults['agreed_by']}
        />
      ) : null}
      {stage === 'agreed_ad_referendum' ? <Note>{t('text.stage_ad_referendum')}</Note> : null}
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
