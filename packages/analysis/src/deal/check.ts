// Whether a model can be searched at all: shapes, names, numbers, sums, and links that make sense
// together. Everything after this check relies on it; nothing is corrected here.
import { DealError } from './fault.ts'
import { linkedPart } from './linked.ts'
import { components, constraintName, linksOf } from './links.ts'
import type { Choice, Constraint, Model } from './model.ts'

export const OPTIONS_LIMIT = 65_535

/** Throws DealError with the first fault found, in the order: shape, numbers, links. */
export function checkModel(model: Model): void {
  checkShape(model)
  model.parties.forEach((_, party) => checkNumbers(model, party))
  if (model.exact) checkExact(model)
  checkLinks(model)
}

function unique(names: readonly string[]): void {
  const seen = new Set<string>()
  for (const name of names) {
    if (seen.has(name)) throw new DealError({ code: 'same-name', name })
    seen.add(name)
  }
}

function checkShape({ parties, issues }: Model): void {
  if (parties.length < 2) throw new DealError({ code: 'parties', count: parties.length })
  if (issues.length === 0) throw new DealError({ code: 'no-issues' })
  for (const { name, options } of issues) {
    if (options.length === 0) throw new DealError({ code: 'no-options', issue: name })
    if (options.length > OPTIONS_LIMIT) {
      throw new DealError({ code: 'too-many-options', issue: name, count: options.length })
    }
  }
  unique(parties)
  unique(issues.map(({ name }) => name))
  for (const { options } of issues) unique(options)
}

function checkNumbers(model: Model, p: number): void {
  const party = model.parties[p] ?? ''
  let most = 0
  model.issues.forEach(({ name, options }, i) => {
    let greatest = 0
    options.forEach((option, o) => {
      const utility = model.utilities[p]?.[i]?.[o]
      const at = { party, issue: name, option }
      if (utility === undefined || Number.isNaN(utility)) {
        throw new DealError({ code: 'utility-missing', ...at })
      }
      if (utility < 0) throw new DealError({ code: 'utility-negative', ...at })
      if (!Number.isInteger(utility)) throw new DealError({ code: 'utility-not-integer', ...at })
      greatest = Math.max(greatest, utility)
    })
    most += greatest
  })
  model.bonuses.forEach(({ utilities }, b) => {
    const utility = utilities[p]
    if (utility === undefined || !Number.isInteger(utility)) {
      throw new DealError({ code: 'link-number', link: `bonus ${b + 1}` })
    }
    most += Math.abs(utility)
  })
  const disagreement = model.disagreement[p]
  if (disagreement === undefined || !Number.isSafeInteger(disagreement)) {
    throw new DealError({ code: 'disagreement', party })
  }
  const scale = model.scale[p]
  if (scale === undefined || !(scale > 0) || !Number.isFinite(scale)) {
    throw new DealError({ code: 'scale', party })
  }
  if (most > Number.MAX_SAFE_INTEGER) throw new DealError({ code: 'sums', party })
}

function checkExact({ exact, parties, issues, bonuses }: Model): void {
  const fits =
    exact?.utilities.length === parties.length &&
    exact.utilities.every((of_party) =>
      issues.every(({ options }, i) => of_party[i]?.length === options.length),
    ) &&
    exact.bonuses.length === bonuses.length &&
    exact.bonuses.every((bonus) => bonus.length === parties.length) &&
    exact.disagreement.length === parties.length &&
    exact.scale.length === parties.length &&
    exact.error.length === parties.length
  if (!fits) throw new DealError({ code: 'exact-shape' })
}

function choicesOf(constraint: Constraint): readonly (readonly Choice[])[] {
  switch (constraint.kind) {
    case 'requires':
      return [constraint.when, constraint.then]
    case 'excludes':
    case 'together':
      return [constraint.all]
    case 'at-most':
      return [constraint.of]
    case 'budget':
      return [constraint.costs]
  }
}

function checkLinks(model: Model): void {
  model.constraints.forEach((constraint, number) => checkConstraint(model, constraint, number))
  model.bonuses.forEach(({ all }, number) => {
    const link = `bonus ${number + 1}`
    if (all.length === 0 || all.some(({ options }) => options.length === 0)) {
      throw new DealError({ code: 'link-empty', link })
    }
    for (const { issue, options } of all) {
      const count = model.issues[issue]?.options.length ?? 0
      if (!options.every((o) => Number.isInteger(o) && o >= 0 && o < count)) {
        throw new DealError({ code: 'link-choice', link })
      }
    }
    if (new Set(all.map(({ issue }) => issue)).size < all.length) {
      throw new DealError({ code: 'link-repeats', link })
    }
  })
  const cycle = cycleOf(model)
  if (cycle) throw new DealError({ code: 'links-cycle', links: cycle })
  const conflict = conflictOf(model)
  if (conflict) throw new DealError({ code: 'links-contradict', links: conflict })
}

