// Puts what two languages say of one node together: slots are the same by their bookmarks, else by
// their order; alternatives by their order.
import {
  languages,
  type Content,
  type Language,
  type NodeKind,
  type PartyName,
  type Stage,
  type Title,
  type Wording,
} from '@sulh/analysis/text/tree'
import {
  readBrackets,
  type ReadAlternative,
  type ReadSlot,
  type ReadWords,
  type Sign,
} from './brackets.ts'
import { classOf, joined, type DraftAlternative, type DraftNode, type DraftSlot } from './draft.ts'
import type { NotUnderstood } from './not_understood.ts'

/** What one language says of a node, before its brackets are read. */
export type Said = {
  readonly heading: string
  readonly words: readonly Sign[]
  readonly options: readonly (readonly Sign[])[]
}
export type Gathered = {
  readonly id?: string
  readonly kind: NodeKind
  readonly number: string
  readonly depth: number
  readonly stage?: Stage
  readonly where: string
  readonly said: Partial<Record<Language, Said>>
}

export type Tell = (one: NotUnderstood) => void
type Face = { readonly words: ReadWords; readonly options: readonly ReadSlot[] }

/** Makes draft nodes; ids of slots that the document does not name are unique within the draft. */
export class DraftNodes {
  private count = 0
  private readonly parties: readonly PartyName[]
  private readonly tell: Tell

  constructor(parties: readonly PartyName[], tell: Tell) {
    this.parties = parties
    this.tell = tell
  }

  node(from: Gathered, children: readonly DraftNode[]): DraftNode {
    const heading: Partial<Record<Language, string>> = {}
    const faces: Partial<Record<Language, Face>> = {}
    for (const language of languages) {
      const said = from.said[language]
      if (said === undefined) continue
      if (said.heading !== '') heading[language] = said.heading
      faces[language] = this.face(said, language, from.where)
    }
    const { slots, wording } = this.paired(faces, from.where)
    return {
      ...(from.id === undefined ? {} : { id: from.id }),
      kind: from.kind,
      number: from.number,
      heading: heading satisfies Title,
      wording,
      slots,
      ...(from.stage === undefined ? {} : { stage: from.stage }),
      children,
    }
  }

  private face(said: Said, language: Language, where: string): Face {
    const context = {
      language,
      parties: this.parties,
      newSlot: () => `slot-${++this.count}`,
      tell: (what: NotUnderstood['what'], text: string) => this.tell({ what, where, text }),
    }
    const read = readBrackets(said.words, context)
    const words = { content: [...read.content], slots: [...read.slots] }
    const options: ReadSlot[] = []
    for (const paragraph of said.options) {
      const { content, slots } = readBrackets(paragraph, context)
      const [slot, ...inner] = slots
      // A paragraph that bears the mark of another slot is the words on which that one was closed.
      const mark = paragraph.find((sign) => typeof sign !== 'string' && 'slot' in sign)
      const own = slot !== undefined && (mark === undefined || same(mark, slot.id))
      const rest = content.filter((one) => !(own && 'slot' in one && one.slot === slot.id))
      if (rest.length > 0) {
        if (words.content.length > 0) words.content.push({ text: '\n' })
        words.content.push(...rest)
      }
      if (!own) {
        words.slots.push(...slots)
        continue
      }
      const known = slot.known ? options.find(({ id }) => id === slot.id) : options.at(-1)
      if (known === undefined) options.push({ ...slot, whole_node: true })
      else known.alternatives.push(...slot.alternatives)
      options.push(...inner.map((one) => ({ ...one, whole_node: false })))
    }
    return { words, options }
  }

