// Upper bounds that hold for every package: a weight per dimension turns all parties' gains into one
// sum, whose best package is found block by block. Here the weights are chosen; nothing is proved by
// floating point alone, since any weights of 0 or more give a valid bound.

/** What bounds read of a program: a package adds up one alternative of each block to the base. */
export type Sums = {
  readonly width: number
  readonly base: Float64Array
  /** values: alternative × width. */
  readonly blocks: readonly { readonly size: number; readonly values: Float64Array }[]
}

/** Weights and what they prove: weights · totals <= peak for every package that keeps the rows. */
export type Multipliers = { readonly weights: Float64Array; readonly peak: number }

/** Packages and their shares (which sum to 1): where the bound is reached on average. */
export type Mixture = readonly { readonly share: number; readonly chosen: Int32Array }[]

/** The best sum of any package under weights, with the alternative of each block that gives it. */
export function peakOf(program: Sums, weights: Float64Array, chosen?: Int32Array): number {
  const { width } = program
  let peak = 0
  for (let i = 0; i < width; i++) peak += (weights[i] ?? 0) * (program.base[i] ?? 0)
  for (let b = 0; b < program.blocks.length; b++) {
    const block = program.blocks[b]
    if (block === undefined) continue
    const { values, size } = block
    let best = -Infinity
    let at = 0
    for (let j = 0, k = 0; j < size; j++) {
      let sum = 0
      for (let i = 0; i < width; i++, k++) sum += (weights[i] as number) * (values[k] as number)
      if (sum > best) {
        best = sum
        at = j
      }
    }
    peak += best
    if (chosen !== undefined) chosen[b] = at
  }
  return peak
}

export function totalsOf(
  program: Sums,
  chosen: ArrayLike<number>,
  into = new Float64Array(program.width),
): Float64Array {
  const { width } = program
  into.set(program.base)
  program.blocks.forEach((block, b) => {
    const from = (chosen[b] ?? 0) * width
    for (let i = 0; i < width; i++) into[i] = (into[i] ?? 0) + (block.values[from + i] ?? 0)
  })
  return into
}

/**
 * Weights whose bound on min(total[i] / norms[i], i < norms.length) is least, with the other
 * dimensions held at 0 or more; the first weights, times their norms, sum to 1.
 * Source: Dantzig and Wolfe 1960, column generation on the convex hull of packages, here a revised
 * simplex whose columns are the packages that `peakOf` finds.
 */
export function minimumBound(
  program: Sums,
  norms: readonly number[],
  visit?: (chosen: Int32Array, totals: Float64Array) => void,
  limit = 4000,
): Multipliers & { readonly mixture: Mixture } {
  const { width } = program
  const m = norms.length
  const weights = new Float64Array(width)
  const scale = Float64Array.from({ length: width }, (_, i) => norms[i] ?? rowScale(program, i))
  for (let i = 0; i < m; i++) weights[i] = 1 / m / (scale[i] ?? 1)
  const chosen = new Int32Array(program.blocks.length)
  const totals = new Float64Array(width)
  let best: Multipliers = { weights: weights.slice(), peak: peakOf(program, weights, chosen) }
  totalsOf(program, chosen, totals)
  visit?.(chosen, totals)
  const master = new Master(m, scale, totals, chosen)
  for (let round = 0; round < limit; round++) {
    if (!master.price(weights)) break
    const peak = peakOf(program, weights, chosen)
    if (peak < best.peak) best = { weights: weights.slice(), peak }
    // The master's value is what a mixture of packages reaches: no weights can prove less.
    if (peak - master.value <= 1e-10 * Math.max(1, Math.abs(peak))) break
    totalsOf(program, chosen, totals)
    visit?.(chosen, totals)
    if (!master.enter(totals, chosen)) break
  }
  return { ...best, mixture: master.mixture() }
}

function rowScale(program: Sums, i: number): number {
  let most = Math.abs(program.base[i] ?? 0)
  for (const { values, size } of program.blocks)
    for (let j = 0; j < size; j++)
      most = Math.max(most, Math.abs(values[j * program.width + i] ?? 0))
  return most === 0 ? 1 : most
}

/** Cost of leaving a row broken, in units of the objective: bounds hold whatever it is. */
const penalty = 1e3

/**
 * The restricted master: max z with sum(mu_k T_k[i]) / scale[i] - z - s_i = 0 for the objective's
 * dimensions, without z for rows, sum(mu) = 1. Basis inverse kept explicitly, (width + 1)².
 */
class Master {
  value = 0
  private readonly m: number
  private readonly n: number
  private readonly scale: Float64Array
  private readonly inverse: Float64Array
  private readonly basic: Float64Array
  private readonly cost: Float64Array
  private readonly dual: Float64Array
  private readonly column: Float64Array
  private readonly direction: Float64Array
  private readonly held: (Int32Array | undefined)[]

