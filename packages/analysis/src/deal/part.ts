// How the efficient points of a part of the negotiation (an issue, linked issues, all of them) were
// reached, layer by layer: enough to give back every package on every point, and to count them.
import type { PointSet, Ties } from './efficient.ts'
import type { Package } from './model.ts'

/** One step: each point came from a point of the layer before and a choice; `ties` are the others. */
export type Layer = {
  readonly of: Of
  readonly size: number
  readonly from: Int32Array
  readonly choice: Int32Array
  readonly ties: Ties
}
/** What a choice is: an option of an issue, or a point of a part; -1 in a layer of no choice. */
export type Of =
  | { readonly kind: 'issue'; readonly issue: number }
  | { readonly kind: 'part'; readonly part: Part }
  | { readonly kind: 'none' }

export type Part = { readonly set: PointSet; readonly layers: readonly Layer[] }

export type Count = number | bigint

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
  if (of.kind !== 'part') {
    writeChoice(of, choice, into)
    yield
  } else yield* written(of.part, of.part.layers.length - 1, choice, into)
}

/** The number of packages on each point; BigInt where 2^53 does not hold it. */
export function countsOf(part: Part): Count[] {
  const small = countsIn(part, (a: number, b: number) => a * b, (a, b) => a + b, 1)
  if (small.every((count) => count <= Number.MAX_SAFE_INTEGER)) return small
  const big = countsIn(part, (a: bigint, b: bigint) => a * b, (a, b) => a + b, 1n)
  return big.map((count) => (count <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(count) : count))
}

function countsIn<T>(
  { layers }: Part,
  times: (a: T, b: T) => T,
  plus: (a: T, b: T) => T,
  one: T,
): T[] {
  let before: T[] = [one]
  for (const { of, size, from, choice, ties } of layers) {
    const ways = of.kind === 'part' ? countsIn(of.part, times, plus, one) : undefined
    const product = (at: number, chosen: number): T => {
      const earlier = before[at] as T
      return ways ? times(earlier, ways[chosen] as T) : earlier
    }
    const now = Array.from({ length: size }, (_, k) =>
      product(from[k] as number, choice[k] as number),
    )
    ties.point.forEach((k, t) => {
      now[k] = plus(now[k] as T, product(ties.from[t] as number, ties.choice[t] as number))
    })
    before = now
  }
  return before
}
