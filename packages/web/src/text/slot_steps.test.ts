// The history of a slot as steps: every fact that negotiators would name, once, newest first, and none
// that is not known yet.
import type { Fact, ProcessRecord } from '@sulh/contract/process'
import { expect, test } from 'vitest'
import { nodeSteps, slotSteps } from './slot_steps.ts'

let n = 0
type Given = Partial<Fact> & Pick<Fact, 'facet' | 'known_from'>
const fact = (given: Given): Fact => ({
  id: `f${++n}`,
  record_id: 'r',
  compartment_id: 'plenary',
  n,
  act: 'state',
  of_fact_id: null,
  value: {},
  references: [],
  recorded_at: given.known_from,
  recorded_by: 'seat',
  held_from: null,
  held_to: null,
  certainty: 'confirmed',
  mark: 'none',
  channel: 'in_room',
  confirmation: 'unconfirmed',
  ...given,
})
const at = (day: number) => `2020-10-${String(day).padStart(2, '0')}T09:00:00.000Z`
const ref = (path: string, id: string) => ({ path, compartment_id: 'plenary', id })
const record = (id: string, kind: ProcessRecord['kind'], facts: Fact[]): ProcessRecord => ({
  id,
  kind,
  compartment_id: 'plenary',
  facts,
})
const note = { en: 'why', ar: 'لماذا' }
const inOneAct = (known_from: string, facts: Given[]) => {
  const made = facts.map(fact)
  return made.map((f) => ({ ...f, n: made[0]?.n ?? 0, known_from }))
}
const records = [
  record('s', 'slot', [
    ...inOneAct(at(19), [
      { facet: 'description', known_from: '' },
      { facet: 'status', known_from: '', value: { status: 'open' } },
    ]),
    fact({ facet: 'status', known_from: at(21), value: { status: 'closed', reason: 'consensus' } }),
    fact({ facet: 'status', known_from: at(22), value: { status: 'open', note } }),
  ]),
  record('a', 'alternative', [
    ...inOneAct(at(19), [
      { facet: 'description', known_from: '', references: [ref('slot', 's')] },
      { facet: 'english', known_from: '' },
      { facet: 'proponents', known_from: '', references: [ref('parties', 'x')] },
    ]),
    ...inOneAct(at(20), [
      { facet: 'english', known_from: '' },
      { facet: 'arabic', known_from: '' },
    ]),
    fact({ facet: 'proponents', known_from: at(20), references: [ref('parties', 'y')] }),
  ]),
  record('other', 'alternative', [
    fact({ facet: 'description', known_from: at(19), references: [ref('slot', 'another')] }),
  ]),
]
const until = (day: number) => ({
  records,
  home: 'plenary',
  asOf: { at: at(day), basis: 'known' as const },
})

test('T15 opened, settled, reopened with the reason, newest first', () => {
  const own = slotSteps('s', until(23)).filter((s) => s.of === 's')
  expect(own.map((s) => s.step)).toEqual(['reopened', 'closed', 'opened'])
  expect(own[0]?.note).toEqual(note)
})

test('T13 both languages reworded in one act are one step; who joined and who left are told', () => {
  const steps = slotSteps('s', until(23)).filter((s) => s.of === 'a')
  expect(steps.map((s) => s.step)).toEqual(['proponents', 'reworded', 'tabled'])
  expect(steps[0]).toMatchObject({ joined: ['y'], left: ['x'] })
})

test('T30 what is known later, and what is of another slot, is no step', () => {
  expect(slotSteps('s', until(19)).map((s) => s.step)).toEqual(['tabled', 'opened'])
})

test('T19 a clause tells its words, its stages and its return', () => {
  const node = record('n', 'node', [
    fact({ facet: 'english', known_from: at(19) }),
    fact({ facet: 'stage', known_from: at(20), value: { stage: 'clean', note } }),
    fact({ facet: 'withdrawal', known_from: at(21), value: { reason: note } }),
    fact({ facet: 'withdrawal', known_from: at(22), act: 'withdraw' }),
  ])
  const steps = nodeSteps('n', { records: [node], asOf: { at: at(23), basis: 'known' } })
  expect(steps.map((s) => s.step)).toEqual(['restored', 'withdrawn_node', 'stage', 'written'])
})