  /** Starts from one package: z at its least ratio, surpluses elsewhere, penalties on broken rows. */
  constructor(m: number, scale: Float64Array, totals: Float64Array, chosen: Int32Array) {
    const n = scale.length + 1
    this.m = m
    this.n = n
    this.scale = scale
    this.inverse = new Float64Array(n * n)
    this.basic = new Float64Array(n)
    this.cost = new Float64Array(n)
    this.dual = new Float64Array(n)
    this.column = new Float64Array(n)
    this.direction = new Float64Array(n)
    this.held = Array.from({ length: n })
    this.held[n - 1] = chosen.slice()
    let least = 0
    const ratio = (i: number) => (totals[i] ?? 0) / (scale[i] ?? 1)
    for (let i = 1; i < m; i++) if (ratio(i) < ratio(least)) least = i
    this.start(least, ratio)
  }

  private start(least: number, ratio: (i: number) => number): void {
    const { m, n, inverse, basic, cost } = this
    const last = n - 1
    // Basis: z in row `least`, mu_0 in the last row, a surplus or penalty in every other row.
    inverse[last * n + last] = 1
    basic[last] = 1
    inverse[least * n + least] = -1
    inverse[least * n + last] = ratio(least)
    basic[least] = ratio(least)
    cost[least] = 1
    for (let i = 0; i < last; i++) {
      if (i === least) continue
      const over = ratio(i) - (i < m ? ratio(least) : 0)
      const sign = over >= 0 ? -1 : 1
      if (sign === 1) cost[i] = -penalty
      inverse[i * n + i] = sign
      inverse[i * n + last] = -sign * ratio(i)
      basic[i] = Math.abs(over)
      if (i < m) {
        // s_i = T_i - z, and z is the least ratio.
        inverse[i * n + least] = 1
        inverse[i * n + last] = ratio(i) - ratio(least)
      }
    }
  }

  /** Fills weights from the duals, after pivoting in surpluses that pay. False: cannot go on. */
  price(weights: Float64Array): boolean {
    const { n, inverse, cost, dual, column } = this
    for (let turn = 0; turn < 4 * n; turn++) {
      dual.fill(0)
      let value = 0
      for (let k = 0; k < n; k++) {
        const c = cost[k] as number
        if (c === 0) continue
        value += c * (this.basic[k] as number)
        for (let i = 0; i < n; i++)
          dual[i] = (dual[i] as number) + c * (inverse[k * n + i] as number)
      }
      this.value = value
      let worst = 0
      let at = -1
      // Surplus i is the column -e_i at cost 0: it pays where its dual is positive.
      for (let i = 0; i < n - 1; i++)
        if ((dual[i] as number) > worst + 1e-11) {
          worst = dual[i] as number
          at = i
        }
      if (at < 0) break
      column.fill(0)
      column[at] = -1
      if (!this.pivot(0)) return false
    }
    let sum = 0
    for (let i = 0; i < n - 1; i++) {
      const w = Math.max(0, -(dual[i] as number))
      weights[i] = w / (this.scale[i] as number)
      if (i < this.m) sum += w
    }
    if (!(sum > 1e-12)) return false
    for (let i = 0; i < n - 1; i++) weights[i] = (weights[i] as number) / sum
    return true
  }

  enter(totals: Float64Array, chosen: Int32Array): boolean {
    const { n, column, scale } = this
    for (let i = 0; i < n - 1; i++) column[i] = (totals[i] as number) / (scale[i] as number)
    column[n - 1] = 1
    return this.pivot(0, chosen.slice())
  }

  mixture(): Mixture {
    return this.held.flatMap((chosen, k) =>
      chosen === undefined ? [] : [{ share: Math.max(0, this.basic[k] ?? 0), chosen }],
    )
  }

  private pivot(cost: number, chosen?: Int32Array): boolean {
    const { n, inverse, basic, column, direction } = this
    let row = -1
    let step = Infinity
    for (let k = 0; k < n; k++) {
      let sum = 0
      for (let i = 0; i < n; i++) sum += (inverse[k * n + i] as number) * (column[i] as number)
      direction[k] = sum
      // z is free and never leaves.
      if (this.cost[k] === 1 || sum <= 1e-11) continue
      const ratio = Math.max(0, basic[k] as number) / sum
      if (ratio < step || (ratio === step && sum > (direction[row] as number))) {
        step = ratio
        row = k
      }
    }
    if (row < 0) return false
    const by = direction[row] as number
    for (let i = 0; i < n; i++) inverse[row * n + i] = (inverse[row * n + i] as number) / by
    basic[row] = step
    for (let k = 0; k < n; k++) {
      const factor = direction[k] as number
      if (k === row || factor === 0) continue
      basic[k] = (basic[k] as number) - factor * step
      for (let i = 0; i < n; i++)
        inverse[k * n + i] =
          (inverse[k * n + i] as number) - factor * (inverse[row * n + i] as number)
    }
    this.cost[row] = cost
    this.held[row] = chosen
    return true
  }
}
