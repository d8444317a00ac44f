// D20: the forum of 2020-21 as the case tells it, worked out by the engine, against the figures that
// the mission and the press published (in the case's facts, A3), typed here by hand.
import {
  courseOf,
  termsHash,
  type Course,
  type CourseFact,
} from '@sulh/analysis/ballot/decision_course'
import { verifyDecision } from '@sulh/analysis/ballot/verify_decision'
import { beforeAll, expect, test } from 'vitest'
import { readCase, type Case } from '../process/case.ts'

let found: Case
beforeAll(async () => {
  found = await readCase(new URL('../../../../cases/libya-2020', import.meta.url).pathname)
})
const factsOf = (key: string): CourseFact[] => {
  const record = found.records.find((r) => r.key === key)
  if (!record) throw new Error(`The case has no ${key}.`)
  return record.facts.map((f) => ({ ...f, of_fact_id: f.of_fact_id ?? null, recorded_by: 'case' }))
}
const votes = (course: Course) =>
  (course.decision?.votes ?? []).map((v) => {
    const [r] = v.requirements
    return [v.stage, v.college, v.winner, r?.candidate, r?.votes, r?.base, r?.needed]
  })

test('D20 each hash of the case is that of its terms, and the verifier finds no fault', async () => {
  const keys = found.records.filter((r) => r.kind === 'decision').map((r) => r.key)
  expect(keys).toEqual(['decision-options', 'decision-mechanism', 'decision-executive'])
  for (const key of keys) {
    const course = courseOf(factsOf(key))
    expect(course.fault).toBeUndefined()
    expect(course.frozen).toBe(await termsHash(course.given))
    expect((await verifyDecision(key, factsOf(key))).faults).toEqual([])
  }
})

test('D20 the straw vote of December: 39 of 71', () => {
  const { decision, stages } = courseOf(factsOf('decision-options'))
  expect(decision?.votes[0]?.tally).toMatchObject({ cast: 71, present: 71, members: 75 })
  expect(Object.fromEntries(decision?.votes[0]?.tally.choices ?? [])).toEqual({
    'option-2': 39,
    'option-3': 24,
    'option-10': 8,
  })
  expect(stages[0]?.count?.took_part).toEqual([])
  // The two thresholds that were asked about: two thirds of 75 are 50, and 60 per cent of them 45.
  const asked = decision?.sensitivity.filter((v) => v.view === 'threshold')
  expect(asked?.map((v) => [v.needed, v.met])).toEqual([
    [50, false],
    [45, false],
  ])
})

test('D20 the mechanism passes at 51 of 70 against 63 per cent, which is 45', () => {
  const course = courseOf(factsOf('decision-mechanism'))
  expect(votes(course)).toEqual([['mechanism', undefined, 'yes', 'yes', 51, 70, 45]])
  expect(course.outcome).toBe('adopted')
  const counted = course.decision?.sensitivity.find(
    (v) => v.view === 'base' && v.base === 'valid' && v.abstentions === 'counted',
  )
  expect([counted?.votes, counted?.of]).toEqual([51, 72])
})

test('D20 no college elects, four lists are admitted, and the leader of round one loses', () => {
  const course = courseOf(factsOf('decision-executive'))
  expect(votes(course)).toEqual([
    ['colleges', 'west', null, 'west-mishri', 8, 36, 26],
    ['colleges', 'east', null, 'east-saleh', 9, 23, 17],
    ['colleges', 'south', null, 'south-nasr', 6, 14, 10],
    ['lists', undefined, null, 'list-4', 25, 73, 44],
    ['run-off', undefined, 'list-3', 'list-3', 39, 73, 37],
  ])
  expect([course.outcome, course.winners]).toEqual(['elected', ['list-3']])
  const eastern = course.endorsements.filter((s) => s.college === 'east')
  // Four lists of six signatures are 24, more than the 23 eastern members: a stated rule.
  expect(eastern.reduce((sum, s) => sum + (s.count ?? 1), 0)).toBe(24)
  const lists = course.stages.find(({ stage }) => stage.id === 'lists')?.stage.candidates
  expect(lists).toMatchObject({ per_member: 'several' })
})

test('D20 of nobody in the case a ballot is told: totals alone, by candidate', () => {
  for (const { kind, facts } of found.records) {
    if (kind !== 'decision') continue
    for (const { facet, value } of facts) {
      if (facet === 'count') expect(JSON.stringify(value)).not.toContain('"voter"')
    }
  }
})
