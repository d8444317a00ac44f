// The clean text that a package makes, as a redline against the text as it stands: clause by clause,
// brackets on the one side, the chosen words on the other. Points that lie outside the text follow.
import type { Piece } from '@sulh/analysis/redline/model'
import { comparePassage } from '@sulh/analysis/redline/words'
import {
  standing,
  walk,
  type Content,
  type Slot,
  type TextNode,
  type TextTree,
} from '@sulh/analysis/text/tree'
import { memo, useMemo, type ReactNode } from 'react'
import { Failure, Skeleton } from '../design/index.ts'
import { useText } from '../messages/index.ts'
import { useInstrument } from '../text/data.ts'
import type { DealCase, DealOption } from './case.ts'
import css from './deal.module.css'

type Lang = 'en' | 'ar'

export const TextOfPackage = memo(function TextOfPackage(props: {
  readonly deal: DealCase
  readonly options: readonly number[]
}): ReactNode {
  const { deal, options } = props
  const { t, pick } = useText()
  const instruments = [...new Set(deal.points.flatMap((p) => p.instrument ?? []))]
  const outside = deal.points.flatMap((point, i) =>
    point.slot === undefined ? [{ point, option: point.options[options[i] ?? 0] }] : [],
  )
  return (
    <>
      <p className={css['soft']}>{t('deal.to_text_help')}</p>
      {instruments.map((id) => (
        <InstrumentOfPackage key={id} id={id} {...props} />
      ))}
      {outside.length > 0 ? (
        <>
          <h3>{t('deal.other_tracks')}</h3>
          <ul className={css['list']}>
            {outside.map(({ point, option }) => (
              <li key={point.id}>
                {pick(point.title)}: <b>{pick(option?.title)}</b>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  )
})

export function InstrumentOfPackage(props: {
  readonly id: string
  readonly deal: DealCase
  readonly options: readonly number[]
}): ReactNode {
  const { deal, options, id } = props
  const { t, lang } = useText()
  const { instrument, error } = useInstrument(id)
  const tree = instrument?.tree
  const clauses = useMemo(
    () => (tree ? changedClauses(tree, chosenIn(deal, options), lang) : []),
    [tree, deal, options, lang],
  )
  if (error) return <Failure error={error} />
  if (!tree) return <Skeleton lines={5} />
  if (clauses.length === 0) return <p>{t('deal.text_same')}</p>
  return (
    <>
      {clauses.map(({ node, pieces }) => (
        <div key={node.id} className={css['clause']}>
          <div className={css['clause_head']}>
            {node.number ? t('deal.clause', { number: node.number }) : null}{' '}
            {node.heading[lang] ?? ''}
          </div>
          <p lang={lang}>
            {pieces.map((piece, i) => (
              <PieceWords key={i} piece={piece} />
            ))}
          </p>
        </div>
      ))}
    </>
  )
}

function PieceWords({ piece }: { readonly piece: Piece }): ReactNode {
  const words = 'text' in piece ? piece.text : ''
  switch (piece.change) {
    case 'same':
      return words
    case 'added':
      return <ins>{words}</ins>
    case 'removed':
      return <del>{words}</del>
  }
}

/** The option of each slot that the package settles. */
export function chosenIn(
  deal: DealCase,
  options: readonly number[],
): ReadonlyMap<string, DealOption> {
  return new Map(
    deal.points.flatMap((point, i) => {
      const option = point.options[options[i] ?? 0]
      return point.slot !== undefined && option ? [[point.slot, option] as const] : []
    }),
  )
}

export type ChangedClause = { readonly node: TextNode; readonly pieces: readonly Piece[] }

/** Clauses with slots that the package settles: brackets before, the chosen words after. */
export function changedClauses(
  tree: TextTree,
  chosen: ReadonlyMap<string, DealOption>,
  lang: Lang,
): ChangedClause[] {
  return [...walk(tree.nodes)].flatMap(({ node }): ChangedClause[] => {
    if (!node.slots.some((slot) => slot.status === 'open' && chosen.has(slot.id))) return []
    const words = (of: (slot: Slot) => string): Content => {
      const whole = node.slots.find((slot) => slot.scope === 'whole_node')
      const content = node.wording[lang] ?? (whole ? [{ slot: whole.id }] : [])
      const text = content
        .map((part) => {
          if ('text' in part) return part.text
          const slot = node.slots.find(({ id }) => id === part.slot)
          return slot ? of(slot) : ''
        })
        .join('')
      return text === '' ? [] : [{ text: tidy(text) }]
    }
    const before = words((slot) => bracketed(slot, lang))
    const after = words((slot) => {
      const option = chosen.get(slot.id)
      return option && slot.status === 'open' ? wordsOf(slot, option, lang) : bracketed(slot, lang)
    })
    const pieces = comparePassage(before, after)?.pieces ?? []
    return pieces.some((piece) => piece.change !== 'same') ? [{ node, pieces }] : []
  })
}

function bracketed(slot: Slot, lang: Lang): string {
  const all = standing(slot).map((a) => flat(a.wording[lang]) || '—')
  return slot.status === 'closed' ? all.join('') : `[${all.join(' / ')}]`
}

function wordsOf(slot: Slot, option: DealOption, lang: Lang): string {
  if (option.wording) return option.wording[lang]
  return flat(slot.alternatives.find((a) => a.id === option.alternative)?.wording[lang])
}

function flat(content: Content | undefined): string {
  return (content ?? []).map((part) => ('text' in part ? part.text : '')).join('')
}

/** Where “no text” is chosen the words on both sides close up. */
function tidy(text: string): string {
  return text
    .replaceAll(/ {2,}/g, ' ')
    .replaceAll(/ ([,.;،؛])/g, '$1')
    .trim()
}
