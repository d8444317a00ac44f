// Puts the parts together and opens the socket: database, dispatcher, checkpoints, application. The
// command line calls `startServer`; nothing here reads arguments, and nothing else listens.
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { getRequestListener } from '@hono/node-server'
import { startPublications } from './forum/dialogue_clock.ts'
import { startCheckpoints } from './ledger/checkpoints.ts'
import type { Keys } from './ledger/keys.ts'
import { commandContext } from './platform/append.ts'
import { loopbackNames } from './platform/context.ts'
import type { AppEnv, Services } from './platform/context.ts'
import type { Database } from './platform/database.ts'
import { startDispatcher } from './platform/dispatcher.ts'
import { createApp } from './platform/http.ts'
import { logFault, openLog } from './platform/log.ts'
import { Seats } from './platform/seats.ts'

export type StartOptions = {
  /** Opens the database, and loads a case where one is wanted. Called once the port is ours. */
  readonly open: () => Promise<Database>
  /** Opens the keys that sign checkpoints. Called after `open`, which holds the folder's lock. */
  readonly keys: () => Keys
  /** 0 takes a free one. */
  readonly port: number
  /** Default 127.0.0.1. Any other address shuts the example's seat switcher. */
  readonly host?: string
  /** Further names under which browsers may address the server, without port. */
  readonly host_names?: readonly string[]
  /** Whether browsers reach the server over TLS, through a proxy in front of it. */
  readonly secure_cookies?: boolean
  readonly log_level?: string
  readonly web_folder?: string
}

export type RunningServer = {
  readonly url: string
  readonly port: number
  readonly db: Database
  /** Ends streams, finishes what runs, closes the database. */
  close(): Promise<void>
}

/** How long running requests may take once the server is told to stop. */
const GRACE_MS = 10_000
const SWEEP_MS = 20
const WEB_FOLDER = fileURLToPath(new URL('../../web/dist', import.meta.url))

/** Rejects with Node's error (EADDRINUSE, EACCES …) where the port cannot be had. */
function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

/** Requests that run may end; a connection that has nothing more to say is closed under it. */
async function stopListening(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS)
  const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS)
  await closed
  clearInterval(sweep)
  clearTimeout(cut)
}

type Answer = (request: Request, env: AppEnv['Bindings']) => Response | Promise<Response>

/**
 * Takes the port before the database is touched, so that a port in use leaves nothing half-made;
 * requests that come while a case is being loaded wait for it.
 */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const host = options.host ?? '127.0.0.1'
  let ready: (answer: Answer) => void = () => undefined
  const answer = new Promise<Answer>((resolve) => {
    ready = resolve
  })
  const server = createServer(
    { requestTimeout: 60_000 },
    getRequestListener(async (request, env) => (await answer)(request, env as AppEnv['Bindings']), {
      overrideGlobalObjects: false,
    }),
  )
  const port = await listen(server, options.port, host)
  let db: Database | undefined
  try {
    db = await options.open()
    const parts = await compose(db, options, host)
    ready((request, env) => parts.app.fetch(request, env))
    return {
      url: `http://${host.includes(':') ? `[${host}]` : host}:${port}/`,
      port,
      db,
      close: async () => {
        parts.streams.close()
        await parts.rooms.close()
        await stopListening(server)
        await parts.close()
      },
    }
  } catch (error) {
    server.closeAllConnections()
    await stopListening(server)
    await db?.close()
    throw error
  }
}

async function compose(db: Database, options: StartOptions, host: string) {
  const log = openLog({ level: options.log_level ?? 'info' })
  const keys = options.keys()
  const onLoopback = host === '127.0.0.1' || host === '::1' || host === 'localhost'
  const dispatcher = await startDispatcher({ db, log, poll: db.engine === 'postgresql' })
  const services: Services = {
    db,
    seats: new Seats(db),
    dispatcher,
    log,
    clock: () => new Date(),
    commandContext,
    keys: async () => keys.known,
    seat_switcher: onLoopback,
    host_names: [
      ...(onLoopback ? loopbackNames : [host.includes(':') ? `[${host}]` : host]),
      ...(options.host_names ?? []),
    ].map((name) => name.toLowerCase()),
    secure_cookies: options.secure_cookies ?? false,
    web_folder: options.web_folder ?? WEB_FOLDER,
  }
  const { app, streams, rooms } = createApp(services)
  const checkpoints = startCheckpoints({
    db,
    key: keys.current,
    onFailure: (error) => void logFault(log, error, 'checkpoints'),
  })
  const publications = startPublications({
    db,
    tell: (wrote) => dispatcher.nudge(wrote),
    onFailure: (error) => void logFault(log, error, 'publications'),
  })
  return {
    app,
    streams,
    rooms,
    async close() {
      await publications.stop()
      await checkpoints.stop()
      await dispatcher.close()
      await db.close()
    },
  }
}
