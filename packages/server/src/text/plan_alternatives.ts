// What acts on alternatives write (text SPEC T11-T14). Pure functions of the scene and the input;
// only tabling takes ids for the link at the source from the context.
import { recordAsOf } from '@sulh/analysis/history/asof'
import type { NewFact } from '@sulh/contract/process'
import { Problem } from '@sulh/contract/problem'
import type { Act, ActInput, Plan, PlannedRecord } from './act.ts'
import { changed, instrumentRef, requireFound, wordsOf } from './plan_nodes.ts'
import { refusals } from './refusals.ts'
import { remedies } from './remedies.ts'
import {
  lead,
  refsOf,
  requireParties,
  requireTable,
  standingIn,
  type Found,
  type Scene,
} from './scene.ts'
import {
  languages,
  lostWords,
  requireBase,
  requireLanguages,
  requireSlots,
  slotsIn,
  type Words,
  wordingFacts,
} from './wording_check.ts'

type NewAlternative = ActInput<'proposeAlternative'>['alternative']
type References = NewFact['references']

/** The record of a new alternative; `field` is where its faults are shown. */
export function madeAlternative(
  scene: Scene,
  of: {
    readonly alternative: NewAlternative
    readonly slot: { readonly id: string; readonly compartment_id: string }
    readonly compartment_id: string
    readonly status: 'proposed' | 'tabled'
    readonly note?: { readonly en: string; readonly ar: string } | undefined
    readonly merged_from?: References
    /** Place among those that the same act makes. */
    readonly nth?: number
    readonly field: string
  },
): PlannedRecord {
  const { id, origin, no_text, wording, proponents } = of.alternative
  requireLanguages(wording, `${of.field}.wording`)
  requireSlots(wording, of.merged_from ? slotsIn(wording) : [], `${of.field}.wording`)
  const words = languages.some((language) => (wording[language] ?? []).length > 0)
  if (no_text && words)
    throw new Problem('invalid-input', refusals.no_text_words, [
      { field: `${of.field}.wording`, ...remedies.no_words },
    ])
  if (!no_text && !words && of.status === 'tabled') throw noWords(of.field)
  const order =
    (of.nth ?? 0) +
    scene
      .of('alternative', { facet: 'description', path: 'slot', id: of.slot.id })
      .filter((a) => a.compartment_id === of.compartment_id).length
  return {
    id,
    compartment_id: of.compartment_id,
    kind: 'alternative',
    made: true,
    facts: [
      {
        facet: 'description',
        value: { origin, no_text, order, ...(of.note === undefined ? {} : { note: of.note }) },
        references: [instrumentRef(scene), { path: 'slot', ...of.slot }, ...(of.merged_from ?? [])],
      },
      ...wordingFacts(wording),
      ...(proponents.length > 0
        ? [
            {
              facet: 'proponents',
              value: {},
              references: proponents.map((p) => ({ path: 'parties', ...p })),
            },
          ]
        : []),
      { facet: 'status', value: { status: of.status } },
    ],
  }
}

function noWords(field: string): Problem {
  return new Problem('invalid-input', refusals.needs_words, [
    { field: `${field}.wording`, ...remedies.words },
  ])
}

export function requireOpenSlot(scene: Scene, id: string): Found {
  const slot = requireFound(scene, id, 'slot')
  if (lead(slot, 'status')?.value['status'] === 'closed')
    throw new Problem('wrong-state', refusals.closed_already)
  return slot
}

/** In a room of one's own: open at the instant from which the proposal is known. */
function requireSlotOpenThen(scene: Scene, id: string): Found {
  const slot = requireFound(scene, id, 'slot')
  const then = recordAsOf(slot.record, { at: scene.now, basis: 'known' })
  return then && then.facets['status']?.lead.value['status'] !== 'closed'
    ? slot
    : requireOpenSlot(scene, id)
}

function statusOf(alternative: Found): string {
  return String(lead(alternative, 'status')?.value['status'] ?? 'tabled')
}
function requireStands(alternative: Found): void {
  const status = statusOf(alternative)
  if (status === 'withdrawn' || status === 'merged')
    throw new Problem('wrong-state', refusals.alternative_is(status))
}
function slotOf(scene: Scene, alternative: Found): Found {
  return requireOpenSlot(scene, refsOf(lead(alternative, 'description'), 'slot')[0] ?? '')
}
function isHome(scene: Scene, found: Found): boolean {
  return found.compartment_id === scene.instrument.compartment_id
}
function proponentsOf(alternative: Found): References {
  return (lead(alternative, 'proponents')?.references ?? []).filter((r) => r.path === 'parties')
}

