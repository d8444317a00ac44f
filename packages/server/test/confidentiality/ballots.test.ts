// D15, D16: a ballot is seen by nobody before the close, and tied to nobody after it. Before: every
// table is dumped as every seat and service while two runs differ in who voted what. After: an attack
// tries every column, place and transaction by which rows can be ordered, as the database's owner; it
// must find the link in a box that does not shuffle, and none in ours.
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import type { Database, Service, Tx } from '../../src/platform/database.ts'
import { readDecision } from '../../src/forum/decision_reader.ts'
import { onEngines } from '../engines.ts'
import { both } from '../factories.ts'
import {
  close,
  course,
  freeze,
  handIn,
  makeForum,
  open,
  termsOf,
  voucherOf,
  type Forum,
} from '../forum_factories.ts'

const MEMBERS = 12
/** 12 rows agree in 9 places or more in any other way than by a link once in a million orders. */
const LINKED = 9

type Row = Readonly<Record<string, unknown>>
type Ordering = { readonly name: string; readonly rank: ReadonlyMap<string, number> }

const tables = ['ballot', 'ballot_voter', 'ballot_box'] as const

/** Every table of the schema with its hidden columns, as the owner sees it. */
async function dump(tx: Tx, table: string): Promise<Row[]> {
  const { rows } = await sql<Row>`select ctid::text as "a place", xmin::text as "a transaction",
    cmin::text as "a command", t.* from ${sql.table(`sulh.${table}`)} t`.execute(tx)
  return rows
}

/** Row security stays forced on the owner, so it is lifted for the attack and put back. */
async function asAttacker<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.asService('owner', async (tx) => {
    for (const table of tables)
      await sql.raw(`alter table sulh.${table} disable row level security`).execute(tx)
    const found = await work(tx)
    for (const table of tables)
      await sql.raw(`alter table sulh.${table} enable row level security`).execute(tx)
    return found
  })
}

/** All ways to put these rows in an order: as they came, and by each column. */
function orderings(rows: readonly Row[], keyOf: (row: Row) => string): Ordering[] {
  const columns = Object.keys(rows[0] ?? {})
  const ranked = (name: string, sorted: readonly Row[]) => ({
    name,
    rank: new Map(sorted.map((row, i) => [keyOf(row), i])),
  })
  const comparable = (value: unknown) => {
    const place = /^\((\d+),(\d+)\)$/.exec(String(value))
    if (place) return Number(place[1]) * 100_000 + Number(place[2])
    const text = String(value)
    return /^\d+$/.test(text) ? Number(text) : text
  }
  return [
    ranked('as it came', rows),
    ...columns
      .filter((c) => new Set(rows.map((r) => String(r[c]))).size > rows.length / 2)
      .map((c) =>
        ranked(
          c,
          rows.toSorted((a, b) => {
            const [x, y] = [comparable(a[c]), comparable(b[c])]
            return x < y ? -1 : x > y ? 1 : 0
          }),
        ),
      ),
  ]
}

/** Pairs of orderings in which voters and ballots stand in the same, or the reverse, order. */
function links(
  voters: Ordering[],
  ballots: Ordering[],
  truth: ReadonlyMap<string, string>,
): string[] {
  const found: string[] = []
  for (const v of voters)
    for (const b of ballots) {
      const places = [...truth].map(([seat, mark]) => [v.rank.get(seat), b.rank.get(mark)] as const)
      const same = places.filter(([x, y]) => x !== undefined && x === y).length
      const last = truth.size - 1
      const reverse = places.filter(
        ([x, y]) => x !== undefined && y !== undefined && x === last - y,
      ).length
      if (same >= LINKED || reverse >= LINKED) found.push(`${v.name} ~ ${b.name}`)
    }
  return found
}

/** Values that stand in exactly one voter's row and one ballot's row. */
function sharedValues(voters: readonly Row[], ballots: readonly Row[]): string[] {
  const values = (row: Row) =>
    new Set(
      Object.values(row).map((v) =>
        v instanceof Uint8Array ? Buffer.from(v).toString('hex') : JSON.stringify(v),
      ),
    )
  return voters.flatMap((v) =>
    [...values(v)].filter(
      (value) =>
        voters.filter((o) => values(o).has(value)).length === 1 &&
        ballots.filter((b) => values(b).has(value)).length === 1,
    ),
  )
}

/** Names of twelve candidates, so that the test knows whose ballot each one is. */
const names = Array.from({ length: MEMBERS }, (_, i) => `c${String.fromCharCode(97 + i)}`)

async function opened(forum: Forum): Promise<string> {
  const terms = termsOf(forum, {
    candidates: names.map((id) => ({ id, name: both(id) })),
    participation: 'named',
    procedure: {
      format: 'sulh-procedure/1',
      name: both('One of many'),
      electorate: { members: MEMBERS },
      stages: [
        { id: 'vote', name: both('Vote'), ballot: 'one-of', voters: 'all', ties: 'no-decision' },
      ],
    },
  })
  const decision_id = await freeze(forum, terms)
  await open(forum, decision_id, 'vote')
  return decision_id
}

/** Members vote one after the other, each at once after her voucher; answers seat -> mark. */
async function voteInTurn(forum: Forum, decision_id: string): Promise<Map<string, string>> {
  const record = await readDecision(forum.db, forum.context(forum.mission), decision_id)
  const of = { decision_id, stage: 'vote', course: course(record) }
  const truth = new Map<string, string>()
  for (const [i, seat] of forum.members.entries()) {
    const voucher = await voucherOf(forum, of, seat)
    await handIn(forum, of, voucher, { choice: names[i] as string })
    truth.set(seat, voucher.token)
  }
  return truth
}

