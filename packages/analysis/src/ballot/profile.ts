// Ranked ballots as every counting method sees them: equal ballots merged, weights exact. Readers
// of formats make a profile with `ProfileBuilder`; nothing here counts.
import { lcm, ratio, type Ratio } from './ratio.ts'

/** What cannot be used, said in one sentence that names the place; in Arabic too where screens show it. */
export class BallotError extends Error {
  override readonly name = 'BallotError'
  readonly arabic: string | undefined
  constructor(english: string, arabic?: string) {
    super(english)
    this.arabic = arabic
  }
}

/** Candidates by position, best first; candidates of one group are equal; the rest is unranked. */
export type Ranks = readonly (readonly number[])[]

/** `weight` is in units of 1/profile.unit of a vote. */
export type RankedBallot = { readonly ranks: Ranks; readonly weight: bigint }

/** What a reader passed over or took as something else, with how often. */
export type ReadingNote = {
  readonly note: 'undervotes' | 'overvotes' | 'duplicates' | 'withdrawn' | 'sorted'
  readonly count: number
}

export type Profile = {
  readonly candidates: readonly string[]
  /** Positions of candidates who stand no more; no ballot of the profile ranks them. */
  readonly withdrawn: readonly number[]
  /** Distinct, in the order of their first appearance; a ballot without ranks is kept. */
  readonly ballots: readonly RankedBallot[]
  readonly unit: bigint
  /** How many ballots were read, whatever their weight. */
  readonly papers: number
  readonly seats?: number
  readonly title?: string
  /** A declared order for ties, where it is not the order of the candidates. */
  readonly tieOrder?: readonly number[]
  readonly notes: readonly ReadingNote[]
}

export const ONE: Ratio = { num: 1n, den: 1n }

/** Merges equal ballots. Weights stay integers while all of them are, for speed. */
export class ProfileBuilder {
  readonly candidates: string[]
  readonly #withdrawn: Set<number>
  readonly #ballots = new Map<string, { ranks: Ranks; whole: bigint; parts: Ratio[] }>()
  readonly #notes = new Map<ReadingNote['note'], number>()
  #papers = 0

  constructor(candidates: readonly string[], withdrawn: readonly number[] = []) {
    this.candidates = [...candidates]
    this.#withdrawn = new Set(withdrawn)
    if (withdrawn.length > 0) this.note('withdrawn', this.#withdrawn.size)
  }

  get papers(): number {
    return this.#papers
  }

  note(note: ReadingNote['note'], count = 1): void {
    this.#notes.set(note, (this.#notes.get(note) ?? 0) + count)
  }

  /** A candidate that a ballot names twice counts where it stands first (B31). */
  add(ranks: Ranks, weight: Ratio = ONE, papers = 1): void {
    const seen = new Set<number>()
    const kept: number[][] = []
    for (const group of ranks) {
      const standing: number[] = []
      for (const candidate of group) {
        if (seen.has(candidate)) this.note('duplicates', papers)
        else if (!this.#withdrawn.has(candidate)) standing.push(candidate)
        seen.add(candidate)
      }
      if (standing.length > 0) kept.push(standing.sort((a, b) => a - b))
    }
    const key = kept.map((group) => group.join('=')).join('>')
    const entry = this.#ballots.get(key) ?? { ranks: kept, whole: 0n, parts: [] }
    this.#ballots.set(key, entry)
    this.#papers += papers
    if (weight.den === 1n) entry.whole += weight.num * BigInt(papers)
    else entry.parts.push(ratio(weight.num * BigInt(papers), weight.den))
  }

  build(rest: Pick<Profile, 'seats' | 'title' | 'tieOrder'> = {}): Profile {
    const entries = [...this.#ballots.values()]
    let unit = 1n
    for (const { parts } of entries) for (const { den } of parts) unit = lcm(unit, den)
    const ballots = entries.map(({ ranks, whole, parts }) => ({
      ranks,
      weight: parts.reduce((sum, { num, den }) => sum + num * (unit / den), whole * unit),
    }))
    if (this.#papers === 0) {
      throw new BallotError('There is no ballot in the file: give one with at least one ballot.')
    }
    return {
      candidates: this.candidates,
      withdrawn: [...this.#withdrawn].sort((a, b) => a - b),
      ballots: ballots.filter(({ weight }) => weight > 0n),
      unit,
      papers: this.#papers,
      notes: [...this.#notes].map(([note, count]) => ({ note, count })),
      ...rest,
    }
  }
}

/** Positions of the candidates who stand, in declared order. */
export function standing({ candidates, withdrawn }: Profile): number[] {
  const gone = new Set(withdrawn)
  return candidates.map((_, i) => i).filter((i) => !gone.has(i))
}

/** All votes, in units of 1/profile.unit, blank ones included. */
export function totalWeight({ ballots }: Profile): bigint {
  return ballots.reduce((sum, { weight }) => sum + weight, 0n)
}
