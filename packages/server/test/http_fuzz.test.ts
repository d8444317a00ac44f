// SPEC P18: whatever is sent, the answer is a success or a problem of the 4xx kind, never a fault of
// ours, and nothing is half-written. The seed is printed; SULH_SEED=… repeats a run.
import { randomUUID } from 'node:crypto'
import { acts, processEndpoints } from '@sulh/contract/process'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Endpoint } from '@sulh/contract/endpoint'
import type { Database } from '../src/platform/database.ts'
import { endpointsByCapability } from '../src/platform/openapi.ts'
import { compartmentId, places, seatId } from './confidentiality/world.ts'
import { onEngines } from './engines.ts'
import { newAccount, newEvent, openWorld, serve } from './http_harness.ts'
import type { Server } from './http_harness.ts'

const seed = Number(process.env['SULH_SEED'] ?? Date.now() % 2 ** 31)
console.info(`http_fuzz: SULH_SEED=${seed}`)
const runs = { seed, numRuns: 300 }

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '\u202Ex',
    '\u2066',
    '\u0000',
    '\uD800',
    "'; drop table sulh.entry; --",
    '__proto__',
    'constructor',
    'NaN',
    '1e400',
    '99999999999999999999',
    '2020-02-30',
    '-1',
    '9999-12-31T23:59:59.999Z',
    '-271821-04-20T00:00:00.000Z',
    '0000-01-01',
    '\u{10FFFF}',
  ),
  fc.constant('x'.repeat(20_001)),
)
const anything = fc.oneof(
  nasty,
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom(null, true, -0, 1e308, 2 ** 53, -1, [], {}, [[]], ''),
)
const someId = fc.oneof(
  fc.constantFrom(...places.map(compartmentId), seatId('a')),
  fc.uuid({ version: 4 }),
  fc.uuid({ version: 7 }),
  nasty,
)

/** A valid command with some of its places, at any depth, taken by something else. */
function spoilt(valid: unknown): fc.Arbitrary<unknown> {
  const paths: string[][] = []
  const walk = (value: unknown, path: string[]) => {
    if (path.length > 0) paths.push(path)
    if (typeof value !== 'object' || value === null) return
    for (const [key, item] of Object.entries(value)) walk(item, [...path, key])
  }
  walk(valid, [])
  const change = fc.record({
    path: fc.constantFrom(...paths),
    to: fc.option(fc.oneof(anything, someId), { nil: undefined }),
    extra: fc.option(fc.tuple(nasty, anything), { nil: undefined, freq: 6 }),
  })
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
    const copy = structuredClone(valid) as Record<string, unknown>
    for (const { path, to, extra } of changes) {
      let at: unknown = copy
      for (const key of path.slice(0, -1)) at = Object(at)[key]
      if (typeof at !== 'object' || at === null) continue
      const key = path.at(-1) as string
      if (to === undefined) Reflect.deleteProperty(at, key)
      else Reflect.set(at, key, to)
      if (extra) Reflect.defineProperty(at, extra[0], { value: extra[1], enumerable: true })
    }
    return copy
  })
}

function mostly<T>(often: fc.Arbitrary<T>, seldom: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: 4, arbitrary: often }, { weight: 1, arbitrary: seldom })
}

const civilDay = mostly(
  fc.constant('2020-10-19'),
  fc.constantFrom('0001-01-01', '0000-01-01', '1582-10-10', '9999-12-31'),
)
const moment = mostly(
  fc.constant('2020-10-19T05:00:00.123456Z'),
  fc.constantFrom(
    '0000-01-01T00:00:00+14:00',
    '0001-01-01T00:00:00.000Z',
    '9999-12-31T23:59:59.999-14:00',
    '2020-10-19T24:00:00Z',
  ),
)
const fresh = fc.uuid({ version: 4 })

