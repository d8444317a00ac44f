// A decision that is being written: what the form holds, what it begins with, and the terms it makes.
// Pure; the screen is decision_new.tsx.
import type { BallotForm, Terms } from '@sulh/analysis/ballot/decision_course'
import type { Procedure } from '@sulh/analysis/ballot/procedure'
import { candidatesOf, templates, withWitnesses } from './decision_terms.ts'

export type Draft = {
  readonly place: string
  readonly title: { readonly en: string; readonly ar: string }
  readonly summary: { readonly en: string; readonly ar: string }
  readonly procedure: Procedure
  readonly forms: Readonly<Record<string, BallotForm>>
  readonly participation: 'named' | 'after_close'
  readonly floor: string
  readonly nominations: 'open' | 'closed'
  readonly candidates: string
  readonly witnesses: string
  readonly needed: string
  /** Seat -> its college, or empty where there are none; a seat that is absent does not vote. */
  readonly voters: Readonly<Record<string, string>>
}

export const secretForms = (procedure: Procedure): Draft['forms'] =>
  Object.fromEntries(procedure.stages.map(({ id }) => [id, 'secret' as const]))

export function begin(place: string): Draft {
  const procedure = templates.motion
  return {
    place,
    title: { en: '', ar: '' },
    summary: { en: '', ar: '' },
    procedure,
    forms: secretForms(procedure),
    participation: 'named',
    floor: '0',
    nominations: 'closed',
    candidates: '',
    witnesses: '',
    needed: '1',
    voters: {},
  }
}

export function termsOf(draft: Draft, stewards: readonly string[]): Terms {
  const { participation, nominations, forms } = draft
  const byCollege = (draft.procedure.electorate.colleges ?? []).length > 0
  return {
    procedure: withWitnesses(draft.procedure, draft.witnesses, Number(draft.needed) || 1),
    candidates: candidatesOf(draft.candidates),
    nominations,
    forms: Object.fromEntries(
      draft.procedure.stages.map(({ id }) => [id, forms[id] ?? ('secret' as const)]),
    ),
    participation,
    floor: Number.parseInt(draft.floor, 10) || 0,
    voters: Object.entries(draft.voters).map(([seat, college]) => ({
      seat,
      ...(byCollege && college !== '' ? { college } : {}),
    })),
    stewards,
  }
}
