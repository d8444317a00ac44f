// Reading records with their types: copies are not told twice, references are followed both ways.
import type { Fact, Kind, ProcessRecord } from '@sulh/contract/process'
import { recordAsOf } from '@sulh/analysis/history/asof'
import { describe, expect, test } from 'vitest'
import { byDays, heldOrPlanned, type Known, pictureOf, referringBy, said, targets } from './known.ts'

export function record(id: string, kind: Kind, facts: readonly Partial<Fact>[]): Known {
  const full: ProcessRecord = {
    id,
    kind,
    compartment_id: 'process',
    facts: facts.map((fact, n) => ({
      id: `${id}-${n}`,
      record_id: id,
      compartment_id: 'process',
      n,
      facet: 'description',
      act: 'state',
      of_fact_id: null,
      value: {},
      references: [],
      known_from: '2020-01-01T00:00:00.000Z',
      held_from: null,
      held_to: null,
      certainty: 'confirmed',
      mark: 'none',
      channel: 'public_source',
      confirmation: 'unconfirmed',
      recorded_by: 'seat',
      recorded_at: '2026-01-01T00:00:00.000Z',
      ...fact,
    })),
  }
  const state = recordAsOf(full, { at: '2020-10-19T23:59:59.999Z', basis: 'known' })
  if (!state) throw new Error(`${id} is not known by the day of the test`)
  return { record: full, state }
}
const to = (path: string, id: string) => ({ path, id, compartment_id: 'process' })

describe('a picture as of a day', () => {
  const body = record('jmc', 'body', [{ value: { title: { en: 'Commission', ar: 'لجنة' } } }])
  const round = record('round', 'round', [
    { value: { number: '4' }, references: [to('body', 'jmc'), to('host', 'hidden')] },
    { facet: 'planned', value: { when: { from: '2020-10-19', to: '2020-10-24' } } },
  ])
  const copied = record('body-2', 'body', [
    { value: {} },
    { facet: 'disclosure', value: { copy_id: 'copy', compartment_id: 'public' } },
  ])
  const copy = record('copy', 'body', [{ value: {} }])
  const gone = record('gone', 'event', [
    { facet: 'account', value: {} },
    { facet: 'withdrawal', value: { reason: { en: 'x', ar: 'x' } } },
  ])
  const pointer = record('r2', 'round', [{ value: {}, references: [to('body', 'copy')] }])
  const picture = pictureOf('2020-10-19', [body, round, copied, copy, gone, pointer])

  test('a disclosed copy is not told beside its source, and its id leads to the source', () => {
    expect(picture.ofKind('body').map((k) => k.record.id)).toEqual(['jmc', 'body-2'])
    expect(picture.get('copy')).toBe(copied)
    expect(targets(picture, pointer, 'description', 'body')).toEqual([copied])
  })

  test('the copy alone is shown to a seat that reads nothing of its source', () => {
    expect(pictureOf('2020-10-19', [copy]).get('copy')).toBe(copy)
  })

  test('what is withdrawn is not shown', () => {
    expect(picture.get('gone')).toBeUndefined()
  })

  test('references are followed there and back; what the seat cannot see is left out', () => {
    expect(targets(picture, round, 'description', 'host')).toEqual([])
    const by = { kind: 'round', facet: 'description', path: 'body' } as const
    expect(referringBy(picture, 'jmc', by)).toEqual([round])
    expect(referringBy(picture, 'copy', by)).toEqual([pointer])
  })

  test('a facet is read with the type of its kind, and not as another kind', () => {
    expect(said(round, 'round', 'description')?.number).toBe('4')
    expect(said(round, 'meeting', 'description')).toBeUndefined()
  })

  test('planned days stand until the days as held are known', () => {
    expect(heldOrPlanned(round)).toEqual({
      from: '2020-10-19',
      to: '2020-10-24',
      basis: 'planned',
    })
    const held = record('h', 'round', [
      { facet: 'planned', value: { when: { from: '2020-10-19', to: '2020-10-24' } } },
      { facet: 'actual', value: { when: { from: '2020-10-19' } } },
    ])
    expect(heldOrPlanned(held)).toEqual({ from: '2020-10-19', to: '2020-10-19', basis: 'held' })
    expect(byDays(heldOrPlanned(held), heldOrPlanned(round))).toBe(-1)
  })
})
