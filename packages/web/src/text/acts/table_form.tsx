// Tabling: the readers before and after, and in whose name, are shown before the act; what is on the
// table cannot be taken back from who has read it.
import type { Alternative } from '@sulh/analysis/text/tree'
import { useState, type ReactNode } from 'react'
import { Choice, Note, Toggle } from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import { useProcess } from '../../process/data.ts'
import { ReadersList } from '../../process/forms/readers_list.tsx'
import { useActing } from '../acting.ts'
import { useOpenText } from '../open_text.ts'
import css from '../panel.module.css'
import { useProvenance } from '../provenance.tsx'
import { TextForm } from '../text_form.tsx'
import { AlternativeWords } from '../words.tsx'

const attributions = ['party', 'mediator', 'unattributed'] as const

export function TableForm(props: {
  readonly alternative: Alternative
  readonly onDone: () => void
}): ReactNode {
  const { alternative } = props
  const { t, lang } = useText()
  const { session } = useProcess()
  const { say, home, instrument } = useOpenText()
  const ofParty = alternative.proponents.length > 0
  const mine = instrument.part.holder ? attributions : (['party', 'unattributed'] as const)
  const offered = mine.filter((a) => a !== 'party' || ofParty)
  const [attribution, setAttribution] = useState<string>(offered[0] ?? 'unattributed')
  const [understood, setUnderstood] = useState(false)
  const acting = useActing()
  const provenance = useProvenance()
  const before = session.compartments.find((c) => c.id === alternative.compartment_id)
  const order = lang === 'ar' ? (['ar', 'en'] as const) : (['en', 'ar'] as const)
  const submit = async () => {
    const input = { alternative_id: alternative.id, copy_id: acting.id('copy'), attribution }
    if (!(await acting.send('tableAlternative', { ...input, ...provenance.input() }))) return
    say({ sentence: t('text.done_table') })
    props.onDone()
  }
  return (
    <TextForm
      title={t('text.act_table')}
      submit={t('text.submit_table')}
      acting={acting}
      provenance={provenance}
      isDisabled={!understood}
      onSubmit={submit}
      onCancel={props.onDone}
    >
      {order.map((l) => (
        <p key={l} className={css['words']} lang={l} dir={l === 'ar' ? 'rtl' : 'ltr'}>
          <AlternativeWords alternative={alternative} language={l} plain />
        </p>
      ))}
      <Choice
        label={t('forms.attribution')}
        value={attribution}
        onChange={(to) => {
          setAttribution(to)
          setUnderstood(false)
        }}
        options={offered.map((id) => ({ id, label: t(word('attribution', id)) }))}
        error={acting.refusal?.faults['attribution']}
      />
      {attribution === 'unattributed' ? (
        <Note tone="warning">{t('forms.attribution_warning')}</Note>
      ) : null}
      <p className={css['soft']}>{t('text.table_readers')}</p>
      <ReadersList compartment_id={home} before={before?.readers.map((r) => r.id) ?? []} />
      <Toggle
        label={t('forms.disclose_understood')}
        isSelected={understood}
        onChange={setUnderstood}
      />
    </TextForm>
  )
}
