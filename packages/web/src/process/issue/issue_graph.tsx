// The graph of issues: the whole process, or what lies within two links of one issue. Gives words,
// marks and the way to a page; the drawing itself is graph_view.tsx.
import type { ReactNode } from 'react'
import { go } from '../../design/index.ts'
import { useText, word } from '../../messages/index.ts'
import { paths } from '../../paths.ts'
import { useProcess } from '../data.ts'
import layout from '../records/layout.module.css'
import { Soft } from '../records/pieces.tsx'
import { type State, valueOf } from '../view.ts'
import { fold, neighbourhood } from './graph.ts'
import { GraphView, type NodeLook } from './graph_view.tsx'
import { graphOf, linksAt, trackOf } from './selection.ts'

/** From this many direct links on, the links of the links would only blur the picture. */
const MANY_LINKS = 6

export function IssueGraph({ focus }: { focus?: State }): ReactNode {
  const { t, pick, dir } = useText()
  const { view } = useProcess()
  const trackName = (id: string) => {
    const family = valueOf(view.get(id), 'track', 'description')?.family
    return family ? t(word('family', family)) : ''
  }
  const whole = graphOf(view, {
    title: (i) => pick(view.title(i)),
    relation: (r) => t(word('issue_relation', r)),
  })
  const near = focus
    ? neighbourhood(whole, focus.id, linksAt(view, focus).length < MANY_LINKS ? 2 : 1)
    : whole
  if (near.edges.length === 0) return <Soft>{t('issue.graph_none_all')}</Soft>
  const graph = fold(near, {
    ...(focus ? { focus: focus.id } : {}),
    labelOf: (group, count) => t('issue.folded', { count, track: trackName(group) }),
  })
  const look = (id: string): NodeLook => {
    const issue = view.get(id)
    if (!issue) return { detail: '', label: graph.nodes.find((n) => n.id === id)?.label ?? '' }
    const family = valueOf(trackOf(view, issue), 'track', 'description')?.family
    const status = valueOf(issue, 'issue', 'status')?.status
    const words = {
      title: pick(view.title(issue)),
      track: family ? t(word('family', family)) : '',
      status: status ? t(word('issue_status', status)) : '—',
      count: linksAt(view, issue).length,
    }
    return {
      ...(family ? { bar: `var(--track-${family})` } : {}),
      detail: `${words.track} · ${words.status}`,
      label: t('issue.node_label', words),
    }
  }
  return (
    <figure style={{ margin: 0 }}>
      <GraphView
        graph={graph}
        direction={dir}
        label={t('issue.graph_label', { nodes: graph.nodes.length, edges: graph.edges.length })}
        look={look}
        onOpen={(id) => {
          if (view.get(id)) go(paths.issue(id))
        }}
        {...(focus ? { current: focus.id } : {})}
      />
      <figcaption className={`${layout['soft']} ${layout['on_desk']}`}>
        {t('issue.graph_hint')} {t('issue.legend')}
      </figcaption>
    </figure>
  )
}
