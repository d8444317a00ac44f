// The two sweeps over all votes that most of the time of a large conversation goes into, in
// WebAssembly: two doubles at a time and no checks of bounds make them three times as fast as the same
// loops in JavaScript, to the same bits. Which of the two runs is decided in vote_sweeps.ts.
import {
  get,
  integer,
  isZero,
  lessThan,
  load16,
  load32,
  load32At,
  loadPair,
  minus,
  plus,
  plusPair,
  set,
  shiftLeft,
  storePair,
  tee,
  times,
  until,
  wasmModule,
  zeroPair,
  type Code,
  type WasmFunction,
} from './wasm_code.ts'

/**
 * `rows` rows whose cells begin and end at the numbers at `starts`; the cell of number k lies at byte
 * `base + width * k`, which may be counted beyond 2^32. `table` is read by code, `out` is written.
 */
type Sweep = (rows: number, starts: number, base: number, table: number, out: number) => void

const [ROWS, STARTS, BASE, TABLE, OUT, AT, END, BEGIN, PLACE] = [0, 1, 2, 3, 4, 5, 6, 7, 8]
const PARAMETERS = 5
const INTEGERS = 4
const FIRST_PAIR = PARAMETERS + INTEGERS
const STRANDS = 4

/** log2 of the bytes of a cell. */
type Shift = 1 | 2

const code = (...parts: Code[]): Code => parts.flat()
const moved = (local: number, by: number): Code => code(get(local), integer(by), plus, set(local))
/** The number at `starts`, as the address of that cell. */
const startAddress = (shift: Shift): Code =>
  code(get(BASE), get(STARTS), load32, integer(shift), shiftLeft, plus)
const cellAt = (shift: Shift, nth: number): Code =>
  code(get(AT), shift === 1 ? load16(2 * nth) : load32At(4 * nth))
/** Fewer than so many cells are left of the row. */
const fewerLeft = (shift: Shift, cells: number): Code =>
  code(get(END), get(AT), minus, integer(cells << shift), lessThan)

/** The loop over rows around what is done with each; AT and END are the bounds of its cells. */
function eachRow(shift: Shift, ...body: Code[]): Code {
  const row = code(moved(STARTS, 4), code(startAddress(shift), set(END)), ...body, moved(ROWS, -1))
  return code(startAddress(shift), set(AT), until(code(get(ROWS), isZero), row))
}

/** What is done with each cell of the row, four at a time and then one at a time. */
function eachCell(shift: Shift, one: (nth: number) => Code): Code {
  const four = [0, 1, 2, 3].map(one)
  return code(
    until(fewerLeft(shift, 4), ...four, moved(AT, 4 << shift)),
    until(fewerLeft(shift, 1), one(0), moved(AT, 1 << shift)),
  )
}

/** Sums the row's pairs of `table`, then adds the sum to the pairs of `out` that the row names. */
function pairSweep(name: string, shift: Shift): WasmFunction {
  const pairAt = (nth: number, of: number) =>
    code(cellAt(shift, nth), integer(4), shiftLeft, get(of), plus)
  const gather = (nth: number) => {
    const strand = FIRST_PAIR + nth
    return code(get(strand), pairAt(nth, TABLE), loadPair(), plusPair, set(strand))
  }
  const scatter = (nth: number) =>
    code(
      pairAt(nth, OUT),
      tee(PLACE),
      get(PLACE),
      loadPair(),
      get(FIRST_PAIR),
      plusPair,
      storePair(),
    )
  const strands = [0, 1, 2, 3].map((nth) => FIRST_PAIR + nth) as [number, number, number, number]
  const [a, b, c, d] = strands
  const body = eachRow(
    shift,
    code(get(AT), set(BEGIN)),
    ...strands.map((strand) => code(zeroPair, set(strand))),
    eachCell(shift, gather),
    code(get(a), get(b), plusPair, get(c), get(d), plusPair, plusPair, set(a)),
    code(get(BEGIN), set(AT)),
    eachCell(shift, scatter),
  )
  return { name, parameters: PARAMETERS, integers: INTEGERS, pairs: STRANDS, body }
}

/** Sums the row's six numbers of `table` and writes them to `out`, row after row. */
function sixSweep(name: string, shift: Shift): WasmFunction {
  const three = [0, 1, 2]
  const gather = (nth: number) =>
    code(
      code(cellAt(shift, nth), integer(48), times, get(TABLE), plus, set(PLACE)),
      ...three.map((p) =>
        code(get(FIRST_PAIR + p), get(PLACE), loadPair(16 * p), plusPair, set(FIRST_PAIR + p)),
      ),
    )
  const body = eachRow(
    shift,
    ...three.map((p) => code(zeroPair, set(FIRST_PAIR + p))),
    eachCell(shift, gather),
    ...three.map((p) => code(get(OUT), get(FIRST_PAIR + p), storePair(16 * p))),
    moved(OUT, 48),
  )
  return { name, parameters: PARAMETERS, integers: INTEGERS, pairs: STRANDS, body }
}

export type VoteKernels = {
  readonly memory: WebAssembly.Memory
  readonly pair: { readonly narrow: Sweep; readonly wide: Sweep }
  readonly six: { readonly narrow: Sweep; readonly wide: Sweep }
}

let made: VoteKernels | undefined | 'none'

/** The kernels, or undefined where the host has no WebAssembly of pairs or does not allow it. */
export function voteKernels(): VoteKernels | undefined {
  if (made === undefined) {
    try {
      made = instantiated()
    } catch {
      // Too old an engine, or a page whose policy forbids it: JavaScript gives the same bits.
      made = 'none'
    }
  }
  return made === 'none' ? undefined : made
}

function instantiated(): VoteKernels {
  const memory = new WebAssembly.Memory({ initial: 1 })
  const module = new WebAssembly.Module(
    wasmModule([
      pairSweep('pair16', 1),
      pairSweep('pair32', 2),
      sixSweep('six16', 1),
      sixSweep('six32', 2),
    ]),
  )
  const { exports } = new WebAssembly.Instance(module, { host: { memory } })
  const sweep = (name: string) => exports[name] as Sweep
  return {
    memory,
    pair: { narrow: sweep('pair16'), wide: sweep('pair32') },
    six: { narrow: sweep('six16'), wide: sweep('six32') },
  }
}
