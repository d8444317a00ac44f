// One vote of a stage: its tally, quorum, requirements and winner. A stage of each college holds one
// of these in every college.
import { countProfile } from './count_profile.ts'
import type { Count, Method } from './count.ts'
import { baseOf, type DecisionStep, type Requirement, type Tally, type Vote } from './decision.ts'
import type { Taken } from './intake.ts'
import {
  needed,
  quorumOf,
  shareOf,
  type CastStage,
  type Stage,
  type Threshold,
} from './procedure.ts'
import { ProfileBuilder, ONE } from './profile.ts'
import { settleTie } from './run_off.ts'
import type { TieRule } from './ties.ts'

export type Held = { readonly vote: Vote; readonly steps: readonly DecisionStep[] }

type Choice = Pick<Vote, 'winner' | 'winners' | 'why'> & {
  readonly steps: readonly DecisionStep[]
  readonly count?: Count
}

export function holdVote(
  stage: Stage,
  cast: CastStage,
  taken: Taken,
  standing: readonly string[],
  college: string | undefined,
): Held {
  const whole = college === undefined ? taken.overall : taken.colleges.get(college)
  const tally = restricted(whole ?? taken.overall, standing)
  const colleges = college === undefined ? taken.colleges : new Map<string, Tally>()
  const place = college === undefined ? { stage: stage.id } : { stage: stage.id, college }
  const quorum = quorumOf(stage.quorum, tally.members)
  const quorumMet = tally.present >= quorum
  const steps: DecisionStep[] = [{ step: 'tally', ...place, tally }]
  if (quorum > 0) {
    steps.push({ step: 'quorum', ...place, present: tally.present, needed: quorum, met: quorumMet })
  }
  const levels = levelsOf(tally, standing)
  const requirementsOf = (id: string) => requirements(stage, tally, colleges, id)
  const chosen = !quorumMet
    ? ({ winner: null, winners: [], why: 'no-quorum', steps: [] } satisfies Choice)
    : stage.ballot === 'ranked'
      ? ranked(stage, cast, taken, standing, college)
      : choose(stage, cast, levels, tally, requirementsOf)
  const shown = stage.ballot === 'yes-no' ? 'yes' : (chosen.winner ?? levels[0]?.[0])
  const asked = shown === undefined ? [] : requirementsOf(shown)
  for (const requirement of asked)
    steps.push({
      step: 'requirement',
      stage: stage.id,
      ...(college === undefined ? {} : { vote: college }),
      ...requirement,
    })
  steps.push(...chosen.steps)
  steps.push({ step: 'vote', ...place, winner: chosen.winner, why: chosen.why })
  const names = (positions: readonly number[]) => positions.map((i) => standing[i] as string)
  const vote: Vote = {
    ...place,
    tally,
    colleges,
    standing,
    quorum: { needed: quorum, met: quorumMet },
    requirements: asked,
    levels: chosen.count === undefined ? levels : chosen.count.ranking.map(names),
    winner: chosen.winner,
    winners: chosen.winners,
    why: chosen.why,
    ...(chosen.count === undefined ? {} : { count: chosen.count }),
  }
  return { vote, steps }
}

/** A college's tally shows its own candidates only. */
function restricted(tally: Tally, standing: readonly string[]): Tally {
  return { ...tally, choices: new Map(standing.map((id) => [id, tally.choices.get(id) ?? 0])) }
}

function levelsOf({ choices }: Tally, standing: readonly string[]): string[][] {
  const counts = [...new Set(choices.values())].sort((a, b) => b - a)
  return counts.map((count) => standing.filter((id) => choices.get(id) === count))
}

function requirements(
  stage: Stage,
  tally: Tally,
  colleges: ReadonlyMap<string, Tally>,
  candidate: string,
): Requirement[] {
  const one = (threshold: Threshold, own: Tally, college?: string): Requirement => {
    const base = baseOf(threshold.base, own, stage.abstentions ?? 'not-counted')
    const needs = needed(shareOf(threshold), threshold.comparison, base)
    const votes = own.choices.get(candidate) ?? 0
    const place = college === undefined ? {} : { college }
    return { threshold, candidate, votes, base, needed: needs, met: votes >= needs, ...place }
  }
  return (stage.requires ?? []).flatMap((threshold) =>
    threshold.in === undefined
      ? [one(threshold, tally)]
      : threshold.in.flatMap((id) => {
          const own = colleges.get(id)
          return own === undefined ? [] : [one(threshold, own, id)]
        }),
  )
}

