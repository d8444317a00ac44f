// Publishes the figures of dialogues (dialogue_SPEC.md D20-D29): the one place that sees votes of
// several members at once. It runs under the role `opinion`, reads ballots and dialogues, and writes
// one record into the dialogue's compartment, or nothing.
import { isDeepStrictEqual } from 'node:util'
import { opinionFigures, type OpinionFigures } from '@sulh/contract/forum_dialogue_kinds'
import { sql } from 'kysely'
import { append, type CommandContext, type Written, writtenIn } from '../platform/append.ts'
import type { Database, Tx } from '../platform/database.ts'
import { factRows } from '../process/commands.ts'
import { recordsOf } from '../process/queries.ts'
import { newFact } from './dialogue_act.ts'
import { figuresOf } from './dialogue_figures.ts'
import { publishedTimes, resultIn } from './dialogue_queries.ts'
import {
  type CastVote,
  type ReleasedVote,
  releasedVotes,
  type VoteValue,
} from './dialogue_release.ts'
import { type Dialogue, dialogueOf, statementOf } from './dialogue_scene.ts'

/** Nobody's seat: what the service wrote. */
export const SERVICE_SEAT = '00000000-0000-4000-8000-000000000000'
export type PublishContext = Omit<CommandContext, 'seat_id' | 'now'>

/**
 * One publication of one dialogue as of `at`, a time after which no vote with an earlier time is still
 * being written. Answers what was written; nothing where no figure may move.
 */
export async function publishOpinion(
  db: Database,
  context: PublishContext,
  of: { readonly dialogue_id: string; readonly at: string },
): Promise<readonly Written[]> {
  const found = await db.asService('opinion', (tx) => readForFigures(tx, of))
  if (!found) return []
  const figures = computed(found, of.at)
  if (!figures) return []
  const { dialogue } = found
  return db.asService('opinion', async (tx) => {
    const [last] = await publishedTimes(tx, dialogue)
    if (last?.id !== found.last_id) return []
    return writtenIn(await write(tx, context, { dialogue, figures }))
  })
}

type Found = {
  readonly dialogue: Dialogue
  readonly votes: readonly CastVote[]
  readonly accepted: ReadonlySet<string>
  /** Times of the results, ascending. */
  readonly times: readonly string[]
  readonly before: OpinionFigures | undefined
  readonly last_id: string | undefined
}

async function readForFigures(
  tx: Tx,
  of: { readonly dialogue_id: string; readonly at: string },
): Promise<Found | undefined> {
  const [record] = await recordsOf(
    tx,
    sql`select compartment_id, id, kind from sulh.record
      where id = ${of.dialogue_id} and kind = 'dialogue'`,
  )
  if (!record) return undefined
  const dialogue = dialogueOf(record)
  const statements = await recordsOf(
    tx,
    sql`select distinct r.compartment_id, r.id, r.kind from sulh.reference x
      join sulh.fact f on f.compartment_id = x.compartment_id and f.id = x.fact_id
      join sulh.record r on r.compartment_id = f.compartment_id and r.id = f.record_id
        and r.kind = 'opinion_statement'
      where x.compartment_id = ${dialogue.compartment_id} and x.path = 'dialogue'
        and x.ref_compartment_id = ${dialogue.compartment_id} and x.ref_id = ${dialogue.id}`,
  )
  const published = await publishedTimes(tx, dialogue)
  const [last] = published
  return {
    dialogue,
    votes: await votesOf(tx, dialogue),
    accepted: new Set(
      statements.filter((r) => statementOf(r, '').status === 'accepted').map(({ id }) => id),
    ),
    times: published.map(({ at }) => at).toReversed(),
    before: last ? (await resultIn(tx, dialogue, last.id))?.figures : undefined,
    last_id: last?.id,
  }
}

