// An issue as of the date cursor: how its status went, the graph of links, what concerns it. Pure;
// labels in words are given by the screen.
import type { Fact, issueRelations, issueStatuses } from '@sulh/contract/process'
import { byDays, daysOf } from '../records/reading.ts'
import { leadOf, type State, valueOf, type View } from '../view.ts'
import type { GraphEdge, GraphNode } from './graph.ts'

type Relation = (typeof issueRelations)[number]
export type Link = {
  readonly link: State
  readonly relation: Relation
  readonly subject: State
  readonly object: State
}

export function linksOf(view: View): readonly Link[] {
  return view.of('issue_link').flatMap((link) => {
    const relation = valueOf(link, 'issue_link', 'description')?.relation
    const subject = view.ref(leadOf(link), 'subject')
    const object = view.ref(leadOf(link), 'object')
    return relation && subject && object ? [{ link, relation, subject, object }] : []
  })
}

export function linksAt(view: View, issue: State): readonly Link[] {
  return linksOf(view).filter((l) => l.subject === issue || l.object === issue)
}

export type StatusStep = {
  readonly fact: Fact
  readonly status: (typeof issueStatuses)[number]
  /** The day from which it held, or from which it was known. */
  readonly day: string
  readonly stands: boolean
}

/** Statuses in the order of their days, the one in force last. Corrected ones are left to history. */
export function statusSteps(issue: State): readonly StatusStep[] {
  const status = issue.facets['status']
  if (!status) return []
  const corrected = new Set(
    [...status.earlier, status.lead].filter((f) => f.act === 'correct').map((f) => f.of_fact_id),
  )
  return [...status.earlier.filter((f) => !corrected.has(f.id)), status.lead].map((fact) => ({
    fact,
    status: fact.value['status'] as StatusStep['status'],
    day: (fact.held_from ?? fact.known_from).slice(0, 10),
    stands: fact === status.lead,
  }))
}

export function trackOf(view: View, issue: State): State | undefined {
  return view.ref(leadOf(issue), 'track')
}

/** All issues that have a link, and the links; the requiring issue stands before what it requires. */
export function graphOf(
  view: View,
  words: { readonly title: (issue: State) => string; readonly relation: (r: Relation) => string },
): { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] } {
  const links = linksOf(view)
  const linked = new Set(links.flatMap((l) => [l.subject, l.object]))
  return {
    nodes: view
      .of('issue')
      .filter((i) => linked.has(i))
      .map((i) => ({ id: i.id, label: words.title(i), group: trackOf(view, i)?.id ?? '' })),
    edges: links.map((l) => ({
      id: l.link.id,
      from: l.subject.id,
      to: l.object.id,
      label: words.relation(l.relation),
    })),
  }
}

/** Events, documents, undertakings and referrals that concern it, by day. */
export function concerning(view: View, issue: State): readonly State[] {
  return view
    .back(issue.id, undefined, 'concerns')
    .toSorted((a, b) => byDays(daysOf(view.period(a)), daysOf(view.period(b))))
}

/** Rounds and meetings that have it on their agenda. */
export function agendasWith(view: View, issue: State): readonly State[] {
  const found = view
    .back(issue.id, 'agenda_item', 'issues')
    .map((item) => view.ref(leadOf(item), 'of'))
    .filter((s) => s !== undefined)
  return [...new Set(found)]
}
