// The entries of a list of partial packages, and what is done to them whatever they are listed for.

/** Sums and losses of one level, and where each entry came from. */
export type Entries = {
  readonly size: number
  readonly loss: Float64Array
  readonly sums: Float64Array
  readonly parents: Int32Array
  readonly taken: Uint16Array
}

/** The entries that are not marked. */
export function selected(entries: Entries, width: number, dropped: Uint8Array): Entries {
  const { loss, sums, parents, taken } = entries
  let size = 0
  for (let k = 0; k < entries.size; k++) {
    if (dropped[k] === 1) continue
    if (size < k) {
      loss[size] = loss[k] as number
      sums.copyWithin(size * width, k * width, (k + 1) * width)
      parents[size] = parents[k] as number
      taken[size] = taken[k] as number
    }
    size++
  }
  return { size, loss, sums, parents, taken }
}

/** Larger lists are looked through only if a sample of them has equals. */
const sampled_above = 4096
const sampled_one_of = 16
const worthwhile_share = 0.02

/**
 * Entries with equal sums are kept once, the first: later ones can only tie. Looked for where there
 * are some to find: sums of many different utilities are hardly ever equal.
 */
export function withoutEquals(entries: Entries, width: number): Entries {
  const { size } = entries
  if (size < 2) return entries
  if (size > sampled_above) {
    const { seen, equal } = equalsOf(entries, width, sampled_one_of)
    if (equal < worthwhile_share * seen) return entries
  }
  const { dropped, equal } = equalsOf(entries, width, 1)
  return equal === 0 ? entries : selected(entries, width, dropped)
}

/** Marks all but the first of equals, among those whose hash is a multiple of `one_of` (2^k). */
function equalsOf(
  { size, sums }: Entries,
  width: number,
  one_of: number,
): { readonly dropped: Uint8Array; readonly seen: number; readonly equal: number } {
  const dropped = new Uint8Array(size)
  const table = new Int32Array(
    2 ** Math.ceil(Math.log2((2 * size) / Math.min(one_of, 4) + 2)),
  ).fill(-1)
  const mask = table.length - 1
  const hashes = new Int32Array(size)
  let seen = 0
  let equal = 0
  for (let k = 0; k < size; k++) {
    const at = k * width
    let hash = 0
    for (let i = 0; i < width; i++)
      hash = (Math.imul(hash, 0x01000193) ^ ((sums[at + i] as number) | 0)) | 0
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
    hash ^= hash >>> 13
    if ((hash & (one_of - 1)) !== 0) continue
    // A sample is never full: the table holds at least twice what it expects.
    if (2 * seen > mask) break
    seen++
    hashes[k] = hash
    let slot = (hash >>> 4) & mask
    let held = table[slot] as number
    while (held >= 0) {
      if (hashes[held] === hash && same(sums, held * width, at, width)) break
      slot = (slot + 1) & mask
      held = table[slot] as number
    }
    if (held >= 0) {
      dropped[k] = 1
      equal++
    } else table[slot] = k
  }
  return { dropped, seen, equal }
}

function same(sums: Float64Array, a: number, b: number, width: number): boolean {
  for (let i = 0; i < width; i++) if (sums[a + i] !== sums[b + i]) return false
  return true
}
