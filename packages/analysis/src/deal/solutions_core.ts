// The part of a program that still matters near its bound: per block the alternatives whose loss
// under the multipliers stays within a slack. Also estimates how many packages a slack lets through.
import type { Multipliers } from './bound.ts'
import type { Program } from './solutions_program.ts'

export type CoreBlock = {
  readonly size: number
  /** Loss per alternative kept: how far its weighted value is below the block's best. */
  readonly loss: Float64Array
  readonly values: Float64Array
  /** The most any alternative kept adds, per dimension. */
  readonly most: Float64Array
  /** Position among the program's blocks, and of each alternative in it. */
  readonly block: number
  readonly alternatives: Int32Array
}

/** Source of fixing by reduced cost: Crowder, Johnson and Padberg 1983. */
export class Core {
  readonly width: number
  readonly weights: Float64Array
  readonly base: Float64Array
  readonly blocks: readonly CoreBlock[]
  /** Some block has no alternative left. */
  readonly impossible: boolean
  private readonly fixed: Int32Array

  /** Keeps what can occur in a package with weighted loss <= slack and totals >= floors. */
  constructor(program: Program, { weights }: Multipliers, slack: number, floors: Float64Array) {
    const { width } = program
    this.width = width
    this.weights = weights
    this.base = program.base.slice()
    this.fixed = new Int32Array(program.blocks.length)
    let kept = program.blocks.map((_, b) => blockWithin(program, b, weights, slack))
    for (let again = true; again;) {
      const reach = this.base.slice()
      for (const { most } of kept)
        for (let i = 0; i < width; i++) reach[i] = (reach[i] ?? 0) + (most[i] ?? 0)
      const before = kept.reduce((sum, { size }) => sum + size, 0)
      kept = kept.map((block) => reaching(block, reach, floors))
      again = kept.reduce((sum, { size }) => sum + size, 0) < before
    }
    this.impossible = kept.some(({ size }) => size === 0)
    const open: CoreBlock[] = []
    for (const block of kept) {
      if (block.size === 1 && block.loss[0] === 0) {
        this.fixed[block.block] = block.alternatives[0] ?? 0
        for (let i = 0; i < width; i++) this.base[i] = (this.base[i] ?? 0) + (block.values[i] ?? 0)
      } else open.push(block)
    }
    this.blocks = open
  }

  /** The program's alternatives, block by block, for one position per open block. */
  alternatives(positions: readonly number[]): number[] {
    const result = Array.from(this.fixed)
    this.blocks.forEach(({ block, alternatives }, k) => {
      result[block] = alternatives[positions[k] ?? 0] ?? 0
    })
    return result
  }

  /** How many packages, floors aside, have a loss of at most `slack`: an estimate on a grid. */
  estimate(slack: number): number {
    return this.counts(slack).at(-1) ?? 0
  }

  /** Where to cut the blocks so that the two lists come out about equally long. */
  split(slack: number): number {
    const heads = this.counts(slack)
    const tails = this.counts(slack, true)
    let best = 0
    let least = Infinity
    for (let k = 0; k <= this.blocks.length; k++) {
      const longer = Math.max(heads[k] ?? 0, tails[this.blocks.length - k] ?? 0)
      if (longer < least) {
        least = longer
        best = k
      }
    }
    return best
  }

  private counts(slack: number, backwards = false): number[] {
    const bins = 128
    let grid = new Float64Array(bins + 1)
    grid[0] = 1
    const result = [1]
    const blocks = backwards ? this.blocks.toReversed() : this.blocks
    for (const block of blocks) {
      const next = new Float64Array(bins + 1)
      for (let j = 0; j < block.size; j++) {
        const shift = slack > 0 ? Math.round(((block.loss[j] ?? 0) / slack) * bins) : 0
        for (let i = 0; i + shift <= bins; i++)
          next[i + shift] = (next[i + shift] as number) + (grid[i] as number)
      }
      grid = next
      result.push(grid.reduce((sum, count) => sum + count, 0))
    }
    return result
  }
}

function blockWithin(program: Program, b: number, weights: Float64Array, slack: number): CoreBlock {
  const { width } = program
  const block = program.blocks[b]
  if (block === undefined) throw new RangeError(`There is no block ${b}.`)
  const sums = new Float64Array(block.size)
  let best = -Infinity
  for (let j = 0; j < block.size; j++) {
    let sum = 0
    for (let i = 0; i < width; i++)
      sum += (weights[i] as number) * (block.values[j * width + i] as number)
    sums[j] = sum
    if (sum > best) best = sum
  }
  const alternatives: number[] = []
  for (let j = 0; j < block.size; j++) if (best - (sums[j] as number) <= slack) alternatives.push(j)
  return coreBlock(
    b,
    alternatives,
    alternatives.map((j) => best - (sums[j] ?? 0)),
    block.values,
    width,
  )
}

function coreBlock(
  block: number,
  alternatives: readonly number[],
  loss: readonly number[],
  from: Float64Array,
  width: number,
): CoreBlock {
  const values = new Float64Array(alternatives.length * width)
  const most = new Float64Array(width).fill(-Infinity)
  alternatives.forEach((j, k) => {
    for (let i = 0; i < width; i++) {
      const value = from[j * width + i] ?? 0
      values[k * width + i] = value
      if (value > (most[i] ?? 0)) most[i] = value
    }
  })
  return {
    size: alternatives.length,
    loss: Float64Array.from(loss),
    values,
    most,
    block,
    alternatives: Int32Array.from(alternatives),
  }
}

function reaching(block: CoreBlock, reach: Float64Array, floors: Float64Array): CoreBlock {
  const width = reach.length
  const keep: number[] = []
  for (let j = 0; j < block.size; j++) {
    let i = 0
    while (
      i < width &&
      (reach[i] as number) - (block.most[i] as number) + (block.values[j * width + i] as number) >=
        (floors[i] as number)
    )
      i++
    if (i === width) keep.push(j)
  }
  if (keep.length === block.size) return block
  const rebuilt = coreBlock(
    block.block,
    keep,
    keep.map((j) => block.loss[j] ?? 0),
    block.values,
    width,
  )
  return { ...rebuilt, alternatives: Int32Array.from(keep, (j) => block.alternatives[j] ?? 0) }
}
