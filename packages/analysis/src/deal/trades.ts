// Trades from a package on the table: every change of one, two or three issues that leaves nobody
// worse off and somebody better, ranked by what it does for the product of gains. Nothing is sampled.
// Source: logrolling, Froman and Cohen 1970; Raiffa 1982, chapter 11.
import { comparisonOf } from './frontier.ts'
import { exactUtilitiesOf, utilitiesOf } from './gains.ts'
import { satisfies } from './links.ts'
import type { Model, Package, Progress } from './model.ts'
import { compareProducts, compareRatios, exactScale, type Whole } from './solutions_gains.ts'
import { Moves, type Swap } from './trades_moves.ts'

/** One issue of a trade: what each party gains by it alone (negative: gives), in its units. */
export type Move = {
  readonly issue: number
  readonly from: number
  readonly to: number
  readonly effects: readonly number[]
}

/** What a party gives and receives in a trade, in its units, and how many times more it receives. */
export type Exchange = {
  readonly gives: number
  readonly receives: number
  /** receives / gives; undefined where it gives nothing. */
  readonly ratio: number | undefined
}

export type Trade = {
  readonly moves: readonly Move[]
  readonly package: Package
  /** Per party, in its units: of the whole trade, bonuses of links included; none below 0. */
  readonly gains: readonly number[]
  /** What bonuses of links add, per party, beyond the moves. */
  readonly by_links: readonly number[]
  readonly exchanges: readonly Exchange[]
  /** Product of gains over disagreement in ones after the trade; 0 where a party stays below. */
  readonly product: number
  /** `product` less the same before the trade. */
  readonly nash_gain: number
  /** No part of it is a trade by itself. */
  readonly minimal: boolean
}

export type Trades = {
  /** Best first. */
  readonly trades: readonly Trade[]
  /** How many there are; more than `trades` holds where `kept` cut them. */
  readonly found: number
  /** All combinations of issues up to `issues` were looked at. */
  readonly complete: boolean
  readonly cancelled: boolean
}

export type TradeOptions = Progress & {
  /** Issues that may change at once, 1 to 3; default 3. */
  readonly issues?: 1 | 2 | 3
  /** Trades kept, the best; default 200. */
  readonly kept?: number
  /** Combinations looked at before the search ends unfinished; default 200 million, some 2 s. */
  readonly limit?: number
}

/**
 * `table` satisfies the links (else RangeError). Order: product of gains, then the leximin of gains
 * in ones, then fewer issues, then the order of issues and options.
 */
export function tradesOf(model: Model, table: Package, options: TradeOptions = {}): Trades {
  if (!satisfies(model, table)) throw new RangeError('The package on the table breaks a link.')
  const { issues = 3, kept = 200, limit = 2e8 } = options
  const best = new Best(model, table, kept)
  const moves = new Moves(model, table, comparisonOf(model).slack)
  const ended = moves.search(issues, limit, options, (swap, sums) => best.offer(swap, sums))
  return { trades: best.trades(), found: best.found, ...ended }
}

type Ranked = { readonly swap: Swap; readonly package: Package; readonly gains: readonly Whole[] }

class Best {
  found = 0
  private readonly model: Model
  private readonly table: Package
  private readonly kept: number
  private readonly scale: readonly Whole[]
  private readonly disagreement: readonly Whole[]
  private readonly before: readonly Whole[]
  /** Sums of changes are gains: no bonus hangs on two issues, and integers are exact. */
  private readonly plain: boolean
  private readonly start: Float64Array
  private readonly scratch: Package
  private held: Ranked[] = []
  /** Products below this are not among the best. */
  private least = 0
  private worst: Ranked | undefined

