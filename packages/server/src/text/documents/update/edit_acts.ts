// The acts that an edit amounts to, one after the other: each is worked out on the text as the acts before
// it left it, and is the command's own input (D26). Nothing is written here.
import { rankBetween } from '@sulh/analysis/text/ranks'
import { Problem } from '@sulh/contract/problem'
import { lead, refsOf, type Scene } from '../../scene.ts'
import { slotsOf, type DraftSlot } from '../draft.ts'
import { refusedUpdate } from '../refusals.ts'
import type { Placed } from './counterparts.ts'
import type { Edit } from './edits.ts'
import { openings } from './openings.ts'
import {
  baseOf,
  newAlternative,
  newId,
  nodeId,
  partyPlaces,
  stripped,
  type Maker,
  type Standpoint,
} from './standpoint.ts'

export function makersOf(edit: Edit, on: Standpoint): readonly Maker[] {
  const { ref } = edit
  switch (edit.what) {
    case 'clause_inserted':
      return edit.nodes.flatMap((place) => inserted(place, on))
    case 'clause_moved':
      return [
        (scene) => {
          requireSame(scene, on, ref, ['placement'])
          const number = lead(scene.get(ref), 'placement')?.value['number']
          return {
            name: 'moveNode',
            input: {
              node_id: ref,
              ...placeIn(scene, on, edit.place),
              ...(number === undefined ? {} : { number }),
            },
          }
        },
      ]
    case 'clause_numbered':
      return [
        (scene) => {
          requireSame(scene, on, ref, ['placement'])
          const placement = lead(scene.get(ref), 'placement')
          const parent_id = refsOf(placement, 'parent')[0]
          const { rank } = placement?.value ?? {}
          const of = { node_id: ref, rank, number: edit.number }
          return { name: 'moveNode', input: parent_id === undefined ? of : { ...of, parent_id } }
        },
      ]
    case 'clause_withdrawn':
      return [
        (scene) => {
          requireSame(scene, on, ref, ['heading', 'english', 'arabic'])
          return { name: 'withdrawNode', input: { node_id: ref, reason: refusedUpdate.taken_away } }
        },
      ]
    case 'heading_changed':
      return [
        (scene) => {
          requireSame(scene, on, ref, ['heading'])
          const input = { node_id: ref, base: none, wording: {}, heading: edit.heading }
          return { name: 'reviseNode', input }
        },
      ]
    case 'clause_changed':
      return [
        (scene) => {
          refuseFault(edit.fault)
          const base = baseOf(scene, on, ref)
          return { name: 'reviseNode', input: { node_id: ref, base, wording: edit.words } }
        },
      ]
    case 'slot_opened':
      return openings({ ...edit, node: () => ref, host: () => edit.alternative ?? ref }, on)
    default:
      return alternativeMakers(edit, on)
  }
}

function alternativeMakers(
  edit: Extract<Edit, { readonly what: `alternative_${string}` | `party_${string}` }>,
  on: Standpoint,
): readonly Maker[] {
  switch (edit.what) {
    case 'alternative_proposed':
      return proposed(edit, on)
    case 'alternative_changed':
      return [
        (scene) => {
          refuseFault(edit.fault)
          const { alternative: alternative_id, words: wording } = edit
          const base = baseOf(scene, on, alternative_id)
          return { name: 'reviseAlternative', input: { alternative_id, base, wording } }
        },
      ]
    case 'alternative_withdrawn':
      return [
        (scene) => {
          const facets = ['english', 'arabic', 'proponents', 'status']
          requireSame(scene, on, edit.alternative, facets)
          return { name: 'withdrawAlternative', input: { alternative_id: edit.alternative } }
        },
      ]
    case 'party_joined':
    case 'party_left':
      return [
        (scene) => ({
          name: 'joinProposal',
          input: {
            alternative_id: edit.alternative,
            party: partyPlaces(scene, [edit.party])[0],
            joins: edit.what === 'party_joined',
          },
        }),
      ]
  }
}

