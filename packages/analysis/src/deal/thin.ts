// Thinning out a set that has grown too large: one point per cell of a grid stays. What is lost per
// party is known and at most the width of a cell.
import type { PointSet, Ties } from './efficient.ts'

export type Thinned = {
  readonly set: PointSet
  readonly layer: { size: number; from: Int32Array; choice: Int32Array; ties: Ties }
  /** Per party: every point dropped is at most this much better than one that stays. */
  readonly loss: readonly number[]
}

/** At most `room` points of the set; which stays in a cell is the one with the greatest sum. */
export function thinned(set: PointSet, room: number): Thinned {
  const least = set.columns.map((column) => column.reduce((a, b) => Math.min(a, b), Infinity))
  const width = set.columns.map((column, c) => {
    const greatest = column.reduce((a, b) => Math.max(a, b), -Infinity)
    return greatest - (least[c] as number)
  })
  for (let cells = 2 ** 20; ; cells /= 2) {
    const steps = width.map((w) => Math.max(1, Math.ceil(w / cells)))
    const kept = representatives(set, least, steps)
    if (kept.length <= room || cells <= 1) return keep(set, kept, steps)
  }
}

function representatives(
  set: PointSet,
  least: readonly number[],
  steps: readonly number[],
): number[] {
  const best = new Map<string, { point: number; sum: number }>()
  for (let k = 0; k < set.size; k += 1) {
    let key = ''
    let sum = 0
    set.columns.forEach((column, c) => {
      const step = steps[c] as number
      key += `${Math.floor(((column[k] as number) - (least[c] as number)) / step)},`
      sum += (column[k] as number) / step
    })
    const before = best.get(key)
    if (!before || before.sum < sum) best.set(key, { point: k, sum })
  }
  return [...best.values()].map(({ point }) => point).sort((a, b) => a - b)
}

function keep(set: PointSet, kept: readonly number[], steps: readonly number[]): Thinned {
  const none = new Int32Array(0)
  return {
    set: {
      size: kept.length,
      columns: set.columns.map((column) => Float64Array.from(kept, (k) => column[k] as number)),
      exact: set.exact?.map((values) => kept.map((k) => values[k] as bigint)),
    },
    layer: {
      size: kept.length,
      from: Int32Array.from(kept),
      choice: new Int32Array(kept.length).fill(-1),
      ties: { point: none, from: none, choice: none },
    },
    // Points of one cell differ by less than its width; roundings may hide one unit more.
    loss: steps,
  }
}
