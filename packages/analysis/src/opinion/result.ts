// The shape in which an answer leaves the library for others: plain JSON with the conversation's own
// ids. The command line and the interface print it as it is. Nothing is computed here.

/** An id as JSON shows it: a number where it is plainly one, as in Polis, else text. */
export type PrintedId = number | string

/** Keyed by id as text; made by `keyed`. */
export type ById<T> = Readonly<Record<string, T>>

export type OpinionResult = {
  readonly participants: number
  readonly statements: number
  readonly votes: number
  /** The statements in the order of center and components. */
  readonly tids: readonly PrintedId[]
  /** +1 is agree. */
  readonly pca: {
    readonly center: readonly number[]
    readonly components: readonly (readonly number[])[]
  }
  readonly projection: ById<readonly [number, number]>
  /** Members with the probability that they belong there. */
  readonly groups: readonly { readonly id: PrintedId; readonly members: ById<number> }[]
  readonly k: number
  readonly representative: readonly ShownStatement[]
  readonly consensus: {
    readonly agree: readonly ShownStatement[]
    readonly disagree: readonly ShownStatement[]
  }
  readonly groupInformedConsensus: ById<{ value: number; low: number; high: number }>
  readonly certificate: Readonly<Record<string, unknown>>
}

/** A statement chosen to be shown, with the figures that chose it. */
export type ShownStatement = {
  readonly statement: PrintedId
  readonly direction: 'agree' | 'disagree'
  readonly [figure: string]: unknown
}

export function printedId(id: string): PrintedId {
  return /^(?:0|[1-9]\d{0,14})$/.test(id) ? Number(id) : id
}

/** An object with these ids as its own keys, whatever they are called. */
export function keyed<T>(
  ids: readonly string[],
  of: (index: number) => T,
  indices: Iterable<number> = ids.keys(),
): ById<T> {
  const object = Object.create(null) as Record<string, T>
  for (const i of indices) object[ids[i] as string] = of(i)
  return object
}
