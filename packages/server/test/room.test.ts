// RM1-RM8, RM12-RM14 on both engines: entering, steps, their author and their order, refusals that
// change nothing, convergence through the server, and taking over. Expected words are written by hand.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { edited, receive, type Draft } from '@sulh/analysis/drafting/draft'
import { sheetOf, stepOf } from '@sulh/analysis/drafting/sheet'
import { limits } from '@sulh/contract/limits'
import type { ProblemDetails } from '@sulh/contract/problem'
import { sql } from 'kysely'
import { Transform } from 'prosemirror-transform'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { exportLedger } from '../src/ledger/export.ts'
import { restoreExport } from '../src/ledger/restore.ts'
import type { Database } from '../src/platform/database.ts'
import { openText } from './confidentiality/text_history.ts'
import { compartmentId, idOf, resetWorld, roleOf, seatId } from './confidentiality/world.ts'
import type { SeatName } from './confidentiality/world.ts'
import { onEngines } from './engines.ts'
import { openWorld, serve, type Server } from './http_harness.ts'
import { draft, node, roomsOf, slotIn, tabled, textOf, typed, wireOf } from './room_factories.ts'
import type { RoomOf } from './room_factories.ts'

const seed = Number(process.env['SULH_SEED'] ?? Date.now() & 0x7fffffff)
console.log(`room.test: seed ${seed}`)
const folder = mkdtempSync(join(tmpdir(), 'sulh-room-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const missing: RoomOf = { place: 'room_a', subject: 'never made' }

onEngines('drafting room', (use) => {
  let server: Server
  let rooms: ReturnType<typeof roomsOf>
  beforeAll(async () => {
    await openWorld(use.db, { example: true })
    server = await serve(use.db)
    rooms = roomsOf(server)
    return () => server.close()
  })
  beforeEach(async () => {
    await resetWorld(use.db)
    await openText(use.db, () => undefined)
  })
  const enter = async (seat: SeatName, room: RoomOf) => {
    const { status, body, text } = await rooms.enter(seat, room)
    expect(status, text).toBe(200)
    return body
  }
  const accepted = async (seat: SeatName, room: RoomOf, of: Parameters<typeof rooms.send>[2]) => {
    const { status, body, text } = await rooms.send(seat, room, of)
    expect(status, text).toBe(200)
    expect(body).toMatchObject({ accepted: true })
    return body
  }
  const refusal = ({ status, text }: { status: number; text: string }) => {
    const { code, errors } = JSON.parse(text) as ProblemDetails
    return { status, code, field: errors?.[0]?.field }
  }

  test('RM1 a room begins from the words that stand, and whoever enters finds the same', async () => {
    const first = await enter('a', draft)
    expect(first).toMatchObject({
      subject: 'alternative',
      may_write: true,
      slots: [],
      en: { version: 0, content: [{ text: 'xdraft' }] },
      ar: { version: 0, content: [] },
    })
    expect(first.base.ar).toBeNull()
    expect(await enter('a', draft)).toEqual(first)
    const ofNode = await enter('mission', node)
    expect(ofNode.en.content).toEqual([{ slot: idOf('text slot') }])
    expect(ofNode.slots).toEqual([idOf('text slot')])
    expect(await enter('b', slotIn('room_b'))).toMatchObject({
      subject: 'slot',
      base: { en: null, ar: null },
      en: { content: [] },
    })
  })

  test('RM1 a room of an alternative or node lies where these lie, and nowhere else', async () => {
    for (const subject of ['first alternative', 'text node'])
      expect(refusal(await rooms.enter('a', { place: 'room_a', subject }))).toMatchObject({
        code: 'not-found',
      })
    expect(refusal(await rooms.enter('a', { place: 'plenary', subject: 'draft of a' })).code).toBe(
      'not-found',
    )
  })

  test('RM12 a hidden room is answered as one that never was', async () => {
    await enter('a', draft)
    await accepted('a', draft, { version: 0, steps: [typed(0, 'hidden ')] })
    const sent = { version: 0, steps: [typed(0, 'y')] }
    for (const seat of ['b', 'mission', 'public'] as const) {
      const asked = async (room: RoomOf) => [
        await rooms.enter(seat, room),
        await rooms.read(seat, room),
        await rooms.send(seat, room, sent),
        await rooms.takeOver(seat, room, {
          versions: { en: 1, ar: 0 },
          base: { en: null, ar: null },
        }),
      ]
      const hidden = await asked(draft)
      expect(hidden).toEqual(await asked(missing))
      expect(hidden.map((answer) => answer.status)).toEqual([404, 404, 404, 404])
    }
  })

  test('RM12 who reads without writing enters a room that is open, and neither opens nor types', async () => {
    const observed: RoomOf = { place: 'process', subject: 'text slot' }
    expect(refusal(await rooms.enter('a', observed)).status).not.toBe(200)
    const { rows } = await use.db.asService('backup', (tx) =>
      sql`select 1 from sulh.drafting`.execute(tx),
    )
    expect(rows).toEqual([])
  })

  test('RM2 the author of a step is the seat that the server found, in the row as well', async () => {
    await enter('mission', tabled)
    await accepted('b', tabled, { version: 0, steps: [typed(0, 'b')] })
    await accepted('a', tabled, { version: 1, steps: [typed(0, 'a')] })
    const { body } = await rooms.read('mission', tabled)
    expect(body.steps.map((step) => step.seat_id)).toEqual([seatId('b'), seatId('a')])
    const forge = (seat_id: string) =>
      use.db.asSeat(roleOf(use.db, 'a'), (tx) =>
        tx
          .insertInto('sulh.drafting_step')
          .values({
            compartment_id: compartmentId('plenary'),
            subject_id: idOf('first alternative'),
            language: 'en',
            version: 3,
            client: randomUUID(),
            seat_id,
            at: '2020-10-20T00:00:00.000Z',
            step: JSON.stringify(typed(0, 'x')),
            content: null,
          })
          .execute(),
      )
    await expect(forge(seatId('b'))).rejects.toMatchObject({ code: '42501' })
    await forge(seatId('a'))
  })

  test.each([
    ['a square bracket', typed(0, 'a [b]'), 'steps.1.insert.0.text'],
    ['a decomposed letter', typed(0, 'e\u0301'), 'steps.1.insert.0.text'],
    ['a foreign slot', { from: 0, to: 0, insert: [{ slot: randomUUID() }] }, 'steps.1'],
    ['a range past the end', { from: 0, to: 99, insert: [] }, 'steps.1'],
    ['half a character', { from: 1, to: 2, insert: [] }, 'steps.1'],
    ['a mark', { from: 0, to: 0, insert: [{ text: 'x', marks: [] }] }, undefined],
    ['no range', { from: -1, to: 0, insert: [] }, 'steps.1.from'],
  ])('RM3 RM8 is refused with all that came with it: %s', async (_, bad, field) => {
    await enter('a', draft)
    const good = { from: 0, to: 6, insert: [{ text: '😀' }] }
    const answer = await rooms.send('a', draft, { version: 0, steps: [good, bad] })
    expect(answer.status).toBe(422)
    if (field) expect(refusal(answer).field).toContain(field)
    const { body } = await rooms.read('a', draft)
    expect(body).toEqual({ version: 0, steps: [] })
    expect(textOf((await enter('a', draft)).en)).toBe('xdraft')
  })

  test('RM3 bidi controls and words past the limit are refused', async () => {
    await enter('a', draft)
    const bidi = await rooms.send('a', draft, { version: 0, steps: [typed(0, '\u202Ex')] })
    expect(bidi.status).toBe(400)
    const long = 'x'.repeat(limits.long_text_characters)
    const answer = await rooms.send('a', draft, { version: 0, steps: [typed(0, long)] })
    expect(refusal(answer)).toMatchObject({ status: 422, field: 'steps.0' })
  })

  test('RM4 who is behind gets what came first, and nothing is written', async () => {
    await enter('mission', tabled)
    await accepted('a', tabled, { version: 0, steps: [typed(0, '1'), typed(1, '2')] })
    const late = await rooms.send('b', tabled, { version: 1, steps: [typed(0, '3')] })
    expect(late.body).toMatchObject({ accepted: false, version: 2 })
    expect(late.body.steps.map(({ version, step }) => ({ version, step }))).toEqual([
      { version: 2, step: typed(1, '2') },
    ])
    expect(textOf((await enter('b', tabled)).en)).toBe('12xfirst')
    const ahead = await rooms.send('b', tabled, { version: 9, steps: [typed(0, '3')] })
    expect(refusal(ahead)).toMatchObject({ status: 409, code: 'conflict' })
  })

  test('RM5 the order has no gap and no fork, whoever writes', async () => {
    await enter('mission', tabled)
    await accepted('a', tabled, { version: 0, steps: [typed(0, '1')] })
    const insert = (version: number) =>
      use.db.asSeat(roleOf(use.db, 'a'), (tx) =>
        sql`insert into sulh.drafting_step
          (compartment_id, subject_id, language, version, client, seat_id, at, step)
          values (${compartmentId('plenary')}, ${idOf('first alternative')}, 'en', ${version},
            ${randomUUID()}, ${seatId('a')}, now(), '{}')`.execute(tx),
      )
    await expect(insert(3)).rejects.toMatchObject({ code: '23503' })
    await expect(insert(1)).rejects.toMatchObject({ code: '23505' })
  })

  test('RM6 RM7 four windows of three seats type at once, converge and lose nothing', async () => {
    const room = await enter('mission', tabled)
    const typists = (['mission', 'a', 'b', 'a'] as const).map((seat) => ({
      seat,
      client: randomUUID() as string,
      doc: sheetOf(room.en.content),
      draft: { version: 0, unconfirmed: [] } as Draft,
    }))
    type Typist = (typeof typists)[number]
    let letter = 0x4e00
    let random = seed
    const below = (n: number) => {
      random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0
      return Math.floor((random / 4_294_967_296) * n)
    }
    const lost = new Set('xfirst')
    const all = new Set<string>()
    const type = (typist: Typist) => {
      const { size } = typist.doc.content
      const from = below(size + 1)
      const to = Math.min(size, from + below(3))
      const text = String.fromCharCode(letter++)
      for (const c of typist.doc.textBetween(from, to)) lost.add(c)
      all.add(text)
      const transform = new Transform(typist.doc).step(stepOf({ from, to, insert: [{ text }] }))
      typist.draft = edited(typist.draft, transform)
      typist.doc = transform.doc
    }
    const take = (
      typist: Typist,
      steps: Awaited<ReturnType<typeof rooms.read>>['body']['steps'],
    ) => {
      const transform = new Transform(typist.doc)
      const fresh = steps.filter(({ version }) => version > typist.draft.version)
      const batch = fresh.map((made) => ({
        step: stepOf(made.step),
        mine: made.client === typist.client && made.seat_id === seatId(typist.seat),
      }))
      typist.draft = receive(transform, typist.draft, batch)
      typist.doc = transform.doc
    }
    const exchange = async (typist: Typist) => {
      const { version, unconfirmed } = typist.draft
      if (unconfirmed.length === 0)
        return take(typist, (await rooms.read(typist.seat, tabled, version)).body.steps)
      const steps = unconfirmed.map(({ step }) => wireOf(step))
      const { body, text } = await rooms.send(typist.seat, tabled, {
        version,
        steps,
        client: typist.client,
      })
      expect(body, text).toHaveProperty('accepted')
      if (!body.accepted) take(typist, body.steps)
    }
    for (let round = 0; round < 12; round++) {
      for (const typist of typists) for (let i = below(4); i > 0; i--) type(typist)
      await Promise.all(typists.map(exchange))
    }
    while (typists.some(({ draft: d }) => d.unconfirmed.length > 0))
      for (const typist of typists) await exchange(typist)
    for (const typist of typists) await exchange(typist)
    const stands = textOf((await enter('b', tabled)).en)
    for (const { doc } of typists) expect(doc.textContent).toBe(stands)
    expect([...all].filter((c) => !lost.has(c) && !stands.includes(c))).toEqual([])
    expect(new Set(stands).size).toBe(stands.length)
  })

  test('RM9 a room of many steps is read again from its rows, whoever kept its sheet', async () => {
    await enter('a', draft)
    const steps = Array.from({ length: limits.room_steps_per_request_count }, () => typed(0, 'z'))
    for (let version = 0; version < 600; version += steps.length)
      await accepted('a', draft, { version, steps })
    const other = await serve(use.db)
    try {
      const { body } = await roomsOf(other).enter('a', draft)
      expect(body.en.version).toBe(600)
      expect(textOf(body.en)).toBe(`${'z'.repeat(600)}xdraft`)
    } finally {
      await other.close()
    }
    const kept = await use.db.asService('backup', (tx) =>
      sql<{ version: number }>`select version from sulh.drafting_step
        where content is not null`.execute(tx),
    )
    expect(kept.rows).toEqual([{ version: limits.room_steps_per_snapshot_count }])
  })

  const state = async (seat: SeatName, room: RoomOf) => {
    const { en, ar, base } = await enter(seat, room)
    return { versions: { en: en.version, ar: ar.version }, base }
  }

  test('RM14 taking over makes the revision that reviseAlternative makes, on its base', async () => {
    const before = await enter('a', draft)
    await accepted('a', draft, { version: 0, steps: [typed(6, ' of A')] })
    const taken = await rooms.takeOver('a', draft, await state('a', draft))
    expect(taken.status, taken.text).toBe(200)
    const english = taken.body.records[0]?.facts.findLast((f) => f.facet === 'english')
    expect(english).toMatchObject({ value: { content: [{ text: 'xdraft of A' }] } })
    const after = await enter('a', draft)
    expect(after.base).toEqual({ en: english?.id, ar: before.base.ar })
    const again = await rooms.takeOver('a', draft, await state('a', draft))
    expect(refusal(again)).toMatchObject({ code: 'wrong-state' })
    await accepted('a', draft, { version: 0, language: 'ar', steps: [typed(0, 'مسودة')] })
    const both = await rooms.takeOver('a', draft, await state('a', draft))
    expect(both.status, both.text).toBe(200)
    expect(both.body.records[0]?.facts.at(-1)).toMatchObject({ facet: 'arabic' })
  })

  test('RM14 a repeated taking over is answered as the first time', async () => {
    await enter('a', draft)
    await accepted('a', draft, { version: 0, steps: [typed(0, 'once ')] })
    const given = { act_id: randomUUID(), ...(await state('a', draft)) }
    const one = await rooms.takeOver('a', draft, given)
    expect(one.status, one.text).toBe(200)
    expect(await rooms.takeOver('a', draft, given)).toEqual(one)
  })

  test('RM14 words that went on are looked at again', async () => {
    await enter('a', draft)
    await accepted('a', draft, { version: 0, steps: [typed(0, 'one ')] })
    const seen = await state('a', draft)
    await accepted('a', draft, { version: 1, steps: [typed(0, 'two ')] })
    expect(refusal(await rooms.takeOver('a', draft, seen))).toMatchObject({
      status: 409,
      code: 'conflict',
    })
  })

  test('RM14 another revision is a conflict that names it, and can be answered', async () => {
    await enter('a', draft)
    await accepted('a', draft, { version: 0, steps: [typed(0, 'room ')] })
    const seen = await state('a', draft)
    const alternative = `/api/text/instruments/${idOf('instrument')}/alternatives/${idOf('draft of a')}`
    const act_id = randomUUID()
    const revised = await server.post('a', `${alternative}/revise`, {
      act_id,
      base: seen.base,
      wording: { en: [{ text: 'by hand' }] },
    })
    expect(revised.status, await revised.text()).toBe(200)
    const refused = await rooms.takeOver('a', draft, seen)
    expect(refusal(refused)).toMatchObject({ code: 'conflict', field: 'base.en' })
    expect(refused.text).toContain('by hand')
    const base = { ...seen.base, en: act_id }
    const taken = await rooms.takeOver('a', draft, { ...seen, base })
    expect(taken.status, taken.text).toBe(200)
    expect(taken.body.records[0]?.facts.at(-1)).toMatchObject({
      value: { content: [{ text: 'room xdraft' }] },
    })
  })

  test('RM14 the room of a slot makes a proposal in its own compartment', async () => {
    await enter('b', slotIn('room_b'))
    await accepted('b', slotIn('room_b'), { version: 0, steps: [typed(0, 'a new one')] })
    const given = await state('b', slotIn('room_b'))
    const none = await rooms.takeOver('b', slotIn('room_b'), given)
    expect(refusal(none)).toMatchObject({ status: 422, field: 'proposal' })
    const proposal = { id: randomUUID(), origin: 'party' }
    const made = await rooms.takeOver('b', slotIn('room_b'), { ...given, proposal })
    expect(made.status, made.text).toBe(200)
    expect(made.body.records[0]).toMatchObject({
      id: proposal.id,
      compartment_id: compartmentId('room_b'),
      kind: 'alternative',
    })
  })

  test('RM14 what the text refuses is refused, and the room stays as it is', async () => {
    await enter('mission', node)
    await accepted('mission', node, { version: 0, steps: [{ from: 0, to: 1, insert: [] }] })
    const lost = await rooms.takeOver('mission', node, await state('mission', node))
    expect(refusal(lost)).toMatchObject({ status: 422, field: 'wording.en' })
    const slot = { from: 0, to: 0, insert: [{ text: 'before ' }, { slot: idOf('text slot') }] }
    await accepted('mission', node, { version: 1, steps: [slot] })
    const kept = await rooms.takeOver('mission', node, await state('mission', node))
    expect(kept.status, kept.text).toBe(200)
    await enter('b', tabled)
    await accepted('b', tabled, { version: 0, language: 'ar', steps: [typed(0, 'Latin')] })
    const mixed = await rooms.takeOver('mission', tabled, await state('mission', tabled))
    expect(refusal(mixed)).toMatchObject({ status: 422, field: 'wording.ar.0.text' })
  })

  test('RM13 an export carries rooms and steps, and a restore brings them back', async () => {
    await enter('a', draft)
    await accepted('a', draft, { version: 0, steps: [typed(0, 'kept ')] })
    await accepted('a', draft, { version: 0, language: 'ar', steps: [typed(0, 'محفوظ')] })
    const path = join(folder, `${use.engine}.jsonl`)
    const written = async (db: Database, seat_id: string | null) => {
      let text = ''
      const write = async (line: string) => void (text += line)
      await exportLedger(db, { seat_id, keys: [], write })
      return text
    }
    const whole = await written(use.db, null)
    writeFileSync(path, whole)
    const lines = whole.split('\n').map((line) => line && (JSON.parse(line) as { type: string }))
    const count = (type: string) => lines.filter((line) => line && line.type === type).length
    expect([count('drafting'), count('drafting_step')]).toEqual([1, 2])
    expect(await written(use.db, seatId('b'))).not.toContain('"type":"drafting')
    expect(await written(use.db, seatId('a'))).toContain('kept ')
    const other = await use.fresh()
    await restoreExport(other, path)
    expect(await written(other, null)).toBe(whole)
    const restored = await serve(other)
    try {
      expect((await roomsOf(restored).enter('a', draft)).body).toEqual(await enter('a', draft))
      await roomsOf(restored).send('a', draft, { version: 1, steps: [typed(0, 'on ')] })
      expect(textOf((await roomsOf(restored).enter('a', draft)).body.en)).toBe('on kept xdraft')
    } finally {
      await restored.close()
    }
  }, 180_000)
})
