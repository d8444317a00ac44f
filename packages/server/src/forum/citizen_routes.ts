// Citizens over HTTP: three addresses without a seat, which know the token in the body and nothing else,
// and the secretariat's three for its links. Nothing is decided here but how often one link submits.
import { createHash } from 'node:crypto'
import { citizenEndpoints as ends } from '@sulh/contract/forum_citizen'
import { limits } from '@sulh/contract/limits'
import { Problem } from '@sulh/contract/problem'
import type { App, Services } from '../platform/context.ts'
import { mount, mountCommand, mountOpen } from '../platform/mount.ts'
import { castCitizenVotes, readCitizen, submitCitizenStatement } from './citizen_acts.ts'
import { inviteCitizens, listCitizens, revokeCitizens } from './citizen_invitations.ts'
import { HourlyLimit } from './citizen_limit.ts'

/** Entries of citizens are by no seat. */
const NOBODY = '00000000-0000-4000-8000-000000000000'

export function mountCitizens(app: App, services: Services): void {
  const { db, commandContext, dispatcher, clock } = services
  const statements = new HourlyLimit(limits.citizen_statements_per_hour_count)
  mountOpen(app, ends.readCitizen, ({ input }) => readCitizen(db, input))
  mountOpen(app, ends.castCitizenVotes, async ({ input }) => {
    const { record, wrote } = await castCitizenVotes(db, commandContext(NOBODY), input)
    dispatcher.nudge(wrote)
    return record
  })
  mountOpen(app, ends.submitCitizenStatement, async ({ input }) => {
    const key = createHash('sha256').update(input.token).digest('hex')
    if (!statements.takes(key, clock().getTime()))
      throw new Problem('busy', {
        en: 'Five statements an hour are taken from one link: wait a while.',
        ar: 'تُقبل من الرابط الواحد خمس عبارات في الساعة: انتظر قليلًا.',
      })
    const { record, wrote } = await submitCitizenStatement(db, commandContext(NOBODY), input)
    dispatcher.nudge(wrote)
    return record
  })
  mountCommand(app, services, ends.inviteCitizens, ({ input, seat }) =>
    inviteCitizens(db, commandContext(seat.id), input),
  )
  mountCommand(app, services, ends.revokeCitizens, ({ input, seat }) =>
    revokeCitizens(db, commandContext(seat.id), input),
  )
  mount(app, services, ends.listCitizens, ({ input, seat }) => listCitizens(db, seat, input))
}
