// What one choice adds to the parties' utilities, in roundings and exactly: the option itself, the
// bonuses that hang on its issue alone, and the bonuses of links that it completes.
import type { Model } from './model.ts'

export type Gains = {
  readonly options_count: number
  /** Per party, in its units. */
  readonly rounded: (option: number, completed: readonly number[]) => number[]
  /** Per party, over the common denominator; for models that have `exact`. */
  readonly exact: (option: number, completed: readonly number[]) => bigint[]
}

/** The gains of an issue's options; `completed` are the numbers of the bonuses completed by it. */
export function optionGains(model: Model, issue: number): Gains {
  const options_count = model.issues[issue]?.options.length ?? 0
  const alone = Array.from({ length: options_count }, (): number[] => [])
  model.bonuses.forEach(({ all }, number) => {
    const only = all.length === 1 ? all[0] : undefined
    if (only?.issue !== issue) return
    for (const option of new Set(only.options)) alone[option]?.push(number)
  })
  const earned = (option: number, completed: readonly number[]) => [
    ...(alone[option] ?? []),
    ...completed,
  ]
  return {
    options_count,
    rounded: (option, completed) =>
      model.utilities.map((of_party, party) =>
        earned(option, completed).reduce(
          (sum, bonus) => sum + (model.bonuses[bonus]?.utilities[party] ?? 0),
          of_party[issue]?.[option] ?? 0,
        ),
      ),
    exact: (option, completed) =>
      (model.exact?.utilities ?? []).map((of_party, party) =>
        earned(option, completed).reduce(
          (sum, bonus) => sum + (model.exact?.bonuses[bonus]?.[party] ?? 0n),
          of_party[issue]?.[option] ?? 0n,
        ),
      ),
  }
}

/** A package's utilities in the parties' units: the definition that searches are tested against. */
export function utilitiesOf(model: Model, chosen: ArrayLike<number>): number[] {
  return model.utilities.map((of_party, party) => {
    const options = of_party.reduce((sum, of_issue, i) => sum + (of_issue[chosen[i] ?? 0] ?? 0), 0)
    return model.bonuses.reduce(
      (sum, { all, utilities }) =>
        all.every((any) => any.options.includes(chosen[any.issue] ?? -1))
          ? sum + (utilities[party] ?? 0)
          : sum,
      options,
    )
  })
}

/** The same over the common denominators, for models that have `exact`. */
export function exactUtilitiesOf(model: Model, chosen: ArrayLike<number>): bigint[] {
  const { exact } = model
  if (!exact) return utilitiesOf(model, chosen).map(BigInt)
  return exact.utilities.map((of_party, party) => {
    const options = of_party.reduce(
      (sum, of_issue, i) => sum + (of_issue[chosen[i] ?? 0] ?? 0n),
      0n,
    )
    return model.bonuses.reduce(
      (sum, { all }, bonus) =>
        all.every((any) => any.options.includes(chosen[any.issue] ?? -1))
          ? sum + (exact.bonuses[bonus]?.[party] ?? 0n)
          : sum,
      options,
    )
  })
}
