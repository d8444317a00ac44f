// Writes a text or a redline as a DOCX: real tracked changes with authors, both languages with their
// directions, ids as bookmarks. What stands where is decided by the layout.
import { Document, Packer, Paragraph } from 'docx'
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate'
import { redline as compare } from '@sulh/analysis/redline/compare'
import type { Fate, Redline } from '@sulh/analysis/redline/model'
import { titleText } from '@sulh/analysis/text/labels'
import { languages, type Language, type TextTree } from '@sulh/analysis/text/tree'
import { bookmarkName, slotBookmark } from './bookmarks.ts'
import {
  documentStyles,
  indentStep,
  joinMark,
  joinStyle,
  kindStyles,
  roleStyles,
  styleIds,
} from './docx_styles.ts'
import {
  bookmark,
  paragraph,
  table,
  tableCell,
  tableRow,
  textRun,
  type ParagraphShape,
  type Tracked,
} from './docx_xml.ts'
import { pageFoot, pageHead, type PageHead } from './docx_pages.ts'
import { layout, titled, type Block } from './layout.ts'
import { latestTitle, titleRuns, type Run } from './runs.ts'
import { scripts } from './scripts.ts'
import { propertyName, writtenOrigin, type Origin } from './update/origin.ts'
import { phrases, stageShades, type Notice } from './words.ts'

export type DocxOptions = {
  /** One or both; both stand side by side. */
  readonly languages?: readonly Language[]
  /** Lines under the title, such as for whose eyes the document is. */
  readonly notices?: readonly Notice[]
  /** Where it comes from, for the day on which it is given back (D21). */
  readonly origin?: Origin
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
  const title = titleText(latestTitle(redline), one ?? 'en')
  const head = wanted.map((language) => ({
    language,
    words: [titleText(latestTitle(redline), language), options.notices?.[0]?.[language] ?? '']
      .filter((words) => words !== '')
      .join(' · '),
  }))
  const whole = [...writer.heading(wanted), ...body].join('')
  return packed(whole, { title, head, origin: options.origin })
}

/**
 * The file around a body: the package makes it with an empty paragraph in the body's place. The same
 * content gives the same bytes: no instant of the making is left in the file.
 */
async function packed(
  body: string,
  of: {
    readonly title: string
    readonly head: readonly PageHead[]
    readonly origin: Origin | undefined
  },
): Promise<Uint8Array> {
  const { title, head, origin } = of
  const shell = new Document({
    creator: 'Sulh',
    title,
    ...(origin === undefined
      ? {}
      : { customProperties: [{ name: propertyName, value: writtenOrigin(origin) }] }),
    styles: documentStyles,
    sections: [
      {
        properties: {
          // The first page says itself what it is of.
          titlePage: true,
          page: { margin: { top: 1000, bottom: 1000, left: 900, right: 900 } },
        },
        headers: { default: pageHead(head) },
        footers: { default: pageFoot(), first: pageFoot() },
        children: [new Paragraph({})],
      },
    ],
  })
  const parts: Zippable = {}
  for (const [path, bytes] of Object.entries(
    unzipSync(new Uint8Array(await Packer.toBuffer(shell))),
  ))
    parts[path] = [finished(path, bytes, body), { mtime: '1980-01-01T00:00:00', level: 6 }]
  return zipSync(parts)
}

const place = '<w:p/>'
function finished(path: string, bytes: Uint8Array, body: string): Uint8Array {
  if (path === 'docProps/core.xml') {
    const dates = /<dcterms:(created|modified)[^>]*>[^<]*<\/dcterms:\1>/gu
    return strToU8(strFromU8(bytes).replaceAll(dates, ''))
  }
  if (path !== 'word/document.xml') return bytes
  const [head, tail, more] = strFromU8(bytes).split(place)
  if (head === undefined || tail === undefined || more !== undefined)
    throw new Error('The package makes an empty paragraph otherwise than this was written for.')
  return strToU8(head + body + tail)
}

