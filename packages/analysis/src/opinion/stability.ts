// What resamples say about a division into groups: how well it comes back, how surely people belong,
// and the consensus of all. How resamples are drawn is in stability_resample.ts.
import { adjustedRand, assignment } from './identity.ts'
import { kMeans, type Clustering } from './kmeans.ts'
import { addMemberships, type GroupModel } from './membership.ts'
import type { Replicate } from './stability_resample.ts'

/** What the resamples say about a division into k groups. */
export type Stability = {
  readonly k: number
  /** Mean adjusted Rand index of each resample's division with the consensus of all. */
  readonly stability: number
  /** Mean probability of everyone's most probable group, scaled so that chance is 0 and sure is 1. */
  readonly certainty: number
  /** Consensus membership probabilities of the panel, k to a participant. */
  readonly membership: Float64Array
  /** The groups of each resample, in the consensus's order; what membership was averaged over. */
  readonly models: readonly (GroupModel | undefined)[]
  /** Column of the consensus of each group of each resample. */
  readonly columns: readonly (readonly number[])[]
}

/**
 * Clusters every resample into k, lines the groups up with the consensus so far, and averages the
 * membership probabilities (bagging of a clustering: Dudoit and Fridlyand 2003).
 */
export function consensusOf(
  replicates: readonly Replicate[],
  reference: Clustering,
  own: Float64Array,
  least_share: number,
): Stability {
  const k = reference.weights.length
  const n = own.length / k
  const models = replicates.map(({ points }) => divided(points, reference, least_share))
  const each = replicates.map(({ positions }, r) => {
    const p = new Float64Array(n * k)
    const model = models[r]
    if (model) addMemberships(positions, model, p, identityColumns(k))
    return p
  })
  let membership = own
  let columns: number[][] = []
  for (let round = 0; round < 3; round++) {
    const anchor = membership
    const lined_up = each.map((p, r) =>
      models[r] ? assignment(overlap(p, anchor, k)) : identityColumns(k),
    )
    // The same columns give the same mean, and so on for ever.
    if (round > 0 && lined_up.every((own_columns, r) => sameColumns(own_columns, columns[r]))) break
    columns = lined_up
    membership = averaged(each, columns, models, own, k)
  }
  const consensus = mostProbable(membership, k)
  let sum = 0
  for (const [r, p] of each.entries()) {
    if (models[r]) sum += adjustedRand(mostProbable(p, k), consensus)
  }
  const stability = replicates.length === 0 ? 0 : sum / replicates.length
  return { k, stability, certainty: certaintyOf(membership, k), membership, models, columns }
}

function sameColumns(a: readonly number[], b: readonly number[] | undefined): boolean {
  return a.every((column, g) => column === b?.[g])
}

function certaintyOf(membership: Float64Array, k: number): number {
  let sum = 0
  for (let i = 0; i < membership.length; i += k) {
    let most = 0
    for (let g = 0; g < k; g++) {
      const p = membership[i + g] as number
      if (p > most) most = p
    }
    sum += most
  }
  return (sum / (membership.length / k) - 1 / k) / (1 - 1 / k)
}

export function identityColumns(k: number): number[] {
  return Array.from({ length: k }, (_, g) => g)
}

function divided(
  points: Replicate['points'],
  reference: Clustering,
  least_share: number,
): GroupModel | undefined {
  const k = reference.weights.length
  let total = 0
  for (let i = 0; i < points.weight.length; i++) total += points.weight[i] as number
  const found = kMeans(points, k, {
    directions: points.orders.along.length,
    iterations: 20,
    least_weight: least_share * total,
    starts: [reference.centres],
    orders: points.orders,
  })
  return found && groupModel(found)
}

/** The normal mixture that a clustering stands for. */
export function groupModel({ centres, weights, inertia }: Clustering): GroupModel {
  const total = weights.reduce((sum, w) => sum + w, 0)
  return {
    centres,
    share: weights.map((w) => w / total),
    within: inertia / (2 * total),
  }
}

/** Sum over participants of the product of both probabilities, by pair of groups. */
function overlap(p: Float64Array, q: Float64Array, k: number): number[][] {
  const flat = new Float64Array(k * k)
  for (let i = 0; i < p.length; i += k) {
    for (let a = 0; a < k; a++) {
      const own = p[i + a] as number
      for (let b = 0; b < k; b++) flat[a * k + b]! += own * (q[i + b] as number)
    }
  }
  return Array.from({ length: k }, (_, a) => [...flat.subarray(a * k, a * k + k)])
}

function averaged(
  each: readonly Float64Array[],
  columns: readonly (readonly number[])[],
  models: readonly unknown[],
  own: Float64Array,
  k: number,
): Float64Array {
  const mean = new Float64Array(own.length)
  let used = 0
  for (const [r, p] of each.entries()) {
    if (!models[r]) continue
    used++
    const column = columns[r] as readonly number[]
    for (let i = 0; i < p.length; i += k) {
      for (let g = 0; g < k; g++) mean[i + (column[g] as number)]! += p[i + g] as number
    }
  }
  return used === 0 ? own : mean.map((sum) => sum / used)
}

/** The most probable group of each row; ties to the first. */
export function mostProbable(membership: Float64Array, k: number): Int32Array {
  const own = new Int32Array(membership.length / k)
  for (let i = 0; i < own.length; i++) {
    let most = -1
    for (let g = 0; g < k; g++) {
      const p = membership[i * k + g] as number
      if (p > most + 1e-12) {
        most = p
        own[i] = g
      }
    }
  }
  return own
}
