// A model as a sum over independent blocks: linked issues that few combinations can fill become one
// block, wider links become rows that a whole package must keep. Searches read only this form; it
// decides nothing about which package is good.
import { utilitiesOf } from './gains.ts'
import { keeps } from './links.ts'
import { rowTerms, rowsOf, type Row } from './solutions_rows.ts'
import type { AnyOf, Bonus, Constraint, Model, Package } from './model.ts'

/** Issues decided together, or (no issues) the switch of a bonus that spans blocks. */
export type Block = {
  readonly issues: readonly number[]
  readonly size: number
  /** Per alternative: the option of each of `issues`, in lexicographic order. */
  readonly choices: readonly Uint16Array[]
  /** alternative × width: what it adds to each party's gain, then to each row. */
  readonly values: Float64Array
}

/**
 * A package is one alternative per block. Dimension i of a package is base[i] + the sum of values:
 * gains over disagreement for the first `parties`, then rows, which must end at 0 or more.
 */
export type Program = {
  readonly model: Model
  readonly parties: number
  readonly width: number
  readonly base: Float64Array
  readonly blocks: readonly Block[]
}

/** Raw combinations that a block may have before its links become rows instead. */
const block_limit = 4096

type Wide = { readonly rows: Row[]; readonly switches: { bonus: Bonus; rows: number[] }[] }

/** The constraints and bonuses of a model as blocks and rows. Source: standard linearisation. */
export function programOf(model: Model): Program {
  const groups = groupsOf(model)
  const wide: Wide = { rows: [], switches: [] }
  const links = new Map<number, { constraints: Constraint[]; bonuses: Bonus[] }>()
  for (const root of new Set(groups)) links.set(root, { constraints: [], bonuses: [] })
  for (const constraint of model.constraints) {
    const root = commonRoot(issuesOf(constraint), groups)
    if (root === undefined) wide.rows.push(...rowsOf(constraint))
    else links.get(root)?.constraints.push(constraint)
  }
  for (const bonus of model.bonuses) {
    const root = commonRoot(
      bonus.all.map(({ issue }) => issue),
      groups,
    )
    if (root === undefined) addSwitch(wide, bonus)
    else links.get(root)?.bonuses.push(bonus)
  }
  const parties = model.parties.length
  const width = parties + wide.rows.length
  const base = Float64Array.from({ length: width }, (_, i) =>
    i < parties ? -(model.disagreement[i] ?? 0) : (wide.rows[i - parties]?.limit ?? 0),
  )
  const terms = rowTerms(model, wide.rows)
  const blocks: Block[] = []
  for (const [root, inside] of links) {
    const issues = model.issues.map((_, i) => i).filter((i) => groups[i] === root)
    blocks.push(blockOf(model, issues, inside, terms, width))
  }
  for (const { bonus, rows } of wide.switches) {
    const values = new Float64Array(2 * width)
    values.set(bonus.utilities, width)
    for (const row of rows) {
      const by = wide.rows[row]?.terms.find(({ issue }) => issue < 0)?.by ?? 0
      values[width + parties + row] = -by
    }
    blocks.push({ issues: [], size: 2, choices: [new Uint16Array(0), new Uint16Array(0)], values })
  }
  return { model, parties, width, base, blocks }
}

/** The package of one alternative per block. */
export function packageOf(program: Program, alternatives: ArrayLike<number>): Package {
  const result = new Uint16Array(program.model.issues.length)
  program.blocks.forEach((block, b) => {
    const options = block.choices[alternatives[b] ?? 0]
    block.issues.forEach((issue, k) => (result[issue] = options?.[k] ?? 0))
  })
  return result
}

function earns({ all }: Bonus, options: ArrayLike<number>): boolean {
  return all.every((any) => any.options.includes(options[any.issue] ?? -1))
}

/** The issues a constraint speaks of. */
export function issuesOf(constraint: Constraint): number[] {
  switch (constraint.kind) {
    case 'requires':
      return [...constraint.when, ...constraint.then].map(({ issue }) => issue)
    case 'excludes':
    case 'together':
      return constraint.all.map(({ issue }) => issue)
    case 'at-most':
      return constraint.of.map(({ issue }) => issue)
    case 'budget':
      return constraint.costs.map(({ issue }) => issue)
  }
}

/** For each issue the first issue of its block: links join blocks while the limit allows. */
function groupsOf(model: Model): number[] {
  const root = model.issues.map((_, i) => i)
  const size = model.issues.map(({ options }) => options.length)
  const links = [
    ...model.bonuses.map(({ all }) => all.map(({ issue }) => issue)),
    ...model.constraints.map(issuesOf),
  ]
  // Bonuses first: as rows they need a switch of their own and a weaker bound.
  for (const issues of links) {
    const roots = [...new Set(issues.map((issue) => root[issue] ?? issue))]
    const product = roots.reduce((left, r) => left * (size[r] ?? 1), 1)
    const first = Math.min(...roots)
    if (roots.length < 2 || product > block_limit) continue
    root.forEach((r, i) => {
      if (roots.includes(r)) root[i] = first
    })
    size[first] = product
  }
  return root
}

