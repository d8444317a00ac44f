// The combinations of one to three changed issues that may leave nobody worse off: all are looked
// at, but for those that the best of the remaining changes cannot mend. Who gains is judged by the
// caller, exactly.
import { optionGains } from './gains.ts'
import type { Model, Package, Progress } from './model.ts'

export type Swap = readonly { readonly issue: number; readonly option: number }[]

type Ended = { readonly complete: boolean; readonly cancelled: boolean }

/**
 * `swap` and `sums` are overwritten by the next call. Without bonuses of links and without exact
 * utilities `sums` are what each party gains; else no less than that.
 */
export type Meet = (swap: Swap, sums: Float64Array) => void

/** The other options of an issue as what a change to them adds at most, per party. */
type Changes = {
  readonly issue: number
  readonly options: Int32Array
  /** change × party: the option's own difference, and all that bonuses of links could add. */
  readonly by: Float64Array
}

const asked_every = 0xffff

export class Moves {
  private readonly parties: number
  private readonly changes: readonly Changes[]
  /** Per party: how far below 0 a sum is still worth an exact look. */
  private readonly slack: Float64Array
  /** rest[n][i * parties + p]: the most that n further issues, from the i-th on, can add. */
  private readonly rest: readonly Float64Array[]
  private readonly sums: readonly Float64Array[]
  private looked = 0
  private cancelled = false

  constructor(model: Model, table: Package, slack: readonly number[] | undefined) {
    this.parties = model.parties.length
    this.changes = model.issues
      .map((_, issue) => changesOf(model, table, issue))
      .filter(({ options }) => options.length > 0)
    this.slack = Float64Array.from({ length: this.parties }, (_, p) => slack?.[p] ?? 0)
    this.sums = [0, 1, 2, 3].map(() => new Float64Array(this.parties))
    this.rest = restOf(this.changes, this.parties)
  }

  /** Calls `meet` with every swap of up to `issues` issues that may leave nobody worse off. */
  search(issues: number, limit: number, progress: Progress, meet: Meet): Ended {
    let complete = true
    for (let size = 1; size <= issues && complete; size += 1) {
      complete = this.extend(0, size, [], meet, () => this.goesOn(limit, progress))
      progress.report?.(size / issues)
    }
    return { complete, cancelled: this.cancelled }
  }

  private goesOn(limit: number, progress: Progress): boolean {
    this.looked += 1
    if ((this.looked & asked_every) === 1 && progress.cancelled?.() === true) this.cancelled = true
    return !this.cancelled && this.looked <= limit
  }

  private extend(
    from: number,
    left: number,
    taken: { issue: number; option: number }[],
    meet: Meet,
    goesOn: () => boolean,
  ): boolean {
    const { parties, slack, changes } = this
    const sum = this.sums[taken.length] as Float64Array
    const next = this.sums[taken.length + 1] as Float64Array
    const rest = this.rest[left - 1] as Float64Array
    for (let i = from; i <= changes.length - left; i += 1) {
      const { issue, options, by } = changes[i] as Changes
      for (let k = 0; k < options.length; k += 1) {
        if (!goesOn()) return false
        let possible = true
        for (let p = 0; p < parties && possible; p += 1) {
          const now = (sum[p] as number) + (by[k * parties + p] as number)
          next[p] = now
          possible = now + (rest[(i + 1) * parties + p] as number) >= -(slack[p] as number)
        }
        if (!possible) continue
        taken.push({ issue, option: options[k] as number })
        if (left === 1) meet(taken, next)
        else if (!this.extend(i + 1, left - 1, taken, meet, goesOn)) return false
        taken.pop()
      }
    }
    return true
  }
}

function changesOf(model: Model, table: Package, issue: number): Changes {
  const gains = optionGains(model, issue)
  const at = table[issue] ?? 0
  const options = Array.from({ length: gains.options_count }, (_, o) => o).filter((o) => o !== at)
  const now = gains.rounded(at, [])
  const linked = model.bonuses.filter(
    ({ all }) => all.length > 1 && all.some((any) => any.issue === issue),
  )
  const extra = now.map((_, p) =>
    linked.reduce((sum, { utilities }) => sum + Math.abs(utilities[p] ?? 0), 0),
  )
  return {
    issue,
    options: Int32Array.from(options),
    by: Float64Array.from(
      options.flatMap((o) =>
        gains.rounded(o, []).map((value, p) => value - (now[p] ?? 0) + (extra[p] ?? 0)),
      ),
    ),
  }
}

function restOf(changes: readonly Changes[], parties: number): Float64Array[] {
  const end = changes.length
  const [none, one, two] = [0, 1, 2].map(() => new Float64Array((end + 1) * parties)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  for (let p = 0; p < parties; p += 1) {
    one[end * parties + p] = -Infinity
    two[end * parties + p] = -Infinity
    let [first, second] = [-Infinity, -Infinity]
    for (let i = end - 1; i >= 0; i -= 1) {
      const { options, by } = changes[i] as Changes
      let most = -Infinity
      for (let k = 0; k < options.length; k += 1) {
        most = Math.max(most, by[k * parties + p] as number)
      }
      if (most > first) [first, second] = [most, first]
      else if (most > second) second = most
      one[i * parties + p] = first
      two[i * parties + p] = first + second
    }
  }
  return [none, one, two]
}
