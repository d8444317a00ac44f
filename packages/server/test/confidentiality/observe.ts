// Everything that a seat can observe, as text: each granted row, view and function under its own
// role, the answers to guesses, and every address of the HTTP interface. What it sees must be a
// function of its compartments alone (platform SPEC P26).
import { sql } from 'kysely'
import type { Database, Tx } from '../../src/platform/database.ts'
import { docxOf } from '../../src/text/documents/docx.ts'
import { sampleBefore } from '../sample_text.ts'
import { askGivenBack } from './given_back.ts'
import { eventFact } from './history.ts'
import { decision_id } from './decision_history.ts'
import { instrument_id } from './text_history.ts'
import { compartmentId, idOf, mayRead, places, roleOf, seatId, type SeatName } from './world.ts'

export type Observation = ReadonlyMap<string, string>
/** A request as the watcher's seat; the whole answer with status and headers, as text. */
export type Ask = (method: 'GET' | 'POST', path: string, body?: unknown) => Promise<string>

/** The first thing that differs between two observations, in words, or undefined. */
export function difference(one: Observation, two: Observation): string | undefined {
  for (const [key, value] of one) {
    if (two.get(key) !== value) return `${key}:\n  ${value}\n  ${two.get(key) ?? '(absent)'}`
  }
  const extra = [...two.keys()].find((key) => !one.has(key))
  return extra === undefined ? undefined : `${extra}: (absent)\n  ${two.get(extra)}`
}

function text(value: unknown): string {
  return JSON.stringify(value, (_, v: unknown) =>
    v instanceof Uint8Array ? Buffer.from(v).toString('hex') : v,
  )
}

export async function observe(db: Database, watcher: SeatName, ask?: Ask): Promise<Observation> {
  const seen = new Map<string, string>()
  await dumpRelations(db, watcher, seen)
  await callFunctions(db, watcher, seen)
  await guess(db, watcher, seen)
  if (ask) await askEverything(watcher, ask, seen)
  return seen
}

/** Runs one statement in a transaction of its own, so that an error ends nothing else. */
async function attempt(
  db: Database,
  watcher: SeatName,
  work: (tx: Tx) => Promise<unknown>,
): Promise<string> {
  try {
    return text(await db.asSeat(roleOf(db, watcher), work))
  } catch (error) {
    const e = error as { message: string; code?: string; detail?: string; constraint?: string }
    return text({ error: e.message, code: e.code, detail: e.detail, constraint: e.constraint })
  }
}

async function relationsOf(db: Database, watcher: SeatName): Promise<string[]> {
  const found = await db.asSeat(roleOf(db, watcher), (tx) =>
    sql<{ name: string }>`select c.relname as name from pg_class c
      join pg_namespace s on s.oid = c.relnamespace
      where s.nspname = 'sulh' and c.relkind in ('r', 'v', 'm', 'S', 'p') order by 1`.execute(tx),
  )
  return found.rows.map((row) => row.name)
}

async function dumpRelations(db: Database, watcher: SeatName, seen: Map<string, string>) {
  for (const name of await relationsOf(db, watcher)) {
    const relation = sql.table(`sulh.${name}`)
    const rows = await attempt(db, watcher, async (tx) => {
      const found = await sql`select * from ${relation}`.execute(tx)
      return found.rows.map(text).toSorted()
    })
    seen.set(`rows of ${name}`, rows)
  }
}

async function callFunctions(db: Database, watcher: SeatName, seen: Map<string, string>) {
  const found = await db.asSeat(roleOf(db, watcher), (tx) =>
    sql<{ name: string }>`select p.proname as name from pg_proc p
      join pg_namespace s on s.oid = p.pronamespace
      where s.nspname = 'sulh' and p.pronargs = 0 and p.prorettype <> 'trigger'::regtype
      order by 1`.execute(tx),
  )
  for (const { name } of found.rows) {
    const call = await attempt(db, watcher, async (tx) => {
      const answer = await sql`select ${sql.ref(`sulh.${name}`)}() as answer`.execute(tx)
      return answer.rows
    })
    seen.set(`function ${name}`, call)
  }
}

/** Names of hidden records: those of the first run exist there and not in the second. */
const guesses = ['hidden one 0', 'hidden one 1', 'hidden two 0', 'source caucus_a', 'never made']

