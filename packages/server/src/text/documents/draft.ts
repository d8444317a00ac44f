// What a document carries of a text: words, brackets, numbers and stages, without positions, instants
// and compartments. A DOCX is read into it, and a tree can be seen as it, so that the two compare.
import {
  languages,
  type Content,
  type Alternative,
  type Inline,
  type Language,
  type NodeKind,
  type Slot,
  type Stage,
  type TextNode,
  type TextTree,
  type Title,
  type Wording,
} from '@sulh/analysis/text/tree'
import { standing } from '@sulh/analysis/text/tree'

export type DraftAlternative = {
  /** As written; a, b, c … by place where the document has none. */
  readonly label: string
  /** Party ids; names as written where the reader was given no parties. */
  readonly proponents: readonly string[]
  readonly no_text: boolean
  readonly wording: Wording
}
export type DraftSlot = {
  readonly id: string
  readonly scope: Slot['scope']
  readonly class: Slot['class']
  readonly alternatives: readonly DraftAlternative[]
}
export type DraftNode = {
  /** Where the document bears the bookmark of a node that exists. */
  readonly id?: string
  readonly kind: NodeKind
  readonly number: string
  readonly heading: Title
  readonly wording: Wording
  readonly slots: readonly DraftSlot[]
  readonly stage?: Stage
  readonly children: readonly DraftNode[]
}
export type TextDraft = { readonly title: Title; readonly nodes: readonly DraftNode[] }

/** D12: a slot's class as it follows from what stands. */
export function classOf(alternatives: number): Slot['class'] {
  return alternatives === 0 ? 'placeholder' : alternatives === 1 ? 'optional' : 'alternatives'
}

/** The tree as a document of these languages carries it. */
export function draftOf(tree: TextTree, of: readonly Language[] = languages): TextDraft {
  // Slots are met in one order, whichever language stands first on the page.
  const wanted = languages.filter((language) => of.includes(language))
  const node = (whole: TextNode): DraftNode => {
    const view = new NodeView(whole, tree.show_proponents)
    const faces = wanted.map((language) => [language, view.face(language)] as const)
    return {
      id: whole.id,
      kind: whole.kind,
      number: whole.number,
      heading: titleIn(whole.heading, wanted),
      wording: present(faces),
      slots: view.slots(wanted),
      stage: whole.stage,
      children: whole.children.map(node),
    }
  }
  return { title: titleIn(tree.title, wanted), nodes: tree.nodes.map(node) }
}

function titleIn(title: Title, wanted: readonly Language[]): Title {
  return Object.fromEntries(
    wanted.flatMap((language) => (title[language] ? [[language, title[language]]] : [])),
  )
}

function present(faces: readonly (readonly [Language, Content])[]): Wording {
  return Object.fromEntries(faces.filter(([, content]) => content.length > 0))
}

/** A part of what is shown; `stored` is absent where the wording has no place for it. */
export type ShownPart = { readonly stored?: Inline; readonly shown: Content }

export class NodeView {
  private readonly node: TextNode
  private readonly names: boolean
  private readonly byId: ReadonlyMap<string, Slot>
  /** Slots in the order in which a reader meets them, with whether they stand below the words. */
  private readonly met = new Map<string, boolean>()
  private readonly wordings = new Map<string, Partial<Record<Language, Content>>>()
  /** Slots whose place is in an alternative and not in the words of the node. */
  private readonly nested: ReadonlySet<string>

  constructor(node: TextNode, names: boolean) {
    this.node = node
    this.names = names
    this.byId = new Map(node.slots.map((slot) => [slot.id, slot]))
    this.nested = new Set(
      node.slots.flatMap(({ alternatives }) =>
        alternatives.flatMap(({ wording }) => languages.flatMap((l) => slotsOf(wording[l] ?? []))),
      ),
    )
  }

  face(language: Language): Content {
    return joined(this.parts(language).flatMap(({ shown }) => shown))
  }

