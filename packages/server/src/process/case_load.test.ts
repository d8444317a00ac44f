// The shipped case in a database: everything is there, each seat sees its own part, and a load that
// fails half-way leaves nothing (SPEC R18). On both engines.
import { createHash } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { processKindNames, type ProcessRecord } from '@sulh/contract/process'
import { dialogueBodyKinds } from '@sulh/contract/forum_dialogue_kinds'
import { textBodyKinds } from '@sulh/contract/text'
import { onEngines } from '../../test/engines.ts'
import type { Database } from '../platform/database.ts'
import { provision } from '../platform/provision.ts'
import { seatRole } from '../platform/roles.ts'
import { CaseError, readCase } from './case.ts'
import type { Case } from './case.ts'
import { derivedId } from './case_files.ts'
import { appendAll } from './case_append.ts'
import { isLoaded, loadCase, planOf } from './case_load.ts'
import { at, authors, createInput, discloseInput, writesOf } from './case_writes.ts'
import { createRecordIn, discloseRecordIn } from './commands.ts'
import { listHistory } from './queries.ts'

const FOLDER = new URL('../../../../cases/libya-2020', import.meta.url).pathname

/** Randomness that is the same in each run, so that a failure can be repeated. */
function loading(name = 'test') {
  let ids = 0
  let salts = 0
  return {
    now: '2026-01-01T00:00:00.000Z',
    random_id: () => derivedId(`${name} ${ids++}`),
    salt: () => new Uint8Array(createHash('sha256').update(`${name} ${salts++}`).digest()),
  }
}

let found: Case
beforeAll(async () => {
  found = await readCase(FOLDER)
})