const widths = [4500, 1200, 4500] as const

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

  heading(wanted: readonly Language[]): string[] {
    return wanted.flatMap((language) => [
      paragraph(
        { style: styleIds.title, language },
        this.runs(titleRuns(this.redline, language), language, ''),
      ),
      ...(this.options.notices ?? []).map((notice) => this.note(notice[language], language, 0)),
      ...(this.redline.changed
        ? [this.note(`${phrases[language].redline}. ${phrases[language].legend}`, language, 0)]
        : []),
    ])
  }

  /** Running text in one language; the stage is the last words of the block. */
  paragraphs(blocks: readonly Block[], language: Language): string[] {
    return blocks.flatMap((block) => this.face(block, language, true))
  }

  table(blocks: readonly Block[]): string {
    const rows = blocks.map((block) => this.row(block))
    return table(widths, rows.length === 0 ? [tableRow([tableCell(undefined, [])])] : rows)
  }

  private row(block: Block): string {
    const shade = stageShades[block.stage]
    const [first, second] = [this.languages[0] ?? 'en', this.languages[1] ?? 'ar']
    const tracked = this.tracked(block.fate, block.node)
    const stages = (): string[] => [first, second].map((language) => this.stage(block, language))
    return tableRow(
      [
        tableCell({ width: widths[0], shade }, this.face(block, first, false)),
        tableCell({ width: widths[1], shade }, stages()),
        tableCell({ width: widths[2], shade }, this.face(block, second, false)),
      ],
      tracked,
    )
  }

  private face(block: Block, language: Language, alone: boolean): string[] {
    const face = block.faces[language]
    const words = titled.has(block.kind) ? [] : face.words
    const space: Run[] =
      words.length > 0 && face.title.some((run) => 'text' in run && run.role === 'heading')
        ? [{ change: fateOfAll(face.title), role: 'number', text: ' ' }]
        : []
    const mark =
      alone || this.languages[0] === language ? [this.mark(bookmarkName(block.node))] : []
    const children = [
      ...mark,
      ...this.runs([...face.title, ...space, ...words], language, block.node),
    ]
    const lines = [this.line(block, language, kindStyles[block.kind], children)]
    const more = (style: string, runs: readonly Run[]): void => {
      lines.push(this.line(block, language, style, this.runs(runs, language, block.node), runs))
    }
    if (titled.has(block.kind) && face.words.length > 0) more(styleIds.words, face.words)
    for (const option of face.options) more(styleIds.option, option)
    if (alone) lines.push(this.stage(block, language))
    for (const note of face.notes) lines.push(this.note(note, language, block.depth))
    return lines
  }

  private line(
    block: Block,
    language: Language,
    style: string,
    children: readonly string[],
    runs?: readonly Run[],
  ): string {
    const fate = block.fate === 'same' && runs !== undefined ? fateOfAll(runs) : block.fate
    // A title that is kept with what follows keeps the whole table off a page in LibreOffice.
    const inTable = this.languages.length > 1
    const shape: ParagraphShape = {
      style,
      language,
      indent: block.depth * indentStep,
      ...(inTable ? { letGo: true } : { shade: stageShades[block.stage] }),
      tracked: this.tracked(fate, block.node),
    }
    return paragraph(shape, children)
  }

  private stage(block: Block, language: Language): string {
    const alone = this.languages.length === 1
    const shape = {
      style: styleIds.stage,
      language,
      ...(alone ? { indent: block.depth * indentStep } : {}),
      tracked: this.tracked(block.fate, block.node),
    }
    return paragraph(shape, this.runs(block.faces[language].stage, language, block.node))
  }

  private note(text: string, language: Language, depth: number): string {
    const shape = { style: styleIds.note, language, indent: depth * indentStep }
    return paragraph(shape, scripts(text, language).map(textRun))
  }

  private tracked(fate: Block['fate'], node: string): Tracked {
    if (fate === 'same' || fate === 'trace') return undefined
    const { author, authorOf, date } = this.options
    return { fate, change: { id: this.next++, author: authorOf?.(node) ?? author, date } }
  }

  private runs(runs: readonly Run[], language: Language, node: string): string[] {
    return runs.flatMap((run): string[] => {
      if ('slot' in run) return [this.mark(slotBookmark(run.slot, language))]
      if (!('text' in run)) return []
      const style = roleStyles[run.role]
      return held(run.text, language).flatMap((words, i): string[] => {
        const tracked = this.tracked(run.change, node)
        const join = { text: joinMark, arabic: true, style: joinStyle, tracked }
        return [
          ...(i === 0 ? [] : [textRun(join)]),
          ...scripts(words, language).map((part) =>
            textRun({ ...part, style, tracked: this.tracked(run.change, node) }),
          ),
        ]
      })
    })
  }

  /** A bookmark at a point; a second one of the same name bears a count, as names are unique. */
  private mark(name: string): string {
    let unique = name
    for (let count = 2; this.used.has(unique); count++) unique = `${name}_${count}`
    this.used.add(unique)
    return bookmark(unique, this.next++)
  }
}

/** Words parted where an opening bracket has to be held to what is set in the other direction. */
function held(text: string, language: Language): readonly string[] {
  return language === 'ar' ? text.split(/(?<=[([{«“])(?=[\p{N}\p{Script=Latin}])/u) : [text]
}

/** What became of a paragraph as a whole: it came or went if all of its words did. */
function fateOfAll(runs: readonly Run[]): Fate {
  const [first] = runs
  if (first === undefined || first.change === 'same') return 'same'
  return runs.every((run) => run.change === first.change) ? first.change : 'same'
}
