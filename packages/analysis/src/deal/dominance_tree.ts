// A k-d tree of points with their bounding boxes that answers one question: is there a point with
// at least as much in every column? Grows by insertion; nothing is ever removed.

const LEAF_SIZE = 16

/** Columns are those of the caller; points are their positions in them. */
export class DominanceTree {
  readonly #columns: readonly Float64Array[]
  /** box[node * 2d + column]: greatest value; the second half: least value. */
  #box: Float64Array
  readonly #left: number[] = []
  readonly #right: number[] = []
  readonly #split: number[] = []
  readonly #at: number[] = []
  readonly #points: (number[] | undefined)[] = []
  readonly #width: number
  readonly #stack: number[] = []

  constructor(columns: readonly Float64Array[]) {
    this.#columns = columns
    this.#width = columns.length
    this.#box = new Float64Array(64 * 2 * this.#width)
    this.#leaf([])
  }

  /** Whether some point of the tree has at least as much as `point` in every column. */
  covers(point: number): boolean {
    const stack = this.#stack
    stack.length = 0
    stack.push(0)
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      const verdict = this.#boxAgainst(node, point)
      if (verdict < 0) continue
      if (verdict > 0) return true
      const points = this.#points[node]
      if (points === undefined) stack.push(this.#left[node] ?? 0, this.#right[node] ?? 0)
      else if (points.some((other) => this.#isOver(other, point))) return true
    }
    return false
  }

  insert(point: number): void {
    let node = 0
    for (;;) {
      this.#widen(node, point)
      const points = this.#points[node]
      if (points !== undefined) {
        points.push(point)
        if (points.length > LEAF_SIZE) this.#divide(node, points)
        return
      }
      const value = this.#value(this.#split[node] ?? 0, point)
      node = (value < (this.#at[node] ?? 0) ? this.#left[node] : this.#right[node]) ?? 0
    }
  }

  #value(column: number, point: number): number {
    return (this.#columns[column] as Float64Array)[point] as number
  }

  #isOver(other: number, point: number): boolean {
    for (let c = 0; c < this.#width; c += 1) {
      if (this.#value(c, other) < this.#value(c, point)) return false
    }
    return true
  }

  /** -1: none of the box covers the point; 1: all of it do; 0: some may. */
  #boxAgainst(node: number, point: number): number {
    const width = this.#width
    const at = node * 2 * width
    if (this.#points[node]?.length === 0) return -1
    let all = 1
    for (let c = 0; c < width; c += 1) {
      const value = this.#value(c, point)
      if ((this.#box[at + c] as number) < value) return -1
      if ((this.#box[at + width + c] as number) < value) all = 0
    }
    return all
  }

  #leaf(points: number[]): number {
    const node = this.#points.length
    const width = this.#width
    if ((node + 1) * 2 * width > this.#box.length) {
      const wider = new Float64Array(this.#box.length * 2)
      wider.set(this.#box)
      this.#box = wider
    }
    const at = node * 2 * width
    this.#box.fill(-Infinity, at, at + width)
    this.#box.fill(Infinity, at + width, at + 2 * width)
    this.#points.push(points)
    this.#left.push(0)
    this.#right.push(0)
    this.#split.push(0)
    this.#at.push(0)
    for (const point of points) this.#widen(node, point)
    return node
  }

  #widen(node: number, point: number): void {
    const width = this.#width
    const at = node * 2 * width
    for (let c = 0; c < width; c += 1) {
      const value = this.#value(c, point)
      if (value > (this.#box[at + c] as number)) this.#box[at + c] = value
      if (value < (this.#box[at + width + c] as number)) this.#box[at + width + c] = value
    }
  }

  #divide(node: number, points: number[]): void {
    const width = this.#width
    const at = node * 2 * width
    const spread = (c: number) =>
      (this.#box[at + c] as number) - (this.#box[at + width + c] as number)
    let column = 0
    for (let c = 1; c < width; c += 1) if (spread(c) > spread(column)) column = c
    if (spread(column) === 0) return
    const sorted = points.map((p) => this.#value(column, p)).sort((a, b) => a - b)
    const least = sorted[0] as number
    const middle = sorted[sorted.length >> 1] as number
    const cut = middle > least ? middle : (sorted.find((value) => value > least) ?? middle)
    this.#split[node] = column
    this.#at[node] = cut
    this.#points[node] = undefined
    this.#left[node] = this.#leaf(points.filter((p) => this.#value(column, p) < cut))
    this.#right[node] = this.#leaf(points.filter((p) => this.#value(column, p) >= cut))
  }
}
