// The ledger as the database makes it: n without gaps under concurrency, the frontier of RFC 6962,
// content from which the rows can be rebuilt, and refusals that tell nothing. Roots are computed
// here by the recursion of the RFC's text, which shares no code with the trigger.
import { createHash, randomUUID } from 'node:crypto'
import canonicalize from 'canonicalize'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { onEngines } from '../../test/engines.ts'
import { actor, makeWorld } from '../../test/factories.ts'
import { createRecord } from '../process/commands.ts'
import { append, commandContext } from './append.ts'
import { sqlState } from './database_problem.ts'

function sha256(...parts: Uint8Array[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest()
}
/** MTH of RFC 6962, section 2.1; `leaves` are hashed leaves. */
function treeHash(leaves: readonly Uint8Array[]): Buffer {
  if (leaves.length === 1) return Buffer.from(leaves[0] ?? [])
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return sha256(Buffer.from([1]), treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k)))
}
/** The roots of the perfect subtrees, one a bit of the size, largest first. */
function peaksOf(leaves: readonly Uint8Array[]): string[] {
  const peaks: string[] = []
  for (let from = 0; from < leaves.length;) {
    let size = 1
    while (from + size * 2 <= leaves.length) size *= 2
    peaks.push(treeHash(leaves.slice(from, from + size)).toString('hex'))
    from += size
  }
  return peaks
}

