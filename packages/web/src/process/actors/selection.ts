// Who the actors are to each other as of the date cursor: relations, who met whom, offices, and the
// sides present at a meeting. Pure; the balance itself is in balance.ts.
import { allAt, at, byDays, dayOf, heldOrPlanned } from '../records/reading.ts'
import { type State, valueOf, type View } from '../view.ts'
import { isSide, type Side } from './sides.ts'
import type { ContactMeeting } from './balance.ts'

/** The parties, in the order of the viewer's language: Arabic begins with the other one. */
export function partiesOf(view: View, language: 'en' | 'ar'): readonly State[] {
  const sided = view.of('actor').filter((k) => sideOf(k) !== undefined)
  const sorted = sided.toSorted((a, b) => ((sideOf(a) ?? '') < (sideOf(b) ?? '') ? -1 : 1))
  return language === 'en' ? sorted : sorted.toReversed()
}

export function sideOf(actor: State | undefined): Side | undefined {
  const side = valueOf(actor, 'actor', 'description')?.side
  return isSide(side) ? side : undefined
}

/** The actor behind a participant: itself, a delegation's party, a person's actor on that day. */
export function actorBehind(view: View, participant: State, day: string): State | undefined {
  switch (participant.kind) {
    case 'actor':
      return participant
    case 'delegation':
      return at(view, participant, 'party')
    case 'person':
      return officesOf(view, participant.id)
        .filter((a) => {
          const office = valueOf(a, 'appointment', 'description')
          return (office?.from ?? '') <= day && (office?.to ?? '9999') >= day
        })
        .map((a) => at(view, a, 'in'))
        .map((k) => (k && k.kind !== 'person' ? actorBehind(view, k, day) : undefined))
        .find((k) => k !== undefined)
    default:
      return undefined
  }
}

export function officesOf(view: View, person: string): readonly State[] {
  return view.back(person, 'appointment', 'person')
}

/** Meetings held, as the balance of contacts counts them. */
export function contactMeetings(view: View): readonly ContactMeeting[] {
  return view.of('meeting').flatMap((meeting) => {
    const days = heldOrPlanned(meeting)
    if (days?.basis !== 'held') return []
    const sides = allAt(view, meeting, 'participants')
      .map((p) => sideOf(actorBehind(view, p, days.from)))
      .filter((s) => s !== undefined)
    return [
      {
        id: meeting.id,
        class: valueOf(meeting, 'meeting', 'description')?.class ?? 'plenary',
        from: days.from,
        to: days.to,
        minutes: valueOf(meeting, 'meeting', 'actual')?.minutes,
        sides: [...new Set(sides)],
      },
    ]
  })
}

export type Talk = { readonly a: State; readonly b: State; readonly occasions: readonly State[] }

/** Pairs of actors that took part in the same meeting or engagement, with the occasions. */
export function talks(view: View): readonly Talk[] {
  const pairs = new Map<string, { a: State; b: State; occasions: State[] }>()
  for (const [occasion, present] of [...meetingsWithActors(view), ...engagements(view)]) {
    for (const [i, a] of present.entries()) {
      for (const b of present.slice(i + 1)) {
        const [x, y] = a.id < b.id ? [a, b] : [b, a]
        const key = `${x.id} ${y.id}`
        const before = pairs.get(key)
        if (before) before.occasions.push(occasion)
        else pairs.set(key, { a: x, b: y, occasions: [occasion] })
      }
    }
  }
  return [...pairs.values()]
}

function meetingsWithActors(view: View): readonly (readonly [State, readonly State[]])[] {
  return view.of('meeting').map((meeting) => {
    const day = heldOrPlanned(meeting)?.from ?? dayOf(view)
    const present = allAt(view, meeting, 'participants')
      .map((p) => actorBehind(view, p, day))
      .filter((k) => k !== undefined)
    return [meeting, [...new Set(present)]] as const
  })
}

function engagements(view: View): readonly (readonly [State, readonly State[]])[] {
  return view.of('engagement').map((engagement) => {
    const day = valueOf(engagement, 'engagement', 'description')?.when.from ?? dayOf(view)
    const present = [...allAt(view, engagement, 'actor'), ...allAt(view, engagement, 'with')]
      .map((p) => actorBehind(view, p, day))
      .filter((k) => k !== undefined)
    return [engagement, [...new Set(present)]] as const
  })
}

export type Relation = {
  readonly link: State
  readonly subject: State
  readonly object: State
  readonly relation: string
}

/** Relations in force on the day of the cursor. */
export function relations(view: View): readonly Relation[] {
  return view.of('relation').flatMap((link) => {
    const value = valueOf(link, 'relation', 'description')
    const subject = at(view, link, 'subject')
    const object = at(view, link, 'object')
    if (!value || !subject || !object) return []
    if ((value.from ?? '') > dayOf(view) || (value.to ?? '9999') < dayOf(view)) return []
    return [{ link, subject, object, relation: value.relation }]
  })
}

/** Meetings that an actor, person or delegation took part in, earliest first. */
export function meetingsWith(view: View, id: string): readonly State[] {
  const self = view.get(id)
  return view
    .of('meeting')
    .filter((m) => {
      const day = heldOrPlanned(m)?.from ?? dayOf(view)
      const present = allAt(view, m, 'participants')
      return present.some((p) => p === self || actorBehind(view, p, day) === self)
    })
    .sort((a, b) => byDays(heldOrPlanned(a), heldOrPlanned(b)))
}
