// The paragraphs of a DOCX as lines of styled words, with all tracked changes accepted or rejected.
// What it cannot read as words it lists; it knows nothing of brackets or trees.
import type { Side } from '@sulh/analysis/redline/model'
import type { Language } from '@sulh/analysis/text/tree'
import { Numbering } from './docx_numbering.ts'
import { StyleNames } from './docx_style_names.ts'
import { joinMark, joinStyle, styleIds } from './docx_styles.ts'
import { DocumentError } from './errors.ts'
import type { NotUnderstood } from './not_understood.ts'
import { bidiControlIn } from './safe_text.ts'
import type { Parts } from './unpack.ts'
import { attribute, child, elements, valueOf, wordsOf, type XmlElement } from './xml.ts'

export type Stretch =
  | { readonly words: string; readonly style: string | undefined }
  | { readonly bookmark: string }

export type Line = {
  /** Counted from 1 through the whole file, as in what is told of it. */
  readonly paragraph: number
  /** Our own id of the style, else the name that the file gives it. */
  readonly style: string
  readonly outline: number | undefined
  readonly number: { readonly text: string; readonly level: number } | undefined
  readonly indent: number
  readonly language: Language
  readonly cell: { readonly row: number; readonly column: number; readonly of: number } | undefined
  readonly stretches: readonly Stretch[]
}

export type Story = {
  readonly lines: readonly Line[]
  readonly not_understood: readonly NotUnderstood[]
  /** Who made the tracked changes; empty where there are none. */
  readonly tracked_by: ReadonlySet<string>
}

/** Throws DocumentError where words hold bidi control characters. */
export function storyOf(parts: Parts, side: Side): Story {
  const reader = new Reader(parts, side)
  reader.read()
  return reader
}

type Open = { -readonly [K in keyof Line]: Line[K] } & { stretches: Stretch[]; ends: boolean }

class Reader implements Story {
  readonly lines: Line[] = []
  readonly not_understood: NotUnderstood[] = []
  readonly tracked_by = new Set<string>()
  private readonly parts: Parts
  private readonly side: Side
  private readonly styles: StyleNames
  private readonly numbering: Numbering
  private paragraphs = 0
  private rows = 0
  private carried: Stretch[] = []

  constructor(parts: Parts, side: Side) {
    this.parts = parts
    this.side = side
    this.styles = new StyleNames(parts.get('word/styles.xml'))
    this.numbering = new Numbering(parts.get('word/numbering.xml'))
  }

  read(): void {
    this.blocks(child(this.parts.get('word/document.xml'), 'w:body'), undefined)
    for (const [path, part] of this.parts)
      if (/^word\/(?:header|footer)\d*\.xml$/u.test(path) && this.saysOfItsOwn(part))
        this.not_understood.push({ what: 'header_footer', where: path, text: wordsOf(part).trim() })
  }

  /** Words of a head or foot that are not those of an exported page (D32). */
  private saysOfItsOwn(part: XmlElement): boolean {
    return below(part, 'w:p').some(
      (one) =>
        wordsOf(one).trim() !== '' &&
        this.styles.paragraph(valueOf(child(one, 'w:pPr'), 'w:pStyle')) !== styleIds.page,
    )
  }

  private blocks(parent: XmlElement | undefined, cell: Line['cell']): void {
    for (const block of elements(parent)) {
      if (block.name === 'w:p') this.paragraph(block, cell)
      else if (block.name === 'w:tbl') this.table(block)
      else if (block.name === 'w:sdt') this.blocks(child(block, 'w:sdtContent'), cell)
      else if (isChange(block.name) || block.name === 'w:customXml') this.blocks(block, cell)
    }
    this.carried = []
  }

  private table(table: XmlElement): void {
    for (const row of elements(table)) {
      if (row.name !== 'w:tr' || !this.stays(child(row, 'w:trPr'))) continue
      const cells = elements(row).filter(({ name }) => name === 'w:tc')
      this.rows += 1
      cells.forEach((cell, column) =>
        this.blocks(cell, { row: this.rows, column, of: cells.length }),
      )
    }
  }

  /** Whether a mark in these properties leaves the row or paragraph on this side. */
  private stays(properties: XmlElement | undefined): boolean {
    const gone = this.side === 'after' ? ['w:del', 'w:moveFrom'] : ['w:ins', 'w:moveTo']
    const marks = elements(properties).filter(({ name }) => isChange(name))
    for (const mark of marks) this.changed(mark)
    return !marks.some(({ name }) => gone.includes(name))
  }

  private changed(mark: XmlElement): void {
    this.tracked_by.add(attribute(mark, 'w:author') ?? '')
  }

  private paragraph(element: XmlElement, cell: Line['cell']): void {
    this.paragraphs += 1
    const properties = child(element, 'w:pPr')
    const style = valueOf(properties, 'w:pStyle')
    const line: Open = {
      paragraph: this.paragraphs,
      style: this.styles.paragraph(style),
      outline: numberOr(valueOf(properties, 'w:outlineLvl')) ?? this.styles.outline(style),
      number: undefined,
      indent: indentOf(properties),
      language: 'en',
      cell,
      stretches: this.carried,
      ends: this.stays(child(properties, 'w:rPr')),
    }
    this.carried = []
    this.inline(element, line)
    const words = wordsIn(line.stretches)
    this.refuseControls(line, words)
    if (!line.ends) {
      // What is left of a paragraph joins the next one; where no words are, its ids went with it.
      this.carried = words === '' ? [] : line.stretches
      return
    }
    const numbered = child(properties, 'w:numPr') ?? this.styles.numbering(style)
    line.number = numbered === undefined ? undefined : this.numbering.next(numbered)
    const bidi = child(properties, 'w:bidi')
    const right =
      bidi !== undefined && !['false', '0', 'off'].includes(attribute(bidi, 'w:val') ?? '')
    line.language = right || (bidi === undefined && isArabic(words)) ? 'ar' : 'en'
    const { ends: _, ...whole } = line
    this.lines.push(whole)
  }

