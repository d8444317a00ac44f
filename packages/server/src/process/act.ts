// What the acts of every capability are made of: the retry where another act came in between, ids
// that follow from what is asked (so that a repetition is found), and the facts of a plan with what
// every fact of one act has in common. What an act plans and where it looks is its capability's own.
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { NewFact } from '@sulh/contract/process'
import { Problem, type Said } from '@sulh/contract/problem'
import type { CommandContext } from '../platform/append.ts'
import { mayRetry, problemOf } from '../platform/database_problem.ts'
import type { Database, Tx } from '../platform/database.ts'
import { seatRole } from '../platform/roles.ts'

const ATTEMPTS = 4

/** Thrown where another act came in between and the plan would now be another one. */
export class Overtaken extends Error {
  /** What is said to who is refused in the end. */
  readonly said: Said
  constructor(said: Said) {
    super('another change came first')
    this.said = said
  }
}

/**
 * Runs a command under its seat, again where another one came in between: the second one meets the
 * first one's key or head, starts again and finds what the first one wrote. So neither a repetition
 * nor a second act is answered by a mere collision. Throws Problems.
 */
export async function retried<T>(
  db: Database,
  context: CommandContext,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const role = seatRole(db.prefix, context.seat_id)
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.asSeat(role, work)
    } catch (error) {
      if (attempt < ATTEMPTS && (error instanceof Overtaken || mayRetry(error))) continue
      if (error instanceof Overtaken) throw new Problem('conflict', error.said)
      throw problemOf(error) ?? error
    }
  }
}

/** A UUIDv4-shaped id that follows from its parts. */
export function derivedUuid(...parts: readonly string[]): string {
  const bytes = createHash('sha256').update(parts.join('\n')).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [8, 12, 16, 20].reduceRight((s, at) => `${s.slice(0, at)}-${s.slice(at)}`, hex)
}

/** From the whole input, so that a repetition is found and other content is not taken for it. */
export function entryIdOf(
  context: CommandContext,
  of: { readonly name: string; readonly input: unknown; readonly compartment_id: string },
): string {
  return derivedUuid(context.seat_id, of.name, of.compartment_id, canonicalize(of.input) ?? '')
}

/** One fact of a plan; what every fact of an act has in common is added by `factsOfAct`. */
export type PlannedFact = {
  readonly facet: string
  readonly act?: 'state' | 'withdraw'
  readonly of_fact_id?: string
  readonly value: Readonly<Record<string, unknown>>
  readonly references?: readonly { path: string; compartment_id: string; id: string }[]
}
/** What an act says of itself: whose word it is, by which channel, from when. */
export type ActCommon = {
  readonly act_id: string
  readonly said_by?: { readonly compartment_id: string; readonly id: string } | undefined
  readonly channel: NewFact['channel']
  readonly confirmation?: NewFact['confirmation']
  readonly mark?: NewFact['mark']
  readonly known_from?: string | undefined
}

/** The first fact of an act bears the act's own id; the others follow from it. */
export function* factIds(act_id: string): Generator<string, string> {
  yield act_id
  for (let i = 1; ; i++) yield derivedUuid(act_id, String(i))
}

export function factsOfAct(
  planned: readonly PlannedFact[],
  how: {
    readonly input: ActCommon
    readonly context: Pick<CommandContext, 'now'>
    /** Shared by the records of one act, so that no two facts bear one id. */
    readonly ids: Iterator<string>
  },
): NewFact[] {
  const { input, context, ids } = how
  const said = input.said_by ? [{ path: 'said_by', ...input.said_by }] : []
  return planned.map((fact): NewFact => ({
    id: ids.next().value as string,
    facet: fact.facet,
    act: fact.act ?? 'state',
    ...(fact.of_fact_id === undefined ? {} : { of_fact_id: fact.of_fact_id }),
    value: fact.value,
    references: [...(fact.references ?? []), ...said],
    known_from: input.known_from ?? context.now,
    certainty: 'confirmed',
    mark: input.mark ?? 'none',
    channel: input.channel,
    confirmation: input.confirmation ?? 'unconfirmed',
  }))
}
