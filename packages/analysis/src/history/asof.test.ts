// The date cursor's rules (process SPEC R6-R8). Expected states are written out by hand, and a
// property compares with a replay that is written the other way round: event by event.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recordAsOf, type HistoryFact } from './asof.ts'

let serial = 0
function fact(f: Partial<HistoryFact> & { known_from: string }): HistoryFact {
  serial += 1
  return {
    id: `f${serial}`,
    n: serial,
    facet: 'status',
    act: 'state',
    of_fact_id: null,
    recorded_at: '2026-01-01T00:00:00.000Z',
    held_from: null,
    confirmation: 'unconfirmed',
    ...f,
  }
}
const at = (day: string) => ({ at: `${day}T23:59:59.999Z`, basis: 'known' as const })
const known = (day: string) => ({ known_from: `${day}T06:00:00.000Z` })

test('R6 a later statement follows an earlier one, and was not known before', () => {
  const open = fact(known('2020-02-01'))
  const agreed = fact(known('2020-10-23'))
  const record = { id: 'r', facts: [open, agreed] }
  expect(recordAsOf(record, at('2020-01-31'))).toBeUndefined()
  expect(recordAsOf(record, at('2020-10-19'))?.facets['status']?.lead).toBe(open)
  expect(recordAsOf(record, at('2020-10-24'))?.facets['status']?.lead).toBe(agreed)
  expect(recordAsOf(record, at('2020-10-24'))?.facets['status']?.earlier).toEqual([open])
})

test('R6 a correction replaces the fact it names, wherever that one stands', () => {
  const first = fact(known('2020-02-01'))
  const second = fact(known('2020-03-01'))
  const corrected = fact({ ...known('2020-04-01'), act: 'correct', of_fact_id: first.id })
  const state = recordAsOf({ id: 'r', facts: [first, second, corrected] }, at('2020-05-01'))
  expect(state?.facets['status']?.lead).toBe(second)
  expect(state?.facets['status']?.earlier).toEqual([first, corrected])
})

test('R6 what a withdrawn statement had followed stands again', () => {
  const first = fact(known('2020-02-01'))
  const second = fact(known('2020-03-01'))
  const gone = fact({ ...known('2020-04-01'), act: 'withdraw', of_fact_id: second.id })
  const record = { id: 'r', facts: [first, second, gone] }
  expect(recordAsOf(record, at('2020-03-15'))?.facets['status']?.lead).toBe(second)
  expect(recordAsOf(record, at('2020-05-01'))?.facets['status']?.lead).toBe(first)
})

test('R5 accounts that differ stand beside the lead, and a correction of the lead keeps them', () => {
  const friday = fact(known('2020-02-08'))
  const saturday = fact({ ...known('2020-02-09'), act: 'differ', of_fact_id: friday.id })
  const mended = fact({ ...known('2020-02-10'), act: 'correct', of_fact_id: friday.id })
  const state = recordAsOf({ id: 'r', facts: [friday, saturday, mended] }, at('2020-03-01'))
  expect(state?.facets['status']?.lead).toBe(mended)
  expect(state?.facets['status']?.others).toEqual([saturday])
})

test('R8 an act on a fact that was not yet known changes nothing', () => {
  const late = fact(known('2020-06-01'))
  const early = fact({ ...known('2020-01-01'), act: 'withdraw', of_fact_id: late.id })
  const base = fact(known('2020-01-01'))
  const state = recordAsOf({ id: 'r', facts: [late, early, base] }, at('2020-02-01'))
  expect(state?.facets['status']?.lead).toBe(base)
})

test('R7 hindsight asks when it held, audit asks when it was recorded', () => {
  const agreed = fact({
    ...known('2021-03-01'),
    held_from: '2020-10-05',
    recorded_at: '2021-03-02T00:00:00.000Z',
  })
  const record = { id: 'r', facts: [agreed] }
  const instant = '2020-10-19T23:59:59.999Z'
  expect(recordAsOf(record, { at: instant, basis: 'known' })).toBeUndefined()
  expect(recordAsOf(record, { at: instant, basis: 'hindsight' })?.facets['status']?.lead).toBe(
    agreed,
  )
  expect(recordAsOf(record, { at: instant, basis: 'recorded' })).toBeUndefined()
})

test('R6 statements and withdrawals agree with a stack that is replayed event by event', () => {
  const seed = Date.now() & 0x7fffffff
  console.log(`seed ${seed}`)
  const step = fc.record({ day: fc.integer({ min: 1, max: 28 }), withdraw: fc.option(fc.nat(9)) })
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 12 }),
      fc.integer({ min: 1, max: 28 }),
      (steps, cut) => {
        const ordered = steps.toSorted((a, b) => a.day - b.day)
        const facts: HistoryFact[] = []
        let stack: HistoryFact[] = []
        for (const s of ordered) {
          const when = known(`2020-02-${String(s.day).padStart(2, '0')}`)
          const target =
            s.withdraw === null ? undefined : facts.filter((f) => f.act === 'state')[s.withdraw]
          const next = target
            ? fact({ ...when, act: 'withdraw', of_fact_id: target.id })
            : fact(when)
          facts.push(next)
          if (s.day > cut) continue
          stack = target ? stack.filter((f) => f !== target) : [...stack, next]
        }
        const state = recordAsOf({ id: 'r', facts }, at(`2020-02-${String(cut).padStart(2, '0')}`))
        expect(state?.facets['status']?.lead).toBe(stack.at(-1))
      },
    ),
    { seed, numRuns: 300 },
  )
})
