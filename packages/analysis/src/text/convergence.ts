// How far a text is from agreement, for the mission: per clause and over versions, in an edition of
// what was declared and one with what was told and estimated. It describes and never steers: raw
// bracket counts stand beside it because they are asked for.
import { walk, type Language, type Slot, type Stage, type TextTree } from './tree.ts'
import { acceptances, concernedBy, standsIn, type Edition } from './acceptance.ts'
import { countsOf, type RawCounts } from './raw_counts.ts'

export type { Edition } from './acceptance.ts'
export type { RawCounts } from './raw_counts.ts'

/** What a stage is worth, but for open and clean clauses, which are measured by their slots. */
const settled: Readonly<Partial<Record<Stage, number>>> = {
  agreed: 1,
  agreed_ad_referendum: 0.9,
  not_opened: 0,
}
const unsettled = 0.8

export type SlotDistance = {
  readonly slot: string
  readonly node: string
  /** 0: a text that all accept is on the table. 1: none is accepted by anyone. */
  readonly distance: number
  /** The alternatives that reach it, by id. */
  readonly nearest: readonly string[]
  /** Whose agreement the nearest alternatives lack, by party id. */
  readonly missing: readonly string[]
  readonly reopened: number
  /** Whole and part days since it was opened. */
  readonly age_days: number
}

export type ClauseScore = {
  readonly node: string
  readonly score: number
  readonly weight: number
  readonly stage: Stage
}

export type Convergence = {
  readonly edition: Edition
  /** 0 … 1, the weighted mean of the clauses; 0 for a text without clauses. */
  readonly score: number
  readonly clauses: readonly ClauseScore[]
  /** The lowest clause, the first in reading order where several are. Always shown beside `score`. */
  readonly weakest: ClauseScore | undefined
  /** Open slots, the farthest first, then the oldest. */
  readonly open: readonly SlotDistance[]
  /** Slots that were reopened at least once, by id, with how often. */
  readonly reopened: readonly { readonly slot: string; readonly times: number }[]
  readonly oldest_days: number
  readonly closed: Readonly<Record<NonNullable<Slot['reason']> | 'unstated', number>>
  readonly parity: Parity
  readonly counts: RawCounts
}

/** Texts that both languages have, up to date; by node and by alternative that stands. */
export type Parity = {
  readonly texts: number
  readonly complete: number
  readonly missing: Readonly<Record<Language, number>>
  readonly stale: Readonly<Record<Language, number>>
}

export type ConvergenceOptions = {
  readonly edition: Edition
  /** The instant that ages are told at. */
  readonly now: string
}

/**
 * Source: the formulas of docs/methods/text.md. d(s) is the smallest share, over the alternatives
 * that stand, of the parties concerned that do not accept it. O(slots x alternatives x positions).
 */
export function convergence(tree: TextTree, { edition, now }: ConvergenceOptions): Convergence {
  const clauses: ClauseScore[] = []
  const open: SlotDistance[] = []
  const reopened: { slot: string; times: number }[] = []
  const closed = {
    consensus: 0,
    withdrawn: 0,
    merged: 0,
    mediators_text: 0,
    decision: 0,
    unstated: 0,
  }
  for (const { node } of walk(tree.nodes)) {
    const distances = node.slots.map((slot) => {
      if (slot.reopened > 0) reopened.push({ slot: slot.id, times: slot.reopened })
      if (slot.status === 'closed') {
        closed[slot.reason ?? 'unstated'] += 1
        return 0
      }
      const at = distanceOf(slot, tree, edition)
      open.push({ ...at, node: node.id, reopened: slot.reopened, age_days: days(slot, now) })
      return at.distance
    })
    if (isClause(node))
      clauses.push({
        node: node.id,
        score: settled[node.stage] ?? unsettled * meanNearness(distances),
        weight: Math.max(0, node.weight),
        stage: node.stage,
      })
  }
  return {
    edition,
    score: weightedMean(clauses),
    clauses,
    weakest: weakestOf(clauses),
    open: open.sort((x, y) => y.distance - x.distance || y.age_days - x.age_days),
    reopened,
    oldest_days: open.reduce((oldest, { age_days }) => Math.max(oldest, age_days), 0),
    closed,
    parity: parityOf(tree, edition),
    counts: countsOf(tree, edition),
  }
}

