// Reads our own exports back: styles tell what a paragraph is, indents its depth, bookmarks who it is.
// People may have edited the file in between.
import { kindLabels, stageLabels } from '@sulh/analysis/text/labels'
import {
  languages,
  nodeKinds,
  stages,
  type Language,
  type NodeKind,
  type PartyName,
  type Stage,
  type Title,
} from '@sulh/analysis/text/tree'
import { bookmarkOf } from './bookmarks.ts'
import type { Sign } from './brackets.ts'
import type { Line, Stretch } from './docx_lines.ts'
import { wordsIn } from './docx_lines.ts'
import { indentStep, kindStyles, styleIds } from './docx_styles.ts'
import type { TextDraft } from './draft.ts'
import { DraftNodes, nested, type Gathered, type Said, type Tell } from './draft_node.ts'
import { titled } from './layout.ts'
import { numberFromArabic } from '@sulh/analysis/text/numbers'
import { titleApart, typedApart } from './typed_numbers.ts'

const kindByStyle = new Map<string, NodeKind>(nodeKinds.map((kind) => [kindStyles[kind], kind]))

export function isOwn(line: Line): boolean {
  return kindByStyle.has(line.style) || line.style === styleIds.title
}

export function readOwn(
  lines: readonly Line[],
  parties: readonly PartyName[],
  tell: Tell,
): TextDraft {
  const title: Partial<Record<Language, string>> = {}
  const blocks: Block[] = []
  for (const line of lines) {
    if (line.style === styleIds.title) {
      const words = wordsIn(line.stretches)
      if (words !== '') title[line.language] = words
      continue
    }
    if (line.style === styleIds.note) continue
    const kind = kindByStyle.get(line.style)
    let block = blocks.at(-1)
    const starts = line.cell === undefined ? kind !== undefined : block?.row !== line.cell.row
    if (block === undefined || starts) {
      if (wordsIn(line.stretches).trim() === '' && kind === undefined) continue
      block = { row: line.cell?.row, paragraph: line.paragraph, lines: [] }
      blocks.push(block)
    }
    block.lines.push(line)
  }
  const nodes = new DraftNodes(parties, tell)
  return {
    title: title satisfies Title,
    nodes: nested(blocks.flatMap(apart).map(gather), (from, children) =>
      nodes.node(from, children),
    ),
  }
}

type Block = {
  readonly row: number | undefined
  readonly paragraph: number
  readonly lines: Line[]
}

/** A second paragraph of a clause's style within a clause is one that somebody put below it. */
function apart(block: Block): readonly Block[] {
  const groups: Line[][] = []
  for (const language of languages) {
    let at = -1
    for (const line of block.lines.filter((one) => one.language === language)) {
      const filled = wordsIn(line.stretches).trim() !== ''
      if (kindByStyle.has(line.style) && (at < 0 || filled)) at += 1
      const group = (groups[line.style === styleIds.stage ? 0 : Math.max(at, 0)] ??= [])
      group.push(line)
    }
  }
  return groups.map((lines) => ({
    row: block.row,
    paragraph: lines[0]?.paragraph ?? block.paragraph,
    lines,
  }))
}

function gather({ lines, paragraph }: Block): Gathered {
  const head = lines.find((line) => kindByStyle.has(line.style))
  const kind = (head === undefined ? undefined : kindByStyle.get(head.style)) ?? 'paragraph'
  const id = lines.flatMap((line) => line.stretches.flatMap(nodeId)).at(0)
  const said: Partial<Record<Language, Said>> = {}
  const numbers: Partial<Record<Language, string>> = {}
  let stage: Stage | undefined
  for (const language of languages) {
    const own = lines.filter((line) => line.language === language)
    if (own.length === 0) continue
    const read = saidIn(own, language)
    const number = own
      .filter((line) => kindByStyle.has(line.style))
      .map(numberOf)
      .join('')
    const shown = plainNumber(number, kind, language)
    // Somebody's own paragraph bears no styles of characters: what is typed is read as in any draft.
    const typed = id === undefined && number === '' && read.heading === ''
    const parts = typed ? typedParts(read, kind) : { number: shown, said: read }
    said[language] = parts.said
    numbers[language] = parts.number
    stage ??= own
      .filter((line) => line.style === styleIds.stage)
      .map(stageOf)
      .find((one) => one !== undefined)
  }
  return {
    ...(id === undefined ? {} : { id }),
    kind,
    number: numbers.en ?? numberFromArabic(numbers.ar ?? ''),
    depth: Math.round((head?.indent ?? 0) / indentStep),
    ...(stage === undefined ? {} : { stage }),
    where: `paragraph ${paragraph}`,
    said,
  }
}

function typedParts(said: Said, kind: NodeKind): { readonly number: string; readonly said: Said } {
  const [first, ...rest] = said.words
  if (typeof first !== 'string') return { number: '', said }
  if (!titled.has(kind)) {
    const { number, rest: words } = typedApart(first)
    return { number, said: { ...said, words: [words, ...rest] } }
  }
  // A title is one line; what follows it are words.
  const end = first.indexOf('\n')
  const line = end < 0 ? first : first.slice(0, end)
  const { number, heading } = titleApart(line)
  const words = [...(end < 0 ? [] : [first.slice(end + 1)]), ...rest]
  if (words[0] === '\n') words.shift()
  return { number, said: { ...said, heading, words } }
}

function nodeId(stretch: Stretch): readonly string[] {
  const found = 'bookmark' in stretch ? bookmarkOf(stretch.bookmark) : undefined
  return found !== undefined && 'node' in found ? [found.node] : []
}

function saidIn(lines: readonly Line[], language: Language): Said {
  const words: Sign[] = []
  const options: (readonly Sign[])[] = []
  let heading = ''
  for (const line of lines) {
    const isHead = kindByStyle.has(line.style)
    if (isHead)
      heading += line.stretches
        .map((one) => ('words' in one && one.style === 'SulhHeading' ? one.words : ''))
        .join('')
    if (line.style === styleIds.option) options.push(signs(line, language))
    else if (line.style !== styleIds.stage) {
      const own = signs(line, language)
      // A paragraph that somebody put in between is words of the same node.
      if (words.length > 0 && own.length > 0 && !isHead) words.push('\n')
      words.push(...own)
    }
  }
  return { heading, words, options }
}

function signs({ stretches }: Line, language: Language): Sign[] {
  return stretches.flatMap((one): Sign[] => {
    if ('bookmark' in one) {
      const found = bookmarkOf(one.bookmark)
      return found !== undefined && 'slot' in found && found.language === language ? [found] : []
    }
    if (one.style === 'SulhNumber' || one.style === 'SulhHeading') return []
    return one.style === 'SulhPhrase' ? [{ phrase: one.words }] : [one.words]
  })
}

function numberOf({ stretches }: Line): string {
  return stretches
    .map((one) => ('words' in one && one.style === 'SulhNumber' ? one.words : ''))
    .join('')
    .trim()
}

function plainNumber(shown: string, kind: NodeKind, language: Language): string {
  const label = kindLabels[kind][language]
  return titled.has(kind) && shown.startsWith(label) ? shown.slice(label.length).trim() : shown
}

function stageOf(line: Line): Stage | undefined {
  const words = wordsIn(line.stretches).trim()
  return stages.find((stage) => stageLabels[stage][line.language] === words)
}
