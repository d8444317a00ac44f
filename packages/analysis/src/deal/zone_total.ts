// The smallest sum of concessions that opens a zone of agreement, over all parties at once. A weight
// between 0 and 1 per party bounds it from below; packages near that bound are all looked at.
import { minimumBound, peakOf, totalsOf, type Multipliers } from './bound.ts'
import { climb } from './solutions_climb.ts'
import { Core } from './solutions_core.ts'
import { derivedProgram, gainsOf } from './solutions_gains.ts'
import { joinHalves } from './solutions_join.ts'
import type { Region } from './solutions_list.ts'
import { default_nodes, slackFor, type Effort } from './solutions_minimum.ts'
import type { Certificate } from './model.ts'
import type { Block, Program } from './solutions_program.ts'

export type Total = { readonly best: readonly number[]; readonly certificate: Certificate }

/** Exact gains as numbers in party units; beyond 2^53 the nearest. */
export function gainsInUnits(program: Program, alternatives: readonly number[]): number[] {
  const { exact, scale } = program.model
  return gainsOf(program, alternatives).map((gain, p) =>
    exact === undefined
      ? Number(gain)
      : (Number(gain) / Number(exact.scale[p] ?? 1n)) * (scale[p] ?? 1),
  )
}

/** `known`: packages at hand, block by block, to begin from. */
export function leastTotal(
  program: Program,
  effort: Effort,
  known: readonly (readonly number[])[],
): Total | undefined {
  const { model } = program
  const multipliers = weightsFor(program)
  const error = (model.exact?.error ?? []).reduce((a, b) => a + b, 0)
  const near = 1e-9 * Math.max(1, Math.abs(multipliers.peak)) + error
  const whole = new Core(program, multipliers, Infinity, floorsAt(program, -Infinity))
  const limit = effort.limit_nodes ?? default_nodes
  let { best, value } = bestKnown(program, known)
  let bound = Math.min(0, multipliers.peak)
  let nodes = 0
  const end = (complete: boolean): Total | undefined => {
    if (best === undefined) return undefined
    const cancelled = effort.progress?.cancelled?.() === true
    const certificate: Certificate = {
      status: complete ? 'exact' : cancelled ? 'cancelled' : 'bounded',
      method: 'least sum of what parties go below their reservation values',
      value: -value,
      bound: complete ? -value : -bound,
      gap: complete ? 0 : bound - value,
      nodes,
    }
    return { best, certificate }
  }
  for (let wanted = 2e4; ; wanted *= 5) {
    const close =
      best !== undefined && whole.estimate(multipliers.peak - value + 2 * near) <= wanted
    const all = close ? multipliers.peak - value : slackFor(whole, wanted)
    const level = Math.max(multipliers.peak - all, value) - near
    const region: Region = {
      slack: multipliers.peak - level,
      budget: Infinity,
      floors: floorsAt(program, level),
    }
    const join = joinHalves(
      new Core(program, multipliers, region.slack, region.floors),
      region,
      {
        list_limit: effort.limit_entries ?? 1.5e6,
        node_limit: limit - nodes,
        cancelled: effort.progress?.cancelled,
        merge: model.exact === undefined,
        hopeless: (highest) => sumOf(program, highest) < Math.max(level, value - near),
      },
      ({ totals }, alternatives) => {
        const sum = sumOf(program, totals)
        if (sum <= value) return
        value = sum
        best = alternatives()
        region.slack = multipliers.peak - value + near
      },
    )
    nodes += join.nodes
    if (!join.complete) return end(false)
    // Every package of at least this level was met.
    if (close || all === Infinity || value >= level) return end(true)
    bound = Math.min(bound, level)
  }
}

/** What all parties get below their disagreement, in ones: 0 or less. */
function sumOf({ model, parties }: Program, totals: Float64Array): number {
  let sum = 0
  for (let p = 0; p < parties; p++) sum += Math.min(0, totals[p] ?? 0) / (model.scale[p] ?? 1)
  return sum
}

/** The best of the packages at hand after climbing from each; none where all of them break rows. */
function bestKnown(program: Program, known: readonly (readonly number[])[]) {
  const keepsRows = (totals: Float64Array) =>
    totals.subarray(program.parties).every((row) => row >= 0)
  let best: readonly number[] | undefined
  let value = -Infinity
  for (const start of known) {
    const climbed = climb(program, start, (totals) =>
      keepsRows(totals) ? sumOf(program, totals) : -Infinity,
    )
    const totals = totalsOf(program, climbed)
    const sum = sumOf(program, totals)
    if (!keepsRows(totals) || sum <= value) continue
    value = sum
    best = climbed
  }
  return { best, value }
}

function floorsAt(program: Program, level: number): Float64Array {
  return Float64Array.from({ length: program.width }, (_, i) =>
    i < program.parties ? level * (program.model.scale[i] ?? 1) : 0,
  )
}

/**
 * Weights w with 0 <= w[p] <= 1 / scale[p]: then w · gains is at least the (negative) sum of
 * concessions. Found as the multipliers of gain + concession >= 0 in the relaxation where a party
 * concedes a share of the most it could.
 */
function weightsFor(program: Program): Multipliers {
  const { parties, model } = program
  const floors = model.parties.map((_, party) => ({ party, gain: 0 }))
  const flat = derivedProgram(program, [new Float64Array(parties)], floors)
  const most = model.parties.map((_, p) => {
    let low = program.base[p] ?? 0
    for (const { values, size } of program.blocks) {
      let least = Infinity
      for (let j = 0; j < size; j++) least = Math.min(least, values[j * program.width + p] ?? 0)
      low += least
    }
    return Math.max(1, -low)
  })
  const switches = most.map((units, p): Block => {
    const values = new Float64Array(2 * flat.width)
    values[flat.width] = -units / (model.scale[p] ?? 1)
    values[flat.width + 1 + p] = units
    return { issues: [], size: 2, choices: [new Uint16Array(0), new Uint16Array(0)], values }
  })
  const relaxed = minimumBound({ ...flat, blocks: [...flat.blocks, ...switches] }, [1])
  const weights = new Float64Array(program.width)
  for (let i = 0; i < program.width; i++) {
    const weight = relaxed.weights[1 + i] ?? 0
    weights[i] = i < parties ? Math.min(weight, 1 / (model.scale[i] ?? 1)) : weight
  }
  return { weights, peak: peakOf(program, weights) }
}
