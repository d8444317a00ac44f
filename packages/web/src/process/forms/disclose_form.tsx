// Discloses a record to a wider compartment. Shows before the act who will be able to read the copy
// and who of them is new, and asks for a deliberate yes: it cannot be taken back.
import { processEndpoints } from '@sulh/contract/process'
import { type ReactNode, useRef, useState } from 'react'
import { Button, Choice, Note, Toggle } from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import { call } from '../../session/api.ts'
import { useProcess } from '../data.ts'
import type { State } from '../view.ts'
import { useRefusal } from './fact_form.ts'
import { ReadersList } from './form_screen.tsx'
import css from './forms.module.css'

const attributions = ['party', 'mediator', 'unattributed'] as const

export function DiscloseForm({ state, onDone }: { state: State; onDone: () => void }): ReactNode {
  const { t, pick } = useText()
  const { session, refresh } = useProcess()
  const own = session.compartments.find((c) => c.id === state.compartment_id)
  const wider = session.compartments.filter(
    (c) => c.may_write && c.id !== state.compartment_id && own?.wider.includes(c.id),
  )
  const [compartment_id, setCompartment] = useState(wider[0]?.id ?? '')
  const [attribution, setAttribution] = useState<string>('party')
  const [understood, setUnderstood] = useState(false)
  const [refusal, setRefusal] = useState<string>()
  const [busy, setBusy] = useState(false)
  const read = useRefusal()
  const copy_id = useRef(crypto.randomUUID())
  if (wider.length === 0) return <Note>{t('forms.disclose_no_wider')}</Note>
  const submit = async () => {
    setBusy(true)
    setRefusal(undefined)
    try {
      await call(processEndpoints.discloseRecord, {
        id: state.id,
        copy_id: copy_id.current,
        compartment_id,
        attribution,
        known_from: new Date().toISOString(),
      })
      await refresh()
      onDone()
    } catch (error) {
      const said = read(error, [])
      setRefusal([said.refusal, ...Object.values(said.faults)].join(' '))
    } finally {
      setBusy(false)
    }
  }
  const choose = (id: string) => {
    setCompartment(id)
    setUnderstood(false)
  }
  return (
    <div className={css['form']}>
      {refusal ? <Note tone="warning">{refusal}</Note> : null}
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
      <div className={css['actions']}>
        <Button variant="primary" isDisabled={busy || !understood} onPress={() => void submit()}>
          {busy ? t('forms.sending') : t('forms.submit_disclose')}
        </Button>
        <Button variant="plain" onPress={onDone}>
          {t('forms.cancel')}
        </Button>
      </div>
    </div>
  )
}
