// `sulh seat`: lists the delegations that have no seat, or makes the seats of one: of a successor in
// the shape of its predecessor's, with --beside of one that joins. It is apart from the server, which
// never makes roles; on the embedded database the server must be ended first.
import { commandContext } from '../platform/append.ts'
import { makeSeats, seatlessDelegations } from '../process/successors.ts'
import { exit } from './failure.ts'
import { openExisting, withInstallation } from './installation.ts'
import type { Run } from './main.ts'

export const run: Run = async (args) => {
  const [delegation_id] = args.positionals
  return withInstallation(await openExisting(args), async ({ db }) => {
    if (delegation_id === undefined) {
      const waiting = await seatlessDelegations(db)
      if (waiting.length === 0) console.log('Every delegation has its seat.')
      for (const { id, title, succeeds } of waiting)
        console.log(`${id}  ${title.en}${succeeds ? `, succeeds ${succeeds.en}` : ''}`)
      return exit.ok
    }
    const { beside } = args.text
    // No seat makes these entries: what is asked of a context here is time and randomness alone.
    const by = commandContext('')
    const made = await makeSeats(db, { delegation_id, beside, by })
    for (const { id, title } of made.seats) console.log(`seat ${id}  ${title.en}`)
    for (const { id, kind, name } of made.compartments)
      console.log(`compartment ${id}  ${kind}: ${name.en}`)
    console.log('Give each seat to a person with sulh invite SEAT.')
    return exit.ok
  })
}
