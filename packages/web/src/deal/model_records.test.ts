// Forms of points and links by hand: what is wrong with them, what they break, and what a text's open
// slots become. The model is small enough for every answer to be seen by reading it.
import type { Alternative, Slot, TextTree } from '@sulh/analysis/text/tree'
import { expect, test } from 'vitest'
import type { State } from '../process/view.ts'
import type { DealCase, DealLink, DealOption, OpenPoint } from './case.ts'
import { conflictWith, emptyLink, linkLacks, type LinkForm } from './link_records.ts'
import {
  emptyPoint,
  lacksOf,
  linksBroken,
  slotsToTake,
  withOption,
  type PointForm,
} from './model_records.ts'

const words = (en: string) => ({ en, ar: `${en} ع` })
// States are carried along and never read by what is tested here.
const state = { id: 'm', compartment_id: 'cell' } as State
const option = (key: string, en: string): DealOption => ({ key, title: words(en) })

function point(id: string, order: number, slot?: string): OpenPoint {
  return {
    id,
    state,
    title: words(id),
    order,
    options: [option('o1', 'early'), option('o2', 'late')],
    table: 'o1',
    track: undefined,
    slot,
    instrument: undefined,
  }
}
const at = (issue: string, chosen: string) => ({ issue, option: chosen })
const ruled: LinkForm = { ...emptyLink, reason: words('why') }
function link(id: string, of: Partial<DealLink>): DealLink {
  return { ...ruled, ...of, id, state }
}
function dealOf(links: readonly DealLink[]): DealCase {
  const party = (id: string) => ({
    id,
    compartment_id: 'joint',
    name: words(id),
    short: words(id),
    side: undefined,
  })
  return {
    model: state,
    title: words('model'),
    note: undefined,
    compartment_id: 'cell',
    parties: [party('a'), party('b')],
    points: [point('road', 0, 'held'), point('oil', 7)],
    links,
    estimate: () => undefined,
    fallback: () => undefined,
    packages: [],
    proposals: [],
    confidences: [],
    missing: [],
  }
}
const whole: PointForm = {
  ...emptyPoint(dealOf([])),
  title: words('Road'),
  options: [option('o1', 'open'), option('o2', 'closed')],
}

test('DR12 a point needs a title and two options, each named once, in both languages', () => {
  expect(lacksOf(whole)).toEqual([])
  expect(lacksOf(emptyPoint(dealOf([])))).toEqual(['title', 'option_title'])
  expect(lacksOf({ ...whole, title: { en: 'Road', ar: '  ' } })).toEqual(['title'])
  expect(lacksOf({ ...whole, title: { en: '', ar: 'طريق' } })).toEqual(['title'])
  expect(lacksOf({ ...whole, options: whole.options.slice(0, 1) })).toEqual(['options'])
  const half = { key: 'o3', title: { en: 'half', ar: '' } }
  expect(lacksOf({ ...whole, options: [...whole.options, half] })).toEqual(['option_title'])
  const again = { key: 'o3', title: { en: ' open ', ar: 'مفتوح' } }
  expect(lacksOf({ ...whole, options: [...whole.options, again] })).toEqual(['same_option'])
  // Two empty names lack a name; they are not the same option.
  const empty = { en: '', ar: '' }
  const both = [...whole.options, { key: 'o3', title: empty }, { key: 'o4', title: empty }]
  expect(lacksOf({ ...whole, options: both })).toEqual(['option_title'])
})

test('DR12 a new option never takes the key of one that was removed beside others', () => {
  const left = { ...whole, options: [option('o1', 'open'), option('o3', 'by night')] }
  expect(withOption(left).options.map(({ key }) => key)).toEqual(['o1', 'o3', 'o4'])
  expect(withOption(whole).options.map(({ key }) => key)).toEqual(['o1', 'o2', 'o3'])
})

