import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parties, textOf, textTree } from '../../test/text_trees.ts'
import type { Alternative, Slot, TextNode, TextTree } from '../text/tree.ts'
import { walk } from '../text/tree.ts'
import { redline } from './compare.ts'
import type { NodeChange, Place, Redline } from './model.ts'
import { walkChanges } from './model.ts'
import { longestIncreasing } from './places.ts'
import { plenaryEditions } from './plenary.ts'
import { acceptAll, applyRedline, canonicalTree, rejectAll } from './project.ts'
import { comparePassage, contentIn, tokensOf } from './words.ts'

const seed = Date.now() % 2 ** 31
const runs = { seed, numRuns: 300 }
const seen = `seed ${seed}`

function node(id: string, over: Partial<TextNode> = {}): TextNode {
  return {
    id,
    kind: 'paragraph',
    number: '',
    heading: {},
    wording: { en: [{ text: id }] },
    stale: [],
    slots: [],
    stage: 'open',
    agreed_by: [],
    reservations: [],
    mark: 'none',
    weight: 1,
    children: [],
    ...over,
  }
}
function tree(nodes: readonly TextNode[]): TextTree {
  return {
    id: 'text',
    title: { en: 'Text' },
    mode: 'bracketed_text',
    authentic: ['en', 'ar'],
    show_proponents: true,
    parties,
    nodes,
  }
}
function alternative(id: string, over: Partial<Alternative> = {}): Alternative {
  return {
    id,
    label: 'a',
    origin: 'party',
    no_text: false,
    wording: { en: [{ text: `words of ${id}` }] },
    stale: [],
    proponents: ['p1'],
    status: 'tabled',
    compartment_id: 'plenary',
    ...over,
  }
}
function slot(id: string, over: Partial<Slot> = {}): Slot {
  return {
    id,
    scope: 'inline',
    class: 'alternatives',
    title: {},
    concerned: ['p1', 'p2'],
    status: 'open',
    reopened: 0,
    opened_at: '2020-10-19T09:00:00Z',
    alternatives: [alternative(`${id}-a`)],
    positions: [],
    reservations: [],
    ...over,
  }
}
const where = (made: Redline): Record<string, string> =>
  Object.fromEntries([...walkChanges(made.nodes)].map(({ place, node: { id } }) => [id, place]))
const change = (made: Redline, id: string): NodeChange => {
  const found = [...walkChanges(made.nodes)].find((at) => at.node.id === id)
  if (found === undefined) throw new Error(`no change of ${id}`)
  return found.node
}

test('L13 accepting all is the new version, rejecting all the old, applying the redline to the old the new', () => {
  fc.assert(
    fc.property(textTree, textTree, (a, b) => {
      const made = redline(a, b)
      expect(acceptAll(made), seen).toEqual(canonicalTree(b))
      expect(rejectAll(made), seen).toEqual(canonicalTree(a))
      expect(applyRedline(a, made), seen).toEqual(canonicalTree(b))
    }),
    runs,
  )
})

test('L13 what is absent stays absent: no key with the value undefined comes back', () => {
  fc.assert(
    fc.property(textTree, textTree, (a, b) => {
      const made = redline(a, b)
      expect(acceptAll(made), seen).toStrictEqual(canonicalTree(b))
    }),
    { seed, numRuns: 100 },
  )
})

test('L13 a redline of another version is refused', () => {
  const made = redline(tree([node('n1')]), tree([node('n2')]))
  expect(() => applyRedline(tree([node('n3')]), made)).toThrow(/another version/u)
})

test('L14 a version against itself is empty', () => {
  fc.assert(
    fc.property(textTree, (a) => {
      const made = redline(a, structuredClone(a))
      expect(made.changed, seen).toBe(false)
      expect(new Set(Object.values(made.summary)), seen).toEqual(new Set([0]))
      for (const {
        place,
        node: { changed_within },
      } of walkChanges(made.nodes))
        expect([place, changed_within], seen).toEqual(['kept', false])
    }),
    runs,
  )
})

