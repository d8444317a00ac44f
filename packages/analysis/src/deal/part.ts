// How the efficient points of a part of the negotiation (an issue, linked issues, all of them) were
// reached, layer by layer: enough to give back every package on every point, and to count them.
import type { Choices, PointSet, Ties, Union } from './efficient.ts'
import type { Package } from './model.ts'
import type { Box } from './reduce.ts'

/** One step: each point came from a point of the layer before and a choice; `ties` are the others. */
export type Layer = {
  readonly of: Of
  readonly size: number
  readonly from: Int32Array
  readonly choice: Choices
  readonly ties: Ties
}
/** What a choice is: an option, a point of a part, a box of packages; -1 in a layer of no choice. */
export type Of =
  | { readonly kind: 'issue'; readonly issue: number }
  | { readonly kind: 'part'; readonly part: Part }
  | { readonly kind: 'boxes'; readonly boxes: readonly Box[] }
  | { readonly kind: 'none' }

export type Part = { readonly set: PointSet; readonly layers: readonly Layer[] }

export type Count = number | bigint

/** One layer of several unions, whose points follow each other. */
export function joined(unions: readonly Union[], issue: number): Layer {
  const size = unions.reduce((sum, u) => sum + u.size, 0)
  const ties_count = unions.reduce((sum, u) => sum + u.ties.point.length, 0)
  const layer = {
    of: { kind: 'issue' as const, issue },
    size,
    from: new Int32Array(size),
    choice: new Int32Array(size),
    ties: {
      point: new Int32Array(ties_count),
      from: new Int32Array(ties_count),
      choice: new Int32Array(ties_count),
    },
  }
  let at = 0
  let tie = 0
  for (const union of unions) {
    layer.from.set(union.from, at)
    layer.choice.set(union.choice, at)
    layer.ties.from.set(union.ties.from, tie)
    layer.ties.choice.set(union.ties.choice, tie)
    for (const [t, point] of union.ties.point.entries()) layer.ties.point[tie + t] = at + point
    at += union.size
    tie += union.ties.point.length
  }
  return layer
}

/** The first of `ties.point` that belongs to the point; they lie in order. */
function firstTie(ties: Ties, point: number): number {
  let low = 0
  let high = ties.point.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ties.point[middle] as number) < point) low = middle + 1
    else high = middle
  }
  return low
}

/** Writes one package on the point into `into`. */
export function writePackage({ layers }: Part, point: number, into: Package): void {
  let at = point
  for (let l = layers.length - 1; l >= 0; l -= 1) {
    const { of, from, choice } = layers[l] as Layer
    writeChoice(of, choice[at] as number, into)
    at = from[at] as number
  }
}

function writeChoice(of: Of, choice: number, into: Package): void {
  switch (of.kind) {
    case 'issue':
      into[of.issue] = choice
      return
    case 'part':
      writePackage(of.part, choice, into)
      return
    case 'boxes':
      for (const { issue, options } of of.boxes[choice] as Box) into[issue] = options[0] as number
      return
    case 'none':
  }
}

/** All packages on a point, one after the other in the same array: copy what is to be kept. */
export function* packagesOn(part: Part, point: number, into: Package): Generator<Package> {
  for (const _ of written(part, part.layers.length - 1, point, into)) yield into
}

function* written(part: Part, l: number, point: number, into: Package): Generator<void> {
  const layer = part.layers[l]
  if (!layer) {
    yield
    return
  }
  const { of, from, choice, ties } = layer
  for (const _ of writtenChoice(of, choice[point] as number, into)) {
    yield* written(part, l - 1, from[point] as number, into)
  }
  for (let t = firstTie(ties, point); ties.point[t] === point; t += 1) {
    for (const _ of writtenChoice(of, ties.choice[t] as number, into)) {
      yield* written(part, l - 1, ties.from[t] as number, into)
    }
  }
}

function* writtenChoice(of: Of, choice: number, into: Package): Generator<void> {
  switch (of.kind) {
    case 'part':
      yield* written(of.part, of.part.layers.length - 1, choice, into)
      return
    case 'boxes':
      yield* writtenBox(of.boxes[choice] as Box, 0, into)
      return
    case 'issue':
    case 'none':
      writeChoice(of, choice, into)
      yield
  }
}

function* writtenBox(box: Box, from: number, into: Package): Generator<void> {
  const side = box[from]
  if (!side) {
    yield
    return
  }
  for (const option of side.options) {
    into[side.issue] = option
    yield* writtenBox(box, from + 1, into)
  }
}

/** The number of packages on each point; BigInt where 2^53 does not hold it. */
export function countsOf(part: Part): Count[] {
  const small = countsIn<number>(part, {
    one: 1,
    of: (n) => n,
    plus: (a, b) => a + b,
    times: (a, b) => a * b,
  })
  if (small.every((count) => count <= Number.MAX_SAFE_INTEGER)) return small
  const big = countsIn<bigint>(part, {
    one: 1n,
    of: BigInt,
    plus: (a, b) => a + b,
    times: (a, b) => a * b,
  })
  return big.map((count) => (count <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(count) : count))
}

type Arithmetic<T> = {
  readonly one: T
  readonly of: (count: number) => T
  readonly plus: (a: T, b: T) => T
  readonly times: (a: T, b: T) => T
}

function countsIn<T>({ layers }: Part, by: Arithmetic<T>): T[] {
  let before: T[] = [by.one]
  for (const { of, size, from, choice, ties } of layers) {
    const ways = waysOf(of, by)
    const product = (at: number, chosen: number): T => {
      const earlier = before[at] as T
      return ways ? by.times(earlier, ways[chosen] as T) : earlier
    }
    const now = Array.from({ length: size }, (_, k) =>
      product(from[k] as number, choice[k] as number),
    )
    ties.point.forEach((k, t) => {
      now[k] = by.plus(now[k] as T, product(ties.from[t] as number, ties.choice[t] as number))
    })
    before = now
  }
  return before
}

/** The number of packages behind each choice; undefined where it is one. */
function waysOf<T>(of: Of, by: Arithmetic<T>): T[] | undefined {
  switch (of.kind) {
    case 'part':
      return countsIn(of.part, by)
    case 'boxes':
      return of.boxes.map((box) =>
        box.reduce((ways, { options }) => by.times(ways, by.of(options.length)), by.one),
      )
    case 'issue':
    case 'none':
      return undefined
  }
}
