// A dialogue as one seat reads it: its rules and status, its statements, where this seat may vote and
// submit, and what it voted. Row security decides what there is; nothing here filters by seat.
import { dialogueKinds, type DialogueRules } from '@sulh/contract/forum_dialogue_kinds'
import type { StatementShown } from '@sulh/contract/forum_dialogue'
import { Problem } from '@sulh/contract/problem'
import type { Fact, ProcessRecord } from '@sulh/contract/process'
import { sql } from 'kysely'
import * as z from 'zod'
import type { Tx } from '../platform/database.ts'
import { recordsById, recordsOf } from '../process/queries.ts'
import type { VoteValue } from './dialogue_release.ts'

export type Place = { readonly compartment_id: string; readonly id: string }
export type Dialogue = Place & {
  readonly description: z.output<typeof dialogueKinds.dialogue.description.value>
  readonly rules: DialogueRules
  readonly status: 'open' | 'closed'
  /** When it was closed, where it is. */
  readonly closed_at: string | undefined
  readonly opened_at: string
  readonly slot: Place | null
  readonly intakes: readonly z.output<typeof dialogueKinds.dialogue.intake.value>[]
}

/** The last account of a facet: dialogues are never corrected, only stated again. */
export function lastOf(record: ProcessRecord, facet: string): Fact | undefined {
  return record.facts.findLast((f) => f.facet === facet)
}

export function dialogueOf(record: ProcessRecord): Dialogue {
  const { id, compartment_id } = record
  const kinds = dialogueKinds.dialogue
  const first = lastOf(record, 'description')
  const status = lastOf(record, 'status')
  const now = kinds.status.value.parse(status?.value ?? { status: 'open' }).status
  const slot = first?.references.find((r) => r.path === 'slot')
  return {
    id,
    compartment_id,
    description: kinds.description.value.parse(first?.value),
    rules: kinds.rules.value.parse(lastOf(record, 'rules')?.value),
    status: now,
    closed_at: now === 'closed' ? status?.recorded_at : undefined,
    opened_at: record.facts[0]?.known_from ?? '',
    slot: slot ? { compartment_id: slot.compartment_id, id: slot.id } : null,
    intakes: record.facts
      .filter((f) => f.facet === 'intake')
      .map((f) => kinds.intake.value.parse(f.value)),
  }
}

export async function readDialogueIn(tx: Tx, id: string): Promise<Dialogue> {
  const [record] = (await recordsById(tx, id)).filter(({ kind }) => kind === 'dialogue')
  if (!record)
    throw new Problem('not-found', { en: 'There is no such dialogue.', ar: 'لا وجود لحوار كهذا.' })
  return dialogueOf(record)
}

/** Every statement of a dialogue that the seat can read, in the order of their ids. */
export async function statementRecords(tx: Tx, of: Place): Promise<ProcessRecord[]> {
  return recordsOf(
    tx,
    sql`select distinct r.compartment_id, r.id, r.kind from sulh.compartment c
      join sulh.reference x on x.compartment_id = c.id and x.path = 'dialogue'
        and x.ref_compartment_id = ${of.compartment_id} and x.ref_id = ${of.id}
      join sulh.fact f on f.compartment_id = c.id and f.id = x.fact_id
      join sulh.record r on r.compartment_id = c.id and r.id = f.record_id
        and r.kind = 'opinion_statement'`,
  )
}

/** Those of these statements that lie in the dialogue's own compartment. */
export async function statementsById(
  tx: Tx,
  of: Place,
  ids: readonly string[],
): Promise<ProcessRecord[]> {
  const records = await recordsOf(
    tx,
    sql`select r.compartment_id, r.id, r.kind from sulh.record r
      where r.compartment_id = ${of.compartment_id} and r.kind = 'opinion_statement'
        and r.id = any (${[...ids]}::uuid[])`,
  )
  const of_dialogue = (r: ProcessRecord) =>
    lastOf(r, 'description')?.references.some((x) => x.path === 'dialogue' && x.id === of.id)
  return records.filter(of_dialogue)
}

export function statementOf(record: ProcessRecord, seat_id: string): StatementShown {
  const kinds = dialogueKinds.opinion_statement
  const description = lastOf(record, 'description')
  const moderation = lastOf(record, 'moderation')
  const { wording, number } = kinds.description.value.parse(description?.value)
  const judged = moderation ? kinds.moderation.value.parse(moderation.value) : undefined
  const lead = (fact: Fact | undefined, path: string) =>
    fact?.references.find((r) => r.path === path)?.id ?? null
  return {
    id: record.id,
    compartment_id: record.compartment_id,
    wording,
    number: number ?? null,
    status: judged?.status ?? 'pending',
    reason: judged?.reason ?? null,
    note: judged?.note ?? null,
    into_id: lead(moderation, 'into'),
    alternative_id: lead(description, 'alternative'),
    copy_id: judged?.copy_id ?? null,
    submitted_by_me: record.facts[0]?.recorded_by === seat_id,
  }
}

/** The seat's own compartment for votes on this dialogue: only forum members have one. */
export async function memberCompartment(tx: Tx, of: Place): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select c.id from sulh.compartment c
    join sulh.reader r on r.compartment_id = c.id and r.role = current_user and r.may_write
    join sulh.compartment_order o on o.narrow = c.id and o.wide = ${of.compartment_id}
    where c.kind = 'member' order by c.id limit 1`.execute(tx)
  return rows[0]?.id
}

/**
 * Where a submitted statement waits: between her and a moderator where there is such a compartment,
 * else in the dialogue's own, if she may write there.
 */
export async function submissionPlace(
  tx: Tx,
  of: Place,
  moderators: readonly string[],
): Promise<{ readonly compartment_id: string; readonly apart: boolean } | undefined> {
  const { rows } = await sql<{ id: string; apart: boolean }>`
    select c.id, c.id <> ${of.compartment_id}::uuid as apart from sulh.compartment c
    join sulh.reader r on r.compartment_id = c.id and r.role = current_user and r.may_write
    join sulh.compartment_order o on o.narrow = c.id and o.wide = ${of.compartment_id}
    where c.id = ${of.compartment_id} or c.kind = 'caucus' and exists (select from sulh.circle s
      where s.compartment_id = c.id and s.may_write
        and s.seat_id = any (${[...moderators]}::uuid[]))
    order by apart desc, c.id limit 1`.execute(tx)
  const [found] = rows
  return found && { compartment_id: found.id, apart: found.apart }
}

/** Her votes on a dialogue: of several on a statement the last. */
export async function ownVotes(
  tx: Tx,
  of: { readonly compartment_id: string; readonly dialogue_id: string },
): Promise<Map<string, VoteValue>> {
  const rows = await tx
    .selectFrom('sulh.opinion_ballot')
    .select('votes')
    .where('compartment_id', '=', of.compartment_id)
    .where('dialogue_id', '=', of.dialogue_id)
    .where('import_id', 'is', null)
    .orderBy('n')
    .orderBy('ordinal')
    .execute()
  return new Map(rows.flatMap(({ votes }) => Object.entries(votes) as [string, VoteValue][]))
}