test('L14 any difference is told: `changed` is false only for equal versions', () => {
  fc.assert(
    fc.property(textTree, textTree, (a, b) => {
      const equal =
        JSON.stringify(sorted(canonicalTree(a))) === JSON.stringify(sorted(canonicalTree(b)))
      expect(redline(a, b).changed, seen).toBe(!equal)
    }),
    { seed, numRuns: 150 },
  )
})

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([x], [y]) => (x < y ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}

test('L15 neither version is altered and the same versions give the same redline', () => {
  fc.assert(
    fc.property(textTree, textTree, (a, b) => {
      const [oldA, oldB] = [structuredClone(a), structuredClone(b)]
      expect(redline(a, b), seen).toEqual(redline(a, b))
      expect([a, b], seen).toEqual([oldA, oldB])
    }),
    { seed, numRuns: 60 },
  )
})

test('L1 a renumbered and reworded node is the same node, an equal one with another id is not', () => {
  const made = redline(
    tree([node('n1', { number: '5', wording: { en: [{ text: 'Old words' }] } }), node('n2')]),
    tree([
      node('n1', { number: '5 bis', wording: { en: [{ text: 'New words' }] } }),
      node('n9', { wording: { en: [{ text: 'n2' }] } }),
    ]),
  )
  expect(where(made)).toEqual({ n1: 'kept', n2: 'removed', n9: 'added' })
  expect(change(made, 'n1').fields.number).toEqual({
    change: 'changed',
    before: '5',
    after: '5 bis',
  })
})

test('L1 an id that stands twice is an error that names it', () => {
  expect(() => redline(tree([node('n1', { children: [node('n1')] })]), tree([]))).toThrow(
    /node.*n1.*twice/u,
  )
  const double = node('n1', { slots: [slot('s1'), slot('s1')] })
  expect(() => redline(tree([]), tree([double]))).toThrow(/slot of node n1.*s1.*twice/u)
})

test('L2 how a content is cut says nothing', () => {
  const cut = node('n1', { wording: { en: [{ text: 'one ' }, { text: '' }, { text: 'two' }] } })
  const joined = node('n1', { wording: { en: [{ text: 'one two' }] } })
  expect(redline(tree([cut]), tree([joined])).changed).toBe(false)
})

test('L3 the kept ones are a longest increasing subsequence, by brute force', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(30), { maxLength: 9 }), (numbers) => {
      const found = longestIncreasing(numbers).map((i) => numbers[i] ?? -1)
      expect(found, seen).toEqual([...found].sort((x, y) => x - y))
      let longest = 0
      for (let subset = 0; subset < 2 ** numbers.length; subset++) {
        const chosen = numbers.filter((_, i) => (subset >> i) & 1)
        if (chosen.every((n, i) => i === 0 || (chosen[i - 1] ?? 0) < n))
          longest = Math.max(longest, chosen.length)
      }
      expect(found.length, seen).toBe(longest)
    }),
    runs,
  )
})

test('L3 one node that passes four others is one move', () => {
  const ids = ['n1', 'n2', 'n3', 'n4', 'n5']
  const made = redline(
    tree(ids.map((id) => node(id))),
    tree(['n5', 'n1', 'n2', 'n3', 'n4'].map((id) => node(id))),
  )
  expect(made.summary).toMatchObject({ moved: 1, added: 0, removed: 0, changed: 0 })
  expect(where(made)['n5']).toBe('moved_to')
  expect(made.nodes.at(-1)).toEqual({ place: 'moved_from', id: 'n5' })
})

