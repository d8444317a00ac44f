// Places nodes in layers and edges between them, so that a graph of issues or actors can be drawn,
// read aloud and walked by keyboard. Pure; it knows boxes and words, not issues, and draws nothing.
import dagre from '@dagrejs/dagre'

export type GraphNode = {
  readonly id: string
  readonly label: string
  /** Nodes of a group fold together where there are too many; a track, for issues. */
  readonly group: string
  /** A further line in the box, in words; it takes part in the size. */
  readonly detail?: string
}
export type GraphEdge = {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly label: string
}
export type PlacedNode = GraphNode & {
  /** Centre and size in px. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly lines: readonly string[]
  /** How many nodes it stands for: 1, or more where a group is folded. */
  readonly count: number
}
export type PlacedEdge = {
  readonly ids: readonly string[]
  readonly from: string
  readonly to: string
  readonly label: string
  readonly points: readonly { readonly x: number; readonly y: number }[]
  readonly labelAt: { readonly x: number; readonly y: number }
}
export type PlacedGraph = {
  readonly width: number
  readonly height: number
  readonly nodes: readonly PlacedNode[]
  readonly edges: readonly PlacedEdge[]
}

/** Beyond this many nodes a drawing is a hairball: groups fold. */
export const FOLD_NODES = 40
const LINE_CHARACTERS = 24
const LINE_PX = 20
const PADDING_PX = 12

export type Folded = {
  readonly nodes: readonly (GraphNode & { readonly count: number })[]
  readonly edges: readonly (GraphEdge & { readonly ids: readonly string[] })[]
}

/**
 * At most `keep` nodes: those nearest to `focus` stay (without one, those with the most links), the
 * rest stand together as one node a group, labelled by `labelOf`. Ties go by the order given.
 */
export function fold(
  graph: { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] },
  options: {
    readonly keep?: number
    readonly focus?: string
    readonly labelOf: (group: string, count: number) => string
  },
): Folded {
  const keep = options.keep ?? FOLD_NODES
  const edges = graph.edges.map((e) => ({ ...e, ids: [e.id] }))
  if (graph.nodes.length <= keep) {
    return { nodes: graph.nodes.map((n) => ({ ...n, count: 1 })), edges }
  }
  const groups = new Set(graph.nodes.map((n) => n.group))
  const rank = rankOf(graph, options.focus)
  const kept = new Set(
    [...graph.nodes]
      .sort((a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0))
      .slice(0, Math.max(1, keep - groups.size))
      .map((n) => n.id),
  )
  const rest = Map.groupBy(
    graph.nodes.filter((n) => !kept.has(n.id)),
    (n) => n.group,
  )
  const standsFor = new Map<string, string>()
  const nodes = graph.nodes.filter((n) => kept.has(n.id)).map((n) => ({ ...n, count: 1 }))
  for (const [group, members] of rest) {
    const id = `fold:${group}`
    for (const member of members) standsFor.set(member.id, id)
    nodes.push({ id, group, label: options.labelOf(group, members.length), count: members.length })
  }
  const merged = new Map<string, GraphEdge & { ids: string[] }>()
  for (const edge of edges) {
    const from = standsFor.get(edge.from) ?? edge.from
    const to = standsFor.get(edge.to) ?? edge.to
    if (from === to) continue
    const key = `${from}\n${to}\n${edge.label}`
    const before = merged.get(key)
    if (before) before.ids.push(edge.id)
    else merged.set(key, { ...edge, from, to, ids: [edge.id] })
  }
  return { nodes, edges: [...merged.values()] }
}

