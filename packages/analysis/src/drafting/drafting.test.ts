// DR1-DR7: laws of the drafting room over random histories of several windows and one authority, and
// examples by hand. The authority is ten lines of this file: a list and its length. The seed is printed.
import fc from 'fast-check'
import * as collab from 'prosemirror-collab'
import type { Node } from 'prosemirror-model'
import { Transform, type Step } from 'prosemirror-transform'
import { expect, test } from 'vitest'
import { edited, receive, type Draft } from './draft.ts'
import { rebase, type Unconfirmed } from './rebase.ts'
import { applied, flatOf, sheetOf, stepOf, wordsOf, type FlatStep, type Part } from './sheet.ts'

const seed = Number(process.env['SULH_SEED'] ?? Date.now() & 0x7fffffff)
console.log(`drafting laws: seed ${seed}`)

type Sent = { readonly step: Step; readonly by: number }

/** A window without an editor around it. */
class Typist {
  doc: Node
  draft: Draft = { version: 0, unconfirmed: [] }
  readonly name: number
  constructor(name: number, doc: Node) {
    this.name = name
    this.doc = doc
  }
  edit(step: Step): void {
    const transform = new Transform(this.doc).step(step)
    this.draft = edited(this.draft, transform)
    this.doc = transform.doc
  }
  /** Accepted only at the version that the authority is at; the answer may be lost. */
  send(log: Sent[], heard: boolean): void {
    if (this.draft.version !== log.length) return
    log.push(...this.draft.unconfirmed.map(({ step }) => ({ step, by: this.name })))
    if (heard) this.hear(log, log.length)
  }
  hear(log: readonly Sent[], upto: number): void {
    const { version } = this.draft
    const batch = log.slice(version, Math.max(version, upto))
    const transform = new Transform(this.doc)
    this.draft = receive(
      transform,
      this.draft,
      batch.map(({ step, by }) => ({ step, mine: by === this.name })),
    )
    this.doc = transform.doc
  }
}

type Move =
  | { readonly is: 'type'; readonly at: number; readonly span: number; readonly count: number }
  | { readonly is: 'send'; readonly heard: boolean }
  | { readonly is: 'hear'; readonly part: number }
type Played = {
  readonly typists: readonly Typist[]
  readonly log: readonly Sent[]
  readonly typed: ReadonlySet<string>
  readonly removed: ReadonlySet<string>
}

const START = 'abcdefgh'
function moves(most_deleted: number) {
  const one = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        is: fc.constant('type' as const),
        at: fc.nat(1000),
        span: fc.nat(most_deleted),
        count: fc.nat(3),
      }),
    },
    { weight: 2, arbitrary: fc.record({ is: fc.constant('send' as const), heard: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ is: fc.constant('hear' as const), part: fc.nat(1000) }) },
  )
  return fc.array(fc.tuple(fc.nat(3), one), { minLength: 4, maxLength: 60 })
}

/** Every typed character is one of its own, so that a lost or doubled one is found. */
function play(history: readonly (readonly [number, Move])[]): Played {
  const log: Sent[] = []
  const typists = [0, 1, 2, 3].map((name) => new Typist(name, sheetOf([{ text: START }])))
  const typed = new Set<string>(START)
  const removed = new Set<string>()
  const settle = (typist: Typist) => {
    typist.hear(log, log.length)
    typist.send(log, true)
  }
  for (const [name, move] of history) {
    const typist = typists[name]
    if (!typist) continue
    if (move.is === 'type') {
      const { size } = typist.doc.content
      const from = move.at % (size + 1)
      const to = Math.min(size, from + move.span)
      let text = ''
      for (let i = 0; i < move.count; i++) text += String.fromCharCode(0x4e00 + typed.size + i)
      for (const c of typist.doc.textBetween(from, to)) removed.add(c)
      for (const c of text) typed.add(c)
      if (to > from || text) typist.edit(stepOf({ from, to, insert: text ? [{ text }] : [] }))
    } else if (move.is === 'send') typist.send(log, move.heard)
    else {
      const { version } = typist.draft
      typist.hear(log, version + (move.part % (log.length - version + 1)))
    }
  }
  for (const typist of typists) settle(typist)
  for (const typist of typists) settle(typist)
  return { typists, log, typed, removed }
}

const runs = { seed, numRuns: 500 }

test('DR3 concurrent steps converge on all windows, and on the authority', () => {
  fc.assert(
    fc.property(moves(6), (history) => {
      const { typists, log } = play(history)
      const replayed = new Transform(sheetOf([{ text: START }]))
      for (const { step } of log) replayed.step(step)
      for (const { doc, draft } of typists) {
        expect(draft.unconfirmed).toEqual([])
        expect(doc.textContent).toBe(replayed.doc.textContent)
      }
    }),
    runs,
  )
})

test('DR4 no typed character is lost but to somebody who saw it, and none is doubled', () => {
  fc.assert(
    fc.property(moves(6), (history) => {
      const { typists, typed, removed } = play(history)
      const left = typists[0]?.doc.textContent ?? ''
      expect(new Set(left).size).toBe(left.length)
      expect([...typed].filter((c) => !removed.has(c) && !left.includes(c))).toEqual([])
      expect(left.split('').filter((c) => !typed.has(c))).toEqual([])
    }),
    runs,
  )
})