/** A command of the right shape whose parts fit together or do not, with ids from `pool`. */
function plausible(pool: readonly string[]) {
  const known = fc.oneof(fc.constantFrom(...pool), fresh)
  // Weighted to what is carried out, or nothing would be but refused.
  const somePlace = mostly(
    fc.constantFrom(...(['plenary', 'caucus_a', 'room_a'] as const).map(compartmentId)),
    fc.constantFrom(...places.map(compartmentId)),
  )
  const words = fc.record({ en: fc.constantFrom('x', 'é\n'), ar: fc.constantFrom('س', 'x') })
  const value = fc.oneof(
    fc.constant({}),
    fc.constant(newAccount('x').value),
    fc.record({ title: words, summary: words }),
    fc.record({ status: fc.constantFrom('open', 'agreed'), reason: words }),
    fc.record({ when: fc.record({ from: civilDay, to: civilDay }) }),
    fc.record({ period: fc.constant('2020-10'), amount: fc.double({ noNaN: true }) }),
    fc.record({ reason: words }),
    fc.record({ compartment_id: somePlace, copy_id: known, attribution: fc.constant('party') }),
  )
  const facet = fc.constantFrom(
    'account',
    'description',
    'status',
    'planned',
    'value',
    'withdrawal',
    'disclosure',
    'nothing',
  )
  const content = mostly<Record<string, unknown>>(
    fc.constant({ facet: 'account', value: newAccount('x').value }),
    fc.record({ facet, value }),
  )
  const following = mostly<Record<string, unknown>>(
    fc.constant({}),
    fc.record({ act: fc.constantFrom(...acts), of_fact_id: known }),
  )
  const rest = fc.record(
    {
      id: mostly(fresh, known),
      references: fc.array(
        fc.record({
          path: mostly(
            fc.constant('concerns'),
            fc.constantFrom('actors', 'track', 'series', 'source', 'said_by', 'x'),
          ),
          compartment_id: fc.oneof(somePlace, known),
          id: known,
        }),
        { maxLength: 3 },
      ),
      known_from: moment,
      held_from: civilDay,
      held_to: civilDay,
    },
    { requiredKeys: ['id', 'known_from'] },
  )
  const fact = fc
    .tuple(content, following, rest)
    .map(([what, after, more]) => ({ ...what, ...after, ...more }))
  const facts = fc.array(fact, { minLength: 1, maxLength: 3 })
  return {
    record: fc.record({
      id: mostly(fresh, known),
      compartment_id: mostly(somePlace, known),
      kind: mostly(fc.constant('event'), fc.constantFrom('issue', 'observation', 'round', 'track')),
      facts,
    }),
    facts: fc.record({ facts }),
    disclosure: fc.record({
      copy_id: mostly(fresh, known),
      compartment_id: mostly(somePlace, known),
      attribution: fc.constantFrom('party', 'mediator', 'unattributed'),
      known_from: moment,
    }),
  }
}

