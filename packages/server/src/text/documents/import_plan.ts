// The records that a draft becomes: nodes in their order, slots, alternatives, each in its place. Ids
// follow from the act's id, so that a repeated act makes the same. A pure function.
import { numbered } from '@sulh/analysis/text/numbering'
import type { Content, Language, Stage, TextNode } from '@sulh/analysis/text/tree'
import { languages } from '@sulh/analysis/text/tree'
import { limits } from '@sulh/contract/limits'
import { Problem, type Fault, type Said } from '@sulh/contract/problem'
import { derivedUuid } from '../../process/commands.ts'
import type { Plan, PlannedFact, PlannedRecord } from '../act.ts'
import { lead, mayDo, type Scene } from '../scene.ts'
import { instrumentRef } from '../plan_nodes.ts'
import { requireLanguages, wordingFacts } from '../wording_check.ts'
import type { DraftAlternative, DraftNode, DraftSlot, TextDraft } from './draft.ts'
import { joined } from './draft.ts'
import { isAnotherNumber, uncounted } from './draft_numbers.ts'
import { refusedDocument, remedyInFile } from './refusals.ts'

type Words = { readonly en?: Content; readonly ar?: Content }

/** Throws Problems that name the clause; nothing of a draft with a fault is taken over. */
export function importPlan(scene: Scene, act_id: string, draft: TextDraft): Plan {
  const writer = new Planner(scene, act_id, draft)
  return writer.plan()
}

class Planner {
  private readonly scene: Scene
  private readonly act_id: string
  private readonly draft: TextDraft
  private readonly records: PlannedRecord[] = []
  private readonly faults: Fault[] = []
  private count = 0

  constructor(scene: Scene, act_id: string, draft: TextDraft) {
    this.scene = scene
    this.act_id = act_id
    this.draft = draft
  }

  plan(): Plan {
    const counted = numbered(this.draft.nodes.map(uncounted))
    this.nodes(this.draft.nodes, counted, undefined)
    if (this.faults.length > 0)
      throw new Problem('invalid-input', refusedDocument.clauses_faulty, this.faults.slice(0, 20))
    if (this.records.length === 0)
      throw new Problem('invalid-input', refusedDocument.no_words, [
        { field: 'file', ...remedyInFile.other_file },
      ])
    return this.records
  }

  private id(): string {
    return derivedUuid(this.act_id, `import ${this.count++}`)
  }

  private ref(path: string, id: string) {
    return { path, compartment_id: this.scene.instrument.compartment_id, id }
  }

  private made(kind: PlannedRecord['kind'], id: string, facts: readonly PlannedFact[]): void {
    const { compartment_id } = this.scene.instrument
    this.records.push({ id, compartment_id, kind, made: true, facts })
  }

  private nodes(
    drafts: readonly DraftNode[],
    counted: readonly TextNode[],
    parent: string | undefined,
  ): void {
    drafts.forEach((draft, i) => {
      const id = this.id()
      const shown = counted[i]
      const at = `${draft.kind} ${draft.number || i + 1}`
      const wording = this.slotted(draft)
      this.check(wording, at)
      const own = draft.number !== '' && isAnotherNumber(draft.number, shown?.number)
      this.made('node', id, [
        {
          facet: 'description',
          value: { kind: draft.kind, weight: 1 },
          references: [instrumentRef(this.scene)],
        },
        {
          facet: 'placement',
          value: { rank: rankOf(i), ...(own ? { number: short(draft.number) } : {}) },
          references: parent === undefined ? [] : [this.ref('parent', parent)],
        },
        ...(Object.keys(draft.heading).length === 0
          ? []
          : [{ facet: 'heading', value: headed(draft.heading) }]),
        ...wordingFacts(this.renamed(wording, id)),
        ...this.stage(draft, wording),
      ])
      const within = withinOf(draft.slots)
      draft.slots.forEach((slot, nth) => this.slot({ slot, nth, at, node: id, draft, within }))
      this.nodes(draft.children, shown?.children ?? [], id)
    })
  }

