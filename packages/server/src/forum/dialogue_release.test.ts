// The release of votes by brute force: every count that was ever shown differs from the one before it
// by nobody or by five people, over random histories; and figures that are a function of ballots alone.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { opinionFigures } from '@sulh/contract/forum_dialogue_kinds'
import { dotsOf } from './dialogue_dots.ts'
import { figuresOf } from './dialogue_figures.ts'
import { type CastVote, releasedVotes, type ReleasedVote } from './dialogue_release.ts'

const seed = Number(process.env['SULH_SEED'] ?? Date.now() & 0x7fffffff)
console.log(`dialogue release: seed ${seed}`)
const at = (minute: number) => new Date(Date.UTC(2020, 0, 1) + minute * 60_000).toISOString()

const cast = fc.record({
  person: fc.nat(11),
  statement: fc.constantFrom('s', 't'),
  vote: fc.constantFrom(1, 0, -1) as fc.Arbitrary<1 | 0 | -1>,
  minute: fc.integer({ min: 0, max: 40 }),
})
const history = fc.array(cast, { maxLength: 120 }).map((all) =>
  all
    .toSorted((a, b) => a.minute - b.minute)
    .map(({ person, statement, vote, minute }): CastVote => ({
      participant: `p${person}`,
      bloc: person % 2 === 0 ? 'even' : 'odd',
      statement,
      vote,
      at: at(minute),
    })),
)
const times = fc
  .uniqueArray(fc.integer({ min: 0, max: 45 }), { minLength: 1, maxLength: 8 })
  .map((all) => all.toSorted((a, b) => a - b).map(at))

function shown(votes: readonly ReleasedVote[]): Map<string, Map<string, number>> {
  const cells = new Map<string, Map<string, number>>()
  for (const { statement, bloc, participant, vote } of votes) {
    const key = `${statement} ${bloc}`
    const cell = cells.get(key) ?? new Map<string, number>()
    cells.set(key, cell.set(participant, vote))
  }
  return cells
}

test('D22 what is shown of a cell moves by the votes of five people, or not at all', () => {
  fc.assert(
    fc.property(history, times, (votes, published) => {
      let before = new Map<string, Map<string, number>>()
      for (let i = 1; i <= published.length; i++) {
        const now = shown(releasedVotes(votes, published.slice(0, i), 5))
        for (const [key, cell] of now) {
          const old = before.get(key) ?? new Map<string, number>()
          const moved = [...cell].filter(([who, vote]) => old.get(who) !== vote).length
          expect(moved === 0 || moved >= 5).toBe(true)
          expect(cell.size).toBeGreaterThanOrEqual(Math.max(5, old.size))
        }
        before = now
      }
    }),
    { seed, numRuns: 300 },
  )
})

test('D22 with a batch of one every vote up to the time counts, the last of each person', () => {
  fc.assert(
    fc.property(history, times, (votes, published) => {
      const until = published.at(-1) ?? ''
      const last = new Map<string, number>()
      for (const v of votes) if (v.at <= until) last.set(`${v.participant} ${v.statement}`, v.vote)
      const counted = releasedVotes(votes, published, 1)
      expect(new Map(counted.map((v) => [`${v.participant} ${v.statement}`, v.vote]))).toEqual(last)
    }),
    { seed, numRuns: 200 },
  )
})

/** Sixty people in two camps over twelve statements, from a small generator of its own. */
function camps(people: number, statements: number): ReleasedVote[] {
  let state = 12_345
  const random = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648
  return Array.from({ length: people }, (_, i) =>
    Array.from({ length: statements }, (__, j): ReleasedVote => {
      const side = i % 2 === 0 ? 1 : -1
      const lean = j % 3 === 0 ? 1 : side * (j % 2 === 0 ? 1 : -1)
      const vote = random() < 0.85 ? lean : random() < 0.5 ? 0 : -lean
      return {
        participant: `person ${i}`,
        bloc: i % 3 === 0 ? 'a' : 'b',
        statement: `00000000-0000-4000-8000-0000000000${String(j).padStart(2, '0')}`,
        vote: vote as 1 | 0 | -1,
      }
    }),
  ).flat()
}
const input = (votes: readonly ReleasedVote[]) => ({
  votes,
  accepted: new Set(votes.map((v) => v.statement)),
  blocs: ['a', 'b'],
  seed: 3,
  batch_people: 5,
  at: at(50),
  before: undefined,
})