function checkConstraint(model: Model, constraint: Constraint, number: number): void {
  const link = constraintName(constraint, number)
  for (const choices of choicesOf(constraint)) {
    if (choices.length === 0) throw new DealError({ code: 'link-empty', link })
    const exists = ({ issue, option }: Choice) =>
      option >= 0 && Number.isInteger(option) && option < (model.issues[issue]?.options.length ?? 0)
    if (!choices.every(exists)) throw new DealError({ code: 'link-choice', link })
    if (new Set(choices.map(({ issue, option }) => `${issue} ${option}`)).size < choices.length) {
      throw new DealError({ code: 'link-repeats', link })
    }
  }
  const numbers =
    constraint.kind === 'at-most'
      ? [constraint.k]
      : constraint.kind === 'budget'
        ? [constraint.limit, ...constraint.costs.map(({ cost }) => cost)]
        : []
  const total = numbers.reduce((sum, n) => sum + Math.abs(n), 0)
  const valid = numbers.every((n) => Number.isInteger(n)) && total <= Number.MAX_SAFE_INTEGER
  if (!valid || (constraint.kind === 'at-most' && constraint.k < 0)) {
    throw new DealError({ code: 'link-number', link })
  }
}

/**
 * The links of a cycle of requirements: a choice that, through others, requires itself. Such links
 * mean "together", and where they were written one by one a reader hardly sees it.
 */
function cycleOf({ constraints }: Model): string[] | undefined {
  const edges = new Map<string, { readonly to: string; readonly link: string }[]>()
  const key = ({ issue, option }: Choice) => `${issue} ${option}`
  constraints.forEach((constraint, number) => {
    if (constraint.kind !== 'requires') return
    const link = constraintName(constraint, number)
    for (const when of constraint.when) {
      const from = edges.get(key(when)) ?? []
      from.push(...constraint.then.map((then) => ({ to: key(then), link })))
      edges.set(key(when), from)
    }
  })
  const finished = new Set<string>()
  const path: { choice: string; link: string }[] = []
  const visit = (choice: string, link: string): string[] | undefined => {
    const entered = path.findIndex((step) => step.choice === choice)
    if (entered >= 0) return [...path.slice(entered + 1).map((step) => step.link), link]
    if (finished.has(choice)) return undefined
    path.push({ choice, link })
    for (const edge of edges.get(choice) ?? []) {
      const found = visit(edge.to, edge.link)
      if (found) return found
    }
    path.pop()
    finished.add(choice)
    return undefined
  }
  for (const choice of edges.keys()) {
    const found = visit(choice, '')
    if (found) return [...new Set(found)]
  }
  return undefined
}

/** A smallest set of links that no package satisfies together (none can be left out of it). */
export function conflictOf(model: Model): string[] | undefined {
  const links = linksOf(model)
  if (model.constraints.length === 0) return undefined
  const numbers = model.constraints.map((_, number) => number)
  for (const issues of components(model.issues.length, links)) {
    const inside = new Set(issues)
    let of_component = numbers.filter((number) =>
      choicesOf(model.constraints[number] as Constraint).some((choices) =>
        choices.some(({ issue }) => inside.has(issue)),
      ),
    )
    if (of_component.length === 0 || isFeasible(model, issues, of_component)) continue
    for (const number of of_component) {
      const others = of_component.filter((other) => other !== number)
      if (!isFeasible(model, issues, others)) of_component = others
    }
    return of_component.map((number) =>
      constraintName(model.constraints[number] as Constraint, number),
    )
  }
  return undefined
}

/** Whether some package satisfies these constraints: the search with utilities left out. */
function isFeasible(model: Model, issues: readonly number[], numbers: readonly number[]): boolean {
  if (numbers.length === 0) return true
  const { exact: _, ...rest } = model
  const bare: Model = {
    ...rest,
    parties: ['anyone'],
    utilities: [model.issues.map(({ options }) => new Float64Array(options.length))],
    constraints: numbers.map((number) => model.constraints[number] as Constraint),
    bonuses: [],
  }
  const part = linkedPart(bare, issues, linksOf(bare), { parties_count: 1 }, () => undefined)
  return part.set.size > 0
}
