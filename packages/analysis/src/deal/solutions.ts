// The four named solutions of a negotiation for any number of parties, each with what is proved about
// it. Which packages count and how ties fall is stated here; the searches are in the files beside.
import { minimumBound } from './bound.ts'
import {
  compareSums,
  compareTied,
  derivedProgram,
  exactGains,
  exactScale,
  gainsOf,
  unit,
  type Whole,
} from './solutions_gains.ts'
import { leximin, type LeximinSearch } from './solutions_leximin.ts'
import { maximiseMinimum, type Effort, type Search } from './solutions_minimum.ts'
import { maximiseProduct } from './solutions_nash.ts'
import {
  certificateOf,
  hasPackage,
  named,
  nothing,
  pointOf,
  proved,
  type NoAnswer,
  type Point,
} from './solutions_answer.ts'
import { packageOf, programOf, type Program } from './solutions_program.ts'
import { DealError } from './fault.ts'
import type { Objective } from './points.ts'
import { helped, type MilpSolver } from './milp.ts'
import type { Model, Progress } from './model.ts'

export { hasPackage }
export type { NoAnswer, Objective, Point }

export type SolveOptions = {
  readonly progress?: Progress
  /** Pairs of tree nodes and entries looked at before the search ends with a bound. */
  readonly limit_nodes?: number
  readonly limit_entries?: number
  readonly branch_above?: number
  readonly learn_above?: number
  /** Asked where the search ends at a limit with a gap; never for Nash, whose product is not linear. */
  readonly solver?: MilpSolver | undefined
}

/**
 * The package that an objective names, among those that keep every constraint.
 * - nash: largest product of gains over disagreement, all of them 0 or more; where every such product
 *   is 0, the egalitarian package. No package with all gains at 0 or more: no agreement.
 * - egalitarian: leximin of gains in ones (units / scale), which may be negative.
 * - kalai-smorodinsky: leximin of gain / range, the range being the party's largest gain in any
 *   package that keeps the constraints. A party whose range is 0 must get its disagreement and is
 *   not compared; no agreement where a range is below 0, or where not all of these can get theirs.
 * - utilitarian: largest sum of utilities in ones.
 * Ties: see compareTied.
 * Source: Nash 1950; Rawls 1971, Sen 1970; Kalai and Smorodinsky 1975, leximin form by Imai 1983.
 * The model is a checked one (checkModel); throws DealError where it has no party, issue or option.
 */
export function solvePoint(
  model: Model,
  objective: Objective,
  options: SolveOptions = {},
): Point | NoAnswer {
  return solveProgram(preparedProgram(model), objective, options)
}

/** All four at once: the model is prepared once. */
export function solvePoints(
  model: Model,
  options: SolveOptions = {},
): Readonly<Record<Objective, Point | NoAnswer>> {
  const program = preparedProgram(model)
  const at = (objective: Objective) => solveProgram(program, objective, options)
  return {
    nash: at('nash'),
    egalitarian: at('egalitarian'),
    'kalai-smorodinsky': at('kalai-smorodinsky'),
    utilitarian: at('utilitarian'),
  }
}

export function preparedProgram(model: Model): Program {
  if (model.parties.length === 0) throw new DealError({ code: 'parties', count: 0 })
  if (model.issues.length === 0) throw new DealError({ code: 'no-issues' })
  for (const { name, options } of model.issues)
    if (options.length === 0) throw new DealError({ code: 'no-options', issue: name })
  return programOf(model)
}

export function solveProgram(
  program: Program,
  objective: Objective,
  options: SolveOptions = {},
): Point | NoAnswer {
  if (program.blocks.some(({ size }) => size === 0))
    return { reason: 'no-package', certificate: proved('links alone', -Infinity) }
  switch (objective) {
    case 'utilitarian':
      return utilitarian(program, options)
    case 'egalitarian':
      return named(program, egalitarian(program, options), 'leximin of gains')
    case 'kalai-smorodinsky':
      return kalaiSmorodinsky(program, options)
    case 'nash':
      return nash(program, options)
  }
}

/** How far a floating ratio may be from the exact one, in ones. */
function errorOf(program: Program): number {
  return Math.max(0, ...(program.model.exact?.error ?? [0]))
}

function egalitarian(program: Program, effort: Effort): LeximinSearch {
  return leximin(program, exactScale(program.model), effort, errorOf(program))
}

function utilitarian(program: Program, effort: Effort): Point | NoAnswer {
  const search = largestSum(program, effort)
  return named(program, search, 'largest sum of utilities')
}

function largestSum(program: Program, effort: Effort): Search {
  const { model } = program
  const scale = exactScale(model)
  const same = model.exact === undefined && model.scale.every((s) => s === model.scale[0])
  const weights = Float64Array.from(model.scale, (s) => (same ? 1 : 1 / s))
  const judge = (left: readonly number[], right: readonly number[]) =>
    compareSums(gainsOf(program, left), gainsOf(program, right), scale) ||
    compareTied(program, left, right)
  const margin = errorOf(program) * program.parties
  const derived = derivedProgram(program, [weights])
  const norms = [same ? (model.scale[0] ?? 1) : 1]
  const own = maximiseMinimum(derived, norms, judge, effort, { margin, merge: false })
  // Sums of integers: ties may be beyond counting although nothing can be better.
  const units = model.scale[0] ?? 1
  if (!same) return own
  if (Math.floor(own.bound * units + 1e-6) <= own.value * units + 1e-6)
    return { ...own, complete: true }
  return helped(derived, norms, judge, own, effort)
}

