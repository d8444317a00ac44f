// `sulh export`: writes an export file, streamed. An unfinished file is removed, so that what lies
// under the given name is always whole.
import { once } from 'node:events'
import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { exportLedger } from '../ledger/export.ts'
import { Failure, exit } from './failure.ts'
import { openExisting, withInstallation } from './installation.ts'
import type { Run } from './main.ts'

export const run: Run = async (args) => {
  const out = args.text['out']
  if (out === undefined)
    throw new Failure(exit.usage, 'sulh export needs a file to write: --out FILE.')
  const path = resolve(out)
  if (existsSync(path)) {
    throw new Failure(
      exit.usage,
      `${path} is there already: remove it, or name another file with --out.`,
    )
  }
  const seat_id = args.text['seat'] ?? null
  if (seat_id !== null && !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(seat_id)) {
    throw new Failure(exit.usage, `${seat_id} is not the id of a seat: it has the form of a UUID.`)
  }
  return withInstallation(await openExisting(args), async ({ db, keys }) => {
    if (seat_id !== null) {
      const seat = await db.asService('session', (tx) =>
        tx.selectFrom('sulh.seat').select('id').where('id', '=', seat_id).executeTakeFirst(),
      )
      if (!seat) throw new Failure(exit.usage, `There is no seat ${seat_id} here.`)
    }
    const part = `${path}.part`
    const file = createWriteStream(part, { mode: 0o600 })
    const failed = new Promise<never>((_, reject) => file.once('error', reject))
    failed.catch(() => undefined)
    const write = async (text: string) => {
      if (!file.write(text)) await Promise.race([once(file, 'drain'), failed])
    }
    try {
      const counts = await exportLedger(db, { seat_id, keys: keys.known, write })
      file.end()
      await Promise.race([once(file, 'finish'), failed])
      renameSync(part, path)
      console.log(`${path}: ${counts.entries} entries, ${counts.checkpoints} checkpoints.`)
    } catch (error) {
      file.destroy()
      rmSync(part, { force: true })
      throw error
    }
    return exit.ok
  })
}
