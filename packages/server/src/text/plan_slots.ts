// What acts on slots, positions and reservations write (text SPEC T10, T15-T18). Pure functions of
// the scene and the input.
import { Problem } from '@sulh/contract/problem'
import type { Act, ActInput, Plan, PlannedRecord } from './act.ts'
import { madeAlternative } from './plan_alternatives.ts'
import { requireOutcome, type Place } from './decided.ts'
import { changed, instrumentRef, nodeSlots, requireFound } from './plan_nodes.ts'
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
  requireBase,
  requireLanguages,
  requireSlots,
  slotsIn,
  wordingFacts,
} from './wording_check.ts'

export const openSlot: Act<ActInput<'openSlot'>> = {
  name: 'openSlot',
  near: ({ node_id, within_id }) => [node_id, ...(within_id === undefined ? [] : [within_id])],
  plan(scene, input): Plan {
    const standing = requireTable(scene, 'draft')
    const node = requireFound(scene, input.node_id, 'node')
    const { compartment_id } = scene.instrument
    const within =
      input.within_id === undefined
        ? undefined
        : requireFound(scene, input.within_id, 'alternative')
    if (within && within.compartment_id !== compartment_id)
      throw new Problem('wrong-state', refusals.within_draft)
    const host = within ?? node
    requireBase(host, input.base, input.wording)
    requireLanguages(input.wording, 'wording')
    const before = within
      ? slotsIn({ en: contentOf(within, 'english'), ar: contentOf(within, 'arabic') })
      : nodeSlots(scene, node.id).map((s) => s.id)
    requireSlots(input.wording, [...before, input.slot_id], 'wording')
    if (slotsIn(input.wording).length === 0)
      throw new Problem('invalid-input', refusals.no_place, [
        { field: 'wording', ...remedies.slot_in_each },
      ])
    if (input.class === 'placeholder' && input.alternatives.length > 0)
      throw new Problem('invalid-input', refusals.placeholder, [
        { field: 'alternatives', ...remedies.no_alternatives },
      ])
    requireParties(
      standing,
      input.alternatives.flatMap((a) => a.proponents.map((p) => p.id)),
    )
    const { class: cls, scope, title } = input
    const slot: PlannedRecord = {
      id: input.slot_id,
      compartment_id,
      kind: 'slot',
      made: true,
      facts: [
        {
          facet: 'description',
          value: { class: cls, scope, title },
          references: [
            instrumentRef(scene),
            { path: 'node', compartment_id: node.compartment_id, id: node.id },
            ...(within ? [{ path: 'within', compartment_id, id: within.id }] : []),
            ...(input.issue ? [{ path: 'issue', ...input.issue }] : []),
            ...input.concerned.map((a) => ({ path: 'concerned', ...a })),
          ],
        },
        { facet: 'status', value: { status: 'open' } },
      ],
    }
    return [
      slot,
      ...input.alternatives.map((alternative, i) =>
        madeAlternative(scene, {
          alternative,
          slot: { id: input.slot_id, compartment_id },
          compartment_id,
          status: 'tabled',
          nth: i,
          field: `alternatives.${i}`,
        }),
      ),
      changed(host, wordingFacts(input.wording)),
    ]
  },
}

function contentOf(found: Found, facet: 'english' | 'arabic') {
  return lead(found, facet)?.value['content'] as { text: string }[] | undefined
}

function requireOpen(slot: Found): void {
  const status = lead(slot, 'status')
  if (status?.value['status'] !== 'closed') return
  const how = String(status.value['reason'] ?? 'consensus')
  throw new Problem('wrong-state', refusals.closed(how))
}

