// What a record of a negotiation model must say beside its shape (SPEC DR4-DR6). Pure: given the
// records around it; each fault names the field and what to do.
import type { Fault } from '@sulh/contract/problem'
import type { Fact } from '@sulh/contract/process'
import { ofKind, refOf, type InForce } from './queries.ts'
import { remedies } from './refusals.ts'

type Choice = { readonly issue: string; readonly option: string }
export type Around = {
  /** The records of the model that are in force. */
  readonly model: readonly InForce[]
  /** Kind of a compartment that the seat reads. */
  readonly compartmentKind: (id: string) => string | undefined
}

/** Compartments where a party speaks to the mission alone. */
const confiding = new Set(['caucus', 'consultation'])

export function dealFaults({ record, lead }: InForce, around: Around): Fault[] {
  switch (record.kind) {
    case 'deal_issue':
      return issueFaults(lead)
    case 'preference':
      return [...scoreFaults(lead, around), ...releaseFaults(lead, around)]
    case 'fallback':
      return releaseFaults(lead, around)
    case 'deal_link':
      return linkFaults(lead, around)
    case 'deal_package':
      return packageFaults(lead, around)
    default:
      return []
  }
}

function keysOf(lead: Fact): string[] {
  return (lead.value['options'] as { key: string }[]).map(({ key }) => key)
}
function issueOf(id: string, { model }: Around): InForce | undefined {
  return ofKind(model, 'deal_issue').find(({ record }) => record.id === id)
}

function issueFaults(lead: Fact): Fault[] {
  const keys = keysOf(lead)
  const twice = keys.find((key, i) => keys.indexOf(key) !== i)
  const table = lead.value['on_the_table']
  return [
    ...(twice === undefined ? [] : [{ field: 'options', ...remedies.key_once(twice) }]),
    ...(table === undefined || keys.includes(String(table))
      ? []
      : [{ field: 'on_the_table', ...remedies.key_on_table }]),
  ]
}

function scoreFaults(lead: Fact, around: Around): Fault[] {
  const issue = issueOf(refOf(lead, 'issue')?.id ?? '', around)
  if (!issue) return [{ field: 'issue', ...remedies.issue }]
  const wanted = keysOf(issue.lead).toSorted()
  const given = (lead.value['scores'] as { option: string }[]).map((s) => s.option).toSorted()
  return wanted.join(' ') === given.join(' ')
    ? []
    : [{ field: 'scores', ...remedies.scores(wanted) }]
}

function releaseFaults(lead: Fact, around: Around): Fault[] {
  const told = lead.references.some(
    (r) => r.path === 'evidence' && confiding.has(around.compartmentKind(r.compartment_id) ?? ''),
  )
  return told && lead.value['release'] !== 'mediator_only'
    ? [{ field: 'release', ...remedies.mediator_only }]
    : []
}

function choiceFaults(choices: readonly Choice[], field: string, around: Around): Fault[] {
  return choices.flatMap(({ issue, option }, i) => {
    const found = issueOf(issue, around)
    return found && keysOf(found.lead).includes(option)
      ? []
      : [{ field: `${field}.${i}`, ...remedies.choice }]
  })
}

function linkFaults({ value }: Fact, around: Around): Fault[] {
  const choices = value['choices'] as Choice[]
  const then = (value['then'] ?? []) as Choice[]
  const missing =
    value['class'] === 'requires' && then.length === 0
      ? [{ field: 'then', ...remedies.then }]
      : value['class'] === 'at_most' && value['k'] === undefined
        ? [{ field: 'k', ...remedies.how_many }]
        : value['class'] === 'bonus' && value['points'] === undefined
          ? [{ field: 'points', ...remedies.worth }]
          : value['class'] === 'budget'
            ? budgetFaults(value)
            : []
  return [
    ...choiceFaults(choices, 'choices', around),
    ...choiceFaults(then, 'then', around),
    ...missing,
  ]
}

function budgetFaults(value: Fact['value']): Fault[] {
  const choices = value['choices'] as Choice[]
  const costs = (value['costs'] ?? []) as number[]
  return [
    ...(costs.length === choices.length
      ? []
      : [{ field: 'costs', ...remedies.costs(choices.length) }]),
    ...(value['limit'] === undefined ? [{ field: 'limit', ...remedies.limit }] : []),
  ]
}

/** Links that name an issue or an option that the model has no more (DR12). */
export function danglingLinks(around: Around): Fault[] {
  return ofKind(around.model, 'deal_link').flatMap(({ record, lead }) => {
    const { choices, then } = lead.value as { choices: Choice[]; then?: Choice[] }
    return choiceFaults([...choices, ...(then ?? [])], 'choices', around).map((found) => ({
      ...found,
      field: `${record.id}.${found.field}`,
      action: remedies.in_the_same_step,
    }))
  })
}

function packageFaults({ value }: Fact, around: Around): Fault[] {
  const choices = value['choices'] as Choice[]
  const issues = ofKind(around.model, 'deal_issue').map(({ record }) => record.id)
  const chosen = choices.map(({ issue }) => issue)
  const whole = issues.length === chosen.length && issues.every((id) => chosen.includes(id))
  return [
    ...choiceFaults(choices, 'choices', around),
    ...(whole ? [] : [{ field: 'choices', ...remedies.whole_package(issues.length) }]),
  ]
}
