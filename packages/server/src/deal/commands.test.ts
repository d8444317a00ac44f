// The rules of SPEC.md on both engines: where estimates may lie and what they say, what GENIUS files
// become, and that a package leaves the analysts' circle through the one gate alone.
import { randomUUID } from 'node:crypto'
import { dealEndpoints } from '@sulh/contract/deal'
import type { InputOf } from '@sulh/contract/endpoint'
import { parse } from 'zod/v4/core'
import { beforeEach, expect, test } from 'vitest'
import {
  certain,
  describe,
  type DealWorld,
  here,
  kindsOf,
  makeClearance,
  makeDeal,
  makePackage,
  preferenceOf,
  record,
} from '../../test/deal_factories.ts'
import { onEngines } from '../../test/engines.ts'
import { both, fact } from '../../test/factories.ts'
import { problemOf, slotOf, treeAs } from '../../test/text_factories.ts'
import { createRecord, discloseRecord, recordFacts } from '../process/commands.ts'
import { getRecord, listHistory } from '../process/queries.ts'
import { importGenius } from './commands.ts'
import { proposePackage } from './propose.ts'

type Proposal = InputOf<typeof dealEndpoints.proposePackage>

onEngines('deal room', (use) => {
  let w: DealWorld
  beforeEach(async () => {
    w = await makeDeal(use.db)
  })
  const propose = (given: Partial<Proposal> & { package_id: string }) =>
    proposePackage(
      use.db,
      w.context('analyst'),
      parse(dealEndpoints.proposePackage.input, {
        compartment_id: w.compartment.cell,
        proposal_id: randomUUID(),
        act_id: randomUUID(),
        // After everything that the tests write, and the same for a repetition.
        known_from: '2099-01-01T00:00:00.000Z',
        ...given,
      }),
    )
  /** A caucus statement of side A, as the mission noted it. */
  const told = async () => {
    const id = randomUUID()
    const { compartment_id: process, id: party } = w.partyA
    const value = { title: both('Told'), text: both('Told in caucus.'), when: '2020-10-18' }
    const references = [{ path: 'speaker', compartment_id: process, id: party }]
    const facts = [fact({ facet: 'account', value, references })]
    const compartment_id = w.compartment.caucusA
    await createRecord(use.db, w.context('mission'), {
      id,
      compartment_id,
      kind: 'statement',
      facts,
    })
    return { compartment_id, id }
  }
  const confide = async () => {
    const estimate = preferenceOf(w, {
      party: w.partyA,
      issue: w.slotIssue,
      scores: { months: 100, days: 60, none: 0 },
      release: 'mediator_only',
      evidence: [await told()],
    })
    const [id = ''] = w.preferences
    await record(use.db, w, { change: [{ id, facts: estimate.facts }] })
    return estimate.facts[0]?.id ?? ''
  }

  test('DR1 estimates lie in a cell that seats of the mission alone read, and nowhere else', async () => {
    const model = () =>
      describe('deal_model', { title: both('Another') }, [{ path: 'parties', ...w.partyA }])
    for (const name of ['plenary', 'caucusA', 'mission', 'process'] as const) {
      const where = { compartment_id: w.compartment[name], seat: 'mission' as const }
      const refused = await problemOf(record(use.db, w, { create: [model()], ...where }))
      expect([name, refused.code]).toEqual([name, 'not-permitted'])
    }
    const hidden = { compartment_id: w.compartment.cellA, seat: 'mission' as const }
    const never = { compartment_id: randomUUID(), seat: 'mission' as const }
    const [a, b] = [
      await problemOf(record(use.db, w, { create: [model()], ...hidden })),
      await problemOf(record(use.db, w, { create: [model()], ...never })),
    ]
    expect([a.code, a.message, a.errors]).toEqual([b.code, b.message, b.errors])
    expect(a.code).toBe('not-found')
  })

  test('DR2 no other seat reads a record of the model, the mission included', async () => {
    const all = [w.model, w.slotIssue, w.roadIssue, ...w.preferences]
    for (const seat of ['mission', 'sideA', 'sideB', 'observer', 'public'] as const) {
      const { records } = await listHistory(use.db, w.role(seat), { limit: 500 })
      expect(records.filter((r) => all.includes(r.id))).toEqual([])
      const refused = await problemOf(getRecord(use.db, w.role(seat), w.model))
      expect(refused.code).toBe('not-found')
    }
    const { records } = await listHistory(use.db, w.role('analyst'), { limit: 500 })
    expect(all.every((id) => records.some((r) => r.id === id))).toBe(true)
  })

  test('DR3 the process’s own commands neither make, change nor disclose them', async () => {
    const made = describe('deal_model', { title: both('X') }, [{ path: 'parties', ...w.partyA }])
    const compartment_id = w.compartment.cellA
    const context = w.context('analyst')
    const create = createRecord(use.db, context, { ...made, compartment_id })
    expect((await problemOf(create)).code).toBe('not-permitted')
    const facts = [fact({ facet: 'withdrawal', value: { reason: both('x') } })]
    const change = recordFacts(use.db, context, { id: w.model, facts })
    expect((await problemOf(change)).code).toBe('not-permitted')
    const disclose = discloseRecord(use.db, context, {
      id: w.model,
      copy_id: randomUUID(),
      compartment_id: w.compartment.cell,
      attribution: 'mediator',
      known_from: '2020-10-19T00:00:00.000Z',
    })
    expect((await problemOf(disclose)).code).toBe('not-permitted')
  })

  test('DR4 a model names each party once', async () => {
    const model = (...parties: (typeof w.partyA)[]) =>
      describe(
        'deal_model',
        { title: both('Two') },
        parties.map((party) => ({ path: 'parties', ...party })),
      )
    const refused = await problemOf(record(use.db, w, { create: [model(w.partyA, w.partyA)] }))
    expect([refused.code, refused.errors?.[0]?.expected]).toEqual([
      'invalid-input',
      'each party once',
    ])
    await record(use.db, w, { create: [model(w.partyA, w.partyB)] })
  })

  test('DR4 a preference scores every option once, in order and within 0 to 100', async () => {
    const of = { party: w.partyA, issue: w.roadIssue }
    const missing = preferenceOf(w, { ...of, scores: { open: 10 } })
    const refused = await problemOf(record(use.db, w, { create: [missing] }))
    expect(refused.code).toBe('invalid-input')
    expect(refused.errors?.[0]?.field).toBe(`${missing.id}.scores`)
    expect(refused.errors?.[0]?.expected).toContain('open, shut')
    const disordered = preferenceOf(w, { ...of, scores: { open: 10, shut: 20 } })
    const [first] = disordered.facts
    if (!first) throw new Error('A preference has a fact.')
    const upside = { ...first, value: { ...first.value, weight: { low: 9, likely: 3, high: 9 } } }
    const wrong = record(use.db, w, { create: [{ ...disordered, facts: [upside] }] })
    expect((await problemOf(wrong)).errors?.[0]?.expected).toContain('out of order')
    // Nothing of a refused command is there.
    expect((await problemOf(getRecord(use.db, w.role('analyst'), missing.id))).code).toBe(
      'not-found',
    )
  })

  test('DR5 what rests on a caucus is “mediator only”', async () => {
    const evidence = [await told()]
    const of = { party: w.partyA, issue: w.roadIssue, scores: { open: 1, shut: 2 }, evidence }
    const open = await problemOf(
      record(use.db, w, { create: [preferenceOf(w, { ...of, release: 'conveyed' })] }),
    )
    expect(open.errors?.[0]?.field).toMatch(/release$/)
    const kept = preferenceOf(w, { ...of, release: 'mediator_only' })
    expect(kindsOf(await record(use.db, w, { create: [kept] }))).toEqual(['preference'])
  })

  test('DR6 a package takes one option of every issue; a link names options that exist', async () => {
    const half = describe(
      'deal_package',
      { title: both('x'), choices: [{ issue: w.slotIssue, option: 'days' }], reasons: both('x') },
      [here(w, 'model', w.model)],
    )
    const refused = await problemOf(record(use.db, w, { create: [half] }))
    expect(refused.errors?.[0]?.expected).toContain('each of the 2 issues')
    const link = (option: string) =>
      describe(
        'deal_link',
        {
          class: 'requires',
          choices: [{ issue: w.slotIssue, option }],
          then: [{ issue: w.roadIssue, option: 'open' }],
          reason: both('x'),
        },
        [here(w, 'model', w.model), here(w, 'issues', w.slotIssue), here(w, 'issues', w.roadIssue)],
      )
    const wrong = await problemOf(record(use.db, w, { create: [link('weeks')] }))
    expect(wrong.errors?.[0]?.field).toMatch(/choices\.0$/)
    await record(use.db, w, { create: [link('days')] })
  })

  const domain = `<negotiation_template><utility_space number_of_issues="2"><objective index="0" name="o">
    <issue index="1" name="oil" type="discrete" vtype="discrete"><item index="1" value="now"/><item index="2" value="later"/></issue>
    <issue index="2" name="road" type="discrete" vtype="discrete"><item index="1" value="open"/><item index="2" value="shut"/></issue>
    </objective></utility_space></negotiation_template>`
  const profile = (now: number, shut: number, weight: number) =>
    `<utility_space><objective index="0" name="o">
    <weight index="1" value="${weight}"/><weight index="2" value="${1 - weight}"/>
    <issue index="1" name="oil" type="discrete"><item index="1" value="now" evaluation="${now}"/><item index="2" value="later" evaluation="4"/></issue>
    <issue index="2" name="road" type="discrete"><item index="1" value="open" evaluation="10"/><item index="2" value="shut" evaluation="${shut}"/></issue>
    </objective></utility_space>`
  const genius = (files: { name: string; text: string }[]) =>
    importGenius(
      use.db,
      w.context('analyst'),
      parse(dealEndpoints.importGenius.input, {
        compartment_id: w.compartment.cellA,
        model_id: randomUUID(),
        title: 'Oil and road',
        known_from: '2020-10-19T21:59:59.000Z',
        files,
        profiles: [
          { name: 'a.xml', party: w.partyA },
          { name: 'b.xml', party: w.partyB },
        ],
      }),
    )

  test('DR6 a budget says what each choice costs and how much all may cost', async () => {
    const choices = [
      { issue: w.slotIssue, option: 'days' },
      { issue: w.roadIssue, option: 'open' },
    ]
    const link = (more: Record<string, unknown>) =>
      describe('deal_link', { class: 'budget', choices, reason: both('Money.'), ...more }, [
        here(w, 'model', w.model),
        here(w, 'issues', w.slotIssue),
      ])
    const wrong = await problemOf(record(use.db, w, { create: [link({ costs: [3] })] }))
    expect(wrong.errors?.map((e) => e.field.split('.').at(-1))).toEqual(['costs', 'limit'])
    await record(use.db, w, { create: [link({ costs: [3, 4], limit: 5 })] })
  })

  test('DR12 DR13 no step leaves a link that names what the model has no more', async () => {
    const link = describe(
      'deal_link',
      {
        class: 'excludes',
        choices: [
          { issue: w.slotIssue, option: 'days' },
          { issue: w.roadIssue, option: 'open' },
        ],
        reason: both('Not both.'),
      },
      [here(w, 'model', w.model), here(w, 'issues', w.slotIssue)],
    )
    await record(use.db, w, { create: [link] })
    const withdraw = (id: string) => ({
      id,
      facts: [fact({ facet: 'withdrawal', value: { reason: both('Settled.') } })],
    })
    const options = [{ key: 'shut', title: both('shut') }]
    const shorter = {
      id: w.roadIssue,
      facts: [
        fact({
          facet: 'description',
          value: { title: both('The road'), order: 1, options },
          references: [here(w, 'model', w.model)],
        }),
      ],
    }
    for (const change of [[withdraw(w.roadIssue)], [shorter]]) {
      const refused = await problemOf(record(use.db, w, { change }))
      expect([refused.code, refused.errors?.[0]?.field]).toEqual([
        'invalid-input',
        `${link.id}.choices.1`,
      ])
    }
    await record(use.db, w, { change: [withdraw(w.roadIssue), withdraw(link.id)] })
    const { records } = await listHistory(use.db, w.role('analyst'), { limit: 500 })
    const road = records.find((r) => r.id === w.roadIssue)
    expect(road?.facts.map((f) => f.facet)).toEqual(['description', 'withdrawal'])
  })

  test('DR8 GENIUS files become issues and preferences: weights and shares of the greatest', async () => {
    const done = await genius([
      { name: 'domain.xml', text: domain },
      { name: 'a.xml', text: profile(8, 5, 0.7) },
      { name: 'b.xml', text: profile(1, 0, 0.25) },
    ])
    expect(Object.fromEntries(Map.groupBy(kindsOf(done), (k) => k).entries())).toMatchObject({
      deal_model: ['deal_model'],
      deal_issue: ['deal_issue', 'deal_issue'],
      preference: ['preference', 'preference', 'preference', 'preference'],
    })
    const known = done.record.records.flatMap((r) => r.facts.map((f) => Date.parse(f.known_from)))
    expect(new Set(known)).toEqual(new Set([Date.UTC(2020, 9, 19, 21, 59, 59)]))
    const values = done.record.records
      .filter((r) => r.kind === 'preference')
      .map((r) => r.facts[0]?.value)
    // By GENIUS's own rule: weight times evaluation over the greatest evaluation of the issue.
    expect(values).toMatchObject([
      { weight: certain(70), scores: [{ score: certain(100) }, { score: certain(50) }] },
      { weight: certain(30), scores: [{ score: certain(100) }, { score: certain(50) }] },
      { weight: certain(25), scores: [{ score: certain(25) }, { score: certain(100) }] },
      { weight: certain(75), scores: [{ score: certain(100) }, { score: certain(0) }] },
    ])
  })

  test('DR8 files that the reader refuses are refused with its sentence, and nothing is written', async () => {
    const bad = {
      'a document type': '<!DOCTYPE x [<!ENTITY a "aaaa">]><utility_space/>',
      'an external entity': '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///a">]><utility_space/>',
      'an empty file': '',
      'a PDF': '%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj',
      'a missing evaluation': profile(1, 0, 0.25).replace(/ evaluation="[^"]*"/, ''),
      'a negative evaluation': profile(-1, 0, 0.25),
    }
    for (const [name, text] of Object.entries(bad)) {
      const refused = await problemOf(
        genius([
          { name: 'domain.xml', text: domain },
          { name: 'a.xml', text: profile(8, 5, 0.7) },
          { name: 'b.xml', text: text },
        ]),
      )
      expect([refused.code, refused.errors?.[0]?.field], name).toEqual(['invalid-input', 'files'])
      expect(refused.message, name).toContain('b.xml')
      if (name === 'an empty file' || name === 'a PDF')
        expect(refused.message).toContain('is not well-formed XML (line 1)')
    }
    const { records } = await listHistory(use.db, w.role('analyst'), {
      limit: 500,
      kind: 'deal_model',
    })
    expect(records.map((r) => r.id)).toEqual([w.model])
  })

  test('DR9 a package becomes alternatives of the mediator in the mission’s compartment', async () => {
    const package_id = await makePackage(use.db, w)
    const done = await propose({ package_id })
    expect(kindsOf(done)).toEqual(['alternative', 'bridging_proposal'])
    const tree = await treeAs(use.db, w, 'mission')
    const made = slotOf(tree, w.slot).alternatives.filter(
      (a) => a.origin === 'mediator' && !a.no_text,
    )
    expect(made.map((a) => [a.status, a.wording.en])).toEqual([['proposed', [{ text: '90 days' }]]])
    expect(made[0]?.compartment_id).toBe(w.compartment.cell)
    const seen = slotOf(await treeAs(use.db, w, 'sideA'), w.slot).alternatives
    expect(seen.map((a) => a.id)).toEqual([w.a, w.b, w.none])
    const outside = await problemOf(propose({ package_id, compartment_id: w.compartment.plenary }))
    expect(outside.code).toBe('not-permitted')
    const own = await problemOf(propose({ package_id, compartment_id: w.compartment.cellA }))
    expect(own.code).toBe('not-permitted')
  })

  test('DR9 a package that comes with its proposal is recorded with it or not at all', async () => {
    const made = describe(
      'deal_package',
      {
        title: both('A bridge'),
        choices: [
          { issue: w.slotIssue, option: 'days' },
          { issue: w.roadIssue, option: 'open' },
        ],
        reasons: both('Both gain.'),
      },
      [here(w, 'model', w.model)],
    )
    const package_id = made.id
    const create = [{ ...made, kind: 'deal_package' as const }]
    const recorded = { compartment_id: w.compartment.cellA, create }
    const outside = { package_id, recorded, compartment_id: w.compartment.plenary }
    expect((await problemOf(propose(outside))).code).toBe('not-permitted')
    const gone = await problemOf(getRecord(use.db, w.role('analyst'), package_id))
    expect(gone.code).toBe('not-found')
    const ids = { proposal_id: randomUUID(), act_id: randomUUID() }
    const done = await propose({ package_id, recorded, ...ids })
    expect(kindsOf(done)).toEqual(['deal_package', 'alternative', 'bridging_proposal'])
    const again = await propose({ package_id, recorded, ...ids })
    expect(again.wrote).toEqual([])
    expect((await getRecord(use.db, w.role('analyst'), package_id)).kind).toBe('deal_package')
  })

  test('DR10 with “mediator only” evidence nothing is proposed without a clearance that shows it', async () => {
    const package_id = await makePackage(use.db, w)
    const fact_id = await confide()
    const bare = await problemOf(propose({ package_id }))
    expect([bare.code, bare.errors?.[0]?.field]).toEqual(['not-released', 'clearance_id'])
    const blind = await makeClearance(use.db, w, { package_id, shown: [] })
    expect((await problemOf(propose({ package_id, clearance_id: blind }))).code).toBe(
      'not-released',
    )
    const other = await makePackage(use.db, w, { term: 'months', road: 'open' })
    const wrong = await makeClearance(use.db, w, { package_id: other, shown: [fact_id] })
    expect((await problemOf(propose({ package_id, clearance_id: wrong }))).code).toBe(
      'not-released',
    )
    expect(
      slotOf(await treeAs(use.db, w, 'mission'), w.slot).alternatives.map((a) => a.id),
    ).toEqual([w.a, w.b, w.none])
    const clearance_id = await makeClearance(use.db, w, { package_id, shown: [fact_id] })
    await confide()
    const stale = await problemOf(propose({ package_id, clearance_id }))
    expect(stale.errors?.[0]?.expected).toContain('as they are now')
    const again = await confide()
    const fresh = await makeClearance(use.db, w, { package_id, shown: [again] })
    const done = await propose({ package_id, clearance_id: fresh })
    const [alternative] = done.record.records
    const note = alternative?.facts[0]?.value['note'] as { en: string; ar: string }
    expect(note.en).toContain('cleared by Head of mission')
    expect(note.ar).toContain('للوسيط وحده')
    expect(done.record.records.at(-1)?.facts[0]?.value['rests_on_mediator_only']).toBe(true)
  })

  test('DR10 a package that is changed after its clearance needs another', async () => {
    const package_id = await makePackage(use.db, w)
    const fact_id = await confide()
    const clearance_id = await makeClearance(use.db, w, { package_id, shown: [fact_id] })
    const value = {
      title: both('A bridge'),
      choices: [
        { issue: w.slotIssue, option: 'months' },
        { issue: w.roadIssue, option: 'open' },
      ],
      reasons: both('Changed.'),
    }
    const facts = [fact({ facet: 'description', value, references: [here(w, 'model', w.model)] })]
    await record(use.db, w, { change: [{ id: package_id, facts }] })
    expect(
      (await problemOf(propose({ package_id, clearance_id }))).errors?.[0]?.expected,
    ).toContain('the package as it is now')
  })

  test('DR11 a repeated proposal is answered as the first time, another under its id is refused', async () => {
    const package_id = await makePackage(use.db, w)
    const ids = { proposal_id: randomUUID(), act_id: randomUUID() }
    const first = await propose({ package_id, ...ids })
    const second = await propose({ package_id, ...ids })
    expect(second.wrote).toEqual([])
    expect(second.record.records.map((r) => r.id)).toEqual(first.record.records.map((r) => r.id))
    const other = await makePackage(use.db, w, { term: 'months', road: 'open' })
    const refused = await problemOf(propose({ package_id: other, ...ids }))
    expect(refused.code).toBe('id-taken')
  })
})
