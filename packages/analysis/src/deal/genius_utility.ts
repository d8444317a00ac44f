// What options are worth in a GENIUS profile, as exact rationals: weighted evaluations of issues, or
// hyper-rectangles with a utility each.
import { DealError } from './fault.ts'
import { kindOf } from './genius_issues.ts'
import type { DomainIssue } from './genius_issues.ts'
import type { AnyOf } from './model.ts'
import type { Note } from './notes.ts'
import { compare, decimal, one, over, plus, rational, times, toNumber, zero } from './rational.ts'
import type { Rational } from './rational.ts'
import { addUpToOne } from './rounded.ts'
import { elementsOf } from './xml.ts'
import type { Document, Element } from './xml.ts'

export type PartyUtility = {
  /** options[issue][option] */
  readonly options: readonly (readonly Rational[])[]
  readonly bonuses: readonly { readonly all: readonly AnyOf[]; readonly utility: Rational }[]
}

export function additiveOf(
  profile: Document,
  issues: readonly DomainIssue[],
  party: string,
  notes: Note[],
): PartyUtility {
  const file = profile.name
  const elements = elementsOf(profile.root, 'issue')
  const stated = new Map(
    elementsOf(profile.root, 'weight').map(({ attributes }) => [
      attributes.get('index')?.trim() ?? '',
      decimal(attributes.get('value') ?? ''),
    ]),
  )
  const weights: Rational[] = []
  const options = issues.map((issue) => {
    const element = sameIssue(elements, issue)
    if (!element) {
      throw new DealError({ code: 'genius-issue', file, issue: issue.name, problem: 'missing' })
    }
    const weight = stated.get(element.attributes.get('index')?.trim() ?? issue.index)
    if (!weight || compare(weight, zero) < 0) {
      throw new DealError({ code: 'genius-issue', file, issue: issue.name, problem: 'weight' })
    }
    weights.push(weight)
    if (kindOf(file, issue.name, element) !== issue.kind) {
      throw new DealError({ code: 'genius-issue', file, issue: issue.name, problem: 'type' })
    }
    const shares =
      issue.kind === 'integer'
        ? linearShares(file, element, issue)
        : discreteShares(file, element, issue)
    if (shares.every((share) => compare(share, zero) === 0)) {
      notes.push({ code: 'all-zero', party, issue: issue.name })
    }
    return shares.map((share) => times(weight, share))
  })
  const sum = weights.reduce(plus, zero)
  if (addUpToOne(weights) || compare(sum, zero) === 0) return { options, bonuses: [] }
  notes.push({
    code: 'weights-divided',
    party,
    sum: Number(toNumber(sum.numerator, sum.denominator).toPrecision(12)),
  })
  return { options: options.map((of) => of.map((share) => over(share, sum))), bonuses: [] }
}

/** By index and name, else by name, else by index: files were edited by hand. */
function sameIssue(
  elements: readonly Element[],
  { index, name }: DomainIssue,
): Element | undefined {
  const by_name = elements.filter(({ attributes }) => attributes.get('name')?.trim() === name)
  const by_index = elements.filter(({ attributes }) => attributes.get('index')?.trim() === index)
  return by_name.find((element) => by_index.includes(element)) ?? by_name[0] ?? by_index[0]
}

/** Evaluation / greatest evaluation of the issue. */
function discreteShares(file: string, element: Element, issue: DomainIssue): Rational[] {
  const items = element.children.filter(({ name }) => name === 'item')
  const evaluations = issue.options.map((option, o) => {
    const at = { code: 'genius-value' as const, file, issue: issue.name, option }
    const text = sameItem(items, option, o, issue)?.attributes.get('evaluation')?.trim()
    if (text === undefined || text === '' || text === 'null') {
      throw new DealError({ ...at, problem: 'missing' })
    }
    const value = decimal(text)
    if (!value) throw new DealError({ ...at, problem: 'number' })
    if (compare(value, zero) < 0) throw new DealError({ ...at, problem: 'negative' })
    return value
  })
  // The greatest of the profile, also where the domain does not list its option.
  const greatest = items
    .map(({ attributes }) => decimal(attributes.get('evaluation') ?? '') ?? zero)
    .reduce((most, value) => (compare(value, most) > 0 ? value : most), zero)
  return evaluations.map((value) => (greatest.numerator === 0n ? zero : over(value, greatest)))
}

function sameItem(
  items: readonly Element[],
  option: string,
  o: number,
  { options }: DomainIssue,
): Element | undefined {
  const by_value = items.filter(({ attributes }) => attributes.get('value') === option)
  // A value that the domain lists twice can only be told apart by its place.
  const copy = options.slice(0, o).filter((other) => other === option).length
  const trimmed = () =>
    items.find(({ attributes }) => attributes.get('value')?.trim() === option.trim())
  return by_value[copy] ?? by_value[0] ?? trimmed()
}

