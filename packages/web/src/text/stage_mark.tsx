// How far a clause is agreed: a colour as negotiators know it (white, yellow, green) and always the
// words; for a whole text the shares as a bar that says its numbers.
import { stageLabels } from '@sulh/analysis/text/labels'
import { stages, walk, type Stage, type TextNode, type TextTree } from '@sulh/analysis/text/tree'
import type { ReactNode } from 'react'
import { useText } from '../messages/index.ts'
import css from './text.module.css'

export function StageChip({ stage }: { readonly stage: Stage }): ReactNode {
  const { lang } = useText()
  return (
    <span className={css['stage']} data-stage={stage}>
      {stageLabels[stage][lang]}
    </span>
  )
}

/** Nodes that hold words: what stages and counts are about; a chapter's heading is not one. */
export function clausesOf(tree: TextTree): TextNode[] {
  return [...walk(tree.nodes)]
    .map(({ node }) => node)
    .filter((node) => node.wording.en !== undefined || node.wording.ar !== undefined)
}

/** Shares of the stages, in the order of the way to agreement; the legend is its text. */
export function StageBar({ tree }: { readonly tree: TextTree }): ReactNode {
  const { lang, number } = useText()
  const clauses = clausesOf(tree)
  const counts = stages
    .map((stage) => ({ stage, count: clauses.filter((n) => n.stage === stage).length }))
    .filter(({ count }) => count > 0)
  return (
    <span className={css['bar']}>
      <span className={css['bar_line']} aria-hidden>
        {counts.map(({ stage, count }) => (
          <span key={stage} data-stage={stage} style={{ flexGrow: count }} />
        ))}
      </span>
      <span className={css['bar_words']}>
        {counts.map(({ stage, count }) => (
          <span key={stage}>
            {number(count)} {stageLabels[stage][lang]}
          </span>
        ))}
      </span>
    </span>
  )
}