  /** The stage that the document says, where the clause can bear it (T19). */
  private stage({ stage, slots }: DraftNode, wording: Words): PlannedFact[] {
    const said = lead(this.scene.instrument, 'description')
    const authentic = said?.value['authentic'] as readonly Language[]
    const whole = authentic.every((language) => wording[language] !== undefined)
    if (stage === undefined || !isSettled(stage) || slots.length > 0 || !whole) return []
    const agreed = stage.startsWith('agreed')
    if (agreed && !mayDo(this.scene, 'close')) return []
    // A document names a stage and nobody who agreed; an agreed stage is that of all parties.
    const parties = agreed ? (said?.references.filter(({ path }) => path === 'parties') ?? []) : []
    const references = parties.map((party) => ({ ...party, path: 'agreed_by' }))
    return [{ facet: 'stage', value: { stage }, references }]
  }

  /** Every slot of the node itself once in each written language (T8). */
  private slotted({ wording, slots }: DraftNode): Words {
    const inner = withinOf(slots)
    const own = slots.filter(({ id }) => !inner.has(id))
    const written = languages.filter(
      (language) =>
        wording[language] !== undefined ||
        own.some((slot) => slot.alternatives.some((a) => a.wording[language] !== undefined)),
    )
    const all = written.length > 0 ? written : own.length > 0 ? languages : []
    return Object.fromEntries(
      all.map((language) => [language, complete(wording[language] ?? [], own)]),
    )
  }

  private slot(of: {
    readonly slot: DraftSlot
    readonly nth: number
    readonly at: string
    readonly node: string
    readonly draft: DraftNode
    readonly within: ReadonlyMap<string, string>
  }): void {
    const { slot, nth, at, node, draft, within } = of
    const id = this.slotId(node, slot.id)
    const host = within.get(slot.id)
    const [en, ar] = [`${at}, bracket ${nth + 1}`, `${at}، القوس ${nth + 1}`]
    this.made('slot', id, [
      {
        facet: 'description',
        value: { class: slot.class, scope: slot.scope, title: { en: short(en), ar: short(ar) } },
        references: [
          instrumentRef(this.scene),
          this.ref('node', node),
          ...(host === undefined ? [] : [this.ref('within', this.alternativeId(node, host))]),
        ],
      },
      { facet: 'status', value: { status: 'open' } },
    ])
    if (slot.alternatives.length > limits.alternatives_per_slot_count)
      this.fault(at, remedyInFile.alternatives_most(limits.alternatives_per_slot_count))
    slot.alternatives.forEach((alternative, order) => {
      const nested = draft.slots.filter(({ id: name }) => within.get(name) === key(slot, order))
      this.alternative({ alternative, order, slot, at, node, nested, id })
    })
  }

  private alternative(of: {
    readonly alternative: DraftAlternative
    readonly order: number
    readonly slot: DraftSlot
    readonly at: string
    readonly node: string
    readonly nested: readonly DraftSlot[]
    readonly id: string
  }): void {
    const { alternative, order, slot, at, node, nested } = of
    const { no_text, proponents } = alternative
    const wording: Words = no_text
      ? {}
      : Object.fromEntries(
          languages.flatMap((language) => {
            const content = alternative.wording[language]
            return content === undefined ? [] : [[language, complete(content, nested)]]
          }),
        )
    this.check(wording, `${at}, alternative ${alternative.label}`)
    if (!no_text && Object.keys(wording).length === 0)
      this.fault(`${at}, alternative ${alternative.label}`, remedyInFile.words_once)
    this.made('alternative', this.alternativeId(node, key(slot, order)), [
      {
        facet: 'description',
        value: { origin: this.origin(proponents), no_text, order },
        references: [instrumentRef(this.scene), this.ref('slot', of.id)],
      },
      ...wordingFacts(this.renamed(wording, node)),
      ...(proponents.length === 0
        ? []
        : [{ facet: 'proponents', value: {}, references: this.parties(proponents) }]),
      { facet: 'status', value: { status: 'tabled' } },
    ])
  }

