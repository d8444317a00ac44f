// The tree of a negotiating text as of an instant, from the records that a seat can read: a pure
// function (text SPEC T4, T9, T12, T13, T20, T23), so screens, documents and checks cannot disagree.
// It knows nothing of seats: what is not among the records does not exist.
import { recordAsOf, type AsOf, type HistoryFact, type RecordState } from '../history/asof.ts'
import { agreementOf, nodeChange } from './stage.ts'
import { numbered } from './numbering.ts'
import type {
  Alternative,
  Content,
  Language,
  NodeKind,
  PartyName,
  Position,
  PositionBasis,
  Reservation,
  Slot,
  TextNode,
  TextTree,
  Title,
  Wording,
} from './tree.ts'

export type TextReference = {
  readonly path: string
  readonly compartment_id: string
  readonly id: string
}
export type TextFact = HistoryFact & {
  readonly compartment_id: string
  readonly value: Readonly<Record<string, unknown>>
  readonly references: readonly TextReference[]
  readonly mark: string
}
export type TextRecord = {
  readonly id: string
  readonly kind: string
  readonly compartment_id: string
  readonly facts: readonly TextFact[]
}
export type TextState = RecordState<TextFact> & {
  readonly kind: string
  readonly compartment_id: string
  readonly record: TextRecord
}

export type Viewing = {
  readonly instrument_id: string
  readonly asOf: AsOf
  /** Names of parties by id; a party that is not known is shown by its id's first letters. */
  readonly party: (id: string) => PartyName | undefined
  /** Only what lies in the instrument's own compartment: plenary documents, versions. */
  readonly plenary?: boolean
  /** Entries of the instrument's compartment up to this one: a version. */
  readonly upto_n?: number
}

/** The tree, or undefined where the instrument is not known yet, withdrawn or not among them. */
export function treeOf(records: readonly TextRecord[], viewing: Viewing): TextTree | undefined {
  const states = statesOf(records, viewing)
  const instrument = states.get(viewing.instrument_id)
  const description = leadOf(instrument, 'description')
  if (!instrument || !description) return undefined
  const by = groups(states, instrument.id)
  const shown = description.value['show_proponents'] === true
  const parties = refs(description, 'parties').map(
    (id) =>
      viewing.party(id) ?? { id, name: {}, short: { en: id.slice(0, 4), ar: id.slice(0, 4) } },
  )
  const scene: Scene = { instrument, by, shown, parties: parties.map(({ id }) => id) }
  return {
    id: instrument.id,
    title: description.value['title'] as Title,
    mode: description.value['mode'] as TextTree['mode'],
    authentic: description.value['authentic'] as Language[],
    show_proponents: shown,
    parties,
    nodes: numbered(childrenOf(scene, undefined, new Set())),
  }
}

/** States of all records as of the instant; withdrawn ones and tabled sources are left out. */
export function statesOf(
  records: readonly TextRecord[],
  viewing: Pick<Viewing, 'instrument_id' | 'asOf' | 'plenary' | 'upto_n'>,
): ReadonlyMap<string, TextState> {
  const home = records.find((r) => r.id === viewing.instrument_id)?.compartment_id
  const states = new Map<string, TextState>()
  for (const record of records) {
    if (viewing.plenary && record.compartment_id !== home) continue
    const { upto_n } = viewing
    const kept =
      upto_n === undefined
        ? record
        : { ...record, facts: record.facts.filter((f) => f.n <= upto_n) }
    const state = recordAsOf(kept, viewing.asOf)
    if (!state || state.withdrawn) continue
    const { kind, compartment_id } = record
    states.set(record.id, { ...state, kind, compartment_id, record: kept })
  }
  for (const state of states.values()) {
    const copy = leadOf(state, 'disclosure')?.value['copy_id']
    if (typeof copy === 'string' && states.has(copy)) states.delete(state.id)
  }
  return states
}