  constructor(model: Model, table: Package, kept: number) {
    this.model = model
    this.table = table
    this.kept = Math.max(1, kept)
    this.scale = exactScale(model)
    this.disagreement = model.exact?.disagreement ?? model.disagreement
    this.before = this.gainsOf(table)
    this.plain = !model.exact && model.bonuses.every(({ all }) => all.length === 1)
    this.start = Float64Array.from(this.before, Number)
    this.scratch = table.slice()
  }

  offer(swap: Swap, sums: Float64Array): void {
    if (this.plain) this.offerPlain(swap, sums)
    else {
      const changed = changedBy(this.table, swap)
      if (!satisfies(this.model, changed)) return
      const gains = this.gainsOf(changed)
      if (!improves(gains, this.before)) return
      this.found += 1
      this.hold({ swap: swap.slice(), package: changed, gains })
    }
  }

  /** Where sums are gains nothing is made anew for a swap that cannot be among the best. */
  private offerPlain(swap: Swap, sums: Float64Array): void {
    let better = false
    let product = 1
    for (let p = 0; p < sums.length; p += 1) {
      const sum = sums[p] as number
      if (sum > 0) better = true
      const gain = (this.start[p] as number) + sum
      product = gain < 0 || product < 0 ? -1 : product * gain
    }
    if (!better) return
    if (this.model.constraints.length > 0) {
      for (const { issue, option } of swap) this.scratch[issue] = option
      const fits = satisfies(this.model, this.scratch)
      for (const { issue } of swap) this.scratch[issue] = this.table[issue] as number
      if (!fits) return
    }
    this.found += 1
    if (Math.max(0, product) < this.least) return
    this.hold({
      swap: swap.slice(),
      package: changedBy(this.table, swap),
      gains: Array.from(sums, (sum, p) => (this.start[p] as number) + sum),
    })
  }

  private hold(ranked: Ranked): void {
    if (this.worst !== undefined && this.compare(ranked, this.worst) >= 0) return
    this.held.push(ranked)
    // Sorting now and then costs less than keeping order all the time.
    if (this.held.length >= 2 * this.kept + 64) this.cut()
  }

  trades(): Trade[] {
    this.cut()
    return this.held.map((ranked) => this.tradeOf(ranked))
  }

  private cut(): void {
    this.held = this.held.toSorted((a, b) => this.compare(a, b)).slice(0, this.kept)
    this.worst = this.held.length === this.kept ? this.held.at(-1) : undefined
    if (!this.worst) return
    // A product in floating point that lies clearly below is below.
    const product = clipped(this.worst.gains).reduce<number>((all, gain) => all * Number(gain), 1)
    this.least = product * (1 - 1e-9)
  }

  private gainsOf(chosen: Package): readonly Whole[] {
    return wholeUtilities(this.model, chosen).map((u, p) => minus(u, this.disagreement[p] ?? 0))
  }

  /** Negative where `a` is to stand before `b`. */
  private compare(a: Ranked, b: Ranked): number {
    const by_product = compareProducts(clipped(b.gains), clipped(a.gains))
    if (by_product !== 0) return by_product
    const [l, r] = [sortedRatios(a.gains, this.scale), sortedRatios(b.gains, this.scale)]
    for (const [k, left] of l.entries()) {
      const right = r[k] ?? left
      const sign = compareRatios(right.gain, right.norm, left.gain, left.norm)
      if (sign !== 0) return sign
    }
    const fewer = a.swap.length - b.swap.length
    if (fewer !== 0) return fewer
    for (const [k, move] of a.swap.entries()) {
      const other = b.swap[k] ?? move
      if (move.issue !== other.issue) return move.issue - other.issue
      if (move.option !== other.option) return move.option - other.option
    }
    return 0
  }

