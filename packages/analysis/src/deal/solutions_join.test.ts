// The join of two lists against all packages: every package of a region is met, whatever bounds the
// lists were shortened by, and something was shortened.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minimumBound, totalsOf } from './bound.ts'
import { preparedProgram } from './solutions.ts'
import { randomModel } from './solutions_brute.test-support.ts'
import { Core } from './solutions_core.ts'
import { joinHalves } from './solutions_join.ts'
import type { Program } from './solutions_program.ts'

test('D43 every package that reaches a level is met, with bounds learnt from the lists or without', () => {
  let [listed, listed_with_bounds] = [0, 0]
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 31 - 1 }),
      fc.integer({ min: 2, max: 6 }),
      fc.integer({ min: 1, max: 40 }),
      (seed, parties, rank) => {
        const shape = { issues: 8, options: 3, links: 0, top: 10_000, reservation: 0 }
        const model = randomModel({ ...shape, seed, parties })
        const program = preparedProgram(model)
        const ratios = everyLeastTotal(program)
        const level = ratios[Math.min(rank, ratios.length) - 1] ?? 0
        const expected = ratios.filter((ratio) => ratio >= level)
        const norms = model.parties.map(() => 1)
        const multipliers = minimumBound(program, norms)
        const floors = new Float64Array(program.width).fill(level - 1e-6)
        const slack = multipliers.peak - level + 1e-6
        for (const learn_above of [1, Infinity]) {
          const core = new Core(program, multipliers, slack, floors)
          const met: number[] = []
          const { complete, nodes } = joinHalves(
            core,
            { slack, budget: slack + 1e-6, floors },
            { list_limit: 1e5, node_limit: 1e7, merge: false, norms, learn_above },
            ({ totals }) => met.push(Math.min(...totals)),
          )
          expect(complete).toBe(true)
          expect(met.toSorted((a, b) => b - a)).toEqual(expected)
          if (learn_above === 1) listed_with_bounds += nodes
          else listed += nodes
        }
      },
    ),
    { numRuns: 150 },
  )
  expect(listed_with_bounds).toBeLessThan(listed)
})

/** The least gain of every package, greatest first. */
function everyLeastTotal(program: Program): number[] {
  const chosen = new Int32Array(program.blocks.length)
  const ratios: number[] = []
  const place = (b: number): void => {
    const block = program.blocks[b]
    if (block === undefined) {
      ratios.push(Math.min(...totalsOf(program, chosen)))
      return
    }
    for (let j = 0; j < block.size; j += 1) {
      chosen[b] = j
      place(b + 1)
    }
  }
  place(0)
  return ratios.sort((a, b) => b - a)
}