type Scene = {
  readonly instrument: TextState
  readonly by: Groups
  readonly shown: boolean
  readonly parties: readonly string[]
}
type Groups = {
  readonly children: ReadonlyMap<string | undefined, readonly TextState[]>
  readonly slots: ReadonlyMap<string, readonly TextState[]>
  readonly alternatives: ReadonlyMap<string, readonly TextState[]>
  readonly positions: ReadonlyMap<string, readonly TextState[]>
  readonly reservations: ReadonlyMap<string, readonly TextState[]>
}

export function leadOf(state: TextState | undefined, facet: string): TextFact | undefined {
  return state?.facets[facet]?.lead
}
export function refs(fact: TextFact | undefined, path: string): string[] {
  const ids: string[] = []
  for (const reference of fact?.references ?? [])
    if (reference.path === path) ids.push(reference.id)
  return ids
}
function ref(fact: TextFact | undefined, path: string): string | undefined {
  return fact?.references.find((reference) => reference.path === path)?.id
}

function groups(states: ReadonlyMap<string, TextState>, instrument: string): Groups {
  const ofKind = Map.groupBy(states.values(), ({ kind }) => kind)
  const of = (kind: string, facet: string) =>
    (ofKind.get(kind) ?? []).filter((s) => ref(leadOf(s, facet), 'instrument') === instrument)
  const grouped = (kind: string, facet: string, path: string) =>
    Map.groupBy(of(kind, facet), (s) => ref(leadOf(s, facet), path) ?? '')
  return {
    children: Map.groupBy(of('node', 'description'), (s) => ref(leadOf(s, 'placement'), 'parent')),
    slots: grouped('slot', 'description', 'node'),
    alternatives: grouped('alternative', 'description', 'slot'),
    positions: grouped('position', 'stance', 'slot'),
    reservations: grouped('reservation', 'description', 'on'),
  }
}

