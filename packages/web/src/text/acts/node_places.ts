// The places of a text at which a clause can stand: first of all, after a clause, or first below one,
// each with the parent and the rank that it amounts to.
import { recordAsOf } from '@sulh/analysis/history/asof'
import { walk } from '@sulh/analysis/text/tree'
import { useText } from '../../messages/index.ts'
import { useProcess } from '../../process/data.ts'
import { useOpenText } from '../open_text.ts'
import { rankBetween } from '@sulh/analysis/text/ranks'
import { useClauseName } from '../wording_input.tsx'

export type NodePlace = {
  readonly parent_id: string | undefined
  readonly rank: string
  readonly number?: string
}
const parents = new Set(['chapter', 'article', 'annex', 'paragraph'])

/** `moving`: the clause that is moved, which is no place for itself nor is anything below it. */
export function usePlaces(moving: string | undefined): {
  readonly options: readonly { readonly id: string; readonly label: string }[]
  placeAt(option: string): NodePlace
  placeOf(id: string): NodePlace
} {
  const { t } = useText()
  const { asOf } = useProcess()
  const { tree, nodes, parents: parentOf, records } = useOpenText()
  const nameOf = useClauseName()
  const placeOf = (id: string): NodePlace => {
    const record = records.get(id)
    const lead = record && recordAsOf(record, asOf)?.facets['placement']?.lead
    const number = lead?.value['number']
    return {
      parent_id: parentOf.get(id),
      rank: String(lead?.value['rank'] ?? 'a0'),
      ...(typeof number === 'string' ? { number } : {}),
    }
  }
  const childrenOf = (id: string | undefined) =>
    (id === undefined ? tree.nodes : (nodes.get(id)?.children ?? [])).filter((n) => n.id !== moving)
  const own = new Set(
    moving === undefined
      ? []
      : [...walk([nodes.get(moving)].filter((n) => n !== undefined))].map(({ node }) => node.id),
  )
  const options = [
    { id: 'first', label: t('text.place_first') },
    ...[...walk(tree.nodes)]
      .filter(({ node }) => !own.has(node.id))
      .flatMap(({ node }) => [
        ...(parents.has(node.kind)
          ? [{ id: `below ${node.id}`, label: t('text.place_below', { name: nameOf(node.id) }) }]
          : []),
        { id: `after ${node.id}`, label: t('text.place_after', { name: nameOf(node.id) }) },
      ]),
  ]
  const placeAt = (option: string): NodePlace => {
    const [how, id] = option.split(' ')
    if (how === 'after' && id !== undefined) {
      const parent_id = parentOf.get(id)
      const siblings = childrenOf(parent_id)
      const next = siblings[siblings.findIndex((n) => n.id === id) + 1]
      const rank = rankBetween(placeOf(id).rank, next && placeOf(next.id).rank)
      return { parent_id, rank }
    }
    const parent_id = how === 'below' ? id : undefined
    const first = childrenOf(parent_id)[0]
    return { parent_id, rank: rankBetween(undefined, first && placeOf(first.id).rank) }
  }
  return { options, placeAt, placeOf }
}
