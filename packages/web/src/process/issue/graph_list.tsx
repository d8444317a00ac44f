// A graph as a list: every node with what it leads to, in words. Stands where there is no room to
// draw, on a phone or beside an open record; it says all that the drawing says.
import type { ReactNode } from 'react'
import type { Folded } from './graph.ts'
import css from './graph.module.css'
import type { NodeLook } from './graph_view.tsx'

export function GraphList(props: {
  readonly graph: Folded
  readonly label: string
  readonly look: (id: string) => NodeLook
  readonly onOpen: (id: string) => void
  readonly current?: string
}): ReactNode {
  const { graph, look } = props
  const known = new Map(graph.nodes.map((n) => [n.id, n]))
  const from = Map.groupBy(graph.edges, (e) => e.from)
  // Who leads nowhere stands at the ends of the others' lines already.
  const nodes = graph.nodes.filter((n) => from.has(n.id))
  const name = (id: string) => {
    const node = known.get(id)
    // A folded group is no record that could be opened.
    if (!node || node.count > 1) return <span>{node?.label}</span>
    return (
      <button
        type="button"
        className={css['open']}
        aria-current={id === props.current ? 'true' : undefined}
        onClick={() => props.onOpen(id)}
      >
        {node.label}
      </button>
    )
  }
  return (
    <ul className={css['list']} aria-label={props.label}>
      {nodes.map((node) => (
        <li key={node.id} style={{ borderInlineStartColor: look(node.id).bar }}>
          {name(node.id)}
          <span className={css['said']}>{look(node.id).detail}</span>
          <ul>
            {(from.get(node.id) ?? []).map((edge) => (
              <li key={edge.ids.join()}>
                <span className={css['said']}>{edge.label}</span> {name(edge.to)}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}
