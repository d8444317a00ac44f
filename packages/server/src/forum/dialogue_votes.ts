// A member's votes on a dialogue, into her own compartment (dialogue_SPEC.md D2-D6).
import { Problem } from '@sulh/contract/problem'
import type { CommandContext, LedgerRow } from '../platform/append.ts'
import type { Database, Tx } from '../platform/database.ts'
import { retried, taken } from '../process/commands.ts'
import { type Committed, notPermitted, writeAct } from './dialogue_act.ts'
import {
  type Dialogue,
  memberCompartment,
  ownVotes,
  readDialogueIn,
  statementOf,
  statementsById,
} from './dialogue_scene.ts'
import { type Input, type Output, requireOpen } from './dialogue_commands.ts'

export async function castVotes(
  db: Database,
  context: CommandContext,
  input: Input<'castVotes'>,
): Promise<Committed<Output<'castVotes'>>> {
  return retried(db, context, async (tx) => {
    const dialogue = await readDialogueIn(tx, input.dialogue_id)
    const compartment_id = await memberCompartment(tx, dialogue)
    if (compartment_id === undefined)
      throw notPermitted({
        en: 'This seat has no compartment of its own for votes: forum members vote.',
        ar: 'ليس لهذا المقعد حيز خاص للأصوات: يصوّت أعضاء الملتقى.',
      })
    const fresh = await freshVotes(tx, compartment_id, input)
    const before = await ownVotes(tx, { compartment_id, dialogue_id: dialogue.id })
    if (fresh.length === 0) return { record: { ...answer(before), replaced: 0 }, wrote: [] }
    requireOpen(dialogue)
    await requireStatements(tx, dialogue, fresh)
    let replaced = 0
    for (const { statement_id, vote } of fresh) {
      if (before.has(statement_id)) replaced++
      before.set(statement_id, vote)
    }
    const rows = fresh.map(({ id, statement_id, vote }, ordinal): LedgerRow => ({
      table: 'opinion_ballot',
      row: {
        id,
        ordinal,
        dialogue_compartment_id: dialogue.compartment_id,
        dialogue_id: dialogue.id,
        participant: context.seat_id,
        votes: { [statement_id]: vote },
        recorded_at: context.now,
      },
    }))
    const wrote = await writeAct(tx, context, {
      name: 'castVotes',
      input: fresh,
      writes: [{ compartment_id, rows }],
    })
    return { record: { ...answer(before), replaced }, wrote }
  })
}

function answer(votes: ReadonlyMap<string, 1 | 0 | -1>) {
  return { my_votes: Object.fromEntries(votes), my_votes_count: votes.size }
}

/** Those not cast before; an id that was used with another vote is refused. */
async function freshVotes(
  tx: Tx,
  compartment_id: string,
  { votes, dialogue_id }: Input<'castVotes'>,
) {
  const ids = votes.map(({ id }) => id)
  if (new Set(ids).size < ids.length) throw taken()
  const rows = await tx
    .selectFrom('sulh.opinion_ballot')
    .select(['id', 'dialogue_id', 'votes'])
    .where('compartment_id', '=', compartment_id)
    .where('id', 'in', ids)
    .execute()
  const there = new Map(rows.map((row) => [row.id, row]))
  return votes.filter(({ id, statement_id, vote }) => {
    const row = there.get(id)
    if (!row) return true
    if (row.dialogue_id !== dialogue_id || row.votes[statement_id] !== vote) throw taken()
    return false
  })
}

/**
 * A vote on a statement that was moderated out since is taken and not counted: it may have been cast
 * without a connection, and nothing is lost if the statement returns.
 */
async function requireStatements(
  tx: Tx,
  dialogue: Dialogue,
  votes: Input<'castVotes'>['votes'],
): Promise<void> {
  const known = new Set(
    (
      await statementsById(
        tx,
        dialogue,
        votes.map(({ statement_id }) => statement_id),
      )
    )
      .filter((r) => statementOf(r, '').status !== 'pending')
      .map(({ id }) => id),
  )
  const at = votes.findIndex(({ statement_id }) => !known.has(statement_id))
  if (at >= 0)
    throw new Problem(
      'not-found',
      {
        en: 'There is no such statement in this dialogue.',
        ar: 'لا وجود لعبارة كهذه في هذا الحوار.',
      },
      [
        {
          field: `votes.${at}.statement_id`,
          expected: {
            en: 'a statement of this dialogue that is open to votes',
            ar: 'عبارة من هذا الحوار مفتوحة للتصويت',
          },
          action: { en: 'Read the dialogue again.', ar: 'اقرأ الحوار من جديد.' },
        },
      ],
    )
}
