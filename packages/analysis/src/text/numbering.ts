// The numbers that are shown beside nodes: articles run through the whole text, other kinds within
// their parent. A number of one's own (5 bis) is kept and is not counted. Numbers are no identities.
import type { NodeKind, TextNode } from './tree.ts'

const ROMAN = [
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
] as const
export function roman(value: number): string {
  const found = ROMAN.find(([unit]) => unit <= value)
  return found ? found[1] + roman(value - found[0]) : ''
}

/** 1 -> a, 26 -> z, 27 -> aa. */
export function letter(value: number): string {
  const rest = Math.floor((value - 1) / 26)
  return (rest > 0 ? letter(rest) : '') + String.fromCharCode(97 + ((value - 1) % 26))
}

function shown(kind: NodeKind, count: number): string {
  switch (kind) {
    case 'preamble':
    case 'chapeau':
      return ''
    case 'chapter':
      return roman(count)
    case 'article':
    case 'paragraph':
      return String(count)
    case 'subparagraph':
      return letter(count)
    case 'annex':
      return letter(count).toUpperCase()
  }
}

/** The same nodes with their numbers. */
export function numbered(nodes: readonly TextNode[]): TextNode[] {
  const articles = { count: 0 }
  const within = (siblings: readonly TextNode[]): TextNode[] => {
    const counts = new Map<NodeKind, number>()
    return siblings.map((node) => {
      const own = node.number !== ''
      const before = node.kind === 'article' ? articles.count : (counts.get(node.kind) ?? 0)
      const count = own ? before : before + 1
      if (node.kind === 'article') articles.count = count
      counts.set(node.kind, count)
      const number = own ? node.number : shown(node.kind, count)
      return { ...node, number, children: within(node.children) }
    })
  }
  return within(nodes)
}
