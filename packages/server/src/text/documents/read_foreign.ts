// Reads a draft that somebody else wrote: headings, typed and automatic numbers make the tree, two
// columns in two scripts are one text in two languages.
import type { Language, NodeKind, PartyName } from '@sulh/analysis/text/tree'
import type { Sign } from './brackets.ts'
import { isArabic, wordsIn, type Line } from './docx_lines.ts'
import type { TextDraft } from './draft.ts'
import { DraftNodes, nested, type Gathered, type Said, type Tell } from './draft_node.ts'
import { numberFromArabic } from '@sulh/analysis/text/numbers'
import { afterKind, kindWords, typedLetter, typedNumber } from './typed_numbers.ts'

export function readForeign(
  lines: readonly Line[],
  parties: readonly PartyName[],
  tell: Tell,
): TextDraft {
  const title: Partial<Record<Language, string>> = {}
  const gathered: Gathered[] = []
  const places = new Places()
  for (const pair of pairs(lines, tell)) {
    const [line] = pair
    if (line === undefined) continue
    if (/^title$/iu.test(line.style) && gathered.length === 0) {
      for (const one of pair) title[one.language] = wordsIn(one.stretches).trim()
      continue
    }
    const read = pair.map((one) => ({ ...lineParts(one), language: languageOf(one) }))
    const [first] = read
    if (first === undefined) continue
    const said: Partial<Record<Language, Said>> = {}
    for (const { language, heading, words } of read) said[language] = optionsApart(heading, words)
    const kind = places.kindOf(first, wordsIn(line.stretches))
    gathered.push({
      kind,
      number: first.language === 'ar' ? numberFromArabic(first.number) : first.number,
      depth: places.depthOf(kind, first),
      where: `paragraph ${line.paragraph}`,
      said,
    })
  }
  const nodes = new DraftNodes(parties, tell)
  return { title, nodes: nested(gathered, (from, children) => nodes.node(from, children)) }
}

/** One line, or the two that stand side by side in two languages. */
function pairs(lines: readonly Line[], tell: Tell): readonly (readonly Line[])[] {
  const filled = lines.filter((line) => wordsIn(line.stretches).trim() !== '')
  const rows = new Map<number, Line[]>()
  const all: Line[][] = []
  for (const line of filled) {
    const row = line.cell?.row
    if (row === undefined) all.push([line])
    else {
      const known = rows.get(row)
      if (known === undefined) {
        const own = [line]
        rows.set(row, own)
        all.push(own)
      } else known.push(line)
    }
  }
  return all.flatMap((group) => {
    if (group.every((line) => line.cell === undefined)) return [group]
    const en = group.filter((line) => languageOf(line) === 'en')
    const ar = group.filter((line) => languageOf(line) === 'ar')
    const apart =
      en.length > 0 && ar.length > 0 && columns(en).every((column) => !columns(ar).includes(column))
    const where = `paragraph ${group[0]?.paragraph ?? 0}`
    if (!apart) {
      tell({ what: 'table', where, text: group.map((line) => wordsIn(line.stretches)).join(' | ') })
      return group.map((line) => [line])
    }
    if (en.length !== ar.length)
      tell({ what: 'languages_differ', where, text: `${en.length} / ${ar.length}` })
    return Array.from({ length: Math.max(en.length, ar.length) }, (_, i) =>
      [en[i], ar[i]].filter((line) => line !== undefined),
    )
  })
}

function columns(lines: readonly Line[]): readonly number[] {
  return lines.map((line) => line.cell?.column ?? -1)
}

function languageOf(line: Line): Language {
  return isArabic(wordsIn(line.stretches)) ? 'ar' : 'en'
}

type Parts = {
  readonly number: string
  readonly heading: string
  readonly words: readonly Sign[]
  readonly level: number | undefined
  readonly outline: number | undefined
  readonly kind: NodeKind | undefined
}

function lineParts(line: Line): Parts {
  const words = wordsIn(line.stretches)
  const base = { level: line.number?.level, outline: line.outline, kind: undefined }
  for (const [kind, word] of kindWords) {
    const found = word.exec(words.trimStart())
    if (found === null || words.length > 200) continue
    const rest = words.trimStart().slice(found[0].length)
    const number = afterKind.exec(rest)
    const heading = rest.slice(number?.[0].length ?? 0).trim()
    // "Article 5 shall apply" is a sentence; a title is short and does not end like one.
    if (line.outline === undefined && /[.;؛]$/u.test(heading)) continue
    return { ...base, kind, number: number?.[1] ?? '', heading, words: [] }
  }
  if (line.outline !== undefined)
    return {
      ...base,
      number: line.number?.text.replace(/\.$/u, '') ?? '',
      heading: words.trim(),
      words: [],
    }
  if (line.number !== undefined)
    return { ...base, number: line.number.text.replace(/[.]$/u, ''), heading: '', words: [words] }
  const typed = typedNumber.exec(words) ?? typedLetter.exec(words)
  if (typed === null) return { ...base, number: '', heading: '', words: [words.trim()] }
  return { ...base, number: typed[1] ?? '', heading: '', words: [words.slice(typed[0].length)] }
}

/** A paragraph that is nothing but brackets is a choice of the whole node. */
function optionsApart(heading: string, words: readonly Sign[]): Said {
  const text = words
    .filter((sign) => typeof sign === 'string')
    .join('')
    .trim()
  let depth = 0
  let outside = ''
  for (const sign of text) {
    if (sign === '[') depth += 1
    else if (sign === ']') depth -= 1
    else if (depth === 0) outside += sign
    if (depth < 0) break
  }
  const whole = text.startsWith('[') && depth === 0 && outside.trim() === ''
  return whole ? { heading, words: [], options: [[text]] } : { heading, words, options: [] }
}

/** Keeps how deep the last titles and numbers stood. */
class Places {
  private title = -1
  private chapter = false
  private depth = -1

  kindOf({ kind, outline, number, level, words, heading }: Parts, text: string): NodeKind {
    if (kind !== undefined) return kind
    if (heading !== '') return outline === 0 ? 'chapter' : 'article'
    if (number === '') return /[:：]\s*$/u.test(text) && words.length > 0 ? 'chapeau' : 'paragraph'
    return /^\(|\)$/u.test(number) || (level ?? 0) > 0 ? 'subparagraph' : 'paragraph'
  }

  depthOf(kind: NodeKind, { number, level }: Parts): number {
    switch (kind) {
      case 'chapter':
      case 'annex':
      case 'preamble':
        this.chapter = kind !== 'preamble'
        return this.under((this.title = 0))
      case 'article':
        return this.under((this.title = this.chapter ? 1 : 0))
      case 'chapeau':
      case 'paragraph': {
        const dots = number.split('.').length - 1
        return this.under(this.title + 1 + Math.max(dots, 0))
      }
      case 'subparagraph':
        return this.under(this.title + 1 + Math.max(1, level ?? 1))
    }
  }

  /** Never more than one below what stands before. */
  private under(wanted: number): number {
    this.depth = Math.min(wanted, this.depth + 1)
    return this.depth
  }
}
