// The records that a tree of a text is made from, as the server would send them: for measuring the
// screen with a text that is larger than any example.
import type { Content, Slot, TextNode, TextTree } from '@sulh/analysis/text/tree'
import { walk } from '@sulh/analysis/text/tree'

type Reference = { readonly path: string; readonly compartment_id: string; readonly id: string }
type Fact = Readonly<Record<string, unknown>>
export type BenchRecord = {
  readonly id: string
  readonly kind: string
  readonly compartment_id: string
  readonly facts: readonly Fact[]
}
export type Home = {
  readonly instrument_id: string
  readonly compartment_id: string
  /** Actors that stand for the parties `a` and `b` of the tree. */
  readonly parties: Readonly<Record<string, string>>
  readonly process_compartment_id: string
}

type Facet = readonly [facet: string, value: unknown, references?: Reference[]]

const known_from = '2020-10-19T00:00:00.000Z'

export function recordsOfTree(tree: TextTree, home: Home): BenchRecord[] {
  const { compartment_id } = home
  const ref = (path: string, id: string): Reference => ({ path, compartment_id, id })
  const party = (path: string, id: string): Reference => ({
    path,
    compartment_id: home.process_compartment_id,
    id: home.parties[id] ?? id,
  })
  const instrument = ref('instrument', home.instrument_id)
  const record = (kind: string, id: string, facts: readonly Facet[]): BenchRecord => ({
    id,
    kind,
    compartment_id,
    facts: facts.map(([facet, value, references = []]) => ({
      id: `${id} ${facet}`,
      record_id: id,
      compartment_id,
      n: 1,
      facet,
      act: 'state',
      of_fact_id: null,
      value,
      references,
      known_from,
      recorded_at: known_from,
      held_from: null,
      held_to: null,
      certainty: 'confirmed',
      mark: 'none',
      channel: 'in_writing',
      confirmation: 'unconfirmed',
    })),
  })
  const words = (wording: { readonly en?: Content; readonly ar?: Content }): Facet[] => [
    ...(wording.en ? [['english', { content: wording.en }] satisfies Facet] : []),
    ...(wording.ar ? [['arabic', { content: wording.ar }] satisfies Facet] : []),
  ]
  const ofSlot = (slot: Slot, node: TextNode): BenchRecord[] => [
    record('slot', slot.id, [
      [
        'description',
        { class: slot.class, scope: slot.scope, title: { en: `Slot ${slot.id}`, ar: slot.id } },
        [instrument, ref('node', node.id), ...slot.concerned.map((p) => party('concerned', p))],
      ],
      ['status', { status: 'open' }],
    ]),
    ...slot.alternatives.map((a, order) =>
      record('alternative', a.id, [
        [
          'description',
          { origin: a.origin, no_text: false, order },
          [instrument, ref('slot', slot.id)],
        ],
        ...words(a.wording),
        ['proponents', {}, a.proponents.map((p) => party('parties', p))],
        ['status', { status: 'tabled' }],
      ]),
    ),
    ...slot.positions.map((p) =>
      record('position', p.id, [
        [
          'stance',
          { basis: p.basis },
          [
            instrument,
            ref('slot', slot.id),
            party('party', p.party),
            ...p.accepts.map((id) => ref('accepts', id)),
          ],
        ],
      ]),
    ),
  ]
  return [...walk(tree.nodes)].flatMap(({ node, parent }, i) => [
    record('node', node.id, [
      ['description', { kind: node.kind, weight: 1 }, [instrument]],
      [
        'placement',
        { rank: `a${String(i).padStart(6, '0')}` },
        parent ? [ref('parent', parent)] : [],
      ],
      ['heading', node.heading],
      ...words(node.wording),
    ]),
    ...node.slots.flatMap((slot) => ofSlot(slot, node)),
  ])
}
