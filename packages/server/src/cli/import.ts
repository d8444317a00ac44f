// `sulh import`: verifies an export and restores it into an empty installation, whole or not at all.
// The public keys that signed its checkpoints are kept, so that the history stays verifiable.
import { keepPublicKeys } from '../ledger/keys.ts'
import { NotEmpty, restoreExport } from '../ledger/restore.ts'
import { verifyExport } from '../ledger/verify.ts'
import { Failure, exit } from './failure.ts'
import { openOrMake, placeOf, withInstallation } from './installation.ts'
import type { Run } from './main.ts'
import { printVerdict } from './verify.ts'

export const run: Run = async (args) => {
  const [path] = args.positionals as [string]
  const verdict = await verifyExport(path)
  if (!verdict.report.ok || !verdict.digest_matches) {
    printVerdict(verdict, 'en')
    throw new Failure(
      exit.check_failed,
      `${path} was altered, so nothing was restored: use an export that verifies.`,
    )
  }
  const place = placeOf(args)
  return withInstallation(await openOrMake(place), async ({ db, keys }) => {
    try {
      const restored = await restoreExport(db, path)
      keepPublicKeys(place.data_dir, verdict.header.keys)
      // A restored installation has had its first start: the example is not loaded over it.
      await db.asService('provisioner', (tx) =>
        tx.updateTable('sulh.installation').set({ key_id: keys.current.key_id }).execute(),
      )
      console.log(`Restored ${restored.entries} entries of ${restored.compartments} compartments.`)
      return exit.ok
    } catch (error) {
      if (!(error instanceof NotEmpty)) throw error
      const where = place.url === undefined ? place.data_dir : 'The database'
      throw new Failure(
        exit.usage,
        `${where} is not empty: restore into a new folder (--data) or an empty database (--database).`,
      )
    }
  })
}
