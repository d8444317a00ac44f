// What the seat may do with the record in hand: add a fact, correct, add a differing account,
// confirm, withdraw, disclose. Shown only where its compartment may be written to (acts.ts).
import { type ReactNode, useState } from 'react'
import { Button, Dialog } from '../../design/index.ts'
import { useText } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import type { State } from '../view.ts'
import { actsOn, type Act } from './acts.ts'
import { ConfirmForm, WithdrawForm } from './closing_forms.tsx'
import { DiscloseForm } from './disclose_form.tsx'
import { FactForm } from './fact_dialog.tsx'
import css from './forms.module.css'

export function FactActions({ state }: { state: State }): ReactNode {
  const { t, pick } = useText()
  const { session, view } = useProcess()
  const [act, setAct] = useState<Act>()
  const compartment = session.compartments.find((c) => c.id === state.compartment_id)
  const acts = actsOn(state.kind, compartment?.may_write === true)
  if (acts.length === 0) return null
  const close = () => setAct(undefined)
  return (
    <div className={css['actions']}>
      {acts.map((name) => (
        <Button key={name} variant="quiet" onPress={() => setAct(name)}>
          {t(`forms.act_${name}`)}
        </Button>
      ))}
      {act ? (
        <Dialog
          title={`${t(`forms.act_${act}`)}: ${pick(view.title(state))}`}
          isOpen
          onClose={close}
        >
          <p className={css['soft']}>{t(`forms.help_${act}`)}</p>
          <ActForm act={act} state={state} onDone={close} />
        </Dialog>
      ) : null}
    </div>
  )
}

function ActForm(props: { act: Act; state: State; onDone: () => void }): ReactNode {
  const { act, state, onDone } = props
  switch (act) {
    case 'state':
    case 'correct':
    case 'differ':
      return <FactForm act={act} state={state} onDone={onDone} />
    case 'confirm':
      return <ConfirmForm state={state} onDone={onDone} />
    case 'withdraw':
      return <WithdrawForm state={state} onDone={onDone} />
    case 'disclose':
      return <DiscloseForm state={state} onDone={onDone} />
  }
}
