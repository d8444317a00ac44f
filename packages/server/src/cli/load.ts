// `sulh load CASE`: reads a case from its folder, names every fault by file and line, and loads it
// whole or not at all. Checkpoints are signed right after, so that the case itself is vouched for.
import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { makeCitizenPlaces } from '../forum/citizen_places.ts'
import { signCheckpoints } from '../ledger/checkpoints.ts'
import type { Database } from '../platform/database.ts'
import { readCase } from '../process/case.ts'
import { loadCase } from '../process/case_load.ts'
import type { Loaded } from '../process/case_load.ts'
import { Failure, exit } from './failure.ts'
import { openOrMake, placeOf, withInstallation } from './installation.ts'
import type { Run } from './main.ts'
import { listSeats, seatLines } from './seat_list.ts'

/** Reads, checks and loads; throws CaseError with every fault, and then nothing is loaded. */
export async function loadFolder(db: Database, folder: string): Promise<Loaded> {
  const loaded = await loadCase(db, await readCase(folder), {
    now: new Date().toISOString(),
    salt: () => new Uint8Array(randomBytes(32)),
    random_id: () => randomUUID(),
  })
  // Now and not at the next start: a server may be running on this database.
  await makeCitizenPlaces(db)
  return loaded
}

export const run: Run = async (args) => {
  const folder = resolve((args.positionals as [string])[0])
  if (!existsSync(folder)) {
    throw new Failure(
      exit.usage,
      `There is no folder ${folder}: name the folder of a case, such as cases/libya-2020.`,
    )
  }
  // Read before anything is opened: a faulty case must not make an installation.
  await readCase(folder)
  return withInstallation(await openOrMake(placeOf(args)), async ({ db, keys }) => {
    const loaded = await loadFolder(db, folder)
    await signCheckpoints(db, keys.current, new Date().toISOString())
    console.log(`Loaded ${loaded.records} records; ${loaded.disclosed} of them are public.`)
    console.log(`The seats:\n${seatLines(await listSeats(db))}`)
    console.log('A person takes a seat by its sign-in link: sulh invite SEAT. Then: sulh start.')
    return exit.ok
  })
}
