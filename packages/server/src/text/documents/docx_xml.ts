// The markup of a word processor's body as strings: paragraphs, runs, bookmarks, the table of two
// languages. Written directly, because a text of 400 clauses has some 100,000 elements: through the
// objects of the `docx` package it took 1.1 s, of which this takes a tenth. The package still makes
// everything around the body. Elements stand in the order that the schema (ISO/IEC 29500-1, 17) asks.
import type { Fate } from '@sulh/analysis/redline/model'
import type { Language } from '@sulh/analysis/text/tree'
import { fonts } from './docx_styles.ts'

/** One tracked change: its number in the file, who made it, and when. */
export type Change = { readonly id: number; readonly author: string; readonly date: string }
/** That a paragraph or row as a whole came or went. */
export type Tracked = { readonly fate: Exclude<Fate, 'same'>; readonly change: Change } | undefined

export type ParagraphShape = {
  readonly style: string
  readonly language: Language
  /** Twentieths of a point from the side where reading begins. */
  readonly indent?: number
  /** A colour behind the paragraph, as six hexadecimal digits. */
  readonly shade?: string
  /** Takes back a style's wish to stand on the page of what follows. */
  readonly letGo?: boolean
  readonly tracked?: Tracked
}

/** Text for an element or an attribute. */
export function escaped(text: string): string {
  return /[&<>"']/u.test(text) ? text.replaceAll(/[&<>"']/gu, (one) => entities[one] ?? one) : text
}
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

export function paragraph(shape: ParagraphShape, children: readonly string[]): string {
  const { style, language, indent, shade, letGo, tracked } = shape
  return [
    `<w:p><w:pPr><w:pStyle w:val="${style}"/>`,
    letGo === true ? '<w:keepNext w:val="false"/>' : '',
    shade === undefined ? '' : shading(shade),
    language === 'ar' ? '<w:bidi/>' : '<w:bidi w:val="false"/>',
    indent === undefined ? '' : `<w:ind w:start="${indent}"/>`,
    tracked === undefined ? '' : `<w:rPr>${mark(tracked)}</w:rPr>`,
    '</w:pPr>',
    ...children,
    '</w:p>',
  ].join('')
}

const font = `<w:rFonts w:ascii="${fonts.ascii}" w:cs="${fonts.cs}" w:hAnsi="${fonts.hAnsi}"/>`
const scriptOf = {
  latin: `${font}<w:lang w:val="en-GB"/>`,
  arabic: `${font}<w:rtl/><w:lang w:bidi="ar-SA"/>`,
} as const

/** Words of one script; a line break in them is one in the document. */
export function textRun(of: {
  readonly text: string
  readonly arabic: boolean
  readonly style?: string | undefined
  readonly tracked?: Tracked
}): string {
  const { text, arabic, style, tracked } = of
  const element = tracked?.fate === 'removed' ? 'delText' : 't'
  const words = text
    .split('\n')
    .map((line) => `<w:${element} xml:space="preserve">${escaped(line)}</w:${element}>`)
    .join('<w:cr/>')
  const styled = style === undefined ? '' : `<w:rStyle w:val="${style}"/>`
  const run = `<w:r><w:rPr>${styled}${scriptOf[arabic ? 'arabic' : 'latin']}</w:rPr>${words}</w:r>`
  if (tracked === undefined) return run
  const name = tracked.fate === 'added' ? 'ins' : 'del'
  return `<w:${name} ${attributes(tracked.change)}>${run}</w:${name}>`
}

/** A place with a name and no words. */
export function bookmark(name: string, id: number): string {
  return `<w:bookmarkStart w:name="${name}" w:id="${id}"/><w:bookmarkEnd w:id="${id}"/>`
}

/** Widths in twentieths of a point. */
export function table(widths: readonly number[], rows: readonly string[]): string {
  const side = (name: string): string => `<w:${name} w:val="none" w:color="auto" w:sz="0"/>`
  return [
    '<w:tbl><w:tblPr><w:tblW w:type="pct" w:w="5000"/><w:tblBorders>',
    ...['top', 'left', 'bottom', 'right'].map(side),
    '<w:insideH w:val="single" w:color="D8D3C8" w:sz="2"/>',
    side('insideV'),
    '</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>',
    ...widths.map((width) => `<w:gridCol w:w="${width}"/>`),
    '</w:tblGrid>',
    ...rows,
    '</w:tbl>',
  ].join('')
}

export function tableRow(cells: readonly string[], tracked?: Tracked): string {
  const marked = tracked === undefined ? '' : mark(tracked)
  return `<w:tr><w:trPr><w:cantSplit w:val="off"/>${marked}</w:trPr>${cells.join('')}</w:tr>`
}

/** A cell holds a paragraph, be it an empty one. */
export function tableCell(
  of: { readonly width: number; readonly shade: string } | undefined,
  children: readonly string[],
): string {
  const body = children.length === 0 ? '<w:p/>' : children.join('')
  if (of === undefined) return `<w:tc>${body}</w:tc>`
  const properties =
    `<w:tcW w:type="dxa" w:w="${of.width}"/>${shading(of.shade)}<w:tcMar>` +
    '<w:top w:type="dxa" w:w="50"/><w:left w:type="dxa" w:w="90"/>' +
    '<w:bottom w:type="dxa" w:w="50"/><w:right w:type="dxa" w:w="90"/></w:tcMar>' +
    '<w:vAlign w:val="top"/>'
  return `<w:tc><w:tcPr>${properties}</w:tcPr>${body}</w:tc>`
}

function shading(colour: string): string {
  return `<w:shd w:fill="${colour}" w:color="auto" w:val="clear"/>`
}

function mark({ fate, change }: Exclude<Tracked, undefined>): string {
  return `<w:${fate === 'added' ? 'ins' : 'del'} ${attributes(change)}/>`
}

function attributes({ id, author, date }: Change): string {
  return `w:id="${id}" w:author="${escaped(author)}" w:date="${escaped(date)}"`
}
