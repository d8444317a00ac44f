// How far packages can be trusted when estimates are uncertain: over seeded draws, the share of the
// best product of gains that a package keeps, how often everybody gains by it, and which estimate is
// worth finding out next. Frequencies of draws, not proofs; each draw by itself is solved exactly.
import { Draws, type Interval, type Parameter, type PartyEstimate } from './draws.ts'
import { utilitiesOf } from './gains.ts'
import { satisfies } from './links.ts'
import type { Model, Package, Progress } from './model.ts'
import { influencesOf, type Influence } from './robustness_influence.ts'
import { hasPackage, solvePoint } from './solutions.ts'

export type { Influence, Interval, Parameter, PartyEstimate }

export type RobustnessOptions = Progress & {
  readonly seed: number
  /** Default 1,000. */
  readonly draws?: number
  /** Packages to judge beside the Nash package of the estimates as they stand. */
  readonly packages?: readonly Package[]
}

/** Quantiles over the draws; the mean with them. */
export type Spread = {
  readonly mean: number
  readonly q05: number
  readonly q25: number
  readonly q50: number
  readonly q75: number
  readonly q95: number
}

export type Judged = {
  readonly package: Package
  readonly origin: 'nash' | 'given'
  /** Share of draws in which every party gains 0 or more, and of each party alone. */
  readonly all_gain: number
  readonly each_gains: readonly number[]
  /** Standard error of `all_gain`. */
  readonly error: number
  /** Over draws where some package makes all gain: 1 - product / best product; 1 where one loses. */
  readonly regret: Spread
  /** Share of those draws in which no other package at hand has a greater product. */
  readonly first: number
}

export type Robustness = {
  readonly status: 'sampled' | 'cancelled'
  readonly seed: number
  /** Draws done; fewer than asked where cancelled. */
  readonly draws: number
  /** Share of draws in which some package makes every party gain. */
  readonly zone: number
  readonly judged: readonly Judged[]
  /** Packages among which the value of knowing is reckoned: those judged, and the best of draws. */
  readonly considered: number
  /** Expected regret that knowing every estimate would spare, in shares of the best product. */
  readonly value_of_knowing_all: number
  /** What to find out next, first things first. */
  readonly influences: readonly Influence[]
  readonly method: string
}

const considered_count = 40

/**
 * `model` holds the estimates as they stand. Sources: Lahdelma, Hokkanen and Salminen 1998 (share of
 * draws in which a package is first); regret against the best product of the same draw; influences:
 * see robustness_influence.ts.
 */
export function robustnessOf(
  model: Model,
  estimates: readonly PartyEstimate[],
  options: RobustnessOptions,
): Robustness {
  const { seed, draws: asked = 1000, packages = [], cancelled, report } = options
  for (const chosen of packages) {
    if (!satisfies(model, chosen)) throw new RangeError('A package to judge breaks a link.')
  }
  const draws = new Draws(model, estimates, seed)
  const nominal = bestOf(model)
  const judged = [
    ...(nominal ? [{ package: nominal.package, origin: 'nash' as const }] : []),
    ...packages.map((chosen) => ({ package: chosen, origin: 'given' as const })),
  ]
  const drawn: { readonly model: Model; readonly values: Float64Array; readonly best: number }[] =
    []
  const known = new Map(judged.map(({ package: chosen }) => [chosen.join(), chosen]))
  for (let n = 0; n < asked && cancelled?.() !== true; n += 1) {
    const one = draws.next()
    const best = bestOf(one.model)
    drawn.push({ ...one, best: best?.product ?? 0 })
    if (best && known.size < considered_count) known.set(best.package.join(), best.package)
    if ((n & 15) === 15) report?.((n + 1) / asked)
  }
  const considered = [...known.values()]
  const kept = considered.map((chosen) => keptIn(drawn, chosen))
  const shares = (chosen: Package) =>
    kept[considered.findIndex((of) => of.join() === chosen.join())]
  const counted = drawn.flatMap(({ best }, n) => (best > 0 ? [n] : []))
  const { influences, all } = influencesOf(
    draws.parameters,
    counted.map((n) => drawn[n]?.values ?? new Float64Array(0)),
    kept.map(({ share }) => Float64Array.from(counted, (n) => share[n] ?? 0)),
  )
  return {
    status: drawn.length < asked ? 'cancelled' : 'sampled',
    seed,
    draws: drawn.length,
    zone: drawn.length === 0 ? 0 : counted.length / drawn.length,
    judged: judged.flatMap((of) => {
      const own = shares(of.package)
      return own ? [{ ...of, ...judgement(own, kept, counted, drawn.length) }] : []
    }),
    considered: considered.length,
    value_of_knowing_all: all,
    influences,
    method: 'seeded draws; regret against the exact best product of each draw',
  }
}

