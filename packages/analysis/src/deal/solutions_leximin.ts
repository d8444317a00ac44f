// The leximin package under per-party norms: first the largest least ratio, with ties judged in full;
// where a party's own ceiling makes ties beyond counting, that party is held there and the rest go on.
// Source: Ogryczak 1997, lexicographic max-min by stages.
import { minimumBound } from './bound.ts'
import {
  compareLeximin,
  compareTied,
  derivedProgram,
  exactScale,
  gainsOf,
  unit,
  type Whole,
} from './solutions_gains.ts'
import { helped } from './milp.ts'
import { default_nodes, maximiseMinimum, type Effort, type Search } from './solutions_minimum.ts'
import type { Program } from './solutions_program.ts'

export type LeximinSearch = Search & { readonly stages: number }

export type Floor = { readonly party: number; readonly gain: number }

/**
 * `norms`: positive, exact, in units of the model's exact scale. Parties that are `hopeless` cannot
 * gain more than 0 in any package: they must get that, and compare the same wherever they do.
 */
export function leximin(
  program: Program,
  norms: readonly Whole[],
  effort: Effort,
  margin: number,
  hopeless: readonly number[] = [],
): LeximinSearch {
  const scale = exactScale(program.model)
  const rounded = norms.map(
    (norm, p) => (Number(norm) / Number(scale[p] ?? 1)) * (program.model.scale[p] ?? 1),
  )
  const judge = (left: readonly number[], right: readonly number[]) =>
    compareLeximin(gainsOf(program, left), gainsOf(program, right), norms) ||
    compareTied(program, left, right)
  const merge = program.model.exact === undefined
  const held: Floor[] = hopeless.map((party) => ({ party, gain: 0 }))
  let open = norms.map((_, p) => p).filter((p) => !hopeless.includes(p))
  let first: Search | undefined
  let nodes = 0
  for (let stages = 1; ; stages++) {
    const objectives = open.map((p) => unit(program.parties, p))
    const derived = derivedProgram(program, objectives, held)
    const of_open = open.map((p) => rounded[p] ?? 1)
    const left = { ...effort, limit_nodes: (effort.limit_nodes ?? default_nodes) - nodes }
    const own = maximiseMinimum(derived, of_open, judge, left, { margin, merge })
    const search = helped(derived, of_open, judge, own, left)
    nodes += search.nodes
    first ??= search
    const best = search.best ?? first.best
    const told = first.helped ?? search.helped
    const answer = { ...first, best, nodes, stages, cancelled: search.cancelled, helped: told }
    if (search.complete) return { ...answer, bound: first.value, complete: true }
    const proved = search.best !== undefined && search.bound <= search.value * (1 + 1e-12) + 1e-12
    const ceiling =
      proved && !search.cancelled ? settled(program, rounded, open, held, search, effort) : []
    if (ceiling.length === 0 || ceiling.length === open.length)
      return { ...answer, complete: false }
    for (const party of ceiling) {
      const gain = Math.ceil(search.value * (rounded[party] ?? 1) - 1e-6)
      held.push({ party, gain })
    }
    open = open.filter((p) => !ceiling.includes(p))
  }
}

/**
 * Parties whose gain no package with this least ratio changes: those at their ceiling, or the only
 * one whose whole gains can have this ratio at all.
 */
function settled(
  program: Program,
  norms: readonly number[],
  open: readonly number[],
  held: readonly Floor[],
  search: Search,
  effort: Effort,
): number[] {
  const at = (party: number) => search.value * (norms[party] ?? 1)
  const above = (party: number, by: Effort): boolean => {
    const norm = norms[party] ?? 1
    const others = open
      .filter((q) => q !== party)
      .map((q) => ({ party: q, gain: Math.ceil(at(q) - 1e-6) }))
    const objective = derivedProgram(program, [unit(program.parties, party)], [...held, ...others])
    const { peak } = minimumBound(objective, [norm])
    const limited = { ...search, best: undefined, value: -Infinity, bound: peak }
    const { bound } = helped(objective, [norm], () => 0, limited, by)
    return Math.floor(bound * norm + 1e-6) > at(party) + 1e-6
  }
  const ceiling = open.filter((p) => !above(p, {}))
  if (ceiling.length > 0 || effort.solver === undefined || search.best === undefined) return ceiling
  const can = open.filter((p) => Math.abs(at(p) - Math.round(at(p))) <= 1e-6 * Math.max(1, at(p)))
  if (can.length === 1) return can
  // The solver is asked only of parties that have no more in the package at hand.
  const gains = gainsOf(program, search.best)
  return can.filter((p) => Number(gains[p]) <= at(p) + 1e-6 && !above(p, effort))
}
