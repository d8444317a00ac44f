// The answer of our own mode as one value: components, positions, groups, what represents, unites and
// divides. A function of the set of last votes; what is published over time is in membership_history.ts.
import {
  CONSENSUS_DEFAULTS,
  consensus,
  groupInformedConsensus,
  type ConsensusOptions,
  type ConsensusPick,
  type GroupConsensus,
} from './consensus.ts'
import { findGroups, GROUP_DEFAULTS, type GroupAnswer, type GroupOptions } from './groups.ts'
import type { LanczosOptions } from './lanczos.ts'
import { shrunkCentred } from './membership.ts'
import { pca, type Pca } from './pca.ts'
import {
  divisive,
  representatives,
  REPRESENTATIVE_DEFAULTS,
  type Divisive,
  type Representative,
  type RepresentativeOptions,
} from './representative.ts'
import { voteCounts, voteCountsByGroup, withoutStatements, type VoteMatrix } from './votes.ts'

export type AnswerOptions = {
  readonly moderated_out?: ReadonlySet<string>
  readonly groups?: Partial<GroupOptions>
  readonly representative?: Partial<RepresentativeOptions>
  readonly consensus?: Partial<ConsensusOptions>
  readonly pca?: LanczosOptions
}

export type OpinionAnswer = {
  /** The votes that count: moderated-out statements are gone. */
  readonly votes: VoteMatrix
  readonly pca: Pca
  readonly groups: GroupAnswer
  /** Counts of each group by cell code; what every figure below rests on. */
  readonly counts: readonly Uint32Array[]
  readonly representative: readonly Representative[]
  readonly divisive: readonly Divisive[]
  readonly consensus: { readonly agree: ConsensusPick[]; readonly disagree: ConsensusPick[] }
  readonly group_informed: readonly GroupConsensus[]
}

/**
 * Everything at once. Statements and groups are indices; `opinionResult` puts names to them.
 * Consensus of everybody counts all votes; figures by group count those of placed participants.
 */
export function opinionAnswer(all: VoteMatrix, options: AnswerOptions = {}): OpinionAnswer {
  const votes = withoutStatements(all, options.moderated_out ?? new Set())
  const group_options = { ...GROUP_DEFAULTS, ...options.groups }
  const components = pca(votes, options.pca)
  const everybody = voteCounts(votes)
  const y = shrunkCentred(votes, group_options.prior, everybody)
  const groups = findGroups(y, components.components, group_options)
  const counts = voteCountsByGroup(votes, groups.group_of, groups.k)
  const m = votes.statements.length
  return {
    votes,
    pca: components,
    groups,
    counts,
    representative: representatives(counts, m, {
      ...REPRESENTATIVE_DEFAULTS,
      ...options.representative,
    }),
    divisive: divisive(counts, m),
    consensus: consensus([everybody], m, { ...CONSENSUS_DEFAULTS, ...options.consensus }),
    group_informed: groupInformedConsensus(counts, m),
  }
}
