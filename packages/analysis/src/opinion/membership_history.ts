// Published labels while votes arrive: the second layer over the batch answer. It keeps names of groups
// and of axes from one answer to the next and changes a person's label only on strong evidence. A pure
// reducer: events are all there is, and the state is what they add up to.
import type { OpinionAnswer } from './answer.ts'
import { adjustedRand, assignment, CrossTable, procrustes, type PlaneTurn } from './identity.ts'
import { mostProbable } from './stability.ts'
import { compareIds } from './votes.ts'

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
  /** Adjusted Rand index with the batch answer below which the surest of the others change too. */
  readonly agreement: number
  /** Share of those who hold a label that may change in one batch without being so sure. */
  readonly most_changes: number
}

/**
 * The probabilities were chosen on the replays of six real conversations: with a first label only at
 * 0.85 a third of the people of the most shapeless one had any; the agreement is the one promised.
 */
export const LABEL_RULE: LabelRule = {
  first_at: 0.6,
  change_at: 0.95,
  agreement: 0.9,
  most_changes: 0.05,
}

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
  rule: LabelRule,
): HistoryEvent[] {
  const { k, placed, membership } = groups
  const most = k === 1 ? new Int32Array(placed.length) : mostProbable(membership, k)
  const people = Array.from(placed, (row, a): Person => {
    const participant = votes.participants[row] as string
    const group = most[a] as number
    const probability = membership[a * k + group] as number
    return { participant, group, probability, id: names[group], last: labels.get(participant) }
  })
  const changing = changes(people, rule)
  return people.flatMap((person): HistoryEvent[] => {
    const { participant, probability, id, last } = person
    if (last === undefined) {
      if (id === undefined || probability < rule.first_at) return []
      return [{ kind: 'labelled', batch, participant, id }]
    }
    if (last.id === id) {
      return last.published ? [] : [{ kind: 'labelled', batch, participant, id }]
    }
    if (id !== undefined && changing.has(person)) {
      return [{ kind: 'relabelled', batch, participant, from: last.id, id }]
    }
    return last.published ? [{ kind: 'withdrawn', batch, participant, id: last.id }] : []
  })
}

/** A placed participant: her most probable group now, its persistent id, and the label she holds. */
type Person = {
  readonly participant: string
  readonly group: number
  readonly probability: number
  /** Undefined where there is one group. */
  readonly id: number | undefined
  readonly last: Label | undefined
}

/**
 * Who gets another label: all who are sure enough, and of the others the surest until what everybody
 * holds agrees with the batch answer as promised, or as many changed as may. Equally sure ones go by id
 * of participant.
 */
function changes(people: readonly Person[], rule: LabelRule): ReadonlySet<Person> {
  const changing = new Set<Person>()
  const waiting: Person[] = []
  let holders = 0
  const table = new CrossTable()
  for (const person of people) {
    const { group, probability, id, last } = person
    if (id === undefined) return changing
    if (last !== undefined) holders++
    if (last === undefined) {
      if (probability >= rule.first_at) table.add(id, group, 1)
    } else if (last.id !== id && probability >= rule.change_at) {
      changing.add(person)
      table.add(id, group, 1)
    } else {
      table.add(last.id, group, 1)
      if (last.id !== id) waiting.push(person)
    }
  }
  waiting.sort((a, b) => b.probability - a.probability || compareIds(a.participant, b.participant))
  for (const person of waiting) {
    if (changing.size >= Math.floor(rule.most_changes * holders)) break
    if (table.adjustedRand() >= rule.agreement) break
    changing.add(person)
    table.add((person.last as Label).id, person.group, -1)
    table.add(person.id as number, person.group, 1)
  }
  return changing
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
