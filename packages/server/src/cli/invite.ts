// `sulh invite SEAT`: makes the one-time link with which a person takes a seat. Only its hash is
// kept, so a lost link is replaced by a new one.
import { inviteSeat } from '../platform/seats.ts'
import { Failure, exit } from './failure.ts'
import { openExisting, withInstallation } from './installation.ts'
import type { Run } from './main.ts'
import { listSeats, seatLines } from './seat_list.ts'

export const run: Run = async (args) => {
  const [seat_id] = args.positionals as [string]
  const origin = (args.text['origin'] ?? 'http://127.0.0.1:4020').replace(/\/+$/, '')
  if (!URL.canParse(origin)) {
    throw new Failure(
      exit.usage,
      `${origin} is not an address: write it like https://sulh.example.org.`,
    )
  }
  return withInstallation(await openExisting(args), async ({ db }) => {
    const seats = await listSeats(db)
    const seat = seats.find((s) => s.id === seat_id)
    if (!seat) {
      throw new Failure(
        exit.usage,
        `There is no seat ${seat_id}; the seats are:\n${seatLines(seats)}`,
      )
    }
    const token = await inviteSeat(db, seat_id)
    console.log(`${seat.title_en}: ${origin}/#/sign-in?token=${token}`)
    console.log('The link opens once, within three days. Give it to that person alone.')
    return exit.ok
  })
}
