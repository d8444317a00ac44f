// A throw-away PostgreSQL cluster for the tests of one run: made by the installed initdb, on a free
// port of loopback, as another user where we are root (PostgreSQL refuses root). Tests find its URL
// by vitest's `inject('postgresql_url')`; it is empty where PostgreSQL is not installed.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    postgresql_url: string
  }
}

/** The folder with initdb and postgres, or undefined where PostgreSQL is not installed. */
export function postgresqlFolder(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => +b - +a) : []
  return [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ].find((folder) => existsSync(join(folder, 'initdb')))
}

/** PostgreSQL will not run as root: the user that its package made, else `nobody`. */
function runAs(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  for (const name of ['postgres', 'nobody']) {
    try {
      const number = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: 'pipe' }))
      return { uid: number('-u'), gid: number('-g') }
    } catch {
      continue
    }
  }
  return {}
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

export type Cluster = { readonly url: string; readonly stop: () => Promise<void> }

/** Starts a new cluster; `stop` ends it and removes its folder. */
export async function startCluster(bin: string): Promise<Cluster> {
  const user = runAs()
  const folder = mkdtempSync(join(tmpdir(), 'sulh-postgresql-'))
  const password = randomBytes(16).toString('hex')
  const secret = join(folder, 'password')
  writeFileSync(secret, password)
  for (const path of [folder, secret]) chownSync(path, user.uid ?? -1, user.gid ?? -1)
  const data = join(folder, 'data')
  const init = [
    '-D',
    data,
    '-U',
    'owner',
    '--auth=scram-sha-256',
    `--pwfile=${secret}`,
    '--no-sync',
  ]
  execFileSync(join(bin, 'initdb'), [...init, '--encoding=UTF8', '--locale=C.UTF-8'], {
    ...user,
    cwd: folder,
    stdio: 'pipe',
  })
  const port = await freePort()
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    max_connections: 200,
    fsync: 'off',
    full_page_writes: 'off',
  }
  const set = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...set], { ...user, cwd: folder })
  await ready(server)
  return {
    url: `postgres://owner:${password}@127.0.0.1:${port}/postgres`,
    stop: async () => {
      const exit = once(server, 'exit')
      server.kill('SIGINT')
      await exit
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function ready(server: ChildProcess): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  let log = ''
  server.stderr?.on('data', (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-4000)
    if (log.includes('database system is ready to accept connections')) resolve()
  })
  server.on('exit', () => reject(new Error(`PostgreSQL did not start:\n${log}`)))
  await promise
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const bin = postgresqlFolder()
  if (bin === undefined) {
    if (process.env['CI'] === 'true') throw new Error('not run: PostgreSQL is not installed')
    console.log('not run: PostgreSQL is not installed')
    project.provide('postgresql_url', '')
    return async () => {}
  }
  const cluster = await startCluster(bin)
  project.provide('postgresql_url', cluster.url)
  return cluster.stop
}
