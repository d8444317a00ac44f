// A text goes into a DOCX and comes back: the same tree, in one language and in both, and a redline
// comes back as its new version when all is accepted and as its old one when all is rejected.
import { redline } from '@sulh/analysis/redline/compare'
import type { Language, Slot, TextNode, TextTree } from '@sulh/analysis/text/tree'
import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { parties, textTree } from '../../../../analysis/test/text_trees.ts'
import { sampleAfter, sampleBefore } from '../../../test/sample_text.ts'
import { docxOf, docxRedline } from './docx.ts'
import { draftOf } from './draft.ts'
import { readDocx } from './read_docx.ts'

const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))
console.log(`documents, round trip: SEED=${seed}`)
const by = { author: 'Drafting group', date: '2020-10-21T09:00:00Z' }
const some = { seed, numRuns: 30, endOnFailure: true }
const choices: readonly (readonly Language[])[] = [['en', 'ar'], ['ar', 'en'], ['en'], ['ar']]

/** Puts the second slot of a node into the first alternative of the first one. */
function nested(tree: TextTree): TextTree {
  const node = (one: TextNode): TextNode => ({
    ...one,
    ...within(one),
    children: one.children.map(node),
  })
  return { ...tree, nodes: tree.nodes.map(node) }
}
function within({ slots, wording }: TextNode): Pick<TextNode, 'slots' | 'wording'> {
  const [outer, inner, ...rest] = slots
  const [first, ...others] = outer?.alternatives ?? []
  if (outer === undefined || inner === undefined || first === undefined) return { slots, wording }
  const without = (language: Language) =>
    wording[language]?.filter((part) => !('slot' in part && part.slot === inner.id))
  const en = without('en')
  const ar = without('ar')
  const host: Slot = {
    ...outer,
    alternatives: [
      {
        ...first,
        no_text: false,
        wording: {
          en: [{ text: 'units ' }, { slot: inner.id }, { text: ' there' }],
          ar: [{ text: 'وحدات ' }, { slot: inner.id }],
        },
      },
      ...others,
    ],
  }
  return {
    slots: [host, inner, ...rest],
    wording: { ...(en === undefined ? {} : { en }), ...(ar === undefined ? {} : { ar }) },
  }
}
const anyTree = fc.oneof(textTree, textTree.map(nested))

describe('D12 export, import: the same tree', () => {
  for (const languages of choices)
    test(`in ${languages.join(' and ')}`, async () => {
      await fc.assert(
        fc.asyncProperty(anyTree, async (tree) => {
          const read = readDocx(await docxOf(tree, { languages }), { parties })
          expect(read.draft).toEqual(draftOf(tree, languages))
          expect(read.not_understood).toEqual([])
        }),
        some,
      )
    })
})

test('D31 what holds a bracket to its number is no word of the text', async () => {
  const [first] = sampleBefore.nodes
  if (first === undefined) throw new Error('The sample has nodes.')
  const text = 'قرار 2510 (2020) و(CAT 3) و«5+5»'
  const node = { ...first, slots: [], wording: { ar: [{ text }] }, children: [] }
  const tree = { ...sampleBefore, nodes: [node] }
  const bytes = await docxOf(tree, { languages: ['ar'] })
  expect(strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array())).toContain('SulhJoin')
  expect(readDocx(bytes).draft.nodes[0]?.wording.ar).toEqual([{ text }])
})

describe('D10 a redline read again: accept-all is the new version, reject-all the old', () => {
  for (const languages of choices)
    test(`in ${languages.join(' and ')}`, async () => {
      await fc.assert(
        fc.asyncProperty(anyTree, anyTree, async (before, after) => {
          const bytes = await docxRedline(redline(before, after), { ...by, languages })
          const accepted = readDocx(bytes, { parties, side: 'after' }).draft
          expect(accepted).toEqual(draftOf(after, languages))
          const rejected = readDocx(bytes, { parties, side: 'before' }).draft
          expect(rejected).toEqual(draftOf(before, languages))
        }),
        some,
      )
    })

  test('of a text with every part, a move and a new article', async () => {
    const bytes = await docxRedline(redline(sampleBefore, sampleAfter), by)
    const known = { parties: sampleBefore.parties }
    expect(readDocx(bytes, { ...known, side: 'after' }).draft).toEqual(draftOf(sampleAfter))
    expect(readDocx(bytes, { ...known, side: 'before' }).draft).toEqual(draftOf(sampleBefore))
  })
})
