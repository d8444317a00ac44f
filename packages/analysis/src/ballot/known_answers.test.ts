// Ranked methods against elections whose results are published: the real ones of SULH_DATA (every
// entry of its expected.json) and textbook examples restated here.
import { describe, expect, test } from 'vitest'
import { countProfile } from './count_profile.ts'
import { countReport, type CountReport } from './count_report.ts'
import type { CountOptions, Method } from './count.ts'
import { ProfileBuilder, type Profile } from './profile.ts'
import { readProfile, type Format } from './read/read.ts'
import { realText, testWith } from './real_input.ts'

type Expected = {
  debian: Record<
    '2006' | '2020',
    {
      ballots: number
      schulzeMarginsWinner: string
      official?: string
      rankingUnrankedLast?: string
      rankingExplicitOnly?: string
      ranking?: string
      schulzeStrengths?: Record<string, Record<string, number>>
      pairwiseForCarter?: number[]
    }
  >
  debian2002_preflib: { voters: number; note: string }
  minneapolis2013: {
    ballots: number
    skipRule: string
    round1: Record<string, number>
    final: Record<string, number> & { exhausted: number }
    winnerIRV: string
    condorcetWinner: string
  }
  burlington2009_3cand: Record<'plurality' | 'irv' | 'bucklin' | 'condorcet', string> & {
    profile: Record<string, number>
  }
  ireland1990: { profile: Record<string, number>; winnerSTV: string }
}
const expected = (): Expected => JSON.parse(realText('expected.json')) as Expected

function report(
  method: Method,
  profile: Profile,
  options: Partial<CountOptions> = {},
): CountReport {
  return countReport(countProfile(method, profile, options))
}

function file(format: Format, name: string): Profile {
  return readProfile(format, realText(name))
}

/** `{'A>B': 3}` as a csv of orders, read by the reader of csv. */
function ofOrders(orders: Record<string, number>): Profile {
  const lines = Object.entries(orders).map(([order, count]) => `${order},${count}`)
  return readProfile('csv', ['order,count', ...lines].join('\n'))
}

/** Equal candidates of a printed ranking in one order, so that texts compare. */
function sorted(ranking: string | undefined): string {
  const levels = (ranking ?? '').split(' > ').map((level) => level.split(' = ').sort().join(' = '))
  return levels.join(' > ')
}

describe('Debian', () => {
  testWith(
    ['expected.json', 'leader2006_tally.txt'],
    'B20 B24 leader of 2006, both readings of unranked',
    () => {
      const known = expected().debian['2006']
      const profile = file('debian', 'leader2006_tally.txt')
      expect(profile.papers).toBe(known.ballots)
      const last = report('schulze', profile)
      expect(last.winner).toBe(known.schulzeMarginsWinner)
      expect(last.winner).toBe(known.official)
      expect(sorted(last.order)).toBe(sorted(known.rankingUnrankedLast))
      const explicit = report('schulze', profile, { unranked: 'explicit' })
      expect(sorted(explicit.order)).toBe(sorted(known.rankingExplicitOnly))
      expect(explicit.winner).not.toBe(last.winner)
    },
  )

  testWith(
    ['expected.json', 'leader2020_tally.txt'],
    'B24 leader of 2020: ranking, strengths, pairs',
    () => {
      const known = expected().debian['2020']
      const profile = file('debian', 'leader2020_tally.txt')
      expect(profile.papers).toBe(known.ballots)
      const result = report('schulze', profile)
      expect(result.winner).toBe(known.schulzeMarginsWinner)
      expect(sorted(result.order)).toBe(sorted(known.ranking))
      for (const [a, row] of Object.entries(known.schulzeStrengths ?? {})) {
        expect(result.strengths?.[a]).toMatchObject(row)
      }
      const carter = result.pairwise?.['Jonathan Carter'] ?? {}
      expect(profile.candidates.slice(1).map((name) => carter[name])).toEqual(
        known.pairwiseForCarter?.slice(1),
      )
    },
  )

  testWith(['expected.json', '00002-00000001.soi'], 'B30 leader of 2002 from PrefLib', () => {
    const profile = file('preflib', '00002-00000001.soi')
    expect(profile.papers).toBe(expected().debian2002_preflib.voters)
    expect(report('schulze', profile).winner).toBe('Bdale Garbee')
    expect(report('schulze', profile, { strength: 'winning-votes' }).winner).toBe('Bdale Garbee')
  })

  test('B24 the default option drops what has no quorum or no majority', () => {
    const sheet = ['Option 1->: A', 'Option 2->: B', 'Option 3->: C', 'Option 4->: Default']
    // Against the default: A 3 to 2, B 2 to 3, C 1 to 4.
    const ballots = ['V: 1-24', 'V: 21-3', 'V: 12-3', 'V: 3--1', 'V: ---1']
    const profile = readProfile('debian', [...sheet, ...ballots].join('\n'))
    const count = countProfile('schulze', profile, { fallback: { candidate: 3, quorum: 2n } })
    const dropped = count.steps.flatMap((s) => (s.step === 'dropped' ? [[s.candidate, s.why]] : []))
    expect(dropped).toEqual([
      [1, 'majority'],
      [2, 'quorum'],
    ])
    expect(count.ranking).toEqual([[0], [3]])
  })
})

