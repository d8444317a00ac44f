// Where participants stand in the plane of the two components and with what certainty: the posterior of
// a two-factor model with unit-independent noise, which takes the place of Polis's sqrt(M / n) scaling.
// How groups are found from the positions is in groups.ts.
import { SIX, sixOfRow, sixSums } from './vote_sweeps.ts'
import { voteCounts, type VoteMatrix } from './votes.ts'
import type { CentredVotes } from './sparse.ts'

/** Two loading vectors of unit length by statement. */
export type Plane = readonly [Float64Array, Float64Array]

/** A participant's votes are `mean + plane . position + noise`; positions have a spread by axis. */
export type PositionModel = {
  readonly plane: Plane
  /** Variance of one vote about what the position says. */
  readonly noise: number
  /** Variance of positions along each axis. */
  readonly spread: readonly [number, number]
}

export type Positions = {
  /** Posterior means, interleaved (x, y). */
  readonly xy: Float64Array
  /** Posterior covariance, three to a participant: xx, xy, yy. */
  readonly covariance: Float64Array
}

/**
 * Votes less their statement's shrunk mean: sum / (n + prior), as if `prior` passes stood beside the
 * votes, so a statement with three votes says little (posterior mean under a normal prior).
 */
export function shrunkCentred(
  votes: VoteMatrix,
  prior: number,
  counts: ArrayLike<number> = voteCounts(votes),
): CentredVotes {
  const m = votes.statements.length
  const mean = new Float64Array(m)
  const deviation = new Float64Array(4 * m)
  let total = 0
  for (let j = 0; j < m; j++) {
    const disagree = counts[4 * j] as number
    const pass = counts[4 * j + 1] as number
    const agree = counts[4 * j + 2] as number
    const n = disagree + pass + agree + prior
    const mu = n === 0 ? 0 : (agree - disagree) / n
    mean[j] = mu
    for (let code = 0; code < 3; code++) deviation[4 * j + code] = code - 1 - mu
    total += disagree * (1 + mu) ** 2 + pass * mu ** 2 + agree * (1 - mu) ** 2
  }
  return { votes, mean, deviation, total }
}

/**
 * The sums of each row named (all of them by default), six to a row: over one participant's votes y.p,
 * y.q, p.p, p.q, q.q on what she voted on; and y.y.
 */
export function rowSums(y: CentredVotes, plane: Plane, rows?: ArrayLike<number>): Float64Array {
  const { votes, deviation } = y
  const table = sumsByCode(deviation, plane)
  if (rows === undefined || rows.length === votes.participants.length) return sixSums(votes, table)
  const out = new Float64Array(SUMS * rows.length)
  for (let r = 0; r < rows.length; r++) {
    sixOfRow(votes.cells, votes.row_start, rows[r] as number, table, out, SUMS * r)
  }
  return out
}

const SUMS = SIX

function sumsByCode(deviation: Float64Array, [p, q]: Plane): Float64Array {
  const table = new Float64Array(SUMS * deviation.length)
  for (let code = 0; code < deviation.length; code++) {
    const y = deviation[code] as number
    const a = p[code >>> 2] as number
    const b = q[code >>> 2] as number
    const at = SUMS * code
    table[at] = y * a
    table[at + 1] = y * b
    table[at + 2] = a * a
    table[at + 3] = a * b
    table[at + 4] = b * b
    table[at + 5] = y * y
  }
  return table
}

/**
 * Posterior means (G + noise / spread)^-1 (y.p, y.q) and covariances noise (G + noise / spread)^-1,
 * with G the Gram matrix of the plane on the statements voted on (ridge regression on two factors).
 * An axis without spread has position 0 and no uncertainty.
 */
export function positionsOf(sums: Float64Array, { noise, spread }: PositionModel): Positions {
  const n = sums.length / SUMS
  const xy = new Float64Array(2 * n)
  const covariance = new Float64Array(3 * n)
  const [lx, ly] = [ridge(noise, spread[0]), ridge(noise, spread[1])]
  for (let i = 0; i < n; i++) {
    const at = SUMS * i
    const xx = (sums[at + 2] as number) + lx
    const cross = sums[at + 3] as number
    const yy = (sums[at + 4] as number) + ly
    const det = xx * yy - cross * cross
    const px = sums[at] as number
    const py = sums[at + 1] as number
    xy[2 * i] = (yy * px - cross * py) / det
    xy[2 * i + 1] = (xx * py - cross * px) / det
    covariance[3 * i] = (noise * yy) / det
    covariance[3 * i + 1] = (-noise * cross) / det
    covariance[3 * i + 2] = (noise * xx) / det
  }
  return { xy, covariance }
}

/** A spread of nothing is a ridge so high that the position is 0, without infinities. */
function ridge(noise: number, spread: number): number {
  return Math.max(noise, 1e-12) / Math.max(spread, 1e-12)
}

/**
 * Noise and spread by expectation maximisation with the plane held fixed (ten rounds; Dempster, Laird
 * and Rubin 1977). `votes_in[i]` is the number of votes behind the sums of row i.
 */
