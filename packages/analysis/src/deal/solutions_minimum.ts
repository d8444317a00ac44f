// The largest least ratio of any package: bound by weights, then every package within a slack of the
// bound, the slack widened until one is found. Ties are handed to a judge, so a leximin comparison
// costs nothing extra. It does not know what the dimensions mean.
import { minimumBound, totalsOf, type Multipliers } from './bound.ts'
import { branchAndJoin, type Aim } from './solutions_branch.ts'
import { climb, type Score } from './solutions_climb.ts'
import { Core } from './solutions_core.ts'
import type { Region } from './solutions_list.ts'
import type { MilpSolver } from './milp.ts'
import type { Progress } from './model.ts'
import type { Program } from './solutions_program.ts'

export type Effort = {
  readonly progress?: Progress | undefined
  /** Pairs of tree nodes and listed entries before the search gives up with a bound. */
  readonly limit_nodes?: number | undefined
  /** Entries a half may hold; a half with more is halved again. A million with ten dimensions take about 200 MB. */
  readonly limit_entries?: number | undefined
  /** Estimated packages above which a region is halved instead of listed; for tests of halving. */
  readonly branch_above?: number | undefined
  /** Entries above which bounds are learnt from a list; for tests of the learning. */
  readonly learn_above?: number | undefined
  /** Asked where this search ends at a limit with a gap. */
  readonly solver?: MilpSolver | undefined
}

/** Positive where `left` is to be preferred; both are alternatives per block. */
export type Judge = (left: readonly number[], right: readonly number[]) => number

export type Search = {
  readonly best: readonly number[] | undefined
  /** Least ratio of `best`, and what no package exceeds. */
  readonly value: number
  readonly bound: number
  /** Every package whose least ratio is `value` or more was judged. */
  readonly complete: boolean
  /** No package keeps the rows; only where complete. */
  readonly nodes: number
  readonly cancelled: boolean
  readonly multipliers: Multipliers
  /** What a solver from outside added, in words. */
  readonly helped?: string | undefined
}

export type SearchRules = {
  readonly margin?: number
  /** Keep one of several halves with equal sums. */
  readonly merge?: boolean
  readonly enough?: number
  /** A package at hand, to begin from. */
  readonly start?: readonly number[]
}

export const default_nodes = 1e8
const default_entries = 1.5e6
const first_packages = 2e4
const growth = 12

/**
 * Maximises min(total[i] / norms[i], i < norms.length) over packages with totals >= 0 in the other
 * dimensions. With `enough` it only asks whether that ratio is reached: a package that does ends the
 * search, and so does a bound below it. `margin` is how far floating sums may be from exact ones.
 */
export function maximiseMinimum(
  program: Program,
  norms: readonly number[],
  judge: Judge,
  effort: Effort,
  { margin = 0, merge = true, enough = Infinity, start }: SearchRules = {},
): Search {
  const best = new Incumbent(program, norms, judge)
  const multipliers = minimumBound(program, norms, (chosen, totals) =>
    best.offer(totals, () => Array.from(chosen)),
  )
  if (start !== undefined) best.offer(totalsOf(program, start), () => [...start])
  if (best.alternatives !== undefined) {
    const climbed = climb(program, best.alternatives, leastOf(norms))
    best.offer(totalsOf(program, climbed), () => climbed)
  }
  return widen(program, norms, multipliers, best, effort, { margin, merge, enough })
}

