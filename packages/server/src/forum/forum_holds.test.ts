// What the database itself refuses of the forum's acts (dialogue_SPEC.md D15, D50; decision_SPEC.md D4,
// D21): each is written as plain rows under a seat that may write in the compartment, past every command.
import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import {
  compartment,
  context,
  dialogue_id,
  makeForum,
  openForumDialogue,
  roleOf,
  seatOf,
  statementIds,
} from '../../test/dialogue_world.ts'
import { onEngines } from '../../test/engines.ts'
import { idOf } from '../../test/confidentiality/world.ts'
import {
  endorse,
  freeze,
  makeForum as makeBody,
  termsOf,
  type Forum,
} from '../../test/forum_factories.ts'
import { both } from '../../test/factories.ts'
import { append, type LedgerRow } from '../platform/append.ts'
import type { Database } from '../platform/database.ts'
import { seatRole, seatOfRole } from '../platform/roles.ts'
import { factRows } from '../process/commands.ts'
import { newFact } from './dialogue_act.ts'

type Given = {
  readonly record: string
  readonly made?: string
  readonly facets: readonly (readonly [string, object])[]
  readonly act?: 'withdraw'
  readonly of_fact_id?: string
  readonly by?: string
  readonly dialogue?: string
}

onEngines('what the database holds of the forum', (use) => {
  let body: Forum
  let decision = ''
  beforeAll(async () => {
    await makeForum(use.db)
    await openForumDialogue(use.db)
    body = await makeBody(await use.fresh(), 4)
    const terms = termsOf(body, {
      candidates: ['a', 'b'].map((id) => ({ id, name: both(`List ${id}`) })),
      procedure: {
        format: 'sulh-procedure/1',
        name: both('Lists'),
        electorate: { members: 4 },
        stages: [
          {
            id: 'vote',
            name: both('The vote'),
            ballot: 'one-of',
            voters: 'all',
            candidates: { from: 'endorsed', total: 1, per_member: 'one' },
            requires: [{ base: 'valid', share: '1/2', comparison: '>' }],
          },
        ],
      },
    })
    decision = await freeze(body, terms)
  })

  /** Rows as a seat writes them with its own rights and nothing in between. */
  const write = async (db: Database, role: ReturnType<typeof seatRole>, at: string, of: Given) => {
    const seat_id = seatOfRole(db.prefix, role) ?? ''
    const by = { ...context('secretariat', randomUUID(), 5), seat_id: of.by ?? seat_id }
    const facts = of.facets.map(([facet, value]) =>
      newFact(by, randomUUID(), {
        facet,
        value: value as Record<string, unknown>,
        ...(of.act ? { act: of.act, of_fact_id: of.of_fact_id ?? '' } : {}),
        references:
          of.dialogue !== undefined && facet === 'description'
            ? [{ path: 'dialogue', compartment_id: at, id: of.dialogue }]
            : [],
      }),
    )
    const rows: LedgerRow[] = [
      ...(of.made ? [{ table: 'record' as const, row: { id: of.record, kind: of.made } }] : []),
      ...factRows({ record_id: of.record, facts, context: by }),
    ]
    await db.asSeat(role, (tx) =>
      append(tx, [{ compartment_id: at, entry_id: randomUUID(), act: 'forged', rows }], by),
    )
  }
  const answer = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: Error) => error.message,
    )
  const inPlenary = (name: string, of: Given) =>
    answer(write(use.db, roleOf(use.db, name), compartment('plenary'), of))
  const inBody = (seat: string, of: Omit<Given, 'record'>) =>
    answer(write(body.db, body.role(seat), body.plenary, { record: decision, ...of }))

  test('D15 closing, judging and rules of a dialogue', async () => {
    const closing: Given = { record: dialogue_id, facets: [['status', { status: 'closed' }]] }
    expect(await inPlenary('west 1', closing)).toContain('a moderator')
    const judging: Given = {
      record: statementIds[0] ?? '',
      facets: [['moderation', { status: 'rejected', reason: 'unclear' }]],
    }
    expect(await inPlenary('west 1', judging)).toContain('a moderator')
    expect(await inPlenary('secretariat', judging)).toBe('done')
    const rules: Given = {
      record: dialogue_id,
      facets: [['rules', { moderators: [seatOf('west 1')] }]],
    }
    for (const name of ['west 1', 'secretariat'])
      expect(await inPlenary(name, rules)).toContain('rules of a dialogue are fixed')
  })

  test('D15 D50 a statement that is accepted at once, and links', async () => {
    const waiting = (): Given => ({
      record: randomUUID(),
      made: 'opinion_statement',
      dialogue: dialogue_id,
      facets: [['description', { wording: { en: 'Words' } }]],
    })
    expect(await inPlenary('west 1', waiting())).toBe('done')
    const accepted = (): Given => ({
      ...waiting(),
      facets: [...waiting().facets, ['moderation', { status: 'accepted' }]],
    })
    expect(await inPlenary('west 1', accepted())).toContain('a moderator')
    expect(await inPlenary('secretariat', accepted())).toBe('done')
    const links = (): Given => ({
      record: randomUUID(),
      made: 'citizen_invitation',
      dialogue: dialogue_id,
      facets: [
        ['description', { label: 'x', count: 1 }],
        ['links', { hashes: [idOf('x')] }],
      ],
    })
    expect(await inPlenary('west 1', links())).toContain('a moderator')
    expect(await inPlenary('secretariat', links())).toBe('done')
  })

  test('D21 D4 the secretariat’s acts on a decision, and endorsements of others', async () => {
    const [one = '', two = ''] = body.members
    for (const [facet, value] of [
      ['opening', { stage: 'vote', at: '2026-01-03T00:00:00.000Z', keys: [], seed: '00' }],
      ['closing', { stage: 'vote', at: '2026-01-03T00:00:00.000Z' }],
      ['certification', { witness: 'x', on: '2026-01-03', hash: '00' }],
      ['count', { stage: 'vote', form: 'paper' }],
    ] as const)
      expect(await inBody(one, { facets: [[facet, value]] }), facet).toContain('the secretariat')
    const sign = { facets: [['endorsement', { candidate: 'a' }]] as const }
    expect(await inBody(one, { ...sign, by: two })).toContain('a member')
    expect(await inBody(body.mission, sign)).toContain('a member')
    expect(
      await inBody(one, { facets: [['endorsement', { candidate: 'a', count: 9 }]] }),
    ).toContain('a member')
    const signed = await endorse(body, decision, one, 'a')
    const of_fact_id =
      signed.record.record.facts.findLast((f) => f.facet === 'endorsement')?.id ?? ''
    const withdrawal = {
      facets: [['endorsement', {}]] as const,
      act: 'withdraw' as const,
      of_fact_id,
    }
    expect(await inBody(two, withdrawal)).toContain('a member')
    expect(await inBody(one, withdrawal)).toBe('done')
  })
})
