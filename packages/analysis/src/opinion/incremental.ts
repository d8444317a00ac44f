// A conversation that goes on: votes come one by one and the components follow within milliseconds.
// Its state is the set of last votes and nothing else, so it can be rebuilt from the log at any time.
// Beyond GRAM_LIMIT statements, compute from the votes (pca.ts) with the last components as start.
import { GRAM_LIMIT, VoteGram } from './gram.ts'
import { topPair } from './lanczos.ts'
import { pcaOfPair, type Pca } from './pca.ts'
import { cellsFor, cellsOfRow, compareIds, VoteError, type Vote, type VoteMatrix } from './votes.ts'

/** What a vote did to the conversation. */
export type VoteEffect = 'added' | 'changed' | 'unchanged'

export class LiveVotes {
  readonly #index = new Map<string, number>()
  readonly #participants: string[]
  /** Cells of each participant, in any order. */
  readonly #rows: number[][]
  readonly #statements: string[]
  #gram: VoteGram
  #last: readonly Float64Array[] = []

  /** @throws VoteError beyond GRAM_LIMIT statements */
  constructor(votes: VoteMatrix) {
    if (votes.statements.length > GRAM_LIMIT) {
      throw new VoteError(
        `${votes.statements.length} statements are too many to follow vote by vote (${GRAM_LIMIT} at most): compute from the votes.`,
      )
    }
    this.#participants = [...votes.participants]
    this.#statements = [...votes.statements]
    this.#rows = this.#participants.map((_, i) => [...cellsOfRow(votes, i)])
    for (const [i, id] of this.#participants.entries()) this.#index.set(id, i)
    this.#gram = VoteGram.of(votes)
  }

  /** Takes one vote; a later vote on the same statement replaces the earlier one. */
  vote(participant: string, statement: string, vote: Vote): VoteEffect {
    const j = this.#place(statement)
    const row = this.#row(participant)
    const at = row.findIndex((cell) => cell >>> 2 === j)
    const cell = (j << 2) | (vote + 1)
    if (at < 0) {
      this.#gram.add(j, vote, row)
      row.push(cell)
      return 'added'
    }
    const before = row[at] as number
    if (before === cell) return 'unchanged'
    const others = row.filter((_, k) => k !== at)
    this.#gram.change(j, ((before & 3) - 1) as Vote, vote, others)
    row[at] = cell
    return 'changed'
  }

  #row(participant: string): number[] {
    const known = this.#index.get(participant)
    if (known !== undefined) return this.#rows[known] as number[]
    this.#index.set(participant, this.#participants.length)
    this.#participants.push(participant)
    const row: number[] = []
    this.#rows.push(row)
    return row
  }

  /** Where the statement stands in canonical order, making room for a new one. */
  #place(statement: string): number {
    let [low, high] = [0, this.#statements.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compareIds(this.#statements[middle] as string, statement) < 0) low = middle + 1
      else high = middle
    }
    if (this.#statements[low] === statement) return low
    if (this.#statements.length === GRAM_LIMIT) {
      throw new VoteError(
        `Statement ${statement} is one more than ${GRAM_LIMIT}: compute from the votes.`,
      )
    }
    this.#statements.splice(low, 0, statement)
    for (const row of this.#rows) {
      for (const [k, cell] of row.entries()) if (cell >>> 2 >= low) row[k] = cell + 4
    }
    this.#gram = this.#gram.widened(low)
    this.#last = this.#last.map((old) =>
      Float64Array.from({ length: old.length + 1 }, (_, k) =>
        k === low ? 0 : (old[k < low ? k : k - 1] as number),
      ),
    )
    return low
  }

  /**
   * The components now. From the last ones they are found soonest; `from_scratch` gives, bit for bit,
   * what any other order of the same votes gives, at two to three times the cost.
   */
  components(options: { readonly from_scratch?: boolean } = {}): Pca {
    const start = options.from_scratch ? [] : this.#last
    const pair = topPair(this.#gram, { start })
    this.#last = pair.vectors.filter((vector) => vector.some((entry) => entry !== 0))
    return pcaOfPair(this.#gram.mean.slice(), pair, this.#gram.total())
  }

  /** The votes so far in canonical order. */
  votes(): VoteMatrix {
    const order = [...this.#participants.keys()].toSorted((a, b) =>
      compareIds(this.#participants[a] as string, this.#participants[b] as string),
    )
    const row_start = new Uint32Array(order.length + 1)
    const total = this.#rows.reduce((sum, row) => sum + row.length, 0)
    const cells = cellsFor(this.#statements.length, total)
    let at = 0
    for (const [to, i] of order.entries()) {
      const row = this.#rows[i] as number[]
      cells.set(
        row.toSorted((a, b) => a - b),
        at,
      )
      at += row.length
      row_start[to + 1] = at
    }
    return {
      participants: order.map((i) => this.#participants[i] as string),
      statements: [...this.#statements],
      row_start,
      cells,
    }
  }
}
