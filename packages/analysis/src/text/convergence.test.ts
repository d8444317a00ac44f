import fc from 'fast-check'
import { expect, test } from 'vitest'
import { slot as anySlot, textTree } from '../../test/text_trees.ts'
import { convergence, convergenceSeries, distanceOf, type Edition } from './convergence.ts'
import type { Alternative, Position, Slot, Stage, TextNode, TextTree } from './tree.ts'

const seed = Date.now() % 2 ** 31
const runs = { seed, numRuns: 300 }
const seen = `seed ${seed}`
const now = '2020-10-23T09:00:00Z'
const edition = fc.constantFrom<Edition>('plenary', 'mission')

function mapNodes(tree: TextTree, change: (node: TextNode) => TextNode): TextTree {
  const go = (node: TextNode): TextNode => ({ ...change(node), children: node.children.map(go) })
  return { ...tree, nodes: tree.nodes.map(go) }
}
const mapSlots = (tree: TextTree, change: (slot: Slot) => Slot): TextTree =>
  mapNodes(tree, (node) => ({ ...node, slots: node.slots.map(change) }))

const position = (
  party: string,
  accepts: readonly string[],
  over: Partial<Position> = {},
): Position => ({
  id: `${party}-${over.basis ?? 'declared'}`,
  party,
  basis: 'declared',
  accepts,
  rejects: [],
  compartment_id: 'plenary',
  ...over,
})
const tabled = (id: string, status: Alternative['status'] = 'tabled'): Alternative => ({
  id,
  label: id,
  origin: 'party',
  no_text: false,
  wording: { en: [{ text: id }] },
  stale: [],
  proponents: [],
  status,
  compartment_id: 'plenary',
})
const slotOf = (over: Partial<Slot>): Slot => ({
  id: 's',
  scope: 'inline',
  class: 'alternatives',
  title: {},
  concerned: ['p1', 'p2'],
  status: 'open',
  reopened: 0,
  opened_at: '2020-10-19T09:00:00Z',
  alternatives: [tabled('a'), tabled('b')],
  positions: [],
  reservations: [],
  ...over,
})
const clause = (id: string, stage: Stage, slots: readonly Slot[], weight = 1): TextNode => ({
  id,
  kind: 'paragraph',
  number: '1',
  heading: {},
  wording: { en: [{ text: 'words' }] },
  stale: [],
  slots,
  stage,
  agreed_by: [],
  reservations: [],
  mark: 'none',
  weight,
  children: [],
})
const textOf = (nodes: readonly TextNode[]): TextTree => ({
  id: 't',
  title: {},
  mode: 'bracketed_text',
  authentic: ['en', 'ar'],
  show_proponents: true,
  parties: [
    { id: 'p1', name: {}, short: {} },
    { id: 'p2', name: {}, short: {} },
  ],
  nodes,
})
const scoreOf = (nodes: readonly TextNode[], by: Edition = 'plenary'): number =>
  convergence(textOf(nodes), { edition: by, now }).score

test('C1 the distance is the smallest share of the parties concerned that do not accept', () => {
  const at = (positions: readonly Position[], by: Edition = 'plenary') =>
    distanceOf(slotOf({ positions }), textOf([]), by)
  expect(at([])).toEqual({ slot: 's', distance: 1, nearest: ['a', 'b'], missing: ['p1', 'p2'] })
  expect(at([position('p1', ['a']), position('p2', ['b'])])).toMatchObject({
    distance: 0.5,
    missing: [],
  })
  expect(at([position('p1', ['a', 'b']), position('p2', ['b'])])).toEqual({
    slot: 's',
    distance: 0,
    nearest: ['b'],
    missing: [],
  })
  expect(at([position('p1', [], { prefers: 'a' })])).toMatchObject({
    distance: 0.5,
    missing: ['p2'],
  })
})