/** Ballots that count: of members in their own compartments, of citizens, and of the intakes. */
async function votesOf(tx: Tx, dialogue: Dialogue): Promise<CastVote[]> {
  const { rows } = await sql<{
    compartment_id: string
    kind: string
    participant: string
    import_id: string | null
    bloc: string | null
    votes: Record<string, VoteValue>
    at: string
  }>`
    select b.compartment_id, c.kind, b.participant, b.import_id, b.bloc, b.votes, b.recorded_at as at
    from sulh.opinion_ballot b
    join sulh.compartment c on c.id = b.compartment_id
    where b.dialogue_compartment_id = ${dialogue.compartment_id}
      and b.dialogue_id = ${dialogue.id}
      and (b.import_id is null and c.kind in ('member', 'citizens')
        or b.import_id = any (${dialogue.intakes.map((i) => i.import_id)}::uuid[]))
    order by b.compartment_id, b.n, b.ordinal`.execute(tx)
  const bloc_of = new Map(
    dialogue.rules.blocs.flatMap((b) => b.seats.map((seat): [string, string] => [seat, b.key])),
  )
  const known = new Set(dialogue.rules.blocs.map((b) => b.key))
  return rows.flatMap((row): CastVote[] => {
    const own = row.kind === 'member'
    const given = own ? bloc_of.get(row.participant) : (row.bloc ?? '')
    const bloc = given !== undefined && known.has(given) ? given : ''
    // A member's compartment is one person's, whatever a row of it says.
    const participant = own ? row.compartment_id : `${row.import_id ?? ''} ${row.participant}`
    return Object.entries(row.votes).map(([statement, vote]) => ({
      participant,
      bloc,
      statement,
      vote,
      at: row.at,
    }))
  })
}

function computed(found: Found, at: string): OpinionFigures | undefined {
  const { dialogue, times, before } = found
  if (times.some((time) => time >= at)) return undefined
  const { batch_people, blocs, seed } = dialogue.rules
  const until = dialogue.closed_at ?? at
  const votes = found.votes.filter((vote) => vote.at <= until)
  const counted = releasedVotes(votes, [...times, at], batch_people)
  if (before && unmoved(counted, releasedVotes(votes, times, batch_people), found)) return undefined
  const figures = figuresOf({
    votes: counted,
    accepted: found.accepted,
    blocs: blocs.map((b) => b.key),
    seed,
    batch_people,
    at,
    before,
  })
  if (!figures) return undefined
  const parsed = opinionFigures.parse(figures)
  // The same votes give the same figures: another copy would only tell that time went by.
  const same = before && isDeepStrictEqual(essence(parsed), essence(before))
  return same ? undefined : parsed
}

/** Whether the same votes count as last time, on the same statements: known before anything is. */
function unmoved(
  now: readonly ReleasedVote[],
  last: readonly ReleasedVote[],
  { accepted, before }: Found,
): boolean {
  if (now.length !== last.length) return false
  if (now.some((v, i) => v.vote !== last[i]?.vote || v.participant !== last[i].participant))
    return false
  const shown = new Set(before?.statements.map(({ id }) => id))
  const open = new Set(now.map((v) => v.statement).filter((id) => accepted.has(id)))
  return open.size === shown.size && [...open].every((id) => shown.has(id))
}

function essence({ statements, participants, votes }: OpinionFigures): unknown {
  return { participants, votes, statements }
}

async function write(
  tx: Tx,
  context: PublishContext,
  { dialogue, figures }: { readonly dialogue: Dialogue; readonly figures: OpinionFigures },
): Promise<ReadonlyMap<string, number>> {
  const { compartment_id } = dialogue
  const by: CommandContext = { ...context, seat_id: SERVICE_SEAT, now: figures.at }
  const id = context.random_id()
  const fact = newFact(by, context.random_id(), {
    facet: 'description',
    value: figures,
    references: [{ path: 'dialogue', compartment_id, id: dialogue.id }],
    mark: 'derived',
  })
  const rows = [
    { table: 'record' as const, row: { id, kind: 'opinion_result' } },
    ...factRows({ record_id: id, facts: [fact], context: by }),
  ]
  const entry_id = context.random_id()
  return append(tx, [{ compartment_id, entry_id, act: 'publishOpinion', rows }], by)
}

/** Every dialogue with its time of publication; for the clock. */
export async function dialoguesToPublish(
  db: Database,
): Promise<{ readonly id: string; readonly publish_minutes: number; readonly last?: string }[]> {
  return db.asService('opinion', async (tx) => {
    const records = await recordsOf(
      tx,
      sql`select compartment_id, id, kind from sulh.record where kind = 'dialogue'`,
    )
    return Promise.all(
      records.map(dialogueOf).map(async (dialogue) => {
        const [last] = await publishedTimes(tx, dialogue)
        const { publish_minutes } = dialogue.rules
        return { id: dialogue.id, publish_minutes, ...(last ? { last: last.at } : {}) }
      }),
    )
  })
}