test('L3 L4 L5 a child that changes its parent moves with its own changes, also out of a removed one', () => {
  const before = tree([
    node('n1', { children: [node('n2', { number: '1' }), node('n3')] }),
    node('n4'),
  ])
  const after = tree([node('n4', { children: [node('n2', { number: '2' })] })])
  const made = redline(before, after)
  expect(where(made)).toEqual({ n1: 'removed', n3: 'removed', n4: 'kept', n2: 'moved_to' })
  expect(change(made, 'n1').children[0]).toEqual({ place: 'moved_from', id: 'n2' })
  expect(change(made, 'n2').changed).toBe(true)
})

test('L3 parent and child that change places', () => {
  const before = tree([node('n1', { children: [node('n2')] })])
  const after = tree([node('n2', { children: [node('n1')] })])
  const made = redline(before, after)
  expect(made.summary).toMatchObject({ moved: 2, added: 0, removed: 0 })
  expect(rejectAll(made)).toEqual(before)
  expect(acceptAll(made)).toEqual(after)
})

test('L7 brackets opened, closed and reopened are counted; a slot that changes its node is neither', () => {
  const before = tree([
    node('n1', { slots: [slot('s1'), slot('s2'), slot('s3', { status: 'closed' })] }),
    node('n2'),
  ])
  const after = tree([
    node('n1', {
      slots: [slot('s2', { status: 'closed', chosen: 's2-a' }), slot('s3'), slot('s4')],
    }),
    node('n2', { slots: [slot('s1')] }),
  ])
  expect(redline(before, after).summary).toMatchObject({ brackets_opened: 2, brackets_closed: 1 })
})

test('L8 L17 alternatives, proponents, stages, positions and reservations are counted', () => {
  const before = node('n1', {
    slots: [
      slot('s1', { alternatives: [alternative('a1'), alternative('a2'), alternative('a4')] }),
    ],
  })
  const after = node('n1', {
    stage: 'clean',
    reservations: [{ id: 'r1', party: 'p1', class: 'general', text: {} }],
    slots: [
      slot('s1', {
        alternatives: [
          alternative('a1', { proponents: ['p1', 'p2'] }),
          alternative('a3'),
          alternative('a4', { wording: { en: [{ text: 'other words' }] } }),
        ],
        positions: [
          {
            id: 'x',
            party: 'p1',
            basis: 'declared',
            accepts: [],
            rejects: [],
            compartment_id: 'plenary',
          },
        ],
      }),
    ],
  })
  expect(redline(tree([before]), tree([after])).summary).toEqual({
    moved: 0,
    added: 0,
    removed: 0,
    changed: 1,
    brackets_opened: 0,
    brackets_closed: 0,
    alternatives_added: 1,
    alternatives_removed: 1,
    alternatives_changed: 2,
    stages: 1,
    proponents: 1,
    positions: 1,
    reservations: 1,
  })
})

const told = (a: string, b: string): string =>
  (comparePassage([{ text: a }], [{ text: b }])?.pieces ?? [])
    .map((piece) => {
      const words = 'text' in piece ? piece.text : `<${piece.slot}>`
      return piece.change === 'same'
        ? words
        : piece.change === 'added'
          ? `{+${words}+}`
          : `[-${words}-]`
    })
    .join('')

test('L9 a language that came, and one that went empty, differ from one another', () => {
  const made = redline(
    tree([node('n1', { wording: { en: [{ text: 'x' }] } }), node('n2', { wording: {} })]),
    tree([
      node('n1', { wording: { en: [], ar: [{ text: 'س' }] } }),
      node('n2', { wording: { en: [] } }),
    ]),
  )
  expect(change(made, 'n1').wording.ar).toEqual({
    change: 'added',
    pieces: [{ change: 'added', text: 'س' }],
  })
  expect(change(made, 'n1').wording.en?.change).toBe('same')
  expect(change(made, 'n2').wording.en).toEqual({ change: 'added', pieces: [] })
})

