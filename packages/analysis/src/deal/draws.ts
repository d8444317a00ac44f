// Uncertain estimates of what parties want, and models drawn from them by a seed: weights between
// bounds or in a ranking, points between bounds, a reservation value between bounds. What the draws
// are good for is in robustness.ts.
import type { Model } from './model.ts'

export type Interval = { readonly low: number; readonly high: number }

/**
 * - known: the model's utilities as they are.
 * - intervals: one factor per issue, drawn uniformly; the party's utilities on the issue times it.
 * - ranking: one rank per issue, 1 the most important, equal ranks unordered. Weights are drawn
 *   uniformly from all that sum to 1 and respect the ranking; an option is then worth its share of
 *   the party's greatest utility on the issue, times the weight, times the party's scale.
 *   Source: Barron and Barrett 1996 (their mean is the rank-order centroid).
 */
export type WeightEstimate =
  | { readonly kind: 'known' }
  | { readonly kind: 'intervals'; readonly factors: readonly Interval[] }
  | { readonly kind: 'ranking'; readonly ranks: readonly number[] }

export type PartyEstimate = {
  readonly weights: WeightEstimate
  /** options[issue][option]: bounds of its points before weighting; undefined: as in the model. */
  readonly options?: readonly (readonly (Interval | undefined)[] | undefined)[]
  /** Bounds of the reservation value, in the party's units. */
  readonly disagreement?: Interval
}

/** What was drawn, as one number per draw. */
export type Parameter = {
  readonly party: number
  readonly of: 'weight' | 'points' | 'disagreement'
  /** Undefined for a disagreement. */
  readonly issue?: number
  /** Of points alone. */
  readonly option?: number
}

export type Drawn = {
  /** Utilities are rounded to the party's units; links and bonuses are those of the model. */
  readonly model: Model
  /** In the order of `parametersOf`. */
  readonly values: Float64Array
}

/** Numbers in [0, 1), the same for the same seed. Source: Mulberry32, T. Ettinger. */
export function seeded(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Throws RangeError where estimates do not fit the model or an interval is none. */
export function checkEstimates(model: Model, estimates: readonly PartyEstimate[]): void {
  const fail = (what: string): never => {
    throw new RangeError(what)
  }
  const check = (interval: Interval, least: number, where: string) => {
    const { low, high } = interval
    if (!(Number.isFinite(low) && Number.isFinite(high) && low >= least && low <= high)) {
      fail(`${where}: bounds must be numbers in order, from ${least} up.`)
    }
  }
  if (estimates.length !== model.parties.length) fail('One estimate per party is needed.')
  estimates.forEach(({ weights, options, disagreement }, p) => {
    const party = model.parties[p] ?? ''
    const issues = model.issues.length
    if (weights.kind === 'intervals') {
      if (weights.factors.length !== issues) fail(`${party}: one weight per issue is needed.`)
      weights.factors.forEach((factor) => check(factor, 0, `${party}, weights`))
    }
    if (weights.kind === 'ranking') {
      const numbers = weights.ranks.every((rank) => Number.isFinite(rank))
      if (weights.ranks.length !== issues || !numbers)
        fail(`${party}: one rank per issue is needed.`)
    }
    options?.forEach((of, i) =>
      of?.forEach((interval) => {
        if (interval) check(interval, 0, `${party}, ${model.issues[i]?.name ?? ''}`)
      }),
    )
    if (disagreement) check(disagreement, -Number.MAX_SAFE_INTEGER, `${party}, reservation value`)
  })
}

/** What is uncertain, in a fixed order. */
export function parametersOf(model: Model, estimates: readonly PartyEstimate[]): Parameter[] {
  const wide = ({ low, high }: Interval) => high > low
  return estimates.flatMap(({ weights, options, disagreement }, party): Parameter[] => [
    ...model.issues.flatMap((_, issue): Parameter[] => {
      const drawn =
        weights.kind === 'ranking' ||
        (weights.kind === 'intervals' && wide(weights.factors[issue] ?? { low: 1, high: 1 }))
      return [
        ...(drawn ? [{ party, of: 'weight' as const, issue }] : []),
        ...(options?.[issue] ?? []).flatMap((interval, option): Parameter[] =>
          interval && wide(interval) ? [{ party, of: 'points', issue, option }] : [],
        ),
      ]
    }),
    ...(disagreement && wide(disagreement) ? [{ party, of: 'disagreement' as const }] : []),
  ])
}

/** Draws models one after the other from one seed; the n-th is always the same. */
export class Draws {
  readonly parameters: readonly Parameter[]
  private readonly model: Model
  private readonly estimates: readonly PartyEstimate[]
  private readonly random: () => number

  constructor(model: Model, estimates: readonly PartyEstimate[], seed: number) {
    checkEstimates(model, estimates)
    const { exact: _, ...rounded } = model
    this.model = rounded
    this.estimates = estimates
    this.parameters = parametersOf(model, estimates)
    this.random = seeded(seed)
  }

  next(): Drawn {
    const { model, estimates } = this
    const values: number[] = []
    const disagreement = model.disagreement.slice()
    const utilities = estimates.map((estimate, p) => {
      const own = this.utilitiesOf(estimate, p, values)
      const { disagreement: bounds } = estimate
      if (bounds) {
        const drawn = this.between(bounds)
        disagreement[p] = Math.round(drawn)
        if (bounds.high > bounds.low) values.push(drawn)
      }
      return own
    })
    return { model: { ...model, utilities, disagreement }, values: Float64Array.from(values) }
  }

  private between({ low, high }: Interval): number {
    return high > low ? low + (high - low) * this.random() : low
  }

  private utilitiesOf({ weights, options }: PartyEstimate, p: number, values: number[]) {
    const { model } = this
    const shares = weights.kind === 'ranking' ? this.ranked(weights.ranks) : []
    return model.issues.map((_, issue) => {
      const points = (model.utilities[p]?.[issue] ?? new Float64Array(0)).slice()
      const bounds = weights.kind === 'intervals' ? weights.factors[issue] : undefined
      const weight = bounds ? this.between(bounds) : (shares[issue] ?? 1)
      if (weights.kind === 'ranking' || (bounds && bounds.high > bounds.low)) values.push(weight)
      options?.[issue]?.forEach((interval, option) => {
        if (!interval) return
        points[option] = this.between(interval)
        if (interval.high > interval.low) values.push(points[option])
      })
      const whole =
        weights.kind === 'ranking'
          ? (model.scale[p] ?? 1) / points.reduce((a, b) => Math.max(a, b), 1e-300)
          : 1
      return points.map((value) => Math.round(value * weight * whole))
    })
  }

  /** Weights that sum to 1 and fall with the rank. */
  private ranked(ranks: readonly number[]): number[] {
    // Spacings of a uniform sample are uniform on the simplex; sorting keeps them so on its part.
    const spacings = ranks.map(() => -Math.log(1 - this.random()))
    const sum = spacings.reduce((a, b) => a + b, 0)
    const falling = spacings.toSorted((a, b) => b - a)
    const order = ranks.map((rank, issue) => ({ rank, issue, lot: this.random() }))
    // Among equal ranks a lot decides who gets which: they are unordered.
    order.sort((a, b) => a.rank - b.rank || a.lot - b.lot)
    const result = ranks.map(() => 0)
    order.forEach(({ issue }, k) => (result[issue] = (falling[k] ?? 0) / sum))
    return result
  }
}
