// Matching two analyses of one conversation: groups by assignment on overlap, axes by orthogonal
// Procrustes, partitions by the adjusted Rand index. The history of published labels is in membership_history.ts.

/**
 * The assignment of rows to different columns with the greatest sum (Kuhn 1955, Munkres 1957, by
 * shortest augmenting paths, O(rows^2 columns)). At most as many rows as columns; ties go to the
 * assignment found first, the same for the same matrix.
 * @returns the column of each row
 */
export function assignment(gain: readonly (readonly number[])[]): number[] {
  const rows = gain.length
  const columns = gain[0]?.length ?? 0
  if (rows > columns) throw new RangeError('An assignment needs at least as many columns as rows.')
  const row_price = new Float64Array(rows + 1)
  const column_price = new Float64Array(columns + 1)
  // row_of[c]: the row (from 1) that holds column c (from 1); column 0 is where a new row enters.
  const row_of = new Int32Array(columns + 1)
  for (let row = 1; row <= rows; row++) {
    row_of[0] = row
    augment(gain, row_price, column_price, row_of)
  }
  const column_of = Array.from({ length: rows }, () => -1)
  for (let c = 1; c <= columns; c++) {
    const row = row_of[c] as number
    if (row > 0) column_of[row - 1] = c - 1
  }
  return column_of
}

function augment(
  gain: readonly (readonly number[])[],
  row_price: Float64Array,
  column_price: Float64Array,
  row_of: Int32Array,
): void {
  const columns = column_price.length - 1
  const least = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY)
  const way = new Int32Array(columns + 1)
  const used = new Uint8Array(columns + 1)
  let at = 0
  do {
    used[at] = 1
    const row = row_of[at] as number
    let delta = Number.POSITIVE_INFINITY
    let next = 0
    for (let c = 1; c <= columns; c++) {
      if (used[c]) continue
      const cost = -(gain[row - 1]?.[c - 1] as number)
      const reduced = cost - (row_price[row] as number) - (column_price[c] as number)
      if (reduced < (least[c] as number)) {
        least[c] = reduced
        way[c] = at
      }
      if ((least[c] as number) < delta) {
        delta = least[c] as number
        next = c
      }
    }
    for (let c = 0; c <= columns; c++) {
      if (used[c]) {
        row_price[row_of[c] as number]! += delta
        column_price[c]! -= delta
      } else least[c]! -= delta
    }
    at = next
  } while (row_of[at] !== 0)
  do {
    const from = way[at] as number
    row_of[at] = row_of[from] as number
    at = from
  } while (at !== 0)
}

/** Rotation or reflection of the plane: (x, y) -> (x a + y c, x b + y d) as [a, b, c, d]. */
export type PlaneTurn = readonly [number, number, number, number]

/**
 * The orthogonal turn R that brings new axes nearest to old ones, least |new R - old|: U V' of the
 * singular value decomposition of new'old (Schönemann 1966), in closed form for the plane. Each
 * argument holds two loadings by shared statement, interleaved; with nothing shared, no turn.
 */
export function procrustes(fresh: ArrayLike<number>, old: ArrayLike<number>): PlaneTurn {
  let [a, b, c, d] = [0, 0, 0, 0]
  for (let j = 0; j + 1 < fresh.length; j += 2) {
    const [x, y] = [fresh[j] as number, fresh[j + 1] as number]
    const [u, v] = [old[j] as number, old[j + 1] as number]
    a += x * u
    b += x * v
    c += y * u
    d += y * v
  }
  // The best rotation and the best reflection each have a closed form; the greater trace wins.
  const rotation = Math.hypot(a + d, b - c)
  const reflection = Math.hypot(a - d, b + c)
  if (rotation === 0 && reflection === 0) return [1, 0, 0, 1]
  if (rotation >= reflection) {
    const [cos, sin] = [(a + d) / rotation, (b - c) / rotation]
    return [cos, sin, -sin, cos]
  }
  const [cos, sin] = [(a - d) / reflection, (b + c) / reflection]
  return [cos, sin, sin, -cos]
}

/**
 * Adjusted Rand index of two partitions of the same items (Hubert and Arabie 1985): 1 if they are the
 * same up to names, about 0 by chance; 1 where neither divides anything. Items with a negative entry in
 * either are left out.
 */
export function adjustedRand(first: ArrayLike<number>, second: ArrayLike<number>): number {
  let [p_parts, q_parts] = [0, 0]
  for (let i = 0; i < first.length; i++) {
    p_parts = Math.max(p_parts, (first[i] as number) + 1)
    q_parts = Math.max(q_parts, (second[i] as number) + 1)
  }
  const table = new CrossTable()
  // Counted flat where there are few parts, as there nearly always are; a Map an item is slow.
  const flat = new Uint32Array(p_parts * q_parts <= 4096 ? p_parts * q_parts : 0)
  for (let i = 0; i < first.length; i++) {
    const p = first[i] as number
    const q = second[i] as number
    if (p < 0 || q < 0) continue
    if (flat.length > 0) flat[p * q_parts + q]!++
    else table.add(p, q, 1)
  }
  for (let at = 0; at < flat.length; at++) {
    const count = flat[at] as number
    if (count > 0) table.add(Math.floor(at / q_parts), at % q_parts, count)
  }
  return table.adjustedRand()
}

/** How many items two partitions put where, for an agreement that follows as items move. */
export class CrossTable {
  readonly #together = new Map<number, number>()
  readonly #first = new Map<number, number>()
  readonly #second = new Map<number, number>()

  /** `count` items (or fewer of them, if negative) in part p of the first and q of the second. */
  add(p: number, q: number, count: number): void {
    const more = (of: Map<number, number>, key: number) => of.set(key, (of.get(key) ?? 0) + count)
    more(this.#first, p)
    more(this.#second, q)
    more(this.#together, p * 2 ** 26 + q)
  }

  adjustedRand(): number {
    const sum = (counts: Map<number, number>, of: (count: number) => number) => {
      let total = 0
      for (const count of counts.values()) total += of(count)
      return total
    }
    const pairs = (count: number) => (count * (count - 1)) / 2
    const n = sum(this.#first, (count) => count)
    const a = sum(this.#first, pairs)
    const b = sum(this.#second, pairs)
    const both = sum(this.#together, pairs)
    const chance = n < 2 ? 0 : (a * b) / pairs(n)
    const most = (a + b) / 2
    return most === chance ? 1 : (both - chance) / (most - chance)
  }
}
