// Published labels while votes arrive: the second layer over the batch answer. It keeps names of groups
// and of axes from one answer to the next and changes a person's label only on strong evidence. A pure
// reducer: events are all there is, and the state is what they add up to.
import type { OpinionAnswer } from './answer.ts'
import { adjustedRand, assignment, procrustes, type PlaneTurn } from './identity.ts'
import { mostProbable } from './stability.ts'

export type Axes = {
  readonly statements: readonly string[]
  /** Loadings after turning, interleaved. */
  readonly loadings: readonly number[]
}

/** What one batch did, beside the single events. */
export type BatchSummary = {
  readonly kind: 'batch'
  readonly batch: number
  readonly k: number
  /** Persistent id of each group of the batch answer, in its order; empty when there is one group. */
  readonly names: readonly number[]
  readonly axes: Axes
  readonly turn: PlaneTurn
  readonly labelled: number
  readonly placed: number
  /** Adjusted Rand index of published labels and the batch answer, over labelled people. */
  readonly agreement: number
  /** The same over everybody who ever held a label, with the last she held. */
  readonly agreement_of_held: number
  /** People given a label other than their last one, as a share of all who ever had one before. */
  readonly relabelled: number
  readonly withdrawn: number
}

export type HistoryEvent =
  | { readonly kind: 'group opened' | 'group closed'; readonly batch: number; readonly id: number }
  | {
      readonly kind: 'labelled' | 'withdrawn'
      readonly batch: number
      readonly participant: string
      readonly id: number
    }
  | {
      readonly kind: 'relabelled'
      readonly batch: number
      readonly participant: string
      readonly from: number
      readonly id: number
    }
  | BatchSummary

/** The last label of a person, and whether it is published now. */
export type Label = { readonly id: number; readonly published: boolean }

export type HistoryState = {
  readonly batches: number
  /** Ids of groups that are open now. */
  readonly open: ReadonlySet<number>
  readonly next_id: number
  readonly labels: ReadonlyMap<string, Label>
  readonly axes: Axes | undefined
}

export const NO_HISTORY: HistoryState = {
  batches: 0,
  open: new Set(),
  next_id: 0,
  labels: new Map(),
  axes: undefined,
}

export type LabelRule = {
  /** Probability at which somebody without a label gets her first. */
  readonly first_at: number
  /** Probability at which another group takes the place of the last one. */
  readonly change_at: number
}

/**
 * Chosen on the replays of six real conversations: with a first label only at 0.85 a third of the
 * people of the most shapeless one had any; with a change at 0.85 one worst batch missed its bound.
 */
export const LABEL_RULE: LabelRule = { first_at: 0.6, change_at: 0.95 }

/** The state after these events; folding all events from NO_HISTORY rebuilds any state. */
export function recorded(state: HistoryState, events: Iterable<HistoryEvent>): HistoryState {
  const open = new Set(state.open)
  const labels = new Map(state.labels)
  let { batches, next_id, axes } = state
  for (const event of events) {
    switch (event.kind) {
      case 'group opened':
        open.add(event.id)
        next_id = Math.max(next_id, event.id + 1)
        break
      case 'group closed':
        open.delete(event.id)
        break
      case 'labelled':
      case 'relabelled':
        labels.set(event.participant, { id: event.id, published: true })
        break
      case 'withdrawn':
        labels.set(event.participant, { id: event.id, published: false })
        break
      case 'batch':
        batches = event.batch + 1
        axes = event.axes
        break
    }
  }
  return { batches, open, next_id, labels, axes }
}

/** What a new batch answer changes in what is published. */
export function nextEvents(
  state: HistoryState,
  answer: OpinionAnswer,
  rule = LABEL_RULE,
): HistoryEvent[] {
  const { k } = answer.groups
  const batch = state.batches
  const names = k === 1 ? [] : namesOf(state, answer)
  const events: HistoryEvent[] = []
  for (const id of names) if (!state.open.has(id)) events.push({ kind: 'group opened', batch, id })
  for (const id of state.open) {
    if (!names.includes(id)) events.push({ kind: 'group closed', batch, id })
  }
  events.push(...labelEvents(state, answer, names, rule))
  events.push(summary(state, answer, names, events))
  return events
}

