// Words that look like markup of a renderer are shown as these words (D16): every format, and what a
// person reads in the PDF. D16: no script and no outside reference in HTML.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { redline } from '@sulh/analysis/redline/compare'
import type { TextTree } from '@sulh/analysis/text/tree'
import { expect, test } from 'vitest'
import { sampleAfter, sampleBefore } from '../../../test/sample_text.ts'
import { aknOf } from './akn.ts'
import { docxOf } from './docx.ts'
import { htmlOf } from './html.ts'
import { pdfOf } from './pdf.ts'
import { readDocx } from './read_docx.ts'
import { typstOf } from './typst_page.ts'
import { parseXml, wordsOf } from './xml.ts'

const hostile =
  'x<script>1</script> &amp; #panic("no") $1$ \\ "q" ]]> *b* _i_ @r <!-- c -->'.replaceAll(']', '')
const tree: TextTree = {
  ...sampleBefore,
  title: { en: hostile, ar: hostile },
  nodes: sampleBefore.nodes.map((node) => ({
    ...node,
    heading: { en: hostile },
    wording: { en: [{ text: hostile }] },
  })),
}
const plain = redline(tree, tree)

test('D16 in HTML', () => {
  const page = htmlOf(plain)
  expect(page).not.toContain('<script')
  expect(page).toContain('x&lt;script&gt;1&lt;/script&gt; &amp;amp; #panic(&quot;no&quot;)')
  expect(htmlOf(redline(sampleBefore, sampleAfter))).not.toMatch(
    /<script|https?:|src=|@import|url\(/u,
  )
})

test('D17 in Akoma Ntoso', () => {
  const root = parseXml(aknOf(plain, { language: 'en', work: 'w', day: '2020-10-23' }), 'akn')
  expect(wordsOf(root)).toContain(hostile)
})

test('D12 in DOCX', async () => {
  const { draft } = readDocx(await docxOf(tree, { languages: ['en'] }))
  expect(draft.nodes[0]?.wording).toEqual({ en: [{ text: hostile }] })
})

test('D16 in PDF', async () => {
  const bytes = await pdfOf(typstOf(plain, { languages: ['en'] }))
  expect(Buffer.from(bytes).toString('latin1', 0, 5)).toBe('%PDF-')
  // Tagged, for those who listen to a document.
  expect(Buffer.from(bytes).toString('latin1')).toContain('/StructTreeRoot')
  const folder = mkdtempSync(join(tmpdir(), 'sulh-pdf-'))
  try {
    writeFileSync(join(folder, 'a.pdf'), bytes)
    const read = spawnSync('pdftotext', ['-layout', join(folder, 'a.pdf'), '-'], {
      encoding: 'utf8',
    })
    if (read.error) return console.warn('not run: the words of the PDF (pdftotext is missing)')
    const words = read.stdout.replaceAll(/\s+/gu, '')
    expect(words).toContain(hostile.replaceAll(/\s+/gu, ''))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
