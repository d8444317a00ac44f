// The package with the largest product of gains, all of them above zero. What to answer where no
// package gives every party something is decided by the caller.
import type { Mixture } from './bound.ts'
import { productBound, type ProductBound } from './bound_nash.ts'
import { compareProducts, compareTied, gainsOf } from './solutions_gains.ts'
import { climb, type Score } from './solutions_climb.ts'
import { Core } from './solutions_core.ts'
import { joinHalves } from './solutions_join.ts'
import type { Region } from './solutions_list.ts'
import { default_nodes, slackFor, type Effort } from './solutions_minimum.ts'
import { totalsOf } from './bound.ts'
import type { Program } from './solutions_program.ts'

export type ProductSearch = {
  readonly best: readonly number[] | undefined
  /** Logarithms of the products, gains in party units. */
  readonly log_value: number
  readonly log_bound: number
  readonly complete: boolean
  readonly nodes: number
  readonly cancelled: boolean
}

const first_packages = 1e5
const growth = 6

/**
 * `start` is a mixture of packages whose expected gains are all positive; `known` any package.
 * `margin` is the relative error that floating products may have.
 */
export function maximiseProduct(
  program: Program,
  start: Mixture,
  known: readonly number[] | undefined,
  effort: Effort,
  { margin = 0, merge = true }: { readonly margin?: number; readonly merge?: boolean } = {},
): ProductSearch {
  const bound = productBound(program, program.parties, start)
  const hunt = new Hunt(program, bound, 1e-9 + margin)
  if (known !== undefined) hunt.offer(totalsOf(program, known), () => [...known])
  for (const { chosen } of start) hunt.offer(totalsOf(program, chosen), () => Array.from(chosen))
  if (hunt.best !== undefined) {
    const climbed = climb(program, hunt.best, productOf(program))
    hunt.offer(totalsOf(program, climbed), () => climbed)
  }
  const limit = effort.limit_nodes ?? default_nodes
  const cancelled = () => effort.progress?.cancelled?.() === true
  let log_bound = bound.log_bound
  let nodes = 0
  const end = (complete: boolean): ProductSearch => ({
    best: hunt.best,
    log_value: hunt.value,
    log_bound: complete ? hunt.value : Math.max(log_bound, hunt.value),
    complete,
    nodes,
    cancelled: cancelled(),
  })
  const whole = new Core(program, bound, Infinity, new Float64Array(program.width).fill(-Infinity))
  for (let wanted = first_packages; ; wanted *= growth) {
    if (cancelled()) return end(false)
    // Where few packages lie between the best at hand and the bound, all of them are looked at.
    const close = hunt.isClose(whole, wanted)
    const all = close ? 0 : slackFor(whole, wanted)
    const level = close ? hunt.value : Math.max(hunt.levelOf(all), hunt.value)
    hunt.tighten(level)
    const core = new Core(program, bound, hunt.region.slack, hunt.region.floors)
    const join = joinHalves(
      core,
      hunt.region,
      {
        list_limit: effort.limit_entries ?? 1.5e6,
        node_limit: limit - nodes,
        cancelled: effort.progress?.cancelled,
        merge,
        hopeless: hunt.hopeless,
      },
      ({ totals }, alternatives) => {
        if (hunt.offer(totals, alternatives)) hunt.tighten(Math.max(level, hunt.value))
      },
    )
    nodes += join.nodes
    if (!join.complete) return end(false)
    if (all === Infinity || hunt.value >= level) return end(true)
    log_bound = Math.min(log_bound, level)
    effort.progress?.report?.(Math.min(0.99, nodes / limit))
  }
}

/** Each gain is divided by a size of its own, so that products of many stay in range. */
function productOf({ parties, blocks, base, width }: Program): Score {
  const sizes = Float64Array.from({ length: parties }, (_, p) => {
    let most = Math.abs(base[p] ?? 0)
    for (const { values, size } of blocks) {
      let largest = 0
      for (let j = 0; j < size; j++) largest = Math.max(largest, values[j * width + p] ?? 0)
      most += largest
    }
    return most === 0 ? 1 : most
  })
  return (totals) => {
    let product = 1
    for (let i = 0; i < totals.length; i++) {
      const total = totals[i] as number
      if (i < parties ? total <= 0 : total < 0) return -Infinity
      if (i < parties) product *= total / (sizes[i] as number)
    }
    return product
  }
}

