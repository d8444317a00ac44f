// What a fact may point at: what every reader of its compartment can see, or a copy of it there.
import { expect, test } from 'vitest'
import { ids, on, record, recordOf, title } from '../../../test/process_records.ts'
import { candidates, openTo, placeOf, referencesFor } from './references.ts'

const room = '11111111-0000-4000-8000-000000000000'
const plenary = '22222222-0000-4000-8000-000000000000'
const copy_id = '33333333-0000-4000-8000-000000000000'
const disclosure = (compartment_id: string) => ({
  facet: 'disclosure',
  value: { copy_id, compartment_id, attribution: 'party' },
})
const description = { facet: 'description', value: { title } }
const inRoom = recordOf('note', 'issue', [description], room)
const disclosed = recordOf('told', 'issue', [description, disclosure(plenary)], room)
const wide = recordOf('wide', 'issue', [description], plenary)
const view = on('2020-10-19', [
  inRoom,
  disclosed,
  wide,
  record('other', 'round', { description: { title } }),
])
const rule = { kinds: ['issue'], many: true, required: false } as const
const fromRoom = openTo({ id: room, wider: [plenary] })
const fromPlenary = openTo({ id: plenary, wider: [] })

test('R10 what lies in the same or a wider compartment can be pointed at, of the kinds asked', () => {
  expect(ids(candidates(view, rule, fromRoom))).toEqual(['note', 'told', 'wide'])
  // The room's note lies too narrow; what was disclosed stands by its copy.
  expect(ids(candidates(view, rule, fromPlenary))).toEqual(['told', 'wide'])
})

test('R17 a record that lies too narrow is pointed at by its copy, else not at all', () => {
  const place = (id: string, open: ReadonlySet<string>) => {
    const state = view.get(id)
    return state && placeOf(state, open)
  }
  expect(place('told', fromRoom)).toEqual({ id: 'told', compartment_id: room })
  expect(place('told', fromPlenary)).toEqual({ id: copy_id, compartment_id: plenary })
  expect(place('note', fromPlenary)).toBeUndefined()
})

test('R10 what is chosen is sent by path; too narrow, it is sent as it is for the server to refuse', () => {
  expect(
    referencesFor(
      view,
      { concerns: ['told', 'note'], of: ['wide'], gone: ['unknown'] },
      fromPlenary,
    ),
  ).toEqual([
    { path: 'concerns', id: copy_id, compartment_id: plenary },
    { path: 'concerns', id: 'note', compartment_id: room },
    { path: 'of', id: 'wide', compartment_id: plenary },
  ])
})
