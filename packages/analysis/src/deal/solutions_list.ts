// The partial packages of consecutive blocks that can still end in a wanted package: the two lists
// that are joined. Knows floors, losses and cuts, no objective.
// Source: Horowitz and Sahni 1974 (two lists), with bounds as in branch and bound.
import { Cuts } from './solutions_cuts.ts'
import { type Core } from './solutions_core.ts'
import { selected, withoutEquals, type Entries } from './solutions_entries.ts'

/**
 * What is still worth finding; it may be tightened while the search runs. `budget` is what the
 * weighted surpluses over the floors and the loss add up to in any package: peak - weights · floors.
 */
export type Region = { slack: number; budget: number; readonly floors: Float64Array }

/** Partial packages of consecutive blocks. */
export type Half = {
  readonly size: number
  readonly width: number
  readonly loss: Float64Array
  readonly sums: Float64Array
  /** Per level: the entry of the level before, and the alternative taken. */
  readonly parents: readonly Int32Array[]
  readonly taken: readonly Uint16Array[]
  /** Entries of all levels: the work done. */
  readonly listed: number
}

export type ListOptions = {
  /** Entries that a level may have. */
  readonly list_limit: number
  readonly cancelled?: (() => boolean) | undefined
  /** Keep one of several entries with equal sums: not where floats stand for finer exact sums. */
  readonly merge: boolean
  /** The objective is a least ratio over these norms: then bounds of its own can be learnt. */
  readonly norms?: readonly number[] | undefined
  /** Entries above which that is done. */
  readonly learn_above?: number | undefined
}

/** The alternatives, block by block, of entry `at`. */
export function traceOf(half: Half, at: number): number[] {
  const result: number[] = []
  for (let level = half.parents.length - 1; level >= 0; level--) {
    result.unshift(half.taken[level]?.[at] ?? 0)
    at = half.parents[level]?.[at] ?? 0
  }
  return result
}

/** Which blocks a list is of; one of the two lists has the base in its sums. */
export type Stretch = { readonly from: number; readonly to: number; readonly with_base: boolean }

/**
 * Entries of blocks from..to within the slack that the other blocks can still lift to the floors.
 * A string where there are too many or the search was cancelled.
 */
export function listHalf(
  core: Core,
  region: Region,
  { from, to, with_base }: Stretch,
  options: ListOptions,
): Half | 'overflow' | 'cancelled' {
  const { width } = core
  let entries: Entries = {
    size: 1,
    loss: new Float64Array(1),
    sums: with_base ? core.base.slice() : new Float64Array(width),
    parents: new Int32Array(1),
    taken: new Uint16Array(1),
  }
  const parents: Int32Array[] = []
  const taken: Uint16Array[] = []
  let listed = 0
  const cuts = new Cuts(core, region.floors, with_base, options)
  for (let b = from; b < to; b++) {
    cuts.take(b)
    const level = new Level(core, region, cuts, b)
    const next = level.grown(entries, options.list_limit)
    if (next === undefined) return 'overflow'
    if (options.cancelled?.() === true) return 'cancelled'
    entries = options.merge ? withoutEquals(next, width) : next
    const marks = cuts.learnt(entries)
    if (marks !== undefined) entries = selected(entries, width, marks)
    parents.push(entries.parents)
    taken.push(entries.taken)
    listed += entries.size
  }
  const { size, loss, sums } = entries
  return { size, width, loss, sums, parents, taken, listed }
}

/** One block's alternatives put behind every entry of the level before. */
class Level {
  private readonly core: Core
  private readonly region: Region
  private readonly block: number
  private readonly need: Float64Array
  private readonly cuts: Cuts
  private size = 0
  private loss = new Float64Array(0)
  private sums = new Float64Array(0)
  private parents = new Int32Array(0)
  private taken = new Uint16Array(0)

  constructor(core: Core, region: Region, cuts: Cuts, block: number) {
    this.core = core
    this.region = region
    this.block = block
    this.cuts = cuts
    this.need = region.floors.map((floor, i) => floor - (cuts.most[i] as number))
  }

  grown(before: Entries, limit: number): Entries | undefined {
    const { core, region, cuts, need } = this
    const { width } = core
    const block = core.blocks[this.block]
    if (block === undefined) throw new RangeError(`There is no block ${this.block}.`)
    const { count, least, dots } = cuts
    const adds = cuts.addsOf(block)
    const { values, loss: losses } = block
    this.widen(Math.max(64, before.size * 2))
    for (let k = 0; k < before.size; k++) {
      const at = k * width
      const lost = before.loss[k] as number
      cuts.weigh(before.sums, at)
      for (let j = 0; j < block.size; j++) {
        const total = lost + (losses[j] as number)
        if (total > region.slack) continue
        let c = 0
        const by_cut = j * count
        while (
          c < count &&
          (dots[c] as number) + (adds[by_cut + c] as number) >= (least[c] as number)
        )
          c++
        if (c < count) continue
        if (this.size === this.loss.length) this.widen(this.size * 2)
        const { sums } = this
        const to = this.size * width
        const by = j * width
        let i = 0
        for (; i < width; i++) {
          const sum = (before.sums[at + i] as number) + (values[by + i] as number)
          if (sum < (need[i] as number)) break
          sums[to + i] = sum
        }
        if (i < width) continue
        this.loss[this.size] = total
        this.parents[this.size] = k
        this.taken[this.size] = j
        this.size++
      }
      if (this.size > limit) return undefined
    }
    const { size, loss, sums, parents, taken } = this
    return { size, loss, sums, parents, taken }
  }

  private widen(capacity: number): void {
    const wider = <T extends Float64Array | Int32Array | Uint16Array>(from: T, to: T): T => {
      to.set(from)
      return to
    }
    this.loss = wider(this.loss, new Float64Array(capacity))
    this.sums = wider(this.sums, new Float64Array(capacity * this.core.width))
    this.parents = wider(this.parents, new Int32Array(capacity))
    this.taken = wider(this.taken, new Uint16Array(capacity))
  }
}
