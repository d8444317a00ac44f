// What of a slot a redline strikes, writes and keeps, by the cases that negotiators meet.
import { redline } from '@sulh/analysis/redline/compare'
import { walkChanges } from '@sulh/analysis/redline/model'
import type { Alternative, Slot, TextTree } from '@sulh/analysis/text/tree'
import { expect, test } from 'vitest'
import { slotFate } from './slot_fate.ts'

const alternative = (id: string, status: Alternative['status'] = 'tabled'): Alternative => ({
  id,
  label: id,
  origin: 'party',
  no_text: false,
  wording: { en: [{ text: `words of ${id}` }] },
  stale: [],
  proponents: [],
  status,
  compartment_id: 'plenary',
})
const slotWith = (part: Partial<Slot>): Slot => ({
  id: 's',
  scope: 'inline',
  class: 'alternatives',
  title: {},
  concerned: [],
  status: 'open',
  reopened: 0,
  opened_at: '2020-10-19T00:00:00.000Z',
  alternatives: [alternative('a'), alternative('b')],
  positions: [],
  reservations: [],
  ...part,
})
const textWith = (slots: readonly Slot[]): TextTree => ({
  id: 't',
  title: {},
  mode: 'bracketed_text',
  authentic: ['en'],
  show_proponents: true,
  parties: [],
  nodes: [
    {
      id: 'n',
      kind: 'article',
      number: '1',
      heading: {},
      wording: { en: slots.map((s) => ({ slot: s.id })) },
      stale: [],
      slots,
      stage: 'open',
      agreed_by: [],
      reservations: [],
      mark: 'none',
      weight: 1,
      children: [],
    },
  ],
})
function fate(before: readonly Slot[], after: readonly Slot[]) {
  const [change] = [...walkChanges(redline(textWith(before), textWith(after)).nodes)]
  const at = change?.node.slots.find((s) => s.place !== 'moved_from')
  if (!at) throw new Error('There is no slot.')
  const { brackets, alternatives } = slotFate(at.item)
  return [brackets, Object.fromEntries(alternatives.map((x) => [x.of.id, x.fate]))]
}

test('L7 closing strikes the brackets and what did not stand', () => {
  const closed = slotWith({ status: 'closed', chosen: 'b', reason: 'consensus' })
  expect(fate([slotWith({})], [closed])).toEqual(['removed', { a: 'removed', b: 'same' }])
})

test('L7 reopening writes them again', () => {
  const closed = slotWith({ status: 'closed', chosen: 'b', reason: 'consensus' })
  expect(fate([closed], [slotWith({})])).toEqual(['added', { a: 'added', b: 'same' }])
})

test('L8 what is withdrawn is struck, what is tabled is written, between brackets that stay', () => {
  const after = slotWith({
    alternatives: [alternative('a', 'withdrawn'), alternative('b'), alternative('c')],
  })
  expect(fate([slotWith({})], [after])).toEqual(['same', { a: 'removed', b: 'same', c: 'added' }])
})

test('L7 a new slot is written with all that it holds', () => {
  expect(fate([], [slotWith({})])).toEqual(['added', { a: 'added', b: 'added' }])
})

test('a slot that was settled in both versions has no brackets', () => {
  const closed = slotWith({ status: 'closed', chosen: 'a', reason: 'consensus' })
  expect(fate([closed], [closed])).toEqual([undefined, { a: 'same' }])
})
