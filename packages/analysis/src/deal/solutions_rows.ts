// Links that are too wide for a block, as rows of whole numbers that a whole package must keep.
// Source: standard linearisation.
import type { Choice, Constraint, Model } from './model.ts'

/** The sum of `by` over the terms that a package takes is at most `limit`. */
export type Row = { readonly terms: readonly (Choice & { readonly by: number })[]; limit: number }

export function rowsOf(constraint: Constraint): Row[] {
  const once = (choices: readonly Choice[], by: number) =>
    distinct(choices).map((choice) => ({ ...choice, by }))
  switch (constraint.kind) {
    case 'requires': {
      const when = distinct(constraint.when)
      return distinct(constraint.then).map((then) => ({
        terms: [...once(when, 1), { ...then, by: -1 }],
        limit: when.length - 1,
      }))
    }
    case 'excludes': {
      const all = distinct(constraint.all)
      return [{ terms: once(all, 1), limit: all.length - 1 }]
    }
    case 'together': {
      const all = distinct(constraint.all)
      return all.map((choice, k) => ({
        terms: [...once([choice], 1), ...once([all[(k + 1) % all.length] ?? choice], -1)],
        limit: 0,
      }))
    }
    case 'at-most':
      return [{ terms: constraint.of.map((choice) => ({ ...choice, by: 1 })), limit: constraint.k }]
    case 'budget':
      return [
        {
          terms: constraint.costs.map(({ issue, option, cost }) => ({ issue, option, by: cost })),
          limit: constraint.limit,
        },
      ]
  }
}

function distinct(choices: readonly Choice[]): Choice[] {
  return choices.filter(
    (choice, k) =>
      choices.findIndex(
        (other) => other.issue === choice.issue && other.option === choice.option,
      ) === k,
  )
}

/** Per issue and option: the rows it counts in. */
export function rowTerms(
  model: Model,
  rows: readonly Row[],
): Map<number, { row: number; by: number }[]>[] {
  const result = model.issues.map(() => new Map<number, { row: number; by: number }[]>())
  rows.forEach(({ terms }, row) => {
    for (const { issue, option, by } of terms) {
      const at = result[issue]
      if (at !== undefined) at.set(option, [...(at.get(option) ?? []), { row, by }])
    }
  })
  return result
}
