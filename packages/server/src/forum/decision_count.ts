// The count of a closed stage (decision_SPEC.md D10-D12): the tally reads the box, writes the sheet as one
// entry of the ledger, and takes the box away.
import {
  countsByCollege,
  courseOf,
  type Course,
  type CountValue,
  type CourseStage,
} from '@sulh/analysis/ballot/decision_course'
import type { CastBallot } from '@sulh/analysis/ballot/procedure'
import type { ProcessRecord } from '@sulh/contract/process'
import { sql } from 'kysely'
import {
  appendEntry,
  type CommandContext,
  type LedgerRow,
  type Written,
} from '../platform/append.ts'
import type { Database, Tx } from '../platform/database.ts'
import { derivedUuid, factRows } from '../process/commands.ts'
import type { Place } from './decision_box.ts'

/** D10-D12: reads the box under the tally's role, writes what it came to, and takes the box away. */
export async function countStage(
  db: Database,
  context: CommandContext,
  of: { readonly record: ProcessRecord; readonly stage: string },
): Promise<{ readonly wrote: readonly Written[] }> {
  const { compartment_id, id: decision_id } = of.record
  const place = { compartment_id, decision_id, stage: of.stage }
  const here = (table: string) =>
    sql`sulh.${sql.raw(table)} where compartment_id = ${compartment_id}
      and decision_id = ${decision_id} and stage = ${of.stage}`
  const n = await db.asService('tally', async (tx) => {
    const box = await sql`update sulh.ballot_box set closed = true where compartment_id =
      ${compartment_id} and decision_id = ${decision_id} and stage = ${of.stage}
      returning stage`.execute(tx)
    if (box.rows.length === 0) return undefined
    const ballots = await sql<BallotRow>`select mark, college, choice, signature
      from ${here('ballot')} order by gen_random_uuid()`.execute(tx)
    const voters = await sql<{ seat_id: string }>`select seat_id from ${here('ballot_voter')}
      order by seat_id`.execute(tx)
    const value = countValue(of.record, of.stage, {
      ballots: ballots.rows,
      took_part: voters.rows.map(({ seat_id }) => seat_id),
    })
    const written = await writeCount(tx, context, { place, value })
    for (const table of ['ballot', 'ballot_voter', 'ballot_box'])
      await sql`delete from ${here(table)}`.execute(tx)
    return written
  })
  return { wrote: n === undefined ? [] : [{ compartment_id, n }] }
}

type BallotRow = {
  readonly mark: string
  readonly college: string | null
  readonly choice: CastBallot
  readonly signature: string
}

/** The sheet: every ballot with its receipt, or below the floor the outcome alone. */
export function countValue(
  record: ProcessRecord,
  stage: string,
  of: { readonly ballots: readonly BallotRow[]; readonly took_part: readonly string[] },
): CountValue {
  const course = courseOf(record.facts)
  const own = course.stages.find((s) => s.stage.id === stage)
  if (!own || !course.terms) throw new Error('A box is of a stage of its decision.')
  const ballots = of.ballots.map(({ mark, college, choice }): CastBallot => ({
    ...choice,
    ...(own.form === 'open' ? { voter: mark } : {}),
    ...(college === null ? {} : { college }),
  }))
  const secret = own.form === 'secret' ? of.ballots : []
  const whole: CountValue = {
    stage,
    form: own.form,
    published: 'all',
    ballots,
    receipts: secret.map(({ mark, signature }) => ({ receipt: mark, signature })),
    took_part: of.took_part,
    present: Math.max(of.took_part.length, ballots.length),
    outcome: [],
  }
  if (own.form !== 'secret' || smallestScope(own, course, ballots) >= course.terms.floor)
    return whole
  const counted = courseOf([
    ...record.facts,
    { ...blank, facet: 'count', value: whole as unknown as Record<string, unknown> },
  ])
  const votes = counted.decision?.votes.filter((vote) => vote.stage === stage) ?? []
  return {
    ...whole,
    published: 'outcome',
    ballots: [],
    receipts: whole.receipts.toSorted((a, b) => (a.receipt < b.receipt ? -1 : 1)),
    outcome: votes.map(({ college, winner, why }) => ({
      ...(college === undefined ? {} : { college }),
      winner,
      why,
    })),
  }
}

const blank = {
  id: 'count',
  act: 'state',
  of_fact_id: null,
  recorded_by: '',
  known_from: '',
} as const

/** The fewest ballots that are shown together: of a college, where they are counted so. */
function smallestScope(own: CourseStage, course: Course, ballots: readonly CastBallot[]): number {
  if (!countsByCollege(own.stage)) return ballots.length
  const colleges = course.terms?.procedure.electorate.colleges ?? []
  return Math.min(...colleges.map(({ id }) => ballots.filter((b) => b.college === id).length))
}

async function writeCount(
  tx: Tx,
  context: CommandContext,
  { place, value }: { readonly place: Place; readonly value: CountValue },
): Promise<number> {
  const fact = {
    id: derivedUuid(place.decision_id, 'count', place.stage),
    facet: 'count',
    act: 'state' as const,
    value: JSON.parse(JSON.stringify(value)) as Record<string, unknown>,
    references: [],
    known_from: context.now,
    certainty: 'confirmed' as const,
    mark: 'none' as const,
    channel: 'system' as const,
    confirmation: 'unconfirmed' as const,
  }
  const rows: LedgerRow[] = factRows({ record_id: place.decision_id, facts: [fact], context })
  const { compartment_id } = place
  const entry_id = derivedUuid(fact.id, compartment_id)
  const write = { compartment_id, entry_id, act: 'countStage', rows }
  const n = await appendEntry(tx, write, { ...context, seat_id: null })
  const placed = rows.map(({ row }) => ({ ...row, compartment_id, n }))
  await sql`insert into sulh.fact select * from
    jsonb_populate_recordset(null::sulh.fact, ${JSON.stringify(placed)}::jsonb)`.execute(tx)
  return n
}
