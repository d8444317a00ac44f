// Confirms an account, or withdraws a fact or a whole record. After a withdrawal the offer to state
// it again stays on the page.
import { confirmations, type Fact } from '@sulh/contract/process'
import { type ReactNode, useRef, useState } from 'react'
import { Button, Choice, TextInput } from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import type { State } from '../view.ts'
import { ActForm } from './act_form.tsx'
import { AimedAt, standingFacts } from './aim.tsx'
import { sayDone } from './done_bar.tsx'
import css from './forms.module.css'
import { KnownLater } from './later.tsx'
import { recordNow, useSending } from './sending.ts'

export function ConfirmForm({ state, onDone }: { state: State; onDone: () => void }): ReactNode {
  const { t, pick } = useText()
  const { view, refresh } = useProcess()
  const facts = standingFacts(state)
  const [aim, setAim] = useState(facts[0]?.id ?? '')
  const [confirmation, setConfirmation] = useState('confirmed')
  const id = useRef(crypto.randomUUID())
  const { send, refusal, busy } = useSending()
  const submit = async () => {
    const of = facts.find((f) => f.id === aim)
    if (!of) return
    const mark = { facet: of.facet, act: 'confirm', of_fact_id: of.id, value: {}, confirmation }
    if (!(await send(() => recordNow(state, { ...mark, id: id.current })))) return
    // What was marked before is marked again: a confirmation is never taken away.
    const facet = state.facets[of.facet]
    const before = {
      ...mark,
      confirmation: facet?.lead === of ? facet.confirmation : of.confirmation,
    }
    const undo = () => recordNow(state, { ...before, id: crypto.randomUUID() }).then(refresh)
    sayDone({ act: 'confirm', title: pick(view.title(state)), undo })
    onDone()
  }
  return (
    <ActForm
      submit={t('forms.submit_confirm')}
      busy={busy}
      refusal={refusal}
      onSubmit={submit}
      onCancel={onDone}
    >
      <KnownLater />
      <AimedAt facts={facts} value={aim} onChange={setAim} />
      <Choice
        label={t('forms.confirm_as')}
        value={confirmation}
        onChange={setConfirmation}
        options={confirmations
          .filter((c) => c !== 'unconfirmed')
          .map((c) => ({ id: c, label: t(word('confirmation', c)) }))}
      />
    </ActForm>
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
  const { view, refresh } = useProcess()
  const facts = standingFacts(state)
  const [aim, setAim] = useState<string>(facts[0]?.id ?? WHOLE)
  const [reason, setReason] = useState({ en: '', ar: '' })
  const [asked, setAsked] = useState(false)
  const id = useRef(crypto.randomUUID())
  const { send, refusal, busy } = useSending()
  const whole = aim === WHOLE
  const lacking = whole && (!reason.en.trim() || !reason.ar.trim())
  const submit = async () => {
    setAsked(true)
    if (lacking) return
    const of = facts.find((f) => f.id === aim)
    const fact = whole
      ? { id: id.current, facet: 'withdrawal', act: 'state', value: { reason } }
      : { id: id.current, facet: of?.facet, act: 'withdraw', of_fact_id: of?.id, value: {} }
    if (!(await send(() => recordNow(state, fact)))) return
    const end = { facet: 'withdrawal', act: 'withdraw', of_fact_id: id.current, value: {} }
    sayDone({
      act: 'withdraw',
      title: pick(view.title(state)),
      undo: () =>
        recordNow(state, of ? restated(of) : { ...end, id: crypto.randomUUID() }).then(refresh),
    })
    onDone()
  }
  const missing = (lang: 'en' | 'ar') =>
    asked && !reason[lang].trim()
      ? t('forms.fault_both_languages', { language: t(`forms.language_${lang}`) })
      : undefined
  return (
    <ActForm
      submit={t('forms.submit_withdraw')}
      busy={busy}
      refusal={refusal ?? (asked && lacking ? t('forms.refused') : undefined)}
      onSubmit={submit}
      onCancel={onDone}
    >
      <KnownLater />
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
    </ActForm>
  )
}
