// Which statements represent a group, and which divide the groups: effects with intervals, two tests,
// and a bound on false discoveries over everything that was tried. What unites is in consensus.ts.
import {
  betaQuantile,
  falseDiscovery,
  interval,
  majorityTail,
  normalTail,
  posterior,
  type Interval,
} from './beta.ts'

/** Votes on one statement: agreements, disagreements, and all votes, passes included. */
export type Tally = { readonly agree: number; readonly disagree: number; readonly seen: number }

export type Direction = 'agree' | 'disagree'

export type Representative = {
  /** Index of the statement and of the group. */
  readonly statement: number
  readonly group: number
  readonly direction: Direction
  readonly votes: number
  /** Probability to vote so within the group and among all others. */
  readonly within: Interval
  readonly others: Interval
  /** Ratio of the two, with its 90 % interval. */
  readonly ratio: Interval
  /** Largest p of the two tests, and the same adjusted for all that were tried. */
  readonly p: number
  readonly q: number
}

export type RepresentativeOptions = {
  /** False discovery rate. */
  readonly rate: number
  /** Picks a group at most. */
  readonly most: number
}

export const REPRESENTATIVE_DEFAULTS: RepresentativeOptions = { rate: 0.1, most: 5 }

/** Tallies of a group from counts by cell code (voteCountsByGroup). */
export function tallyOf(counts: ArrayLike<number>, statement: number): Tally {
  const at = 4 * statement
  const disagree = counts[at] as number
  const agree = counts[at + 2] as number
  return { agree, disagree, seen: disagree + agree + (counts[at + 1] as number) }
}

type Candidate = Pick<Representative, 'statement' | 'group' | 'direction' | 'p'> & {
  readonly inside: Tally
  readonly outside: Tally
}

/**
 * Statements that a group votes for (or against) by majority and more than all others do. Both tests
 * must hold, so the larger p counts (intersection-union: Berger 1982): the exact binomial test of a
 * majority, and Agresti and Caffo's (2000) test of two proportions. Benjamini-Hochberg over all
 * statements x groups x 2 directions. The groups come from the same votes, so p-values rank and
 * bound; they are no proof that a group exists.
 */
export function representatives(
  counts: readonly ArrayLike<number>[],
  statements: number,
  options: RepresentativeOptions = REPRESENTATIVE_DEFAULTS,
): Representative[] {
  if (counts.length < 2) return []
  const candidates = candidatesOf(counts, statements)
  const q = falseDiscovery(candidates.map(({ p }) => p))
  const found = candidates.flatMap((candidate, i) =>
    (q[i] as number) <= options.rate
      ? [{ candidate, q: q[i] as number, strength: strengthOf(candidate) }]
      : [],
  )
  return counts.flatMap((_, group) =>
    found
      .filter(({ candidate }) => candidate.group === group)
      .toSorted((a, b) => b.strength - a.strength || a.candidate.statement - b.candidate.statement)
      .slice(0, options.most)
      .map((pick) => described(pick.candidate, pick.q)),
  )
}

function candidatesOf(counts: readonly ArrayLike<number>[], statements: number): Candidate[] {
  const candidates: Candidate[] = []
  for (let statement = 0; statement < statements; statement++) {
    const tallies = counts.map((own) => tallyOf(own, statement))
    const all = summed(tallies)
    for (const [group, inside] of tallies.entries()) {
      const outside = {
        agree: all.agree - inside.agree,
        disagree: all.disagree - inside.disagree,
        seen: all.seen - inside.seen,
      }
      for (const direction of ['agree', 'disagree'] as const) {
        const p = largerTail(direction, inside, outside)
        candidates.push({ statement, group, direction, p, inside, outside })
      }
    }
  }
  return candidates
}

/**
 * The larger p of both tests; 1 where either is a half and more, since such a candidate is no discovery
 * at any rate below a half and how far it is from one changes no other's (most are of this kind).
 */
function largerTail(direction: Direction, inside: Tally, outside: Tally): number {
  if (2 * inside[direction] <= inside.seen) return 1
  const more = normalTail(
    differenceTest(inside[direction], inside.seen, outside[direction], outside.seen),
  )
  return more >= 0.5 ? 1 : Math.max(majorityTail(inside[direction], inside.seen), more)
}

