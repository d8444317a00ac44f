// The efficient frontier of a negotiation: every point that wastes nothing, with its packages.
// Exact while it fits into memory; beyond that an epsilon-frontier that states its guarantee.
import { components, linksOf } from './links.ts'
import type { Links } from './links.ts'
import { linkedPart } from './linked.ts'
import { efficientUnion, origin } from './efficient.ts'
import type { Comparison, PointSet, Stream, Union } from './efficient.ts'
import { giveBack } from './efficient2_entries.ts'
import { optionGains } from './gains.ts'
import { conflictOf } from './check.ts'
import { DealError } from './fault.ts'
import { countsOf, packagesOn, writePackage } from './part.ts'
import type { Count, Layer, Part } from './part.ts'
import { thinned } from './thin.ts'
import type { Model, Package, Progress } from './model.ts'

export type FrontierOptions = Progress & {
  /**
   * The most candidates held at once; beyond it points are thinned out. Default 6 million for two
   * and three parties, 250,000 for four and five, 120,000 for more: dearer to compare, and a
   * frontier that large says little.
   */
  readonly max_candidates?: number
}

export type Frontier = {
  readonly model: Model
  /** Descending by the first party's utility, then by the second's, and so on. */
  readonly set: PointSet
  /** True: these are all efficient points, and no others. */
  readonly complete: boolean
  /**
   * Where not complete because of its size: for every feasible package a point of the set is at
   * most this much worse, per party and in its units. Points may be inefficient by as much.
   */
  readonly epsilon?: readonly number[]
  /** Cancelled: the points are feasible packages and nothing more is known. */
  readonly cancelled: boolean
  readonly part: Part
}

/** Per party: how far apart roundings must lie to decide. */
export function comparisonOf(model: Model): Comparison {
  const parties_count = model.parties.length
  if (!model.exact) return { parties_count }
  const { error } = model.exact
  // Two sums are compared, each off by `error` at most; and one unit for the rounding of this line.
  return { parties_count, slack: model.scale.map((scale, p) => 2 * (error[p] ?? 0) * scale + 1) }
}

const candidatesFor = (parties_count: number) =>
  parties_count <= 3 ? 6_000_000 : parties_count <= 5 ? 250_000 : 120_000
/** Once exactness is lost, more points buy little: this share of the candidates is kept. */
const THINNED_SHARE = 0.2

/**
 * All efficient points of the model.
 *
 * Parts (issues, or issues that are linked) are combined one by one; after each, only efficient
 * points stay, because utilities of parts add up. Throws DealError where no package satisfies the
 * links; an empty set is returned only for a search that was cancelled inside linked issues.
 */
export function frontierOf(model: Model, options: FrontierOptions = {}): Frontier {
  try {
    return combined(model, partsOf(model, options), comparisonOf(model), options)
  } catch (error) {
    if (error instanceof Cancelled) return nothingYet(model)
    throw error
  }
}

function partsOf(model: Model, options: FrontierOptions): Part[] {
  const by = comparisonOf(model)
  const links = linksOf(model)
  const watch = watching(options)
  const parts: Part[] = []
  const groups = components(model.issues.length, links)
  for (const issues of groups) {
    const part = isLinked(issues, links)
      ? linkedPart(model, issues, links, by, watch)
      : issuePart(model, issues[0] as number, by)
    if (part.set.size === 0) {
      const names = issues.map((i) => model.issues[i]?.name ?? '')
      throw new DealError({ code: 'links-contradict', links: conflictOf(model) ?? names })
    }
    parts.push(part)
  }
  return parts
}

/** Cancelled inside linked issues: no package is known that satisfies the links. */
function nothingYet(model: Model): Frontier {
  const none = new Int32Array(0)
  const set = { size: 0, columns: model.parties.map(() => new Float64Array(0)) }
  const ties = { point: none, from: none, choice: none }
  const layer: Layer = { of: { kind: 'none' }, size: 0, from: none, choice: none, ties }
  return { model, set, complete: false, cancelled: true, part: { set, layers: [layer] } }
}

class Cancelled extends Error {
  override readonly name = 'Cancelled'
}

function watching({ cancelled }: FrontierOptions): (points_count: number) => void {
  return () => {
    if (cancelled?.()) throw new Cancelled()
  }
}

function isLinked(issues: readonly number[], { links, budgets }: Links): boolean {
  const first = issues[0] as number
  return (
    issues.length > 1 ||
    links.some(({ scope }) => scope.has(first)) ||
    budgets.some(({ costs }) => costs.has(first))
  )
}

