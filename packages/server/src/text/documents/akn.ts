// Writes a text or a redline as Akoma Ntoso 3.0, one expression in one language. What stands where is
// decided by the layout; the schema is met by construction and held by the tests.
import type { Redline } from '@sulh/analysis/redline/model'
import { titleText } from '@sulh/analysis/text/labels'
import type { Language, NodeKind } from '@sulh/analysis/text/tree'
import { layout, type Block, type Face } from './layout.ts'
import { titleRuns, type Bound, type Run } from './runs.ts'
import type { Notice } from './words.ts'

export type AknOptions = {
  readonly language: Language
  /** The work's id, without spaces, and the day of this version. */
  readonly work: string
  readonly day: string
  readonly notices?: readonly Notice[]
}

const containers: Readonly<Record<NodeKind, string>> = {
  preamble: 'hcontainer name="preamble"',
  chapter: 'chapter',
  article: 'article',
  chapeau: 'hcontainer name="chapeau"',
  paragraph: 'paragraph',
  subparagraph: 'subparagraph',
  annex: 'hcontainer name="annex"',
}
const codes = { en: 'eng', ar: 'ara' } as const

/** The whole file. Throws DocumentError where words would lie when rendered (D6). */
export function aknOf(redline: Redline, options: AknOptions): string {
  const writer = new Writer(redline, options.language)
  const body = writer.body(layout(redline, 'trace'))
  const { language } = options
  const lines = [`<p><docTitle>${writer.shown(titleRuns(redline, language))}</docTitle></p>`]
  for (const notice of options.notices ?? [])
    lines.push(`<p class="eyes">${escaped(notice[language])}</p>`)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">',
    `<doc name="agreement" contains="${redline.changed ? 'multipleVersions' : 'singleVersion'}">`,
    head(redline, options),
    `<preface>${lines.join('')}</preface>`,
    `<mainBody>${body}</mainBody>`,
    '</doc>',
    '</akomaNtoso>',
    '',
  ].join('\n')
}

/** XML has no place for control characters at all. */
function escaped(text: string): string {
  return (
    text
      // oxlint-disable-next-line no-control-regex -- they are what XML refuses
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '\ufffd')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  )
}

function name(id: string): string {
  return Array.from(id, (character) =>
    /[A-Za-z0-9-]/u.test(character)
      ? character
      : `_${(character.codePointAt(0) ?? 0).toString(16)}`,
  ).join('')
}

function head(redline: Redline, { language, work, day }: AknOptions): string {
  const uri = `/akn/un/doc/agreement/${day}/${name(work)}`
  const expression = `${uri}/${codes[language]}@${day}`
  const dated = (level: string, iri: string, more: string): string =>
    `<${level}><FRBRthis value="${iri}/main"/><FRBRuri value="${iri}"/>` +
    `<FRBRdate date="${day}" name="${level === 'FRBRWork' ? 'drafting' : 'version'}"/>` +
    `<FRBRauthor href="#drafters"/>${more}</${level}>`
  const parties = redline.parties.map(
    (party) =>
      `<TLCOrganization eId="party_${name(party.id)}" href="/ontology/organization/${name(party.id)}" ` +
      `showAs="${escaped(titleText(party.name, language))}"/>`,
  )
  return [
    '<meta><identification source="#drafters">',
    dated('FRBRWork', uri, '<FRBRcountry value="un"/>'),
    dated('FRBRExpression', expression, `<FRBRlanguage language="${codes[language]}"/>`),
    dated('FRBRManifestation', `${expression}.xml`, '<FRBRformat value="application/xml"/>'),
    '</identification><references source="#drafters">',
    '<TLCOrganization eId="drafters" href="/ontology/organization/drafters" showAs="Sulh"/>',
    ...parties,
    '</references></meta>',
  ].join('')
}

type Nest = { readonly block: Block; readonly below: Nest[] }

