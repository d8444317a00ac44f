// What would have been, had another rule applied to the same ballots: other bases, the other
// comparison, other thresholds on the table, rounding (B15). It changes no result.
import { baseOf, type Requirement, type Tally, type Vote } from './decision.ts'
import {
  needed,
  shareOf,
  type Base,
  type Comparison,
  type Stage,
  type Threshold,
} from './procedure.ts'
import { nearest, ratio, times, type Ratio } from './ratio.ts'

/** `met` under the view; `changes` where that differs from what happened. */
export type SensitivityView = {
  readonly view: 'margin' | 'base' | 'comparison' | 'threshold' | 'rounding'
  readonly stage: string
  readonly college?: string
  readonly candidate: string
  readonly votes: number
  readonly base: Base
  /** With abstentions where the stage leaves them out. */
  readonly abstentions: 'counted' | 'not-counted'
  readonly of: number
  readonly share: string
  readonly comparison: Comparison
  readonly needed: number
  readonly met: boolean
  readonly changes: boolean
  /** votes - needed: to spare, or, below 0, short. */
  readonly spare: number
  /** votes / of, in lowest terms. */
  readonly reached: Ratio
  /** Voters who, changing sides with the base unchanged, would turn `met` over. */
  readonly switches: number
}

/** The views of one vote, those of the requirements first. */
export function sensitivityOf(stage: Stage, vote: Vote): SensitivityView[] {
  if (vote.requirements.length === 0) return plurality(stage, vote)
  return vote.requirements.flatMap((requirement) => {
    const tally = scopeTally(vote, requirement)
    const view = (kind: SensitivityView['view'], threshold: Threshold, counted: boolean) =>
      viewOf(kind, stage, vote, requirement, { tally, threshold, counted })
    const { threshold } = requirement
    const counted = stage.abstentions === 'counted'
    const bases: readonly Base[] =
      stage.ballot === 'yes-no'
        ? ['members', 'present', 'valid', 'for-and-against']
        : ['members', 'present', 'valid']
    const other = { ...threshold, comparison: threshold.comparison === '>=' ? '>' : '>=' } as const
    return [
      view('margin', threshold, counted),
      ...bases
        .filter((base) => base !== threshold.base)
        .map((base) => view('base', { ...threshold, base }, counted)),
      ...(threshold.base === 'members' || threshold.base === 'present'
        ? []
        : [view('base', { ...threshold, base: 'valid' }, !counted)]),
      view('comparison', other, counted),
      ...(stage.compare ?? [])
        .filter((t) => (t.in === undefined) === (requirement.threshold.in === undefined))
        .map((t) => view('threshold', t, counted)),
      ...rounding(view('rounding', threshold, counted)),
    ].filter((seen, i, all) => all.findIndex((v) => sameView(v, seen)) === i)
  })
}

/** Where the most votes win, whatever share they are: the thresholds that were on the table. */
function plurality(stage: Stage, vote: Vote): SensitivityView[] {
  const candidate = vote.winner
  const votes = candidate === null ? undefined : vote.tally.choices.get(candidate)
  if (candidate === null || votes === undefined) return []
  return (stage.compare ?? [])
    .filter((threshold) => threshold.in === undefined)
    .map((threshold) => {
      const won = { threshold, candidate, votes, base: 0, needed: 0, met: true }
      const scene = { tally: vote.tally, threshold, counted: stage.abstentions === 'counted' }
      return viewOf('threshold', stage, vote, won, scene)
    })
}

function sameView(a: SensitivityView, b: SensitivityView): boolean {
  return (
    a.view === b.view &&
    a.of === b.of &&
    a.base === b.base &&
    a.share === b.share &&
    a.comparison === b.comparison &&
    a.abstentions === b.abstentions
  )
}

function scopeTally(vote: Vote, { college }: Requirement): Tally {
  return college === undefined ? vote.tally : (vote.colleges.get(college) ?? vote.tally)
}

type Scene = { readonly tally: Tally; readonly threshold: Threshold; readonly counted: boolean }

function viewOf(
  kind: SensitivityView['view'],
  stage: Stage,
  vote: Vote,
  { candidate, votes, met: happened, college }: Requirement,
  { tally, threshold, counted }: Scene,
): SensitivityView {
  const abstentions = counted ? 'counted' : 'not-counted'
  const of = baseOf(threshold.base, tally, abstentions)
  const needs = needed(shareOf(threshold), threshold.comparison, of)
  const met = votes >= needs
  const place = college ?? vote.college
  return {
    view: kind,
    stage: stage.id,
    ...(place === undefined ? {} : { college: place }),
    candidate,
    votes,
    base: threshold.base,
    abstentions,
    of,
    share: threshold.share,
    comparison: threshold.comparison,
    needed: needs,
    met,
    changes: met !== happened,
    spare: votes - needs,
    reached: of === 0 ? ratio(0n) : ratio(BigInt(votes), BigInt(of)),
    switches: met ? votes - needs + 1 : needs - votes,
  }
}

/** Only where rounding the needed votes to the nearest would have asked for fewer. */
function rounding(view: SensitivityView): SensitivityView[] {
  const exact = times(shareOf(view), BigInt(view.of))
  const rounded = Math.max(1, Number(nearest(exact)))
  if (exact.den === 1n || rounded >= view.needed) return []
  const met = view.votes >= rounded
  return [{ ...view, needed: rounded, met, changes: met !== view.met, spare: view.votes - rounded }]
}
