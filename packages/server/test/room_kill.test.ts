// RM9 against the program itself: a step that was acknowledged is there after kill -9, on both engines,
// and so are all steps before it. The windows type on while the blow falls; the seed is printed.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { actor, both, track } from './factories.ts'
import { copyEmpty } from './embedded_setup.ts'
import { postgresBin, startCluster } from './postgres_cluster.ts'
import { small, start, sulh, writeCase } from './program.ts'

const seed = Number(process.env['SULH_SEED'] ?? Date.now() & 0x7fffffff)
console.log(`room_kill.test: seed ${seed}`)
const folder = mkdtempSync(join(tmpdir(), 'sulh-room-kill-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const ROUNDS = 3

type Answer = { readonly ok: boolean; readonly body: unknown }
async function post(url: string, path: string, body: unknown): Promise<Answer> {
  const answer = await fetch(`${url}api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sulh-seat': small.mission },
    body: JSON.stringify(body),
  })
  return { ok: answer.ok, body: await answer.json() }
}
const done = async (url: string, path: string, body: unknown) => {
  const { ok, body: answer } = await post(url, path, body)
  expect(ok, JSON.stringify(answer)).toBe(true)
}

/** A text with one node, held by the mission; the room of the node. */
async function makeRoom(url: string): Promise<string> {
  const made = [actor(small.process), track(small.process)] as const
  for (const input of made) await done(url, 'process/records', input)
  const [party, ofTrack] = made.map(({ compartment_id, id }) => ({ compartment_id, id }))
  const [instrument, node_id] = [randomUUID(), randomUUID()]
  const holder = ['holder']
  const may = {
    draft: holder,
    propose: holder,
    table: holder,
    merge: holder,
    close: holder,
    reopen: holder,
    freeze: holder,
  }
  await done(url, `text/instruments/${instrument}/create`, {
    act_id: randomUUID(),
    compartment_id: small.process,
    description: {
      title: both('A text'),
      summary: both('A text.'),
      mode: 'mediator_text',
      authentic: ['en'],
      show_proponents: true,
    },
    table: { holders: [small.mission], speakers: [], may },
    track: ofTrack,
    holder: party,
    parties: [party],
  })
  const node = { act_id: randomUUID(), node_id, kind: 'article', rank: 'a1' }
  await done(url, `text/instruments/${instrument}/nodes`, node)
  const room = `text/instruments/${instrument}/rooms/${small.process}/${node_id}`
  await done(url, `${room}/enter`, {})
  return room
}

/** Types letters one after the other and answers those that were acknowledged, with their places. */
async function typeUntil(
  url: string,
  of: { readonly room: string; readonly count: number; readonly kill: () => void },
): Promise<Map<number, string>> {
  const taken = new Map<number, string>()
  const entered = await post(url, `${of.room}/enter`, {})
  let { version } = (entered.body as { en: { version: number } }).en
  let struck = false
  for (let i = 0; ; i++) {
    const text = `${version + 1},`
    const steps = [{ from: 0, to: 0, insert: [{ text }] }]
    const client = randomUUID()
    const sent = post(url, `${of.room}/steps`, { language: 'en', version, client, steps })
    // The blow falls while this request is under way.
    if (i === of.count) {
      of.kill()
      struck = true
    }
    const answer = await sent.catch(() => undefined)
    if (!answer?.ok) {
      expect(struck).toBe(true)
      return taken
    }
    version += 1
    taken.set(version, text)
  }
}

async function killAndRead(place: readonly string[], name: string): Promise<void> {
  const args = ['--data', join(folder, name), ...place]
  const path = writeCase(mkdtempSync(join(folder, 'case-')))
  expect(await sulh(folder, 'load', path, ...args)).toMatchObject({ code: 0, err: '' })
  let server = await start(folder, ...args)
  const room = await makeRoom(server.url)
  const taken = new Map<number, string>()
  let random = seed
  for (let round = 0; round < ROUNDS; round++) {
    random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0
    const typed = await typeUntil(server.url, {
      room,
      count: 1 + (random % 20),
      kill: () => server.kill('SIGKILL'),
    })
    for (const [version, text] of typed) taken.set(version, text)
    await server.ended
    server = await start(folder, ...args)
  }
  const { body } = await post(server.url, `${room}/enter`, {})
  const { en } = body as { en: { version: number; content: { text?: string }[] } }
  const words = en.content.map(({ text = '' }) => text).join('')
  const expected = Array.from({ length: en.version }, (_, i) => `${en.version - i},`).join('')
  expect(words).toBe(expected)
  expect(taken.size).toBeGreaterThan(0)
  expect([...taken].filter(([version]) => version > en.version)).toEqual([])
  server.kill('SIGTERM')
  expect((await server.ended).code).toBe(0)
}

describe('RM9 an acknowledged step outlives kill -9', () => {
  test('on pglite', async () => {
    copyEmpty(inject('embedded'), join(folder, 'pglite'))
    await killAndRead([], 'pglite')
  }, 300_000)

  test.runIf(postgresBin())(
    'on postgresql',
    async () => {
      const cluster = await startCluster()
      try {
        await killAndRead(['--database', await cluster.createDatabase()], 'postgresql')
      } finally {
        await cluster.stop()
      }
    },
    300_000,
  )
})
