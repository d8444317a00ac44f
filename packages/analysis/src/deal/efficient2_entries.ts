// Points while sets of two columns are merged, in arrays that are used again.

/** Points under merging: utilities, where they came from, and the head of their list of ties. */
export class Entries {
  readonly u: Float64Array
  readonly v: Float64Array
  readonly stream: Int32Array
  /** The stream, counted from the first of a merge of few. */
  readonly near: Uint8Array
  readonly index: Int32Array
  readonly tie: Int32Array
  size = 0
  constructor(capacity: number) {
    this.u = new Float64Array(capacity)
    this.v = new Float64Array(capacity)
    this.stream = new Int32Array(capacity)
    this.near = new Uint8Array(capacity)
    this.index = new Int32Array(capacity)
    this.tie = new Int32Array(capacity)
  }
}

/** Linked lists of further origins. */
export class TiePool {
  readonly stream: number[] = []
  readonly index: number[] = []
  readonly next: number[] = []
  add(stream: number, index: number, next: number): number {
    this.stream.push(stream)
    this.index.push(index)
    this.next.push(next)
    return this.next.length - 1
  }
}

/** Arrays of earlier merges, taken again: searches over linked issues merge very many small sets. */
const spares: Entries[] = []
const spares_count = 4
/** Larger ones are left to the garbage collector. */
const spare_capacity = 4_000_000

export function entriesFor(capacity: number): Entries {
  const at = spares.findIndex(({ u }) => u.length >= capacity)
  const found = spares[at]
  if (found) {
    spares.splice(at, 1)
    found.size = 0
    return found
  }
  // The next set is hardly smaller than this one: arrays a little too long are used more often.
  return new Entries(Math.max(64, Math.ceil(1.5 * capacity)))
}

export function giveBack(entries: Entries): void {
  if (entries.u.length > spare_capacity) return
  if (spares.length === spares_count) {
    // The shortest goes.
    const lengths = spares.map(({ u }) => u.length)
    spares.splice(lengths.indexOf(Math.min(...lengths)), 1)
  }
  spares.push(entries)
}
