// An upper bound on the product of gains: for positive weights w the product is at most
// (peak(w) / n)^n / prod(w), by the inequality of the means. Weights come from the package mixture
// with the largest product of expected gains, found block by block; any weights prove a bound.
// Source: Eisenberg and Gale 1959 (the concave programme); Frank and Wolfe 1956, pairwise steps.
import { peakOf, type Mixture, type Multipliers } from './bound.ts'
import type { Program } from './solutions_program.ts'

/** `log_bound` bounds the sum of the logarithms of the first `n` totals. */
export type ProductBound = Multipliers & { readonly log_bound: number; readonly n: number }

/** `start` must have all expected gains positive. Rows are held by an augmented Lagrangian. */
export function productBound(
  program: Program,
  n: number,
  start: Mixture,
  sweeps = 400,
): ProductBound {
  const climb = new Climb(program, n, start)
  let best: ProductBound | undefined
  for (let sweep = 1; sweep <= sweeps; sweep++) {
    climb.sweep()
    if (sweep % 10 !== 0 && sweep !== sweeps) continue
    const weights = climb.weights.slice()
    const peak = peakOf(program, weights)
    let log_bound = n * Math.log(peak / n)
    for (let i = 0; i < n; i++) log_bound -= Math.log(weights[i] ?? 1)
    if (best === undefined || log_bound < best.log_bound) best = { weights, peak, log_bound, n }
    if (best.log_bound - climb.reached() < 1e-7) break
  }
  if (best === undefined) throw new RangeError('At least one sweep is needed.')
  return best
}

class Climb {
  readonly weights: Float64Array
  private readonly program: Program
  private readonly n: number
  private readonly totals: Float64Array
  private readonly shares: Float64Array[]
  private readonly multipliers: Float64Array
  private readonly stiffness: Float64Array
  private readonly step: Float64Array

  constructor(program: Program, n: number, start: Mixture) {
    const { width } = program
    this.program = program
    this.n = n
    this.weights = new Float64Array(width)
    this.totals = program.base.slice()
    this.step = new Float64Array(width)
    this.shares = program.blocks.map(({ size }) => new Float64Array(size))
    const sum = start.reduce((all, { share }) => all + share, 0)
    for (const { share, chosen } of start)
      this.shares.forEach((shares, b) => {
        const j = chosen[b] ?? 0
        shares[j] = (shares[j] ?? 0) + share / sum
      })
    program.blocks.forEach(({ values }, b) =>
      this.shares[b]?.forEach((share, j) => {
        for (let i = 0; i < width; i++)
          this.totals[i] = (this.totals[i] ?? 0) + share * (values[j * width + i] ?? 0)
      }),
    )
    this.multipliers = new Float64Array(width)
    this.stiffness = Float64Array.from({ length: width }, (_, i) => {
      let most = 1e-9
      for (const { values, size } of program.blocks)
        for (let j = 0; j < size; j++) most = Math.max(most, Math.abs(values[j * width + i] ?? 0))
      return 1 / (most * most)
    })
    this.weigh()
  }

  reached(): number {
    let sum = 0
    for (let i = 0; i < this.n; i++) sum += Math.log(this.totals[i] ?? 0)
    for (let i = this.n; i < this.totals.length; i++)
      if ((this.totals[i] ?? 0) < -1e-6) return -Infinity
    return sum
  }

  sweep(): void {
    const { program, weights } = this
    const { width } = program
    for (let b = 0; b < program.blocks.length; b++) {
      const block = program.blocks[b]
      const shares = this.shares[b]
      if (block === undefined || shares === undefined || block.size < 2) continue
      const { values, size } = block
      let high = -Infinity
      let low = Infinity
      let to = 0
      let from = 0
      for (let j = 0; j < size; j++) {
        let sum = 0
        for (let i = 0; i < width; i++)
          sum += (weights[i] as number) * (values[j * width + i] as number)
        if (sum > high) {
          high = sum
          to = j
        }
        if (sum < low && (shares[j] as number) > 0) {
          low = sum
          from = j
        }
      }
      if (high - low <= 1e-12 * Math.abs(high)) continue
      for (let i = 0; i < width; i++)
        this.step[i] = (values[to * width + i] as number) - (values[from * width + i] as number)
      const most = shares[from] as number
      const by = this.line(most)
      shares[to] = (shares[to] as number) + by
      shares[from] = by === most ? 0 : most - by
      for (let i = 0; i < width; i++)
        this.totals[i] = (this.totals[i] as number) + by * (this.step[i] as number)
      this.weigh()
    }
    for (let i = this.n; i < width; i++)
      this.multipliers[i] = Math.max(
        0,
        (this.multipliers[i] as number) -
          (this.stiffness[i] as number) * (this.totals[i] as number),
      )
    this.weigh()
  }

  /** How far to go along `step`, at most `most`: the zero of a falling derivative, by bisection. */
  private line(most: number): number {
    if (this.slope(most) >= 0) return most
    let low = 0
    let high = most
    for (let k = 0; k < 24; k++) {
      const middle = (low + high) / 2
      if (this.slope(middle) > 0) low = middle
      else high = middle
    }
    return low
  }

  private slope(by: number): number {
    const { totals, step, n } = this
    let sum = 0
    for (let i = 0; i < n; i++) {
      const total = (totals[i] as number) + by * (step[i] as number)
      if (total <= 0) return -Infinity
      sum += (step[i] as number) / total
    }
    for (let i = n; i < totals.length; i++) {
      const total = (totals[i] as number) + by * (step[i] as number)
      const pull = (this.multipliers[i] as number) - (this.stiffness[i] as number) * total
      if (pull > 0) sum += pull * (step[i] as number)
    }
    return sum
  }

  private weigh(): void {
    const { weights, totals, n } = this
    for (let i = 0; i < n; i++) weights[i] = 1 / (totals[i] as number)
    for (let i = n; i < weights.length; i++)
      weights[i] = Math.max(
        0,
        (this.multipliers[i] as number) - (this.stiffness[i] as number) * (totals[i] as number),
      )
  }
}
