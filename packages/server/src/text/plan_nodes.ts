// What acts on nodes write (text SPEC T4-T9, T19, T20). Pure functions of the scene and the input.
import { Problem } from '@sulh/contract/problem'
import type { Act, ActInput, Plan, PlannedFact, PlannedRecord } from './act.ts'
import { requireOutcome } from './decided.ts'
import { refusals } from './refusals.ts'
import { remedies } from './remedies.ts'
import { lead, refsOf, requireTable, type Found, type Scene } from './scene.ts'
import {
  facetOf,
  languages,
  requireBase,
  requireLanguages,
  requireSlots,
  slotsIn,
  type Words,
  wordingFacts,
} from './wording_check.ts'

export function instrumentRef(scene: Scene) {
  const { id, compartment_id } = scene.instrument
  return { path: 'instrument', compartment_id, id }
}
export function changed(found: Found, facts: readonly PlannedFact[]): PlannedRecord {
  const { id, compartment_id, kind } = found
  return { id, compartment_id, kind, made: false, facts }
}
export function requireFound(scene: Scene, id: string, kind: Found['kind']): Found {
  const found = scene.get(id)
  const facet = kind === 'position' ? 'stance' : 'description'
  const own = refsOf(lead(found, facet), 'instrument').includes(scene.instrument.id)
  if (found?.kind !== kind || !own) throw new Problem('not-found', refusals.not_here(kind))
  if (found.withdrawn) throw new Problem('wrong-state', refusals.withdrawn(kind))
  return found
}
export function wordsOf(found: Found | undefined): Words {
  const of = (language: 'en' | 'ar') =>
    lead(found, facetOf[language])?.value['content'] as Words['en']
  return { en: of('en'), ar: of('ar') }
}
/** Slots that stand in the node's own words, by the records and not by the words. */
export function nodeSlots(scene: Scene, node_id: string): Found[] {
  return scene
    .of('slot', { facet: 'description', path: 'node', id: node_id })
    .filter((s) => refsOf(lead(s, 'description'), 'within').length === 0)
}

function parentRef(scene: Scene, parent_id: string | undefined, node_id: string) {
  if (parent_id === undefined) return []
  const parent = requireFound(scene, parent_id, 'node')
  for (let at: string | undefined = parent_id; at !== undefined; at = parentOf(scene, at))
    if (at === node_id) throw new Problem('wrong-state', refusals.below_itself)
  return [{ path: 'parent', compartment_id: parent.compartment_id, id: parent_id }]
}
function parentOf(scene: Scene, id: string): string | undefined {
  return refsOf(lead(scene.get(id), 'placement'), 'parent')[0]
}

export const insertNode: Act<ActInput<'insertNode'>> = {
  name: 'insertNode',
  near: ({ parent_id }) => (parent_id === undefined ? [] : [parent_id]),
  plan(scene, input): Plan {
    requireTable(scene, 'draft')
    requireLanguages(input.wording, 'wording')
    requireSlots(input.wording, [], 'wording')
    const { kind, weight, rank, number, heading } = input
    return [
      {
        id: input.node_id,
        compartment_id: scene.instrument.compartment_id,
        kind: 'node',
        made: true,
        facts: [
          { facet: 'description', value: { kind, weight }, references: [instrumentRef(scene)] },
          {
            facet: 'placement',
            value: { rank, ...(number === undefined ? {} : { number }) },
            references: parentRef(scene, input.parent_id, input.node_id),
          },
          ...(heading === undefined ? [] : [{ facet: 'heading', value: heading }]),
          ...wordingFacts(input.wording),
        ],
      },
    ]
  },
}

export const moveNode: Act<ActInput<'moveNode'>> = {
  name: 'moveNode',
  whole: true,
  near: () => [],
  plan(scene, { node_id, parent_id, rank, number }): Plan {
    requireTable(scene, 'draft')
    const node = requireFound(scene, node_id, 'node')
    return [
      changed(node, [
        {
          facet: 'placement',
          value: { rank, ...(number === undefined ? {} : { number }) },
          references: parentRef(scene, parent_id, node_id),
        },
      ]),
    ]
  },
}

