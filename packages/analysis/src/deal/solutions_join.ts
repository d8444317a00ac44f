// Every package of a region: weighted loss within a slack and each dimension at or above its floor.
// Two halves of the blocks are listed on their own and joined through box trees, so the work grows
// with the square root of the packages near the bound. It knows no objective: `meet` judges.
// Source: Horowitz and Sahni 1974 (two lists); Balas and Zemel 1980 (core); box trees are k-d trees.
import { type Core } from './solutions_core.ts'
import { listHalf, traceOf, type Half, type ListOptions, type Region } from './solutions_list.ts'
import { boxTree, type BoxTree } from './solutions_tree.ts'

export type Meeting = {
  /** Sums of the package in each dimension; overwritten by the next. */
  readonly totals: Float64Array
  /** Place of each half in the lexicographic order of its half. */
  readonly first: number
  readonly second: number
  readonly loss: number
}

export type Join = {
  readonly complete: boolean
  readonly nodes: number
  /** Not complete because a half has more entries than a list may hold. */
  readonly overflow?: boolean
}

export type JoinOptions = ListOptions & {
  /** Pairs of tree nodes that may be looked at, and entries listed. */
  readonly node_limit: number
  /** True where no package with totals at most these, and loss at least this, can be wanted. */
  readonly hopeless?: ((highest: Float64Array, loss: number) => boolean) | undefined
}

/** Calls `meet` for every package of the region; incomplete where a limit or a stop cut it short. */
export function joinHalves(
  core: Core,
  region: Region,
  options: JoinOptions,
  meet: (meeting: Meeting, package_of: () => number[]) => void,
): Join {
  const split = core.split(region.slack)
  const last = core.blocks.length
  const heads = listHalf(core, region, { from: 0, to: split, with_base: true }, options)
  if (typeof heads === 'string') return cutShort(heads, 0)
  const tails = listHalf(core, region, { from: split, to: last, with_base: false }, options)
  if (typeof tails === 'string') return cutShort(tails, heads.listed)
  const nodes = heads.listed + tails.listed
  if (heads.size === 0 || tails.size === 0) return { complete: true, nodes }
  const pairs = new Pairing(core, region, options, heads, tails, meet)
  const complete = pairs.run()
  return { complete, nodes: nodes + pairs.nodes }
}

function cutShort(why: 'overflow' | 'cancelled', nodes: number): Join {
  return { complete: false, nodes, ...(why === 'overflow' ? { overflow: true } : {}) }
}

class Pairing {
  nodes = 0
  private readonly heads: BoxTree
  private readonly tails: BoxTree
  private readonly highest: Float64Array
  private readonly core: Core
  private readonly region: Region
  private readonly options: JoinOptions
  private readonly halves: readonly [Half, Half]
  private readonly meet: (meeting: Meeting, package_of: () => number[]) => void

  constructor(
    core: Core,
    region: Region,
    options: JoinOptions,
    heads: Half,
    tails: Half,
    meet: (meeting: Meeting, package_of: () => number[]) => void,
  ) {
    this.core = core
    this.region = region
    this.options = options
    this.halves = [heads, tails]
    this.meet = meet
    this.heads = boxTree(heads, core.weights)
    this.tails = boxTree(tails, core.weights)
    this.highest = new Float64Array(core.width)
  }

  run(): boolean {
    return this.pair(0, 0)
  }

  private pair(a: number, b: number): boolean {
    const { heads, tails, region, highest, options } = this
    const { floors } = region
    const width = floors.length
    if (++this.nodes > options.node_limit) return false
    if ((this.nodes & 0x3fff) === 0 && options.cancelled?.() === true) return false
    const loss = (heads.least[a] as number) + (tails.least[b] as number)
    if (loss > region.slack) return true
    const at = a * width
    const bt = b * width
    // Every package of the pair spends at least this much of the budget on surpluses and loss.
    let spent = loss
    for (let i = 0; i < width; i++) {
      const floor = floors[i] as number
      const most = (heads.most[at + i] as number) + (tails.most[bt + i] as number)
      if (most < floor) return true
      highest[i] = most
      const lowest = (heads.lowest[at + i] as number) + (tails.lowest[bt + i] as number)
      if (lowest > floor) spent += (lowest - floor) * (this.core.weights[i] as number)
    }
    if (spent > region.budget) return true
    if (options.hopeless?.(highest, loss) === true) return true
    const split_a = (heads.left[a] as number) >= 0
    const split_b = (tails.left[b] as number) >= 0
    if (!split_a && !split_b) return this.leaves(a, b)
    const count_a = (heads.to[a] as number) - (heads.from[a] as number)
    const count_b = (tails.to[b] as number) - (tails.from[b] as number)
    if (split_a && (!split_b || count_a >= count_b)) {
      const left = heads.left[a] as number
      return this.pair(left, b) && this.pair(left + 1, b)
    }
    const left = tails.left[b] as number
    return this.pair(a, left) && this.pair(a, left + 1)
  }

  private leaves(a: number, b: number): boolean {
    const { heads, tails, region, highest, options } = this
    const { floors } = region
    const width = floors.length
    for (let x = heads.from[a] as number; x < (heads.to[a] as number); x++) {
      const xl = heads.loss[x] as number
      const xs = x * width
      for (let y = tails.from[b] as number; y < (tails.to[b] as number); y++) {
        const loss = xl + (tails.loss[y] as number)
        if (loss > region.slack) continue
        const ys = y * width
        let i = 0
        for (; i < width; i++) {
          const total = (heads.sums[xs + i] as number) + (tails.sums[ys + i] as number)
          if (total < (floors[i] as number)) break
          highest[i] = total
        }
        if (i < width || options.hopeless?.(highest, loss) === true) continue
        this.met(heads.order[x] as number, tails.order[y] as number, loss)
      }
    }
    return true
  }

  private met(first: number, second: number, loss: number): void {
    const [heads, tails] = this.halves
    this.meet({ totals: this.highest, first, second, loss }, () =>
      this.core.alternatives([...traceOf(heads, first), ...traceOf(tails, second)]),
    )
  }
}
