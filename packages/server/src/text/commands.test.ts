// The acts on a text on both engines, by the rules of SPEC.md: what they write is seen in the tree
// that each seat gets, what they refuse is a problem that says what to do.
import { randomUUID } from 'node:crypto'
import { versionRoot } from '@sulh/analysis/text/version'
import { textQueries } from '@sulh/contract/text'
import { parse } from 'zod/v4/core'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { onEngines } from '../../test/engines.ts'
import { both } from '../../test/factories.ts'
import {
  actor_of,
  baseOf,
  everyAct,
  makeText,
  noBase,
  nodeOf,
  problemOf,
  readAll,
  slotOf,
  type TextWorld,
  treeAs,
  words,
} from '../../test/text_factories.ts'
import { readInstrument } from './queries.ts'

onEngines('text', (use) => {
  let w: TextWorld
  let act: ReturnType<typeof actor_of>
  const on = () => ({ instrument_id: w.instrument_id })
  const tree = (seat: Parameters<typeof treeAs>[2], more = {}) => treeAs(use.db, w, seat, more)
  beforeAll(() => undefined)
  beforeEach(async () => {
    w = await makeText(use.db)
    act = actor_of(use.db, w)
  })

  test('T2 the table decides who acts, and a speaker acts for its own party alone', async () => {
    const node = {
      ...on(),
      node_id: randomUUID(),
      kind: 'article',
      rank: 'a2',
      wording: words('More.'),
    }
    expect(await problemOf(act('sideA', 'insertNode', node))).toMatchObject({
      code: 'not-permitted',
    })
    const foreign = {
      ...on(),
      slot_id: w.slot,
      compartment_id: w.compartment.plenary,
      alternative: {
        id: randomUUID(),
        origin: 'party',
        wording: words('at once'),
        proponents: [w.partyB],
      },
    }
    expect(await problemOf(act('sideA', 'proposeAlternative', foreign))).toMatchObject({
      code: 'not-permitted',
    })
    const own = { ...foreign, alternative: { ...foreign.alternative, proponents: [w.partyA] } }
    await act('sideA', 'proposeAlternative', own)
    expect(slotOf(await tree('sideB'), w.slot).alternatives.map((a) => a.label)).toEqual([
      'a',
      'b',
      'c',
      'd',
    ])
    const table = { holders: [w.seat.mission], speakers: [], may: everyAct }
    expect(await problemOf(act('sideA', 'changeTable', { ...on(), table }))).toMatchObject({
      code: 'not-permitted',
    })
    await act('mission', 'changeTable', { ...on(), table })
    const again = { ...own, alternative: { ...own.alternative, id: randomUUID() } }
    expect(await problemOf(act('sideA', 'proposeAlternative', again))).toMatchObject({
      code: 'not-permitted',
    })
  })

  test('T36 the head is changed with a reason by who holds the pen, and was otherwise before', async () => {
    const heads = async () => {
      const records = await readAll(use.db, w, { seat: 'mission', ...on() })
      const facts = records.find((r) => r.id === w.instrument_id)?.facts ?? []
      return facts.filter((f) => f.facet === 'description')
    }
    const [first] = await heads()
    const description = {
      title: both('Another title'),
      summary: both('A text.'),
      mode: 'mediator_text',
      authentic: ['ar'],
      show_proponents: false,
      reason: both('So it was agreed'),
    }
    const change = { ...on(), base: first?.id, description, holder: w.partyB }
    expect(await problemOf(act('sideA', 'changeHead', change))).toMatchObject({
      code: 'not-permitted',
    })
    const same = { ...description, ...first?.value }
    expect(
      await problemOf(
        act('mission', 'changeHead', { ...change, description: same, holder: w.partyA }),
      ),
    ).toMatchObject({ code: 'invalid-input', message: 'Nothing is changed by this.' })
    const before = await tree('sideB')
    await act('mission', 'changeHead', change)
    const [, second] = await heads()
    expect(second?.value).toEqual(description)
    const of = (fact: typeof first, path: string) =>
      fact?.references.filter((r) => r.path === path).map((r) => r.id)
    expect(of(second, 'holder')).toEqual([w.partyB.id])
    for (const path of ['track', 'parties']) expect(of(second, path)).toEqual(of(first, path))
    const after = await tree('sideB')
    expect(after).toMatchObject({ mode: 'mediator_text', authentic: ['ar'] })
    expect(slotOf(after, w.slot).alternatives.flatMap((a) => a.proponents)).toEqual([])
    const then = await tree('sideB', { at: first?.known_from ?? '' })
    expect(then).toMatchObject({ mode: before.mode, title: before.title, authentic: ['en', 'ar'] })
    // Who stands on the first head is told that another came, and writes nothing.
    expect(
      await problemOf(
        act('mission', 'changeHead', {
          ...change,
          description: { ...description, mode: 'bracketed_text' },
        }),
      ),
    ).toMatchObject({ code: 'conflict', errors: [{ field: 'base' }] })
    expect(await heads()).toHaveLength(2)
  })

  test('T35 what changed since the entries held, and what is held, are the whole text', async () => {
    type Read = { id: string; compartment_id: string; facts: { n: number }[] }[]
    const read = async (after?: string): Promise<Read> => {
      const input = parse(textQueries.readInstrument.input, { ...on(), after })
      return (await readInstrument(use.db, w.role('mission'), input)).records
    }
    const held = await read()
    const upto = new Map<string, number>()
    for (const { compartment_id, facts } of held)
      for (const { n } of facts)
        upto.set(compartment_id, Math.max(n, upto.get(compartment_id) ?? 0))
    const after = [...upto].map(([id, n]) => `${id}:${n}`).join(',')
    expect(await read(after)).toEqual([])
    await act('mission', 'closeSlot', {
      ...on(),
      slot_id: w.slot,
      chosen_id: w.b,
      reason: 'consensus',
    })
    const changed = await read(after)
    expect(changed.map(({ id }) => id)).toEqual([w.slot])
    const merged = new Map([...held, ...changed].map((record) => [record.id, record]))
    const order = (records: Iterable<Read[number]>) =>
      [...records].toSorted((a, b) => (a.id < b.id ? -1 : 1))
    expect(order(merged.values())).toEqual(order(await read()))
    // A compartment that is not named is read whole; one that is not there changes nothing.
    expect(await read(`${randomUUID()}:9`)).toHaveLength(held.length)
  })

  test('T4 T5 a split and a merge keep identities, slots and numbers', async () => {
    const rest = randomUUID()
    const base = await baseOf(use.db, w, { ...on(), node_id: w.node })
    await act('mission', 'splitNode', {
      ...on(),
      node_id: w.node,
      base,
      keep: words('All forces leave.', 'تغادر جميع القوات.'),
      new_node_id: rest,
      rank: 'a2',
      rest: {
        en: [{ text: 'The term is ' }, { slot: w.slot }],
        ar: [{ text: 'المهلة ' }, { slot: w.slot }],
      },
    })
    const split = await tree('sideA')
    expect(split.nodes.map((n) => [n.id, n.number, n.slots.map((s) => s.id)])).toEqual([
      [w.node, '1', []],
      [rest, '2', [w.slot]],
    ])
    await act('mission', 'mergeNodes', {
      ...on(),
      node_id: w.node,
      base: await baseOf(use.db, w, { ...on(), node_id: w.node }),
      from: [rest],
      wording: {
        en: [{ text: 'All forces leave within ' }, { slot: w.slot }],
        ar: [{ text: 'تغادر جميع القوات خلال ' }, { slot: w.slot }],
      },
    })
    const merged = await tree('sideA')
    expect(merged.nodes.map((n) => [n.id, n.slots.map((s) => s.id)])).toEqual([[w.node, [w.slot]]])
    await act('mission', 'restoreNode', { ...on(), node_id: rest })
    expect((await tree('sideA')).nodes.map((n) => n.id)).toEqual([w.node, rest])
  })

  test('T6 a node cannot stand below itself', async () => {
    const child = randomUUID()
    await act('mission', 'insertNode', {
      ...on(),
      node_id: child,
      kind: 'paragraph',
      parent_id: w.node,
      rank: 'a1',
    })
    const move = { ...on(), node_id: w.node, parent_id: child, rank: 'a1' }
    expect(await problemOf(act('mission', 'moveNode', move))).toMatchObject({ code: 'wrong-state' })
    await act('mission', 'moveNode', { ...on(), node_id: child, rank: 'a0' })
    expect((await tree('mission')).nodes.map((n) => n.id)).toEqual([child, w.node])
  })

  test('T7 an edit on an old revision is refused with the present words, and writes nothing', async () => {
    const base = await baseOf(use.db, w, { ...on(), node_id: w.node })
    const wording = (en: string) => ({
      en: [{ text: en }, { slot: w.slot }],
      ar: [{ text: 'تغادر خلال ' }, { slot: w.slot }],
    })
    const revise = (en: string) =>
      act('mission', 'reviseNode', { ...on(), node_id: w.node, base, wording: wording(en) })
    await revise('They go within ')
    const before = await tree('mission')
    const problem = await problemOf(revise('They leave within '))
    expect(problem).toMatchObject({ code: 'conflict' })
    expect(problem.errors?.[0]?.expected).toContain('They go within […]')
    expect(await tree('mission')).toEqual(before)
  })

  test.each([
    ['a bracket', [{ text: 'a [b] c' }], 'wording.en.0'],
    ['a bidi control', [{ text: 'a\u202Eb' }], 'wording.en.0'],
    ['an unknown slot', [{ slot: randomUUID() }], 'wording.en.0.slot'],
    ['a lost slot', [{ text: 'All forces leave.' }], 'wording.en'],
    ['the other language', [{ text: 'تغادر جميع القوات' }], 'wording.en.0.text'],
  ])('T8 wording with %s is refused where it stands', async (_, en, field) => {
    const base = await baseOf(use.db, w, { ...on(), node_id: w.node })
    const given = act('mission', 'reviseNode', {
      ...on(),
      node_id: w.node,
      base,
      wording: { en },
    }).catch((error: unknown) => {
      // The schema's own refusals come as its errors, with the same path.
      const issues = (error as { issues?: { path: (string | number)[] }[] }).issues
      throw issues ? Object.assign(new Error('schema'), { path: issues[0]?.path.join('.') }) : error
    })
    const error = await given.then(
      () => undefined,
      (e: unknown) => e as { path?: string; errors?: { field: string }[] },
    )
    expect(error?.path ?? error?.errors?.[0]?.field).toContain(field)
  })

  test('T9 a language that is older than what it renders is stale until it is rendered anew', async () => {
    const revise = async (wording: object, translates?: string) =>
      act('mission', 'reviseNode', {
        ...on(),
        node_id: w.node,
        base: await baseOf(use.db, w, { ...on(), node_id: w.node }),
        wording,
        ...(translates ? { translates } : {}),
      })
    expect(nodeOf(await tree('mission'), w.node).stale).toEqual([])
    await revise({ en: [{ text: 'They go within ' }, { slot: w.slot }] })
    expect(nodeOf(await tree('mission'), w.node).stale).toEqual(['ar'])
    await revise({ ar: [{ text: 'يغادرون خلال ' }, { slot: w.slot }] }, 'ar')
    expect(nodeOf(await tree('mission'), w.node).stale).toEqual([])
  })

  test('T12 T23 a proposal is seen in its room alone until it is tabled, and labels do not tell of it', async () => {
    const source = randomUUID()
    await act('sideA', 'proposeAlternative', {
      ...on(),
      slot_id: w.slot,
      compartment_id: w.compartment.roomA,
      alternative: {
        id: source,
        origin: 'party',
        wording: words('in six weeks', 'في ستة أسابيع'),
        proponents: [w.partyA],
      },
    })
    const labels = async (seat: 'sideA' | 'sideB' | 'mission') =>
      slotOf(await tree(seat), w.slot).alternatives.map((a) => [a.label, a.status])
    const three = [
      ['a', 'tabled'],
      ['b', 'tabled'],
      ['c', 'tabled'],
    ]
    expect(await labels('sideB')).toEqual(three)
    expect(await labels('mission')).toEqual(three)
    expect(await labels('sideA')).toEqual([...three, ['*1', 'proposed']])
    const copy_id = randomUUID()
    await act('sideA', 'tableAlternative', {
      ...on(),
      alternative_id: source,
      copy_id,
      attribution: 'party',
    })
    for (const seat of ['sideA', 'sideB', 'mission'] as const) {
      const { alternatives } = slotOf(await tree(seat), w.slot)
      expect(alternatives.map((a) => a.label)).toEqual(['a', 'b', 'c', 'd'])
      expect(alternatives[3]).toMatchObject({
        id: copy_id,
        proponents: [w.partyA.id],
        wording: words('in six weeks', 'في ستة أسابيع'),
      })
    }
    const seen = JSON.stringify(
      await readAll(use.db, w, { seat: 'sideB', instrument_id: w.instrument_id }),
    )
    expect(seen).not.toContain(source)
    expect(seen).not.toContain(w.compartment.roomA)
    const twice = { ...on(), alternative_id: source, copy_id: randomUUID(), attribution: 'party' }
    expect(await problemOf(act('sideA', 'tableAlternative', twice))).toMatchObject({
      code: 'wrong-state',
    })
    expect(await problemOf(act('sideB', 'tableAlternative', twice))).toMatchObject({
      code: 'not-found',
    })
  })

  test('T13 proponents join and leave; without any, it stands as withdrawn', async () => {
    const join = (seat: 'sideA' | 'sideB', party: object, joins: boolean) =>
      act(seat, 'joinProposal', { ...on(), alternative_id: w.a, party, joins })
    await join('sideB', w.partyB, true)
    const proponents = async () =>
      slotOf(await tree('sideA'), w.slot).alternatives.find((a) => a.id === w.a)
    expect((await proponents())?.proponents.toSorted()).toEqual(
      [w.partyA.id, w.partyB.id].toSorted(),
    )
    expect(await problemOf(join('sideA', w.partyB, false))).toMatchObject({ code: 'not-permitted' })
    await join('sideB', w.partyB, false)
    await join('sideA', w.partyA, false)
    expect(await proponents()).toMatchObject({ status: 'withdrawn', proponents: [] })
    await join('sideB', w.partyB, true)
    expect(await proponents()).toMatchObject({ status: 'tabled', proponents: [w.partyB.id] })
  })

  test('T14 streamlining keeps every word and proponent, and is undone', async () => {
    const into = randomUUID()
    const merge = (en: string, ar: string) =>
      act('mission', 'mergeAlternatives', {
        ...on(),
        slot_id: w.slot,
        from: [w.a, w.b],
        into_id: into,
        wording: words(en, ar),
      })
    const lost = await problemOf(merge('three months', 'ثلاثة أشهر أو 90 يوماً'))
    expect(lost).toMatchObject({ code: 'invalid-input', errors: [{ field: 'wording.en' }] })
    expect(lost.errors?.[0]?.expected).toContain('90, days')
    await merge('three months or 90 days', 'ثلاثة أشهر أو 90 يوماً')
    const merged = slotOf(await tree('sideB'), w.slot).alternatives
    expect(merged.map((a) => [a.id, a.status])).toEqual([
      [w.none, 'tabled'],
      [into, 'tabled'],
      [w.a, 'merged'],
      [w.b, 'merged'],
    ])
    expect(merged[1]?.proponents.toSorted()).toEqual([w.partyA.id, w.partyB.id].toSorted())
    await act('mission', 'undoMerge', { ...on(), alternative_id: into })
    const undone = slotOf(await tree('sideB'), w.slot).alternatives
    expect(undone.map((a) => [a.id, a.status])).toEqual([
      [w.a, 'tabled'],
      [w.b, 'tabled'],
      [w.none, 'tabled'],
      [into, 'withdrawn'],
    ])
  })

  test('T15 T17 a slot closes with its reason, not against a rejection in plenary', async () => {
    const stance = {
      ...on(),
      slot_id: w.slot,
      position_id: randomUUID(),
      compartment_id: w.compartment.plenary,
      party: w.partyB,
      basis: 'declared',
      accepts: [w.b],
      rejects: [w.a],
    }
    expect(await problemOf(act('sideA', 'recordPosition', stance))).toMatchObject({
      code: 'not-permitted',
    })
    await act('sideB', 'recordPosition', stance)
    const close = { ...on(), slot_id: w.slot, chosen_id: w.a, reason: 'consensus' }
    expect(await problemOf(act('mission', 'closeSlot', close))).toMatchObject({
      code: 'wrong-state',
    })
    await act('sideB', 'recordPosition', { ...stance, accepts: [w.a], rejects: [], prefers: w.a })
    await act('mission', 'closeSlot', close)
    const slot = slotOf(await tree('sideA'), w.slot)
    expect(slot).toMatchObject({ status: 'closed', chosen: w.a, reason: 'consensus', reopened: 0 })
    expect(slot.positions).toMatchObject([{ party: w.partyB.id, accepts: [w.a], prefers: w.a }])
    expect(await problemOf(act('mission', 'closeSlot', close))).toMatchObject({
      code: 'wrong-state',
    })
    await act('mission', 'reopenSlot', { ...on(), slot_id: w.slot, note: both('New facts.') })
    expect(slotOf(await tree('sideA'), w.slot)).toMatchObject({ status: 'open', reopened: 1 })
  })

  test('T16 of two who close one slot at once, one is refused and nothing is written twice', async () => {
    const close = (chosen_id: string) =>
      act('mission', 'closeSlot', { ...on(), slot_id: w.slot, chosen_id, reason: 'mediators_text' })
    const done = await Promise.allSettled([close(w.a), close(w.b)])
    const refused = done.filter((d) => d.status === 'rejected')
    expect(refused).toHaveLength(1)
    expect(refused[0]?.reason).toMatchObject({ code: 'wrong-state' })
    const records = await readAll(use.db, w, { seat: 'mission', instrument_id: w.instrument_id })
    const closings = records
      .find((r) => r.id === w.slot)
      ?.facts.filter((f) => f.facet === 'status' && f.value['status'] === 'closed')
    expect(closings).toHaveLength(1)
  })

  test('T17 what was told in caucus or estimated stays there', async () => {
    const stance = (basis: string, compartment_id: string) => ({
      ...on(),
      slot_id: w.slot,
      position_id: randomUUID(),
      compartment_id,
      party: w.partyA,
      basis,
      accepts: [w.b],
      rejects: [],
    })
    const { plenary, caucusA, mission } = w.compartment
    for (const [basis, wrong] of [
      ['told_in_caucus', plenary],
      ['estimated', caucusA],
      ['declared', mission],
    ] as const)
      expect(await problemOf(act('mission', 'recordPosition', stance(basis, wrong)))).toMatchObject(
        { code: 'invalid-input', errors: [{ field: 'compartment_id' }] },
      )
    await act('mission', 'recordPosition', stance('told_in_caucus', caucusA))
    await act('mission', 'recordPosition', stance('estimated', mission))
    const bases = async (seat: 'mission' | 'sideA' | 'sideB') =>
      slotOf(await tree(seat), w.slot)
        .positions.map((p) => p.basis)
        .toSorted()
    expect(await bases('mission')).toEqual(['estimated', 'told_in_caucus'])
    expect(await bases('sideA')).toEqual(['told_in_caucus'])
    expect(await bases('sideB')).toEqual([])
  })

  test('T18 a reservation is its party’s, and is lifted with a reason', async () => {
    const reservation_id = randomUUID()
    const make = (seat: 'sideA' | 'sideB') =>
      act(seat, 'makeReservation', {
        ...on(),
        reservation_id,
        on_id: w.node,
        party: w.partyA,
        class: 'scrutiny',
        text: both('Under study.'),
      })
    expect(await problemOf(make('sideB'))).toMatchObject({ code: 'not-permitted' })
    await make('sideA')
    expect(nodeOf(await tree('sideB'), w.node).reservations).toMatchObject([
      { party: w.partyA.id, class: 'scrutiny' },
    ])
    const lift = { ...on(), reservation_id, reason: both('Studied.') }
    expect(await problemOf(act('sideB', 'liftReservation', lift))).toMatchObject({
      code: 'not-permitted',
    })
    await act('sideA', 'liftReservation', lift)
    expect(nodeOf(await tree('sideB'), w.node).reservations).toEqual([])
  })

  test('T19 T20 an agreed clause is clean, names all, and falls back when it changes', async () => {
    const stage = (name: string, agreed_by: object[] = [w.partyA, w.partyB]) =>
      act('mission', 'setStage', { ...on(), node_id: w.node, stage: name, agreed_by })
    expect(await problemOf(stage('agreed'))).toMatchObject({ code: 'wrong-state' })
    await act('mission', 'closeSlot', {
      ...on(),
      slot_id: w.slot,
      chosen_id: w.a,
      reason: 'mediators_text',
    })
    expect(await problemOf(stage('agreed', [w.partyA]))).toMatchObject({
      code: 'wrong-state',
      errors: [{ field: 'agreed_by' }],
    })
    await stage('agreed_in_commission')
    expect(nodeOf(await tree('sideA'), w.node)).toMatchObject({ stage: 'agreed_in_commission' })
    await act('mission', 'reviseAlternative', {
      ...on(),
      alternative_id: w.b,
      base: noBase,
      wording: words('x'),
    }).catch(() => undefined)
    expect(nodeOf(await tree('sideA'), w.node)).toMatchObject({ stage: 'agreed_in_commission' })
    await act('mission', 'reopenSlot', { ...on(), slot_id: w.slot, note: both('New facts.') })
    expect(nodeOf(await tree('sideA'), w.node)).toMatchObject({
      stage: 'open',
      fallen_from: 'agreed_in_commission',
      agreed_by: [],
    })
  })

  test('T22 a version is the same text for ever, and its root can be computed by who reads it', async () => {
    const version_id = randomUUID()
    const { record } = await act('mission', 'freezeVersion', {
      ...on(),
      version_id,
      title: both('First'),
    })
    const value = record.records[0]?.facts[0]?.value as {
      as_of: string
      n: number
      root: string
      revisions: number
    }
    const at = { at: value.as_of, upto_n: value.n, plenary: true }
    const frozen = await tree('sideB', at)
    await act('mission', 'insertNode', {
      ...on(),
      node_id: randomUUID(),
      kind: 'article',
      rank: 'a0',
      wording: words('Entered late.', 'أُدخل متأخراً.'),
      known_from: '2020-01-01T00:00:00.000Z',
    })
    expect((await tree('sideB', { at: value.as_of, plenary: true })).nodes).toHaveLength(2)
    expect(await tree('sideB', at)).toEqual(frozen)
    for (const seat of ['sideA', 'sideB', 'mission'] as const) {
      const records = await readAll(use.db, w, { seat, instrument_id: w.instrument_id })
      const cut = { instrument_id: w.instrument_id, as_of: value.as_of, n: value.n }
      expect(await versionRoot(records, cut)).toEqual({
        root: value.root,
        revisions: value.revisions,
      })
      const other = await versionRoot(records, { ...cut, n: value.n + 5, as_of: '9999' })
      expect(other.root).not.toBe(value.root)
    }
  })

  test('T25 a repeated act is answered as the first time, with other content it is refused', async () => {
    const once = {
      ...on(),
      act_id: randomUUID(),
      slot_id: w.slot,
      chosen_id: w.a,
      reason: 'mediators_text',
    }
    const first = await act('mission', 'closeSlot', once)
    await act('mission', 'reopenSlot', { ...on(), slot_id: w.slot, note: both('New facts.') })
    const again = await act('mission', 'closeSlot', once)
    expect(again.wrote).toEqual([])
    expect(again.record).toEqual(first.record)
    expect(await problemOf(act('mission', 'closeSlot', { ...once, chosen_id: w.b }))).toMatchObject(
      { code: 'id-taken' },
    )
  })

  test('the parts of a text are not changed past its rules', async () => {
    const observer = act('observer', 'withdrawNode', {
      ...on(),
      node_id: w.node,
      reason: both('No.'),
    })
    expect(await problemOf(observer)).toMatchObject({ code: 'not-found' })
  })
})
