// Relations between actors: a layered graph in words, and the table behind it with sources.
import type { ReactNode } from 'react'
import { DataTable, go, OpenRecord, Section, useInspector } from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import { useProcess } from '../data.ts'
import { fold } from '../issue/graph.ts'
import { GraphView, type NodeLook } from '../issue/graph_view.tsx'
import { Basis, Named, Soft } from '../records/pieces.tsx'
import { leadOf, type State, valueOf } from '../view.ts'
import { paths } from '../../paths.ts'
import { type Relation, sideOf } from './selection.ts'

export function Relations({ relations }: { relations: readonly Relation[] }): ReactNode {
  const { t, day, pick } = useText()
  const value = (r: Relation) => valueOf(r.link, 'relation', 'description')
  return (
    <Section title={t('actors.relations')} count={relations.length}>
      {relations.length > 1 ? <RelationGraph relations={relations} /> : null}
      <DataTable
        label={t('actors.relations')}
        rows={relations.toSorted((a, b) =>
          a.relation < b.relation ? -1 : a.relation > b.relation ? 1 : 0,
        )}
        rowKey={(r) => r.link.id}
        empty={<Soft>{t('actors.no_relations')}</Soft>}
        columns={[
          {
            key: 'subject',
            title: t('actors.subject'),
            render: (r) => <Named state={r.subject} />,
          },
          {
            key: 'relation',
            title: t('actors.relation'),
            render: (r) => (
              <OpenRecord id={r.link.id}>{t(word('actor_relation', r.relation))}</OpenRecord>
            ),
          },
          {
            key: 'object',
            title: t('actors.object'),
            render: (r) => <Named state={r.object} />,
          },
          {
            key: 'since',
            title: t('actors.since'),
            render: (r) => {
              const from = value(r)?.from
              return from ? day(from) : ''
            },
          },
          {
            key: 'note',
            title: t('actors.note'),
            render: (r) => (
              <>
                {pick(value(r)?.note)} <Basis fact={leadOf(r.link)} />
              </>
            ),
          },
        ]}
      />
    </Section>
  )
}

function RelationGraph({ relations }: { relations: readonly Relation[] }): ReactNode {
  const { t, pick, dir } = useText()
  const { view } = useProcess()
  const inspector = useInspector()
  const kindOf = (s: State) => {
    const actor = valueOf(s, 'actor', 'description')
    return actor ? t(word('actor_class', actor.class)) : t(word('kind', s.kind))
  }
  const name = (s: State) =>
    pick(
      (valueOf(s, 'actor', 'description') ?? valueOf(s, 'body', 'description'))?.short_name ??
        view.title(s),
    )
  const states = [...new Set(relations.flatMap((r) => [r.subject, r.object]))]
  const graph = fold(
    {
      nodes: states.map((s) => ({ id: s.id, label: name(s), group: kindOf(s) })),
      edges: relations.map((r) => ({
        id: r.link.id,
        from: r.subject.id,
        to: r.object.id,
        label: t(word('actor_relation', r.relation)),
      })),
    },
    { labelOf: (kind, count) => t('actors.folded', { kind, count }) },
  )
  const look = (id: string): NodeLook => {
    const state = view.get(id)
    if (!state) return { detail: '', label: graph.nodes.find((n) => n.id === id)?.label ?? '' }
    const side = sideOf(state)
    const count = relations.filter((r) => r.subject === state || r.object === state).length
    return {
      ...(side ? { bar: `var(--party-${side.toLowerCase()})` } : {}),
      detail: side ? `${kindOf(state)} ${side}` : kindOf(state),
      label: t('actors.node_label', { name: pick(view.title(state)), kind: kindOf(state), count }),
    }
  }
  return (
    <GraphView
      graph={graph}
      direction={dir}
      label={t('actors.graph_label', { nodes: graph.nodes.length, edges: graph.edges.length })}
      look={look}
      onOpen={(id) => {
        if (view.get(id)?.kind === 'actor') go(paths.actor(id))
        else inspector.open(id)
      }}
    />
  )
}
