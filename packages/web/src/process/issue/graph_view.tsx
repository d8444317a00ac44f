// Draws a layered graph as SVG with focusable nodes: arrow keys walk along the edges, Enter opens.
// Where it cannot be drawn large enough to read it stands as a list. Knows nothing of issues or
// actors; the words come in, the choice of a node goes out.
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import {
  type Folded,
  layered,
  type PlacedEdge,
  type PlacedGraph,
  type PlacedNode,
} from './graph.ts'
import css from './graph.module.css'
import { GraphList } from './graph_list.tsx'

export type NodeLook = {
  /** A CSS colour for the bar beside the box; words say the same. */
  readonly bar?: string
  /** A second line in words: track and status. */
  readonly detail: string
  readonly label: string
}
type Props = {
  readonly graph: Folded
  readonly label: string
  readonly direction: 'ltr' | 'rtl'
  readonly look: (id: string) => NodeLook
  readonly onOpen: (id: string) => void
  readonly current?: string
}

/** Below this the words of a box are smaller than 11 px. */
const SMALLEST_SCALE = 0.7

/** The way of the layers that can be drawn largest; undefined where neither can be read. */
function drawn(graph: Folded, direction: 'ltr' | 'rtl', room: number) {
  for (const flow of ['across', 'down'] as const) {
    const placed = layered(graph, { flow, direction })
    const scale = Math.min(1, (room - 8) / placed.width)
    if (scale >= SMALLEST_SCALE) return { placed, scale }
  }
  return undefined
}

export function GraphView(props: Props): ReactNode {
  const frame = useRef<HTMLDivElement>(null)
  const marker = useId()
  const [room, setRoom] = useState(1_200)
  const [at, setAt] = useState<string | undefined>(props.current)
  useEffect(() => {
    const element = frame.current
    if (!element) return undefined
    const watch = new ResizeObserver(() => setRoom(element.clientWidth))
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  const drawing = drawn(withDetail(props), props.direction, room)
  if (!drawing) {
    return (
      <div className={css['frame']} ref={frame}>
        <GraphList {...props} />
      </div>
    )
  }
  const { placed, scale } = drawing
  const entry = placed.nodes.some((n) => n.id === at) ? at : placed.nodes[0]?.id
  const move = (event: KeyboardEvent, node: PlacedNode) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      props.onOpen(node.id)
      return
    }
    const next = nearest(placed, node, event.key)
    if (!next) return
    event.preventDefault()
    setAt(next.id)
    frame.current?.querySelector<SVGElement>(`[data-node="${CSS.escape(next.id)}"]`)?.focus()
  }
  return (
    <div className={css['frame']} ref={frame}>
      <svg
        viewBox={`0 0 ${Math.ceil(placed.width)} ${Math.ceil(placed.height)}`}
        style={{ inlineSize: `${Math.floor(placed.width * scale)}px` }}
        className={css['graph']}
        role="group"
        aria-label={props.label}
        direction={props.direction}
      >
        <defs>
          <marker
            id={marker}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
          >
            <path d="M0 0 L8 4 L0 8 z" className={css['arrow']} />
          </marker>
        </defs>
        {placed.edges.map((edge) => (
          <Edge key={edge.ids.join()} edge={edge} marker={marker} />
        ))}
        {placed.nodes.map((node) => (
          <g
            key={node.id}
            data-node={node.id}
            role="link"
            tabIndex={node.id === entry ? 0 : -1}
            aria-label={props.look(node.id).label}
            aria-current={node.id === props.current ? 'true' : undefined}
            className={css['node']}
            onFocus={() => setAt(node.id)}
            onKeyDown={(event) => move(event, node)}
            onClick={() => props.onOpen(node.id)}
          >
            <NodeBox node={node} look={props.look(node.id)} direction={props.direction} />
          </g>
        ))}
      </svg>
    </div>
  )
}

/** The detail line is part of the box, so the layout has to know of it. */
function withDetail(props: Props): Folded {
  return {
    ...props.graph,
    nodes: props.graph.nodes.map((n) => ({ ...n, detail: props.look(n.id).detail })),
  }
}

function NodeBox(props: { node: PlacedNode; look: NodeLook; direction: 'ltr' | 'rtl' }): ReactNode {
  const { node, look, direction } = props
  const left = node.x - node.width / 2
  const top = node.y - node.height / 2
  const start = direction === 'ltr' ? left + 14 : left + node.width - 14
  const bar = direction === 'ltr' ? left : left + node.width - 5
  const lines = [...node.lines]
  return (
    <>
      <rect x={left} y={top} width={node.width} height={node.height} className={css['box']} />
      {look.bar ? <rect x={bar} y={top} width={5} height={node.height} fill={look.bar} /> : null}
      <text className={css['title']} textAnchor="start" direction={direction}>
        {lines.map((line, i) => (
          <tspan key={i} x={start} y={top + 26 + i * 20}>
            {line}
          </tspan>
        ))}
      </text>
      <text
        className={css['detail']}
        x={start}
        y={top + 26 + lines.length * 20}
        direction={direction}
      >
        {look.detail}
      </text>
    </>
  )
}

function Edge({ edge, marker }: { edge: PlacedEdge; marker: string }): ReactNode {
  return (
    <g aria-hidden="true">
      <path d={curve(edge)} className={css['edge']} markerEnd={`url(#${marker})`} />
      <text x={edge.labelAt.x} y={edge.labelAt.y + 4} className={css['edge_label']}>
        {edge.label}
      </text>
    </g>
  )
}

function curve(edge: PlacedEdge): string {
  const [first, ...rest] = edge.points
  if (!first) return ''
  if (rest.length < 2)
    return `M${first.x} ${first.y} ${rest.map((p) => `L${p.x} ${p.y}`).join(' ')}`
  const last = rest.at(-1) as { x: number; y: number }
  const inner = rest.slice(0, -1)
  const bends = inner.map((p, i) => {
    const next = inner[i + 1] ?? last
    const end = i === inner.length - 1 ? last : { x: (p.x + next.x) / 2, y: (p.y + next.y) / 2 }
    return `Q${p.x} ${p.y} ${end.x} ${end.y}`
  })
  return `M${first.x} ${first.y} ${bends.join(' ')}`
}

/** The nearest node in the direction of an arrow key, by distance with a penalty for going aside. */
function nearest(placed: PlacedGraph, from: PlacedNode, key: string): PlacedNode | undefined {
  const aim = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key]
  const [ax, ay] = aim ?? []
  if (ax === undefined || ay === undefined) return undefined
  const cost = (n: PlacedNode) => {
    const ahead = (n.x - from.x) * ax + (n.y - from.y) * ay
    const aside = Math.abs((n.x - from.x) * ay) + Math.abs((n.y - from.y) * ax)
    return ahead <= 1 ? Infinity : ahead + 2 * aside
  }
  return placed.nodes
    .filter((n) => n !== from && cost(n) < Infinity)
    .sort((a, b) => cost(a) - cost(b))[0]
}