test('C1 three concerned, by hand; nobody named means all parties; nothing on the table is 1', () => {
  const three = slotOf({
    concerned: ['p1', 'p2', 'p3'],
    positions: [position('p1', ['a']), position('p3', ['a'])],
  })
  expect(distanceOf(three, textOf([]), 'plenary').distance).toBeCloseTo(1 / 3, 12)
  const unnamed = slotOf({ concerned: [], positions: [position('p1', ['a'])] })
  expect(distanceOf(unnamed, textOf([]), 'plenary').distance).toBe(0.5)
  const empty = slotOf({ class: 'placeholder', alternatives: [] })
  expect(distanceOf(empty, textOf([]), 'plenary').distance).toBe(1)
})

test('C2 stages, and the mean over slots, by hand', () => {
  expect(scoreOf([clause('n', 'agreed', [])])).toBe(1)
  expect(scoreOf([clause('n', 'agreed_ad_referendum', [])])).toBe(0.9)
  expect(scoreOf([clause('n', 'not_opened', [])])).toBe(0)
  expect(scoreOf([clause('n', 'clean', [])])).toBe(0.8)
  expect(scoreOf([clause('n', 'agreed_in_commission', [])])).toBe(0.8)
  const far = slotOf({ id: 's1' })
  const half = slotOf({ id: 's2', positions: [position('p1', ['a'])] })
  const done = slotOf({ id: 's3', status: 'closed', chosen: 'a', reason: 'consensus' })
  expect(scoreOf([clause('n', 'open', [far, half, done])])).toBeCloseTo(0.8 * (1.5 / 3), 12)
  expect(scoreOf([clause('n', 'agreed', [], 3), clause('m', 'not_opened', [], 1)])).toBe(0.75)
})

test('C3 editions: told over estimated over declared, and untabled texts only for the mission', () => {
  const positions = [
    position('p1', ['a', 'b']),
    position('p2', [], { rejects: ['a', 'b'] }),
    position('p2', ['a', 'b'], { basis: 'estimated' }),
    position('p2', [], { basis: 'told_in_caucus', rejects: ['a'] }),
  ]
  const slot = slotOf({ positions })
  expect(distanceOf(slot, textOf([]), 'plenary').distance).toBe(0.5)
  expect(distanceOf(slot, textOf([]), 'mission')).toMatchObject({ distance: 0, nearest: ['b'] })
  const untabled = slotOf({
    alternatives: [tabled('a'), tabled('c', 'proposed')],
    positions: [position('p1', ['c']), position('p2', ['c'])],
  })
  expect(distanceOf(untabled, textOf([]), 'plenary').distance).toBe(1)
  expect(distanceOf(untabled, textOf([]), 'mission').distance).toBe(0)
})

test('C4 bounded: score, clauses and distances lie in 0 … 1', () => {
  fc.assert(
    fc.property(textTree, edition, (tree, by) => {
      const found = convergence(tree, { edition: by, now })
      const all = [
        found.score,
        ...found.clauses.map(({ score }) => score),
        ...found.open.map(({ distance }) => distance),
      ]
      expect(
        all.every((value) => value >= 0 && value <= 1),
        seen,
      ).toBe(true)
      if (found.weakest !== undefined)
        expect(found.weakest.score, seen).toBeLessThanOrEqual(found.score + 1e-12)
    }),
    runs,
  )
})

test('C5 unmoved by duplicating alternatives with the positions on them', () => {
  const twin = (ids: readonly string[]) => [...ids, ...ids.map((id) => `${id}'`)]
  fc.assert(
    fc.property(textTree, edition, (tree, by) => {
      const doubled = mapSlots(tree, (slot) => ({
        ...slot,
        alternatives: slot.alternatives.flatMap((a) => [a, { ...a, id: `${a.id}'` }]),
        positions: slot.positions.map((p) => ({
          ...p,
          accepts: [...twin(p.accepts), ...(p.prefers === undefined ? [] : [`${p.prefers}'`])],
          rejects: twin(p.rejects),
        })),
      }))
      expect(convergence(doubled, { edition: by, now }).score, seen).toBe(
        convergence(tree, { edition: by, now }).score,
      )
    }),
    runs,
  )
})

