// Bridging rank: which statements are agreed with by people who otherwise disagree, by Community Notes'
// matrix factorisation. It is shown beside group-informed consensus and replaces none of it.
import type { VoteMatrix } from './votes.ts'

export type BridgingOptions = {
  readonly intercept_penalty: number
  readonly factor_penalty: number
  /** Stops when a sweep lowers the loss by less than this share of it. */
  readonly tolerance: number
  readonly most_sweeps: number
}

export const BRIDGING_DEFAULTS: BridgingOptions = {
  intercept_penalty: 0.15,
  factor_penalty: 0.03,
  tolerance: 1e-7,
  most_sweeps: 200,
}

export type BridgingStatus = 'bridges' | 'rejected' | 'undecided'

export type BridgingStatement = {
  readonly statement: number
  /** What agreement is left when everybody's leaning is accounted for: the rank. */
  readonly intercept: number
  /** Where the statement leans on the one axis. */
  readonly factor: number
  /** Least and greatest intercept that one more extreme rater could bring about. */
  readonly low: number
  readonly high: number
  /** Net support (agreements less disagreements) and votes of raters on either side of the axis. */
  readonly support: readonly [SideSupport, SideSupport]
  readonly status: BridgingStatus
}

export type SideSupport = { readonly net: number; readonly votes: number }

export type Bridging = {
  readonly mean: number
  /** Of every participant. */
  readonly rater_intercept: Float64Array
  readonly rater_factor: Float64Array
  /** By intercept, best first. */
  readonly statements: readonly BridgingStatement[]
  readonly loss: number
  readonly sweeps: number
}

type Fit = {
  mean: number
  /** Interleaved (intercept, factor) of raters and of statements. */
  readonly raters: Float64Array
  readonly notes: Float64Array
}

/** Penalties on one side's unknowns, in units of the sum of squares. */
type Penalty = { readonly intercept: number; readonly factor: number }
type Penalties = { readonly rater: Penalty; readonly note: Penalty; readonly mean: number }

/**
 * The penalties hold for means (of squared errors and of squared unknowns), as in Community Notes'
 * program: each unknown weighs by how many votes there are to one of its kind, so a statement with
 * fewer votes than most is drawn to 0.
 */
function penaltiesOf(votes: VoteMatrix, o: BridgingOptions): Penalties {
  const all = votes.cells.length
  const of = (count: number) => ({
    intercept: (o.intercept_penalty * all) / Math.max(count, 1),
    factor: (o.factor_penalty * all) / Math.max(count, 1),
  })
  return {
    rater: of(votes.participants.length),
    note: of(votes.statements.length),
    mean: o.intercept_penalty * all,
  }
}

/**
 * Fits rating = mean + i_u + i_n + f_u f_n (agree 1, pass 1/2, disagree 0) by alternating least squares
 * on the mean squared error + 0.15 (mean i_u^2 + mean i_n^2 + mean^2) + 0.03 (mean f_u^2 + mean f_n^2);
 * statuses at Community Notes' thresholds (Wojcik and others 2022; twitter/communitynotes, ranking
 * notes). `loss` is that, times the number of votes.
 * @param start leaning of each statement to start from, such as the first component
 */
export function bridging(
  votes: VoteMatrix,
  start: ArrayLike<number>,
  options: BridgingOptions = BRIDGING_DEFAULTS,
): Bridging {
  const fit = startFit(votes, start)
  const penalties = penaltiesOf(votes, options)
  let loss = lossOf(votes, fit, penalties)
  let sweeps = 0
  while (sweeps < options.most_sweeps) {
    sweeps++
    solveRaters(votes, fit, penalties)
    solveNotes(votes, fit, penalties)
    solveMean(votes, fit, penalties)
    const next = lossOf(votes, fit, penalties)
    const fell = loss - next
    loss = next
    if (fell <= options.tolerance * Math.max(loss, 1e-12)) break
  }
  orient(fit)
  const statements = judged(votes, fit, penalties).toSorted(
    (a, b) => b.intercept - a.intercept || a.statement - b.statement,
  )
  return {
    mean: fit.mean,
    rater_intercept: fit.raters.filter((_, at) => at % 2 === 0),
    rater_factor: fit.raters.filter((_, at) => at % 2 === 1),
    statements,
    loss,
    sweeps,
  }
}

