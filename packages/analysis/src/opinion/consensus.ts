// What unites: group-informed consensus, consensus of everybody, and consensus across given blocs, each
// with its interval and a floor on evidence. Opinion groups themselves are found in groups.ts.
import {
  falseDiscovery,
  geometricMean,
  interval,
  leastOf,
  majorityTail,
  posterior,
  type Interval,
} from './beta.ts'
import { summed, tallyOf, type Direction, type Tally } from './representative.ts'
import { voteCountsByGroup, type VoteMatrix } from './votes.ts'

/** Whether every group cast enough votes on a statement for its figure to be believed. */
export type Evidence = 'enough' | 'not enough'

export type GroupConsensus = Interval & {
  readonly evidence: Evidence
  /** Votes of the group that voted least on it. */
  readonly fewest_votes: number
}

/** Votes that each group must have cast on a statement. */
export const EVIDENCE_FLOOR = 10

/**
 * Group-informed consensus of each statement: geometric mean over groups of the probability to agree,
 * passes counting against it. Unlike Polis's product it does not shrink with the number of groups.
 */
export function groupInformedConsensus(
  counts: readonly ArrayLike<number>[],
  statements: number,
  floor = EVIDENCE_FLOOR,
): GroupConsensus[] {
  return Array.from({ length: statements }, (_, statement) => {
    const tallies = counts.map((own) => tallyOf(own, statement))
    const mean = geometricMean(tallies.map(({ agree, seen }) => posterior(agree, seen)))
    return { ...mean, ...evidenceOf(tallies, floor) }
  })
}

function evidenceOf(tallies: readonly Tally[], floor: number) {
  const fewest_votes = tallies.length === 0 ? 0 : Math.min(...tallies.map(({ seen }) => seen))
  const evidence: Evidence = fewest_votes >= floor ? 'enough' : 'not enough'
  return { evidence, fewest_votes }
}

export type ConsensusPick = {
  readonly statement: number
  readonly direction: Direction
  readonly votes: number
  readonly probability: Interval
  /** False discovery rate at which it would just be listed. */
  readonly q: number
}

export type ConsensusOptions = {
  readonly rate: number
  readonly most: number
  readonly least_votes: number
}

export const CONSENSUS_DEFAULTS: ConsensusOptions = {
  rate: 0.1,
  most: 5,
  least_votes: EVIDENCE_FLOOR,
}

/**
 * Statements that a majority of all who saw them agrees (disagrees) with: exact binomial test,
 * Benjamini-Hochberg over all statements and both directions, by lower bound.
 */
export function consensus(
  counts: readonly ArrayLike<number>[],
  statements: number,
  options: ConsensusOptions = CONSENSUS_DEFAULTS,
): { readonly agree: ConsensusPick[]; readonly disagree: ConsensusPick[] } {
  const tallies = Array.from({ length: statements }, (_, statement) =>
    summed(counts.map((own) => tallyOf(own, statement))),
  )
  // No majority, no discovery: its p is above a half, and how far changes no other's.
  const tail = (votes: number, seen: number) => (2 * votes <= seen ? 1 : majorityTail(votes, seen))
  const p = tallies.flatMap((t) => [tail(t.agree, t.seen), tail(t.disagree, t.seen)])
  const q = falseDiscovery(p)
  const listed = (direction: Direction, offset: 0 | 1) =>
    tallies
      .flatMap((tally, statement): ConsensusPick[] => {
        const own = q[2 * statement + offset] as number
        if (own > options.rate || tally.seen < options.least_votes) return []
        const probability = interval(posterior(tally[direction], tally.seen))
        return [{ statement, direction, votes: tally.seen, probability, q: own }]
      })
      .toSorted((a, b) => b.probability.low - a.probability.low || a.statement - b.statement)
      .slice(0, options.most)
  return { agree: listed('agree', 0), disagree: listed('disagree', 1) }
}

export type BlocConsensus = {
  readonly statement: number
  /** The least probability to agree of any bloc (median of its posterior), with its interval. */
  readonly least: Interval
  readonly mean: Interval
  /** Probability to agree of each bloc, in the order of the names. */
  readonly blocs: readonly Interval[]
  readonly evidence: Evidence
  readonly fewest_votes: number
}

/**
 * Consensus across given blocs, such as the parties' own: `bloc_of[i]` is participant i's bloc, or -1
 * for none. Statements by the lower bound of the least bloc, those with enough evidence first.
 */
export function blocConsensus(
  votes: VoteMatrix,
  bloc_of: ArrayLike<number>,
  blocs: number,
  floor = EVIDENCE_FLOOR,
): BlocConsensus[] {
  const counts = voteCountsByGroup(votes, bloc_of, blocs)
  const rows = votes.statements.map((_, statement): BlocConsensus => {
    const tallies = counts.map((own) => tallyOf(own, statement))
    const parts = tallies.map(({ agree, seen }) => posterior(agree, seen))
    return {
      statement,
      least: leastOf(parts),
      mean: geometricMean(parts),
      blocs: parts.map(interval),
      ...evidenceOf(tallies, floor),
    }
  })
  const rank = (row: BlocConsensus) => (row.evidence === 'enough' ? 1 : 0)
  return rows.toSorted(
    (a, b) => rank(b) - rank(a) || b.least.low - a.least.low || a.statement - b.statement,
  )
}
