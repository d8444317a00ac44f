// The commands on both engines: what they refuse and in which words, repetition, references,
// workflow and disclosure. What a seat may not see is asked twice, hidden and never made, and the
// two answers are compared whole.
import { randomUUID } from 'node:crypto'
import type { NewFact, ProcessRecord } from '@sulh/contract/process'
import { beforeAll, expect, test } from 'vitest'
import { asSeats, type Input } from '../../test/commands_harness.ts'
import { onEngines } from '../../test/engines.ts'
import { actor, both, fact, issue, track, type SeatName, type World } from '../../test/factories.ts'
import { listHistory } from './queries.ts'

onEngines('commands', (use) => {
  const ask = asSeats(use)
  const { create, record, disclose, read, problem, grown } = ask
  let world: World
  beforeAll(async () => {
    world = await ask.begin()
  })

  test('R1 a record begins with the first facet of its kind', async () => {
    const { roomA } = world.compartment
    const value = { status: 'open' }
    const input = { ...issue(roomA, track(roomA)), facts: [fact({ facet: 'status', value })] }
    expect(await problem(create('sideA', input))).toMatchObject({
      code: 'invalid-input',
      errors: [{ field: 'facts.0.facet' }],
    })
  })

  test.each<[string, (input: Input) => void, string]>([
    [
      'a wrong type',
      (i) => Object.assign(i.facts[0]?.value ?? {}, { class: 'club' }),
      'facts.0.value.class',
    ],
    ['an unknown field', (i) => Object.assign(i.facts[0]?.value ?? {}, { x: 1 }), 'facts.0.value'],
    [
      'a bidi control',
      (i) => Object.assign(i.facts[0]?.value ?? {}, { name: { en: 'a\u202Eb', ar: 'ا' } }),
      'facts.0.value.name.en',
    ],
    [
      'an unknown facet',
      (i) => i.facts.push(fact({ facet: 'toString', value: {} })),
      'facts.1.facet',
    ],
    [
      'a facet of the system',
      (i) => i.facts.push(fact({ facet: 'disclosure', value: {} })),
      'facts.1.facet',
    ],
    [
      'an unknown path',
      (i) =>
        i.facts[0]?.references.push({
          path: 'constructor',
          compartment_id: randomUUID(),
          id: randomUUID(),
        }),
      'facts.0.references.0.path',
    ],
    [
      'an act on nothing',
      (i) => i.facts.push(fact({ facet: 'description', act: 'withdraw', value: {} })),
      'facts.1.of_fact_id',
    ],
    [
      'an act on a fact elsewhere',
      (i) =>
        i.facts.push(
          fact({ facet: 'description', act: 'withdraw', of_fact_id: randomUUID(), value: {} }),
        ),
      'facts.1.of_fact_id',
    ],
    ['an id twice', (i) => i.facts.push({ ...(i.facts[0] as NewFact) }), 'facts.1.id'],
    [
      'days in the wrong order',
      (i) =>
        i.facts.push(
          fact({
            facet: 'description',
            value: i.facts[0]?.value ?? {},
            held_from: '2020-02-02',
            held_to: '2020-02-01',
          }),
        ),
      'facts.1.held_to',
    ],
  ])('R1, R2 refused with its field: %s', async (_, spoil, field) => {
    const input = actor(world.compartment.roomA)
    spoil(input)
    expect(await problem(create('sideA', input))).toMatchObject({
      code: 'invalid-input',
      errors: [{ field }],
    })
    expect(await problem(read('sideA', input.id))).toMatchObject({ code: 'not-found' })
  })

  test('P20 the same command again is answered as the first time, later facts or not', async () => {
    const input = actor(world.compartment.roomA)
    const first = await create('sideA', input)
    expect(await create('sideA', input)).toEqual({ ...first, wrote: [] })
    const reason = both('An error')
    const [about] = input.facts
    const more = [
      fact({
        facet: 'description',
        act: 'confirm',
        of_fact_id: about?.id ?? '',
        value: {},
        confirmation: 'confirmed',
      }),
      fact({ facet: 'withdrawal', value: { reason } }),
    ]
    const second = await record('sideA', input.id, ...more)
    expect(await create('sideA', input)).toEqual({ ...first, wrote: [] })
    expect(await record('sideA', input.id, ...more)).toEqual({ ...second, wrote: [] })
    expect((await read('sideA', input.id)).facts).toHaveLength(3)
  })

  test('P20 the same id with other content is refused, whoever asks', async () => {
    const input = actor(world.compartment.plenary)
    await create('sideA', input)
    const taken = { code: 'id-taken' }
    expect(await problem(create('sideB', input))).toMatchObject(taken)
    const [f] = input.facts
    const other = { ...input, facts: [{ ...(f as NewFact), certainty: 'reported' as const }] }
    expect(await problem(create('sideA', other))).toMatchObject(taken)
    const elsewhere = { ...input, compartment_id: world.compartment.roomA }
    expect(await problem(create('sideA', elsewhere))).toMatchObject(taken)
    const fresh = { ...actor(world.compartment.roomA), facts: input.facts }
    expect(await problem(create('sideA', fresh))).toMatchObject(taken)
  })

  test('P20 the same command many times at once writes once', async () => {
    const input = actor(world.compartment.plenary)
    const done = await Promise.all([1, 2, 3, 4, 5].map(() => create('sideA', input)))
    expect(done.filter(({ wrote }) => wrote.length > 0)).toHaveLength(1)
    expect(new Set(done.map((d) => JSON.stringify(d.record))).size).toBe(1)
    const told = { id: input.id, copy_id: randomUUID(), compartment_id: world.compartment.public }
    const copies = await Promise.all([1, 2, 3, 4, 5].map(() => disclose('mission', told)))
    expect(copies.filter(({ wrote }) => wrote.length > 0)).toHaveLength(1)
    expect(new Set(copies.map((d) => JSON.stringify(d.record))).size).toBe(1)
    const later = fact({ facet: 'withdrawal', value: { reason: both('x') } })
    const ends = await Promise.all([1, 2, 3, 4, 5].map(() => record('sideA', input.id, later)))
    expect(ends.filter(({ wrote }) => wrote.length > 0)).toHaveLength(1)
  })

  test('P8 an id that another room uses is as free as any', async () => {
    const theirs = actor(world.compartment.roomB, 'Theirs')
    await create('sideB', theirs)
    const mine = { ...actor(world.compartment.roomA, 'Mine'), id: theirs.id }
    mine.facts[0] = { ...(mine.facts[0] as NewFact), id: theirs.facts[0]?.id ?? '' }
    const { record: made } = await create('sideA', mine)
    expect(await read('sideA', made.id)).toEqual(made)
    expect((await read('sideB', made.id)).facts[0]?.value['name']).toEqual(both('Theirs'))
  })

  test('P8 hidden and never made give one answer, in every command', async () => {
    const hidden = await create('sideB', actor(world.compartment.roomB))
    const { id, compartment_id } = hidden.record
    const never = randomUUID()
    const later = fact({ facet: 'withdrawal', value: { reason: both('x') } })
    const of = hidden.record.facts[0]?.id ?? ''
    const mine = await create('sideA', actor(world.compartment.roomA))
    const about = (of_fact_id: string) =>
      fact({ facet: 'description', act: 'withdraw', of_fact_id, value: {} })
    const room = track(world.compartment.roomA)
    const leads = (i: string, c: string) => issue(room.compartment_id, { id: i, compartment_id: c })
    const { id: own } = mine.record
    const list = (c: string) =>
      listHistory(use.db, world.role('sideA'), { limit: 9, compartment_id: c })
    const asked: [string, (id: string, compartment_id: string) => Promise<unknown>][] = [
      ['not-found', (i) => read('sideA', i)],
      ['not-found', (i) => record('sideA', i, later)],
      ['not-found', (i) => disclose('sideA', { id: i })],
      ['not-found', (_, c) => create('sideA', actor(c))],
      ['not-found', (_, c) => disclose('sideA', { id: own, compartment_id: c })],
      ['not-found', (_, c) => list(c)],
      ['invalid-input', (i) => record('sideA', own, about(i === id ? of : never))],
      ['bad-reference', (i, c) => create('sideA', leads(i, c))],
      ['bad-reference', (i) => create('sideA', leads(i, compartment_id))],
    ]
    for (const [code, ask] of asked) {
      const answer = await problem(ask(id, compartment_id))
      expect(answer).toMatchObject({ code })
      expect(await problem(ask(never, randomUUID()))).toEqual(answer)
    }
  })

  test('P4 who reads and may not write is told so', async () => {
    const { process } = world.compartment
    expect(await problem(create('sideA', actor(process)))).toMatchObject({ code: 'not-permitted' })
    const { record: made } = await create('mission', actor(process))
    const later = fact({ facet: 'withdrawal', value: { reason: both('x') } })
    expect(await problem(record('sideA', made.id, later))).toMatchObject({ code: 'not-permitted' })
  })

  test('R10 references lead to the same or a wider compartment and to a kind of the rule', async () => {
    const wide = (await create('mission', track(world.compartment.process))).record
    const narrow = (await create('mission', track(world.compartment.caucusA))).record
    const { plenary, caucusA } = world.compartment
    expect((await create('sideA', issue(caucusA, wide))).record.facts[0]?.references).toEqual([
      { path: 'track', compartment_id: wide.compartment_id, id: wide.id },
    ])
    const own = await create('sideA', issue(caucusA, narrow))
    expect(grown(own)).toEqual([caucusA])
    expect(await problem(create('sideA', issue(plenary, narrow)))).toMatchObject({
      code: 'bad-reference',
      errors: [{ field: 'facts.0.references.0' }],
    })
    const person = (await create('mission', actor(plenary))).record
    expect(await problem(create('mission', issue(plenary, person)))).toMatchObject({
      code: 'bad-reference',
      errors: [{ expected: 'a record of kind track' }],
    })
    const bare = issue(plenary, wide)
    bare.facts[0]?.references.pop()
    expect(await problem(create('mission', bare))).toMatchObject({
      code: 'invalid-input',
      errors: [{ field: 'facts.0.references' }],
    })
  })

  test('R12 a status follows from the one before, also when two are given at once', async () => {
    const { roomA } = world.compartment
    const home = (await create('sideA', track(roomA))).record
    const { record: made } = await create('sideA', issue(roomA, home, 'agreed'))
    const status = (to: string, known_from = '2020-02-01T00:00:00.000Z') =>
      record('sideA', made.id, fact({ facet: 'status', value: { status: to }, known_from }))
    expect(await problem(status('deferred'))).toMatchObject({ code: 'wrong-state' })
    // From under discussion both are allowed; after the one, the other is not.
    await status('under_discussion')
    const later = '2020-03-01T00:00:00.000Z'
    const both = await Promise.all([
      problem(status('agreed', later)),
      problem(status('deferred', later)),
    ])
    expect(both.filter((answer) => answer === 'no problem')).toHaveLength(1)
    expect((await read('sideA', made.id)).facts).toHaveLength(4)
  })

  test('P21 pages hold every readable record once, in any size of page', async () => {
    const pages = async (seat: SeatName, limit: number) => {
      const records: ProcessRecord[] = []
      let cursor: string | undefined
      do {
        const input = { limit, ...(cursor === undefined ? {} : { cursor }) }
        const page = await listHistory(use.db, world.role(seat), input)
        records.push(...page.records)
        cursor = page.next ?? undefined
      } while (cursor !== undefined)
      return records
    }
    for (const seat of ['mission', 'sideA', 'observer'] as const) {
      const all = await pages(seat, 500)
      expect(await pages(seat, 3)).toEqual(all)
      expect(new Set(all.map((r) => `${r.compartment_id} ${r.id}`)).size).toBe(all.length)
      const actors = await listHistory(use.db, world.role(seat), { limit: 500, kind: 'actor' })
      expect(actors.records).toEqual(all.filter(({ kind }) => kind === 'actor'))
    }
    for (const { compartment_id } of await pages('public', 3))
      expect(compartment_id).toBe(world.compartment.public)
    const spoilt = listHistory(use.db, world.role('sideA'), { limit: 3, cursor: 'x' })
    expect(await problem(spoilt)).toMatchObject({ code: 'invalid-input' })
  })

  test('R29 what changed after an entry is read alone, each record whole', async () => {
    const { roomA, process } = world.compartment
    const part = async (seat: SeatName, compartment_id: string, after_n?: number) => {
      const role = world.role(seat)
      const input = { limit: 500, compartment_id }
      const page = await listHistory(use.db, role, {
        ...input,
        ...(after_n === undefined ? {} : { after_n }),
      })
      return page.records
    }
    const { record: old } = await create('sideA', track(roomA))
    const head = Math.max(...(await part('sideA', roomA)).flatMap((r) => r.facts.map((f) => f.n)))
    expect(await part('sideA', roomA, head)).toEqual([])
    const { record: made } = await create('sideA', track(roomA))
    expect((await part('sideA', roomA, head)).map((r) => r.id)).toEqual([made.id])
    const known_from = '2020-02-01T00:00:00.000Z'
    await record(
      'sideA',
      old.id,
      fact({ facet: 'description', value: old.facts[0]?.value ?? {}, known_from }),
    )
    const changed = await part('sideA', roomA, head)
    expect(changed.map((r) => r.id).sort()).toEqual([old.id, made.id].sort())
    expect(changed.find((r) => r.id === old.id)?.facts).toHaveLength(2)
    expect(await part('sideA', roomA, 0)).toEqual(await part('sideA', roomA))
    expect(await part('sideA', process, 1_000_000)).toEqual([])
    expect(await problem(part('sideB', roomA, head))).toMatchObject({ code: 'not-found' })
  })
})
