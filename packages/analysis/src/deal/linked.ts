// The efficient points of issues that are linked: bucket elimination along an order of the issues.
// After each issue there is one efficient set for every joint state of the links that are open.
import { efficientUnion, origin } from './efficient.ts'
import type { Comparison, PointSet, Stream, Union } from './efficient.ts'
import { efficientOfMany } from './efficient_many.ts'
import { optionGains } from './gains.ts'
import type { Budget, Link, Links } from './links.ts'
import { BudgetsLeft, selected } from './linked_budgets.ts'
import { eliminationOrder } from './linked_order.ts'
import type { Model } from './model.ts'
import { WORTHWHILE_COUNT, outdonePoints } from './outdone.ts'
import { joined, packagesOn } from './part.ts'
import type { Layer, Part } from './part.ts'
import { boxAround, reducedOptions } from './reduce.ts'
import type { Box, Reduced } from './reduce.ts'

/** Points with the same states of the open links: `key` holds one character per open link. */
type Group = { readonly key: string; readonly set: PointSet; readonly base: number }

/** Called with each layer's number of points; throws to end the search. */
export type Watch = (points_count: number) => void

/** The links that are open between two issues, in the order of their characters in the key. */
type Step = {
  readonly issue: number
  /** Links read here: where they stand in the key before (-1: first read here). */
  readonly read: readonly { readonly link: Link; readonly before: number; readonly left: number }[]
  /** For each open link after the step: its place in the key before, or -1 - place in `read`. */
  readonly open: readonly number[]
  /** The same links themselves. */
  readonly open_links: readonly Link[]
}

/**
 * The efficient points of the issues of one component, exact.
 * Source: bucket elimination with sets of undominated vectors (Rollón and Larrosa 2006).
 */
export function linkedPart(
  model: Model,
  issues: readonly number[],
  all: Links,
  by: Comparison,
  watch: Watch,
  prune_above = WORTHWHILE_COUNT,
): Part {
  const inside = new Set(issues)
  const links = all.links.filter(({ scope }) => [...scope].some((i) => inside.has(i)))
  const budgets = all.budgets.filter(({ costs }) => [...costs.keys()].some((i) => inside.has(i)))
  const columns_count = model.parties.length + budgets.length
  const order = eliminationOrder(model, issues, links)
  let groups: Group[] = [
    {
      key: startKey(links.filter(({ scope }) => scope.size === 0)),
      set: origin(columns_count, by.slack ? model.parties.length : undefined),
      base: 0,
    },
  ]
  const reduced = new Map(issues.map((issue) => [issue, reducedOptions(model, issue)]))
  const layers: Layer[] = []
  const rest = new BudgetsLeft(model, budgets, order)
  for (const [number, step] of stepsOf(order, links).entries()) {
    const options = reduced.get(step.issue)?.representatives ?? []
    const streams = streamsOf(groups, step, options, model, budgets)
    const reached = [...streams].map(([key, into]) => ({
      key,
      union: rest.pruned(efficientUnion(into, by), number, model.parties.length),
    }))
    const unions = withoutOutdone(reached, step, model, budgets, by, prune_above)
    groups = []
    let base = 0
    for (const { key, union } of unions) {
      if (union.size === 0) continue
      groups.push({ key, set: union, base })
      base += union.size
    }
    layers.push(
      joined(
        unions.map(({ union }) => union),
        step.issue,
      ),
    )
    watch(base)
  }
  return expanded(model, issues, reduced, closed(groups, layers, columns_count, model, by))
}

/** The part with the options that were left out of the search where they lose nothing. */
function expanded(
  model: Model,
  issues: readonly number[],
  reduced: ReadonlyMap<number, Reduced>,
  found: Part,
): Part {
  const all = issues.every(
    (issue) => reduced.get(issue)?.representatives.length === model.issues[issue]?.options.length,
  )
  if (all) return found
  const { set } = found
  const boxes: Box[] = []
  const choice = new Int32Array(set.size)
  const tied: { point: number; choice: number }[] = []
  const into = new Uint16Array(model.issues.length)
  for (let point = 0; point < set.size; point += 1) {
    let first = true
    for (const on_point of packagesOn(found, point, into)) {
      if (first) choice[point] = boxes.length
      else tied.push({ point, choice: boxes.length })
      first = false
      boxes.push(boxAround(model, issues, reduced, on_point))
    }
  }
  const layer: Layer = {
    of: { kind: 'boxes', boxes },
    size: set.size,
    from: new Int32Array(set.size),
    choice,
    ties: {
      point: Int32Array.from(tied, (tie) => tie.point),
      from: new Int32Array(tied.length),
      choice: Int32Array.from(tied, (tie) => tie.choice),
    },
  }
  return { set, layers: [layer] }
}

const startKey = (links: readonly Link[]) => links.map(({ start }) => state(start)).join('')
const state = (value: number) => String.fromCharCode(value)

