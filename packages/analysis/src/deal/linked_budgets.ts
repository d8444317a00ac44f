// What is left of budgets while linked issues are searched.
import type { Union } from './efficient.ts'
import type { Budget } from './links.ts'
import type { Model } from './model.ts'

/** What the budgets can still cost: prunes what no completion can pay, evens out what all can. */
export class BudgetsLeft {
  readonly #budgets: readonly Budget[]
  /** Per step and budget: the least and the greatest cost of the issues that follow. */
  readonly #least: number[][] = []
  readonly #greatest: number[][] = []
  constructor(model: Model, budgets: readonly Budget[], order: readonly number[]) {
    this.#budgets = budgets
    order.forEach((_, step) => {
      const following = order.slice(step + 1)
      const sum = (of: (costs: readonly number[]) => number) =>
        budgets.map(({ costs }) =>
          following.reduce((total, issue) => {
            const options = costs.get(issue)
            return total + (options ? of(options) : 0)
          }, 0),
        )
      this.#least.push(sum((costs) => costs.reduce((a, b) => Math.min(a, b))))
      this.#greatest.push(sum((costs) => costs.reduce((a, b) => Math.max(a, b))))
    })
  }

  pruned(union: Union, step: number, parties_count: number): Union {
    if (this.#budgets.length === 0) return union
    const least = this.#least[step] as number[]
    const columns = union.columns.map((column) => column.slice())
    const kept: number[] = []
    for (let k = 0; k < union.size; k += 1) {
      const payable = this.#budgets.every(
        ({ limit }, b) => -(columns[parties_count + b]?.[k] ?? 0) + (least[b] ?? 0) <= limit,
      )
      if (payable) kept.push(k)
    }
    // Whoever can pay for everything that follows is as free as any other who can.
    this.#budgets.forEach(({ limit }, b) => {
      const free = -(limit - (this.#greatest[step]?.[b] ?? 0))
      const column = columns[parties_count + b] as Float64Array
      for (const k of kept) if ((column[k] as number) > free) column[k] = free
    })
    return kept.length === union.size ? { ...union, columns } : selected(union, columns, kept)
  }
}

/** The union with some of its points alone. */
export function selected(
  union: Union,
  columns: readonly Float64Array[],
  kept: readonly number[],
): Union {
  const place = new Int32Array(union.size).fill(-1)
  for (const [at, k] of kept.entries()) place[k] = at
  const ties: number[] = []
  for (const [t, point] of union.ties.point.entries()) if (place[point] !== -1) ties.push(t)
  return {
    size: kept.length,
    columns: columns.map((column) => Float64Array.from(kept, (k) => column[k] as number)),
    exact: union.exact?.map((values) => kept.map((k) => values[k] as bigint)),
    from: Int32Array.from(kept, (k) => union.from[k] as number),
    choice: Int32Array.from(kept, (k) => union.choice[k] as number),
    ties: {
      point: Int32Array.from(ties, (t) => place[union.ties.point[t] as number] as number),
      from: Int32Array.from(ties, (t) => union.ties.from[t] as number),
      choice: Int32Array.from(ties, (t) => union.ties.choice[t] as number),
    },
  }
}
