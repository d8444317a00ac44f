// The drafting room over HTTP: enter, read and send steps, take over, and the room's stream.
import { Problem } from '@sulh/contract/problem'
import { roomEndpoints, roomStreamEndpoints } from '@sulh/contract/room'
import type { App, Services } from '../../platform/context.ts'
import { eventStream } from '../../platform/event_stream.ts'
import { inputOf, mount, mountCommand, routePath } from '../../platform/mount.ts'
import { seatOf } from '../../platform/session.ts'
import { refusals } from '../refusals.ts'
import { enterRoom, readSteps, requireCaret, sendSteps } from './commands.ts'
import { LiveRooms } from './live_rooms.ts'
import { Sheets } from './sheets.ts'
import { takeOverRoom } from './take_over.ts'

/** Answers the streams of all rooms, which whoever stops the server ends. */
export function mountRoom(app: App, services: Services): LiveRooms {
  const { db, log, commandContext } = services
  const rooms = new LiveRooms(db, log)
  const sheets = new Sheets()
  const e = roomEndpoints

  mount(app, services, e.enterRoom, ({ input: place, seat }) =>
    enterRoom(db, commandContext(seat.id), { place, sheets }),
  )
  mount(app, services, e.readSteps, ({ input, seat }) => readSteps(db, seat.id, input))
  mount(app, services, e.sendSteps, async ({ input, seat }) => {
    const { answer, made } = await sendSteps(db, commandContext(seat.id), { input, sheets })
    rooms.tell(input, { language: input.language, steps: [...made] })
    return answer
  })
  mount(app, services, e.pointCaret, async ({ input, seat }) => {
    await requireCaret(db, seat.id, input)
    const { language, version, client, at } = input
    rooms.point(input, { language, version, client, at, seat_id: seat.id })
    return {}
  })
  mountCommand(app, services, e.takeOverRoom, ({ input, seat }) =>
    takeOverRoom(db, commandContext(seat.id), { input, sheets }),
  )
  mountStream(app, services, rooms)
  return rooms
}

function mountStream(app: App, services: Services, rooms: LiveRooms): void {
  const e = roomStreamEndpoints.roomStream
  app.on('GET', routePath(e), async (c) => {
    c.set('place', e.name)
    const { seat: named, ...place } = await inputOf(c, e)
    const seat = await seatOf(c, services, named)
    if (rooms.full) throw new Problem('busy', refusals.too_many_streams)
    return eventStream(c, (sink) => rooms.open(place, { sink, role: seat.role, seat_id: seat.id }))
  })
}
