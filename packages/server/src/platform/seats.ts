// Which seat a request speaks for. In the example case a request names its seat; everywhere else a
// session does, opened with a one-time invitation. What the seat may do is the database's matter.
import { createHash, randomBytes } from 'node:crypto'
import { Problem } from '@sulh/contract/problem'
import type { Seat } from '@sulh/contract/session'
import { sql } from 'kysely'
import type { Database, SeatRole, Tx } from './database.ts'
import { seatRole } from './roles.ts'

/** A seat as the server knows it, before any row is read under it. */
export type SeatIdentity = Seat & { readonly role: SeatRole; readonly process_id: string }

const INVITATION_HOURS = 72
const SESSION_HOURS = 12
export const session_seconds = SESSION_HOURS * 3600

function hashOf(token: string): Uint8Array {
  return createHash('sha256').update(token, 'utf8').digest()
}
function newToken(): string {
  return randomBytes(32).toString('base64url')
}

function seatRows(tx: Tx) {
  return tx
    .selectFrom('sulh.seat as s')
    .innerJoin('sulh.compartment as c', 'c.id', 's.compartment_id')
    .select(['s.id', 's.role', 's.kind', 's.title_en', 's.title_ar', 'c.process_id'])
    .distinctOn('s.id')
    .orderBy('s.id')
    .orderBy('s.compartment_id')
}
type SeatRow = Awaited<ReturnType<ReturnType<typeof seatRows>['execute']>>[number]

function identity(prefix: string, row: SeatRow): SeatIdentity {
  return {
    id: row.id,
    role: seatRole(prefix, row.id),
    kind: row.kind as Seat['kind'],
    title: { en: row.title_en, ar: row.title_ar },
    process_id: row.process_id,
  }
}

/** The example's process, or null. Read again until there is one: it may be loaded later. */
async function readExample(db: Database): Promise<string | null> {
  const row = await db.asService('session', (tx) =>
    tx.selectFrom('sulh.installation').select('example_process_id').executeTakeFirst(),
  )
  return row?.example_process_id ?? null
}

/** Marks the one process whose seats can be switched without an account. For the case's loader. */
export async function markExample(db: Database, process_id: string): Promise<void> {
  await db.asService('provisioner', async (tx) => {
    await tx.updateTable('sulh.installation').set({ example_process_id: process_id }).execute()
  })
}

/** A one-time token for `/#/sign-in?token=…`, good for three days. Only its hash is kept. */
export async function inviteSeat(
  db: Database,
  seat_id: string,
  now: Date = new Date(),
): Promise<string> {
  const token = newToken()
  await db.asService('session', async (tx) => {
    const seat = await seatRows(tx).where('s.id', '=', seat_id).executeTakeFirst()
    if (!seat)
      throw new Problem('not-found', {
        en: 'There is no seat of this id.',
        ar: 'لا وجود لمقعد بهذا المعرّف.',
      })
    await tx
      .insertInto('sulh.session')
      .values({
        token_hash: hashOf(token),
        purpose: 'invitation',
        seat_id,
        role: seat.role,
        expires_at: new Date(now.getTime() + INVITATION_HOURS * 3_600_000).toISOString(),
      })
      .execute()
  })
  return token
}

export class Seats {
  readonly #db: Database
  readonly #known = new Map<string, SeatIdentity>()
  #example: string | null = null
  constructor(db: Database) {
    this.#db = db
  }

  async example(): Promise<string | null> {
    this.#example ??= await readExample(this.#db)
    return this.#example
  }

  async byId(seat_id: string): Promise<SeatIdentity | undefined> {
    const known = this.#known.get(seat_id)
    if (known) return known
    const row = await this.#db.asService('session', (tx) =>
      seatRows(tx).where('s.id', '=', seat_id).executeTakeFirst(),
    )
    if (!row) return undefined
    const seat = identity(this.#db.prefix, row)
    // A seat's role never changes; what is not there yet is asked again.
    this.#known.set(seat.id, seat)
    return seat
  }

  /** Seats of the process in the order of their kind and title. */
  async ofProcess(process_id: string): Promise<SeatIdentity[]> {
    const rows = await this.#db.asService('session', (tx) =>
      seatRows(tx).where('c.process_id', '=', process_id).execute(),
    )
    const order = ['mission', 'delegation', 'observer', 'member', 'monitor', 'public']
    const key = (seat: SeatIdentity) => `${order.indexOf(seat.kind)} ${seat.title.en}`
    return rows
      .map((row) => identity(this.#db.prefix, row))
      .sort((a, b) => (key(a) < key(b) ? -1 : 1))
  }

  async publicSeat(process_id: string): Promise<SeatIdentity | undefined> {
    const known = this.#known.get(process_id)
    if (known) return known
    const seat = (await this.ofProcess(process_id)).find((s) => s.kind === 'public')
    if (seat) this.#known.set(process_id, seat)
    return seat
  }

  async bySession(token: string, now: Date): Promise<SeatIdentity | undefined> {
    const row = await this.#db.asService('session', (tx) =>
      tx
        .selectFrom('sulh.session')
        .select('seat_id')
        .where('token_hash', '=', hashOf(token))
        .where('purpose', '=', 'session')
        .where('expires_at', '>', now.toISOString())
        .executeTakeFirst(),
    )
    return row && this.byId(row.seat_id)
  }

  /** Spends an invitation and opens a session; the invitation is gone even if the answer is lost. */
  async redeem(token: string, now: Date): Promise<{ token: string; seat: SeatIdentity }> {
    const opened = newToken()
    const spent = await this.#db.asService('session', async (tx) => {
      await tx.deleteFrom('sulh.session').where('expires_at', '<=', now.toISOString()).execute()
      const invitation = await tx
        .deleteFrom('sulh.session')
        .where('token_hash', '=', hashOf(token))
        .where('purpose', '=', 'invitation')
        .returning(['seat_id', 'role'])
        .executeTakeFirst()
      if (!invitation) return undefined
      await tx
        .insertInto('sulh.session')
        .values({
          token_hash: hashOf(opened),
          purpose: 'session',
          ...invitation,
          expires_at: new Date(now.getTime() + session_seconds * 1000).toISOString(),
        })
        .execute()
      return invitation
    })
    const seat = spent && (await this.byId(spent.seat_id))
    if (!seat) {
      throw new Problem('no-seat', {
        en: 'This sign-in link was used or has lapsed: ask for a new one.',
        ar: 'استُعمل رابط الدخول هذا أو انقضى: اطلب رابطًا جديدًا.',
      })
    }
    return { token: opened, seat }
  }

  async end(token: string): Promise<boolean> {
    const gone = await this.#db.asService('session', (tx) =>
      tx
        .deleteFrom('sulh.session')
        .where('token_hash', '=', hashOf(token))
        .where('purpose', '=', 'session')
        .returning(sql<number>`1`.as('one'))
        .executeTakeFirst(),
    )
    return gone !== undefined
  }
}
