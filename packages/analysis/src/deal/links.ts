// The links between issues as small automata that read a package issue by issue, and the components
// of issues that hang together by them. What a link means is decided here and nowhere else.
import type { Bonus, Choice, Constraint, Model } from './model.ts'

/**
 * Reads the options of the issues in its scope, in any order. State 0 is final: whatever follows,
 * the link asks and gives nothing any more.
 */
export type Link = {
  readonly name: string
  readonly scope: ReadonlySet<number>
  readonly start: number
  /** The state after an option; -1 where no package can satisfy the link any more. */
  readonly step: (state: number, issue: number, option: number, issues_left: number) => number
  /** What is added when the scope is read to its end in a state other than 0. */
  readonly bonus?: number
}

/** A budget: read as a further column, of which less is better. */
export type Budget = {
  readonly limit: number
  /** costs.get(issue)[option]. */
  readonly costs: ReadonlyMap<number, readonly number[]>
}

export type Links = { readonly links: readonly Link[]; readonly budgets: readonly Budget[] }

/** The options of each issue that satisfy a conjunction of choices; none where two exclude. */
function conjunction(all: readonly Choice[]): Map<number, ReadonlySet<number>> {
  const options = new Map<number, ReadonlySet<number>>()
  for (const { issue, option } of all) {
    const before = options.get(issue)
    options.set(issue, before === undefined || before.has(option) ? new Set([option]) : new Set())
  }
  return options
}

const ALIVE = 1

function bonusLink({ all }: Bonus, number: number): Link {
  const options = new Map(all.map((any) => [any.issue, new Set(any.options)]))
  return {
    name: `bonus ${number + 1}`,
    scope: new Set(options.keys()),
    start: ALIVE,
    step: (state, issue, option) => (state && options.get(issue)?.has(option) ? ALIVE : 0),
    bonus: number,
  }
}

function excludesLink(all: readonly Choice[], name: string): Link {
  const options = conjunction(all)
  return {
    name,
    scope: new Set(options.keys()),
    start: ALIVE,
    step: (state, issue, option, left) => {
      if (!state || !options.get(issue)?.has(option)) return 0
      return left === 0 ? -1 : ALIVE
    },
  }
}

function togetherLink(all: readonly Choice[], name: string): Link {
  const [UNREAD, ALL, NONE] = [1, 2, 3]
  const taken = (issue: number, option: number) =>
    all.filter((choice) => choice.issue === issue).map((choice) => choice.option === option)
  return {
    name,
    scope: new Set(all.map(({ issue }) => issue)),
    start: UNREAD,
    step: (state, issue, option, left) => {
      if (state === 0) return 0
      const each = taken(issue, option)
      const now = each.every(Boolean) ? ALL : each.some(Boolean) ? -1 : NONE
      if (now < 0 || (state !== UNREAD && state !== now)) return -1
      return left === 0 ? 0 : now
    },
  }
}

function requiresLink(when: readonly Choice[], then: readonly Choice[], name: string): Link {
  const condition = conjunction(when)
  const consequence = conjunction(then)
  // 1: the condition may still hold, and so may the consequence; 2: the consequence failed.
  const [OPEN, FAILED] = [1, 2]
  return {
    name,
    scope: new Set([...condition.keys(), ...consequence.keys()]),
    start: OPEN,
    step: (state, issue, option, left) => {
      if (state === 0) return 0
      if (condition.get(issue)?.has(option) === false) return 0
      const failed = state === FAILED || consequence.get(issue)?.has(option) === false
      if (left > 0) return failed ? FAILED : OPEN
      return failed ? -1 : 0
    },
  }
}

function atMostLink(k: number, of: readonly Choice[], name: string): Link {
  const options = new Map<number, Set<number>>()
  for (const { issue, option } of of) {
    options.set(issue, (options.get(issue) ?? new Set()).add(option))
  }
  return {
    name,
    scope: new Set(options.keys()),
    // The number taken, plus one; a package takes one option per issue.
    start: options.size <= k ? 0 : 1,
    step: (state, issue, option, left) => {
      if (state === 0) return 0
      const taken = state - 1 + (options.get(issue)?.has(option) ? 1 : 0)
      if (taken > k) return -1
      return taken + left <= k ? 0 : taken + 1
    },
  }
}

function budgetOf(model: Model, link: Constraint & { kind: 'budget' }): Budget {
  const costs = new Map<number, number[]>()
  for (const { issue, option, cost } of link.costs) {
    const options = model.issues[issue]?.options.length ?? 0
    const of_issue = costs.get(issue) ?? Array.from({ length: options }, () => 0)
    of_issue[option] = (of_issue[option] ?? 0) + cost
    costs.set(issue, of_issue)
  }
  return { limit: link.limit, costs }
}

/** How a constraint is named in answers: its kind and its place in the list, counted from 1. */
export function constraintName(constraint: Constraint, number: number): string {
  return `link ${number + 1} (${constraint.kind})`
}

/** The automata of all constraints and bonuses, but for bonuses that hang on one issue alone. */
export function linksOf(model: Model): Links {
  const links: Link[] = []
  const budgets: Budget[] = []
  model.constraints.forEach((constraint, number) => {
    const name = constraintName(constraint, number)
    switch (constraint.kind) {
      case 'requires':
        links.push(requiresLink(constraint.when, constraint.then, name))
        return
      case 'excludes':
        links.push(excludesLink(constraint.all, name))
        return
      case 'together':
        links.push(togetherLink(constraint.all, name))
        return
      case 'at-most':
        links.push(atMostLink(constraint.k, constraint.of, name))
        return
      case 'budget':
        budgets.push(budgetOf(model, constraint))
    }
  })
  model.bonuses.forEach((bonus, number) => {
    if (bonus.all.length > 1) links.push(bonusLink(bonus, number))
  })
  return { links, budgets }
}

/** Issues that hang together by links, each component in ascending order; single issues alone. */
export function components(issues_count: number, { links, budgets }: Links): number[][] {
  const root = Int32Array.from({ length: issues_count }, (_, i) => i)
  const find = (i: number): number => {
    let at = i
    while (root[at] !== at) at = root[at] = root[root[at] as number] as number
    return at
  }
  for (const scope of [
    ...links.map((l) => [...l.scope]),
    ...budgets.map((b) => [...b.costs.keys()]),
  ]) {
    for (const issue of scope) root[find(issue)] = find(scope[0] as number)
  }
  const members = new Map<number, number[]>()
  for (let i = 0; i < issues_count; i += 1) {
    members.set(find(i), [...(members.get(find(i)) ?? []), i])
  }
  return [...members.values()]
}

/** Whether a package satisfies a constraint: the definition that searches are tested against. */
export function keeps(constraint: Constraint, chosen: ArrayLike<number>): boolean {
  const takes = ({ issue, option }: Choice) => chosen[issue] === option
  switch (constraint.kind) {
    case 'requires':
      return !constraint.when.every(takes) || constraint.then.every(takes)
    case 'excludes':
      return !constraint.all.every(takes)
    case 'together':
      return constraint.all.every(takes) || !constraint.all.some(takes)
    case 'at-most':
      return constraint.of.filter(takes).length <= constraint.k
    case 'budget':
      return (
        constraint.costs.filter(takes).reduce((sum, { cost }) => sum + cost, 0) <= constraint.limit
      )
  }
}

/** Whether a package satisfies all constraints. */
export function satisfies(model: Model, chosen: ArrayLike<number>): boolean {
  return model.constraints.every((constraint) => keeps(constraint, chosen))
}
