// What belongs to a track as of the date cursor, and what it waits for in other tracks. Pure: takes
// a view, gives records; wording and drawing are the screens'.
import type { issueRelations, issueStatuses } from '@sulh/contract/process'
import { allAt, at, byDays, dayOf, daysOf, heldOrPlanned } from '../records/reading.ts'
import { type State, valueOf, type View } from '../view.ts'

export type IssueStatus = (typeof issueStatuses)[number]
export type IssueRelation = (typeof issueRelations)[number]

export function tracksInOrder(view: View): readonly State[] {
  const order = (k: State) => valueOf(k, 'track', 'description')?.order ?? 99
  return [...view.of('track')].sort((a, b) => order(a) - order(b))
}

export function bodiesOf(view: View, track: string): readonly State[] {
  return view.back(track, 'body', 'track')
}

export function roundsOf(view: View, track: string): readonly State[] {
  const bodies = bodiesOf(view, track)
  return bodies
    .flatMap((b) => view.back(b.id, 'round', 'body'))
    .sort((a, b) => byDays(heldOrPlanned(a), heldOrPlanned(b)))
}

/** Meetings that name the track, or whose body or round belongs to it. */
export function meetingsOf(view: View, track: string): readonly State[] {
  const self = view.get(track)
  const bodies = new Set(bodiesOf(view, track))
  const rounds = new Set(roundsOf(view, track))
  return view
    .of('meeting')
    .filter((m) => {
      const body = at(view, m, 'body')
      const round = at(view, m, 'round')
      return (
        (self !== undefined && allAt(view, m, 'tracks').includes(self)) ||
        (body !== undefined && bodies.has(body)) ||
        (round !== undefined && rounds.has(round))
      )
    })
    .sort((a, b) => byDays(heldOrPlanned(a), heldOrPlanned(b)))
}

export function issuesOf(view: View, track: string): readonly State[] {
  return view.back(track, 'issue', 'track')
}

export function statusOf(issue: State | undefined): IssueStatus | undefined {
  return valueOf(issue, 'issue', 'status')?.status
}

export function isAgreed(issue: State | undefined): boolean {
  return statusOf(issue) === 'agreed'
}

/** Events of the track, latest first. */
export function eventsOf(view: View, track: string): readonly State[] {
  return view.back(track, 'event', 'tracks').toSorted((a, b) => -byDays(eventDays(a), eventDays(b)))
}

export function eventDays(event: State) {
  return daysOf(valueOf(event, 'event', 'account')?.when)
}

/** Not yet happened on the day of the cursor, however it was recorded. */
export function isComing(view: View, event: State): boolean {
  const account = valueOf(event, 'event', 'account')
  return account?.scheduled === true && (eventDays(event)?.from ?? '') > dayOf(view)
}

/** Parties and conveners of its bodies, hosts of its rounds, and who has a relation with it. */
export function actorsOf(view: View, track: string): readonly State[] {
  const bodies = bodiesOf(view, track)
  const found = [
    ...bodies.flatMap((b) => allAt(view, b, 'parties')),
    ...bodies.flatMap((b) => allAt(view, b, 'convener')),
    ...meetingsOf(view, track).flatMap((m) => allAt(view, m, 'participants')),
    ...roundsOf(view, track).flatMap((r) => allAt(view, r, 'host')),
    ...eventsOf(view, track).flatMap((e) => allAt(view, e, 'actors')),
  ]
  return [...new Set(found)].filter((k) => k.kind === 'actor')
}

export type CrossLink = {
  readonly link: State
  readonly relation: IssueRelation
  /** The issue of this track. */
  readonly own: State
  readonly subject: State
  readonly object: State
  /** The issue of the other track and that track. */
  readonly other: State
  readonly otherTrack: State
}

/** Links between an issue of this track and one of another. */
export function crossLinks(view: View, track: string): readonly CrossLink[] {
  const self = view.get(track)
  return view.of('issue_link').flatMap((link) => {
    const subject = at(view, link, 'subject')
    const object = at(view, link, 'object')
    const relation = valueOf(link, 'issue_link', 'description')?.relation
    if (!subject || !object || !relation || !self) return []
    const tracks = [subject, object].map((i) => at(view, i, 'track'))
    const [subjectTrack, objectTrack] = tracks
    if (!subjectTrack || !objectTrack || subjectTrack === objectTrack) return []
    if (subjectTrack === self) {
      return [
        { link, relation, own: subject, subject, object, other: object, otherTrack: objectTrack },
      ]
    }
    if (objectTrack === self) {
      return [
        { link, relation, own: object, subject, object, other: subject, otherTrack: subjectTrack },
      ]
    }
    return []
  })
}

/**
 * What holds this track up elsewhere: an issue of its own that is not agreed requires, excludes or
 * goes together with one of another track that is not agreed either. For `requires` the own issue
 * must be the one that requires; the other two bind both ways.
 */
export function waitsFor(view: View, track: string): readonly CrossLink[] {
  return crossLinks(view, track).filter(
    (c) =>
      c.relation !== 'eases' &&
      (c.relation !== 'requires' || c.own === c.subject) &&
      !isAgreed(c.own) &&
      !isAgreed(c.other),
  )
}

/** What settling an issue of this track would ease in another. */
export function easesElsewhere(view: View, track: string): readonly CrossLink[] {
  return crossLinks(view, track).filter(
    (c) => c.relation === 'eases' && c.own === c.subject && !isAgreed(c.other),
  )
}
