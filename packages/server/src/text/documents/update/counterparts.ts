// Finds the nodes, slots and alternatives of a text again in a file that people edited: by bookmark and
// letter, else by number and likeness (D23). It compares nothing.
import type { Slot } from '@sulh/analysis/text/tree'
import type { DraftAlternative, DraftNode, DraftSlot } from '../draft.ts'
import { bestPairs, likeness, wordsIn } from './likeness.ts'

/** A node of the file with its place: references are ids of the text, or names of new nodes. */
export type Placed = {
  readonly ref: string
  readonly draft: DraftNode
  /** The node of the text that it is. */
  readonly was: DraftNode | undefined
  readonly parent: string | undefined
  /** Earlier siblings, the nearest first. */
  readonly before: readonly string[]
}

export function flat(nodes: readonly DraftNode[]): readonly DraftNode[] {
  return nodes.flatMap((node) => [node, ...flat(node.children)])
}

/** All nodes of the file in reading order. */
export function placed(file: readonly DraftNode[], base: readonly DraftNode[]): readonly Placed[] {
  const was = foundAgain(flat(file), flat(base))
  const all: Placed[] = []
  let fresh = 0
  const walk = (nodes: readonly DraftNode[], parent: string | undefined): void => {
    const before: string[] = []
    for (const draft of nodes) {
      const known = was.get(draft)
      const ref = known?.id ?? `new-${++fresh}`
      all.push({ ref, draft, was: known, parent, before: before.toReversed() })
      before.push(ref)
      walk(draft.children, ref)
    }
  }
  walk(file, undefined)
  return all
}

function foundAgain(
  file: readonly DraftNode[],
  base: readonly DraftNode[],
): ReadonlyMap<DraftNode, DraftNode> {
  const found = new Map<DraftNode, DraftNode>()
  const left = new Map(base.map((node) => [node.id ?? '', node]))
  for (const draft of file) {
    const known = draft.id === undefined ? undefined : left.get(draft.id)
    if (known === undefined) continue
    found.set(draft, known)
    left.delete(draft.id ?? '')
  }
  const strays = file.filter((draft) => !found.has(draft))
  const lost = [...left.values()]
  const words = new Map([...strays, ...lost].map((draft) => [draft, nodeWords(draft)]))
  for (const [i, j] of bestPairs(strays.length, lost.length, (row, column) => {
    const [one, other] = [strays[row], lost[column]]
    if (one === undefined || other === undefined || one.kind !== other.kind) return 0
    const alike = likeness(words.get(one) ?? [], words.get(other) ?? [])
    const numbered = one.number !== '' && one.number === other.number
    return alike >= 0.6 || (numbered && alike >= 0.3) ? alike + (numbered ? 1 : 0) : 0
  })) {
    const [one, other] = [strays[i], lost[j]]
    if (one !== undefined && other !== undefined) found.set(one, other)
  }
  return found
}

function nodeWords({ heading, wording, slots }: DraftNode): readonly string[] {
  const { en, ar } = heading
  return [
    ...wordsIn(wording, { en: [{ text: en ?? '' }], ar: [{ text: ar ?? '' }] }),
    ...slots.flatMap(({ alternatives }) => alternatives.flatMap((one) => wordsIn(one.wording))),
  ]
}

/** Names of the file's slots that are slots of the text: by name, else by their alternatives. */
export function slotsFound(
  file: readonly DraftSlot[],
  base: readonly DraftSlot[],
): ReadonlyMap<string, string> {
  const known = new Map(base.map((slot) => [slot.id, slot]))
  const found = new Map<string, string>()
  for (const { id } of file) if (known.delete(id)) found.set(id, id)
  const strays = file.filter(({ id }) => !found.has(id))
  const lost = [...known.values()]
  const all = ({ alternatives }: DraftSlot) => alternatives.flatMap((one) => wordsIn(one.wording))
  for (const [i, j] of bestPairs(strays.length, lost.length, (row, column) => {
    const [one, other] = [strays[row], lost[column]]
    const alike = one && other ? likeness(all(one), all(other)) : 0
    return alike >= 0.6 ? alike : 0
  })) {
    const [one, other] = [strays[i], lost[j]]
    if (one !== undefined && other !== undefined) found.set(one.id, other.id)
  }
  return found
}

export type Standing = { readonly id: string; readonly draft: DraftAlternative }

/** The alternatives of the text that those of the file are. */
export function alternativesFound(
  file: readonly DraftAlternative[],
  base: readonly Standing[],
): ReadonlyMap<DraftAlternative, Standing> {
  const words = new Map(
    [...file, ...base.map(({ draft }) => draft)].map((one) => [one, wordsIn(one.wording)]),
  )
  const found = new Map<DraftAlternative, Standing>()
  for (const [i, j] of bestPairs(file.length, base.length, (row, column) => {
    const [one, other] = [file[row], base[column]]
    if (one === undefined || other === undefined || one.no_text !== other.draft.no_text) return 0
    const alike = likeness(words.get(one) ?? [], words.get(other.draft) ?? [])
    const lettered = one.label === other.draft.label
    const same = one.proponents.some((id) => other.draft.proponents.includes(id))
    // Under a known letter other words of nobody it stood for are another alternative.
    if (lettered) return same || other.draft.proponents.length === 0 || alike >= 0.3 ? 1 + alike : 0
    return alike >= 0.6 ? alike : 0
  })) {
    const [one, other] = [file[i], base[j]]
    if (one !== undefined && other !== undefined) found.set(one, other)
  }
  return found
}

/** The alternatives of a slot as its document shows them, with their ids. */
export function standingOf(slot: Slot, shown: DraftSlot): readonly Standing[] {
  const ids = slot.alternatives.filter(
    (one) => one.status === 'tabled' || one.status === 'proposed',
  )
  return shown.alternatives.flatMap((draft, i) => {
    const id = ids[i]?.id
    return id === undefined ? [] : [{ id, draft }]
  })
}
