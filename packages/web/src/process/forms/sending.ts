// Sends one act of a form: busy while it is under way, and the refusal in words where there is one.
// What was typed is the form's own and stays where it is.
import { processEndpoints } from '@sulh/contract/process'
import { useState } from 'react'
import { call } from '../../session/api.ts'
import { useProcess } from '../data.ts'
import type { State } from '../view.ts'
import { plainAbout, useRefusal } from './fact_form.ts'

export type Sending = {
  readonly busy: boolean
  readonly refusal: string | undefined
  /** Does the act, reads the records again, and says whether it was recorded. */
  send(act: () => Promise<unknown>): Promise<boolean>
}

export function useSending(): Sending {
  const { refresh } = useProcess()
  const read = useRefusal()
  const [refusal, setRefusal] = useState<string>()
  const [busy, setBusy] = useState(false)
  const send = async (act: () => Promise<unknown>) => {
    setBusy(true)
    setRefusal(undefined)
    try {
      await act()
      await refresh()
      return true
    } catch (error) {
      const said = read(error, [])
      setRefusal([said.refusal, ...Object.values(said.faults)].join(' '))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, refusal, send }
}

/** A further fact of a record, known from this moment: to confirm, to withdraw, to state again. */
export function recordNow(state: State, fact: Record<string, unknown>): Promise<unknown> {
  const known_from = new Date().toISOString()
  return call(processEndpoints.recordFacts, {
    id: state.id,
    facts: [{ ...plainAbout, references: [], known_from, ...fact }],
  })
}
