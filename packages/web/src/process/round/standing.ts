// What follows from the standings of delegations as of the date cursor: access, quorum, pending acts
// and consent of each, and the quorum of a body. Pure; the rules are the contract's.
import { statedFacts } from '@sulh/analysis/history/stated'
import {
  quorumOf,
  standingAt,
  standingPeriods,
  standingRules,
  type Quorum,
  type StandingPeriod,
} from '@sulh/contract/standing'
import { type State, valueOf, type View } from '../view.ts'
import { delegationsOfBody } from './selection.ts'

/** The standing in force, or undefined where none is stated as of the day. */
export function standingOn(view: View, delegation: State): StandingPeriod | undefined {
  const { at, basis } = view.asOf
  const known = delegation.record.facts.filter((f) =>
    basis === 'recorded' ? f.recorded_at <= at : basis === 'hindsight' || f.known_from <= at,
  )
  const stated = statedFacts(known, 'standing')
  const periods = standingPeriods(
    stated.map(({ known_from, fact }) => ({ known_from, value: fact.value })),
  )
  return standingAt(periods, at)
}

/** Of the delegations recorded for the body; undefined where there is none. */
export function quorumOn(view: View, body: State): Quorum | undefined {
  const members = delegationsOfBody(view, body.id).map((delegation) => ({
    id: delegation.id,
    // Where no standing is stated, nothing follows: it counts.
    effects: standingOn(view, delegation) ?? standingRules.credentialed,
  }))
  if (members.length === 0) return undefined
  return quorumOf(valueOf(body, 'body', 'quorum')?.required ?? 'all', members)
}