test('D24 who cast which ballot, and in what order, changes no bit', () => {
  const votes = camps(60, 12)
  const whole = figuresOf(input(votes))
  expect(whole?.groups.length).toBeGreaterThanOrEqual(2)
  const others = votes
    .map((v) => ({ ...v, participant: `x${(Number(v.participant.slice(7)) * 37) % 61}` }))
    .toReversed()
  expect(figuresOf(input(others))).toEqual(whole)
})

test('D25 counts of everybody and of blocs are those of counting by hand; figures keep their form', () => {
  const votes = camps(60, 12)
  const figures = opinionFigures.parse(figuresOf(input(votes)))
  for (const row of figures.statements) {
    const of = (bloc?: string) =>
      [1, -1, 0].map(
        (value) =>
          votes.filter(
            (v) => v.statement === row.id && v.vote === value && (bloc ?? v.bloc) === v.bloc,
          ).length,
      )
    expect(row.all).toEqual(of())
    expect(row.blocs).toEqual([of('a'), of('b')])
  }
  for (const dot of figures.dots) expect(dot.people).toBeGreaterThanOrEqual(5)
  expect(figures.dots.reduce((sum, d) => sum + d.people, 0)).toBe(figures.placed)
})

test('D26 every part of a statement by group is of nobody or of five', () => {
  // Few see the last statements, so that some group has fewer than five votes on them.
  const votes = camps(60, 12).filter(
    (v) => Number(v.statement.slice(-2)) < 9 || Number(v.participant.slice(7)) < 7,
  )
  const figures = figuresOf(input(votes))
  expect(figures?.statements.some((s) => s.groups === null)).toBe(true)
  for (const { all, groups, unites } of figures?.statements ?? []) {
    if (groups === null) {
      expect(unites).toBeNull()
      continue
    }
    const sizes = groups.map((g) => g.reduce((a, b) => a + b, 0))
    const rest = all.reduce((a, b) => a + b, 0) - sizes.reduce((a, b) => a + b, 0)
    for (const size of [...sizes, rest]) expect(size === 0 || size >= 5).toBe(true)
  }
})

test('D27 groups keep their names when more people vote, and axes their direction', () => {
  const first = figuresOf(input(camps(60, 12)))
  const more = figuresOf({ ...input(camps(80, 12)), before: first, at: at(60) })
  const side = (f: typeof first, name: number) => {
    const group = f?.groups.find((g) => g.name === name)
    const [a, , c] = f?.turn ?? [1, 0, 0]
    return Math.sign((group?.centre[0] ?? 0) * (a ?? 1) + (group?.centre[1] ?? 0) * (c ?? 0))
  }
  expect(more?.groups.map((g) => g.name).toSorted()).toEqual([1, 2])
  for (const name of [1, 2]) expect(side(more, name)).toBe(side(first, name))
})

test.each([
  ['all passes', () => 0],
  ['everybody alike', () => 1],
  ['one-sided', (i: number) => (i < 55 ? 1 : -1)],
] as const)('D25 %s: figures without groups that mean nothing, and no error', (_, of) => {
  const votes = camps(60, 12).map((v) => ({
    ...v,
    vote: of(Number(v.participant.slice(7))) as 1 | 0 | -1,
  }))
  const figures = opinionFigures.parse(figuresOf(input(votes)))
  expect(figures.participants).toBe(60)
  expect(figures.groups.length).toBeLessThanOrEqual(2)
})

test('D25 nobody: no figures', () => {
  expect(figuresOf(input([]))).toBeUndefined()
})

test('D25 dots hold five to nine neighbours each, and everybody once', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.double({ min: -2, max: 2, noNaN: true }), fc.nat(3)), { maxLength: 80 }),
      (points) => {
        const dots = dotsOf(points.flat(), [], 0, 5)
        if (points.length < 5) expect(dots).toEqual([])
        else expect(dots.reduce((sum, d) => sum + d.people, 0)).toBe(points.length)
        for (const { people } of dots) expect(people >= 5 && people <= 9).toBe(true)
      },
    ),
    { seed, numRuns: 200 },
  )
})
