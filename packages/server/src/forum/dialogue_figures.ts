// From the votes that count to what is published (dialogue_SPEC.md D24-D28): the answer of the opinion
// library, cut to figures of five people at least, with groups that keep the names they had. Pure; the
// order and the names of participants change no bit of it.
import { opinionAnswer, type OpinionAnswer } from '@sulh/analysis/opinion/answer'
import { bridging, type Bridging } from '@sulh/analysis/opinion/bridging'
import { blocConsensus, type BlocConsensus } from '@sulh/analysis/opinion/consensus'
import { assignment, procrustes, type PlaneTurn } from '@sulh/analysis/opinion/identity'
import { voteCounts, voteCountsByGroup } from '@sulh/analysis/opinion/votes'
import { voteMatrix } from '@sulh/analysis/opinion/votes_collector'
import type { OpinionFigures, StatementFigures } from '@sulh/contract/forum_dialogue_kinds'
import { dotsOf } from './dialogue_dots.ts'
import { anonymous, type ReleasedVote } from './dialogue_release.ts'

export type FiguresInput = {
  readonly votes: readonly ReleasedVote[]
  /** Statements that anybody may vote on now; all others are out. */
  readonly accepted: ReadonlySet<string>
  /** Keys of the blocs, in their order. */
  readonly blocs: readonly string[]
  readonly seed: number
  readonly batch_people: number
  readonly at: string
  readonly before: OpinionFigures | undefined
}
/** The least number of people that a figure may be of. */
export const FLOOR_PEOPLE = 5
type Counts = [number, number, number]

/** Undefined where no vote counts yet. */
export function figuresOf(input: FiguresInput): OpinionFigures | undefined {
  const counted = input.votes.filter(({ statement }) => input.accepted.has(statement))
  if (counted.length === 0) return undefined
  const named = anonymous(counted)
  const { votes } = voteMatrix(named)
  const answer = opinionAnswer(votes, { groups: { seed: input.seed } })
  const bridge = bridging(votes, answer.pca.components[0] ?? [])
  const blocs = blocsOf(input, named, votes.participants)
  const across = input.blocs.length > 1 ? blocConsensus(votes, blocs.of, blocs.given) : []
  const groups = groupsOf(answer)
  const turn = turnOf(answer, input.before)
  const names = namesOf(groups, turn, input.before)
  const ids = votes.statements
  const shown = statementRows({ answer, bridge, blocs, across, grouped: groups.length > 0 })
  const whole = new Set(shown.filter(({ groups: own }) => own !== null).map(({ id }) => id))
  const unplaced = votes.participants.length - answer.groups.placed.length
  const hidden = unplaced > 0 && unplaced < FLOOR_PEOPLE ? unplaced : 0
  return rounded({
    form: 1,
    at: input.at,
    participants: votes.participants.length - hidden,
    votes: votes.cells.length,
    placed: answer.groups.placed.length,
    groups: groups.map((group, g) => ({ ...group, name: names.of[g] ?? 0 })),
    next_name: names.next,
    turn: [...turn],
    within: withinOf(answer),
    dots: dotsOfAnswer(answer, groups.length),
    statements: shown,
    consensus: {
      agree: answer.consensus.agree.map((p) => ({ ...p, statement_id: ids[p.statement] ?? '' })),
      disagree: answer.consensus.disagree.map((p) => ({
        ...p,
        statement_id: ids[p.statement] ?? '',
      })),
    },
    representative: answer.representative
      .filter(({ statement }) => whole.has(ids[statement] ?? ''))
      .map((p) => ({ ...p, statement_id: ids[p.statement] ?? '' })),
    divisive: answer.divisive
      .filter(({ statement }) => whole.has(ids[statement] ?? ''))
      .slice(0, MOST_DIVISIVE)
      .map((d) => ({
        statement_id: ids[d.statement] ?? '',
        groups: d.groups ? [d.groups[0], d.groups[1]] : null,
        difference: d.difference,
        split: d.split,
      })),
    certificate: {
      method: 'Sulh opinion 1: exact components, ridge positions, groups by resampling',
      seed: input.seed,
      batch_people: input.batch_people,
      noise: answer.groups.model.noise,
      spread: [...answer.groups.model.spread],
      tried: answer.groups.tried.map(({ k, stability, certainty }) => ({
        k,
        stability,
        certainty,
      })),
      pca: { ...answer.pca.certificate },
      bridging_sweeps: bridge.sweeps,
    },
  })
}
const MOST_DIVISIVE = 20