test('C6 unmoved by the order of nodes, slots, alternatives and positions', () => {
  fc.assert(
    fc.property(textTree, edition, (tree, by) => {
      const turn = (node: TextNode): TextNode => ({
        ...node,
        slots: node.slots.toReversed().map((slot) => ({
          ...slot,
          alternatives: slot.alternatives.toReversed(),
          positions: slot.positions.toReversed(),
        })),
        children: node.children.toReversed().map(turn),
      })
      const turned = { ...tree, nodes: tree.nodes.toReversed().map(turn) }
      expect(convergence(turned, { edition: by, now }).score, seen).toBeCloseTo(
        convergence(tree, { edition: by, now }).score,
        12,
      )
    }),
    runs,
  )
})

test('C7 unmoved by splitting a clause: the weight goes with the slots', () => {
  const slots = fc.tuple(anySlot('s1'), anySlot('s2'), anySlot('s3'), anySlot('s4'))
  const stage = fc.constantFrom<Stage>(
    'not_opened',
    'open',
    'clean',
    'agreed_in_commission',
    'agreed_ad_referendum',
    'agreed',
  )
  fc.assert(
    fc.property(slots, stage, fc.integer({ min: 1, max: 3 }), edition, (all, at, cut, by) => {
      const rest = clause('rest', 'open', [slotOf({ id: 'other' })], 2)
      const whole = scoreOf([clause('n', at, all, 4), rest], by)
      const parts = [
        clause('n1', at, all.slice(0, cut), cut),
        clause('n2', at, all.slice(cut), 4 - cut),
        rest,
      ]
      expect(scoreOf(parts, by), seen).toBeCloseTo(whole, 12)
      const clean = scoreOf([clause('n', at, [], 4), rest], by)
      expect(
        scoreOf([clause('n1', at, [], 1.5), clause('n2', at, [], 2.5), rest], by),
        seen,
      ).toBeCloseTo(clean, 12)
    }),
    runs,
  )
})

test('C8 never falls when a party accepts more', () => {
  fc.assert(
    fc.property(textTree, edition, fc.nat(), fc.boolean(), (tree, by, pick, keepRejecting) => {
      const slots = tree.nodes.flatMap(function all(node: TextNode): Slot[] {
        return [...node.slots, ...node.children.flatMap(all)]
      })
      const chosen = slots[pick % Math.max(1, slots.length)]
      const widened = mapSlots(tree, (slot) => {
        if (slot.id !== chosen?.id) return slot
        const which = slot.positions[pick % Math.max(1, slot.positions.length)]
        const more = slot.alternatives[pick % Math.max(1, slot.alternatives.length)]
        if (which === undefined || more === undefined) return slot
        return {
          ...slot,
          positions: slot.positions.map((p) =>
            p.id === which.id
              ? {
                  ...p,
                  accepts: [...p.accepts, more.id],
                  rejects: keepRejecting ? p.rejects : p.rejects.filter((id) => id !== more.id),
                }
              : p,
          ),
        }
      })
      const [before, after] = [tree, widened].map((t) => convergence(t, { edition: by, now }).score)
      expect(after, seen).toBeGreaterThanOrEqual((before ?? 0) - 1e-12)
    }),
    { seed, numRuns: 600 },
  )
})

test('C9 the plenary edition is the same, byte for byte, whatever happens outside the plenary', () => {
  let moved = 0
  fc.assert(
    fc.property(textTree, anySlot('z'), (tree, noise) => {
      const disturbed = mapSlots(tree, (slot) => ({
        ...slot,
        alternatives: [
          ...slot.alternatives.filter(({ status }) => status !== 'proposed'),
          ...noise.alternatives.map((a) => ({
            ...a,
            id: `${slot.id}-${a.id}`,
            status: 'proposed' as const,
          })),
        ],
        positions: [
          ...slot.positions.filter(({ basis }) => basis === 'declared'),
          ...noise.positions.map((p) => ({
            ...p,
            basis: 'told_in_caucus' as const,
            accepts: slot.alternatives.map(({ id }) => id),
          })),
        ],
      }))
      const of = (t: TextTree, by: Edition) => JSON.stringify(convergence(t, { edition: by, now }))
      expect(of(disturbed, 'plenary'), seen).toBe(of(tree, 'plenary'))
      if (of(disturbed, 'mission') !== of(tree, 'mission')) moved += 1
    }),
    runs,
  )
  // The mission's edition does move: the noise is not idle.
  expect(moved).toBeGreaterThan(30)
})

