// Drafts that others wrote: headings, automatic and typed numbers, brackets with parties become nodes and
// slots; what is not understood is listed with its place, and no word is lost. The files are raw XML.
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { DocumentError } from './errors.ts'
import type { DraftNode } from './draft.ts'
import { readDocx } from './read_docx.ts'

const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const parties = [
  { id: 'a', name: { en: 'Side A', ar: 'الطرف أ' }, short: { en: 'A', ar: 'أ' } },
  { id: 'b', name: { en: 'Side B', ar: 'الطرف ب' }, short: { en: 'B', ar: 'ب' } },
]
const style = (id: string, name: string) =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/></w:style>`
const level = (at: number, format: string, text: string) =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`
const parts = {
  '[Content_Types].xml': '<Types/>',
  'word/styles.xml': `<w:styles ${w}>${style('T', 'Title')}${style('H1', 'heading 1')}${style('H2', 'heading 2')}</w:styles>`,
  'word/numbering.xml': `<w:numbering ${w}><w:abstractNum w:abstractNumId="0">${level(0, 'decimal', '%1.')}${level(1, 'lowerLetter', '(%2)')}</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
}
function docx(body: string, more: Readonly<Record<string, string>> = {}): Uint8Array {
  const all = {
    ...parts,
    'word/document.xml': `<w:document ${w}><w:body>${body}</w:body></w:document>`,
    ...more,
  }
  return zipSync(Object.fromEntries(Object.entries(all).map(([path, xml]) => [path, strToU8(xml)])))
}
const run = (words: string) => `<w:r><w:t xml:space="preserve">${words}</w:t></w:r>`
const p = (words: string, properties = '') =>
  `<w:p><w:pPr>${properties}</w:pPr>${words.startsWith('<') ? words : run(words)}</w:p>`
const headed = (id: string, words: string) => p(words, `<w:pStyle w:val="${id}"/>`)
const listed = (at: number, words: string) =>
  p(words, `<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="7"/></w:numPr>`)

function outline(nodes: readonly DraftNode[], depth = 0): string[] {
  return nodes.flatMap((node) => [
    `${'  '.repeat(depth)}${node.kind} ${node.number} ${node.heading.en ?? node.heading.ar ?? ''}`.trimEnd(),
    ...outline(node.children, depth + 1),
  ])
}
const all = (nodes: readonly DraftNode[]): DraftNode[] =>
  nodes.flatMap((node) => [node, ...all(node.children)])
function words(nodes: readonly DraftNode[]): string {
  return JSON.stringify(nodes)
}

describe('D13 headings, numbers and indents make the tree', () => {
  test('headings and automatic numbers, in the order of the page', () => {
    const { draft, not_understood } = readDocx(
      docx(
        [
          headed('T', 'A draft'),
          headed('H1', 'Chapter II: Security'),
          headed('H2', 'Article 3. Ceasefire'),
          listed(0, 'All forces withdraw.'),
          listed(1, 'on land;'),
          listed(1, 'at sea.'),
          listed(0, 'Roads open.'),
        ].join(''),
      ),
      { parties },
    )
    expect(draft.title).toEqual({ en: 'A draft' })
    expect(outline(draft.nodes)).toEqual([
      'chapter II Security',
      '  article 3 Ceasefire',
      '    paragraph 1',
      '      subparagraph (a)',
      '      subparagraph (b)',
      '    paragraph 2',
    ])
    expect(not_understood).toEqual([])
  })

  test('typed numbers, with bis and in Arabic', () => {
    const { draft } = readDocx(
      docx(p('المادة ٢: وقف إطلاق النار') + p('5 bis. Words.') + p('(أ) كلمات؛')),
      { parties },
    )
    expect(all(draft.nodes).map(({ kind, number }) => [kind, number])).toEqual([
      ['article', '٢'],
      ['paragraph', '5 bis'],
      ['subparagraph', '(a)'],
    ])
  })

  test('two columns in two scripts are one node in two languages', () => {
    const cell = (inner: string) => `<w:tc>${p(inner)}</w:tc>`
    const row = `<w:tr>${cell('1. Roads open.')}${cell('١. تُفتح الطرق.')}</w:tr>`
    const { draft, not_understood } = readDocx(docx(`<w:tbl>${row}</w:tbl>`), { parties })
    expect(draft.nodes).toHaveLength(1)
    expect(draft.nodes[0]?.wording).toEqual({
      en: [{ text: 'Roads open.' }],
      ar: [{ text: 'تُفتح الطرق.' }],
    })
    expect(not_understood).toEqual([])
  })
})

describe('D13 square brackets make slots', () => {
  const slotsOf = (line: string) => readDocx(docx(p(line)), { parties }).draft.nodes[0]?.slots ?? []

  test('adjacent brackets are alternatives of one slot, with the parties before the colon', () => {
    const [slot, ...others] = slotsOf('Within [A: 90 days] [Side B, A: three months] of today.')
    expect(others).toEqual([])
    expect(slot?.alternatives.map(({ proponents, wording }) => [proponents, wording.en])).toEqual([
      [['a'], [{ text: '90 days' }]],
      [['b', 'a'], [{ text: 'three months' }]],
    ])
  })

  test('brackets within brackets are nested; […] is text to come', () => {
    const slots = slotsOf('Units [A: there [B: on land]] leave […].')
    expect(slots.map((slot) => [slot.class, slot.alternatives.length])).toEqual([
      ['optional', 1],
      ['optional', 1],
      ['placeholder', 0],
    ])
    const inner = slots[0]?.alternatives[0]?.wording.en?.find((one) => 'slot' in one)
    expect(inner).toEqual({ slot: slots[1]?.id })
  })

  test('a paragraph of nothing but brackets is a choice of the whole node', () => {
    expect(slotsOf('[A: The guard is reorganised.]')[0]?.scope).toBe('whole_node')
  })
})

describe('D14 nothing is lost, and what is not understood is told with its place', () => {
  test.each([
    ['stray_bracket', 'All ] forces'],
    ['unclosed_bracket', 'All [ forces'],
    ['unknown_party', 'All [Elders: forces]'],
  ])('%s', (what, line) => {
    const { draft, not_understood } = readDocx(docx(p('First.') + p(line)), { parties })
    expect(not_understood).toMatchObject([{ what, where: 'paragraph 2' }])
    for (const word of line.match(/\p{L}+/gu) ?? []) expect(words(draft.nodes)).toContain(word)
  })

  test('tracked changes are read as accepted, and that is told', () => {
    const body = `<w:p>${run('Roads ')}<w:ins w:id="1">${run('all ')}</w:ins><w:del w:id="2"><w:r><w:delText>some </w:delText></w:r></w:del>${run('open.')}</w:p>`
    const { draft, not_understood } = readDocx(docx(body), { parties })
    expect(draft.nodes[0]?.wording.en).toEqual([{ text: 'Roads all open.' }])
    expect(not_understood.map(({ what }) => what)).toEqual(['tracked_changes'])
  })

  test('footnotes, pictures, fields and tables', () => {
    const note = `<w:footnotes ${w}><w:footnote w:id="3"><w:p>${run('as agreed before')}</w:p></w:footnote></w:footnotes>`
    const { draft, not_understood } = readDocx(
      docx(
        [
          `<w:p>${run('One')}<w:r><w:footnoteReference w:id="3"/></w:r></w:p>`,
          `<w:p>${run('Two')}<w:r><w:drawing/></w:r></w:p>`,
          `<w:p><w:fldSimple w:instr="DATE">${run('May 1')}</w:fldSimple></w:p>`,
          `<w:tbl><w:tr><w:tc>${p('left')}</w:tc><w:tc>${p('right')}</w:tc></w:tr></w:tbl>`,
        ].join(''),
        { 'word/footnotes.xml': note },
      ),
      { parties },
    )
    expect(not_understood.map(({ what, text }) => [what, text])).toEqual([
      ['footnote', 'as agreed before'],
      ['picture', ''],
      ['field', 'May 1'],
      ['table', 'left | right'],
    ])
    for (const word of ['One', 'Two', 'May 1', 'left', 'right'])
      expect(words(draft.nodes)).toContain(word)
  })
})

describe('D15 what is refused, each with its place', () => {
  const refused = (bytes: Uint8Array): [string, string] => {
    try {
      readDocx(bytes)
    } catch (error) {
      if (error instanceof DocumentError) return [error.refusal, error.where]
      throw error
    }
    throw new Error('It was not refused.')
  }
  const rels = (target: string) =>
    `<Relationships><Relationship Id="r1" Type="t" Target="${target}" TargetMode="External"/></Relationships>`

  test.each([
    ['macros', { 'word/vbaProject.bin': 'x' }, 'word/vbaProject.bin'],
    ['embedded_object', { 'word/embeddings/o.xlsx': 'x' }, 'word/embeddings/o.xlsx'],
    [
      'outside_link',
      { 'word/_rels/document.xml.rels': rels('http://elsewhere.example/x') },
      'word/_rels/document.xml.rels: http://elsewhere.example/x',
    ],
    [
      'document_type',
      { 'word/document.xml': '<!DOCTYPE x [<!ENTITY y "z">]><x>&y;</x>' },
      'word/document.xml',
    ],
    [
      'nested_too_deep',
      { 'word/document.xml': '<a>'.repeat(300) + '</a>'.repeat(300) },
      'word/document.xml',
    ],
  ])('%s', (what, more, where) => {
    expect(refused(docx(p('Words.'), more))).toEqual([what, where])
  })

  test('an entity without a document type, and XML that is broken', () => {
    expect(refused(docx('', { 'word/document.xml': '<x>&y;</x>' }))[0]).toBe('broken_xml')
    expect(refused(docx('', { 'word/document.xml': '<x><y></x>' }))[0]).toBe('broken_xml')
  })

  test('a bidi control character names its paragraph', () => {
    const [what, where] = refused(docx(p('First.') + p('All \u202eforces')))
    expect(what).toBe('bidi_control')
    expect(where).toBe('paragraph 2, U+202E after “All ”')
  })

  test('a part that inflates beyond 100 times its size is not inflated further', () => {
    const bomb = docx('', { 'word/document.xml': ' '.repeat(30 * 1024 * 1024) })
    expect(bomb.length).toBeLessThan(100_000)
    expect(refused(bomb)).toEqual(['inflates_too_much', 'word/document.xml'])
  })

  test('more than 50 MB, too many parts, and no DOCX at all', () => {
    expect(refused(new Uint8Array(50 * 1024 * 1024 + 1))[0]).toBe('too_large')
    const many = Object.fromEntries(Array.from({ length: 2001 }, (_, i) => [`word/x/${i}`, 'x']))
    expect(refused(docx(p('Words.'), many))[0]).toBe('too_many_parts')
    expect(refused(strToU8('%PDF-1.7'))[0]).toBe('not_a_docx')
    expect(refused(docx(p('Words.')).slice(0, 200))[0]).toBe('not_a_docx')
  })
})
