// Ranked methods against their definitions carried out another way on small random profiles: paths
// enumerated, orders tried, papers moved one by one; and what must hold of every count.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countProfile } from './count_profile.ts'
import { countReport } from './count_report.ts'
import { countSentence } from './count_sentences.ts'
import { methods, type Count } from './count.ts'
import { ProfileBuilder, type Profile } from './profile.ts'
import { drawLots } from './ties.ts'

type Paper = { readonly ranks: readonly (readonly number[])[]; readonly times: number }

function profileOf(candidates: number, papers: readonly Paper[]): Profile {
  const builder = new ProfileBuilder(Array.from({ length: candidates }, (_, i) => `c${i}`))
  for (const { ranks, times } of papers) builder.add(ranks, undefined, times)
  return builder.build()
}

/** Orders of some of the candidates; with `equal`, neighbours may share a rank. */
function papers(candidates: number, equal: boolean): fc.Arbitrary<Paper[]> {
  const all = Array.from({ length: candidates }, (_, i) => i)
  const paper = fc.tuple(
    fc.shuffledSubarray(all, { minLength: 0 }),
    fc.array(fc.boolean(), { minLength: candidates, maxLength: candidates }),
    fc.integer({ min: 1, max: 9 }),
  )
  const cast = fc.array(
    paper.map(([order, joins, times]) => {
      const ranks: number[][] = []
      order.forEach((candidate, i) => {
        if (equal && i > 0 && joins[i] === true) ranks.at(-1)?.push(candidate)
        else ranks.push([candidate])
      })
      return { ranks, times }
    }),
    { minLength: 1, maxLength: 8 },
  )
  // Blank ballots alone are their own case (B28).
  return cast.filter((own) => own.some(({ ranks }) => ranks.length > 0))
}

/** Votes that place a before b, unranked last, from the papers themselves. */
function prefer(own: readonly Paper[], a: number, b: number): number {
  const place = (ranks: Paper['ranks'], c: number) => {
    const found = ranks.findIndex((group) => group.includes(c))
    return found < 0 ? 99 : found
  }
  return own.reduce(
    (sum, { ranks, times }) => sum + (place(ranks, a) < place(ranks, b) ? times : 0),
    0,
  )
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]]
  return items.flatMap((item, i) =>
    permutations(items.filter((_, j) => j !== i)).map((rest) => [item, ...rest]),
  )
}

describe('Schulze and ranked pairs', () => {
  test('B24 strengths are those of the best of all simple paths', () => {
    fc.assert(
      fc.property(papers(4, true), (own) => {
        const margin = (a: number, b: number) => Math.max(0, prefer(own, a, b) - prefer(own, b, a))
        const best = (a: number, b: number): number => {
          const others = [0, 1, 2, 3].filter((c) => c !== a && c !== b)
          const middles = others.flatMap((c) => [
            [c],
            ...others.filter((d) => d !== c).map((d) => [c, d]),
          ])
          const paths = [[], ...middles].map((middle) => [a, ...middle, b])
          return Math.max(
            ...paths.map((path) =>
              Math.min(...path.slice(1).map((c, i) => margin(path[i] ?? 0, c))),
            ),
          )
        }
        const { strengths, ranking } = countProfile('schulze', profileOf(4, own))
        for (const a of [0, 1, 2, 3]) {
          for (const b of [0, 1, 2, 3]) {
            if (a !== b) expect(Number(strengths?.[a]?.[b])).toBe(best(a, b))
          }
        }
        const level = (c: number) => ranking.findIndex((each) => each.includes(c))
        for (const a of [0, 1, 2, 3]) {
          for (const b of [0, 1, 2, 3]) {
            if (a !== b && best(a, b) > best(b, a)) expect(level(a)).toBeLessThan(level(b))
          }
        }
      }),
    )
  })

  test('B25 the order that keeps the strongest majorities, of all orders', () => {
    fc.assert(
      fc.property(papers(4, false), (own) => {
        const pairs = [0, 1, 2, 3]
          .flatMap((a) =>
            [0, 1, 2, 3].map((b) => ({ a, b, margin: prefer(own, a, b) - prefer(own, b, a) })),
          )
          .filter(({ margin }) => margin > 0)
          .sort((x, y) => y.margin - x.margin)
        // Without ties alone: there, the result is one order and no rule of ties plays.
        fc.pre(pairs.length === 6 && new Set(pairs.map(({ margin }) => margin)).size === 6)
        const kept = (order: readonly number[]) =>
          pairs.map(({ a, b }) => (order.indexOf(a) < order.indexOf(b) ? '1' : '0')).join('')
        const orders = permutations([0, 1, 2, 3])
        const best = orders.reduce((x, y) => (kept(y) > kept(x) ? y : x))
        expect(countProfile('ranked-pairs', profileOf(4, own)).ranking.flat()).toEqual(best)
      }),
    )
  })

  test('B24 B25 who beats every other one wins by both', () => {
    fc.assert(
      fc.property(papers(5, true), (own) => {
        const all = [0, 1, 2, 3, 4]
        const best = all.find((a) =>
          all.every((b) => a === b || prefer(own, a, b) > prefer(own, b, a)),
        )
        fc.pre(best !== undefined)
        for (const method of ['schulze', 'ranked-pairs'] as const) {
          expect(countProfile(method, profileOf(5, own)).winner).toBe(best)
        }
      }),
    )
  })
})

