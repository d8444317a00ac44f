// The question of a greatest least gain as a mixed-integer programme, for a solver from outside, and
// what is made of its answer: nothing is believed that does not stand in whole numbers.
import { totalsOf } from './bound.ts'
import type { Effort, Judge, Search } from './solutions_minimum.ts'
import type { Program } from './solutions_program.ts'

/** Maximise cost · x within the bounds of columns and rows. Rows are packed one after the other. */
export type Milp = {
  readonly cost: Float64Array
  readonly column_lower: Float64Array
  readonly column_upper: Float64Array
  readonly is_integer: Uint8Array
  readonly row_lower: Float64Array
  readonly row_upper: Float64Array
  /** Row r is entries row_start[r] to row_start[r + 1] - 1. */
  readonly row_start: Int32Array
  readonly index: Int32Array
  readonly value: Float64Array
}

export type MilpAnswer = {
  /** No solution exceeds it, as the solver has it: a floating-point claim. Infinity where none. */
  readonly bound: number
  /** A solution and its claimed objective, where one was found. */
  readonly found?: { readonly columns: Float64Array; readonly objective: number } | undefined
}

/** A solver from outside; undefined where it could not say anything. */
export type MilpSolver = {
  readonly name: string
  readonly solve: (problem: Milp, cancelled: () => boolean) => MilpAnswer | undefined
}

/** Tolerances of feasibility and integrality that such solvers work with. */
export const tolerance = 1e-6

/**
 * One column of 0 or 1 per alternative and one for the level s: every gain is at least s in shares
 * of the largest norm, so that levels of whole gains are about 1 apart.
 */
export function milpOf(program: Program, norms: readonly number[]): Milp {
  const { width, blocks, base } = program
  const count = blocks.reduce((sum, { size }) => sum + size, 0)
  const largest = Math.max(...norms)
  const rows: { entries: [number, number][]; lower: number; upper: number }[] = []
  for (let i = 0; i < width; i++) {
    const entries: [number, number][] = []
    let column = 0
    for (const { size, values } of blocks)
      for (let j = 0; j < size; j++, column++) {
        const value = values[j * width + i] as number
        if (value !== 0) entries.push([column, value])
      }
    const norm = norms[i]
    if (norm !== undefined) entries.push([count, -norm / largest])
    rows.push({ entries, lower: 0 - (base[i] as number), upper: Infinity })
  }
  let first = 0
  for (const { size } of blocks) {
    const from = first
    rows.push({
      entries: Array.from({ length: size }, (_, j) => [from + j, 1]),
      lower: 1,
      upper: 1,
    })
    first += size
  }
  const entries = rows.flatMap((row) => row.entries)
  let end = 0
  const columns = (of_choice: number, of_level: number) =>
    Float64Array.from({ length: count + 1 }, (_, c) => (c < count ? of_choice : of_level))
  return {
    cost: columns(0, 1),
    column_lower: columns(0, -Infinity),
    column_upper: columns(1, Infinity),
    is_integer: Uint8Array.from({ length: count + 1 }, (_, c) => (c < count ? 1 : 0)),
    row_lower: Float64Array.from(rows, ({ lower }) => lower),
    row_upper: Float64Array.from(rows, ({ upper }) => upper),
    row_start: Int32Array.from([0, ...rows.map((row) => (end += row.entries.length))]),
    index: Int32Array.from(entries, ([column]) => column),
    value: Float64Array.from(entries, ([, value]) => value),
  }
}

/**
 * A search that ended with a gap, with what a solver from outside adds to it. Its package counts only
 * where it is one, keeps the rows and has the level that was claimed, in whole numbers. Its bound is
 * raised by more than its tolerances can hide, and lowered to the next level that whole gains can
 * have; one that a known package exceeds is no bound. Either fault, and nothing of it is used.
 *
 * A bound that is too low and yet above every package at hand cannot be told from a true one: what
 * is closed in this way names the solver.
 */
export function helped(
  program: Program,
  norms: readonly number[],
  judge: Judge,
  search: Search,
  { solver, progress }: Effort,
): Search {
  if (solver === undefined || search.complete || search.cancelled) return search
  if (norms.length > 1 && search.bound <= search.value) return search
  // Where columns are roundings of finer numbers, whole levels mean nothing.
  if (program.model.exact !== undefined) return search
  const cancelled = () => progress?.cancelled?.() === true
  const answer = solver.solve(milpOf(program, norms), cancelled)
  if (answer === undefined) return search
  const refused = { ...search, helped: `an answer of ${solver.name} was refused` }
  let { best, value } = search
  if (answer.found !== undefined) {
    const found = recomputed(program, norms, answer.found)
    if (found === undefined) return refused
    if (best === undefined || judge(found.alternatives, best) > 0) {
      best = found.alternatives
      value = found.value
    }
  }
  const level = levelUnder(program, norms, answer.bound)
  if (Number.isNaN(level) || level < value) return refused
  const bound = Math.min(search.bound, level)
  return {
    ...search,
    best,
    value,
    bound: Math.max(bound, value),
    // Of a single sum nothing is left to compare; of several gains, those above the least.
    complete: norms.length === 1 && best !== undefined && bound <= value,
    helped: `bound by ${solver.name}, rounded to be safe, its package recomputed in whole numbers`,
  }
}

/** The alternatives that the columns take and their least ratio; undefined where they do not stand. */
function recomputed(
  program: Program,
  norms: readonly number[],
  { columns, objective }: NonNullable<MilpAnswer['found']>,
): { readonly alternatives: number[]; readonly value: number } | undefined {
  const alternatives: number[] = []
  let first = 0
  for (const { size } of program.blocks) {
    const taken = columns.subarray(first, first + size)
    const at = taken.findIndex((share) => share > 0.5)
    if (at < 0 || taken.some((share, j) => !(Math.abs(share - (j === at ? 1 : 0)) < 0.01))) return
    alternatives.push(at)
    first += size
  }
  const totals = totalsOf(program, alternatives)
  if (totals.some((total, i) => i >= norms.length && total < 0)) return
  const value = norms.reduce(
    (least, norm, i) => Math.min(least, (totals[i] as number) / norm),
    Infinity,
  )
  const claimed = objective / Math.max(...norms)
  if (!(Math.abs(claimed - value) * Math.max(...norms) <= margin(program))) return
  return { alternatives, value }
}

/** The greatest ratio of whole gains that a claimed bound does not rule out. */
function levelUnder(program: Program, norms: readonly number[], bound: number): number {
  if (Number.isNaN(bound) || bound === Infinity) return bound
  const raised = (bound + margin(program)) / Math.max(...norms)
  return Math.max(...norms.map((norm) => Math.floor(raised * norm) / norm))
}

/** What tolerances can hide in one row: each on the largest value of every block. */
function margin({ width, base, blocks }: Program): number {
  let most = 1
  for (let i = 0; i < width; i++) {
    let sum = Math.abs(base[i] as number)
    for (const { size, values } of blocks) {
      let largest = 0
      for (let j = 0; j < size; j++)
        largest = Math.max(largest, Math.abs(values[j * width + i] as number))
      sum += largest
    }
    most = Math.max(most, sum)
  }
  return tolerance * most
}
