// From a request to its seat (SPEC P22). The example's switcher wants three things at once: the
// example's process, a peer on loopback, and no trace of a proxy, which would make every stranger a
// loopback peer. Everything else is a session in a cookie that scripts cannot read.
import { Problem } from '@sulh/contract/problem'
import { id } from '@sulh/contract/wording'
import { getCookie, setCookie } from 'hono/cookie'
import type { Context } from 'hono'
import type { AppEnv, Services } from './context.ts'
import { session_seconds } from './seats.ts'
import type { SeatIdentity } from './seats.ts'

const COOKIE = 'sulh_session'

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(address)
}

function isProxied(headers: Headers): boolean {
  for (const name of headers.keys()) {
    if (name === 'forwarded' || name === 'via' || name === 'x-real-ip') return true
    if (name.startsWith('x-forwarded')) return true
  }
  return false
}

/** Whether this request may name its seat, were the process the example. */
export function maySwitch(c: Context<AppEnv>, services: Services): boolean {
  if (!services.seat_switcher || isProxied(c.req.raw.headers)) return false
  const incoming = c.env?.incoming
  // Without a socket the call comes from this very process.
  return incoming === undefined || isLoopback(incoming.socket.remoteAddress ?? '')
}

async function switchedSeat(
  c: Context<AppEnv>,
  services: Services,
  named: string,
): Promise<SeatIdentity> {
  const parsed = id.safeParse(named)
  const example = maySwitch(c, services) ? await services.seats.example() : null
  const seat =
    example !== null && parsed.success ? await services.seats.byId(parsed.data) : undefined
  // One answer for a seat that is not there, one of another process, and a switcher that is shut.
  if (!seat || seat.process_id !== example) {
    throw new Problem('no-seat', {
      en: 'A seat can be named in the example case on this machine alone.',
      ar: 'لا يُختار المقعد بالاسم إلا في المثال وعلى هذا الجهاز.',
    })
  }
  return seat
}

/** @param named the seat that the address names; only the live stream allows that. */
export async function seatOf(
  c: Context<AppEnv>,
  services: Services,
  named?: string,
): Promise<SeatIdentity> {
  const asked = c.req.header('sulh-seat') ?? named
  if (asked !== undefined) return switchedSeat(c, services, asked)
  const token = getCookie(c, COOKIE)
  if (token !== undefined) {
    const seat = await services.seats.bySession(token, services.clock())
    if (seat) return seat
  }
  const example = services.seat_switcher ? await services.seats.example() : null
  const seat = example === null ? undefined : await services.seats.publicSeat(example)
  if (!seat)
    throw new Problem('no-seat', {
      en: 'You are not signed in: open your sign-in link.',
      ar: 'لم تدخل بعد: افتح رابط دخولك.',
    })
  return seat
}

export function giveSession(c: Context<AppEnv>, services: Services, token: string): void {
  setCookie(c, COOKIE, token, {
    path: '/api',
    httpOnly: true,
    sameSite: 'Strict',
    secure: services.secure_cookies,
    maxAge: session_seconds,
  })
}

/** Takes the cookie back and returns the token that was in it. */
export function takeSession(c: Context<AppEnv>, services: Services): string | undefined {
  const token = getCookie(c, COOKIE)
  setCookie(c, COOKIE, '', {
    path: '/api',
    httpOnly: true,
    sameSite: 'Strict',
    secure: services.secure_cookies,
    maxAge: 0,
  })
  return token
}
