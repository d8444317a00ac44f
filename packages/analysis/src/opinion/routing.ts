// Which statement a participant sees next: where her vote would teach most about her and about the
// statement, drawn by lot from a seed that lets anybody replay the choice. It shows nothing by itself.
import { posterior } from './beta.ts'
import type { PositionModel } from './membership.ts'
import { hashText, mixTwo, seeded } from './random.ts'
import { tallyOf } from './representative.ts'

export type RoutingInput = {
  readonly seed: number
  readonly participant: string
  /** Statements she has voted on, by index. */
  readonly voted: ReadonlySet<number>
  /** Statements that may be shown: not moderated out. */
  readonly open: readonly number[]
  readonly model: PositionModel
  /** Counts by cell code of her group, or of everybody before she has one. */
  readonly group_counts: ArrayLike<number>
  /** Votes that each statement should have in her group before others are preferred. */
  readonly exposure_floor: number
}

export type RoutingReason = 'exposure floor' | 'expected information'

/** A choice with all that is needed to check it. */
export type RoutingChoice = {
  readonly statement: number
  readonly reason: RoutingReason
  /** Probability with which it was drawn. */
  readonly probability: number
  /** The lot, in [0, 1). */
  readonly lot: number
  /** Share of her position's variance, and of the figure's, that one vote is expected to take away. */
  readonly position_gain: number
  readonly figure_gain: number
}

/**
 * Draws the next statement, or undefined when none is left. Statements below the exposure floor in her
 * group come first, each as likely as it lacks votes. Otherwise the chance is in proportion to the
 * expected fall in the trace of (P_S'P_S + L)^-1 plus the fall in the variance of the statement's Beta
 * posterior in her group. The lot depends on the seed, her id and how many votes she has cast.
 */
export function nextStatement(input: RoutingInput): RoutingChoice | undefined {
  const { open, voted, group_counts, exposure_floor } = input
  const left = open.filter((j) => !voted.has(j))
  if (left.length === 0) return undefined
  const lot = seeded(mixTwo(mixTwo(input.seed, hashText(input.participant)), voted.size))()
  const short = left.filter((j) => tallyOf(group_counts, j).seen < exposure_floor)
  const reason: RoutingReason = short.length > 0 ? 'exposure floor' : 'expected information'
  const among = short.length > 0 ? short : left
  const gains = gainsOf(input, among)
  const weights = among.map((j, at) => {
    const { position_gain, figure_gain } = gains[at] as Gains
    return reason === 'exposure floor'
      ? exposure_floor - tallyOf(group_counts, j).seen
      : position_gain + figure_gain
  })
  const at = drawn(weights, lot)
  const total = weights.reduce((sum, w) => sum + w, 0)
  const probability = total > 0 ? (weights[at] as number) / total : 1 / weights.length
  return { statement: among[at] as number, reason, probability, lot, ...(gains[at] as Gains) }
}

/** The index whose share of the whole holds the lot; all alike where every weight is 0. */
function drawn(weights: readonly number[], lot: number): number {
  const total = weights.reduce((sum, w) => sum + w, 0)
  if (total <= 0) return Math.floor(lot * weights.length)
  let rest = lot * total
  for (const [at, weight] of weights.entries()) {
    if (rest < weight) return at
    rest -= weight
  }
  return weights.length - 1
}

type Gains = Pick<RoutingChoice, 'position_gain' | 'figure_gain'>

function gainsOf({ model, voted, group_counts }: RoutingInput, among: readonly number[]): Gains[] {
  const [p, q] = model.plane
  const noise = Math.max(model.noise, 1e-12)
  let xx = noise / Math.max(model.spread[0], 1e-12)
  let yy = noise / Math.max(model.spread[1], 1e-12)
  let cross = 0
  for (const j of voted) {
    const [a, b] = [p[j] as number, q[j] as number]
    xx += a * a
    cross += a * b
    yy += b * b
  }
  const det = xx * yy - cross * cross
  const trace = (xx + yy) / det
  return among.map((j) => {
    const [a, b] = [p[j] as number, q[j] as number]
    // Sherman and Morrison: the inverse loses u u' / (1 + p'u) with u = inverse p.
    const [u, v] = [(yy * a - cross * b) / det, (xx * b - cross * a) / det]
    const fall = (u * u + v * v) / (1 + a * u + b * v)
    const { agree, seen } = tallyOf(group_counts, j)
    const beta = posterior(agree, seen)
    const n = beta.a + beta.b
    // Variance ab / (n^2 (n + 1)) is expected to fall by the share 1 / (n + 1); over the prior's 1/12.
    const variance = (beta.a * beta.b) / (n * n * (n + 1))
    return { position_gain: fall / trace, figure_gain: (12 * variance) / (n + 1) }
  })
}
