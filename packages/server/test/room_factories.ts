// Rooms for tests: the world of the confidentiality proof with its text, and each endpoint of a room
// as a seat calls it, without a socket.
import { randomUUID } from 'node:crypto'
import { flatOf, type FlatStep } from '@sulh/analysis/drafting/sheet'
import type { OutputOf } from '@sulh/contract/endpoint'
import type { MadeStep, Room, roomEndpoints, RoomLanguage } from '@sulh/contract/room'
import type { Step } from 'prosemirror-transform'
import { instrument_id } from './confidentiality/text_history.ts'
import { compartmentId, idOf, type Place, type SeatName } from './confidentiality/world.ts'
import type { Server } from './http_harness.ts'

export type RoomOf = { readonly place: Place; readonly subject: string }
/** Side A's own draft, an alternative on the table, its slot, and its node. */
export const draft: RoomOf = { place: 'room_a', subject: 'draft of a' }
export const tabled: RoomOf = { place: 'plenary', subject: 'first alternative' }
export const slotIn = (place: Place): RoomOf => ({ place, subject: 'text slot' })
export const node: RoomOf = { place: 'plenary', subject: 'text node' }

export function pathOf({ place, subject }: RoomOf): string {
  const room = `${compartmentId(place)}/${idOf(subject)}`
  return `/api/text/instruments/${instrument_id}/rooms/${room}`
}
type Sent = OutputOf<typeof roomEndpoints.sendSteps>
export type Answer<T> = { readonly status: number; readonly body: T; readonly text: string }

async function answerOf<T>(response: Response): Promise<Answer<T>> {
  const text = await response.text()
  return { status: response.status, text, body: JSON.parse(text) as T }
}

export function roomsOf(server: Server) {
  return {
    enter: async (seat: SeatName, room: RoomOf) =>
      answerOf<Room>(await server.post(seat, `${pathOf(room)}/enter`, {})),
    send: async (
      seat: SeatName,
      room: RoomOf,
      of: {
        readonly version: number
        readonly steps: readonly unknown[]
        readonly language?: RoomLanguage
        readonly client?: string
      },
    ) => {
      const { language = 'en', client = randomUUID(), version, steps } = of
      const body = { language, client, version, steps }
      return answerOf<Sent>(await server.post(seat, `${pathOf(room)}/steps`, body))
    },
    read: async (seat: SeatName, room: RoomOf, after = 0, language: RoomLanguage = 'en') =>
      answerOf<{ version: number; steps: MadeStep[] }>(
        await server.get(seat, `${pathOf(room)}/steps?language=${language}&after=${after}`),
      ),
    point: async (seat: SeatName, room: RoomOf, caret: object) =>
      answerOf<object>(await server.post(seat, `${pathOf(room)}/caret`, caret)),
    takeOver: async (seat: SeatName, room: RoomOf, given: object) =>
      answerOf<{ records: { id: string; facts: { id: string; facet: string }[] }[] }>(
        await server.post(seat, `${pathOf(room)}/take-over`, { act_id: randomUUID(), ...given }),
      ),
  }
}

export const typed = (from: number, text: string): FlatStep => ({
  from,
  to: from,
  insert: [{ text }],
})
export function wireOf(step: Step): FlatStep {
  const flat = flatOf(step)
  if (!flat) throw new Error('A sheet has flat replacements only.')
  return flat
}
export function textOf(sheet: { readonly content: readonly object[] }): string {
  return sheet.content.map((part) => ('text' in part ? String(part.text) : '[…]')).join('')
}