/** Order by rank; equal ranks, which two writers at once can make, by id. */
function childrenOf(
  scene: Scene,
  parent: string | undefined,
  above: ReadonlySet<string>,
): TextNode[] {
  const rank = (s: TextState) => String(leadOf(s, 'placement')?.value['rank'] ?? '')
  return (scene.by.children.get(parent) ?? [])
    .filter((s) => !above.has(s.id))
    .toSorted((a, b) => compare(rank(a), rank(b)) || compare(a.id, b.id))
    .map((state) => nodeOf(scene, state, new Set([...above, state.id])))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function nodeOf(scene: Scene, state: TextState, above: ReadonlySet<string>): TextNode {
  const description = leadOf(state, 'description')
  const wording = wordingOf(state)
  const slots = inReadingOrder(
    (scene.by.slots.get(state.id) ?? []).map((s) => slotOf(scene, s)),
    wording,
  )
  const stage = leadOf(state, 'stage')
  const open = slots.some((s) => s.status === 'open')
  const agreement = agreementOf({
    stated: stage && { stage: stage.value['stage'] as TextNode['stage'], at: placeOf(stage) },
    changed: nodeChange([
      ...content(state).map(placeOf),
      ...(scene.by.slots.get(state.id) ?? []).flatMap((slot) => slotChanges(scene, slot)),
    ]),
    open,
  })
  const number = leadOf(state, 'placement')?.value['number']
  return {
    id: state.id,
    kind: description?.value['kind'] as NodeKind,
    number: typeof number === 'string' ? number : '',
    heading: (leadOf(state, 'heading')?.value ?? {}) as Title,
    wording,
    stale: staleOf(state),
    slots,
    ...agreement,
    agreed_by: agreement.stage.startsWith('agreed') ? refs(stage, 'agreed_by') : [],
    reservations: reservationsOf(scene, state.id),
    mark: (leadOf(state, 'english') ?? leadOf(state, 'arabic') ?? description)
      ?.mark as TextNode['mark'],
    weight: Number(description?.value['weight'] ?? 1),
    children: childrenOf(scene, state.id, above),
  }
}

function content(state: TextState): TextFact[] {
  return (['heading', 'english', 'arabic'] as const).flatMap((f) => leadOf(state, f) ?? [])
}
function placeOf(fact: TextFact): { readonly known_from: string; readonly n: number } {
  return { known_from: fact.known_from, n: fact.n }
}
/** When the slot was opened, closed or reopened, and its chosen alternative reworded. */
function slotChanges(scene: Scene, slot: TextState) {
  const status = leadOf(slot, 'status')
  const description = leadOf(slot, 'description')
  const chosen = ref(status, 'chosen')
  const words = (scene.by.alternatives.get(slot.id) ?? []).filter((a) => a.id === chosen)
  return [
    ...[description, status].flatMap((f) => (f ? [placeOf(f)] : [])),
    ...words.flatMap((a) => content(a).map(placeOf)),
  ]
}

const facetOf = { en: 'english', ar: 'arabic' } as const
export function wordingOf(state: TextState): Wording {
  const one = (language: Language) => leadOf(state, facetOf[language])?.value['content']
  const [en, ar] = [one('en'), one('ar')]
  return {
    ...(en === undefined ? {} : { en: en as Content }),
    ...(ar === undefined ? {} : { ar: ar as Content }),
  }
}

/** The language that is missing, or older than the one that it should render (T9). */
export function staleOf(state: TextState): Language[] {
  const [en, ar] = [leadOf(state, 'english'), leadOf(state, 'arabic')]
  if (!en && !ar) return []
  if (!en) return ['en']
  if (!ar) return ['ar']
  if (en.value['renders'] === ar.id || ar.value['renders'] === en.id) return []
  // Written in one act, they are one another's equals.
  if (en.n === ar.n && en.known_from === ar.known_from) return []
  return later(placeOf(en), placeOf(ar)) ? ['ar'] : ['en']
}

function later(
  a: { readonly known_from: string; readonly n: number },
  b: { readonly known_from: string; readonly n: number },
): boolean {
  return compare(a.known_from, b.known_from) > 0 || (a.known_from === b.known_from && a.n > b.n)
}

function slotOf(scene: Scene, state: TextState): Slot {
  const description = leadOf(state, 'description')
  const status = leadOf(state, 'status')
  const alternatives = alternativesOf(scene, state.id)
  const concerned = refs(description, 'concerned')
  const issue = ref(description, 'issue')
  const chosen = ref(status, 'chosen')
  const decision = ref(status, 'decision')
  const closed = status?.value['status'] === 'closed'
  const statuses = [...(state.facets['status']?.earlier ?? []), ...(status ? [status] : [])]
  return {
    id: state.id,
    scope: description?.value['scope'] as Slot['scope'],
    class: description?.value['class'] as Slot['class'],
    title: description?.value['title'] as Title,
    ...(issue === undefined ? {} : { issue }),
    concerned: concerned.length > 0 ? concerned : scene.parties,
    status: closed ? 'closed' : 'open',
    ...(closed && chosen !== undefined ? { chosen } : {}),
    ...(closed ? { reason: status.value['reason'] as NonNullable<Slot['reason']> } : {}),
    ...(closed && decision !== undefined ? { decision } : {}),
    reopened: statuses.filter(
      (f, i) => f.value['status'] === 'open' && statuses[i - 1]?.value['status'] === 'closed',
    ).length,
    opened_at: description?.known_from ?? '',
    ...(closed ? { closed_at: status.known_from } : {}),
    alternatives,
    positions: (scene.by.positions.get(state.id) ?? [])
      .map(positionOf)
      .toSorted((a, b) => compare(a.party, b.party) || compare(a.id, b.id)),
    reservations: reservationsOf(scene, state.id),
  }
}

/** By their place in the slot: the letter of a tabled one never changes (T23). */
function alternativesOf(scene: Scene, slot: string): Alternative[] {
  const home = scene.instrument.compartment_id
  const all = (scene.by.alternatives.get(slot) ?? []).toSorted(
    (a, b) => orderOf(a) - orderOf(b) || compare(a.id, b.id),
  )
  const tabled = all.filter((a) => a.compartment_id === home)
  const drafts = all.filter((a) => a.compartment_id !== home)
  const labelled = [
    ...tabled.map((a) => alternativeOf(scene, a, letters(orderOf(a)))),
    ...drafts.map((a, i) => alternativeOf(scene, a, `*${i + 1}`)),
  ]
  const rendered = (a: Alternative) => a.status === 'proposed' || a.status === 'tabled'
  return [...labelled.filter(rendered), ...labelled.filter((a) => !rendered(a))]
}

function orderOf(state: TextState): number {
  return Number(leadOf(state, 'description')?.value['order'] ?? 0)
}

/** a … z, aa, ab … */
function letters(i: number): string {
  const last = String.fromCharCode(97 + (i % 26))
  return i < 26 ? last : letters(Math.floor(i / 26) - 1) + last
}

function alternativeOf(scene: Scene, state: TextState, label: string): Alternative {
  const description = leadOf(state, 'description')
  const proponents = refs(leadOf(state, 'proponents'), 'parties')
  const home = state.compartment_id === scene.instrument.compartment_id
  const stated = leadOf(state, 'status')?.value['status'] as Alternative['status'] | undefined
  const no_text = description?.value['no_text'] === true
  const left = leadOf(state, 'proponents') !== undefined && proponents.length === 0
  const origin = description?.value['origin'] as Alternative['origin']
  const stands = stated ?? (home ? 'tabled' : 'proposed')
  return {
    id: state.id,
    label,
    origin,
    no_text,
    wording: no_text ? {} : wordingOf(state),
    stale: no_text ? [] : staleOf(state),
    proponents: scene.shown ? proponents : [],
    // An alternative of parties that has lost its last proponent is nobody's proposal (T13).
    status:
      left && origin !== 'mediator' && (stands === 'tabled' || stands === 'proposed')
        ? 'withdrawn'
        : stands,
    compartment_id: state.compartment_id,
  }
}

function positionOf(state: TextState): Position {
  const stance = leadOf(state, 'stance')
  const prefers = ref(stance, 'prefers')
  const accepts = refs(stance, 'accepts')
  const note = stance?.value['note'] as Title | undefined
  return {
    id: state.id,
    party: ref(stance, 'party') ?? '',
    basis: stance?.value['basis'] as PositionBasis,
    // Whoever prefers accepts.
    accepts: prefers === undefined || accepts.includes(prefers) ? accepts : [...accepts, prefers],
    ...(prefers === undefined ? {} : { prefers }),
    rejects: refs(stance, 'rejects'),
    ...(note === undefined ? {} : { note }),
    compartment_id: state.compartment_id,
  }
}

function reservationsOf(scene: Scene, on: string): Reservation[] {
  return (scene.by.reservations.get(on) ?? [])
    .map((state) => {
      const description = leadOf(state, 'description')
      return {
        id: state.id,
        party: ref(description, 'party') ?? '',
        class: description?.value['class'] as Reservation['class'],
        text: description?.value['text'] as Title,
      }
    })
    .toSorted((a, b) => compare(a.party, b.party) || compare(a.id, b.id))
}

/** Slots as they stand in the wording; those within alternatives after them, by when they came. */
function inReadingOrder(slots: readonly Slot[], wording: Wording): Slot[] {
  const order = new Map<string, number>()
  for (const part of [...(wording.en ?? []), ...(wording.ar ?? [])])
    if ('slot' in part && !order.has(part.slot)) order.set(part.slot, order.size)
  const place = (s: Slot) => order.get(s.id) ?? order.size
  return slots.toSorted(
    (a, b) => place(a) - place(b) || compare(a.opened_at, b.opened_at) || compare(a.id, b.id),
  )
}
