// A conversation as Polis would answer it on a cold start: the real formulas, faults included, so that
// we can be certified against its output. Our own answer (answer.ts) differs where those are faults.
// Source: compdemocracy/polis, math/src/polismath/math (2024); docs/methods/opinion.md lists the faults.
import { polisGroups, type PolisGroups } from './polis_clusters.ts'
import { polisPca, type PolisPca } from './polis_pca.ts'
import {
  consensus,
  groupAwareConsensus,
  priority,
  representative,
  type Direction,
  type Representative,
  type Support,
  type Tally,
} from './polis_statements.ts'
import { cellsFor, voteCounts, voteCountsByGroup, type VoteMatrix } from './votes.ts'
import type { Arrival, VoteIntake } from './votes_collector.ts'

export type PolisGroup = {
  readonly id: number
  /** Positions in `clusters.base`. */
  readonly base: readonly number[]
  /** Indices of participants. */
  readonly members: readonly number[]
  readonly center: readonly [number, number]
  readonly representative: readonly Representative[]
}

/** All indices are those of `votes`, which stands in order of arrival. */
export type PolisAnswer = {
  readonly votes: VoteMatrix
  readonly pca: PolisPca
  /** Participants with enough votes to be grouped. */
  readonly in_conversation: readonly number[]
  /** Base cluster members are positions in `in_conversation`. */
  readonly clusters: PolisGroups
  readonly groups: readonly PolisGroup[]
  readonly consensus: Readonly<Record<Direction, readonly Support[]>>
  /** By statement: product over groups, with its 90 % interval. */
  readonly group_aware_consensus: readonly { value: number; low: number; high: number }[]
  /** By statement, from the groups of this very answer (Polis uses those of the tick before). */
  readonly priorities: readonly number[]
}

const ENOUGH_VOTES = 7
const ENOUGH_PEOPLE = 15

export function polisAnswer(
  { votes: canonical, arrival }: VoteIntake,
  moderated_out: ReadonlySet<string> = new Set(),
): PolisAnswer {
  const votes = inOrderOfArrival(canonical, arrival)
  const pca = polisPca(votes, moderated_out)
  const in_conversation = inConversation(votes)
  const points = new Float64Array(2 * in_conversation.length)
  for (const [at, i] of in_conversation.entries()) {
    points[2 * at] = pca.projection[2 * i] as number
    points[2 * at + 1] = pca.projection[2 * i + 1] as number
  }
  const clusters = polisGroups(points)
  const members = clusters.groups.map(({ members: base }) =>
    base.flatMap((b) =>
      (clusters.base[b]?.members ?? []).map((at) => in_conversation[at] as number),
    ),
  )
  const statements = polisStatements(votes, members, moderated_out)
  return {
    votes,
    pca,
    in_conversation,
    clusters,
    groups: clusters.groups.map(({ id, center, members: base }, g) => ({
      id,
      base,
      members: members[g] ?? [],
      center,
      representative: statements.representative[g] ?? [],
    })),
    consensus: statements.consensus,
    group_aware_consensus: statements.group_aware_consensus,
    priorities: statements.totals.map((total, j) => priority(total, pca.extremity[j] as number)),
  }
}

export type PolisStatements = {
  /** For each group. */
  readonly representative: readonly Representative[][]
  readonly consensus: Readonly<Record<Direction, readonly Support[]>>
  /** By statement. */
  readonly group_aware_consensus: readonly { value: number; low: number; high: number }[]
  /** By statement, over all groups. */
  readonly totals: readonly Tally[]
}

/** What Polis says of statements given the groups, as indices of participants. */
export function polisStatements(
  votes: VoteMatrix,
  groups: readonly (readonly number[])[],
  moderated_out: ReadonlySet<string>,
): PolisStatements {
  const group_of = new Int32Array(votes.participants.length).fill(-1)
  for (const [g, own] of groups.entries()) for (const i of own) group_of[i] = g
  const all = voteCounts(votes)
  const by_group = voteCountsByGroup(votes, group_of, groups.length)
  const statements = [...votes.statements.keys()]
  const shown = statements.filter((j) => !moderated_out.has(votes.statements[j] as string))
  const tallies = statements.map((j) => by_group.map((counts) => tallyOf(counts, j)))
  const totals = tallies.map(sum)
  return {
    representative: groups.map((_, g) => {
      const own = (j: number) => tallies[j]?.[g] ?? NONE
      return representative(shown, own, (j) => without(totals[j] ?? NONE, own(j)))
    }),
    consensus: consensus(shown, (j) => tallyOf(all, j)),
    group_aware_consensus: tallies.map(groupAwareConsensus),
    totals,
  }
}

const NONE: Tally = { agree: 0, disagree: 0, seen: 0 }

function without(a: Tally, b: Tally): Tally {
  return {
    agree: a.agree - b.agree,
    disagree: a.disagree - b.disagree,
    seen: a.seen - b.seen,
  }
}

function tallyOf(counts: Uint32Array, j: number): Tally {
  const of = (code: number) => counts[4 * j + code] as number
  const [disagree, pass, agree] = [of(0), of(1), of(2)]
  return { agree, disagree, seen: agree + disagree + pass }
}

function sum(tallies: readonly Tally[]): Tally {
  let [agree, disagree, seen] = [0, 0, 0]
  for (const each of tallies) {
    agree += each.agree
    disagree += each.disagree
    seen += each.seen
  }
  return { agree, disagree, seen }
}

/** At least seven votes (or all statements); if those are fewer than 15, the busiest besides. */
function inConversation({ row_start, statements }: VoteMatrix): number[] {
  const cast = Array.from(
    { length: row_start.length - 1 },
    (_, i) => (row_start[i + 1] as number) - (row_start[i] as number),
  )
  const enough = Math.min(ENOUGH_VOTES, statements.length)
  const inside = new Set([...cast.keys()].filter((i) => (cast[i] as number) >= enough))
  const busiest = [...cast.keys()].toSorted((a, b) => (cast[b] as number) - (cast[a] as number))
  for (const i of busiest) {
    if (inside.size >= ENOUGH_PEOPLE) break
    inside.add(i)
  }
  return [...inside].toSorted((a, b) => a - b)
}

/** The same votes with participants and statements as they first came. */
function inOrderOfArrival(votes: VoteMatrix, arrival: Arrival): VoteMatrix {
  const is_canonical = (order: Uint32Array) => order.every((index, at) => index === at)
  if (is_canonical(arrival.participants) && is_canonical(arrival.statements)) return votes
  const rank = new Uint32Array(votes.statements.length)
  for (const [to, j] of arrival.statements.entries()) rank[j] = to
  const cells = cellsFor(votes.statements.length, votes.cells.length)
  const row_start = new Uint32Array(votes.row_start.length)
  let at = 0
  for (const [to, i] of arrival.participants.entries()) {
    const begin = at
    for (let k = votes.row_start[i] as number; k < (votes.row_start[i + 1] as number); k++) {
      const cell = votes.cells[k] as number
      cells[at++] = ((rank[cell >>> 2] as number) << 2) | (cell & 3)
    }
    cells.subarray(begin, at).sort()
    row_start[to + 1] = at
  }
  return {
    participants: Array.from(arrival.participants, (i) => votes.participants[i] as string),
    statements: Array.from(arrival.statements, (j) => votes.statements[j] as string),
    row_start,
    cells,
  }
}