export const proposeAlternative: Act<ActInput<'proposeAlternative'>> = {
  name: 'proposeAlternative',
  near: ({ slot_id }) => [slot_id],
  plan(scene, { slot_id, compartment_id, alternative, note }): Plan {
    const home = compartment_id === scene.instrument.compartment_id
    const slot = home ? requireOpenSlot(scene, slot_id) : requireSlotOpenThen(scene, slot_id)
    // In a room of one's own whoever may write there may draft; the plenary has its table.
    if (home)
      requireParties(
        requireTable(scene, 'propose'),
        alternative.proponents.map((p) => p.id),
      )
    const place = { id: slot.id, compartment_id: slot.compartment_id }
    return [
      madeAlternative(scene, {
        alternative,
        slot: place,
        compartment_id,
        status: home ? 'tabled' : 'proposed',
        note,
        field: 'alternative',
      }),
    ]
  },
}

export const reviseAlternative: Act<ActInput<'reviseAlternative'>> = {
  name: 'reviseAlternative',
  near: ({ alternative_id }) => [alternative_id],
  plan(scene, { alternative_id, base, wording, translates }): Plan {
    const alternative = requireFound(scene, alternative_id, 'alternative')
    slotOf(scene, alternative)
    requireStands(alternative)
    requireMine(scene, alternative)
    if (lead(alternative, 'description')?.value['no_text'] === true)
      throw new Problem('wrong-state', refusals.no_text_revised)
    requireBase(alternative, base, wording)
    requireLanguages(wording, 'wording')
    requireSlots(wording, slotsIn(wordsOf(alternative)), 'wording')
    const facts = wordingFacts(wording, { found: alternative, translates })
    if (facts.length === 0)
      throw new Problem('invalid-input', refusals.nothing_changed, [
        { field: 'wording', ...remedies.new_words },
      ])
    return [changed(alternative, facts)]
  },
}

/** A tabled alternative is its proponents' to change, or the holder's. */
function requireMine(scene: Scene, alternative: Found): void {
  if (!isHome(scene, alternative)) return
  const standing = requireTable(scene, 'propose')
  requireParties(
    standing,
    proponentsOf(alternative).map((r) => r.id),
  )
}

export const joinProposal: Act<ActInput<'joinProposal'>> = {
  name: 'joinProposal',
  near: ({ alternative_id }) => [alternative_id],
  plan(scene, { alternative_id, party, joins }): Plan {
    const alternative = requireFound(scene, alternative_id, 'alternative')
    slotOf(scene, alternative)
    const status = statusOf(alternative)
    if (status === 'merged') throw new Problem('wrong-state', refusals.alternative_is('merged'))
    if (isHome(scene, alternative)) requireParties(standingIn(scene), [party.id])
    const now = proponentsOf(alternative)
    const there = now.some((r) => r.id === party.id)
    if (there === joins)
      throw new Problem('wrong-state', joins ? refusals.joined : refusals.not_joined)
    const references = joins
      ? [...now, { path: 'parties', ...party }]
      : now.filter((r) => r.id !== party.id)
    const again =
      joins && status === 'withdrawn'
        ? [
            {
              facet: 'status',
              value: { status: isHome(scene, alternative) ? 'tabled' : 'proposed' },
            },
          ]
        : []
    return [changed(alternative, [{ facet: 'proponents', value: {}, references }, ...again])]
  },
}

export const withdrawAlternative: Act<ActInput<'withdrawAlternative'>> = {
  name: 'withdrawAlternative',
  near: ({ alternative_id }) => [alternative_id],
  plan(scene, { alternative_id, note }): Plan {
    const alternative = requireFound(scene, alternative_id, 'alternative')
    slotOf(scene, alternative)
    requireStands(alternative)
    requireMine(scene, alternative)
    const value = { status: 'withdrawn', ...(note === undefined ? {} : { note }) }
    return [changed(alternative, [{ facet: 'status', value }])]
  },
}

