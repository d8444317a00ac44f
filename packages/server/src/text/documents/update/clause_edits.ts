// The edits of one clause: its heading, its words, and the alternatives of its brackets (D24, D25). Pure.
import { canonicalContent } from '@sulh/analysis/redline/words'
import type { Alternative, Content, Language, Slot, TextNode } from '@sulh/analysis/text/tree'
import {
  NodeView,
  slotsOf,
  type DraftAlternative,
  type DraftNode,
  type DraftSlot,
  type ShownPart,
} from '../draft.ts'
import type { NotUnderstood } from '../not_understood.ts'
import { alternativesFound, slotsFound, standingOf } from './counterparts.ts'
import type { Edit, Exported } from './edits.ts'
import { restored } from './stored_words.ts'

/** Stored wording by language; slots of the text by id, new ones by their name in the file. */
export type Words = Partial<Record<Language, Content>>
type Bare<T> = T extends unknown ? Omit<T, 'ref' | 'node'> : never
type Found = { readonly edits: readonly Bare<Edit>[]; readonly told: readonly NotUnderstood[] }
/** What is stored, what the page has, and why it cannot be. */
type Change = {
  readonly words: Words
  readonly shown: Words
  readonly fault?: 'taken_out' | 'closed_words'
}
type Clause = {
  readonly node: TextNode
  readonly was: DraftNode
  readonly draft: DraftNode
  readonly base: Exported
}

export function clauseEdits(clause: Clause): Found {
  return new Comparison(clause).found()
}

class Comparison implements Found {
  private readonly clause: Clause
  private readonly view: NodeView
  private readonly slots: ReadonlyMap<string, string>
  readonly edits: Bare<Edit>[] = []
  readonly told: NotUnderstood[] = []

  constructor(clause: Clause) {
    this.clause = clause
    this.view = new NodeView(clause.node, clause.base.tree.show_proponents)
    this.slots = slotsFound(clause.draft.slots, clause.was.slots)
  }

  found(): Found {
    this.heading()
    this.words()
    for (const slot of this.clause.was.slots) this.slot(slot)
    return this
  }

  private heading(): void {
    const { draft, was, node, base } = this.clause
    const changed = base.languages.filter(
      (language) => (draft.heading[language] ?? '') !== (was.heading[language] ?? ''),
    )
    if (changed.length === 0) return
    const heading = Object.fromEntries(
      (['en', 'ar'] as const).flatMap((language) => {
        const words = changed.includes(language) ? draft.heading[language] : node.heading[language]
        return words ? [[language, words]] : []
      }),
    )
    this.edits.push({ what: 'heading_changed', heading })
  }

  private words(): void {
    const { draft, was } = this.clause
    const own = this.view.ownSlots()
    const nested = new Set(
      draft.slots.flatMap(({ alternatives }) =>
        alternatives.flatMap((one) => Object.values(one.wording).flatMap(slotsOf)),
      ),
    )
    const opens = draft.slots.flatMap(({ id }) =>
      this.slots.has(id) || nested.has(id) ? [] : [id],
    )
    const change = this.change(was.wording, draft.wording, {
      parts: (language) => this.view.parts(language),
      own,
    })
    if (change === undefined && opens.length === 0) return
    const { words = {}, shown = {}, fault } = change ?? {}
    if (opens.length > 0 && fault === undefined)
      this.edits.push({ what: 'slot_opened', words, shown, opens, slots: this.named(draft.slots) })
    else this.edits.push({ what: 'clause_changed', words, shown, ...(fault ? { fault } : {}) })
  }

  /** What of a wording is another one; with a fault the words are the file's own. */
  private change(
    was: Words,
    is: Words,
    of: { readonly parts: (language: Language) => readonly ShownPart[]; own: readonly string[] },
  ): Change | undefined {
    const words: Words = {}
    const shown: Words = {}
    let fault: 'taken_out' | 'closed_words' | undefined
    for (const language of this.clause.base.languages) {
      const before = canonicalContent(was[language] ?? [])
      const wanted = this.seen(this.renamed(is[language] ?? []), before)
      if (same(wanted, before)) continue
      if (wanted.length === 0) {
        this.tell('words_taken_out', before)
        continue
      }
      shown[language] = wanted
      const back = restored(of.parts(language), wanted, of.own)
      if ('taken_out' in back) fault = 'taken_out'
      else if ('closed_words' in back) fault ??= 'closed_words'
      words[language] = 'content' in back ? back.content : wanted
    }
    if (Object.keys(words).length === 0) return undefined
    return { words, shown, ...(fault === undefined ? {} : { fault }) }
  }

