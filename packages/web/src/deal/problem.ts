// What the library is asked, made of a negotiation model and of what the analyst tries out with the
// sliders. Pure: the same model and the same trials give the same problem.
import type { Constraint } from '@sulh/analysis/deal/model'
import type { Bilingual } from '@sulh/contract/wording'
import type { Choice, DealCase, DealLink } from './case.ts'
import { leadOf, valueOf, type State, type View } from '../process/view.ts'
import type { DeepQuestion, Intervals } from './deep.ts'
import type { DealProblem } from './solve.ts'

/** Values that a slider holds instead of the estimates, by `party` or `party point`. */
export type Trials = {
  readonly weights: ReadonlyMap<string, number>
  readonly fallbacks: ReadonlyMap<string, number>
}
export const noTrials: Trials = { weights: new Map(), fallbacks: new Map() }

export function problemOf(deal: DealCase, lang: 'en' | 'ar', trials: Trials): DealProblem {
  const say = (text: Bilingual) => text[lang] || text.en || text.ar
  const { parties, points } = deal
  return {
    lang,
    parties: parties.map((p) => say(p.short)),
    issues: points.map(({ title, options }) => ({
      name: say(title),
      options: options.map((o) => say(o.title)),
    })),
    weights: parties.map((party) =>
      points.map((point) => weightOf(deal, trials, party.id, point.id)),
    ),
    scores: parties.map((party) =>
      points.map((point) =>
        point.options.map(
          ({ key }) => deal.estimate(party.id, point.id)?.scores.get(key)?.likely ?? 0,
        ),
      ),
    ),
    fallback: parties.map((party) => fallbackOf(deal, trials, party.id)),
    constraints: deal.links.flatMap((link) => constraintOf(deal, link)),
    bonuses: deal.links
      .filter((link) => link.class === 'bonus')
      .map((link) => ({
        all: placesOf(deal, link.choices),
        points: parties.map((party) => link.points.find((p) => p.party === party.id)?.points ?? 0),
      })),
    table: tableOf(deal),
  }
}

export function weightOf(deal: DealCase, trials: Trials, party: string, point: string): number {
  return trials.weights.get(`${party} ${point}`) ?? deal.estimate(party, point)?.weight.likely ?? 0
}
export function fallbackOf(deal: DealCase, trials: Trials, party: string): number {
  return trials.fallbacks.get(party) ?? deal.fallback(party)?.worth.likely ?? 0
}

/** The package that the text on the table amounts to; undefined where a point has no such option. */
export function tableOf({ points }: DealCase): number[] | undefined {
  const options = points.map(({ options: all, table }) => all.findIndex((o) => o.key === table))
  return options.every((o) => o >= 0) ? options : undefined
}

/** Choices by position; those that the model no longer has are left out. */
export function placesOf(
  { points }: DealCase,
  choices: readonly Choice[],
): { issue: number; option: number }[] {
  return choices.flatMap((choice) => {
    const issue = points.findIndex((p) => p.id === choice.issue)
    const option = points[issue]?.options.findIndex((o) => o.key === choice.option) ?? -1
    return issue < 0 || option < 0 ? [] : [{ issue, option }]
  })
}

function constraintOf(deal: DealCase, link: DealLink): Constraint[] {
  const choices = placesOf(deal, link.choices)
  switch (link.class) {
    case 'requires':
      return [{ kind: 'requires', when: choices, then: placesOf(deal, link.then) }]
    case 'excludes':
    case 'together':
      return [{ kind: link.class, all: choices }]
    case 'at_most':
      return [{ kind: 'at-most', k: link.k, of: choices }]
    case 'budget':
      return [
        {
          kind: 'budget',
          limit: link.limit,
          costs: link.choices.flatMap((choice, i) =>
            placesOf(deal, [choice]).map((place) => ({ ...place, cost: link.costs[i] ?? 0 })),
          ),
        },
      ]
    case 'bonus':
      return []
  }
}

/** A package by its options' positions as choices of the contract. */
export function choicesOf({ points }: DealCase, options: readonly number[]): Choice[] {
  return points.map((point, i) => ({
    issue: point.id,
    option: point.options[options[i] ?? 0]?.key ?? '',
  }))
}

/** How sure the estimates are; what a slider holds is taken as sure. */
export function intervalsOf(deal: DealCase, trials: Trials): Intervals {
  const { parties, points } = deal
  const sure = (value: number) => ({ low: value, high: value })
  return {
    weights: parties.map(({ id }) =>
      points.map((point) => {
        const weight = deal.estimate(id, point.id)?.weight
        if (!weight || weight.likely === 0 || trials.weights.has(`${id} ${point.id}`))
          return sure(1)
        return { low: weight.low / weight.likely, high: weight.high / weight.likely }
      }),
    ),
    scores: parties.map(({ id }) =>
      points.map((point) =>
        point.options.map(({ key }) => {
          const score = deal.estimate(id, point.id)?.scores.get(key)
          return score ? { low: score.low, high: score.high } : sure(0)
        }),
      ),
    ),
    fallback: parties.map(({ id }) => {
      const worth = deal.fallback(id)?.worth
      return worth && !trials.fallbacks.has(id) ? worth : sure(fallbackOf(deal, trials, id))
    }),
  }
}

/** A recorded package as positions of options; undefined where the model has changed since. */
export function recordedOptions(deal: DealCase, state: State): number[] | undefined {
  const choices = valueOf(state, 'deal_package', 'description')?.choices ?? []
  const options = deal.points.map((point) => {
    const choice = choices.find((c) => c.issue === point.id)
    return point.options.findIndex((o) => o.key === choice?.option)
  })
  return options.every((o) => o >= 0) ? options : undefined
}

/** What the slower worker is asked about a package. */
export function questionOf(
  deal: DealCase,
  view: View,
  of: {
    readonly problem: DealProblem
    readonly trials: Trials
    readonly chosen: readonly number[] | undefined
  },
): DeepQuestion {
  const earlier = deal.proposals.flatMap((proposal) => {
    const proposed = view.ref(leadOf(proposal), 'package')
    const options = proposed && recordedOptions(deal, proposed)
    return options ? [options] : []
  })
  return {
    problem: of.problem,
    intervals: intervalsOf(deal, of.trials),
    chosen: of.chosen,
    earlier,
    names: deal.parties.map(({ short }) => short),
  }
}
