// Every package of a region: weighted loss within a slack and each dimension at or above its floor.
// Two halves of the blocks are listed on their own and joined through box trees, so the work grows
// with the square root of the packages near the bound. It knows no objective: `meet` judges.
// Source: Horowitz and Sahni 1974 (two lists); Balas and Zemel 1980 (core); box trees are k-d trees.
import { type Core } from './solutions_core.ts'
import { boxTree, type BoxTree } from './solutions_tree.ts'

/**
 * What is still worth finding; `meet` may tighten it while the search runs. `budget` is what the
 * weighted surpluses over the floors and the loss add up to in any package: peak - weights · floors.
 */
export type Region = { slack: number; budget: number; readonly floors: Float64Array }

export type Meeting = {
  /** Sums of the package in each dimension; overwritten by the next. */
  readonly totals: Float64Array
  /** Place of each half in the lexicographic order of its half. */
  readonly first: number
  readonly second: number
  readonly loss: number
}

export type Join = { readonly complete: boolean; readonly nodes: number }

export type JoinOptions = {
  /** Entries a half may have, and pairs of tree nodes that may be looked at. */
  readonly list_limit: number
  readonly node_limit: number
  readonly cancelled?: (() => boolean) | undefined
  /** Keep one of several entries with equal sums: not where floats stand for finer exact sums. */
  readonly merge: boolean
  /** True where no package with totals at most these, and loss at least this, can be wanted. */
  readonly hopeless?: ((highest: Float64Array, loss: number) => boolean) | undefined
}