/** Persistent ids of the batch's groups: assigned where members overlap most, new where none does. */
function namesOf({ labels, next_id }: HistoryState, { votes, groups }: OpinionAnswer): number[] {
  const { k, placed, membership } = groups
  const known = [...new Set([...labels.values()].map(({ id }) => id))].toSorted((a, b) => a - b)
  const column = new Map(known.map((id, at) => [id, at]))
  const gain = Array.from({ length: k }, () => Array.from({ length: known.length + k }, () => 0))
  for (const [a, i] of placed.entries()) {
    const label = labels.get(votes.participants[i] as string)
    if (!label) continue
    const at = column.get(label.id) as number
    // A label that is not published any more still says something, but less.
    const weight = label.published ? 1 : 0.5
    for (const [g, row] of gain.entries()) row[at]! += weight * (membership[a * k + g] as number)
  }
  let fresh = next_id
  return assignment(gain).map((at, g) => {
    const overlap = gain[g]?.[at] ?? 0
    return at < known.length && overlap > 0 ? (known[at] as number) : fresh++
  })
}

function labelEvents(
  { labels, batches: batch }: HistoryState,
  { votes, groups }: OpinionAnswer,
  names: readonly number[],
  { first_at, change_at }: LabelRule,
): HistoryEvent[] {
  const { k, placed, membership } = groups
  const most = k === 1 ? new Int32Array(placed.length) : mostProbable(membership, k)
  const events: HistoryEvent[] = []
  for (const [a, i] of placed.entries()) {
    const participant = votes.participants[i] as string
    const last = labels.get(participant)
    const g = most[a] as number
    const id = names[g]
    const probability = membership[a * k + g] as number
    if (last === undefined) {
      if (id !== undefined && probability >= first_at) {
        events.push({ kind: 'labelled', batch, participant, id })
      }
    } else if (last.id === id) {
      if (!last.published) events.push({ kind: 'labelled', batch, participant, id })
    } else if (id !== undefined && probability >= change_at) {
      events.push({ kind: 'relabelled', batch, participant, from: last.id, id })
    } else if (last.published) {
      events.push({ kind: 'withdrawn', batch, participant, id: last.id })
    }
  }
  return events
}

function summary(
  state: HistoryState,
  answer: OpinionAnswer,
  names: readonly number[],
  events: readonly HistoryEvent[],
): BatchSummary {
  const { votes, groups } = answer
  const { labels } = recorded(state, events)
  const published = Array.from(groups.placed, (i) => {
    const label = labels.get(votes.participants[i] as string)
    return label?.published ? label.id : -1
  })
  const last = Array.from(
    groups.placed,
    (i) => labels.get(votes.participants[i] as string)?.id ?? -1,
  )
  const own = Array.from(groups.placed, (i) => groups.group_of[i] as number)
  const held = Math.max(1, state.labels.size)
  const count = (kind: HistoryEvent['kind']) => events.filter((event) => event.kind === kind).length
  const turn = turnOf(state.axes, answer)
  return {
    kind: 'batch',
    batch: state.batches,
    k: groups.k,
    names,
    axes: turned(answer, turn),
    turn,
    labelled: published.filter((id) => id >= 0).length,
    placed: groups.placed.length,
    agreement: adjustedRand(published, own),
    agreement_of_held: adjustedRand(last, own),
    relabelled: count('relabelled') / held,
    withdrawn: count('withdrawn') / held,
  }
}

function turnOf(axes: Axes | undefined, { votes, pca }: OpinionAnswer): PlaneTurn {
  const [p, q] = pca.components
  const row = new Map(votes.statements.map((id, j) => [id, j]))
  const fresh: number[] = []
  const old: number[] = []
  for (const [at, id] of (axes?.statements ?? []).entries()) {
    const j = row.get(id)
    if (j === undefined) continue
    fresh.push(p[j] as number, q[j] as number)
    old.push(axes?.loadings[2 * at] as number, axes?.loadings[2 * at + 1] as number)
  }
  return procrustes(fresh, old)
}

function turned({ votes, pca }: OpinionAnswer, [a, b, c, d]: PlaneTurn): Axes {
  const [p, q] = pca.components
  const loadings = votes.statements.flatMap((_, j) => {
    const [x, y] = [p[j] as number, q[j] as number]
    return [x * a + y * c, x * b + y * d]
  })
  return { statements: votes.statements, loadings }
}