describe('transfers', () => {
  const sum = (values: Iterable<bigint>) => [...values].reduce((a, b) => a + b, 0n)

  test('B21 every vote is with a candidate or exhausted, in every round', () => {
    fc.assert(
      fc.property(papers(5, true), (own) => {
        const { rounds, scale } = countProfile('irv', profileOf(5, own))
        const votes = BigInt(own.reduce((total, { times }) => total + times, 0)) * scale
        for (const { tally, exhausted } of rounds)
          expect(sum(tally.values()) + exhausted).toBe(votes)
      }),
    )
  })

  test('B21 a shared rank counts as the average of the orders it leaves open', () => {
    fc.assert(
      fc.property(papers(4, true), (own) => {
        // Each paper as all the strict ones it could be, with weights that keep it one vote.
        const strict = own.flatMap(({ ranks, times }) => {
          const ways = ranks.map((group) => permutations(group))
          const orders = ways.reduce<number[][]>(
            (done, next) => done.flatMap((d) => next.map((n) => [...d, ...n])),
            [[]],
          )
          return orders.map((order) => ({
            ranks: order.map((c) => [c]),
            times: (times * 24) / orders.length,
          }))
        })
        const [shared, apart] = [
          countProfile('irv', profileOf(4, own)),
          countProfile('irv', profileOf(4, strict)),
        ]
        expect(shared.ranking).toEqual(apart.ranking)
        const scaled = (count: Count, scale: bigint) =>
          count.rounds.map(({ tally }) => [...tally].map(([c, v]) => [c, v * scale]))
        expect(scaled(shared, 24n * apart.scale)).toEqual(scaled(apart, shared.scale))
      }),
    )
  })

  test('B22 votes, exhausted and truncated parts add up in every stage', () => {
    fc.assert(
      fc.property(papers(5, true), fc.integer({ min: 1, max: 4 }), (own, seats) => {
        const profile = profileOf(5, own)
        const { rounds, scale, winners } = countProfile('stv', profile, { seats })
        const votes = BigInt(own.reduce((total, { times }) => total + times, 0)) * scale
        for (const { tally, exhausted, lost } of rounds) {
          expect(sum(tally.values()) + exhausted + lost).toBe(votes)
          expect(lost).toBeGreaterThanOrEqual(0n)
        }
        expect(new Set(winners).size).toBe(seats)
      }),
    )
  })

  test('B22 moving papers one by one elects the same', () => {
    fc.assert(
      fc.property(papers(5, false), fc.integer({ min: 1, max: 3 }), (own, seats) => {
        const simple = stvByPapers(own, seats)
        fc.pre(simple !== undefined)
        expect(countProfile('stv', profileOf(5, own), { seats }).winners).toEqual(simple)
      }),
      { numRuns: 300 },
    )
  })

  test('B27 one seat by Meek’s rules is IRV, and no vote is lost', () => {
    fc.assert(
      fc.property(papers(4, false), (own) => {
        const profile = profileOf(4, own)
        const [meek, irv] = [countProfile('meek', profile), countProfile('irv', profile)]
        fc.pre(![...meek.steps, ...irv.steps].some(({ step }) => step === 'tie'))
        fc.pre(irv.winner !== null)
        expect(meek.winner).toBe(irv.winner)
        const votes = BigInt(own.reduce((total, { times }) => total + times, 0)) * meek.scale
        for (const { tally, exhausted } of meek.rounds)
          expect(sum(tally.values()) + exhausted).toBe(votes)
      }),
    )
  })
})

/**
 * The Scottish rules with each paper apart and values as integers of 0.00001; undefined where a tie
 * has to be broken.
 */