export const closeSlot: Act<ActInput<'closeSlot'>> = {
  name: 'closeSlot',
  near: ({ slot_id, chosen_id, decision }) => [
    slot_id,
    ...(chosen_id === undefined ? [] : [chosen_id]),
    ...(decision ? [decision.id] : []),
  ],
  plan(scene, { slot_id, chosen_id, reason, note, occasion, decision }): Plan {
    requireTable(scene, 'close')
    const slot = requireFound(scene, slot_id, 'slot')
    requireOpen(slot)
    const chosen =
      chosen_id === undefined ? undefined : requireFound(scene, chosen_id, 'alternative')
    if (!chosen && reason !== 'withdrawn')
      throw new Problem('invalid-input', refusals.close_on, [
        { field: 'chosen_id', ...remedies.choose_one },
      ])
    if (chosen) requireStanding(scene, { slot, chosen })
    if (chosen && reason === 'consensus') refuseRejected(scene, { slot, chosen })
    if (reason === 'decision' || decision) requireDecided(scene, { reason, decision })
    return [
      changed(slot, [
        {
          facet: 'status',
          value: { status: 'closed', reason, ...(note === undefined ? {} : { note }) },
          references: [
            ...(chosen
              ? [{ path: 'chosen', compartment_id: chosen.compartment_id, id: chosen.id }]
              : []),
            ...(occasion ? [{ path: 'occasion', ...occasion }] : []),
            ...(decision ? [{ path: 'decision', ...decision }] : []),
          ],
        },
      ]),
    ]
  },
}

function requireDecided(
  scene: Scene,
  { reason, decision }: { readonly reason: string; readonly decision: Place | undefined },
): void {
  if (reason === 'decision' && decision) return requireOutcome(scene, decision)
  throw new Problem('invalid-input', refusals.names_decision, [
    decision
      ? { field: 'reason', ...remedies.by_decision }
      : { field: 'decision', ...remedies.choose_decision },
  ])
}

function requireStanding(scene: Scene, of: { readonly slot: Found; readonly chosen: Found }): void {
  const own = refsOf(lead(of.chosen, 'description'), 'slot').includes(of.slot.id)
  const home = of.chosen.compartment_id === scene.instrument.compartment_id
  const status = lead(of.chosen, 'status')?.value['status'] ?? 'tabled'
  if (!own || !home || status !== 'tabled')
    throw new Problem('wrong-state', refusals.close_tabled, [
      { field: 'chosen_id', ...remedies.table_first },
    ])
}

function refuseRejected(scene: Scene, of: { readonly slot: Found; readonly chosen: Found }): void {
  const positions = scene
    .of('position', { facet: 'stance', path: 'slot', id: of.slot.id })
    .filter((p) => p.compartment_id === scene.instrument.compartment_id)
  const against = positions.filter((p) =>
    refsOf(lead(p, 'stance'), 'rejects').includes(of.chosen.id),
  )
  if (against.length > 0) throw new Problem('wrong-state', refusals.rejected)
}

export const reopenSlot: Act<ActInput<'reopenSlot'>> = {
  name: 'reopenSlot',
  near: ({ slot_id }) => [slot_id],
  plan(scene, { slot_id, note, occasion }): Plan {
    requireTable(scene, 'reopen')
    const slot = requireFound(scene, slot_id, 'slot')
    if (lead(slot, 'status')?.value['status'] !== 'closed')
      throw new Problem('wrong-state', refusals.is_open)
    return [
      changed(slot, [
        {
          facet: 'status',
          value: { status: 'open', note },
          references: occasion ? [{ path: 'occasion', ...occasion }] : [],
        },
      ]),
    ]
  },
}

