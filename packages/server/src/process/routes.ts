// The process capability over HTTP: each line names an endpoint of the contract and the command or
// query behind it. Nothing is decided here.
import { processEndpoints } from '@sulh/contract/process'
import type { App, Services } from '../platform/context.ts'
import { mount, mountCommand } from '../platform/mount.ts'
import { createRecord, discloseRecord, recordFacts } from './commands.ts'
import { getRecord, listHistory } from './queries.ts'

export function mountProcess(app: App, services: Services): void {
  const { db, commandContext } = services
  const e = processEndpoints
  mount(app, services, e.listHistory, ({ input, seat }) => listHistory(db, seat.role, input))
  mount(app, services, e.getRecord, ({ input, seat }) => getRecord(db, seat.role, input.id))
  mountCommand(app, services, e.createRecord, ({ input, seat }) =>
    createRecord(db, commandContext(seat.id), input),
  )
  mountCommand(app, services, e.recordFacts, ({ input, seat }) =>
    recordFacts(db, commandContext(seat.id), input),
  )
  mountCommand(app, services, e.discloseRecord, ({ input, seat }) =>
    discloseRecord(db, commandContext(seat.id), input),
  )
}
