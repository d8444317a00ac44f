// Which acts a seat is offered, by the rules of the table: who holds the pen, who speaks for a party,
// and who does neither but writes in a room.
import type { Alternative, Slot, TextNode } from '@sulh/analysis/text/tree'
import type { Compartment } from '@sulh/contract/session'
import type { TableAct } from '@sulh/contract/text'
import { expect, test } from 'vitest'
import { alternativeActs, basesFor, nodeActs, type Seat, slotActs } from './permitted.ts'

const table: Record<TableAct, readonly ('holder' | 'party')[]> = {
  draft: ['holder'],
  propose: ['holder', 'party'],
  table: ['holder', 'party'],
  merge: ['holder'],
  close: ['holder'],
  reopen: ['holder'],
  freeze: ['holder'],
}
const compartment = (id: string, kind: Compartment['kind'], wider: string[] = []): Compartment => ({
  id,
  kind,
  name: { en: id, ar: id },
  may_write: true,
  n: 0,
  readers: [],
  wider,
})
const plenary = compartment('plenary', 'plenary')
const inside = (id: string, kind: Compartment['kind']) => compartment(id, kind, ['plenary'])
function seatOf(
  who: { readonly holder?: boolean; readonly party?: string },
  compartments: readonly Compartment[],
): Seat {
  const { holder = false, party } = who
  return {
    home: 'plenary',
    compartments,
    part: {
      holder,
      speaks_for: party === undefined ? [] : [party],
      may: (act) =>
        (holder && table[act].includes('holder')) ||
        (party !== undefined && table[act].includes('party')),
    },
  }
}
const holder = seatOf({ holder: true }, [
  plenary,
  inside('caucus', 'caucus'),
  inside('cell', 'cell'),
])
const partyA = seatOf({ party: 'a' }, [plenary, inside('room', 'room'), inside('caucus', 'caucus')])
const reader = seatOf({}, [{ ...plenary, may_write: false }])

const alternative = (part: Partial<Alternative> = {}): Alternative => ({
  id: 'x',
  label: 'a',
  origin: 'party',
  no_text: false,
  wording: {},
  stale: [],
  proponents: ['a'],
  status: 'tabled',
  compartment_id: 'plenary',
  ...part,
})
const slot = (part: Partial<Slot> = {}): Slot => ({
  id: 's',
  scope: 'inline',
  class: 'alternatives',
  title: {},
  concerned: ['a', 'b'],
  status: 'open',
  reopened: 0,
  opened_at: '2020-10-19T00:00:00.000Z',
  alternatives: [alternative(), alternative({ id: 'y', label: 'b', proponents: ['b'] })],
  positions: [],
  reservations: [],
  ...part,
})
const node: TextNode = {
  id: 'n',
  kind: 'article',
  number: '1',
  heading: {},
  wording: { en: [{ text: 'words' }] },
  stale: [],
  slots: [],
  stage: 'open',
  agreed_by: [],
  reservations: [],
  mark: 'none',
  weight: 1,
  children: [],
}
const of = (a: Alternative) => ({ slot: slot(), alternative: a })

test('T26 who holds the pen is offered what the table gives to the holder', () => {
  expect(slotActs(holder, slot())).toEqual([
    'propose',
    'merge',
    'close',
    'position',
    'reserve',
    'refer',
  ])
  expect(slotActs(holder, slot({ status: 'closed' }))).toEqual([
    'reopen',
    'position',
    'reserve',
    'refer',
  ])
  expect(nodeActs(holder, node)).toContain('stage')
  expect(nodeActs(holder, { ...node, wording: {} })).not.toContain('stage')
})

test('T26 a party proposes, but neither settles nor drafts', () => {
  expect(slotActs(partyA, slot())).toEqual(['propose', 'position', 'reserve', 'refer'])
  expect(slotActs(partyA, slot({ status: 'closed' }))).not.toContain('reopen')
  expect(nodeActs(partyA, node)).toEqual(['reserve', 'refer'])
})

test('T26 a seat that only reads is offered nothing', () => {
  expect(slotActs(reader, slot())).toEqual([])
  expect(nodeActs(reader, node)).toEqual([])
  expect(alternativeActs(reader, of(alternative()))).toEqual([])
})

test('T2 a party rewords and leaves its own alternative and joins the other’s', () => {
  expect(alternativeActs(partyA, of(alternative()))).toEqual(['revise', 'leave', 'withdraw'])
  expect(alternativeActs(partyA, of(alternative({ proponents: ['b'] })))).toEqual(['join'])
})

test('T12 a draft in a room is tabled from there; what is on the table is not tabled again', () => {
  const draft = alternative({ compartment_id: 'room', status: 'proposed' })
  expect(alternativeActs(partyA, of(draft))).toContain('table')
  expect(alternativeActs(holder, of(draft))).toEqual([])
  expect(alternativeActs(partyA, of(alternative()))).not.toContain('table')
})

test('T14 only a streamlined alternative that stands is taken apart again, by who may merge', () => {
  const merged = alternative({ origin: 'streamlined' })
  expect(alternativeActs(holder, of(merged))).toContain('undo_merge')
  expect(alternativeActs(partyA, of(merged))).not.toContain('undo_merge')
  expect(alternativeActs(holder, of({ ...merged, status: 'withdrawn' }))).not.toContain(
    'undo_merge',
  )
})

test('T10 brackets are opened within a tabled alternative that has words, by who drafts', () => {
  const worded = alternative({ wording: { en: [{ text: 'words' }] } })
  expect(alternativeActs(holder, of(worded))).toContain('open_within')
  expect(alternativeActs(partyA, of(worded))).not.toContain('open_within')
  expect(alternativeActs(holder, of(alternative({ no_text: true })))).not.toContain('open_within')
  const draft = alternative({ ...worded, compartment_id: 'caucus', status: 'proposed' })
  expect(alternativeActs(holder, of(draft))).not.toContain('open_within')
})

test('T10 a clause without words is opened as text to come', () => {
  expect(nodeActs(holder, { ...node, wording: {} })).toContain('open_slot')
})

test('T17 each basis of a position lies in its own kind of compartment', () => {
  const ids = (seat: Seat) =>
    Object.fromEntries(
      Object.entries(basesFor(seat)).map(([basis, places]) => [basis, places.map((c) => c.id)]),
    )
  expect(ids(holder)).toEqual({
    declared: ['plenary'],
    told_in_caucus: ['caucus'],
    estimated: ['cell'],
  })
  expect(ids(partyA)).toEqual({ declared: ['plenary'], told_in_caucus: ['caucus'], estimated: [] })
  expect(ids(reader)).toEqual({ declared: [], told_in_caucus: [], estimated: [] })
})