  /** What a reader sees of a language, each part with what of the stored wording it renders. */
  parts(language: Language): readonly ShownPart[] {
    const own = this.node.wording[language]
    const placed = new Set<string>()
    const isWhole = (id: string): boolean => this.byId.get(id)?.scope === 'whole_node'
    const parts: ShownPart[] = (own ?? []).map((inline) =>
      'slot' in inline && isWhole(inline.slot)
        ? { stored: inline, shown: [] }
        : { stored: inline, shown: joined(this.shown([inline], language, placed, [])) },
    )
    for (const whole of [false, true])
      for (const slot of this.node.slots) {
        if (isWhole(slot.id) !== whole || placed.has(slot.id)) continue
        const speaks = slot.alternatives.some(({ wording }) => wording[language] !== undefined)
        if (own === undefined && !speaks) continue
        const shown = joined(this.shown([{ slot: slot.id }], language, placed, [], whole))
        const place = this.nested.has(slot.id) ? {} : { stored: { slot: slot.id } }
        if (!whole) parts.push({ ...place, shown })
        // The words on which an option was closed are a paragraph of their own.
        else if (slot.status === 'closed' && shown.length > 0) {
          const above = parts.some((part) => part.shown.length > 0)
          parts.push({ shown: [...(above ? [{ text: '\n' }] : []), ...shown] })
        }
      }
    return parts
  }

  /** Slots of the node's own words, whether they stand in them or below. */
  ownSlots(): readonly string[] {
    return this.node.slots.flatMap(({ id }) => (this.nested.has(id) ? [] : [id]))
  }

  /** The same of one alternative. */
  alternativeParts({ wording }: Alternative, slot: string, language: Language) {
    return (wording[language] ?? []).map((inline): ShownPart => ({
      stored: inline,
      shown: joined(this.shown([inline], language, new Set(), [slot])),
    }))
  }

  private shown(
    content: Content,
    language: Language,
    placed: Set<string>,
    within: readonly string[],
    whole = false,
  ): readonly Inline[] {
    return content.flatMap((inline): readonly Inline[] => {
      if ('text' in inline) return [inline]
      const slot = this.byId.get(inline.slot)
      if (slot === undefined || within.includes(slot.id)) return []
      placed.add(slot.id)
      const inner = [...within, slot.id]
      const open = slot.status === 'open'
      if (open) this.met.set(slot.id, (this.met.get(slot.id) ?? false) || whole)
      const all = standing(slot).map((alternative) => {
        const text = alternative.no_text ? [] : alternative.wording[language]
        const words = joined(this.shown(text ?? [], language, placed, inner))
        const known = this.wordings.get(alternative.id) ?? {}
        if (words.length > 0) known[language] = words
        this.wordings.set(alternative.id, known)
        return words
      })
      return open ? [inline] : all.flat()
    })
  }

  slots(wanted: readonly Language[]): readonly DraftSlot[] {
    return [...this.met].flatMap(([id, whole]) => {
      const slot = this.byId.get(id)
      if (slot === undefined) return []
      const alternatives = standing(slot).map(({ id: name, label, proponents, no_text }) => ({
        label,
        proponents: this.names ? proponents : [],
        no_text,
        wording: present(
          wanted.flatMap((language) => {
            const words = this.wordings.get(name)?.[language]
            return words === undefined ? [] : [[language, words] as const]
          }),
        ),
      }))
      const scope = whole ? 'whole_node' : 'inline'
      return [{ id, scope, class: classOf(alternatives.length), alternatives } satisfies DraftSlot]
    })
  }
}

export function slotsOf(content: Content): readonly string[] {
  return content.flatMap((inline) => ('slot' in inline ? [inline.slot] : []))
}

/** Adjacent runs joined, empty ones dropped. */
export function joined(content: readonly Inline[]): Content {
  const whole: Inline[] = []
  for (const inline of content) {
    const last = whole.at(-1)
    if ('slot' in inline) whole.push(inline)
    else if (last !== undefined && 'text' in last)
      whole[whole.length - 1] = { text: last.text + inline.text }
    else if (inline.text !== '') whole.push(inline)
  }
  return whole
}