async function guess(db: Database, watcher: SeatName, seen: Map<string, string>) {
  const own = places.find((p) => p === `room_${watcher}`)
  for (const name of guesses) {
    const id = idOf(`record ${name}`)
    for (const place of places) {
      if (mayRead(watcher, place)) continue
      const key = `${name} in ${place}`
      seen.set(
        `insert into a hidden compartment, ${key}`,
        await attempt(db, watcher, (tx) => insertEntry(tx, compartmentId(place), key)),
      )
      if (own === undefined) continue
      seen.set(
        `refer to ${key}`,
        await attempt(db, watcher, async (tx) => {
          const at = { compartment_id: compartmentId(own), id: idOf(`probe ${key}`), name: key }
          await insertProbe(tx, at, { ref_compartment_id: compartmentId(place), ref_id: id })
          throw new Error('the reference was accepted')
        }),
      )
    }
    if (own === undefined) continue
    seen.set(
      `use the id of ${name}`,
      await attempt(db, watcher, async (tx) => {
        await insertProbe(tx, { compartment_id: compartmentId(own), id, name })
        throw new Error('the id was accepted')
      }),
    )
  }
}

/** An entry that names these rows, so that no probe fails for want of it. */
async function insertEntry(
  tx: Tx,
  compartment_id: string,
  name: string,
  rows: Readonly<Record<string, readonly object[]>> = {},
): Promise<number> {
  const content = JSON.stringify({ rows })
  const row = await sql<{ n: number }>`insert into sulh.entry
    (compartment_id, id, act, recorded_at, salt, content) values (${compartment_id},
    ${idOf(`entry ${name}`)}, 'probe', '2020-10-30', ${Buffer.alloc(32)}, ${content})
    returning n`.execute(tx)
  return row.rows[0]?.n ?? 0
}

/** A record with one fact and one reference of it, in tables' own words. */
async function insertProbe(
  tx: Tx,
  at: { readonly compartment_id: string; readonly id: string; readonly name: string },
  lead?: { readonly ref_compartment_id: string; readonly ref_id: string },
): Promise<void> {
  const { compartment_id, id, name } = at
  const fact_id = idOf(`probe fact ${name}`)
  const fact = {
    id: fact_id,
    record_id: id,
    ordinal: 0,
    facet: 'account',
    act: 'state',
    value: {},
    known_from: '2020-10-30',
    certainty: 'confirmed',
    mark: 'none',
    channel: 'in_room',
    confirmation: 'unconfirmed',
    recorded_by: seatId('b'),
    recorded_at: '2020-10-30',
  }
  const rows = {
    record: [{ id, kind: 'event' }],
    fact: [fact],
    reference: lead ? [{ fact_id, path: 'source', ordinal: 0, ...lead }] : [],
  }
  const n = await insertEntry(tx, compartment_id, name, rows)
  for (const table of ['record', 'fact', 'reference'] as const) {
    const into = sql.table(`sulh.${table}`)
    const placed = rows[table].map((row) => ({ ...row, compartment_id, n }))
    await sql`insert into ${into} select * from
      jsonb_populate_recordset(null::${into}, ${JSON.stringify(placed)}::jsonb)`.execute(tx)
  }
}

/** Every address, with the watcher's own ids, with hidden ones and with ids that never were. */
async function askEverything(watcher: SeatName, ask: Ask, seen: Map<string, string>) {
  const get = async (path: string) => seen.set(`GET ${path}`, await ask('GET', path))
  await get('/api/session')
  await get('/api/ledger/keys')
  await get('/api/dialogues')
  await get('/api/process/history?limit=3')
  await get('/api/process/history?limit=500')
  for (const place of places) {
    await get(`/api/process/history?compartment_id=${compartmentId(place)}`)
    await get(`/api/ledger/${compartmentId(place)}/entries`)
    await get(`/api/ledger/${compartmentId(place)}/checkpoints`)
  }
  for (const name of guesses) await get(`/api/process/records/${idOf(`record ${name}`)}`)
  await askText(ask, seen)
  await askRooms(ask, seen)
  await askGivenBack(ask, seen, ['alternative hidden one 0', 'never made', 'text slot'])
  await askDecision(ask, seen)
  const own = places.find((p) => p === `room_${watcher}`)
  for (const name of guesses) {
    const id = idOf(`record ${name}`)
    const facts = [eventFact(idOf(`asked fact ${name}`), 'probe')]
    const post = async (path: string, body: unknown) =>
      seen.set(`POST ${path} ${name} ${text(body).length}`, await ask('POST', path, body))
    await post(`/api/process/records/${id}/facts`, { facts })
    await post(`/api/process/records`, {
      id: idOf(`asked ${name}`),
      compartment_id: compartmentId('caucus_a'),
      kind: 'event',
      facts,
    })
    if (own === undefined) continue
    for (const place of places.filter((p) => !mayRead(watcher, p))) {
      const refers = { path: 'concerns', compartment_id: compartmentId(place), id }
      await post(`/api/process/records`, {
        id: idOf(`asked ${name}`),
        compartment_id: compartmentId(own),
        kind: 'event',
        facts: facts.map((f) => ({ ...f, references: [refers] })),
      })
    }
  }
}

