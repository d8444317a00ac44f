// Trades and the nearest efficient package against brute force over all packages, and by hand.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { frontierOf } from './frontier.ts'
import { bruteFrontier, everyPackage, models } from './instances.test-support.ts'
import { satisfies } from './links.ts'
import type { Model } from './model.ts'
import { nearestEfficient } from './nearest.ts'
import { ofNumber, over, rational, zero } from './rational.ts'
import { modelOf } from './rounded.ts'
import { gainsByHand } from './solutions_brute.test-support.ts'
import { tradesOf, type Trade } from './trades.ts'
import { tradeSentences } from './trades_sentences.ts'

/** A model with one of its packages that satisfies the links; the seed picks it. */
const tables = fc.tuple(models({ links: true, issues_limit: 6 }), fc.nat()).map(([model, pick]) => {
  const packages = everyPackage(model).filter((chosen) => satisfies(model, chosen))
  return { model, packages, table: packages[pick % Math.max(1, packages.length)] }
})

const changesBetween = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).filter((option, i) => option !== b[i]).length

/** The product of gains, 0 where one is negative, then the gains in ascending order. */
function rankOf(gains: readonly number[]): number[] {
  const product = gains.some((gain) => gain < 0) ? 0 : gains.reduce((all, gain) => all * gain, 1)
  return [product, ...gains.toSorted((a, b) => a - b)]
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, k) => value !== b[k])
  return at < 0 ? 0 : (b[at] ?? 0) - (a[at] ?? 0)
}

test('D60 D61 the trades are all packages that differ in one to three issues and improve', () => {
  fc.assert(
    fc.property(tables, ({ model, packages, table }) => {
      if (!table) return
      const before = gainsByHand(model, table)
      const improves = (chosen: readonly number[]) => {
        const after = gainsByHand(model, chosen)
        return after.join() !== before.join() && after.every((gain, p) => gain >= (before[p] ?? 0))
      }
      const expected = packages.filter((chosen) => {
        const changes = changesBetween(chosen, table)
        return changes >= 1 && changes <= 3 && improves(chosen)
      })
      const { trades, found, complete } = tradesOf(model, Uint16Array.from(table), { kept: 5000 })
      expect(complete).toBe(true)
      expect(found).toBe(expected.length)
      expect(trades.map((trade) => trade.package.join()).toSorted()).toEqual(
        expected.map((chosen) => chosen.join()).toSorted(),
      )
      const ranks = trades.map((trade) => rankOf(gainsByHand(model, [...trade.package])))
      expect(ranks).toEqual(ranks.toSorted(compareRanks))
      for (const trade of trades) {
        expect(trade.gains).toEqual(
          gainsByHand(model, [...trade.package]).map((gain, p) => gain - (before[p] ?? 0)),
        )
        const parts = packages.filter(
          (chosen) =>
            improves(chosen) &&
            chosen.every((option, i) => option === table[i] || option === trade.package[i]) &&
            changesBetween(chosen, table) < trade.moves.length,
        )
        expect(trade.minimal).toBe(parts.length === 0)
      }
      // Few kept: the same ones first.
      const few = tradesOf(model, Uint16Array.from(table), { kept: 2 })
      expect(few.found).toBe(found)
      expect(few.trades).toEqual(trades.slice(0, 2))
    }),
    { numRuns: 300 },
  )
})

test('D62 what moves do and what links add make up each gain', () => {
  fc.assert(
    fc.property(tables, ({ model, table }) => {
      if (!table) return
      for (const trade of tradesOf(model, Uint16Array.from(table)).trades) {
        trade.gains.forEach((gain, p) => {
          const { gives = 0, receives = 0 } = trade.exchanges[p] ?? {}
          expect(receives - gives + (trade.by_links[p] ?? 0)).toBe(gain)
          const alone = trade.moves.map(({ issue, from, to }) => {
            const values = model.utilities[p]?.[issue] ?? new Float64Array(0)
            const own = model.bonuses.reduce((sum, { all, utilities }) => {
              if (all.length > 1 || all[0]?.issue !== issue) return sum
              const counts = (o: number) => (all[0]?.options.includes(o) ? (utilities[p] ?? 0) : 0)
              return sum + counts(to) - counts(from)
            }, 0)
            return (values[to] ?? 0) - (values[from] ?? 0) + own
          })
          expect(trade.moves.map(({ effects }) => effects[p])).toEqual(alone)
        })
      }
    }),
    { numRuns: 150 },
  )
})

