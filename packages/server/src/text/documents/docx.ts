// Writes a text or a redline as a DOCX: real tracked changes with authors, both languages with their
// directions, ids as bookmarks. What stands where is decided by the layout.
import {
  BookmarkEnd,
  BookmarkStart,
  BorderStyle,
  CarriageReturn,
  DeletedTextRun,
  Document,
  InsertedTextRun,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
  type IRunOptions,
  type ParagraphChild,
} from 'docx'
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate'
import { redline as compare } from '@sulh/analysis/redline/compare'
import type { Fate, Redline } from '@sulh/analysis/redline/model'
import { titleText } from '@sulh/analysis/text/labels'
import { languages, type Language, type TextTree } from '@sulh/analysis/text/tree'
import { bookmarkName, slotBookmark } from './bookmarks.ts'
import {
  documentStyles,
  fonts,
  indentStep,
  kindStyles,
  roleStyles,
  styleIds,
} from './docx_styles.ts'
import { layout, titled, type Block } from './layout.ts'
import { latestTitle, titleRuns, type Run } from './runs.ts'
import { scripts } from './scripts.ts'
import { phrases, stageShades, type Notice } from './words.ts'

export type DocxOptions = {
  /** One or both; both stand side by side. */
  readonly languages?: readonly Language[]
  /** Lines under the title, such as for whose eyes the document is. */
  readonly notices?: readonly Notice[]
}
export type DocxRedlineOptions = DocxOptions & {
  /** Who made the new version; `authorOf` names another author for a node. */
  readonly author: string
  readonly authorOf?: (node: string) => string | undefined
  /** The instant of the changes. */
  readonly date: string
}

/** A text as DOCX bytes. Throws DocumentError where its words would lie when rendered (D6). */
export function docxOf(tree: TextTree, options: DocxOptions = {}): Promise<Uint8Array> {
  return docxRedline(compare(tree, tree), { ...options, author: '', date: '' })
}

/** A redline as DOCX bytes with tracked changes. Throws DocumentError as docxOf. */
export async function docxRedline(
  redline: Redline,
  options: DocxRedlineOptions,
): Promise<Uint8Array> {
  const wanted = options.languages ?? languages
  const writer = new Writer(redline, wanted, options)
  const blocks = layout(redline, 'full')
  const one = wanted.length === 1 ? wanted[0] : undefined
  const body = one === undefined ? [writer.table(blocks)] : writer.paragraphs(blocks, one)
  const made = new Document({
    creator: 'Sulh',
    title: titleText(latestTitle(redline), one ?? 'en'),
    styles: documentStyles,
    sections: [
      {
        properties: {
          page: { margin: { top: 1000, bottom: 1000, left: 900, right: 900 } },
        },
        children: [...writer.heading(wanted), ...body],
      },
    ],
  })
  return settled(new Uint8Array(await Packer.toBuffer(made)))
}

type Change = { readonly id: number; readonly author: string; readonly date: string }

/** The same content gives the same bytes: no instant of the making is left in the file. */
function settled(packed: Uint8Array): Uint8Array {
  const parts: Zippable = {}
  for (const [path, bytes] of Object.entries(unzipSync(packed))) {
    const dated = path === 'docProps/core.xml'
    parts[path] = [dated ? undated(bytes) : bytes, { mtime: '1980-01-01T00:00:00', level: 6 }]
  }
  return zipSync(parts)
}

function undated(bytes: Uint8Array): Uint8Array {
  const dates = /<dcterms:(created|modified)[^>]*>[^<]*<\/dcterms:\1>/gu
  return strToU8(strFromU8(bytes).replaceAll(dates, ''))
}

class Writer {
  private next = 1
  private readonly redline: Redline
  private readonly languages: readonly Language[]
  private readonly options: DocxRedlineOptions
  private readonly used = new Set<string>()

  constructor(redline: Redline, wanted: readonly Language[], options: DocxRedlineOptions) {
    this.redline = redline
    this.languages = wanted
    this.options = options
  }

  heading(wanted: readonly Language[]): Paragraph[] {
    return wanted.flatMap((language) => [
      new Paragraph({
        style: styleIds.title,
        ...direction(language),
        children: this.runs(titleRuns(this.redline, language), language, ''),
      }),
      ...(this.options.notices ?? []).map((notice) => this.note(notice[language], language, 0)),
      ...(this.redline.changed
        ? [this.note(`${phrases[language].redline}. ${phrases[language].legend}`, language, 0)]
        : []),
    ])
  }

  /** Running text in one language; the stage is the last words of the block. */
  paragraphs(blocks: readonly Block[], language: Language): Paragraph[] {
    return blocks.flatMap((block) => this.face(block, language, true))
  }

