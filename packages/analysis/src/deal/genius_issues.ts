// The issues of a GENIUS domain: their names, the options of discrete ones, the values of integer
// ones. What options are worth is read elsewhere.
import { OPTIONS_LIMIT } from './check.ts'
import { DealError } from './fault.ts'
import { elementsOf } from './xml.ts'
import type { Document, Element } from './xml.ts'

export type DomainIssue = {
  readonly index: string
  readonly name: string
  readonly options: readonly string[]
  readonly kind: 'discrete' | 'integer'
  /** Lowest value of an integer issue. */
  readonly lower: number
}

export function issuesOf({ name: file, root }: Document): DomainIssue[] {
  const issues = elementsOf(root, 'issue').map((element, i) => issueOf(file, element, i))
  if (issues.length === 0) throw new DealError({ code: 'no-issues' })
  return issues
}

/** The kind of an issue: what is stated, else by what it contains. */
export function kindOf(file: string, issue: string, element: Element): 'discrete' | 'integer' {
  const { attributes } = element
  const stated = attributes.get('type') ?? attributes.get('vtype') ?? attributes.get('etype')
  switch (stated?.trim().toLowerCase()) {
    case 'discrete':
      return 'discrete'
    case 'integer':
      return 'integer'
    case 'real':
      throw new DealError({ code: 'genius-issue', file, issue, problem: 'real' })
    case undefined:
      return attributes.has('lowerbound') ? 'integer' : 'discrete'
    default:
      throw new DealError({ code: 'genius-issue', file, issue, problem: 'type' })
  }
}

function issueOf(file: string, element: Element, i: number): DomainIssue {
  const { attributes } = element
  const index = attributes.get('index')?.trim() ?? String(i + 1)
  const name = attributes.get('name')?.trim() || `issue ${index}`
  const kind = kindOf(file, name, element)
  if (kind === 'integer') return { index, name, kind, ...integersOf(file, name, element) }
  const options = element.children
    .filter((child) => child.name === 'item')
    .map((item, o) => item.attributes.get('value') ?? `option ${o + 1}`)
  if (options.length === 0) throw new DealError({ code: 'no-options', issue: name })
  return { index, name, kind, options, lower: 0 }
}

/** The bounds stand at the issue, in older files at its `range`. */
function integersOf(file: string, issue: string, element: Element) {
  const range = element.children.find(({ name }) => name === 'range')
  const bound = (name: string) => {
    const text = element.attributes.get(name) ?? range?.attributes.get(name) ?? ''
    return /^\s*[+-]?\d{1,15}\s*$/.test(text) ? Number(text) : Number.NaN
  }
  const lower = bound('lowerbound')
  const upper = bound('upperbound')
  if (!(upper >= lower) || upper - lower >= OPTIONS_LIMIT) {
    throw new DealError({ code: 'genius-issue', file, issue, problem: 'range' })
  }
  return { lower, options: Array.from({ length: upper - lower + 1 }, (_, v) => String(lower + v)) }
}
