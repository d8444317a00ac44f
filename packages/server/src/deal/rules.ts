// What a record of a negotiation model must say beside its shape (SPEC DR4-DR6). Pure: given the
// records around it; each fault names the field and what to do.
import type { ProblemDetails } from '@sulh/contract/problem'
import type { Fact } from '@sulh/contract/process'
import { ofKind, refOf, type InForce } from './queries.ts'

type Fault = NonNullable<ProblemDetails['errors']>[number]
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
    ...(twice === undefined
      ? []
      : [fault('options', `the key ${twice} once`, 'Give every option a key of its own.')]),
    ...(table === undefined || keys.includes(String(table))
      ? []
      : [fault('on_the_table', 'the key of an option', 'Choose one of the options.')]),
  ]
}

function scoreFaults(lead: Fact, around: Around): Fault[] {
  const issue = issueOf(refOf(lead, 'issue')?.id ?? '', around)
  if (!issue) return [fault('issue', 'an issue of this model', 'Choose one of its issues.')]
  const wanted = keysOf(issue.lead).toSorted()
  const given = (lead.value['scores'] as { option: string }[]).map((s) => s.option).toSorted()
  return wanted.join(' ') === given.join(' ')
    ? []
    : [
        fault(
          'scores',
          `one score for each option: ${wanted.join(', ')}`,
          'Score every option of the issue once.',
        ),
      ]
}

function releaseFaults(lead: Fact, around: Around): Fault[] {
  const told = lead.references.some(
    (r) => r.path === 'evidence' && confiding.has(around.compartmentKind(r.compartment_id) ?? ''),
  )
  return told && lead.value['release'] !== 'mediator_only'
    ? [
        fault(
          'release',
          'mediator_only, because evidence was told in caucus or consultation',
          'Mark it “mediator only”, or leave that evidence out.',
        ),
      ]
    : []
}

function choiceFaults(choices: readonly Choice[], field: string, around: Around): Fault[] {
  return choices.flatMap(({ issue, option }, i) => {
    const found = issueOf(issue, around)
    return found && keysOf(found.lead).includes(option)
      ? []
      : [
          fault(
            `${field}.${i}`,
            'an option of an issue of this model',
            'Choose one that the model has.',
          ),
        ]
  })
}

function linkFaults({ value }: Fact, around: Around): Fault[] {
  const choices = value['choices'] as Choice[]
  const then = (value['then'] ?? []) as Choice[]
  const missing =
    value['class'] === 'requires' && then.length === 0
      ? [fault('then', 'what is required', 'Name at least one option.')]
      : value['class'] === 'at_most' && value['k'] === undefined
        ? [fault('k', 'how many at most', 'Give a number.')]
        : value['class'] === 'bonus' && value['points'] === undefined
          ? [fault('points', 'what it is worth to a party', 'Give points for a party.')]
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
      : [fault('costs', `${choices.length} costs, one a choice`, 'Say what each choice costs.')]),
    ...(value['limit'] === undefined
      ? [fault('limit', 'how much all may cost together', 'Give a number.')]
      : []),
  ]
}

/** Links that name an issue or an option that the model has no more (DR12). */
export function danglingLinks(around: Around): Fault[] {
  return ofKind(around.model, 'deal_link').flatMap(({ record, lead }) => {
    const { choices, then } = lead.value as { choices: Choice[]; then?: Choice[] }
    return choiceFaults([...choices, ...(then ?? [])], 'choices', around).map((found) => ({
      ...found,
      field: `${record.id}.${found.field}`,
      action: 'Change or withdraw this link in the same step.',
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
    ...(whole
      ? []
      : [
          fault(
            'choices',
            `one option for each of the ${issues.length} issues of the model`,
            'Choose an option of every issue once.',
          ),
        ]),
  ]
}

function fault(field: string, expected: string, action: string): Fault {
  return { field, expected, action }
}