export const tableAlternative: Act<ActInput<'tableAlternative'>> = {
  name: 'tableAlternative',
  near: ({ alternative_id, copy_id }) => [alternative_id, copy_id],
  plan(scene, input): Plan {
    const standing = requireTable(scene, 'table')
    const source = requireFound(scene, input.alternative_id, 'alternative')
    if (isHome(scene, source)) throw new Problem('wrong-state', refusals.on_the_table)
    if (lead(source, 'disclosure')) throw new Problem('wrong-state', refusals.tabled_before)
    requireStands(source)
    const slot = slotOf(scene, source)
    const description = lead(source, 'description')
    const no_text = description?.value['no_text'] === true
    const words = wordsOf(source)
    if (!no_text && !languages.some((l) => (words[l] ?? []).length > 0))
      throw noWords('alternative')
    const proponents = input.attribution === 'party' ? proponentsOf(source) : []
    requireParties(
      standing,
      proponents.map((r) => r.id),
    )
    if (input.attribution === 'party' && proponents.length === 0)
      throw new Problem('invalid-input', refusals.needs_proponents, [
        { field: 'attribution', ...remedies.attribution },
      ])
    const origin =
      input.attribution === 'party' ? String(description?.value['origin'] ?? 'party') : 'mediator'
    const { compartment_id } = scene.instrument
    const place = { id: slot.id, compartment_id: slot.compartment_id }
    const copy = madeAlternative(scene, {
      alternative: {
        id: input.copy_id,
        origin: origin as NewAlternative['origin'],
        no_text,
        wording: tabled(words),
        proponents: proponents.map(({ compartment_id: c, id }) => ({ compartment_id: c, id })),
      },
      slot: place,
      compartment_id,
      status: 'tabled',
      field: 'alternative',
    })
    const { copy_id, attribution } = input
    return [
      copy,
      changed(source, [{ facet: 'disclosure', value: { compartment_id, copy_id, attribution } }]),
    ]
  },
}

function tabled(words: Words): NewAlternative['wording'] {
  const copy = (parts: Words['en']) => (parts ? [...parts] : undefined)
  const [en, ar] = [copy(words.en), copy(words.ar)]
  return { ...(en ? { en } : {}), ...(ar ? { ar } : {}) }
}

export const mergeAlternatives: Act<ActInput<'mergeAlternatives'>> = {
  name: 'mergeAlternatives',
  near: ({ slot_id, from }) => [slot_id, ...from],
  plan(scene, { slot_id, from, into_id, wording }): Plan {
    requireTable(scene, 'merge')
    const slot = requireOpenSlot(scene, slot_id)
    const sources = [...new Set(from)].map((id) => requireFound(scene, id, 'alternative'))
    for (const source of sources) {
      requireStands(source)
      if (!isHome(scene, source) || !refsOf(lead(source, 'description'), 'slot').includes(slot_id))
        throw new Problem('wrong-state', refusals.one_slot)
    }
    requireNothingLost(sources, wording)
    const parties = new Map(sources.flatMap(proponentsOf).map((r) => [r.id, r]))
    const { compartment_id } = scene.instrument
    const into = madeAlternative(scene, {
      alternative: {
        id: into_id,
        origin: 'streamlined',
        no_text: false,
        wording,
        proponents: [...parties.values()].map(({ compartment_id: c, id }) => ({
          compartment_id: c,
          id,
        })),
      },
      slot: { id: slot.id, compartment_id: slot.compartment_id },
      compartment_id,
      status: 'tabled',
      merged_from: sources.map((s) => ({ path: 'merged_from', compartment_id, id: s.id })),
      field: 'into',
    })
    const to = [{ path: 'into', compartment_id, id: into_id }]
    return [
      into,
      ...sources.map((s) =>
        changed(s, [{ facet: 'status', value: { status: 'merged' }, references: to }]),
      ),
    ]
  },
}

function requireNothingLost(sources: readonly Found[], wording: Words): void {
  const errors = languages.flatMap((language) => {
    const parts = sources.flatMap((s) => wordsOf(s)[language] ?? [])
    if (parts.length === 0) return []
    const lost = lostWords([parts], wording[language] ?? [])
    if (lost.length === 0) return []
    return [{ field: `wording.${language}`, ...remedies.lost(lost.slice(0, 12)) }]
  })
  if (errors.length > 0) throw new Problem('invalid-input', refusals.words_lost, errors)
}

export const undoMerge: Act<ActInput<'undoMerge'>> = {
  name: 'undoMerge',
  near: ({ alternative_id }) => [alternative_id],
  plan(scene, { alternative_id }): Plan {
    requireTable(scene, 'merge')
    const into = requireFound(scene, alternative_id, 'alternative')
    slotOf(scene, into)
    requireStands(into)
    const from = refsOf(lead(into, 'description'), 'merged_from')
    if (from.length === 0) throw new Problem('wrong-state', refusals.not_streamlined)
    return [
      changed(into, [{ facet: 'status', value: { status: 'withdrawn' } }]),
      ...from.map((id) => {
        const source = requireFound(scene, id, 'alternative')
        const merged = lead(source, 'status')
        if (merged?.value['status'] !== 'merged')
          throw new Problem('wrong-state', refusals.changed_since)
        return changed(source, [
          { facet: 'status', act: 'withdraw' as const, of_fact_id: merged.id, value: {} },
        ])
      }),
    ]
  },
}