/** The nearest alternatives of an open slot and how far even they are from all parties concerned. */
export function distanceOf(
  slot: Slot,
  tree: Pick<TextTree, 'parties'>,
  edition: Edition,
): Pick<SlotDistance, 'slot' | 'distance' | 'nearest' | 'missing'> {
  const concerned = concernedBy(slot, tree)
  const accepted = acceptances(slot, edition)
  let distance = 1
  let nearest: string[] = []
  let missing: readonly string[] = concerned
  for (const alternative of slot.alternatives) {
    if (!standsIn(alternative, edition)) continue
    const without = concerned.filter((party) => !accepted(party, alternative.id))
    const share = concerned.length === 0 ? 0 : without.length / concerned.length
    if (share < distance || nearest.length === 0) {
      nearest = [alternative.id]
      missing = without
    } else if (share === distance) {
      nearest.push(alternative.id)
      missing = missing.filter((party) => without.includes(party))
    }
    distance = Math.min(distance, share)
  }
  return { slot: slot.id, distance, nearest, missing }
}

/** A version with the instant of its freezing. */
export type FrozenText = { readonly version: string; readonly at: string; readonly tree: TextTree }

export type SeriesPoint = {
  readonly version: string
  readonly at: string
  readonly score: number
  readonly weakest: ClauseScore | undefined
  readonly open: number
  readonly reopened: number
  readonly oldest_days: number
  readonly counts: RawCounts
}

/** One point per version, each told at the instant of its own freezing. */
export function convergenceSeries(
  versions: readonly FrozenText[],
  edition: Edition,
): readonly SeriesPoint[] {
  return versions.map(({ version, at, tree }) => {
    const { score, weakest, open, reopened, oldest_days, counts } = convergence(tree, {
      edition,
      now: at,
    })
    const times = reopened.reduce((sum, slot) => sum + slot.times, 0)
    return {
      version,
      at,
      score,
      weakest,
      open: open.length,
      reopened: times,
      oldest_days,
      counts,
    }
  })
}

type Node = TextTree['nodes'][number]

/** A clause has words or slots of its own, or stands at the end of a branch. */
function isClause({ children, wording, slots }: Node): boolean {
  return (
    children.length === 0 ||
    slots.length > 0 ||
    Object.values(wording).some((content) => content.length > 0)
  )
}

function meanNearness(distances: readonly number[]): number {
  if (distances.length === 0) return 1
  return distances.reduce((sum, distance) => sum + 1 - distance, 0) / distances.length
}

function weightedMean(clauses: readonly ClauseScore[]): number {
  const weights = clauses.reduce((sum, { weight }) => sum + weight, 0)
  if (weights === 0) return 0
  const sum = clauses.reduce((total, { score, weight }) => total + score * weight, 0)
  // A sum of rounded products can pass its bounds by the last digit.
  return Math.min(1, Math.max(0, sum / weights))
}

function weakestOf(clauses: readonly ClauseScore[]): ClauseScore | undefined {
  return clauses.reduce<ClauseScore | undefined>(
    (weakest, clause) =>
      clause.weight > 0 && (weakest === undefined || clause.score < weakest.score)
        ? clause
        : weakest,
    undefined,
  )
}

function days({ opened_at }: Slot, now: string): number {
  const passed = (Date.parse(now) - Date.parse(opened_at)) / 86_400_000
  return Number.isFinite(passed) ? Math.max(0, passed) : 0
}

function parityOf(tree: TextTree, edition: Edition): Parity {
  const parity = { texts: 0, complete: 0, missing: { en: 0, ar: 0 }, stale: { en: 0, ar: 0 } }
  const count = ({ wording, stale }: Pick<Node, 'wording' | 'stale'>): void => {
    const missing = (['en', 'ar'] as const).filter((language) => wording[language] === undefined)
    if (missing.length === 2) return
    parity.texts += 1
    for (const language of missing) parity.missing[language] += 1
    const behind = stale.filter((language) => wording[language] !== undefined)
    for (const language of behind) parity.stale[language] += 1
    if (missing.length === 0 && behind.length === 0) parity.complete += 1
  }
  for (const { node } of walk(tree.nodes)) {
    count(node)
    for (const slot of node.slots)
      for (const alternative of slot.alternatives)
        if (!alternative.no_text && isRead(alternative, slot, edition)) count(alternative)
  }
  return parity
}

function isRead(alternative: Slot['alternatives'][number], slot: Slot, edition: Edition): boolean {
  if (slot.status === 'open') return standsIn(alternative, edition)
  const shown = edition === 'mission' || alternative.status !== 'proposed'
  return shown && alternative.id === slot.chosen
}
