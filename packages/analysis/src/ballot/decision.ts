// What a decided procedure gives back: votes, requirements and the steps of its trace, structured.
// Deciding is in decide.ts, the sentences are in procedure_sentences.ts.
import type { Count } from './count.ts'
import type { Finding } from './check_procedure.ts'
import type { Base, Comparison, Threshold } from './procedure.ts'
import type { SensitivityView } from './sensitivity.ts'

/** Ballots of one vote; `choices` holds yes and no, or a figure for each candidate. */
export type Tally = {
  readonly members: number
  readonly present: number
  readonly cast: number
  readonly spoilt: number
  readonly abstained: number
  readonly choices: ReadonlyMap<string, number>
}

/** Why ballots or endorsements stand aside (B11). */
export type Aside = {
  readonly stage: string
  readonly what: 'ballot' | 'endorsement'
  readonly reason: 'late' | 'early' | 'second'
  readonly voter?: string
  readonly at?: string
}

/** A threshold applied to one candidate in one scope. */
export type Requirement = {
  readonly threshold: Threshold
  readonly college?: string
  readonly candidate: string
  readonly votes: number
  readonly base: number
  readonly needed: number
  readonly met: boolean
}

export type TieHow = 'declared-order' | 'draw' | 'seed' | 'all' | 'open' | 'draw-missing'

/** One vote: a stage, or one college's part of a stage of each college. */
export type Vote = {
  readonly stage: string
  readonly college?: string
  readonly tally: Tally
  /** Tallies by college, where ballots say theirs. */
  readonly colleges: ReadonlyMap<string, Tally>
  readonly standing: readonly string[]
  readonly quorum: { readonly needed: number; readonly met: boolean }
  /** Of the winner, or of the candidate with the most votes where nobody wins. */
  readonly requirements: readonly Requirement[]
  /** Best first; equal votes share a level. */
  readonly levels: readonly (readonly string[])[]
  readonly winner: string | null
  readonly winners: readonly string[]
  readonly why: 'elected' | 'no-quorum' | 'short' | 'tie' | 'no-votes'
  readonly count?: Count
}

export type DecisionStep =
  | { readonly step: 'procedure'; readonly members: number; readonly stages: number }
  | { readonly step: 'finding'; readonly finding: Finding }
  | { readonly step: 'stage'; readonly stage: string; readonly candidates: readonly string[] }
  | { readonly step: 'aside'; readonly aside: Aside; readonly count: number }
  | {
      readonly step: 'endorsed'
      readonly candidate: string
      readonly total: number
      readonly needed: number
      readonly colleges: readonly {
        readonly college: string
        readonly count: number
        readonly needed: number
      }[]
      readonly admitted: boolean
    }
  | {
      readonly step: 'tally'
      readonly stage: string
      readonly college?: string
      readonly tally: Tally
    }
  | {
      readonly step: 'quorum'
      readonly stage: string
      readonly college?: string
      readonly present: number
      readonly needed: number
      readonly met: boolean
    }
  | ({ readonly step: 'requirement'; readonly stage: string; readonly vote?: string } & Requirement)
  | {
      readonly step: 'tie'
      readonly stage: string
      readonly tied: readonly string[]
      readonly purpose: 'win' | 'run-off'
      readonly how: TieHow
      readonly chosen: readonly string[]
      readonly seed?: string
    }
  | {
      readonly step: 'vote'
      readonly stage: string
      readonly college?: string
      readonly winner: string | null
      readonly why: Vote['why']
    }
  | {
      readonly step: 'run-off'
      readonly stage: string
      readonly of: string
      readonly candidates: readonly string[]
    }
  | { readonly step: 'falls-through'; readonly stage: string; readonly next: string }
  | { readonly step: 'not-held'; readonly stage: string }
  | { readonly step: 'not-needed'; readonly stage: string; readonly ballots: number }
  | {
      readonly step: 'decided'
      readonly stage: string
      readonly outcome: Outcome
      readonly winners: readonly string[]
    }
  | {
      readonly step: 'certified'
      readonly witnesses: readonly string[]
      readonly needed: number
      readonly met: boolean
    }

/** `pending`: a stage that is needed has not been held. */
export type Outcome = 'elected' | 'adopted' | 'rejected' | 'undecided' | 'pending'

export type Decision = {
  readonly outcome: Outcome
  /** `yes` or `no` of a motion, a candidate's id, or null. */
  readonly winner: string | null
  /** Several where each college elects its own, or a method fills several seats. */
  readonly winners: readonly string[]
  readonly elected: readonly { readonly college: string; readonly winner: string }[]
  readonly ranking: readonly (readonly string[])[]
  /** The stage that decided. */
  readonly stage: string | null
  readonly votes: readonly Vote[]
  readonly aside: readonly Aside[]
  readonly certified: boolean | null
  readonly trace: readonly DecisionStep[]
  readonly sensitivity: readonly SensitivityView[]
  readonly findings: readonly Finding[]
}

/** The base of a threshold in figures (B3). */
export function baseOf(base: Base, tally: Tally, abstentions: 'counted' | 'not-counted'): number {
  switch (base) {
    case 'members':
      return tally.members
    case 'present':
      return tally.present
    case 'valid':
      return tally.cast - tally.spoilt - (abstentions === 'counted' ? 0 : tally.abstained)
    case 'for-and-against':
      return (tally.choices.get('yes') ?? 0) + (tally.choices.get('no') ?? 0)
  }
}

export type { Base, Comparison }