  private origin(proponents: readonly string[]): string {
    if (proponents.length > 1) return 'joint'
    if (proponents.length === 1) return 'party'
    const mode = lead(this.scene.instrument, 'description')?.value['mode']
    return mode === 'mediator_text' ? 'mediator' : 'party'
  }

  private parties(ids: readonly string[]) {
    const known = lead(this.scene.instrument, 'description')?.references ?? []
    return known.filter(({ path, id }) => path === 'parties' && ids.includes(id))
  }

  private slotId(node: string, slot: string): string {
    return derivedUuid(this.act_id, `slot ${node} ${slot}`)
  }
  private alternativeId(node: string, name: string): string {
    return derivedUuid(this.act_id, `alternative ${node} ${name}`)
  }

  private renamed(wording: Words, node: string): Words {
    return Object.fromEntries(
      Object.entries(wording).map(([language, content]) => [
        language,
        content.map((one) => ('slot' in one ? { slot: this.slotId(node, one.slot) } : one)),
      ]),
    )
  }

  private check(wording: Words, at: string): void {
    try {
      requireLanguages(wording, at)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      const arabic = error.arabic?.errors ?? []
      this.faults.push(
        ...(error.errors ?? []).map(({ field, expected, action }, i) => ({
          field,
          expected: { en: expected, ar: arabic[i]?.expected ?? expected },
          action: { en: action, ar: arabic[i]?.action ?? action },
        })),
      )
    }
    for (const content of Object.values(wording)) {
      if (content.length > limits.inline_parts_per_node_count)
        this.fault(at, remedyInFile.stretches_most(limits.inline_parts_per_node_count))
      for (const one of content)
        if ('text' in one && one.text.length > limits.long_text_characters)
          this.fault(at, remedyInFile.characters_most(limits.long_text_characters))
    }
  }

  private fault(field: string, expected: Said): void {
    this.faults.push({ field, expected, action: remedyInFile.mend })
  }
}

/** Stages that follow from no brackets and have to be stated. */
export function isSettled(stage: Stage): boolean {
  return stage !== 'not_opened' && stage !== 'open'
}

function key(slot: DraftSlot, order: number): string {
  return `${slot.id} ${order}`
}

/** In which alternative each nested slot stands. */
function withinOf(slots: readonly DraftSlot[]): ReadonlyMap<string, string> {
  const within = new Map<string, string>()
  for (const slot of slots)
    slot.alternatives.forEach(({ wording }, order) => {
      for (const language of languages)
        for (const one of wording[language] ?? [])
          if ('slot' in one && one.slot !== slot.id && !within.has(one.slot))
            within.set(one.slot, key(slot, order))
    })
  return within
}

/** Each of these slots once: a second place of one is left out, a missing one stands at the end. */
function complete(content: Content, slots: readonly DraftSlot[]): Content {
  const seen = new Set<string>()
  const wanted = new Set(slots.map(({ id }) => id))
  const kept = content.filter((one) => {
    if ('text' in one) return true
    if (seen.has(one.slot) || !wanted.has(one.slot)) return false
    seen.add(one.slot)
    return true
  })
  const missing = slots.filter(({ id }) => !seen.has(id)).map(({ id }) => ({ slot: id }))
  return joined([...kept, ...missing])
}

function short(text: string): string {
  return text.slice(0, limits.short_text_characters)
}

function headed(heading: Partial<Record<Language, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(heading).map(([language, text]) => [language, short(text)]),
  )
}

/** Keys of one width between which others find place. */
function rankOf(i: number): string {
  return `m${i.toString(36).padStart(4, '0')}m`
}