function startFit(votes: VoteMatrix, start: ArrayLike<number>): Fit {
  const notes = new Float64Array(2 * votes.statements.length)
  let most = 0
  for (let j = 0; j < votes.statements.length; j++) most = Math.max(most, Math.abs(start[j] ?? 0))
  for (let j = 0; j < votes.statements.length; j++) {
    notes[2 * j + 1] = most === 0 ? 0 : (start[j] as number) / most
  }
  let agreed = 0
  for (const cell of votes.cells) agreed += (cell & 3) / 2
  const mean = votes.cells.length === 0 ? 0 : agreed / votes.cells.length
  return { mean, raters: new Float64Array(2 * votes.participants.length), notes }
}

/** Calls `visit` with participant, statement and rating (0, 1/2, 1) of every vote, row by row. */
function eachVote(
  { row_start, cells }: VoteMatrix,
  visit: (i: number, j: number, r: number) => void,
) {
  for (let i = 0; i + 1 < row_start.length; i++) {
    const end = row_start[i + 1] as number
    for (let k = row_start[i] as number; k < end; k++) {
      const cell = cells[k] as number
      visit(i, cell >>> 2, (cell & 3) / 2)
    }
  }
}

function lossOf(votes: VoteMatrix, { mean, raters, notes }: Fit, o: Penalties): number {
  let sum = o.mean * mean * mean + penaltySum(raters, o.rater) + penaltySum(notes, o.note)
  eachVote(votes, (i, j, r) => {
    const own = mean + (raters[2 * i] as number) + (notes[2 * j] as number)
    sum += (r - own - (raters[2 * i + 1] as number) * (notes[2 * j + 1] as number)) ** 2
  })
  return sum
}

function penaltySum(side: Float64Array, { intercept, factor }: Penalty): number {
  let sum = 0
  for (let at = 0; at < side.length; at += 2) {
    sum += intercept * (side[at] as number) ** 2 + factor * (side[at + 1] as number) ** 2
  }
  return sum
}

/** Normal equations of (intercept, factor): n, sum f, sum f^2, sum e, sum e f; five to an unknown. */
const NORMAL = 5

function solveRaters(votes: VoteMatrix, fit: Fit, o: Penalties): void {
  const sums = new Float64Array(NORMAL * votes.participants.length)
  eachVote(votes, (i, j, r) => {
    add(sums, i, fit.notes[2 * j + 1] as number, r - fit.mean - (fit.notes[2 * j] as number))
  })
  solveAll(sums, fit.raters, o.rater)
}

function solveNotes(votes: VoteMatrix, fit: Fit, o: Penalties): void {
  solveAll(noteSums(votes, fit), fit.notes, o.note)
}

function noteSums(votes: VoteMatrix, fit: Fit): Float64Array {
  const sums = new Float64Array(NORMAL * votes.statements.length)
  eachVote(votes, (i, j, r) => {
    add(sums, j, fit.raters[2 * i + 1] as number, r - fit.mean - (fit.raters[2 * i] as number))
  })
  return sums
}

function add(sums: Float64Array, unknown: number, factor: number, error: number): void {
  const at = NORMAL * unknown
  sums[at]! += 1
  sums[at + 1]! += factor
  sums[at + 2]! += factor * factor
  sums[at + 3]! += error
  sums[at + 4]! += error * factor
}

function solveAll(sums: Float64Array, out: Float64Array, o: Penalty): void {
  for (let u = 0; 2 * u < out.length; u++) {
    const solved = solve(sums.subarray(NORMAL * u, NORMAL * u + NORMAL), o)
    out[2 * u] = solved[0]
    out[2 * u + 1] = solved[1]
  }
}

