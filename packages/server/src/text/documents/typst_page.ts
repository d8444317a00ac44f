// Writes a text or a redline as a Typst source. Every word stands in a string literal, so that nothing
// that looks like markup is taken for it. What stands where is decided by the layout.
import type { Redline } from '@sulh/analysis/redline/model'
import { titleText } from '@sulh/analysis/text/labels'
import { languages, type Language } from '@sulh/analysis/text/tree'
import type { PageOptions } from './html.ts'
import { layout, titled, type Block, type Face } from './layout.ts'
import { latestTitle, titleRuns, type Run } from './runs.ts'
import { scripts } from './scripts.ts'
import { phrases, stageShades } from './words.ts'

/** Throws DocumentError where words would lie when rendered (D6). */
export function typstOf(redline: Redline, options: PageOptions = {}): string {
  const wanted = options.languages ?? languages
  const [first] = wanted
  const title = titleText(latestTitle(redline), first ?? 'en')
  const head = wanted.map((language) => {
    const lines = [`title(${shown(titleRuns(redline, language), language)})`]
    const { redline: name, legend } = phrases[language]
    for (const notice of options.notices ?? [])
      lines.push(`note(${isolated(notice[language], language)})`)
    if (redline.changed) lines.push(`note(${isolated(`${name}. ${legend}`, language)})`)
    return side(language, lines)
  })
  const columns = wanted.map(() => '1fr').join(', ')
  const rows = layout(redline, 'trace').map((block) => row(block, wanted))
  return [
    template,
    `#set document(title: ${literal(title)}, date: none)`,
    `#set text(lang: ${literal(first ?? 'en')})`,
    `#grid(columns: (${columns},), column-gutter: 14pt, ${head.join(', ')})`,
    `#v(6pt)`,
    `#table(columns: (${columns},), column-gutter: 2pt, stroke: (x, y) => (top: 0.4pt + rgb("#D8D3C8")), inset: (x: 4pt, y: 5pt),`,
    ...rows,
    ')',
    '',
  ].join('\n')
}

/** A Typst string that holds exactly this text. */
function literal(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\t', '\\t')}"`
}

function side(language: Language, lines: readonly string[]): string {
  return `${language}({ ${lines.join('; ')} })`
}

function row(block: Block, wanted: readonly Language[]): string {
  const cells = wanted.map(
    (language) =>
      `table.cell(fill: rgb("#${stageShades[block.stage]}"), pad-in(${block.depth}, ${side(language, face(block, block.faces[language], language))}))`,
  )
  return `${cells.join(', ')},`
}

function face(block: Block, { title, words, options, stage, notes }: Face, language: Language) {
  const heading = titled.has(block.kind)
  const lines: string[] = []
  const level = block.kind === 'chapter' || block.kind === 'annex' ? 1 : 2
  const first = heading ? title : [...title, ...space(title, words), ...words]
  if (first.length > 0)
    lines.push(
      heading
        ? `heading(level: ${level}, ${shown(first, language)})`
        : `par(${shown(first, language)})`,
    )
  if (heading && words.length > 0) lines.push(`par(${shown(words, language)})`)
  for (const option of options) lines.push(`par(${shown(option, language)})`)
  if (stage.length > 0) lines.push(`stage(${shown(stage, language)})`)
  for (const note of notes) lines.push(`note(${isolated(note, language)})`)
  return lines
}

function space(title: readonly Run[], words: readonly Run[]): readonly Run[] {
  const last = title.at(-1)
  const headed = last !== undefined && 'text' in last && last.role === 'heading'
  return headed && words.length > 0 ? [{ change: 'same', role: 'words', text: ' ' }] : []
}

const roleOf = { heading: 'b', number: 'b', bracket: 'b', by: 'by', phrase: 'ph' } as const

function shown(runs: readonly Run[], language: Language): string {
  const parts = runs.flatMap((run): string[] => {
    if (!('text' in run)) return []
    const words = isolated(run.text, language)
    const inner = run.role === 'words' ? words : `${roleOf[run.role]}(${words})`
    switch (run.change) {
      case 'same':
        return [inner]
      case 'added':
        return [`ins(${inner})`]
      case 'removed':
        return [`del(${inner})`]
    }
  })
  return parts.length === 0 ? '[]' : parts.join(' + ')
}

/** Words of the other script get its direction, which Typst isolates. */
function isolated(text: string, language: Language): string {
  const parts = scripts(text, language).map((part) =>
    part.arabic === (language === 'ar')
      ? `t(${literal(part.text)})`
      : `${part.arabic ? 'ar-in' : 'en-in'}(${literal(part.text)})`,
  )
  return parts.length === 0 ? '[]' : parts.join(' + ')
}

const template = `
#set page(paper: "a4", margin: (x: 16mm, y: 18mm), numbering: "1", fill: white)
#set text(font: ("IBM Plex Serif", "IBM Plex Sans Arabic"), size: 9.5pt, fill: rgb("#1D1B18"))
#set par(leading: 0.6em, spacing: 0.75em)
#show heading: it => block(above: 0.5em, below: 0.6em, sticky: true, it.body)
#show heading.where(level: 1): set text(size: 12pt, weight: "semibold")
#show heading.where(level: 2): set text(size: 10.5pt, weight: "semibold")
#let t(s) = text(s)
#let en(body) = align(left, { set text(lang: "en", dir: ltr); body })
#let ar(body) = align(right, { set text(lang: "ar", dir: rtl, font: ("IBM Plex Sans Arabic", "IBM Plex Serif"), size: 1.05em); body })
#let en-in(s) = text(lang: "en", dir: ltr, font: ("IBM Plex Serif", "IBM Plex Sans Arabic"), s)
#let ar-in(s) = text(lang: "ar", dir: rtl, font: ("IBM Plex Sans Arabic", "IBM Plex Serif"), s)
#let pad-in(depth, body) = context if text.dir == rtl { pad(right: depth * 8pt, body) } else { pad(left: depth * 8pt, body) }
#let b(it) = text(weight: "semibold", it)
#let by(it) = text(weight: "semibold", size: 0.88em, it)
#let ph(it) = text(fill: rgb("#5A554B"), style: "italic", it)
#let ins(it) = underline(stroke: 0.8pt, offset: 2pt, it)
#let del(it) = strike(stroke: 0.8pt, it)
#let title(it) = par(text(size: 15pt, weight: "semibold", it))
#let stage(it) = par(text(size: 7.5pt, fill: rgb("#5A554B"), it))
#let note(it) = par(text(size: 7.5pt, fill: rgb("#5A554B"), it))
`
