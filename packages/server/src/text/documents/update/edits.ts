// What an edited file would change in the text that it was exported from, as a list of edits (D24, D25).
// A pure function of the two; whether an edit may be done is asked of the acts.
import { longestIncreasing } from '@sulh/analysis/redline/places'
import { stageLabels } from '@sulh/analysis/text/labels'
import { walk, type TextNode, type TextTree } from '@sulh/analysis/text/tree'
import { draftOf, type DraftAlternative, type DraftNode, type DraftSlot } from '../draft.ts'
import { isAnotherNumber } from '../draft_numbers.ts'
import type { NotUnderstood } from '../not_understood.ts'
import type { ReadText } from '../read_docx.ts'
import { flat, placed, type Placed } from './counterparts.ts'
import { clauseEdits, type Words } from './clause_edits.ts'
import { countedNumbers } from './counted.ts'

/** A clause that the text has, or one that the file brings. */
export type Where = { readonly ref: string; readonly node: DraftNode }
/** The clause of the file behind which another stands, or the one that it begins. */
export type Beside = { readonly node: DraftNode; readonly below: boolean }
export type Edit = Where &
  (
    | {
        readonly what: 'clause_inserted'
        /** The new clause and the new ones below it, in reading order. */
        readonly nodes: readonly (Placed & { readonly number: string | undefined })[]
        readonly beside: Beside | undefined
      }
    | {
        readonly what: 'clause_moved'
        readonly place: Placed
        readonly beside: Beside | undefined
        readonly needs?: string
      }
    | { readonly what: 'clause_numbered'; readonly number: string }
    | { readonly what: 'clause_withdrawn'; readonly without: readonly string[] }
    | { readonly what: 'heading_changed'; readonly heading: DraftNode['heading'] }
    | {
        readonly what: 'clause_changed'
        readonly words: Words
        /** As the page has them: with the words on which brackets were closed. */
        readonly shown: Words
        readonly fault?: 'taken_out' | 'closed_words'
      }
    | {
        readonly what: 'slot_opened'
        readonly words: Words
        readonly shown: Words
        /** The new slots of these words, and all slots of the file's clause. */
        readonly opens: readonly string[]
        readonly slots: readonly DraftSlot[]
        readonly alternative?: string
      }
    | {
        readonly what: 'alternative_proposed'
        readonly slot: string
        readonly draft: DraftAlternative
        readonly nth: number
        readonly slots: readonly DraftSlot[]
      }
    | {
        readonly what: 'alternative_changed'
        readonly alternative: string
        readonly words: Words
        readonly shown: Words
        readonly was: DraftAlternative
        readonly fault?: 'taken_out' | 'closed_words'
      }
    | {
        readonly what: 'alternative_withdrawn'
        readonly alternative: string
        readonly was: DraftAlternative
      }
    | {
        readonly what: 'party_joined' | 'party_left'
        readonly alternative: string
        readonly party: string
        readonly was: DraftAlternative
      }
  )
export type Compared = {
  readonly edits: readonly Edit[]
  readonly told: readonly NotUnderstood[]
  readonly places: readonly Placed[]
}
export type Exported = {
  readonly tree: TextTree
  readonly languages: readonly ('en' | 'ar')[]
  /** Numbers of their own, which are not counted, by node. */
  readonly own_numbers: ReadonlyMap<string, string>
}

export function editsOf(base: Exported, file: ReadText['draft']): Compared {
  const shown = draftOf(base.tree, base.languages)
  const nodes = new Map(walk(base.tree.nodes).map(({ node }) => [node.id, node]))
  const places = placed(file.nodes, shown.nodes)
  const told: NotUnderstood[] = []
  for (const language of base.languages) {
    const [was = '', is = ''] = [shown.title[language], file.title[language]]
    if (was.trim() !== is.trim()) told.push({ what: 'title_changed', where: 'title', text: is })
  }
  const fresh = insertions(places, base)
  const moved = movedPlaces(places, shown.nodes)
  const numbers = countedNumbers(places, base.own_numbers)
  const edits: Edit[] = []
  for (const place of places) {
    const { ref, draft, was } = place
    const inserted = fresh.get(ref)
    if (inserted !== undefined)
      edits.push({
        ref,
        node: draft,
        what: 'clause_inserted',
        nodes: inserted,
        beside: besideOf(place, places),
      })
    if (was === undefined) continue
    const at = { ref, node: was }
    if (moved.has(ref)) {
      const needs = rootOf(place.parent, places)
      const beside = besideOf(place, places)
      const move = { ...at, what: 'clause_moved', place, beside } as const
      edits.push(needs === undefined ? move : { ...move, needs })
    }
    if (
      isAnotherNumber(draft.number, was.number) &&
      isAnotherNumber(draft.number, numbers.get(ref))
    )
      edits.push({ ...at, what: 'clause_numbered', number: draft.number })
    const node = nodes.get(ref)
    if (node === undefined) continue
    told.push(...otherwise(node, draft))
    const clause = clauseEdits({ node, was, draft, base })
    edits.push(...clause.edits.map((edit) => ({ ...at, ...edit })))
    told.push(...clause.told)
  }
  return { edits: [...edits, ...withdrawals(places, shown.nodes)], told, places }
}

