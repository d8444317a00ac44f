// The deal room over HTTP. Nothing is decided here.
import { dealEndpoints } from '@sulh/contract/deal'
import type { App, Services } from '../platform/context.ts'
import { mountCommand } from '../platform/mount.ts'
import { importGenius, recordDeal } from './commands.ts'
import { proposePackage } from './propose.ts'

export function mountDeal(app: App, services: Services): void {
  const { db, commandContext } = services
  mountCommand(app, services, dealEndpoints.recordDeal, ({ input, seat }) =>
    recordDeal(db, commandContext(seat.id), input),
  )
  mountCommand(app, services, dealEndpoints.importGenius, ({ input, seat }) =>
    importGenius(db, commandContext(seat.id), input),
  )
  mountCommand(app, services, dealEndpoints.proposePackage, ({ input, seat }) =>
    proposePackage(db, commandContext(seat.id), input),
  )
}