function localOf(doc: Node, steps: readonly Step[]): { doc: Node; local: Unconfirmed[] } {
  const transform = new Transform(doc)
  for (const step of steps) transform.step(step)
  return {
    doc: transform.doc,
    local: [...edited({ version: 0, unconfirmed: [] }, transform).unconfirmed],
  }
}
/** The module's own rebasing, which it exports for its tests and leaves out of its types. */
type Rebased = { step: Step; inverted: Step; origin: Transform }
const { rebaseSteps } = collab as unknown as {
  rebaseSteps(steps: Rebased[], over: Step[], transform: Transform): unknown
}
const insertions = fc.array(
  fc.record({ at: fc.nat(1000), text: fc.constantFrom('x', 'yz', 'ن') }),
  {
    maxLength: 5,
  },
)
function inserting(doc: Node, made: readonly { at: number; text: string }[]): Step[] {
  let { size } = doc.content
  return made.map(({ at, text }) => {
    const from = at % (size + 1)
    size += text.length
    return stepOf({ from, to: from, insert: [{ text }] })
  })
}

test('DR5 where nobody deletes, the outcome is that of prosemirror-collab', () => {
  fc.assert(
    fc.property(insertions, insertions, (mine, theirs) => {
      const start = sheetOf([{ text: START }])
      const { doc, local } = localOf(start, inserting(start, mine))
      const over = inserting(start, theirs)
      const ours = new Transform(doc)
      rebase(ours, local, over)
      const peer = new Transform(doc)
      rebaseSteps(
        local.map(({ step, inverted }) => ({ step, inverted, origin: peer })),
        over,
        peer,
      )
      expect(ours.doc.textContent).toBe(peer.doc.textContent)
    }),
    runs,
  )
})

/** What my window shows once the other one's steps came, and what it has yet to send. */
function after(start: string, mine: readonly FlatStep[], theirs: readonly FlatStep[]): string {
  const { doc, local } = localOf(sheetOf([{ text: start }]), mine.map(stepOf))
  const transform = new Transform(doc)
  rebase(transform, local, theirs.map(stepOf))
  return transform.doc.textContent
}
const type = (from: number, text: string): FlatStep => ({ from, to: from, insert: [{ text }] })
const cut = (from: number, to: number, text = ''): FlatStep => ({
  from,
  to,
  insert: text ? [{ text }] : [],
})

test('DR4 by hand: typed into what another one deletes, replaces, or empties', () => {
  expect(after('within 90 days', [type(9, ' full')], [cut(6, 14)])).toBe('within full')
  expect(after('within 90 days', [type(9, 'x'), type(10, 'y'), type(9, 'z')], [cut(0, 14)])).toBe(
    'zxy',
  )
  expect(after('abc', [type(1, '1'), cut(1, 2)], [cut(0, 3)])).toBe('')
})

test('DR4 by hand: a deletion spares what its author did not see', () => {
  expect(after('three months', [cut(0, 12)], [type(5, ' full')])).toBe(' full')
  expect(after('three months', [cut(0, 12, '90 days')], [type(5, ' full')])).toBe('90 days full')
  expect(after('abcdef', [cut(1, 5), type(1, '-')], [type(3, 'X')])).toBe('aX-f')
  expect(after('abcdef', [cut(1, 5)], [cut(2, 4, 'XY')])).toBe('aXYf')
})

const rules = { slots: new Set(['s1']), characters: 12, parts: 5 }
const sheet = sheetOf([{ text: 'ab' }, { slot: 's1' }, { text: 'c' }])

test('DR1 parts and sheet are the same thing, and text beside text is one part', () => {
  const parts: Part[] = [{ text: 'ab' }, { slot: 's1' }, { text: 'c\nd' }]
  expect(wordsOf(sheetOf(parts))).toEqual(parts)
  expect(wordsOf(sheetOf([{ text: 'a' }, { text: '' }, { text: 'b' }]))).toEqual([{ text: 'ab' }])
})

test.each([
  ['past the end', { from: 0, to: 5, insert: [] }, 'out_of_place'],
  ['backwards', { from: 2, to: 1, insert: [] }, 'out_of_place'],
  ['a foreign slot', { from: 0, to: 0, insert: [{ slot: 's2' }] }, 'foreign_slot'],
  ['half a character', { from: 0, to: 0, insert: [{ text: '\uD83D' }] }, 'half_character'],
  ['too long', { from: 0, to: 0, insert: [{ text: '123456789' }] }, 'too_long'],
] as const)('DR2 is refused: %s', (_, step, fault) => {
  expect(applied(sheet, step, rules)).toEqual({ fault })
  expect(wordsOf(sheet)).toEqual([{ text: 'ab' }, { slot: 's1' }, { text: 'c' }])
})

test('DR2 a step cannot leave half a character behind', () => {
  const smile = sheetOf([{ text: 'a😀' }])
  expect(applied(smile, cut(1, 2), rules)).toEqual({ fault: 'half_character' })
  expect(applied(smile, cut(1, 3), rules)).toMatchObject({ sheet: sheetOf([{ text: 'a' }]) })
})

test('DR2 a step that is accepted says as data what it is', () => {
  const step: FlatStep = { from: 1, to: 3, insert: [{ text: 'x' }, { slot: 's1' }] }
  expect(flatOf(stepOf(step))).toEqual(step)
  const result = applied(sheet, step, rules)
  expect('sheet' in result && wordsOf(result.sheet)).toEqual([
    { text: 'ax' },
    { slot: 's1' },
    { text: 'c' },
  ])
})