function widen(
  program: Program,
  norms: readonly number[],
  multipliers: Multipliers,
  best: Incumbent,
  effort: Effort,
  { margin, merge, enough }: Required<Omit<SearchRules, 'start'>>,
): Search {
  const { peak } = multipliers
  const near = 1e-9 * Math.max(1, Math.abs(peak)) + margin
  const cancelled = () => effort.progress?.cancelled?.() === true
  const limit = effort.limit_nodes ?? default_nodes
  let bound = peak
  let nodes = 0
  const whole = new Core(program, multipliers, Infinity, unbounded(program.width))
  const end = (complete: boolean): Search => ({
    best: best.alternatives,
    value: best.value,
    bound: complete ? best.value : Math.max(bound, best.value),
    complete,
    nodes,
    cancelled: cancelled(),
    multipliers,
  })
  for (let wanted = first_packages; ; wanted *= growth) {
    if (best.value >= enough || (enough < Infinity && bound < enough - near)) return end(false)
    if (cancelled()) return end(false)
    // Where few packages lie between the best at hand and the bound, all of them are looked at.
    const close = best.value > -Infinity && whole.estimate(peak - best.value + near) <= wanted
    const all = close ? peak - best.value : slackFor(whole, wanted)
    const last = all === Infinity
    const slack = Math.min(all, peak - best.value, enough < Infinity ? peak - enough : all) + near
    const level = last ? best.value : peak - slack
    const aim: Aim = {
      norms,
      region: (at) => regionAt(program.width, norms, at, Math.max(level, best.value), near),
      tighten: (region, at) => tighten(region, norms, at, Math.max(level, best.value), near),
    }
    const join = branchAndJoin(
      program,
      multipliers,
      aim,
      {
        list_limit: effort.limit_entries ?? default_entries,
        branch_above: effort.branch_above,
        learn_above: effort.learn_above,
        node_limit: limit - nodes,
        cancelled: () => best.value >= enough || cancelled(),
        merge,
      },
      (totals, alternatives) => best.offer(totals, alternatives),
    )
    nodes += join.nodes
    if (!join.complete || best.value >= enough) return end(false)
    // All packages from this level up were met: if any was found, the best is proved.
    if (last || close || best.value >= peak - slack + near) return end(true)
    bound = Math.min(bound, peak - slack + near)
    effort.progress?.report?.(Math.min(0.99, nodes / limit))
  }
}

/** Least slack that lets `wanted` packages through; Infinity where there are fewer. */
export function slackFor(core: Core, wanted: number): number {
  let high = 0
  for (const { loss } of core.blocks) high += loss.reduce((a, b) => Math.max(a, b), 0)
  if (core.blocks.reduce((product, { size }) => product * size, 1) <= wanted) return Infinity
  let low = 0
  for (let k = 0; k < 40; k++) {
    const middle = (low + high) / 2
    if (core.estimate(middle) < wanted) low = middle
    else high = middle
  }
  return high
}

/** The least ratio; a little of the sum tells equal ones apart. */
function leastOf(norms: readonly number[]): Score {
  return (totals) => {
    let least = Infinity
    let sum = 0
    for (let i = 0; i < totals.length; i++) {
      const total = totals[i] as number
      if (i >= norms.length) {
        if (total < 0) return -Infinity
        continue
      }
      const ratio = total / (norms[i] as number)
      sum += ratio
      if (ratio < least) least = ratio
    }
    return least + 1e-7 * sum
  }
}

function unbounded(width: number): Float64Array {
  return new Float64Array(width).fill(-Infinity)
}

function regionAt(
  width: number,
  norms: readonly number[],
  multipliers: Multipliers,
  level: number,
  near: number,
): Region {
  const floors = new Float64Array(width)
  const region = { slack: 0, budget: Infinity, floors }
  for (let i = norms.length; i < floors.length; i++) floors[i] = 0
  tighten(region, norms, multipliers, level, near)
  return region
}

/** Only packages whose least ratio is `level` or more remain. */
function tighten(
  region: Region,
  norms: readonly number[],
  { weights, peak }: Multipliers,
  level: number,
  near: number,
): void {
  norms.forEach((norm, i) => (region.floors[i] = (level - near) * norm))
  region.slack = peak - level + near
  let budget = peak
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] ?? 0
    if (weight > 0) budget -= weight * (region.floors[i] ?? 0)
  }
  region.budget = budget + near
}

class Incumbent {
  value = -Infinity
  alternatives: readonly number[] | undefined
  private readonly program: Program
  private readonly norms: readonly number[]
  private readonly judge: Judge

  constructor(program: Program, norms: readonly number[], judge: Judge) {
    this.program = program
    this.norms = norms
    this.judge = judge
  }

  /** True where the package replaces the incumbent. */
  offer(totals: Float64Array, alternatives: () => number[]): boolean {
    const { norms } = this
    for (let i = norms.length; i < totals.length; i++) if ((totals[i] ?? 0) < 0) return false
    let value = Infinity
    norms.forEach((norm, i) => (value = Math.min(value, (totals[i] ?? 0) / norm)))
    // The judge compares exactly; floating point only rules out the clearly worse.
    if (value < this.value - 1e-9 * Math.max(1, Math.abs(value))) return false
    const offered = alternatives()
    if (this.alternatives !== undefined && this.judge(offered, this.alternatives) <= 0) return false
    this.alternatives = offered
    this.value = value
    return true
  }
}
