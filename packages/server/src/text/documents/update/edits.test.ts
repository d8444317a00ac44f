// A text goes out as a DOCX and comes back to itself: unedited it is no edit; edited it is exactly the
// edits that were made. The texts are arbitrary; what is expected is what was done to them.
import { canonicalContent } from '@sulh/analysis/redline/words'
import { languages as both, walk, type Language, type TextTree } from '@sulh/analysis/text/tree'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parties, textTree } from '../../../../../analysis/test/text_trees.ts'
import { edited, lettered } from '../../../../test/edited_text.ts'
import { docxOf } from '../docx.ts'
import { draftOf } from '../draft.ts'
import { readDocx } from '../read_docx.ts'
import { editsOf, type Compared } from './edits.ts'

const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))
console.log(`documents given back: SEED=${seed}`)
const some = { seed, numRuns: 40, endOnFailure: true }
const choices: readonly (readonly Language[])[] = [['en', 'ar'], ['en'], ['ar']]

async function back(
  base: TextTree,
  file: TextTree,
  languages: readonly Language[],
): Promise<Compared> {
  const { draft } = readDocx(await docxOf(file, { languages }), { parties })
  const own_numbers = new Map(walk(base.nodes).map(({ node }) => [node.id, node.number]))
  return editsOf({ tree: base, languages, own_numbers }, draft)
}

for (const languages of choices)
  describe(`in ${languages.join(' and ')}`, () => {
    test('D24 the unedited file is no edit', async () => {
      await fc.assert(
        fc.asyncProperty(textTree.map(lettered), async (tree) => {
          const { edits, told } = await back(tree, tree, languages)
          expect(edits).toEqual([])
          expect(told).toEqual([])
        }),
        some,
      )
    })

    test('D24 an edited file is exactly the edits that were made', async () => {
      const kinds = fc.array(fc.nat(200), { minLength: 1, maxLength: 4 })
      await fc.assert(
        fc.asyncProperty(textTree.map(lettered), kinds, async (tree, wanted) => {
          const { tree: file, made } = edited(tree, wanted, languages)
          const { edits, told } = await back(tree, file, languages)
          const found = edits.map(({ what, ref }) => ({
            what,
            // A new clause has no id yet: it is known by where it stands.
            ref: what === 'clause_inserted' ? 'new' : ref,
          }))
          const expected = made.map(({ what, ref }) => ({
            what,
            ref: what === 'clause_inserted' ? 'new' : ref,
          }))
          expect(sorted(found)).toEqual(sorted(expected))
          expect(told).toEqual([])
        }),
        some,
      )
    })

    test('D24 the stored words of an edit show what the file shows', async () => {
      const kinds = fc.array(fc.nat(200), { minLength: 1, maxLength: 4 })
      await fc.assert(
        fc.asyncProperty(textTree.map(lettered), kinds, async (tree, wanted) => {
          const { tree: file } = edited(tree, wanted, languages)
          const { edits } = await back(tree, file, languages)
          for (const edit of edits) {
            if (edit.what !== 'clause_changed') continue
            const after = draftOf(withWords(tree, edit.ref, edit.words), languages)
            expect(wordsOf(after.nodes, edit.ref)).toEqual(
              wordsOf(draftOf(file, languages).nodes, edit.ref),
            )
          }
        }),
        some,
      )
    })
  })

function sorted(of: readonly object[]): readonly string[] {
  return of.map((one) => JSON.stringify(one)).toSorted()
}

function withWords(tree: TextTree, id: string, words: object): TextTree {
  const put = (nodes: TextTree['nodes']): TextTree['nodes'] =>
    nodes.map((node) => ({
      ...node,
      ...(node.id === id ? { wording: { ...node.wording, ...words } } : {}),
      children: put(node.children),
    }))
  return { ...tree, nodes: put(tree.nodes) }
}

type Drafts = ReturnType<typeof draftOf>['nodes']
function wordsOf(nodes: Drafts, id: string): unknown {
  for (const node of nodes) {
    if (node.id === id)
      return both.map((language) => canonicalContent(node.wording[language] ?? []))
    const below = wordsOf(node.children, id)
    if (below !== undefined) return below
  }
  return undefined
}
