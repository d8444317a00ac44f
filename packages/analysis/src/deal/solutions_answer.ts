// What a search for a named solution ends with: a package or the reason that there is none, each with
// the certificate of what was proved. Nothing is searched here.
import { packageOf, utilitiesOf, type Program } from './solutions_program.ts'
import type { Search } from './solutions_minimum.ts'
import type { Certificate, Package } from './model.ts'

/** Why there is no package to name. */
export type NoAnswer = {
  readonly reason: 'no-package' | 'no-agreement' | 'unfinished'
  readonly certificate: Certificate
}

export type Point = {
  /** In party units. */
  readonly utilities: readonly number[]
  readonly package: Package
  readonly certificate: Certificate
}

export function hasPackage(answer: Point | NoAnswer): answer is Point {
  return 'package' in answer
}

type Ended = Pick<Search, 'complete' | 'cancelled' | 'nodes' | 'helped'>

export function named(program: Program, search: Search, method: string): Point | NoAnswer {
  if (search.best === undefined)
    return nothing(search.complete ? 'no-package' : 'unfinished', search, method)
  return pointOf(program, search.best, certificateOf(search, method, search.value, search.bound))
}

export function nothing(
  reason: NoAnswer['reason'],
  search: Ended & Pick<Search, 'value' | 'bound'>,
  method = 'exhaustive search',
): NoAnswer {
  return { reason, certificate: certificateOf(search, method, search.value, search.bound) }
}

export function pointOf(
  program: Program,
  alternatives: readonly number[],
  certificate: Certificate,
): Point {
  const options = packageOf(program, alternatives)
  return { utilities: utilitiesOf(program.model, options), package: options, certificate }
}

export function certificateOf(
  search: Ended,
  method: string,
  value: number,
  bound: number,
): Certificate {
  const status = search.complete ? 'exact' : search.cancelled ? 'cancelled' : 'bounded'
  const gap = search.complete ? 0 : Math.max(0, bound - value)
  const told = search.helped === undefined ? method : `${method}; ${search.helped}`
  return {
    status,
    method: status === 'bounded' && gap === 0 ? `${told}; equals were not all compared` : told,
    value,
    bound: search.complete ? value : bound,
    gap,
    nodes: search.nodes,
  }
}

export function proved(method: string, value: number): Certificate {
  return { status: 'exact', method, value, bound: value, gap: 0, nodes: 0 }
}