/** Partial packages of consecutive blocks, in lexicographic order. */
export type Half = {
  readonly size: number
  readonly width: number
  readonly loss: Float64Array
  readonly sums: Float64Array
  /** Per level: the entry of the level before, and the alternative taken. */
  readonly parents: readonly Int32Array[]
  readonly taken: readonly Uint16Array[]
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

/** Calls `meet` for every package of the region; incomplete where a limit or a stop cut it short. */
export function joinHalves(
  core: Core,
  region: Region,
  options: JoinOptions,
  meet: (meeting: Meeting, package_of: () => number[]) => void,
): Join {
  const split = core.split(region.slack)
  const last = core.blocks.length
  const heads = listHalf(core, region, 0, split, true, options)
  if (heads === undefined) return { complete: false, nodes: 0 }
  const tails = listHalf(core, region, split, last, false, options)
  if (tails === undefined) return { complete: false, nodes: heads.size }
  const nodes = heads.size + tails.size
  if (heads.size === 0 || tails.size === 0) return { complete: true, nodes }
  const pairs = new Pairing(core, region, options, heads, tails, meet)
  const complete = pairs.run()
  return { complete, nodes: nodes + pairs.nodes }
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

/** Entries of blocks from..to within the slack that the other blocks can still lift to the floors. */
function listHalf(
  core: Core,
  region: Region,
  from: number,
  to: number,
  with_base: boolean,
  options: JoinOptions,
): Half | undefined {
  const { width } = core
  let size = 1
  let loss = new Float64Array(1)
  let sums = with_base ? core.base.slice() : new Float64Array(width)
  const parents: Int32Array[] = []
  const taken: Uint16Array[] = []
  const need = new Float64Array(width)
  // What all blocks outside from..k can add at most; base is in the sums of the first half only.
  const rest = with_base ? new Float64Array(width) : core.base.slice()
  core.blocks.forEach((block) => {
    for (let i = 0; i < width; i++) rest[i] = (rest[i] as number) + (block.most[i] as number)
  })
  for (let b = from; b < to; b++) {
    const block = core.blocks[b]
    if (block === undefined) continue
    for (let i = 0; i < width; i++) {
      rest[i] = (rest[i] as number) - (block.most[i] as number)
      need[i] = (region.floors[i] as number) - (rest[i] as number)
    }
    const next = new Growing(width, size, options.merge)
    for (let k = 0; k < size; k++) {
      const before = loss[k] as number
      for (let j = 0; j < block.size; j++) {
        const total = before + (block.loss[j] as number)
        if (total > region.slack) continue
        next.offer(sums, k, block.values, j, need, total)
      }
      if (next.size > options.list_limit) return undefined
    }
    if (options.cancelled?.() === true) return undefined
    size = next.size
    loss = next.loss
    sums = next.sums
    parents.push(next.parents)
    taken.push(next.taken)
  }
  return { size, width, loss, sums, parents, taken }
}

/** Entries with equal sums are kept once, the first: later ones can only tie. */
class Growing {
  size = 0
  loss: Float64Array<ArrayBuffer>
  sums: Float64Array<ArrayBuffer>
  parents: Int32Array<ArrayBuffer>
  taken: Uint16Array<ArrayBuffer>
  private readonly width: number
  private readonly merge: boolean
  private table: Int32Array
  private hashes: Int32Array

  constructor(width: number, before: number, merge: boolean) {
    const capacity = Math.max(64, before * 2)
    this.width = width
    this.merge = merge
    this.loss = new Float64Array(capacity)
    this.sums = new Float64Array(capacity * width)
    this.parents = new Int32Array(capacity)
    this.taken = new Uint16Array(capacity)
    this.hashes = new Int32Array(capacity)
    this.table = emptyTable(capacity)
  }

  offer(
    before: Float64Array,
    parent: number,
    values: Float64Array,
    j: number,
    need: Float64Array,
    loss: number,
  ): void {
    const { width } = this
    if (this.size === this.loss.length) this.grow()
    const { sums } = this
    const to = this.size * width
    const at = parent * width
    const by = j * width
    let hash = 0
    for (let i = 0; i < width; i++) {
      const sum = (before[at + i] as number) + (values[by + i] as number)
      if (sum < (need[i] as number)) return
      sums[to + i] = sum
      hash = (Math.imul(hash, 0x01000193) ^ (sum | 0)) | 0
    }
    if (this.merge && !this.enlist(hash, to)) return
    this.loss[this.size] = loss
    this.parents[this.size] = parent
    this.taken[this.size] = j
    this.size++
  }

  /** False where an entry with the same sums is there already. */
  private enlist(sum_hash: number, to: number): boolean {
    let hash = Math.imul(sum_hash ^ (sum_hash >>> 15), 0x2c1b3c6d)
    hash ^= hash >>> 13
    const mask = this.table.length - 1
    let slot = hash & mask
    for (let held = this.table[slot] as number; held >= 0; held = this.table[slot] as number) {
      if (this.hashes[held] === hash && this.equal(held, to)) return false
      slot = (slot + 1) & mask
    }
    this.table[slot] = this.size
    this.hashes[this.size] = hash
    return true
  }

  private equal(held: number, to: number): boolean {
    const { sums, width } = this
    for (let i = 0, k = held * width; i < width; i++) if (sums[k + i] !== sums[to + i]) return false
    return true
  }

  private grow(): void {
    const capacity = this.loss.length * 2
    const wider = <T extends Float64Array | Int32Array | Uint16Array>(from: T, to: T): T => {
      to.set(from)
      return to
    }
    this.loss = wider(this.loss, new Float64Array(capacity))
    this.sums = wider(this.sums, new Float64Array(capacity * this.width))
    this.parents = wider(this.parents, new Int32Array(capacity))
    this.taken = wider(this.taken, new Uint16Array(capacity))
    this.hashes = wider(this.hashes, new Int32Array(capacity))
    this.table = emptyTable(capacity)
    const mask = this.table.length - 1
    for (let k = 0; k < this.size; k++) {
      let slot = (this.hashes[k] as number) & mask
      while ((this.table[slot] as number) >= 0) slot = (slot + 1) & mask
      this.table[slot] = k
    }
  }
}

/** Slots for twice as many entries, a power of two. */
function emptyTable(entries: number): Int32Array {
  return new Int32Array(2 ** Math.ceil(Math.log2(entries * 2))).fill(-1)
}
