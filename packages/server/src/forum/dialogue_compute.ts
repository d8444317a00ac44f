// From ballots as they lie in the database to the next figures, or to none: which votes count, and whether
// anything may move (dialogue_SPEC.md D21-D24). Pure, and free of the database, so that a thread of its
// own can do it.
import { isDeepStrictEqual } from 'node:util'
import {
  type DialogueRules,
  opinionFigures,
  type OpinionFigures,
} from '@sulh/contract/forum_dialogue_kinds'
import { figuresOf } from './dialogue_figures.ts'
import {
  type CastVote,
  type ReleasedVote,
  releasedVotes,
  type VoteValue,
} from './dialogue_release.ts'

export type CastBallot = {
  readonly compartment_id: string
  /** Of the compartment. */
  readonly kind: string
  readonly participant: string
  readonly import_id: string | null
  readonly bloc: string | null
  readonly votes: Readonly<Record<string, VoteValue>>
  readonly at: string
}
export type FiguresJob = {
  readonly rules: DialogueRules
  readonly closed_at: string | undefined
  readonly ballots: readonly CastBallot[]
  /** Statements that are open to votes. */
  readonly accepted: readonly string[]
  /** Times of the results, ascending. */
  readonly times: readonly string[]
  readonly before: OpinionFigures | undefined
}

/** Undefined where no figure may move. */
export function computeFigures(job: FiguresJob, at: string): OpinionFigures | undefined {
  const { times, before } = job
  if (times.some((time) => time >= at)) return undefined
  const { batch_people, blocs, seed } = job.rules
  const until = job.closed_at ?? at
  const votes = votesOf(job).filter((vote) => vote.at <= until)
  const counted = releasedVotes(votes, [...times, at], batch_people)
  if (before && unmoved(counted, releasedVotes(votes, times, batch_people), job)) return undefined
  const figures = figuresOf({
    votes: counted,
    accepted: new Set(job.accepted),
    blocs: blocs.map((b) => b.key),
    seed,
    batch_people,
    at,
    before,
  })
  if (!figures) return undefined
  const parsed = opinionFigures.parse(figures)
  // The same votes give the same figures: another copy would only tell that time went by.
  const same = before && isDeepStrictEqual(essence(parsed), essence(before))
  return same ? undefined : parsed
}

/** Whether the same votes count as last time, on the same statements: known before anything is. */
function unmoved(
  now: readonly ReleasedVote[],
  last: readonly ReleasedVote[],
  { accepted, before }: FiguresJob,
): boolean {
  if (now.length !== last.length) return false
  if (now.some((v, i) => v.vote !== last[i]?.vote || v.participant !== last[i].participant))
    return false
  const shown = new Set(before?.statements.map(({ id }) => id))
  const open = new Set(now.map((v) => v.statement).filter((id) => accepted.includes(id)))
  return open.size === shown.size && [...open].every((id) => shown.has(id))
}

function essence({ statements, participants, votes }: OpinionFigures): unknown {
  return { participants, votes, statements }
}

function votesOf({ rules, ballots }: FiguresJob): CastVote[] {
  const bloc_of = new Map(
    rules.blocs.flatMap((b) => b.seats.map((seat): [string, string] => [seat, b.key])),
  )
  const known = new Set(rules.blocs.map((b) => b.key))
  return ballots.flatMap((row): CastVote[] => {
    const own = row.kind === 'member'
    const given = own ? bloc_of.get(row.participant) : (row.bloc ?? '')
    const bloc = given !== undefined && known.has(given) ? given : ''
    // A member's compartment is one person's, whatever a row of it says.
    const participant = own ? row.compartment_id : `${row.import_id ?? ''} ${row.participant}`
    return Object.entries(row.votes).map(([statement, vote]) => ({
      participant,
      bloc,
      statement,
      vote,
      at: row.at,
    }))
  })
}
