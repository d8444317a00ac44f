// A decision and a stage of it as one seat reads them now: what stands in the ledger, and who took part
// where the terms let that be seen.
import type { CourseStage } from '@sulh/analysis/ballot/decision_course'
import type { InputOf } from '@sulh/contract/endpoint'
import type { decisionEndpoints } from '@sulh/contract/forum_decision'
import { Problem } from '@sulh/contract/problem'
import type { ProcessRecord } from '@sulh/contract/process'
import { sql } from 'kysely'
import type { CommandContext } from '../platform/append.ts'
import type { Database } from '../platform/database.ts'
import { retried } from '../process/commands.ts'
import { readDecisionIn, sceneIn } from './decision_act.ts'

export async function readStage(
  db: Database,
  context: CommandContext,
  input: InputOf<typeof decisionEndpoints.readStage>,
): Promise<{ form: CourseStage['form']; taken_part: boolean; took_part: string[] | null }> {
  return retried(db, context, async (tx) => {
    const scene = await sceneIn(tx, context, input.decision_id)
    const own = scene.course.stages.find(({ stage }) => stage.id === input.stage)
    if (!own)
      throw new Problem('not-found', { en: 'There is no such stage.', ar: 'لا وجود لمرحلة كهذه.' })
    const { rows } = await sql<{ seat_id: string }>`select seat_id from sulh.ballot_voter
      where compartment_id = ${scene.record.compartment_id}
        and decision_id = ${input.decision_id} and stage = ${input.stage}
      order by seat_id`.execute(tx)
    const seats = rows.map(({ seat_id }) => seat_id)
    const named = scene.course.terms?.participation === 'named'
    return {
      form: own.form,
      taken_part: seats.includes(scene.seat_id),
      took_part: named ? seats : null,
    }
  })
}

/** The decision as the seat reads it now. */
export async function readDecision(
  db: Database,
  context: CommandContext,
  decision_id: string,
): Promise<ProcessRecord> {
  return retried(db, context, (tx) => readDecisionIn(tx, decision_id))
}
