// Which votes are counted at a publication (dialogue_SPEC.md D20-D23): within a statement and a bloc,
// votes come in only when those of enough people are new or changed since the last ones came in. A pure
// function of the ballots and of the times of publication, so nothing needs to be kept of it.

export type VoteValue = 1 | 0 | -1
export type CastVote = {
  readonly participant: string
  /** Empty: in no bloc. */
  readonly bloc: string
  readonly statement: string
  readonly vote: VoteValue
  /** When it was recorded: an ISO instant in UTC with milliseconds. */
  readonly at: string
}
export type ReleasedVote = Pick<CastVote, 'participant' | 'bloc' | 'statement' | 'vote'>

/**
 * The votes that count at the last of `times` (ascending). `votes` stand in the order in which a later
 * one of the same participant on the same statement replaces an earlier one.
 */
export function releasedVotes(
  votes: readonly CastVote[],
  times: readonly string[],
  batch_people: number,
): ReleasedVote[] {
  const cells = Map.groupBy(votes, ({ statement, bloc }) => `${statement} ${bloc}`)
  return [...cells.values()].flatMap((cell) => {
    const [first] = cell
    if (!first) return []
    const { statement, bloc } = first
    return [...releasedInCell(cell, times, batch_people)].map(([participant, vote]) => ({
      participant,
      bloc,
      statement,
      vote,
    }))
  })
}

function releasedInCell(
  cell: readonly CastVote[],
  times: readonly string[],
  batch_people: number,
): ReadonlyMap<string, VoteValue> {
  const latest = new Map<string, VoteValue>()
  const changed = new Set<string>()
  let released: ReadonlyMap<string, VoteValue> = new Map()
  const waiting = [...cell]
  for (const time of times) {
    const now = waiting.filter(({ at }) => at <= time)
    if (now.length === 0) continue
    waiting.splice(0, waiting.length, ...waiting.filter(({ at }) => at > time))
    for (const { participant, vote } of now) {
      latest.set(participant, vote)
      // Who went back to the vote that is counted already has changed nothing.
      if (released.get(participant) === vote) changed.delete(participant)
      else changed.add(participant)
    }
    if (changed.size < batch_people) continue
    released = new Map(latest)
    changed.clear()
  }
  return released
}

/** Participants are named by what they voted, so that names say nothing and change no figure. */
export function anonymous(votes: readonly ReleasedVote[]): ReleasedVote[] {
  const ballots = [...Map.groupBy(votes, ({ participant }) => participant).values()].map((own) => {
    const sorted = own.toSorted((a, b) => (a.statement < b.statement ? -1 : 1))
    const key = `${own[0]?.bloc} ${sorted.map((v) => `${v.statement}${v.vote}`).join(' ')}`
    return { key, sorted }
  })
  return ballots
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .flatMap(({ sorted }, i) => sorted.map((vote) => ({ ...vote, participant: String(i) })))
}
