// When a fact of a case may be known: nobody reports a thing before it happened. The date cursor
// rests on known_from, so a slip there would tell an acceptance view of the future.
import type { Kind } from '@sulh/contract/process'
import type { FactShape } from './case_schema.ts'

/** Whether the day may lie ahead: a plan, what is scheduled, an engagement that is announced. */
function mayLieAhead(
  kind: Kind,
  fact: FactShape,
  value: Readonly<Record<string, unknown>>,
): boolean {
  return fact.facet === 'planned' || value['scheduled'] === true || kind === 'engagement'
}

function days(value: Readonly<Record<string, unknown>>): { from?: string; to?: string } {
  const { when, on } = value
  if (typeof when === 'string') return { from: when }
  if (typeof on === 'string') return { from: on }
  if (typeof when !== 'object' || when === null) return {}
  return when as { from: string; to?: string }
}

/** Refuses a fact that is known before what it tells of has begun. */
export function checkTime(
  kind: Kind,
  fact: FactShape,
  value: Readonly<Record<string, unknown>>,
  fault: (field: readonly string[], sentence: string) => void,
): void {
  if (fact.held_from !== undefined && fact.held_to !== undefined && fact.held_to < fact.held_from)
    fault(['held_to'], 'held_to is before held_from: mend one of the two')
  if (mayLieAhead(kind, fact, value)) return
  const { from, to } = days(value)
  const known = fact.known_from.slice(0, 10)
  // An actual date has an end, and the end is known only then.
  const last = fact.facet === 'actual' ? (to ?? from) : from
  if (last !== undefined && last > known)
    fault(
      ['known_from'],
      `tells of ${last} but is known from ${known}: mend known_from, or mark what is only scheduled`,
    )
}

/** For hindsight: the day on which it happened, where the case does not say otherwise. */
export function heldFrom(
  kind: Kind,
  fact: FactShape,
  value: Readonly<Record<string, unknown>>,
): { held_from?: string } {
  if (fact.held_from !== undefined) return { held_from: fact.held_from }
  const { from } = days(value)
  const ahead = mayLieAhead(kind, fact, value) && (from ?? '') > fact.known_from.slice(0, 10)
  const plan = fact.facet === 'planned' || value['scheduled'] === true
  return from === undefined || ahead || plan ? {} : { held_from: from }
}