type Best = { readonly package: Package; readonly product: number }

/** The package with the greatest product of gains, in ones; undefined where none is above 0. */
function bestOf(model: Model): Best | undefined {
  const found = solvePoint(model, 'nash')
  if (!hasPackage(found)) return undefined
  const product = productOf(model, found.package)
  return product > 0 ? { package: found.package, product } : undefined
}

function productOf(model: Model, chosen: Package): number {
  return utilitiesOf(model, chosen).reduce((product, utility, p) => {
    const gain = (utility - (model.disagreement[p] ?? 0)) / (model.scale[p] ?? 1)
    return gain < 0 || product < 0 ? -1 : product * gain
  }, 1)
}

/** Per draw: the share of the best product that a package keeps, and whether each party gains. */
type Kept = { readonly share: Float64Array; readonly gains: readonly Uint8Array[] }

function keptIn(drawn: readonly { model: Model; best: number }[], chosen: Package): Kept {
  const parties = drawn[0]?.model.parties.length ?? 0
  const share = new Float64Array(drawn.length)
  const gains = Array.from({ length: parties }, () => new Uint8Array(drawn.length))
  drawn.forEach(({ model, best }, n) => {
    utilitiesOf(model, chosen).forEach((utility, p) => {
      const of = gains[p]
      if (of && utility >= (model.disagreement[p] ?? 0)) of[n] = 1
    })
    // Rounding aside no package passes the best one.
    share[n] = best > 0 ? Math.min(1, Math.max(0, productOf(model, chosen) / best)) : 0
  })
  return { share, gains }
}

function judgement(own: Kept, all: readonly Kept[], counted: readonly number[], draws: number) {
  const count = Math.max(1, draws)
  const mean = (marks: ArrayLike<number>) => Array.from(marks).reduce((a, b) => a + b, 0) / count
  const everyone = Array.from({ length: draws }, (_, n) =>
    own.gains.every((of) => of[n] === 1) ? 1 : 0,
  )
  const all_gain = mean(everyone)
  const regrets = Float64Array.from(counted, (n) => 1 - (own.share[n] ?? 0))
  const first = counted.filter((n) =>
    all.every(({ share }) => (share[n] ?? 0) <= (own.share[n] ?? 0) + 1e-12),
  ).length
  return {
    all_gain,
    each_gains: own.gains.map(mean),
    error: Math.sqrt((all_gain * (1 - all_gain)) / count),
    regret: spreadOf(regrets),
    first: counted.length === 0 ? 0 : first / counted.length,
  }
}

/** Of no values: zeros. */
export function spreadOf(values: Float64Array): Spread {
  const sorted = values.toSorted()
  // Source: Hyndman and Fan 1996, definition 7.
  const at = (q: number) => {
    const place = q * Math.max(0, sorted.length - 1)
    const low = sorted[Math.floor(place)] ?? 0
    return low + (place - Math.floor(place)) * ((sorted[Math.ceil(place)] ?? low) - low)
  }
  const mean = sorted.length === 0 ? 0 : sorted.reduce((a, b) => a + b, 0) / sorted.length
  return { mean, q05: at(0.05), q25: at(0.25), q50: at(0.5), q75: at(0.75), q95: at(0.95) }
}