onEngines('fuzzed HTTP', (use) => {
  let db: Database
  let server: Server
  let known: string
  let hidden: string
  const pool: string[] = []
  beforeAll(async () => {
    db = use.db
    await openWorld(db, { example: true })
    server = await serve(db)
    known = randomUUID()
    await server.post('a', '/api/process/records', newEvent('plenary', 'Known', known))
    hidden = randomUUID()
    const secret = newEvent('room_b', 'Hidden', hidden)
    await server.post('b', '/api/process/records', secret)
    pool.push(known, hidden, ...secret.facts.map((f) => f.id))
  })
  afterAll(async () => {
    await server?.close()
  })

  const isNoFault = async (answer: Response, sent: unknown) => {
    const body = await answer.text()
    expect(answer.status, `${JSON.stringify(sent)}\n${body}`).toBeLessThan(500)
    expect(() => JSON.parse(body) as unknown).not.toThrow()
  }
  const read = (path: string, query: Record<string, string>) => {
    const url = new URL(`http://localhost${path}`)
    for (const [key, value] of Object.entries(query)) url.searchParams.append(key, value)
    return server.get('a', url.href)
  }

  test('P18 spoilt commands are refused without a fault', async () => {
    const event = newEvent('plenary', 'Fuzzed')
    const reference = { path: 'actors', compartment_id: compartmentId('room_b'), id: randomUUID() }
    const record = { ...event, facts: event.facts.map((f) => ({ ...f, references: [reference] })) }
    await fc.assert(
      fc.asyncProperty(spoilt(record), async (body) => {
        await isNoFault(await server.post('a', '/api/process/records', body), body)
      }),
      runs,
    )
    const facts = { facts: [{ ...newAccount('More'), act: 'correct', of_fact_id: randomUUID() }] }
    await fc.assert(
      fc.asyncProperty(spoilt(facts), async (body) => {
        await isNoFault(await server.post('a', `/api/process/records/${known}/facts`, body), body)
      }),
      runs,
    )
    const disclosure = {
      copy_id: randomUUID(),
      compartment_id: compartmentId('public'),
      attribution: 'party',
      known_from: '2020-10-19T05:00:00.000Z',
    }
    await fc.assert(
      fc.asyncProperty(spoilt(disclosure), async (body) => {
        await isNoFault(
          await server.post('a', `/api/process/records/${known}/disclosures`, body),
          body,
        )
      }),
      runs,
    )
  })

  test('P18 commands of the right shape are carried out or refused without a fault', async () => {
    const send = (path: string) => async (body: unknown) => {
      await isNoFault(await server.post('a', path, body), body)
    }
    const commands = plausible(pool)
    const records = '/api/process/records'
    await fc.assert(fc.asyncProperty(commands.record, send(records)), runs)
    for (const id of [known, hidden]) {
      await fc.assert(fc.asyncProperty(commands.facts, send(`${records}/${id}/facts`)), runs)
      const path = `${records}/${id}/disclosures`
      await fc.assert(fc.asyncProperty(commands.disclosure, send(path)), runs)
    }
  })

  test('P18 any address and any query are answered without a fault', async () => {
    const reads = Object.values(endpointsByCapability)
      .flat()
      .filter((e: Endpoint) => e.method === 'GET' && e.name !== 'live')
    const query = fc.dictionary(
      fc.oneof(fc.constantFrom('cursor', 'limit', 'kind', 'compartment_id', 'id'), nasty),
      fc.oneof(someId, nasty, fc.integer().map(String)),
      { maxKeys: 4 },
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...reads), someId, query, async (e, id, q) => {
        const path = e.path.replace(/\{[a-z_]+\}/, encodeURIComponent(id.toWellFormed()))
        await isNoFault(await read(`/api${path}`, q), { path, q })
      }),
      runs,
    )
  })

  test('P18 cursors made of anything are refused or answered, never a fault', async () => {
    const cursor = fc.oneof(
      nasty,
      fc.json().map((json) => Buffer.from(json).toString('base64url')),
      fc
        .tuple(someId, someId, fc.integer())
        .map((parts) => Buffer.from(JSON.stringify(parts)).toString('base64url')),
    )
    const lists = [
      '/api/process/history',
      `/api/ledger/${compartmentId('plenary')}/entries`,
      `/api/ledger/${compartmentId('plenary')}/checkpoints`,
    ]
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...lists), cursor, async (path, text) => {
        await isNoFault(await read(path, { cursor: text }), text)
      }),
      runs,
    )
  })

  test('P18 ten megabytes, a hundred thousand brackets and broken text are refused', async () => {
    const path = '/api/process/records'
    const bodies = [
      `{"id":"${'x'.repeat(10_000_000)}"}`,
      '['.repeat(100_000),
      '{"a":'.repeat(100_000),
      '"\\uD800"',
      '{"id":"\\u0000"}',
      '{"__proto__":{"kind":"event"}}',
      '{"id":1e400}',
      '\uFEFF{}',
      'ÿþ',
    ]
    for (const body of bodies) {
      const answer = await server.post('a', path, body)
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.status).toBeLessThan(500)
    }
  })

  test('P18 what was refused left nothing behind', async () => {
    const { records } = (await (await server.get('a', '/api/process/history')).json()) as {
      records: unknown[]
    }
    for (const record of records) processEndpoints.getRecord.output.parse(record)
    const heads = await db.asService('backup', (tx) =>
      tx.selectFrom('sulh.head').select(['compartment_id', 'n']).execute(),
    )
    const entries = await db.asService('backup', (tx) =>
      tx.selectFrom('sulh.entry').select(['compartment_id', 'n']).execute(),
    )
    for (const head of heads) {
      const ns = entries.filter((e) => e.compartment_id === head.compartment_id).map((e) => e.n)
      expect(ns.sort((a, b) => a - b)).toEqual(Array.from({ length: head.n }, (_, i) => i + 1))
    }
  })
})
