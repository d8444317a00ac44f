// The text at a glance: chapters and articles with their stage and open brackets, each a way to its
// clause. On a narrow page it folds away.
import { kindLabels, stageLabels, titleText } from '@sulh/analysis/text/labels'
import { numberIn } from '@sulh/analysis/text/numbers'
import { walk, type TextNode, type TextTree } from '@sulh/analysis/text/tree'
import type { ReactNode } from 'react'
import { useText } from '../messages/index.ts'
import css from './text.module.css'

const shown = new Set(['preamble', 'chapter', 'article', 'annex'])

export function Outline(props: {
  readonly tree: TextTree
  readonly onGo: (id: string) => void
}): ReactNode {
  const { t } = useText()
  const rows = [...walk(props.tree.nodes)]
    .map(({ node }) => node)
    .filter((node) => shown.has(node.kind))
  return (
    <nav className={css['outline']} aria-label={t('text.outline')}>
      <ol>
        {rows.map((node) => (
          <Line key={node.id} node={node} onGo={props.onGo} />
        ))}
      </ol>
    </nav>
  )
}

function openIn(node: TextNode): number {
  const below = [...walk([node])].flatMap((at) => at.node.slots)
  return below.filter((s) => s.status === 'open').length
}

function Line(props: { readonly node: TextNode; readonly onGo: (id: string) => void }): ReactNode {
  const { node } = props
  const { t, lang, number } = useText()
  const heading = titleText(node.heading, lang)
  const name = `${numberIn(node.number, lang)} ${heading || kindLabels[node.kind][lang]}`.trim()
  const written = node.wording.en !== undefined || node.wording.ar !== undefined
  const open = openIn(node)
  return (
    <li>
      <a
        className={css['outline_row']}
        href={`#node-${node.id}`}
        data-chapter={node.kind === 'chapter' || undefined}
        onClick={(event) => {
          event.preventDefault()
          props.onGo(node.id)
        }}
      >
        {written ? (
          <span
            className={css['dot']}
            data-stage={node.stage}
            title={stageLabels[node.stage][lang]}
          >
            <span className="visually-hidden">{stageLabels[node.stage][lang]}</span>
          </span>
        ) : (
          <span />
        )}
        <span>{name}</span>
        {open > 0 ? (
          <span className={css['count']} title={t('text.open_here', { open })}>
            <span aria-hidden>[{number(open)}]</span>
            <span className="visually-hidden">{t('text.open_here', { open })}</span>
          </span>
        ) : (
          <span />
        )}
      </a>
    </li>
  )
}
