// What the deal room asks of the library, as one pure function over plain data, so that it runs in
// a worker, in a test and in the bench alike. Utilities are the library's integers (server's deal
// SPEC DR7); amounts for people are in points of 0 to 100 of what all that a party wants is worth.
import { checkModel } from '@sulh/analysis/deal/check'
import { frontierOf, packageCounts, packageOf, type Frontier } from '@sulh/analysis/deal/frontier'
import { utilitiesOf } from '@sulh/analysis/deal/gains'
import { satisfies } from '@sulh/analysis/deal/links'
import type { Certificate, Constraint, Model, Progress } from '@sulh/analysis/deal/model'
import { pointFromFrontier, type Objective } from '@sulh/analysis/deal/points'
import type { MilpSolver } from '@sulh/analysis/deal/milp'
import { hasPackage, solvePoint } from '@sulh/analysis/deal/solutions'
import { zoneOf, type Zone } from '@sulh/analysis/deal/zone'
import { zoneSentences } from '@sulh/analysis/deal/zone_sentences'

export const objectives = ['nash', 'egalitarian', 'kalai-smorodinsky', 'utilitarian'] as const
/** Units in one: a party's whole is this many. */
export const UNITS = 10_000

export type DealProblem = {
  readonly lang: 'en' | 'ar'
  /** Names in the viewer's language. */
  readonly parties: readonly string[]
  readonly issues: readonly { readonly name: string; readonly options: readonly string[] }[]
  /** weights[party][issue] of any size; scores[party][issue][option] from 0 to 100. */
  readonly weights: readonly (readonly number[])[]
  readonly scores: readonly (readonly (readonly number[])[])[]
  /** Points of 0 to 100 that each has without a deal. */
  readonly fallback: readonly number[]
  readonly constraints: readonly Constraint[]
  readonly bonuses: readonly {
    readonly all: readonly { readonly issue: number; readonly option: number }[]
    /** Per party, in points of 0 to 100. */
    readonly points: readonly number[]
  }[]
  /** What the text on the table amounts to. */
  readonly table?: readonly number[] | undefined
}

export type SolvedPackage = {
  readonly options: readonly number[]
  /** Per party, in points. */
  readonly worth: readonly number[]
  readonly gains: readonly number[]
}
export type NamedPackage = SolvedPackage & { readonly certificate: Certificate }
/** Flat arrays, so that an answer is handed over from the worker and not copied. */
export type DealPoints = {
  readonly count: number
  /** worth[party][point]; the points in the order of the frontier. */
  readonly worth: readonly Float64Array<ArrayBuffer>[]
  /** How many packages lie on each point, as whole numbers of any size. */
  readonly packages: readonly string[]
  /** Option positions of one package of each point, point after point. */
  readonly options: Uint16Array<ArrayBuffer>
}
export type DealAnswer = {
  readonly points: DealPoints
  readonly complete: boolean
  readonly cancelled: boolean
  /** Per party, in points: what any package can be better than the list, where not complete. */
  readonly epsilon: readonly number[] | undefined
  /** Number of combinations of options. */
  readonly combinations: string
  readonly fallback: readonly number[]
  readonly named: Readonly<Record<Objective, NamedPackage | undefined>>
  readonly table:
    | (SolvedPackage & { readonly allowed: boolean; readonly efficient: boolean })
    | undefined
  readonly zone: {
    readonly state: 'open' | 'closed' | 'no-package' | 'unknown'
    readonly sentences: readonly string[]
  }
  readonly took_ms: number
}

/** The library's model. Throws DealError where it cannot be searched. */
export function modelOf(problem: DealProblem): Model {
  const utilities = problem.weights.map((weights, p) => {
    const whole = weights.reduce((sum, w) => sum + w, 0)
    return problem.issues.map(({ options }, i) =>
      Float64Array.from(options, (_, o) => {
        const score = problem.scores[p]?.[i]?.[o] ?? Number.NaN
        return whole === 0 ? 0 : Math.round((UNITS * (weights[i] ?? 0) * score) / whole / 100)
      }),
    )
  })
  return {
    parties: distinct(problem.parties),
    issues: named(problem.issues),
    utilities,
    disagreement: problem.fallback.map(unitsOf),
    scale: problem.parties.map(() => UNITS),
    constraints: problem.constraints,
    bonuses: problem.bonuses.map(({ all, points }) => ({
      all: all.map(({ issue, option }) => ({ issue, options: [option] })),
      utilities: points.map(unitsOf),
    })),
  }
}

const unitsOf = (points: number) => Math.round((points * UNITS) / 100)
const pointsOf = (units: number) => (units * 100) / UNITS

function named(issues: DealProblem['issues']): Model['issues'] {
  const names = distinct(issues.map(({ name }) => name))
  return issues.map(({ options }, i) => ({ name: names[i] ?? '', options: distinct(options) }))
}

/** Names that stand twice get a number, because answers name issues and options. */
function distinct(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    let free = name
    for (let n = 2; taken.has(free); n += 1) free = `${name} (${n})`
    taken.add(free)
    return free
  })
}

