// What was typed and not acknowledged, kept in this browser by seat, room and window (RM15). A window
// holds a lock on its own while it lives; what no window holds was left behind by a reload or a crash
// and is taken up by the next one that enters the room with the same seat.
import type { FlatStep, Part } from '@sulh/analysis/drafting/sheet'
import type { RoomLanguage } from '@sulh/contract/room'
import { Dexie, type EntityTable } from 'dexie'

export type Kept = {
  /** `<client> <language>` */
  readonly key: string
  readonly client: string
  readonly language: RoomLanguage
  /** Seat and room. */
  readonly room: string
  /** The sheet at `version`, and the steps that stand on it. */
  readonly version: number
  readonly content: readonly Part[]
  readonly steps: readonly FlatStep[]
}

const database = new Dexie('sulh-rooms') as Dexie & { kept: EntityTable<Kept, 'key'> }
database.version(1).stores({ kept: 'key, room' })

export async function keep(kept: Kept): Promise<void> {
  if (kept.steps.length > 0) await database.kept.put(kept)
  else await database.kept.delete(kept.key)
}
export async function forget(key: string): Promise<void> {
  await database.kept.delete(key)
}

/** Holds a window's name until the page goes or the answer is called; undefined where it is held. */
function hold(client: string): Promise<(() => void) | undefined> {
  return new Promise((resolve) => {
    void navigator.locks.request(`sulh-room ${client}`, { ifAvailable: true }, async (lock) => {
      if (!lock) {
        resolve(undefined)
        return
      }
      const held = Promise.withResolvers<void>()
      resolve(() => held.resolve())
      await held.promise
    })
  })
}

/** Names this window. Without locks (no secure context) nothing that was left can be taken up. */
export async function holdWindow(client: string): Promise<() => void> {
  if (!('locks' in navigator)) return () => undefined
  return (await hold(client)) ?? (() => undefined)
}

/** Runs `work` for each that no window holds, under its lock; what it answers true for is forgotten. */
export async function takeUp(room: string, work: (kept: Kept) => Promise<boolean>): Promise<void> {
  if (!('locks' in navigator)) return
  const left = await database.kept.where('room').equals(room).toArray()
  for (const { client, key } of left) {
    const release = await hold(client)
    if (!release) continue
    try {
      // It may have changed while its window was closing.
      const kept = await database.kept.get(key)
      if (kept && (await work(kept))) await forget(key)
    } finally {
      release()
    }
  }
}
