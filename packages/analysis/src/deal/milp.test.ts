// A solver from outside, where the search itself ends with a gap: HiGHS against the best of all
// packages, and answers of a solver that do not stand.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { compareLeximin } from './solutions_gains.ts'
import { answerOf } from './answer.ts'
import { frontierOf } from './frontier.ts'
import { highsSolver } from './highs.ts'
import type { MilpAnswer, MilpSolver } from './milp.ts'
import type { Model } from './model.ts'
import {
  drawing,
  allPackages,
  bruteForce,
  gainsByHand,
  randomModel,
  widened,
} from './solutions_brute.test-support.ts'
import { hasPackage, solvePoint, type Objective, type Point } from './solutions.ts'

let highs: MilpSolver
beforeAll(async () => {
  const file = createRequire(import.meta.url).resolve('highs/runtime')
  highs = await highsSolver(readFileSync(file))
})

/** So small that hardly anything is closed by the search itself. */
const tiny = { limit_nodes: 0 }

const shapes = fc.record({
  seed: fc.nat(),
  parties: fc.integer({ min: 2, max: 5 }),
  issues: fc.integer({ min: 3, max: 5 }),
  options: fc.constantFrom(3, 4),
  links: fc.integer({ min: 1, max: 4 }),
  top: fc.constantFrom(9, 100, 10_000),
  reservation: fc.constantFrom(0, 0.2),
})

/** What an objective makes greatest: the least gain, the least share of the ideal, or the sum. */
function levelOf(model: Model, objective: Objective, gains: readonly number[]): number {
  if (objective === 'utilitarian') return gains.reduce((a, b) => a + b, 0)
  if (objective === 'egalitarian') return Math.min(...gains)
  const all = allPackages(model).map((options) => gainsByHand(model, options))
  const ideal = model.parties.map((_, p) => Math.max(...all.map((of) => of[p] ?? 0)))
  const shares = gains.flatMap((gain, p) => ((ideal[p] ?? 0) > 0 ? [gain / (ideal[p] ?? 1)] : []))
  return Math.min(...shares)
}

const objectives = ['egalitarian', 'kalai-smorodinsky', 'utilitarian'] as const

/** The answer of the search with the solver beside that of the search alone. */
function compared(model: Model, wide: Model, objective: Objective) {
  const alone = solvePoint(wide, objective, tiny)
  const answer = solvePoint(wide, objective, { ...tiny, solver: highs })
  if (!hasPackage(answer)) return { closed: 0, exact: 0 }
  const best = gainsByHand(model, bruteForce(model, objective)?.best[0] ?? [])
  const found = gainsByHand(model, [...answer.package].slice(0, model.issues.length))
  const greatest = levelOf(model, objective, best)
  const { status, value, bound, gap, method } = answer.certificate
  const one = objective === 'kalai-smorodinsky' ? 1 : (model.scale[0] ?? 1)
  expect(bound).toBeGreaterThanOrEqual(value)
  expect(bound * one).toBeGreaterThanOrEqual(greatest - 1e-9)
  if (gap === 0) expect(levelOf(model, objective, found)).toBeCloseTo(greatest, 9)
  if (status === 'exact' && objective === 'egalitarian')
    expect(compareLeximin(found, best, model.scale)).toBe(0)
  const gap_before = hasPackage(alone) ? alone.certificate.gap : Infinity
  const closed = gap === 0 && gap_before > 0
  if (closed) expect(method).toContain('bound by HiGHS')
  return { closed: Number(closed), exact: Number(closed && status === 'exact') }
}

describe('HiGHS where the search ends at its limit', () => {
  for (const objective of objectives)
    test(`D46 D47 ${objective}: what it closes is the best of all packages`, () => {
      const seen = { closed: 0, exact: 0 }
      const count = (one: { closed: number; exact: number }) => {
        seen.closed += one.closed
        seen.exact += one.exact
      }
      fc.assert(
        fc.property(shapes, (shape) => {
          const model = randomModel(shape)
          count(compared(model, widened(model), objective))
        }),
        { numRuns: 60 },
      )
      fc.assert(
        fc.property(fc.nat(), (seed) => {
          const model = withinBudget(seed)
          count(compared(model, model, objective))
        }),
        { numRuns: 12 },
      )
      // The limits are such that the search alone leaves a gap, and HiGHS is what closes it.
      expect(seen.closed).toBeGreaterThan(4)
      expect(seen.exact).toBeGreaterThan(2)
    })
})

/** Thirteen issues under one budget: wider than a block, so that the bound of the search is not sharp. */
function withinBudget(seed: number): Model {
  const next = drawing(seed)
  const below = (n: number) => Math.floor(n * next())
  const issues = Array.from({ length: 13 }, (_, i) => ({
    name: `issue ${i}`,
    options: ['no', 'yes'],
  }))
  const costs = issues.map((_, issue) => ({ issue, option: 1, cost: 20 + below(30) }))
  return {
    parties: ['North', 'South', 'West'],
    issues,
    utilities: [0, 1, 2].map(() => issues.map(() => Float64Array.of(0, below(100)))),
    disagreement: [0, 0, 0],
    scale: [100, 100, 100],
    constraints: [{ kind: 'budget', limit: 230, costs }],
    bonuses: [],
  }
}