export const recordPosition: Act<ActInput<'recordPosition'>> = {
  name: 'recordPosition',
  near: ({ slot_id, position_id, accepts, rejects, prefers }) => [
    slot_id,
    position_id,
    ...accepts,
    ...rejects,
    ...(prefers === undefined ? [] : [prefers]),
  ],
  plan(scene, input): Plan {
    const slot = requireFound(scene, input.slot_id, 'slot')
    requireBasis(scene, input)
    const both = input.accepts.filter((id) => input.rejects.includes(id))
    if (both.length > 0 || (input.prefers !== undefined && input.rejects.includes(input.prefers)))
      throw new Problem('invalid-input', refusals.both, [{ field: 'rejects', ...remedies.one_of }])
    const to = (path: string, id: string) => {
      const found = requireFound(scene, id, 'alternative')
      if (!refsOf(lead(found, 'description'), 'slot').includes(slot.id))
        throw new Problem('bad-reference', refusals.other_slot)
      return { path, compartment_id: found.compartment_id, id }
    }
    const existing = scene.get(input.position_id)
    if (existing) requireSamePosition(existing, input)
    return [
      {
        id: input.position_id,
        compartment_id: input.compartment_id,
        kind: 'position',
        made: existing === undefined,
        facts: [
          {
            facet: 'stance',
            value: {
              basis: input.basis,
              ...(input.note === undefined ? {} : { note: input.note }),
            },
            references: [
              instrumentRef(scene),
              { path: 'slot', compartment_id: slot.compartment_id, id: slot.id },
              { path: 'party', ...input.party },
              ...input.accepts.map((id) => to('accepts', id)),
              ...(input.prefers === undefined ? [] : [to('prefers', input.prefers)]),
              ...input.rejects.map((id) => to('rejects', id)),
            ],
          },
        ],
      },
    ]
  },
}

/** Declared ones in the plenary, told ones in a caucus, estimates with the mission alone (T17). */
function requireBasis(scene: Scene, input: ActInput<'recordPosition'>): void {
  const kind = scene.compartmentKind(input.compartment_id)
  const home = input.compartment_id === scene.instrument.compartment_id
  if (input.basis === 'declared') requireParties(standingIn(scene), [input.party.id])
  const fits =
    input.basis === 'declared'
      ? home
      : input.basis === 'told_in_caucus'
        ? kind === 'caucus'
        : kind === 'mission' || kind === 'cell'
  if (fits) return
  throw new Problem('invalid-input', refusals.position_place, [
    { field: 'compartment_id', ...remedies.basis(input.basis) },
  ])
}

function requireSamePosition(existing: Found, input: ActInput<'recordPosition'>): void {
  const stance = lead(existing, 'stance')
  const same =
    existing.kind === 'position' &&
    existing.compartment_id === input.compartment_id &&
    stance?.value['basis'] === input.basis &&
    refsOf(stance, 'party')[0] === input.party.id &&
    refsOf(stance, 'slot')[0] === input.slot_id
  if (!same) throw new Problem('id-taken', refusals.position_taken)
}

export const makeReservation: Act<ActInput<'makeReservation'>> = {
  name: 'makeReservation',
  near: ({ on_id }) => [on_id],
  plan(scene, input): Plan {
    requireParties(standingIn(scene), [input.party.id])
    const kind = scene.get(input.on_id)?.kind === 'slot' ? 'slot' : 'node'
    const on = requireFound(scene, input.on_id, kind)
    return [
      {
        id: input.reservation_id,
        compartment_id: scene.instrument.compartment_id,
        kind: 'reservation',
        made: true,
        facts: [
          {
            facet: 'description',
            value: { class: input.class, text: input.text },
            references: [
              instrumentRef(scene),
              { path: 'on', compartment_id: on.compartment_id, id: on.id },
              { path: 'party', ...input.party },
            ],
          },
        ],
      },
    ]
  },
}

export const liftReservation: Act<ActInput<'liftReservation'>> = {
  name: 'liftReservation',
  near: ({ reservation_id }) => [reservation_id],
  plan(scene, { reservation_id, reason }): Plan {
    const reservation = requireFound(scene, reservation_id, 'reservation')
    requireParties(standingIn(scene), refsOf(lead(reservation, 'description'), 'party'))
    return [changed(reservation, [{ facet: 'withdrawal', value: { reason } }])]
  },
}
