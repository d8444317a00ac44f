// A link between open points as it is made by hand: its form, what is wrong with it, what it would make
// impossible, and the record it becomes. Pure; the screen is links_editor.tsx.
import { DealError } from '@sulh/analysis/deal/fault'
import { checkModel } from '@sulh/analysis/deal/check'
import type { Bilingual } from '@sulh/contract/wording'
import { leadOf } from '../process/view.ts'
import type { Choice, DealCase, DealLink } from './case.ts'
import { noTrials, problemOf } from './problem.ts'
import type { ChangedRecord, NewDealRecord } from './send.ts'
import { modelOf } from './solve.ts'
import type { Failure } from './solve_worker.ts'

export type LinkForm = {
  readonly id: string | undefined
  readonly class: DealLink['class']
  readonly choices: readonly Choice[]
  readonly then: readonly Choice[]
  readonly k: number
  readonly costs: readonly number[]
  readonly limit: number
  readonly points: DealLink['points']
  readonly reason: Bilingual
}

export const emptyLink: LinkForm = {
  id: undefined,
  class: 'requires',
  choices: [{ issue: '', option: '' }],
  then: [{ issue: '', option: '' }],
  k: 1,
  costs: [0],
  limit: 0,
  points: [],
  reason: { en: '', ar: '' },
}

export function formOfLink(link: DealLink): LinkForm {
  const { id, choices, then, k, costs, limit, points, reason } = link
  return { id, class: link.class, choices, then, k, costs, limit, points, reason }
}

/** The link as the model would hold it: only what its class speaks of. */
export function linkOfForm(deal: DealCase, form: LinkForm): DealLink {
  return {
    ...form,
    id: form.id ?? 'new',
    state: deal.model,
    then: form.class === 'requires' ? form.then : [],
    costs: form.choices.map((_, i) => form.costs[i] ?? 0),
  }
}

export type LinkLack = 'choices' | 'two' | 'repeats' | 'number' | 'bonus' | 'reason'
export function linkLacks(form: LinkForm): readonly LinkLack[] {
  const named = [...form.choices, ...(form.class === 'requires' ? form.then : [])]
  const whole = named.length > 0 && named.every((c) => c.issue !== '' && c.option !== '')
  const keys = form.choices.map((c) => `${c.issue} ${c.option}`)
  const natural = (n: number) => Number.isInteger(n) && n >= 0
  const numbers =
    form.class === 'at_most'
      ? [form.k]
      : form.class === 'budget'
        ? [form.limit, ...form.choices.map((_, i) => form.costs[i] ?? 0)]
        : []
  const alone = form.class !== 'requires' && form.class !== 'budget' && form.choices.length < 2
  return [
    ...(whole ? [] : (['choices'] as const)),
    ...(alone ? (['two'] as const) : []),
    ...(new Set(keys).size < keys.length ? (['repeats'] as const) : []),
    ...(numbers.every(natural) ? [] : (['number'] as const)),
    ...(form.class === 'bonus' && !form.points.some((p) => p.points !== 0)
      ? (['bonus'] as const)
      : []),
    ...(form.reason.en.trim() === '' || form.reason.ar.trim() === '' ? (['reason'] as const) : []),
  ]
}

/** What the links together would make impossible, were this one among them. */
export function conflictWith(deal: DealCase, form: LinkForm, lang: 'en' | 'ar') {
  if (linkLacks(form).some((lack) => lack !== 'reason')) return undefined
  const links = [...deal.links.filter((l) => l.id !== form.id), linkOfForm(deal, form)]
  const changed: DealCase = { ...deal, links }
  try {
    checkModel(modelOf(problemOf(changed, lang, noTrials)))
    return undefined
  } catch (error) {
    if (!(error instanceof DealError) || !error.fault.code.startsWith('link')) return undefined
    return { deal: changed, failure: { fault: error.fault } satisfies Failure }
  }
}

export function recordOfLink(deal: DealCase, form: LinkForm): NewDealRecord & ChangedRecord {
  const { choices, then, costs } = linkOfForm(deal, form)
  const issues = [...new Set([...choices, ...then].map((c) => c.issue))]
  const sources = deal.links
    .filter((l) => l.id === form.id)
    .flatMap((l) => leadOf(l.state)?.references ?? [])
    .filter((r) => r.path === 'source')
  return {
    id: form.id ?? crypto.randomUUID(),
    kind: 'deal_link',
    value: {
      class: form.class,
      choices,
      ...(form.class === 'requires' ? { then } : {}),
      ...(form.class === 'at_most' ? { k: form.k } : {}),
      ...(form.class === 'budget' ? { costs, limit: form.limit } : {}),
      ...(form.class === 'bonus' ? { points: form.points.filter((p) => p.points !== 0) } : {}),
      reason: form.reason,
    },
    references: [
      { path: 'model', compartment_id: deal.compartment_id, id: deal.model.id },
      ...issues.map((id) => ({ path: 'issues', compartment_id: deal.compartment_id, id })),
      ...sources.map(({ path, compartment_id, id }) => ({ path, compartment_id, id })),
    ],
  }
}
