// What follows from standings as of a day, for screens. Rules and quorum themselves are tested in the
// contract; here it is that the date cursor decides.
import { expect, test } from 'vitest'
import { on, record, title } from '../../../test/process_records.ts'
import { quorumOn, standingOn } from './standing.ts'

const body = record('jmc', 'body', { description: { title } })
const delegation = (id: string, value?: Readonly<Record<string, unknown>>) =>
  record(
    id,
    'delegation',
    { description: { title }, ...(value ? { standing: value } : {}) },
    { body: ['jmc'] },
  )
const left = delegation('b', { state: 'walked_out', from: '2020-10-20', effect: title })

test('on the day of a walk-out the commission of all loses its quorum, and not before', () => {
  const seen = (day: string) => {
    const view = on(day, [body, delegation('a'), left])
    const [jmc, b] = [view.get('jmc'), view.get('b')]
    if (!jmc || !b) throw new Error('both are known')
    const quorum = quorumOn(view, jmc)
    return [standingOn(view, b)?.state, quorum?.present, quorum?.counted, quorum?.reached]
  }
  expect(seen('2020-10-20')).toEqual(['walked_out', 1, 2, false])
  // Before its first day it is as invited: not counted.
  expect(seen('2020-10-19')).toEqual(['invited', 1, 1, true])
})

test('a body without delegations has no quorum to show, one without standings counts all', () => {
  const empty = on('2020-10-20', [body])
  const plain = on('2020-10-20', [body, delegation('a'), delegation('b')])
  const of = (view: typeof empty) => {
    const jmc = view.get('jmc')
    return jmc && quorumOn(view, jmc)
  }
  expect(of(empty)).toBeUndefined()
  expect(of(plain)).toMatchObject({ counted: 2, present: 2, reached: true })
})