async function seenBy(db: Database, seat: string): Promise<ProcessRecord[]> {
  const id = found.seats.find((s) => s.key === seat)?.id ?? ''
  const all: ProcessRecord[] = []
  let cursor: string | undefined
  do {
    const page = await listHistory(db, seatRole(db.prefix, id), {
      limit: 500,
      ...(cursor === undefined ? {} : { cursor }),
    })
    all.push(...page.records)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return all
}
/** Kinds that are read with their text or their dialogue. */
const apart: readonly string[] = [...textBodyKinds, ...dialogueBodyKinds]
const idOf = (key: string) => derivedId(`libya-2020/${key}`)
const copyOf = (key: string) => derivedId(`libya-2020/${key}@public`)

onEngines('R18 the case is loaded through the commands', (use) => {
  beforeAll(async () => {
    await loadCase(use.db, found, loading())
  })

  it('has every record of the process for the mission, with all its facts', async () => {
    const seen = new Map((await seenBy(use.db, 'mission')).map((r) => [r.id, r]))
    // What the case's own table of readers gives to the mission's head office.
    const read = new Set(
      found.compartments.filter((c) => c.readers.has('mission')).map((c) => c.key),
    )
    expect(read.size).toBeGreaterThan(10)
    for (const record of found.records) {
      if (!read.has(record.compartment)) continue
      // The parts of a text are read by instrument; text/case_text.test.ts asks for them.
      if (apart.includes(record.kind)) continue
      const there = seen.get(record.id)
      // A disclosure leaves a fact of its own on the source.
      const facts = there?.facts.filter((f) => f.facet !== 'disclosure') ?? []
      expect(
        facts.map((f) => f.id),
        record.key,
      ).toEqual(record.facts.map((f) => f.id))
    }
  })

  it('gives the public every public record with its history and its references', async () => {
    const seen = new Map((await seenBy(use.db, 'public')).map((r) => [r.id, r]))
    const open = found.records.filter((r) => r.public)
    expect(seen.size).toBe(open.length)
    for (const record of open) {
      const copy = seen.get(copyOf(record.key))
      expect(
        copy?.facts.map((f) => [f.facet, f.act, f.known_from]),
        record.key,
      ).toEqual(record.facts.map((f) => [f.facet, f.act, f.known_from]))
      const ids = copy?.facts.map((f) => f.references.map((r) => `${r.path} ${r.id}`).toSorted())
      expect(ids, record.key).toEqual(
        record.facts.map((f) => f.references.map((r) => `${r.path} ${copyOf(r.key)}`).toSorted()),
      )
    }
  })

  it('shows each delegation its own room and caucus and not the other one', async () => {
    const [gna, lna, mission, observer] = await Promise.all(
      ['gna-delegation', 'lna-delegation', 'mission', 'observer-states'].map(
        async (seat) => new Set((await seenBy(use.db, seat)).map((r) => r.id)),
      ),
    )
    const who = (key: string) => [gna, lna, mission, observer].map((ids) => ids?.has(idOf(key)))
    expect(who('example-room-gna')).toEqual([true, false, false, false])
    expect(who('example-room-lna')).toEqual([false, true, false, false])
    expect(who('example-caucus-gna')).toEqual([true, false, true, false])
    expect(who('example-caucus-lna')).toEqual([false, true, true, false])
    expect(who('example-jmc-plenary')).toEqual([true, true, true, false])
    expect(who('example-observers-jmc')).toEqual([true, true, true, true])
    expect(who('example-cell-security')).toEqual([false, false, true, false])
  })

  it('refuses a second load with a sentence, and changes nothing', async () => {
    const before = (await seenBy(use.db, 'mission')).length
    await expect(loadCase(use.db, found, loading())).rejects.toThrow(/is in this database already/)
    expect((await seenBy(use.db, 'mission')).length).toBe(before)
  })

  it('names file and line of a record that a command refuses, and writes nothing', async () => {
    const other = await use.fresh()
    const [last, ...before] = found.records.toReversed()
    if (!last) throw new Error('the case is empty')
    const broken = { ...last, facts: last.facts.map((f) => ({ ...f, facet: 'no-such-facet' })) }
    const half: Case = { ...found, records: [...before.toReversed(), broken] }
    const error: unknown = await loadCase(other, half, loading()).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(CaseError)
    expect((error as CaseError).message).toMatch(/\.yaml:\d+: .* was refused: /)
    expect(await isLoaded(other, found)).toBe(false)
  })

  it('leaves nothing behind where writing fails half-way, and can be done again', async () => {
    const other = await use.fresh()
    let salts = 0
    // Past the opening entries and the first hundreds of records.
    const failing = () => {
      if (++salts > 700) throw new Error('no more randomness')
      return new Uint8Array(32)
    }
    const broken = loadCase(other, found, { ...loading(), salt: failing })
    await expect(broken).rejects.toThrow('no more randomness')
    expect(await isLoaded(other, found)).toBe(false)
    const entries = await other.asService('backup', (tx) =>
      tx.selectFrom('sulh.entry').select('id').execute(),
    )
    expect(entries).toEqual([])
    await loadCase(other, found, loading())
    expect(await isLoaded(other, found)).toBe(true)
  })

  it('writes what the commands write, entry by entry', async () => {
    const part = partOf(found)
    const [batch, single] = [await use.fresh(), await use.fresh()]
    await provision(batch, planOf(part, loading('plan')), async (tx) => {
      const randomness = loading('records')
      await appendAll(tx, writesOf(part, randomness), randomness)
    })
    await provision(single, planOf(part, loading('plan')), async (tx) => {
      const randomness = loading('records')
      const author = authors(part)
      for (const record of part.records) {
        const context = { ...randomness, seat_id: at(author, record.compartment) }
        await createRecordIn(tx, context, createInput(record, part), { trusted: true })
        if (record.public)
          await discloseRecordIn(tx, context, discloseInput(record, part), {
            trusted: true,
            keep_history: true,
          })
      }
    })
    const [one, other] = [await entriesOf(batch), await entriesOf(single)]
    expect(one.length).toBeGreaterThan(part.records.length * 2)
    expect(one).toEqual(other)
  })
})

/** One record of each kind and compartment, some with other acts than state, and their targets. */
function partOf(all: Case): Case {
  // A text is made by its own acts, and its slots and alternatives refer to each other.
  const whole = { ...all, records: all.records.filter((r) => processKindNames.includes(r.kind)) }
  const byKey = new Map(whole.records.map((r) => [r.key, r]))
  const kept = new Set<string>()
  const keep = (key: string): void => {
    if (kept.has(key)) return
    kept.add(key)
    for (const fact of byKey.get(key)?.facts ?? []) for (const r of fact.references) keep(r.key)
  }
  const sorts = Map.groupBy(whole.records, ({ kind, compartment }) => `${kind} ${compartment}`)
  for (const [one] of sorts.values()) if (one) keep(one.key)
  const acts = whole.records.filter(({ facts }) => facts.some(({ act }) => act !== 'state'))
  for (const { key } of acts.slice(0, 8)) keep(key)
  // A seat names its delegation, so that must be there.
  for (const { key, kind } of whole.records) if (kind === 'delegation') keep(key)
  return { ...whole, records: whole.records.filter(({ key }) => kept.has(key)) }
}

/** Every entry; rows of the other tables are rebuilt from their content (platform SPEC P11). */
async function entriesOf(of: Database): Promise<string[]> {
  const rows = await of.asService('backup', (tx) =>
    tx
      .selectFrom('sulh.entry')
      .select(['compartment_id', 'n', 'content'])
      .orderBy('compartment_id')
      .orderBy('n')
      .execute(),
  )
  return rows.map(({ compartment_id, n, content }) => `${compartment_id} ${n} ${sorted(content)}`)
}

/** The order of references within a fact is the query's or the file's; neither is content. */
function sorted(content: string): string {
  const entry = JSON.parse(content) as { rows: Record<string, object[]> }
  const reference = entry.rows['reference']?.map((r) => JSON.stringify(r)).toSorted()
  return JSON.stringify({ ...entry, rows: { ...entry.rows, reference } })
}
