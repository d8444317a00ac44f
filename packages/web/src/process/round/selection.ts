// What belongs to a round as of the date cursor: dates planned and held, meetings, delegations with
// their members, documents, events during it. Pure.
import { allAt, at, byDays, dayOf, daysOf, heldOrPlanned, periodOf } from '../records/reading.ts'
import { type State, valueOf, type View } from '../view.ts'
import { eventDays } from '../track/selection.ts'

export function roundsInOrder(view: View): readonly State[] {
  return [...view.of('round')].sort((a, b) => byDays(heldOrPlanned(a), heldOrPlanned(b)))
}

export function meetingsOfRound(view: View, round: string): readonly State[] {
  return view
    .back(round, 'meeting', 'round')
    .toSorted((a, b) => byDays(heldOrPlanned(a), heldOrPlanned(b)))
}

export function agendaOf(view: View, id: string): readonly State[] {
  const order = (k: State) => valueOf(k, 'agenda_item', 'description')?.order ?? 999
  return view.back(id, 'agenda_item', 'of').toSorted((a, b) => order(a) - order(b))
}

/** How many days later than planned it ended; negative where earlier; undefined where unknown. */
export function endedAgainstPlan(round: State): number | undefined {
  const held = daysOf(periodOf(round, 'actual'))
  const planned = daysOf(periodOf(round, 'planned'))
  if (!held || !planned) return undefined
  return Math.round((Date.parse(held.to) - Date.parse(planned.to)) / 86_400_000)
}

/** Begun but not ended on the day, by the dates as held or else as planned. */
export function isUnderWay(view: View, round: State): boolean {
  const days = heldOrPlanned(round)
  return days !== undefined && days.from <= dayOf(view) && dayOf(view) <= days.to
}

export type Member = { readonly appointment: State; readonly person: State | undefined }

/** Holders of an office in a delegation, actor or body who hold it on the day of the cursor. */
export function membersOf(view: View, id: string): readonly Member[] {
  return view
    .back(id, 'appointment', 'in')
    .filter((a) => holdsOn(a, dayOf(view)))
    .map((appointment) => ({
      appointment,
      person: at(view, appointment, 'person'),
    }))
}

export function holdsOn(appointment: State, day: string): boolean {
  const office = valueOf(appointment, 'appointment', 'description')
  if (office?.from !== undefined && office.from > day) return false
  return office?.to === undefined || office.to >= day
}

export function delegationsOfBody(view: View, body: string): readonly State[] {
  return view.back(body, 'delegation', 'body')
}

export function documentsOf(view: View, id: string): readonly State[] {
  return view.back(id, 'document', 'occasion')
}

export type Around = Readonly<Record<'before' | 'during' | 'after', readonly State[]>>

/** Events that concern the round, or fall in its days and touch its track, against its days. */
export function eventsAround(view: View, round: State): Around {
  const days = heldOrPlanned(round)
  const track = at(view, at(view, round, 'body'), 'track')
  const place = (event: State): keyof Around => {
    const when = eventDays(event)
    if (!days || !when || (when.from <= days.to && when.to >= days.from)) return 'during'
    return when.to < days.from ? 'before' : 'after'
  }
  const events = view
    .of('event')
    .filter((event) => {
      if (allAt(view, event, 'concerns').includes(round)) return true
      return (
        place(event) === 'during' &&
        track !== undefined &&
        days !== undefined &&
        valueOf(event, 'event', 'account')?.precision === 'day' &&
        allAt(view, event, 'tracks').includes(track)
      )
    })
    .toSorted((a, b) => byDays(eventDays(a), eventDays(b)))
  return {
    before: events.filter((e) => place(e) === 'before'),
    during: events.filter((e) => place(e) === 'during'),
    after: events.filter((e) => place(e) === 'after'),
  }
}