export function fitModel(
  plane: Plane,
  sums: Float64Array,
  votes_in: ArrayLike<number>,
): PositionModel {
  const n = sums.length / SUMS
  let total = 0
  let square = 0
  for (let i = 0; i < n; i++) {
    total += votes_in[i] as number
    square += sums[SUMS * i + 5] as number
  }
  if (total === 0 || square <= 1e-12) return { plane, noise: 0, spread: [0, 0] }
  let model: PositionModel = { plane, noise: square / total, spread: startSpread(sums, n) }
  for (let round = 0; round < 10; round++) model = refit(model, sums, n, total)
  return model
}

function startSpread(sums: Float64Array, n: number): [number, number] {
  let [x, y] = [0, 0]
  for (let i = 0; i < n; i++) {
    x += (sums[SUMS * i] as number) ** 2
    y += (sums[SUMS * i + 1] as number) ** 2
  }
  return [x / n, y / n]
}

/** One round, without arrays for positions: with a million people those were most of the time. */
function refit(model: PositionModel, sums: Float64Array, n: number, total: number): PositionModel {
  const { noise, spread } = model
  const [lx, ly] = [ridge(noise, spread[0]), ridge(noise, spread[1])]
  let sx = 0
  let sy = 0
  let residual = 0
  for (let at = 0; at < SUMS * n; at += SUMS) {
    const px = sums[at] as number
    const py = sums[at + 1] as number
    const gxx = sums[at + 2] as number
    const cross = sums[at + 3] as number
    const gyy = sums[at + 4] as number
    const det = (gxx + lx) * (gyy + ly) - cross * cross
    const x = ((gyy + ly) * px - cross * py) / det
    const y = ((gxx + lx) * py - cross * px) / det
    const exx = x * x + (noise * (gyy + ly)) / det
    const exy = x * y - (noise * cross) / det
    const eyy = y * y + (noise * (gxx + lx)) / det
    sx += exx
    sy += eyy
    residual += (sums[at + 5] as number) - 2 * (x * px + y * py)
    residual += exx * gxx + 2 * exy * cross + eyy * gyy
  }
  return {
    plane: model.plane,
    noise: Math.max(residual / total, 1e-6),
    spread: [sx / n, sy / n],
  }
}

/** Share of a position's variance that the votes have explained, 0 to 1: its weight among others. */
export function reliability({ covariance }: Positions, { spread }: PositionModel): Float64Array {
  const whole = spread[0] + spread[1]
  const out = new Float64Array(covariance.length / 3)
  for (let i = 0; i < out.length; i++) {
    const left = (covariance[3 * i] as number) + (covariance[3 * i + 2] as number)
    out[i] = whole <= 1e-12 ? 1 : Math.min(1, Math.max(1e-3, 1 - left / whole))
  }
  return out
}

/** Groups as normal distributions of one common within-variance about their centres. */
export type GroupModel = {
  /** interleaved */
  readonly centres: Float64Array
  /** Share of each group, adding to 1. */
  readonly share: Float64Array
  /** Variance of positions about their centre along any axis. */
  readonly within: number
}

/**
 * Posterior probability of each group for each participant, k to a participant, added to `out`: the
 * density of her position under each group, her own uncertainty added to the group's variance.
 */
export function addMemberships(
  { xy, covariance }: Positions,
  { centres, share, within }: GroupModel,
  out: Float64Array,
  column: ArrayLike<number>,
): void {
  const k = share.length
  const logs = share.map((s) => Math.log(Math.max(s, 1e-12)))
  const density = new Float64Array(k)
  const n = xy.length / 2
  for (let i = 0; i < n; i++) {
    const xx = within + (covariance[3 * i] as number) + 1e-12
    const cross = covariance[3 * i + 1] as number
    const yy = within + (covariance[3 * i + 2] as number) + 1e-12
    const half = 0.5 / (xx * yy - cross * cross)
    const x = xy[2 * i] as number
    const y = xy[2 * i + 1] as number
    let most = Number.NEGATIVE_INFINITY
    for (let g = 0; g < k; g++) {
      const dx = x - (centres[2 * g] as number)
      const dy = y - (centres[2 * g + 1] as number)
      const d = (logs[g] as number) - (dx * dx * yy - 2 * dx * dy * cross + dy * dy * xx) * half
      density[g] = d
      if (d > most) most = d
    }
    let sum = 0
    for (let g = 0; g < k; g++) {
      const below = (density[g] as number) - most
      const e = below === 0 ? 1 : Math.exp(below)
      density[g] = e
      sum += e
    }
    const scale = 1 / sum
    for (let g = 0; g < k; g++) {
      out[i * k + (column[g] as number)]! += (density[g] as number) * scale
    }
  }
}

/**
 * Positions beyond `reach` standard deviations from the middle drawn in to it, direction kept, so that
 * a few far ones do not decide where groups lie (winsorising).
 */
export function drawnIn(
  { xy, covariance }: Positions,
  { spread }: PositionModel,
  reach: number,
): Positions {
  const [vx, vy] = [spread[0] + 1e-12, spread[1] + 1e-12]
  const out = xy.slice()
  for (let i = 0; i < xy.length; i += 2) {
    const x = xy[i] as number
    const y = xy[i + 1] as number
    const r = Math.sqrt((x * x) / vx + (y * y) / vy)
    if (r <= reach) continue
    out[i] = (x * reach) / r
    out[i + 1] = (y * reach) / r
  }
  return { xy: out, covariance }
}
