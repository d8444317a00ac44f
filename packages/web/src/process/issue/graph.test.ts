// The drawing of a graph: layers, mirroring, folding. Expected places are worked out by hand from
// what a layered drawing promises, never read off the layout's own output.
import { describe, expect, test } from 'vitest'
import { fold, FOLD_NODES, layered, neighbourhood, wrap } from './graph.ts'

const node = (id: string, group = 'g') => ({ id, label: id, group })
const edge = (from: string, to: string, label = 'requires') => ({
  id: `${from}-${to}-${label}`,
  from,
  to,
  label,
})
const chain = {
  nodes: ['a', 'b', 'c'].map((id) => node(id)),
  edges: [edge('a', 'b'), edge('b', 'c')],
}
const labelOf = (group: string, count: number) => `${count} of ${group}`

describe('layers', () => {
  const place = (direction: 'ltr' | 'rtl', flow: 'across' | 'down' = 'across') =>
    new Map(layered(fold(chain, { labelOf }), { flow, direction }).nodes.map((n) => [n.id, n]))

  test('a chain reads from left to right, and from right to left in Arabic', () => {
    const ltr = place('ltr')
    const rtl = place('rtl')
    expect((ltr.get('a')?.x ?? 0) < (ltr.get('b')?.x ?? 0)).toBe(true)
    expect((ltr.get('b')?.x ?? 0) < (ltr.get('c')?.x ?? 0)).toBe(true)
    expect((rtl.get('a')?.x ?? 0) > (rtl.get('b')?.x ?? 0)).toBe(true)
    expect((rtl.get('b')?.x ?? 0) > (rtl.get('c')?.x ?? 0)).toBe(true)
  })

  test('on a narrow screen it reads downwards', () => {
    const down = place('ltr', 'down')
    expect((down.get('a')?.y ?? 0) < (down.get('c')?.y ?? 0)).toBe(true)
  })

  test('no two boxes overlap and every box lies inside the drawing', () => {
    const nodes = Array.from({ length: 12 }, (_, i) => node(`n${i}`))
    const edges = nodes.slice(1).map((n, i) => edge(`n${Math.floor(i / 2)}`, n.id))
    const drawn = layered(fold({ nodes, edges }, { labelOf }), { flow: 'across', direction: 'rtl' })
    for (const a of drawn.nodes) {
      expect(a.x - a.width / 2).toBeGreaterThanOrEqual(0)
      expect(a.x + a.width / 2).toBeLessThanOrEqual(drawn.width)
      for (const b of drawn.nodes) {
        if (a.id === b.id) continue
        const apart =
          Math.abs(a.x - b.x) >= (a.width + b.width) / 2 ||
          Math.abs(a.y - b.y) >= (a.height + b.height) / 2
        expect(apart, `${a.id} and ${b.id}`).toBe(true)
      }
    }
  })

  test('two links between the same two issues are two lines', () => {
    const twice = { nodes: chain.nodes, edges: [edge('a', 'b'), edge('a', 'b', 'eases')] }
    const drawn = layered(fold(twice, { labelOf }), { flow: 'across', direction: 'ltr' })
    expect(drawn.edges.map((e) => e.label)).toEqual(['requires', 'eases'])
    expect(drawn.edges[0]?.labelAt).not.toEqual(drawn.edges[1]?.labelAt)
  })
})

describe('folding', () => {
  const star = {
    nodes: Array.from({ length: 60 }, (_, i) => node(`n${i}`, i % 2 === 0 ? 'even' : 'odd')),
    edges: Array.from({ length: 59 }, (_, i) => edge('n0', `n${i + 1}`)),
  }

  test('forty nodes are drawn as they are, one more folds by group', () => {
    const forty = { nodes: star.nodes.slice(0, FOLD_NODES), edges: [] }
    expect(fold(forty, { labelOf }).nodes).toHaveLength(40)
    const folded = fold(star, { labelOf })
    expect(folded.nodes).toHaveLength(40)
    expect(folded.nodes.reduce((sum, n) => sum + n.count, 0)).toBe(60)
    expect(folded.nodes.filter((n) => n.count > 1).map((n) => n.label)).toEqual([
      '11 of even',
      '11 of odd',
    ])
  })

  test('links of folded nodes are kept, merged, and none is lost', () => {
    const folded = fold(star, { labelOf })
    expect(folded.edges.flatMap((e) => e.ids)).toHaveLength(59)
    expect(folded.edges.filter((e) => e.to === 'fold:odd')).toHaveLength(1)
  })

  test('the node in hand never folds', () => {
    expect(fold(star, { labelOf, focus: 'n59' }).nodes.some((n) => n.id === 'n59')).toBe(true)
  })
})

test('a neighbourhood of one step holds the direct links and those between them', () => {
  const near = neighbourhood({ ...chain, nodes: [...chain.nodes, node('far')] }, 'a', 1)
  expect(near.nodes.map((n) => n.id)).toEqual(['a', 'b'])
  expect(near.edges.map((e) => e.id)).toEqual(['a-b-requires'])
})

test('labels break between words and lose none', () => {
  const label = 'Withdrawal of forces from the front lines and return to camps'
  const lines = wrap(label)
  expect(lines.join(' ')).toBe(label)
  expect(Math.max(...lines.map((l) => l.length))).toBeLessThanOrEqual(24)
})
