// The negotiations that the bench of deal analysis measures on: made from a seed, in three kinds of
// preferences, because methods that are quick on independent ones need not be on others.
import type { Choice, Constraint, Model } from '../packages/analysis/src/deal/model.ts'

/**
 * - independent: every utility is drawn by itself.
 * - aligned: half of each utility is common to all parties.
 * - opposed: what an option gives is nearly the same in sum, so that one's gain is others' loss.
 */
export const kinds = ['independent', 'aligned', 'opposed'] as const
export type Kind = (typeof kinds)[number]

export type Size = {
  readonly kind: Kind
  readonly parties: number
  readonly issues: number
  readonly options: number
  readonly links?: number
  readonly seed: number
}

/** Mulberry32. */
function drawing(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Points from 0 to 10,000; no disagreement, so that every package counts. */
export function instance({ kind, parties, issues, options, links = 0, seed }: Size): Model {
  const next = drawing(seed)
  const names = Array.from({ length: issues }, (_, i) => ({
    name: `issue ${i + 1}`,
    options: Array.from({ length: options }, (_o, o) => `option ${o + 1}`),
  }))
  const utilities = Array.from({ length: parties }, () =>
    names.map(() => new Float64Array(options)),
  )
  for (let i = 0; i < issues; i += 1) {
    for (let o = 0; o < options; o += 1) {
      const own = utilities.map(() => next())
      const common = next()
      const sum = own.reduce((a, b) => a + b, 0)
      utilities.forEach((of, p) => {
        const mine = own[p] ?? 0
        const share =
          kind === 'independent'
            ? mine
            : kind === 'aligned'
              ? (mine + common) / 2
              : 0.9 * (mine / sum) + 0.1 * common
        const column = of[i]
        if (column) column[o] = Math.round(10_000 * share)
      })
    }
  }
  return {
    parties: utilities.map((_, p) => `party ${p + 1}`),
    issues: names,
    utilities,
    disagreement: utilities.map(() => 0),
    scale: utilities.map(() => 10_000),
    constraints: linksOf(links, issues, options, next),
    bonuses: [],
  }
}

/** Requirements along the order of the issues (no cycle), exclusions, and a few limits. */
function linksOf(count: number, issues: number, options: number, next: () => number): Constraint[] {
  const below = (n: number) => Math.floor(next() * n)
  const choice = (issue: number): Choice => ({ issue, option: below(options) })
  return Array.from({ length: count }, (_, l): Constraint => {
    const first = below(issues - 1)
    const second = first + 1 + below(Math.min(6, issues - 1 - first))
    if (l % 4 === 3) {
      const of = [0, 1, 2, 3].map((k) => choice((first + 3 * k) % issues))
      return { kind: 'at-most', k: 2, of }
    }
    return l % 2 === 0
      ? { kind: 'requires', when: [choice(first)], then: [choice(second)] }
      : { kind: 'excludes', all: [choice(first), choice(second)] }
  })
}