  table(blocks: readonly Block[]): Table {
    const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
    const hair = { style: BorderStyle.SINGLE, size: 2, color: 'D8D3C8' }
    return new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      columnWidths: [4500, 1200, 4500],
      layout: TableLayoutType.FIXED,
      borders: {
        top: none,
        bottom: none,
        left: none,
        right: none,
        insideHorizontal: hair,
        insideVertical: none,
      },
      rows: blocks.length === 0 ? [emptyRow()] : blocks.map((block) => this.row(block)),
    })
  }

  private row(block: Block): TableRow {
    const shading = { fill: stageShades[block.stage], color: 'auto', type: 'clear' as const }
    const cell = (children: Paragraph[], size: number): TableCell =>
      new TableCell({
        children: children.length === 0 ? [new Paragraph({})] : children,
        width: { size, type: WidthType.DXA },
        shading,
        margins: { top: 50, bottom: 50, left: 90, right: 90 },
        verticalAlign: VerticalAlignTable.TOP,
      })
    const [first, second] = [this.languages[0] ?? 'en', this.languages[1] ?? 'ar']
    return new TableRow({
      cantSplit: false,
      ...this.tracked(block.fate, block.node),
      children: [
        cell(this.face(block, first, false), 4500),
        cell(
          [first, second].map((language) => this.stage(block, language)),
          1200,
        ),
        cell(this.face(block, second, false), 4500),
      ],
    })
  }

  private face(block: Block, language: Language, alone: boolean): Paragraph[] {
    const face = block.faces[language]
    const words = [...(titled.has(block.kind) ? [] : face.words)]
    const space: Run[] =
      words.length > 0 && face.title.some((run) => 'text' in run && run.role === 'heading')
        ? [{ change: fateOfAll(face.title), role: 'number', text: ' ' }]
        : []
    const mark = alone || this.languages[0] === language ? this.bookmark(block) : []
    const children = [
      ...mark,
      ...this.runs([...face.title, ...space, ...words], language, block.node),
    ]
    const lines = [this.line(block, language, kindStyles[block.kind], children)]
    if (titled.has(block.kind) && face.words.length > 0)
      lines.push(
        this.line(
          block,
          language,
          styleIds.words,
          this.runs(face.words, language, block.node),
          face.words,
        ),
      )
    for (const option of face.options)
      lines.push(
        this.line(
          block,
          language,
          styleIds.option,
          this.runs(option, language, block.node),
          option,
        ),
      )
    if (alone) lines.push(this.stage(block, language))
    for (const note of face.notes) lines.push(this.note(note, language, block.depth))
    return lines
  }

  private line(
    block: Block,
    language: Language,
    style: string,
    children: ParagraphChild[],
    runs?: readonly Run[],
  ): Paragraph {
    const fate = block.fate === 'same' && runs !== undefined ? fateOfAll(runs) : block.fate
    return new Paragraph({
      style,
      ...direction(language),
      indent: { start: block.depth * indentStep },
      // A title that is kept with what follows keeps the whole table off a page in LibreOffice.
      ...(this.languages.length === 1
        ? { shading: { fill: stageShades[block.stage], color: 'auto', type: 'clear' as const } }
        : { keepNext: false }),
      run: this.tracked(fate, block.node),
      children,
    })
  }

  private stage(block: Block, language: Language): Paragraph {
    return new Paragraph({
      style: styleIds.stage,
      ...direction(language),
      run: this.tracked(block.fate, block.node),
      children: this.runs(block.faces[language].stage, language, block.node),
    })
  }

  private note(text: string, language: Language, depth: number): Paragraph {
    return new Paragraph({
      style: styleIds.note,
      ...direction(language),
      indent: { start: depth * indentStep },
      children: scripts(text, language).map(
        (part) => new TextRun({ ...scriptOptions(part.arabic), ...content(part.text) }),
      ),
    })
  }

  private tracked(fate: Block['fate'], node: string): { insertion?: Change; deletion?: Change } {
    switch (fate) {
      case 'same':
      case 'trace':
        return {}
      case 'added':
        return { insertion: this.change(node) }
      case 'removed':
        return { deletion: this.change(node) }
    }
  }

  private change(node: string): Change {
    const { author, authorOf, date } = this.options
    return { id: this.next++, author: authorOf?.(node) ?? author, date }
  }

  private runs(runs: readonly Run[], language: Language, node: string): ParagraphChild[] {
    return runs.flatMap((run): ParagraphChild[] => {
      if ('slot' in run) return this.mark(slotBookmark(run.slot, language))
      if (!('text' in run)) return []
      return scripts(run.text, language).map(({ text, arabic }) => {
        const style = roleStyles[run.role]
        const options: IRunOptions = {
          ...(style === undefined ? {} : { style }),
          ...scriptOptions(arabic),
          ...content(text),
        }
        switch (run.change) {
          case 'same':
            return new TextRun(options)
          case 'added':
            return new InsertedTextRun({ ...options, ...this.change(node) })
          case 'removed':
            return new DeletedTextRun({ ...options, ...this.change(node) })
        }
      })
    })
  }

  private bookmark(block: Block): ParagraphChild[] {
    return this.mark(bookmarkName(block.node))
  }

  /** A bookmark at a point; a second one of the same name bears a count, as names are unique. */
  private mark(name: string): ParagraphChild[] {
    let unique = name
    for (let count = 2; this.used.has(unique); count++) unique = `${name}_${count}`
    this.used.add(unique)
    const id = this.next++
    const marks = [new BookmarkStart(unique, id), new BookmarkEnd(id)]
    // The package takes these two in any paragraph, but names only the pair in its type.
    return marks as unknown as ParagraphChild[]
  }
}

function emptyRow(): TableRow {
  return new TableRow({ children: [new TableCell({ children: [new Paragraph({})] })] })
}

/** What became of a paragraph as a whole: it came or went if all of its words did. */
function fateOfAll(runs: readonly Run[]): Fate {
  const [first] = runs
  if (first === undefined || first.change === 'same') return 'same'
  return runs.every((run) => run.change === first.change) ? first.change : 'same'
}

function direction(language: Language): { bidirectional: boolean } {
  return { bidirectional: language === 'ar' }
}

function scriptOptions(arabic: boolean): IRunOptions {
  return arabic
    ? { rightToLeft: true, font: fonts, language: { bidirectional: 'ar-SA' } }
    : { font: fonts, language: { value: 'en-GB' } }
}

function content(text: string): IRunOptions {
  const lines = text.split('\n')
  return lines.length === 1
    ? { text }
    : { children: lines.flatMap((line, i) => (i === 0 ? [line] : [new CarriageReturn(), line])) }
}
