// Acts that a record is offered: those that the server takes for its kind.
import { expect, test } from 'vitest'
import { actsOn } from './acts.ts'

test('DR3 no act of the process is offered on a record of the deal room', () => {
  // Written out: the kinds that DR1 names.
  for (const kind of [
    'deal_model',
    'deal_issue',
    'deal_link',
    'preference',
    'fallback',
    'deal_package',
    'clearance',
    'bridging_proposal',
  ] as const) {
    expect(actsOn(kind, true), kind).toEqual([])
  }
})

test('every act is offered on other records, where their compartment may be written to', () => {
  const all = ['state', 'correct', 'differ', 'confirm', 'withdraw', 'disclose']
  expect(actsOn('issue', true)).toEqual(all)
  expect(actsOn('statement', true)).toEqual(all)
  expect(actsOn('issue', false)).toEqual([])
})
