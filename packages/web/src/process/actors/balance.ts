// The balance of contacts: how often and how long the mission met each side apart from the other.
// Counts only the records it is given, so its answer is a function of what the seat can read; who
// may look at it at all is decided by the screen (mission seats alone).

export type Side = 'A' | 'B'
export type ContactMeeting = {
  readonly id: string
  readonly class: string
  /** First and last civil day. */
  readonly from: string
  readonly to: string
  /** Length as recorded, or undefined where nobody wrote it down. */
  readonly minutes: number | undefined
  /** Sides present, each once. */
  readonly sides: readonly Side[]
}
export type SideContacts = {
  readonly side: Side
  readonly count: number
  /** Sum over the meetings whose length is recorded. */
  readonly minutes: number
  /** How many of `count` have a recorded length; below `count` the minutes are a lower bound. */
  readonly timed_count: number
  readonly last: string | undefined
  /** The meetings counted, earliest first: what the figures open to. */
  readonly meetings: readonly ContactMeeting[]
}

/** Classes of meeting in which the mediator sits with one side alone. */
const separateClasses: ReadonlySet<string> = new Set(['caucus', 'consultation'])

export function isSeparate(meeting: ContactMeeting): boolean {
  return separateClasses.has(meeting.class) && meeting.sides.length === 1
}

/** Both sides, always, in the order given: an empty column says more than a missing one. */
export function contactBalance(
  meetings: readonly ContactMeeting[],
  order: readonly Side[] = ['A', 'B'],
): readonly SideContacts[] {
  return order.map((side) => {
    const own = meetings
      .filter((m) => isSeparate(m) && m.sides[0] === side)
      .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
    const timed = own.filter((m) => m.minutes !== undefined)
    return {
      side,
      count: own.length,
      minutes: timed.reduce((sum, m) => sum + (m.minutes ?? 0), 0),
      timed_count: timed.length,
      last: own.reduce<string | undefined>((l, m) => (l && l > m.to ? l : m.to), undefined),
      meetings: own,
    }
  })
}