test('C10 ages, reopened slots, closing reasons and the weakest clause', () => {
  const found = convergence(
    textOf([
      clause('n1', 'open', [slotOf({ id: 's1', reopened: 2, opened_at: '2020-10-21T21:00:00Z' })]),
      clause('n2', 'clean', [
        slotOf({ id: 's2', status: 'closed', reason: 'consensus', chosen: 'a' }),
      ]),
      clause('n3', 'open', [slotOf({ id: 's3', positions: [position('p1', ['a'])] })]),
    ]),
    { edition: 'plenary', now },
  )
  expect(found.open.map(({ slot, age_days }) => [slot, age_days])).toEqual([
    ['s1', 1.5],
    ['s3', 4],
  ])
  expect(found.oldest_days).toBe(4)
  expect(found.reopened).toEqual([{ slot: 's1', times: 2 }])
  expect(found.closed).toEqual({
    consensus: 1,
    withdrawn: 0,
    merged: 0,
    mediators_text: 0,
    decision: 0,
    unstated: 0,
  })
  expect(found.weakest?.node).toBe('n1')
})

test('C11 language parity counts texts that stand, missing and stale ones', () => {
  const both = { en: [{ text: 'x' }], ar: [{ text: 'س' }] }
  const texts = slotOf({
    alternatives: [
      { ...tabled('a'), wording: both },
      { ...tabled('b'), wording: both, stale: ['ar'] },
      { ...tabled('c'), no_text: true, wording: {} },
      tabled('d', 'withdrawn'),
    ],
  })
  const found = convergence(
    textOf([{ ...clause('n', 'open', [texts]), wording: { ar: [{ text: 'س' }] } }]),
    { edition: 'plenary', now },
  )
  expect(found.parity).toEqual({
    texts: 3,
    complete: 1,
    missing: { en: 1, ar: 0 },
    stale: { en: 0, ar: 1 },
  })
})

test('C12 inline brackets and whole-node options are counted apart', () => {
  const nodes = [
    clause('n1', 'open', [
      slotOf({ id: 's1' }),
      slotOf({
        id: 's2',
        scope: 'whole_node',
        alternatives: [tabled('a'), tabled('b'), tabled('c', 'proposed')],
      }),
      slotOf({ id: 's3', class: 'placeholder', alternatives: [] }),
      slotOf({ id: 's4', status: 'closed', chosen: 'a' }),
    ]),
  ]
  const counts = {
    inline_slots: 2,
    inline_alternatives: 2,
    option_slots: 1,
    options: 2,
    placeholders: 1,
  }
  expect(convergence(textOf(nodes), { edition: 'plenary', now }).counts).toEqual(counts)
  expect(convergence(textOf(nodes), { edition: 'mission', now }).counts).toEqual({
    ...counts,
    options: 3,
  })
})

test('C13 a clause has words or slots of its own or stands at the end; a chapter above it does not count', () => {
  const chapter: TextNode = {
    ...clause('c', 'not_opened', []),
    wording: {},
    children: [clause('n', 'agreed', [])],
  }
  expect(scoreOf([chapter])).toBe(1)
  expect(scoreOf([])).toBe(0)
})

test('C14 a series tells each version at its own instant', () => {
  const version = (at: string, stage: Stage, slots: readonly Slot[]) => ({
    version: at,
    at,
    tree: textOf([clause('n', stage, slots)]),
  })
  const points = convergenceSeries(
    [
      version('2020-10-20T09:00:00Z', 'open', [slotOf({})]),
      version('2020-10-23T09:00:00Z', 'agreed', []),
    ],
    'plenary',
  )
  expect(points.map(({ score, open, oldest_days }) => [score, open, oldest_days])).toEqual([
    [0, 1, 1],
    [1, 0, 0],
  ])
})
