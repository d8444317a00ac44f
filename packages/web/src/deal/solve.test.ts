// What the deal room shows against brute force on small problems: efficient points, Nash, the zone
// and the text on the table. Utilities by the rule of the server's deal SPEC, not by the code.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deepen } from './deep.ts'
import { hasGaps, solve, withoutGaps, type DealProblem } from './solve.ts'

const seed = Number(process.env['SULH_SEED'] ?? Date.now() & 0x7fffffff)
console.log(`deal room: seed ${seed}`)

const small = fc
  .record({
    sizes: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 4 }),
    numbers: fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 60, maxLength: 60 }),
    fallback: fc.tuple(fc.integer({ min: 0, max: 80 }), fc.integer({ min: 0, max: 80 })),
  })
  .map(({ sizes, numbers, fallback }): DealProblem => {
    let next = 0
    const number = () => numbers[next++ % numbers.length] ?? 0
    return {
      lang: 'en',
      parties: ['A', 'B'],
      issues: sizes.map((n, i) => ({
        name: `issue ${i}`,
        options: Array.from({ length: n }, (_, o) => `option ${o}`),
      })),
      weights: [0, 1].map(() => sizes.map(() => 1 + number())),
      scores: [0, 1].map(() => sizes.map((n) => Array.from({ length: n }, number))),
      fallback,
      constraints: [],
      bonuses: [],
      table: sizes.map(() => 0),
    }
  })

/** DR7: 10,000 x share of the weights x share of the score, rounded; then summed; in points. */
function worthOf(problem: DealProblem, options: readonly number[]): number[] {
  return problem.weights.map((weights, p) => {
    const whole = weights.reduce((a, b) => a + b, 0)
    const units = weights.map((w, i) =>
      Math.round((10_000 * w * (problem.scores[p]?.[i]?.[options[i] ?? 0] ?? 0)) / whole / 100),
    )
    return units.reduce((a, b) => a + b, 0) / 100
  })
}
function everyPackage(problem: DealProblem): number[][] {
  return problem.issues.reduce<number[][]>(
    (all, { options }) => all.flatMap((one) => options.map((_, o) => [...one, o])),
    [[]],
  )
}

test('DR7 efficient points, Nash, zone and table are those of brute force', () => {
  let open_count = 0
  let closed_count = 0
  fc.assert(
    fc.property(small, (problem) => {
      const answer = solve(problem)
      const all = everyPackage(problem).map((options) => worthOf(problem, options))
      const better = (a: number[], b: number[]) =>
        a.every((w, p) => w >= (b[p] ?? 0)) && a.some((w, p) => w > (b[p] ?? 0))
      const efficient = all.filter((one) => !all.some((other) => better(other, one)))
      const key = (worth: readonly number[]) => worth.map((w) => w.toFixed(2)).join(' ')
      const shown = Array.from({ length: answer.points.count }, (_, k) =>
        key(answer.points.worth.map((of) => of[k] ?? 0)),
      )
      expect(new Set(shown)).toEqual(new Set(efficient.map(key)))
      expect(answer.complete).toBe(true)
      const gains = all.map((worth) => worth.map((w, p) => w - (problem.fallback[p] ?? 0)))
      const products = gains
        .filter((g) => g.every((x) => x >= 0))
        .map((g) => (g[0] ?? 0) * (g[1] ?? 0))
      expect(answer.zone.state).toBe(products.length > 0 ? 'open' : 'closed')
      if (products.length > 0) open_count += 1
      else closed_count += 1
      const { nash } = answer.named
      if (products.length === 0) expect(nash).toBeUndefined()
      else
        expect((nash?.gains ?? []).reduce((a, b) => a * b, 1)).toBeCloseTo(Math.max(...products), 6)
      const table = worthOf(problem, problem.table ?? [])
      expect(answer.table?.worth.map((w) => w.toFixed(2))).toEqual(table.map((w) => w.toFixed(2)))
      expect(answer.table?.efficient).toBe(!all.some((other) => better(other, table)))
    }),
    { seed, numRuns: 60 },
  )
  expect(Math.min(open_count, closed_count)).toBeGreaterThan(0)
})

test('D12 a search that is stopped says so and names no solution', () => {
  const problem = fc.sample(small, { seed, numRuns: 1 })[0]
  if (!problem) throw new Error('One problem was sampled.')
  const answer = solve(problem, { cancelled: () => true })
  expect([answer.cancelled, answer.complete, answer.zone.state]).toEqual([true, false, 'unknown'])
  expect(Object.values(answer.named)).toEqual([undefined, undefined, undefined, undefined])
})

test('a trade leaves nobody worse off, and a sure estimate has a band without width', () => {
  fc.assert(
    fc.property(small, (problem) => {
      const sure = { low: 1, high: 1 }
      const deep = deepen({
        problem,
        intervals: {
          weights: problem.weights.map((of) => of.map(() => sure)),
          scores: problem.scores.map((of) => of.map((o) => o.map((s) => ({ low: s, high: s })))),
          fallback: problem.fallback.map((f) => ({ low: f, high: f })),
        },
        chosen: problem.table,
        earlier: [],
        names: [
          { en: 'A', ar: 'أ' },
          { en: 'B', ar: 'ب' },
        ],
      })
      const table = worthOf(problem, problem.table ?? [])
      if (deep.trades.state !== 'found') throw new Error('There is a table and no link.')
      for (const { package: traded } of deep.trades.best) {
        const after = worthOf(problem, traded.options)
        expect(after.every((w, p) => w >= (table[p] ?? 0) - 1e-9)).toBe(true)
        expect(after.some((w, p) => w > (table[p] ?? 0))).toBe(true)
      }
      for (const [p, band] of (deep.trust?.bands ?? []).entries()) {
        expect(band.high - band.low).toBeCloseTo(0, 6)
        expect(band.likely).toBeCloseTo(table[p] ?? 0, 1)
      }
    }),
    { seed, numRuns: 6 },
  )
})

test('a search that ended with a gap is done again with a solver from outside, no other is', () => {
  fc.assert(
    fc.property(small, (problem) => {
      const whole = solve(problem)
      expect(hasGaps(whole)).toBe(false)
      const { egalitarian } = whole.named
      if (!egalitarian) return
      const { value } = egalitarian.certificate
      const bounded = {
        status: 'bounded',
        method: 'cut short',
        value: -9,
        bound: 9,
        gap: 18,
      } as const
      const short = { ...egalitarian, options: [], certificate: bounded }
      const answer = { ...whole, named: { ...whole.named, nash: short, egalitarian: short } }
      expect(hasGaps(answer)).toBe(true)
      const silent = { name: 'silent', solve: () => undefined }
      const { named } = withoutGaps(problem, answer, silent, {})
      expect(named.egalitarian?.certificate).toMatchObject({ status: 'exact', gap: 0 })
      expect(named.egalitarian?.certificate.value).toBeCloseTo(value, 9)
      // Nash is never asked for, and what was exact is left as it was.
      expect(named.nash).toBe(short)
      expect(named.utilitarian).toBe(whole.named.utilitarian)
    }),
    { numRuns: 40, seed },
  )
})