class Hunt {
  value = -Infinity
  best: readonly number[] | undefined
  readonly region: Region
  private readonly program: Program
  private readonly bound: ProductBound
  private readonly near: number
  /** Least product of weighted gains still wanted. */
  private least = 0

  constructor(program: Program, bound: ProductBound, near: number) {
    this.program = program
    this.bound = bound
    this.near = near
    this.region = { slack: Infinity, budget: Infinity, floors: new Float64Array(program.width) }
  }

  /** Whether at most `wanted` packages could still be better than the best at hand. */
  isClose(whole: Core, wanted: number): boolean {
    if (this.best === undefined) return false
    this.tighten(this.value)
    return whole.estimate(this.region.slack) <= wanted
  }

  /** The logarithm that packages with a loss above `slack` cannot exceed. */
  levelOf(slack: number): number {
    const { peak, n, weights } = this.bound
    if (slack >= peak) return -Infinity
    let level = n * Math.log((peak - slack) / n)
    for (let i = 0; i < n; i++) level -= Math.log(weights[i] ?? 1)
    return level
  }

  tighten(level: number): void {
    const { bound, region, near } = this
    const { peak, n, weights } = bound
    if (level === -Infinity) return
    let log = level - near * n
    for (let i = 0; i < n; i++) log += Math.log(weights[i] ?? 1)
    this.least = Math.exp(log)
    region.slack = peak - n * Math.exp(log / n) + near * peak
    const floor = leastTerm(peak, n, log)
    let budget = peak
    for (let i = 0; i < weights.length; i++) {
      if (i < n) region.floors[i] = (floor / (weights[i] ?? 1)) * (1 - near)
      budget -= (weights[i] ?? 0) * (region.floors[i] ?? 0)
    }
    region.budget = budget + near * peak
  }

  readonly hopeless = (highest: Float64Array, loss: number): boolean => {
    const { weights, n, peak } = this.bound
    let product = 1
    let sum = 0
    for (let i = 0; i < n; i++) {
      const term = (highest[i] as number) * (weights[i] as number)
      if (term <= 0) return true
      product *= term
      sum += term
    }
    if (product < this.least) return true
    const allowed = peak - loss
    if (sum <= allowed) return false
    // The terms cannot all be at their highest: cut the largest down to one level.
    return levelled(highest, weights, n, allowed) < this.least
  }

  offer(totals: Float64Array, alternatives: () => number[]): boolean {
    const { n } = this.bound
    let value = 0
    for (let i = 0; i < totals.length; i++) {
      const total = totals[i] as number
      if (i < n ? total <= 0 : total < 0) return false
      if (i < n) value += Math.log(total)
    }
    if (value < this.value - this.near * n) return false
    const offered = alternatives()
    if (this.best !== undefined) {
      const [a, b] = [gainsOf(this.program, offered), gainsOf(this.program, this.best)]
      const sign = compareProducts(a, b) || compareTied(this.program, offered, this.best)
      if (sign <= 0) return false
    }
    this.best = offered
    this.value = value
    return true
  }
}

/** The least x with x ((peak - x) / (n - 1))^(n - 1) >= exp(log): no weighted gain can be below. */
function leastTerm(peak: number, n: number, log: number): number {
  if (n === 1) return Math.exp(log)
  let low = 0
  let high = peak / n
  for (let k = 0; k < 60; k++) {
    const x = (low + high) / 2
    if (Math.log(x) + (n - 1) * Math.log((peak - x) / (n - 1)) < log) low = x
    else high = x
  }
  return low
}

/** Largest product of terms <= highest · weights whose sum is at most `allowed`. */
function levelled(
  highest: Float64Array,
  weights: Float64Array,
  n: number,
  allowed: number,
): number {
  const terms = highest.map((most, i) => most * (weights[i] as number))
  let product = 1
  let left = allowed
  let open = n
  // Terms below the common level stay; repeat until none is.
  for (let again = true; again && open > 0;) {
    again = false
    const level = left / open
    for (let i = 0; i < n; i++) {
      const term = terms[i] as number
      if (term < 0 || term > level) continue
      product *= term
      left -= term
      open--
      terms[i] = -1
      again = true
    }
  }
  return open > 0 ? product * Math.max(0, left / open) ** open : product
}