onEngines('the ledger', (use) => {
  test('P12 leaf and frontier are those of RFC 6962 at every size', async () => {
    const world = await makeWorld(use.db)
    const compartment_id = world.compartment.roomA
    for (let size = 2; size <= 34; size++) {
      await createRecord(use.db, world.context('sideA'), actor(compartment_id))
      const { entries, head } = await use.db.asSeat(world.role('sideA'), async (tx) => ({
        entries: await tx
          .selectFrom('sulh.entry')
          .selectAll()
          .where('compartment_id', '=', compartment_id)
          .orderBy('n')
          .execute(),
        head: await tx
          .selectFrom('sulh.head')
          .selectAll()
          .where('compartment_id', '=', compartment_id)
          .executeTakeFirstOrThrow(),
      }))
      const leaves = entries.map(({ salt, content }) =>
        sha256(Buffer.from([0]), sha256(salt, Buffer.from(content, 'utf8'))),
      )
      expect(entries.map(({ leaf }) => Buffer.from(leaf).toString('hex'))).toEqual(
        leaves.map((leaf) => leaf.toString('hex')),
      )
      expect(head.n).toBe(size)
      expect(head.peaks.map((p) => Buffer.from(p).toString('hex'))).toEqual(peaksOf(leaves))
    }
  })

  test('P10 n has no gaps when many write at once and some fail', async () => {
    const world = await makeWorld(use.db)
    const { plenary, caucusA, caucusB } = world.compartment
    const command = async (i: number) => {
      const seat = i % 2 === 0 ? 'sideA' : 'sideB'
      const input = actor([plenary, seat === 'sideA' ? caucusA : caucusB][i % 3 ? 0 : 1] ?? '')
      if (i % 5 === 0) input.facts[0] = { ...input.facts[0], value: {} } as never
      return createRecord(use.db, world.context(seat), input)
    }
    const both = async (i: number) =>
      use.db.asSeat(world.role('mission'), async (tx) => {
        const write = (compartment_id: string) => ({
          compartment_id,
          entry_id: randomUUID(),
          act: 'test',
          rows: [{ table: 'record' as const, row: { id: randomUUID(), kind: 'actor' } }],
        })
        // Given in either order; the heads must be taken in one.
        const writes = [caucusA, plenary, caucusB].map(write)
        await append(tx, i % 2 ? writes : writes.toReversed(), world.context('mission'))
        if (i % 4 === 0) throw new Error('this one is rolled back')
      })
    const all = [...Array(60).keys()].flatMap((i) => [command(i), both(i)])
    const settled = await Promise.allSettled(all)
    expect(settled.filter((s) => s.status === 'fulfilled')).toHaveLength(48 + 45)
    for (const compartment_id of [plenary, caucusA, caucusB]) {
      const entries = await use.db.asSeat(world.role('mission'), (tx) =>
        tx
          .selectFrom('sulh.entry')
          .select('n')
          .where('compartment_id', '=', compartment_id)
          .orderBy('n')
          .execute(),
      )
      expect(entries.map(({ n }) => n)).toEqual(entries.map((_, i) => i + 1))
    }
  })

  test('P11 the content is canonical and holds every row of the entry', async () => {
    const world = await makeWorld(use.db)
    const { record } = await createRecord(
      use.db,
      world.context('mission'),
      actor(world.compartment.plenary, 'Ω 2\u0301 \u{1F54A}'),
    )
    const entry = await use.db.asSeat(world.role('mission'), (tx) =>
      tx
        .selectFrom('sulh.entry')
        .selectAll()
        .where('compartment_id', '=', record.compartment_id)
        .where('n', '=', record.facts[0]?.n ?? 0)
        .executeTakeFirstOrThrow(),
    )
    const content = JSON.parse(entry.content) as Record<string, unknown>
    expect(canonicalize(content)).toBe(entry.content)
    const { compartment_id, id, act, recorded_at } = entry
    expect(content).toMatchObject({ v: 1, compartment_id, id, act, recorded_at })
    const [fact] = record.facts
    const { compartment_id: _, n: __, references: ___, ...row } = fact ?? ({} as never)
    expect(content['rows']).toEqual({
      record: [{ id: record.id, kind: 'actor' }],
      fact: [{ ...row, ordinal: 0 }],
    })
  })

  test('P11 a row that its entry does not name is refused, whoever may write', async () => {
    const world = await makeWorld(use.db)
    const compartment_id = world.compartment.roomA
    const { record } = await createRecord(use.db, world.context('sideA'), actor(compartment_id))
    const [fact] = record.facts
    const n = fact?.n ?? 0
    const late = [
      // A record and a fact beside the ledger, and a second reading of a fact that stands in it.
      `insert into sulh.record (compartment_id, id, kind, n)
        values ('${compartment_id}', '${randomUUID()}', 'actor', ${n})`,
      `insert into sulh.fact select (jsonb_populate_record(f,
          jsonb_build_object('id', '${randomUUID()}'))).* from sulh.fact f where id = '${fact?.id}'`,
      `insert into sulh.reference (compartment_id, fact_id, path, ordinal, ref_compartment_id, ref_id, n)
        values ('${compartment_id}', '${fact?.id}', 'source', 0, '${compartment_id}', '${record.id}', ${n})`,
    ]
    for (const statement of late)
      await expect(
        use.db.asSeat(world.role('sideA'), (tx) => sql.raw(statement).execute(tx)),
        statement,
      ).rejects.toMatchObject({ code: '23514' })
    // Named, but with another kind than the entry says.
    const id = randomUUID()
    const lying = use.db.asSeat(world.role('sideA'), async (tx) => {
      const content = JSON.stringify({ rows: { record: [{ id, kind: 'actor' }] } })
      await sql`insert into sulh.entry (compartment_id, id, act, recorded_at, salt, content)
        values (${compartment_id}, ${randomUUID()}, 'x', now(), ${new Uint8Array(32)}, ${content})`.execute(
        tx,
      )
      await sql`insert into sulh.record (compartment_id, id, kind, n)
        values (${compartment_id}, ${id}, 'track', ${n + 1})`.execute(tx)
    })
    await expect(lying).rejects.toMatchObject({ code: '23514' })
  })

  test('P8 a compartment that is hidden refuses an entry as one that never was', async () => {
    const world = await makeWorld(use.db)
    const attempt = async (compartment_id: string) =>
      use.db
        .asSeat(world.role('sideB'), async (tx) => {
          const rows = [{ table: 'record' as const, row: { id: randomUUID(), kind: 'actor' } }]
          const write = { compartment_id, entry_id: randomUUID(), act: 'test', rows }
          await append(tx, [write], commandContext(world.seat.sideB))
        })
        .then(
          () => 'written',
          (error: Error) => `${sqlState(error)} ${error.message}`,
        )
    const hidden = await attempt(world.compartment.roomA)
    expect(hidden).toBe(await attempt(randomUUID()))
    expect(hidden).toContain('42501')
    expect(await attempt(world.compartment.process)).toBe(hidden)
  })

  test('P3 a seat cannot set n or leaf, nor change or delete what is written', async () => {
    const world = await makeWorld(use.db)
    const { compartment, role } = world
    const refused = async (statement: string) =>
      expect(
        use.db.asSeat(role('sideA'), (tx) => sql.raw(statement).execute(tx)),
        statement,
      ).rejects.toMatchObject({ code: '42501' })
    await refused(`insert into sulh.entry (compartment_id, n, id, act, recorded_at, salt, content, leaf)
      values ('${compartment.roomA}', 9, '${randomUUID()}', 'x', now(), sha256('x'), '{}', '')`)
    for (const table of ['entry', 'record', 'fact', 'reference', 'head', 'reader', 'circle']) {
      await refused(`update sulh.${table} set compartment_id = '${compartment.roomA}'`)
      await refused(`delete from sulh.${table}`)
      await refused(`select * from sulh.${table} for update`)
    }
    await refused(`insert into sulh.reader values (current_user, '${compartment.roomB}', true)`)
    await refused('select sulh.entry_append()').catch((error: unknown) => {
      // PostgreSQL may say first that a trigger function is called by a trigger only.
      expect(sqlState((error as { cause?: unknown }).cause ?? error)).not.toBe('00000')
    })
  })
})
