// Sends an act on the text from a form: busy while it is under way; a refusal in plain words with what
// is wrong at each field; the ids are made once, so that sending twice records once.
import { textActs, type TextActName } from '@sulh/contract/text'
import { useRef, useState } from 'react'
import { type MessageKey, useText, type Text } from '../messages/index.ts'
import { useProcess } from '../process/data.ts'
import { call, ProblemError, refusalIn } from '../session/api.ts'
import { useOpenText } from './open_text.ts'
import { faultSentence } from './faults.ts'

export type Refusal = {
  readonly sentence: string
  /** The server's own words. */
  readonly detail: string
  /** Sentences by the field that the server names: `wording.en`, `chosen_id`. */
  readonly faults: Readonly<Record<string, string>>
  /** Another revision came first: the form shows what stands now. */
  readonly overtaken: boolean
}
export type Acting = {
  readonly busy: boolean
  readonly refusal: Refusal | undefined
  /** An id that stays the same until the act is recorded. */
  id(name: string): string
  /** Does the act and says whether it was recorded; the page is fresh when it answers. */
  send(name: TextActName, input: Record<string, unknown>): Promise<boolean>
  /** Any other work of the same form. */
  run(work: () => Promise<unknown>): Promise<boolean>
}

const sentences: Partial<Record<string, MessageKey>> = {
  busy: 'forms.refused_network',
  'disk-full': 'forms.refused_disk_full',
  conflict: 'text.refused_conflict',
  'wrong-state': 'text.refused_state',
  'not-permitted': 'text.refused_permitted',
  'id-taken': 'forms.refused_id_taken',
  'bad-reference': 'forms.refused_bad_reference',
  'invalid-input': 'text.refused_input',
  'not-found': 'text.refused_gone',
}

export function refusalOf(error: unknown, { t, lang }: Pick<Text, 't' | 'lang'>): Refusal {
  if (!(error instanceof ProblemError))
    return { sentence: t('forms.refused'), detail: '', faults: {}, overtaken: false }
  const { code, errors: english } = error.details
  const said = refusalIn(error.details, lang)
  const faults: Record<string, string> = {}
  for (const [i, fault] of said.errors.entries()) {
    const place = fault.field.replace(/\.\d+\.(?:text|slot)$/, '')
    const words = faultSentence(english?.[i] ?? fault, { t, said: fault })
    faults[place] = faults[place] ? `${faults[place]} ${words}` : words
  }
  return {
    sentence: t(sentences[code] ?? 'forms.refused'),
    detail: said.detail,
    faults,
    overtaken: code === 'conflict',
  }
}

export function useActing(): Acting {
  const { instrument } = useOpenText()
  return useSends(instrument.id, instrument.refresh)
}

/** The same where no text is open yet; `renew` reads what the act changed. */
export function useSends(instrument_id: string, renew: () => Promise<unknown>): Acting {
  const words = useText()
  const { refresh } = useProcess()
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>()
  const ids = useRef(new Map<string, string>())
  const id = (name: string) => {
    const known = ids.current.get(name) ?? crypto.randomUUID()
    ids.current.set(name, known)
    return known
  }
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true)
    setRefusal(undefined)
    try {
      await work()
      ids.current.clear()
      await Promise.all([renew(), refresh()])
      return true
    } catch (error) {
      setRefusal(refusalOf(error, words))
      // An id that holds other words already is left to them.
      if (error instanceof ProblemError && error.details.code === 'id-taken') ids.current.clear()
      // What came first is to be seen while the words typed are still there.
      void renew()
      return false
    } finally {
      setBusy(false)
    }
  }
  return {
    busy,
    refusal,
    id,
    run,
    send: (name, input) =>
      run(() => call(textActs[name], { instrument_id, act_id: id('act'), ...input })),
  }
}
