// The few WebAssembly instructions that vote_kernels.ts and gram_kernel.ts are written in, and the container
// of a module. Only what is used there: 32-bit integers, pairs of doubles, blocks and loops. The encoding is that of
// the WebAssembly Core Specification 2.0 (W3C), chapter 5.

/** Encoded instructions. */
export type Code = readonly number[]

/** A function of 32-bit integers without a result; locals are numbered after its parameters. */
export type WasmFunction = {
  readonly name: string
  readonly parameters: number
  /** Locals of 32-bit integers, and after them of pairs of doubles. */
  readonly integers: number
  readonly pairs: number
  readonly body: Code
}

const I32 = 0x7f
const PAIR = 0x7b

function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)]
}

function signed(value: number): number[] {
  const low = value & 127
  const rest = value >> 7
  const last = (rest === 0 && low < 64) || (rest === -1 && low >= 64)
  return last ? [low] : [low | 128, ...signed(rest)]
}

export const get = (local: number): Code => [0x20, ...unsigned(local)]
export const set = (local: number): Code => [0x21, ...unsigned(local)]
export const tee = (local: number): Code => [0x22, ...unsigned(local)]
export const integer = (value: number): Code => [0x41, ...signed(value)]
export const plus: Code = [0x6a]
export const minus: Code = [0x6b]
export const times: Code = [0x6c]
export const shiftLeft: Code = [0x74]
/** Of signed integers. */
export const lessThan: Code = [0x48]
export const isZero: Code = [0x45]
export const load32: Code = [0x28, 2, 0]
/** Zero-extended, at this many bytes beyond the address. */
export const load16 = (beyond: number): Code => [0x2f, 1, ...unsigned(beyond)]
export const load32At = (beyond: number): Code => [0x28, 2, ...unsigned(beyond)]
export const loadPair = (beyond = 0): Code => [0xfd, 0x00, 3, ...unsigned(beyond)]
export const storePair = (beyond = 0): Code => [0xfd, 0x0b, 3, ...unsigned(beyond)]
export const plusPair: Code = [0xfd, 0xf0, 0x01]
export const timesPair: Code = [0xfd, 0xf2, 0x01]
export const zeroPair: Code = [0xfd, 0x0c, ...Array.from({ length: 16 }, () => 0)]

const loop = (...body: Code[]): Code => [0x03, 0x40, ...body.flat(), 0x0b]
const block = (...body: Code[]): Code => [0x02, 0x40, ...body.flat(), 0x0b]

/** Repeats the body until the condition, asked before each turn, holds. */
export function until(condition: Code, ...body: Code[]): Code {
  return block(loop(condition, [0x0d, 1], ...body, [0x0c, 0]))
}

function vector(items: readonly Code[]): number[] {
  return [...unsigned(items.length), ...items.flat()]
}

function section(id: number, items: readonly Code[]): number[] {
  const body = vector(items)
  return [id, ...unsigned(body.length), ...body]
}

function named(text: string): number[] {
  return [...unsigned(text.length), ...new TextEncoder().encode(text)]
}

/** `\0asm` and version 1. */
const HEADER: Code = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0]

/** A module of these functions, which all work on the memory imported as `host.memory`. */
export function wasmModule(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const code = functions.map(({ integers, pairs, body }) => {
    const locals = vector([
      [...unsigned(integers), I32],
      [...unsigned(pairs), PAIR],
    ])
    const all = [...locals, ...body, 0x0b]
    return [...unsigned(all.length), ...all]
  })
  return Uint8Array.from([
    ...HEADER,
    ...section(
      1,
      functions.map((f) => [0x60, ...vector(Array.from({ length: f.parameters }, () => [I32])), 0]),
    ),
    ...section(2, [[...named('host'), ...named('memory'), 2, 0, 1]]),
    ...section(
      3,
      functions.map((_, at) => [at]),
    ),
    ...section(
      7,
      functions.map(({ name }, at) => [...named(name), 0, at]),
    ),
    ...section(10, code),
  ])
}