test('D63 the nearest efficient package has the fewest changes of all packages on the frontier', () => {
  fc.assert(
    fc.property(tables, ({ model, table }) => {
      if (!table) return
      const now = gainsByHand(model, table)
      const efficient = bruteFrontier(model).flatMap(({ packages }) => packages)
      const better = efficient.filter((chosen) =>
        gainsByHand(model, chosen).every((gain, p) => gain >= (now[p] ?? 0)),
      )
      const fewest = (of: readonly (readonly number[])[]) =>
        Math.min(...of.map((chosen) => changesBetween(chosen, table)))
      const answer = nearestEfficient(frontierOf(model), Uint16Array.from(table))
      expect(answer.any?.changed).toHaveLength(fewest(efficient))
      expect(answer.improving?.changed).toHaveLength(fewest(better))
      const found = answer.improving
      expect(better.map((chosen) => chosen.join())).toContain(found?.package.join())
      expect(found?.gains).toEqual(
        gainsByHand(model, [...(found?.package ?? [])]).map((gain, p) => gain - (now[p] ?? 0)),
      )
      expect(found?.exact).toBe(true)
    }),
    { numRuns: 300 },
  )
})

const oil_and_roads: Model = {
  parties: ['North', 'South'],
  issues: [
    { name: 'Oil', options: ['joint', 'own'] },
    { name: 'Roads', options: ['open', 'closed'] },
    { name: 'Seat', options: ['here', 'there'] },
  ],
  utilities: [
    [Float64Array.of(1000, 4000), Float64Array.of(0, 1000), Float64Array.of(500, 500)],
    [Float64Array.of(2000, 1000), Float64Array.of(3000, 0), Float64Array.of(0, 0)],
  ],
  disagreement: [0, 0],
  scale: [10_000, 10_000],
  constraints: [],
  bonuses: [],
}

test('D62 D64 a trade of two issues, by hand, with its ratios and its sentences', () => {
  // On the table: joint oil, closed roads. Own oil for open roads: North +3000 -1000, South -1000 +3000.
  const { trades, found } = tradesOf(oil_and_roads, Uint16Array.of(0, 1, 0))
  // The same with the seat moved, which nobody minds, is a trade too, but no minimal one.
  expect(found).toBe(2)
  const [trade, other] = trades as [Trade, Trade]
  expect(trade).toMatchObject({
    gains: [2000, 2000],
    by_links: [0, 0],
    minimal: true,
    exchanges: [
      { gives: 1000, receives: 3000, ratio: 3 },
      { gives: 1000, receives: 3000, ratio: 3 },
    ],
  })
  // In ones, before: 0.25 and 0.2; after: 0.45 and 0.4.
  expect(trade.product).toBeCloseTo(0.45 * 0.4, 12)
  expect(trade.nash_gain).toBeCloseTo(0.45 * 0.4 - 0.25 * 0.2, 12)
  expect(other.moves).toHaveLength(3)
  expect(other.minimal).toBe(false)
  expect(tradeSentences(trade, oil_and_roads, 'en')).toEqual([
    'Oil: own instead of joint.',
    'Roads: open instead of closed.',
    'North gives 0.1 on Roads and receives 0.3 on Oil, 3 times as much.',
    'South gives 0.1 on Oil and receives 0.3 on Roads, 3 times as much.',
    'All gain: North by 0.2 and South by 0.2.',
  ])
  expect(tradeSentences(trade, oil_and_roads, 'ar')).toHaveLength(5)
})

test('D60 a package that breaks a link is no table; a limit or a stop says that trades may be missing', () => {
  const linked: Model = {
    ...oil_and_roads,
    constraints: [{ kind: 'excludes', all: [{ issue: 0, option: 0 }] }],
  }
  expect(() => tradesOf(linked, Uint16Array.of(0, 1, 0))).toThrow(RangeError)
  const limited = tradesOf(oil_and_roads, Uint16Array.of(0, 1, 0), { limit: 3 })
  expect(limited).toMatchObject({ complete: false, cancelled: false })
})

test('D60 near ties of utilities that Float64 cannot hold are decided exactly', () => {
  // North: 1/3 against 1/3 + 10^-30; in floating point both are the same.
  const third = rational(1n, 3n)
  const more = rational(10n ** 30n + 3n, 3n * 10n ** 30n)
  const half = over(ofNumber(1) ?? zero, ofNumber(2) ?? zero)
  const model = modelOf({
    parties: ['North', 'South'],
    issues: [{ name: 'Oil', options: ['a', 'b'] }],
    utilities: [[[third, more]], [[half, half]]],
    disagreement: [zero, zero],
    constraints: [],
    bonuses: [],
  })
  expect(tradesOf(model, Uint16Array.of(0)).found).toBe(1)
  expect(tradesOf(model, Uint16Array.of(1)).found).toBe(0)
})

test('D63 a frontier that is not complete says so, and one cancelled inside links holds nothing', () => {
  const linked: Model = {
    ...oil_and_roads,
    constraints: [
      {
        kind: 'excludes',
        all: [
          { issue: 0, option: 0 },
          { issue: 1, option: 0 },
        ],
      },
    ],
  }
  const stopped = frontierOf(linked, { cancelled: () => true })
  expect(nearestEfficient(stopped, Uint16Array.of(0, 1, 0)).improving?.exact ?? false).toBe(false)
})
