// What is worked out in the browser from one's own votes and the published figures, and sent nowhere:
// where a member stands on the map, how surely in which group, and which statement comes next.
import { addMemberships, positionsOf } from '@sulh/analysis/opinion/membership'
import { nextStatement, type RoutingChoice } from '@sulh/analysis/opinion/routing'
import type { DialogueRules, OpinionFigures } from '@sulh/contract/forum_dialogue_kinds'
import type { VoteValue } from './dialogue_data.ts'

export type OwnPlace = {
  /** In the axes of the figures; `turned` brings it onto the map. */
  readonly at: [number, number]
  /** Probability of each group of the figures. */
  readonly membership: readonly number[]
  /** Votes of hers that the published figures know the statement of. */
  readonly votes: number
}
/** As the library: fewer votes place nobody, unless there are fewer statements (opinion O41). */
const LEAST_VOTES = 7

export function ownPlace(
  figures: OpinionFigures,
  votes: ReadonlyMap<string, VoteValue>,
): OwnPlace | undefined {
  const known = figures.statements.flatMap((s) => {
    const vote = votes.get(s.id)
    return vote === undefined ? [] : [{ ...s, y: vote - s.mean }]
  })
  if (known.length < Math.min(LEAST_VOTES, figures.statements.length)) return undefined
  const sum = (of: (row: (typeof known)[number]) => number) =>
    known.reduce((total, row) => total + of(row), 0)
  const sums = Float64Array.of(
    sum(({ y, loading: [p] }) => y * p),
    sum(({ y, loading: [, q] }) => y * q),
    sum(({ loading: [p] }) => p * p),
    sum(({ loading: [p, q] }) => p * q),
    sum(({ loading: [, q] }) => q * q),
    sum(({ y }) => y * y),
  )
  const positions = positionsOf(sums, modelOf(figures, []))
  const k = figures.groups.length
  const membership = new Float64Array(k)
  if (k > 0)
    addMemberships(
      positions,
      {
        centres: Float64Array.from(figures.groups.flatMap((g) => g.centre)),
        share: Float64Array.from(figures.groups.map((g) => g.share)),
        within: figures.within,
      },
      membership,
      figures.groups.map((_, g) => g),
    )
  return {
    at: [positions.xy[0] ?? 0, positions.xy[1] ?? 0],
    membership: [...membership],
    votes: known.length,
  }
}

function modelOf(figures: OpinionFigures | undefined, ids: readonly string[]) {
  const rows = new Map(figures?.statements.map((s) => [s.id, s.loading]))
  const along = (axis: 0 | 1) => Float64Array.from(ids, (id) => rows.get(id)?.[axis] ?? 0)
  const { noise = 1, spread = [1, 1] as const } = figures?.certificate ?? {}
  return { plane: [along(0), along(1)] as const, noise, spread: [spread[0], spread[1]] as const }
}

/** The next of these statements for her, by the rules' seed: the same log gives the same choice. */
export function nextFor(of: {
  readonly rules: Pick<DialogueRules, 'seed' | 'exposure_floor'>
  readonly figures: OpinionFigures | undefined
  readonly ids: readonly string[]
  readonly votes: ReadonlyMap<string, VoteValue>
  readonly participant: string
}): { readonly statement_id: string; readonly choice: RoutingChoice } | undefined {
  const { rules, figures, ids, votes, participant } = of
  const voted = new Set(ids.flatMap((id, j) => (votes.has(id) ? [j] : [])))
  const counts = new Map(figures?.statements.map((s) => [s.id, s.all]))
  const choice = nextStatement({
    seed: rules.seed,
    participant,
    voted,
    open: ids.map((_, j) => j),
    model: modelOf(figures, ids),
    group_counts: Uint32Array.from(
      ids.flatMap((id) => {
        const [agree, disagree, pass] = counts.get(id) ?? [0, 0, 0]
        return [disagree, pass, agree, 0]
      }),
    ),
    exposure_floor: rules.exposure_floor,
  })
  const statement_id = choice && ids[choice.statement]
  return choice && statement_id !== undefined ? { statement_id, choice } : undefined
}
