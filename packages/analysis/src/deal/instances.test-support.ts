// Random small negotiations and their frontier by brute force, for the property tests. Brute force
// knows nothing of the searches: it takes every package and the definitions of D3.
import fc from 'fast-check'
import { utilitiesOf } from './gains.ts'
import { satisfies } from './links.ts'
import type { Bonus, Choice, Constraint, Model } from './model.ts'

export type BrutePoint = { readonly utilities: number[]; readonly packages: number[][] }

/** Every efficient point with all its packages, in the order of D9. */
export function bruteFrontier(model: Model): BrutePoint[] {
  const points = new Map<string, BrutePoint>()
  for (const chosen of everyPackage(model)) {
    if (!satisfies(model, chosen)) continue
    const utilities = utilitiesOf(model, chosen)
    const point = points.get(utilities.join()) ?? { utilities, packages: [] }
    point.packages.push(chosen)
    points.set(utilities.join(), point)
  }
  const all = [...points.values()]
  return all
    .filter(
      (a) => !all.some((b) => b !== a && b.utilities.every((u, p) => u >= (a.utilities[p] ?? 0))),
    )
    .sort((a, b) => {
      const first = a.utilities.findIndex((u, p) => u !== b.utilities[p])
      return (b.utilities[first] ?? 0) - (a.utilities[first] ?? 0)
    })
}

export function everyPackage({ issues }: Model): number[][] {
  return issues.reduce<number[][]>(
    (all, { options }) => all.flatMap((head) => options.map((_, o) => [...head, o])),
    [[]],
  )
}

export type Shape = {
  readonly parties?: number
  readonly links: boolean
  readonly issues_limit?: number
}

/** Models of 2 to 5 parties with many ties; utilities of one digit make equal points common. */
export function models({ parties, links, issues_limit = 5 }: Shape): fc.Arbitrary<Model> {
  return fc
    .record({
      parties: parties === undefined ? fc.integer({ min: 2, max: 5 }) : fc.constant(parties),
      sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: issues_limit }),
      top: fc.constantFrom(2, 9, 1000),
    })
    .chain(({ parties: count, sizes, top }) =>
      fc
        .record({
          utilities: fc.tuple(
            ...Array.from({ length: count }, () =>
              fc.tuple(
                ...sizes.map((size) =>
                  fc.array(fc.integer({ min: 0, max: top }), { minLength: size, maxLength: size }),
                ),
              ),
            ),
          ),
          disagreement: fc.array(fc.integer({ min: -2, max: 2 * top }), {
            minLength: count,
            maxLength: count,
          }),
          constraints: links ? fc.array(constraints(sizes), { maxLength: 3 }) : fc.constant([]),
          bonuses: links ? fc.array(bonuses(sizes, count), { maxLength: 4 }) : fc.constant([]),
        })
        .map((drawn): Model => ({
          parties: Array.from({ length: count }, (_, p) => `party ${p}`),
          issues: sizes.map((size, i) => ({
            name: `issue ${i}`,
            options: Array.from({ length: size }, (_, o) => `option ${o}`),
          })),
          utilities: drawn.utilities.map((of_party) =>
            of_party.map((of_issue) => Float64Array.from(of_issue)),
          ),
          disagreement: drawn.disagreement,
          scale: Array.from({ length: count }, () => 1),
          constraints: drawn.constraints,
          bonuses: drawn.bonuses,
        })),
    )
}

function choices(sizes: readonly number[], most: number): fc.Arbitrary<Choice[]> {
  const choice = fc
    .nat(sizes.length - 1)
    .chain((issue) => fc.nat((sizes[issue] ?? 1) - 1).map((option) => ({ issue, option })))
  return fc.uniqueArray(choice, {
    minLength: 1,
    maxLength: most,
    selector: ({ issue, option }) => `${issue} ${option}`,
  })
}

function constraints(sizes: readonly number[]): fc.Arbitrary<Constraint> {
  return fc.oneof(
    fc.record({
      kind: fc.constant('requires' as const),
      when: choices(sizes, 2),
      then: choices(sizes, 2),
    }),
    fc.record({ kind: fc.constant('excludes' as const), all: choices(sizes, 3) }),
    fc.record({ kind: fc.constant('together' as const), all: choices(sizes, 3) }),
    fc.record({ kind: fc.constant('at-most' as const), k: fc.nat(2), of: choices(sizes, 5) }),
    fc.record({
      kind: fc.constant('budget' as const),
      limit: fc.integer({ min: -1, max: 10 }),
      costs: choices(sizes, 7).chain((all) =>
        fc.tuple(
          ...all.map((choice) =>
            fc.integer({ min: -2, max: 5 }).map((cost) => ({ ...choice, cost })),
          ),
        ),
      ),
    }),
  )
}

function bonuses(sizes: readonly number[], parties: number): fc.Arbitrary<Bonus> {
  const any = fc
    .nat(sizes.length - 1)
    .chain((issue) =>
      fc
        .uniqueArray(fc.nat((sizes[issue] ?? 1) - 1), { minLength: 1 })
        .map((options) => ({ issue, options })),
    )
  return fc.record({
    all: fc.uniqueArray(any, { minLength: 1, maxLength: 3, selector: ({ issue }) => issue }),
    utilities: fc.array(fc.integer({ min: -3, max: 6 }), {
      minLength: parties,
      maxLength: parties,
    }),
  })
}
