// Bounds learnt from the partial packages at hand: weights under which a partial package, with the
// best that all other blocks can add, stays below the weighted floors. One linear programme per
// sampled partial package gives weights that rule it out, and with it most of those like it.
// Any weights of 0 or more give a valid bound, so that nothing rests on how they were found.
// Source: Geoffrion 1974 (Lagrangian bounds); Benders 1962, cuts from the duals of what is left.
import { minimumBound } from './bound.ts'
import type { Core, CoreBlock } from './solutions_core.ts'
import type { Entries } from './solutions_entries.ts'

/** Below this many entries the next level is quicker than learning. */
const worthwhile_count = 3000
/** Learnt anew when a list has grown by this factor. */
const growth = 1.6
const samples_count = 24
/** Entries that new weights are tried on, and the least share that they must rule out. */
const trials_count = 400
const worthwhile_share = 0.02
const most_cuts = 32
/** Columns that a sample's linear programme may generate: rough weights do as well. */
const rounds_limit = 60

/** Norms of an objective that is a least ratio; without them nothing is learnt. */
export type Learning = {
  readonly norms?: readonly number[] | undefined
  readonly learn_above?: number | undefined
}

export class Cuts {
  /** Cuts in use; per cut, of the entry weighed last: its weighted sum. */
  count = 0
  readonly dots = new Float64Array(most_cuts)
  /** Per cut: what the weighted sum must reach after the block taken last. */
  readonly least = new Float64Array(most_cuts)
  /** Per dimension: the most that everything outside the blocks taken can add. */
  readonly most: Float64Array
  private readonly core: Core
  private readonly floors: Float64Array
  private readonly norms: readonly number[] | undefined
  private readonly weights: Float64Array
  private readonly outside: boolean[]
  private readonly outer_base: Float64Array
  private readonly learn_above: number
  private learnt_at: number

  /** `with_base`: the base is in the sums of the entries, else among what is outside. */
  constructor(
    core: Core,
    floors: Float64Array,
    with_base: boolean,
    { norms, learn_above = worthwhile_count }: Learning,
  ) {
    this.core = core
    this.floors = floors
    this.norms = norms
    this.learn_above = learn_above
    this.learnt_at = learn_above / growth
    this.weights = new Float64Array(most_cuts * core.width)
    this.outside = core.blocks.map(() => true)
    this.outer_base = with_base ? new Float64Array(core.width) : core.base
    this.most = this.outer_base.slice()
    for (const { most } of core.blocks)
      for (let i = 0; i < core.width; i++) this.most[i] = (this.most[i] ?? 0) + (most[i] ?? 0)
  }

  /** Block b is listed from now on. */
  take(b: number): void {
    const { core, most } = this
    const block = core.blocks[b]
    if (block === undefined) return
    this.outside[b] = false
    for (let i = 0; i < core.width; i++) most[i] = (most[i] ?? 0) - (block.most[i] ?? 0)
    for (let c = 0; c < this.count; c++)
      this.least[c] = (this.least[c] as number) + this.peakOf(block, c)
  }

  /** alternative × cut: what it adds to the weighted sums. */
  addsOf(block: CoreBlock): Float64Array {
    const { width } = this.core
    const adds = new Float64Array(block.size * this.count)
    for (let j = 0; j < block.size; j++)
      for (let c = 0; c < this.count; c++)
        adds[j * this.count + c] = this.dot(c, block.values, j * width)
    return adds
  }

  weigh(sums: Float64Array, at: number): void {
    for (let c = 0; c < this.count; c++) this.dots[c] = this.dot(c, sums, at)
  }

  /** New cuts where the list has grown enough; 1 for every entry that they rule out. */
  learnt(entries: Entries): Uint8Array | undefined {
    const { norms, core } = this
    if (norms === undefined || this.count === most_cuts) return undefined
    if (entries.size < this.learnt_at * growth) return undefined
    const before = this.count
    const pool = this.sampled(entries, norms)
    this.enlist(pool, entries)
    this.learnt_at = entries.size
    if (this.count === before) return undefined
    const dropped = new Uint8Array(entries.size)
    let left = 0
    for (let k = 0; k < entries.size; k++) {
      let c = before
      while (
        c < this.count &&
        this.dot(c, entries.sums, k * core.width) >= (this.least[c] as number)
      )
        c++
      if (c < this.count) dropped[k] = 1
      else left++
    }
    this.learnt_at = Math.max(this.learn_above / growth, left)
    return dropped
  }

