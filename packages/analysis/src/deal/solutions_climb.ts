// A good package to start from: one block changed at a time, then two, while that raises a score. It
// proves nothing; a bound that comes close to it leaves the exact search little to look at.
import { totalsOf } from './bound.ts'
import type { Block, Program } from './solutions_program.ts'

/** -Infinity for sums that do not count. */
export type Score = (totals: Float64Array) => number

/** Pairs of alternatives of two blocks that are tried together; larger pairs are passed over. */
const pair_limit = 400
const rounds_limit = 40
/** A gain smaller than this, relative, is noise. */
const worthwhile = 1e-12

/** Alternatives block by block, never worse than `start`. Source: Croes 1958 (exchanges of two). */
export function climb(program: Program, start: ArrayLike<number>, score: Score): number[] {
  const climber = new Climber(program, start, score)
  for (let round = 0; round < rounds_limit; round += 1) {
    if (!climber.single() && !climber.pairs()) break
  }
  return climber.alternatives
}

class Climber {
  readonly alternatives: number[]
  private readonly blocks: readonly Block[]
  private readonly width: number
  private readonly score: Score
  private readonly totals: Float64Array
  private readonly trial: Float64Array
  private value: number

  constructor(program: Program, start: ArrayLike<number>, score: Score) {
    this.alternatives = Array.from(start)
    this.blocks = program.blocks
    this.width = program.width
    this.score = score
    this.totals = totalsOf(program, start)
    this.trial = new Float64Array(program.width)
    this.value = score(this.totals)
  }

  /** True where some block was changed for the better. */
  single(): boolean {
    let improved = false
    this.blocks.forEach(({ values, size }, b) => {
      for (let j = 0; j < size; j += 1) {
        const now = this.alternatives[b] as number
        if (j === now) continue
        this.shift(this.totals, values, now, j)
        if (!this.keeps()) continue
        this.alternatives[b] = j
        improved = true
      }
    })
    return improved
  }

  pairs(): boolean {
    let improved = false
    const { blocks, alternatives, trial } = this
    const base = new Float64Array(this.width)
    for (let b = 0; b < blocks.length; b += 1) {
      const first = blocks[b] as Block
      for (let c = b + 1; c < blocks.length; c += 1) {
        const second = blocks[c] as Block
        if (first.size * second.size > pair_limit) continue
        for (let j = 0; j < first.size; j += 1) {
          this.shift(this.totals, first.values, alternatives[b] as number, j)
          base.set(trial)
          for (let k = 0; k < second.size; k += 1) {
            this.shift(base, second.values, alternatives[c] as number, k)
            if (!this.keeps()) continue
            alternatives[b] = j
            alternatives[c] = k
            base.set(this.totals)
            improved = true
          }
        }
      }
    }
    return improved
  }

  private shift(from: Float64Array, values: Float64Array, out: number, into: number): void {
    const { trial, width } = this
    const [o, n] = [out * width, into * width]
    for (let i = 0; i < width; i += 1) {
      trial[i] = (from[i] as number) - (values[o + i] as number) + (values[n + i] as number)
    }
  }

  private keeps(): boolean {
    const value = this.score(this.trial)
    if (!(value > this.value + worthwhile * Math.abs(this.value))) return false
    this.value = value
    this.totals.set(this.trial)
    return true
  }
}