class Writer {
  private readonly used = new Set<string>()
  private readonly redline: Redline
  private readonly language: Language

  constructor(redline: Redline, language: Language) {
    this.redline = redline
    this.language = language
  }

  body(blocks: readonly Block[]): string {
    const top: Nest[] = []
    const open: Nest[] = []
    for (const block of blocks) {
      open.length = Math.min(open.length, block.depth)
      const nest = { block, below: [] }
      ;(open.at(-1)?.below ?? top).push(nest)
      open.push(nest)
    }
    if (top.length === 0) return '<p/>'
    return `\n${top.map((nest) => this.node(nest)).join('\n')}\n`
  }

  private node({ block, below }: Nest): string {
    const element = containers[block.kind]
    const face = block.faces[this.language]
    const numbers = face.title.filter((run) => 'text' in run && run.role === 'number')
    const heading = face.title.filter((run) => !('text' in run && run.role === 'number'))
    const paragraphs = this.paragraphs(face)
    const inner = below.map((nest) => this.node(nest)).join('\n')
    const words = paragraphs.length === 0 ? '<p/>' : paragraphs.join('')
    return [
      `<${element} eId="${this.unique(`node_${name(block.node)}`)}" class="${block.stage} ${block.fate}">`,
      numbers.length > 0 ? `<num>${this.shown(numbers)}</num>` : '',
      heading.length > 0 ? `<heading>${this.shown(heading)}</heading>` : '',
      below.length === 0 ? `<content>${words}</content>` : '',
      below.length > 0 && paragraphs.length > 0 ? `<intro>${words}</intro>` : '',
      inner,
      `</${element.split(' ')[0]}>`,
    ].join('')
  }

  private paragraphs({ words, options, stage, notes }: Face): string[] {
    const lines: string[] = []
    if (words.length > 0) lines.push(`<p>${this.shown(words)}</p>`)
    const firsts = new Map<string, string>()
    for (const option of options) lines.push(`<p class="option">${this.shown(option, firsts)}</p>`)
    if (stage.length > 0) lines.push(`<p class="stage">${this.shown(stage)}</p>`)
    for (const note of notes) lines.push(`<p class="note">${escaped(note)}</p>`)
    return lines
  }

  /** `firsts`: the base alternative of each slot, to which the others are alternative. */
  shown(runs: readonly Run[], firsts = new Map<string, string>()): string {
    return runs
      .map((run) => {
        if ('opens' in run) return this.opening(run.opens, firsts)
        if ('closes' in run) return '</span>'
        if ('slot' in run) return ''
        const words = escaped(run.text).replaceAll('\n', '<br/>')
        const inner = run.role === 'words' ? words : `<span class="${run.role}">${words}</span>`
        switch (run.change) {
          case 'same':
            return inner
          case 'added':
            return `<ins>${inner}</ins>`
          case 'removed':
            return `<del>${inner}</del>`
        }
      })
      .join('')
  }

  private opening({ slot, alternative, proponents }: Bound, firsts: Map<string, string>): string {
    if (alternative === undefined)
      return `<span class="slot" eId="${this.unique(`slot_${name(slot)}`)}">`
    const eId = this.unique(`alternative_${name(alternative)}`)
    const first = firsts.get(slot)
    if (first === undefined) firsts.set(slot, eId)
    const to = first === undefined ? '' : ` alternativeTo="#${first}"`
    const known = new Set(this.redline.parties.map(({ id }) => id))
    const by = (proponents ?? []).filter((id) => known.has(id)).map((id) => `#party_${name(id)}`)
    const refers = by.length === 0 ? '' : ` refersTo="${by.join(' ')}"`
    return `<span class="alternative" eId="${eId}"${to}${refers}>`
  }

  private unique(id: string): string {
    let unique = id
    for (let count = 2; this.used.has(unique); count++) unique = `${id}__${count}`
    this.used.add(unique)
    return unique
  }
}
