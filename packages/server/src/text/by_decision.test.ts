// A slot closed and a clause agreed by a decision of the body, on both engines (text SPEC T15, T19). The
// decision is made on paper: 2 for, 1 against.
import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { onEngines } from '../../test/engines.ts'
import { both } from '../../test/factories.ts'
import { freeze, termsOf, type Forum } from '../../test/forum_factories.ts'
import {
  actor_of,
  makeText,
  nodeOf,
  problemOf,
  slotOf,
  type TextWorld,
  treeAs,
} from '../../test/text_factories.ts'
import { decisionAct } from '../forum/decision_commands.ts'
import { commandContext } from '../platform/append.ts'
import { seatRole } from '../platform/roles.ts'

onEngines('text by decision', (use) => {
  let w: TextWorld
  let act: ReturnType<typeof actor_of>
  let forum: Forum
  beforeAll(async () => {
    w = await makeText(use.db)
    act = actor_of(use.db, w)
    forum = {
      db: use.db,
      plenary: w.compartment.plenary,
      process: w.compartment.process,
      mission: w.seat.mission,
      outsider: w.seat.mission,
      members: [w.seat.sideA, w.seat.sideB, w.seat.mission],
      own: [],
      context: (id) => commandContext(id),
      role: (id) => seatRole(use.db.prefix, id),
    }
  })
  const count = (decision_id: string) =>
    decisionAct(use.db, forum.context(forum.mission), {
      name: 'enterTally',
      input: {
        decision_id,
        act_id: randomUUID(),
        channel: 'in_room',
        stage: 'vote',
        ballots: [
          { choice: 'yes', count: 2 },
          { choice: 'no', count: 1 },
        ],
      },
    })

  test('T15 T19 a decision with a result closes a slot and agrees a clause; another does not', async () => {
    const id = await freeze(forum, termsOf(forum, { forms: { vote: 'paper' } }))
    const decision = { compartment_id: w.compartment.plenary, id }
    const slot = { instrument_id: w.instrument_id, slot_id: w.slot }
    const close = { ...slot, chosen_id: w.b, reason: 'decision', note: both('By the forum.') }
    expect(await problemOf(act('mission', 'closeSlot', close))).toMatchObject({
      code: 'invalid-input',
      errors: [{ field: 'decision' }],
    })
    const by = { ...close, decision }
    expect(await problemOf(act('mission', 'closeSlot', by))).toMatchObject({
      code: 'wrong-state',
      errors: [{ field: 'decision' }],
    })
    await count(id)
    expect(
      await problemOf(act('mission', 'closeSlot', { ...by, reason: 'consensus' })),
    ).toMatchObject({ code: 'invalid-input', errors: [{ field: 'reason' }] })
    await act('mission', 'closeSlot', by)
    const closed = slotOf(await treeAs(use.db, w, 'sideA'), w.slot)
    expect(closed).toMatchObject({
      status: 'closed',
      chosen: w.b,
      reason: 'decision',
      decision: id,
    })
    const stage = { instrument_id: w.instrument_id, node_id: w.node, stage: 'agreed' }
    expect(await problemOf(act('mission', 'setStage', stage))).toMatchObject({
      code: 'wrong-state',
    })
    await act('mission', 'setStage', { ...stage, decision })
    expect(nodeOf(await treeAs(use.db, w, 'sideA'), w.node)).toMatchObject({ stage: 'agreed' })
    await decisionAct(use.db, forum.context(forum.mission), {
      name: 'recordAdoption',
      input: {
        decision_id: id,
        act_id: randomUUID(),
        channel: 'in_room',
        effect: 'close_slot',
        target: w.slot,
        on: '2026-01-03',
        text: { compartment_id: w.compartment.plenary, instrument_id: w.instrument_id },
      },
    })
    await act('mission', 'reopenSlot', { ...slot, note: both('New facts.') })
    expect(slotOf(await treeAs(use.db, w, 'sideA'), w.slot).decision).toBeUndefined()
  })
})
