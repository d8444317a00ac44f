// Regions whose lists grow too long are halved: one alternative of a block is fixed or ruled out and
// the bound is found anew, which also tightens it. What is left is joined. Source: Land and Doig 1960.
import { minimumBound, type Multipliers } from './bound.ts'
import { Core } from './solutions_core.ts'
import { joinHalves, type Join, type JoinOptions } from './solutions_join.ts'
import type { Region } from './solutions_list.ts'
import type { Program } from './solutions_program.ts'

/** Estimated packages that one join takes on; most of them never make it into its lists. */
const join_packages = 1e12

/** What the search wants at the moment: the level that packages must reach, as floors and a slack. */
export type Aim = {
  readonly norms: readonly number[]
  readonly region: (multipliers: Multipliers) => Region
  readonly tighten: (region: Region, multipliers: Multipliers) => void
}

type Part = { readonly program: Program; readonly origin: readonly (Int32Array | undefined)[] }

/** Every package of the aim's region, part by part; `meet` returns true where the aim was raised. */
export function branchAndJoin(
  program: Program,
  root: Multipliers,
  aim: Aim,
  options: JoinOptions & { readonly branch_above?: number | undefined },
  meet: (totals: Float64Array, alternatives: () => number[]) => boolean,
): Join {
  const { branch_above = join_packages } = options
  let nodes = 0
  const explore = (part: Part, multipliers: Multipliers & { mixture?: Mixed }): boolean => {
    const region = aim.region(multipliers)
    if (region.slack < 0) return true
    if (options.cancelled?.() === true) return false
    const core = new Core(part.program, multipliers, region.slack, region.floors)
    if (core.impossible) return true
    const cut = () => cutOf(part.program, multipliers.mixture ?? boundOf(part, aim).mixture)
    let halved = core.estimate(region.slack) > branch_above ? cut() : undefined
    if (halved === undefined) {
      const left = { ...options, norms: aim.norms, node_limit: options.node_limit - nodes }
      const join = joinHalves(core, region, left, ({ totals }, alternatives) => {
        if (meet(totals, () => original(part, alternatives()))) aim.tighten(region, multipliers)
      })
      nodes += join.nodes
      if (join.overflow === true) halved = cut()
      if (halved === undefined) return join.complete
    }
    const { block, alternative } = halved
    for (const fixed of [true, false]) {
      const child = partOf(part, block, alternative, fixed)
      if (!explore(child, boundOf(child, aim))) return false
    }
    return true
  }
  const complete = explore({ program, origin: [] }, root)
  return { complete, nodes }
}

type Mixed = readonly { readonly share: number; readonly chosen: Int32Array }[]

function boundOf(part: Part, aim: Aim): Multipliers & { mixture: Mixed } {
  return minimumBound(part.program, aim.norms)
}

/** The block whose mixture is least decided, at its most frequent alternative. */
function cutOf(
  program: Program,
  mixture: Mixed,
): { readonly block: number; readonly alternative: number } | undefined {
  let cut: { readonly block: number; readonly alternative: number } | undefined
  let least = 1 - 1e-6
  program.blocks.forEach(({ size }, b) => {
    if (size < 2) return
    const shares = new Float64Array(size)
    for (const { share, chosen } of mixture)
      shares[chosen[b] ?? 0] = (shares[chosen[b] ?? 0] ?? 0) + share
    const alternative = shares.reduce(
      (best, share, j) => (share > (shares[best] ?? 0) ? j : best),
      0,
    )
    if ((shares[alternative] ?? 0) >= least) return
    least = shares[alternative] ?? 0
    cut = { block: b, alternative }
  })
  return cut
}

function partOf({ program, origin }: Part, b: number, alternative: number, fixed: boolean): Part {
  const block = program.blocks[b]
  if (block === undefined) return { program, origin }
  const kept: number[] = []
  for (let j = 0; j < block.size; j++) if ((j === alternative) === fixed) kept.push(j)
  const { width } = program
  const values = new Float64Array(kept.length * width)
  kept.forEach((j, k) => values.set(block.values.subarray(j * width, (j + 1) * width), k * width))
  const choices = kept.map((j) => block.choices[j] ?? new Uint16Array(0))
  const blocks = program.blocks.with(b, {
    issues: block.issues,
    size: kept.length,
    choices,
    values,
  })
  const before = origin[b]
  const origins = program.blocks.map((_, k) => origin[k])
  origins[b] = Int32Array.from(kept, (j) => before?.[j] ?? j)
  return { program: { ...program, blocks }, origin: origins }
}

function original({ origin }: Part, alternatives: readonly number[]): number[] {
  return alternatives.map((j, b) => origin[b]?.[j] ?? j)
}
