// A dense matrix times two vectors at once, in WebAssembly where the host has it: what following a
// conversation vote by vote spends its time in (gram.ts). Four times as fast as the loop in JavaScript
// below it, to the same bits: both add the same four strands in the same order.
import {
  get,
  integer,
  isZero,
  lessThan,
  loadPair,
  minus,
  plus,
  plusPair,
  set,
  storePair,
  timesPair,
  until,
  wasmModule,
  zeroPair,
  type Code,
} from './wasm_code.ts'

/** A square matrix, its rows padded with zeros to a multiple of four entries. */
export class DenseMatrix {
  readonly size: number
  /** Entries from one row to the next. */
  readonly stride: number
  /** The entry (j, k) at `stride * j + k`; changed by `put` alone. */
  readonly #entries: Float64Array
  readonly #kernel: Kernel | undefined

  constructor(size: number, by: 'auto' | 'js' = 'auto') {
    this.size = size
    this.stride = 4 * Math.ceil(size / 4)
    this.#entries = new Float64Array(size * this.stride)
    this.#kernel = by === 'js' ? undefined : kernelOf()
  }

  at(j: number, k: number): number {
    return this.#entries[this.stride * j + k] as number
  }

  put(j: number, k: number, value: number): void {
    const place = this.stride * j + k
    this.#entries[place] = value
    if (this.#kernel?.holds === this) this.#kernel.doubles[place] = value
  }

  timesPair(x: Float64Array, y: Float64Array): [Float64Array, Float64Array] {
    if (!this.#kernel) return [this.#times(x), this.#times(y)]
    const { size, stride } = this
    const x_at = size * stride
    const out_at = x_at + 2 * stride
    this.#taken(this.#kernel, out_at + 4 * size)
    const { doubles, rows } = this.#kernel
    doubles.set(x, x_at)
    doubles.set(y, x_at + stride)
    rows(size, 0, 8 * x_at, 8 * (x_at + stride), 8 * out_at, 8 * stride)
    const sum = (first: number) =>
      Float64Array.from({ length: size }, (_, j) => {
        const strand = out_at + 4 * j + first
        return (doubles[strand] as number) + (doubles[strand + 1] as number)
      })
    return [sum(0), sum(2)]
  }

  /** There is one memory for all matrices, since each takes gigabytes of addresses. */
  #taken(kernel: Kernel, doubles: number): void {
    if (kernel.holds === this) return
    const missing = 8 * doubles - kernel.memory.buffer.byteLength
    if (missing > 0) {
      kernel.memory.grow(Math.ceil(missing / 2 ** 16))
      kernel.doubles = new Float64Array(kernel.memory.buffer)
    }
    kernel.doubles.set(this.#entries)
    kernel.doubles.fill(0, this.#entries.length, doubles)
    kernel.holds = this
  }

  #times(short: Float64Array): Float64Array {
    const { size, stride } = this
    const x = new Float64Array(stride)
    x.set(short)
    return Float64Array.from({ length: size }, (_, j) => {
      const row = this.#entries.subarray(stride * j, stride * j + stride)
      let a = 0
      let b = 0
      let c = 0
      let d = 0
      for (let k = 0; k < stride; k += 4) {
        a += (row[k] as number) * (x[k] as number)
        b += (row[k + 1] as number) * (x[k + 1] as number)
        c += (row[k + 2] as number) * (x[k + 2] as number)
        d += (row[k + 3] as number) * (x[k + 3] as number)
      }
      return a + c + (b + d)
    })
  }
}

type Kernel = {
  readonly memory: WebAssembly.Memory
  doubles: Float64Array
  readonly rows: (
    rows: number,
    matrix: number,
    x: number,
    y: number,
    out: number,
    width: number,
  ) => void
  /** Whose entries lie in the memory now; kept in step with them by `put`. */
  holds: DenseMatrix | undefined
}

const [ROWS, MATRIX, X, Y, OUT, WIDTH, AT, END] = [0, 1, 2, 3, 4, 5, 6, 7]
const PAIRS = { x_first: 8, x_second: 9, y_first: 10, y_second: 11 } as const

const code = (...parts: Code[]): Code => parts.flat()
const moved = (local: number, by: Code): Code => code(get(local), by, plus, set(local))

/** For each row the sums of entries k, k + 1 and k + 2, k + 3 apart, then added: x's pair, then y's. */
function body(): Code {
  const { x_first, x_second, y_first, y_second } = PAIRS
  const factor = (vector: number, beyond: number) =>
    code(get(MATRIX), get(AT), plus, loadPair(beyond), get(vector), get(AT), plus, loadPair(beyond))
  const added = (strand: number, vector: number, beyond: number) =>
    code(get(strand), factor(vector, beyond), timesPair, plusPair, set(strand))
  const four = code(
    added(x_first, X, 0),
    added(x_second, X, 16),
    added(y_first, Y, 0),
    added(y_second, Y, 16),
    moved(AT, integer(32)),
  )
  const row = code(
    ...Object.values(PAIRS).map((strand) => code(zeroPair, set(strand))),
    code(integer(0), set(AT)),
    until(code(get(END), get(AT), minus, integer(1), lessThan), four),
    code(get(OUT), get(x_first), get(x_second), plusPair, storePair(0)),
    code(get(OUT), get(y_first), get(y_second), plusPair, storePair(16)),
    moved(OUT, integer(32)),
    moved(MATRIX, get(WIDTH)),
    moved(ROWS, integer(-1)),
  )
  return code(get(WIDTH), set(END), until(code(get(ROWS), isZero), row))
}

let kernel: Kernel | undefined | 'none'

function kernelOf(): Kernel | undefined {
  if (kernel === undefined) {
    try {
      const memory = new WebAssembly.Memory({ initial: 1 })
      const module = new WebAssembly.Module(
        wasmModule([{ name: 'rows', parameters: 6, integers: 2, pairs: 4, body: body() }]),
      )
      const { exports } = new WebAssembly.Instance(module, { host: { memory } })
      const rows = exports['rows'] as Kernel['rows']
      kernel = { memory, doubles: new Float64Array(memory.buffer), rows, holds: undefined }
    } catch {
      // Too old an engine, or a page whose policy forbids it: JavaScript gives the same bits.
      kernel = 'none'
    }
  }
  return kernel === 'none' ? undefined : kernel
}
