// The text that a screen has open: its tree as of the cursor, where its parts are found, whether acts
// can be done on what is shown, and how the screen says what was done.
import type { Alternative, Slot, TextNode, TextTree } from '@sulh/analysis/text/tree'
import { walk } from '@sulh/analysis/text/tree'
import type { ProcessRecord } from '@sulh/contract/process'
import { createContext, useContext } from 'react'
import type { Instrument } from './data.ts'

/** What was done, in a sentence; `undo` where the model can take it back. */
export type Done = { readonly sentence: string; readonly undo?: () => Promise<unknown> }

export type OpenText = {
  readonly instrument: Instrument
  readonly tree: TextTree
  /** The compartment of the text: its plenary. */
  readonly home: string
  readonly nodes: ReadonlyMap<string, TextNode>
  readonly parents: ReadonlyMap<string, string | undefined>
  readonly slots: ReadonlyMap<string, Slot>
  readonly nodeOfSlot: ReadonlyMap<string, TextNode>
  readonly alternatives: ReadonlyMap<string, { readonly slot: Slot; readonly of: Alternative }>
  readonly records: ReadonlyMap<string, ProcessRecord>
  /** The page shows the text of today: acts are done on that one alone. */
  readonly isToday: boolean
  choose(id: string | undefined): void
  say(done: Done | undefined): void
}

export function indexOf(tree: TextTree, records: readonly ProcessRecord[]) {
  const nodes = new Map<string, TextNode>()
  const parents = new Map<string, string | undefined>()
  const slots = new Map<string, Slot>()
  const nodeOfSlot = new Map<string, TextNode>()
  const alternatives = new Map<string, { slot: Slot; of: Alternative }>()
  for (const { node, parent } of walk(tree.nodes)) {
    nodes.set(node.id, node)
    parents.set(node.id, parent)
    for (const slot of node.slots) {
      slots.set(slot.id, slot)
      nodeOfSlot.set(slot.id, node)
      for (const of of slot.alternatives) alternatives.set(of.id, { slot, of })
    }
  }
  const byId = new Map(records.map((r) => [r.id, r]))
  return { nodes, parents, slots, nodeOfSlot, alternatives, records: byId }
}

export const OpenTextContext = createContext<OpenText | undefined>(undefined)
export function useOpenText(): OpenText {
  const open = useContext(OpenTextContext)
  if (!open) throw new Error('stands inside the screen of a text only')
  return open
}