test('DR6 a link names whole choices, each once, and says why in both languages', () => {
  const pair = [at('road', 'o1'), at('oil', 'o1')]
  expect(linkLacks({ ...ruled, choices: [at('road', 'o1')], then: [at('oil', 'o2')] })).toEqual([])
  expect(linkLacks(emptyLink)).toEqual(['choices', 'reason'])
  expect(linkLacks({ ...ruled, choices: [at('road', 'o1')], then: [at('oil', '')] })).toEqual([
    'choices',
  ])
  expect(linkLacks({ ...ruled, class: 'excludes', choices: [] })).toEqual(['choices', 'two'])
  // What is required is of no matter to a link that requires nothing.
  expect(linkLacks({ ...ruled, class: 'excludes', choices: pair })).toEqual([])
  for (const name of ['excludes', 'together', 'at_most'] as const) {
    expect(linkLacks({ ...ruled, class: name, choices: pair.slice(0, 1) }), name).toEqual(['two'])
  }
  const twice = [at('road', 'o1'), at('road', 'o1')]
  expect(linkLacks({ ...ruled, class: 'together', choices: twice })).toEqual(['repeats'])
  const half = { en: 'why', ar: ' ' }
  expect(linkLacks({ ...ruled, class: 'excludes', choices: pair, reason: half })).toEqual([
    'reason',
  ])
})

test('DR6 numbers of a link are whole and not negative; a bonus is not of nought', () => {
  const choices = [at('road', 'o1'), at('oil', 'o1')]
  const most = (k: number) => linkLacks({ ...ruled, class: 'at_most', choices, k })
  expect([most(0), most(1), most(-1), most(1.5), most(Number.NaN)]).toEqual([
    [],
    [],
    ['number'],
    ['number'],
    ['number'],
  ])
  const budget = (costs: number[], limit: number) =>
    linkLacks({ ...ruled, class: 'budget', choices, costs, limit })
  expect(budget([3, 4], 5)).toEqual([])
  expect(budget([3], 5)).toEqual([]) // A choice without a cost costs nothing.
  expect(budget([3, -4], 5)).toEqual(['number'])
  expect(budget([3, 4], 0.5)).toEqual(['number'])
  const bonus = (points: DealLink['points']) =>
    linkLacks({ ...ruled, class: 'bonus', choices, points })
  expect(bonus([])).toEqual(['bonus'])
  expect(bonus([{ party: 'a', points: 0 }])).toEqual(['bonus'])
  expect(bonus([{ party: 'a', points: -5 }])).toEqual([])
})

test('DR12 a link that leaves no package with the others is told, with both of them', () => {
  const early = link('early', {
    class: 'at_most',
    k: 0,
    choices: [at('road', 'o1'), at('oil', 'o1')],
  })
  const late: LinkForm = {
    ...ruled,
    class: 'at_most',
    k: 0,
    choices: [at('road', 'o2'), at('oil', 'o2')],
  }
  const found = conflictWith(dealOf([early]), late, 'en')
  expect(found?.failure.fault).toMatchObject({ code: 'links-contradict' })
  expect(found?.failure.fault).toHaveProperty('links.length', 2)
  expect(found?.deal.links.map(({ id }) => id)).toEqual(['early', 'new'])
  // Alone each leaves a package: both points late, or both early.
  expect(conflictWith(dealOf([]), late, 'en')).toBeUndefined()
  // The link as it was does not contradict what it becomes.
  expect(conflictWith(dealOf([early]), { ...late, id: 'early' }, 'en')).toBeUndefined()
})

test('DR12 requirements in a ring are told; what is not whole yet is not judged', () => {
  const one = link('one', { choices: [at('road', 'o1')], then: [at('oil', 'o1')] })
  const back: LinkForm = { ...ruled, choices: [at('oil', 'o1')], then: [at('road', 'o1')] }
  const ring = conflictWith(dealOf([one]), back, 'ar')
  expect(ring?.failure.fault).toMatchObject({ code: 'links-cycle' })
  expect(conflictWith(dealOf([one]), { ...back, then: [at('', '')] }, 'ar')).toBeUndefined()
  // A reason that is still to be written is no ground to wait with the warning.
  expect(conflictWith(dealOf([one]), { ...back, reason: { en: '', ar: '' } }, 'ar')).toBeDefined()
})

