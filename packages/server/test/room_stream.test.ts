// RM10, RM11 on both engines, over real sockets: steps reach those in the room and nobody else, who is
// here follows the streams, and a stream ends with the access of its seat.
import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { openText } from './confidentiality/text_history.ts'
import { delegationId, resetWorld, seatId } from './confidentiality/world.ts'
import type { SeatName } from './confidentiality/world.ts'
import { onEngines } from './engines.ts'
import { standing } from './factories.ts'
import { openWorld, serve, type Server } from './http_harness.ts'
import { Events, openSocket } from './live_stream.ts'
import {
  draft,
  node,
  pathOf,
  roomsOf,
  slotIn,
  tabled,
  typed,
  type RoomOf,
} from './room_factories.ts'

onEngines('stream of a drafting room', (use) => {
  let server: Server
  let socket: Awaited<ReturnType<typeof openSocket>>
  let rooms: ReturnType<typeof roomsOf>
  beforeAll(async () => {
    await openWorld(use.db, { example: true })
    server = await serve(use.db)
    socket = await openSocket(server)
    rooms = roomsOf(server)
    return async () => {
      await server.close()
      socket.close()
    }
  })
  beforeEach(async () => {
    await resetWorld(use.db)
    await openText(use.db, () => undefined)
  })
  const join = async (seat: SeatName, room: RoomOf) => {
    const answer = await fetch(`${socket.base}${pathOf(room)}/stream?seat=${seatId(seat)}`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    return new Events(answer)
  }
  const here = (...seats: SeatName[]) => ({ here: seats.map(seatId).toSorted() })
  const send = async (seat: SeatName, room: RoomOf, version: number, text: string) => {
    const answer = await rooms.send(seat, room, { version, steps: [typed(0, text)] })
    expect(answer.body, answer.text).toMatchObject({ accepted: true })
  }
  const state = async (name: string, from: string) => {
    const facts = [standing(name, from)]
    const path = `/api/process/records/${delegationId('a')}/facts`
    const answer = await server.post('mission', path, { facts })
    expect(answer.status, await answer.text()).toBe(200)
  }

  test('RM10 RM11 a stream tells who is here, then each step with its author', async () => {
    await rooms.enter('a', tabled)
    const a = await join('a', tabled)
    expect(await a.next()).toMatchObject({ event: 'present', data: { ...here('a'), en: 0, ar: 0 } })
    const b = await join('b', tabled)
    expect((await a.next())?.data).toMatchObject(here('a', 'b'))
    expect((await b.next())?.data).toMatchObject(here('a', 'b'))
    await send('b', tabled, 0, 'one ')
    for (const events of [a, b])
      expect(await events.next()).toMatchObject({
        event: 'steps',
        data: {
          language: 'en',
          steps: [{ version: 1, step: typed(0, 'one '), seat_id: seatId('b') }],
        },
      })
    await b.close()
    expect((await a.next())?.data).toMatchObject({ ...here('a'), en: 1 })
    await a.close()
  })

  test('RM11 a seat with two windows is here once, until its last window closes', async () => {
    await rooms.enter('a', draft)
    const one = await join('a', draft)
    await one.next()
    const two = await join('a', draft)
    expect((await one.next())?.data).toMatchObject(here('a'))
    await one.close()
    await two.next()
    expect((await two.next())?.data).toMatchObject(here('a'))
    await two.close()
  })

  test('RM10 what is typed in other rooms is silence, in the same compartment too', async () => {
    for (const room of [tabled, slotIn('plenary'), slotIn('caucus_b')])
      await rooms.enter('mission', room)
    await rooms.enter('a', draft)
    const b = await join('b', tabled)
    await b.next()
    await send('a', draft, 0, 'hidden ')
    await send('mission', slotIn('plenary'), 0, 'elsewhere ')
    await send('mission', slotIn('caucus_b'), 0, 'elsewhere ')
    await send('mission', tabled, 0, 'here ')
    expect(await b.next()).toMatchObject({ event: 'steps', data: { steps: [{ version: 1 }] } })
    await b.close()
  })

  test('RM17 a caret is told to those in its room, as the seat behind it, and to no one later', async () => {
    await rooms.enter('a', tabled)
    await rooms.enter('mission', slotIn('plenary'))
    const a = await join('a', tabled)
    await a.next()
    const elsewhere = await join('a', slotIn('plenary'))
    await elsewhere.next()
    const caret = { language: 'en', version: 0, client: randomUUID(), at: 3 }
    expect((await rooms.point('mission', tabled, caret)).status).toBe(200)
    expect(await a.next()).toEqual({
      event: 'caret',
      data: { ...caret, seat_id: seatId('mission') },
    })
    const late = await join('b', tabled)
    expect(await late.next()).toMatchObject({ event: 'present' })
    await a.next()
    await send('mission', tabled, 0, 'after ')
    expect(await late.next()).toMatchObject({ event: 'steps' })
    await send('mission', slotIn('plenary'), 0, 'there ')
    expect(await elsewhere.next()).toMatchObject({ event: 'steps' })
    for (const events of [a, late, elsewhere]) await events.close()
  })

  test('RM17 a caret in a hidden room is answered as one in none, and a place outside as a fault', async () => {
    await rooms.enter('a', draft)
    await rooms.enter('a', tabled)
    const caret = { language: 'en', version: 0, client: randomUUID(), at: 0 }
    const hidden = await rooms.point('b', draft, caret)
    expect(hidden.status).toBe(404)
    const none = await rooms.point('b', { place: 'room_a', subject: 'never made' }, caret)
    expect(hidden.text).toBe(none.text)
    expect((await rooms.point('a', tabled, { ...caret, at: -1 })).status).toBe(422)
  })

  test('RM12 the stream of a hidden room is answered as that of none', async () => {
    await rooms.enter('a', draft)
    const asked = async (room: RoomOf) => {
      const answer = await server.get('b', `${pathOf(room)}/stream`)
      return [answer.status, [...answer.headers], await answer.text()]
    }
    const hidden = await asked(draft)
    expect(hidden[0]).toBe(404)
    expect(hidden).toEqual(await asked({ place: 'room_a', subject: 'never made' }))
  })

  test('RM10 a suspended seat hears not one step more, and the others that it has gone', async () => {
    await state('credentialed', '2020-10-01')
    await rooms.enter('a', tabled)
    const a = await join('a', tabled)
    await a.next()
    const b = await join('b', tabled)
    await b.next()
    await a.next()
    await state('suspended', '2020-10-02')
    await send('b', tabled, 0, 'not for A ')
    expect(await a.nextBlock().catch(() => undefined)).toBeUndefined()
    const blocks = [await b.next(), await b.next()]
    expect(blocks.find((e) => e?.event === 'present')?.data).toMatchObject(here('b'))
    expect(blocks.find((e) => e?.event === 'steps')).toBeDefined()
    expect((await rooms.send('a', tabled, { version: 1, steps: [typed(0, 'x')] })).status).toBe(404)
    await b.close()
  })

  test('RM10 without any step the clock ends the stream of a suspended seat', async () => {
    await state('credentialed', '2020-10-01')
    await rooms.enter('a', tabled)
    const a = await join('a', tabled)
    await a.next()
    await state('suspended', '2020-10-02')
    await server.rooms.check()
    expect(await a.nextBlock().catch(() => undefined)).toBeUndefined()
  })

  test.runIf(use.engine === 'postgresql')(
    'RM10 steps of another process come by the clock',
    async () => {
      // A room of its own: what earlier tests told of theirs may still be known while their streams end.
      await rooms.enter('a', node)
      const b = await join('b', node)
      await b.next()
      const other = await serve(use.db)
      try {
        await roomsOf(other).send('a', node, { version: 0, steps: [typed(0, 'elsewhere ')] })
        await server.rooms.check()
        expect(await b.next()).toMatchObject({ event: 'steps', data: { steps: [{ version: 1 }] } })
      } finally {
        await other.close()
        await b.close()
      }
    },
  )

  test('RM11 the end of the server is the end of every stream', async () => {
    const own = await serve(use.db)
    await roomsOf(own).enter('a', draft)
    const events = new Events(await own.get('a', `${pathOf(draft)}/stream`))
    expect((await events.next())?.event).toBe('present')
    await own.close()
    expect(await events.next()).toBeUndefined()
  })
})