/** The candidate with the most votes of those who meet every requirement. */
function choose(
  stage: Stage,
  cast: CastStage,
  levels: readonly (readonly string[])[],
  { choices }: Tally,
  requirementsOf: (candidate: string) => readonly Requirement[],
): Choice {
  const passes = (id: string) =>
    (choices.get(id) ?? 0) > 0 && requirementsOf(id).every(({ met }) => met)
  const nobody = { winner: null, winners: [], steps: [] } as const
  if (stage.ballot === 'yes-no') {
    const open = stage.requires === undefined || stage.requires.length === 0
    const [yes, no] = [choices.get('yes') ?? 0, choices.get('no') ?? 0]
    const adopted = passes('yes') && (!open || yes > no)
    return adopted ? elected('yes', []) : { ...nobody, why: 'short' }
  }
  if ([...choices.values()].every((votes) => votes === 0)) return { ...nobody, why: 'no-votes' }
  const first = levels.map((level) => level.filter(passes)).find((level) => level.length > 0)
  const [only, ...others] = first ?? []
  if (first === undefined || only === undefined) return { ...nobody, why: 'short' }
  if (others.length === 0) return elected(only, [])
  const { order, how, seed } = settleTie(first, stage.ties ?? 'no-decision', cast)
  const winner = order?.[0]
  const tie: DecisionStep = {
    step: 'tie',
    stage: stage.id,
    tied: first,
    purpose: 'win',
    how,
    chosen: winner === undefined ? [] : [winner],
    ...(seed === undefined ? {} : { seed }),
  }
  return winner === undefined ? { ...nobody, why: 'tie', steps: [tie] } : elected(winner, [tie])
}

function elected(winner: string, steps: readonly DecisionStep[]): Choice {
  return { winner, winners: [winner], why: 'elected', steps }
}

function ranked(
  stage: Stage,
  cast: CastStage,
  taken: Taken,
  standing: readonly string[],
  college: string | undefined,
): Choice {
  const builder = new ProfileBuilder(standing)
  const position = new Map(standing.map((id, i) => [id, i]))
  for (const { ballot, college: own } of taken.counted) {
    const { choice } = ballot
    if ((college !== undefined && own !== college) || !Array.isArray(choice)) continue
    const ranks = choice.map((part: string | readonly string[]) =>
      (typeof part === 'string' ? [part] : part).map((id) => position.get(id) ?? 0),
    )
    const count = ballot.count ?? 1
    if (count > 0) builder.add(ranks, ONE, count)
  }
  const nobody = { winner: null, winners: [], steps: [] } as const
  if (standing.length === 0 || builder.papers === 0) return { ...nobody, why: 'no-votes' }
  const rule = rankedTies(stage, cast, standing)
  const profile = builder.build(rule.order === undefined ? {} : { tieOrder: rule.order })
  const count = countProfile(stage.method as Method, profile, {
    ties: rule.ties,
    seats: stage.seats ?? 1,
  })
  const winners = count.winners.map((i) => standing[i] as string)
  const [winner = null] = winners
  return { winner, winners, why: winner === null ? 'tie' : 'elected', steps: [], count }
}

function rankedTies(
  stage: Stage,
  { draw, seed }: CastStage,
  standing: readonly string[],
): { readonly ties: TieRule; readonly order?: readonly number[] } {
  switch (stage.ties ?? 'no-decision') {
    case 'declared-order':
      return { ties: { by: 'order' } }
    case 'lot':
      if (draw !== undefined) {
        const order = draw.map((id) => standing.indexOf(id)).filter((i) => i >= 0)
        return { ties: { by: 'order' }, order: [...new Set(order)] }
      }
      return { ties: seed === undefined ? { by: 'none' } : { by: 'lot', seed } }
    case 'no-decision':
      return { ties: { by: 'none' } }
  }
}
