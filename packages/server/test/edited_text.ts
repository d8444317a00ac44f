// Edits of a text as people make them in a word processor, made to the tree from which the file is set: for
// tests that know what was done. Each is made to a clause of its own and says what it is.
import { draftOf } from '../src/text/documents/draft.ts'
import {
  walk,
  type Language,
  type Slot,
  type TextNode,
  type TextTree,
} from '@sulh/analysis/text/tree'

export type Made = { readonly what: string; readonly ref: string }
type Change = (node: TextNode) => TextNode
const added = { en: 'Amended: ', ar: 'بصيغة معدلة: ' } as const

/** Letters by order, so that no two alternatives of a slot bear the same. */
export function lettered(tree: TextTree): TextTree {
  return each(tree, (node) => ({
    ...node,
    slots: node.slots.map((slot) => ({
      ...slot,
      alternatives: slot.alternatives.map((one, i) => ({ ...one, label: 'abc'[i] ?? 'z' })),
    })),
  }))
}

function each(tree: TextTree, change: Change): TextTree {
  const walked = (node: TextNode): TextNode => {
    const made = change(node)
    return { ...made, children: made.children.map(walked) }
  }
  return { ...tree, nodes: tree.nodes.map(walked) }
}
const at = (tree: TextTree, id: string, change: Change): TextTree =>
  each(tree, (node) => (node.id === id ? change(node) : node))
const without = (tree: TextTree, id: string): TextTree => {
  const kept = (nodes: readonly TextNode[]): TextNode[] =>
    nodes.flatMap((node) => (node.id === id ? [] : [{ ...node, children: kept(node.children) }]))
  return { ...tree, nodes: kept(tree.nodes) }
}
const inSlot = (tree: TextTree, of: readonly [string, string], change: (slot: Slot) => Slot) =>
  at(tree, of[0], (node) => ({
    ...node,
    slots: node.slots.map((slot) => (slot.id === of[1] ? change(slot) : slot)),
  }))

/** Makes edits of these kinds, each to another clause, as far as the text has places for them. */
export function edited(
  tree: TextTree,
  kinds: readonly number[],
  languages: readonly Language[],
): { readonly tree: TextTree; readonly made: readonly Made[] } {
  const made: Made[] = []
  const used = new Set<string>()
  let now = tree
  kinds.forEach((kind, nth) => {
    const edits = places(now, languages, nth).filter(({ ref }) => !used.has(ref))
    const edit = edits[kind % Math.max(edits.length, 1)]
    if (edit === undefined) return
    for (const { node } of walk(now.nodes)) if (edit.touches.includes(node.id)) used.add(node.id)
    now = edit.tree()
    made.push({ what: edit.what, ref: edit.ref })
  })
  return { tree: now, made }
}

type Possible = Made & { readonly touches: readonly string[]; readonly tree: () => TextTree }

function places(tree: TextTree, languages: readonly Language[], nth: number): readonly Possible[] {
  const shown = new Map(
    walk(draftOf(tree, languages).nodes as unknown as readonly TextNode[]).map(({ node }) => [
      node.id,
      node as unknown as ReturnType<typeof draftOf>['nodes'][number],
    ]),
  )
  const nodes = walk(tree.nodes)
  return nodes.flatMap(({ node, parent }): Possible[] => {
    const { id } = node
    if (id.startsWith('fresh')) return []
    const of = (what: string, changed: () => TextTree, touches = [id]): Possible => ({
      what,
      ref: id,
      touches,
      tree: changed,
    })
    const language = languages.find((one) => (node.wording[one] ?? []).length > 0)
    const leaf = node.children.length === 0
    const other = nodes.find((one) => one.node.id !== parent && one.node.id !== id)
    const open = shown.get(id)?.slots[0]
    return [
      ...(language === undefined
        ? []
        : [of('clause_changed', () => at(tree, id, (one) => reworded(one, language)))]),
      of('heading_changed', () =>
        at(tree, id, (one) => ({ ...one, heading: { en: 'Another title', ar: 'عنوان آخر' } })),
      ),
      of('clause_inserted', () => at(tree, id, (one) => withNew(one, nth))),
      of('slot_opened', () => at(tree, id, (one) => bracketed(one, nth))),
      ...(leaf ? [of('clause_withdrawn', () => without(tree, id), [id, parent ?? id])] : []),
      ...(leaf && other !== undefined
        ? [of('clause_moved', () => movedBelow(tree, node, other.node.id), [id, other.node.id])]
        : []),
      ...(open === undefined ? [] : slotEdits(tree, [id, open.id], languages, of)),
    ]
  })
}