export const reviseNode: Act<ActInput<'reviseNode'>> = {
  name: 'reviseNode',
  near: ({ node_id }) => [node_id],
  plan(scene, { node_id, base, wording, heading, translates }): Plan {
    requireTable(scene, 'draft')
    const node = requireFound(scene, node_id, 'node')
    requireBase(node, base, wording)
    requireLanguages(wording, 'wording')
    requireSlots(
      wording,
      nodeSlots(scene, node_id).map((s) => s.id),
      'wording',
    )
    const facts = [
      ...(heading === undefined ? [] : [{ facet: 'heading', value: heading }]),
      ...wordingFacts(wording, { found: node, translates }),
    ]
    if (facts.length === 0)
      throw new Problem('invalid-input', refusals.nothing_changed, [
        { field: 'wording', ...remedies.change },
      ])
    return [changed(node, facts)]
  },
}

/** The slots of these words now stand in another node: their identity stays (T5). */
function movedSlots(scene: Scene, words: Words, to: { id: string; compartment_id: string }) {
  return slotsIn(words).map((id) => {
    const slot = requireFound(scene, id, 'slot')
    const description = lead(slot, 'description')
    if (!description) throw new Problem('not-found', refusals.not_here('slot'))
    const references = description.references.map((r) =>
      r.path === 'node' ? { path: 'node', compartment_id: to.compartment_id, id: to.id } : r,
    )
    return changed(slot, [{ facet: 'description', value: description.value, references }])
  })
}

export const splitNode: Act<ActInput<'splitNode'>> = {
  name: 'splitNode',
  near: ({ node_id }) => [node_id],
  plan(scene, input): Plan {
    requireTable(scene, 'draft')
    const node = requireFound(scene, input.node_id, 'node')
    const { compartment_id } = node
    requireBase(node, input.base, { ...wordsOf(node), ...input.keep, ...input.rest })
    for (const [field, words] of [
      ['keep', input.keep],
      ['rest', input.rest],
    ] as const)
      requireLanguages(words, field)
    const all = nodeSlots(scene, node.id).map((s) => s.id)
    const goes = slotsIn(input.rest)
    requireSlots(
      input.keep,
      all.filter((s) => !goes.includes(s)),
      'keep',
    )
    requireSlots(
      input.rest,
      all.filter((s) => goes.includes(s)),
      'rest',
    )
    for (const language of languages)
      if ((wordsOf(node)[language] === undefined) !== (input.keep[language] === undefined))
        throw new Problem('invalid-input', refusals.split_languages, [
          { field: `keep.${language}`, ...remedies.keep },
        ])
    const place = lead(node, 'placement')
    const description = lead(node, 'description')
    const made: PlannedRecord = {
      id: input.new_node_id,
      compartment_id,
      kind: 'node',
      made: true,
      facts: [
        {
          facet: 'description',
          value: description?.value ?? {},
          references: [instrumentRef(scene)],
        },
        {
          facet: 'placement',
          value: { rank: input.rank },
          references: (place?.references ?? []).filter((r) => r.path === 'parent'),
        },
        {
          facet: 'lineage',
          value: { class: 'split' },
          references: [{ path: 'from', compartment_id, id: node.id }],
        },
        ...wordingFacts(input.rest),
      ],
    }
    const to = { id: input.new_node_id, compartment_id }
    return [made, changed(node, wordingFacts(input.keep)), ...movedSlots(scene, input.rest, to)]
  },
}