test('D46 the whole answer names it where the frontier is not complete, and Nash never asks it', () => {
  const shape = { seed: 4, parties: 3, issues: 8, options: 4, links: 0, top: 1000, reservation: 0 }
  const model = randomModel(shape)
  const asked: string[] = []
  const solver: MilpSolver = {
    name: highs.name,
    solve: (problem, cancelled) => {
      asked.push('asked')
      return highs.solve(problem, cancelled)
    },
  }
  const frontier = frontierOf(model, { max_candidates: 20 })
  expect(frontier.complete).toBe(false)
  const { egalitarian } = answerOf(frontier, { ...tiny, solver })
  const best = gainsByHand(model, bruteForce(model, 'egalitarian')?.best[0] ?? [])
  expect(egalitarian?.certificate.method).toContain('bound by HiGHS')
  expect(egalitarian?.certificate.value).toBeCloseTo(Math.min(...best) / 10_000, 12)
  asked.length = 0
  solvePoint(model, 'nash', { ...tiny, solver })
  expect(asked).toEqual([])
})

describe('D47 an answer that does not stand is refused', () => {
  // Two issues of two options; both parties can have 6 at least, or 9 and 3.
  const issue = (name: string) => ({ name, options: ['a', 'b'] })
  const model: Model = {
    parties: ['North', 'South'],
    issues: [issue('Oil'), issue('Roads'), issue('Posts')],
    utilities: [
      [Float64Array.of(6, 1), Float64Array.of(0, 5), Float64Array.of(3, 0)],
      [Float64Array.of(1, 6), Float64Array.of(5, 0), Float64Array.of(0, 3)],
    ],
    disagreement: [0, 0],
    scale: [1, 1],
    constraints: [],
    bonuses: [],
  }
  const best = bruteForce(model, 'egalitarian')?.best[0] ?? []
  const level = Math.min(...gainsByHand(model, best))
  const columns = (options: readonly number[], s: number) =>
    Float64Array.from([...options.flatMap((o) => [o === 0 ? 1 : 0, o === 1 ? 1 : 0]), s])
  const asked = (answer: MilpAnswer | undefined, of: Model = model): Point => {
    const solver = { name: 'Oracle', solve: () => answer }
    const found = solvePoint(of, 'egalitarian', { ...tiny, solver })
    if (!hasPackage(found)) throw new Error('No package was found.')
    return found
  }
  const alone = asked(undefined)
  const right = { columns: columns(best, level), objective: level }

  test('the search alone leaves a gap, and a true answer closes it', () => {
    expect(alone.certificate).toMatchObject({ status: 'bounded' })
    expect(alone.certificate.gap).toBeGreaterThan(0)
    const { certificate } = asked({ bound: level, found: right })
    expect(certificate.gap).toBe(0)
    expect(certificate.value).toBe(level)
    expect(certificate.method).toContain('bound by Oracle')
    const loose = asked({ bound: level + 1, found: right })
    expect(loose.certificate).toMatchObject({ status: 'bounded', value: level })
    expect(loose.certificate.gap).toBeGreaterThan(0)
  })

  test.each<[string, MilpAnswer]>([
    ['a bound that a known package exceeds', { bound: level - 2 }],
    ['a bound that its own package exceeds', { bound: level - 1, found: right }],
    ['a bound that is no number', { bound: NaN, found: right }],
    ['a level that its package has not', { bound: 9, found: { ...right, objective: 9 } }],
    [
      'halves of options',
      { bound: level, found: { columns: columns([2, 2, 2], level), objective: level } },
    ],
    [
      'two options of one issue',
      {
        bound: level,
        found: { columns: Float64Array.of(1, 1, 1, 0, 1, 0, level), objective: level },
      },
    ],
  ])('%s', (_name, answer) => {
    const found = asked(answer)
    expect(found.certificate).toEqual({
      ...alone.certificate,
      method: `${alone.certificate.method}; an answer of Oracle was refused`,
    })
    expect(found.package).toEqual(alone.package)
  })

  test('a package that breaks a link', () => {
    const tight = withinBudget(1)
    const everything = tight.issues.map(() => 1)
    const sum = Math.min(...gainsByHand(tight, everything))
    const answer = { bound: sum, found: { columns: columns(everything, sum), objective: sum } }
    const found = asked(answer, tight)
    expect([...found.package]).not.toEqual(everything)
    expect(found.certificate.method).toContain('refused')
    expect(found.certificate.status).toBe('bounded')
  })
})
