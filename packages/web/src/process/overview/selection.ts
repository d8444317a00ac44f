// What the overview says in sentences, chosen from a view. Pure; wording and drawing are the
// screen's.
import type { issueRelations } from '@sulh/contract/process'
import type { Bilingual } from '@sulh/contract/wording'
import { leadOf, type State, valueOf, type View } from '../view.ts'
import { compare, isAhead, trackOf } from './lanes.ts'

const byStart = (view: View) => (a: State, b: State) =>
  compare(view.period(a)?.from ?? '', view.period(b)?.from ?? '')

/** Rounds under way on the day; where there is none, the round held last. */
export function inHand(view: View, day: string): readonly State[] {
  const rounds = view.of('round').filter((r) => view.period(r))
  const now = rounds.filter((r) => {
    const when = view.period(r)
    return when && when.from <= day && (when.to ?? when.from) >= day
  })
  const shortest = (r: State) => {
    const when = view.period(r)
    return when ? Date.parse(when.to ?? when.from) - Date.parse(when.from) : 0
  }
  if (now.length > 0) return now.toSorted((a, b) => shortest(a) - shortest(b)).slice(0, 2)
  const held = rounds.filter((r) => r.facets['actual']).toSorted(byStart(view))
  return held.slice(-1)
}

/** What is planned or announced and begins or ends after the day, soonest first. */
export function next(view: View, day: string): readonly State[] {
  return [...view.of('round'), ...view.of('meeting'), ...view.of('event')]
    .filter((s) => isAhead(view, s) && (view.period(s)?.from ?? '') > day)
    .toSorted(byStart(view))
}

export type CrossLink = {
  readonly link: State
  readonly subject: State
  readonly object: State
  readonly relation: (typeof issueRelations)[number]
  readonly reason: Bilingual
}

const order = { requires: 0, in_conjunction_with: 1, excludes: 2, eases: 3 } as const

/**
 * Links between issues of two tracks of which neither end is settled twice over: a link whose
 * issues are both agreed holds nothing up any more. What requires stands first.
 */
export function across(view: View): readonly CrossLink[] {
  const agreed = (s: State) => valueOf(s, 'issue', 'status')?.status === 'agreed'
  return view
    .of('issue_link')
    .flatMap((link) => {
      const subject = view.ref(leadOf(link), 'subject')
      const object = view.ref(leadOf(link), 'object')
      const value = valueOf(link, 'issue_link', 'description')
      if (!subject || !object || !value) return []
      if (trackOf(view, subject) === trackOf(view, object)) return []
      if (agreed(object) && (value.relation !== 'in_conjunction_with' || agreed(subject))) return []
      return [{ link, subject, object, relation: value.relation, reason: value.reason }]
    })
    .toSorted((a, b) => order[a.relation] - order[b.relation])
}

/** Events, statements, papers and outcomes by the day on which they became known, latest first. */
export function latest(view: View): readonly { state: State; known_from: string }[] {
  const since = new Date(Date.parse(view.asOf.at) - 60 * 86_400_000).toISOString()
  return [
    ...view.of('event'),
    ...view.of('statement'),
    ...view.of('document'),
    ...view.of('engagement'),
  ]
    .filter((state) => !isAhead(view, state))
    .map((state) => ({ state, known_from: leadOf(state)?.known_from ?? '' }))
    .filter(({ known_from }) => known_from >= since)
    .toSorted(
      (a, b) =>
        compare(b.known_from, a.known_from) ||
        compare(view.period(b.state)?.from ?? '', view.period(a.state)?.from ?? ''),
    )
}
