// SPEC P25: the server as a whole: it takes its port before anything else, and lets go of all when
// it is closed, with streams open.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openKeys } from '../src/ledger/keys.ts'
import { startServer } from '../src/main.ts'
import type { StartOptions } from '../src/main.ts'
import { seatId } from './confidentiality/world.ts'
import { openInMemory } from './engines.ts'
import { openWorld } from './http_harness.ts'

const folder = mkdtempSync(join(tmpdir(), 'sulh-start-'))
afterAll(() => rmSync(folder, { recursive: true }))
const options: StartOptions = {
  open: async () => {
    const db = await openInMemory()
    await openWorld(db, { example: true })
    return db
  },
  keys: () => openKeys(folder),
  port: 0,
  log_level: 'silent',
}

test('P25 a server answers over its socket and closes with streams open', async () => {
  const server = await startServer(options)
  expect(server.url).toBe(`http://127.0.0.1:${server.port}/`)
  const session = await fetch(`${server.url}api/session`, { headers: { 'sulh-seat': seatId('a') } })
  expect(session.status).toBe(200)
  const keys = await (await fetch(`${server.url}api/ledger/keys`)).json()
  expect(keys).toEqual({ keys: openKeys(folder).known })
  const large = await fetch(`${server.url}api/process/records`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sulh-seat': seatId('a') },
    body: 'x'.repeat(10_000_000),
  })
  expect(large.status).toBe(413)
  const live = await fetch(`${server.url}api/live?seat=${seatId('a')}`)
  const ended = live.text().catch(() => 'cut off')
  await server.close()
  expect(await ended).toMatch(/^event: heads|^cut off$/)
  await expect(fetch(server.url)).rejects.toThrow()
})

test('P25 a port in use is told before the database is opened', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => {
    other.listen(0, '127.0.0.1', resolve)
  })
  const { port } = other.address() as AddressInfo
  let opened = false
  const open = () => {
    opened = true
    return options.open()
  }
  await expect(startServer({ ...options, port, open })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  })
  expect(opened).toBe(false)
  other.close()
})

test('P25 a database that cannot be opened lets go of the port', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => {
    other.listen(0, '127.0.0.1', resolve)
  })
  const { port } = other.address() as AddressInfo
  await new Promise((resolve) => {
    other.close(resolve)
  })
  const open = () => Promise.reject(new Error('locked'))
  await expect(startServer({ ...options, port, open })).rejects.toThrow('locked')
  const server = await startServer({ ...options, port })
  expect(server.port).toBe(port)
  await server.close()
})

test('P22 beyond loopback the switcher is shut, though the case is the example', async () => {
  const server = await startServer({ ...options, host: '0.0.0.0', host_names: ['localhost'] })
  const answer = await fetch(`http://localhost:${server.port}/api/session`, {
    headers: { 'sulh-seat': seatId('a') },
  })
  expect(answer.status).toBe(401)
  await server.close()
})
