// The efficient packages nearest to one on the table: the fewest issues changed. Read off a complete
// frontier by asking every layer how many changes its choices cost, so all packages on all points
// are weighed without listing one of them.
import type { Frontier } from './frontier.ts'
import type { Layer, Of, Part } from './part.ts'
import type { Box } from './reduce.ts'
import type { Package } from './model.ts'
import { exactUtility } from './points.ts'
import { exactUtilitiesOf } from './gains.ts'

export type Nearest = {
  readonly package: Package
  /** Its place in the frontier. */
  readonly point: number
  /** Issues in which it differs from the table. */
  readonly changed: readonly number[]
  /** What each party gains over the table, in its units. */
  readonly gains: readonly number[]
  /** The frontier is complete: no efficient package of this kind has fewer changes. */
  readonly exact: boolean
}

/** Undefined where the frontier holds no such package (only where it is not complete). */
export type NearestAnswer = {
  /** Among those by which nobody is worse off than on the table. */
  readonly improving: Nearest | undefined
  /** Among all. */
  readonly any: Nearest | undefined
}

/**
 * Of packages with equally few changes: the one whose least gain over the table is greatest in ones,
 * then the first point of the frontier.
 */
export function nearestEfficient(frontier: Frontier, table: Package): NearestAnswer {
  const { model, set, part } = frontier
  const changes = changesTo(part, table)
  const now = exactUtilitiesOf(model, table)
  const gainsAt = (point: number) =>
    model.parties.map((_, p) => exactUtility(frontier, p, point) - (now[p] ?? 0n))
  const inOnes = (gain: bigint, p: number) =>
    Number(gain) / Number(model.exact?.scale[p] ?? model.scale[p] ?? 1)
  const nearest = (counts: (gains: readonly bigint[]) => boolean): Nearest | undefined => {
    let best: { point: number; cost: number; least: number } | undefined
    for (let point = 0; point < set.size; point += 1) {
      const cost = changes.cost[point] as number
      if (best && cost > best.cost) continue
      const gains = gainsAt(point)
      if (!counts(gains)) continue
      const least = Math.min(...gains.map(inOnes))
      if (!best || cost < best.cost || least > best.least) best = { point, cost, least }
    }
    if (!best) return undefined
    const { point } = best
    const found = new Uint16Array(model.issues.length)
    changes.write(point, found)
    return {
      package: found,
      point,
      changed: model.issues.flatMap((_, i) => (found[i] === table[i] ? [] : [i])),
      gains: gainsAt(point).map((gain, p) => inOnes(gain, p) * (model.scale[p] ?? 1)),
      exact: frontier.complete,
    }
  }
  return {
    improving: nearest((gains) => gains.every((gain) => gain >= 0n)),
    any: nearest(() => true),
  }
}

/** Per point the fewest changes from the table, and a package with as many. */
type Changes = {
  readonly cost: Int32Array
  readonly write: (point: number, into: Package) => void
}

function changesTo({ layers }: Part, table: Package): Changes {
  let before = Int32Array.of(0)
  const ways: { readonly of: OfChanges; readonly from: Int32Array; readonly choice: Int32Array }[] =
    []
  for (const layer of layers) {
    const of = changesOf(layer.of, table)
    const { cost, from, choice } = cheapest(layer, before, of.cost)
    ways.push({ of, from, choice })
    before = cost
  }
  return {
    cost: before,
    write: (point, into) => {
      let at = point
      for (const { of, from, choice } of ways.toReversed()) {
        of.write(choice[at] as number, into)
        at = from[at] as number
      }
    },
  }
}

/** Each point by its cheapest origin: the first one or one of its ties. */
function cheapest(layer: Layer, before: Int32Array, costOf: (choice: number) => number) {
  const cost = new Int32Array(layer.size)
  const from = layer.from.slice()
  const choice = Int32Array.from(layer.choice)
  for (let k = 0; k < layer.size; k += 1) {
    cost[k] = (before[from[k] as number] as number) + costOf(choice[k] as number)
  }
  for (const [t, k] of layer.ties.point.entries()) {
    const origin = layer.ties.from[t] as number
    const taken = layer.ties.choice[t] as number
    const by_tie = (before[origin] as number) + costOf(taken)
    if (by_tie >= (cost[k] as number)) continue
    cost[k] = by_tie
    from[k] = origin
    choice[k] = taken
  }
  return { cost, from, choice }
}

type OfChanges = {
  readonly cost: (choice: number) => number
  readonly write: (choice: number, into: Package) => void
}

function changesOf(of: Of, table: Package): OfChanges {
  switch (of.kind) {
    case 'none':
      return { cost: () => 0, write: () => undefined }
    case 'issue': {
      const { issue } = of
      return {
        cost: (option) => (option === table[issue] ? 0 : 1),
        write: (option, into) => (into[issue] = option),
      }
    }
    case 'part': {
      const inside = changesTo(of.part, table)
      return { cost: (point) => inside.cost[point] as number, write: inside.write }
    }
    case 'boxes': {
      const costs = Int32Array.from(of.boxes, (box) => outside(box, table))
      return {
        cost: (box) => costs[box] as number,
        write: (box, into) => {
          for (const { issue, options } of of.boxes[box] ?? []) {
            const at = table[issue] ?? 0
            into[issue] = options.includes(at) ? at : (options[0] ?? 0)
          }
        },
      }
    }
  }
}

/** Issues of the box on which it does not hold the table's option. */
function outside(box: Box, table: Package): number {
  return box.reduce(
    (sum, { issue, options }) => sum + (options.includes(table[issue] ?? 0) ? 0 : 1),
    0,
  )
}
