// How a case writes a negotiation model: issues, options, alternatives and parties by their keys.
// Here they become the values of the contract, and what one record says of another is checked while
// there are still file and line to name (deal SPEC DR4, DR6).
import type { Kind } from '@sulh/contract/process'
import type { FactShape, RecordShape } from './case_schema.ts'

type Value = Readonly<Record<string, unknown>>
export type DealIds = Readonly<
  Record<'alternative' | 'deal_issue' | 'actor', (key: string) => string>
>

/** Keys in the value become ids; anything else is left as it is for the schema to judge. */
export function dealValue(kind: Kind, { value }: Pick<FactShape, 'value'>, ids: DealIds): Value {
  const byKey = (list: unknown, field: string, id: (key: string) => string): unknown =>
    Array.isArray(list)
      ? list.map((item: unknown) => {
          const key = isValue(item) ? item[field] : undefined
          return isValue(item) && typeof key === 'string' ? { ...item, [field]: id(key) } : item
        })
      : list
  switch (kind) {
    case 'deal_issue':
      return given({ ...value, options: byKey(value['options'], 'alternative', ids.alternative) })
    case 'deal_link':
    case 'deal_package':
      return given({
        ...value,
        choices: byKey(value['choices'], 'issue', ids.deal_issue),
        then: byKey(value['then'], 'issue', ids.deal_issue),
        points: byKey(value['points'], 'party', ids.actor),
      })
    default:
      return value
  }
}

/** What is wrong with a fact beside its shape; `path` leads to the place within its value. */
export type DealFault = { readonly path: readonly (string | number)[]; readonly sentence: string }

/** `issue` finds the record of an open point by its key. */
export function dealFaults(
  kind: Kind,
  fact: Pick<FactShape, 'value' | 'references'>,
  issue: (key: string) => RecordShape | undefined,
): DealFault[] {
  const { value, references } = fact
  if (kind === 'preference' && typeof references['issue'] === 'string')
    return scoreFaults(value, optionsOf(issue(references['issue'])))
  if (kind === 'deal_link' || kind === 'deal_package')
    return [
      ...choiceFaults(value['choices'], 'choices', issue),
      ...choiceFaults(value['then'], 'then', issue),
    ]
  if (kind === 'deal_issue') {
    const table = value['on_the_table']
    const keys = keysIn(value['options'])
    if (table !== undefined && !keys.includes(String(table)))
      return [
        {
          path: ['on_the_table'],
          sentence: `there is no option ${String(table)}: correct the key`,
        },
      ]
  }
  return []
}

function scoreFaults(value: Value, options: readonly string[]): DealFault[] {
  const scored = Array.isArray(value['scores'])
    ? value['scores'].map((s: unknown) => (isValue(s) ? String(s['option']) : ''))
    : []
  const unknown = scored.flatMap((key, i): DealFault[] =>
    options.includes(key) && scored.indexOf(key) === i
      ? []
      : [
          {
            path: ['scores', i],
            sentence: `the point has no option ${key}, or it is scored twice`,
          },
        ],
  )
  const missing = options.filter((key) => !scored.includes(key))
  return [
    ...unknown,
    ...(missing.length === 0
      ? []
      : [{ path: ['scores'], sentence: `no score for ${missing.join(', ')}: add it` }]),
  ]
}

function choiceFaults(
  list: unknown,
  field: string,
  issue: (key: string) => RecordShape | undefined,
): DealFault[] {
  if (!Array.isArray(list)) return []
  return list.flatMap((choice: unknown, i): DealFault[] => {
    if (!isValue(choice) || typeof choice['issue'] !== 'string') return []
    const option = String(choice['option'])
    return optionsOf(issue(choice['issue'])).includes(option)
      ? []
      : [
          {
            path: [field, i],
            sentence: `${choice['issue']} has no option ${option}: correct the key`,
          },
        ]
  })
}

function optionsOf(issue: RecordShape | undefined): string[] {
  return keysIn(issue?.facts[0]?.value['options'])
}
function keysIn(options: unknown): string[] {
  return Array.isArray(options)
    ? options.map((o: unknown) => (isValue(o) ? String(o['key']) : ''))
    : []
}
function isValue(x: unknown): x is Value {
  return typeof x === 'object' && x !== null && !Array.isArray(x)
}
function given(value: Value): Value {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined))
}