export const mergeNodes: Act<ActInput<'mergeNodes'>> = {
  name: 'mergeNodes',
  near: ({ node_id, from }) => [node_id, ...from],
  plan(scene, { node_id, base, from, wording }): Plan {
    requireTable(scene, 'draft')
    const node = requireFound(scene, node_id, 'node')
    if (from.includes(node_id))
      throw new Problem('invalid-input', refusals.merge_self, [
        { field: 'from', ...remedies.other_nodes },
      ])
    const others = [...new Set(from)].map((id) => requireFound(scene, id, 'node'))
    for (const other of others)
      if (scene.of('node', { facet: 'placement', path: 'parent', id: other.id }).length > 0)
        throw new Problem('wrong-state', refusals.merge_below)
    requireBase(node, base, wording)
    requireLanguages(wording, 'wording')
    const slots = [node, ...others].flatMap((n) => nodeSlots(scene, n.id).map((s) => s.id))
    requireSlots(wording, slots, 'wording')
    const { compartment_id } = node
    const theirs = new Set(others.flatMap((n) => nodeSlots(scene, n.id).map((s) => s.id)))
    const moved = {
      en: (wording.en ?? wording.ar ?? []).filter((p) => 'slot' in p && theirs.has(p.slot)),
    }
    const gone = { en: 'Merged into another clause.', ar: 'دُمج في بند آخر.' }
    return [
      changed(node, [
        {
          facet: 'lineage',
          value: { class: 'merge' },
          references: others.map(({ id }) => ({ path: 'from', compartment_id, id })),
        },
        ...wordingFacts(wording),
      ]),
      ...movedSlots(scene, moved, { id: node_id, compartment_id }),
      ...others.map((n) => changed(n, [{ facet: 'withdrawal', value: { reason: gone } }])),
    ]
  },
}

export const withdrawNode: Act<ActInput<'withdrawNode'>> = {
  name: 'withdrawNode',
  near: ({ node_id }) => [node_id],
  plan(scene, { node_id, reason }): Plan {
    requireTable(scene, 'draft')
    const node = requireFound(scene, node_id, 'node')
    return [changed(node, [{ facet: 'withdrawal', value: { reason } }])]
  },
}

export const restoreNode: Act<ActInput<'restoreNode'>> = {
  name: 'restoreNode',
  near: ({ node_id }) => [node_id],
  plan(scene, { node_id }): Plan {
    requireTable(scene, 'draft')
    const node = scene.get(node_id)
    const withdrawal = lead(node, 'withdrawal')
    if (node?.kind !== 'node') throw new Problem('not-found', refusals.not_here('node'))
    if (!withdrawal) throw new Problem('wrong-state', refusals.not_withdrawn)
    const fact = { facet: 'withdrawal', act: 'withdraw' as const, of_fact_id: withdrawal.id }
    return [changed(node, [{ ...fact, value: {} }])]
  },
}

export const setStage: Act<ActInput<'setStage'>> = {
  name: 'setStage',
  near: ({ node_id, decision }) => [node_id, ...(decision ? [decision.id] : [])],
  plan(scene, { node_id, stage, agreed_by, occasion, note, decision }): Plan {
    requireTable(scene, 'close')
    const node = requireFound(scene, node_id, 'node')
    if (stage !== 'not_opened' && stage !== 'open') requireClean(scene, node)
    const agreed = stage.startsWith('agreed')
    const parties = refsOf(lead(scene.instrument, 'description'), 'parties')
    const missing = parties.filter((p) => !agreed_by.some(({ id }) => id === p))
    if (decision) requireOutcome(scene, decision)
    if (agreed && !decision && missing.length > 0)
      throw new Problem('wrong-state', refusals.agreed_by, [
        { field: 'agreed_by', ...remedies.all_parties },
      ])
    return [
      changed(node, [
        {
          facet: 'stage',
          value: { stage, ...(note === undefined ? {} : { note }) },
          references: [
            ...(agreed ? agreed_by.map((a) => ({ path: 'agreed_by', ...a })) : []),
            ...(occasion ? [{ path: 'occasion', ...occasion }] : []),
            ...(decision ? [{ path: 'decision', ...decision }] : []),
          ],
        },
      ]),
    ]
  },
}

/** Without open slots, and written in every authentic language (T19). */
function requireClean(scene: Scene, node: Found): void {
  const open = scene
    .of('slot', { facet: 'description', path: 'node', id: node.id })
    .filter((s) => lead(s, 'status')?.value['status'] !== 'closed')
  if (open.length > 0) throw new Problem('wrong-state', refusals.open_brackets(open.length))
  const authentic = lead(scene.instrument, 'description')?.value['authentic'] as ('en' | 'ar')[]
  const words = wordsOf(node)
  const written = languages.some((language) => words[language] !== undefined)
  const missing = authentic.filter((language) => written && words[language] === undefined)
  if (missing.length > 0)
    throw new Problem('wrong-state', refusals.not_clean, [
      { field: 'stage', ...remedies.authentic(missing) },
    ])
}
