// What every ranked method gives back: the result, its rounds and its steps, all structured. The
// sentences are in count_sentences.ts, the printed form in count_report.ts.
import type { TieBreak, TieRule } from './ties.ts'

export type Unranked = 'last' | 'explicit'
export type Strength = 'margins' | 'winning-votes'
export const methods = [
  ...(['schulze', 'ranked-pairs', 'irv', 'stv', 'meek'] as const),
  ...(['borda', 'approval', 'plurality', 'bucklin'] as const),
] as const
export type Method = (typeof methods)[number]

export type CountOptions = {
  readonly ties: TieRule
  readonly unranked: Unranked
  readonly strength: Strength
  /** Of STV and Meek; where absent, the profile's own, or 1. */
  readonly seats?: number
  /** Debian's rules (Constitution A.5): options that do not beat the default by enough are dropped. */
  readonly fallback?: { readonly candidate: number; readonly quorum: bigint }
}

/**
 * A step of the count. Candidates are positions, votes and points are numerators over the result's
 * `scale`. In `tie`, `purpose` says what was chosen.
 */
export type CountStep =
  | {
      readonly step: 'read'
      readonly papers: number
      /** Of this step alone, whose figures are in 1/unit. */
      readonly unit: bigint
      readonly votes: bigint
      readonly blank: bigint
    }
  | {
      readonly step: 'tally'
      readonly round: number
      readonly standing: readonly { readonly candidate: number; readonly votes: bigint }[]
      readonly exhausted: bigint
    }
  | {
      readonly step: 'quota'
      readonly quota: bigint
      readonly valid: bigint
      readonly seats: number
    }
  | {
      readonly step: 'majority'
      readonly round: number
      readonly candidate: number
      readonly votes: bigint
      readonly of: bigint
    }
  | {
      readonly step: 'elected'
      readonly round: number
      readonly candidate: number
      readonly votes: bigint
      readonly quota: bigint
    }
  | {
      readonly step: 'remaining'
      readonly round: number
      readonly candidate: number
      readonly votes: bigint
    }
  | {
      readonly step: 'surplus'
      readonly round: number
      readonly candidate: number
      readonly surplus: bigint
      readonly votes: bigint
    }
  | {
      readonly step: 'excluded'
      readonly round: number
      readonly candidate: number
      readonly votes: bigint
    }
  | {
      readonly step: 'tie'
      readonly purpose: 'exclude' | 'elect' | 'surplus' | 'win'
      readonly tied: readonly number[]
      readonly chosen?: number
      readonly how?: TieBreak
    }
  | { readonly step: 'condorcet'; readonly candidate: number }
  | { readonly step: 'no-condorcet' }
  | {
      readonly step: 'beats'
      readonly winner: number
      readonly loser: number
      readonly forward: bigint
      readonly back: bigint
    }
  | {
      readonly step: 'path'
      readonly path: readonly number[]
      readonly strength: bigint
      readonly back: bigint
    }
  | {
      readonly step: 'locked' | 'passed-over'
      readonly winner: number
      readonly loser: number
      readonly forward: bigint
      readonly back: bigint
    }
  | {
      readonly step: 'dropped'
      readonly candidate: number
      readonly why: 'quorum' | 'majority'
      readonly forward: bigint
      readonly back: bigint
      readonly needed: bigint
    }
  | { readonly step: 'points'; readonly candidate: number; readonly points: bigint }
  | { readonly step: 'approvals'; readonly candidate: number; readonly votes: bigint }
  | { readonly step: 'winner'; readonly candidates: readonly number[] }
  | { readonly step: 'nobody' }

export type CountRound = {
  readonly round: number
  /** By candidate position; absent where the candidate stands no more. */
  readonly tally: ReadonlyMap<number, bigint>
  readonly exhausted: bigint
  /** Dropped by truncation so far (STV, Meek). */
  readonly lost: bigint
  readonly elected: readonly number[]
  readonly excluded: readonly number[]
  readonly surplusOf?: number
}

export type Count = {
  readonly method: Method
  readonly candidates: readonly string[]
  /** The winner by the tie rule; null where there is none. */
  readonly winner: number | null
  /** All who are elected, in their order. */
  readonly winners: readonly number[]
  /** Best first; a level with several is a tie. */
  readonly ranking: readonly (readonly number[])[]
  readonly rounds: readonly CountRound[]
  readonly steps: readonly CountStep[]
  /** Votes and points are in 1/scale. */
  readonly scale: bigint
  readonly quota?: bigint
  /** pairwise[a][b]: votes that place a before b. */
  readonly pairwise?: readonly (readonly bigint[])[]
  /** strengths[a][b]: the strongest path from a to b (Schulze). */
  readonly strengths?: readonly (readonly bigint[])[]
  readonly points?: readonly bigint[]
}
