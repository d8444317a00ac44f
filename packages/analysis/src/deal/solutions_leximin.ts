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
    const search = maximiseMinimum(
      derivedProgram(program, objectives, held),
      open.map((p) => rounded[p] ?? 1),
      judge,
      { ...effort, limit_nodes: (effort.limit_nodes ?? default_nodes) - nodes },
      { margin, merge },
    )
    nodes += search.nodes
    first ??= search
    const best = search.best ?? first.best
    const answer = { ...first, best, nodes, stages, cancelled: search.cancelled }
    if (search.complete) return { ...answer, bound: first.value, complete: true }
    const proved = search.best !== undefined && search.bound <= search.value * (1 + 1e-12) + 1e-12
    const ceiling =
      proved && !search.cancelled ? atCeiling(program, rounded, open, held, search) : []
    if (ceiling.length === 0 || ceiling.length === open.length)
      return { ...answer, complete: false }
    for (const party of ceiling) {
      const gain = Math.ceil(search.value * (rounded[party] ?? 1) - 1e-6)
      held.push({ party, gain })
    }
    open = open.filter((p) => !ceiling.includes(p))
  }
}

/** Parties that no package lifts above the least ratio while the others keep it. */
function atCeiling(
  program: Program,
  norms: readonly number[],
  open: readonly number[],
  held: readonly Floor[],
  search: Search,
): number[] {
  return open.filter((p) => {
    const others = open
      .filter((q) => q !== p)
      .map((q) => ({ party: q, gain: Math.ceil(search.value * (norms[q] ?? 1) - 1e-6) }))
    const objective = derivedProgram(program, [unit(program.parties, p)], [...held, ...others])
    const norm = norms[p] ?? 1
    const { peak } = minimumBound(objective, [norm])
    return Math.floor(peak * norm + 1e-6) <= search.value * norm + 1e-6
  })
}
