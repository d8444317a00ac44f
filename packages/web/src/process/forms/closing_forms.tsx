// Confirms an account, or withdraws a fact or a whole record. After a withdrawal the offer to state
// it again stays on the page.
import { confirmations, type Fact, processEndpoints } from '@sulh/contract/process'
import { type ReactNode, useRef, useState } from 'react'
import { Button, Choice, Note, TextInput } from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import { call } from '../../session/api.ts'
import { useProcess } from '../data.ts'
import type { State } from '../view.ts'
import { AimedAt, standingFacts } from './aim.tsx'
import { plainAbout, useRefusal } from './fact_form.ts'
import css from './forms.module.css'
import { offerUndo } from './undo_offer.tsx'

/** Sends further facts of a record, and keeps the refusal where there is one. */
function useSending(state: State) {
  const { refresh } = useProcess()
  const read = useRefusal()
  const [refusal, setRefusal] = useState<string>()
  const [busy, setBusy] = useState(false)
  const record = async (fact: Record<string, unknown>) => {
    await call(processEndpoints.recordFacts, {
      id: state.id,
      facts: [{ ...plainAbout, references: [], known_from: new Date().toISOString(), ...fact }],
    })
    await refresh()
  }
  const send = async (fact: Record<string, unknown>): Promise<boolean> => {
    setBusy(true)
    setRefusal(undefined)
    try {
      await record(fact)
      return true
    } catch (error) {
      const said = read(error, [])
      setRefusal([said.refusal, ...Object.values(said.faults)].join(' '))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { send, record, refusal, busy }
}

export function ConfirmForm({ state, onDone }: { state: State; onDone: () => void }): ReactNode {
  const { t } = useText()
  const facts = standingFacts(state)
  const [aim, setAim] = useState(facts[0]?.id ?? '')
  const [confirmation, setConfirmation] = useState('confirmed')
  const id = useRef(crypto.randomUUID())
  const { send, refusal, busy } = useSending(state)
  const submit = async () => {
    const of = facts.find((f) => f.id === aim)
    if (!of) return
    const fact = { id: id.current, facet: of.facet, act: 'confirm', of_fact_id: of.id, value: {} }
    if (await send({ ...fact, confirmation })) onDone()
  }
  return (
    <div className={css['form']}>
      {refusal ? <Note tone="warning">{refusal}</Note> : null}
      <AimedAt facts={facts} value={aim} onChange={setAim} />
      <Choice
        label={t('forms.confirm_as')}
        value={confirmation}
        onChange={setConfirmation}
        options={confirmations
          .filter((c) => c !== 'unconfirmed')
          .map((c) => ({ id: c, label: t(word('confirmation', c)) }))}
      />
      <div className={css['actions']}>
        <Button variant="primary" isDisabled={busy} onPress={() => void submit()}>
          {busy ? t('forms.sending') : t('forms.submit_confirm')}
        </Button>
        <Button variant="plain" onPress={onDone}>
          {t('forms.cancel')}
        </Button>
      </div>
    </div>
  )
}

const WHOLE = 'whole'

/** What states a withdrawn fact again: its words, its references, known from now. */
function restated(fact: Fact): Record<string, unknown> {
  const { facet, value, references, certainty, mark, channel, held_from, held_to } = fact
  return {
    id: crypto.randomUUID(),
    facet,
    act: 'state',
    value,
    references,
    certainty,
    mark,
    channel,
    ...(held_from ? { held_from } : {}),
    ...(held_to ? { held_to } : {}),
  }
}

export function WithdrawForm({ state, onDone }: { state: State; onDone: () => void }): ReactNode {
  const { t, pick } = useText()
  const { view } = useProcess()
  const facts = standingFacts(state)
  const [aim, setAim] = useState<string>(facts[0]?.id ?? WHOLE)
  const [reason, setReason] = useState({ en: '', ar: '' })
  const [asked, setAsked] = useState(false)
  const id = useRef(crypto.randomUUID())
  const { send, record, refusal, busy } = useSending(state)
  const whole = aim === WHOLE
  const submit = async () => {
    setAsked(true)
    if (whole && (!reason.en.trim() || !reason.ar.trim())) return
    const of = facts.find((f) => f.id === aim)
    const fact = whole
      ? { id: id.current, facet: 'withdrawal', act: 'state', value: { reason } }
      : { id: id.current, facet: of?.facet, act: 'withdraw', of_fact_id: of?.id, value: {} }
    if (!(await send(fact))) return
    const end = { facet: 'withdrawal', act: 'withdraw', of_fact_id: id.current, value: {} }
    offerUndo({
      title: pick(view.title(state)),
      undo: () => record(of ? restated(of) : { ...end, id: crypto.randomUUID() }),
    })
    onDone()
  }
  const missing = (lang: 'en' | 'ar') =>
    asked && !reason[lang].trim()
      ? t('forms.fault_both_languages', { language: t(`forms.language_${lang}`) })
      : undefined
  return (
    <div className={css['form']}>
      {refusal ? <Note tone="warning">{refusal}</Note> : null}
      {whole ? (
        <p>
          <strong>{t('forms.withdraw_record')}</strong>
        </p>
      ) : (
        <AimedAt facts={facts} value={aim} onChange={setAim} />
      )}
      <Button variant="plain" onPress={() => setAim(whole ? (facts[0]?.id ?? WHOLE) : WHOLE)}>
        {whole ? t('forms.of_fact') : t('forms.withdraw_record')}
      </Button>
      {whole ? (
        <fieldset className={css['pair']}>
          <legend>{t('forms.reason_withdraw')}</legend>
          {(['en', 'ar'] as const).map((lang) => (
            <TextInput
              key={lang}
              lang={lang}
              label={t(`forms.language_${lang}`)}
              value={reason[lang]}
              onChange={(text) => setReason((old) => ({ ...old, [lang]: text }))}
              error={missing(lang)}
            />
          ))}
        </fieldset>
      ) : null}
      <div className={css['actions']}>
        <Button variant="primary" isDisabled={busy} onPress={() => void submit()}>
          {busy ? t('forms.sending') : t('forms.submit_withdraw')}
        </Button>
        <Button variant="plain" onPress={onDone}>
          {t('forms.cancel')}
        </Button>
      </div>
    </div>
  )
}
