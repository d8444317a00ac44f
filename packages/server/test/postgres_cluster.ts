// A throw-away PostgreSQL for tests: made with the installed initdb, on a free port of loopback,
// and gone afterwards. PostgreSQL refuses to run as root, so root hands it to a user of its own.
import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, globSync } from 'node:fs'
import { chmod, chown, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'

const run = promisify(execFile)

/** The folder of initdb, or undefined where PostgreSQL is not installed. */
export function postgresBin(): string | undefined {
  // Debian's own folder first: what stands on the PATH may be a wrapper without its neighbours.
  const installed = globSync('/usr/lib/postgresql/*/bin').toSorted()
  const onPath = (process.env['PATH'] ?? '').split(delimiter)
  const whole = (folder: string) =>
    ['initdb', 'postgres'].every((name) => existsSync(join(folder, name)))
  return [...installed.toReversed(), ...onPath].find(whole)
}

export type Cluster = {
  readonly port: number
  /** A new, empty database; its address, as the superuser. */
  createDatabase(): Promise<string>
  /** Kills a backend (SIGKILL), so that the whole server recovers; resolves when it is back. */
  crash(): Promise<void>
  stop(): Promise<void>
}

type As = { readonly uid: number; readonly gid: number } | undefined

async function owner(): Promise<As> {
  if (process.getuid?.() !== 0) return undefined
  const passwd = await readFile('/etc/passwd', 'utf8')
  const lines = passwd.split('\n').map((line) => line.split(':'))
  const user = lines.find((l) => l[0] === 'postgres') ?? lines.find((l) => l[0] === 'nobody')
  if (!user) throw new Error('There is no user postgres or nobody to run PostgreSQL as.')
  return { uid: Number(user[2]), gid: Number(user[3]) }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

export async function startCluster(): Promise<Cluster> {
  const bin = postgresBin()
  if (!bin) throw new Error('PostgreSQL is not installed: Debian package postgresql.')
  const as = await owner()
  const folder = await mkdtemp(join(tmpdir(), 'sulh-postgres-'))
  if (as) await chown(folder, as.uid, as.gid)
  await chmod(folder, 0o700)
  const env = { PATH: `${bin}:/usr/bin:/bin`, LC_ALL: 'C.UTF-8', HOME: folder }
  const initdb = ['-D', join(folder, 'data'), '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '-N']
  await run(join(bin, 'initdb'), initdb, { ...as, env, cwd: folder })
  const port = await freePort()
  // No fsync: these tests kill processes, not the power.
  const settings = ['fsync=off', 'max_connections=200', 'shared_buffers=32MB'].flatMap((s) => [
    '-c',
    s,
  ])
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', join(folder, 'data'), '-h', '127.0.0.1', '-p', String(port), '-k', folder, ...settings],
    { ...as, env, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  await ready(server, bin)
  const admin = new pg.Pool({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    database: 'postgres',
    max: 1,
  })
  // A pool without a listener ends the test run when the server goes down under it.
  admin.on('error', () => undefined)
  let count = 0
  return {
    port,
    async createDatabase() {
      count += 1
      await admin.query(`create database sulh_test_${count}`)
      return `postgres://postgres@127.0.0.1:${port}/sulh_test_${count}`
    },
    async crash() {
      const found = await admin.query<{ pid: number }>(
        `select pid from pg_stat_activity
         where backend_type = 'client backend' order by pid = pg_backend_pid(), pid limit 1`,
      )
      const back = ready(server, bin)
      process.kill(found.rows[0]?.pid as number, 'SIGKILL')
      await back
    },
    async stop() {
      await admin.end()
      const gone = once(server, 'exit')
      server.kill('SIGINT')
      await gone
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Resolves when the server's own log says so from now on; no polling. */
function ready(server: ChildProcess, bin: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = ''
    const settle = (end: () => void) => {
      server.stderr?.off('data', hear)
      server.off('exit', ended)
      end()
    }
    const hear = (text: string) => {
      log = `${log}${text}`.slice(-10_000)
      if (log.includes('ready to accept connections')) settle(resolve)
    }
    const ended = () => settle(() => reject(new Error(`${bin}/postgres ended: ${log}`)))
    server.stderr?.setEncoding('utf8').on('data', hear)
    server.once('exit', ended)
  })
}
