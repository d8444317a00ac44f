// Forms are read from the contract. Expected fields are written here by hand from the contract's
// text, not computed by the code under test.
import { processKindNames } from '@sulh/contract/process'
import { describe, expect, test } from 'vitest'
import {
  draftOfValue,
  faultsOf,
  fieldsOf,
  placeOfProblem,
  referencesOf,
  statableFacets,
  valueOfDraft,
} from './fields.ts'

describe('the fields of a form follow the contract', () => {
  test('a meeting that took place asks for a period and, if known, minutes', () => {
    expect(fieldsOf('meeting', 'actual')).toEqual([
      { name: 'when', required: true, shape: 'period' },
      { name: 'minutes', required: false, shape: 'number', whole: true, min: 1, max: 10_000 },
    ])
  })

  test('an event tells short and long text apart, and a choice names its options', () => {
    const fields = fieldsOf('event', 'account')
    expect(fields.map((f) => [f.name, f.shape])).toEqual([
      ['title', 'bilingual'],
      ['text', 'bilingual'],
      ['when', 'period'],
      ['precision', 'choice'],
      ['scheduled', 'yes_no'],
    ])
    expect(fields[0]).toMatchObject({ long: false, max: 300 })
    expect(fields[1]).toMatchObject({ long: true })
    expect(fields[3]).toMatchObject({ options: ['day', 'month', 'year', 'about'] })
  })

  test('every facet of every kind yields fields of a known shape', () => {
    for (const kind of processKindNames) {
      for (const facet of statableFacets(kind)) {
        expect(fieldsOf(kind, facet).length, `${kind}.${facet}`).toBeGreaterThan(0)
      }
    }
  })

  test('references: the own ones with their rule, then sources and who said it', () => {
    expect(referencesOf('issue_link', 'description').map((r) => [r.path, r.required])).toEqual([
      ['subject', true],
      ['object', true],
      ['source', false],
      ['said_by', false],
    ])
  })
})

describe('what is typed and what is sent', () => {
  const fields = fieldsOf('round', 'description')
  const draft = {
    'title.en': 'Round',
    'title.ar': 'الجولة',
    number: '4',
    'place.en': 'Geneva',
    'place.ar': 'جنيف',
    mode: 'direct',
  }

  test('a draft becomes the value that the schema takes, and comes back as it was', () => {
    const value = valueOfDraft(fields, draft)
    expect(value).toEqual({
      number: '4',
      title: { en: 'Round', ar: 'الجولة' },
      place: { en: 'Geneva', ar: 'جنيف' },
      mode: 'direct',
    })
    expect(faultsOf({ kind: 'round', facet: 'description' }, value, { body: ['x'] })).toEqual([])
    expect(draftOfValue(fields, value)).toEqual(draft)
  })

  test('a missing field and a missing reference are named by their place', () => {
    const value = valueOfDraft(fields, { ...draft, 'place.ar': '', number: '' })
    const faults = faultsOf({ kind: 'round', facet: 'description' }, value, {})
    expect(faults.map((f) => f.field).sort()).toEqual(['body', 'number', 'place.ar'])
  })

  test('a number that is none is sent as typed, so that it is refused at its field', () => {
    const minutes = fieldsOf('meeting', 'actual')
    expect(valueOfDraft(minutes, { minutes: 'two hours', 'when.from': '2020-10-19' })).toEqual({
      when: { from: '2020-10-19' },
      minutes: 'two hours',
    })
  })

  test('what the server names is found in the form', () => {
    expect(placeOfProblem('facts.0.value.title.en', [])).toBe('title.en')
    expect(placeOfProblem('facts.0.references.1.id', ['body', 'host'])).toBe('host')
    expect(placeOfProblem('facts[0].references.host', ['body', 'host'])).toBe('host')
    expect(placeOfProblem('facts.0.known_from', [])).toBe('known_from')
  })
})
