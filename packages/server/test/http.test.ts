// The interface over HTTP: every endpoint, every refusal (platform SPEC P8, P18, P21, P22).
import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { limits } from '@sulh/contract/limits'
import { problemSchema } from '@sulh/contract/problem'
import type { ProcessRecord } from '@sulh/contract/process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../src/platform/database.ts'
import { compartmentId, seatId } from './confidentiality/world.ts'
import { onEngines } from './engines.ts'
import { codeOf, newAccount, newEvent, openWorld, serve, wire } from './http_harness.ts'
import type { Server } from './http_harness.ts'

onEngines('HTTP', (use) => {
  let db: Database
  let server: Server
  let hidden: string

  beforeAll(async () => {
    db = use.db
    await openWorld(db, { example: true })
    server = await serve(db)
    hidden = randomUUID()
    expect(
      (await server.post('a', '/api/process/records', newEvent('room_a', 'Ours', hidden))).status,
    ).toBe(200)
  })
  afterAll(async () => {
    await server?.close()
  })

  test('a record is made, added to, read, listed and disclosed', async () => {
    const event = newEvent('caucus_a', 'First')
    const made = await server.post('mission', '/api/process/records', event)
    expect(made.status).toBe(200)
    const record = (await made.json()) as ProcessRecord
    expect(record).toMatchObject({ id: event.id, kind: 'event', facts: [{ act: 'state' }] })
    const correction = {
      ...newAccount('Second'),
      act: 'correct',
      of_fact_id: event.facts[0]?.id,
    }
    const path = `/api/process/records/${event.id}`
    const added = await server.post('mission', `${path}/facts`, { facts: [correction] })
    expect(added.status).toBe(200)
    const copy_id = randomUUID()
    const disclosed = await server.post('mission', `${path}/disclosures`, {
      copy_id,
      compartment_id: compartmentId('plenary'),
      attribution: 'mediator',
      known_from: '2020-10-19T06:00:00.000Z',
    })
    expect(await codeOf(disclosed)).toBe('200 ok')
    const seenByB = await server.get('b', `/api/process/records/${copy_id}`)
    expect(((await seenByB.json()) as ProcessRecord).compartment_id).toBe(compartmentId('plenary'))
    const list = await server.get(
      'a',
      `/api/process/history?compartment_id=${compartmentId('caucus_a')}`,
    )
    const { records } = (await list.json()) as { records: ProcessRecord[] }
    expect(records.find((r) => r.id === event.id)?.facts.length).toBeGreaterThanOrEqual(2)
  })

  test('P21 lists go page by page by an opaque cursor and miss nothing', async () => {
    const path = `/api/ledger/${compartmentId('caucus_a')}/entries`
    const whole = (await (await server.get('a', path)).json()) as { entries: { n: number }[] }
    const ns: number[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const query: string = cursor === '' ? '?limit=1' : `?limit=1&cursor=${cursor}`
      const answer = await server.get('a', path + query)
      const page = (await answer.json()) as { entries: { n: number }[]; next: string | null }
      ns.push(...page.entries.map((e) => e.n))
      cursor = page.next
    }
    expect(ns).toEqual(whole.entries.map((e) => e.n))
    expect(ns).toEqual(ns.map((_, i) => i + 1))
    const forged = Buffer.from('1 or 1=1').toString('base64url')
    for (const bad of ['x', forged, '%00', 'LTE'])
      expect((await server.get('a', `${path}?cursor=${bad}`)).status).toBeGreaterThanOrEqual(400)
  })

  test('ledger: checkpoints and keys are answered', async () => {
    const path = `/api/ledger/${compartmentId('plenary')}/checkpoints`
    expect(await (await server.get('b', path)).json()).toEqual({ checkpoints: [], next: null })
    expect(await (await server.get('b', '/api/ledger/keys')).json()).toEqual({ keys: [] })
  })

  test('the session tells the seat, its compartments and their readers by title', async () => {
    const answer = await server.get('b', '/api/session')
    const session = (await answer.json()) as {
      seat: { id: string }
      seats: { id: string }[]
      compartments: { id: string; n: number; may_write: boolean; readers: { id: string }[] }[]
      today: string
    }
    expect(session.seat.id).toBe(seatId('b'))
    expect(session.today).toBe('2020-10-19')
    const everyone = ['mission', 'a', 'b', 'observer', 'public', 'analyst'] as const
    expect(session.seats.map((s) => s.id).sort()).toEqual(everyone.map(seatId).sort())
    const places = ['public', 'process', 'plenary', 'caucus_b', 'room_b'] as const
    expect(session.compartments.map((c) => c.id).sort()).toEqual(places.map(compartmentId).sort())
    const caucus = session.compartments.find((c) => c.id === compartmentId('caucus_b'))
    expect(caucus?.may_write).toBe(true)
    expect(caucus?.readers.map((r) => r.id).sort()).toEqual(
      (['mission', 'b', 'analyst'] as const).map(seatId).sort(),
    )
  })

  test('P8 an id of another compartment is answered byte for byte as an unknown one', async () => {
    const unknown = randomUUID()
    const same = async (one: Promise<Response>, two: Promise<Response>) => {
      const [first, second] = [await wire(await one), await wire(await two)]
      expect(first).toBe(second)
      expect(Number(first.slice(0, 3))).toBeGreaterThanOrEqual(400)
    }
    const both = (path: (id: string) => string, body?: (id: string) => unknown) =>
      same(
        body ? server.post('b', path(hidden), body(hidden)) : server.get('b', path(hidden)),
        body ? server.post('b', path(unknown), body(unknown)) : server.get('b', path(unknown)),
      )
    await both((id) => `/api/process/records/${id}`)
    const facts = [newAccount('x')]
    await both(
      (id) => `/api/process/records/${id}/facts`,
      () => ({ facts }),
    )
    const disclosure = {
      copy_id: randomUUID(),
      compartment_id: compartmentId('plenary'),
      attribution: 'party',
      known_from: '2020-10-19T05:00:00.000Z',
    }
    await both(
      (id) => `/api/process/records/${id}/disclosures`,
      () => disclosure,
    )
    const room = compartmentId('room_a')
    for (const list of ['entries', 'checkpoints'])
      await same(
        server.get('b', `/api/ledger/${room}/${list}`),
        server.get('b', `/api/ledger/${unknown}/${list}`),
      )
    const event = newEvent('room_b', 'x')
    await same(
      server.post('b', '/api/process/records', { ...event, compartment_id: room }),
      server.post('b', '/api/process/records', { ...event, compartment_id: unknown }),
    )
    const histories = await Promise.all(
      [room, unknown].map(async (id) =>
        wire(await server.get('b', `/api/process/history?compartment_id=${id}`)),
      ),
    )
    expect(histories[0]).toBe(histories[1])
  })

  test('P18 each refusal has its status, its code and the form of a problem', async () => {
    const event = newEvent('plenary', 'x')
    const path = '/api/process/records'
    const made = newEvent('plenary', 'Once')
    expect((await server.post('a', path, made)).status).toBe(200)
    const other = newEvent('plenary', 'Twice', made.id)
    const deep = `{"a":${'['.repeat(limits.json_depth_levels)}${']'.repeat(limits.json_depth_levels)}}`
    const cases: [Promise<Response>, string][] = [
      [server.post('a', path, '{'), '400 malformed-request'],
      [server.post('a', path, deep), '400 malformed-request'],
      [server.post('a', path, newEvent('plenary', 'a\u202Eb')), '400 malformed-request'],
      [server.post('a', path, ' '.repeat(limits.request_body_bytes + 1)), '413 body-too-large'],
      [server.post('a', path, { ...event, kind: 'nothing' }), '422 invalid-input'],
      [server.post('a', path, { ...event, surprise: 1 }), '422 invalid-input'],
      [server.get('a', '/api/process/history?limit=0'), '422 invalid-input'],
      [server.get('a', '/api/process/history?limit=2&limit=3'), '422 invalid-input'],
      [server.get('a', '/api/process/records/not-an-id'), '422 invalid-input'],
      [server.get('a', '/api/process/records/%E0%A4%A'), '422 invalid-input'],
      [server.post('a', path, other), '409 id-taken'],
      [server.post('b', path, newEvent('process', 'x')), '403 not-permitted'],
      [server.get('a', `/api/process/records/${randomUUID()}`), '404 not-found'],
      [server.get('a', '/api/nothing'), '404 no-endpoint'],
      [server.post('a', '/api/process/history', {}), '404 no-endpoint'],
      [server.ask('DELETE', '/api/session'), '404 no-endpoint'],
    ]
    for (const [asked, expected] of cases) {
      const answer = await asked
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
      const copy = answer.clone()
      expect(await codeOf(answer)).toBe(expected)
      expect(problemSchema.parse(await copy.json()).type).toBe(
        `urn:sulh:problem:${expected.slice(4)}`,
      )
    }
  })

  test('P18 an unknown field is named, at any depth', async () => {
    const event = newEvent('plenary', 'x')
    const answer = await server.post('a', '/api/process/records', {
      ...event,
      facts: [{ ...event.facts[0], certianty: 'reported' }],
    })
    const { errors } = (await answer.json()) as { errors: { field: string }[] }
    expect(errors.map((e) => e.field)).toEqual(['facts.0.certianty'])
  })

  test('P18 a fault of ours tells its log entry and nothing else', async () => {
    const broken = await serve(db, { keys: () => Promise.reject(new Error('the hidden reason')) })
    const answer = await broken.get('a', '/api/ledger/keys')
    const text = await answer.clone().text()
    expect(await codeOf(answer)).toBe('500 internal')
    expect(text).not.toContain('hidden')
    expect(broken.lines.join('')).not.toContain('hidden reason')
    expect(broken.lines.some((line) => line.includes('"place":"getKeys"'))).toBe(true)
    await broken.close()
  })

  test('P22 the switcher is shut to proxied requests, other addresses and other processes', async () => {
    const seat = { 'sulh-seat': seatId('a') }
    const ask = async (app: Server['app'], headers: Record<string, string>, from?: string) => {
      const incoming =
        from === undefined
          ? undefined
          : ({ socket: { remoteAddress: from } } as unknown as IncomingMessage)
      return codeOf(await app.request('/api/session', { headers }, incoming ? { incoming } : {}))
    }
    expect(await ask(server.app, seat)).toBe('200 ok')
    for (const loopback of ['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])
      expect(await ask(server.app, seat, loopback)).toBe('200 ok')
    for (const other of ['10.0.0.7', '::ffff:10.0.0.7', 'fe80::1', '', '1270.0.0.1'])
      expect(await ask(server.app, seat, other)).toBe('401 no-seat')
    const proxies = {
      forwarded: 'for=1.2.3.4',
      via: '1.1 x',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': 'x',
      'x-forwarded-proto': 'https',
      'x-real-ip': '127.0.0.1',
    }
    for (const [name, value] of Object.entries(proxies))
      expect(await ask(server.app, { ...seat, [name]: value })).toBe('401 no-seat')
    expect(await ask(server.app, { 'sulh-seat': randomUUID() })).toBe('401 no-seat')
    expect(await ask(server.app, { 'sulh-seat': "' or 1=1" })).toBe('401 no-seat')
    const shut = await serve(db, { seat_switcher: false })
    expect(await ask(shut.app, seat)).toBe('401 no-seat')
    expect(await ask(shut.app, {})).toBe('401 no-seat')
    await shut.close()
    // In a query only the live stream takes it.
    expect((await server.get(undefined, `/api/session?seat=${seatId('a')}`)).status).toBe(422)
  })

  test('P22 who names no seat in the example is the public, and is offered the others', async () => {
    const session = (await (await server.get(undefined, '/api/session')).json()) as {
      seat: { kind: string }
    }
    expect(session.seat.kind).toBe('public')
    const proxied = await server.app.request('/api/session', { headers: { via: '1.1 x' } })
    const seen = (await proxied.json()) as { seat: { kind: string }; seats?: unknown }
    expect(seen.seat.kind).toBe('public')
    expect(seen.seats).toBeUndefined()
  })

  test('P22 names that are not ours and pages of others are refused', async () => {
    const ask = async (headers: Record<string, string>) =>
      codeOf(await server.app.request('/api/session', { headers }))
    expect(await ask({ host: 'evil.example' })).toBe('403 not-permitted')
    expect(await ask({ host: 'localhost.evil.example:4020' })).toBe('403 not-permitted')
    expect(await ask({ host: '127.0.0.1:4020' })).toBe('200 ok')
    expect(await ask({ host: '[::1]:4020' })).toBe('200 ok')
    expect(await ask({ 'sec-fetch-site': 'cross-site' })).toBe('403 not-permitted')
    expect(await ask({ 'sec-fetch-site': 'same-origin' })).toBe('200 ok')
    expect(await ask({ host: 'localhost:1', origin: 'http://localhost:1' })).toBe('200 ok')
    expect(await ask({ host: 'localhost:1', origin: 'http://localhost:2' })).toBe(
      '403 not-permitted',
    )
    expect(await ask({ origin: 'null' })).toBe('403 not-permitted')
  })

  test('every answer carries the headers that keep content here', async () => {
    const answers = [
      await server.get('a', '/api/session'),
      await server.get('a', '/api/nothing'),
      await server.app.request('/api/session', { headers: { host: 'evil.example' } }),
      await server.get('a', '/'),
      await server.get('a', '/api'),
      await server.get('a', '/api/openapi.json'),
    ]
    for (const { headers } of answers) {
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('access-control-allow-origin')).toBeNull()
      expect(headers.get('etag')).toBeNull()
    }
    expect(answers[0]?.headers.get('cache-control')).toBe('no-store')
    expect(answers[2]?.headers.get('cache-control')).toBe('no-store')
  })
})