type Blocs = {
  /** Bloc of each participant; those in none have the number after the last. */
  readonly of: Int32Array
  readonly given: number
  /** With those in none, where there are any. */
  readonly count: number
}

function blocsOf(
  { blocs }: FiguresInput,
  votes: readonly ReleasedVote[],
  participants: readonly string[],
): Blocs {
  const bloc = new Map(votes.map((v) => [v.participant, blocs.indexOf(v.bloc)]))
  const of = Int32Array.from(participants, (name) => {
    const found = bloc.get(name) ?? -1
    return found < 0 ? blocs.length : found
  })
  const outside = of.some((b) => b === blocs.length)
  return { of, given: blocs.length, count: blocs.length + (outside && blocs.length > 0 ? 1 : 0) }
}

function countsAt(counts: ArrayLike<number>, statement: number): Counts {
  const at = 4 * statement
  return [counts[at + 2] ?? 0, counts[at] ?? 0, counts[at + 1] ?? 0]
}
const seen = ([a, d, p]: Counts) => a + d + p

function statementRows(of: {
  readonly answer: OpinionAnswer
  readonly bridge: Bridging
  readonly blocs: Blocs
  readonly across: readonly BlocConsensus[]
  readonly grouped: boolean
}): StatementFigures[] {
  const { answer, bridge, blocs, across, grouped } = of
  const { votes } = answer
  const everybody = voteCounts(votes)
  const by_bloc = voteCountsByGroup(votes, blocs.of, blocs.count)
  const bridges = new Map(bridge.statements.map((s) => [s.statement, s]))
  const acrosses = new Map(across.map((s) => [s.statement, s]))
  return votes.statements.map((id, j): StatementFigures => {
    const all = countsAt(everybody, j)
    const own = answer.counts.map((counts) => countsAt(counts, j))
    const groups = grouped && mayShow(own, all) ? own : null
    const unites = answer.group_informed[j]
    const met = bridges.get(j)
    const wide = acrosses.get(j)
    return {
      id,
      all,
      blocs: by_bloc.map((counts) => countsAt(counts, j)),
      groups,
      mean: meanOf(all),
      loading: [answer.pca.components[0]?.[j] ?? 0, answer.pca.components[1]?.[j] ?? 0],
      unites: groups && unites ? unites : null,
      across_blocs: wide ? { ...wide, blocs: [...wide.blocs] } : null,
      bridging: met
        ? {
            intercept: met.intercept,
            low: met.low,
            high: met.high,
            factor: met.factor,
            status: met.status,
          }
        : { intercept: 0, low: 0, high: 0, factor: 0, status: 'undecided' },
    }
  })
}

/** Every part, and what is left over, is of nobody or of five people at least. */
function mayShow(parts: readonly Counts[], all: Counts): boolean {
  const sizes = parts.map(seen)
  const rest = seen(all) - sizes.reduce((sum, n) => sum + n, 0)
  return [...sizes, rest].every((n) => n === 0 || n >= FLOOR_PEOPLE)
}

/** As positions are worked out from: with two passes beside the votes (opinion SPEC O40). */
function meanOf([agree, disagree, pass]: Counts): number {
  return (agree - disagree) / (agree + disagree + pass + 2)
}

type Group = Omit<OpinionFigures['groups'][number], 'name'>

