// How much of an answer hangs on one participant or on a block of them: the answer is computed again
// without them and compared. Who deserves a look is suggested by integrity.ts; nobody is removed here.
import { opinionAnswer, type AnswerOptions, type OpinionAnswer } from './answer.ts'
import { adjustedRand } from './identity.ts'
import { cellsFor, type VoteMatrix } from './votes.ts'

/** What a list of statements lost and gained, by id. */
export type ListChange = { readonly lost: readonly string[]; readonly gained: readonly string[] }

export type Influence = {
  /** Participants left out. */
  readonly block: readonly string[]
  readonly k: { readonly with_block: number; readonly without_block: number }
  /** Adjusted Rand index of everybody else's groups, with and without the block. */
  readonly agreement: number
  readonly consensus_agree: ListChange
  readonly consensus_disagree: ListChange
  readonly representative: ListChange
  readonly without: OpinionAnswer
}

/** Compares the answer with that of the same votes without these rows (of `votes`, any order). */
export function influence(
  votes: VoteMatrix,
  whole: OpinionAnswer,
  rows: Iterable<number>,
  options: AnswerOptions = {},
): Influence {
  const out = new Set(rows)
  const without = opinionAnswer(withoutParticipants(votes, out), options)
  const before = whole.groups.group_of.filter((_, i) => !out.has(i))
  const listed = (answer: OpinionAnswer, direction: 'agree' | 'disagree') =>
    answer.consensus[direction].map(({ statement }) => answer.votes.statements[statement] as string)
  const picks = (answer: OpinionAnswer) => [
    ...new Set(
      answer.representative.map(({ statement }) => answer.votes.statements[statement] as string),
    ),
  ]
  return {
    block: [...out].toSorted((a, b) => a - b).map((i) => votes.participants[i] as string),
    k: { with_block: whole.groups.k, without_block: without.groups.k },
    agreement: adjustedRand(before, without.groups.group_of),
    consensus_agree: change(listed(whole, 'agree'), listed(without, 'agree')),
    consensus_disagree: change(listed(whole, 'disagree'), listed(without, 'disagree')),
    representative: change(picks(whole), picks(without)),
    without,
  }
}

function change(before: readonly string[], after: readonly string[]): ListChange {
  return {
    lost: before.filter((id) => !after.includes(id)),
    gained: after.filter((id) => !before.includes(id)),
  }
}

/** The matrix without these rows; statements stay, even with no vote left. */
export function withoutParticipants(votes: VoteMatrix, out: ReadonlySet<number>): VoteMatrix {
  const participants: string[] = []
  const row_start = [0]
  const rows: number[] = []
  let total = 0
  for (const [i, id] of votes.participants.entries()) {
    if (out.has(i)) continue
    participants.push(id)
    rows.push(i)
    total += (votes.row_start[i + 1] as number) - (votes.row_start[i] as number)
    row_start.push(total)
  }
  const cells = cellsFor(votes.statements.length, total)
  for (const [at, i] of rows.entries()) {
    cells.set(votes.cells.subarray(votes.row_start[i], votes.row_start[i + 1]), row_start[at])
  }
  return {
    participants,
    statements: votes.statements,
    row_start: Uint32Array.from(row_start),
    cells,
  }
}

/**
 * Share of each participant in the sum of squared positions, adding to 1: a quick
 * look at whose votes the map hangs on, before influence is computed for those who stand out.
 */
export function leverage({ groups }: OpinionAnswer): Float64Array {
  const { xy } = groups.positions
  const share = new Float64Array(xy.length / 2)
  let total = 0
  for (let i = 0; i < share.length; i++) {
    share[i] = (xy[2 * i] as number) ** 2 + (xy[2 * i + 1] as number) ** 2
    total += share[i] as number
  }
  return total === 0 ? share : share.map((square) => square / total)
}