onEngines('ballots', (use) => {
  let forum: Forum
  beforeAll(async () => {
    forum = await makeForum(use.db, MEMBERS)
  })

  const attack = async (decision_id: string, truth: ReadonlyMap<string, string>) =>
    asAttacker(use.db, async (tx) => {
      const own = (rows: Row[]) => rows.filter((r) => r['decision_id'] === decision_id)
      const ballots = own(await dump(tx, 'ballot'))
      const voters = own(await dump(tx, 'ballot_voter'))
      expect([ballots.length, voters.length]).toEqual([MEMBERS, MEMBERS])
      return {
        links: links(
          orderings(voters, (r) => String(r['seat_id'])),
          orderings(ballots, (r) => String(r['mark'])),
          truth,
        ),
        shared: sharedValues(voters, ballots),
        transactions: new Set(ballots.map((r) => r['a transaction'])).size,
      }
    })

  test('D15 no seat and no service but the door and the tally sees a ballot of an open box', async () => {
    const decision_id = await opened(forum)
    await voteInTurn(forum, decision_id)
    const ask = (work: Promise<unknown>) =>
      work.then(
        (rows) => JSON.stringify(rows),
        (error: { code?: string }) => `refused ${error.code}`,
      )
    const select = (table: string) => (tx: Tx) =>
      sql`select * from ${sql.table(`sulh.${table}`)}`.execute(tx).then(({ rows }) => rows)
    for (const seat of [forum.mission, forum.outsider, ...forum.members.slice(0, 2)]) {
      const role = forum.role(seat)
      for (const table of ['ballot', 'ballot_box'])
        expect(await ask(use.db.asSeat(role, select(table)))).toBe('refused 42501')
      const door = use.db.asSeat(role, (tx) =>
        sql`select sulh.ballot_deposit(${forum.plenary}, ${decision_id}, 'vote', 'x', null, '{}', '',
          false)`.execute(tx),
      )
      expect(await ask(door)).toBe('refused 42501')
    }
    for (const service of [
      'ballot',
      'backup',
      'dispatcher',
      'checkpoint',
      'session',
      'provisioner',
    ])
      expect(await ask(use.db.asService(service as Service, select('ballot')))).toBe(
        'refused 42501',
      )
    // The tally has the grant, and its policy shows it closed boxes alone.
    expect(await ask(use.db.asService('tally', select('ballot')))).toBe('[]')
    const count = use.db.asService('tally', (tx) =>
      sql`insert into sulh.entry (compartment_id, id, act, recorded_at, salt, content) values
        (${forum.plenary}, gen_random_uuid(), 'countStage', now(), decode(repeat('00', 32), 'hex'),
        '{"rows":{}}')`.execute(tx),
    )
    expect(await ask(count)).toBe('refused 42501')
  })

  test('D15 a seat says of itself alone that it takes part', async () => {
    const decision_id = await opened(forum)
    const [one = '', other = ''] = forum.members
    const insert = (seat: string, as: string) =>
      use.db.asSeat(forum.role(as), (tx) =>
        sql`insert into sulh.ballot_voter (compartment_id, decision_id, stage, seat_id, shown, asked)
          values (${forum.plenary}, ${decision_id}, 'vote', ${seat}, true, '\\x00')`.execute(tx),
      )
    await expect(insert(other, one)).rejects.toThrow(/row-level security/)
    await expect(insert(forum.outsider, forum.outsider)).rejects.toThrow(/row-level security/)
  })

  test('D16 neither place, transaction, order nor value ties a ballot to a voter', async () => {
    const decision_id = await opened(forum)
    const truth = await voteInTurn(forum, decision_id)
    const found = await attack(decision_id, truth)
    expect(found).toEqual({ links: [], shared: [], transactions: 1 })
    await close(forum, decision_id, 'vote')
    // After the count: the sheet in the ledger, in its own order, against the roll and the seats.
    const record = await readDecision(use.db, forum.context(forum.mission), decision_id)
    const count = course(record).stages[0]?.count
    const sheet = (count?.receipts ?? []).map((r, i) => ({ ...r, ...count?.ballots[i] }))
    const roll = (count?.took_part ?? []).map((seat) => ({ seat }))
    expect([sheet.length, roll.length]).toEqual([MEMBERS, MEMBERS])
    const asCast = forum.members.map((seat) => ({ seat }))
    const sheetOrders = orderings(sheet, (r) => String((r as Row)['receipt'])).filter(
      // The names of the choices are the test's own key to whose ballot is whose.
      ({ name }) => name !== 'choice',
    )
    for (const voters of [roll, asCast])
      expect(
        links(
          orderings(voters, (r) => String(r['seat'])),
          sheetOrders,
          truth,
        ),
      ).toEqual([])
  })

  test('D16 a box that only appends is caught: by place and by transaction', async () => {
    const rewrite = (from: string, to: string) =>
      use.db.asService('owner', async (tx) => {
        const { rows } = await sql<{ source: string }>`select pg_get_functiondef(oid) as source
          from pg_proc where proname = 'ballot_deposit'`.execute(tx)
        const source = rows[0]?.source ?? ''
        expect(source).toContain(from)
        await sql.raw(source.replace(from, to)).execute(tx)
      })
    const keep = `and mark <> of_mark;\n  delete from sulh.ballot where`
    const leak = `and mark <> of_mark and false;\n  delete from sulh.ballot where mark = of_mark and`
    await rewrite(keep, leak)
    const decision_id = await opened(forum)
    const found = await attack(decision_id, await voteInTurn(forum, decision_id))
    await rewrite(leak, keep)
    expect(found.transactions).toBe(MEMBERS)
    expect(found.links).toContain('a transaction ~ a transaction')
    expect(found.links).toContain('a place ~ a place')
  })
})
