// The votes of a conversation as every method here reads them: one packed sparse matrix in canonical
// order, so that whatever is computed from it is a function of the set of last votes and not of the
// order in which they arrived. Reading files (read.ts) and computing (pca.ts, groups.ts) lie elsewhere.

/** A vote: agree, disagree, pass. Polis's own mathematics uses the opposite sign internally. */
export type Vote = 1 | -1 | 0

/** Cells are `statement << 2 | vote + 1`: 2 bytes a vote below 16,384 statements, else 4. */
export type Cells = Uint16Array | Uint32Array

/**
 * Votes by participant (compressed sparse rows). Participants and statements stand in canonical order
 * (`compareIds`); the cells of a row ascend by statement; a participant votes at most once on each.
 * Row i's cells are `cells[row_start[i] .. row_start[i + 1] - 1]`.
 */
export type VoteMatrix = {
  readonly participants: readonly string[]
  readonly statements: readonly string[]
  /** length participants + 1 */
  readonly row_start: Uint32Array
  /** length votes */
  readonly cells: Cells
}

/** The same votes by statement (compressed sparse columns): cells are `participant << 2 | vote + 1`. */
export type VoteColumns = {
  /** length statements + 1 */
  readonly column_start: Uint32Array
  readonly cells: Uint32Array
}

/** A vote, or a file of votes, that cannot be used; the message says where and what to do. */
export class VoteError extends Error {
  override readonly name = 'VoteError'
  /** The same in Arabic, where a screen can show it. */
  readonly arabic: string | undefined
  constructor(english: string, arabic?: string) {
    super(english)
    this.arabic = arabic
  }
}

/** At most 2^30 participants and 2^28 statements: the packing's own limits. */
export const PACKING_LIMIT = { participants: 2 ** 30, statements: 2 ** 28 } as const

export function statementOf(cell: number): number {
  return cell >>> 2
}

export function voteOf(cell: number): Vote {
  return ((cell & 3) - 1) as Vote
}

/** The cells of one participant, a view. */
export function cellsOfRow({ row_start, cells }: VoteMatrix, participant: number): Cells {
  return cells.subarray(row_start[participant], row_start[participant + 1])
}

export function isVote(vote: number): vote is Vote {
  return vote === 1 || vote === -1 || vote === 0
}

const NUMBER = /^\d+$/

/** Canonical order of ids: numbers by value first, then everything else by code unit. */
export function compareIds(a: string, b: string): number {
  const a_number = NUMBER.test(a)
  if (a_number !== NUMBER.test(b)) return a_number ? -1 : 1
  if (a_number) {
    const [x, y] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')]
    if (x.length !== y.length) return x.length - y.length
    if (x !== y) return x < y ? -1 : 1
  }
  return a < b ? -1 : a > b ? 1 : 0
}

/** Cells of the narrowest type that holds that many statements. */
export function cellsFor(statements: number, votes: number): Cells {
  return statements <= 2 ** 14 ? new Uint16Array(votes) : new Uint32Array(votes)
}

/**
 * The matrix without these statements, as if nobody had ever voted on them. Participants stay, even
 * with no vote left; ids that do not occur are ignored.
 */
export function withoutStatements(votes: VoteMatrix, out: ReadonlySet<string>): VoteMatrix {
  const kept_index = new Int32Array(votes.statements.length).fill(-1)
  const statements: string[] = []
  for (const [j, id] of votes.statements.entries()) {
    if (out.has(id)) continue
    kept_index[j] = statements.length
    statements.push(id)
  }
  if (statements.length === votes.statements.length) return votes
  const { row_start: start, cells: all } = votes
  let left = 0
  for (const cell of all) if ((kept_index[cell >>> 2] as number) >= 0) left++
  const cells = cellsFor(statements.length, left)
  const row_start = new Uint32Array(start.length)
  let at = 0
  for (let i = 0; i + 1 < start.length; i++) {
    for (let k = start[i] as number; k < (start[i + 1] as number); k++) {
      const cell = all[k] as number
      const j = kept_index[cell >>> 2] as number
      if (j >= 0) cells[at++] = (j << 2) | (cell & 3)
    }
    row_start[i + 1] = at
  }
  return { participants: votes.participants, statements, row_start, cells }
}

/** The votes by statement; 4 bytes a vote, so make it only where columns are really needed. */
export function byStatement(votes: VoteMatrix): VoteColumns {
  const { row_start, cells: all } = votes
  const column_start = new Uint32Array(votes.statements.length + 1)
  for (const cell of all) column_start[(cell >>> 2) + 1]!++
  for (let j = 0; j < votes.statements.length; j++)
    column_start[j + 1]! += column_start[j] as number
  const next = column_start.slice()
  const cells = new Uint32Array(all.length)
  for (let i = 0; i + 1 < row_start.length; i++) {
    for (let k = row_start[i] as number; k < (row_start[i + 1] as number); k++) {
      const cell = all[k] as number
      const j = cell >>> 2
      cells[next[j] as number] = ((i << 2) | (cell & 3)) >>> 0
      next[j]!++
    }
  }
  return { column_start, cells }
}

/**
 * How often each statement got each vote: entry `statement * 4 + vote + 1` (the code of a cell), so
 * `[4j]` disagrees, `[4j + 1]` passes, `[4j + 2]` agrees; `[4j + 3]` is always 0.
 */
export function voteCounts(votes: VoteMatrix): Uint32Array {
  const counts = new Uint32Array(votes.statements.length * 4)
  const { cells } = votes
  for (let k = 0; k < cells.length; k++) counts[cells[k] as number]!++
  return counts
}

/** Like voteCounts for each of `groups` groups; `group_of[i]` is participant i's, or -1 for none. */
export function voteCountsByGroup(
  votes: VoteMatrix,
  group_of: ArrayLike<number>,
  groups: number,
): Uint32Array[] {
  const { row_start, cells } = votes
  const counts = Array.from({ length: groups }, () => new Uint32Array(votes.statements.length * 4))
  for (let i = 0; i + 1 < row_start.length; i++) {
    const own = counts[group_of[i] as number]
    if (own === undefined) continue
    const end = row_start[i + 1] as number
    for (let k = row_start[i] as number; k < end; k++) own[cells[k] as number]!++
  }
  return counts
}