/** None, unless each has five people: then the map shows dots alone, or nothing. */
function groupsOf({ groups, votes }: OpinionAnswer): Group[] {
  const { k, placed, group_of, membership, positions } = groups
  const rows = Array.from({ length: k }, (): number[] => [])
  for (const i of placed) rows[group_of[i] as number]?.push(i)
  if (rows.some((own) => own.length < FLOOR_PEOPLE)) return []
  const at = new Map(Array.from(placed, (i, a) => [i, a]))
  return rows.map((own, g) => {
    const mean = (of: (i: number) => number) => own.reduce((s, i) => s + of(i), 0) / own.length
    return {
      people: own.length,
      centre: [
        mean((i) => positions.xy[2 * i] as number),
        mean((i) => positions.xy[2 * i + 1] as number),
      ],
      certainty: mean((i) => membership[(at.get(i) ?? 0) * k + g] as number),
      share: own.length / Math.max(1, Math.min(placed.length, votes.participants.length)),
    }
  })
}

/** Mean squared distance to the centre along an axis, of those placed. */
function withinOf({ groups }: OpinionAnswer): number {
  const { k, placed, group_of, positions } = groups
  const sums = Array.from({ length: k }, () => [0, 0, 0])
  const add = (i: number) => {
    const own = sums[group_of[i] as number]
    if (!own) return
    own[0]! += positions.xy[2 * i] as number
    own[1]! += positions.xy[2 * i + 1] as number
    own[2]! += 1
  }
  for (const i of placed) add(i)
  let square = 0
  for (const i of placed) {
    const [x = 0, y = 0, n = 1] = sums[group_of[i] as number] ?? []
    square += ((positions.xy[2 * i] as number) - x / n) ** 2
    square += ((positions.xy[2 * i + 1] as number) - y / n) ** 2
  }
  return placed.length === 0 ? 0 : square / (2 * placed.length)
}

function dotsOfAnswer({ groups }: OpinionAnswer, shown: number): OpinionFigures['dots'] {
  const { placed, positions, membership, k } = groups
  const xy = Array.from(placed).flatMap((i) => [
    positions.xy[2 * i] as number,
    positions.xy[2 * i + 1] as number,
  ])
  return shown === 0 ? dotsOf(xy, [], 0, FLOOR_PEOPLE) : dotsOf(xy, membership, k, FLOOR_PEOPLE)
}

function turnedBy([a, b, c, d]: readonly number[], [x, y]: readonly number[]): [number, number] {
  const [u, v] = [x ?? 0, y ?? 0]
  return [u * (a ?? 1) + v * (c ?? 0), u * (b ?? 0) + v * (d ?? 1)]
}

/** Brings the new axes nearest to where the last map had them. */
function turnOf(answer: OpinionAnswer, before: OpinionFigures | undefined): PlaneTurn {
  if (!before) return [1, 0, 0, 1]
  const old = new Map(before.statements.map((s) => [s.id, turnedBy(before.turn, s.loading)]))
  const [p, q] = answer.pca.components
  const fresh: number[] = []
  const last: number[] = []
  for (const [j, id] of answer.votes.statements.entries()) {
    const was = old.get(id)
    if (!was) continue
    fresh.push(p[j] ?? 0, q[j] ?? 0)
    last.push(...was)
  }
  return procrustes(fresh, last)
}

/** The groups of before by the nearest centre, each name once; new names go on counting. */
function namesOf(
  groups: readonly Group[],
  turn: PlaneTurn,
  before: OpinionFigures | undefined,
): { readonly of: number[]; readonly next: number } {
  const old = before?.groups ?? []
  let next = before?.next_name ?? 1
  if (groups.length === 0) return { of: [], next }
  const gain = groups.map(({ centre }) => {
    const [x, y] = turnedBy(turn, centre)
    return [
      ...old.map((o) => {
        const [u, v] = turnedBy(before?.turn ?? [1, 0, 0, 1], o.centre)
        return -((x - u) ** 2 + (y - v) ** 2)
      }),
      // A group may have no counterpart where there are more than before.
      ...groups.map(() => -1e9),
    ]
  })
  const of = assignment(gain).map((column) => {
    const found = old[column]
    return found ? found.name : next++
  })
  return { of, next }
}

/** Six decimals: more than any figure is worth, and the same on every machine. */
function rounded(figures: unknown): OpinionFigures {
  return JSON.parse(
    JSON.stringify(figures, (_, value: unknown) =>
      typeof value === 'number' && !Number.isInteger(value) ? Math.round(value * 1e6) / 1e6 : value,
    ),
  ) as OpinionFigures
}