  private tradeOf({ swap, package: changed, gains }: Ranked): Trade {
    const { model, table } = this
    const units = (values: readonly Whole[]) => inUnits(model, values)
    const own = swap.map(({ issue, option }): Move => {
      const from = table[issue] ?? 0
      return { issue, from, to: option, effects: effectsOf(model, issue, from, option) }
    })
    const total = units(gains.map((gain, p) => minus(gain, this.before[p] ?? 0)))
    const exchanges = model.parties.map((_, p) =>
      exchangeOf(own.map(({ effects }) => effects[p] ?? 0)),
    )
    const product = this.productOf(gains)
    return {
      moves: own,
      package: changed,
      gains: total,
      by_links: total.map(
        (gain, p) => gain - own.reduce((sum, { effects }) => sum + (effects[p] ?? 0), 0),
      ),
      exchanges,
      product,
      nash_gain: product - this.productOf(this.before),
      minimal: partsOf(swap).every((part) => !this.isTrade(part)),
    }
  }

  private isTrade(part: Swap): boolean {
    const changed = changedBy(this.table, part)
    return satisfies(this.model, changed) && improves(this.gainsOf(changed), this.before)
  }

  private productOf(gains: readonly Whole[]): number {
    return clipped(gains).reduce<number>(
      (product, gain, p) => (product * Number(gain)) / Number(this.scale[p] ?? 1),
      1,
    )
  }
}

function changedBy(table: Package, swap: Swap): Package {
  const changed = table.slice()
  for (const { issue, option } of swap) changed[issue] = option
  return changed
}

/** All proper parts of a swap. */
function partsOf(swap: Swap): Swap[] {
  const masks = Array.from({ length: 2 ** swap.length - 2 }, (_, k) => k + 1)
  return masks.map((mask) => swap.filter((_, k) => ((mask >> k) & 1) === 1))
}

function improves(gains: readonly Whole[], before: readonly Whole[]): boolean {
  return (
    gains.every((gain, p) => gain >= (before[p] ?? 0)) &&
    gains.some((gain, p) => gain > (before[p] ?? 0))
  )
}

/** Products of gains where one is negative count as 0: two negatives never win. */
function clipped(gains: readonly Whole[]): readonly Whole[] {
  return gains.some((gain) => gain < 0) ? gains.map(() => 0) : gains
}

function sortedRatios(gains: readonly Whole[], scale: readonly Whole[]) {
  return gains
    .map((gain, p) => ({ gain, norm: scale[p] ?? 1 }))
    .toSorted((a, b) => compareRatios(a.gain, a.norm, b.gain, b.norm))
}

const minus = (a: Whole, b: Whole): Whole =>
  typeof a === 'number' && typeof b === 'number' ? a - b : BigInt(a) - BigInt(b)

function wholeUtilities(model: Model, chosen: Package): readonly Whole[] {
  return model.exact ? exactUtilitiesOf(model, chosen) : utilitiesOf(model, chosen)
}

/** In the model's units; beyond 2^53 the nearest. */
function inUnits(model: Model, values: readonly Whole[]): number[] {
  return values.map((value, p) =>
    typeof value === 'number'
      ? value
      : (Number(value) / Number(model.exact?.scale[p] ?? 1n)) * (model.scale[p] ?? 1),
  )
}

/** What changing one issue does to each party, the bonuses of this issue alone included. */
function effectsOf(model: Model, issue: number, from: number, to: number): number[] {
  return model.utilities.map((of, p) =>
    model.bonuses.reduce(
      (sum, { all, utilities }) => {
        const only = all.length === 1 ? all[0] : undefined
        if (only?.issue !== issue) return sum
        const worth = utilities[p] ?? 0
        return (
          sum + (only.options.includes(to) ? worth : 0) - (only.options.includes(from) ? worth : 0)
        )
      },
      (of[issue]?.[to] ?? 0) - (of[issue]?.[from] ?? 0),
    ),
  )
}

function exchangeOf(effects: readonly number[]): Exchange {
  const sum = (sign: number) => effects.reduce((all, e) => all + Math.max(0, sign * e), 0)
  const [gives, receives] = [sum(-1), sum(1)]
  return { gives, receives, ratio: gives === 0 ? undefined : receives / gives }
}
