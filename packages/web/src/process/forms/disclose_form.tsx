// Discloses a record to a wider compartment. Shows before the act who will be able to read the copy
// and who of them is new, and asks for a deliberate yes: it cannot be taken back.
import { processEndpoints } from '@sulh/contract/process'
import { type ReactNode, useRef, useState } from 'react'
import { Choice, Note, Toggle } from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import { call } from '../../session/api.ts'
import { useProcess } from '../data.ts'
import type { State } from '../view.ts'
import { ActForm } from './act_form.tsx'
import { sayDone } from './done_bar.tsx'
import css from './forms.module.css'
import { KnownLater } from './later.tsx'
import { ReadersList } from './readers_list.tsx'
import { useSending } from './sending.ts'

const attributions = ['party', 'mediator', 'unattributed'] as const

export function DiscloseForm({ state, onDone }: { state: State; onDone: () => void }): ReactNode {
  const { t, pick } = useText()
  const { session, view } = useProcess()
  const own = session.compartments.find((c) => c.id === state.compartment_id)
  const wider = session.compartments.filter(
    (c) => c.may_write && c.id !== state.compartment_id && own?.wider.includes(c.id),
  )
  const [compartment_id, setCompartment] = useState(wider[0]?.id ?? '')
  const [attribution, setAttribution] = useState<string>('party')
  const [understood, setUnderstood] = useState(false)
  const { send, refusal, busy } = useSending()
  const copy_id = useRef(crypto.randomUUID())
  if (wider.length === 0) return <Note>{t('forms.disclose_no_wider')}</Note>
  const submit = async () => {
    const disclosure = {
      id: state.id,
      copy_id: copy_id.current,
      compartment_id,
      attribution,
      known_from: new Date().toISOString(),
    }
    if (!(await send(() => call(processEndpoints.discloseRecord, disclosure)))) return
    sayDone({ act: 'disclose', title: pick(view.title(state)) })
    onDone()
  }
  const choose = (id: string) => {
    setCompartment(id)
    setUnderstood(false)
  }
  return (
    <ActForm
      submit={t('forms.submit_disclose')}
      busy={busy}
      refusal={refusal}
      isDisabled={!understood}
      onSubmit={submit}
      onCancel={onDone}
    >
      <KnownLater />
      <Choice
        label={t('forms.disclose_to')}
        value={compartment_id}
        onChange={choose}
        options={wider.map((c) => ({ id: c.id, label: pick(c.name) }))}
      />
      <p className={css['soft']}>{t('forms.disclose_readers')}</p>
      <ReadersList compartment_id={compartment_id} before={own?.readers.map((r) => r.id) ?? []} />
      <Choice
        label={t('forms.attribution')}
        value={attribution}
        onChange={setAttribution}
        options={attributions.map((id) => ({ id, label: t(word('attribution', id)) }))}
      />
      {attribution === 'unattributed' ? (
        <Note tone="warning">{t('forms.attribution_warning')}</Note>
      ) : null}
      <Toggle
        label={t('forms.disclose_understood')}
        isSelected={understood}
        onChange={setUnderstood}
      />
    </ActForm>
  )
}
