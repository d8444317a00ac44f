// Estimates being written: drafts by point with undo and redo, weights from a ranking, and whether a
// draft can be recorded. Pure; the screen is estimates_screen.tsx.
import type { Range } from '@sulh/contract/deal'
import type { DealCase, DealParty, Estimate, Fallback, OpenPoint } from './case.ts'
import type { Reference } from './send.ts'

export type Draft = {
  readonly weight: Range
  readonly scores: Readonly<Record<string, Range>>
  readonly method: 'weights' | 'ranks'
  readonly release: string
  readonly evidence: readonly Reference[]
  readonly note_en: string
  readonly note_ar: string
}
/** Of what a party has without a deal: a draft under this key, its weight being the worth. */
export const FALLBACK = 'fallback'
export type Drafts = ReadonlyMap<string, Draft>
export type DraftHistory = {
  readonly now: Drafts
  readonly past: readonly Drafts[]
  readonly future: readonly Drafts[]
}
export const noDrafts: DraftHistory = { now: new Map(), past: [], future: [] }
const STEPS = 100

export function written(
  history: DraftHistory,
  changes: Iterable<readonly [string, Draft]>,
): DraftHistory {
  const now = new Map([...history.now, ...changes])
  return { now, past: [...history.past, history.now].slice(-STEPS), future: [] }
}
export function undone({ now, past, future }: DraftHistory): DraftHistory {
  const last = past.at(-1)
  return last
    ? { now: last, past: past.slice(0, -1), future: [now, ...future] }
    : { now, past, future }
}
export function redone({ now, past, future }: DraftHistory): DraftHistory {
  const [next, ...rest] = future
  return next ? { now: next, past: [...past, now], future: rest } : { now, past, future }
}

/** Not sure: as much as any, each option half, within wide bounds. */
const unsure: Range = { low: 20, likely: 50, high: 80 }

export function draftOf(deal: DealCase, party: DealParty, point: OpenPoint | undefined): Draft {
  const found = point ? deal.estimate(party.id, point.id) : deal.fallback(party.id)
  const note = found?.fact.value['note'] as { en: string; ar: string } | undefined
  const evidence = (found?.fact.references ?? []).filter((r) => r.path === 'evidence')
  return {
    weight: weightIn(found) ?? (point ? { low: 5, likely: 10, high: 15 } : unsure),
    scores: Object.fromEntries(
      (point?.options ?? []).map(({ key }) => [key, scoreIn(found, key) ?? unsure]),
    ),
    method: found && 'method' in found ? found.method : 'weights',
    release: found?.release ?? 'mediator_only',
    evidence,
    note_en: note?.en ?? '',
    note_ar: note?.ar ?? '',
  }
}
function weightIn(found: Estimate | Fallback | undefined): Range | undefined {
  if (!found) return undefined
  return 'weight' in found ? found.weight : found.worth
}
function scoreIn(found: Estimate | Fallback | undefined, key: string): Range | undefined {
  return found && 'scores' in found ? found.scores.get(key) : undefined
}

export function isInOrder({ low, likely, high }: Range): boolean {
  return low >= 0 && low <= likely && likely <= high && high <= 100
}
export function isSound(draft: Draft): boolean {
  const notes = (draft.note_en === '') === (draft.note_ar === '')
  return notes && isInOrder(draft.weight) && Object.values(draft.scores).every(isInOrder)
}

/**
 * Weights of a ranking in points of 0 to 100 of the heaviest: the rank-order centroid, the mean of
 * all weights that keep the order (Barron and Barrett 1996). The bounds are the ranks beside.
 */
export function weightsOfRanks(count: number): Range[] {
  const centroid = Array.from({ length: count }, (_, rank) => {
    let sum = 0
    for (let k = rank + 1; k <= count; k += 1) sum += 1 / k
    return sum / count
  })
  const top = centroid[0] ?? 1
  const of = (rank: number) => Math.round(((centroid[rank] ?? 0) / top) * 1000) / 10
  return centroid.map((_, rank) => ({
    low: rank + 1 < count ? of(rank + 1) : 0,
    likely: of(rank),
    high: rank > 0 ? of(rank - 1) : 100,
  }))
}

/** The draft's value as the contract has it. */
export function valueOfDraft(draft: Draft, point: OpenPoint | undefined): Record<string, unknown> {
  const note = draft.note_en === '' ? {} : { note: { en: draft.note_en, ar: draft.note_ar } }
  if (!point) return { worth: draft.weight, release: draft.release, ...note }
  return {
    weight: draft.weight,
    scores: point.options.map(({ key }) => ({ option: key, score: draft.scores[key] ?? unsure })),
    method: draft.method,
    release: draft.release,
    ...note,
  }
}