/** A draft from elsewhere, the same in every run. */
const draftFile = docxOf(sampleBefore)

/** The text, its documents, and acts on it that name drafts elsewhere or none that ever was. */
async function askText(ask: Ask, seen: Map<string, string>) {
  const at = `/api/text/instruments/${instrument_id}`
  // Entries of a compartment that may be hidden, of all of them, and of none that ever was.
  const entries = [...places.map(compartmentId), idOf('never made')].map((id) => `${id}:1`)
  const after = [...entries, entries.join(',')].map((known) => `${at}?after=${known}`)
  for (const path of [at, `${at}?limit=2`, ...after])
    seen.set(`GET ${path}`, await ask('GET', path))
  for (const query of ['html', 'html&reach=plenary', 'docx', 'akn&languages=en']) {
    const path = `${at}/document?format=${query}&as_of=2030-01-01T00:00:00.000Z`
    seen.set(`GET ${path}`, await ask('GET', path))
  }
  const file = await draftFile
  seen.set(`POST ${at}/import/preview`, await ask('POST', `${at}/import/preview`, file))
  for (const name of ['asked import', ...guesses]) {
    const path = `${at}/import?act_id=${idOf(name)}`
    seen.set(`POST ${path}`, await ask('POST', path, file))
  }
  for (const name of [...guesses.map((g) => `alternative ${g}`), 'draft of a']) {
    const alternative = `${at}/alternatives/${idOf(name)}`
    const of = { act_id: idOf(`asked act ${name}`) }
    const posts = [
      [`${alternative}/table`, { ...of, copy_id: idOf('asked'), attribution: 'mediator' }],
      [`${alternative}/withdraw`, of],
      [
        `${at}/slots/${idOf('text slot')}/close`,
        { ...of, chosen_id: idOf(name), reason: 'merged' },
      ],
    ] as const
    for (const [path, body] of posts)
      seen.set(`POST ${path} ${name}`, await ask('POST', path, body))
  }
}

/** Rooms of drafts elsewhere, of none that ever was, and of the slot in every compartment. */
async function askRooms(ask: Ask, seen: Map<string, string>) {
  const subjects = [...guesses.map((g) => `alternative ${g}`), 'draft of a', 'text slot']
  for (const [place, subject] of places.flatMap((p) => subjects.map((s) => [p, s] as const))) {
    const room = `rooms/${compartmentId(place)}/${idOf(subject)}`
    const at = `/api/text/instruments/${instrument_id}/${room}`
    const client = idOf('asked window')
    const steps = [{ from: 0, to: 0, insert: [{ text: 'asked' }] }]
    const revisions = { versions: { en: 1, ar: 0 }, base: { en: null, ar: null } }
    const key = `${place} ${subject}`
    const post = async (path: string, body: unknown) =>
      seen.set(`POST ${path} ${key}`, await ask('POST', `${at}/${path}`, body))
    seen.set(`GET steps ${key}`, await ask('GET', `${at}/steps?language=en&after=0`))
    await post('steps', { language: 'en', version: 0, client, steps })
    await post('caret', { language: 'en', version: 0, client, at: 1 })
    await post('take-over', { act_id: idOf(`asked act ${key}`), ...revisions })
    await post('enter', {})
  }
}

/** The decision whose box is open, and ballots with vouchers of nobody. */
async function askDecision(ask: Ask, seen: Map<string, string>) {
  for (const id of [decision_id, idOf('record hidden one 0')]) {
    const at = `/api/decisions/${id}/stages/vote`
    seen.set(`GET ${at}`, await ask('GET', at))
    const blinded = 'f'.repeat(512)
    seen.set(`POST ${at}/voucher`, await ask('POST', `${at}/voucher`, { blinded }))
    for (const place of places) {
      const ballot = {
        decision_id: id,
        compartment_id: compartmentId(place),
        stage: 'vote',
        college: null,
        token: '0123456789ABCDEF',
        signature: '0'.repeat(512),
        ballot: { choice: 'yes' },
      }
      seen.set(`POST a ballot of ${id} in ${place}`, await ask('POST', '/api/ballots', ballot))
    }
  }
}
