// A dialogue on the alternatives of a slot: its statements lead to the alternatives, the list says which
// slot it is on, and it lies nowhere that the text's readers could not follow; on both engines.
import { randomUUID } from 'node:crypto'
import { Problem } from '@sulh/contract/problem'
import { beforeAll, expect, test } from 'vitest'
import { onEngines } from '../../test/engines.ts'
import { both } from '../../test/factories.ts'
import { makeText, type TextWorld } from '../../test/text_factories.ts'
import type { SeatIdentity } from '../platform/seats.ts'
import { openDialogue } from './dialogue_commands.ts'
import { listDialogues, readDialogue } from './dialogue_queries.ts'

onEngines('dialogue on a slot', (use) => {
  let world: TextWorld
  beforeAll(async () => {
    world = await makeText(use.db)
  })
  const seat = (): SeatIdentity => ({
    id: world.seat.mission,
    role: world.role('mission'),
    kind: 'mission',
    title: both('mission'),
    process_id: world.process_id,
  })
  const open = (compartment_id: string, slot: { compartment_id: string; id: string }) => {
    const dialogue_id = randomUUID()
    const statements = [world.a, world.b].map((id) => ({
      id: randomUUID(),
      ...both('An alternative'),
      alternative: { compartment_id: slot.compartment_id, id },
    }))
    return openDialogue(use.db, world.context('mission'), {
      dialogue_id,
      compartment_id,
      title: both('On the alternatives'),
      question: both('Which?'),
      rules: {
        moderators: [world.seat.mission],
        blocs: [],
        batch_people: 5,
        publish_minutes: 10,
        seed: 1,
        exposure_floor: 0,
        submissions: false,
      },
      slot,
      statements,
    })
  }

  test('D16 its statements lead to the alternatives, and the list to the slot', async () => {
    const slot = { compartment_id: world.compartment.plenary, id: world.slot }
    const { record } = await open(world.compartment.plenary, slot)
    const { dialogues } = await listDialogues(use.db, seat())
    expect(dialogues.find((d) => d.id === record.id)?.slot).toEqual(slot)
    const read = await readDialogue(use.db, seat(), { dialogue_id: record.id })
    expect(read.statements.map((s) => s.alternative_id).toSorted()).toEqual(
      [world.a, world.b].toSorted(),
    )
  })

  test('D16 a wider compartment than the text’s, and a slot that is none, are refused', async () => {
    const slot = { compartment_id: world.compartment.plenary, id: world.slot }
    const code = (work: Promise<unknown>) =>
      work.then(
        () => 'ok',
        (error: unknown) => (error instanceof Problem ? error.code : String(error)),
      )
    expect(await code(open(world.compartment.process, slot))).toBe('bad-reference')
    const none = { ...slot, id: randomUUID() }
    expect(await code(open(world.compartment.plenary, none))).toBe('bad-reference')
  })
})
