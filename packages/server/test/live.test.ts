// SPEC P16, P17: the live stream over a real socket. A change reaches the seats that may see it and
// no others; a stream begins with its heads.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../src/platform/database.ts'
import { compartmentId, delegationId, seatId } from './confidentiality/world.ts'
import type { SeatName } from './confidentiality/world.ts'
import { onEngines } from './engines.ts'
import { standing } from './factories.ts'
import { newEvent, openWorld, serve } from './http_harness.ts'
import type { Server } from './http_harness.ts'
import { Events, openSocket } from './live_stream.ts'

onEngines('live stream', (use) => {
  let db: Database
  let server: Server
  let socket: Awaited<ReturnType<typeof openSocket>>
  let base: string
  beforeAll(async () => {
    db = use.db
    await openWorld(db, { example: true })
    server = await serve(db)
    socket = await openSocket(server)
    base = socket.base
  })
  afterAll(async () => {
    await server?.close()
    socket?.close()
  })
  const listen = async (seat: SeatName) => {
    const answer = await fetch(`${base}/api/live?seat=${seatId(seat)}`)
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    return new Events(answer)
  }
  const write = async (seat: SeatName, place: 'caucus_a' | 'plenary' | 'room_a') => {
    const answer = await fetch(`${base}/api/process/records`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sulh-seat': seatId(seat) },
      body: JSON.stringify(newEvent(place, 'Live')),
    })
    expect(answer.status, await answer.text()).toBe(200)
  }

  test('P17 a stream begins with the heads of its own compartments', async () => {
    const events = await listen('b')
    const heads = await events.next()
    expect(heads?.event).toBe('heads')
    const own = (['public', 'process', 'plenary', 'caucus_b', 'room_b'] as const).map(compartmentId)
    expect(Object.keys(heads?.data as object)).toEqual(own.sort())
    await events.close()
  })

  test('P16 a change reaches who may see it, and is silence for who may not', async () => {
    const [a, b, mission] = await Promise.all([listen('a'), listen('b'), listen('mission')])
    const n = (await a.next())?.data as Record<string, number>
    await b.next()
    await mission.next()
    const caucus = compartmentId('caucus_a')
    const plenary = compartmentId('plenary')
    await write('a', 'caucus_a')
    await write('a', 'room_a')
    await write('mission', 'plenary')
    const expected = (compartment_id: string) => {
      const next = (n[compartment_id] ?? 0) + 1
      return { event: 'entry', id: `${compartment_id}:${next}`, data: { compartment_id, n: next } }
    }
    expect(await a.next()).toEqual(expected(caucus))
    expect(await a.next()).toEqual(expected(compartmentId('room_a')))
    expect(await a.next()).toEqual(expected(plenary))
    expect(await mission.next()).toEqual(expected(caucus))
    expect(await mission.next()).toEqual(expected(plenary))
    // B's first event is the last of the three: the two before were none of its own.
    expect(await b.next()).toEqual(expected(plenary))
    await Promise.all([a.close(), b.close(), mission.close()])
  })

  test('P17 nothing is missed or told twice between two connections', async () => {
    const first = await listen('a')
    const before = (await first.next())?.data as Record<string, number>
    await first.close()
    await write('a', 'plenary')
    const second = await listen('a')
    const after = (await second.next())?.data as Record<string, number>
    const plenary = compartmentId('plenary')
    expect(after[plenary]).toBe((before[plenary] ?? 0) + 1)
    await write('a', 'plenary')
    expect((await second.next())?.id).toBe(`${plenary}:${(after[plenary] ?? 0) + 1}`)
    await second.close()
  })

  test('R23 an open stream falls silent on what its seat no longer reads, and hears it again', async () => {
    const state = async (name: string, from: string) => {
      const answer = await fetch(`${socket.base}/api/process/records/${delegationId('a')}/facts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'sulh-seat': seatId('mission') },
        body: JSON.stringify({ facts: [standing(name, from)] }),
      })
      expect(answer.status, await answer.text()).toBe(200)
    }
    const events = await listen('a')
    await events.next()
    const heard: string[] = []
    const until = async (place: 'caucus_a' | 'plenary') => {
      for (;;) {
        const next = await events.next()
        if (!next) throw new Error('The stream ended.')
        const { compartment_id: compartment } = next.data as { compartment_id: string }
        heard.push(compartment)
        if (compartment === compartmentId(place)) return
      }
    }
    await state('credentialed', '2020-10-01')
    await state('suspended', '2020-10-02')
    await write('mission', 'plenary')
    await write('mission', 'caucus_a')
    await until('caucus_a')
    const process = compartmentId('process')
    expect(heard).toEqual([process, process, compartmentId('caucus_a')])
    const session = await server.get('a', '/api/session')
    const { compartments } = (await session.json()) as { compartments: { id: string }[] }
    expect(compartments.map(({ id }) => id)).not.toContain(compartmentId('plenary'))
    await state('returned', '2020-10-03')
    await write('mission', 'plenary')
    await until('plenary')
    expect(heard.slice(3)).toEqual([process, compartmentId('plenary')])
    await events.close()
  })

  test('P16 the same stream is there without a socket, and ends with the server', async () => {
    const events = new Events(await server.get('b', '/api/live'))
    expect((await events.next())?.event).toBe('heads')
    await write('mission', 'plenary')
    expect((await events.next())?.event).toBe('entry')
    server.streams.close()
    expect(await events.next()).toBeUndefined()
    expect(server.streams.count).toBe(0)
  })
})