  /** Weights that bound what a few entries, evenly picked, can come to. */
  private sampled({ size, sums }: Entries, norms: readonly number[]): Float64Array[] {
    const { core, outer_base } = this
    const { width } = core
    const blocks = core.blocks.filter((_, b) => this.outside[b] === true)
    return Array.from({ length: samples_count }, (_, n) => {
      const at = Math.floor(((n + 0.5) / samples_count) * size) * width
      const base = outer_base.map((value, i) => value + (sums[at + i] as number))
      return minimumBound({ width, base, blocks }, norms, undefined, rounds_limit).weights
    })
  }

  /** Of the pool those that together rule out most of a sample, one after the other. */
  private enlist(pool: readonly Float64Array[], { size, sums }: Entries): void {
    const { width } = this.core
    const count = Math.min(trials_count, size)
    const least = pool.map((weights) => this.leastUnder(weights))
    let left = Array.from({ length: count }, (_, n) => Math.floor(((n + 0.25) / count) * size))
    const enough = worthwhile_share * count
    while (this.count < most_cuts) {
      let best: number[] = left
      let chosen = -1
      for (const [p, weights] of pool.entries()) {
        const through = left.filter((k) => {
          let sum = 0
          for (let i = 0; i < width; i++)
            sum += (weights[i] as number) * (sums[k * width + i] as number)
          return sum >= (least[p] as number)
        })
        if (through.length < best.length) [best, chosen] = [through, p]
      }
      const weights = pool[chosen]
      if (weights === undefined || left.length - best.length < enough) return
      this.weights.set(weights, this.count * width)
      this.least[this.count] = least[chosen] as number
      this.count++
      left = best
    }
  }

  /** What the weighted sum of an entry must reach: floors less the best that is outside. */
  private leastUnder(weights: Float64Array): number {
    const { core, outer_base, floors, outside } = this
    let least = 0
    // How large the terms are that floating point adds up: their rounding must rule nothing out.
    let size = 0
    for (let i = 0; i < core.width; i++) {
      const weight = weights[i] as number
      const floor = floors[i] as number
      if (floor === -Infinity && weight > 0) return -Infinity
      if (weight > 0) least += weight * (floor - (outer_base[i] as number))
      size += weight * (Math.abs(floor) + Math.abs(core.base[i] as number))
    }
    for (const [b, block] of core.blocks.entries()) {
      const { peak, size: largest } = peakUnder(block, weights)
      size += largest
      if (outside[b] === true) least -= peak
    }
    return least - 1e-13 * size
  }

  private peakOf(block: CoreBlock, c: number): number {
    const { width } = this.core
    return peakUnder(block, this.weights.subarray(c * width, (c + 1) * width)).peak
  }

  private dot(c: number, values: Float64Array, at: number): number {
    const { weights } = this
    const { width } = this.core
    let sum = 0
    for (let i = 0, w = c * width; i < width; i++, w++)
      sum += (weights[w] as number) * (values[at + i] as number)
    return sum
  }
}

/** The most that an alternative of the block weighs, and how large its terms are. */
function peakUnder(
  { size, values }: CoreBlock,
  weights: Float64Array,
): { readonly peak: number; readonly size: number } {
  const width = weights.length
  let peak = -Infinity
  let largest = 0
  for (let j = 0; j < size; j++) {
    let sum = 0
    let terms = 0
    for (let i = 0; i < width; i++) {
      const term = (weights[i] as number) * (values[j * width + i] as number)
      sum += term
      terms += Math.abs(term)
    }
    if (sum > peak) peak = sum
    if (terms > largest) largest = terms
  }
  return { peak, size: largest }
}
