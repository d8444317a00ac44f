// Seats outside of the example: no switcher, invitations that open one session, sessions that end
// (platform SPEC P9, P22).
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../src/platform/database.ts'
import { inviteSeat } from '../src/platform/seats.ts'
import { idOf, roleOf, seatId } from './confidentiality/world.ts'
import { onEngines } from './engines.ts'
import { codeOf, openWorld, serve } from './http_harness.ts'
import type { Server } from './http_harness.ts'

onEngines('sessions', (use) => {
  let db: Database
  let server: Server
  let now = new Date('2020-10-19T08:00:00.000Z')
  beforeAll(async () => {
    db = use.db
    await openWorld(db, { example: false })
    server = await serve(db, { clock: () => now })
  })
  afterAll(async () => {
    await server?.close()
  })
  const redeem = (token: string) => server.post(undefined, '/api/session/redeem', { token })
  const ask = async (cookie: string) =>
    codeOf(await server.app.request('/api/session', { headers: { cookie } }))
  const cookieOf = (answer: Response) => answer.headers.get('set-cookie')?.split(';')[0] ?? ''

  test('P22 a seat cannot be named, and nobody is the public', async () => {
    expect(await codeOf(await server.get('a', '/api/session'))).toBe('401 no-seat')
    expect(await codeOf(await server.get(undefined, '/api/session'))).toBe('401 no-seat')
    const live = await server.get(undefined, `/api/live?seat=${seatId('a')}`)
    expect(await codeOf(live)).toBe('401 no-seat')
  })

  test('P22 an invitation opens one session, once', async () => {
    const token = await inviteSeat(db, seatId('a'), now)
    expect(Buffer.from(token, 'base64url').length).toBe(32)
    const answer = await redeem(token)
    expect(answer.status).toBe(200)
    const attributes = answer.headers.get('set-cookie') ?? ''
    expect(attributes).toContain('HttpOnly')
    expect(attributes).toContain('SameSite=Strict')
    expect(await ask(cookieOf(answer))).toBe('200 ok')
    expect(await codeOf(await redeem(token))).toBe('401 no-seat')
    expect(await ask(`sulh_session=${token}`)).toBe('401 no-seat')
    const stored = await db.asService('session', (tx) =>
      tx.selectFrom('sulh.session').selectAll().execute(),
    )
    expect(JSON.stringify(stored)).not.toContain(cookieOf(answer).slice(13))
    const named = await server.app.request('/api/session', {
      headers: { cookie: cookieOf(answer), 'sulh-seat': seatId('b') },
    })
    expect(await codeOf(named)).toBe('401 no-seat')
  })

  test('P22 a session ends when it is ended, and when its time is up', async () => {
    const first = cookieOf(await redeem(await inviteSeat(db, seatId('b'), now)))
    const ended = await server.app.request('/api/session/end', {
      method: 'POST',
      headers: { cookie: first, 'content-type': 'application/json' },
    })
    expect(await ended.json()).toEqual({ ended: true })
    expect(await ask(first)).toBe('401 no-seat')
    const second = cookieOf(await redeem(await inviteSeat(db, seatId('b'), now)))
    const late = await inviteSeat(db, seatId('b'), now)
    expect(await ask(second)).toBe('200 ok')
    now = new Date(now.getTime() + 100 * 3_600_000)
    expect(await ask(second)).toBe('401 no-seat')
    expect(await codeOf(await redeem(late))).toBe('401 no-seat')
  })

  test('P22 an invitation for a seat that does not exist is refused', async () => {
    await expect(inviteSeat(db, idOf('nobody'), now)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('P9 no seat can read sessions', async () => {
    const read = db.asSeat(roleOf(db, 'mission'), (tx) =>
      tx.selectFrom('sulh.session').selectAll().execute(),
    )
    await expect(read).rejects.toMatchObject({ code: '42501' })
  })
})
