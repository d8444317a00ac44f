// Arbitrary negotiating texts for property tests, drawn from small pools of ids and words so that two
// of them share most of both. Nothing in them means anything.
import fc from 'fast-check'
import {
  closingReasons,
  nodeKinds,
  origins,
  positionBases,
  stages,
  type Alternative,
  type Content,
  type Language,
  type NodeKind,
  type Position,
  type Reservation,
  type Slot,
  type TextNode,
  type TextTree,
  type Title,
} from '../src/text/tree.ts'

export const parties = [
  {
    id: 'p1',
    name: { en: 'Party One', ar: 'الطرف الأول' },
    short: { en: 'One', ar: 'الأول' },
    side: 'A',
  },
  {
    id: 'p2',
    name: { en: 'Party Two', ar: 'الطرف الثاني' },
    short: { en: 'Two', ar: 'الثاني' },
    side: 'B',
  },
  { id: 'p3', name: { en: 'Third Party', ar: 'طرف ثالث' }, short: { en: 'Third', ar: 'ثالث' } },
] as const
const partyId = fc.constantFrom('p1', 'p2', 'p3')

const words: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'all',
    'forces',
    'withdraw',
    'within',
    '90',
    '30',
    'days',
    'from',
    'the',
    'front-line',
    'roads,',
    'a.m.',
  ],
  ar: ['القوات', 'تنسحبُ', 'خلال', '٩٠', '30', 'يومًا', 'من', 'خطوط', 'التماس،', 'والطرق', 'وقواتها'],
}

export const textOf = (language: Language): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...words[language]), { minLength: 1, maxLength: 7 })
    .map((w) => w.join(' '))

export const title: fc.Arbitrary<Title> = fc.record(
  { en: textOf('en'), ar: textOf('ar') },
  { requiredKeys: [] },
)

/** Runs of text with places of the given slots between them; not always in canonical form. */
const content = (language: Language, slots: readonly string[]): fc.Arbitrary<Content> =>
  fc.array(
    slots.length === 0
      ? fc.record({ text: textOf(language) })
      : fc.oneof(
          fc.record({ text: textOf(language) }),
          fc.record({ slot: fc.constantFrom(...slots) }),
        ),
    { maxLength: 4 },
  )
const wording = (slots: readonly string[]) =>
  fc.record({ en: content('en', slots), ar: content('ar', slots) }, { requiredKeys: [] })

const stale = fc.subarray<Language>(['en', 'ar'])

function distinct<T extends { readonly id: string }>(
  of: (id: string) => fc.Arbitrary<T>,
  ids: readonly string[],
): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...ids]).chain((some) => fc.tuple(...some.map(of)))
}

const alternative = (id: string): fc.Arbitrary<Alternative> =>
  fc.record({
    id: fc.constant(id),
    label: fc.constantFrom('a', 'b', 'c'),
    origin: fc.constantFrom(...origins),
    no_text: fc.boolean(),
    wording: wording([]),
    stale,
    proponents: fc.subarray(['p1', 'p2', 'p3']),
    status: fc.constantFrom('proposed', 'tabled', 'tabled', 'withdrawn', 'merged'),
    compartment_id: fc.constantFrom('plenary', 'caucus'),
  })

const reservation = (id: string): fc.Arbitrary<Reservation> =>
  fc.record({
    id: fc.constant(id),
    party: partyId,
    class: fc.constantFrom('general', 'scrutiny', 'specific'),
    text: title,
  })

