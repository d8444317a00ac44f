// SPEC P16: who hears what, in which order, whatever others do. The database is a stand-in that
// answers the dispatcher's two reads; the real one is in test/live.test.ts.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Database } from './database.ts'
import { startDispatcher } from './dispatcher.ts'
import type { Written } from './append.ts'
import { openLog } from './log.ts'

const readers: Record<string, string[]> = { open: ['a', 'b'], own_a: ['a'], own_b: ['b'] }
const log = openLog({ level: 'silent' })

/** Only what startDispatcher calls: rows of head at first, rows of reader afterwards. */
function standIn(heads: () => Written[]): Database {
  const query = (table: string) => {
    let among: readonly string[] = []
    const self = {
      select: () => self,
      where: (_column: string, _op: string, values: readonly string[]) => {
        among = values
        return self
      },
      execute: async () =>
        table === 'sulh.head'
          ? heads()
          : among.flatMap((compartment_id) =>
              (readers[compartment_id] ?? []).map((role) => ({ compartment_id, role })),
            ),
    }
    return self
  }
  const tx = { selectFrom: query }
  const database = {
    engine: 'pglite',
    prefix: 'sulh_test',
    asService: (_service: string, work: (tx: unknown) => Promise<unknown>) => work(tx),
  }
  return database as unknown as Database
}

async function heard(role: string, nudges: readonly Written[][]): Promise<string[]> {
  const dispatcher = await startDispatcher({ db: standIn(() => []), log, poll: false })
  const events: string[] = []
  dispatcher.subscribe(role, (entry) => events.push(`${entry.compartment_id}:${entry.n}`))
  for (const written of nudges) dispatcher.nudge(written)
  await dispatcher.settled()
  await dispatcher.close()
  return events
}

test('P16 a role hears each entry of its compartments once and in order', async () => {
  const events = await heard('a', [
    [{ compartment_id: 'own_a', n: 2 }],
    [{ compartment_id: 'own_a', n: 1 }],
    [{ compartment_id: 'own_b', n: 1 }],
    [
      { compartment_id: 'own_a', n: 3 },
      { compartment_id: 'open', n: 1 },
    ],
  ])
  expect(events).toEqual(['own_a:1', 'own_a:2', 'open:1', 'own_a:3'])
})

test('P16 what one role hears is a function of its own compartments alone', async () => {
  const nudge = fc.constantFrom('open', 'own_a', 'own_b')
  await fc.assert(
    fc.asyncProperty(fc.array(nudge, { maxLength: 30 }), async (order) => {
      const counts = new Map<string, number>()
      const all = order.map((compartment_id) => {
        const n = (counts.get(compartment_id) ?? 0) + 1
        counts.set(compartment_id, n)
        return [{ compartment_id, n }]
      })
      const without = all.filter(([written]) => written?.compartment_id !== 'own_b')
      expect(await heard('a', all)).toEqual(await heard('a', without))
    }),
  )
})

test('P17 catching up tells what other processes wrote, and nothing twice', async () => {
  let n = 3
  const db = standIn(() => [{ compartment_id: 'open', n }])
  const dispatcher = await startDispatcher({ db, log, poll: false })
  const events: number[] = []
  const leave = dispatcher.subscribe('b', (entry) => events.push(entry.n))
  await dispatcher.catchUp()
  expect(events).toEqual([])
  n = 5
  await dispatcher.catchUp()
  dispatcher.nudge([{ compartment_id: 'open', n: 5 }])
  await dispatcher.settled()
  expect(events).toEqual([4, 5])
  leave()
  n = 6
  await dispatcher.catchUp()
  expect(events).toEqual([4, 5])
  await dispatcher.close()
})
