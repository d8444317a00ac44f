// The dots of the opinion map: neighbours drawn together, five to nine to a dot, so that no dot is one
// person (dialogue_SPEC.md D25). By halving along the longer side, as in a k-d tree: deterministic,
// and a function of the set of positions alone.

export type Dot = {
  readonly at: [number, number]
  readonly people: number
  readonly membership: number[]
}

/**
 * @param xy positions, interleaved
 * @param membership probabilities of the k groups, k to a position
 * @param least people a dot; fewer positions than that give no dot
 */
export function dotsOf(
  xy: ArrayLike<number>,
  membership: ArrayLike<number>,
  k: number,
  least: number,
): Dot[] {
  const rows = Array.from({ length: xy.length / 2 }, (_, i) => i)
  return cellsOf(rows, xy, least).map((cell) => {
    const mean = (of: (row: number) => number) =>
      cell.reduce((sum, row) => sum + of(row), 0) / cell.length
    return {
      at: [mean((r) => xy[2 * r] as number), mean((r) => xy[2 * r + 1] as number)],
      people: cell.length,
      membership: Array.from({ length: k }, (_, g) => mean((r) => membership[r * k + g] as number)),
    }
  })
}

function cellsOf(rows: readonly number[], xy: ArrayLike<number>, least: number): number[][] {
  if (rows.length < least) return []
  if (rows.length < 2 * least) return [[...rows]]
  const [x, y] = [0, 1].map((axis) => (row: number) => xy[2 * row + axis] as number)
  if (!x || !y) return []
  const side = (of: (row: number) => number) => {
    let [low, high] = [Infinity, -Infinity]
    for (const row of rows) {
      low = Math.min(low, of(row))
      high = Math.max(high, of(row))
    }
    return high - low
  }
  const [along, across] = side(x) >= side(y) ? [x, y] : [y, x]
  const sorted = rows.toSorted((a, b) => along(a) - along(b) || across(a) - across(b) || a - b)
  const half = Math.floor(sorted.length / 2)
  return [...cellsOf(sorted.slice(0, half), xy, least), ...cellsOf(sorted.slice(half), xy, least)]
}