test('DR12 the links broken are those that name an option the point has no more', () => {
  const deal = dealOf([
    link('first', { choices: [at('road', 'o2')], then: [at('oil', 'o1')] }),
    link('last', { choices: [at('oil', 'o1')], then: [at('road', 'o2')] }),
    link('kept', { choices: [at('road', 'o1')], then: [at('oil', 'o2')] }),
    link('other', { choices: [at('oil', 'o2')], then: [at('oil', 'o1')] }),
  ])
  const without = { ...whole, id: 'road', options: [option('o1', 'open'), option('o3', 'half')] }
  expect(linksBroken(deal, without).map(({ id }) => id)).toEqual(['first', 'last'])
  expect(linksBroken(deal, { ...whole, id: 'road' })).toEqual([])
  expect(linksBroken(deal, { ...without, id: undefined })).toEqual([])
})

function alternative(id: string, of: Partial<Alternative>): Alternative {
  const wording = { en: [{ text: `${id} ` }, { text: 'here' }], ar: [{ text: `${id} هنا` }] }
  return {
    id,
    origin: 'party',
    no_text: false,
    wording,
    stale: [],
    proponents: [],
    status: 'proposed',
    compartment_id: 'joint',
    ...of,
  } as Alternative
}
function slot(id: string, of: Partial<Slot>): Slot {
  return {
    id,
    scope: 'inline',
    class: 'alternatives',
    title: { en: '', ar: '' },
    concerned: [],
    status: 'open',
    reopened: 0,
    opened_at: '2020-10-19T08:00:00Z',
    alternatives: [],
    positions: [],
    reservations: [],
    ...of,
  }
}
function treeOf(slots: readonly Slot[], below: readonly Slot[]): TextTree {
  const node = (id: string, of: readonly Slot[], children: TextTree['nodes']) =>
    ({ id, heading: words(id), slots: of, children }) as unknown as TextTree['nodes'][number]
  const nodes = [node('article', slots, [node('clause', below, [])])]
  return { id: 'text', title: words('text'), nodes } as unknown as TextTree
}

test('DR4 the open slots of a text that the model does not hold become points, in its order', () => {
  const held = slot('held', { alternatives: [alternative('h', {})] })
  const closed = slot('closed', { status: 'closed', alternatives: [alternative('c', {})] })
  const unseen = slot('unseen', { alternatives: [alternative('u', {})] })
  const taken = slot('taken', {
    issue: 'roads',
    title: { en: 'Which road', ar: '' },
    alternatives: [
      alternative('coast', {}),
      alternative('gone', { status: 'withdrawn' }),
      alternative('desert', { status: 'tabled', wording: { en: [], ar: [{ text: 'صحراء' }] } }),
      alternative('none', { no_text: true, wording: { en: [], ar: [] } }),
    ],
  })
  const long = slot('long', {
    alternatives: [alternative('long', { wording: { en: [{ text: 'x'.repeat(301) }], ar: [] } })],
  })
  const places: Readonly<Record<string, string>> = {
    held: 'joint',
    closed: 'joint',
    taken: 'joint',
    long: 'hq',
    roads: 'mission',
  }
  const forms = slotsToTake(dealOf([]), treeOf([held, closed, unseen, long], [taken]), {
    instrument: { id: 'text', compartment_id: 'joint' },
    placeOf: (id) => places[id],
    trackOf: (issue) => (issue === 'roads' ? 'security' : undefined),
    noText: { en: 'No text', ar: 'بلا نص' },
  })
  expect(forms).toEqual([
    {
      id: undefined,
      title: words('article'),
      options: [
        { key: 'o1', title: { en: 'x'.repeat(300), ar: 'x'.repeat(300) }, alternative: 'long' },
      ],
      table: '',
      track: '',
      order: 8,
      references: [
        { path: 'instrument', id: 'text', compartment_id: 'joint' },
        { path: 'slot', id: 'long', compartment_id: 'hq' },
      ],
    },
    {
      id: undefined,
      title: { en: 'Which road', ar: 'clause ع' },
      options: [
        { key: 'o1', title: { en: 'coast here', ar: 'coast هنا' }, alternative: 'coast' },
        { key: 'o2', title: { en: 'صحراء', ar: 'صحراء' }, alternative: 'desert' },
        { key: 'o3', title: { en: 'No text', ar: 'بلا نص' }, alternative: 'none' },
      ],
      table: 'o2',
      track: 'security',
      order: 9,
      references: [
        { path: 'instrument', id: 'text', compartment_id: 'joint' },
        { path: 'slot', id: 'taken', compartment_id: 'joint' },
        { path: 'issue', id: 'roads', compartment_id: 'mission' },
      ],
    },
  ])
})
