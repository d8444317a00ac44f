// Decisions over HTTP. A secret ballot is handed in without a seat: the route knows the voucher and
// nothing else. Nothing is decided here.
import type { Endpoint } from '@sulh/contract/endpoint'
import { decisionActs, decisionEndpoints } from '@sulh/contract/forum_decision'
import type { App, Services } from '../platform/context.ts'
import { mount, mountCommand, mountOpen } from '../platform/mount.ts'
import {
  castOpenBallot,
  castSecretBallot,
  closeStage,
  decisionAct,
  openStage,
  proposeDecision,
  readStage,
  simpleActs,
  takeVoucher,
} from './decision_commands.ts'
import type { ActInput } from './decision_plans.ts'

export function mountDecisions(app: App, services: Services): void {
  const { db, commandContext, clock } = services
  mountCommand(app, services, decisionActs.proposeDecision, ({ input, seat }) =>
    proposeDecision(db, commandContext(seat.id), input),
  )
  mountCommand(app, services, decisionActs.openStage, ({ input, seat }) =>
    openStage(db, commandContext(seat.id), input),
  )
  mountCommand(app, services, decisionActs.closeStage, ({ input, seat }) =>
    closeStage(db, commandContext(seat.id), input),
  )
  for (const name of simpleActs) {
    const endpoint: Endpoint = decisionActs[name]
    mountCommand(app, services, endpoint, ({ input, seat }) =>
      decisionAct(db, commandContext(seat.id), { name, input: input as ActInput<typeof name> }),
    )
  }
  mount(app, services, decisionActs.castOpenBallot, ({ input, seat }) =>
    castOpenBallot(db, commandContext(seat.id), input),
  )
  mount(app, services, decisionEndpoints.takeVoucher, ({ input, seat }) =>
    takeVoucher(db, commandContext(seat.id), input),
  )
  mount(app, services, decisionEndpoints.readStage, ({ input, seat }) =>
    readStage(db, commandContext(seat.id), input),
  )
  mountOpen(app, decisionEndpoints.castSecretBallot, ({ input }) =>
    castSecretBallot(db, clock(), input),
  )
}
