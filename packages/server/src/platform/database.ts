// The one door to the database, the same on both engines. A capability knows `asSeat` and nothing
// else; the service roles are the listed exceptions (decisions 2). Opening is in open.ts, the two
// engines in pglite.ts and postgresql.ts.
import type { Transaction } from 'kysely'
import type { Schema } from './schema.ts'

export type Engine = 'pglite' | 'postgresql'
export type Tx = Transaction<Schema>
/** A seat's database role, `<prefix>_s_<hex>`. Branded: only roles.ts makes one. */
export type SeatRole = string & { readonly __brand: 'SeatRole' }
/** Service roles; `owner` migrates and provisions and is never used in a request. */
export type Service =
  | 'owner'
  | 'provisioner'
  | 'dispatcher'
  | 'checkpoint'
  | 'session'
  | 'opinion'
  | 'backup'
  | 'ballot'
  | 'tally'
  | 'citizen'

export interface Database {
  readonly engine: Engine
  /** Prefix of this installation's roles, `sulh_ab12cd34`. */
  readonly prefix: string
  /**
   * Runs work in one transaction under the seat's role; commits when it resolves and rolls back
   * when it throws. The identity cannot be changed from inside. Rejects with the database's error.
   */
  asSeat<T>(role: SeatRole, work: (tx: Tx) => Promise<T>): Promise<T>
  /** The same under a service role. */
  asService<T>(service: Service, work: (tx: Tx) => Promise<T>): Promise<T>
  /** Makes the role of a new seat, in a transaction of the owner. For provision.ts alone. */
  makeSeat(tx: Tx, role: SeatRole): Promise<void>
  close(): Promise<void>
}