function stvByPapers(own: readonly Paper[], seats: number): number[] | undefined {
  const sheets = own.flatMap(({ ranks, times }) =>
    Array.from({ length: times }, () => ({ order: ranks.flat(), value: 100_000, at: -1 })),
  )
  const valid = sheets.filter(({ order }) => order.length > 0).length
  const quota = (Math.floor(valid / (seats + 1)) + 1) * 100_000
  const continuing = new Set([0, 1, 2, 3, 4])
  const elected: number[] = []
  const surpluses = new Set<number>()
  // A candidate's quota stays behind when a surplus has passed on.
  const settled = new Map<number, number>()
  const votes = (c: number) =>
    settled.get(c) ?? sheets.reduce((total, s) => total + (s.at === c ? s.value : 0), 0)
  const move = (sheet: (typeof sheets)[number]) => {
    sheet.at = sheet.order.find((c) => continuing.has(c)) ?? -2
  }
  for (const sheet of sheets) move(sheet)
  for (;;) {
    const reached = [...continuing]
      .filter((c) => votes(c) >= quota)
      .sort((a, b) => votes(b) - votes(a))
    if (new Set(reached.map(votes)).size < reached.length) return undefined
    for (const c of reached) {
      continuing.delete(c)
      elected.push(c)
      if (votes(c) > quota) surpluses.add(c)
    }
    if (elected.length >= seats) return elected
    if (continuing.size <= seats - elected.length) {
      const rest = [...continuing].sort((a, b) => votes(b) - votes(a))
      return new Set(rest.map(votes)).size < rest.length ? undefined : [...elected, ...rest]
    }
    const from = surpluses.size > 0 ? [...surpluses] : [...continuing]
    const pick = surpluses.size > 0 ? Math.max(...from.map(votes)) : Math.min(...from.map(votes))
    const chosen = from.filter((c) => votes(c) === pick)
    const [only] = chosen
    if (only === undefined || chosen.length > 1) return undefined
    const moved = sheets.filter((s) => s.at === only)
    continuing.delete(only)
    if (surpluses.delete(only)) {
      for (const s of moved) s.value = Math.floor((s.value * (pick - quota)) / pick)
      settled.set(only, quota)
    }
    for (const s of moved) move(s)
  }
}

describe('points', () => {
  test('B26 Borda by its positions: below a point, equal half a point', () => {
    fc.assert(
      fc.property(papers(4, true), (own) => {
        const points = [0, 1, 2, 3].map((a) =>
          [0, 1, 2, 3]
            .filter((b) => b !== a)
            .reduce((total, b) => {
              const votes = own.reduce((n, { times }) => n + times, 0)
              const [more, less] = [prefer(own, a, b), prefer(own, b, a)]
              return total + more + (votes - more - less) / 2
            }, 0),
        )
        const count = countProfile('borda', profileOf(4, own))
        expect(count.points?.map((value) => Number(value) / 2)).toEqual(points)
      }),
    )
  })

  test('B26 a ballot approves whom it names, but not the last place of all', () => {
    const own: Paper[] = [
      { ranks: [[0, 1]], times: 2 },
      { ranks: [[2], [0, 1]], times: 3 },
    ]
    expect(countReport(countProfile('approval', profileOf(3, own))).points).toEqual({
      c2: 3,
      c0: 2,
      c1: 2,
    })
  })

  test('B20 explicit: who is not ranked gives and gets no points', () => {
    const count = countProfile('borda', profileOf(3, [{ ranks: [[0], [1]], times: 4 }]), {
      unranked: 'explicit',
    })
    expect(count.points).toEqual([8n, 0n, 0n])
  })
})

describe('every method', () => {
  test('B13 the order of the ballots changes nothing', () => {
    fc.assert(
      fc.property(papers(4, false), fc.constantFrom(...methods), (own, method) => {
        const seen = (count: Count) => ({ ...countReport(count), pairwise: undefined })
        const turned = profileOf(4, own.toReversed())
        expect(seen(countProfile(method, turned))).toEqual(
          seen(countProfile(method, profileOf(4, own))),
        )
      }),
    )
  })

  test('B28 ties everywhere: shown as ties, the winner by the rule, said in the trace', () => {
    const own: Paper[] = permutations([0, 1, 2]).map((order) => ({
      ranks: order.map((c) => [c]),
      times: 1,
    }))
    const profile = profileOf(3, own)
    const drawn = drawLots(profile.candidates, 'recorded')[0]
    for (const method of methods) {
      const winner = (ties: Parameters<typeof countProfile>[2]) =>
        countReport(countProfile(method, profile, ties)).winner
      expect(winner({ ties: { by: 'order' } })).toBe('c0')
      expect(winner({ ties: { by: 'lot', seed: 'recorded' } })).toBe(drawn)
      expect(winner({ ties: { by: 'none' } })).toBeNull()
      const { trace } = countReport(countProfile(method, profile))
      expect(trace.join(' ')).toMatch(/tied .*by the declared order/)
    }
  })

  test('B28 no vote at all: nobody is elected, nobody is lost', () => {
    for (const method of methods) {
      const { ranking, winners } = countProfile(method, profileOf(3, [{ ranks: [], times: 5 }]))
      expect(winners).toEqual([])
      expect(ranking.flat().toSorted()).toEqual([0, 1, 2])
    }
  })

  test('B14 every step of every method has its sentence in both languages', () => {
    fc.assert(
      fc.property(papers(4, false), fc.constantFrom(...methods), (own, method) => {
        const count = countProfile(method, profileOf(4, own), { seats: 2 })
        for (const step of count.steps) {
          expect(countSentence(step, count, 'en')).toMatch(/^[A-Zc].*\.$/)
          expect(countSentence(step, count, 'ar')).toMatch(/[\u0600-\u06FF].*\.$/)
        }
      }),
    )
  })
})