/** offset + slope x (value - lower bound), kept within 0..1. */
function linearShares(file: string, element: Element, issue: DomainIssue): Rational[] {
  const evaluator = elementsOf(element, 'evaluator')[0]
  const number = (name: string) => decimal(evaluator?.attributes.get(name) ?? '')
  // Older files: parameter0 + parameter1 x value.
  const old = number('slope') === undefined && number('parameter0') !== undefined
  const slope = old ? (number('parameter1') ?? zero) : number('slope')
  const offset = old ? number('parameter0') : number('offset')
  if (!slope || !offset) {
    throw new DealError({ code: 'genius-issue', file, issue: issue.name, problem: 'evaluator' })
  }
  return issue.options.map((_, v) => {
    const x = rational(BigInt(old ? issue.lower + v : v), 1n)
    const share = plus(offset, times(slope, x))
    return compare(share, zero) < 0 ? zero : compare(share, one) > 0 ? one : share
  })
}

/** Rectangles with a utility each, added up and divided by `maxutility`. */
export function rectanglesOf(profile: Document, issues: readonly DomainIssue[]): PartyUtility {
  const file = profile.name
  const utility = elementsOf(profile.root, 'utility')[0]
  const maximum = decimal(utility?.attributes.get('maxutility') ?? '')
  if (!maximum || compare(maximum, zero) <= 0) {
    throw new DealError({ code: 'genius-function', file, problem: 'maximum' })
  }
  const bonuses = (utility?.children ?? [])
    .filter(({ name }) => name === 'ufun')
    .slice(0, 1)
    .flatMap((ufun) => rectanglesIn(file, ufun, over(one, maximum), issues))
  // A rectangle without bounds is always reached: it counts with whatever the first issue takes.
  const constant = bonuses
    .filter(({ all }) => all.length === 0)
    .reduce((sum, bonus) => plus(sum, bonus.utility), zero)
  return {
    options: issues.map(({ options }, i) => options.map(() => (i === 0 ? constant : zero))),
    bonuses: bonuses.filter(({ all }) => all.length > 0),
  }
}

function rectanglesIn(
  file: string,
  ufun: Element,
  factor: Rational,
  issues: readonly DomainIssue[],
): { all: AnyOf[]; utility: Rational }[] {
  const aggregation = ufun.attributes.get('aggregation')?.trim().toLowerCase() ?? 'sum'
  if (aggregation !== 'sum') {
    throw new DealError({ code: 'genius-function', file, problem: 'aggregation' })
  }
  return ufun.children.flatMap((child) => {
    const weighted = times(factor, numberOf(file, child, 'weight', one))
    if (child.name === 'ufun') return rectanglesIn(file, child, weighted, issues)
    if (child.name !== 'hyperRectangle') return []
    if (child.children.some(({ name }) => name === 'EXCLUDES')) {
      throw new DealError({ code: 'genius-function', file, problem: 'excludes' })
    }
    const all = boundsOf(file, child, issues)
    // A rectangle outside the domain is never reached.
    if (all.some(({ options }) => options.length === 0)) return []
    return [{ all, utility: times(weighted, numberOf(file, child, 'utility', undefined)) }]
  })
}

function numberOf(file: string, element: Element, name: string, otherwise: Rational | undefined) {
  const text = element.attributes.get(name)
  const value = text === undefined ? otherwise : decimal(text)
  if (!value) throw new DealError({ code: 'genius-function', file, problem: 'number' })
  return value
}

/** The options within the bounds, issue by issue; two bounds on one issue are taken together. */
function boundsOf(file: string, rectangle: Element, issues: readonly DomainIssue[]): AnyOf[] {
  const within = new Map<number, number[]>()
  for (const { name, attributes } of rectangle.children) {
    if (name !== 'INCLUDES') continue
    const issue = issues.findIndex(({ index }) => index === attributes.get('index')?.trim())
    const [least, most] = ['min', 'max'].map((bound) => {
      const text = attributes.get(bound)?.trim() ?? ''
      return /^[+-]?\d{1,15}$/.test(text) ? Number(text) : Number.NaN
    }) as [number, number]
    const found = issues[issue]
    if (!found || Number.isNaN(least + most) || found.kind !== 'integer') {
      throw new DealError({ code: 'genius-function', file, problem: 'bounds' })
    }
    const before = within.get(issue) ?? found.options.map((_, v) => v)
    within.set(
      issue,
      before.filter((v) => found.lower + v >= least && found.lower + v <= most),
    )
  }
  return [...within].map(([issue, options]) => ({ issue, options }))
}
