// Gains of packages and their exact comparison: floating point decides what is clear, whole-number
// arithmetic the rest. Where a model keeps exact utilities beside rounded ones, those decide.
import { exactUtilitiesOf, utilitiesOf } from './gains.ts'
import { packageOf, type Program } from './solutions_program.ts'
import type { Model } from './model.ts'

/** A whole number, as a bigint where 2^53 may be passed. */
export type Whole = number | bigint

/** Gains over disagreement, exact, in units of the model's (exact) scale. */
export function exactGains(model: Model, options: ArrayLike<number>): readonly Whole[] {
  const { exact, disagreement } = model
  if (exact === undefined)
    return utilitiesOf(model, options).map((u, p) => u - (disagreement[p] ?? 0))
  return exactUtilitiesOf(model, options).map((u, p) => u - (exact.disagreement[p] ?? 0n))
}

export function gainsOf(program: Program, alternatives: ArrayLike<number>): readonly Whole[] {
  return exactGains(program.model, packageOf(program, alternatives))
}

/** Units in one, per party, matching `exactGains`. */
export function exactScale(model: Model): readonly Whole[] {
  return model.exact?.scale ?? model.scale
}

/** Sign of left/left_norm - right/right_norm; norms are positive. */
export function compareRatios(
  left: Whole,
  left_norm: Whole,
  right: Whole,
  right_norm: Whole,
): number {
  const difference = Number(left) / Number(left_norm) - Number(right) / Number(right_norm)
  const size =
    Math.abs(Number(left) / Number(left_norm)) + Math.abs(Number(right) / Number(right_norm))
  if (Math.abs(difference) > 1e-12 * size) return Math.sign(difference)
  const exact = BigInt(left) * BigInt(right_norm) - BigInt(right) * BigInt(left_norm)
  return exact > 0n ? 1 : exact < 0n ? -1 : 0
}

/** Leximin: the least ratios are compared first, then the next. Source: Sen 1970, Rawls' lexical form. */
export function compareLeximin(
  left: readonly Whole[],
  right: readonly Whole[],
  norms: readonly Whole[],
): number {
  const order = (gains: readonly Whole[]) =>
    gains
      .map((gain, p) => ({ gain, norm: norms[p] ?? 1 }))
      .sort((a, b) => compareRatios(a.gain, a.norm, b.gain, b.norm))
  const l = order(left)
  const r = order(right)
  for (let k = 0; k < l.length; k++) {
    const a = l[k]
    const b = r[k]
    if (a === undefined || b === undefined) break
    const sign = compareRatios(a.gain, a.norm, b.gain, b.norm)
    if (sign !== 0) return sign
  }
  return 0
}

/** Sign of the difference of two products of gains that are all 0 or more. */
export function compareProducts(left: readonly Whole[], right: readonly Whole[]): number {
  let difference = 0
  left.forEach(
    (gain, p) => (difference += Math.log(Number(gain)) - Math.log(Number(right[p] ?? 0))),
  )
  if (Math.abs(difference) > 1e-9) return Math.sign(difference)
  const product = (gains: readonly Whole[]) => gains.reduce<bigint>((all, g) => all * BigInt(g), 1n)
  const exact = product(left) - product(right)
  return exact > 0n ? 1 : exact < 0n ? -1 : 0
}

/** Sign of the difference of two sums of gains in ones. */
export function compareSums(
  left: readonly Whole[],
  right: readonly Whole[],
  scale: readonly Whole[],
): number {
  const sum = (gains: readonly Whole[]) =>
    gains.reduce<number>((all, g, p) => all + Number(g) / Number(scale[p] ?? 1), 0)
  const difference = sum(left) - sum(right)
  const size = scale.length * (Math.abs(sum(left)) + Math.abs(sum(right)) + 1)
  if (Math.abs(difference) > 1e-12 * size) return Math.sign(difference)
  const common = scale.reduce<bigint>((all, s) => all * BigInt(s), 1n)
  let exact = 0n
  left.forEach((gain, p) => {
    exact += (BigInt(gain) - BigInt(right[p] ?? 0)) * (common / BigInt(scale[p] ?? 1))
  })
  return exact > 0n ? 1 : exact < 0n ? -1 : 0
}

/**
 * The order of packages that an objective does not tell apart: leximin of gains in ones, then the
 * larger gain of the first party where they differ, then the smaller alternative at the first block.
 */
export function compareTied(
  program: Program,
  left: readonly number[],
  right: readonly number[],
): number {
  const [l, r] = [gainsOf(program, left), gainsOf(program, right)]
  const sign = compareLeximin(l, r, exactScale(program.model))
  if (sign !== 0) return sign
  for (let p = 0; p < l.length; p++) {
    const [a, b] = [l[p] ?? 0, r[p] ?? 0]
    if (a !== b) return a > b ? 1 : -1
  }
  for (let b = 0; b < left.length; b++) {
    const difference = (right[b] ?? 0) - (left[b] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** A program in other dimensions: given sums of gains to raise, floors to hold, then the rows. */
export function derivedProgram(
  program: Program,
  objectives: readonly Float64Array[],
  floors: readonly { readonly party: number; readonly gain: number }[] = [],
): Program {
  const rows = program.width - program.parties
  const width = objectives.length + floors.length + rows
  const derive = (from: Float64Array, at: number, into: Float64Array, to: number) => {
    objectives.forEach((weights, k) => {
      let sum = 0
      for (let p = 0; p < program.parties; p++) sum += (weights[p] ?? 0) * (from[at + p] ?? 0)
      into[to + k] = sum
    })
    floors.forEach(({ party }, k) => (into[to + objectives.length + k] = from[at + party] ?? 0))
    for (let r = 0; r < rows; r++)
      into[to + objectives.length + floors.length + r] = from[at + program.parties + r] ?? 0
  }
  const base = new Float64Array(width)
  derive(program.base, 0, base, 0)
  floors.forEach(({ gain }, k) => {
    base[objectives.length + k] = (base[objectives.length + k] ?? 0) - gain
  })
  const blocks = program.blocks.map((block) => {
    const values = new Float64Array(block.size * width)
    for (let j = 0; j < block.size; j++) derive(block.values, j * program.width, values, j * width)
    return { ...block, values }
  })
  return { ...program, parties: objectives.length, width, base, blocks }
}

export function unit(parties: number, party: number): Float64Array {
  const result = new Float64Array(parties)
  result[party] = 1
  return result
}
