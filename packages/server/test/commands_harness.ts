// The commands by the name of the seat that gives them, and their refusals as they cross the wire.
// For tests of the commands themselves; over HTTP see http_harness.ts.
import { randomUUID } from 'node:crypto'
import type { NewFact, ProcessRecord } from '@sulh/contract/process'
import { Problem, problemDetails, type ProblemDetails } from '@sulh/contract/problem'
import { createRecord, discloseRecord, recordFacts, type Done } from '../src/process/commands.ts'
import { getRecord } from '../src/process/queries.ts'
import type { Use } from './engines.ts'
import { makeWorld, type SeatName, type World } from './factories.ts'

export type Input = Parameters<typeof createRecord>[2]
type Disclosure = Parameters<typeof discloseRecord>[2]
export type Seats = {
  /** Makes the small world; call it before the tests. */
  readonly begin: () => Promise<World>
  readonly create: (seat: SeatName, input: Input) => Promise<Done>
  readonly record: (seat: SeatName, id: string, ...facts: NewFact[]) => Promise<Done>
  /** Into the plenary and as the party's, unless told otherwise. */
  readonly disclose: (seat: SeatName, input: Partial<Disclosure> & { id: string }) => Promise<Done>
  readonly read: (seat: SeatName, id: string) => Promise<ProcessRecord>
  /** The problem as it crosses the wire, or the success of what should have failed. */
  readonly problem: (work: Promise<unknown>) => Promise<ProblemDetails | 'no problem'>
  /** Compartments that grew, sorted. */
  readonly grown: (done: Done) => string[]
}

export function asSeats(use: Use): Seats {
  let made: World | undefined
  const world = () => {
    if (!made) throw new Error('The world is made by begin().')
    return made
  }
  return {
    begin: async () => (made = await makeWorld(use.db)),
    create: (seat, input) => createRecord(use.db, world().context(seat), input),
    record: (seat, id, ...facts) => recordFacts(use.db, world().context(seat), { id, facts }),
    disclose: (seat, input) =>
      discloseRecord(use.db, world().context(seat), {
        copy_id: randomUUID(),
        compartment_id: world().compartment.plenary,
        attribution: 'party',
        known_from: '2020-06-01T00:00:00.000Z',
        ...input,
      }),
    read: (seat, id) => getRecord(use.db, world().role(seat), id),
    problem: (work) =>
      work.then(
        () => 'no problem' as const,
        (error: unknown) => {
          if (error instanceof Problem) return problemDetails(error)
          throw error
        },
      ),
    grown: (done) => done.wrote.map((w) => w.compartment_id).toSorted(),
  }
}
