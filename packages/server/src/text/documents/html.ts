// Writes a text or a redline as one HTML file: no script, no reference to outside, every word escaped.
// What stands where is decided by the layout.
import type { Redline } from '@sulh/analysis/redline/model'
import { titleText } from '@sulh/analysis/text/labels'
import { languages, type Language } from '@sulh/analysis/text/tree'
import { layout, titled, type Block, type Face } from './layout.ts'
import { latestTitle, titleRuns, type Run } from './runs.ts'
import { scripts } from './scripts.ts'
import { phrases, stageShades, type Notice } from './words.ts'

export type PageOptions = {
  readonly languages?: readonly Language[]
  /** Lines under the title, such as for whose eyes the document is. */
  readonly notices?: readonly Notice[]
}

/** The whole page. Throws DocumentError where words would lie when rendered (D6). */
export function htmlOf(redline: Redline, options: PageOptions = {}): string {
  const wanted = options.languages ?? languages
  const [first] = wanted
  const heads = wanted.map((language) => head(redline, language, options.notices ?? []))
  const rows = layout(redline, 'trace').map((block) => row(block, wanted))
  return [
    '<!doctype html>',
    `<html lang="${first ?? 'en'}" dir="${directionOf(first ?? 'en')}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escaped(titleText(latestTitle(redline), first ?? 'en'))}</title>`,
    `<style>${style}</style></head><body>`,
    `<header>${heads.join('\n')}</header>`,
    `<main class="of${wanted.length}">`,
    ...rows,
    '</main></body></html>\n',
  ].join('\n')
}

export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

function directionOf(language: Language): string {
  return language === 'ar' ? 'rtl' : 'ltr'
}

function head(redline: Redline, language: Language, notices: readonly Notice[]): string {
  const { redline: name, legend } = phrases[language]
  const lines = [`<h1>${shown(titleRuns(redline, language), language)}</h1>`]
  for (const notice of notices)
    lines.push(`<p class="eyes">${isolated(notice[language], language)}</p>`)
  if (redline.changed) lines.push(`<p class="note">${escaped(`${name}. ${legend}`)}</p>`)
  return `<div lang="${language}" dir="${directionOf(language)}">${lines.join('')}</div>`
}

function row(block: Block, wanted: readonly Language[]): string {
  const cells = wanted.map((language) => face(block, block.faces[language], language))
  return `<section class="${block.kind} ${block.fate}" style="--depth:${block.depth};background:#${stageShades[block.stage]}">${cells.join('')}</section>`
}

function face(block: Block, { title, words, options, stage, notes }: Face, language: Language) {
  const heading = titled.has(block.kind)
  const lines: string[] = []
  const first = heading ? title : [...title, ...space(title, words), ...words]
  const level = block.kind === 'chapter' || block.kind === 'annex' ? 'h2' : 'h3'
  if (first.length > 0) lines.push(tag(heading ? level : 'p', shown(first, language)))
  if (heading && words.length > 0) lines.push(tag('p', shown(words, language)))
  for (const option of options) lines.push(tag('p', shown(option, language), 'option'))
  if (stage.length > 0) lines.push(tag('p', shown(stage, language), 'stage'))
  for (const note of notes) lines.push(tag('p', isolated(note, language), 'note'))
  return `<div lang="${language}" dir="${directionOf(language)}">${lines.join('')}</div>`
}

/** A heading and the words behind it are apart. */
function space(title: readonly Run[], words: readonly Run[]): readonly Run[] {
  const last = title.at(-1)
  const headed = last !== undefined && 'text' in last && last.role === 'heading'
  return headed && words.length > 0 ? [{ change: 'same', role: 'words', text: ' ' }] : []
}

function tag(name: string, inner: string, of?: string): string {
  return `<${name}${of === undefined ? '' : ` class="${of}"`}>${inner}</${name}>`
}

function shown(runs: readonly Run[], language: Language): string {
  return runs
    .map((run) => {
      if (!('text' in run)) return ''
      const words = isolated(run.text, language)
      const inner = run.role === 'words' ? words : tag('span', words, run.role)
      switch (run.change) {
        case 'same':
          return inner
        case 'added':
          return tag('ins', inner)
        case 'removed':
          return tag('del', inner)
      }
    })
    .join('')
}

/** Words of the other script in an isolate of their own. */
function isolated(text: string, language: Language): string {
  return scripts(text, language)
    .map((part) =>
      part.arabic === (language === 'ar')
        ? escaped(part.text)
        : `<bdi lang="${part.arabic ? 'ar' : 'en'}">${escaped(part.text)}</bdi>`,
    )
    .join('')
    .replaceAll('\n', '<br>')
}

const style = `
:root{color:#1d1b18;background:#fbf9f4;font:16px/1.5 "IBM Plex Serif","Times New Roman",serif}
body{max-width:72rem;margin:2rem auto;padding:0 1.5rem}
[lang=ar]{font-family:"IBM Plex Sans Arabic","Noto Naskh Arabic",Arial,sans-serif;line-height:1.7}
header,.of2 section{display:grid;grid-template-columns:1fr;gap:0 2rem}
.of2 section,header:has(>:nth-child(2)){grid-template-columns:1fr 1fr}
section{border-top:1px solid #d8d3c8;padding:.35rem .75rem}
section>div{padding-inline-start:calc(var(--depth)*1.25rem)}
h1{font-size:1.75rem;line-height:1.25;margin:0 0 .5rem}
h2{font-size:1.25rem;margin:.75rem 0 .25rem}
h3{font-size:1.05rem;margin:.5rem 0 .25rem}
p{margin:.25rem 0;white-space:pre-wrap}
.number,.heading,.bracket,.by{font-weight:600}
.by{font-size:.85em}
.phrase{font-style:italic;color:#5a554b}
.stage,.note,.eyes{font-size:.8rem;color:#5a554b}
.note{border-inline-start:2px solid #b9b2a3;padding-inline-start:.5rem}
ins{text-decoration:underline;text-decoration-thickness:2px;text-underline-offset:3px}
del{text-decoration:line-through}
@media(max-width:640px){.of2 section,header:has(>:nth-child(2)){grid-template-columns:1fr}}
@media print{body{margin:0;max-width:none}section{break-inside:avoid}}
`