export function solve(
  problem: DealProblem,
  progress: Progress = {},
  now: () => number = () => performance.now(),
): DealAnswer {
  const start = now()
  const model = modelOf(problem)
  checkModel(model)
  const frontier = frontierOf(model, progress)
  const table = problem.table ? Uint16Array.from(problem.table) : undefined
  return {
    points: pointsIn(frontier),
    complete: frontier.complete,
    cancelled: frontier.cancelled,
    epsilon: frontier.epsilon?.map(pointsOf),
    combinations: String(model.issues.reduce((all, i) => all * BigInt(i.options.length), 1n)),
    fallback: model.disagreement.map(pointsOf),
    named: {
      nash: namedPackage(frontier, 'nash', progress),
      egalitarian: namedPackage(frontier, 'egalitarian', progress),
      'kalai-smorodinsky': namedPackage(frontier, 'kalai-smorodinsky', progress),
      utilitarian: namedPackage(frontier, 'utilitarian', progress),
    },
    table: table
      ? {
          ...solved(model, table),
          allowed: satisfies(model, table),
          efficient: isEfficient(frontier, utilitiesOf(model, table)),
        }
      : undefined,
    zone: zoneIn(frontier, problem.lang, progress),
    took_ms: now() - start,
  }
}

function pointsIn(frontier: Frontier): DealPoints {
  const { set, model } = frontier
  const issues = model.issues.length
  const options = new Uint16Array(set.size * issues)
  for (let k = 0; k < set.size; k += 1) options.set(packageOf(frontier, k), k * issues)
  return {
    count: set.size,
    worth: set.columns.map((column) => Float64Array.from(column.subarray(0, set.size), pointsOf)),
    packages: packageCounts(frontier).map(String),
    options,
  }
}

/** The package of a point; empty where there is no such point. */
export function optionsAt({ options, count }: DealPoints, point: number): readonly number[] {
  if (count === 0) return []
  const issues = options.length / count
  return Array.from(options.subarray(point * issues, (point + 1) * issues))
}

/** The point whose package this is; -1 where it is none of them. */
export function pointOf({ options, count }: DealPoints, chosen: readonly number[]): number {
  const issues = chosen.length
  for (let k = 0; k < count; k += 1) {
    let i = 0
    while (i < issues && options[k * issues + i] === chosen[i]) i += 1
    if (i === issues) return k
  }
  return -1
}

/** What a worker may hand over instead of copying it. */
export function buffersOf({ points }: DealAnswer): ArrayBuffer[] {
  return [points.options.buffer, ...points.worth.map(({ buffer }) => buffer)]
}

export function solved(model: Model, options: ArrayLike<number>): SolvedPackage {
  const units = utilitiesOf(model, options)
  return {
    options: Array.from(options),
    worth: units.map(pointsOf),
    gains: units.map((u, p) => pointsOf(u - (model.disagreement[p] ?? 0))),
  }
}

/** From a complete frontier; else by a search of its own, with its bound. */
function namedPackage(
  frontier: Frontier,
  objective: Objective,
  progress: Progress,
): NamedPackage | undefined {
  const { model } = frontier
  if (frontier.cancelled) return undefined
  const found = frontier.complete
    ? pointFromFrontier(frontier, objective)
    : solvePoint(model, objective, { progress })
  if (!found || ('reason' in found && !hasPackage(found))) return undefined
  return { ...solved(model, found.package), certificate: found.certificate }
}

/** What a solver from outside can be asked: Nash, whose product is not linear, it cannot. */
const helpable = ['egalitarian', 'kalai-smorodinsky', 'utilitarian'] as const

/** Whether a search ended at its limit, so that a solver from outside could close its gap. */
export function hasGaps({ named }: DealAnswer): boolean {
  return helpable.some((objective) => named[objective]?.certificate.status === 'bounded')
}

/** The answer with those searches done once more, a solver from outside beside them. */
export function withoutGaps(
  problem: DealProblem,
  answer: DealAnswer,
  solver: MilpSolver,
  progress: Progress,
): DealAnswer {
  const model = modelOf(problem)
  const named = { ...answer.named }
  for (const objective of helpable) {
    if (named[objective]?.certificate.status !== 'bounded') continue
    const found = solvePoint(model, objective, { progress, solver })
    if (!hasPackage(found) || found.certificate.status === 'cancelled') continue
    named[objective] = { ...solved(model, found.package), certificate: found.certificate }
  }
  return { ...answer, named }
}

function isEfficient({ set }: Frontier, units: readonly number[]): boolean {
  for (let k = 0; k < set.size; k += 1)
    if (set.columns.every((column, p) => column[k] === units[p])) return true
  return false
}

function opened(frontier: Frontier, point: number): Zone {
  const { options, gains } = solved(frontier.model, packageOf(frontier, point))
  return { state: 'open', package: Uint16Array.from(options), gains: gains.map(unitsOf) }
}

/** A complete frontier answers “open” by itself; only a closed zone needs the search for why. */
function zoneIn(frontier: Frontier, lang: 'en' | 'ar', progress: Progress): DealAnswer['zone'] {
  const { model, set } = frontier
  if (frontier.cancelled) return { state: 'unknown', sentences: [] }
  for (let k = 0; k < set.size; k += 1)
    if (set.columns.every((column, p) => (column[k] ?? 0) >= (model.disagreement[p] ?? 0)))
      return { state: 'open', sentences: zoneSentences(opened(frontier, k), model, lang) }
  const zone = zoneOf(model, { progress })
  const amount = (units: number) => String(Math.round(units / 10) / 10)
  return { state: zone.state, sentences: zoneSentences(zone, model, lang, amount) }
}
