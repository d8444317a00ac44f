// Who am I here and what may I read: the first question of every screen. The seat switcher's list
// is given in the example case on loopback alone; elsewhere it is absent.
import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { id } from './wording.ts'

export const seatKinds = [
  'mission',
  'delegation',
  'member',
  'monitor',
  'observer',
  'public',
] as const
export const compartmentKinds = [
  'public',
  'process',
  'plenary',
  'observers',
  'caucus',
  'room',
  'consultation',
  'member',
  'monitors',
  'cell',
  'mission',
  'citizens',
] as const

export const seatSchema = z.object({
  id,
  kind: z.enum(seatKinds),
  title: z.object({ en: z.string(), ar: z.string() }),
})
export const compartmentSchema = z.object({
  id,
  kind: z.enum(compartmentKinds),
  name: z.object({ en: z.string(), ar: z.string() }),
  may_write: z.boolean(),
  /** The head of its ledger: number of entries. */
  n: z.int(),
  /** Who can read this, by title. */
  readers: z.array(seatSchema),
  /** Wider compartments that records of this one may refer to or be disclosed into. */
  wider: z.array(id),
})
export type Compartment = z.output<typeof compartmentSchema>
export type Seat = z.output<typeof seatSchema>

export const sessionEndpoints = {
  getSession: endpoint({
    name: 'getSession',
    summary: 'The seat, its compartments with their readers, and the seats to switch to.',
    method: 'GET',
    path: '/session',
    input: z.object({}),
    output: z.object({
      seat: seatSchema,
      example: z.boolean(),
      /** Seats to switch to: the example case on loopback only. */
      seats: z.array(seatSchema).optional(),
      compartments: z.array(compartmentSchema),
      /** The days that the date cursor offers first. */
      today: z.string(),
      engine: z.enum(['pglite', 'postgresql']),
    }),
    problems: ['no-seat', 'busy', 'internal'],
  }),
  redeemSession: endpoint({
    name: 'redeemSession',
    summary: 'Opens a session with the one-time token of a sign-in link; sets a cookie.',
    method: 'POST',
    path: '/session/redeem',
    input: z.object({ token: z.string().min(1).max(100) }),
    output: z.object({ seat: seatSchema }),
    problems: [
      'invalid-input',
      'malformed-request',
      'body-too-large',
      'no-seat',
      'disk-full',
      'busy',
      'internal',
    ],
  }),
  endSession: endpoint({
    name: 'endSession',
    summary: 'Ends the session of the cookie, if there is one.',
    method: 'POST',
    path: '/session/end',
    input: z.object({}),
    output: z.object({ ended: z.boolean() }),
    problems: [
      'invalid-input',
      'malformed-request',
      'body-too-large',
      'disk-full',
      'busy',
      'internal',
    ],
  }),
} as const
