// The whole answer about a negotiation as one plain object, in the shape that `sulh deal --json`
// prints and others rely on. Computes nothing itself.
import { frontierOf, packageCounts } from './frontier.ts'
import type { Frontier, FrontierOptions } from './frontier.ts'
import type { Certificate, Model, Package } from './model.ts'
import { exactUtilitiesOf } from './gains.ts'
import { inOnes, pointFromFrontier, pointInOnes } from './points.ts'
import type { Objective } from './points.ts'
import { solvePoint, type SolveOptions } from './solutions.ts'

export type SolutionAnswer = {
  /** In ones (units / scale), one per party. */
  readonly utilities: readonly number[]
  readonly package: Readonly<Record<string, string>>
  readonly certificate: Certificate
}
export type DealAnswer = {
  readonly issues: number
  /** The number of combinations of options, whatever links say. */
  readonly packages: string
  readonly parties: readonly string[]
  readonly frontier: {
    readonly complete: boolean
    /** Per party in ones: see Frontier. */
    readonly epsilon?: readonly number[]
    readonly points: readonly {
      readonly utilities: readonly number[]
      /** A string where it exceeds 2^53. */
      readonly packages: number | string
    }[]
  }
  /** Null where no package gives every party at least its disagreement. */
  readonly nash: SolutionAnswer | null
  readonly egalitarian: SolutionAnswer | null
  /** Null where some party's ideal is below its disagreement. */
  readonly kalaiSmorodinsky: SolutionAnswer | null
  readonly utilitarian: SolutionAnswer | null
}

/** Analyses a checked model. Throws DealError where its links contradict each other. */
export function analyse(model: Model, options: FrontierOptions = {}): DealAnswer {
  const { cancelled } = options
  return answerOf(frontierOf(model, options), cancelled ? { progress: { cancelled } } : {})
}

/** `effort` limits the searches that stand in where the frontier is not complete. */
export function answerOf(frontier: Frontier, effort: SolveOptions = {}): DealAnswer {
  const { model, set, complete, epsilon } = frontier
  const counts = packageCounts(frontier)
  const solution = (objective: Objective) => solutionOf(frontier, objective, effort)
  return {
    issues: model.issues.length,
    packages: String(model.issues.reduce((all, { options }) => all * BigInt(options.length), 1n)),
    parties: model.parties,
    frontier: {
      complete,
      ...(epsilon ? { epsilon: epsilon.map((loss, p) => loss / (model.scale[p] ?? 1)) } : {}),
      points: Array.from({ length: set.size }, (_, point) => {
        const count = counts[point] ?? 0
        return {
          utilities: pointInOnes(frontier, point),
          packages: typeof count === 'bigint' ? String(count) : count,
        }
      }),
    },
    nash: solution('nash'),
    egalitarian: solution('egalitarian'),
    kalaiSmorodinsky: solution('kalai-smorodinsky'),
    utilitarian: solution('utilitarian'),
  }
}

/** From a complete frontier; from a search of its own where the frontier is not complete. */
function solutionOf(
  frontier: Frontier,
  objective: Objective,
  effort: SolveOptions,
): SolutionAnswer | null {
  const { model } = frontier
  const found = frontier.complete
    ? pointFromFrontier(frontier, objective)
    : solvePoint(model, objective, effort)
  if (!found || 'reason' in found) return null
  return {
    utilities: inOnes(model, exactUtilitiesOf(model, found.package)),
    package: packageInWords(model, found.package),
    certificate: found.certificate,
  }
}

/** A package as the names of issues and options. */
export function packageInWords(model: Model, chosen: Package): Record<string, string> {
  return Object.fromEntries(
    model.issues.map(({ name, options }, i) => [name, options[chosen[i] ?? 0] ?? '']),
  )
}
