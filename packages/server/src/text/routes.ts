// The text capability over HTTP: every act of the contract and the one query. Nothing is decided
// here.
import type { Endpoint } from '@sulh/contract/endpoint'
import { textActs, textQueries } from '@sulh/contract/text'
import type { App, Services } from '../platform/context.ts'
import { mount, mountCommand } from '../platform/mount.ts'
import { type ActInput, runAct, type Act } from './act.ts'
import { acts, createInstrument } from './commands.ts'
import { mountTextDocuments } from './documents/routes.ts'
import { readInstrument } from './queries.ts'
import type { LiveRooms } from './room/live_rooms.ts'
import { mountRoom } from './room/routes.ts'

/** Answers the streams of the drafting rooms. */
export function mountText(app: App, services: Services): LiveRooms {
  const { db, commandContext } = services
  mountTextDocuments(app, services)
  mount(app, services, textQueries.readInstrument, ({ input, seat }) =>
    readInstrument(db, seat.role, input),
  )
  mountCommand(app, services, textActs.createInstrument, ({ input, seat }) =>
    createInstrument(db, commandContext(seat.id), input),
  )
  for (const name of Object.keys(acts) as (keyof typeof acts)[]) {
    // An act belongs to the input of its own endpoint; the type of `acts` holds that, name by name.
    const endpoint: Endpoint = textActs[name]
    const act = acts[name] as unknown as Act<ActInput<typeof name>>
    mountCommand(app, services, endpoint, ({ input, seat }) =>
      runAct(db, commandContext(seat.id), { act, input: input as ActInput<typeof name> }),
    )
  }
  return mountRoom(app, services)
}