const none = { en: null, ar: null }

/** The text has this as the file was exported, or as an earlier act of the command left it. */
function requireSame(scene: Scene, on: Standpoint, id: string, facets: readonly string[]): void {
  for (const facet of facets) {
    const now = lead(scene.get(id), facet)?.id ?? null
    if (now !== on.fact(id, facet) && !(now !== null && on.isOurs(now)))
      throw new Problem('conflict', refusedUpdate.changed_since)
  }
}

function refuseFault(fault: 'taken_out' | 'closed_words' | undefined): void {
  if (fault !== undefined) throw new Problem('wrong-state', refusedUpdate[fault])
}

function inserted(
  place: Placed & { readonly number: string | undefined },
  on: Standpoint,
): readonly Maker[] {
  const { ref, draft, number } = place
  const node_id = nodeId(on, ref)
  const nested = nestedIn(draft.slots)
  const opens = draft.slots.flatMap(({ id }) => (nested.has(id) ? [] : [id]))
  const heading = Object.keys(draft.heading).length > 0 ? { heading: draft.heading } : {}
  return [
    (scene) => ({
      name: 'insertNode',
      input: {
        node_id,
        kind: draft.kind,
        ...placeIn(scene, on, place),
        ...(number === undefined ? {} : { number }),
        ...heading,
        wording: stripped(draft.wording),
      },
    }),
    ...openings(
      {
        ref,
        words: draft.wording,
        opens,
        slots: draft.slots,
        node: () => node_id,
        host: () => node_id,
      },
      on,
    ),
  ]
}

function nestedIn(slots: readonly DraftSlot[]): ReadonlySet<string> {
  const contents = slots.flatMap(({ alternatives }) =>
    alternatives.flatMap(({ wording }) => Object.values(wording)),
  )
  return new Set(contents.flatMap(slotsOf))
}

function proposed(
  edit: Extract<Edit, { readonly what: 'alternative_proposed' }>,
  on: Standpoint,
): readonly Maker[] {
  const { ref, slot, draft, nth, slots } = edit
  const id = newId(on, `${slot} alternative ${nth}`)
  const opens = Object.values(draft.wording).flatMap(slotsOf)
  return [
    (scene) => ({
      name: 'proposeAlternative',
      input: {
        slot_id: slot,
        compartment_id: scene.instrument.compartment_id,
        alternative: newAlternative(scene, id, draft),
      },
    }),
    ...openings(
      {
        ref: `${ref} ${slot} ${nth}`,
        words: draft.wording,
        opens: [...new Set(opens)],
        slots,
        node: () => ref,
        host: () => id,
        alternative: id,
      },
      on,
    ),
  ]
}

/** Behind the nearest earlier sibling of the file that stands there now, else first. */
function placeIn(scene: Scene, on: Standpoint, { ref, parent, before }: Placed) {
  const parent_id = parent === undefined ? undefined : nodeId(on, parent)
  const own = nodeId(on, ref)
  const rank = (id: string): string => String(lead(scene.get(id), 'placement')?.value['rank'] ?? '')
  const siblings = scene.records
    .flatMap(({ id, kind }) => {
      const found = kind === 'node' && id !== own ? scene.get(id) : undefined
      if (found === undefined || found.withdrawn) return []
      return refsOf(lead(found, 'placement'), 'parent')[0] === parent_id ? [id] : []
    })
    .toSorted((a, b) => (rank(a) < rank(b) || (rank(a) === rank(b) && a < b) ? -1 : 1))
  const at = before.map((one) => siblings.indexOf(nodeId(on, one))).find((found) => found >= 0)
  const [low, high] = at === undefined ? [undefined, siblings[0]] : [siblings[at], siblings[at + 1]]
  return {
    ...(parent_id === undefined ? {} : { parent_id }),
    rank: rankBetween(low && rank(low), high && rank(high)),
  }
}
