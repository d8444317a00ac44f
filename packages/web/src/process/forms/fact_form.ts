// One fact being typed: its draft, what stands at each field, and sending it. What was typed is kept
// until it is recorded; the ids are made once, so that sending twice records once.
import type { Kind } from '@sulh/contract/process'
import { useState } from 'react'
import { type MessageKey, useText } from '../../messages/index.ts'
import { ProblemError, refusalIn } from '../../session/api.ts'
import { useProcess } from '../data.ts'
import {
  type Choices,
  type Draft,
  faultsOf,
  fieldsOf,
  placeOfProblem,
  valueOfDraft,
} from './fields.ts'
import { faultWords } from './labels.ts'
import { openTo, type Reference, referencesFor } from './references.ts'

export type About = {
  readonly known_from: string
  /** Days between which it holds; empty where nobody says so. */
  readonly held_from: string
  readonly held_to: string
  readonly certainty: string
  readonly mark: string
  readonly channel: string
  readonly confirmation: string
}
export type FactBody = {
  readonly value: Record<string, unknown>
  readonly references: readonly Reference[]
  readonly known_from: string
  readonly held_from?: string
  readonly held_to?: string
  readonly certainty: string
  readonly mark: string
  readonly channel: string
  readonly confirmation: string
}
export type FactForm = {
  readonly draft: Draft
  readonly choices: Choices
  readonly about: About
  /** Sentences by place: `title.en`, `body`, `known_from`. */
  readonly faults: Readonly<Record<string, string>>
  readonly refusal: string | undefined
  readonly busy: boolean
  type(path: string, text: string): void
  choose(path: string, ids: readonly string[]): void
  tell(patch: Partial<About>): void
  /** Checks, sends by `send`, and says whether it was recorded. */
  submit(
    at: { readonly kind: Kind; readonly facet: string; readonly compartment_id: string },
    send: (body: FactBody) => Promise<unknown>,
  ): Promise<boolean>
}

export const plainAbout = {
  certainty: 'confirmed',
  mark: 'none',
  channel: 'in_writing',
  confirmation: 'unconfirmed',
} as const

/** Today's facts are known from this moment; those of another day from its first one. */
export function instantOf(day: string, now: Date): string {
  const today = now.toISOString()
  return day === today.slice(0, 10) ? today : `${day}T00:00:00.000Z`
}

const refusals: Partial<Record<string, MessageKey>> = {
  busy: 'forms.refused_network',
  'disk-full': 'forms.refused_disk_full',
  conflict: 'forms.refused_conflict',
  'wrong-state': 'forms.refused_conflict',
  'not-permitted': 'forms.refused_not_permitted',
  'id-taken': 'forms.refused_id_taken',
  'bad-reference': 'forms.refused_bad_reference',
}

/** The server's refusal as sentences by place, and one for the whole. */
export function useRefusal(): (
  error: unknown,
  sentPaths: readonly string[],
) => { refusal: string; faults: Record<string, string> } {
  const { t, lang } = useText()
  return (error, sentPaths) => {
    if (!(error instanceof ProblemError)) return { refusal: t('forms.refused'), faults: {} }
    const { code } = error.details
    const { errors, detail } = refusalIn(error.details, lang)
    const faults: Record<string, string> = {}
    for (const { field, expected, action } of errors) {
      faults[placeOfProblem(field, sentPaths)] = `${t('forms.fault_other', { expected })} ${action}`
    }
    const known = refusals[code]
    return { refusal: known ? t(known) : `${t('forms.refused')} ${detail}`, faults }
  }
}

export function useFactForm(initial: {
  readonly draft?: Draft
  readonly choices?: Choices
  readonly about?: Partial<About>
}): FactForm {
  const { t } = useText()
  const { view, day, session } = useProcess()
  const [draft, setDraft] = useState<Draft>(initial.draft ?? {})
  const [choices, setChoices] = useState<Choices>(initial.choices ?? {})
  const [about, setAbout] = useState<About>({
    ...plainAbout,
    known_from: day,
    held_from: '',
    held_to: '',
    ...initial.about,
  })
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({})
  const [refusal, setRefusal] = useState<string>()
  const [busy, setBusy] = useState(false)
  const read = useRefusal()
  const clear = (path: string) =>
    setFaults((old) => Object.fromEntries(Object.entries(old).filter(([key]) => key !== path)))
  const submit: FactForm['submit'] = async (at, send) => {
    const fields = fieldsOf(at.kind, at.facet)
    const value = valueOfDraft(fields, draft)
    const found: Record<string, string> = {}
    for (const fault of faultsOf(at, value, choices)) {
      const words = faultWords(fault, fields, (lang) => t(`forms.language_${lang}`))
      found[fault.field] ??= t(words.key, words.values)
    }
    if (about.known_from === '') found['known_from'] = t('forms.fault_day')
    if (about.held_to !== '' && about.held_to < about.held_from) {
      found['held_to'] = t('forms.fault_held_order')
    }
    setFaults(found)
    setRefusal(undefined)
    if (Object.keys(found).length > 0) {
      setRefusal(t('forms.refused'))
      return false
    }
    const compartment = session.compartments.find((c) => c.id === at.compartment_id)
    const open = openTo(compartment ?? { id: at.compartment_id, wider: [] })
    const references = referencesFor(view, choices, open)
    const { known_from, held_from, held_to, ...rest } = about
    const held = { ...(held_from ? { held_from } : {}), ...(held_to ? { held_to } : {}) }
    setBusy(true)
    try {
      const known = instantOf(known_from, new Date())
      await send({ value, references, known_from: known, ...held, ...rest })
      return true
    } catch (error) {
      const said = read(
        error,
        references.map((r) => r.path),
      )
      setFaults(said.faults)
      setRefusal(said.refusal)
      return false
    } finally {
      setBusy(false)
    }
  }
  return {
    draft,
    choices,
    about,
    faults,
    refusal,
    busy,
    type: (path, text) => {
      setDraft((old) => ({ ...old, [path]: text }))
      clear(path)
    },
    choose: (path, ids) => {
      setChoices((old) => ({ ...old, [path]: ids }))
      clear(path)
    },
    tell: (patch) => {
      setAbout((old) => ({ ...old, ...patch }))
      for (const path of Object.keys(patch)) clear(path)
    },
    submit,
  }
}
