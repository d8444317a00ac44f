// When figures are published: at multiples of each dialogue's own interval on the clock, whatever
// happened, and once when the server starts. It decides on times alone; what may be published is
// decided in dialogue_publish.ts.
import { randomBytes, randomUUID } from 'node:crypto'
import type { Written } from '../platform/append.ts'
import type { Database } from '../platform/database.ts'
import { dialoguesToPublish, publishOpinion, type PublishContext } from './dialogue_publish.ts'

/** A vote is written within this time of its own `recorded_at`, or refused. */
export const SETTLING_MS = 2_000
const LOOK_EVERY_MS = 5_000

export function publishContext(): PublishContext {
  return {
    random_id: () => randomUUID(),
    salt: () => new Uint8Array(randomBytes(32)),
  }
}

/** The last fixed time at or before `now`, in UTC. */
export function lastTime(now: number, minutes: number): string {
  const interval_ms = minutes * 60_000
  return new Date(Math.floor(now / interval_ms) * interval_ms).toISOString()
}

export function startPublications(of: {
  readonly db: Database
  readonly tell: (wrote: readonly Written[]) => void
  readonly onFailure: (error: unknown) => void
}): { stop(): Promise<void> } {
  const tried = new Map<string, string>()
  let running: Promise<unknown> = Promise.resolve()
  let first = true
  let stopped = false
  const look = async (): Promise<void> => {
    const now = Date.now() - SETTLING_MS
    for (const { id, publish_minutes } of await dialoguesToPublish(of.db)) {
      if (stopped) return
      const at = first ? new Date(now).toISOString() : lastTime(now, publish_minutes)
      const last = tried.get(id)
      if (last !== undefined && last >= at) continue
      tried.set(id, at)
      of.tell(await publishOpinion(of.db, publishContext(), { dialogue_id: id, at }))
    }
    first = false
  }
  const timer = setInterval(() => {
    running = running.then(look).catch(of.onFailure)
  }, LOOK_EVERY_MS)
  timer.unref()
  return {
    async stop() {
      stopped = true
      clearInterval(timer)
      await running
    },
  }
}
