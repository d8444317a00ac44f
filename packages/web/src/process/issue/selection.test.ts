// How an issue's status went, how issues hang together, and what concerns one.
import { expect, test } from 'vitest'
import { ids, on, record, recordOf, title } from '../../../test/process_records.ts'
import { agendasWith, concerning, graphOf, linksAt, statusSteps } from './selection.ts'

const words = { title: () => 'x', relation: (r: string) => r }

test('statuses stand in the order of their days; a corrected one is left out', () => {
  const view = on('2020-10-24', [
    recordOf('i', 'issue', [
      { facet: 'description', value: { title } },
      { facet: 'status', value: { status: 'open' }, known_from: '2020-01-13' },
      {
        id: 'wrong',
        facet: 'status',
        value: { status: 'deferred' },
        known_from: '2020-02-10',
      },
      {
        facet: 'status',
        act: 'correct',
        of_fact_id: 'wrong',
        value: { status: 'under_discussion' },
        known_from: '2020-02-12',
      },
      {
        facet: 'status',
        value: { status: 'agreed' },
        known_from: '2020-10-24',
        held_from: '2020-10-23',
      },
      { facet: 'status', value: { status: 'deferred' }, known_from: '2020-11-01' },
    ]),
  ])
  const issue = view.get('i')
  if (!issue) throw new Error('the issue is known')
  expect(statusSteps(issue).map((s) => [s.status, s.day, s.stands])).toEqual([
    ['open', '2020-01-13', false],
    ['under_discussion', '2020-02-12', false],
    ['agreed', '2020-10-23', true],
  ])
})

test('an issue without a status has no steps', () => {
  const issue = on('2020-10-24', [record('i', 'issue', { description: { title } })]).get('i')
  expect(issue && statusSteps(issue)).toEqual([])
})

test('the graph holds the issues that have a link; a link to what is not known is none', () => {
  const issue = (id: string) => record(id, 'issue', { description: { title } }, { track: ['s'] })
  const link = (id: string, subject: string, object: string) =>
    record(
      id,
      'issue_link',
      { description: { relation: 'requires', reason: title } },
      {
        subject: [subject],
        object: [object],
      },
    )
  const view = on('2020-10-24', [
    record('s', 'track', { description: { title, family: 'security', order: 1 } }),
    issue('a'),
    issue('b'),
    issue('alone'),
    link('ab', 'a', 'b'),
    link('to_nothing', 'a', 'not_known'),
  ])
  const graph = graphOf(view, words)
  expect(graph.nodes).toEqual([
    { id: 'a', label: 'x', group: 's' },
    { id: 'b', label: 'x', group: 's' },
  ])
  expect(graph.edges).toEqual([{ id: 'ab', from: 'a', to: 'b', label: 'requires' }])
  const b = view.get('b')
  const alone = view.get('alone')
  if (!b || !alone) throw new Error('both are known')
  expect(linksAt(view, b)).toHaveLength(1)
  expect(linksAt(view, alone)).toEqual([])
})

test('what concerns it stands by its days; a round that has it twice on its agenda stands once', () => {
  const item = (id: string) =>
    record(id, 'agenda_item', { description: { title, order: 1 } }, { of: ['r'], issues: ['i'] })
  const about = (id: string, from: string) =>
    record(id, 'event', { account: { title, text: title, when: { from } } }, { concerns: ['i'] })
  const view = on('2020-10-24', [
    record('i', 'issue', { description: { title } }),
    record('r', 'round', { description: { title } }),
    item('one'),
    item('two'),
    about('later', '2020-10-01'),
    about('earlier', '2020-02-07'),
  ])
  const issue = view.get('i')
  if (!issue) throw new Error('the issue is known')
  expect(ids(concerning(view, issue))).toEqual(['earlier', 'later'])
  expect(ids(agendasWith(view, issue))).toEqual(['r'])
})
