// What every route is given: the database, the clock and the few parts that live as long as the
// process. Made once by main.ts (or a test) and passed as an argument; there is no global state.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Hono } from 'hono'
import type { CommandContext } from './append.ts'
import type { Database } from './database.ts'
import type { Dispatcher } from './dispatcher.ts'
import type { Log } from './log.ts'
import type { Seats } from './seats.ts'

export type PublicKey = { readonly key_id: string; readonly public_key: string }

export type Services = {
  readonly db: Database
  readonly seats: Seats
  readonly dispatcher: Dispatcher
  readonly log: Log
  readonly clock: () => Date
  /** Time, ids and salts of a command; a test gives its own, so that two runs are comparable. */
  readonly commandContext: (seat_id: string) => CommandContext
  /** Keys that have signed checkpoints, oldest first, in hex. */
  readonly keys: () => Promise<readonly PublicKey[]>
  /** Whether the example's seat switcher is offered at all; it never is beyond loopback. */
  readonly seat_switcher: boolean
  /**
   * Names under which browsers may address this server, without port. A server on loopback knows
   * only loopback's names: else a page elsewhere could point its own name at 127.0.0.1 and read.
   */
  readonly host_names: readonly string[]
  /** Whether browsers reach this server over TLS, so that cookies can be kept to it. */
  readonly secure_cookies: boolean
  /** Folder of the built web client. */
  readonly web_folder: string
}

/** Node's request and response; absent where a test calls the application without a socket. */
export type AppEnv = {
  Bindings: { incoming?: IncomingMessage; outgoing?: ServerResponse }
  Variables: { place: string }
}
export type App = Hono<AppEnv>

export const loopbackNames = ['localhost', '127.0.0.1', '[::1]'] as const