  /** A slot that its first words in a language put at the end there is no other wording (D4). */
  private seen(content: Content, before: Content): Content {
    const had = new Set(slotsOf(before))
    const known = new Set(this.slots.values())
    return canonicalContent(
      content.filter((one) => 'text' in one || had.has(one.slot) || !known.has(one.slot)),
    )
  }

  private slot(shown: DraftSlot): void {
    const { node, draft } = this.clause
    const slot = node.slots.find(({ id }) => id === shown.id)
    const file = draft.slots.find(({ id }) => this.slots.get(id) === shown.id)
    if (slot === undefined) return
    if (file === undefined) {
      const words = shown.alternatives.flatMap((one) => Object.values(one.wording).flat())
      this.tell('slot_taken_out', words)
      return
    }
    const standing = standingOf(slot, shown)
    const found = alternativesFound(file.alternatives, standing)
    const kept = new Set([...found.values()].map(({ id }) => id))
    file.alternatives.forEach((one, nth) => {
      const known = found.get(one)
      const alternative = slot.alternatives.find(({ id }) => id === known?.id)
      if (known === undefined) this.proposed(slot, one, nth)
      else if (alternative !== undefined) this.alternative(slot, alternative, known.draft, one)
    })
    for (const { id, draft: was } of standing)
      if (!kept.has(id)) this.edits.push({ what: 'alternative_withdrawn', alternative: id, was })
  }

  private proposed(slot: Slot, one: DraftAlternative, nth: number): void {
    const [draft] = this.named([{ ...bareSlot, alternatives: [one] }])[0]?.alternatives ?? []
    if (draft === undefined) return
    const slots = this.named(this.clause.draft.slots)
    this.edits.push({ what: 'alternative_proposed', slot: slot.id, draft, nth, slots })
  }

  private alternative(
    slot: Slot,
    alternative: Alternative,
    was: DraftAlternative,
    is: DraftAlternative,
  ): void {
    const own = [...new Set(Object.values(alternative.wording).flatMap(slotsOf))]
    const change = this.change(was.wording, is.wording, {
      parts: (language) => this.view.alternativeParts(alternative, slot.id, language),
      own,
    })
    const of = { alternative: alternative.id, was }
    if (change !== undefined) {
      const { words, shown, fault } = change
      const opens = [...new Set(Object.values(words).flatMap(slotsOf))].filter(
        (id) => !own.includes(id),
      )
      if (opens.length > 0 && fault === undefined) {
        const slots = this.named(this.clause.draft.slots)
        const open = { what: 'slot_opened', words, shown, opens, slots } as const
        this.edits.push({ ...open, alternative: alternative.id })
      } else {
        const of_words = { words, shown, ...(fault ? { fault } : {}) }
        this.edits.push({ what: 'alternative_changed', ...of, ...of_words })
      }
    }
    if (!this.clause.base.tree.show_proponents) return
    for (const party of is.proponents)
      if (!was.proponents.includes(party)) this.edits.push({ what: 'party_joined', ...of, party })
    for (const party of was.proponents)
      if (!is.proponents.includes(party)) this.edits.push({ what: 'party_left', ...of, party })
  }

  /** With the text's own ids for its slots. */
  private renamed(content: Content): Content {
    return canonicalContent(
      content.map((one) => ('slot' in one ? { slot: this.slots.get(one.slot) ?? one.slot } : one)),
    )
  }

  private named(slots: readonly DraftSlot[]): readonly DraftSlot[] {
    return slots.map((slot) => ({
      ...slot,
      alternatives: slot.alternatives.map((one) => ({
        ...one,
        wording: Object.fromEntries(
          Object.entries(one.wording).map(([language, content]) => [
            language,
            this.renamed(content),
          ]),
        ),
      })),
    }))
  }

  private tell(what: NotUnderstood['what'], words: Content): void {
    const { kind, number } = this.clause.node
    const text = words.map((one) => ('text' in one ? one.text : '[…]')).join(' ')
    this.told.push({ what, where: `${kind} ${number}`.trim(), text })
  }
}

const bareSlot = { id: '', scope: 'inline', class: 'optional' } as const

function same(a: Content, b: Content): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
