// The rows of drafting rooms, read and written under the seat that asks. Row security decides whether
// there is a room; a hidden one and none have the same answer.
import type { MadeStep, RoomLanguage, RoomSubject } from '@sulh/contract/room'
import { limits } from '@sulh/contract/limits'
import { Problem } from '@sulh/contract/problem'
import { sql } from 'kysely'
import type { Part } from '@sulh/analysis/drafting/sheet'
import type { Tx } from '../../platform/database.ts'
import { refusals } from '../refusals.ts'

export type RoomPlace = {
  readonly instrument_id: string
  readonly compartment_id: string
  readonly subject_id: string
}
export type RoomRow = {
  readonly compartment_id: string
  readonly subject_id: string
  readonly subject_compartment_id: string
  readonly subject: RoomSubject
  readonly base_en: string | null
  readonly base_ar: string | null
  readonly english: readonly Part[]
  readonly arabic: readonly Part[]
  readonly may_write: boolean
  /** Steps so far, by language. */
  readonly en: number
  readonly ar: number
}

export async function findRoom(tx: Tx, place: RoomPlace): Promise<RoomRow | undefined> {
  const { compartment_id, subject_id, instrument_id } = place
  const last = (language: RoomLanguage) => sql`coalesce((select s.version
    from sulh.drafting_step s
    where s.compartment_id = d.compartment_id and s.subject_id = d.subject_id
      and s.language = ${sql.lit(language)}
    order by s.version desc limit 1), 0)`
  const { rows } = await sql<RoomRow>`
    select d.compartment_id, d.subject_id, d.subject_compartment_id, d.subject,
      d.base_en, d.base_ar, d.english, d.arabic,
      coalesce((select r.may_write from sulh.reader r
        where r.role = current_user and r.compartment_id = d.compartment_id), false) as may_write,
      ${last('en')} as en, ${last('ar')} as ar
    from sulh.drafting d
    where d.compartment_id = ${compartment_id} and d.subject_id = ${subject_id}
      and d.instrument_id = ${instrument_id}`.execute(tx)
  return rows[0]
}

export async function roomAt(tx: Tx, place: RoomPlace): Promise<RoomRow> {
  const found = await findRoom(tx, place)
  if (!found) throw new Problem('not-found', refusals.no_room)
  return found
}

type Place = Pick<RoomPlace, 'compartment_id' | 'subject_id'>

/** Steps after a version, in their order, as many as a page holds. */
export async function stepsAfter(
  tx: Tx,
  { compartment_id, subject_id }: Place,
  of: { readonly language: RoomLanguage; readonly after: number },
): Promise<MadeStep[]> {
  const rows = await tx
    .selectFrom('sulh.drafting_step')
    .select(['version', 'step', 'client', 'seat_id', 'at'])
    .where('compartment_id', '=', compartment_id)
    .where('subject_id', '=', subject_id)
    .where('language', '=', of.language)
    .where('version', '>', of.after)
    .orderBy('version')
    .limit(limits.room_steps_per_page_count)
    .execute()
  return rows as MadeStep[]
}

/** The newest sheet that was kept at or before a version. */
export async function keptSheet(
  tx: Tx,
  { compartment_id, subject_id }: Place,
  of: { readonly language: RoomLanguage; readonly upto: number },
): Promise<{ version: number; content: readonly Part[] } | undefined> {
  const row = await tx
    .selectFrom('sulh.drafting_step')
    .select(['version', 'content'])
    .where('compartment_id', '=', compartment_id)
    .where('subject_id', '=', subject_id)
    .where('language', '=', of.language)
    .where('version', '<=', of.upto)
    .where('content', 'is not', null)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { version: row.version, content: row.content as Part[] }
}

export async function insertSteps(
  tx: Tx,
  { compartment_id, subject_id }: Place,
  of: {
    readonly language: RoomLanguage
    readonly steps: readonly (MadeStep & { readonly content: readonly Part[] | null })[]
  },
): Promise<void> {
  const rows = of.steps.map((made) => ({
    ...made,
    compartment_id,
    subject_id,
    language: of.language,
  }))
  await sql`insert into sulh.drafting_step
      (compartment_id, subject_id, language, version, client, seat_id, at, step, content)
    select compartment_id, subject_id, language, version, client, seat_id, at, step, content
    from jsonb_populate_recordset(null::sulh.drafting_step, ${JSON.stringify(rows)}::jsonb)
    order by version`.execute(tx)
}

/** The revisions of the subject that were taken over from its room, newest first. */
export async function takenOver(
  tx: Tx,
  room: RoomRow,
): Promise<{ en: string | undefined; ar: string | undefined }> {
  const { rows } = await sql<{ facet: string; id: string }>`
    select f.facet, f.id from sulh.fact f
    join sulh.entry e on e.compartment_id = f.compartment_id and e.n = f.n
    where f.compartment_id = ${room.compartment_id} and f.record_id = ${room.subject_id}
      and f.facet in ('english', 'arabic') and e.act = 'takeOverRoom'
    order by f.n desc, f.ordinal desc`.execute(tx)
  const newest = (facet: string) => rows.find((row) => row.facet === facet)?.id
  return { en: newest('english'), ar: newest('arabic') }
}