  private refuseControls(line: Open, words: string): void {
    const found = bidiControlIn(words)
    if (found !== undefined)
      throw new DocumentError('bidi_control', {
        en: `paragraph ${line.paragraph}, ${found.en}`,
        ar: `الفقرة ${line.paragraph} من الملف، ${found.ar}`,
      })
  }

  private inline(parent: XmlElement, line: Open): void {
    for (const one of elements(parent)) {
      if (isChange(one.name)) {
        this.changed(one)
        const old = one.name === 'w:del' || one.name === 'w:moveFrom'
        if (old === (this.side === 'before')) this.inline(one, line)
      } else if (one.name === 'w:r') this.run(one, line)
      else if (one.name === 'w:bookmarkStart')
        line.stretches.push({ bookmark: attribute(one, 'w:name') ?? '' })
      else if (['w:hyperlink', 'w:smartTag', 'w:customXml', 'w:dir', 'w:bdo'].includes(one.name))
        this.inline(one, line)
      else if (one.name === 'w:sdt') {
        const content = child(one, 'w:sdtContent')
        if (content !== undefined) this.inline(content, line)
      } else if (one.name === 'w:fldSimple') {
        this.list('field', line, wordsOf(one))
        this.inline(one, line)
      } else if (one.name.startsWith('m:')) {
        this.list('formula', line, wordsOf(one))
        line.stretches.push({ words: wordsOf(one), style: undefined })
      }
    }
  }

  private run(run: XmlElement, line: Open): void {
    const style = this.styles.character(valueOf(child(run, 'w:rPr'), 'w:rStyle'))
    const add = (words: string): void => {
      // What somebody types at the mark is words of the text; the mark itself is none.
      if (style !== joinStyle) line.stretches.push({ words, style })
      else if (words !== joinMark)
        line.stretches.push({ words: words.replaceAll(joinMark, ''), style: undefined })
    }
    for (const one of elements(run))
      switch (one.name) {
        case 'w:t':
        case 'w:delText':
          add(wordsOf(one))
          break
        case 'w:tab':
          add('\t')
          break
        case 'w:br':
        case 'w:cr':
          add('\n')
          break
        case 'w:noBreakHyphen':
          add('\u2011')
          break
        case 'w:softHyphen':
        case 'w:rPr':
        case 'w:lastRenderedPageBreak':
        case 'w:fldChar':
          break
        case 'w:instrText':
          this.list('field', line, wordsOf(one))
          break
        case 'w:sym':
          this.list('symbol', line, attribute(one, 'w:char') ?? '')
          break
        case 'w:footnoteReference':
        case 'w:endnoteReference':
        case 'w:commentReference':
          this.list(noteKinds[one.name], line, this.note(one))
          break
        default:
          this.unread(one, line)
      }
  }

  private unread(one: XmlElement, line: Open): void {
    const boxes = below(one, 'w:txbxContent')
    const [box] = boxes
    if (box === undefined) {
      if (/drawing|pict|object|chart/iu.test(one.name))
        this.list('picture', line, wordsOf(one).trim())
      return
    }
    const words = elements(box).map(wordsOf).join('\n')
    this.list('text_box', line, words)
    line.stretches.push({ words, style: undefined })
  }

  private note(reference: XmlElement): string {
    const part = notePart[reference.name as keyof typeof notePart]
    const id = attribute(reference, 'w:id')
    const found = elements(this.parts.get(part)).find((one) => attribute(one, 'w:id') === id)
    return found === undefined ? '' : wordsOf(found).trim()
  }

  private list(what: NotUnderstood['what'], line: Open, text: string): void {
    const near = wordsIn(line.stretches).slice(-40)
    const where = `paragraph ${line.paragraph}${near === '' ? '' : `, after “${near}”`}`
    this.not_understood.push({ what, where, text })
  }
}

const noteKinds = {
  'w:footnoteReference': 'footnote',
  'w:endnoteReference': 'footnote',
  'w:commentReference': 'comment',
} as const
const notePart = {
  'w:footnoteReference': 'word/footnotes.xml',
  'w:endnoteReference': 'word/endnotes.xml',
  'w:commentReference': 'word/comments.xml',
} as const

function isChange(name: string): boolean {
  return ['w:ins', 'w:del', 'w:moveFrom', 'w:moveTo'].includes(name)
}

export function wordsIn(stretches: readonly Stretch[]): string {
  return stretches.map((one) => ('words' in one ? one.words : '')).join('')
}

function indentOf(properties: XmlElement | undefined): number {
  const indent = child(properties, 'w:ind')
  if (indent === undefined) return 0
  return numberOr(attribute(indent, 'w:start') ?? attribute(indent, 'w:left')) ?? 0
}

function numberOr(text: string | undefined): number | undefined {
  const value = Number(text)
  return text === undefined || !Number.isFinite(value) ? undefined : value
}

/** More Arabic letters than Latin ones. */
export function isArabic(text: string): boolean {
  const arabic = text.match(/\p{Script=Arabic}/gu)?.length ?? 0
  return arabic > (text.match(/\p{Script=Latin}/gu)?.length ?? 0)
}

function below(element: XmlElement, name: string): XmlElement[] {
  return elements(element).flatMap((one) => (one.name === name ? [one] : below(one, name)))
}