export function summed(tallies: readonly Tally[]): Tally {
  let [agree, disagree, seen] = [0, 0, 0]
  for (const tally of tallies) {
    agree += tally.agree
    disagree += tally.disagree
    seen += tally.seen
  }
  return { agree, disagree, seen }
}

/** z of the difference of two proportions, each with one success and one failure added. */
export function differenceTest(s1: number, n1: number, s2: number, n2: number): number {
  const p1 = (s1 + 1) / (n1 + 2)
  const p2 = (s2 + 1) / (n2 + 2)
  return (p1 - p2) / Math.sqrt((p1 * (1 - p1)) / (n1 + 2) + (p2 * (1 - p2)) / (n2 + 2))
}

function described({ inside, outside, ...rest }: Candidate, q: number): Representative {
  const within = interval(posterior(inside[rest.direction], inside.seen))
  const others = interval(posterior(outside[rest.direction], outside.seen))
  const ratio = ratioOf(inside[rest.direction], inside.seen, outside[rest.direction], outside.seen)
  return { ...rest, votes: inside.seen, within, others, ratio, q }
}

/** Ratio of two probabilities; its interval is normal in the logarithm (Katz and others 1978). */
export function ratioOf(s1: number, n1: number, s2: number, n2: number): Interval {
  const p1 = (s1 + 1) / (n1 + 2)
  const p2 = (s2 + 1) / (n2 + 2)
  const spread = 1.6448536269514722 * Math.sqrt((1 - p1) / (s1 + 1) + (1 - p2) / (s2 + 1))
  const value = p1 / p2
  return { value, low: value * Math.exp(-spread), high: value * Math.exp(spread) }
}

/** What orders picks: how sure the group is times how sure the difference is. */
function strengthOf({ inside, outside, direction }: Candidate): number {
  const { a, b } = posterior(inside[direction], inside.seen)
  const ratio = ratioOf(inside[direction], inside.seen, outside[direction], outside.seen)
  return betaQuantile(0.05, a, b) * Math.log(Math.max(ratio.low, 1 + 1e-12))
}

export type Divisive = {
  readonly statement: number
  /** The two groups furthest apart in their probability to agree; undefined without groups. */
  readonly groups: readonly [number, number] | undefined
  /** Difference between these two, with its 90 % interval. */
  readonly difference: Interval
  /** 2 min(agree, disagree) / seen over everybody: 1 is an even split without passes. */
  readonly split: number
}

/**
 * Statements by how much they divide the groups: lower bound of the largest difference between two
 * (Agresti and Caffo's interval); without groups, by the even split of everybody's votes.
 */
export function divisive(
  counts: readonly ArrayLike<number>[],
  statements: number,
  least_votes = 10,
): Divisive[] {
  const found: Divisive[] = []
  for (let statement = 0; statement < statements; statement++) {
    const tallies = counts.map((own) => tallyOf(own, statement))
    const all = summed(tallies)
    if (all.seen < least_votes) continue
    const split = (2 * Math.min(all.agree, all.disagree)) / all.seen
    found.push({ statement, split, ...furthest(tallies, least_votes) })
  }
  const grouped = found.some(({ groups }) => groups !== undefined)
  return found.toSorted((a, b) =>
    grouped
      ? b.difference.low - a.difference.low || a.statement - b.statement
      : b.split - a.split || a.statement - b.statement,
  )
}

function furthest(
  tallies: readonly Tally[],
  least_votes: number,
): Pick<Divisive, 'groups' | 'difference'> {
  let best: Pick<Divisive, 'groups' | 'difference'> = {
    groups: undefined,
    difference: { value: 0, low: 0, high: 0 },
  }
  for (const [g, one] of tallies.entries()) {
    for (const [h, other] of tallies.entries()) {
      if (g === h || one.seen < least_votes || other.seen < least_votes) continue
      const p1 = (one.agree + 1) / (one.seen + 2)
      const p2 = (other.agree + 1) / (other.seen + 2)
      if (p1 < p2) continue
      const error = Math.sqrt((p1 * (1 - p1)) / (one.seen + 2) + (p2 * (1 - p2)) / (other.seen + 2))
      const value = p1 - p2
      const low = value - 1.6448536269514722 * error
      if (best.groups && low <= best.difference.low) continue
      const high = Math.min(1, value + 1.6448536269514722 * error)
      best = { groups: [g, h], difference: { value, low, high } }
    }
  }
  return best
}
