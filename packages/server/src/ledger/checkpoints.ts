// Signs the head of every compartment's log, at fixed times on the clock, whether or not anything
// happened there: so neither the time nor the presence of a checkpoint tells one side how busy the
// other is. Its readers alone can read it (row security). Nothing is verified here.
import { checkpointPayload } from '@sulh/analysis/ledger/checkpoint'
import { emptyFrontier, rootOfFrontier, toHex } from '@sulh/analysis/ledger/merkle'
import { limits } from '@sulh/contract/limits'
import type { Database } from '../platform/database.ts'
import type { CheckpointKey } from './keys.ts'

/**
 * One checkpoint of each compartment as of `at` (an instant in UTC with milliseconds). Signing
 * twice for the same time changes nothing. Returns the number of compartments.
 */
export async function signCheckpoints(
  db: Database,
  key: CheckpointKey,
  at: string,
): Promise<number> {
  return db.asService('checkpoint', async (tx) => {
    const heads = await tx
      .selectFrom('sulh.head')
      .select(['compartment_id', 'n', 'peaks'])
      .orderBy('compartment_id')
      .execute()
    const rows = []
    for (const { compartment_id, n, peaks } of heads) {
      const frontier = n === 0 ? emptyFrontier : { size: n, peaks }
      const root = await rootOfFrontier(frontier)
      const { key_id } = key
      const payload = checkpointPayload({ compartment_id, at, n, root: toHex(root), key_id })
      rows.push({ compartment_id, at, n, root, key_id, signature: key.sign(payload) })
    }
    for (let i = 0; i < rows.length; i += ROWS_PER_INSERT) {
      await tx
        .insertInto('sulh.checkpoint')
        .values(rows.slice(i, i + ROWS_PER_INSERT))
        .onConflict((c) => c.columns(['compartment_id', 'at']).doNothing())
        .execute()
    }
    return rows.length
  })
}
/** Six parameters a row; PostgreSQL takes 65,535 in a statement. */
const ROWS_PER_INSERT = 1_000

/** The next fixed time after `now`: the multiples of the interval since the epoch, in UTC. */
export function nextCheckpointAt(now: Date, interval_minutes: number): Date {
  const interval_ms = interval_minutes * 60_000
  return new Date((Math.floor(now.getTime() / interval_ms) + 1) * interval_ms)
}

/** Signs at every fixed time until stopped; a failure is reported and the next time tried again. */
export function startCheckpoints(of: {
  readonly db: Database
  readonly key: CheckpointKey
  readonly onFailure: (error: unknown) => void
  readonly interval_minutes?: number
}): { stop(): Promise<void> } {
  const interval_minutes = of.interval_minutes ?? limits.checkpoint_interval_minutes
  let running: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout
  const schedule = (after: Date): void => {
    const at = nextCheckpointAt(after, interval_minutes)
    timer = setTimeout(
      () => {
        running = signCheckpoints(of.db, of.key, at.toISOString()).catch(of.onFailure)
        // A timer may fire a little early: going on from `at`, no time is signed for twice.
        schedule(at.getTime() > Date.now() ? at : new Date())
      },
      Math.max(0, at.getTime() - Date.now()),
    )
    timer.unref()
  }
  schedule(new Date())
  return {
    async stop() {
      clearTimeout(timer)
      await running
    },
  }
}
