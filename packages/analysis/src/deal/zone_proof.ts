// A proof, which a reader can repeat by hand, that some reservation values cannot all be met: small
// whole weights of the parties under which every package's gains add up to less than 0. Found in
// floating point, accepted only where whole-number arithmetic confirms it.
import { minimumBound } from './bound.ts'
import { lcm } from './rational.ts'
import { derivedProgram, unit } from './solutions_gains.ts'
import type { Program } from './solutions_program.ts'

/**
 * Whole weights, at least one above 0. In every package that satisfies the links, the parties' gains
 * in ones, each times its weight, add up to `most` or less; `most` is below 0.
 */
export type WeightProof = {
  readonly kind: 'weights'
  readonly weights: readonly { readonly party: number; readonly weight: number }[]
  readonly most: number
}

/** The greatest weights tried, the simplest first. */
const largest_weights = [1, 2, 3, 5, 10, 20, 50, 100, 1000, 10_000, 1_000_000]
/** Multipliers of links count in units of 1 / 2^30. */
const fine = 2 ** 30

/** Undefined where no weights prove it: then only the search over all packages does. */
export function weightProof(program: Program, parties: readonly number[]): WeightProof | undefined {
  const { scale } = program.model
  const norms = parties.map((p) => scale[p] ?? 1)
  const objectives = parties.map((p) => unit(program.parties, p))
  const { weights, peak } = minimumBound(derivedProgram(program, objectives), norms)
  if (peak >= 0) return undefined
  const inOnes = parties.map((_, k) => (weights[k] ?? 0) * (norms[k] ?? 1))
  const heaviest = Math.max(...inOnes)
  for (const largest of largest_weights) {
    const by = largest / heaviest
    const whole = inOnes.map((weight) => Math.round(weight * by))
    const rows = Array.from(weights.subarray(parties.length), (weight) => weight * by)
    const most = mostUnder(program, parties, whole, rows)
    if (most >= 0) continue
    return {
      kind: 'weights',
      weights: parties.map((party, k) => ({ party, weight: whole[k] ?? 0 })),
      most,
    }
  }
  return undefined
}

/** What no package's weighted gains exceed, in ones; at least 0 where nothing is proved. */
function mostUnder(
  program: Program,
  parties: readonly number[],
  weights: readonly number[],
  rows: readonly number[],
): number {
  const { model } = program
  const scales = parties.map((p) => model.scale[p] ?? 1)
  // Scales that are no whole numbers come with exact utilities, whose rounding error is known.
  if (model.exact !== undefined || !scales.every(Number.isSafeInteger)) {
    const error = parties.reduce(
      (sum, p, k) => sum + (weights[k] ?? 0) * (model.exact?.error[p] ?? 0),
      0,
    )
    const most = inFloats(program, parties, weights, rows) + error
    return most + 1e-9 * Math.max(1, Math.abs(most)) < 0 ? most : 0
  }
  const common = scales.reduce<bigint>((all, s) => lcm(all, BigInt(s)), 1n)
  const factors = parties.map(
    (_, k) => BigInt(weights[k] ?? 0) * (common / BigInt(scales[k] ?? 1)) * BigInt(fine),
  )
  const links = rows.map((row) => BigInt(Math.round(row * Number(common) * fine)))
  const valueAt = (from: Float64Array, at: number): bigint => {
    let sum = 0n
    parties.forEach((p, k) => (sum += (factors[k] ?? 0n) * BigInt(from[at + p] ?? 0)))
    links.forEach((row, r) => (sum += row * BigInt(from[at + program.parties + r] ?? 0)))
    return sum
  }
  let most = valueAt(program.base, 0)
  for (const { values, size } of program.blocks) {
    let best: bigint | undefined
    for (let j = 0; j < size; j++) {
      const value = valueAt(values, j * program.width)
      if (best === undefined || value > best) best = value
    }
    most += best ?? 0n
  }
  return Number(most) / Number(common) / fine
}

function inFloats(
  program: Program,
  parties: readonly number[],
  weights: readonly number[],
  rows: readonly number[],
): number {
  const { scale } = program.model
  const valueAt = (from: Float64Array, at: number): number => {
    let sum = 0
    parties.forEach((p, k) => (sum += ((weights[k] ?? 0) * (from[at + p] ?? 0)) / (scale[p] ?? 1)))
    rows.forEach((row, r) => (sum += row * (from[at + program.parties + r] ?? 0)))
    return sum
  }
  return program.blocks.reduce(
    (sum, { values, size }) => {
      let best = -Infinity
      for (let j = 0; j < size; j++) best = Math.max(best, valueAt(values, j * program.width))
      return sum + best
    },
    valueAt(program.base, 0),
  )
}