test('L10 whole words and numbers change, in English and Arabic', () => {
  expect(told('within 90 days', 'within 30 days')).toBe('within [-90-]{+30+} days')
  expect(told('a fee of 1,200.50 dinars', 'a fee of 1,300.50 dinars')).toBe(
    'a fee of [-1,200.50-]{+1,300.50+} dinars',
  )
  expect(
    told(
      'تنسحب جميع القوات من خطوط التماس خلال ثلاثة أشهر.',
      'تنسحب جميع القوات وآلياتها من خطوط التماس خلال تسعين يومًا.',
    ),
  ).toBe('تنسحب جميع القوات {+وآلياتها +}من خطوط التماس خلال [-ثلاثة أشهر-]{+تسعين يومًا+}.')
  expect(
    told(
      'يُفتح الطريق الساحلي أمام حركة المدنيين والبضائع.',
      'تُفتح الطرق الساحلية أمام حركة المدنيين وبضائعهم.',
    ),
  ).toBe(
    '[-يُفتح الطريق الساحلي-]{+تُفتح الطرق الساحلية+} أمام حركة المدنيين [-والبضائع-]{+وبضائعهم+}.',
  )
  expect(told('خلال ٩٠ يومًا', 'خلال ٣٠ يومًا')).toBe('خلال [-٩٠-]{+٣٠+} يومًا')
  // A vowel sign alone makes another word; the letters under it are never parted from it.
  expect(told('مُقاتِل أجنبي', 'مُقاتَل أجنبي')).toBe('[-مُقاتِل-]{+مُقاتَل+} أجنبي')
})

test('L10 no change cuts a token, whatever the words', () => {
  const mixed = fc
    .array(fc.oneof(textOf('en'), textOf('ar'), fc.string({ unit: 'grapheme', maxLength: 6 })), {
      maxLength: 5,
    })
    .map((parts) => parts.join(' '))
  fc.assert(
    fc.property(mixed, mixed, (a, b) => {
      const passage = comparePassage([{ text: a }], [{ text: b }])
      if (passage === undefined) throw new Error('both are there')
      for (const [side, text] of [
        ['before', a],
        ['after', b],
      ] as const) {
        const ends = new Set([0])
        let at = 0
        for (const token of tokensOf(text)) ends.add((at += token.length))
        expect(at, seen).toBe(text.length)
        let end = 0
        for (const piece of passage.pieces) {
          if (piece.change === (side === 'before' ? 'added' : 'removed')) continue
          end += 'text' in piece ? piece.text.length : 0
          expect(ends.has(end), `${seen}: ${side} is cut at ${end}`).toBe(true)
        }
        expect(contentIn(passage, side) ?? [], seen).toEqual(text === '' ? [] : [{ text }])
      }
    }),
    runs,
  )
})

test('L10 a slot is one token, also where words spell its id', () => {
  const passage = comparePassage([{ text: 'until s1' }], [{ text: 'until ' }, { slot: 's1' }])
  expect(passage?.pieces).toEqual([
    { change: 'same', text: 'until ' },
    { change: 'removed', text: 's1' },
    { change: 'added', slot: 's1' },
  ])
})

test('L11 a reworded phrase is struck once and written once', () => {
  expect(told('withdraw in ninety days from now', 'withdraw in three months from now')).toBe(
    'withdraw in [-ninety days-]{+three months+} from now',
  )
})

test('L12 two long texts with nothing in common are struck and rewritten whole', () => {
  const long = (word: string) => Array.from({ length: 3000 }, (_, i) => `${word}${i}`).join(' ')
  const pieces = comparePassage([{ text: long('a') }], [{ text: long('b') }])?.pieces
  expect(pieces?.map(({ change: fate }) => fate)).toEqual(['removed', 'added'])
})