/** A party's largest gain in any package; none where the search was cut short. */
function idealGain(
  program: Program,
  party: number,
  effort: Effort,
): { readonly gain?: Whole | undefined; readonly helped: string | undefined } {
  const judge = (left: readonly number[], right: readonly number[]) => {
    const difference =
      BigInt(gainsOf(program, left)[party] ?? 0) - BigInt(gainsOf(program, right)[party] ?? 0)
    return difference > 0n ? 1 : difference < 0n ? -1 : 0
  }
  const error = (program.model.exact?.error[party] ?? 0) * (program.model.scale[party] ?? 1)
  const derived = derivedProgram(program, [unit(program.parties, party)])
  const merge = program.model.exact === undefined
  const own = maximiseMinimum(derived, [1], judge, effort, { margin: error, merge })
  const search = helped(derived, [1], judge, own, effort)
  const found = search.complete && search.best !== undefined ? search.best : undefined
  return { gain: found && gainsOf(program, found)[party], helped: search.helped }
}

function kalaiSmorodinsky(program: Program, effort: Effort): Point | NoAnswer {
  const ideals: Whole[] = []
  let told: string | undefined
  for (let p = 0; p < program.parties; p++) {
    const { gain: ideal, helped: by } = idealGain(program, p, effort)
    told ??= by
    if (ideal === undefined) {
      // Without ideals there is no scale to compare on; whether there is a package is still known.
      const search = largestSum(program, effort)
      if (search.complete && search.best === undefined) return nothing('no-package', search)
      return nothing('unfinished', search)
    }
    ideals.push(ideal)
  }
  const method = 'leximin of gains over each ideal gain'
  if (ideals.some((ideal) => ideal < 0)) return nothing('no-agreement', certain, method)
  // Who can hope for no more than the disagreement must get it: a condition, and no comparison.
  const hopeless = ideals.flatMap((ideal, p) => (Number(ideal) === 0 ? [p] : []))
  const norms = ideals.map((ideal) => (ideal > 0 ? ideal : 1))
  if (hopeless.length === norms.length) {
    const level = egalitarian(program, effort)
    const gains = level.best && gainsOf(program, level.best)
    if (gains?.some((gain) => gain < 0) === true)
      return nothing(level.complete ? 'no-agreement' : 'unfinished', level, method)
    return named(program, level, method)
  }
  const error = ratioError(program, norms)
  const search = leximin(program, norms, effort, error, hopeless)
  if (hopeless.length > 0 && search.best === undefined && search.complete)
    return nothing('no-agreement', search, method)
  return named(program, { ...search, helped: search.helped ?? told }, method)
}

/** Nothing more had to be searched. */
const certain = { complete: true, cancelled: false, nodes: 0, value: -Infinity, bound: -Infinity }

function ratioError(program: Program, ideals: readonly Whole[]): number {
  const { exact } = program.model
  if (exact === undefined) return 0
  return Math.max(
    ...exact.error.map(
      (e, p) => (e * Number(exact.scale[p] ?? 1)) / Math.max(1, Number(ideals[p])),
    ),
  )
}

function nash(program: Program, effort: Effort): Point | NoAnswer {
  const method = 'largest product of gains'
  const scale = program.model.scale
  const parties = scale.map((_, p) => unit(program.parties, p))
  const relaxed = minimumBound(derivedProgram(program, parties), scale)
  if (relaxed.peak <= errorOf(program) || !positive(program, relaxed.mixture))
    return fromEgalitarian(program, effort)
  const known = relaxed.mixture.toSorted((a, b) => b.share - a.share)[0]?.chosen
  const search = maximiseProduct(
    program,
    relaxed.mixture,
    known === undefined ? undefined : Array.from(known),
    effort,
    { margin: relativeError(program), merge: program.model.exact === undefined },
  )
  if (search.best === undefined)
    return search.complete
      ? fromEgalitarian(program, effort)
      : { reason: 'unfinished', certificate: certificateOf(search, method, 0, Infinity) }
  const units = scale.reduce((sum, s) => sum + Math.log(s), 0)
  const value = Math.exp(search.log_value - units)
  const bound = Math.exp(search.log_bound - units)
  return pointOf(program, search.best, certificateOf(search, method, value, bound))
}

/** Whether the expected gains of a mixture are all above 0 and its rows kept. */
function positive(
  program: Program,
  mixture: readonly { readonly share: number; readonly chosen: Int32Array }[],
): boolean {
  for (let p = 0; p < program.parties; p++) {
    let sum = program.base[p] ?? 0
    for (const { share, chosen } of mixture)
      program.blocks.forEach(({ values }, b) => {
        sum += share * (values[(chosen[b] ?? 0) * program.width + p] ?? 0)
      })
    if (sum <= 1e-9) return false
  }
  return true
}

/** No product above 0: the egalitarian package if nobody loses by it, else no agreement. */
function fromEgalitarian(program: Program, effort: Effort): Point | NoAnswer {
  const search = egalitarian(program, effort)
  const method = 'largest product of gains, which is 0; leximin of gains among those'
  if (search.best === undefined) return named(program, search, method)
  const gains = exactGains(program.model, packageOf(program, search.best))
  if (gains.some((gain) => gain < 0))
    return search.complete || search.bound < 0
      ? nothing('no-agreement', search)
      : nothing('unfinished', search)
  return pointOf(
    program,
    search.best,
    certificateOf(search, method, 0, search.complete ? 0 : Infinity),
  )
}

function relativeError(program: Program): number {
  const { exact } = program.model
  if (exact === undefined) return 0
  // Gains that matter are far above the error, which is a rounding of the last of 53 bits.
  return 1e-9
}