function besideOf({ before, parent }: Placed, places: readonly Placed[]): Beside | undefined {
  const [ref = parent] = before
  const found = places.find((one) => one.ref === ref)
  return found && { node: found.draft, below: before.length === 0 }
}

/** A stage and a kind are not changed by a document (D25). */
function otherwise(node: TextNode, draft: DraftNode): NotUnderstood[] {
  const where = `${node.kind} ${node.number}`.trim()
  return [
    ...(draft.stage !== undefined && draft.stage !== node.stage
      ? [{ what: 'stage_changed' as const, where, text: stageLabels[draft.stage].en }]
      : []),
    ...(draft.kind === node.kind
      ? []
      : [{ what: 'kind_changed' as const, where, text: draft.kind }]),
  ]
}

/** New clauses by the topmost of them. */
function insertions(places: readonly Placed[], base: Exported) {
  const numbers = countedNumbers(places, base.own_numbers)
  const groups = new Map<string, (Placed & { readonly number: string | undefined })[]>()
  for (const place of places) {
    if (place.was !== undefined) continue
    const { ref, draft } = place
    const own = draft.number !== '' && isAnotherNumber(draft.number, numbers.get(ref))
    const one = { ...place, number: own ? draft.number : undefined }
    const root = rootOf(ref, places) ?? ref
    groups.set(root, [...(groups.get(root) ?? []), one])
  }
  return groups
}

/** The topmost new clause that this place is of; undefined where it is of none. */
function rootOf(ref: string | undefined, places: readonly Placed[]): string | undefined {
  const place = places.find((one) => one.ref === ref)
  if (place === undefined || place.was !== undefined) return undefined
  return rootOf(place.parent, places) ?? place.ref
}

/** Clauses below another parent, or out of the longest run that kept its order. */
function movedPlaces(places: readonly Placed[], base: readonly DraftNode[]): ReadonlySet<string> {
  const old = new Map<string, { readonly parent: string | undefined; readonly at: number }>()
  const note = (nodes: readonly DraftNode[], parent: string | undefined): void =>
    nodes.forEach((node, at) => {
      old.set(node.id ?? '', { parent, at })
      note(node.children, node.id)
    })
  note(base, undefined)
  const known = places.filter(({ was }) => was !== undefined)
  const moved = new Set<string>()
  for (const [parent, siblings] of Map.groupBy(known, (place) => place.parent)) {
    const stayed = siblings.filter(({ ref }) => old.get(ref)?.parent === parent)
    const order = longestIncreasing(stayed.map(({ ref }) => old.get(ref)?.at ?? 0))
    const kept = new Set(order.map((i) => stayed[i]?.ref))
    for (const { ref } of siblings) if (!kept.has(ref)) moved.add(ref)
  }
  return moved
}

function withdrawals(places: readonly Placed[], base: readonly DraftNode[]): Edit[] {
  const there = new Set(places.map(({ ref }) => ref))
  const gone = (nodes: readonly DraftNode[]): Edit[] =>
    nodes.flatMap((node): Edit[] => {
      const ref = node.id ?? ''
      if (there.has(ref)) return gone(node.children)
      const without = flat(node.children).flatMap(({ id }) =>
        id !== undefined && there.has(id) ? [id] : [],
      )
      return [{ what: 'clause_withdrawn', ref, node, without }]
    })
  return gone(base)
}
