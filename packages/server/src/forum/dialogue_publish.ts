// Publishes the figures of dialogues (dialogue_SPEC.md D20-D29): the one place that sees votes of
// several members at once. It runs under the role `opinion`, reads ballots and dialogues, and writes
// one record into the dialogue's compartment, or nothing.
import type { OpinionFigures } from '@sulh/contract/forum_dialogue_kinds'
import { sql } from 'kysely'
import { append, type CommandContext, type Written, writtenIn } from '../platform/append.ts'
import type { Database, Tx } from '../platform/database.ts'
import { factRows } from '../process/commands.ts'
import { recordsOf } from '../process/queries.ts'
import { newFact } from './dialogue_act.ts'
import type { CastBallot, FiguresJob } from './dialogue_compute.ts'
import { FiguresDesk } from './dialogue_desk.ts'
import { LatestTurns } from './dialogue_turns.ts'
import { publishedTimes, resultIn } from './dialogue_queries.ts'
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
  const turns = turnsOf.get(db) ?? new LatestTurns<readonly Written[]>()
  turnsOf.set(db, turns)
  return turns.take(of.dialogue_id, of.at, () => publishNow(db, context, of))
}
/** One publication of a dialogue at a time; of those that wait the latest alone is made. */
const turnsOf = new WeakMap<Database, LatestTurns<readonly Written[]>>()
const desk = new FiguresDesk()

async function publishNow(
  db: Database,
  context: PublishContext,
  of: { readonly dialogue_id: string; readonly at: string },
): Promise<readonly Written[]> {
  const found = await db.asService('opinion', (tx) => readForFigures(tx, of))
  if (!found) return []
  const figures = await desk.figures(found.job, of.at)
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
  readonly job: FiguresJob
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
    last_id: last?.id,
    job: {
      rules: dialogue.rules,
      closed_at: dialogue.closed_at,
      ballots: await ballotsOf(tx, dialogue),
      accepted: statements
        .filter((r) => statementOf(r, '').status === 'accepted')
        .map(({ id }) => id),
      times: published.map(({ at }) => at).toReversed(),
      before: last ? (await resultIn(tx, dialogue, last.id))?.figures : undefined,
    },
  }
}

/** Ballots that count: of members in their own compartments, of citizens, and of the intakes. */
async function ballotsOf(tx: Tx, dialogue: Dialogue): Promise<CastBallot[]> {
  const { rows } = await sql<CastBallot>`
    select b.compartment_id, c.kind, b.participant, b.import_id, b.bloc, b.votes, b.recorded_at as at
    from sulh.opinion_ballot b
    join sulh.compartment c on c.id = b.compartment_id
    where b.dialogue_compartment_id = ${dialogue.compartment_id}
      and b.dialogue_id = ${dialogue.id}
      and (b.import_id is null and c.kind in ('member', 'citizens')
        or b.import_id = any (${dialogue.intakes.map((i) => i.import_id)}::uuid[]))
    order by b.compartment_id, b.n, b.ordinal`.execute(tx)
  return rows
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
