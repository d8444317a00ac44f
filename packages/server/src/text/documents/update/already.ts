// What of a file's edits the text has already, because somebody else did the same or the file comes a
// second time (D27). Pure.
import type { Content, TextTree } from '@sulh/analysis/text/tree'
import { draftOf, type DraftNode, type DraftSlot } from '../draft.ts'
import { flat, standingOf, type Placed } from './counterparts.ts'
import type { Edit, Exported } from './edits.ts'

export class Already {
  private readonly shown: readonly DraftNode[]
  private readonly now: ReadonlyMap<string, DraftNode>
  private readonly parents = new Map<string, string | undefined>()
  private readonly since: DraftNode[]
  private readonly files: ReadonlyMap<string, Placed>
  /** New clauses of the file that the text has by now. */
  private readonly known = new Map<string, string>()

  constructor(tree: TextTree, base: Exported, places: readonly Placed[]) {
    this.shown = draftOf(tree, base.languages).nodes
    this.now = new Map(flat(this.shown).map((node) => [node.id ?? '', node]))
    const before = new Set(flat(draftOf(base.tree, base.languages).nodes).map(({ id }) => id))
    this.since = flat(this.shown).filter(({ id }) => !before.has(id))
    this.files = new Map(places.map((place) => [place.ref, place]))
    const note = (nodes: readonly DraftNode[], parent: string | undefined): void => {
      for (const node of nodes) {
        this.parents.set(node.id ?? '', parent)
        note(node.children, node.id)
      }
    }
    note(this.shown, undefined)
  }

  /** The nodes as they stand now, with what the tree shows of their slots. */
  node(ref: string): DraftNode | undefined {
    return this.now.get(ref)
  }

  has(edit: Edit, tree: TextTree): boolean {
    const now = this.now.get(edit.ref)
    const file = this.files.get(edit.ref)
    if (edit.what === 'clause_withdrawn') return now === undefined
    if (edit.what === 'clause_inserted') return this.takesInserted(edit.ref, edit.node)
    if (now === undefined || file === undefined) return false
    if (edit.what === 'clause_moved') return this.isThere(file)
    if (edit.what === 'clause_numbered') return now.number === edit.number
    if (shape({ ...file.draft, number: '' }) === shape({ ...now, number: '' })) return true
    return this.hasAlternative(edit, now, tree)
  }

  private takesInserted(ref: string, draft: DraftNode): boolean {
    const wanted = shape({ ...draft, number: '' })
    const at = this.since.findIndex((node) => shape({ ...node, number: '' }) === wanted)
    if (at < 0) return false
    // Two alike in the file need two in the text.
    const [taken] = this.since.splice(at, 1)
    if (taken?.id !== undefined) this.known.set(ref, taken.id)
    return true
  }

  private isThere({ ref, parent: above, before: earlier }: Placed): boolean {
    const now = (one: string | undefined) => (one && this.known.get(one)) ?? one
    const [parent, before] = [now(above), now(earlier[0])]
    if (this.parents.get(ref) !== parent) return false
    const siblings = parent === undefined ? this.shown : (this.now.get(parent)?.children ?? [])
    const at = siblings.findIndex(({ id }) => id === ref)
    return siblings[at - 1]?.id === before
  }

  private hasAlternative(edit: Edit, now: DraftNode, tree: TextTree): boolean {
    if (edit.what === 'alternative_proposed') {
      const slot = now.slots.find(({ id }) => id === edit.slot)
      const wanted = alternativeShape(edit.draft)
      return slot?.alternatives.some((one) => alternativeShape(one) === wanted) === true
    }
    if (!('was' in edit)) return false
    const standing = now.slots.flatMap((shown) => standingIn(tree, edit.ref, shown))
    const found = standing.find(({ id }) => id === edit.alternative)
    switch (edit.what) {
      case 'alternative_withdrawn':
        return found === undefined
      case 'alternative_changed': {
        const is = { ...found?.draft.wording, ...edit.words }
        return found !== undefined && said(is) === said(found.draft.wording)
      }
      case 'party_joined':
        return found?.draft.proponents.includes(edit.party) === true
      case 'party_left':
        return found !== undefined && !found.draft.proponents.includes(edit.party)
    }
  }
}

function standingIn(tree: TextTree, ref: string, shown: DraftSlot) {
  const find = (nodes: TextTree['nodes']): TextTree['nodes'][number] | undefined => {
    for (const node of nodes) {
      const found = node.id === ref ? node : find(node.children)
      if (found !== undefined) return found
    }
    return undefined
  }
  const slot = find(tree.nodes)?.slots.find(({ id }) => id === shown.id)
  return slot === undefined ? [] : standingOf(slot, shown)
}

/** What a clause says, whatever its slots are called and its alternatives are lettered. */
function shape(node: DraftNode): string {
  const { kind, heading, wording, slots } = node
  return JSON.stringify([
    kind,
    [heading.en ?? '', heading.ar ?? ''],
    said(wording),
    slots.map(({ scope, alternatives }) => [scope, alternatives.map(alternativeShape)]),
  ])
}
function alternativeShape(one: DraftSlot['alternatives'][number]): string {
  return JSON.stringify([one.no_text, one.proponents.toSorted(), said(one.wording)])
}
function said(wording: Partial<Record<'en' | 'ar', Content>>): string {
  const of = (content: Content | undefined) =>
    (content ?? []).map((one) => ('text' in one ? one.text : '[…]')).join('')
  return JSON.stringify([of(wording.en), of(wording.ar)])
}
