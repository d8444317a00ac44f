// Everything that a watcher of a dialogue can see: every row of every table that its role may read, every
// answer about the dialogue, and its export. For the two-run tests of dialogues.
import { sql } from 'kysely'
import { exportLedger } from '../../src/ledger/export.ts'
import type { PublicKey } from '../../src/platform/context.ts'
import type { Database, Tx } from '../../src/platform/database.ts'
import { compartment, dialogue_id, roleOf, seatOf, tokenOf } from '../dialogue_world.ts'
import { serve } from '../http_harness.ts'
import { idOf } from './world.ts'

/** Everything of every table that this role may read, and every answer about the dialogue. */
export async function observed(
  db: Database,
  watcher: string,
  keys: readonly PublicKey[],
): Promise<Map<string, string>> {
  const seen = await rowsAs((work) => db.asSeat(roleOf(db, watcher), work))
  const server = await serve(db)
  const of = { headers: { 'sulh-seat': seatOf(watcher) } }
  for (const path of [
    '/api/session',
    '/api/dialogues',
    `/api/dialogues/${dialogue_id}`,
    `/api/dialogues/${dialogue_id}/opinion`,
    `/api/dialogues/${idOf('never')}/opinion`,
    `/api/process/history?limit=500`,
    ...['own east 1', 'desk east 1', 'own west 2'].flatMap((name) => [
      `/api/ledger/${compartment(name)}/entries`,
      `/api/process/history?compartment_id=${compartment(name)}`,
    ]),
  ]) {
    const answer = await server.app.request(path, of)
    seen.set(path, `${answer.status} ${await answer.text()}`)
  }
  await server.close()
  let exported = ''
  const write = async (text: string) => void (exported += text)
  await exportLedger(db, { seat_id: seatOf(watcher), keys, write })
  return seen.set('export', exported)
}

/** The same for the holder of a link: the rows that the citizens' role reads, and its answers. */
export async function observedByCitizen(db: Database, name: string): Promise<Map<string, string>> {
  const seen = await rowsAs((work) => db.asService('citizen', work))
  const server = await serve(db)
  for (const token of [tokenOf(name), tokenOf('never given')]) {
    const answer = await server.app.request('/api/citizen', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    })
    seen.set(`answer ${token === tokenOf(name)}`, `${answer.status} ${await answer.text()}`)
  }
  await server.close()
  return seen
}

async function rowsAs(
  as: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
): Promise<Map<string, string>> {
  const seen = new Map<string, string>()
  const names = await as((tx) =>
    sql<{ name: string }>`select c.relname as name from pg_class c
      join pg_namespace s on s.oid = c.relnamespace
      where s.nspname = 'sulh' and c.relkind in ('r', 'v') order by 1`.execute(tx),
  )
  for (const { name } of names.rows) {
    const rows = await as((tx) => sql`select * from ${sql.table(`sulh.${name}`)}`.execute(tx)).then(
      (found) => found.rows.map((row) => JSON.stringify(row)).toSorted(),
      (error: Error) => [error.message],
    )
    seen.set(`rows of ${name}`, rows.join('\n'))
  }
  return seen
}