function stepsOf(order: readonly number[], links: readonly Link[]): Step[] {
  const left = new Map(links.map((link) => [link, link.scope.size]))
  let open: Link[] = []
  return order.map((issue) => {
    const read = links
      .filter(({ scope }) => scope.has(issue))
      .map((link) => {
        const remaining = (left.get(link) ?? 1) - 1
        left.set(link, remaining)
        return { link, before: open.indexOf(link), left: remaining }
      })
    const touched = new Set(read.map(({ link }) => link))
    const kept = open.filter((link) => !touched.has(link))
    const still = read.filter(({ left: remaining }) => remaining > 0)
    const open_links = [...kept, ...still.map(({ link }) => link)]
    const step: Step = {
      issue,
      read,
      open_links,
      open: [
        ...kept.map((link) => open.indexOf(link)),
        ...still.map((reading) => -1 - read.indexOf(reading)),
      ],
    }
    open = open_links
    return step
  })
}

const NONE = new Int32Array(0)
const NOTHING: Union = {
  size: 0,
  columns: [],
  from: NONE,
  choice: NONE,
  ties: { point: NONE, from: NONE, choice: NONE },
}

type Reached = { readonly key: string; readonly union: Union }

/** Drops points that a point of another group outdoes for good; only where there are many. */
function withoutOutdone(
  reached: readonly Reached[],
  { open_links }: Step,
  model: Model,
  budgets: readonly Budget[],
  by: Comparison,
  prune_above: number,
): readonly Reached[] {
  const total = reached.reduce((sum, { union }) => sum + union.size, 0)
  // What is left of a budget is a state of its own, which this comparison does not know.
  if (total <= prune_above || budgets.length > 0) return reached
  const reachable = open_links.flatMap(({ bonus }, place) => {
    const utilities = bonus === undefined ? undefined : model.bonuses[bonus]?.utilities
    return utilities?.every((utility) => utility >= 0) ? [{ place, utilities }] : []
  })
  const groups = reached.map(({ key, union }) => ({ key, ...union }))
  const slack = model.parties.map((_, p) => by.slack?.[p] ?? 0)
  const outdone = outdonePoints(groups, reachable, slack)
  return reached.map(({ key, union }, g) => {
    const marks = outdone[g] as Uint8Array
    if (!marks.includes(1)) return { key, union }
    const kept: number[] = []
    for (const [k, marked] of marks.entries()) if (marked === 0) kept.push(k)
    if (kept.length === 0) return { key, union: NOTHING }
    return { key, union: selected(union, union.columns, kept) }
  })
}

/** Every group and option, gathered by the states it leads to. */
function streamsOf(
  groups: readonly Group[],
  step: Step,
  options: readonly number[],
  model: Model,
  budgets: readonly Budget[],
): Map<string, Stream[]> {
  const streams = new Map<string, Stream[]>()
  const gains = optionGains(model, step.issue)
  const move = (option: number, bonuses: readonly number[]) => ({
    shift: [
      ...gains.rounded(option, bonuses),
      ...budgets.map(({ costs }) => -(costs.get(step.issue)?.[option] ?? 0)),
    ],
    exact: model.exact ? gains.exact(option, bonuses) : undefined,
  })
  const plain = new Map(options.map((option) => [option, move(option, [])]))
  for (const { key, set, base } of groups) {
    for (const option of options) {
      const reached = reading(step, key, option)
      if (!reached) continue
      const { shift, exact } =
        reached.bonuses.length === 0
          ? (plain.get(option) ?? move(option, []))
          : move(option, reached.bonuses)
      const into = streams.get(reached.key)
      const stream = { set, shift, exact, base, choice: option }
      if (into) into.push(stream)
      else streams.set(reached.key, [stream])
    }
  }
  return streams
}

function reading(
  { read, open, issue }: Step,
  key: string,
  option: number,
): { key: string; bonuses: number[] } | undefined {
  const bonuses: number[] = []
  const states: number[] = []
  for (const { link, before, left } of read) {
    const from = before < 0 ? link.start : key.charCodeAt(before)
    const to = link.step(from, issue, option, left)
    if (to < 0) return undefined
    if (left === 0 && to !== 0 && link.bonus !== undefined) bonuses.push(link.bonus)
    states.push(to)
  }
  let after = ''
  for (const place of open) after += place < 0 ? state(states[-1 - place] as number) : key[place]
  return { key: after, bonuses }
}

/** The last layer: one efficient set over all groups, without the budgets' columns. */
function closed(
  groups: readonly Group[],
  layers: readonly Layer[],
  columns_count: number,
  model: Model,
  by: Comparison,
): Part {
  const parties_count = model.parties.length
  const shift = new Float64Array(columns_count)
  const exact = by.slack ? model.parties.map(() => 0n) : undefined
  const streams = groups.map(({ set, base }) => ({ set, shift, exact, base, choice: -1 }))
  const union =
    columns_count > parties_count
      ? efficientOfMany(streams, columns_count, by)
      : efficientUnion(streams, by)
  const set = {
    size: union.size,
    columns: union.columns.slice(0, parties_count),
    exact: union.exact,
  }
  const { size, from, choice, ties } = union
  return { set, layers: [...layers, { of: { kind: 'none' }, size, from, choice, ties }] }
}