function commonRoot(issues: readonly number[], groups: readonly number[]): number | undefined {
  const roots = new Set(issues.map((issue) => groups[issue]))
  // A condition on no issue at all is kept or broken by every package: any block can judge it.
  if (roots.size === 0) return groups[0]
  return roots.size === 1 ? [...roots][0] : undefined
}

function addSwitch(wide: Wide, bonus: Bonus): void {
  const { all } = bonus
  const rows: number[] = []
  const add = (row: Row) => rows.push(wide.rows.push(row) - 1)
  const on = { issue: -1, option: 0 }
  const taken = ({ issue, options }: AnyOf, by: number) =>
    [...new Set(options)].map((option) => ({ issue, option, by }))
  // A switch that helps nobody needs no reason to stay off, and one that hurts nobody none to go on.
  if (bonus.utilities.some((utility) => utility > 0))
    for (const any of all) add({ terms: [{ ...on, by: 1 }, ...taken(any, -1)], limit: 0 })
  if (bonus.utilities.some((utility) => utility < 0))
    add({
      terms: [...all.flatMap((any) => taken(any, 1)), { ...on, by: -1 }],
      limit: all.length - 1,
    })
  wide.switches.push({ bonus, rows })
}

function blockOf(
  model: Model,
  issues: readonly number[],
  inside: { readonly constraints: readonly Constraint[]; readonly bonuses: readonly Bonus[] },
  terms: readonly Map<number, { row: number; by: number }[]>[],
  width: number,
): Block {
  const parties = model.parties.length
  const found: Uint16Array[] = []
  const vectors: Float64Array[] = []
  const options = new Uint16Array(model.issues.length)
  const place = (k: number): void => {
    const issue = issues[k]
    if (issue === undefined) {
      if (!inside.constraints.every((constraint) => keeps(constraint, options))) return
      const vector = new Float64Array(width)
      addValues(model, issues, options, inside.bonuses, vector)
      for (const i of issues)
        for (const { row, by } of terms[i]?.get(options[i] ?? 0) ?? [])
          vector[parties + row] = (vector[parties + row] ?? 0) - by
      found.push(Uint16Array.from(issues, (i) => options[i] ?? 0))
      vectors.push(vector)
      return
    }
    const count = model.issues[issue]?.options.length ?? 0
    for (let option = 0; option < count; option++) {
      options[issue] = option
      place(k + 1)
    }
  }
  place(0)
  const kept = model.exact === undefined ? undominated(vectors, parties) : vectors.map((_, j) => j)
  const values = new Float64Array(kept.length * width)
  kept.forEach((j, k) => values.set(vectors[j] ?? [], k * width))
  const choices = kept.map((j) => found[j] ?? new Uint16Array(0))
  return { issues, size: kept.length, choices, values }
}

function addValues(
  model: Model,
  issues: readonly number[],
  options: Uint16Array,
  bonuses: readonly Bonus[],
  vector: Float64Array,
): void {
  model.utilities.forEach((of, p) => {
    let sum = 0
    for (const issue of issues) sum += of[issue]?.[options[issue] ?? 0] ?? 0
    vector[p] = sum
  })
  for (const bonus of bonuses) {
    if (!earns(bonus, options)) continue
    bonus.utilities.forEach((utility, p) => (vector[p] = (vector[p] ?? 0) + utility))
  }
}

/**
 * Positions, ascending, of the vectors worth keeping: of equal ones the first, and none that another
 * equals or exceeds everywhere with some party better off. Every objective is strictly monotone, so
 * what is dropped is in no optimum.
 */
function undominated(vectors: readonly Float64Array[], parties: number): number[] {
  const total = vectors.map((vector) => vector.subarray(0, parties).reduce((a, b) => a + b, 0))
  const order = vectors.map((_, j) => j)
  order.sort((a, b) => (total[b] ?? 0) - (total[a] ?? 0) || a - b)
  const kept: number[] = []
  for (const j of order) {
    const vector = vectors[j]
    if (vector === undefined) continue
    // Comparing with the best few hundred drops nearly all there is to drop at a bounded cost.
    const looked = Math.min(kept.length, 256)
    let dropped = false
    for (let k = 0; k < looked && !dropped; k++) {
      const other = vectors[kept[k] ?? 0]
      dropped = other !== undefined && covers(other, vector, parties)
    }
    if (!dropped) kept.push(j)
  }
  return kept.sort((a, b) => a - b)
}

function covers(over: Float64Array, under: Float64Array, parties: number): boolean {
  let better = false
  let equal = true
  for (let i = 0; i < over.length; i++) {
    const difference = (over[i] ?? 0) - (under[i] ?? 0)
    if (difference < 0) return false
    if (difference > 0) {
      equal = false
      if (i < parties) better = true
    }
  }
  // Sorted by position among equal totals: an equal vector that came earlier is the first.
  return better || equal
}

export { utilitiesOf }
