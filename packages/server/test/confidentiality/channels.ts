// The two channels that are no answer to a request: the live stream of a seat over a real socket,
// and the seat's export as `sulh export --seat` writes it. Both are part of what a seat observes
// (platform SPEC P26). The seeded leaks of this file must be caught in their own channel.
import { exportLedger } from '../../src/ledger/export.ts'
import type { Keys } from '../../src/ledger/keys.ts'
import type { Written } from '../../src/platform/append.ts'
import type { Database } from '../../src/platform/database.ts'
import type { Dispatcher } from '../../src/platform/dispatcher.ts'
import type { Server } from '../http_harness.ts'
import { Events, openSocket } from '../live_stream.ts'
import { seatId, type SeatName } from './world.ts'

/** What a channel leaks on purpose; each wraps one part of the real program. */
export type ChannelLeak = {
  readonly name: string
  readonly channel: 'live' | 'export' | 'room'
  readonly dispatcher?: (real: Dispatcher, watched: string) => Dispatcher
  readonly database?: (real: Database) => Database
  /** Tells the plenary's room what is typed in any. */
  readonly room?: boolean
  readonly text?: (written: string, db: Database) => Promise<string>
}

export const channelLeaks: readonly ChannelLeak[] = [
  {
    name: 'a stream that hears every role',
    channel: 'live',
    dispatcher: (real, everyone) => ({
      ...real,
      subscribe: (role, listener) => {
        const own = real.subscribe(role, listener)
        const others = real.subscribe(everyone, listener)
        return () => {
          own()
          others()
        }
      },
    }),
  },
  {
    name: 'an event that counts what was committed anywhere',
    channel: 'live',
    dispatcher: (real) => {
      let committed = 0
      return {
        ...real,
        nudge: (written) => {
          committed += written.length
          real.nudge(written)
        },
        subscribe: (role, listener) =>
          real.subscribe(role, (entry, encoded) => listener(entry, `: ${committed}\n${encoded}`)),
      }
    },
  },
  { name: 'a drafting room that hears every room', channel: 'room', room: true },
  {
    name: 'an export that reads as the backup does',
    channel: 'export',
    database: (real) => ({ ...real, asSeat: (_, work) => real.asService('backup', work) }),
  },
  {
    name: 'an export that tells how long the whole ledger is',
    channel: 'export',
    text: async (written, db) => {
      const heads = await db.asService('backup', (tx) =>
        tx.selectFrom('sulh.head').select('n').execute(),
      )
      return `${heads.reduce((sum, { n }) => sum + n, 0)}\n${written}`
    },
  },
]

/** Sent by a timer of the process and not by what was committed. */
const HEARTBEAT = ': still here'

export type Listening = {
  /** Everything that came up to and with the event of this entry, bytes as text. */
  readonly upTo: (entry: Written) => Promise<string>
  readonly close: () => Promise<void>
}

/** The watcher's stream, open before the history begins. */
export async function listen(server: Server, watcher: SeatName): Promise<Listening> {
  const socket = await openSocket(server)
  const answer = await fetch(`${socket.base}/api/live?seat=${seatId(watcher)}`)
  const events = new Events(answer)
  const headers = [...answer.headers].filter(([name]) => name !== 'date').toSorted()
  const heard: unknown[] = [answer.status, headers, await events.nextBlock()]
  return {
    async upTo({ compartment_id, n }) {
      for (;;) {
        const block = await events.nextBlock()
        if (block === undefined) throw new Error('The stream ended before its last event.')
        if (block === HEARTBEAT) continue
        heard.push(block)
        if (block.includes(`\nid: ${compartment_id}:${n}\n`)) return JSON.stringify(heard)
      }
    },
    async close() {
      await events.close()
      socket.close()
    },
  }
}

/** The bytes of `sulh export --seat`; nothing in them is declared random. */
export async function exportOf(
  db: Database,
  watcher: SeatName,
  of: { readonly keys: Keys; readonly leak: ChannelLeak | undefined },
): Promise<string> {
  let text = ''
  await exportLedger(of.leak?.database?.(db) ?? db, {
    seat_id: seatId(watcher),
    keys: of.keys.known,
    write: async (line) => void (text += line),
  })
  return (await of.leak?.text?.(text, db)) ?? text
}
