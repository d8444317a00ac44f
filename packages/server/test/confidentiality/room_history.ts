// Drafting rooms in the two-run test: every act also types in the room of the slot in its own
// compartment, and the watcher sits in the plenary's room from the beginning. What is typed elsewhere
// must not move anything that it hears there.
import type { CaretEvent, StepsEvent } from '@sulh/contract/room'
import type { Database } from '../../src/platform/database.ts'
import type { LiveRooms } from '../../src/text/room/live_rooms.ts'
import { enterRoom, sendSteps } from '../../src/text/room/commands.ts'
import type { RoomPlace } from '../../src/text/room/rows.ts'
import { Sheets } from '../../src/text/room/sheets.ts'
import type { Server } from '../http_harness.ts'
import { Events, openSocket } from '../live_stream.ts'
import type { Act } from './history.ts'
import { instrument_id, slot_id } from './text_history.ts'
import { compartmentId, contextOf, idOf, type Place, seatId, type SeatName } from './world.ts'

export type TellRoom = (place: RoomPlace, steps: StepsEvent, caret: CaretEvent) => Promise<void>

export const roomIn = (place: Place): RoomPlace => ({
  instrument_id,
  compartment_id: compartmentId(place),
  subject_id: slot_id,
})

export async function typeInRoom(
  db: Database,
  tell: TellRoom,
  of: { readonly act: Act; readonly seat: SeatName },
): Promise<void> {
  const { act, seat } = of
  if (act.place === 'public' || act.place === 'process') return
  const place = roomIn(act.place)
  const sheets = new Sheets()
  const context = () => contextOf(seat, `room ${act.name}`, act.minute)
  const { en } = await enterRoom(db, context(), { place, sheets })
  const input = {
    ...place,
    language: 'en' as const,
    version: en.version,
    client: idOf(`window of ${act.name}`),
    steps: [{ from: 0, to: 0, insert: [{ text: act.text }] }],
  }
  const { made } = await sendSteps(db, context(), { input, sheets })
  const { client } = input
  const caret = { language: 'en', version: en.version + 1, client, at: act.text.length } as const
  await tell(place, { language: 'en', steps: [...made] }, { ...caret, seat_id: seatId(seat) })
}

/** The plenary's room is open in every run before anybody listens. */
export async function openPlenaryRoom(db: Database): Promise<void> {
  const context = contextOf('mission', 'room of the plenary', 4)
  await enterRoom(db, context, { place: roomIn('plenary'), sheets: new Sheets() })
}

/** As the routes tell; then whatever the clock would do at some later moment is done at once. */
export function tellOf(rooms: LiveRooms, also?: RoomPlace): TellRoom {
  return async (place, steps, caret) => {
    for (const one of also ? [place, also] : [place]) {
      // The caret first: the last words end what the watcher hears.
      rooms.point(one, caret)
      rooms.tell(one, steps)
    }
    await rooms.settled()
    await rooms.check()
  }
}

const LAST = 'the last words'

/** Typed in both runs at the end, so that whoever listens knows that all has come. */
export async function typeLast(db: Database, tell: TellRoom): Promise<void> {
  const act = { name: 'last typed', place: 'plenary', minute: 6400, text: LAST } as const
  await typeInRoom(db, tell, { act: { ...act, by: 0, more: [], refers: false }, seat: 'mission' })
}

/** Everything that the watcher hears in the plenary's room, bytes as text, to its end. */
export async function sitInRoom(
  server: Server,
  watcher: SeatName,
): Promise<{ readonly all: () => Promise<string>; readonly close: () => Promise<void> }> {
  const socket = await openSocket(server)
  const { compartment_id, subject_id } = roomIn('plenary')
  const path = `/api/text/instruments/${instrument_id}/rooms/${compartment_id}/${subject_id}/stream`
  const answer = await fetch(`${socket.base}${path}?seat=${seatId(watcher)}`)
  const headers = [...answer.headers].filter(([name]) => name !== 'date').toSorted()
  const events = new Events(answer)
  return {
    async all() {
      const heard: unknown[] = [answer.status, headers]
      for (;;) {
        const block = await events.nextBlock().catch(() => undefined)
        if (block === ': still here') continue
        heard.push(block ?? 'the end')
        if (block === undefined || block.includes(LAST)) return JSON.stringify(heard)
      }
    },
    async close() {
      await events.close().catch(() => undefined)
      socket.close()
    },
  }
}
