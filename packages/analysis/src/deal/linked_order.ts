// The order in which linked issues are decided: how many links are open at once decides the work.
import type { Link } from './links.ts'
import type { Model } from './model.ts'

/** Issues in an order that keeps few links open: greedy, from every issue, the best one taken. */
export function eliminationOrder(
  model: Model,
  issues: readonly number[],
  links: readonly Link[],
): number[] {
  const of = new Map(
    issues.map((i) => [i, links.flatMap(({ scope }, l) => (scope.has(i) ? [l] : []))]),
  )
  let best: readonly number[] = issues
  let least = Infinity
  // Every start is tried in small components, a sample of them in large ones.
  const stride = Math.max(1, Math.floor(issues.length / 16))
  for (let s = 0; s < issues.length; s += stride) {
    const { order, cost } = greedy(issues[s] as number, issues, links, of, least)
    if (cost < least) [best, least] = [order, cost]
  }
  return [...best]
}

function greedy(
  first: number,
  issues: readonly number[],
  links: readonly Link[],
  of: ReadonlyMap<number, readonly number[]>,
  least: number,
): { order: number[]; cost: number } {
  const left = links.map(({ scope }) => scope.size)
  const open = new Set<number>()
  const waiting = new Set(issues)
  const order: number[] = []
  let cost = 0
  const take = (issue: number) => {
    waiting.delete(issue)
    order.push(issue)
    for (const l of of.get(issue) ?? []) {
      left[l] = (left[l] as number) - 1
      if (left[l] === 0) open.delete(l)
      else open.add(l)
    }
    cost += 2 ** Math.min(open.size, 500)
  }
  take(first)
  while (waiting.size > 0 && cost < least) {
    let next = -1
    let fewest = Infinity
    for (const issue of waiting) {
      let opened = 0
      for (const l of of.get(issue) ?? []) {
        if (left[l] === 1) opened -= open.has(l) ? 1 : 0
        else if (!open.has(l)) opened += 1
      }
      if (opened < fewest) [next, fewest] = [issue, opened]
    }
    take(next)
  }
  return { order, cost: waiting.size > 0 ? Infinity : cost }
}
