// For tests: small random negotiations and the best of all their packages by looking at each one,
// in plain whole-number arithmetic that shares nothing with the searches.
import type { Bonus, Choice, Constraint, Model } from './model.ts'

export type Shape = {
  readonly seed: number
  readonly parties: number
  readonly issues: number
  readonly options: number
  readonly links: number
  readonly top: number
  /** Disagreement as a share of the sum of the issues' best. */
  readonly reservation: number
}

/** mulberry32. */
export function drawing(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export function randomModel(shape: Shape): Model {
  const next = drawing(shape.seed)
  const below = (n: number) => Math.floor(next() * n)
  const issues = Array.from({ length: shape.issues }, (_, i) => ({
    name: `issue ${i}`,
    options: Array.from({ length: 1 + below(shape.options) }, (_, o) => `option ${o}`),
  }))
  const utilities = Array.from({ length: shape.parties }, () =>
    issues.map(({ options }) => Float64Array.from(options, () => below(shape.top + 1))),
  )
  const choice = (): Choice => {
    const issue = below(issues.length)
    return { issue, option: below(issues[issue]?.options.length ?? 1) }
  }
  const choices = () => Array.from({ length: 1 + below(3) }, choice)
  const constraints: Constraint[] = []
  const bonuses: Bonus[] = []
  for (let link = 0; link < shape.links; link++) {
    const kind = below(6)
    if (kind === 0) constraints.push({ kind: 'requires', when: choices(), then: [choice()] })
    if (kind === 1) constraints.push({ kind: 'excludes', all: [choice(), choice()] })
    if (kind === 2) constraints.push({ kind: 'together', all: [choice(), choice()] })
    if (kind === 3) constraints.push({ kind: 'at-most', k: below(3), of: choices() })
    if (kind === 4) {
      const costs = choices().map((c) => ({ ...c, cost: below(7) - 2 }))
      constraints.push({ kind: 'budget', limit: below(8), costs })
    }
    if (kind === 5) {
      const worth = Array.from(
        { length: shape.parties },
        () => below(shape.top + 1) - shape.top / 3,
      )
      const all = new Map(choices().map((c) => [c.issue, c]))
      bonuses.push({
        all: [...all.values()].map(({ issue, option }) => ({
          issue,
          options: next() < 0.3 && option > 0 ? [0, option] : [option],
        })),
        utilities: worth.map(Math.round),
      })
    }
  }
  return {
    parties: Array.from({ length: shape.parties }, (_, p) => `party ${p}`),
    issues,
    utilities,
    disagreement: utilities.map((of) =>
      Math.floor(shape.reservation * of.reduce((sum, values) => sum + Math.max(...values), 0)),
    ),
    scale: utilities.map(() => 10_000),
    constraints,
    bonuses,
  }
}

export function allPackages(model: Model): number[][] {
  let result: number[][] = [[]]
  for (const { options } of model.issues)
    result = result.flatMap((options_before) => options.map((_, o) => [...options_before, o]))
  return result.filter((options) => model.constraints.every((c) => holds(c, options)))
}

function holds(constraint: Constraint, options: readonly number[]): boolean {
  const on = (c: Choice) => options[c.issue] === c.option
  if (constraint.kind === 'requires')
    return constraint.when.some((c) => !on(c)) || constraint.then.every(on)
  if (constraint.kind === 'excludes') return constraint.all.some((c) => !on(c))
  if (constraint.kind === 'together') return new Set(constraint.all.map(on)).size < 2
  if (constraint.kind === 'at-most') return constraint.of.filter(on).length <= constraint.k
  return constraint.costs.filter(on).reduce((sum, c) => sum + c.cost, 0) <= constraint.limit
}

export function gainsByHand(model: Model, options: readonly number[]): number[] {
  return model.utilities.map((of, p) => {
    let sum = -(model.disagreement[p] ?? 0)
    options.forEach((option, i) => (sum += of[i]?.[option] ?? 0))
    for (const { all, utilities } of model.bonuses)
      if (all.every((any) => any.options.includes(options[any.issue] ?? -1)))
        sum += utilities[p] ?? 0
    return sum
  })
}

/** All packages that are best, or undefined where the objective names none. */
export function bruteForce(
  model: Model,
  objective: 'nash' | 'egalitarian' | 'kalai-smorodinsky' | 'utilitarian',
): { readonly best: readonly (readonly number[])[] } | undefined {
  const packages = allPackages(model)
  let open = packages.map((options) => ({ options, gains: gainsByHand(model, options) }))
  if (open.length === 0) return undefined
  const ideal = model.parties.map((_, p) => Math.max(...open.map(({ gains }) => gains[p] ?? 0)))
  const keys = (gains: readonly number[]): bigint[] => {
    if (objective === 'utilitarian') return [BigInt(gains.reduce((a, b) => a + b, 0))]
    if (objective === 'nash')
      return [gains.reduce((all, g) => all * BigInt(g), 1n), ...sorted(gains)]
    if (objective === 'egalitarian') return sorted(gains)
    // Over the product of all ranges, so that ratios are whole numbers.
    const ranges = ideal.map((i) => BigInt(Math.max(1, i)))
    const all = ranges.reduce((product, range) => product * range, 1n)
    return gains
      .flatMap((g, p) => ((ideal[p] ?? 0) > 0 ? [(BigInt(g) * all) / (ranges[p] ?? 1n)] : []))
      .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  }
  const sorted = (gains: readonly number[]) => gains.toSorted((a, b) => a - b).map(BigInt)
  if (objective === 'nash') open = open.filter(({ gains }) => gains.every((g) => g >= 0))
  // Who can hope for nothing must lose nothing, and who must lose keeps the others from a solution.
  if (objective === 'kalai-smorodinsky')
    open = open.filter(({ gains }) => ideal.every((i, p) => i > 0 || (gains[p] ?? 0) >= 0))
  if (open.length === 0) return undefined
  const compare = (a: readonly bigint[], b: readonly bigint[]) => {
    const at = a.findIndex((value, k) => value !== b[k])
    return at < 0 ? 0 : (a[at] ?? 0n) < (b[at] ?? 0n) ? -1 : 1
  }
  const ranked = open.map(({ options, gains }) => ({ options, key: keys(gains), gains }))
  let top = ranked.reduce((best, one) => (compare(one.key, best.key) > 0 ? one : best))
  // A positive product is compared alone; a product of 0 falls back on leximin.
  if (objective === 'nash' && (top.key[0] ?? 0n) > 0n) for (const one of ranked) one.key.length = 1
  top = ranked.reduce((best, one) => (compare(one.key, best.key) > 0 ? one : best))
  return {
    best: ranked.filter((one) => compare(one.key, top.key) === 0).map(({ options }) => options),
  }
}

/** Twelve idle issues and a budget over all of them: too wide for one block, so links become rows. */
export function widened(model: Model): Model {
  const idle = Array.from({ length: 12 }, (_, k) => ({ name: `idle ${k}`, options: ['a', 'b'] }))
  const first = model.issues.length
  return {
    ...model,
    issues: [...model.issues, ...idle],
    utilities: model.utilities.map((issues) => [
      ...issues,
      ...idle.map(() => Float64Array.of(0, 0)),
    ]),
    constraints: [
      {
        kind: 'budget',
        limit: 12,
        costs: [...model.issues, ...idle].map((_, issue) => ({
          issue,
          option: 0,
          cost: issue < first ? 0 : 1,
        })),
      },
      ...model.constraints,
    ],
  }
}
