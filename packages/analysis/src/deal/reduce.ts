// Options of linked issues that can be left out of a search because another option is never worse,
// and the packages that come back with them where they lose nothing.
import { optionGains } from './gains.ts'
import type { Constraint, Model, Package } from './model.ts'

/** For one issue: the options searched, and which options each of them stands for. */
export type Reduced = {
  readonly representatives: readonly number[]
  /** stands_for[option]: itself and those that it makes superfluous; empty where it is one. */
  readonly stands_for: readonly (readonly number[])[]
}

/**
 * An option is superfluous where another has at least its utility for every party, the same part in
 * every constraint and in every bonus that is negative for some party, and a part in every other
 * bonus that it has a part in. Putting the other in its place then never costs anybody anything.
 */
export function reducedOptions(model: Model, issue: number): Reduced {
  const count = model.issues[issue]?.options.length ?? 0
  const gains = optionGains(model, issue)
  const values = Array.from({ length: count }, (_, o) =>
    model.exact ? gains.exact(o, []) : gains.rounded(o, []).map(BigInt),
  )
  const { fixed, helpful } = partsOf(model, issue, count)
  const isOver = (a: number, b: number): boolean =>
    fixed[a] === fixed[b] &&
    (values[a] ?? []).every((value, p) => value >= (values[b]?.[p] ?? 0n)) &&
    (helpful[b] ?? []).every((bonus) => helpful[a]?.includes(bonus) === true)
  const representatives: number[] = []
  const stands_for = Array.from({ length: count }, (): number[] => [])
  for (let o = 0; o < count; o += 1) {
    // Of options that are over each other the first stays.
    const over = Array.from({ length: count }, (_, other) => other).find(
      (other) => other !== o && isOver(other, o) && (other < o || !isOver(o, other)),
    )
    if (over === undefined) representatives.push(o)
  }
  for (let o = 0; o < count; o += 1) {
    const by =
      representatives.find((r) => r === o) ?? representatives.find((r) => isOver(r, o)) ?? o
    stands_for[by]?.push(o)
  }
  return { representatives, stands_for }
}

/** Per option: its part in what must stay as it is, and the bonuses that can only help. */
function partsOf(model: Model, issue: number, count: number) {
  const fixed = Array.from({ length: count }, () => '')
  const helpful = Array.from({ length: count }, (): number[] => [])
  const mark = (has: (option: number) => string) => {
    for (let o = 0; o < count; o += 1) fixed[o] += `${has(o)};`
  }
  for (const constraint of model.constraints) marksOf(constraint, issue).forEach(mark)
  model.bonuses.forEach(({ all, utilities }, number) => {
    const any = all.find((of) => of.issue === issue)
    // A bonus on this issue alone is in the option's utility.
    if (!any || all.length === 1) return
    const worth = model.exact?.bonuses[number] ?? utilities
    if (worth.every((utility) => utility >= 0)) {
      for (const option of any.options) helpful[option]?.push(number)
    } else mark((o) => String(any.options.includes(o)))
  })
  return { fixed, helpful }
}

function marksOf(constraint: Constraint, issue: number): ((option: number) => string)[] {
  const named = (choices: readonly { issue: number; option: number; cost?: number }[]) => {
    if (!choices.some((choice) => choice.issue === issue)) return []
    return [
      (option: number) =>
        choices
          .filter((choice) => choice.issue === issue && choice.option === option)
          .map(({ cost }) => cost ?? 1)
          .join(),
    ]
  }
  switch (constraint.kind) {
    case 'requires':
      return [...named(constraint.when), ...named(constraint.then)]
    case 'excludes':
    case 'together':
      return named(constraint.all)
    case 'at-most':
      return named(constraint.of)
    case 'budget':
      return named(constraint.costs)
  }
}

/** Per issue the options that can be taken freely: all their combinations have the same utilities. */
export type Box = readonly { readonly issue: number; readonly options: readonly number[] }[]

/**
 * All packages with the utilities of `found` whose options it stands for, where those utilities are
 * efficient: superfluous options lose nothing exactly where they keep every bonus that is earned.
 */
export function boxAround(
  model: Model,
  issues: readonly number[],
  reduced: ReadonlyMap<number, Reduced>,
  found: Package,
): Box {
  const earned = model.bonuses.filter(
    ({ all, utilities }, number) =>
      all.length > 1 &&
      (model.exact?.bonuses[number]?.some((utility) => utility !== 0n) ??
        utilities.some((utility) => utility !== 0)) &&
      all.every(({ issue, options }) => options.includes(found[issue] ?? -1)),
  )
  return issues.map((issue) => {
    const chosen = found[issue] ?? 0
    const gains = optionGains(model, issue)
    const worth = (o: number) => (model.exact ? gains.exact(o, []) : gains.rounded(o, [])).join()
    const options = (reduced.get(issue)?.stands_for[chosen] ?? [chosen]).filter(
      (o) =>
        worth(o) === worth(chosen) &&
        earned.every(({ all }) =>
          all.every((any) => any.issue !== issue || any.options.includes(o)),
        ),
    )
    return { issue, options }
  })
}