describe('cities and states', () => {
  const votes = ['expected.json', 'mn_2013_cast_vote_record.csv.gz']
  testWith(votes, 'B21 B31 Minneapolis 2013: 80,101 ballots, first and last round', () => {
    const known = expected().minneapolis2013
    const profile = file('csv', 'mn_2013_cast_vote_record.csv.gz')
    expect(profile.papers).toBe(known.ballots)
    const result = report('irv', profile)
    expect(result.rounds[0]?.tally).toMatchObject(known.round1)
    const { exhausted, ...final } = known.final
    expect(result.rounds.at(-1)?.tally).toEqual(final)
    expect(result.rounds.at(-1)?.exhausted).toBe(exhausted)
    expect(result.winner).toBe(known.winnerIRV)
    expect(report('schulze', profile).trace).toContain(
      `${known.condorcetWinner} beats every other candidate one to one.`,
    )
  })

  testWith(['expected.json'], 'B21 B24 Burlington 2009: each method its own winner', () => {
    const known = expected().burlington2009_3cand
    const profile = ofOrders(known.profile)
    expect(report('plurality', profile).winner).toBe(known.plurality)
    expect(report('irv', profile).winner).toBe(known.irv)
    expect(report('bucklin', profile).winner).toBe(known.bucklin)
    for (const method of ['schulze', 'ranked-pairs'] as const) {
      expect(report(method, profile).winner).toBe(known.condorcet)
    }
  })

  testWith(['expected.json'], 'B22 Ireland 1990: one seat by transfers', () => {
    const known = expected().ireland1990
    const profile = ofOrders(known.profile)
    for (const method of ['stv', 'irv', 'meek'] as const) {
      expect(report(method, profile).winner).toBe(known.winnerSTV)
    }
  })
})

/** The file again, every figure of it counted anew; its prose and its inputs as they are. */
function countedAnew(): unknown {
  const known = expected()
  const pick = (row: Readonly<Record<string, unknown>> | undefined, keys: readonly string[]) =>
    Object.fromEntries(keys.map((key) => [key, row?.[key] ?? 'missing']))
  const sheets = { 2006: 'leader2006_tally.txt', 2020: 'leader2020_tally.txt' } as const
  const debian = (year: keyof typeof sheets) => {
    const profile = file('debian', sheets[year])
    const counted = report('schulze', profile)
    return { profile, counted, ballots: profile.papers, schulzeMarginsWinner: counted.winner }
  }
  const [d2006, d2020] = [debian(2006), debian(2020)]
  const preflib = file('preflib', '00002-00000001.soi')
  const city = file('csv', 'mn_2013_cast_vote_record.csv.gz')
  const irv = report('irv', city)
  const town = ofOrders(known.burlington2009_3cand.profile)
  return {
    debian: {
      2006: {
        ballots: d2006.ballots,
        schulzeMarginsWinner: d2006.schulzeMarginsWinner,
        official: d2006.counted.winner,
        rankingUnrankedLast: sorted(d2006.counted.order),
        rankingExplicitOnly: sorted(
          report('schulze', d2006.profile, { unranked: 'explicit' }).order,
        ),
      },
      2020: {
        ballots: d2020.ballots,
        schulzeMarginsWinner: d2020.schulzeMarginsWinner,
        ranking: sorted(d2020.counted.order),
        // Only the paths of the stronger one of each two are in the file.
        schulzeStrengths: Object.fromEntries(
          Object.entries(known.debian[2020].schulzeStrengths ?? {}).map(([a, row]) => [
            a,
            pick(d2020.counted.strengths?.[a], Object.keys(row)),
          ]),
        ),
        pairwiseForCarter: d2020.profile.candidates.map(
          (name) => d2020.counted.pairwise?.['Jonathan Carter']?.[name] ?? 0,
        ),
      },
    },
    debian2002_preflib: {
      voters: preflib.papers,
      note: `official winner ${report('schulze', preflib).winner}`,
    },
    minneapolis2013: {
      ballots: city.papers,
      skipRule: known.minneapolis2013.skipRule,
      round1: pick(irv.rounds[0]?.tally, Object.keys(known.minneapolis2013.round1)),
      final: { ...irv.rounds.at(-1)?.tally, exhausted: irv.rounds.at(-1)?.exhausted },
      winnerIRV: irv.winner,
      condorcetWinner: report('ranked-pairs', city).winner,
    },
    burlington2009_3cand: {
      plurality: report('plurality', town).winner,
      irv: report('irv', town).winner,
      bucklin: report('bucklin', town).winner,
      condorcet: report('schulze', town).winner,
      profile: known.burlington2009_3cand.profile,
    },
    ireland1990: {
      profile: known.ireland1990.profile,
      winnerSTV: report('stv', ofOrders(known.ireland1990.profile)).winner,
    },
  }
}

