// The compartment of each process in which citizens' votes lie (dialogue_SPEC.md D52): one that no seat
// reads. It is made when the server starts or a case is loaded, as the owner, never in a request.
import { randomBytes, randomUUID } from 'node:crypto'
import type { Database } from '../platform/database.ts'
import { provision } from '../platform/provision.ts'

/** Gives every process with something public the place that it lacks; answers how many were made. */
export async function makeCitizenPlaces(db: Database): Promise<number> {
  const missing = await db.asService('provisioner', (tx) =>
    tx
      .selectFrom('sulh.compartment as c')
      .select('c.process_id')
      .distinct()
      .where('c.kind', '=', 'public')
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('sulh.compartment as p')
              .select('p.id')
              .whereRef('p.process_id', '=', 'c.process_id')
              .where('p.kind', '=', 'citizens'),
          ),
        ),
      )
      .execute(),
  )
  for (const { process_id } of missing)
    await provision(db, {
      process_id,
      now: new Date().toISOString(),
      random_id: () => randomUUID(),
      salt: () => new Uint8Array(randomBytes(32)),
      seats: [],
      compartments: [
        {
          id: randomUUID(),
          kind: 'citizens',
          name: { en: 'Citizens’ votes', ar: 'أصوات المواطنين' },
          readers: [],
        },
      ],
    })
  return missing.length
}
