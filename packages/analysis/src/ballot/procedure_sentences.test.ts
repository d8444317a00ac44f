// The sentences of the forum's own procedure, typed by hand, and that every rule of a procedure has
// its sentence in both languages.
import { expect, test } from 'vitest'
import { forumMechanism, forumSelection } from './examples.ts'
import { procedureSentences } from './procedure_sentences.ts'

test('B14 the mechanism of 2021 in English', () => {
  const { general, stages } = procedureSentences(forumSelection, 'en')
  expect(general).toEqual([
    'The electorate has 74 members in 3 colleges: West 37, East 23, South 14.',
    'Of two ballots of one voter the first counts.',
  ])
  expect(stages.map((s) => s.stage)).toEqual(['colleges', 'lists', 'run-off'])
  expect(stages[0]?.sentences).toEqual([
    'Each voter names one of those who stand, or abstains; each college votes by itself.',
    'Somebody is chosen with ≥ 7/10 of the valid votes.',
    'If it does not decide, “Lists, first round” follows.',
  ])
  expect(stages[1]?.sentences.slice(1, 4)).toEqual([
    'A list stands once 17 members have endorsed it, among them at least 8 of West, 6 of East, 3 of South.',
    'A member may endorse several lists.',
    'Somebody is chosen with ≥ 3/5 of the valid votes.',
  ])
  expect(stages[2]?.sentences.slice(1)).toEqual([
    'The 2 with the most votes in “Lists, first round” stand; a tie for the last place leaves the stage undecided.',
    'Somebody is chosen with 1/2 + 1 of the valid votes.',
    'If it does not decide, nothing is decided.',
  ])
})

test('B14 as many sentences in Arabic, each in Arabic letters', () => {
  for (const procedure of [forumMechanism, forumSelection]) {
    const [en, ar] = [procedureSentences(procedure, 'en'), procedureSentences(procedure, 'ar')]
    expect(ar.general.length).toBe(en.general.length)
    expect(ar.stages.map((s) => s.sentences.length)).toEqual(
      en.stages.map((s) => s.sentences.length),
    )
    for (const sentence of [...ar.general, ...ar.stages.flatMap((s) => s.sentences)]) {
      expect(sentence).toMatch(/\p{Script=Arabic}/u)
      expect(sentence).not.toMatch(/[A-Za-z]/)
    }
  }
})

test('B14 quorum, several thresholds, witnesses and other ties are said', () => {
  const [first, lists, top] = forumSelection.stages
  if (!first || !lists || !top) throw new Error('The mechanism has three stages.')
  const { general, stages } = procedureSentences(
    {
      ...forumSelection,
      second_ballot: 'last',
      certification: { witnesses: ['A', 'B'], needed: 1 },
      stages: [
        {
          ...first,
          quorum: { count: 40 },
          ties: 'lot',
          requires: [
            { base: 'members', share: '2/3', comparison: '>=' },
            { base: 'members', share: '1/2', comparison: '>', in: ['west', 'south'] },
          ],
        },
      ],
    },
    'en',
  )
  expect(general.slice(1)).toEqual([
    'Of two ballots of one voter the last counts.',
    '1 of these witnesses certify the result: A, B.',
  ])
  expect(stages[0]?.sentences.slice(1, 4)).toEqual([
    'Somebody is chosen with ≥ 2/3 of all members and > 1/2 of all members in West, South.',
    'At least 40 members must take part.',
    'A tie goes by lot.',
  ])
})
