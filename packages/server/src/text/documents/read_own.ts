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
    nodes: nested(blocks.map(gather), (from, children) => nodes.node(from, children)),
  }
}

type Block = {
  readonly row: number | undefined
  readonly paragraph: number
  readonly lines: Line[]
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
    said[language] = saidIn(own, language)
    const number = own
      .filter((line) => kindByStyle.has(line.style))
      .map(numberOf)
      .join('')
    numbers[language] = plainNumber(number, kind, language)
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
