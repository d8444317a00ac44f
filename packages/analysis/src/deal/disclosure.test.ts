// What proposals disclose, against brute force: every whole reservation value is tried on every
// package by the definition of the rule.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { disclosedBy, disclosureSentence, type DisclosureRule } from './disclosure.ts'
import { everyPackage, models } from './instances.test-support.ts'
import { satisfies } from './links.ts'
import type { Model } from './model.ts'
import { gainsByHand } from './solutions_brute.test-support.ts'

const rules = ['acceptable', 'nash', 'egalitarian'] as const

/** Whether a package could be proposed if the party's reservation value were `r`. */
function fits(
  model: Model,
  party: number,
  chosen: readonly number[],
  packages: readonly (readonly number[])[],
  rule: DisclosureRule,
  r: number,
): boolean {
  const at = { ...model, disagreement: model.disagreement.with(party, r) }
  const gains = gainsByHand(at, chosen)
  const value = (of: readonly number[]) =>
    rule === 'egalitarian'
      ? Math.min(...of.map((gain, p) => gain / (model.scale[p] ?? 1)))
      : of.some((gain) => gain < 0)
        ? -1
        : of.reduce((all, gain) => all * gain, 1)
  if (rule === 'acceptable') return (gains[party] ?? 0) >= 0
  if (rule === 'nash' && value(gains) < 0) return false
  return packages.every((other) => value(gainsByHand(at, other)) <= value(gains))
}

test('D80 D81 D82 the consistent reservation values are those that brute force finds', () => {
  let told_count = 0
  fc.assert(
    fc.property(
      models({ links: true, issues_limit: 4 }),
      fc.nat(),
      fc.nat(),
      fc.constantFrom(...rules),
      fc.boolean(),
      (drawn, pick, other_pick, rule, listed) => {
        // Different units, so that comparisons in ones matter; powers of two divide exactly.
        const model: Model = { ...drawn, scale: drawn.scale.map((_, p) => 2 ** (p % 3)) }
        const all = everyPackage(model).filter((chosen) => satisfies(model, chosen))
        if (all.length === 0) return
        const party = pick % model.parties.length
        const packages = listed ? all.filter((_, k) => k % 2 === 0) : all
        const prior = { low: -5, high: 30 }
        const values = Array.from({ length: 36 }, (_, k) => k - 5)
        // Half of the time proposals that some reservation value explains.
        const explained = packages.filter((chosen) =>
          fits(model, party, chosen, packages, rule, (other_pick % 12) - 2),
        )
        const from = other_pick % 2 === 0 && explained.length > 0 ? explained : all
        const proposals = [pick, other_pick].map((n) => from[n % from.length] ?? [])
        const expected = values.filter((r) =>
          proposals.every((chosen) => fits(model, party, chosen, packages, rule, r)),
        )
        const answer = disclosedBy(
          model,
          party,
          proposals.map((chosen) => Uint16Array.from(chosen)),
          { rule, prior, ...(listed ? { among: packages.map((p) => Uint16Array.from(p)) } : {}) },
        )
        const { range } = answer
        const found = range ? values.filter((r) => r >= range.low && r <= range.high) : []
        expect(found).toEqual(expected)
        expect(answer.exact).toBe(true)
        expect(answer.left).toBeCloseTo(expected.length / 36, 12)
        if (expected.length > 0 && expected.length < 36) told_count += 1
      },
    ),
    { numRuns: 600 },
  )
  expect(told_count).toBeGreaterThan(50)
})

const oil: Model = {
  parties: ['North', 'South'],
  issues: [{ name: 'Oil', options: ['a', 'b', 'c'] }],
  utilities: [[Float64Array.of(8000, 6000, 3000)], [Float64Array.of(1000, 5000, 8000)]],
  disagreement: [0, 0],
  scale: [10_000, 10_000],
  constraints: [],
  bonuses: [],
}

test('D80 D82 by hand: the middle as Nash package tells that North would not take much less', () => {
  // (6000 - r) 5000 >= (8000 - r) 1000 gives r <= 5500; >= (3000 - r) 8000 gives r >= -2000.
  const answer = disclosedBy(oil, 0, [Uint16Array.of(1)], {
    rule: 'nash',
    prior: { low: 0, high: 10_000 },
  })
  expect(answer).toMatchObject({ range: { low: 0, high: 5500 }, exact: true })
  expect(disclosureSentence(answer, oil, 0, 'en')).toContain('between 0 and 0.55: 55 %')
  expect(disclosureSentence(answer, oil, 0, 'ar')).toContain('بين 0 و0.55')
  // Then a: the product's own reservation value must exceed 5500.
  const both = disclosedBy(oil, 0, [Uint16Array.of(1), Uint16Array.of(0)], {
    rule: 'nash',
    prior: { low: 0, high: 10_000 },
  })
  expect(both.range).toEqual({ low: 5500, high: 5500 })
})

test('D80 a proposal that breaks a link is refused', () => {
  const linked: Model = {
    ...oil,
    constraints: [{ kind: 'excludes', all: [{ issue: 0, option: 1 }] }],
  }
  const options = { rule: 'acceptable', prior: { low: 0, high: 1 } } as const
  expect(() => disclosedBy(linked, 0, [Uint16Array.of(1)], options)).toThrow(RangeError)
})
