// Twenty times `kill -9` amid writes over HTTP, on both engines; on PostgreSQL every other time a
// backend of the database is killed as well, which makes the whole server recover. Every write that
// was acknowledged must be there, the ledger must verify, and the next start must work.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { isThere, record, start, sulh, writeCase, type Started } from './program.ts'
import { copyEmpty } from './embedded_setup.ts'
import { postgresBin, startCluster } from './postgres_cluster.ts'
import type { Cluster } from './postgres_cluster.ts'

const KILLS = 20
const WRITERS = 4
const seed = Number(process.env['SULH_SEED'] ?? Date.now() % 1_000_000)
const folder = mkdtempSync(join(tmpdir(), 'sulh-kill-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** mulberry32: the number of writes before each kill follows from the printed seed. */
function random(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Several writers at once; `kill` strikes at the n-th acknowledgement, amid the others' writes. */
async function writeUntil(
  server: Pick<Started, 'url' | 'ended'>,
  n: number,
  kill: () => unknown,
): Promise<string[]> {
  const { url } = server
  const acknowledged: string[] = []
  let struck: Promise<void> | undefined
  let fallen = false
  let over = false
  void server.ended.then(() => (over = true))
  const writer = async () => {
    for (;;) {
      const id = randomUUID()
      // A refused or broken connection is no acknowledgement. Before the blow it is tried again:
      // a server whose database has just recovered finds its old connections dead.
      const ok = await record(url, id).catch(() => undefined)
      if (ok) acknowledged.push(id)
      if (acknowledged.length >= n && struck === undefined) {
        struck = Promise.resolve(kill()).then(() => void (fallen = true))
      }
      // A writer whose requests all fell beside the blow hears no refusal.
      if (fallen || (!ok && struck !== undefined)) return
      if (over) throw new Error('The server ended before it was killed.')
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, writer))
  await struck
  return acknowledged
}

async function killAndVerify(place: readonly string[], cluster?: Cluster): Promise<void> {
  console.log(`seed ${seed} (SULH_SEED)`)
  const next = random(seed)
  const args = ['--data', join(folder, cluster ? 'postgresql' : 'pglite'), ...place]
  expect(
    await sulh(folder, 'load', writeCase(mkdtempSync(join(folder, 'case-'))), ...args),
  ).toMatchObject({
    code: 0,
    err: '',
  })
  const acknowledged: string[] = []
  for (let i = 0; i < KILLS; i++) {
    const server = await start(folder, ...args)
    const n = 1 + Math.floor(next() * 25)
    if (cluster && i % 2 === 1) {
      acknowledged.push(...(await writeUntil(server, n, () => cluster.crash())))
    }
    acknowledged.push(...(await writeUntil(server, n, () => server.kill('SIGKILL'))))
    await server.ended
  }
  const server = await start(folder, ...args)
  const lost = []
  for (const id of acknowledged) if (!(await isThere(server.url, id))) lost.push(id)
  expect(lost).toEqual([])
  expect(acknowledged.length).toBeGreaterThanOrEqual(KILLS)
  server.kill('SIGTERM')
  expect((await server.ended).code).toBe(0)
  expect(await sulh(folder, 'verify', ...args)).toMatchObject({ code: 0, err: '' })
}

describe('P24 every acknowledged write outlives kill -9', () => {
  test('on pglite', async () => {
    copyEmpty(inject('embedded'), join(folder, 'pglite'))
    await killAndVerify([])
  }, 300_000)

  test.runIf(postgresBin())(
    'on postgresql, its backends killed as well',
    async () => {
      const cluster = await startCluster()
      try {
        await killAndVerify(['--database', await cluster.createDatabase()], cluster)
      } finally {
        await cluster.stop()
      }
    },
    300_000,
  )
})