function solve(sums: Float64Array, o: Penalty): readonly [number, number] {
  const [n = 0, f = 0, ff = 0, e = 0, ef = 0] = sums
  const a = n + o.intercept
  const d = ff + o.factor
  const det = a * d - f * f
  return [(d * e - f * ef) / det, (a * ef - f * e) / det]
}

function solveMean(votes: VoteMatrix, fit: Fit, o: Penalties): void {
  let sum = 0
  eachVote(votes, (i, j, r) => {
    const own = (fit.raters[2 * i] as number) + (fit.notes[2 * j] as number)
    sum += r - own - (fit.raters[2 * i + 1] as number) * (fit.notes[2 * j + 1] as number)
  })
  fit.mean = sum / (votes.cells.length + o.mean || 1)
}

/** Which side is called positive is arbitrary: the statement that leans most leans to it. */
function orient({ raters, notes }: Fit): void {
  let most = 0
  for (let at = 1; at < notes.length; at += 2) {
    if (Math.abs(notes[at] as number) > Math.abs(most) * (1 + 1e-9)) most = notes[at] as number
  }
  if (most >= 0) return
  for (const side of [raters, notes]) {
    for (let at = 1; at < side.length; at += 2) side[at] = -(side[at] as number)
  }
}

function judged(votes: VoteMatrix, fit: Fit, o: Penalties): BridgingStatement[] {
  const sums = noteSums(votes, fit)
  const extremes = extremeRaters(fit.raters)
  const support = supportOf(votes, fit.raters)
  return votes.statements.map((_, statement) => {
    const own = sums.subarray(NORMAL * statement, NORMAL * statement + NORMAL)
    const intercept = fit.notes[2 * statement] as number
    const factor = fit.notes[2 * statement + 1] as number
    let [low, high] = [intercept, intercept]
    for (const [i, f] of extremes) {
      for (const rating of [0, 1]) {
        const with_one = own.slice()
        add(with_one, 0, f, rating - fit.mean - i)
        const [moved] = solve(with_one, o.note)
        low = Math.min(low, moved)
        high = Math.max(high, moved)
      }
    }
    const sides = support[statement] as readonly [SideSupport, SideSupport]
    const status = statusOf(intercept, factor, sides)
    return { statement, intercept, factor, low, high, support: sides, status }
  })
}

/** The corners of what raters are like: least and greatest intercept and factor, and the neutral. */
function extremeRaters(raters: Float64Array): (readonly [number, number])[] {
  let [il, ih, fl, fh] = [0, 0, 0, 0]
  for (let at = 0; at < raters.length; at += 2) {
    il = Math.min(il, raters[at] as number)
    ih = Math.max(ih, raters[at] as number)
    fl = Math.min(fl, raters[at + 1] as number)
    fh = Math.max(fh, raters[at + 1] as number)
  }
  return [il, 0, ih].flatMap((i) => [fl, 0, fh].map((f) => [i, f] as const))
}

function supportOf(votes: VoteMatrix, raters: Float64Array): [SideSupport, SideSupport][] {
  const net = new Float64Array(2 * votes.statements.length)
  const seen = new Float64Array(2 * votes.statements.length)
  eachVote(votes, (i, j, r) => {
    const factor = raters[2 * i + 1] as number
    if (factor === 0) return
    const at = 2 * j + (factor < 0 ? 0 : 1)
    net[at]! += 2 * r - 1
    seen[at]! += 1
  })
  const side = (at: number) => ({ net: net[at] as number, votes: seen[at] as number })
  return votes.statements.map((_, j) => [side(2 * j), side(2 * j + 1)])
}

function statusOf(
  intercept: number,
  factor: number,
  sides: readonly [SideSupport, SideSupport],
): BridgingStatus {
  if (intercept < -0.05 - 0.8 * Math.abs(factor)) return 'rejected'
  const backed = sides.every(
    ({ net, votes }) => net >= 10 || (net >= 4 && net / Math.max(votes, 1) >= 0.05),
  )
  return intercept >= 0.4 && Math.abs(factor) < 0.5 && backed ? 'bridges' : 'undecided'
}
