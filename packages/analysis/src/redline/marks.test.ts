import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parties, textTree } from '../../test/text_trees.ts'
import type { TextTree } from '../text/tree.ts'
import { redline } from './compare.ts'
import { marksOf, type Mark } from './marks.ts'
import { walkChanges } from './model.ts'
import { markSentence } from './sentences.ts'

const seed = Date.now() % 2 ** 31
const seen = `seed ${seed}`

test('L18 every kind of mark is a whole sentence in both languages, in its own script', () => {
  const kinds = new Set<string>()
  fc.assert(
    fc.property(textTree, textTree, (a, b) => {
      for (const marks of marksOf(redline(a, b)).values())
        for (const mark of marks) {
          kinds.add(mark.mark)
          const en = markSentence(mark, parties, 'en')
          const ar = markSentence(mark, parties, 'ar')
          for (const sentence of [en, ar]) {
            expect(sentence, seen).toMatch(/[^.]\.$/u)
            expect(sentence, seen).not.toMatch(/undefined|\bp[123]\b|_|\s{2}/u)
          }
          expect(en, seen).not.toMatch(/\p{Script=Arabic}/u)
          expect(ar, seen).toMatch(/^[\p{Script=Arabic}]/u)
          expect(ar.replace('5 bis', ''), seen).not.toMatch(/\p{Script=Latin}/u)
        }
    }),
    { seed, numRuns: 200 },
  )
  expect([...kinds].sort()).toEqual(
    [
      'added',
      'agreed_by',
      'alternative_added',
      'alternative_merged',
      'alternative_removed',
      'alternative_reworded',
      'alternative_tabled',
      'alternative_withdrawn',
      'bracket_closed',
      'bracket_opened',
      'bracket_reopened',
      'fell_back',
      'language',
      'moved',
      'position',
      'proponents',
      'removed',
      'renumbered',
      'reservation',
      'stage',
    ].sort(),
  )
})

test('L18 brackets opened and closed in marks are those of the summary', () => {
  fc.assert(
    fc.property(textTree, textTree, (a, b) => {
      const made = redline(a, b)
      const slots = (...kinds: readonly string[]) =>
        new Set(
          [...marksOf(made).values()]
            .flat()
            .flatMap((mark) => (kinds.includes(mark.mark) && 'slot' in mark ? [mark.slot] : [])),
        ).size
      expect(slots('bracket_opened', 'bracket_reopened'), seen).toBe(made.summary.brackets_opened)
      expect(slots('bracket_closed'), seen).toBe(made.summary.brackets_closed)
    }),
    { seed, numRuns: 200 },
  )
})

test('L18 a node without a mark and without changed words is unchanged, but for what has no words', () => {
  const bare = (tree: TextTree): TextTree => ({ ...tree })
  fc.assert(
    fc.property(textTree, (a) => {
      expect(marksOf(redline(a, bare(a))).size, seen).toBe(0)
      const moved = redline(a, { ...a, nodes: [...a.nodes].reverse() })
      const marked = [...marksOf(moved)].map(([id]) => id).sort()
      const placed = [...walkChanges(moved.nodes)].filter(({ place }) => place === 'moved_to')
      expect(marked, seen).toEqual(placed.map(({ node }) => node.id).sort())
    }),
    { seed, numRuns: 100 },
  )
})

test('L18 sentences say it as people do', () => {
  const say = (mark: Mark) => [markSentence(mark, parties, 'en'), markSentence(mark, parties, 'ar')]
  expect(say({ mark: 'stage', before: 'open', after: 'agreed_in_commission' })).toEqual([
    'Stage: Open is now Agreed in commission.',
    'المرحلة: كانت «مفتوح» وأصبحت «متفق عليه في اللجنة».',
  ])
  expect(say({ mark: 'bracket_closed', slot: 's', reason: 'consensus', chosen: 'b' })).toEqual([
    'Brackets closed (consensus): alternative b stands.',
    'أُغلقت الأقواس (بتوافق الآراء) وبقي البديل ب.',
  ])
  expect(
    say({
      mark: 'position',
      slot: 's',
      party: 'p1',
      basis: 'declared',
      after: { accepts: ['a', 'e'], prefers: 'a', rejects: ['b'] },
    }),
  ).toEqual([
    'One, declared: accepts a, e, prefers a, rejects b.',
    'الأول (معلن): يقبل أ، هـ، يفضّل أ، يرفض ب.',
  ])
  expect(say({ mark: 'language', language: 'ar', now: 'stale' })).toEqual([
    'Arabic text is behind.',
    'النص بالعربية متأخر عن الأصل.',
  ])
})