  private paired(
    faces: Readonly<Partial<Record<Language, Face>>>,
    where: string,
  ): { slots: readonly DraftSlot[]; wording: Wording } {
    const all = (face: Face | undefined): readonly ReadSlot[] => [
      ...(face?.words.slots ?? []),
      ...(face?.options ?? []),
    ]
    const [en, ar] = [unique(all(faces.en)), unique(all(faces.ar))]
    const sameAs = new Map<string, string>()
    const unnamed = ar.filter(({ known }) => !known)
    const partners = en.filter(({ known }) => !known)
    unnamed.forEach((slot, i) => {
      const partner = partners[i]
      if (partner !== undefined) sameAs.set(slot.id, partner.id)
    })
    if (en.length > 0 && ar.length > 0 && unnamed.length !== partners.length)
      this.tell({ what: 'languages_differ', where, text: `${en.length} / ${ar.length}` })
    const renamed = (content: Content): Content =>
      joined(
        content.map((one) => ('slot' in one ? { slot: sameAs.get(one.slot) ?? one.slot } : one)),
      )

    const slots: DraftSlot[] = en.map((slot) => {
      const other = ar.find(({ id }) => (sameAs.get(id) ?? id) === slot.id)
      return this.merged(slot, other, renamed, where)
    })
    for (const slot of ar)
      if (!slots.some(({ id }) => id === (sameAs.get(slot.id) ?? slot.id)))
        slots.push(this.merged(undefined, slot, renamed, where))
    const wording: Partial<Record<Language, Content>> = {}
    for (const language of languages) {
      const content = renamed(faces[language]?.words.content ?? [])
      if (content.length > 0) wording[language] = content
    }
    return { slots, wording }
  }

  private merged(
    en: ReadSlot | undefined,
    ar: ReadSlot | undefined,
    renamed: (content: Content) => Content,
    where: string,
  ): DraftSlot {
    const counts = [en, ar].map((slot) => slot?.alternatives.length ?? 0)
    if (en !== undefined && ar !== undefined && counts[0] !== counts[1])
      this.tell({ what: 'languages_differ', where, text: counts.join(' / ') })
    const pairs = pairsByLabel(en?.alternatives ?? [], ar?.alternatives ?? [])
    const free = freeLetters(pairs.flat().flatMap((one) => one?.label ?? []))
    const alternatives = pairs.map(([one, other]) => alternativeOf(one, other, free, renamed))
    const first = en ?? ar
    return {
      id: first?.id ?? '',
      scope: first?.whole_node === true ? 'whole_node' : 'inline',
      class: classOf(alternatives.length),
      alternatives,
    }
  }
}

function same(sign: Sign, slot: string): boolean {
  return typeof sign !== 'string' && 'slot' in sign && sign.slot === slot
}

function unique(slots: readonly ReadSlot[]): readonly ReadSlot[] {
  return slots.filter((slot, i) => slots.findIndex(({ id }) => id === slot.id) === i)
}

type Pair = readonly [ReadAlternative | undefined, ReadAlternative | undefined]

/** Alternatives of two languages: those of one letter, the others by their order. */
function pairsByLabel(
  en: readonly ReadAlternative[],
  ar: readonly ReadAlternative[],
): readonly Pair[] {
  const left = [...ar]
  const taken = (label: string | undefined): ReadAlternative | undefined => {
    const at = left.findIndex((one) => one.label === label)
    return at < 0 ? undefined : left.splice(at, 1)[0]
  }
  const pairs = en.map((one): Pair => [one, taken(one.label)])
  return [...pairs, ...left.map((one): Pair => [undefined, one])]
}

/** The letters in their order that no alternative of the slot bears. */
function freeLetters(used: readonly string[]): () => string {
  let code = 97
  return () => {
    while (used.includes(String.fromCodePoint(code))) code += 1
    return String.fromCodePoint(code++)
  }
}

function alternativeOf(
  en: ReadAlternative | undefined,
  ar: ReadAlternative | undefined,
  free: () => string,
  renamed: (content: Content) => Content,
): DraftAlternative {
  const wording: Partial<Record<Language, Content>> = {}
  for (const [language, read] of [
    ['en', en],
    ['ar', ar],
  ] as const) {
    const content = renamed(read?.content ?? [])
    if (content.length > 0) wording[language] = content
  }
  const proponents = en?.proponents ?? []
  return {
    label: en?.label ?? ar?.label ?? free(),
    proponents: proponents.length > 0 ? proponents : (ar?.proponents ?? []),
    no_text: [en, ar].some((read) => read?.no_text === true),
    wording,
  }
}

/** Nodes under one another by their depth. */
export function nested(
  gathered: readonly Gathered[],
  make: (from: Gathered, children: readonly DraftNode[]) => DraftNode,
): readonly DraftNode[] {
  const below = (start: number, end: number): readonly DraftNode[] => {
    const nodes: DraftNode[] = []
    for (let i = start; i < end;) {
      const from = gathered[i]
      if (from === undefined) break
      let next = i + 1
      while (next < end && (gathered[next]?.depth ?? 0) > from.depth) next++
      nodes.push(make(from, below(i + 1, next)))
      i = next
    }
    return nodes
  }
  return below(0, gathered.length)
}