/** Smaller stays. Distance from the focus in steps, or minus the number of links. */
function rankOf(
  graph: { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] },
  focus: string | undefined,
): Map<string, number> {
  const neighbours = new Map<string, string[]>(graph.nodes.map((n) => [n.id, []]))
  for (const { from, to } of graph.edges) {
    neighbours.get(from)?.push(to)
    neighbours.get(to)?.push(from)
  }
  if (focus === undefined || !neighbours.has(focus)) {
    return new Map([...neighbours].map(([id, others]) => [id, -others.length]))
  }
  const rank = new Map<string, number>([[focus, 0]])
  const queue = [focus]
  for (let at = 0; at < queue.length; at++) {
    const here = queue[at] as string
    for (const next of neighbours.get(here) ?? []) {
      if (rank.has(next)) continue
      rank.set(next, (rank.get(here) ?? 0) + 1)
      queue.push(next)
    }
  }
  for (const { id } of graph.nodes) if (!rank.has(id)) rank.set(id, graph.nodes.length)
  return rank
}

/** The nodes within `steps` links of `focus`, and the edges between them. */
export function neighbourhood(
  graph: { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] },
  focus: string,
  steps: number,
): { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] } {
  const rank = rankOf(graph, focus)
  const near = (id: string) => (rank.get(id) ?? Infinity) <= steps
  return {
    nodes: graph.nodes.filter((n) => near(n.id)),
    edges: graph.edges.filter((e) => near(e.from) && near(e.to)),
  }
}

/** Words broken to lines of about 24 characters; a longer word stands alone. */
export function wrap(label: string, characters: number = LINE_CHARACTERS): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of label.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > characters) {
      lines.push(line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return line === '' ? lines : [...lines, line]
}

/**
 * Layers by dagre (network simplex). `across`: layers go in reading direction, mirrored where that
 * is from right to left; `down`: from top to bottom, for narrow screens.
 */
export function layered(
  graph: Folded,
  options: { readonly flow: 'across' | 'down'; readonly direction: 'ltr' | 'rtl' },
): PlacedGraph {
  const g = new dagre.graphlib.Graph({ multigraph: true })
  g.setGraph({
    rankdir: options.flow === 'across' ? 'LR' : 'TB',
    nodesep: 20,
    // Labels of edges take room of their own between the layers.
    ranksep: options.flow === 'across' ? 20 : 36,
    edgesep: 12,
    marginx: 8,
    marginy: 8,
  })
  g.setDefaultEdgeLabel(() => ({}))
  const lines = new Map(graph.nodes.map((n) => [n.id, wrap(n.label)]))
  for (const n of graph.nodes) {
    const own = lines.get(n.id) ?? []
    const longest = Math.max(14, ...own.map((l) => l.length), (n.detail?.length ?? 0) * 0.82)
    const rows = own.length + (n.detail === undefined ? 0 : 1)
    const width = 2 * PADDING_PX + 8 * longest
    g.setNode(n.id, { width, height: 2 * PADDING_PX + LINE_PX * rows })
  }
  const known = new Set(graph.nodes.map((n) => n.id))
  const edges = graph.edges.filter((e) => known.has(e.from) && known.has(e.to))
  for (const e of edges) {
    const size = { width: 7.5 * e.label.length + 8, height: 20, labelpos: 'c' as const }
    g.setEdge(e.from, e.to, size, e.ids[0])
  }
  dagre.layout(g)
  const size = g.graph()
  const width = size.width ?? 0
  const mirror = (x: number) =>
    options.flow === 'across' && options.direction === 'rtl' ? width - x : x
  return {
    width,
    height: size.height ?? 0,
    nodes: graph.nodes.map((n) => {
      const at = g.node(n.id) as { x: number; y: number; width: number; height: number }
      const { y, width: w, height: h } = at
      return { ...n, x: mirror(at.x), y, width: w, height: h, lines: lines.get(n.id) ?? [] }
    }),
    edges: edges.map((e) => {
      const at = g.edge({ v: e.from, w: e.to, name: e.ids[0] as string }) as {
        points: { x: number; y: number }[]
        x: number
        y: number
      }
      return {
        ids: e.ids,
        from: e.from,
        to: e.to,
        label: e.label,
        points: at.points.map((p) => ({ x: mirror(p.x), y: p.y })),
        labelAt: { x: mirror(at.x), y: at.y },
      }
    }),
  }
}