function leaves(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1
  return Object.values(value).reduce<number>((sum, part) => sum + leaves(part), 0)
}

testWith(
  [
    'expected.json',
    'leader2006_tally.txt',
    'leader2020_tally.txt',
    '00002-00000001.soi',
    'mn_2013_cast_vote_record.csv.gz',
  ],
  'B33 every entry of expected.json, none left out',
  () => {
    // Equal as wholes: an entry that nobody counts here, or that is new, is a difference.
    expect(countedAnew()).toEqual(expected())
    // 14 orders of inputs and one sentence of prose are not results.
    expect(leaves(expected()) - 14 - 1).toBe(34)
  },
)

/** Orders of one-letter candidates: `{ACBED: 5}`. */
function letters(orders: Record<string, number>): Profile {
  const names = [...new Set(Object.keys(orders).join(''))].sort()
  const builder = new ProfileBuilder(names)
  for (const [order, count] of Object.entries(orders)) {
    builder.add(
      order.split('').map((name) => [names.indexOf(name)]),
      undefined,
      count,
    )
  }
  return builder.build()
}

describe('published examples', () => {
  // M. Schulze, Social Choice and Welfare 36 (2011), example 1, also in Wikipedia: 45 voters.
  const schulze45 = letters({
    ACBED: 5,
    ADECB: 5,
    BEDAC: 8,
    CABED: 3,
    CAEBD: 7,
    CBADE: 2,
    DCEBA: 7,
    EBADC: 8,
  })
  test('B24 Schulze’s 45 voters: E > A > C > B > D, with the published strengths', () => {
    const result = report('schulze', schulze45, { strength: 'winning-votes' })
    expect(result.order).toBe('E > A > C > B > D')
    expect(result.strengths).toEqual({
      A: { B: 28, C: 28, D: 30, E: 24 },
      B: { A: 25, C: 28, D: 33, E: 24 },
      C: { A: 25, B: 29, D: 29, E: 24 },
      D: { A: 25, B: 28, C: 28, E: 24 },
      E: { A: 25, B: 28, C: 28, D: 31 },
    })
  })

  // The capital of Tennessee: Memphis, Nashville, Chattanooga, Knoxville.
  const tennessee = letters({ MNCK: 42, NCKM: 26, CKNM: 15, KCNM: 17 })
  test('B21 B24 B25 B26 the capital of Tennessee', () => {
    expect(report('plurality', tennessee).winner).toBe('M')
    expect(report('irv', tennessee).winner).toBe('K')
    expect(report('bucklin', tennessee).winner).toBe('N')
    expect(report('schulze', tennessee).order).toBe('N > C > K > M')
    expect(report('ranked-pairs', tennessee).order).toBe('N > C > K > M')
    expect(report('borda', tennessee).points).toEqual({ N: 194, C: 173, M: 126, K: 107 })
  })

  // Twenty guests choose three of five foods (Wikipedia's example of STV): quota 6.
  const foods = ofOrders({
    Orange: 4,
    'Pear>Orange': 2,
    'Chocolate>Strawberry': 8,
    'Chocolate>Sweets': 4,
    Strawberry: 1,
    Sweets: 1,
  })
  test('B22 three foods for twenty guests', () => {
    const result = report('stv', foods, { seats: 3 })
    expect(result.quota).toBe(6)
    expect(result.winners).toEqual(['Chocolate', 'Orange', 'Strawberry'])
    expect(result.rounds[1]?.tally).toMatchObject({
      Chocolate: 6,
      Strawberry: 5,
      Sweets: 3,
      Orange: 4,
      Pear: 2,
    })
  })
})
