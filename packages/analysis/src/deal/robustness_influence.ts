// Which uncertain estimate matters most. For each one: the regret that knowing it would spare on
// average, and the share of the regret's variance that it explains. Both are read off the draws that
// were made anyway, in slices of equal numbers of draws.
import type { Parameter } from './draws.ts'

export type Influence = Parameter & {
  /** Expected regret spared by knowing it before choosing a package; never below 0. */
  readonly value_of_knowing: number
  /** Share of the variance of the first package's regret that it explains by itself, 0..1. */
  readonly variance_share: number
}

/** A slice has at least this many draws; there are at most `slices_limit`. */
const slice_draws = 25
const slices_limit = 20

/**
 * `values[draw][parameter]`; `kept[package][draw]`: the share of the best product that the package
 * keeps. Descending by value of knowing, then by share of variance.
 *
 * Value of knowing: expected value of partial perfect information, by slices of the draws in the
 * order of the parameter; in each slice the best package is chosen on half of the draws and valued
 * on the other half, both ways, so that chance is not taken for knowledge.
 * Sources: Raiffa and Schlaifer 1961; Sadatsafavi et al. 2013 (slices); Strong and Oakley 2013.
 * Share of variance: the correlation ratio of the slices (Pearson 1905) less what chance would
 * give (Kelley 1935), which estimates the first-order index of Sobol 1993.
 */
export function influencesOf(
  parameters: readonly Parameter[],
  values: readonly Float64Array[],
  kept: readonly Float64Array[],
): { readonly influences: Influence[]; readonly all: number } {
  const draws = values.length
  const slices = Math.min(slices_limit, Math.floor(draws / slice_draws))
  const best_now = kept.reduce((most, share) => Math.max(most, mean(share)), 0)
  let best_known = 0
  for (let n = 0; n < draws; n += 1) {
    best_known += kept.reduce((most, share) => Math.max(most, share[n] ?? 0), 0)
  }
  const influences = parameters.map((parameter, k): Influence => {
    if (slices < 2) return { ...parameter, value_of_knowing: 0, variance_share: 0 }
    const order = Uint32Array.from({ length: draws }, (_, n) => n).sort(
      (a, b) => (values[a]?.[k] ?? 0) - (values[b]?.[k] ?? 0) || a - b,
    )
    const first = kept[0] ?? new Float64Array(draws)
    return {
      ...parameter,
      value_of_knowing: Math.max(0, knownValue(order, kept, slices) - knownValue(order, kept, 1)),
      variance_share: varianceShare(order, first, slices),
    }
  })
  influences.sort(
    (a, b) => b.value_of_knowing - a.value_of_knowing || b.variance_share - a.variance_share,
  )
  return { influences, all: draws === 0 ? 0 : Math.max(0, best_known / draws - best_now) }
}

const mean = (values: Float64Array) =>
  values.length === 0 ? 0 : values.reduce((a, b) => a + b, 0) / values.length

/** Mean over the draws of what the package chosen for their slice keeps, chosen on other draws. */
function knownValue(order: Uint32Array, kept: readonly Float64Array[], slices: number): number {
  const draws = order.length
  let total = 0
  for (let s = 0; s < slices; s += 1) {
    const from = Math.floor((s * draws) / slices)
    const to = Math.floor(((s + 1) * draws) / slices)
    const sums = kept.map((share) => {
      const halves: [number, number] = [0, 0]
      for (let k = from; k < to; k += 1) {
        const n = order[k] as number
        // Which half a draw belongs to has nothing to do with its place in the order.
        halves[(n & 1) as 0 | 1] += share[n] as number
      }
      return halves
    })
    for (const half of [0, 1] as const) {
      const other = half === 0 ? 1 : 0
      const chosen = sums.reduce<readonly number[]>(
        (best, of) => ((of[half] ?? 0) > (best[half] ?? 0) ? of : best),
        sums[0] ?? [0, 0],
      )
      total += chosen[other] ?? 0
    }
  }
  return draws === 0 ? 0 : total / draws
}

function varianceShare(order: Uint32Array, kept: Float64Array, slices: number): number {
  const draws = order.length
  const middle = mean(kept)
  let whole = 0
  for (const value of kept) whole += (value - middle) ** 2
  if (whole <= 1e-18 * draws) return 0
  let between = 0
  for (let s = 0; s < slices; s += 1) {
    const from = Math.floor((s * draws) / slices)
    const to = Math.floor(((s + 1) * draws) / slices)
    let sum = 0
    for (let k = from; k < to; k += 1) sum += kept[order[k] as number] as number
    between += (to - from) * (sum / (to - from) - middle) ** 2
  }
  const within = (whole - between) / (draws - slices)
  return Math.min(1, Math.max(0, (between - (slices - 1) * within) / whole))
}
