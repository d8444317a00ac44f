// Names and passwords of database roles. The only place that makes a SeatRole, so that no text from
// outside ever becomes an identity. Making the roles themselves is in migrate.ts and provision.ts.
import { createHash, createHmac, pbkdf2Sync } from 'node:crypto'
import type { SeatRole, Service } from './database.ts'

/** The role of a seat; its name gives away nothing but the seat's random id. */
export function seatRole(prefix: string, seat_id: string): SeatRole {
  const hex = seat_id.replaceAll('-', '').toLowerCase()
  if (!/^[0-9a-f]{32}$/.test(hex)) throw new Error('A seat is named by a UUID.')
  return `${prefix}_s_${hex}` as SeatRole
}

/** The seat's id back from its role; undefined for any other role. */
export function seatOfRole(prefix: string, role: string): string | undefined {
  const hex = role.startsWith(`${prefix}_s_`) ? role.slice(prefix.length + 3) : ''
  const parts = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(hex)
  return parts?.slice(1).join('-')
}

export function serviceRole(prefix: string, service: Exclude<Service, 'owner'>): string {
  return `${prefix}_${service}`
}

/** Made from the server's secret, so that no password is stored anywhere. */
export function rolePassword(secret: string, role: string): string {
  return createHmac('sha256', secret).update(`role:${role}`).digest('base64url')
}

/**
 * What PostgreSQL stores of a password (RFC 5802). It is computed here, so that no password stands
 * in a statement, where the server's log could keep it.
 */
export function scramVerifier(secret: string, role: string): string {
  const password = rolePassword(secret, role)
  const salt = createHmac('sha256', secret).update(`salt:${role}`).digest().subarray(0, 16)
  const iterations = 4096
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256')
  const client = createHmac('sha256', salted).update('Client Key').digest()
  const server = createHmac('sha256', salted).update('Server Key').digest()
  const stored = createHash('sha256').update(client).digest()
  const keys = `${stored.toString('base64')}:${server.toString('base64')}`
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${keys}`
}

/** Changes when the secret does; the database keeps it to know when passwords must be renewed. */
export function secretMark(secret: string): string {
  return createHmac('sha256', secret).update('mark').digest('base64url')
}