/** Marks every string of a text so that one that is confidential can be found again. */
function branded(tree_: TextTree): TextTree {
  const brand = (slot_: Slot): Slot => ({
    ...slot_,
    alternatives: slot_.alternatives.map((a) => {
      // As in the record: a proposal lies in its caucus until it is tabled.
      const compartment_id = a.status === 'proposed' ? 'caucus' : a.compartment_id
      const secret = a.status !== 'tabled' && compartment_id !== 'plenary'
      return {
        ...a,
        compartment_id: a.status === 'tabled' ? 'plenary' : compartment_id,
        wording: { en: [{ text: `${secret ? 'SECRET' : 'open'} ${a.id} words` }] },
      }
    }),
    positions: slot_.positions.map((p) => ({
      ...p,
      note: { en: p.basis === 'declared' ? 'said' : 'SECRET note' },
    })),
  })
  const walkOver = (n: TextNode): TextNode => ({
    ...n,
    slots: n.slots.map(brand),
    children: n.children.map(walkOver),
  })
  return { ...tree_, nodes: tree_.nodes.map(walkOver) }
}

test('L16 a plenary redline holds no string of an untabled proposal, nor its id, nor what caucus said', () => {
  let secrets = 0
  fc.assert(
    fc.property(textTree.map(branded), textTree.map(branded), (a, b) => {
      const untabled = [a, b].flatMap((t) =>
        [...walk(t.nodes)].flatMap(({ node: n }) =>
          n.slots.flatMap((s) => s.alternatives.filter(({ status }) => status === 'proposed')),
        ),
      )
      const tabled = new Set(
        [a, b].flatMap((t) =>
          [...walk(t.nodes)].flatMap(({ node: n }) =>
            n.slots.flatMap((s) =>
              s.alternatives.filter(({ status }) => status !== 'proposed').map(({ id }) => id),
            ),
          ),
        ),
      )
      secrets += JSON.stringify([a, b]).split('SECRET').length - 1
      const whole = JSON.stringify(redline(a, b, { plenary: true }))
      expect(whole, seen).not.toContain('SECRET')
      for (const { id } of untabled)
        if (!tabled.has(id)) expect(whole, seen).not.toContain(`"${id}"`)
    }),
    { seed, numRuns: 200 },
  )
  expect(secrets).toBeGreaterThan(100)
})

test('L16 the laws hold between the plenary editions', () => {
  fc.assert(
    fc.property(textTree, textTree, (a, b) => {
      const [before, after] = plenaryEditions(a, b)
      const made = redline(a, b, { plenary: true })
      expect(applyRedline(before, made), seen).toEqual(canonicalTree(after))
      expect(redline(a, a, { plenary: true }).changed, seen).toBe(false)
    }),
    { seed, numRuns: 100 },
  )
})

test('L16 an alternative that was tabled and is then withdrawn stays, one withdrawn before does not', () => {
  const at = (alternatives: readonly Alternative[]) =>
    tree([node('n1', { slots: [slot('s1', { alternatives })] })])
  const [, after] = plenaryEditions(
    at([alternative('a1'), alternative('a2', { status: 'proposed', compartment_id: 'caucus' })]),
    at([
      alternative('a1', { status: 'withdrawn' }),
      alternative('a2', { status: 'withdrawn', compartment_id: 'caucus' }),
    ]),
  )
  expect(after.nodes[0]?.slots[0]?.alternatives.map(({ id }) => id)).toEqual(['a1'])
})

test('L4 each moved node stands in full once and leaves one trace', () => {
  fc.assert(
    fc.property(textTree, textTree, (a, b) => {
      const made = redline(a, b)
      const traces: string[] = []
      const collect = (places: readonly Place<NodeChange>[]): void => {
        for (const at of places)
          if (at.place === 'moved_from') traces.push(at.id)
          else collect(at.item.children)
      }
      collect(made.nodes)
      const moved = [...walkChanges(made.nodes)].filter(({ place }) => place === 'moved_to')
      expect(traces.sort(), seen).toEqual(moved.map((at) => at.node.id).sort())
    }),
    { seed, numRuns: 150 },
  )
})