/** The efficient options of an issue that no link touches. */
function issuePart(model: Model, issue: number, by: Comparison): Part {
  const gains = optionGains(model, issue)
  const start = origin(model.parties.length, by.slack ? model.parties.length : undefined)
  const streams = Array.from({ length: gains.options_count }, (_, option): Stream => ({
    set: start,
    shift: gains.rounded(option, []),
    exact: by.slack ? gains.exact(option, []) : undefined,
    base: 0,
    choice: option,
  }))
  const { columns, exact, ...layer } = efficientUnion(streams, by)
  return {
    set: { size: layer.size, columns, exact },
    layers: [{ of: { kind: 'issue', issue }, ...layer }],
  }
}

function combined(
  model: Model,
  parts: readonly Part[],
  by: Comparison,
  { cancelled, report, max_candidates = candidatesFor(model.parties.length) }: FrontierOptions,
): Frontier {
  // Few choices last: the last steps are the largest.
  const order = parts.toSorted((a, b) => b.set.size - a.set.size)
  const layers: Layer[] = []
  let set = origin(model.parties.length, by.slack ? model.parties.length : undefined)
  let lent: Union['lent']
  let stopped = false
  const epsilon = model.parties.map(() => 0)
  for (const [done, part] of order.entries()) {
    stopped ||= cancelled?.() ?? false
    // A cancelled search ends with feasible packages: one choice for each part that is left.
    const choices = stopped
      ? [fullest(part.set)]
      : Array.from({ length: part.set.size }, (_, k) => k)
    const lost = epsilon.some((loss) => loss > 0)
    const share = lost ? THINNED_SHARE : 1
    const room = Math.max(1, Math.floor((share * max_candidates) / choices.length))
    if (set.size > room) {
      const thin = thinned(set, Math.max(1, Math.floor((room * THINNED_SHARE) / share)))
      layers.push({ of: { kind: 'none' }, ...thin.layer })
      set = thin.set
      thin.loss.forEach((loss, p) => (epsilon[p] = (epsilon[p] ?? 0) + loss))
    }
    const union = efficientUnion(
      choices.map((k) => moved(set, part.set, k)),
      { ...by, lend: true },
    )
    const { size, from, choice, ties } = union
    layers.push({ of: { kind: 'part', part }, size, from, choice, ties })
    set = { size, columns: union.columns, exact: union.exact }
    if (lent) giveBack(lent)
    lent = union.lent
    report?.((done + 1) / order.length)
  }
  if (lent) {
    set = { ...set, columns: set.columns.map((column) => column.slice()) }
    giveBack(lent)
  }
  const thinnedOut = epsilon.some((loss) => loss > 0)
  return {
    model,
    set,
    complete: !stopped && !thinnedOut,
    ...(thinnedOut && !stopped ? { epsilon: withinRange(epsilon, parts) } : {}),
    cancelled: stopped,
    part: { set, layers },
  }
}

function moved(set: PointSet, by: PointSet, k: number): Stream {
  return {
    set,
    shift: by.columns.map((column) => column[k] as number),
    exact: by.exact?.map((values) => values[k] as bigint),
    base: 0,
    choice: k,
  }
}

/** No point is worse than another by more than the range of what parts can give. */
function withinRange(epsilon: readonly number[], parts: readonly Part[]): number[] {
  return epsilon.map((loss, p) => {
    const range = parts.reduce((sum, { set }) => {
      const column = set.columns[p] ?? new Float64Array(1)
      const least = column.reduce((a, b) => Math.min(a, b), Infinity)
      return sum + column.reduce((a, b) => Math.max(a, b), -Infinity) - least
    }, 0)
    return Math.min(loss, range)
  })
}

/** The point with the greatest sum. */
function fullest({ size, columns }: PointSet): number {
  let best = 0
  let most = -Infinity
  for (let k = 0; k < size; k += 1) {
    const sum = columns.reduce((total, column) => total + (column[k] as number), 0)
    if (sum > most) [best, most] = [k, sum]
  }
  return best
}

/** One package on a point. */
export function packageOf({ model, part }: Frontier, point: number): Package {
  const into = new Uint16Array(model.issues.length)
  writePackage(part, point, into)
  return into
}

/** All packages on a point, in no particular order; there may be very many: stop when enough. */
export function* allPackagesOf({ model, part }: Frontier, point: number): Generator<Package> {
  for (const found of packagesOn(part, point, new Uint16Array(model.issues.length))) {
    yield found.slice()
  }
}

/** The number of packages on each point, in the order of the points. */
export function packageCounts({ part }: Frontier): Count[] {
  return countsOf(part)
}
