// A kept tree is the one that treeOf gives, made once for the same records, names and moment.
import type { TextRecord } from '@sulh/analysis/text/instrument'
import { expect, test } from 'vitest'
import { keptTree } from './kept_tree.ts'

const fact = (title: string, known_from: string, n: number) => ({
  id: `f${n}`,
  n,
  facet: 'description',
  act: 'state' as const,
  of_fact_id: null,
  known_from,
  recorded_at: known_from,
  held_from: null,
  held_to: null,
  confirmation: 'unconfirmed',
  compartment_id: 'c',
  value: { title: { en: title }, mode: 'bracketed_text', authentic: ['en'], show_proponents: true },
  references: [],
  mark: 'none',
})
const records: readonly TextRecord[] = [
  {
    id: 'i',
    kind: 'instrument',
    compartment_id: 'c',
    facts: [
      fact('first', '2020-10-19T00:00:00.000Z', 1),
      fact('second', '2020-10-21T00:00:00.000Z', 2),
    ],
  },
]
const names = {}
const at = (day: string, of: readonly TextRecord[] = records, by: object = names) =>
  keptTree(of, by, {
    instrument_id: 'i',
    asOf: { at: `${day}T23:59:59.999Z`, basis: 'known' },
    party: () => undefined,
  })

test('T23 each moment has its own tree, and the same one is given again', () => {
  expect(at('2020-10-18')).toBeUndefined()
  expect(at('2020-10-19')?.title.en).toBe('first')
  expect(at('2020-10-22')?.title.en).toBe('second')
  expect(at('2020-10-19')).toBe(at('2020-10-19'))
})

test('T23 other records or other names give another tree', () => {
  expect(at('2020-10-19', [...records])).not.toBe(at('2020-10-19'))
  expect(at('2020-10-19', records, {})).not.toBe(at('2020-10-19'))
})
