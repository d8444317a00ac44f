// Disclosure on both engines: what a copy holds and what it must not, where its references lead, and
// what never leaves its compartment. Rules R14, R16 and R17 of the process SPEC.
import { randomUUID } from 'node:crypto'
import type { NewFact } from '@sulh/contract/process'
import { beforeAll, expect, test } from 'vitest'
import { asSeats } from '../../test/commands_harness.ts'
import { onEngines } from '../../test/engines.ts'
import { actor, documentOf, fact, issue, track, type World } from '../../test/factories.ts'

onEngines('disclosure', (use) => {
  const ask = asSeats(use)
  const { create, record, disclose, read, problem, grown } = ask
  let world: World
  beforeAll(async () => {
    world = await ask.begin()
  })

  test('R16 a copy has new ids and the time of the disclosure; the link stays behind', async () => {
    const { caucusA, plenary } = world.compartment
    const { record: source } = await create('sideA', actor(caucusA, 'Told'))
    const copy_id = randomUUID()
    const told = await disclose('sideA', { id: source.id, copy_id })
    expect(grown(told)).toEqual([caucusA, plenary].toSorted())
    const seen = await read('sideB', copy_id)
    expect(seen).toEqual(told.record)
    expect(seen.facts[0]).toMatchObject({
      value: source.facts[0]?.value,
      known_from: '2020-06-01T00:00:00.000Z',
      act: 'state',
    })
    const text = JSON.stringify(seen)
    for (const id of [source.id, source.facts[0]?.id ?? '', caucusA]) expect(text).not.toContain(id)
    const link = (await read('mission', source.id)).facts.at(-1)
    expect(link).toMatchObject({ facet: 'disclosure', value: { copy_id, compartment_id: plenary } })
    expect(await disclose('sideA', { id: source.id, copy_id })).toEqual({ ...told, wrote: [] })
    const other = disclose('sideA', { id: source.id, copy_id, attribution: 'mediator' })
    expect(await problem(other)).toMatchObject({ code: 'id-taken' })
  })

  test('R16 nothing goes to a narrower compartment, nor twice to the same', async () => {
    const { record: source } = await create('sideA', actor(world.compartment.plenary))
    for (const compartment_id of [world.compartment.caucusA, world.compartment.plenary])
      expect(await problem(disclose('sideA', { id: source.id, compartment_id }))).toMatchObject({
        code: 'not-permitted',
      })
  })

  test('R16 what is unattributed does not say whose it was', async () => {
    const { caucusA } = world.compartment
    const speaker = (await create('sideA', actor(world.compartment.plenary))).record
    const input = actor(caucusA)
    const said_by = { path: 'said_by', compartment_id: speaker.compartment_id, id: speaker.id }
    input.facts[0]?.references.push(said_by)
    input.facts[0] = { ...(input.facts[0] as NewFact), channel: 'through_liaison' }
    const { record: source } = await create('sideA', input)
    const told = await disclose('sideA', { id: source.id, attribution: 'unattributed' })
    expect(told.record.facts[0]).toMatchObject({ references: [], channel: 'system' })
    const named = await disclose('sideA', { id: source.id })
    expect(named.record.facts[0]).toMatchObject({
      references: [said_by],
      channel: 'through_liaison',
    })
  })

  test('R17 references of a copy lead to what is visible there, or to its copy', async () => {
    const { caucusA, plenary } = world.compartment
    const home = (await create('sideA', track(caucusA))).record
    const { record: source } = await create('sideA', issue(caucusA, home))
    expect(await problem(disclose('sideA', { id: source.id }))).toMatchObject({
      code: 'bad-reference',
    })
    const copy = await disclose('sideA', { id: home.id })
    const told = await disclose('sideA', { id: source.id })
    expect(told.record.facts[0]?.references).toEqual([
      { path: 'track', compartment_id: plenary, id: copy.record.id },
    ])
    const optional = actor(caucusA)
    optional.facts[0]?.references.push({
      path: 'said_by',
      compartment_id: caucusA,
      id: (await create('sideA', actor(caucusA))).record.id,
    })
    const { record: second } = await create('sideA', optional)
    expect((await disclose('sideA', { id: second.id })).record.facts[0]?.references).toEqual([])
  })

  test('R14 a note to file never leaves its compartment, whatever it is called later', async () => {
    const { caucusA } = world.compartment
    const { record: note } = await create('sideA', documentOf(caucusA, 'note_to_file'))
    const [first] = note.facts
    const value = { ...first?.value, class: 'non_paper' }
    const of_fact_id = first?.id ?? ''
    await record(
      'sideA',
      note.id,
      fact({ facet: 'description', act: 'correct', of_fact_id, value }),
    )
    expect(await problem(disclose('sideA', { id: note.id }))).toMatchObject({
      code: 'not-permitted',
    })
    const { record: paper } = await create('sideA', documentOf(caucusA, 'non_paper'))
    expect((await disclose('sideA', { id: paper.id })).record.kind).toBe('document')
  })
})