function slotEdits(
  tree: TextTree,
  place: readonly [string, string],
  languages: readonly Language[],
  of: (what: string, changed: () => TextTree) => Possible,
): readonly Possible[] {
  const slot = walk(tree.nodes)
    .flatMap(({ node }) => node.slots)
    .find(({ id }) => id === place[1])
  const first = slot?.alternatives.find(
    (one) => (one.status === 'tabled' || one.status === 'proposed') && !one.no_text,
  )
  const change = (changed: Partial<Slot['alternatives'][number]>) => () =>
    inSlot(tree, place, (one) => ({
      ...one,
      alternatives: one.alternatives.map((a) => (a.id === first?.id ? { ...a, ...changed } : a)),
    }))
  const spoken = languages.find((language) => (first?.wording[language] ?? []).length > 0)
  const party = ['p1', 'p2', 'p3'].find((id) => first?.proponents.includes(id) === false)
  return [
    of('alternative_proposed', () =>
      inSlot(tree, place, (one) => ({
        ...one,
        alternatives: [...one.alternatives, newAlternative('z', 'p1')],
      })),
    ),
    ...(first === undefined ? [] : [of('alternative_withdrawn', change({ status: 'withdrawn' }))]),
    ...(first === undefined || spoken === undefined
      ? []
      : [
          of(
            'alternative_changed',
            change({
              wording: {
                ...first.wording,
                [spoken]: [{ text: added[spoken] }, ...(first.wording[spoken] ?? [])],
              },
            }),
          ),
        ]),
    ...(first === undefined || party === undefined || !tree.show_proponents
      ? []
      : [of('party_joined', change({ proponents: [...first.proponents, party] }))]),
  ]
}

function newAlternative(label: string, party: string): Slot['alternatives'][number] {
  return {
    id: `fresh-${label}`,
    label,
    origin: 'party',
    no_text: false,
    wording: { en: [{ text: 'wholly novel terms' }], ar: [{ text: 'شروط جديدة تمامًا' }] },
    stale: [],
    proponents: [party],
    status: 'tabled',
    compartment_id: 'plenary',
  }
}

function reworded(node: TextNode, language: Language): TextNode {
  const content = [{ text: added[language] }, ...(node.wording[language] ?? [])]
  return { ...node, wording: { ...node.wording, [language]: content } }
}

function withNew(node: TextNode, nth: number): TextNode {
  const fresh: TextNode = {
    id: `fresh${nth}`,
    kind: 'paragraph',
    number: '',
    heading: {},
    wording: {
      en: [{ text: `Observers verify every crossing ${nth}` }],
      ar: [{ text: `يتحقق المراقبون من كل معبر ${nth}` }],
    },
    stale: [],
    slots: [],
    stage: 'open',
    agreed_by: [],
    reservations: [],
    mark: 'none',
    weight: 1,
    children: [],
  }
  return { ...node, children: [...node.children, fresh] }
}

function bracketed(node: TextNode, nth: number): TextNode {
  const slot: Slot = {
    id: `fresh${nth}`,
    scope: 'inline',
    class: 'alternatives',
    title: {},
    concerned: [],
    status: 'open',
    reopened: 0,
    opened_at: '2020-10-22T09:00:00Z',
    alternatives: [newAlternative('a', 'p1'), newAlternative('b', 'p2')],
    positions: [],
    reservations: [],
  }
  const put = (language: Language) => [{ slot: slot.id }, ...(node.wording[language] ?? [])]
  return { ...node, slots: [...node.slots, slot], wording: { en: put('en'), ar: put('ar') } }
}

function movedBelow(tree: TextTree, node: TextNode, parent: string): TextTree {
  return at(without(tree, node.id), parent, (one) => ({
    ...one,
    children: [...one.children, node],
  }))
}
