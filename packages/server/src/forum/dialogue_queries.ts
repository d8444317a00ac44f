// Reading dialogues: the list, one with its statements and the seat's own votes, and the figures that
// were published. What a seat may do is worked out here from the same rules that the acts follow.
import { opinionFigures } from '@sulh/contract/forum_dialogue_kinds'
import type { ProcessRecord } from '@sulh/contract/process'
import { Problem } from '@sulh/contract/problem'
import { sql } from 'kysely'
import type { Database, Tx } from '../platform/database.ts'
import type { SeatIdentity } from '../platform/seats.ts'
import { recordsOf } from '../process/queries.ts'
import type { Input, Output } from './dialogue_commands.ts'
import {
  type Dialogue,
  dialogueOf,
  memberCompartment,
  ownVotes,
  type Place,
  readDialogueIn,
  statementOf,
  statementRecords,
  submissionPlace,
} from './dialogue_scene.ts'

export async function listDialogues(
  db: Database,
  seat: SeatIdentity,
): Promise<Output<'listDialogues'>> {
  return db.asSeat(seat.role, async (tx) => {
    const records = await recordsOf(
      tx,
      sql`select r.compartment_id, r.id, r.kind from sulh.compartment c
        join sulh.record r on r.compartment_id = c.id and r.kind = 'dialogue'`,
    )
    const dialogues = records.map(dialogueOf)
    return { dialogues: await Promise.all(dialogues.map((d) => summaryOf(tx, d))) }
  })
}

export async function summaryOf(tx: Tx, dialogue: Dialogue) {
  const { id, compartment_id, description, status, opened_at, slot } = dialogue
  const [last] = await publishedTimes(tx, dialogue)
  const { rows } = await sql<{ count: number }>`
    select count(distinct f.record_id)::integer as count from sulh.reference x
    join sulh.fact f on f.compartment_id = x.compartment_id and f.id = x.fact_id
      and f.facet = 'description'
    join sulh.record r on r.compartment_id = f.compartment_id and r.id = f.record_id
      and r.kind = 'opinion_statement'
    where x.compartment_id = ${compartment_id} and x.ref_compartment_id = ${compartment_id}
      and x.ref_id = ${id} and x.path = 'dialogue'`.execute(tx)
  const { title, question, example } = description
  return {
    id,
    compartment_id,
    title,
    question,
    example,
    status,
    opened_at,
    slot,
    statements: rows[0]?.count ?? 0,
    published_at: last?.at ?? null,
  }
}

/**
 * Results of a dialogue with their times, the last first, without their figures: each was known from
 * the time that it is of, so nothing large is read.
 */
export async function publishedTimes(
  tx: Tx,
  of: Place,
): Promise<{ readonly id: string; readonly at: string }[]> {
  const { rows } = await sql<{ id: string; at: string }>`
    select f.record_id as id, f.known_from as at from sulh.reference x
    join sulh.fact f on f.compartment_id = x.compartment_id and f.id = x.fact_id
    join sulh.record r on r.compartment_id = f.compartment_id and r.id = f.record_id
      and r.kind = 'opinion_result'
    where x.compartment_id = ${of.compartment_id} and x.ref_compartment_id = ${of.compartment_id}
      and x.ref_id = ${of.id} and x.path = 'dialogue'
    order by f.n desc`.execute(tx)
  return rows
}

export async function readDialogue(
  db: Database,
  seat: SeatIdentity,
  input: Input<'readDialogue'>,
): Promise<Output<'readDialogue'>> {
  return db.asSeat(seat.role, async (tx) => {
    const dialogue = await readDialogueIn(tx, input.dialogue_id)
    const { rules, status, intakes } = dialogue
    const member = await memberCompartment(tx, dialogue)
    const place = await submissionPlace(tx, dialogue, rules.moderators)
    const moderates = rules.moderators.includes(seat.id)
    const votes =
      member === undefined
        ? new Map()
        : await ownVotes(tx, { compartment_id: member, dialogue_id: dialogue.id })
    const open = status === 'open'
    const statements = (await statementRecords(tx, dialogue)).map((r: ProcessRecord) =>
      statementOf(r, seat.id),
    )
    return {
      dialogue: await summaryOf(tx, dialogue),
      rules,
      intakes: intakes.map(({ origin, participants, votes: count }) => ({
        origin,
        participants,
        votes: count,
      })),
      part: {
        votes: open && member !== undefined,
        submits: open && place !== undefined && (rules.submissions || moderates),
        submits_apart: !moderates && (place?.apart ?? false),
        moderates,
        bloc: rules.blocs.find((b) => b.seats.includes(seat.id))?.key ?? null,
        participant: seat.id,
      },
      statements,
      my_votes: Object.fromEntries(votes),
      my_votes_count: votes.size,
    }
  })
}

export async function readOpinion(
  db: Database,
  seat: SeatIdentity,
  input: Input<'readOpinion'>,
): Promise<Output<'readOpinion'>> {
  return db.asSeat(seat.role, async (tx) => {
    const dialogue = await readDialogueIn(tx, input.dialogue_id)
    const published = await publishedTimes(tx, dialogue)
    const wanted = input.result_id ?? published[0]?.id
    if (wanted === undefined) return { result: null, published }
    if (!published.some(({ id }) => id === wanted))
      throw new Problem('not-found', {
        en: 'There is no such result of this dialogue.',
        ar: 'لا وجود لنتيجة كهذه لهذا الحوار.',
      })
    return { result: await resultIn(tx, dialogue, wanted), published }
  })
}

/** The figures of one result of a dialogue. */
export async function resultIn(tx: Tx, of: Place, id: string) {
  const { compartment_id } = of
  const fact = await tx
    .selectFrom('sulh.fact')
    .select(['value', 'n'])
    .where('compartment_id', '=', compartment_id)
    .where('record_id', '=', id)
    .executeTakeFirst()
  return fact ? { id, compartment_id, n: fact.n, figures: opinionFigures.parse(fact.value) } : null
}