export function slot(id: string): fc.Arbitrary<Slot> {
  const ids = ['a', 'b', 'c'].map((letter) => `${id}-${letter}`)
  const position = (name: string): fc.Arbitrary<Position> =>
    fc.record(
      {
        id: fc.constant(name),
        party: partyId,
        basis: fc.constantFrom(...positionBases),
        accepts: fc.subarray(ids),
        prefers: fc.constantFrom(...ids),
        rejects: fc.subarray(ids),
        note: title,
        compartment_id: fc.constantFrom('plenary', 'caucus'),
      },
      { requiredKeys: ['id', 'party', 'basis', 'accepts', 'rejects', 'compartment_id'] },
    )
  return fc.record(
    {
      id: fc.constant(id),
      scope: fc.constantFrom('inline', 'whole_node'),
      class: fc.constantFrom('alternatives', 'optional', 'placeholder'),
      title,
      issue: fc.constantFrom('routes', 'dates'),
      concerned: fc.subarray(['p1', 'p2']),
      status: fc.constantFrom('open', 'closed'),
      chosen: fc.constantFrom(...ids),
      reason: fc.constantFrom(...closingReasons),
      reopened: fc.nat(3),
      opened_at: fc.constantFrom('2020-10-19T09:00:00Z', '2020-10-20T09:00:00Z'),
      closed_at: fc.constantFrom('2020-10-21T09:00:00Z', '2020-10-22T09:00:00Z'),
      alternatives: distinct(alternative, ids),
      positions: distinct(
        position,
        ['x', 'y', 'z'].map((letter) => `${id}-${letter}`),
      ),
      reservations: distinct(reservation, [`${id}-r`]),
    },
    {
      requiredKeys: [
        'id',
        'scope',
        'class',
        'title',
        'concerned',
        'status',
        'reopened',
        'opened_at',
        'alternatives',
        'positions',
        'reservations',
      ],
    },
  )
}

type Bare = Omit<TextNode, 'children'>
const bareNode = (id: string): fc.Arbitrary<Bare> =>
  fc.shuffledSubarray(['s1', 's2', 's3'].map((name) => `${name}-${id}`)).chain((ids) =>
    fc.record(
      {
        id: fc.constant(id),
        kind: fc.constantFrom<NodeKind>(...nodeKinds),
        number: fc.constantFrom('', '1', '2', '5 bis'),
        heading: title,
        wording: wording(ids),
        stale,
        slots: fc.tuple(...ids.map(slot)),
        stage: fc.constantFrom(...stages),
        agreed_by: fc.subarray(['p1', 'p2']),
        fallen_from: fc.constantFrom(...stages),
        reservations: distinct(reservation, [`${id}-r1`, `${id}-r2`]),
        mark: fc.constantFrom('none', 'derived', 'reconstruction', 'illustration'),
        weight: fc.integer({ min: 1, max: 5 }),
      },
      {
        requiredKeys: [
          'id',
          'kind',
          'number',
          'heading',
          'wording',
          'stale',
          'slots',
          'stage',
          'agreed_by',
          'reservations',
          'mark',
          'weight',
        ],
      },
    ),
  )

/** A forest over some of the ids: each node's parent is an earlier one or none. */
const forest = (ids: readonly string[]): fc.Arbitrary<TextNode[]> =>
  fc
    .shuffledSubarray([...ids])
    .chain((some) =>
      fc.tuple(
        fc.tuple(...some.map(bareNode)),
        fc.tuple(...some.map((_, i) => fc.integer({ min: -1, max: i - 1 }))),
      ),
    )
    .map(([nodes, parents]) => {
      const below = (parent: number): TextNode[] =>
        nodes.flatMap((node, i) => (parents[i] === parent ? [{ ...node, children: below(i) }] : []))
      return below(-1)
    })

const tree: fc.Arbitrary<TextTree> = fc.record({
  id: fc.constant('text'),
  title,
  mode: fc.constantFrom('mediator_text', 'bracketed_text'),
  authentic: fc.subarray<Language>(['en', 'ar'], { minLength: 1 }),
  show_proponents: fc.boolean(),
  parties: fc.constant(parties),
  nodes: forest(['n1', 'n2', 'n3', 'n4', 'n5', 'n6']),
})

// Cloned, as JSON has no objects without a prototype.
export const textTree: fc.Arbitrary<TextTree> = tree.map((made) => structuredClone(made))
