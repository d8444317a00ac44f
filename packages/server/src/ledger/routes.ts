// The ledger over HTTP: what a seat needs to keep and verify the logs of its own compartments.
import { ledgerEndpoints } from '@sulh/contract/ledger'
import type { App, Services } from '../platform/context.ts'
import { mount } from '../platform/mount.ts'
import { listCheckpoints, listEntries } from './queries.ts'

export function mountLedger(app: App, services: Services): void {
  const { db } = services
  const e = ledgerEndpoints
  // Before the paths with a compartment, which would take `keys` for one.
  mount(app, services, e.getKeys, async () => ({ keys: [...(await services.keys())] }))
  mount(app, services, e.listCheckpoints, ({ input, seat }) =>
    db.asSeat(seat.role, (tx) => listCheckpoints(tx, input)),
  )
  mount(app, services, e.listEntries, ({ input, seat }) =>
    db.asSeat(seat.role, (tx) => listEntries(tx, input)),
  )
}
